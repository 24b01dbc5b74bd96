"""A Word form: its tables are filled, its words stay, sources stand at its end."""

from __future__ import annotations

import datetime as dt
import io
from typing import TYPE_CHECKING

import pytest
from docx import Document

from jiedui.forms.fill import fill_form
from jiedui.forms.handing_out import handed_out
from jiedui.kernel.problem import Refused
from tests.figures.book import facts_of
from tests.forms.programme import entries

if TYPE_CHECKING:
    from pathlib import Path

ROWS = (
    ("受援县", "帮扶资金（万元）", "", "培训人次"),
    ("", "市级统筹", "区财政", ""),
    ("久治县", "", "", ""),
    ("德钦县", "", "", ""),
)


def word_form() -> bytes:
    document = Document()
    document.add_paragraph("对口帮扶情况表")
    document.add_paragraph("2013年以来，截至2017年10月31日")
    table = document.add_table(rows=len(ROWS), cols=4)
    for row, told in enumerate(ROWS):
        for col, text in enumerate(told):
            table.cell(row, col).text = text
    table.cell(0, 1).merge(table.cell(0, 2))
    table.cell(0, 0).merge(table.cell(1, 0))
    table.cell(0, 3).merge(table.cell(1, 3))
    document.add_paragraph("注：资金保留一位小数。")
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def test_the_tables_of_a_document_are_filled(tmp_path: Path) -> None:
    facts = facts_of(tmp_path, entries())
    filled = fill_form("f.docx", word_form(), facts, as_of=None, latest=dt.date(2017, 10, 31))
    assert {cell.ref: cell.text for cell in filled.cells} == {
        "B3": "12231.3", "C3": "1415.0", "D3": "1001",
        "B4": "6946.2", "C4": "1115.0", "D4": "886余",
    }  # fmt: skip
    document = Document(io.BytesIO(handed_out(filled)))
    table = document.tables[0]
    assert [cell.text for cell in table.rows[2].cells] == ["久治县", "12231.3", "1415.0", "1001"]
    assert document.paragraphs[0].text == "对口帮扶情况表"
    assert len(document.tables[1].rows) == 7


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04word/document.xml", b"%PDF-1.7", b"a,b\n1,2"])
def test_what_is_no_form_is_refused_in_a_sentence(content: bytes, tmp_path: Path) -> None:
    facts = facts_of(tmp_path, entries())
    with pytest.raises(Refused) as refused:
        fill_form("f.docx", content, facts, as_of=None, latest=dt.date(2017, 10, 31))
    assert refused.value.problems[0].code == "FORM_UNREADABLE"
