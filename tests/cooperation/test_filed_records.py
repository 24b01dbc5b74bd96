"""Enterprises, workshops, agreements, rosters and visits nobody counted, by files alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from jiedui.access.queries import actor_named
from jiedui.access.scope import EVERYWHERE
from jiedui.books.feed import facts
from jiedui.cooperation.queries import agreements, commerce, trainings, visits
from jiedui.cooperation.queries.listing import Wanted
from jiedui.exchange.commands import post_batch, receive_file
from jiedui.exchange.rosters import roster_changes
from jiedui.kernel.problem import Refused
from tests.cooperation.world import NOW, answer, filed, recorded, settle, workbook
from tests.registry.lists import number

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.conftest import Office

ENTERPRISES = (
    "受援县", "企业名称", "所属行业", "落地时间", "协议投资额(万元)", "实际到位投资额(万元)",
    "带动就业人数",
)  # fmt: skip
AGREEMENTS = (
    "协议名称", "协议类别", "甲方(帮扶方)", "乙方(受援方)", "签订日期", "起始时间", "终止时间",
    "承诺事项", "承诺数量",
)  # fmt: skip


@pytest.fixture
def small(sqlite_office: Office) -> Office:
    settle()
    return sqlite_office


def sent(title: str, *rows: Sequence[object]) -> None:
    filed(workbook(title, *rows), name=f"{title}.xlsx")


def test_what_came_is_kept_and_counted_once(small: Office) -> None:
    """A file's enterprise is counted; one the desk knows already keeps its count."""
    assert small.vendor == "sqlite"
    recorded("enterprise", name="某牧业", county="久治县", start_date="2017-05")
    rows = (
        ("久治县", "某牧业", "农牧业", "2017-05", 800, 300, 12),
        ("武定县", "某茶业", "农牧业", "2017-06", "约500", None, None),
    )
    sent("引进企业台账", ENTERPRISES, *rows)
    found = {one.name: one for one in commerce.enterprises(EVERYWHERE, Wanted()).rows}
    assert set(found) == {"某牧业", "某茶业"}
    assert answer("enterprises_brought").value.stated == 2
    assert answer("investment_arrived").value.stated == 300_000_000
    assert answer("investment_signed").value.stated == 1_300_000_000
    assert not answer("investment_signed").value.is_exact
    sent("帮扶车间台账", ("受援县", "车间名称", "投产时间", "吸纳就业人数", "其中脱贫人口就业数"),
         ("久治县", "某村车间", "2017-08", 30, 21))  # fmt: skip
    (shop,) = commerce.workshops(EVERYWHERE, Wanted()).rows
    assert (shop.name, shop.workers, shop.registered_workers) == ("某村车间", 30, 21)


def test_agreements_have_a_row_for_each_promise(small: Office) -> None:
    assert small.vendor == "sqlite"
    head = ("2017年度协议", "年度协议", "嘉定区", "久治县", "2017-03-05", "2017", "2017")
    with pytest.raises(Refused) as wrong:
        sent("协议台账", AGREEMENTS, (*head, "说不清的事", "300"))
    assert [one.source.cell for one in wrong.value.problems] == ["row:3"]
    trained = (*head, "培训人次", "不少于300人次")
    sent("协议台账(二)", AGREEMENTS, trained, (*head, "帮扶资金", "2000万元"))
    sent("协议台账(三)", AGREEMENTS, trained, (*head, "互访次数", "4"))
    (row,) = agreements.agreements(EVERYWHERE, Wanted()).rows
    detail = agreements.agreement(EVERYWHERE, row.number, facts(), today=NOW.date())
    assert row.title == "2017年度协议"
    told = ["培训人次 不少于300人次", "帮扶资金 2000万元", "互访次数 4"]
    assert [one.words for one in detail.promises] == told


def test_visits_nobody_counted(small: Office) -> None:
    """多次 is at least one, uncounted."""
    assert small.vendor == "sqlite"
    sent("互访台账", ("互访时间", "受援县", "互访方向", "带队领导", "主要议题", "次数"),
         ("2017-06", "久治县", "赴久治", "某区长", "调研", "多次"),
         ("2017-07", "武定县", "赴武定", "某书记", "会商", 3),
         ("2017-08", "武定县", "来访", "某县长", "会商", None))  # fmt: skip
    found = {(one.times, one.is_counted) for one in visits.visits(EVERYWHERE, Wanted()).rows}
    assert found == {(1, False), (3, True), (1, True)}
    told = answer("visits").value
    assert (told.low, told.high) == (5, None)


def test_rosters_take_each_others_place(small: Office) -> None:
    """A roster sealed by file makes distinct people; whom a new one removes is told before."""
    assert small.vendor == "sqlite"
    sent("培训台账", ("受援县", "培训班名称", "开始日期", "结束日期", "培训人次"),
         ("久治县", "乡村医生班", "2017-05-08", "2017-05-12", 3))  # fmt: skip
    heads = ("培训班名称", "受援县", "姓名", "身份证号码")
    people = [("乡村医生班", "久治县", f"学员{'甲乙丙'[at]}", number(at)) for at in range(3)]
    sent("培训学员花名册", heads, *people[:2])
    sent("培训学员花名册(补)", heads, *people[1:])
    (row,) = trainings.trainings(EVERYWHERE, Wanted()).rows
    assert row.people == 3
    assert answer("people_trained_distinct").value.stated == 3
    content = workbook("培训学员花名册(更正)", heads, people[0], people[2])
    waits = receive_file(content, name="更正.xlsx", actor=actor_named("wang"), now=NOW)
    (change,) = roster_changes(EVERYWHERE, waits.number)
    assert (len(change.kept), change.new, change.is_supplement) == (2, (), False)
    (gone,) = change.gone_starred
    assert gone.startswith("学** ")
    assert number(1) not in gone
    post_batch(waits.number, actor=actor_named("zhao"), now=NOW, accept_warnings=True)
    assert roster_changes(EVERYWHERE, waits.number) == []
    (row,) = trainings.trainings(EVERYWHERE, Wanted()).rows
    assert row.people == 2
    assert "学员乙" not in trainings.roster_of(EVERYWHERE, row.number)
    assert answer("people_trained_distinct").value.stated == 2
    with pytest.raises(Refused) as unknown:
        sent("培训学员花名册(错)", heads, ("没有的班", "久治县", "学员丁", number(9)))
    assert {one.code for one in unknown.value.problems} == {"RECORD_UNKNOWN"}


def test_a_purchase_and_a_help_to_sell_are_kept_apart(small: Office) -> None:
    assert small.vendor == "sqlite"
    heads = ("采购日期", "受援县", "产品名称", "采购单位", "采购/帮销", "金额(万元)")
    row = ("2017-09-01", "久治县", "牦牛肉", "某街道工会")
    sent("消费帮扶台账", heads, (*row, "采购", 3), ("2017-09-02", *row[1:], "帮助销售", 5),
         ("2017-09-03", *row[1:], None, 7))  # fmt: skip
    assert answer("consumption_purchases").value.stated == 10_000_000
    assert answer("helped_sales").value.stated == 5_000_000
    assert commerce.sales_tally(EVERYWHERE) == [
        ("HELP_SELL", 1, 5_000_000), ("PURCHASE", 2, 10_000_000),
    ]  # fmt: skip
