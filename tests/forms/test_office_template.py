"""An office's own Word template: marks become numbers of the book, a typed number is told."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from typing import TYPE_CHECKING

import pytest
from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from jiedui.forms.marks import typed_numbers
from jiedui.forms.officetemplate import Asked, written_report
from jiedui.kernel.problem import Refused, Severity
from tests.figures.book import facts_of
from tests.forms.programme import entries

if TYPE_CHECKING:
    from docx.document import Document as WordDocument

    from jiedui.facts.store import Facts
    from jiedui.forms.officetemplate import WrittenReport

DAY = dt.date(2017, 10, 31)


@pytest.fixture(scope="module")
def facts(tmp_path_factory: pytest.TempPathFactory) -> Facts:
    return facts_of(tmp_path_factory.mktemp("facts"), entries())


def saved(document: WordDocument) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def written(
    facts: Facts, content: bytes, *, as_of: dt.date | None = DAY, allow: bool = False
) -> WrittenReport:
    return written_report("简报.docx", content, Asked(facts, DAY, as_of), is_typed_allowed=allow)


def lines(*texts: str) -> bytes:
    document = Document()
    for text in texts:
        document.add_paragraph(text)
    return saved(document)


def said(facts: Facts, text: str) -> str:
    document = Document(io.BytesIO(written(facts, lines(text)).content))
    return document.paragraphs[0].text


def told(facts: Facts, content: bytes) -> list[tuple[str, str, str]]:
    with pytest.raises(Refused) as refused:
        written(facts, content)
    return [(one.code, str(one.source), one.found) for one in refused.value.problems]


def _field(run: object, kind: str) -> None:
    mark = OxmlElement("w:fldChar")
    mark.set(qn("w:fldCharType"), kind)
    run._r.append(mark)  # type: ignore[attr-defined]


def test_marks_become_numbers_wherever_they_stand(facts: Facts) -> None:
    document = Document()
    document.add_heading("一、基本情况", 1)
    line = document.add_paragraph("2013年以来（沪合〔2017〕12号），投入")
    line.add_run("【久治县2013年以来").bold = True
    line.add_run("市级统筹").italic = True
    line.add_run("资金，万元】，培训【德钦县2013年以来培训人次】。")
    table = document.add_table(rows=2, cols=2)
    table.cell(0, 1).text = "市级统筹（万元）"
    table.cell(1, 0).text = "德钦县"
    table.cell(1, 1).text = "【德钦县2013年以来市级统筹资金，万元，保留一位小数，不带单位】"
    section = document.sections[0]
    section.header.paragraphs[0].text = "户数减少【德钦县贫困户减少多少】"
    foot = section.footer.paragraphs[0]
    for kind, words in (("begin", ""), ("separate", "3"), ("end", "")):
        run = foot.add_run()
        _field(run, kind)
        foot.add_run(words)
    made = written(facts, saved(document))
    result = Document(io.BytesIO(made.content))
    assert [one.text for one in result.paragraphs[:2]] == [
        "一、基本情况",
        "2013年以来（沪合〔2017〕12号），投入12231.3万元，培训886余人次。",
    ]
    bold = next(one for one in result.paragraphs[1].runs if one.text == "12231.3万元")
    assert bold.bold
    assert result.tables[0].cell(1, 1).text == "6946.2"
    assert result.sections[0].header.paragraphs[0].text == "户数减少2814户"
    assert result.sections[0].footer.paragraphs[0].text == "3"
    assert (made.numbers, made.warnings) == (4, ())
    annex = [[cell.text for cell in row.cells] for row in result.tables[1].rows]
    assert f"数据来源：账至第{facts.known_at}笔，截至2017-10-31" in [
        one.text for one in result.paragraphs
    ]
    assert annex[1][:4] == [
        "正文 第2段", "久治县2013年以来市级统筹资金，万元", "12231.3万元", "帮扶资金（money v1）",
    ]  # fmt: skip
    assert annex[1][5] == f"第{facts.known_at}笔"
    assert [row[0] for row in annex[2:]] == ["正文 第2段", "正文 表1第2行第2格", "页眉 第1段"]


@pytest.mark.parametrize(
    ("mark", "right"),
    [
        ("久治县2013年以来市级统筹资金", "12231.3万元"),
        ("久治县2013年以来市级统筹资金, 亿元", "1.2231亿元"),
        ("久治县2013年以来市级统筹资金，亿元，两位小数", "1.22亿元"),
        ("久治县2013年以来市级统筹资金，元，取整", "122313000元"),
        ("久治县2013年以来区财政资金，万元，保留一位小数", "1415.0万元"),
        ("久治县2013年以来区财政资金，万元", "1415万元"),
        ("久治县，2013年以来，市级统筹资金，万元", "12231.3万元"),
        ("2013年底德钦县贫困户", "4801户"),
        ("德钦县2013年以来培训人次，人次，不带单位", "886余"),
        ("久治县2013年以来市级统筹资金，万元，取整", "12231万元"),
    ],
)
def test_a_mark_says_how_its_number_is_written(facts: Facts, mark: str, right: str) -> None:
    assert said(facts, f"计【{mark}】。") == f"计{right}。"


def test_the_day_bounds_what_is_told(facts: Facts) -> None:
    content = lines("【德钦县贫困户，户】")
    early = written(facts, content, as_of=dt.date(2013, 12, 31))
    late = written(facts, content)
    texts = [Document(io.BytesIO(one.content)).paragraphs[0].text for one in (early, late)]
    assert texts == ["4801户", "1987户"]


def test_every_fault_is_told_at_its_paragraph_and_nothing_is_written(facts: Facts) -> None:
    content = lines(
        "【久治县苹果产量】",
        "【文成县资金，万元】和【2017年久治县培训人次】",
        "【各县资金】",
        "【德钦县2013年以来培训人次，万元】",
        "【久治县资金",
        "投入3500万元，增长百分之五",
        "【】",
    )
    assert told(facts, content) == [
        ("MARK_NOT_UNDERSTOOD", "简报.docx › 正文 › 第1段", "【久治县苹果产量】"),
        ("MARK_NOT_ANSWERED", "简报.docx › 正文 › 第2段", "【文成县资金，万元】"),
        ("MARK_NOT_ANSWERED", "简报.docx › 正文 › 第2段", "【2017年久治县培训人次】"),
        ("MARK_MANY", "简报.docx › 正文 › 第3段", "【各县资金】"),
        ("MARK_UNIT", "简报.docx › 正文 › 第4段", "【德钦县2013年以来培训人次，万元】"),
        ("MARK_OPEN", "简报.docx › 正文 › 第5段", "【久治县资金"),
        ("MARK_NOT_UNDERSTOOD", "简报.docx › 正文 › 第7段", "【】"),
        ("NUMBER_TYPED", "简报.docx › 正文 › 第6段", "3500万元"),
        ("NUMBER_TYPED", "简报.docx › 正文 › 第6段", "百分之五"),
    ]


@pytest.mark.parametrize(
    ("mark", "code"),
    [
        ("2019年久治县资金", "MARK_NOT_ANSWERED"),
        ("2013年至2020年久治县市级统筹资金", "MARK_NOT_ANSWERED"),
        ("2017年底德钦县贫困户", "MARK_NOT_ANSWERED"),
        ("2016年底德钦县贫困户", "MARK_NOT_ANSWERED"),
        ("9999年久治县资金", "MARK_NOT_UNDERSTOOD"),
        ("久治县资金，镑", "MARK_NOT_UNDERSTOOD"),
        ("久治县资金，九位小数", "MARK_NOT_UNDERSTOOD"),
        ("久" * 400, "MARK_NOT_UNDERSTOOD"),
    ],
)
def test_a_mark_that_would_tell_something_else_is_refused(
    facts: Facts, mark: str, code: str
) -> None:
    ((found, where, _),) = told(facts, lines(f"【{mark}】"))
    assert (found, where) == (code, "简报.docx › 正文 › 第1段")


def test_a_typed_number_refuses_unless_it_is_let_stand(facts: Facts) -> None:
    content = lines("投入【久治县2013年以来市级统筹资金】，建成项目十二个。")
    assert told(facts, content) == [("NUMBER_TYPED", "简报.docx › 正文 › 第1段", "十二个")]
    made = written(facts, content, allow=True)
    assert [(one.severity, one.found) for one in made.warnings] == [(Severity.WARNING, "十二个")]
    assert "建成项目十二个" in Document(io.BytesIO(made.content)).paragraphs[0].text


@pytest.mark.parametrize(
    ("text", "typed"),
    [
        ("截至2017年10月31日，“十三五”期间，第三批", []),
        ("沪府发〔2017〕12号，电话021-12345678", []),
        ("一、概况（二）附件1：表2", []),
        ("投入３５００万元", ["３５００万元"]),
        ("受益三个县", ["三个"]),
        ("覆盖三个乡镇、四个乡", ["三个", "四个"]),
        ("三家屯村、百家湾镇", []),
        ("共投入3,500万元，惠及三百二十户", ["3,500万元", "三百二十户"]),
        ("合格率98.5%", ["98.5%"]),
        ("3500", ["3500"]),
        ("【久治县2013年以来市级统筹资金】，2017年", []),
    ],
)
def test_what_is_a_typed_number(text: str, typed: list[str]) -> None:
    assert typed_numbers(text) == typed


def test_a_template_without_a_mark_is_refused(facts: Facts) -> None:
    assert [code for code, _, _ in told(facts, lines("没有数"))] == ["MARK_NONE"]


def test_a_document_without_a_section_is_filled(facts: Facts) -> None:
    document = Document()
    document.add_paragraph("【久治县2013年以来市级统筹资金】")
    body = document.element.body
    body.remove(body.sectPr)
    made = Document(io.BytesIO(written(facts, saved(document)).content))
    assert made.paragraphs[0].text == "12231.3万元"
    assert len(made.tables) == 1


def _with_part(content: bytes, name: str, words: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as archive, zipfile.ZipFile(out, "w") as copy:
        for entry in archive.infolist():
            is_it = entry.filename == name
            copy.writestr(entry.filename, words if is_it else archive.read(entry))
    return out.getvalue()


_ENTITIES = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'
_GOOD = lines("【久治县2013年以来市级统筹资金】")


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"%PDF-1.7",
        b"PK\x03\x04word/document.xml",
        _GOOD[: len(_GOOD) // 2],
        _with_part(_GOOD, "word/document.xml", _ENTITIES),
        _with_part(_GOOD, "word/styles.xml", _ENTITIES),
        _with_part(_GOOD, "word/document.xml", b"<w:document"),
        _with_part(_GOOD, "word/settings.xml", b"no xml"),
        _with_part(_GOOD, "word/document.xml", b"<a/>"),
        _with_part(_GOOD, "[Content_Types].xml", b"<a/>"),
        _with_part(_GOOD, "_rels/.rels", b"<a/>"),
    ],
)
def test_what_is_no_template_is_refused_in_a_sentence(facts: Facts, content: bytes) -> None:
    ((code, _, _),) = told(facts, content)
    assert code == "TEMPLATE_UNREADABLE"
