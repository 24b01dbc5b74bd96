"""A web page that a system exported as a workbook (.xls that holds HTML), as one grid.

As a spreadsheet program opens it: every row of every table below the one before, a text outside a
table as a row of its own, `colspan` and `rowspan` as merged cells. Scripts, styles, pictures and
links are never followed. Knows no Django.
"""

from __future__ import annotations

import re
from types import MappingProxyType
from typing import TYPE_CHECKING

from lxml import etree

from jiedui.exchange.grid import (
    MAX_COLUMNS,
    MAX_PLACES,
    Book,
    Box,
    Sheet,
    Tally,
    error_or_text,
    too_many,
    unreadable,
)
from jiedui.exchange.tables import is_heading

if TYPE_CHECKING:
    from collections.abc import Mapping

    from jiedui.exchange.grid import CellValue

WORKBOOK = "a workbook (.xlsx, .xlsm, .xls, .ods) or a table as text (.csv, .tsv)"
"""What is expected instead of a file that holds no table."""

_MAX_ROWS = 1_048_576
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_SILENT = frozenset(("script", "style", "title", "template", "noscript", "xml"))
_CELLS = frozenset(("td", "th"))
_NONE: Mapping[str, str] = MappingProxyType({})
_LINES = frozenset("p div h1 h2 h3 h4 h5 h6 caption center li table tr body".split())


def is_web_table(text: str) -> bool:
    """Whether a text is a web page that holds a table; a workbook as XML is none."""
    head = text[:1_000].lstrip("\ufeff \t\r\n").lower()
    return head.startswith("<") and "<workbook" not in head and "<table" in text.lower()


def read_web_tables(text: str) -> Book:
    """Return the page as a workbook of one nameless sheet.

    Raises:
        UnreadableError: It has no row of headings, holds more cells than are read, or breaks every
            rule of a page.
    """
    page = _Page()
    parser = etree.HTMLParser(target=page, encoding="utf-8", no_network=True)
    try:
        parser.feed(_closed(text.lstrip("\ufeff \t\r\n")).encode("utf-8", "replace"))
        parser.close()
    except etree.LxmlError as error:
        raise unreadable("CORRUPT_FILE", "a web page that cannot be read") from error
    if not any(map(is_heading, page.rows.values())):
        raise unreadable("UNSUPPORTED_FORMAT", "a web page or XML, no workbook", WORKBOOK)
    return Book(
        (Sheet("", page.rows, tuple(page.merged), frozenset(page.hidden), widest=page.widest),)
    )


def _closed(text: str) -> str:
    """Return a page in which no comment is left open: each would be sought to the page's end."""
    start = text.rfind("-->") + len("-->") if "-->" in text else 0
    return text[:start] + text[start:].replace("<!--", "")


class _Page:
    """What the parser tells of a page, put into rows as it comes."""

    def __init__(self) -> None:
        self.rows: dict[int, list[CellValue]] = {}
        self.merged: list[Box] = []
        self.hidden: set[int] = set()
        self.row = self.last = 0
        self.next = 1
        self.spans: dict[int, int] = {}
        self.words: list[str] = []
        self.span: tuple[int, int] | None = None
        self.silent = 0
        self.tally = Tally()
        self.places = self.widest = 0

    def start(self, tag: str | bytes, attrib: Mapping[str | bytes, str | bytes]) -> None:
        attributes = _words_of(attrib) if attrib else _NONE
        if tag in _SILENT:
            self.silent += 1
        elif tag == "br":
            self.words.append("\n")
        elif tag in _LINES:
            self._open_line()
        if tag in ("tr", "table"):
            self._close_row()
        if tag == "tr" or (tag in _CELLS and not self.row):
            self._open_row(attributes)
        if tag in _CELLS:
            self._close_cell()
            self.span = (_span(attributes, "colspan"), _span(attributes, "rowspan"))

    def end(self, tag: str | bytes) -> None:
        if tag in _SILENT:
            self.silent = max(self.silent - 1, 0)
        elif tag in _CELLS:
            self._close_cell()
        elif tag == "tr":
            self._close_row()
        elif tag == "table":
            self._close_row()
            self.spans = {}
        elif tag in _LINES and self.span is None:
            self._close_line()

    def data(self, data: str | bytes) -> None:
        if not self.silent:
            self.words.append(str(data).replace("\n", " "))

    def comment(self, text: str | bytes) -> None:
        """Leave a comment out."""

    def close(self) -> None:
        self._close_row()
        self._close_line()
        for at, box in enumerate(self.merged):
            self.merged[at] = clipped = box._replace(bottom=min(box.bottom, self.last))
            self._count((clipped.bottom - box.top + 1) * (box.right - box.left + 1))

    # --- rows and cells ---

    def _open_row(self, attributes: Mapping[str, str]) -> None:
        self.last += 1
        self.row, self.next = self.last, 1
        if self.row > _MAX_ROWS:
            raise too_many(_MAX_ROWS, "rows")
        if "hidden" in attributes or _HIDDEN.search(attributes.get("style") or ""):
            self.hidden.add(self.row)

    def _close_row(self) -> None:
        self._close_cell()
        if self.row in self.rows:
            self.tally.take(self.rows[self.row])
        else:
            self.hidden.discard(self.row)
        self.row = 0

    def _open_line(self) -> None:
        """Begin a line: one of its own outside a cell, a further one inside."""
        if self.span is None:
            self._close_line()
        elif any(map(str.strip, self.words)):
            self.words.append("\n")

    def _close_line(self) -> None:
        """Put a text outside all tables into a row of its own."""
        text, self.words = _plain(self.words), []
        if text and not self.row:
            self.last += 1
            self._put(self.last, 1, text)
            self.tally.take(self.rows[self.last])

    def _close_cell(self) -> None:
        if self.span is None:
            return
        (wide, high), self.span = self.span, None
        text, self.words = _plain(self.words), []
        while self.spans and self.spans.get(self.next, 0) >= self.row:
            self.next += 1
        col, self.next = self.next, self.next + wide
        if col > MAX_COLUMNS:
            self.widest = max(self.widest, col if text else 0)
            return
        right = min(col + wide - 1, MAX_COLUMNS)
        if high > 1:
            self._count(right - col + 1)
            self.spans.update(dict.fromkeys(range(col, right + 1), self.row + high - 1))
        if right > col or high > 1:
            self.merged.append(Box(self.row, col, self.row + high - 1, right))
        if text:
            self._put(self.row, col, text)

    def _put(self, row: int, col: int, text: str) -> None:
        values = self.rows.setdefault(row, [])
        self._count(col - len(values))
        values.extend([None] * (col - len(values)))
        values[col - 1] = error_or_text(text)

    def _count(self, places: int) -> None:
        self.places += places
        if self.places > MAX_PLACES:
            raise too_many(MAX_PLACES, "cells")


def _words_of(attrib: Mapping[str | bytes, str | bytes]) -> dict[str, str]:
    return {str(name): str(value or "") for name, value in attrib.items()}


def _span(attributes: Mapping[str, str], name: str) -> int:
    """Return how many columns or rows a cell spans, at least one."""
    if name not in attributes:
        return 1
    said = attributes[name].strip()
    is_number = said.isascii() and said.isdigit() and len(said) < 6
    return min(max(int(said), 1), 65_534) if is_number else 1


def _plain(words: list[str]) -> str:
    """Return a cell's text: white space as one blank, line breaks kept."""
    text = "".join(words)
    if "\n" not in text:
        return " ".join(text.split())
    lines = (" ".join(line.split()) for line in text.split("\n"))
    return "\n".join(line for line in lines if line)


__all__ = ["WORKBOOK", "is_web_table", "read_web_tables"]
