"""Writes to gifts: record, post (a second person), hand on, use within its purpose, withdraw.

Only posting counts a gift; whatever else happens to it afterwards (hands, store, uses, bills) is
its life and posts nothing, so a gift is counted once however far it travels.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import F

from jiedui.access.command import command
from jiedui.access.queries import office
from jiedui.attention.commands import run_rules
from jiedui.books.commands import post_entries
from jiedui.books.queries import taken_back_by
from jiedui.giving.donation import GiftFacts, gift_entry, interval_of, value_of
from jiedui.giving.done import Done
from jiedui.giving.drafts import check_gift
from jiedui.giving.finding import donor_row, gift_row, pledge_row, second_person
from jiedui.giving.models import Consent, Gift, GiftHand, GiftUse, GoodsLine, GoodsMove
from jiedui.kernel.place import covers, normal
from jiedui.kernel.problem import Refused, refuse
from jiedui.kernel.quantity import Wording

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from jiedui.access.scope import Actor
    from jiedui.books.entry import EntryDraft
    from jiedui.giving.drafts import GiftDraft
    from jiedui.kernel.problem import Problem

POSTED_AT_ONCE_MAX = 1000
"""So many gifts are posted by one command."""


@command("giving.record")
def record_gift(draft: GiftDraft, *, actor: Actor, now: dt.datetime) -> Done:
    """Record a gift that was announced or has arrived; nothing is counted yet.

    Raises:
        Refused: Something is wrong with it, or its receiver lies outside the actor's places.
    """
    row = keep_gift(draft, actor=actor, now=now)
    return Done(row.pk, f"gift {row.pk}")


def keep_gift(draft: GiftDraft, *, actor: Actor, now: dt.datetime) -> Gift:
    """Check and keep a gift with its list of goods; a step of a command."""
    problems = check_gift(draft)
    if problems:
        raise Refused(problems)
    scope = actor.scope("giving.record")
    if not scope.sees(draft.recipient or None):
        raise refuse(
            "OUTSIDE_PLACES",
            found=draft.recipient or "a receiver of no known place",
            expected="a receiver within your places",
        )
    donor = donor_row(draft.donor)
    pledge = pledge_row(scope, draft.pledge) if draft.pledge else None
    if pledge is not None and (pledge.donor.holder_id or pledge.donor_id) != (
        donor.holder_id or donor.pk
    ):
        raise refuse(
            "PLEDGE_OF_ANOTHER", found=f"pledge {pledge.pk}", expected="a pledge of this donor"
        )
    amount = draft.amount
    row = Gift.objects.create(
        donor=donor,
        kind=draft.kind,
        state="received" if draft.is_here else "announced",
        words=" ".join(draft.words.split()),
        amount_fen=None if amount is None else _first(amount.stated, amount.low, amount.high),
        low_fen=None if amount is None else amount.low,
        high_fen=None if amount is None else amount.high,
        wording=Wording.NOT_STATED if amount is None else amount.wording,
        basis=draft.basis,
        purpose=" ".join(draft.purpose.split()),
        is_designated=draft.is_designated,
        recipient=draft.recipient,
        recipient_name=" ".join(draft.recipient_name.split()),
        starts=draft.period.starts,
        ends=draft.period.ends,
        pledge=pledge,
        document=draft.document.strip(),
        origin=draft.origin,
        recorded_by=actor.username,
        recorded_at=now,
    )
    _keep_goods(row, draft, actor=actor, now=now)
    return row


def _keep_goods(row: Gift, draft: GiftDraft, *, actor: Actor, now: dt.datetime) -> None:
    """Keep a list of goods; what is at the door is received in full."""
    lines = GoodsLine.objects.bulk_create(
        GoodsLine(
            gift=row, name=one.name.strip(), model=one.model.strip(), unit=one.unit.strip(),
            announced=one.quantity, expires_on=one.expires_on, value_fen=one.value_fen,
            basis=draft.basis, at_hand=one.quantity if draft.is_here else 0,
        )
        for one in draft.goods
    )  # fmt: skip
    if draft.is_here:
        GoodsMove.objects.bulk_create(
            GoodsMove(
                line=line, move="received", quantity=line.announced, on=draft.period.ends,
                document=row.document, recorded_by=actor.username, recorded_at=now,
            )
            for line in lines
        )  # fmt: skip


def _first(*numbers: int | None) -> int | None:
    return next((number for number in numbers if number is not None), None)


@command("giving.record")
def arrive_gift(
    number: int, *, on: dt.date, actor: Actor, now: dt.datetime, document: str = ""
) -> Done:
    """Note that money, a service or goods without a list have arrived.

    Raises:
        Refused: The gift has arrived already, or its goods are moved line by line.
    """
    del now
    row = gift_row(actor.scope("giving.record"), number)
    if row.state != "announced" or row.goods.exists():
        raise refuse(
            "GIFT_STATE",
            found=f"gift {number} is {row.state}",
            expected="an announced gift without a list of goods",
            hint="Goods of a list arrive by moving each line.",
        )
    Gift.objects.filter(pk=number).update(
        state="received", starts=on, ends=on, document=document.strip() or row.document
    )
    return Done(number, f"gift {number} received")


@command("giving.record")
def withdraw_gift(number: int, *, reason: str, actor: Actor, now: dt.datetime) -> Done:
    """Withdraw a gift that is not in the book: it was recorded wrongly, or never came.

    Raises:
        Refused: It is in the book, or no reason is given.
    """
    del now
    row = gift_row(actor.scope("giving.record"), number)
    if row.entry is not None and row.entry not in taken_back_by([row.entry]):
        raise refuse(
            "GIFT_COUNTED",
            found=f"gift {number} is entry {row.entry}",
            expected="a gift not in the book",
            hint="Take the entry back first.",
        )
    if not reason.strip():
        raise refuse("REASON_MISSING", found="no reason", expected="why it is withdrawn")
    words = f"{row.words}(撤销:{' '.join(reason.split())})"[:300]
    Gift.objects.filter(pk=number).update(state="withdrawn", entry=None, words=words)
    return Done(number, f"gift {number} withdrawn")


@command("giving.post")
def post_gifts(numbers: Sequence[int], *, actor: Actor, now: dt.datetime) -> Done:
    """Post gifts into the book, each once, as a second person; all of them or none.

    Raises:
        Refused: One is not here yet, is in the book, was recorded by the actor, or cannot be
            posted; every reason of every gift is given.
    """
    if not 0 < len(set(numbers)) <= POSTED_AT_ONCE_MAX:
        raise refuse("POSTING_EMPTY", found=f"{len(numbers)} gifts", expected="1 to 1000 gifts")
    scope = actor.scope("giving.post")
    rows = [gift_row(scope, number) for number in sorted(set(numbers))]
    problems = [problem for row in rows for problem in _not_postable(row, actor)]
    if problems:
        raise Refused(problems)
    owner = office() or None
    posted = post_entries([_entry_of(row, owner) for row in rows], actor=actor, now=now)
    for at, row in enumerate(rows):
        Gift.objects.filter(pk=row.pk).update(
            entry=posted.first + at, posted_by=actor.username, posted_at=now
        )
    run_rules(actor=actor, now=now, subjects={"gift": [row.pk for row in rows]})
    return Done(rows[0].pk, f"{len(rows)} gifts, {posted.subject}", len(rows))


def _not_postable(row: Gift, actor: Actor) -> list[Problem]:
    found: list[Refused] = []
    if row.entry is not None and row.entry not in taken_back_by([row.entry]):
        found.append(
            refuse(
                "GIFT_COUNTED",
                found=f"gift {row.pk} is entry {row.entry}",
                expected="a gift not in the book",
            )
        )
    if row.state in ("announced", "withdrawn"):
        found.append(
            refuse(
                "GIFT_NOT_HERE",
                found=f"gift {row.pk} is {row.state}",
                expected="a gift that has arrived: goods are booked on actual receipt",
            )
        )
    if row.recorded_by == actor.username:
        found.append(second_person(actor.username, f"recorded gift {row.pk}"))
    return [problem for refused in found for problem in refused.problems]


def _entry_of(row: Gift, owner: str | None) -> EntryDraft:
    stated = interval_of(row.amount_fen, row.low_fen, row.high_fen, wording=row.wording)
    donor = row.donor.holder or row.donor
    return gift_entry(
        GiftFacts(
            payer=donor.payer,
            kind=row.kind,
            amount=value_of(row.kind, stated, row.basis),
            recipient=row.recipient or None,
            recipient_name=row.recipient_name,
            owner=owner,
            starts=row.starts,
            ends=row.ends,
            purpose="、".join(part for part in (row.purpose, row.words) if part),
            document=row.document,
        )
    )


@command("giving.record")
def hand_on(  # noqa: PLR0913  it has that many sides
    number: int,
    *,
    taker: str,
    on: dt.date,
    actor: Actor,
    now: dt.datetime,
    giver: str = "",
    document: str = "",
) -> Done:
    """Note that a gift went from one hand to the next; it is the same gift and counts no more.

    Args:
        number: The gift.
        taker: Who took it.
        on: The day.
        actor: Who records.
        now: The moment.
        giver: Who gave it on; default: the last hand, else the donor.
        document: The proof.

    Raises:
        Refused: The gift was withdrawn, the taker is nobody or has it already, or the day lies
            before the last hand.
    """
    row = gift_row(actor.scope("giving.record"), number)
    last = row.hands.order_by("-at").first()
    holder = last.taker if last else row.donor.public_name
    taker = " ".join(taker.split())
    if row.state == "withdrawn" or not taker or taker == (giver or holder):
        raise refuse(
            "HAND_WRONG",
            found=f"gift {number} ({row.state}) to {taker or 'nobody'}",
            expected=f"a gift that stands, handed to somebody other than {holder}",
        )
    if last is not None and on < last.on:
        raise refuse("DAYS_CROSS", found=str(on), expected=f"not before the last hand, {last.on}")
    GiftHand.objects.create(
        gift=row, at=(last.at if last else 0) + 1, on=on, giver=giver.strip() or holder,
        taker=taker[:200], document=document.strip()[:300], recorded_by=actor.username,
        recorded_at=now,
    )  # fmt: skip
    return Done(number, f"gift {number} in other hands")


@command("giving.record")
def use_gift(  # noqa: PLR0913  it has that many sides
    number: int,
    *,
    amount_fen: int,
    purpose: str,
    words: str,
    on: dt.date,
    document: str,
    actor: Actor,
    now: dt.datetime,
    place: str = "",
) -> Done:
    """Note what a part of a gift of money became; a designated use is binding.

    Raises:
        Refused: The gift was bound to another purpose or place, is not in the book, has not so much
            left, or the proof is missing.
    """
    row = gift_row(actor.scope("giving.record"), number)
    problems: list[Problem] = []
    if row.is_designated and normal(purpose) != normal(row.purpose):
        problems += refuse(
            "DESIGNATED",
            found=f"use for {purpose or 'nothing said'}",
            expected=f"the donor's own purpose: {row.purpose}",
            hint="Another use needs the donor's consent, recorded first (慈善法 56).",
        ).problems
    if row.is_designated and place and row.recipient and not covers(row.recipient, place):
        problems += refuse(
            "DESIGNATED", found=f"use in {place}", expected=f"within {row.recipient}"
        ).problems
    left = None if row.high_fen is None else row.high_fen - row.used_fen
    if row.entry is None or amount_fen <= 0 or (left is not None and amount_fen > left):
        problems += refuse(
            "USE_TOO_MUCH",
            found=f"{amount_fen} fen of gift {number}",
            expected="a gift in the book" if row.entry is None else f"1 to {left} fen",
        ).problems
    if not document.strip() or not words.strip():
        problems += refuse("PROOF_MISSING", found="nothing", expected="words and proof").problems
    if problems:
        raise Refused(problems)
    GiftUse.objects.create(
        gift=row, on=on, words=words.strip()[:300], purpose=purpose.strip()[:300],
        amount_fen=amount_fen, place=place, document=document.strip()[:300],
        recorded_by=actor.username, recorded_at=now,
    )  # fmt: skip
    Gift.objects.filter(pk=number).update(used_fen=F("used_fen") + amount_fen)
    return Done(number, f"gift {number} used")


@command("giving.record")
def consent_gift(
    number: int, *, after: str, on: dt.date, document: str, actor: Actor, now: dt.datetime
) -> Done:
    """Record the donor's consent to another purpose, with the document that gives it.

    Raises:
        Refused: The gift is not bound to a purpose, or the document is missing.
    """
    row = gift_row(actor.scope("giving.record"), number)
    if not row.is_designated or not document.strip() or not after.strip():
        raise refuse(
            "CONSENT_WRONG",
            found=f"gift {number}: {document or 'no document'}",
            expected="a designated gift, the new purpose and the donor's written consent",
        )
    Consent.objects.create(
        gift=row, before=row.purpose, after=after.strip()[:300], on=on,
        document=document.strip()[:300], recorded_by=actor.username, recorded_at=now,
    )  # fmt: skip
    Gift.objects.filter(pk=number).update(purpose=after.strip()[:300])
    return Done(number, f"gift {number}: consent")
