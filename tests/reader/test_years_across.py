"""Tables whose header tells years and words in their first line, and whose title tells of money."""

from __future__ import annotations

import datetime as dt

from jiedui.reader.read import read_text
from jiedui.reader.reading import MONEY, PROJECTS

TABLE = """表3 通州区帮扶翁牛特旗资金分类表(2018—2020年)
单位:万元、个
类别 项目数 2018年 2019年 2020年 合计
产业发展 26 1200 1850 2100 5150
就业培训 9 260 340 420 {last}
合计 35 1460 2190 2520 6170
"""


def test_years_of_a_table_of_money_are_money_whatever_its_rows_are_called() -> None:
    claims = read_text(TABLE.format(last=1020), dt.date(2021, 1, 15)).claims
    row = claims[5:10]
    assert [one.measure for one in row] == [PROJECTS, MONEY, MONEY, MONEY, MONEY]
    assert [int(one.value) for one in row[1:]] == [2_600_000, 3_400_000, 4_200_000, 10_200_000]
    assert [str(one.period.first)[:4] for one in row[1:4]] == ["2018", "2019", "2020"]


def test_its_rows_and_columns_are_added_up() -> None:
    right = read_text(TABLE.format(last=1020), dt.date(2021, 1, 15)).findings
    assert len(right) == 8
    assert all(one.is_ok for one in right)
    wrong = read_text(TABLE.format(last=1120), dt.date(2021, 1, 15))
    assert any(not one.is_ok for one in wrong.findings)


def test_a_row_of_years_and_words_is_no_header() -> None:
    rows = "久治县 2018年 2020年 完工 120\n德钦县 2019年 2020年 在建 80\n"
    text = f"县名 开始 结束 状态 资金(万元)\n{rows}"
    claims = read_text(text, dt.date(2021, 1, 15)).claims
    assert [int(one.value) for one in claims] == [1_200_000, 800_000]
