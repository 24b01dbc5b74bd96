"""Forms as text: one picture gives the blank form and what a right filling of it holds.

A line is a row, `|` parts cells, `[…]` is an empty cell and what belongs in it (a number, a
wording, or `!` and the reasons that are right), `<` and `^` join a cell to its left or upper
neighbour, `⏎` is a new line, `=…` a formula. `##` begins a sheet. Every cell of a table carries a
border, except in a row that begins with `~`, or where `~` stands alone.
"""

from __future__ import annotations

import io
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from openpyxl import Workbook
from openpyxl.styles import Border, Side

from jiedui.exchange.grid import address

if TYPE_CHECKING:
    from collections.abc import Iterator

    from openpyxl.worksheet.worksheet import Worksheet

_LINE = Side(style="thin")
FRAME = Border(_LINE, _LINE, _LINE, _LINE)


@dataclass
class Form:
    """A blank form and what belongs in it.

    Attributes:
        content: The workbook.
        wanted: (sheet, cell) to what is right: a number as text, a wording, or reasons.
        formulas: (sheet, cell) to formula.
    """

    content: bytes
    wanted: dict[tuple[str, str], str] = field(default_factory=dict)
    formulas: dict[tuple[str, str], str] = field(default_factory=dict)


def form(text: str, *, framed: bool = True, formats: dict[str, str] | None = None) -> Form:
    """Return the form that a text draws.

    Args:
        text: The picture.
        framed: Whether rows of more than one cell carry borders.
        formats: Number formats by cell.
    """
    book = Workbook()
    for page in book.worksheets:
        book.remove(page)
    made = Form(b"")
    for name, rows in _sheets(text):
        page = book.create_sheet(name)
        _draw(page, rows, made, framed=framed)
        for ref, code in (formats or {}).items():
            page[ref].number_format = code
    out = io.BytesIO()
    book.save(out)
    made.content = out.getvalue()
    return made


def _sheets(text: str) -> Iterator[tuple[str, list[list[str]]]]:
    name = "Sheet1"
    rows: list[list[str]] = []
    for line in text.strip("\n").split("\n"):
        if line.startswith("##"):
            if rows:
                yield name, rows
            name, rows = line[2:].strip(), []
        else:
            rows.append(line.split("|"))
    yield name, rows


def _draw(page: Worksheet, rows: list[list[str]], made: Form, *, framed: bool) -> None:
    joined: dict[tuple[int, int], tuple[int, int]] = {}
    for row, (first, *others) in enumerate(rows, 1):
        cells = [first.removeprefix("~"), *others]
        is_framed = framed and bool(others) and cells[0] == first
        for col, told in enumerate(cells, 1):
            if told in {"<", "^"}:
                before = (row, col - 1) if told == "<" else (row - 1, col)
                joined[row, col] = joined.get(before, before)
                continue
            is_gap = told == "~"
            _put(page, address(row, col), "" if is_gap else told, made)
            if is_framed and not is_gap:
                page[address(row, col)].border = FRAME
    for corner in set(joined.values()):
        inside = [cell for cell, other in joined.items() if other == corner]
        last = address(max(row for row, _ in inside), max(col for _, col in [*inside, corner]))
        page.merge_cells(f"{address(*corner)}:{last}")


def _put(page: Worksheet, ref: str, told: str, made: Form) -> None:
    if told.startswith("["):
        made.wanted[page.title, ref] = told.strip("[]")
    elif told.startswith("="):
        made.formulas[page.title, ref] = told
        page[ref] = told
    elif re.fullmatch(r"\d+", told):
        page[ref] = int(told)
    elif told:
        page[ref] = told.replace("⏎", "\n")
