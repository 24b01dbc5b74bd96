"""A page as its tables and the words around them, from top to bottom. Knows no Django."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from jiedui.forms.bands import Bands
from jiedui.forms.boxes import boxes_at
from jiedui.forms.cards import names_place
from jiedui.forms.glossaries import explained, glossary
from jiedui.forms.layout import Layout
from jiedui.forms.sides import sides_of
from jiedui.forms.tables import TableReader

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from jiedui.forms.layout import Table
    from jiedui.forms.page import Page

_WIDE_GAP = re.compile(r"[ \t\u3000\u00a0]{2,}|\u3000|\n")
"""What parts two things written in one cell: 填报单位：　　　单位：万元."""

_OPEN_DAY = re.compile(r"(?:\d{4}|[\s_]*)年[\s_]*\d{0,2}[\s_]*月[\s_]*日")
"""A day left open beside a signature (2017年11月　日): when somebody signs, not what is counted."""


def layout_of(page: Page) -> Layout:
    """Return the tables of a page and every other word on it, from top to bottom."""
    last, _ = page.extent
    tables: list[Table] = []
    lines: list[str] = []
    above: list[str] = []
    words: list[list[str]] = []
    row = 1
    while row <= last:
        if sides := _sides(page, row):
            for side in sides:
                for table in side.tables:
                    table.captions = (*above, *table.captions)
                tables += side.tables
                lines += side.lines
            above = []
            row = max(table.bottom for side in sides for table in side.tables) + 1
            continue
        found = boxes_at(page, row) or _tables_at(page, row)
        if any(one.slots for one in found):
            _settle(found, above)
            tables += found
            lines += [line for one in found for line in one.laid_down]
            above = []
            row = max(one.bottom for one in found) + 1
            continue
        told = parted(page.heading(box.top, box.left) for box in page.texts(row))
        words.append(told)
        told = explained(told)
        lines += told
        above += _captions(told)
        row += 1
    return Layout(page.sheet.name, tables, lines if tables else glossary(words))


def _settle(found: Sequence[Table], above: list[str]) -> None:
    """Give tables that begin in one row the words above them, and each those at its left."""
    for one in found:
        first = one.lines[0].section if one.is_card and one.lines else ""
        one.captions = tuple(above[:-1] if first and above[-1:] == [first] else above)
    for left, right in pairwise(found):
        right.before = {one.row: one.labels[-1] for one in left.lines if one.labels}


def _captions(told: list[str]) -> list[str]:
    """Return what a row says of the table below: 久治县 | 德钦县 head columns, each its own."""
    places = [one for one in told if names_place(one) and not _SAID.search(one)]
    return [one for one in told if len(places) == 1 or one not in places]


_SAID = re.compile(r"[:：]")


def _sides(page: Page, row: int) -> list[Layout]:
    """Return the layouts of tables that begin side by side in a row, [] where not all are such."""
    found = [layout_of(part) for part in sides_of(page, row)]
    are_tables = all(any(table.slots for table in one.tables) for one in found)
    return found if are_tables else []


def parted(lines: Iterable[str]) -> list[str]:
    """Return what lines say, apart what a wide gap parts, without a day left open for a signer."""
    closed = (_OPEN_DAY.sub("", line) for line in lines)
    return [part for line in closed for part in _WIDE_GAP.split(line) if part.strip()]


def _tables_at(page: Page, row: int) -> list[Table]:
    """Return the tables that begin in a row, [] for none."""
    return TableReader(page, row).tables() if _begins(page, row) else []


def _begins(page: Page, row: int) -> bool:
    """Whether a row may be the first of a table."""
    found = page.texts(row)
    is_about = bool(found) and all(page.is_meta(box) for box in found)
    if is_about and len(found) > 1:
        return bool(Bands(page, row, (1, page.extent[1])).cards())
    is_framed = not page.borders or any(
        (row, box.left) in page.borders or page.is_slot(row, box.right + 1) for box in found
    )
    if not found or is_about or page.is_heading_line(row) or not is_framed:
        return False
    if len(found) > 1:
        return True
    if _is_over_headings(page, row):
        return False
    if not page.borders and Bands(page, row + 1, (1, page.extent[1])).cards():
        return False
    columns = range(page.first, page.extent[1] + 1)
    worked_out = any(page.has_formula(row, col) for col in columns if col > found[0].right)
    return worked_out or any(page.is_slot(row, col) for col in columns)


def _is_over_headings(page: Page, row: int) -> bool:
    """Whether a row is one text merged over the headings right below it, and no wider: a title.

    The empty cell behind it belongs to a wider table elsewhere on the sheet.
    """
    title, below = page.texts(row)[0], page.texts(row + 1)
    columns = [col for box in below for col in range(box.left, box.right + 1)]
    return len(below) > 1 and columns == list(range(title.left, title.right + 1))
