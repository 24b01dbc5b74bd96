"""Sentences of every kind of arithmetic: right as they stand, wrong with the other number."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import pytest

from jiedui.reader.read import read_text
from jiedui.reader.reading import Relation

AS_OF = dt.date(2024, 3, 1)
CHOICE = re.compile(r"\{([^|{}]*)\|([^|{}]*)\}")
"""The number that does not follow, and the one that does."""

SOLVED = (Path(__file__).parent / "solved.txt").read_text(encoding="utf-8").splitlines()

RIGHT = """
总面积5000平方米,一层2000平方米,二层1800平方米,还有一个1000平方米的院子。
学校有教师120人,本科以上93人,高级职称35人。
今年引进企业11家,投产7家,在建3家。
全年任务2,000万元,上半年完成1,150万元,下半年完成1,250万元。
项目总数58个,教育16个、卫生14个、产业20个等,惠及群众3万人。
到位资金3,600万元,主要用于产业1,500万元、就业900万元、教育1,000万元。
年初有监测户420户,年末257户,其中新识别65户。
每村补助50万元,共支持6个村,到位资金320万元,另有40万元用于培训。
护林员45名,每人每月补贴800元,共发放补贴28.8万元。
种植大户6户每户奖励5,000元,脱贫户每户奖励800元,奖励资金共12.6万元。
2022年投入2,400万元,2023年投入2,700万元,计划2024年增长20%。
甲县有教师35名,乙县有教师29名,另外缺教师8名。
"""


def slips(text: str) -> list[tuple[str, list[str]]]:
    """Return the stated numbers that are called wrong, each with what it should follow from."""
    reading = read_text(text, AS_OF)
    claims = reading.claims
    return [
        (claims[one.total].text, [claims[part].text for part in one.parts])
        for one in reading.findings if not one.is_ok
    ]  # fmt: skip


@pytest.mark.parametrize("line", SOLVED)
def test_what_follows_is_not_called_wrong(line: str) -> None:
    assert slips(CHOICE.sub(lambda told: told[2], line)) == []


@pytest.mark.parametrize("line", SOLVED)
def test_what_does_not_follow_is_called_wrong(line: str) -> None:
    wrong = CHOICE.search(line)
    assert wrong is not None
    found = slips(CHOICE.sub(lambda told: told[1], line))
    assert any(wrong[1] in one for total, parts in found for one in (total, *parts))


@pytest.mark.parametrize("text", RIGHT.split())
def test_what_need_not_follow_is_left_alone(text: str) -> None:
    assert slips(text) == []


def test_an_account_is_held_as_one() -> None:
    """What was and came, less what went, is what there is: parts in that order, the right number.

    | was | came | went | is                    |
    |-----|------|------|-----------------------|
    | 420 | 65   | 228  | 257, and not the 267  |
    """
    reading = read_text("年初在册监测户420户,年内新识别65户,消除风险228户,年末在册267户。", AS_OF)
    (found,) = reading.findings
    assert found.relation is Relation.BALANCE
    assert [reading.claims[at].value for at in (*found.parts, found.total)] == [420, 65, 228, 267]
    assert (found.computed, found.is_ok) == (257, False)


def test_a_sum_of_products_takes_each_with_its_count() -> None:
    reading = read_text("购大床80张,每张600元,小床120张,每张450元,共用11.2万元。", AS_OF)
    (found,) = reading.findings
    assert found.relation is Relation.SUM
    assert len(found.parts) == 4
    assert (found.computed, found.is_ok) == (102000, False)


def test_so_much_each_a_month_is_reckoned_for_as_long_as_it_lasts() -> None:
    reading = read_text("聘用护林员45名,每人每月800元,一年下来发工资43.2万元。", AS_OF)
    (found,) = reading.findings
    assert found.relation is Relation.PRODUCT
    assert (found.computed, found.is_ok) == (432000, True)
