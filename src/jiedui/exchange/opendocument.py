"""What the native reader leaves out of an .ods workbook: merged ranges, hidden rows and columns.

Knows no Django.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from lxml import etree

from jiedui.exchange.archive import open_archive, part
from jiedui.exchange.grid import MAX_COLUMNS, Box

if TYPE_CHECKING:
    from jiedui.exchange.grid import Book, Sheet

_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_MOST_REPEATED = 2_000


@dataclass
class _Extras:
    """What one sheet says besides its values."""

    merged: list[Box] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_cols: set[int] = field(default_factory=set)
    is_protected: bool = False


def with_layout(book: Book, content: bytes) -> Book:
    """Return the workbook with the merged ranges and the hidden rows and columns of its file."""
    xml = part(open_archive(content), "content.xml")
    found = _layouts(xml) if xml else {}
    return replace(book, sheets=tuple(_completed(one, found.get(one.name)) for one in book.sheets))


def _completed(sheet: Sheet, extras: _Extras | None) -> Sheet:
    if extras is None:
        return sheet
    return replace(
        sheet,
        merged=tuple(extras.merged),
        hidden_rows=frozenset(extras.hidden_rows & sheet.rows.keys()),
        hidden_cols=frozenset(extras.hidden_cols),
        is_protected=extras.is_protected,
    )


def _layouts(xml: bytes) -> dict[str, _Extras]:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(xml, parser)
    except (etree.XMLSyntaxError, ValueError):
        return {}
    return {table.get(f"{_TABLE}name", ""): _layout(table) for table in root.iter(f"{_TABLE}table")}


def _layout(table: etree._Element) -> _Extras:
    found = _Extras(is_protected=table.get(f"{_TABLE}protected") == "true")
    row = col = 1
    for one in table.iter(f"{_TABLE}table-row", f"{_TABLE}table-column"):
        is_row = one.tag.endswith("row")
        many = _number(one, "number-rows-repeated" if is_row else "number-columns-repeated")
        at, hidden = (row, found.hidden_rows) if is_row else (col, found.hidden_cols)
        if one.get(f"{_TABLE}visibility", "visible") != "visible" and many <= _MOST_REPEATED:
            hidden.update(range(at, at + many))
        if is_row:
            found.merged += _merged(one, row)
            row += many
        else:
            col += many
    return found


def _merged(row: etree._Element, at: int) -> list[Box]:
    boxes: list[Box] = []
    col = 1
    for cell in row:
        down, right = _number(cell, "number-rows-spanned"), _number(cell, "number-columns-spanned")
        if (down > 1 or right > 1) and col <= MAX_COLUMNS:
            boxes.append(Box(at, col, at + down - 1, col + right - 1))
        col += _number(cell, "number-columns-repeated")
    return boxes


def _number(one: etree._Element, name: str) -> int:
    said = one.get(f"{_TABLE}{name}", "1")
    return int(said) if said.isdecimal() and len(said) < 8 else 1
