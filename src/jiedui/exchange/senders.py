"""Units that send returns, and what each of them owes: adding, changing, what is remembered."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from jiedui.access.command import command
from jiedui.exchange import opening
from jiedui.exchange.kinds import KINDS, check_kind
from jiedui.exchange.models import Due, Meaning, Sender
from jiedui.exchange.questions import KIND
from jiedui.kernel import place as places
from jiedui.kernel.problem import refuse
from jiedui.kernel.recurring import MONTHS

if TYPE_CHECKING:
    import datetime as dt

    from jiedui.access.scope import Actor
    from jiedui.exchange.returns import ReturnDue

NAME_MAX = 100
CONTACT_MAX = 200
DAYS_MAX = 366


@dataclass(frozen=True, slots=True)
class Kept:
    """A sender that was added or changed."""

    number: int
    name: str

    @property
    def subject(self) -> str:
        """What the log says; a contact stays out of it."""
        return f"sender {self.number}"


@command("exchange.senders")
def keep_sender(
    name: str,
    *,
    actor: Actor,
    now: dt.datetime,
    contact: str = "",
    place: str = "",
    number: int | None = None,
) -> Kept:
    """Add a unit that sends returns, or change one.

    Args:
        name: Its name as it signs its returns.
        actor: Who does it.
        now: The moment.
        contact: Whom to ask there, and how.
        place: Name or code of the place it belongs to; "" for none.
        number: The unit to change; None = a new one.

    Raises:
        Refused: The name is empty, too long or taken, or nothing knows the place.
    """
    called = " ".join(name.split())
    if not called or len(called) > NAME_MAX or len(contact) > CONTACT_MAX:
        raise refuse(
            "SENDER_WRONG",
            found=called or "no name",
            expected=f"a name of at most {NAME_MAX} and a contact of at most {CONTACT_MAX} signs",
        )
    same = Sender.objects.filter(name=called).first()
    if same is not None and same.pk != number:
        raise refuse("SENDER_EXISTS", found=f"{called} is sender {same.pk}", expected="a new name")
    row = opening.sender(number) if number is not None else Sender()
    if number is None:
        row.added_by, row.added_at = actor.username, now
    row.name, row.contact, row.place = called, contact.strip(), _place(place)
    row.save()
    return Kept(row.pk, row.name)


def _place(words: str) -> str:
    if not words.strip():
        return ""
    found = places.find(words.strip())
    if not found:
        raise refuse(
            "PLACE_UNKNOWN",
            found=words,
            expected="a place with a GB/T 2260 code",
            hint="Write its full name or its code.",
        )
    return found[0].key


@command("exchange.senders")
def keep_due(sender: int, due: ReturnDue, *, actor: Actor, now: dt.datetime) -> Kept:
    """Say that a unit owes a kind of return: how often, and by when after each period's end.

    Args:
        sender: The unit.
        due: What it owes.
        actor: Who says so.
        now: The moment.

    Raises:
        Refused: There is no such unit, kind or frequency, or the days are out of bounds.
    """
    del now, actor
    row = opening.sender(sender)
    if due.kind not in KINDS or due.frequency not in MONTHS or not 0 <= due.days <= DAYS_MAX:
        raise refuse(
            "DUE_WRONG",
            found=f"{due.kind}, {due.frequency}, {due.days} days",
            expected=f"one of {', '.join(KINDS)}; one of {', '.join(MONTHS)}; 0 to {DAYS_MAX} days",
        )
    told = {
        "frequency": due.frequency, "days": due.days, "is_working": due.is_working,
        "since": due.since, "until": due.until,
    }  # fmt: skip
    Due.objects.update_or_create(sender=row, kind=due.kind, defaults=told)
    return Kept(row.pk, row.name)


@command("exchange.senders")
def drop_due(sender: int, kind: str, *, actor: Actor, now: dt.datetime) -> Kept:
    """Say that a unit no longer owes a kind of return.

    Raises:
        Refused: There is no such unit, or it does not owe that kind.
    """
    del now, actor
    row = opening.sender(sender)
    if not Due.objects.filter(sender=row, kind=kind).delete()[0]:
        raise refuse("DUE_WRONG", found=f"{row.name} owes no {kind}", expected="a return it owes")
    return Kept(row.pk, row.name)


@command("exchange.senders")
def change_meaning(meaning: int, said: str, *, actor: Actor, now: dt.datetime) -> Kept:
    """Change what was remembered of a sender's layout; the next file of it is read so.

    Args:
        meaning: The number it is remembered under.
        said: Of a column the name of a field of its kind, "" for one that is not used; of a whole
            table the code of a kind.
        actor: Who says so.
        now: The moment.

    Raises:
        Refused: Nothing is remembered under that number, or there is no such field or kind.
    """
    row = _meaning(meaning)
    if row.field == KIND:
        check_kind(said)
        row.kind = said
    else:
        kind = KINDS.get(row.kind)
        known = sorted(one.name for one in kind.fields) if kind else []
        if said and said not in known:
            raise refuse(
                "COLUMN_UNKNOWN",
                found=f"{row.heading} = {said}",
                expected=f"one of: {', '.join(known)}",
            )
        row.field = said
    row.said_by, row.said_at = actor.username, now
    row.save()
    return Kept(row.sender.pk, row.sender.name)


@command("exchange.senders")
def forget_meaning(meaning: int, *, actor: Actor, now: dt.datetime) -> Kept:
    """Forget what a column of a sender's layout was said to mean, so that it is asked again.

    Raises:
        Refused: Nothing is remembered under that number.
    """
    del now, actor
    row = _meaning(meaning)
    row.delete()
    return Kept(row.sender.pk, row.sender.name)


def _meaning(number: int) -> Meaning:
    row = Meaning.objects.select_related("sender").filter(pk=number).first()
    if row is None:
        raise refuse("MEANING_UNKNOWN", found=f"meaning {number}", expected="one remembered")
    return row
