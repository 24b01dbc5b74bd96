"""Gifts of money and of goods in columns of their own: one gift, worth both together."""

from collections.abc import Sequence

import pytest

from jiedui.exchange.reading import Reading
from tests.exchange.office import Cell, column, read, told

TITLE = ["2021年社会捐赠台账 单位:万元"]
HEADS = ("序号", "捐赠单位", "受赠单位", "捐赠日期")
GIVERS = (
    (1, "甲公司", "绿春县教育局", "2021-03-05"),
    (2, "乙公司", "绿春县卫健局", "2021-04-05"),
    (3, "丙公司", "绿春县卫健局", "2021-05-05"),
)


def gifts(heads: Sequence[Cell], *rows: Sequence[Cell], below: Sequence[Cell] = ()) -> Reading:
    """The reading of three gifts under further headings, with a second row of these."""
    body = [[*giver, *row] for giver, row in zip(GIVERS, rows, strict=True)]
    second = [[None] * 4 + list(below)] if below else []
    return read(TITLE, [*HEADS, *heads], *second, *body)


@pytest.mark.parametrize(
    "names", [("捐款", "物资折价"), ("现金", "物资价值"), ("资金", "实物折款")]
)
@pytest.mark.parametrize("is_money_first", [True, False])
def test_money_and_the_worth_of_goods_are_one_amount(
    names: tuple[str, str], *, is_money_first: bool
) -> None:
    step = 1 if is_money_first else -1
    rows: list[list[Cell]] = [[10, 5], [None, 8], [20, "—"]]
    found = gifts(list(names)[::step], *(row[::step] for row in rows))
    assert column(found, "amount_fen") == [15000000, 8000000, 20000000]
    assert not told(found)


def test_parts_under_one_heading_leave_the_goods_their_own_column() -> None:
    found = gifts(
        ["捐赠金额", None, "物资名称"],
        [10, 5, "书包"],
        [None, "约8", "药品"],
        [20, None, None],
        below=["现金", "物资"],
    )
    assert column(found, "amount_fen") == [15000000, 8000000, 20000000]
    assert column(found, "goods") == ["书包", "药品", None]
    assert [row.wordings.get("amount_fen", "") for row in found.rows] == ["", "about", ""]


def test_a_column_that_adds_both_up_holds_the_amount_alone() -> None:
    rows: list[list[Cell]] = [[10, 5, 15], [None, 8, 8], [20, None, 20]]
    expected = [15000000, 8000000, 20000000]
    behind = gifts(["捐赠金额"], *rows, below=["捐款", "物资折价", "合计"])
    before = gifts(["捐赠金额", "其中:捐款", "其中:物资折价"], *([c, a, b] for a, b, c in rows))
    for found in (behind, before):
        assert column(found, "amount_fen") == expected
        assert not any(column(found, "goods"))


def test_totals_add_up_both_columns() -> None:
    rows: list[list[Cell]] = [[10, 5], [None, 8], [20, None]]
    body = [[*giver, *row] for giver, row in zip(GIVERS, rows, strict=True)]
    heads = [*HEADS, "捐款", "物资折价"]
    right = read(TITLE, heads, *body, ["合计", None, None, None, 30, 13])
    assert [one.values["amount_fen"] for one in right.totals] == [43000000]
    assert not told(right)
    wrong = read(TITLE, heads, *body, ["合计", None, None, None, 30, 12])
    assert told(wrong) == {("TOTAL_MISMATCH", "E6")}


def test_how_many_goods_is_no_money() -> None:
    found = gifts(
        ["捐款金额", "物资名称", "物资数量"], [15, "书包", 100], [8, "药", 30], [2, "书", 9]
    )
    assert column(found, "amount_fen") == [15000000, 8000000, 2000000]
    assert column(found, "goods") == ["书包", "药", "书"]


def test_a_sum_of_both_that_they_do_not_make_is_told_at_the_sum() -> None:
    rows: list[list[Cell]] = [[10, 5, 15], [None, 8, 9], [20, None, 20]]
    found = gifts(["捐赠金额"], *rows, below=["捐款", "物资折价", "合计"])
    assert told(found) == {("ROW_SUM_MISMATCH", "G5")}
    assert column(found, "amount_fen") == [15000000, 9000000, 20000000]
