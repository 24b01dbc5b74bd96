"""Looking at whom a clue is about: what is sealed is opened here only, and every look is kept.

Names come from the register and are looked at there too; clues keep none of their own.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from jiedui.access.command import command
from jiedui.access.vault import upload
from jiedui.clues.boxes import unseal
from jiedui.clues.models import Evidence, Paper, Seen
from jiedui.clues.queries import clue_in, unknown
from jiedui.kernel.identity import mask_number
from jiedui.registry.privacy import look_at, purpose_of
from jiedui.registry.queries import Days

if TYPE_CHECKING:
    import datetime as dt

    from jiedui.access.scope import Actor
    from jiedui.clues.models import Clue

HEALTH = frozenset({"untreated", "hospital", "severe_illness", "disability"})
"""Lists whose finding is a matter of health: shown in full only for a purpose."""


class Proof(NamedTuple):
    """One row of a list that gave the clue; amounts in fen."""

    run: int
    source: str
    what: str
    amount: int | None
    day: str
    times: int | None


@dataclass(frozen=True, slots=True)
class Person:
    """Whom a clue is about and what was found, masked unless revealed.

    Attributes:
        clue: Number of the clue.
        name: Name, "" where only the register of others knows it.
        id_number: Identity number.
        head: Name of the head of the household.
        household: Number of the household, as the compared register has it.
        record: The person's record in that register.
        proofs: What was found.
        is_revealed: Whether it is shown in full.
        subject: What the log says.
    """

    clue: int
    name: str
    id_number: str
    head: str
    household: str
    record: str
    proofs: tuple[Proof, ...]
    is_revealed: bool
    subject: str


def look(
    number: int, *, purpose: str, actor: Actor, now: dt.datetime, reveal: bool = False
) -> Person:
    """Return whom a clue is about, and write down who looked, when and what for.

    Args:
        number: The clue.
        purpose: What for, in words.
        actor: Who looks.
        now: The moment.
        reveal: Whether name, number and findings are shown in full.

    Raises:
        Refused: There is no such clue in the actor's places, no purpose is given, or the actor may
            not see it (in full).
    """
    return (_in_full if reveal else _masked)(number, purpose=purpose, actor=actor, now=now)


@command("clues.read")
def _masked(number: int, *, purpose: str, actor: Actor, now: dt.datetime) -> Person:
    clue = clue_in(actor.scope("clues.read"), number)
    return _looked(clue, purpose, actor=actor, now=now, reveal=False)


@command("clues.reveal")
def _in_full(number: int, *, purpose: str, actor: Actor, now: dt.datetime) -> Person:
    clue = clue_in(actor.scope("clues.reveal"), number)
    return _looked(clue, purpose, actor=actor, now=now, reveal=True)


def _looked(clue: Clue, purpose: str, *, actor: Actor, now: dt.datetime, reveal: bool) -> Person:
    words = purpose_of(purpose)
    _note(clue, words, actor=actor, now=now, reveal=reveal)
    told = unseal(clue.sealed, kind="clue", token=clue.token)
    proofs = tuple(_proofs(clue, reveal=reveal))
    name, id_number, head = "", str(told.get("masked", "")), ""
    if reveal and told.get("number"):
        id_number = str(told["number"])
    household, record = str(told.get("household", "")), str(told.get("record", ""))
    if clue.household:
        household, record = clue.household, str(clue.person or "")
        name, id_number, head = _of_register(clue, words, actor=actor, now=now, reveal=reveal)
    if not reveal:
        household = clue.household or _starred(household)
        record = clue.household and record
    subject = f"clue {clue.pk}: looked at{' in full' if reveal else ''}"
    return Person(clue.pk, name, id_number, head, household, record, proofs, reveal, subject)


def _of_register(
    clue: Clue, purpose: str, *, actor: Actor, now: dt.datetime, reveal: bool
) -> tuple[str, str, str]:
    """Return name, number and head's name from the register; "" once erased or moved away."""
    permission = "registry.reveal" if reveal else "registry.read"
    if not actor.allows(permission):
        return "", "", ""
    day = now.astimezone().date()
    days = Days(day, day)
    found = look_at(clue.household, days, purpose=purpose, actor=actor, now=now, reveal=reveal)
    own = next((one for one in found.members if one.person == clue.person), None)
    head = next((one.name for one in found.members if one.relation == "HEAD"), "")
    return (own.name, own.number, head) if own else ("", "", head)


def _proofs(clue: Clue, *, reveal: bool) -> list[Proof]:
    found = []
    for one in Evidence.objects.filter(clue=clue).order_by("id"):
        told = unseal(one.sealed, kind="evidence", token=one.token)
        source, what = str(told["source"] or ""), str(told["what"] or "")
        if not reveal:
            source = _starred(source)
            # A rule on the register alone names another record of it.
            what = _starred(what) if clue.data in HEALTH or not clue.data else what
        found.append(
            Proof(
                one.run_id, source, mask_number(what) if _is_number(what) and not reveal else what,
                told["amount"], str(told["day"] or ""), told["times"],
            )
        )  # fmt: skip
    return found


def _is_number(text: str) -> bool:
    return len(text) > 7 and text.isdecimal()


def _starred(text: str) -> str:
    return text[:1] + "*" * (len(text) - 1)


def _note(clue: Clue, purpose: str, *, actor: Actor, now: dt.datetime, reveal: bool) -> None:
    Seen.objects.create(
        clue=clue, at=now, actor=actor.username, purpose=purpose, is_revealed=reveal
    )


@dataclass(frozen=True, slots=True)
class Opened:
    """A document of evidence: its name, its content, what the log says."""

    name: str
    content: bytes
    subject: str


@command("clues.reveal")
def open_paper(number: int, paper: int, *, purpose: str, actor: Actor, now: dt.datetime) -> Opened:
    """Return a document of evidence for a stated purpose; the look is written down.

    Raises:
        Refused: There is no such document, or no purpose is given.
    """
    clue = clue_in(actor.scope("clues.reveal"), number)
    found = Paper.objects.filter(clue=clue, pk=paper).first()
    if found is None:
        raise unknown(number)
    _note(clue, purpose_of(purpose), actor=actor, now=now, reveal=True)
    content = upload(found.upload)
    name = str(unseal(found.sealed, kind="paper", token=found.token)["name"])
    return Opened(name, content, f"clue {number}: document {paper}")
