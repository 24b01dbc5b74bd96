"""Cells with their words below them, as on a poster: a number, 万元, and 帮扶资金 under it.

Knows no Django.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from jiedui.forms.page import counts

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from jiedui.forms.page import Page

_FEW = 2


def captions_below(page: Page, row: int, heads: Mapping[int, tuple[str, ...]]) -> list[int]:
    """Return the rows that say below a row of cells what they hold, [] where none do.

    Args:
        page: The sheet.
        row: The row of cells.
        heads: What stands over each column; where that says already what is counted, words below
            head the next table.
    """
    columns = list(heads)
    is_open = len(columns) >= _FEW and all(page.is_slot(row, col) for col in columns)
    if not is_open or any(counts(one) for told in heads.values() for one in told):
        return []
    found: list[int] = []
    while _is_told(page, row + 1 + len(found), columns):
        found.append(row + 1 + len(found))
    below = row + 1 + len(found)
    is_next = any(page.is_slot(below, col) for col in columns)
    is_said = any(counts(page.text(one, col)) for one in found for col in columns)
    return found if is_said and not is_next else []


def _is_told(page: Page, row: int, columns: Sequence[int]) -> bool:
    return row <= page.extent[0] and all(page.text(row, col) for col in columns)
