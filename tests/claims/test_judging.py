"""A text set against the book: what agrees, what is caught, and what is left open and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from jiedui.claims.checking import checked, pasted
from tests.claims.conftest import AS_OF
from tests.claims.page import OUTCOMES, PAGE

if TYPE_CHECKING:
    from jiedui.figures.binding.judging import Checked, CheckedText

pytestmark = pytest.mark.usefixtures("posted_office")


def check(text: str) -> CheckedText:
    return checked(pasted(text, title="区报", as_of=AS_OF))


def named(found: CheckedText, span: str) -> Checked:
    return next(one for one in found.claims if "".join(one.said.text.split()) == span)


def test_a_page_of_another_programme_is_confirmed_where_the_book_knows_it() -> None:
    found = check(PAGE)
    told = {span: named(found, span).outcome for span in OUTCOMES}
    assert told == OUTCOMES
    assert not found.is_wrong


def test_a_part_that_no_figure_tells_apart_is_not_contradicted_and_says_which_words() -> None:
    one = named(check(PAGE), "35万元")
    assert one.causes == ("narrower",)
    assert "图书室" in one.why[0][0]


@pytest.mark.parametrize(
    ("old", "new", "span", "outcome", "cause"),
    [
        ("750万元", "760万元", "760万元", "contradicted", None),
        ("雷波县建档立卡", "美姑县建档立卡", "8000户", "contradicted", "elsewhere"),
        ("计划投入雷波县、美姑县", "投入雷波县、美姑县", "200万元", None, "as_plan"),
        ("帮扶资金1350万元", "帮扶资金1351万元", "1351万元", "contradicted", None),
        ("1350万元", "1350.4万元", "1350.4万元", "contradicted", None),
        ("帮扶资金1350万元", "帮扶资金0.136亿元", "0.136亿元", "confirmed_with_note", "rounded"),
        ("帮扶资金1350万元", "帮扶资金0.135亿元", "0.135亿元", "confirmed_with_note", "truncated"),
        ("帮扶资金1350万元", "帮扶资金1300多万元", "1300多万元", "confirmed", "over"),
        ("帮扶资金1350万元", "帮扶资金1358万元", "1358万元", "confirmed", None),
        ("捐赠8万元", "捐赠9万元", "9万元", "contradicted", None),
        ("建筑面积1200", "建筑面积1300", "1300平方米", "contradicted", None),
    ],
)
def test_an_altered_copy_is_caught_and_explained(
    old: str, new: str, span: str, outcome: str | None, cause: str | None
) -> None:
    assert old in PAGE
    found = check(PAGE.replace(old, new, 1))
    claims = [one for one in found.claims if "".join(one.said.text.split()) == span]
    told = [one for one in claims if (cause is None or cause in one.causes)]
    assert told, [(one.outcome, one.causes, one.why) for one in claims]
    assert outcome is None or told[-1].outcome == outcome
    assert all(all(words) for words in told[-1].why)
    is_harmless = told[-1].outcome in {"confirmed", "confirmed_with_note"} and cause != "sum_wrong"
    assert is_harmless or found.is_wrong


@pytest.mark.parametrize(
    ("text", "span", "cause"),
    [
        ("2018年,徐汇区投入元阳县帮扶资金300万元。", "300万元", "donor"),
        ("2018年,顺德区选派教师支援雷波县,为雷波县建成床位120张。", "120张", "figure"),
        ("2018年,顺德区投入雷波县中央财政资金300万元。", "300万元", "source"),
    ],
)
def test_what_cannot_be_mapped_says_what_is_missing(text: str, span: str, cause: str) -> None:
    one = named(check(text), span)
    assert (one.outcome, one.causes) == ("undecidable", (cause,))
    assert one.verdict is None


def test_support_from_the_text_alone_is_no_support() -> None:
    sheet = pasted(PAGE, title="顺德区对口帮扶雷波县项目资金台账(2018年至2019年6月)", as_of=AS_OF)
    assert named(checked(sheet), "750万元").outcome == "not_independently_supported"
