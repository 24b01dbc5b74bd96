"""Who pays the money of a ledger, and what the sum of a ledger without gifts says."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from jiedui.attention.catalogue import rules
from jiedui.attention.declaration import Looking
from jiedui.books.payers import payer_of
from tests.cli.conftest import terminal
from tests.exchange.office import workbook

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.terminal import Terminal

__all__ = ("terminal",)

Cell = object
WAN = 1_000_000
PAIRED: list[list[Cell]] = [
    ["鄞州区结对关系表"],
    ["序号", "支援方", "受援方", "结对类型", "起始时间", "终止时间"],
    [1, "鄞州区", "盘县", "东西部扶贫协作", "2014年", "至今"],
    [2, "鄞州区", "晴隆县", "携手奔小康", "2018年", "至今"],
]
JOINT: list[list[Cell]] = [
    ["鄞州区对口帮扶晴隆县2018年项目资金台账"],
    ["单位:万元"],
    ["序号", "项目名称", "项目类别", "出资方", "援助资金"],
    [1, "三宝移民安置", "新农村建设", "宁波市、鄞州区", 600],
    [2, "茶园", "产业发展", "鄞州区", 50],
    ["合计", None, None, None, 650],
]
LEVELS: list[list[Cell]] = [
    ["鄞州区对口帮扶盘州市2018年项目资金台账"],
    ["单位:万元"],
    ["序号", "项目名称", "项目类别", "{}", "区级财政", "小计"],
    [1, "卫生院", "社会事业", 1000, 200, 1200],
]
WITH_GIFTS: list[list[Cell]] = [
    *JOINT[:2],
    ["序号", "项目名称", "项目类别", "区级财政", "捐赠", "援助小计"],
    [1, "三宝移民安置", "新农村建设", 600, 20, 620],
    [2, "茶园", "产业发展", 50, None, 50],
    ["合计", None, None, 650, 20, 670],
]
GIFTS: list[list[Cell]] = [
    ["鄞州区社会捐赠台账"],
    ["序号", "捐赠单位", "受赠单位", "受援地区", "捐赠形式", "金额", "捐赠日期"],
    [1, "鄞州区慈善总会、宁波甬江公司", "晴隆县民政局", "晴隆县", "资金", "30万元", "2018年3月"],
]


@pytest.fixture
def yinzhou(terminal: Terminal, tmp_path: Path) -> Terminal:
    """An office of a district below a city below a province, with its pairings."""
    terminal.good("init", "--office", "330212")
    terminal.post(tmp_path / "结对.xlsx", workbook(("结对关系", PAIRED, ())))
    return terminal


def paid(terminal: Terminal, place: str) -> dict[str | None, int]:
    rows = terminal.figure("money", "--by", "payer", "--where", f"recipient={place}")
    return {row["by"]["payer"]: row["stated"] for row in rows}


@pytest.mark.parametrize(
    ("heading", "payer"),
    [("市级统筹", "330200"), ("省级统筹", "330000"), ("省(市)级统筹", "330200")],
)
def test_the_level_above_the_district_pays_the_pooled_fund(
    yinzhou: Terminal, tmp_path: Path, heading: str, payer: str
) -> None:
    rows = [[cell if cell != "{}" else heading for cell in row] for row in LEVELS]
    yinzhou.post(tmp_path / "台账.xlsx", workbook(("盘州市", rows, ())))
    assert paid(yinzhou, "520281") == {payer: 1000 * WAN, "330212": 200 * WAN}


def test_who_pays_where_nothing_is_said() -> None:
    assert payer_of("MUNICIPAL_POOLED", "310114", "632625") == "310000"
    assert payer_of("MUNICIPAL_POOLED", "330200", "632625", words="市级统筹") == "330200"
    assert payer_of("MUNICIPAL_POOLED", None, "632625") is None
    assert payer_of("RECIPIENT_OWN", "310114", "632625") == "632625"
    assert payer_of(None, "310114", "632625") is None


def test_payers_who_are_named_together_stay_joint(yinzhou: Terminal, tmp_path: Path) -> None:
    yinzhou.post(tmp_path / "台账.xlsx", workbook(("晴隆县", JOINT, ())))
    assert paid(yinzhou, "522324") == {"330200+330212": 600 * WAN, "330212": 50 * WAN}
    one = yinzhou.one("money", "--where", "owner=330212")
    assert one["stated"] == 650 * WAN, "the programme's own side counts it once"


def test_gifts_do_not_contradict_the_sum_of_a_ledger_without_gifts(
    yinzhou: Terminal, tmp_path: Path
) -> None:
    yinzhou.post(tmp_path / "台账.xlsx", workbook(("晴隆县", JOINT, ())))
    yinzhou.post(tmp_path / "捐赠.xlsx", workbook(("捐赠台账", GIFTS, ())))
    assert yinzhou.one("money", "--where", "recipient=522324")["stated"] == 680 * WAN
    (claim,) = yinzhou.good("check", "--json").data
    assert (claim["outcome"], claim["says"]["stated"]) == ("not_independently_supported", 650 * WAN)
    looking = Looking(dt.date(2019, 1, 1), {}, {})
    for rule in ("R15", "R16"):
        assert not list(rules()[rule].find(looking))


def test_gifts_beside_a_ledger_that_lists_its_gifts_are_told(
    yinzhou: Terminal, tmp_path: Path
) -> None:
    yinzhou.post(tmp_path / "台账.xlsx", workbook(("晴隆县", WITH_GIFTS, ())))
    yinzhou.post(tmp_path / "捐赠.xlsx", workbook(("捐赠台账", GIFTS, ())))
    off = [one for one in yinzhou.run("check", "--json").data if one["outcome"] == "contradicted"]
    assert {one["says"]["stated"] for one in off} == {670 * WAN, 20 * WAN}
