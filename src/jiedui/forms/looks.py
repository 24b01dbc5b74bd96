"""How the cells of a workbook look, empty ones included: borders and number formats.

Reads only what deciding where to write needs; the archive was opened with care before. Knows no
Django.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from openpyxl.formula.translate import Translator

from jiedui.exchange.archive import open_archive, xml_part
from jiedui.exchange.grid import address, number_of
from jiedui.exchange.sheetparts import attributes

if TYPE_CHECKING:
    import zipfile

_CELL = re.compile(r"<c\s([^>]*?)(/?)>")
_REF = re.compile(r"""\br=["']([A-Z]{1,3})(\d{1,7})["']""")
_STYLE = re.compile(r"""\bs=["'](\d+)["']""")
_SHARED = re.compile(
    r"""<c\s[^>]*?\br=["']([A-Z]{1,3}\d{1,7})["'][^>]*>\s*<f\b([^>]*?)(?:/>|>([^<]*)</f>)"""
)
_XF = re.compile(r"<xf\s([^>]*?)/?>")
_BORDER = re.compile(r"<border\b[^>]*?(?:/>|>.*?</border>)", re.DOTALL)
_FORMAT = re.compile(r"<numFmt\s([^>]*?)/?>")
_PERCENTS = {"9": "0%", "10": "0.00%"}
_BUILT_IN = {"1": "0", "2": "0.00", "3": "#,##0", "4": "#,##0.00", **_PERCENTS}


@dataclass(frozen=True)
class Looks:
    """The looks of one sheet.

    Attributes:
        part: The name of its part in the archive.
        borders: Cells with a border on any side.
        formats: Number formats of cells, as spreadsheets write them; General is left out.
        formulas: Formulas that the file states once for several cells, written out.
    """

    part: str
    borders: frozenset[tuple[int, int]] = frozenset()
    formats: dict[tuple[int, int], str] = field(default_factory=dict)
    formulas: dict[tuple[int, int], str] = field(default_factory=dict)


def looks_of(content: bytes) -> dict[str, Looks]:
    """Return the looks of every sheet of a workbook by its name.

    Raises:
        UnreadableError: The archive is damaged.
    """
    with open_archive(content) as archive:
        parts = sheet_parts(archive)
        styles = xml_part(archive, "xl/styles.xml") or ""
        framed, formats = _styles(styles)
        return {
            name: _sheet(xml_part(archive, path) or "", path, framed=framed, formats=formats)
            for name, path in parts.items()
        }


def sheet_parts(archive: zipfile.ZipFile) -> dict[str, str]:
    """Return the part of every worksheet by the sheet's name."""
    book = xml_part(archive, "xl/workbook.xml") or ""
    links = xml_part(archive, "xl/_rels/workbook.xml.rels") or ""
    targets = {}
    for tag in re.findall(r"<Relationship\s([^>]*?)/?>", links):
        one = attributes(tag)
        target = one.get("Target", "")
        path = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
        targets[one.get("Id", "")] = path
    found = {}
    for tag in re.findall(r"<sheet\s([^>]*?)/?>", book):
        one = attributes(tag)
        key = next((value for name, value in one.items() if name.endswith(":id")), "")
        if key in targets and "worksheets/" in targets[key]:
            found[one.get("name", "")] = targets[key]
    return found


def _styles(text: str) -> tuple[frozenset[str], dict[str, str]]:
    """Return the style numbers that have a border, and the number format of each."""
    borders = text[text.find("<borders") : text.find("</borders>")]
    lined = {
        str(at)
        for at, one in enumerate(_BORDER.findall(borders))
        if re.search(r"""\bstyle=""", one)
    }
    named = {}
    for tag in _FORMAT.findall(text):
        one = attributes(tag)
        named[one.get("numFmtId", "")] = one.get("formatCode", "")
    cells = text[text.find("<cellXfs") : text.find("</cellXfs>")]
    framed, formats = set(), {}
    for at, tag in enumerate(_XF.findall(cells)):
        one = attributes(tag)
        if one.get("borderId", "0") in lined:
            framed.add(str(at))
        code = named.get(one.get("numFmtId", ""), _BUILT_IN.get(one.get("numFmtId", ""), ""))
        if code and code != "General":
            formats[str(at)] = code
    return frozenset(framed), formats


def _sheet(text: str, path: str, *, framed: frozenset[str], formats: dict[str, str]) -> Looks:
    borders, found = set(), {}
    for told, _ in _CELL.findall(text):
        ref, style = _REF.search(told), _STYLE.search(told)
        if ref is None or style is None:
            continue
        at = int(ref[2]), number_of(ref[1])
        if style[1] in framed:
            borders.add(at)
        if style[1] in formats:
            found[at] = formats[style[1]]
    return Looks(path, frozenset(borders), found, _shared(text))


def _shared(text: str) -> dict[tuple[int, int], str]:
    """Return formulas stated once and shared by several cells, written out for each."""
    if 't="shared"' not in text and "t='shared'" not in text:
        return {}
    first: dict[str, tuple[str, str]] = {}
    found = {}
    for ref, told, formula in _SHARED.findall(text):
        one = attributes(told)
        if one.get("t") != "shared":
            continue
        key = one.get("si", "")
        place = re.fullmatch(r"([A-Z]+)(\d+)", ref)
        if formula:
            first[key] = ref, html.unescape(formula)
        if place is None or key not in first:
            continue
        origin, written = first[key]
        moved = Translator(f"={written}", origin=origin).translate_formula(ref)
        found[int(place[2]), number_of(place[1])] = str(moved).removeprefix("=")
    return found


def cell_name(row: int, col: int) -> str:
    """Return a cell's address."""
    return address(row, col)
