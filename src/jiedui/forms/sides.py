"""Tables side by side, each under a caption of its own: an empty column parts them.

Knows no Django.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jiedui.forms.page import Page

_FEW = 2
"""Least columns and rows below its caption that make a table."""


def sides_of(page: Page, row: int) -> list[Page]:
    """Return the parts of a page that begin side by side in a row, [] where there are no several.

    Args:
        page: The page.
        row: The row of the captions: one above each part.
    """
    if len(page.texts(row)) < _FEW:
        return []
    bottom = _bottom(page, row)
    rows = range(row, bottom + 1)
    found = [page.part((row, left), (bottom, right)) for left, right in _columns(page, rows)]
    is_several = len(found) > 1 and all(_is_captioned(one, row, bottom) for one in found)
    return found if is_several else []


def _bottom(page: Page, row: int) -> int:
    """Return the last row before one that is a note, empty, or reaches over what the first parts.

    The row of captions says where the parts begin.
    """
    starts = {box.left for box in page.texts(row)[1:]}
    last = row
    while last < page.extent[0]:
        found = page.texts(last + 1)
        is_over = any(box.left < at <= box.right for box in found for at in starts)
        is_note = bool(found) and all(page.is_remark(box) for box in found)
        if not found or is_over or is_note:
            break
        last += 1
    return last


def _columns(page: Page, rows: Sequence[int]) -> list[tuple[int, int]]:
    """Return the stretches of columns between those that are empty in all rows, framed or not."""
    found: list[tuple[int, int]] = []
    first = page.first
    for col in range(page.first, page.extent[1] + 2):
        is_gap = col > page.extent[1] or all(page.is_blank(row, col) for row in rows)
        if is_gap:
            if first < col:
                found.append((first, col - 1))
            first = col + 1
    return found


def _is_captioned(page: Page, row: int, bottom: int) -> bool:
    """Whether a part has one caption, and below it headings over two columns or more."""
    if bottom - row < _FEW or page.extent[1] - page.first + 1 < _FEW:
        return False
    return len(page.texts(row)) == 1 and len(page.texts(row + 1)) >= _FEW
