"""One page of a list of records: filtered, ordered, counted, inside a scope; two queries."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from django.db.models import Q

from jiedui.books.standing import taken_back
from jiedui.kernel import place as places
from jiedui.kernel.problem import refuse

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Mapping

    from django.db.models import QuerySet

    from jiedui.access.scope import Scope
    from jiedui.kernel.period import Period

T = TypeVar("T")

PAGE_MAX = 1_000
"""The most rows one page holds."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked of a list.

    Attributes:
        values: Filter name to value; a name the list does not know is left alone.
        place: Only records of this place, "" = everywhere one may see.
        period: Only records that touch these days.
        sort: Name of the order, with `-` before it for the other way round; "" = the list's own.
        limit: Rows of a page.
        offset: Rows before it.
    """

    values: Mapping[str, str] = field(default_factory=dict)
    place: str = ""
    period: Period | None = None
    sort: str = ""
    limit: int = 50
    offset: int = 0


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """One page of a list and how many rows the whole list has."""

    rows: tuple[T, ...]
    total: int


@dataclass(frozen=True, slots=True)
class Listing:
    """How a table is listed.

    Attributes:
        filters: Filter name to the condition its value means.
        sorts: Name of an order to the fields it goes by.
        default: The order when none is asked.
        days: The fields of the first and last day, for the filter by period.
        place: The field of the place; "" when records have none.
    """

    filters: Mapping[str, Callable[[str], Q]]
    sorts: Mapping[str, tuple[str, ...]]
    default: str
    days: tuple[str, str] = ("starts", "ends")
    place: str = "place"


def equal(name: str) -> Callable[[str], Q]:
    """Return the filter by which a field equals what is asked."""
    return lambda value: Q(**{name: value})


def containing(*names: str) -> Callable[[str], Q]:
    """Return the filter by which one of several fields contains what is asked."""

    def condition(value: str) -> Q:
        found = Q()
        for name in names:
            found |= Q(**{f"{name}__icontains": value})
        return found

    return condition


def chosen(rows: QuerySet[Any], listing: Listing, wanted: Wanted, *, scope: Scope) -> QuerySet[Any]:
    """Return the rows a list shows, in its order, without its paging.

    Raises:
        Refused: The order is not one of the list's.
    """
    if listing.place:
        rows = rows.filter(seen(scope, listing.place))
        if wanted.place:
            rows = rows.filter(within(wanted.place, listing.place))
    elif not scope.is_everywhere and not scope.places:
        rows = rows.none()
    for name, value in wanted.values.items():
        condition = listing.filters.get(name)
        if condition is not None and value:
            rows = rows.filter(condition(value))
    if wanted.period is not None:
        first, last = listing.days
        still = Q(**{f"{last}__gte": wanted.period.starts}) | Q(**{f"{last}__isnull": True})
        rows = rows.filter(still, **{f"{first}__lte": wanted.period.ends})
    return rows.order_by(*_order(listing, wanted.sort))


def page(rows: QuerySet[Any], wanted: Wanted, told: Callable[[Any], T]) -> Page[T]:
    """Return one page of chosen rows."""
    limit = min(wanted.limit, PAGE_MAX)
    shown = tuple(told(row) for row in rows[wanted.offset : wanted.offset + limit])
    is_all = wanted.offset == 0 and len(shown) < limit
    return Page(shown, len(shown) if is_all else rows.order_by().count())


def _order(listing: Listing, sort: str) -> tuple[str, ...]:
    name, is_turned = sort.removeprefix("-"), sort.startswith("-")
    if not sort:
        name, is_turned = listing.default.removeprefix("-"), listing.default.startswith("-")
    fields = listing.sorts.get(name)
    if fields is None:
        raise refuse("SORT_UNKNOWN", found=name[:40], expected=", ".join(listing.sorts))
    return tuple(f"-{one}" if is_turned else one for one in (*fields, "pk"))


def seen(scope: Scope, field_name: str = "place") -> Q:
    """Return the condition under which a record may be seen: its place lies in the scope."""
    if scope.is_everywhere:
        return Q()
    found = Q(pk__in=[])
    for one in scope.places:
        found |= within(one, field_name)
    return found


def within(key: str, field_name: str = "place") -> Q:
    """Return the condition that a record's place lies in (or is) a place."""
    found = Q(pk__in=[])
    for one in places.members(key):
        found |= Q(**{field_name: one})
        if ":" not in one:
            found |= Q(**{f"{field_name}__startswith": _prefix(one)})
    return found


def _prefix(code: str) -> str:
    """Return what every key inside a division begins with: 5323 for 532300."""
    for zeros in ("0000", "00"):
        if len(code) == 6 and code.endswith(zeros):
            return code.removesuffix(zeros)
    return f"{code}:"


def scope_place(key: str | None) -> str:
    """Return the place by which a thing is seen: of several places, the division above them all."""
    if not key or "+" not in key:
        return key or ""
    above = places.parents(key)
    return above.county or above.prefecture or above.province or ""


def standing(rows: QuerySet[Any]) -> QuerySet[Any]:
    """Return rows with a mark `is_taken_back`: the entry that counted them was taken back."""
    marked: QuerySet[Any] = rows.annotate(is_taken_back=taken_back("entry"))
    return marked


def day_words(day: dt.date, said: str) -> str:
    """Return a day as precisely as it was said; "" for an end of the calendar."""
    return said or (day.isoformat() if 1900 < day.year < 9999 else "")
