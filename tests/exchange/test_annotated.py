"""The annotated copy: comments at the cells, a list that leads there, and nothing that runs."""

from __future__ import annotations

import csv
import io
import zipfile
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.formula import ArrayFormula

from jiedui.exchange.annotated import LIST_SHEET, annotated, copy_name
from jiedui.exchange.reading import read_workbook
from jiedui.kernel.problem import Problem, Refused, Severity, Source
from tests.exchange.office import workbook

if TYPE_CHECKING:
    from openpyxl import Workbook

HEADINGS = (
    "序号",
    "捐赠单位",
    "受赠单位",
    "受援县",
    "捐赠日期",
    "捐赠形式",
    "捐赠金额(万元)",
    "用途",
)
ROWS = (
    ("顺德区捐赠台账(2019年)",),
    HEADINGS,
    (1, "某某商会", "雷波县教育局", "雷波县", "2019-13-05", "现金", 12.5, "校服"),
    (2, "某某公司", "雷波县卫生局", "没有这个县", "2019-04-01", "现金", "abc", "车"),
    ("合计", None, None, None, None, None, 99, None),
)


def copied(content: bytes, name: str = "捐赠.xlsx") -> tuple[Workbook, list[Problem]]:
    reading = read_workbook(name, content)
    assert reading.fatal is None
    told = list(reading.problems)
    copy = annotated(name, content, told, columns=reading.columns)
    return load_workbook(io.BytesIO(copy)), told


def test_every_problem_is_a_comment_at_its_cell_and_a_line_of_the_list() -> None:
    content = workbook(("捐赠", ROWS, ("A1:H1",)))
    book, told = copied(content)
    listed, sheet = book.worksheets
    assert listed.title == LIST_SHEET
    assert listed.max_row == 2 + len(told)
    assert {"DATE_INVALID", "NAME_UNKNOWN", "NUMBER_UNREADABLE"} <= {one.code for one in told}
    for number, problem in enumerate(told, start=3):
        assert listed.cell(number, 9).value == problem.code
        link = listed.cell(number, 4).hyperlink
        assert link is not None
        assert link.target is None
        at = str(link.location).rpartition("!")[2]
        assert sheet[at].comment is not None
        assert sheet[at].fill.start_color.rgb != "00000000"
    assert "日期" in sheet["E3"].comment.text
    assert [cell.value for cell in sheet[3]] == list(ROWS[2]), "what stood there still stands"
    assert [str(one) for one in sheet.merged_cells.ranges] == ["A1:H1"]


def test_a_copy_sent_back_reads_as_the_file_itself() -> None:
    content = workbook(("捐赠", ROWS, ()))
    first = read_workbook("a.xlsx", content)
    copy = annotated("a.xlsx", content, first.problems, columns=first.columns)
    again = read_workbook("a.xlsx", copy)
    assert again.rows == first.rows
    assert [one.code for one in again.problems] == [one.code for one in first.problems]
    twice = load_workbook(io.BytesIO(annotated("a.xlsx", copy, again.problems)))
    assert twice.sheetnames == [LIST_SHEET, "捐赠"]


def test_formulas_stay_but_none_that_reaches_outside() -> None:
    rows = [list(row) for row in ROWS]
    rows[4][6] = "=SUM(G3:G4)"
    rows[2][7] = '=HYPERLINK("http://127.0.0.1/x","看")'
    rows[3][7] = "=cmd|' /C calc'!A0"
    content = workbook(("捐赠", rows, ()))
    reading = read_workbook("a.xlsx", content)
    copy = annotated("a.xlsx", content, reading.problems, columns=reading.columns)
    book = load_workbook(io.BytesIO(copy))
    formulas = [
        str(cell.value)
        for page in book
        for row in page.iter_rows()
        for cell in row
        if cell.data_type == "f" or isinstance(cell.value, ArrayFormula)
    ]
    assert formulas == ["=SUM(G3:G4)"]
    assert not any(
        "external" in one.lower() for one in zipfile.ZipFile(io.BytesIO(copy)).namelist()
    )


def test_words_that_look_like_formulas_stay_words() -> None:
    words = ["=1+1", "+cmd|' /C calc'!A0", "@SUM(A1)", "-2+3"]
    told = [
        Problem("VALUE_MISSING", Severity.ERROR, Source("a.csv", "", f"B{at}"), one, one, one)
        for at, one in enumerate(words, start=2)
    ]
    out = io.StringIO()
    csv.writer(out).writerows([["捐赠单位", "受赠单位"], *([one, one] for one in words)])
    book = load_workbook(io.BytesIO(annotated("a.csv", out.getvalue().encode(), told)))
    cells = [cell for page in book for row in page.iter_rows() for cell in row if cell.value]
    assert {cell.data_type for cell in cells if isinstance(cell.value, str)} == {"s"}
    assert all(cell.quotePrefix for cell in cells if cell.value in words)


def opendocument(*rows: tuple[object, ...]) -> bytes:
    """A spreadsheet of LibreOffice's own format with one sheet of texts."""
    cells = "".join(
        "<table:table-row>"
        + "".join(
            '<table:table-cell office:value-type="string"><text:p>'
            f"{escape(str(one or ''))}</text:p>"
            "</table:table-cell>"
            for one in row
        )
        + "</table:table-row>"
        for row in rows
    )
    spaces = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for name in ("office", "table", "text")
    )
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {spaces} '
        'office:version="1.2"><office:body><office:spreadsheet><table:table table:name="捐赠">'
        f"{cells}</table:table></office:spreadsheet></office:body></office:document-content>"
    )
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", kind)
        archive.writestr("content.xml", content)
        archive.writestr(
            "META-INF/manifest.xml",
            "<manifest:manifest xmlns:manifest="
            '"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
            f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{kind}"/>'
            '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>'
            "</manifest:manifest>",
        )
    return out.getvalue()


def test_other_formats_become_a_workbook() -> None:
    book, told = copied(opendocument(*ROWS), "捐赠.ods")
    assert book.sheetnames == [LIST_SHEET, "捐赠"]
    assert book["捐赠"]["B3"].value == "某某商会"
    assert any(one.code == "DATE_INVALID" for one in told)
    assert book["捐赠"]["E3"].comment is not None
    assert copy_name("捐赠.ods") == "捐赠(批注).xlsx"


def test_too_large_a_file_is_refused_with_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("jiedui.exchange.annotated.CELLS_MAX", 10)
    with pytest.raises(Refused) as error:
        annotated("a.xlsx", workbook(("捐赠", ROWS, ())), [])
    assert error.value.problems[0].code == "COPY_TOO_LARGE"
