"""Values written into a workbook as it is: only the cells named change, everything else stays.

The sheet's own XML is changed in place, so that styles, widths, validations, merged cells, print
set-up, pictures and charts are kept byte for byte. A text is written as text: nothing filled in can
run. Saved results of formulas are replaced, and the program is told to work them out again. Knows
no Django.
"""

from __future__ import annotations

import io
import zipfile
from decimal import Decimal
from typing import TYPE_CHECKING

from lxml import etree

from jiedui.exchange.archive import open_archive
from jiedui.exchange.grid import address, box_of, number_of
from jiedui.forms.sourcesheet import add_sheet

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

MAIN = "http" + "://schemas.openxmlformats.org/spreadsheetml/2006/main"
Value = Decimal | str
Place = tuple[int, int]


def written(
    content: bytes,
    parts: Mapping[str, Mapping[Place, Value]],
    results: Mapping[str, Mapping[Place, Decimal | None]],
    *,
    sources: Sequence[Sequence[str]],
    title: str,
) -> bytes:
    """Return a workbook with values written in and a sheet of sources at its end.

    Args:
        content: The workbook; it was opened with care before.
        parts: Values by the sheet's part in the archive.
        results: What formulas give, by part; None = not known, left to the program.
        sources: Rows of the sheet of sources, headings first; () = no sheet.
        title: The name of that sheet.
    """
    out = io.BytesIO()
    with open_archive(content) as archive:
        changed: dict[str, bytes] = {}
        for name in archive.namelist():
            if name.startswith("xl/worksheets/") and name.endswith(".xml"):
                told = _sheet(archive.read(name), parts.get(name, {}), results.get(name, {}))
                changed[name] = told
        changed["xl/workbook.xml"] = _recalculated(archive.read("xl/workbook.xml"))
        if sources:
            changed |= add_sheet(archive, changed["xl/workbook.xml"], sources, title=title)
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as copy:
            for entry in archive.infolist():
                copy.writestr(entry, changed.pop(entry.filename, b"") or archive.read(entry))
            for name, told in changed.items():
                copy.writestr(zipfile.ZipInfo(name), told, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def parsed(content: bytes) -> etree._Element:
    """Return the tree of an XML part; entities are not resolved, nothing is fetched."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True
    )
    return etree.fromstring(content, parser)


def rendered(tree: etree._Element) -> bytes:
    """Return a tree as a part of an archive."""
    return etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True)


def _sheet(
    content: bytes, values: Mapping[Place, Value], results: Mapping[Place, Decimal | None]
) -> bytes:
    if not values and b"<f" not in content and b":f" not in content:
        return content
    tree = parsed(content)
    data = tree.find(f"{{{MAIN}}}sheetData")
    if data is None:
        return content
    rows = {int(row.get("r", "0")): row for row in data}
    for place, value in sorted(values.items()):
        _set(_cell(data, rows, place), value)
    for cell in data.iter(f"{{{MAIN}}}c"):
        if cell.find(f"{{{MAIN}}}f") is not None:
            box = box_of(cell.get("r", ""))
            _renew(cell, results.get((box.top, box.left)) if box else None)
    return rendered(tree)


def _cell(data: etree._Element, rows: dict[int, etree._Element], where: Place) -> etree._Element:
    number, col = where
    row = rows.get(number)
    if row is None:
        row = etree.Element(f"{{{MAIN}}}row", r=str(number))
        later = [at for at, one in enumerate(data) if int(one.get("r", "0")) > number]
        data.insert(later[0] if later else len(data), row)
        rows[number] = row
    name = address(number, col)
    place = len(row)
    for at, cell in enumerate(row):
        ref = cell.get("r", "")
        if ref == name:
            return cell
        letters = ref.rstrip("0123456789")
        if letters and number_of(letters) > col:
            place = at
            break
    cell = etree.Element(f"{{{MAIN}}}c", r=name)
    row.insert(place, cell)
    return cell


def _set(cell: etree._Element, value: Value) -> None:
    for child in list(cell):
        cell.remove(child)
    cell.attrib.pop("t", "")
    if isinstance(value, Decimal):
        etree.SubElement(cell, f"{{{MAIN}}}v").text = format(value, "f")
        return
    cell.set("t", "inlineStr")
    holder = etree.SubElement(cell, f"{{{MAIN}}}is")
    etree.SubElement(holder, f"{{{MAIN}}}t").text = value


def _renew(cell: etree._Element, result: Decimal | None) -> None:
    """Put a formula's new result in place of its old one, or none."""
    for child in cell.findall(f"{{{MAIN}}}v"):
        cell.remove(child)
    cell.attrib.pop("t", "")
    if result is not None:
        etree.SubElement(cell, f"{{{MAIN}}}v").text = format(result, "f")


def _recalculated(content: bytes) -> bytes:
    """Return the workbook part, which tells the program to work out every formula."""
    tree = parsed(content)
    calc = tree.find(f"{{{MAIN}}}calcPr")
    if calc is None:
        calc = etree.Element(f"{{{MAIN}}}calcPr")
        before = [
            at
            for at, one in enumerate(tree)
            if etree.QName(one).localname in {"sheets", "functionGroups", "externalReferences",
                                              "definedNames"}
        ]  # fmt: skip
        tree.insert(max(before) + 1 if before else len(tree), calc)
    calc.set("fullCalcOnLoad", "1")
    return rendered(tree)
