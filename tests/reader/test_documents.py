"""Files become text, or are refused with a sentence."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import docx
import pytest
import typst

from jiedui.kernel.problem import Refused
from jiedui.reader.documents import is_plain, text_of
from jiedui.reader.read import read_text

if TYPE_CHECKING:
    from pathlib import Path

SAID = "2020年,宁波市向昭觉县捐赠20万元。"


def typeset(folder: Path, source: str) -> bytes:
    """Return a PDF of a Typst source."""
    page = folder / "page.typ"
    page.write_text(source, encoding="utf-8")
    made = typst.compile(str(page))
    assert isinstance(made, bytes)
    return made


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le"])
def test_plain_text_is_read_in_any_usual_encoding(encoding: str) -> None:
    text = text_of("a.txt", SAID.encode(encoding))
    assert text.lstrip("\ufeff") == SAID
    assert [claim.text for claim in read_text(text).claims] == ["20万元"]


def test_plain_text_keeps_its_line_ends() -> None:
    assert text_of("a.txt", "一\r\n二\r三\n".encode()) == "一\r\n二\r三\n"
    assert is_plain("a.txt", b"x")


def test_a_web_page_is_its_words_and_its_tables_lines() -> None:
    page = (
        "<!DOCTYPE html><html><head><title>x</title><style>p{width:88px}</style></head><body>"
        "<script>var a = 99;</script><h2>资金</h2><p>宁波市捐赠<b>20</b>万元。</p>"
        "<table><tr><th>县</th><th>资金(万元)</th><th>项目</th></tr>"
        "<tr><td>昭觉县</td><td>300</td><td>4</td></tr></table></body></html>"
    )
    text = text_of("a.html", page.encode())
    assert "## 资金" in text
    assert "88" not in text
    assert "99" not in text
    assert [claim.value for claim in read_text(text).claims] == [200_000, 3_000_000, 4]


def test_a_word_document_keeps_the_order_of_paragraphs_and_tables() -> None:
    document = docx.Document()
    document.add_heading("资金", level=1)
    document.add_paragraph(SAID)
    table = document.add_table(rows=2, cols=3)
    for row, words in enumerate((("县", "资金(万元)", "项目"), ("昭觉县", "300", "4"))):
        for column, word in enumerate(words):
            table.rows[row].cells[column].text = word
    document.add_paragraph("完")
    packed = io.BytesIO()
    document.save(packed)
    text = text_of("a.docx", packed.getvalue())
    assert text.splitlines() == [
        "# 资金", SAID, "县\t资金(万元)\t项目", "昭觉县\t300\t4", "完",
    ]  # fmt: skip


def test_a_pdf_with_text_is_read(tmp_path: Path) -> None:
    text = text_of("a.pdf", typeset(tmp_path, "In 2020 Ningbo gave 200 beds."))
    assert "200 beds" in text


def test_a_scan_is_refused_with_a_sentence(tmp_path: Path) -> None:
    scan = typeset(tmp_path, "#rect(width: 3cm, height: 3cm)")
    with pytest.raises(Refused) as refused:
        text_of("scan.pdf", scan)
    (problem,) = refused.value.problems
    assert problem.sentence() == (
        "scan.pdf: TEXT_SCANNED, found 1 pages of pictures without text, expected a .pdf with text."
        " Have the text recognised first, or paste it."
    )


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("a.txt", bytes(range(256)) * 40, "TEXT_BINARY"),
        ("a.png", b"\x89PNG\r\n\x1a\n" + bytes(400), "TEXT_BINARY"),
        ("a.docx", b"PK\x03\x04" + b"x" * 200, "TEXT_UNREADABLE"),
        ("a.pdf", b"%PDF-1.7 nothing", "TEXT_UNREADABLE"),
        ("a.txt", "甲".encode() * 9_000_000, "TEXT_TOO_LARGE"),
    ],
)
def test_what_is_no_text_is_refused(name: str, content: bytes, code: str) -> None:
    with pytest.raises(Refused) as refused:
        text_of(name, content)
    assert [problem.code for problem in refused.value.problems] == [code]


def test_an_empty_file_is_an_empty_text() -> None:
    reading = read_text(text_of("a.txt", b""))
    assert (reading.claims, reading.findings) == ((), ())
