"""Pledges, hands and uses of gifts that came in a posted file: each row once.

Nothing here is counted: a pledge is no gift, a hand moves custody, a use says what became of money
that the book holds already.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Q

from jiedui.access.command import command
from jiedui.giving.commands.filing import donor_named
from jiedui.giving.commands.filing_goods import each
from jiedui.giving.commands.gifts import consent_gift, hand_on, use_gift
from jiedui.giving.commands.papers import record_pledge
from jiedui.giving.done import Done
from jiedui.giving.finding import gift_row
from jiedui.giving.models import Consent, Gift, GiftHand, GiftUse, Pledge
from jiedui.kernel.problem import Problem, Refused, Severity

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from jiedui.access.scope import Actor
    from jiedui.kernel.problem import Source

HANDS = ("转交", "移交", "交接", "转赠", "转入", "转出", "接收", "hand")
CONSENTS = ("同意", "变更用途", "用途变更", "改变用途", "调整用途", "consent")
USES = ("使用", "支用", "支出", "落实", "use")


@dataclass(frozen=True, slots=True)
class FiledPledge:
    """What a row tells of a promise: whose, what, how much, where, when, by when, kept by which."""

    donor: str
    words: str
    amount_fen: int | None
    recipient: str
    on: dt.date | None
    due_on: dt.date | None
    gift: int | None
    where: Source


@dataclass(frozen=True, slots=True)
class FiledWay:
    """What a row tells of a gift's way: whose gift, hand or use, when, from whom to whom, proof."""

    donor: str
    gift: int | None
    words: str
    on: dt.date | None
    giver: str
    taker: str
    used_fen: int | None
    purpose: str
    used_words: str
    place: str
    document: str
    where: Source


@command("giving.record")
def record_pledges(rows: Sequence[FiledPledge], *, actor: Actor, now: dt.datetime) -> Done:
    """Keep the promises of a posted file; one on record already is not kept twice.

    Args:
        rows: The promises, in the order of the file; the gift named by number fulfils its own.
        actor: Who posts it.
        now: The moment.

    Raises:
        Refused: A row has no day, promises nothing, or names a gift of another donor. Every such
            row is told, nothing of the file is kept.
    """
    count = each(rows, lambda row: _pledge(row, actor=actor, now=now))
    return Done(count, f"{count} pledges of a file", count)


@command("giving.record")
def record_ways(rows: Sequence[FiledWay], *, actor: Actor, now: dt.datetime) -> Done:
    """Pass gifts from hand to hand and note uses as the rows of a posted file tell, each once.

    Args:
        rows: The steps, in the order of the file.
        actor: Who posts it.
        now: The moment.

    Raises:
        Refused: A row names no gift or several, is neither a hand, a use nor a consent, has no
            day, uses more than is left, breaks a designated use, or lacks its proof. Every such
            row is told, nothing of the file is kept.
    """
    count = each(rows, lambda row: _way(row, actor=actor, now=now))
    return Done(count, f"{count} hands and uses of gifts of a file", count)


def _pledge(row: FiledPledge, *, actor: Actor, now: dt.datetime) -> bool:
    if row.on is None:
        raise _unclear(row.where, "no day", "the day of the promise")
    donor = donor_named(row.donor, "", actor=actor, now=now)
    holder = donor.holder_id or donor.pk
    known = Pledge.objects.filter(
        donor_id=holder, words=row.words[:300], amount_fen=row.amount_fen, pledged_on=row.on
    ).first()
    number = known.pk if known else 0
    if known is None:
        number = record_pledge(
            holder, words=row.words, on=row.on, actor=actor, now=now, amount_fen=row.amount_fen,
            recipient=row.recipient, due_on=row.due_on,
        ).number  # fmt: skip
    return _kept(row, number, holder=holder, actor=actor) or known is None


def _kept(row: FiledPledge, number: int, *, holder: int, actor: Actor) -> bool:
    """Note that the gift a row names fulfils its pledge; whether that is new."""
    if row.gift is None:
        return False
    gift = gift_row(actor.scope("giving.record"), row.gift)
    is_own = holder in (gift.donor.holder_id, gift.donor_id)
    if not is_own or gift.pledge_id not in (None, number):
        raise _unclear(row.where, f"gift {row.gift}", "a gift of this donor, of no other pledge")
    return bool(Gift.objects.filter(pk=gift.pk, pledge__isnull=True).update(pledge_id=number))


def _way(row: FiledWay, *, actor: Actor, now: dt.datetime) -> bool:
    said = row.words.lower()
    keep = _consented if any(word in said for word in CONSENTS) else None
    if keep is None:
        is_hand = any(word in said for word in HANDS)
        if is_hand == any(word in said for word in USES):
            raise _unclear(row.where, row.words, "转交、使用、同意变更用途")
        keep = _handed if is_hand else _used
    if row.on is None:
        raise _unclear(row.where, "no day", "the day of it")
    return keep(row, _gift(row), row.on, actor=actor, now=now)


def _consented(
    row: FiledWay, number: int, on: dt.date, /, *, actor: Actor, now: dt.datetime
) -> bool:
    """Keep a donor's consent to another use: 用途 is the new one, 凭证 the paper that gives it."""
    same = Consent.objects.filter(
        gift=number, on=on, after=row.purpose[:300], document=row.document[:300]
    )
    if same.exists():
        return False
    consent_gift(number, after=row.purpose, on=on, document=row.document, actor=actor, now=now)
    return True


def _handed(row: FiledWay, number: int, on: dt.date, /, *, actor: Actor, now: dt.datetime) -> bool:
    if GiftHand.objects.filter(gift=number, on=on, taker=row.taker[:200]).exists():
        return False
    hand_on(
        number, taker=row.taker, on=on, actor=actor, now=now, giver=row.giver,
        document=row.document,
    )  # fmt: skip
    return True


def _used(row: FiledWay, number: int, on: dt.date, /, *, actor: Actor, now: dt.datetime) -> bool:
    same = GiftUse.objects.filter(
        gift=number, on=on, amount_fen=row.used_fen or 0, words=row.used_words[:300],
        document=row.document[:300],
    )  # fmt: skip
    if same.exists():
        return False
    use_gift(
        number, amount_fen=row.used_fen or 0, purpose=row.purpose, words=row.used_words, on=on,
        document=row.document, actor=actor, now=now, place=row.place,
    )  # fmt: skip
    return True


def _gift(row: FiledWay) -> int:
    """Return the one gift a row means: by number, else by the donor's name."""
    gifts = Gift.objects.exclude(state="withdrawn")
    if row.gift is not None:
        gifts = gifts.filter(pk=row.gift)
    else:
        gifts = gifts.filter(Q(donor__name=row.donor) | Q(donor__public_name=row.donor))
    found = list(gifts.order_by("pk").values_list("pk", flat=True)[:2])
    if len(found) != 1:
        expected = "one gift on record; name its number in 捐赠编号"
        raise _unclear(row.where, row.donor if row.gift is None else f"gift {row.gift}", expected)
    return found[0]


def _unclear(where: Source, found: str, expected: str) -> Refused:
    return Refused([Problem("VALUE_UNKNOWN", Severity.ERROR, where, found, expected)])
