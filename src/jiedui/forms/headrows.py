"""Rows below a table's headings that say more of its columns: 统计期 | 2013年以来. No Django."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from jiedui.forms.cards import names_place
from jiedui.forms.page import role_of
from jiedui.forms.units import units_of

if TYPE_CHECKING:
    from jiedui.forms.page import Page

_DATED = re.compile(r"(?:19|20)\d{2}年|以来|截[至止]")


def says_of_columns(page: Page, row: int, *, top: int, columns: tuple[int, int]) -> bool:
    """Whether a row says of whom, of when or in what unit each column of a table is, and no more.

    Args:
        page: The sheet.
        row: The row.
        top: The table's first row.
        columns: Its first and last column.
    """
    left, right = columns
    headed = [
        col
        for col in range(left + 1, right + 1)
        if page.heading(top, col) and role_of(page.heading(top, col)) != "free"
    ]
    is_apart = all(page.is_anchor(row, col) for col in (left, *headed))
    is_labelled = is_apart and bool(page.text(row, left))
    if not is_labelled or len(headed) < 2 or page.is_note(row):
        return False
    told = [page.text(row, col) for col in headed]
    is_of_all = len(set(told)) == 1 and bool(told[0])  # 金额（元） below every county.
    return is_of_all or all(map(_qualifies, told))


def _qualifies(words: str) -> bool:
    """Whether words say only of whom, of when or in what unit a column is."""
    return bool(words and (names_place(words) or _DATED.search(words) or units_of(words)))
