"""What the native reader leaves out of an .ods workbook: merged ranges, what is hidden, formulas.

Formulas are written in OpenFormula (`of:=SUM([.B2:.B9])`); they are turned into the plain form the
other formats have. Knows no Django.
"""

from __future__ import annotations

import io
import itertools
import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from lxml import etree

from jiedui.exchange.archive import open_archive, part
from jiedui.exchange.grid import MAX_COLUMNS, Box, CellError, Formula
from jiedui.exchange.legacy import place

if TYPE_CHECKING:
    from jiedui.exchange.grid import Book, Sheet

_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_FORMULA = f"{_TABLE}formula"
_ROWS_REPEATED = f"{_TABLE}number-rows-repeated"
_COLS_REPEATED = f"{_TABLE}number-columns-repeated"
_ROWS_SPANNED = f"{_TABLE}number-rows-spanned"
_COLS_SPANNED = f"{_TABLE}number-columns-spanned"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TYPE = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}value-type"
_LINES = (f"{_TABLE}table-row", f"{_TABLE}table-column")
_VALUES = tuple(
    f"{_OFFICE}{name}" for name in ("value", "string-value", "date-value", "boolean-value")
)
_MOST_REPEATED = 2_000
_PREFIX = re.compile(r"^(?:of|oooc|msoxl)?:?=")
_REFERENCE = re.compile(r"\[(?P<sheet>\$?(?:'(?:[^']|'')*'|[^\[\].':#]+))?\.(?P<rest>[^\[\]]+)\]")


@dataclass
class _Extras:
    """What one sheet says besides its values."""

    merged: list[Box] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_cols: set[int] = field(default_factory=set)
    formulas: dict[tuple[int, int], Formula] = field(default_factory=dict)
    errors: dict[tuple[int, int], str] = field(default_factory=dict)
    is_protected: bool = False


def with_layout(book: Book, content: bytes) -> Book:
    """Return the workbook with the merged ranges and the hidden rows and columns of its file."""
    xml = part(open_archive(content), "content.xml")
    found = _layouts(xml) if xml else {}
    return replace(book, sheets=tuple(_completed(one, found.get(one.name)) for one in book.sheets))


def _completed(sheet: Sheet, extras: _Extras | None) -> Sheet:
    if extras is None:
        return sheet
    for cell, text in extras.errors.items():
        place(sheet.rows, cell, CellError(text))
    return replace(
        sheet,
        merged=tuple(extras.merged),
        hidden_rows=frozenset(extras.hidden_rows & sheet.rows.keys()),
        hidden_cols=frozenset(extras.hidden_cols),
        is_protected=extras.is_protected,
        formulas=extras.formulas,
    )


def _layouts(xml: bytes) -> dict[str, _Extras]:
    """Return what every table says, read row by row: rows that were read are let go."""
    found: dict[str, _Extras] = {}
    open_tables: list[_Layout] = []
    events = etree.iterparse(
        io.BytesIO(xml),
        events=("start", "end"),
        tag=(f"{_TABLE}table", *_LINES),
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
    )
    try:
        for event, one in events:
            if one.tag in _LINES:
                if event == "end" and open_tables:
                    open_tables[-1].take(one)
                    one.clear()
            elif event == "end":
                open_tables.pop()
            else:
                open_tables.append(_Layout(one))
                found[one.get(f"{_TABLE}name", "")] = open_tables[-1].found
    except (etree.XMLSyntaxError, ValueError):
        return {}
    return found


class _Layout:
    """Collects what one table says of its rows and columns, as they come."""

    def __init__(self, table: etree._Element) -> None:
        self.found = _Extras(is_protected=table.get(f"{_TABLE}protected") == "true")
        self.row = self.col = 1

    def take(self, one: etree._Element) -> None:
        """Note a row or a column."""
        found, is_row = self.found, one.tag == _LINES[0]
        many = _number(one, _ROWS_REPEATED if is_row else _COLS_REPEATED)
        at, hidden = (self.row, found.hidden_rows) if is_row else (self.col, found.hidden_cols)
        is_few = many <= _MOST_REPEATED
        if one.get(f"{_TABLE}visibility", "visible") != "visible" and is_few:
            hidden.update(range(at, at + many))
        if not is_row:
            self.col += many
            return
        found.merged += _merged(one, self.row)
        if is_few:
            _note_cells(found, one, range(self.row, self.row + many))
        self.row += many


def _merged(row: etree._Element, at: int) -> list[Box]:
    boxes: list[Box] = []
    col = 1
    for cell in row:
        down, right = _number(cell, _ROWS_SPANNED), _number(cell, _COLS_SPANNED)
        if (down > 1 or right > 1) and col <= MAX_COLUMNS:
            boxes.append(Box(at, col, at + down - 1, col + right - 1))
        col += _number(cell, _COLS_REPEATED)
    return boxes


def _note_cells(found: _Extras, row: etree._Element, numbers: range) -> None:
    """Note the formulas and error values of a row that stands for all rows of these numbers."""
    col = 1
    for cell in row:
        formula = cell.get(_FORMULA)
        is_error = cell.get(_TYPE) == "error"
        wide = _number(cell, _COLS_REPEATED)
        if (formula is not None or is_error) and wide <= _MOST_REPEATED:
            shown = "".join(str(one) for one in cell.itertext())
            is_saved = is_error or bool(shown) or any(cell.get(name) for name in _VALUES)
            for spot in itertools.product(numbers, range(col, col + wide)):
                if formula is not None:
                    found.formulas[spot] = Formula(_plain(formula), is_saved)
                if is_error:
                    found.errors[spot] = shown or "#VALUE!"
        col += wide


def _plain(formula: str) -> str:
    """Return an OpenFormula as `exchange.formulas` reads it: SUM([.B2:.B9];1) -> SUM(B2:B9,1)."""
    text = _REFERENCE.sub(_reference, _PREFIX.sub("", formula))
    return text.replace(";", ",")


def _reference(found: re.Match[str]) -> str:
    sheet = f"{found['sheet'].lstrip('$')}!" if found["sheet"] else ""
    return sheet + found["rest"].replace(":.", ":").lstrip(".")


def _number(one: etree._Element, name: str) -> int:
    said = one.get(name)
    return int(said) if said is not None and said.isdecimal() and len(said) < 8 else 1
