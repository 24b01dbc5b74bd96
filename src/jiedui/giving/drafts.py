"""What is handed to the commands of giving, read from words and checked. Knows no Django."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from jiedui.giving.saying import wrong
from jiedui.giving.vocabulary import (
    BASES,
    CAMPAIGN_KINDS,
    CLAIMANTS,
    DONOR_KINDS,
    GIFT_KINDS,
    NAME_CHOICES,
    NEEDS,
)
from jiedui.kernel.identity import personal_numbers
from jiedui.kernel.organisation import check_credit_code
from jiedui.kernel.quantity import Wording, between, said
from jiedui.reader.amounts import amount_of

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from jiedui.kernel.codes import Code
    from jiedui.kernel.period import Period
    from jiedui.kernel.problem import Problem
    from jiedui.kernel.quantity import Interval

WORDS_MAX = 300
NAME_MAX = 200


@dataclass(frozen=True, slots=True)
class DonorDraft:
    """A donor to be.

    Attributes:
        kind: A code of DONOR_KINDS.
        name: The full name; of a person it is sealed.
        place: Key of where it belongs, "" when not known.
        credit_code: Unified social credit code, "" when not known.
        name_choice: How a person wants to be named, a code of NAME_CHOICES.
        contact: A person's phone or address; sealed.
        is_female: A person's form of address; None when not known.
    """

    kind: str
    name: str
    place: str = ""
    credit_code: str = ""
    name_choice: str = "full"
    contact: str = ""
    is_female: bool | None = None


@dataclass(frozen=True, slots=True)
class GoodsDraft:
    """One line of a list of goods: whole pieces of a unit, with their value where one is told."""

    name: str
    quantity: int
    unit: str
    model: str = ""
    expires_on: dt.date | None = None
    value_fen: int | None = None


@dataclass(frozen=True, slots=True)
class GiftDraft:
    """A gift to be.

    Attributes:
        donor: Number of the donor.
        kind: A code of GIFT_KINDS.
        words: What is given, in words.
        recipient_name: Who receives, in words.
        period: The days it may have been given on, as coarse as they are known.
        amount: Its value, None when none was stated.
        basis: What a value of goods rests on, a code of BASES.
        purpose: What it is for.
        is_designated: Whether the donor bound it to that purpose.
        recipient: Place key of the receiver, "" when none is known.
        is_here: Whether it has arrived (money on the account, goods at the door).
        document: What says so.
        pledge: Number of the pledge it fulfils, if any.
        goods: The list of goods.
        origin: What it was read from, once only; None from the desk.
    """

    donor: int
    kind: str
    words: str
    recipient_name: str
    period: Period
    amount: Interval | None = None
    basis: str = "none"
    purpose: str = ""
    is_designated: bool = False
    recipient: str = ""
    is_here: bool = True
    document: str = ""
    pledge: int | None = None
    goods: tuple[GoodsDraft, ...] = field(default=())
    origin: str | None = None


@dataclass(frozen=True, slots=True)
class WishDraft:
    """A wish as an information officer collects it; name and contact of who receives are sealed."""

    item: str
    alias: str
    need: str
    place: str
    receiver: str
    contact: str = ""
    words: str = ""
    quantity: int = 1
    unit: str = "件"
    price_fen: int | None = None
    due_on: dt.date | None = None


@dataclass(frozen=True, slots=True)
class CampaignDraft:
    """A campaign to be; see `models.Campaign` for what each part means."""

    kind: str
    name: str
    starts: dt.date
    ends: dt.date
    lead: str = ""
    sponsor: int | None = None
    unit_gift_fen: int | None = None
    cap_fen: int | None = None
    fund: str = ""
    purpose: str = ""
    recipient: str = ""
    host: str = ""
    host_code: str = ""
    host_permit: str = ""
    is_members_only: bool = False
    hold_hours: int = 72


def read_amount(text: str) -> tuple[Interval | None, list[Problem]]:
    """Return money as it is written (12.5万元, 10余万元, 31100), None for empty words."""
    if not text.strip():
        return None, []
    found = amount_of(text)
    if found is None or found.value < 0 or (found.unit and not found.is_money):
        return None, [
            wrong("AMOUNT_UNREADABLE", "amount", found=text[:60], expected="money such as 12.5万元")
        ]
    fen = found.value * 100
    if fen != fen.to_integral_value():
        return None, [wrong("AMOUNT_UNREADABLE", "amount", found=text[:60], expected="whole fen")]
    if found.wording is Wording.BETWEEN and found.high is not None:
        return between(int(fen), int(found.high * 100), stated=None), []
    return said(int(fen), found.wording), []


def check_donor(draft: DonorDraft) -> list[Problem]:
    """Return everything wrong with a donor."""
    problems = [
        *_known("kind", draft.kind, DONOR_KINDS),
        *_known("name_choice", draft.name_choice, NAME_CHOICES),
    ]
    if not draft.name.strip() and draft.kind != "anonymous":
        problems.append(wrong("NAME_MISSING", "name", found="no name", expected="who gives"))
    if draft.credit_code:
        checked = check_credit_code(draft.credit_code)
        if not checked.is_valid:
            found = draft.credit_code[:20]
            problems.append(
                wrong("DONOR_CODE_WRONG", "credit_code", found=found, expected=checked.expected)
            )
    if draft.kind != "person":
        problems += _impersonal({"name": draft.name})
    return problems


def check_gift(draft: GiftDraft) -> list[Problem]:
    """Return everything wrong with a gift."""
    problems = [
        *_known("kind", draft.kind, GIFT_KINDS),
        *_known("basis", draft.basis, BASES),
        *_said("words", draft.words, WORDS_MAX),
        *_said("recipient_name", draft.recipient_name, NAME_MAX),
        *_impersonal(
            {
                "words": draft.words,
                "recipient_name": draft.recipient_name,
                "purpose": draft.purpose,
                "document": draft.document,
            }
        ),
    ]
    if draft.is_designated and not draft.purpose.strip():
        problems.append(
            wrong(
                "PURPOSE_MISSING",
                "purpose",
                found="no purpose",
                expected="the use the donor bound it to",
            )
        )
    if draft.kind == "goods" and not draft.goods and not draft.words.strip():
        problems.append(
            wrong("GOODS_MISSING", "goods", found="no list", expected="at least one line of goods")
        )
    for at, one in enumerate(draft.goods, start=1):
        problems += _said(f"goods {at}", one.name, NAME_MAX)
        if one.quantity <= 0 or not one.unit.strip():
            found = f"{one.quantity} {one.unit}"
            problems.append(
                wrong(
                    "GOODS_QUANTITY",
                    f"goods {at}",
                    found=found,
                    expected="a number above 0 and its unit",
                )
            )
    return problems


def check_campaign(draft: CampaignDraft) -> list[Problem]:
    """Return everything wrong with a campaign."""
    problems = [
        *_known("kind", draft.kind, CAMPAIGN_KINDS),
        *_said("name", draft.name, 100),
        *_impersonal({"name": draft.name, "lead": draft.lead, "purpose": draft.purpose}),
    ]
    if draft.ends < draft.starts:
        problems.append(
            wrong(
                "DAYS_CROSS", "ends", found=str(draft.ends), expected=f"not before {draft.starts}"
            )
        )
    problems += _match_problems(draft) if draft.kind == "matched" else []
    if not draft.is_members_only and not (draft.host.strip() and draft.host_permit.strip()):
        problems.append(
            wrong(
                "CHARITY_MISSING",
                "host",
                found="no qualified charity",
                expected="the charity that raises publicly, its permit; or members only",
            )
        )
    if draft.host_code and not check_credit_code(draft.host_code).is_valid:
        expected = check_credit_code(draft.host_code).expected
        problems.append(
            wrong("DONOR_CODE_WRONG", "host_code", found=draft.host_code[:20], expected=expected)
        )
    if not 1 <= draft.hold_hours <= 24 * 14:
        problems.append(
            wrong(
                "HOLD_HOURS",
                "hold_hours",
                found=str(draft.hold_hours),
                expected="1 hour to 14 days",
            )
        )
    return problems


def _match_problems(draft: CampaignDraft) -> list[Problem]:
    """Return what a matched campaign lacks: the gift for each wish, the cap, who gives."""
    told = {
        "unit_gift_fen": draft.unit_gift_fen,
        "cap_fen": draft.cap_fen,
        "sponsor": draft.sponsor,
    }
    return [
        wrong("MATCH_INCOMPLETE", name, found="nothing", expected="an amount, and who gives")
        for name, value in told.items()
        if (value or 0) <= 0
    ]


def check_wish(draft: WishDraft) -> list[Problem]:
    """Return everything wrong with a wish but what `publicness` finds in its public words."""
    problems = [
        *_known("need", draft.need, NEEDS),
        *_said("item", draft.item, 60),
        *_said("alias", draft.alias, 30),
        *_said("receiver", draft.receiver, 60),
    ]
    if not 0 < draft.quantity <= 10_000 or not draft.unit.strip():
        found = f"{draft.quantity} {draft.unit}"
        problems.append(
            wrong("GOODS_QUANTITY", "quantity", found=found, expected="1 to 10000 and its unit")
        )
    if not draft.place:
        problems.append(
            wrong("PLACE_MISSING", "place", found="no place", expected="the town or county")
        )
    return problems


def check_claimant(code: str) -> list[Problem]:
    """Return why a code is no kind of claimant."""
    return _known("claimant", code, CLAIMANTS)


def _known(field_name: str, code: str, words: dict[str, Code]) -> list[Problem]:
    if code in words:
        return []
    return [wrong("CODE_UNKNOWN", field_name, found=code or "nothing", expected="、".join(words))]


def _said(field_name: str, words: str, most: int) -> list[Problem]:
    if words.strip() and len(words) <= most and words.replace("\n", " ").isprintable():
        return []
    found = f"{len(words)} characters" if words.strip() else "nothing"
    return [wrong("WORDS_WRONG", field_name, found=found, expected=f"1 to {most} characters")]


def _impersonal(words: dict[str, str]) -> Iterable[Problem]:
    """Find personal numbers where none may stand: these words reach the book or a page."""
    for name, text in words.items():
        if next(iter(personal_numbers(text)), None):
            yield wrong("PERSONAL_NUMBER", name, found="", expected="no identity number or phone")
