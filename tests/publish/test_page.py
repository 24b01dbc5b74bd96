"""The page: written from the book, about whatever programme the book holds."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest

from jiedui.kernel.problem import Refused
from jiedui.kernel.quantity import said
from jiedui.papers.document import Chart, Number, as_json, from_json
from jiedui.publish.survey import Wanted, survey
from tests.publish.handbook import HandBook, Line, day, wan
from tests.publish.programmes import jiading
from tests.publish.written import page_of_jiading, page_of_willow, words_of, write

SENTENCES = (
    "2013年以来投入帮扶资金14056.3万元，资金来源为市级统筹12231.3万元、区级财政1415万元、社会捐赠（助）410万元。",
    "新农村建设项目13个、社会事业项目24个、产业发展项目12个、捐赠（助）项目15个",
    "培训当地人员24批次、886人次以上",
    "2015年以来投入帮扶资金900万元",
    "计划安排帮扶资金2982万元，其中市级统筹2552万元、区级财政430万元",
    "合计投入帮扶资金1.799亿元",
    "2013年12月31日建档立卡贫困户1653户、6358人，2017年10月31日为442户、1778人，户数减少1211户，降幅73.26%",
)


@pytest.mark.parametrize("sentence", SENTENCES)
def test_the_page_says_what_the_book_holds(sentence: str) -> None:
    assert sentence in words_of(page_of_jiading().documents["zh"])


def test_both_languages_carry_the_same_numbers() -> None:
    zh, en = (page_of_jiading().documents[language] for language in ("zh", "en"))
    assert {number.key for number in zh.numbers()} == {number.key for number in en.numbers()}
    assert "Aid money since 2013: 140.563 million yuan" in words_of(en)


def test_every_digit_of_the_prose_belongs_to_a_figure_or_a_date() -> None:
    for paper in (page_of_jiading(), page_of_willow()):
        for block in paper.documents["zh"].blocks:
            for span in getattr(block, "spans", ()):
                if not isinstance(span, Number):
                    left = re.sub(r"\d{4}年(\d{1,2}月)?(\d{1,2}日)?", "", span.text)
                    assert not re.search(r"\d", left)


def test_every_number_is_frozen_with_its_derivation() -> None:
    paper = page_of_jiading()
    for document in paper.documents.values():
        for number in document.numbers():
            frozen = paper.figures[number.key]
            assert frozen.definition["zh"]
            assert frozen.known_at
            assert len(frozen.head) == 64


def test_another_programme_gets_its_own_page() -> None:
    words = words_of(page_of_willow().documents["zh"])
    assert "2021年4月起，吴中区与贵州省铜仁市思南县建立东西部协作关系" in words
    assert "约300人次" in words
    for stranger in ("久治", "嘉定", "德钦", "计划", "贫困户的变化", "跨县合计"):
        assert stranger not in words.replace("计划数与完成数", "")


def test_the_prose_says_each_amount_as_its_table_foots_it() -> None:
    """Three thirds of 1 万元: the rounded parts add up, and the sentence says the same parts."""
    paper = page_of_willow()
    sentence = next(
        line
        for line in words_of(paper.documents["zh"]).splitlines()
        if "玉屏" in line and "投入" in line
    )
    total, *parts = (Decimal(found) for found in re.findall(r"([\d.]+)万元", sentence))
    assert sum(parts) == total == 1
    table = next(one for one in paper.documents["zh"].tables() if one.key == "money")
    for row in table.rows:
        *cells, whole = (Decimal(cell.text) for cell in row[2:])
        assert sum(cells) == whole


def test_a_number_asked_twice_has_one_key() -> None:
    for paper in (page_of_jiading(), page_of_willow()):
        questions = [str(frozen.question) for frozen in paper.figures.values()]
        split = [key for key in paper.figures if key.endswith(("itemised", "UNSPLIT"))]
        assert len(set(questions)) >= len(questions) - len(split)


def test_a_plan_never_lengthens_a_total() -> None:
    document = page_of_jiading().documents["zh"]
    table = next(one for one in document.tables() if one.key == "money")
    foot = table.rows[table.totals[0]]
    assert foot[-1].text == "23509.25"
    assert [cell.text for cell in table.rows[-1]][-1] == "2982"


def test_what_is_not_in_the_book_is_left_out_or_dashed() -> None:
    book = HandBook(
        [Line("projects", "520622", said(3), day("2021-01-01"), day("2021-12-31"), owner="320506")]
    )
    paper = write(book, Wanted("320506", day("2021-12-31")))
    words = words_of(paper.documents["zh"])
    assert "投入帮扶资金" not in words
    assert "钱在哪里" not in words
    assert "共实施项目3个" in words


def test_an_amount_not_exact_is_told_but_not_drawn_nor_footed() -> None:
    lines = [
        Line(
            "money",
            "520622",
            wan("10"),
            day("2021-01-01"),
            day("2021-12-31"),
            source="TOWNSHIP",
            owner="320506",
        ),
        Line(
            "money", "520624", said(5_000_000), day("2021-01-01"), day("2021-12-31"), owner="320506"
        ),
    ]
    paper = write(HandBook(lines), Wanted("320506", day("2021-12-31")))
    chart = next(block for block in paper.documents["zh"].blocks if isinstance(block, Chart))
    assert "未按来源列明" in chart.table.columns


def test_the_survey_follows_the_book_and_the_day() -> None:
    found = survey(jiading(), Wanted("310114", day("2014-12-31")))
    assert [scope.key for scope in found.recipients] == ["632625", "533422"]
    assert not any(pairing.starts > day("2014-12-31") for pairing in found.pairings)


def test_a_document_survives_being_kept() -> None:
    for document in page_of_jiading().documents.values():
        assert from_json(as_json(document)) == document


def test_a_page_about_nothing_has_no_numbers() -> None:
    assert write(HandBook(), Wanted("310114", day("2017-10-31"))).figures == {}


def test_a_figure_nobody_declared_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    from jiedui.publish import compose  # noqa: PLC0415
    from jiedui.publish.report import parse_template  # noqa: PLC0415

    broken = parse_template("report: page\nlanguage: zh\n---\n投入{total}。")
    monkeypatch.setattr(compose, "template", lambda _report, _language: broken)
    with pytest.raises(Refused, match=r"REPORT_SLOT_UNKNOWN, found total"):
        write(jiading(), Wanted("310114", day("2017-10-31")))
