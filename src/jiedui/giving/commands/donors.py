"""Writes to donors: add one, say that two are one, tell them apart again, hand out their page."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.db.models import Q

from jiedui.access.command import command
from jiedui.access.queries import office
from jiedui.access.vault import opened, sealed
from jiedui.attention.commands import run_rules
from jiedui.giving.commands.payers import payers_of, say_anew
from jiedui.giving.donation import payer_of, public_name
from jiedui.giving.done import Done, PageOpened
from jiedui.giving.drafts import DonorDraft, check_donor
from jiedui.giving.finding import donor_row
from jiedui.giving.models import Donor, DonorMerge
from jiedui.giving.sealbox import donor_place
from jiedui.giving.tokens import digest_of, new_seal, new_token
from jiedui.giving.vocabulary import NAME_CHOICES
from jiedui.kernel.organisation import compact
from jiedui.kernel.place import normal
from jiedui.kernel.problem import Refused, refuse

if TYPE_CHECKING:
    import datetime as dt

    from jiedui.access.scope import Actor


@command("giving.record")
def add_donor(draft: DonorDraft, *, actor: Actor, now: dt.datetime) -> Done:
    """Add a donor; a person's name and contact are sealed.

    Raises:
        Refused: Something is wrong with it, or an organisation of that name and code is known.
    """
    problems = check_donor(draft)
    if problems:
        raise Refused(problems)
    name = "" if draft.kind in ("person", "anonymous") else " ".join(draft.name.split())
    code = compact(draft.credit_code) if draft.credit_code else ""
    seal = new_seal()
    row = Donor(
        kind=draft.kind,
        name=name,
        public_name=public_name(
            draft.kind, draft.name.strip(), draft.name_choice, is_female=draft.is_female
        ),
        name_choice=draft.name_choice,
        payer="",
        place=draft.place,
        credit_code=code,
        sealed=_identity(draft, seal) if draft.kind == "person" else None,
        seal=seal,
        recorded_by=actor.username,
        recorded_at=now,
    )
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as error:
        same = Donor.objects.filter(name=name, credit_code=code).first()
        raise refuse(
            "DONOR_KNOWN",
            found=f"{name} is donor {same.pk if same else '?'}",
            expected="a donor not added before",
            hint="Record the gift for that donor.",
        ) from error
    row.payer = payer_of(draft.kind, normal(name), number=row.pk, within=office() or None)
    row.save(update_fields=["payer"])
    return Done(row.pk, f"donor {row.pk}")


@command("giving.record")
def choose_name(
    number: int, choice: str, *, actor: Actor, now: dt.datetime, is_female: bool | None = None
) -> Done:
    """Note how a donor wants to be named from now on; what is public follows at once.

    Donors merged into it, and the one it is merged into, are named alike. Publications frozen with
    a name that may not be shown any more are found by rule N01, which runs here.

    Args:
        number: The donor.
        choice: A code of NAME_CHOICES.
        actor: Who notes it.
        now: The moment.
        is_female: A person's form of address; None when it is not known.

    Raises:
        Refused: There is no such donor or choice.
    """
    row = donor_row(number)
    if choice not in NAME_CHOICES:
        raise refuse("CODE_UNKNOWN", found=choice[:40], expected="、".join(NAME_CHOICES))
    root = row.holder_id or row.pk
    for one in Donor.objects.filter(Q(pk=root) | Q(holder=root)):
        name = _told(one)["name"] if one.sealed is not None else one.name
        shown = public_name(one.kind, name, choice, is_female=is_female)
        Donor.objects.filter(pk=one.pk).update(name_choice=choice, public_name=shown)
    run_rules(actor=actor, now=now, only=("N01",))
    return Done(number, f"donor {number} is named: {choice}")


def _told(row: Donor) -> dict[str, str]:
    """Return a person's sealed name and contact."""
    told: dict[str, str] = json.loads(opened(bytes(row.sealed or b""), place=donor_place(row.seal)))
    return told


def _identity(draft: DonorDraft, seal: str) -> bytes:
    told = {"name": draft.name.strip(), "contact": draft.contact.strip()}
    return sealed(json.dumps(told, ensure_ascii=False).encode(), place=donor_place(seal))


def donor_for(name: str, kind: str, *, actor: Actor, now: dt.datetime, code: str = "") -> int:
    """Return the number of the organisation of a name; add it where it is not known yet.

    Args:
        name: The name as written.
        kind: A code of DONOR_KINDS for a new one.
        actor: Who records.
        now: The moment.
        code: Its credit code, when told.
    """
    plain = " ".join(name.split())
    rows = Donor.objects.filter(name=plain)
    found = (rows.filter(credit_code=compact(code)) if code else rows).order_by("id").first()
    if found is None and code:
        found = rows.filter(credit_code="").order_by("id").first()
    if found is not None:
        return found.holder_id or found.pk
    return add_donor(DonorDraft(kind, plain, credit_code=code), actor=actor, now=now).number


@command("giving.identity")
def read_identity(number: int, *, actor: Actor, now: dt.datetime) -> Identity:
    """Return who a personal donor is; the log keeps that it was looked at.

    Raises:
        Refused: There is no such donor, or it is no person.
    """
    del actor, now
    row = donor_row(number)
    if row.sealed is None:
        raise refuse("NO_IDENTITY", found=f"donor {number}", expected="a person")
    told = _told(row)
    return Identity(number, told["name"], told["contact"])


class Identity:
    """Who a personal donor is. Never logged: its subject names the number alone."""

    def __init__(self, number: int, name: str, contact: str) -> None:
        """Keep what was unsealed."""
        self.number = number
        self.name = name
        self.contact = contact

    @property
    def subject(self) -> str:
        """What the log says."""
        return f"identity of donor {self.number}"


@command("giving.merge")
def merge_donors(kept: int, absorbed: int, *, reason: str, actor: Actor, now: dt.datetime) -> Done:
    """Say that one donor is another: its gifts show there, figures answer there, none is lost.

    What stands in the book under the other's name is taken back and said again under the one that
    stays, in closed periods too; figures as known before answer as they did.

    Args:
        kept: The donor that stays.
        absorbed: The donor that is the same one.
        reason: Why, in a sentence.
        actor: Who says so.
        now: The moment.

    Raises:
        Refused: One of them is not known, they are one already, or no reason is given.
    """
    one, other = donor_row(kept), donor_row(absorbed)
    if not reason.strip():
        raise refuse("REASON_MISSING", found="no reason", expected="why the two are one")
    if (one.holder_id or one.pk) == (other.holder_id or other.pk):
        raise refuse("DONORS_ONE", found=f"{kept} and {absorbed} are one", expected="two donors")
    root = other.holder_id or other.pk
    DonorMerge.objects.create(
        kept=one, absorbed_id=root, reason=reason.strip()[:300],
        merged_by=actor.username, merged_at=now,
    )  # fmt: skip
    count = _held_anew({one.pk, root}, actor=actor, now=now)
    return Done(kept, f"donor {absorbed} is {kept}; {count} gifts said anew", count)


@command("giving.merge")
def part_donors(absorbed: int, *, actor: Actor, now: dt.datetime) -> Done:
    """Take a merge back: every gift is again where it was.

    Raises:
        Refused: The donor is not merged into another.
    """
    row = DonorMerge.objects.filter(absorbed_id=absorbed, undone_at__isnull=True).first()
    if row is None:
        raise refuse(
            "DONOR_NOT_MERGED", found=f"donor {absorbed}", expected="a donor merged into another"
        )
    DonorMerge.objects.filter(pk=row.pk).update(undone_by=actor.username, undone_at=now)
    count = _held_anew({absorbed, row.kept_id}, actor=actor, now=now)
    subject = f"donor {absorbed} apart from {row.kept_id}; {count} gifts said anew"
    return Done(absorbed, subject, count)


def _held_anew(touched: set[int], *, actor: Actor, now: dt.datetime) -> int:
    """Work out who holds whom and say gifts anew where that changes their payer; how many."""
    chain = set(Donor.objects.filter(holder__in=touched).values_list("pk", flat=True)) | touched
    before = payers_of(chain)
    _settle_holders(touched)
    return say_anew(before, actor=actor, now=now)


def _settle_holders(touched: set[int]) -> None:
    """Work out anew who holds whom among the donors that merges in force connect."""
    kept_of = dict(
        DonorMerge.objects.filter(undone_at__isnull=True).values_list("absorbed_id", "kept_id")
    )
    holders = {}
    for number in kept_of.keys() | touched | set(kept_of.values()):
        root, seen = number, {number}
        while root in kept_of and kept_of[root] not in seen:
            root = kept_of[root]
            seen.add(root)
        holders[number] = root
    for row in Donor.objects.filter(pk__in=holders):
        holder = holders[row.pk] if holders[row.pk] != row.pk else None
        if row.holder_id != holder:
            Donor.objects.filter(pk=row.pk).update(holder_id=holder)


@command("giving.record")
def hand_out_page(number: int, *, actor: Actor, now: dt.datetime) -> PageOpened:
    """Open a donor's own page under a new address; an address handed out before ends.

    Raises:
        Refused: There is no such donor.
    """
    del actor, now
    row = donor_row(number)
    token = new_token()
    Donor.objects.filter(pk=row.pk).update(page_digest=digest_of(token))
    return PageOpened(number, token, f"page of donor {number}")


@command("giving.record")
def close_page(number: int, *, actor: Actor, now: dt.datetime) -> Done:
    """End the address of a donor's own page."""
    del actor, now
    Donor.objects.filter(pk=donor_row(number).pk).update(page_digest=None)
    return Done(number, f"page of donor {number} closed")
