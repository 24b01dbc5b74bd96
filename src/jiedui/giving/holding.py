"""How pieces of a wish are taken and given back: the one place, for the desk and the board alike.

The wish is held first and the database itself refuses more than it has, so that no two people get
the same piece. A reservation that has lapsed by the moment passed in gives its pieces back before
anything is taken. Knows nothing of who acts; below `board`, so it imports no other floor's models.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.db.models import F, Sum

from jiedui.giving.models import Claim, Wish, WishStep
from jiedui.giving.models.wishes import LIVE
from jiedui.giving.tokens import digest_of, new_seal, new_token
from jiedui.giving.wishing import STEPS
from jiedui.kernel.problem import refuse

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

LIVE_PER_CONTACT_MAX = 5
"""So many pieces of unfinished business one contact may hold at once."""


@dataclass(frozen=True, slots=True)
class Taking:
    """What somebody wants of a wish.

    Attributes:
        quantity: How many pieces.
        claimant: A code of CLAIMANTS.
        public_name: How the board may name them.
        contact_digest: By which one contact is known again, "" from the desk.
        donor: Number of the donor they are, None when not known.
        done_by: Who the history names.
        seal: Returns what is kept of the contact, sealed for the claim's own place.
    """

    quantity: int
    claimant: str
    public_name: str
    contact_digest: str
    donor: int | None
    done_by: str
    seal: Callable[[str], bytes | None]


def take(wish: int, taking: Taking, *, now: dt.datetime) -> tuple[Claim, str]:
    """Reserve pieces of a wish; return the claim and the token of its page.

    Raises:
        Refused: The wish is not open, has not so many left, or this contact holds it already or
            holds too much at once.
    """
    row = Wish.objects.select_for_update(of=("self",)).select_related("campaign").filter(pk=wish)
    found = row.first()
    if found is None:
        raise refuse("WISH_UNKNOWN", found=f"wish {wish}", expected="a wish of the board")
    lapse(now, wish=wish)
    _refuse_crowd(taking)
    _refuse_closed(found, now)
    open_ones = Wish.objects.filter(
        pk=wish, state="published", held__lte=F("quantity") - taking.quantity
    )
    if taking.quantity < 1 or not open_ones.update(held=F("held") + taking.quantity):
        raise refuse(
            "WISH_TAKEN",
            found=f"wish {wish}",
            expected=f"a wish with {max(taking.quantity, 1)} left",
            hint="Somebody was first. Other wishes wait on the board.",
        )
    return _made(found, taking, now)


def _refuse_closed(row: Wish, now: dt.datetime) -> None:
    campaign = row.campaign
    day = now.astimezone().date()
    is_open = campaign.state == "open" and campaign.starts <= day <= campaign.ends
    if not is_open or row.state != "published":
        raise refuse(
            "WISH_CLOSED", found=f"wish {row.pk} is {row.state}", expected="a wish that is open"
        )


def _refuse_crowd(taking: Taking) -> None:
    if not taking.contact_digest:
        return
    unfinished = Claim.objects.filter(
        contact_digest=taking.contact_digest,
        state__in=("reserved", "claimed", "purchased", "at_station"),
    )
    if unfinished.count() >= LIVE_PER_CONTACT_MAX:
        raise refuse(
            "CLAIMS_MANY",
            found=f"{LIVE_PER_CONTACT_MAX} wishes under way",
            expected="fewer at once",
            hint="Carry out what you have reserved first, or ask the office.",
        )


def _made(row: Wish, taking: Taking, now: dt.datetime) -> tuple[Claim, str]:
    token, seal = new_token(), new_seal()
    try:
        with transaction.atomic():
            claim = Claim.objects.create(
                wish=row, quantity=taking.quantity, state="reserved", claimant=taking.claimant,
                public_name=taking.public_name, donor_id=taking.donor,
                sealed=taking.seal(seal), seal=seal, contact_digest=taking.contact_digest,
                page_digest=digest_of(token), reserved_at=now,
                expires_at=now + dt.timedelta(hours=row.campaign.hold_hours),
            )  # fmt: skip
    except IntegrityError as error:
        raise refuse(
            "CLAIM_TWICE",
            found=f"a live claim of this contact on wish {row.pk}",
            expected="one claim of a wish",
        ) from error
    note(row.pk, "reserve", ("", "reserved"), claim=claim.pk, done_by=taking.done_by, now=now)
    return claim, token


def lapse(now: dt.datetime, *, wish: int | None = None) -> int:
    """Give back what reservations held that have lapsed by `now`; return how many there were."""
    rows = Claim.objects.filter(state="reserved", expires_at__lte=now)
    if wish is not None:
        rows = rows.filter(wish_id=wish)
    count = 0
    for claim in rows.order_by("wish_id", "pk"):
        if give_back(claim, "expire", done_by="clock", now=now):
            count += 1
    return count


def give_back(claim: Claim, step: str, *, done_by: str, now: dt.datetime, words: str = "") -> bool:
    """End a claim by a step that gives its pieces back; False when it has ended meanwhile."""
    known = STEPS[step]
    Wish.objects.select_for_update().filter(pk=claim.wish_id).first()
    mine = Claim.objects.filter(pk=claim.pk, state=claim.state, state__in=known.sources)
    if not mine.update(state=known.target, expires_at=None):
        return False
    Wish.objects.filter(pk=claim.wish_id).update(held=F("held") - claim.quantity)
    note(
        claim.wish_id, step, (claim.state, known.target), claim=claim.pk, done_by=done_by, now=now,
        words=words,
    )  # fmt: skip
    return True


def note(  # noqa: PLR0913  it has that many sides
    wish: int,
    step: str,
    states: tuple[str, str],
    *,
    done_by: str,
    now: dt.datetime,
    claim: int | None = None,
    words: str = "",
) -> None:
    """Write a step into the history."""
    WishStep.objects.create(
        wish_id=wish, claim_id=claim, step=step, before=states[0], after=states[1],
        note=words.strip()[:300], done_by=done_by, done_at=now,
    )  # fmt: skip


def lapsed(wishes: Iterable[int], now: dt.datetime) -> dict[int, int]:
    """Return how many pieces of some wishes are held by reservations lapsed by `now`."""
    rows = Claim.objects.filter(
        wish_id__in=list(wishes), state="reserved", expires_at__lte=now
    ).values("wish_id")
    return {row["wish_id"]: row["pieces"] for row in rows.annotate(pieces=Sum("quantity"))}


def live_claims(wish: int) -> int:
    """Return how many claims hold a part of a wish."""
    return Claim.objects.filter(wish_id=wish, state__in=LIVE).count()
