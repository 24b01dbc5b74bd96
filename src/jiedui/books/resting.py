"""Lines of other entries that go when an entry is taken back, read from the book."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import F, OuterRef, Q, Subquery

from jiedui.access.scope import EVERYWHERE
from jiedui.books import queries
from jiedui.books.entry import Dims, taken_back
from jiedui.books.models import Entry, Line
from jiedui.books.nesting import (
    Carved,
    around,
    in_force,
    placed_wider,
    scope_of,
    scopes_of,
    shares_of,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from django.db.models import QuerySet

    from jiedui.books.entry import EntryDraft, LineDraft
    from jiedui.books.nesting import Around, Scope
    from jiedui.books.queries import BookLine

_ASKED_MAX = 400

_NOTHING: frozenset[int] = frozenset()


def carved_because_of(number: int) -> list[BookLine]:
    """Return the carve-outs in force that other entries made because of entry `number`.

    A reversing entry's own adjustments are in force until their entry goes; what it negates is not.
    """
    return queries.book_lines(_others(number).filter(carves=number))


def resting_on(number: int, *, going: frozenset[int] = _NOTHING) -> list[tuple[int, LineDraft]]:
    """Return what goes with entry `number`: each line to take back, and the entry it rests on.

    Carve-outs made because of it, in either direction; where it states a total, everything that was
    taken out of that and given back to it; and, told as if it were there to be taken back, the
    negation of the share that each record of it takes out of the wider total around it.

    Args:
        number: The entry.
        going: All entries that are taken back together, whose own lines go with them.
    """
    draft = queries.entry(EVERYWHERE, number).draft
    scopes = scopes_of(draft)
    carved = _carved(_others(number).filter(carves=number))
    if scopes:
        carved += _in_scopes(number, scopes)
    carved = in_force(carved, _undoing({one.entry for one in carved})) if carved else []
    gone = [
        (one.entry, one.line)
        for one in carved
        if one.entry not in going and (one.line.carves == number or one.line.carves not in going)
    ]
    if not scopes:
        return gone
    shares = shares_of(number, draft, carved)
    wider = _wider(number, draft, carved, going=going)
    return gone + [
        (child, taken_back(line))
        for child, line in placed_wider(shares, wider)
        if child not in going
    ]


def _others(number: int) -> QuerySet[Line]:
    """Return the lines of other entries that are in force by themselves."""
    own_lines = Line.objects.filter(entry_id=OuterRef("entry__reverses")).order_by("-line")
    return (
        Line.objects.exclude(entry_id=number)
        .exclude(entry_id__in=Entry.objects.filter(reverses__isnull=False).values("reverses"))
        .exclude(entry__reverses=number)
        .annotate(negated=Subquery(own_lines.values("line")[:1]))
        .filter(Q(negated__isnull=True) | Q(line__gt=F("negated")))
        .order_by("entry_id", "line")
    )


def _carved(rows: QuerySet[Line]) -> list[Carved]:
    found = queries.book_lines(rows)
    numbers = sorted({one.entry for one in found if one.kind == "reversal"})
    reverses: dict[int, int | None] = {}
    for at in range(0, len(numbers), _ASKED_MAX):
        some = Entry.objects.filter(number__in=numbers[at : at + _ASKED_MAX])
        reverses |= dict(some.values_list("number", "reverses"))
    return [Carved(one.entry, reverses.get(one.entry), one.content) for one in found]


def _in_scopes(number: int, scopes: Collection[Scope]) -> list[Carved]:
    """Return the carve-outs out of an entry's totals that do not name it.

    Those of another total that says the same of the same scope are its own.
    """
    rows = _others(number).exclude(carves=number).filter(_within(scopes))
    found = [
        one
        for one in _carved(rows.filter(carves__isnull=False, overlap="counted"))
        if scope_of(one.line) in scopes
    ]
    stated = rows.filter(carves__isnull=True, itemised=0, sense=1, entry__reverses__isnull=True)
    twins = set(stated.values_list("entry_id", flat=True)) if found else set()
    return [one for one in found if one.entry not in twins and one.line.carves not in twins]


def _within(scopes: Iterable[Scope]) -> Q:
    asked = Q()
    for account, dims, starts, ends in scopes:
        assert isinstance(dims, Dims)  # noqa: S101  as `scope_of` makes them
        told: Mapping[str, object] = {"account": account, "starts": starts, "ends": ends}
        keys = {
            (f"{name}__isnull" if key is None else name): (key if key is not None else True)
            for name, key in dims._asdict().items()
            if name not in ("project", "state")
        }
        asked |= Q(**told, **keys)
    return asked


def _undoing(entries: Collection[int]) -> Iterator[Carved]:
    """Yield what reversals took back of lines of some entries that are still in force."""
    asked = sorted(entries)
    for at in range(0, len(asked), _ASKED_MAX):
        some = asked[at : at + _ASKED_MAX]
        yield from _carved(_others(0).filter(carves__in=some, entry__reverses__isnull=False))


def _wider(
    number: int, draft: EntryDraft, carved: Iterable[Carved], *, going: frozenset[int]
) -> Around:
    """Return how an entry's totals stand in the nearest total around them that stays."""
    found = around(number, draft, carved)
    above = {entry for entry, _ in found.shares.values()} & going
    if not above:
        return found
    number = min(above)
    whole = queries.entry(EVERYWHERE, number).draft
    return _wider(number, whole, _carved(_others(number).filter(carves=number)), going=going)
