"""What an .xlsx sheet says around its cells: merged ranges, hidden columns, comments.

Knows no Django.
"""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

from jiedui.exchange import grid
from jiedui.exchange.celltext import string_items
from jiedui.exchange.grid import MAX_COLUMNS, box_of, too_many

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jiedui.exchange.grid import Box

TRUE = frozenset(("1", "true"))
"""What a switched-on attribute says."""

_ATTRIBUTE = re.compile(r"""([\w:]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_COL = re.compile(r"<col\s([^>]*)/?>")
_MERGE = re.compile(r"""<mergeCell\s[^>]*?ref=["']([A-Z0-9:$]+)["']""")
_COMMENT = re.compile(
    r"""<comment\s[^>]*?ref=["']([A-Z]{1,3}\d+)["'][^>]*>(.*?)</comment>""", re.DOTALL
)
_MOST_MERGED = 200


def attributes(text: str) -> dict[str, str]:
    """Return the attributes of a tag as a dict, entities resolved."""
    return {
        name: html.unescape(double or single) for name, double, single in _ATTRIBUTE.findall(text)
    }


def refuse_many_cells(text: str) -> None:
    """Refuse a sheet's XML that holds more filled cells than are read, before they are taken apart.

    Raises:
        UnreadableError: It holds more.
    """
    if text.count("<v>") + text.count("<is>") > grid.MAX_CELLS:
        raise too_many(grid.MAX_CELLS, "filled cells")


def row_pieces(text: str) -> Iterator[str]:
    """Yield what stands in each row of a sheet's XML, no more than one row at a time."""
    end = text.rfind("</sheetData>")
    end = end if end >= 0 else len(text)
    at = text.find("<row", max(text.find("<sheetData"), 0), end)
    while at >= 0:
        following = text.find("<row", at + 4, end)
        yield text[at + 4 : following if following >= 0 else end]
        at = following


def merged(tail: str) -> Iterator[Box]:
    """Yield the merged ranges named behind a sheet's rows; those over whole sheets are left out."""
    for reference in _MERGE.findall(tail)[:200_000]:
        box = box_of(reference)
        if box is not None and box[:2] != box[2:] and not _is_absurd(box):
            yield box


def _is_absurd(box: Box) -> bool:
    """Whether a merged range reaches over whole sheets, so that it says nothing of its cells."""
    return box.bottom - box.top > _MOST_MERGED and box.right - box.left > _MOST_MERGED


def hidden_columns(text: str) -> frozenset[int]:
    """Return the numbers of a sheet's hidden columns."""
    head = text[: max(text.find("<sheetData"), 0)]
    hidden: set[int] = set()
    for tag in _COL.findall(head):
        one = attributes(tag)
        first, last = one.get("min", ""), one.get("max", "")
        if one.get("hidden") in TRUE and first.isdigit() and last.isdigit():
            hidden.update(range(int(first), min(int(last), MAX_COLUMNS) + 1))
    return frozenset(hidden)


def comments(text: str) -> dict[tuple[int, int], str]:
    """Return (row, column) to the words of each comment in a part of comments."""
    found: dict[tuple[int, int], str] = {}
    for reference, inner in _COMMENT.findall(text):
        box = box_of(reference)
        words = string_items(f"<si>{inner}</si>")
        if box is not None and words and isinstance(words[0], str):
            found[box.top, box.left] = words[0]
    return found
