"""What an .xlsx sheet says around its cells: merged ranges, hidden columns, comments.

Knows no Django.
"""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

from jiedui.exchange.celltext import string_items
from jiedui.exchange.grid import MAX_COLUMNS, box_of

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
