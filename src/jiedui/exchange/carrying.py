"""What merged cells carry down to the rows they cover. Knows no Django."""

from __future__ import annotations

import bisect
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from jiedui.exchange.grid import CellValue, Sheet
    from jiedui.exchange.tables import Table

_MOST_CARRIED = 1_000_000


def carried_down(sheet: Sheet, table: Table, columns: set[int]) -> dict[int, dict[int, CellValue]]:
    """Return row number to column position to the value a merged cell carries there."""
    fill: dict[int, dict[int, CellValue]] = {}
    left = _MOST_CARRIED
    for box in sheet.merged:
        if box.bottom == box.top or box.top <= table.bottom or box.left - 1 not in columns:
            continue
        value = sheet.at(box.top, box.left)
        if value is None:
            continue
        first = bisect.bisect_right(table.body, box.top)
        last = bisect.bisect_right(table.body, box.bottom)
        left -= last - first
        if left < 0:
            break
        for row in table.body[first:last]:
            fill.setdefault(row, {})[box.left - 1] = value
    return fill
