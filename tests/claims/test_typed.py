"""Typed questions: understood, answered, or left open with the choices."""

from __future__ import annotations

import datetime as dt

import pytest

from jiedui.books.feed import facts
from jiedui.figures.binding.typed import understand
from jiedui.figures.compute import compute

pytestmark = pytest.mark.usefixtures("posted_office")
TODAY = dt.date(2019, 7, 1)


@pytest.mark.parametrize(
    ("text", "code", "answer"),
    [
        ("2018年以来雷波县市级统筹资金", "money", 750_000_000),
        ("雷波县贫困户减少多少", "registered_poor_households_fall", 5900),
        ("2017年底美姑县有多少贫困人口", "registered_poor_people", 41000),
        ("今年计划投入美姑县和雷波县多少资金", "money", 200_000_000),
        ("彝绣工坊总投资多少", "project_cost", 200_000_000),
        ("区教育局捐了多少钱", "gift", 8_000_000),
        ("2017年1-12月雷波县帮扶资金是多少万元", "money", None),
        ("how much money for 雷波县", "money", None),
        ("雷波县自筹资金", "recipient_own", 30_000_000),
    ],
)
def test_a_question_is_understood_and_answered(text: str, code: str, answer: int | None) -> None:
    known = facts()
    understood = understand(text, known, today=TODAY)
    assert understood.question is not None, understood
    assert understood.question.code == code
    if answer is not None:
        assert compute(understood.question, known).rows[0].value.stated == answer


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("雷波县产业发展资金", {"recipient": ("513437",), "category": ("INDUSTRY",)}),
        ("雷波县产业类资金", {"recipient": ("513437",), "category": ("INDUSTRY",)}),
        ("雷波县人才培养累计支出", {"recipient": ("513437",), "category": ("TALENT",)}),
        # 合作 is a city's name too, but not inside a longer word.
        ("雷波县产业合作资金", {"recipient": ("513437",), "category": ("INDUSTRY",)}),
        ("合作市产业合作资金", {"recipient": ("623001",), "category": ("INDUSTRY",)}),
        ("雷波县消费帮扶销售额", {"recipient": ("513437",)}),
        ("雷波县社会帮扶资金", {"recipient": ("513437",), "source": ("SOCIAL_DONATION",)}),
    ],
)
def test_a_category_of_money_narrows_it(text: str, where: dict[str, tuple[str, ...]]) -> None:
    understood = understand(text, facts(), today=TODAY)
    assert understood.question is not None, understood
    assert dict(understood.question.where) == where


@pytest.mark.parametrize(
    ("text", "choices", "left"),
    [
        ("雷波县培训", {"training_batches", "people_trained"}, ()),
        ("雷波县图书室花了多少钱", {"money"}, ("图书室",)),
        ("明天天气", set(), ("天气",)),
        ("3013年雷波县帮扶资金", {"money"}, ("3013年",)),
        ("2018年13月雷波县帮扶资金", {"money"}, ("2018年13月",)),
        ("2018年2月30日雷波县贫困人口", {"registered_poor_people"}, ("2018年2月30日",)),
        ("2017年到2015年雷波县资金", {"money"}, ("2017年到2015年",)),
        ("雷波县帮扶资金多少美元", {"money"}, ("美元",)),
        ("雷波县帮扶资金多少吨", {"money"}, ("吨",)),
        ("雷波县帮扶资金超过500万元吗", {"money"}, ("超过500万元",)),
        ("雷波县第18季度帮扶资金", {"money"}, ("18季度",)),
    ],
)
def test_an_open_question_gives_its_choices(
    text: str, choices: set[str], left: tuple[str, ...]
) -> None:
    understood = understand(text, facts(), today=TODAY)
    assert understood.question is None
    assert {one.code for one in understood.choices} == choices
    assert understood.left == left


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("雷波县户均资金", "户均"),
        ("雷波县市级统筹资金占比", "占比"),
        ("雷波县帮扶资金同比增长", "增长"),
        ("雷波县2018年以来人均帮扶资金", "人均"),
        ("雷波县帮扶资金增长率", "增长率"),
        ("雷波县帮扶资金排名", "排名"),
        ("雷波县贫困村资金", "贫困村"),
        ("雷波县贫困户培训人次", "贫困户"),
        ("雷波县干部培训人次", "干部"),
        ("雷波县女性培训人次", "女性"),
        ("aid money per project in 雷波县", "per"),
    ],
)
def test_words_that_make_it_another_number_are_never_passed_over(text: str, left: str) -> None:
    understood = understand(text, facts(), today=TODAY)
    assert understood.question is None, understood
    assert left in understood.left


def test_from_the_end_of_one_year_to_the_end_of_another() -> None:
    understood = understand("雷波县2013年底至2017年底贫困户减少率", facts(), today=TODAY)
    assert understood.question is not None, understood
    assert understood.question.code == "registered_poor_households_fall_rate"
    days = (understood.question.since, understood.question.until)
    assert days == (dt.date(2013, 12, 31), dt.date(2017, 12, 31))


def test_a_place_the_book_does_not_hold_is_said_to_be_not_in_it() -> None:
    known = facts()
    understood = understand("久治县帮扶资金", known, today=TODAY)
    assert understood.question is not None
    assert compute(understood.question, known).rows[0].reason == "not_in_book"
