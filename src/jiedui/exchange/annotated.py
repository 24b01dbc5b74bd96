"""The sender's own workbook with every problem as a comment at its cell, and a list in front.

What stands in their cells stays; macros, links to other files and formulas that reach outside go.
Whatever the file's format, the copy is an .xlsx workbook in which no text can run. Knows no Django.
"""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from collections import defaultdict
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, cast

from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.worksheet.hyperlink import Hyperlink

from jiedui.exchange.grid import Box, address, box_of
from jiedui.exchange.phrases import in_chinese
from jiedui.exchange.sheet import open_file
from jiedui.exchange.wording import words_of
from jiedui.kernel.problem import Severity, place_words, refuse, sorted_problems

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from openpyxl.worksheet.worksheet import Worksheet

    from jiedui.exchange.grid import Book, CellValue, Sheet
    from jiedui.exchange.rows import ColumnReading
    from jiedui.kernel.problem import Problem

LIST_SHEET = "问题清单"
"""The sheet that lists every problem; a copy that comes back is read without it."""

CELLS_MAX = 400_000
"""Most filled cells of a file that is copied; a longer list helps more than a larger file."""

AUTHOR = "结对"
_FILLS = {Severity.ERROR: "F8CFC8", Severity.WARNING: "FBE7B2", Severity.INFO: "DCE8F5"}
_NAMES = {
    Severity.ERROR: ("错误", "error"),
    Severity.WARNING: ("提醒", "warning"),
    Severity.INFO: ("说明", "note"),
}
_HEADINGS = {
    "zh": ("#", "轻重", "表", "位置", "哪里不对", "查到", "应当是", "怎么办", "编码"),
    "en": ("#", "Gravity", "Sheet", "Cell", "What is wrong", "Found", "Expected", "To do", "Code"),
}
_TITLES = {"zh": "问题清单:点位置可到该单元格", "en": "Problems: a cell's name leads to the cell"}
_REACHES_OUT = re.compile(
    r"\[[^\]]*\]|://|\\\\|\||\b(?:WEBSERVICE|HYPERLINK|CALL|REGISTER|EXEC|FILTERXML|RTD|DDE\w*|"
    r"IMPORT\w*|ENCODEURL|INFO|CELL|INDIRECT)\s*\(",
    re.IGNORECASE,
)
_ROW = re.compile(r"row:(\d+)")
_COLUMN = re.compile(r"col:([A-Z]+)")


def annotated(
    name: str,
    content: bytes,
    problems: Iterable[Problem],
    *,
    columns: Sequence[ColumnReading] = (),
    language: str = "zh",
) -> bytes:
    """Return a copy of a workbook with comments at the cells and a sheet that lists them.

    Args:
        name: The file's name.
        content: Its bytes; a file that can be read.
        problems: What to tell, personal numbers starred.
        columns: How its columns were understood, to find a whole column's heading.
        language: zh or en.

    Raises:
        Refused: The file holds more cells than are copied.
    """
    grids = open_file(name, content)
    cells = sum(len(row) for sheet in grids.sheets for row in sheet.rows.values())
    if cells > CELLS_MAX:
        raise refuse(
            "COPY_TOO_LARGE",
            found=f"{cells} cells",
            expected=f"at most {CELLS_MAX}",
            hint="Take the list of problems as JSON or from the page.",
        )
    book = _own_copy(content, grids) or plain_copy(grids)
    told = sorted_problems(problems)
    pages: dict[str, Worksheet] = {page.title: cast("Worksheet", page) for page in book.worksheets}
    if len(grids.sheets) == 1 and grids.sheets[0].name not in pages:
        pages[grids.sheets[0].name] = next(iter(pages.values()))
    headings = {(one.sheet, one.col): one.header_rows[1] for one in columns}
    places = _comment(pages, told, headings, language=language)
    _list(book, told, places, language=language)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def copy_name(name: str, language: str = "zh") -> str:
    """Return the name of a file's annotated copy."""
    word = "批注" if language == "zh" else "annotated"
    return f"{PurePosixPath(name).stem}({word}).xlsx"


def _own_copy(content: bytes, grids: Book) -> Workbook | None:
    """Return their own workbook with nothing in it that reaches outside; None for other formats."""
    if not content.startswith(b"PK"):
        return None
    try:
        book = load_workbook(io.BytesIO(content), keep_vba=False, keep_links=False)
    except (
        KeyError, ValueError, TypeError, AttributeError, IndexError, OSError, zipfile.BadZipFile
    ):  # fmt: skip
        return None
    known = {sheet.name: sheet for sheet in grids.sheets}
    for page in book.worksheets:
        page.protection.disable()
        for row in page.iter_rows():
            for cell in row:
                _keep_inside(cell, known.get(page.title))
    for defined in list(book.defined_names):
        if _REACHES_OUT.search(str(book.defined_names[defined].attr_text)):
            del book.defined_names[defined]
    return book


def _keep_inside(cell: object, sheet: Sheet | None) -> None:
    """Put its saved value in place of a formula that reaches outside, and drop links."""
    if not isinstance(cell, Cell):
        return
    formula = str(getattr(cell.value, "text", cell.value))
    if cell.data_type == "f" and _REACHES_OUT.search(formula):
        _set(cell, sheet.at(cell.row, cell.column) if sheet else None)
    if cell.hyperlink is not None:
        cell.hyperlink = None


def plain_copy(grids: Book) -> Workbook:
    """Return a workbook of the values of any other file: texts as text, numbers as numbers."""
    book = Workbook()
    for page in book.worksheets:
        book.remove(page)
    for at, sheet in enumerate(grids.sheets, start=1):
        page = book.create_sheet(re.sub(r"[\[\]:*?/\\]", " ", sheet.name)[:31] or f"表{at}")
        for number, values in sheet.rows.items():
            for col, value in enumerate(values, start=1):
                if value is not None:
                    _set(page.cell(number, col), value)
        for box in sheet.merged:
            page.merge_cells(
                start_row=box.top, end_row=box.bottom, start_column=box.left, end_column=box.right
            )
    return book


def _set(cell: object, value: CellValue) -> None:
    """Put a value into a cell; a text stays a text whatever it begins with."""
    if not isinstance(cell, Cell):
        return
    if isinstance(value, str):
        cell.value = ILLEGAL_CHARACTERS_RE.sub("", value)
        cell.data_type = "s"
        cell.quotePrefix = value[:1] in "=+-@"
        return
    cell.value = value
    if isinstance(value, dt.date):
        cell.number_format = "yyyy-mm-dd"


def _comment(
    pages: dict[str, Worksheet],
    told: Sequence[Problem],
    headings: dict[tuple[str, str], int],
    *,
    language: str,
) -> dict[int, tuple[str, str]]:
    """Write the comments; return for each problem, by its number, the sheet and cell it went to."""
    at_cell: dict[tuple[str, int, int], list[tuple[int, Problem]]] = defaultdict(list)
    for number, problem in enumerate(told, start=1):
        page = pages.get(problem.source.sheet)
        box = _box(problem, headings)
        if page is not None and box is not None:
            at_cell[page.title, box.top, box.left].append((number, problem))
    titles = {page.title: page for page in pages.values()}
    places = {}
    for (title, row, col), found in at_cell.items():
        cell = _writable(titles[title], row, col)
        words = "\n".join(_words(problem, language) for _, problem in found)
        before = f"{cell.comment.text}\n" if cell.comment else ""
        comment = Comment(ILLEGAL_CHARACTERS_RE.sub("", before + words), AUTHOR)
        comment.width, comment.height = 340, 40 + 36 * (len(words) // 26 + len(found))
        cell.comment = comment
        worst = min((problem.severity for _, problem in found), key=lambda one: one.rank)
        cell.fill = PatternFill("solid", start_color=_FILLS[worst])
        places.update({number: (title, cell.coordinate) for number, _ in found})
    return places


def _writable(page: Worksheet, row: int, col: int) -> Cell:
    """Return a cell that takes a comment: of a merged range its first."""
    for one in page.merged_cells.ranges:
        if one.min_row <= row <= one.max_row and one.min_col <= col <= one.max_col:
            row, col = one.min_row, one.min_col
    return cast("Cell", page.cell(row, col))


def _box(problem: Problem, headings: dict[tuple[str, str], int]) -> Box | None:
    cell = problem.source.cell
    row, column = _ROW.fullmatch(cell), _COLUMN.fullmatch(cell)
    if row:
        return Box(int(row[1]), 1, int(row[1]), 1)
    if column:
        at = headings.get((problem.source.sheet, column[1]), 1)
        return box_of(f"{column[1]}{at}")
    return box_of(cell) if cell else Box(1, 1, 1, 1)


def _words(problem: Problem, language: str) -> str:
    words = words_of(problem.code)
    if language == "en":
        parts = [
            words.en,
            problem.found and f"found {problem.found}",
            problem.expected and f"expected {problem.expected}",
        ]
        told, hint = "; ".join(part for part in parts if part), words.en_hint or problem.hint
        return f"[{_NAMES[problem.severity][1]}] {told}. {hint}".strip()
    parts = [
        words.zh,
        problem.found and f"查到“{in_chinese(problem.found)}”",
        problem.expected and f"应当是:{in_chinese(problem.expected)}",
    ]
    told, hint = ",".join(part for part in parts if part), words.zh_hint
    return f"【{_NAMES[problem.severity][0]}】{told}。{hint}"


def _list(
    book: Workbook,
    told: Sequence[Problem],
    places: dict[int, tuple[str, str]],
    *,
    language: str,
) -> None:
    page = book.create_sheet(_free(book, LIST_SHEET), 0)
    book.active = 0
    for other in book.worksheets:
        other.sheet_view.tabSelected = other is page
    _set(page.cell(1, 1), _TITLES[language])
    page.cell(1, 1).font = Font(name="黑体", size=15, bold=True)
    side = Side(style="thin", color="B5BCC6")
    edge = Border(left=side, right=side, top=side, bottom=side)
    for col, (words, width) in enumerate(
        zip(_HEADINGS[language], (5, 8, 16, 10, 34, 26, 26, 34, 22), strict=True), start=1
    ):
        head = page.cell(2, col)
        _set(head, words)
        head.font = Font(name="宋体", bold=True)
        head.fill, head.border = PatternFill("solid", start_color="E8EEF5"), edge
        page.column_dimensions[address(1, col)[:-1]].width = width
    for number, problem in enumerate(told, start=1):
        for col, value in enumerate(_row(number, problem, language), start=1):
            cell = page.cell(number + 2, col)
            _set(cell, value)
            cell.border, cell.font = edge, Font(name="宋体")
            cell.alignment = Alignment(wrap_text=True, vertical="top")
        page.cell(number + 2, 2).fill = PatternFill("solid", start_color=_FILLS[problem.severity])
        if number in places:
            _lead(page.cell(number + 2, 4), *places[number])
    page.freeze_panes = "A3"
    page.page_setup.orientation = "landscape"
    page.page_setup.fitToHeight = 0
    page.sheet_properties.pageSetUpPr.fitToPage = True


def _row(number: int, problem: Problem, language: str) -> tuple[CellValue, ...]:
    words = words_of(problem.code)
    is_chinese = language == "zh"
    return (
        number,
        _NAMES[problem.severity][0 if is_chinese else 1],
        problem.source.sheet,
        place_words(problem.source.cell, is_chinese=is_chinese),
        words.zh if is_chinese else words.en,
        in_chinese(problem.found) if is_chinese else problem.found,
        in_chinese(problem.expected) if is_chinese else problem.expected,
        words.zh_hint if is_chinese else words.en_hint or problem.hint,
        problem.code,
    )


def _lead(cell: object, sheet: str, coordinate: str) -> None:
    """Let a cell of the list lead to the cell it speaks of, inside this very workbook."""
    if isinstance(cell, Cell):
        quoted = sheet.replace("'", "''")
        cell.hyperlink = Hyperlink(ref=cell.coordinate, location=f"'{quoted}'!{coordinate}")
        cell.font = Font(name="宋体", underline="single", color="1F4E8C")


def _free(book: Workbook, name: str) -> str:
    """Return a sheet name that is not taken: a copy that came back is listed anew."""
    if name in book.sheetnames:
        book.remove(book[name])
    return name
