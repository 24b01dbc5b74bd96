"""Gifts that came in a posted workbook: each entry that says a row becomes one record, once.

The record takes its value, days and places from the entry itself, so that both say the same; a row
that corrects an earlier one moves the record to the new entry. Nothing is posted here.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from jiedui.access.command import command
from jiedui.access.scope import EVERYWHERE
from jiedui.access.vault import sealed
from jiedui.attention.commands import run_rules
from jiedui.books.queries import PAGE_MAX, entries
from jiedui.giving.commands.donors import add_donor
from jiedui.giving.donation import public_name
from jiedui.giving.done import Done
from jiedui.giving.drafts import DonorDraft
from jiedui.giving.linking import link_reported
from jiedui.giving.models import Bill, Donor, Gift
from jiedui.giving.naming import guessed_kind, is_person
from jiedui.giving.sealbox import donor_place
from jiedui.giving.tokens import contact_digest
from jiedui.kernel.organisation import check_credit_code, compact
from jiedui.kernel.place import normal

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from jiedui.access.scope import Actor
    from jiedui.books.queries import EntryRecord

_YES = ("是", "√", "有", "yes")
_UNBOUND = re.compile(r"非定向|不定向|未定向|无定向")
GOODS_ACCOUNT = "Place:Goods"


@dataclass(frozen=True, slots=True)
class FiledGift:
    """What a row of a donation ledger tells beside its entry.

    Attributes:
        donor: The donor in words; `credit_code` its code, "" when not told.
        kind: The form of the gift in words.
        what: Goods and purpose in words.
        purpose: The purpose in words.
        recipient_name: The receiver in words.
        bill_number: Number of its bill, "" when not told; `bill_day` its day.
        entries: Numbers of the entries that say the row.
        replaced: Numbers of the entries taken back for it.
        source: File, sheet and row, joined by tabs.
        designated: Whether its use is binding, in words; "" when not told.
    """

    donor: str
    credit_code: str
    kind: str
    what: str
    purpose: str
    recipient_name: str
    bill_number: str
    bill_day: dt.date | None
    entries: tuple[int, ...]
    replaced: tuple[int, ...]
    source: str
    designated: str = ""

    @property
    def is_designated(self) -> bool:
        """Whether the row says that the donor bound the gift to its purpose."""
        told = "".join(self.designated.split())
        if told:
            return told in _YES or ("定向" in told and _UNBOUND.search(told) is None)
        said = self.kind + self.purpose
        return "定向" in said and _UNBOUND.search(said) is None


@command("giving.post")
def record_filed(rows: Sequence[FiledGift], *, actor: Actor, now: dt.datetime) -> Done:
    """Keep the gifts of a posted batch; return how many records were made or changed."""
    said = _said({number for row in rows for number in row.entries})
    known = _known({number for row in rows for number in (*row.entries, *row.replaced)})
    donors: dict[tuple[str, str], Donor] = {}
    kept: list[int] = []
    for row in rows:
        told = next((said[number] for number in row.entries if number in said), None)
        if told is None or told.number in known:
            continue
        donor = _donor(row, donors, actor=actor, now=now)
        earlier = next((known[number] for number in row.replaced if number in known), None)
        kept.append(_keep(row, told, donor, earlier=earlier, actor=actor, now=now))
    link_reported()
    run_rules(actor=actor, now=now, subjects={"gift": kept})
    return Done(len(kept), f"{len(kept)} gifts of a batch", len(kept))


def _said(numbers: set[int]) -> dict[int, EntryRecord]:
    """Return the gifts among some entries, by number."""
    asked = sorted(numbers)
    found: dict[int, EntryRecord] = {}
    for at in range(0, len(asked), PAGE_MAX):
        page = entries(EVERYWHERE, numbers=asked[at : at + PAGE_MAX], limit=PAGE_MAX)
        found.update((one.number, one) for one in page if one.draft.kind == "gift")
    return found


def _known(numbers: set[int]) -> dict[int, Gift]:
    asked = sorted(numbers)
    found: dict[int, Gift] = {}
    for at in range(0, len(asked), PAGE_MAX):
        rows = Gift.objects.filter(entry__in=asked[at : at + PAGE_MAX])
        found.update((row.entry, row) for row in rows if row.entry is not None)
    return found


def _donor(
    row: FiledGift, donors: dict[tuple[str, str], Donor], *, actor: Actor, now: dt.datetime
) -> Donor:
    """Return the donor of a row: known already, or added now; a person's name is sealed."""
    name = " ".join(row.donor.split()) or "匿名"
    code = compact(row.credit_code)
    code = code if check_credit_code(code).is_valid else ""
    if (name, code) in donors:
        return donors[name, code]
    donors[name, code] = donor_named(name, code, actor=actor, now=now)
    return donors[name, code]


def donor_named(name: str, code: str, *, actor: Actor, now: dt.datetime) -> Donor:
    """Return the donor that a file names: known already, or added now; a person's name is sealed.

    Args:
        name: The donor's name, without needless blanks.
        code: Its sound credit code, "" when none was told.
        actor: Who posts the file.
        now: The moment.
    """
    if is_person(name):
        return _person(name, actor=actor, now=now)
    same = Donor.objects.filter(name=name)
    return (
        same.filter(credit_code=code).first()
        or (same.filter(credit_code="").first() if code else same.order_by("id").first())
        or _added(name, code, actor=actor, now=now)
    )


def _added(name: str, code: str, *, actor: Actor, now: dt.datetime) -> Donor:
    draft = DonorDraft(guessed_kind(name), name, credit_code=code)
    return Donor.objects.get(pk=add_donor(draft, actor=actor, now=now).number)


def _person(name: str, *, actor: Actor, now: dt.datetime) -> Donor:
    """Return a person told by name in a file: the same name is the same person there."""
    seal = contact_digest(f"person of files {normal(name)}")[:32]
    found = Donor.objects.filter(seal=seal).first()
    if found is not None:
        return found
    told = json.dumps({"name": name, "contact": ""}, ensure_ascii=False)
    made = Donor.objects.create(
        kind="person", name="", public_name=public_name("person", name, "surname"),
        name_choice="surname", payer="", seal=seal,
        sealed=sealed(told.encode(), place=donor_place(seal)),
        recorded_by=actor.username, recorded_at=now,
    )  # fmt: skip
    Donor.objects.filter(pk=made.pk).update(payer=f"个人捐赠者第{made.pk}号")
    return made


def _keep(
    row: FiledGift,
    told: EntryRecord,
    donor: Donor,
    *,
    earlier: Gift | None,
    actor: Actor,
    now: dt.datetime,
) -> int:
    value = next((one for one in told.draft.lines if one.account.startswith("Place:")), None)
    lines = told.draft.lines
    kind = "goods" if value is not None and value.account == GOODS_ACCOUNT else "cash"
    kind = "service" if value is None else kind
    is_stated = value is not None and value.wording != "not_stated"
    fields: dict[str, object] = {
        "donor": donor,
        "kind": kind,
        "state": "received",
        "words": (row.what or row.purpose or row.kind or told.draft.words)[:300],
        "amount_fen": value.amount if value is not None and is_stated else None,
        "low_fen": None if value is None or value.low_open else value.amount - value.low_delta,
        "high_fen": None if value is None or value.high_open else value.amount + value.high_delta,
        "wording": value.wording if value is not None else "not_stated",
        "basis": "statement" if is_stated else "none",
        "purpose": row.purpose[:300],
        "recipient": (lines[0].dims.recipient or "") if lines else "",
        "recipient_name": (row.recipient_name or told.draft.words)[:200],
        "starts": told.draft.starts,
        "ends": told.draft.ends,
        "entry": told.number,
        "document": told.draft.document[:300],
        "origin": f"entry {told.number}",
        "posted_by": actor.username,
        "posted_at": now,
    }
    if row.purpose.strip() and row.is_designated:
        fields["is_designated"] = True
    if earlier is not None:
        Gift.objects.filter(pk=earlier.pk).update(**fields)
        number = earlier.pk
    else:
        made = Gift.objects.create(**fields, recorded_by=actor.username, recorded_at=now)
        number = made.pk
    _keep_bill(number, row, donor, actor=actor, now=now)
    return number


def _keep_bill(
    number: int, row: FiledGift, donor: Donor, *, actor: Actor, now: dt.datetime
) -> None:
    """Enter the bill a row tells; one that belongs to another donor's gift is left for a person."""
    if not row.bill_number.strip():
        return
    bill, is_new = Bill.objects.get_or_create(
        issuer=row.recipient_name[:200] or "未注明",
        number="".join(row.bill_number.split())[:64],
        defaults={
            "issued_on": row.bill_day, "recorded_by": actor.username, "recorded_at": now,
        },
    )  # fmt: skip
    if is_new or bill.gifts.filter(donor=donor).exists():
        Gift.objects.filter(pk=number, bill__isnull=True).update(bill=bill)
