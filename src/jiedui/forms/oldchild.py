"""The part of renewing old forms that runs apart: `python -m jiedui.forms.oldchild`.

Reads an .xls file from standard input and writes it as .xlsx to standard output, with bounded
memory. Knows no Django.
"""

from __future__ import annotations

import datetime as dt
import io
import resource
import sys
from typing import TYPE_CHECKING, Any, Literal

import xlrd
from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter

from jiedui.exchange.grid import address
from jiedui.exchange.legacychild import MAX_MEMORY
from jiedui.exchange.oldextras import DAMAGE, formula_records, formula_text
from jiedui.forms.old import FORMULA_LOST

if TYPE_CHECKING:
    from openpyxl.cell.cell import Cell, MergedCell
    from openpyxl.worksheet.worksheet import Worksheet

_ACROSS = {1: "left", 2: "center", 3: "right", 4: "fill", 5: "justify", 6: "centerContinuous"}
_DOWN = {0: "top", 1: "center", 2: "bottom", 3: "justify"}
_LINES: dict[int, Literal["thin", "medium", "dashed", "dotted", "thick", "double", "hair"]] = {
    1: "thin",
    2: "medium",
    3: "dashed",
    4: "dotted",
    5: "thick",
    6: "double",
    7: "hair",
}
_POINT = 20
_WIDTH = 256


class _LostError(Exception):
    """A formula cannot be carried."""


def main() -> int:
    """Write one workbook anew; the exit status says what happened."""
    resource.setrlimit(resource.RLIMIT_AS, (MAX_MEMORY, MAX_MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    content = sys.stdin.buffer.read()
    try:
        told = renewed(content)
    except _LostError as lost:
        sys.stderr.write(str(lost))
        return FORMULA_LOST
    except DAMAGE:
        return 1
    sys.stdout.buffer.write(told)
    return 0


def renewed(content: bytes) -> bytes:
    """Return an .xls workbook as .xlsx."""
    old = xlrd.open_workbook(file_contents=content, formatting_info=True, logfile=io.StringIO())
    formulas = formula_records(content, old.sheet_names())
    new = Workbook()
    for page in new.worksheets:
        new.remove(page)
    for sheet in old.sheets():
        page = new.create_sheet(sheet.name)
        page.sheet_state = "visible" if sheet.visibility == 0 else "hidden"
        _cells(old, sheet, page)
        _formulas(old, page, formulas.get(sheet.name, []))
        _shape(sheet, page)
    out = io.BytesIO()
    new.save(out)
    return out.getvalue()


def _cells(old: Any, sheet: Any, page: Worksheet) -> None:  # noqa: ANN401 (xlrd has no types)
    for row in range(sheet.nrows):
        for col in range(sheet.row_len(row)):
            cell = page.cell(row + 1, col + 1)
            cell.value = _value(old, sheet.cell(row, col))
            cell.data_type = "s" if isinstance(cell.value, str) else cell.data_type
            _look(old, cell, old.xf_list[sheet.cell_xf_index(row, col)])


def _value(old: Any, told: Any) -> Any:  # noqa: ANN401 (xlrd has no types)
    if told.ctype in {xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK}:
        return None
    if told.ctype == xlrd.XL_CELL_DATE:
        return dt.datetime(*xlrd.xldate_as_tuple(told.value, old.datemode))  # noqa: DTZ001
    if told.ctype == xlrd.XL_CELL_BOOLEAN:
        return bool(told.value)
    if told.ctype == xlrd.XL_CELL_ERROR:
        return xlrd.error_text_from_code.get(told.value)
    if told.ctype == xlrd.XL_CELL_NUMBER:
        return int(told.value) if told.value == int(told.value) else told.value
    return ILLEGAL_CHARACTERS_RE.sub("", told.value)


def _look(old: Any, cell: Cell | MergedCell, look: Any) -> None:  # noqa: ANN401 (xlrd has no types)
    font, border, align = old.font_list[look.font_index], look.border, look.alignment
    cell.number_format = old.format_map[look.format_key].format_str
    cell.font = Font(
        name=font.name, size=font.height // _POINT, bold=bool(font.bold), italic=bool(font.italic)
    )
    cell.border = Border(
        left=_side(border.left_line_style), right=_side(border.right_line_style),
        top=_side(border.top_line_style), bottom=_side(border.bottom_line_style),
    )  # fmt: skip
    cell.alignment = Alignment(
        horizontal=_ACROSS.get(align.hor_align), vertical=_DOWN.get(align.vert_align),
        wrap_text=bool(align.text_wrapped), indent=align.indent_level,
    )  # fmt: skip
    colour = old.colour_map.get(look.background.pattern_colour_index)
    if look.background.fill_pattern and colour:
        cell.fill = PatternFill("solid", fgColor="{:02X}{:02X}{:02X}".format(*colour))


def _side(style: int) -> Side:
    return Side(style=_LINES.get(style, "thin") if style else None)


def _formulas(old: Any, page: Worksheet, told: list[tuple[int, int, bytes]]) -> None:  # noqa: ANN401
    for row, col, tokens in told:
        text = formula_text(old, (row, col), tokens)
        if not text:
            raise _LostError(f"{page.title}!{address(row, col)}")
        page.cell(row, col).value = f"={text}"


def _shape(sheet: Any, page: Worksheet) -> None:  # noqa: ANN401 (xlrd has no types)
    for top, bottom, left, right in sheet.merged_cells:
        page.merge_cells(start_row=top + 1, end_row=bottom, start_column=left + 1, end_column=right)
    for at, one in sheet.colinfo_map.items():
        if at <= sheet.ncols:
            page.column_dimensions[get_column_letter(at + 1)].width = one.width // _WIDTH
            page.column_dimensions[get_column_letter(at + 1)].hidden = bool(one.hidden)
    for at, row in sheet.rowinfo_map.items():
        if not row.has_default_height:
            page.row_dimensions[at + 1].height = row.height // _POINT
        page.row_dimensions[at + 1].hidden = bool(row.hidden)


if __name__ == "__main__":
    sys.exit(main())
