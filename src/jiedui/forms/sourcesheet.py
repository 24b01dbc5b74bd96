"""A sheet of texts added to a workbook as XML, everything else left as it is. Knows no Django."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, cast

from lxml import etree

from jiedui.exchange.grid import address

if TYPE_CHECKING:
    import zipfile
    from collections.abc import Sequence

_OFFICE = "http" + "://schemas.openxmlformats.org/"
_MAIN = f"{_OFFICE}spreadsheetml/2006/main"
_LINKS = f"{_OFFICE}package/2006/relationships"
_TYPES = f"{_OFFICE}package/2006/content-types"
_REL = f"{_OFFICE}officeDocument/2006/relationships"
_SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
_OWN = cast("dict[str, str]", {None: _MAIN})
_WIDTHS = (14, 9, 46, 16, 30, 46, 12, 40)
_NAME_MAX = 31


def add_sheet(
    archive: zipfile.ZipFile, workbook: bytes, rows: Sequence[Sequence[str]], *, title: str
) -> dict[str, bytes]:
    """Return the parts that change when a sheet of texts is added at the end.

    Args:
        archive: The workbook's archive.
        workbook: Its workbook part, as it is to be.
        rows: Texts, headings first.
        title: The sheet's name; made unique.
    """
    numbers = [
        int(found[1])
        for name in archive.namelist()
        if (found := re.fullmatch(r"xl/worksheets/sheet(\d+)\.xml", name))
    ]
    part = f"xl/worksheets/sheet{max(numbers, default=0) + 1}.xml"
    links = etree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))
    ids = {one.get("Id") for one in links}
    key = next(f"rId{at}" for at in range(1, 10_000) if f"rId{at}" not in ids)
    etree.SubElement(
        links, f"{{{_LINKS}}}Relationship", Id=key, Type=f"{_REL}/worksheet",
        Target=part.removeprefix("xl/"),
    )  # fmt: skip
    types = etree.fromstring(archive.read("[Content_Types].xml"))
    etree.SubElement(types, f"{{{_TYPES}}}Override", PartName=f"/{part}", ContentType=_SHEET_TYPE)
    book = etree.fromstring(workbook)
    sheets = book.find(f"{{{_MAIN}}}sheets")
    if sheets is None:
        return {}
    names = {one.get("name", "") for one in sheets}
    numbers = [int(one.get("sheetId", "0")) for one in sheets]
    while title in names:
        title = f"{title[: _NAME_MAX - 1]}_"
    sheet = etree.SubElement(sheets, f"{{{_MAIN}}}sheet", name=title, sheetId=str(max(numbers) + 1))
    sheet.set(f"{{{_REL}}}id", key)
    return {
        part: _texts(rows),
        "xl/_rels/workbook.xml.rels": _rendered(links),
        "[Content_Types].xml": _rendered(types),
        "xl/workbook.xml": _rendered(book),
    }


def _texts(rows: Sequence[Sequence[str]]) -> bytes:
    tree = etree.Element(f"{{{_MAIN}}}worksheet", nsmap=_OWN)
    columns = etree.SubElement(tree, f"{{{_MAIN}}}cols")
    for at, width in enumerate(_WIDTHS, 1):
        etree.SubElement(
            columns, f"{{{_MAIN}}}col", min=str(at), max=str(at), width=str(width), customWidth="1"
        )
    data = etree.SubElement(tree, f"{{{_MAIN}}}sheetData")
    for number, told in enumerate(rows, 1):
        row = etree.SubElement(data, f"{{{_MAIN}}}row", r=str(number))
        for col, text in enumerate(told, 1):
            cell = etree.SubElement(row, f"{{{_MAIN}}}c", r=address(number, col), t="inlineStr")
            holder = etree.SubElement(cell, f"{{{_MAIN}}}is")
            etree.SubElement(holder, f"{{{_MAIN}}}t").text = text
    return _rendered(tree)


def _rendered(tree: etree._Element) -> bytes:
    return etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True)
