"""Printed sums against the rows they cover; one is wrong when no reading of its cover fits."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from jiedui.exchange.across import is_sum
from jiedui.exchange.kinds.declaration import FieldKind, RowSum
from jiedui.exchange.rowchecks import interval_of, number_words, of_record, parts_of
from jiedui.exchange.runningsums import exact_sum, is_plain
from jiedui.exchange.tableread import Record, is_unread, is_withheld
from jiedui.exchange.totalcovers import Case, Corrections, covers, is_grand
from jiedui.kernel.problem import Severity
from jiedui.kernel.quantity import Interval, Wording, total
from jiedui.reader.text import normal

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from jiedui.exchange.across import Group
    from jiedui.exchange.faults import Faults
    from jiedui.exchange.tableread import Sum, TableRead
    from jiedui.exchange.totalcovers import Cover, Visits


_TOO_MANY = "there are too many totals"


class _Outcome(NamedTuple):
    """How one field of a sum stands to a cover: whether it fits, and the sum found.

    `unread` is a cell it covers that cannot be read, so that nobody knows whether it fits.
    """

    fits: bool
    found: int
    is_open: bool
    unread: str = ""


def check_totals(
    table: TableRead,
    corrections: Corrections,
    faults: Faults,
    *,
    above: Sequence[TableRead],
    visits: Visits,
) -> None:
    """Tell every printed sum that fits none of the rows it may cover, and note what each covers.

    Args:
        table: The table.
        corrections: What other findings say was meant.
        faults: Where to tell.
        above: The tables before it on its sheet, which its 总计 may add up too.
        visits: How many records may still be looked at for the sums of the file.
    """
    ended = sorted((one.row, one.place) for one in table.sums)
    groups = sorted({one.group for one in table.sums if not is_sum(one.group)})
    for group in groups:
        sums = [one for one in table.sums if one.group == group]
        placed = [(at, one) for at, one in enumerate(table.records) if one.group == group]
        records, places = [one for _, one in placed], [at for at, _ in placed]
        stacked = _stacked(table, above, group)
        case = Case(table, sums, records, places, corrections, stacked, visits, ended=ended)
        for at, one in enumerate(sums):
            _check(case, at, one, faults=faults)


def _stacked(table: TableRead, above: Sequence[TableRead], group: Group) -> tuple[Record, ...]:
    """Return the records of the tables of the same kind above a table on its sheet."""
    return tuple(
        record
        for other in above
        if other.sheet is table.sheet and other.binding.kind is table.binding.kind
        for record in other.records
        if record.group == group
    )


def _check(case: Case, at: int, one: Sum, *, faults: Faults) -> None:
    judged = list(_judgements(case, covers(case, at, one), one))
    if not judged:
        for name in one.fields if case.is_cut else ():
            _tell_unchecked(case, one, name, why=_TOO_MANY, faults=faults)
        return
    best, outcomes = max(judged, key=lambda pair: sum(out.fits for out in pair[1].values()))
    one.covers = tuple(dict.fromkeys(record.row for record in best.records)) or tuple(
        row for below in best.sums for row in below.covers
    )
    for name, outcome in outcomes.items():
        others = [other[name] for _, other in judged]
        if all(other.unread for other in others):
            _tell_unchecked(case, one, name, why=f"{outcome.unread} cannot be read", faults=faults)
        if any(other.fits for other in others):
            continue
        if case.is_cut:
            _tell_unchecked(case, one, name, why=_TOO_MANY, faults=faults)
        elif best.sums or any(_states(record, name) for record in best.records):
            _tell_misfit(case, at, one, name=name, outcome=outcome, faults=faults)


def _tell_misfit(
    case: Case, at: int, one: Sum, *, name: str, outcome: _Outcome, faults: Faults
) -> None:
    """Tell a sum that fits nothing, unless it may hold earlier years too."""
    if _is_running(case, at, one) and _exceeds(one, name, outcome):
        one.covers = (one.row,)
    else:
        _tell(case, one, name, outcome=outcome, faults=faults)


_THIS_YEAR = re.compile(r"本[年季月期]|当[年月期]|今年|年度|\d{4}年")


def _is_running(case: Case, at: int, one: Sum) -> bool:
    """Whether a sum may hold earlier years too: 累计 below 本年合计, or 历年累计."""
    label = normal(one.label)
    if "累计" not in label:
        return False
    return any(word in label for word in ("历年", "以来", "至今", "开始")) or any(
        _THIS_YEAR.search(normal(other.label)) or is_grand(other.label) for other in case.sums[:at]
    )


def _exceeds(one: Sum, name: str, outcome: _Outcome) -> bool:
    printed = interval_of(one.fields, one.wordings, name)
    return printed is not None and (printed.low is None or printed.low > outcome.found)


def _judgements(
    case: Case, covers: Iterable[Cover], one: Sum
) -> Iterator[tuple[Cover, dict[str, _Outcome]]]:
    """Yield how a sum's fields stand to each cover, up to the first that fits in all."""
    printed = {name: interval_of(one.fields, one.wordings, name) for name in one.fields}
    for cover in covers:
        outcomes = {
            name: _outcome(case, cover, said, name=name) if said else _SAYS_NOTHING
            for name, said in printed.items()
        }
        yield cover, outcomes
        if all(outcome.fits for outcome in outcomes.values()):
            return


def _states(record: Record, name: str) -> bool:
    return isinstance(record.fields.get(name), int)


def _tell(case: Case, one: Sum, name: str, *, outcome: _Outcome, faults: Faults) -> None:
    """Tell a wrong sum: an error, or a warning where amounts not stated may explain it."""
    sheet = case.table.sheet.name
    cell = f"{one.letters[name]}{one.row}"
    if faults.is_told(sheet, cell, ("FORMULA_STALE", "FORMULA_NO_CACHE")):
        return
    value = one.fields[name]
    printed = number_words(case.table, name, value) if isinstance(value, int) else str(value)
    right = number_words(case.table, name, outcome.found)
    off = (
        number_words(case.table, name, abs(outcome.found - value)) if isinstance(value, int) else ""
    )
    rows = f"rows {one.covers[0]} to {one.covers[-1]}" if one.covers else "the sums above"
    faults.add(
        "TOTAL_MISMATCH",
        sheet,
        cell,
        found=printed,
        expected=f"{right}, the sum of {rows}; off by {off}",
        severity=Severity.WARNING if outcome.is_open else None,
    )


def _tell_unchecked(case: Case, one: Sum, name: str, *, why: str, faults: Faults) -> None:
    """Tell that nobody knows whether a sum is right, and why."""
    sheet, cell = case.table.sheet.name, f"{one.letters[name]}{one.row}"
    if faults.is_one_more("TOTAL_UNCHECKED", sheet, cell):
        return
    value = one.fields[name]
    rows = f"rows {one.covers[0]} to {one.covers[-1]}" if one.covers else "its rows"
    faults.add(
        "TOTAL_UNCHECKED",
        sheet,
        cell,
        found=number_words(case.table, name, value) if isinstance(value, int) else str(value),
        expected=f"the sum of {rows}; {why}",
    )


# --- whether it fits -----------------------------------------------------------------------------


_SAYS_NOTHING = _Outcome(fits=True, found=0, is_open=False)


def _outcome(case: Case, cover: Cover, printed: Interval, *, name: str) -> _Outcome:
    """Return how what is printed of a field stands to a cover."""
    if cover.sums:
        parts = [
            found
            for below in cover.sums
            if (found := interval_of(below.fields, below.wordings, name))
        ]
        return _judged(printed, [parts], is_open=False)
    exact, is_exact = _added(case, cover, name), printed.is_exact
    if is_exact and exact == printed.low:
        return _Outcome(fits=True, found=exact or 0, is_open=False)
    is_known = exact is not None and is_exact and _is_only(case, cover, name)
    if is_known or not case.may_visit(len(cover.records)):
        return _Outcome(fits=False, found=exact or 0, is_open=False)
    ways = [_parts(cover.records, name, way) for way in _ways(case.corrections)]
    unread = next((record for record in cover.records if is_unread(record, name)), None)
    if unread is not None:
        return _Outcome(fits=True, found=0, is_open=True, unread=unread.cell(name))
    withheld = any(is_withheld(record, name) for record in cover.records)
    return _judged(printed, ways, is_open=withheld)


def _added(case: Case, cover: Cover, name: str) -> int | None:
    """Return the sum of a cover's records, None where one of them is not stated exactly."""
    if cover.span is not None:
        return case.sums_of(name).exact(cover.span)
    return exact_sum(cover.records, name)


def _is_only(case: Case, cover: Cover, name: str) -> bool:
    """Whether there is but one way to add up a cover's records."""
    if case.corrections:
        return False
    if cover.span is not None:
        return case.sums_of(name).is_plain(cover.span)
    return is_plain(cover.records, name)


Way = Callable[[Record, str], Interval | None]


def _ways(corrections: Corrections) -> list[Way]:
    """Return the ways to take a record into a sum; the plain one first."""

    def corrected(record: Record, name: str) -> Interval | None:
        meant = corrections.get((record.row, name))
        return of_record(record, name) if meant is None else Interval(meant, meant, meant)

    def exact_only(record: Record, name: str) -> Interval | None:
        return of_record(record, name) if name not in record.wordings else None

    def once(record: Record, name: str) -> Interval | None:
        return None if record.is_duplicate else of_record(record, name)

    return [_with_parts, of_record, exact_only, corrected, once]


def _with_parts(record: Record, name: str) -> Interval | None:
    """Return a record's number; where its cell is blank, the sum of the parts beside it."""
    stated = of_record(record, name)
    if stated is not None or record.fields.get(name) is not None or is_withheld(record, name):
        return stated
    for check in record.table.binding.kind.checks:
        if isinstance(check, RowSum) and check.whole == name:
            parts = [
                found for one in parts_of(record.table, check) if (found := of_record(record, one))
            ]
            if parts:
                return total(parts)
    return None


def _parts(records: Iterable[Record], name: str, way: Way) -> list[Interval]:
    return [
        found
        for record in records
        if name not in record.carried and (found := way(record, name)) is not None
    ]


def _judged(printed: Interval, ways: list[list[Interval]], *, is_open: bool) -> _Outcome:
    first = total(ways[0])
    fits = any(_agrees(printed, parts) for parts in ways if parts)
    found = first.stated if first.stated is not None else first.low or 0
    is_larger = printed.low is not None and printed.low > found
    return _Outcome(fits, found, is_open and is_larger)


def _agrees(printed: Interval, parts: list[Interval]) -> bool:
    """Whether a printed sum can be the sum of its parts, inexact ones included."""
    added = total(parts)
    if printed.is_exact and added.is_exact:
        return printed.low == added.low
    if added.wording in (Wording.OVER, Wording.AT_LEAST) and printed.is_exact:
        return printed.low == added.low or printed.overlaps(added)
    return printed.overlaps(added)


__all__ = ["Corrections", "FieldKind", "check_totals"]
