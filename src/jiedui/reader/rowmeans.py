"""A table's column of so much each, by the sum and the count that its other rows show it is of."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from jiedui.reader.exactly import over, rounds_to
from jiedui.reader.reading import MONEY, PERCENT, Relation

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from jiedui.reader.found import Found
    from jiedui.reader.passage import Draft

    Cells = Mapping[int, Draft]


def hold_means(found: Found, at: int, rows: Sequence[Cells]) -> None:
    """Hold the means of a column, right or wrong, where two rows and two in three agree of which.

    Args:
        found: Takes the findings.
        at: The column of means.
        rows: The cells of the rows that have one, by column.
    """
    pairs = Counter(pair for cells in rows for pair in _made_by(at, cells))
    if not pairs:
        return
    (total, count), agreeing = pairs.most_common(1)[0]
    if agreeing < max(2, 2 * (len(rows) - agreeing)):
        return
    for cells in rows:
        if {total, count} <= {*cells} and not found.holds(cells[total]):
            is_ok = (total, count) in _made_by(at, cells)
            found.add(Relation.PRODUCT, cells[total], (cells[at], cells[count]), is_ok=is_ok)


def _made_by(at: int, cells: Cells) -> list[tuple[int, int]]:
    """Return the columns of a sum and a count of which a row's mean is, as it is rounded."""
    mean = cells[at]
    sums = [k for k, one in cells.items() if k != at and one.measure is mean.measure is MONEY]
    counts = [
        k for k, one in cells.items() if one.measure not in (MONEY, PERCENT) and one.number.value
    ]
    return [
        (total, count)
        for total in sums
        for count in counts
        if rounds_to(
            over(cells[total].number.value, cells[count].number.value),
            mean.number.value,
            mean.number.step,
        )
    ]
