"""Writes to pledges and bills: promise, keep or drop a promise; enter bills, chase missing ones."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction

from jiedui.access.command import command
from jiedui.giving.done import Done
from jiedui.giving.finding import donor_row, gift_row, pledge_row
from jiedui.giving.models import Bill, BillChase, Gift, Pledge
from jiedui.kernel.problem import Refused, refuse

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from jiedui.access.scope import Actor
    from jiedui.kernel.problem import Problem


@command("giving.record")
def record_pledge(  # noqa: PLR0913  it has that many sides
    donor: int,
    *,
    words: str,
    on: dt.date,
    actor: Actor,
    now: dt.datetime,
    amount_fen: int | None = None,
    recipient: str = "",
    due_on: dt.date | None = None,
) -> Done:
    """Record what a donor promises; gifts recorded against it fulfil it.

    Raises:
        Refused: The donor is not known, it promises nothing, or its days cross.
    """
    row = donor_row(donor)
    if not words.strip() or (amount_fen is not None and amount_fen <= 0):
        raise refuse("PLEDGE_EMPTY", found="nothing promised", expected="words, an amount above 0")
    if due_on is not None and due_on < on:
        raise refuse("DAYS_CROSS", found=str(due_on), expected=f"not before {on}")
    if not actor.scope("giving.record").sees(recipient or None):
        raise refuse("OUTSIDE_PLACES", found=recipient or "no place", expected="your places")
    made = Pledge.objects.create(
        donor_id=row.holder_id or row.pk, words=words.strip()[:300], amount_fen=amount_fen,
        recipient=recipient, pledged_on=on, due_on=due_on, recorded_by=actor.username,
        recorded_at=now,
    )  # fmt: skip
    return Done(made.pk, f"pledge {made.pk}")


@command("giving.record")
def withdraw_pledge(number: int, *, reason: str, actor: Actor, now: dt.datetime) -> Done:
    """Note that a promise will not be kept; what was given on it stays.

    Raises:
        Refused: There is no such pledge, it was withdrawn, or no reason is given.
    """
    row = pledge_row(actor.scope("giving.record"), number)
    if row.withdrawn_at is not None or not reason.strip():
        raise refuse(
            "PLEDGE_STATE", found=f"pledge {number}", expected="an open pledge, and a reason"
        )
    Pledge.objects.filter(pk=number).update(withdrawn_at=now, withdrawn_why=reason.strip()[:300])
    return Done(number, f"pledge {number} withdrawn")


@command("giving.record")
def record_bill(  # noqa: PLR0913  it has that many sides
    gifts: Sequence[int],
    *,
    issuer: str,
    number: str,
    issued_on: dt.date | None,
    actor: Actor,
    now: dt.datetime,
    amount_fen: int | None = None,
) -> Done:
    """Enter the bill of one gift, or of several gifts of one donor.

    Raises:
        Refused: The bill belongs to other gifts already, a gift has another bill, the gifts are of
            different donors, or the bill is older than a gift: bills follow receipt.
    """
    scope = actor.scope("giving.record")
    rows = [gift_row(scope, gift) for gift in sorted(set(gifts))]
    issuer, number = " ".join(issuer.split()), "".join(number.split())
    if not rows or not issuer or not number:
        raise refuse("BILL_INCOMPLETE", found="no gift, issuer or number", expected="all three")
    problems: list[Problem] = []
    for row in rows:
        if row.bill_id is not None:
            found = f"gift {row.pk} has bill {row.bill_id}"
            problems += refuse("BILL_GIVEN", found=found, expected="a gift without").problems
        if issued_on is not None and issued_on < row.starts:
            problems += refuse(
                "BILL_EARLY", found=str(issued_on), expected=f"not before the gift, {row.starts}"
            ).problems
    if len({row.donor.holder_id or row.donor_id for row in rows}) > 1:
        problems += refuse("BILL_DONORS", found="several donors", expected="one payer").problems
    if problems:
        raise Refused(problems)
    try:
        with transaction.atomic():
            bill = Bill.objects.create(
                issuer=issuer[:200], number=number[:64], issued_on=issued_on,
                amount_fen=amount_fen, recorded_by=actor.username, recorded_at=now,
            )  # fmt: skip
    except IntegrityError as error:
        raise refuse(
            "BILL_KNOWN",
            found=f"bill {number} of {issuer} is entered already",
            expected="a bill not entered before",
        ) from error
    Gift.objects.filter(pk__in=[row.pk for row in rows]).update(bill=bill)
    return Done(bill.pk, f"bill {bill.pk}", len(rows))


@command("giving.record")
def chase_bill(gift: int, *, note: str, actor: Actor, now: dt.datetime) -> Done:
    """Note that a missing bill was asked for.

    Raises:
        Refused: The gift has its bill, or the note is empty.
    """
    row = gift_row(actor.scope("giving.record"), gift)
    if row.bill_id is not None or not note.strip():
        raise refuse("BILL_GIVEN", found=f"gift {gift}", expected="a gift without bill, and a note")
    BillChase.objects.create(
        gift=row, note=note.strip()[:300], chased_by=actor.username, chased_at=now
    )
    return Done(gift, f"bill of gift {gift} chased")


@command("giving.record")
def waive_bill(gift: int, *, reason: str, actor: Actor, now: dt.datetime) -> Done:
    """Note why no bill is due: the donor asked for none, or nobody may issue one.

    Raises:
        Refused: The gift has its bill, or no reason is given.
    """
    row = gift_row(actor.scope("giving.record"), gift)
    if row.bill_id is not None or not reason.strip():
        raise refuse("BILL_GIVEN", found=f"gift {gift}", expected="a gift without bill, a reason")
    Gift.objects.filter(pk=gift).update(is_bill_due=False)
    BillChase.objects.create(
        gift=row, note=f"不开票:{reason.strip()}"[:300], chased_by=actor.username, chased_at=now
    )
    return Done(gift, f"no bill due for gift {gift}")
