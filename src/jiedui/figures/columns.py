"""An answer as columns: all values of every row at once, without an object for each.

Knows no Django.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa

from jiedui.figures.flow import Rows, label
from jiedui.figures.grid import Grid

if TYPE_CHECKING:
    from jiedui.figures.model import Answer

_NUMBERS = ("itemised", "not_itemised", "lines")


def columns_of(answer: Answer) -> pa.Table:
    """Return the rows of an answer as a table.

    Columns: one per dimension of the breakdown (text, null where not broken down), then `low`,
    `stated`, `high` (int64 of the unit's smallest part, null where open or none), `wording`,
    `reason`, `itemised`, `not_itemised` and `lines`; row by row what `answer.rows` tells.
    """
    grid = answer.rows.grid if isinstance(answer.rows, Rows) else None
    if isinstance(grid, Grid):
        return _of_grid(answer, grid)
    rows = list(answer.rows)
    names = answer.question.by
    found = {name: pa.array([dict(row.by)[name] for row in rows], pa.string()) for name in names}
    for name in ("low", "stated", "high"):
        found[name] = pa.array([getattr(row.value, name) for row in rows], pa.int64())
    found["wording"] = pa.array([str(row.value.wording) for row in rows], pa.string())
    found["reason"] = pa.array([row.reason for row in rows], pa.string())
    for name in _NUMBERS:
        found[name] = pa.array([getattr(row, name) for row in rows], pa.int64())
    return pa.table(found)


def _of_grid(answer: Answer, grid: Grid) -> pa.Table:
    found = {}
    for at, name in enumerate(answer.question.by):
        codes = grid.axes.column(grid.cells, at)
        values = grid.axes.axes[at].values
        words = pa.array([label(name, value) for value in values], pa.string())
        found[name] = pa.DictionaryArray.from_arrays(
            pa.array(codes.astype(np.int32), mask=codes == len(values)), words
        )
    return pa.table(found | grid.columns)
