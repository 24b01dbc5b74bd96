"""Statistics for the public: hidden where small, issued by two, figures of the book, once."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from jiedui import cli
from jiedui.access.queries import actor_named
from jiedui.books.feed import facts
from jiedui.exchange.registerfigures import issue_into_book
from jiedui.figures.compute import compute
from jiedui.figures.model import Question
from jiedui.kernel.codes import CAUSES
from jiedui.kernel.problem import Refused
from jiedui.registry.codes import words
from jiedui.registry.publishing import propose_statistics, statistics
from jiedui.registry.queries import Days
from jiedui.registry.suppression import TOTAL
from tests.cli.terminal import run_process
from tests.registry.conftest import post_list
from tests.registry.lists import LEIBO, MEIGU, listed, number

if TYPE_CHECKING:
    from tests.conftest import Office

NOW = dt.datetime(2020, 11, 20, 2, 0, tzinfo=dt.UTC)
QUARTER = dt.date(2019, 9, 30)


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def more(county: str, first: int, *causes: str, until: str = "6月30日") -> bytes:
    rows = tuple(
        (
            f"众{at}",
            number(first + at),
            "城关镇",
            "中心村",
            3,
            "一般贫困户",
            cause,
            3000,
            None,
            None,
        )
        for at, cause in enumerate(causes)
    )
    return listed(rows, title=f"{county}建档立卡贫困户名单(截至2019年{until})")


def test_small_counts_never_leave_and_what_is_shown_becomes_figures(register: Office) -> None:
    zhao, wang = actor_named("zhao"), actor_named("wang")
    post_list(more("雷波县", 100, *["因病"] * 30, *["因学"] * 20), now=NOW, name="a.xlsx")
    post_list(more("美姑县", 200, *["因病"] * 25, *["因学"] * 2), now=NOW, name="b.xlsx")
    days = Days(QUARTER, NOW.date())
    with pytest.raises(Refused) as refused:
        propose_statistics(Days(day("2019-09-29"), NOW.date()), actor=wang, now=NOW)
    assert refused.value.problems[0].code == "QUARTER_WRONG"
    propose_statistics(days, actor=zhao, now=NOW)
    with pytest.raises(Refused) as refused:
        issue_into_book(QUARTER, actor=zhao, now=NOW)
    assert refused.value.problems[0].code == "SECOND_PERSON"
    assert statistics() == []
    done = issue_into_book(QUARTER, actor=actor_named("qian"), now=NOW)
    table = next(one for one in done.tables if one.subject == "households")
    assert table.cells[MEIGU, "EDUCATION"] is None
    assert not [count for count in table.cells.values() if count is not None and 0 < count < 5]
    shown = {key: table.cells[key, TOTAL] for key in (LEIBO, MEIGU)}
    assert shown == {LEIBO: 52, MEIGU: 27}
    assert done.first
    asked = Question("registered_poor_households", where=(("county", (LEIBO,)),), as_of=QUARTER)
    assert compute(asked, facts()).rows[0].value.stated == 52
    _what_is_shown_by_cause_is_a_figure(table.cells[LEIBO, "ILLNESS"])
    with pytest.raises(Refused) as refused:
        propose_statistics(days, actor=zhao, now=NOW)
    assert refused.value.problems[0].code == "STATISTICS_ISSUED"
    words = ["register", "statistics", "--json", "--data-dir", str(register.data_dir)]
    assert cli.run(words) == 0


def _what_is_shown_by_cause_is_a_figure(shown: int | None) -> None:
    caused = Question(
        "registered_poor_households_illness", where=(("county", (LEIBO,)),), as_of=QUARTER
    )
    answer = compute(caused, facts()).rows[0]
    assert answer.value.stated == shown
    assert (answer.reason == "") == (shown is not None)


def test_a_few_households_more_next_quarter_are_not_told(register: Office) -> None:
    assert register.vendor == "sqlite"
    zhao, qian = actor_named("zhao"), actor_named("qian")
    post_list(more("雷波县", 100, *["因病"] * 30, *["因学"] * 20), now=NOW, name="a.xlsx")
    post_list(more("美姑县", 200, *["因病"] * 25, *["因学"] * 20), now=NOW, name="b.xlsx")
    later = NOW + dt.timedelta(days=60)
    for quarter in (QUARTER, day("2019-12-31")):
        propose_statistics(Days(quarter, later.date()), actor=zhao, now=later)
        issue_into_book(quarter, actor=qian, now=later)
        if quarter == QUARTER:
            one_more = more("美姑县", 300, "因病", until="11月30日")
            post_list(one_more, now=later, name="c.xlsx")
    first, second = (
        next(one for one in statistics() if (one.as_of, one.subject) == (quarter, "households"))
        for quarter in (QUARTER, day("2019-12-31"))
    )
    for cell, count in second.cells.items():
        before = first.cells.get(cell)
        if count is not None and before is not None:
            assert abs(count - before) not in range(1, 5), cell


def test_the_causes_of_figures_are_those_of_the_form() -> None:
    assert {one.code: (one.zh, one.en) for one in CAUSES.values()} == {
        one.code: (one.zh, one.en) for one in words("cause").values()
    }


def test_a_quarter_is_proposed_and_issued_from_the_command_line(register: Office) -> None:
    """In processes of their own: a word's options are read before the office is opened."""
    post_list(more("雷波县", 100, *["因病"] * 30, *["因学"] * 20), now=NOW, name="a.xlsx")
    proposed = run_process(
        register.data_dir,
        "register",
        "propose-statistics",
        "--as",
        "zhao",
        "--as-of",
        "2019年三季度",
    )
    assert proposed.status == 0, proposed.error
    issued = run_process(
        register.data_dir,
        "register",
        "publish-statistics",
        "--as",
        "qian",
        "--as-of",
        "2019Q3",
        "--json",
    )
    assert issued.status == 0, issued.error
    cells = issued.data["tables"][0]["cells"]
    assert {"county": LEIBO, "cause": "", "count": 52} in cells
    wrong = run_process(
        register.data_dir, "register", "publish-statistics", "--as", "qian", "--as-of", "哪天"
    )
    assert wrong.status == 2
