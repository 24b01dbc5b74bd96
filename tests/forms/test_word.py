"""A Word form: its tables are filled, its words stay, sources stand at its end."""

from __future__ import annotations

import datetime as dt
import io
from typing import TYPE_CHECKING

import pytest
from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from jiedui.forms.fill import fill_form
from jiedui.forms.handing_out import handed_out
from jiedui.forms.memory import WHOLE, Memory, understood, words_of
from jiedui.kernel.problem import Refused
from tests.figures.book import facts_of
from tests.forms.programme import entries

if TYPE_CHECKING:
    from pathlib import Path

    from jiedui.facts.store import Facts
    from jiedui.forms.fill import Filled

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


LATEST = dt.date(2017, 10, 31)
W = nsdecls("w")


@pytest.fixture(scope="module")
def facts(tmp_path_factory: pytest.TempPathFactory) -> Facts:
    return facts_of(tmp_path_factory.mktemp("facts"), entries())


def filled(content: bytes, facts: Facts, memory: Memory | None = None) -> Filled:
    told = (lambda _: memory) if memory else None
    return fill_form("f.docx", content, facts, as_of=None, latest=LATEST, memory=told)


def cell(words: str = "", span: int = 1, merged: str = "", inside: str = "") -> str:
    """A cell as Word writes it: `merged` is restart or continue, `inside` stands for its words."""
    properties = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    properties += f'<w:vMerge w:val="{merged}"/>' if merged else ""
    run = f"<w:p><w:r><w:t>{words}</w:t></w:r></w:p>" if words else "<w:p/>"
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inside or run}</w:tc>"


def row(*cells: str, before: int = 0) -> str:
    """A row as Word writes it, `before` columns left out at its beginning."""
    gap = f'<w:trPr><w:gridBefore w:val="{before}"/></w:trPr>' if before else ""
    return f"<w:tr>{gap}{''.join(cells)}</w:tr>"


def table(columns: int, *rows: str, wrapped: bool = False) -> str:
    """A table as Word writes it, in a content control or not."""
    grid = "<w:gridCol/>" * columns
    whole = f"<w:tbl><w:tblPr/><w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"
    return f"<w:sdt><w:sdtContent>{whole}</w:sdtContent></w:sdt>" if wrapped else whole


def written(*blocks: str) -> bytes:
    """A document of paragraphs and of tables, in this order."""
    document = Document()
    for block in blocks:
        if not block.startswith("<"):
            document.add_paragraph(block)
            continue
        close = block.index(">")
        whole = parse_xml(f"{block[:close]} {W}{block[close:]}")
        document.element.body.insert(len(document.element.body) - 1, whole)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


INVITES = (
    "<w:p><w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>"
    "<w:r><w:rPr><w:color w:val='808080'/></w:rPr><w:t>点此填写</w:t></w:r>"
    "</w:sdtContent></w:sdt></w:p>"
)
INSERTED = '<w:p><w:ins w:id="1" w:author="a"><w:r><w:t>德钦县</w:t></w:r></w:ins></w:p>'
"""A change that Word tracks."""


def test_two_tables_share_the_title_and_keep_their_own_units(facts: Facts) -> None:
    funds = table(3, row(cell("受援县"), cell("市级统筹"), cell("区财政")),
                  row(cell("久治县"), cell(), cell()))  # fmt: skip
    people = table(3, row(cell("受援县"), cell("培训期数"), cell("培训人次")),
                   row(cell("久治县"), cell(), cell()))  # fmt: skip
    content = written(
        "对口帮扶情况统计表", "（2013年至2017年10月）", "填报单位：　　　　填表人：",
        "表一　资金", "单位：元", funds, "表二　培训", "单位：期、人次", people,
        "单位负责人（签字）：　　　2017年11月　　日",
    )  # fmt: skip
    found = filled(content, facts)
    assert {(one.sheet, one.ref): one.text for one in found.cells} == {
        ("表1", "B2"): "122313000.00", ("表1", "C2"): "14150000.00",
        ("表2", "B2"): "29", ("表2", "C2"): "1001",
    }  # fmt: skip


def test_joined_uneven_and_wrapped_cells_are_where_they_stand(facts: Facts) -> None:
    uneven = table(
        5,
        row(cell("受援县", span=2, merged="restart"), cell("资金投入（万元）", span=2),
            cell("培训人次", merged="restart")),
        row(cell(span=2, merged="continue"), cell("市级"), cell("区级"), cell(merged="continue")),
        row(cell("青海省"), cell("久治县"), cell(inside=INVITES), cell(), cell()),
        row(cell(inside=INSERTED), cell(), cell(), cell(), before=1),
    )  # fmt: skip
    inner = table(2, row(cell("县名"), cell("户数（户）")), row(cell("久治县"), cell()))
    outer = table(1, row(cell(inside=f"<w:p><w:r><w:t>贫困人口</w:t></w:r></w:p>{inner}<w:p/>")))
    last = table(
        2, row(cell("指标"), cell("久治县")), row(cell("帮扶项目数"), cell()), wrapped=True
    )
    content = written(
        "2013年以来对口支援情况一览表", "（截至2017年10月31日）", uneven,
        "建档立卡情况（2017年10月底）", outer, "项目情况", last,
    )  # fmt: skip
    found = filled(content, facts)
    assert {(one.sheet, one.ref): one.text for one in found.cells} == {
        ("表1", "C3"): "12231.30", ("表1", "D3"): "1415.00", ("表1", "E3"): "1001",
        ("表1", "C4"): "6946.20", ("表1", "D4"): "1115.00", ("表1", "E4"): "886余",
        ("表3", "B2"): "442", ("表4", "B2"): "64",
    }  # fmt: skip
    document = Document(io.BytesIO(handed_out(found)))
    words = "".join(one.text or "" for one in document.element.body.iter(qn("w:t")))
    assert "点此填写" not in words
    assert not list(document.element.body.iter(qn("w:showingPlcHdr")))
    assert "久治县12231.301415.001001德钦县6946.201115.00886余" in words
    assert "县名户数（户）久治县442" in words


def test_a_number_takes_the_look_of_its_cell(facts: Facts) -> None:
    document = Document(io.BytesIO(word_form()))
    place = document.tables[0].cell(2, 1).paragraphs[0]
    place.alignment = WD_ALIGN_PARAGRAPH.CENTER
    place.add_run("　　").bold = True
    out = io.BytesIO()
    document.save(out)
    done = Document(io.BytesIO(handed_out(filled(out.getvalue(), facts)))).tables[0].cell(2, 1)
    assert done.text == "12231.3"
    assert done.paragraphs[0].runs[-1].bold


def test_a_form_that_comes_again_asks_only_what_changed(facts: Facts) -> None:
    def form(*heads: str, counties: tuple[str, ...] = ("久治县",), unit: str = "万元") -> bytes:
        rows = [row(cell(one), *[cell()] * len(heads)) for one in counties]
        whole = table(len(heads) + 1, row(cell("受援县"), *map(cell, heads)), *rows)
        return written("2013年以来帮扶资金表", f"单位：{unit}", whole)

    first = filled(form("市级统筹", "区财政"), facts)
    said = {(words_of(one.slot, 2017), understood(one.read)): "" for one in first.cells}
    memory = Memory(first.key, {**said, WHOLE: ""})

    def asks(content: bytes) -> list[str]:
        return [one.ref for one in filled(content, facts, memory).asks]

    assert asks(form("区财政", "市级统筹")) == []
    assert asks(form("市级统筹", "区财政（元）")) == ["C2"]
    assert asks(form("市级统筹", "区财政", counties=("久治县", "德钦县"))) == ["B3", "C3"]
    assert asks(form("市级统筹", "区财政", unit="元")) == ["B2", "C2"]


def test_an_old_document_is_named_as_what_it_is(facts: Facts) -> None:
    old = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 512 + "WordDocument".encode("utf-16-le")
    with pytest.raises(Refused) as refused:
        fill_form("f.doc", old, facts, as_of=None, latest=LATEST)
    assert refused.value.problems[0].found == "an old Word document (.doc)"


def test_a_unit_behind_the_room_to_write_is_the_cells_own(facts: Facts) -> None:
    told = (
        ("受援县", "久治县", "培训人次", "　　　"),
        ("帮扶资金", "　　　万元", "其中：市级统筹", "　　　元"),
        ("实施项目数", "_____个", "培训批次", "____期"),
    )
    card = table(4, *(row(*map(cell, one)) for one in told))
    found = filled(written("帮扶情况登记卡", "2013年以来，截至2017年10月31日", card), facts)
    assert {one.ref: one.text for one in found.cells} == {
        "D1": "1001", "B2": "14056.30", "D2": "122313000.00", "B3": "64", "D3": "29",
    }  # fmt: skip
    rows = table(3, row(cell("受援县"), cell("市级统筹"), cell("培训情况")),
                 row(cell("久治县"), cell("　　　万元"), cell("　　　人次")),
                 row(cell("德钦县"), cell("　　　元"), cell("　　　人次")))  # fmt: skip
    content = written("2013年以来，截至2017年10月31日帮扶情况", rows)
    done = Document(io.BytesIO(handed_out(filled(content, facts)))).tables[0]
    assert [[one.text for one in line.cells] for line in done.rows][1:] == [
        ["久治县", "12231.30万元", "1001人次"],
        ["德钦县", "69462000.00元", "886余人次"],
    ]
