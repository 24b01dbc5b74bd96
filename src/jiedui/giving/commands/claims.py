"""Writes to claims: reserve for somebody, carry on in bulk step by step, release, lapse."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from django.db.models import Sum

from jiedui.access.command import command
from jiedui.access.vault import opened, sealed
from jiedui.giving import sealbox
from jiedui.giving.done import Done, PageOpened
from jiedui.giving.drafts import check_claimant
from jiedui.giving.finding import claim_row, donor_row, unknown, wish_row
from jiedui.giving.holding import Taking, give_back, lapse, note, take
from jiedui.giving.models import BoardKey, Claim, Wish
from jiedui.giving.publicness import check_public
from jiedui.giving.sealbox import KEY_PLACE, VAULT, claim_place
from jiedui.giving.wishing import DONE, STEPS, check_step
from jiedui.kernel.problem import Refused, refuse

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from jiedui.access.scope import Actor
    from jiedui.kernel.problem import Problem


@command("giving.wish")
def reserve_for(  # noqa: PLR0913  it has that many sides
    wish: int,
    *,
    claimant: str,
    public_name: str,
    actor: Actor,
    now: dt.datetime,
    quantity: int = 1,
    contact: str = "",
    donor: int | None = None,
) -> PageOpened:
    """Reserve pieces of a wish for a unit, a person or a group that asked the office.

    Raises:
        Refused: The wish is not open or has not so many left; see `holding.take`.
    """
    wish_row(actor.scope("giving.wish"), wish)
    problems = [*check_claimant(claimant), *check_public({"public_name": public_name})]
    if problems or not public_name.strip():
        raise Refused(problems) if problems else refuse("NAME_MISSING", expected="a public name")
    taking = Taking(
        quantity=quantity,
        claimant=claimant,
        public_name=public_name.strip()[:60],
        contact_digest="",
        donor=donor_row(donor).pk if donor else None,
        done_by=actor.username,
        seal=lambda seal: _sealed(contact, seal),
    )
    claim, token = take(wish, taking, now=now)
    return PageOpened(claim.pk, token, f"claim {claim.pk} of wish {wish}")


def _sealed(contact: str, seal: str) -> bytes | None:
    if not contact.strip():
        return None
    return VAULT + sealed(contact.strip().encode(), place=claim_place(seal))


class Contact:
    """How to reach whoever holds a claim. Never logged: its subject names the number alone."""

    def __init__(self, number: int, name: str, contact: str) -> None:
        """Keep what was unsealed."""
        self.number = number
        self.name = name
        self.contact = contact

    @property
    def subject(self) -> str:
        """What the log says."""
        return f"contact of claim {self.number}"


@command("giving.contact")
def read_contact(number: int, *, actor: Actor, now: dt.datetime) -> Contact:
    """Return how to reach whoever holds a claim; the log keeps that it was looked at.

    Raises:
        Refused: There is no such claim, or it left no contact.
    """
    del now
    row = claim_row(actor.scope("giving.contact"), number)
    if row.sealed is None:
        raise refuse("NO_CONTACT", found=f"claim {number}", expected="a claim with a contact")
    box, place = bytes(row.sealed), claim_place(row.seal)
    if box[:1] == VAULT:
        return Contact(number, row.public_name, opened(box[1:], place=place).decode())
    key = BoardKey.objects.order_by("pk").first()
    private = opened(bytes(key.sealed_private), place=KEY_PLACE) if key else b""
    told = json.loads(sealbox.opened(box[1:], private=private, place=place))
    return Contact(number, told["name"], told["contact"])


@command("giving.wish")
def name_claimant(number: int, *, donor: int, actor: Actor, now: dt.datetime) -> Done:
    """Say which donor holds a claim, so that it can be counted as a gift.

    Raises:
        Refused: There is no such claim or donor, or it is counted already.
    """
    del now
    row = claim_row(actor.scope("giving.wish"), number)
    if row.gift_id is not None:
        raise refuse(
            "CLAIM_COUNTED",
            found=f"claim {number} is gift {row.gift_id}",
            expected="one that is not",
        )
    Claim.objects.filter(pk=number).update(donor_id=donor_row(donor).pk)
    return Done(number, f"claim {number} is donor {donor}")


@command("giving.wish")
def step_claims(  # noqa: PLR0913  it has that many sides
    numbers: Sequence[int],
    step: str,
    *,
    actor: Actor,
    now: dt.datetime,
    words: str = "",
    station: str = "",
    due_on: dt.date | None = None,
) -> Done:
    """Carry claims on by one step of the table, all of them or none.

    Args:
        numbers: The claims.
        step: A step of claims in `wishing.STEPS`.
        actor: Who does it.
        now: The moment; a reservation that has lapsed by then has ended.
        words: Why, the proof, or the thanks, where the step asks for words.
        station: Where things are gathered, for `gather`.
        due_on: By when it is to be delivered, for `claim`.

    Raises:
        Refused: The step is none of the table from one of their states; every such claim is told.
    """
    scope = actor.scope("giving.wish")
    lapse(now)
    rows = [claim_row(scope, number) for number in sorted(set(numbers))]
    problems = _step_problems(rows, step, words=words, station=station)
    if problems or not rows:
        raise Refused(problems) if problems else unknown("reservation", 0)
    for row in rows:
        if STEPS[step].holds < 0:
            give_back(row, step, done_by=actor.username, now=now, words=words)
        else:
            _carry(row, step, actor=actor, now=now, words=words)
    _settle(rows, step, station=station, due_on=due_on, words=words)
    for wish in sorted({row.wish_id for row in rows}):
        _close_if_done(wish, actor=actor, now=now)
    return Done(rows[0].pk, f"{len(rows)} claims: {step}", len(rows))


def _step_problems(rows: Sequence[Claim], step: str, *, words: str, station: str) -> list[Problem]:
    problems = [
        problem for row in rows for problem in check_step(step, "claim", row.state, note=words)
    ]
    if step == "gather" and not station.strip():
        problems += refuse("STATION_MISSING", found="no station", expected="where it lies").problems
    if step in ("thank", "confirm"):
        problems += check_public({"words": words})
    if step == "expire":
        problems += refuse("STEP_UNKNOWN", found=step, expected="the clock does that").problems
    return problems


def _carry(row: Claim, step: str, *, actor: Actor, now: dt.datetime, words: str) -> None:
    target = STEPS[step].target
    Claim.objects.filter(pk=row.pk).update(state=target, expires_at=None)
    note(
        row.wish_id, step, (row.state, target), claim=row.pk, done_by=actor.username, now=now,
        words=words,
    )  # fmt: skip


def _settle(
    rows: Sequence[Claim], step: str, *, station: str, due_on: dt.date | None, words: str
) -> None:
    mine = Claim.objects.filter(pk__in=[row.pk for row in rows])
    if step == "gather":
        mine.update(station=station.strip()[:100])
        Wish.objects.filter(claims__in=[row.pk for row in rows]).update(
            station=station.strip()[:100]
        )
    if step == "claim" and due_on is not None:
        mine.update(due_on=due_on)
    if step == "thank":
        mine.update(thanks=words.strip()[:200])


def _close_if_done(number: int, *, actor: Actor, now: dt.datetime) -> None:
    """Close a wish when every piece of it has been confirmed by the receiver."""
    row = Wish.objects.select_for_update().get(pk=number)
    done = Claim.objects.filter(wish=row, state__in=DONE).aggregate(n=Sum("quantity"))["n"] or 0
    if row.state == "published" and done >= row.quantity:
        Wish.objects.filter(pk=number).update(state="closed")
        note(number, "close", (row.state, "closed"), done_by=actor.username, now=now)


@command("giving.wish")
def lapse_reservations(*, actor: Actor, now: dt.datetime) -> Done:
    """Give back whatever reservations hold that have lapsed; the nightly work calls it."""
    del actor
    count = lapse(now)
    return Done(0, f"{count} reservations lapsed", count)
