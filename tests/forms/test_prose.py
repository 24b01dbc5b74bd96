"""Blanks in the running text of a Word form: each is filled by its sentence."""

from __future__ import annotations

import datetime as dt
import io
from typing import TYPE_CHECKING

import pytest
from docx import Document

from jiedui.forms.fill import fill_form
from jiedui.forms.handing_out import handed_out
from tests.figures.book import facts_of
from tests.forms.programme import entries

if TYPE_CHECKING:
    from jiedui.facts.store import Facts
    from jiedui.forms.fill import Filled

TO_DATE = dt.date(2017, 10, 31)
DRAWN = "{}"
"""Between these signs stands what is underlined."""


@pytest.fixture(scope="module")
def facts(tmp_path_factory: pytest.TempPathFactory) -> Facts:
    return facts_of(tmp_path_factory.mktemp("facts"), entries())


def document(*paragraphs: str, table: tuple[tuple[str, ...], ...] = ()) -> bytes:
    made = Document()
    for told in paragraphs:
        paragraph = made.add_paragraph()
        for at, part in enumerate(told.replace("}", "{").split("{")):
            paragraph.add_run(part).underline = at % 2 == 1 or None
    if table:
        drawn = made.add_table(rows=len(table), cols=len(table[0]))
        for row, told_row in enumerate(table):
            for col, text in enumerate(told_row):
                drawn.cell(row, col).text = text
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def filled(content: bytes, facts: Facts, as_of: dt.date | None = None) -> Filled:
    return fill_form("f.docx", content, facts, as_of=as_of, latest=TO_DATE)


def told(facts: Facts, *paragraphs: str, as_of: dt.date | None = None) -> list[str]:
    """Return the paragraphs of a document as they are filled."""
    made = handed_out(filled(document(*paragraphs), facts, as_of))
    return [one.text for one in Document(io.BytesIO(made)).paragraphs][: len(paragraphs)]


SENTENCES = {
    "2013年以来，我区共投入久治县帮扶资金____万元，其中市级统筹____万元，占____%；实施项目____个。":
    "2013年以来，我区共投入久治县帮扶资金14056.3万元，其中市级统筹12231.3万元，占87.02%；实施项目64个。",
    "德钦县2013年底有建档立卡贫困户（　　）户（　　）人，截至目前尚有（ ）户、（ ）人。":
    "德钦县2013年底有建档立卡贫困户（4801）户（21164）人，截至目前尚有（1987）户、（9007）人。",
    "截至2017年10月，久治县贫困户由2013年底的{  }户减少到{  }户，贫困人口由{ }人降至{ }人。":
    "截至2017年10月，久治县贫困户由2013年底的1653户减少到442户，贫困人口由6358人降至1778人。",
    "根据结对安排，2013年以来为德钦县举办培训XX期、XX人次，投入　　　万元（含捐赠）。":
    "根据结对安排，2013年以来为德钦县举办培训24期、886余人次，投入8552.95万元（含捐赠）。",
    "独山镇自____年由区人武部结对，2015年以来投入____万元。":
    "独山镇自2015年由区人武部结对，2015年以来投入900万元。",
    "2017年楚雄州三县计划投入资金____万元，安排新农村建设项目____个，已完成____个。":
    "2017年楚雄州三县计划投入资金2982万元，安排新农村建设项目3个，已完成____个。",
    "2013年以来久治县投入____万元，德钦县投入____万元，两县合计____万元，实施项目____个。":
    "2013年以来久治县投入14056.3万元，德钦县投入8552.95万元，两县合计22609.25万元，实施项目____个。",
    "2013年以来投入久治县____万元、德钦县____万元，社会捐赠____万元。":
    "2013年以来投入久治县14056.3万元、德钦县8552.95万元，社会捐赠____万元。",
    "在久治县建游客集散中心，建筑面积____平方米，总投资____万元。":
    "在久治县建游客集散中心，建筑面积7520平方米，总投资1500万元。",
}  # fmt: skip


@pytest.mark.parametrize("sentence", SENTENCES)
def test_each_blank_is_filled_by_its_sentence(sentence: str, facts: Facts) -> None:
    assert told(facts, sentence) == [SENTENCES[sentence].translate({ord("{"): "", ord("}"): ""})]


def test_the_day_of_the_report_is_written_where_it_has_room(facts: Facts) -> None:
    open_day = "截至____年____月底，2013年以来投入德钦县____万元。"
    assert told(facts, open_day) == ["截至2017年10月底，2013年以来投入德钦县8552.95万元。"]
    begun = "截至20__年__月__日，2013年以来投入德钦县____万元。"
    assert told(facts, begun) == ["截至2017年10月31日，2013年以来投入德钦县8552.95万元。"]


def test_a_month_that_is_not_over_has_no_end_to_be_written(facts: Facts) -> None:
    open_day = "截至____年____月底，2013年以来投入德钦县____万元。"
    [written] = told(facts, open_day, as_of=dt.date(2017, 10, 20))
    assert written.startswith("截至____年____月底")


LEFT = (
    "填报人：________　联系电话：________",
    "____年____月____日",
    "____年投入久治县____万元。",
    "2016年底，久治县贫困户____户，贫困人口____人。",
    "2013年以来捐赠德钦县____吨。",
    "2013年以来德钦县教师培训____人次。",
)


@pytest.mark.parametrize("sentence", LEFT)
def test_what_the_book_cannot_answer_stays_as_it_is(sentence: str, facts: Facts) -> None:
    assert told(facts, sentence) == [sentence]


def test_a_blank_that_stays_empty_has_its_reason(facts: Facts) -> None:
    [cell] = filled(document("2013年以来，____年投入久治县____万元。"), facts).cells
    assert (cell.sheet, cell.ref, cell.shown) == ("正文", "B1", None)
    assert cell.told.reason == "not_broken_down"
    assert "某年" in cell.told.why[0]


def test_headings_and_table_rows_say_of_whom_their_sentences_are(facts: Facts) -> None:
    content = document(
        "对口帮扶情况", "一、久治县", "2013年以来投入____万元。", "二、德钦县",
        "2013年以来投入____万元，其中区级财政____万元。",
        table=(("久治县", "2013年以来培训____人次"), ("德钦县", "2013年以来培训____人次")),
    )  # fmt: skip
    made = Document(io.BytesIO(handed_out(filled(content, facts))))
    assert made.paragraphs[2].text == "2013年以来投入14056.3万元。"
    assert made.paragraphs[4].text == "2013年以来投入8552.95万元，其中区级财政1115万元。"
    assert [row.cells[1].text for row in made.tables[0].rows] == [
        "2013年以来培训1001人次", "2013年以来培训886余人次",
    ]  # fmt: skip
    sources = [cell.text for cell in made.tables[1].rows[1].cells]
    assert sources[:4] == ["正文", "B1", "2013年以来投入", "14056.3万元"]
