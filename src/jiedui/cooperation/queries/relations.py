"""Reads of programmes, parties and pairings: lists, one, who is paired on a day, the timeline."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Q

from jiedui.cooperation.models import Pairing, Programme
from jiedui.cooperation.parties import Party as PartyValue
from jiedui.cooperation.queries.listing import (
    Listing,
    chosen,
    containing,
    day_words,
    equal,
    page,
    seen,
    standing,
    within,
)
from jiedui.kernel.period import EARLIEST, LATEST, Period
from jiedui.kernel.problem import refuse

if TYPE_CHECKING:
    import datetime as dt

    from django.db.models import QuerySet

    from jiedui.access.scope import Scope
    from jiedui.cooperation.models import Party
    from jiedui.cooperation.queries.listing import (
        Page,
        Wanted,
    )


@dataclass(frozen=True, slots=True)
class ProgrammeRow:
    """A programme."""

    code: str
    title: str
    title_en: str
    starts: dt.date
    ends: dt.date
    era: str
    indicators: str
    kinds: tuple[str, ...]
    basis: str
    pairings: int = 0


@dataclass(frozen=True, slots=True)
class PairingRow:
    """A pairing as it is listed.

    Attributes:
        number: Its number.
        donor: The donor.
        recipient: The recipient.
        donor_then: What the donor was called on its first day.
        recipient_then: What the recipient was called on its first day.
        kind: Code of its kind.
        period: Its days.
        start_said: Its start as precisely as it was said.
        end_said: Its end likewise; "" while it is open.
        programme: Code of its programme, "" when it belongs to none.
        basis: The document it rests on.
        end_basis: The document that ended it.
        note: What else was said.
        follows: Number of the pairing it continues, None when it continues none.
        entry: Number of the entry that counts it.
        is_taken_back: Whether that entry was taken back.
        place: Where it may be seen.
        source: The file, sheet and row it came from.
        batch: The batch it came in.
    """

    number: int
    donor: PartyValue
    recipient: PartyValue
    donor_then: str
    recipient_then: str
    kind: str
    period: Period
    start_said: str
    end_said: str
    programme: str
    basis: str
    end_basis: str
    note: str
    follows: int | None
    entry: int | None
    is_taken_back: bool
    place: str
    source: str
    batch: int | None

    def is_in_force(self, day: dt.date) -> bool:
        """Whether it counts on a day."""
        return not self.is_taken_back and self.period.starts <= day <= self.period.ends


PAIRINGS = Listing(
    filters={
        "kind": equal("kind"),
        "programme": equal("programme__code"),
        "party": containing("donor__name", "recipient__name"),
        "party_kind": lambda value: Q(donor__kind=value) | Q(recipient__kind=value),
        "basis": containing("basis"),
    },
    sorts={
        "start": ("starts",),
        "end": ("ends",),
        "number": (),
        "donor": ("donor__name", "starts"),
        "recipient": ("recipient__name", "starts"),
    },
    default="-start",
)
"""How pairings are listed."""


def pairings(scope: Scope, wanted: Wanted, *, on: dt.date | None = None) -> Page[PairingRow]:
    """Return a page of pairings; with a day, only those in force on it."""
    rows = chosen(_pairings(), PAIRINGS, wanted, scope=scope)
    if on is not None:
        rows = rows.filter(starts__lte=on, ends__gte=on, is_taken_back=False)
    return page(rows, wanted, _pairing)


def pairing(scope: Scope, number: int) -> PairingRow:
    """Return one pairing.

    Raises:
        Refused: There is none of that number in the scope.
    """
    row = _pairings().filter(seen(scope)).filter(pk=number).first()
    if row is None:
        raise refuse(
            "PAIRING_UNKNOWN", found=f"pairing {number}", expected="a pairing in your places"
        )
    return _pairing(row)


def in_force(scope: Scope, day: dt.date, *, place: str = "") -> list[PairingRow]:
    """Return who is paired with whom on a day, by recipient and donor."""
    rows = _pairings().filter(seen(scope)).filter(starts__lte=day, ends__gte=day)
    rows = rows.filter(is_taken_back=False)
    if place:
        rows = rows.filter(within(place))
    return [_pairing(row) for row in rows.order_by("place", "recipient__name", "starts", "pk")]


def history(scope: Scope, *, place: str = "", limit: int = 200) -> list[PairingRow]:
    """Return the pairings of a place over all time, grouped by their two ends, oldest first."""
    rows = _pairings().filter(seen(scope)).filter(is_taken_back=False)
    if place:
        rows = rows.filter(within(place))
    order = ("place", "recipient__name", "donor__name", "starts", "pk")
    return [_pairing(row) for row in rows.order_by(*order)[:limit]]


def chain(scope: Scope, number: int) -> list[PairingRow]:
    """Return what came before and after a pairing, itself included, the oldest first."""
    found: dict[int, PairingRow] = {}
    first = pairing(scope, number)
    while first.follows is not None and first.number not in found:
        found[first.number] = first
        first = pairing(scope, first.follows)
    rows = [first]
    known = {first.number}
    while True:
        later = _pairings().filter(seen(scope)).filter(follows_id__in=known).exclude(pk__in=known)
        fresh = [_pairing(row) for row in later.order_by("starts", "pk")]
        if not fresh:
            return rows
        rows += fresh
        known |= {row.number for row in fresh}


def programmes(scope: Scope) -> list[ProgrammeRow]:
    """Return every programme, the earliest first, with how many pairings belong to it."""
    found = list(Programme.objects.order_by("starts", "code"))
    rows = _pairings().filter(seen(scope)).filter(is_taken_back=False)
    counts = dict(rows.order_by().values_list("programme_id").annotate(count=Count("pk")))
    return [_programme(row, counts.get(row.pk, 0)) for row in found]


def _programme(row: Programme, count: int) -> ProgrammeRow:
    return ProgrammeRow(
        row.code,
        row.title,
        row.title_en,
        row.starts,
        row.ends,
        row.era,
        row.indicators,
        tuple(row.kinds.split()),
        row.basis,
        count,
    )


def _pairings() -> QuerySet[Any]:
    return standing(Pairing.objects.select_related("donor", "recipient", "programme"))


def party_value(row: Party) -> PartyValue:
    """Return a kept party as a value."""
    return PartyValue(row.kind, row.key, row.place, row.name)


def _pairing(row: Pairing) -> PairingRow:
    donor, recipient = party_value(row.donor), party_value(row.recipient)
    period = Period(row.starts, row.ends)
    day = row.starts if row.starts != EARLIEST else None
    return PairingRow(
        number=row.pk,
        donor=donor,
        recipient=recipient,
        donor_then=donor.name_on(day),
        recipient_then=recipient.name_on(day),
        kind=row.kind,
        period=period,
        start_said=day_words(row.starts, row.start_said),
        end_said="" if row.ends == LATEST else day_words(row.ends, row.end_said),
        programme=row.programme.code if row.programme else "",
        basis=row.basis,
        end_basis=row.end_basis,
        note=row.note,
        follows=row.follows_id,
        entry=row.entry,
        is_taken_back=bool(getattr(row, "is_taken_back", False)),
        place=row.place,
        source=row.source,
        batch=row.batch,
    )
