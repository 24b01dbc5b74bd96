"""Files opened again with other programs: the numbers in them are the numbers of the document."""

from __future__ import annotations

import io
import json
import re
import subprocess
from decimal import Decimal
from typing import TYPE_CHECKING

import docx
import openpyxl
import pytest
from docx.oxml.ns import qn
from docx.shared import Mm
from lxml import etree, html

from jiedui.kernel.problem import Refused
from jiedui.papers.document import Chart, Document, Paragraph, Table, Text
from jiedui.papers.downloads import chart_json, table_csv
from jiedui.papers.drawing import png, svg
from jiedui.papers.render import rendered
from jiedui.papers.render.html import Links, article
from jiedui.papers.render.workbook import xlsx
from tests.publish.written import page_of_jiading, page_of_willow

if TYPE_CHECKING:
    from pathlib import Path

    from tests.publish.written import Paper

PAPERS = [(page_of_jiading, "zh"), (page_of_jiading, "en"), (page_of_willow, "zh")]
STAMP = "草稿 draft"


def _made(paper: Paper, language: str, form: str) -> bytes:
    return rendered(paper.documents[language], paper.figures, form, stamp=STAMP)


def _plain(text: str) -> str:
    return re.sub(r"\s", "", text)


@pytest.mark.parametrize(("written", "language"), PAPERS)
def test_html_links_every_number_to_its_derivation(written: object, language: str) -> None:
    paper: Paper = written()  # type: ignore[operator]
    page = html.fromstring(_made(paper, language, "html").decode())
    numbers = list(paper.documents[language].numbers())
    links = [link for link in page.iter("a") if link.get("class") == "figure-number"]
    assert [link.text for link in links] == [number.text for number in numbers]
    everything = list(page.iter("*"))
    ids = {element.get("id") for element in everything}
    for link in links:
        assert (link.get("href") or "")[1:] in ids
    assert not [
        one for one in everything if one.tag == "script" or one.get("style") or one.get("onclick")
    ]
    assert [one.tag for one in everything].count("style") == 1
    policies = [one.get("content") or "" for one in page.iter("meta") if one.get("http-equiv")]
    assert policies
    assert policies[0].startswith("default-src 'none'")


def test_html_shows_where_a_number_comes_from() -> None:
    text = _made(page_of_jiading(), "zh", "html").decode()
    assert "样表.xlsx › 汇总 › C1" in text
    assert "第" in text
    assert "按账面汇总" in text


@pytest.mark.parametrize(("written", "language"), PAPERS)
def test_word_holds_the_same_words_and_numbers(written: object, language: str) -> None:
    paper: Paper = written()  # type: ignore[operator]
    document = paper.documents[language]
    word = docx.Document(io.BytesIO(_made(paper, language, "docx")))
    text = "\n".join(
        "".join(run.text or "" for run in one._element.iter(qn("w:t"))) for one in word.paragraphs
    )
    for block in document.blocks:
        if isinstance(block, Paragraph):
            assert "".join(span.text for span in block.spans) in text
    found = [[[cell.text for cell in row.cells] for row in table.rows] for table in word.tables]
    wanted = [
        [list(one.columns), *([cell.text for cell in row] for row in one.rows)]
        for one in document.tables()
    ]
    assert found == wanted


def test_word_is_set_as_an_official_document() -> None:
    word = docx.Document(io.BytesIO(_made(page_of_jiading(), "zh", "docx")))
    section = word.sections[0]
    sizes = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
    assert [round(size / Mm(1)) for size in sizes if size is not None] == [37, 35, 28, 26]
    body = next(one for one in word.paragraphs if "投入帮扶资金" in one.text)
    assert body.paragraph_format.line_spacing is not None
    assert body.paragraph_format.line_spacing.pt == 28
    fonts = {node.get(qn("w:eastAsia")) for node in word.element.iter(qn("w:rFonts"))}
    assert {"方正小标宋简体", "黑体", "仿宋_GB2312"} <= fonts
    marks = {node.get(qn("w:name")) for node in word.element.iter(qn("w:bookmarkStart"))}
    leads = {node.get(qn("w:anchor")) for node in word.element.iter(qn("w:hyperlink"))}
    assert leads <= marks
    assert "PAGE" in etree.tostring(section.footer._element).decode()
    assert len(word.inline_shapes) == 3


@pytest.mark.parametrize(("written", "language"), PAPERS)
def test_the_workbook_holds_exact_numbers_as_numbers(written: object, language: str) -> None:
    paper: Paper = written()  # type: ignore[operator]
    document = paper.documents[language]
    book = openpyxl.load_workbook(io.BytesIO(_made(paper, language, "xlsx")))
    sheets = book.worksheets[1:-1]
    for table, sheet in zip(document.tables(), sheets, strict=True):
        for number, row in enumerate(table.rows, start=3):
            for at, cell in enumerate(row, start=1):
                value = sheet.cell(number, at).value
                digits = cell.text.replace(",", "")
                if re.fullmatch(r"-?\d+(\.\d+)?", digits) and at > table.stub:
                    assert Decimal(str(value)) == Decimal(digits)
                else:
                    assert value == cell.text or (value is None and not cell.text)
    for at, sheet in enumerate(sheets, start=1):
        assert sheet.title.startswith(f"{at} "), "tables are counted, not the blocks between them"
    assert {sheet.page_setup.paperSize for sheet in book} == {9}, "A4"
    sources = book.worksheets[-1]
    keys = [row[0].value for row in sources.iter_rows(min_row=2)]
    assert keys == list(dict.fromkeys(number.key for number in document.numbers()))


@pytest.mark.documents
@pytest.mark.parametrize(("written", "language"), PAPERS)
def test_the_pdf_holds_the_same_numbers(written: object, language: str, tmp_path: Path) -> None:
    paper: Paper = written()  # type: ignore[operator]
    file = tmp_path / "page.pdf"
    file.write_bytes(_made(paper, language, "pdf"))
    text = _plain(
        subprocess.run(
            ["pdftotext", "-raw", file, "-"], check=True, capture_output=True, text=True
        ).stdout
    )
    for number in paper.documents[language].numbers():
        assert _plain(number.text) in text
    fonts = subprocess.run(["pdffonts", file], check=True, capture_output=True, text=True).stdout
    assert "NotoSerifSC" in fonts
    for line in fonts.splitlines()[2:]:
        assert re.search(r"Noto(Sans|Serif).*yes yes yes", line)


def test_a_pdf_is_archival_and_tagged() -> None:
    made = _made(page_of_willow(), "zh", "pdf")
    assert b"<pdfaid:part>2</pdfaid:part>" in made
    assert b"<pdfuaid:part>1</pdfuaid:part>" in made


def test_a_character_no_font_has_is_refused_and_not_drawn_as_a_box() -> None:
    document = Document("page", "zh", "标题", "", (Paragraph((Text("生僻字\U00030000"),)),))
    with pytest.raises(Refused, match="CHARACTER_NOT_SET"):
        rendered(document, {}, "pdf", stamp=STAMP)


def test_a_form_nobody_draws_is_refused() -> None:
    with pytest.raises(Refused, match=r"found odt, expected html, docx, pdf, xlsx"):
        rendered(page_of_willow().documents["zh"], {}, "odt", stamp=STAMP)


def test_charts_carry_their_table_words_and_no_style() -> None:
    charts = [
        block for block in page_of_jiading().documents["zh"].blocks if isinstance(block, Chart)
    ]
    assert [chart.key for chart in charts] == ["money", "households", "pairings"]
    for chart in charts:
        drawn = etree.fromstring(svg(chart).encode())
        assert drawn.findtext("{http://www.w3.org/2000/svg}title") == chart.caption
        assert not drawn.xpath("//@style | //*[local-name()='script']")
        assert png(chart, scale=1)[:8] == b"\x89PNG\r\n\x1a\n"
        saved = json.loads(chart_json(chart))
        assert len(saved["rows"]) == len(chart.table.rows)
        assert table_csv(chart.table).startswith(b"\xef\xbb\xbf")


def test_a_year_nobody_counted_is_not_drawn() -> None:
    chart = next(
        block
        for block in page_of_jiading().documents["zh"].blocks
        if isinstance(block, Chart) and block.key == "households"
    )
    for panel in chart.spec["hconcat"]:
        assert {value["day"][:10] for value in panel["data"]["values"]} == {
            "2013-12-31",
            "2017-10-31",
        }
        assert panel["layer"][0]["encoding"]["x"]["axis"]["values"] == [
            "2013-12-31T00:00:00Z",
            "2017-10-31T00:00:00Z",
        ]


def test_a_column_of_sentences_wraps_and_is_set_as_words() -> None:
    """Numbers stay unbroken at the end of their cells; long words are not cut off beside them."""
    cells = (Text("培训人次（嘉定区、久治县、德钦县、独山镇、区级财政资金）"), Text("53批次"))
    long = Text(
        "第128笔 久治县培训人才台账、第131笔 久治县培训人才台账、第135笔 德钦县培训人才台账"
    )
    table = Table("t", "改动的数字", ("指标", "原为", "依据"), ((*cells, long),))
    document = Document("restated", "zh", "更正", "", (table,))
    made = article(document, Links(lambda key: key, lambda key, form: f"{key}.{form}"))
    assert '<th scope="row" class="words">' in made
    assert '<td class="number">53批次</td>' in made
    assert f"<td>{long.text}</td>" in made
    sheet = openpyxl.load_workbook(io.BytesIO(xlsx(document, {}, ""))).worksheets[1]
    assert sheet["C3"].alignment.wrap_text
    assert not sheet["B3"].alignment.wrap_text
    assert sheet.column_dimensions["C"].width > 50
