"""A table's column 累计 behind columns of years: what the years make together.

So much since the beginning may count years that the table does not show, or everyone once only; so
the column is held against the years where nearly all its rows are their sums.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from jiedui.reader.agreement import agrees, computed
from jiedui.reader.reading import MONEY, PERCENT, Relation

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from jiedui.reader.columns import Column
    from jiedui.reader.found import Found
    from jiedui.reader.passage import Draft

    Cells = Mapping[int, Draft]

_TOGETHER = re.compile(r"累\s?计|[两二三四五六]年(?:共计?|来)|历年|期间共")
_FEW = 2
_SURE = 3
"""So many rows must be sums, and three in four, before another is held to be wrong."""


def hold_spans(found: Found, rows: Sequence[Cells], columns: Sequence[Column]) -> None:
    """Hold the sums of years in a table, right or wrong.

    Args:
        found: Takes the findings.
        rows: The cells of the rows, by column.
        columns: What the columns hold.
    """
    for at, column in enumerate(columns):
        run = _years_before(columns, at) if _is_together(column) else []
        sums = [(cells[at], parts) for cells in rows if (parts := _parts(cells, run, at))]
        right = [_is_sum(*one) for one in sums]
        if len(run) < _FEW or sum(right) < _FEW or _SURE * right.count(False) > sum(right):
            continue
        is_sure = sum(right) >= _SURE
        for (total, parts), is_ok in zip(sums, right, strict=True):
            if is_ok or (is_sure and not _may_count_once(total, parts)):
                found.add(Relation.SUM, total, parts, is_ok=is_ok)
                for part in parts:
                    part.whole = part.whole or total


def _is_together(column: Column) -> bool:
    """Whether a head says that its column is of all the years; one headed 合计 is held already."""
    return not column.is_total and _TOGETHER.search(column.header) is not None


def _years_before(columns: Sequence[Column], at: int) -> list[int]:
    """Return the places of the columns of years right before one, of different years."""
    run: list[int] = []
    for place in range(at - 1, -1, -1):
        year = columns[place].year
        if not year or columns[place].is_total or year in [columns[one].year for one in run]:
            break
        run.insert(0, place)
    return run


def _parts(cells: Cells, run: Sequence[int], at: int) -> list[Draft]:
    """Return what a row has in each year, none where one lacks or is of another measure."""
    total = cells.get(at)
    parts = [cells[place] for place in run if place in cells]
    if total is None or total.measure is PERCENT or len(parts) < max(_FEW, len(run)):
        return []
    return parts if all(one.measure is total.measure for one in parts) else []


def _is_sum(total: Draft, parts: Sequence[Draft]) -> bool:
    value = computed(Relation.SUM, parts)
    return value is not None and agrees(total, parts, value)


def _may_count_once(total: Draft, parts: Sequence[Draft]) -> bool:
    """Whether a total that is too small may count once who or what is in several years."""
    values = [one.number.value for one in parts]
    return total.measure is not MONEY and total.number.value < sum(values)
