"""The public's one door to giving: the wish board, a reservation, and pages behind a token.

Everything shown here is public by construction: receivers and contacts lie sealed, and this module
reaches neither the vault nor the book. It takes no scope. The one thing it writes is `reserve`.
"""

from __future__ import annotations

import json
from functools import partial
from typing import TYPE_CHECKING

from django.db import DatabaseError, transaction

from jiedui.giving import sealbox
from jiedui.giving.donorpage import gifts_of
from jiedui.giving.drafts import check_claimant
from jiedui.giving.goods import PILE_WORDS
from jiedui.giving.holding import Taking, take
from jiedui.giving.models import BoardKey, Claim
from jiedui.giving.publicness import check_public
from jiedui.giving.saying import wrong
from jiedui.giving.shown import (
    PAGE,
    Asked,
    BoardClaim,
    as_shown,
    campaign,
    campaigns,
    wish,
    wishes,
)
from jiedui.giving.tokens import contact_digest, digest_of
from jiedui.giving.vocabulary import CLAIMANTS, GIFT_KINDS, GIFT_STATES, NEEDS
from jiedui.giving.wishing import CLAIM_STATES, STEPS
from jiedui.kernel.problem import Refused, refuse

if TYPE_CHECKING:
    import datetime as dt

    from jiedui.kernel.problem import Problem

__all__ = (
    "CLAIMANTS",
    "CLAIM_STATES",
    "GIFT_KINDS",
    "GIFT_STATES",
    "NEEDS",
    "PAGE",
    "PILE_WORDS",
    "STEPS",
    "Asked",
    "campaign",
    "campaigns",
    "claim",
    "gifts_of",
    "reserve",
    "wish",
    "wishes",
)

UNNAMED = "爱心人士"
"""How the board names whoever does not want to be named."""


def reserve(  # noqa: PLR0913  it has that many sides
    number: int,
    *,
    name: str,
    contact: str,
    claimant: str,
    quantity: int,
    public_name: str,
    now: dt.datetime,
) -> tuple[str, BoardClaim]:
    """Reserve pieces of a wish; the one thing the public may write.

    Args:
        number: The wish.
        name: Who reserves; sealed.
        contact: A phone or an address to reach them; sealed.
        claimant: A code of CLAIMANTS.
        quantity: How many pieces.
        public_name: How the board may name them; "" = unnamed.
        now: The moment.

    Returns:
        The token of the reservation's page, shown once, and the reservation.

    Raises:
        Refused: Words are missing or tell too much, or the wish cannot be had; nothing is written.
    """
    said = {"name": name.strip(), "contact": contact.strip(), "public_name": public_name.strip()}
    problems = _reservation_problems(claimant, said)
    if problems:
        raise Refused(problems)
    shown_name = said.pop("public_name") or UNNAMED
    told = json.dumps(said, ensure_ascii=False).encode()
    try:
        key = BoardKey.objects.order_by("pk").first()
        wish(number, now=now)
        taking = Taking(
            quantity=quantity,
            claimant=claimant,
            public_name=shown_name,
            contact_digest=contact_digest(contact),
            donor=None,
            done_by="public",
            seal=partial(_sealed, told, bytes(key.public) if key else b""),
        )
        with transaction.atomic():
            _, token = take(number, taking, now=now)
    except DatabaseError as error:
        raise _busy() from error
    return token, claim(token, now=now)


def _busy() -> Refused:
    return refuse(
        "BOARD_BUSY",
        found="the board could not be written",
        expected="a moment's patience",
        hint="Nothing was reserved. Try again.",
    )


def _sealed(told: bytes, public: bytes, seal: str) -> bytes:
    """Return a contact sealed for its claim, so that the office alone can open it."""
    return b"P" + sealbox.closed(told, public=public, place=sealbox.claim_place(seal))


def _reservation_problems(claimant: str, said: dict[str, str]) -> list[Problem]:
    problems = [*check_claimant(claimant), *check_public({"public_name": said["public_name"]})]
    for field, (least, most) in _LENGTHS.items():
        if not least <= len(said[field].strip()) <= most:
            found = f"{len(said[field].strip())} characters"
            expected = f"{least} to {most} characters"
            problems.append(wrong("WORDS_WRONG", field, found=found, expected=expected))
    return problems


_LENGTHS = {"name": (1, 60), "contact": (6, 120), "public_name": (0, 30)}


def claim(token: str, *, now: dt.datetime) -> BoardClaim:
    """Return the reservation behind a token.

    Raises:
        Refused: There is none.
    """
    row = Claim.objects.select_related("wish", "wish__campaign").filter(
        page_digest=digest_of(token)
    )
    found = row.first()
    if found is None:
        raise refuse(
            "PAGE_UNKNOWN", found="an address nobody was given", expected="the address as given"
        )
    is_gone = found.state == "reserved" and found.expires_at is not None and found.expires_at <= now
    steps = found.steps.order_by("pk").values_list("step", "done_at")
    return BoardClaim(
        found.pk, as_shown([found.wish], now)[0], found.quantity,
        "expired" if is_gone else found.state, found.public_name, found.reserved_at,
        found.expires_at, found.station, tuple(steps), found.thanks,
    )  # fmt: skip
