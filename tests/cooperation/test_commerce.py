"""Enterprises, sales claimed by several, and the house rules: each fires and each keeps still."""

import datetime as dt
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jiedui.access.scope import EVERYWHERE
from jiedui.attention.commands import hits_of
from jiedui.attention.declaration import Looking
from jiedui.attention.queries import findings
from jiedui.attention.thresholds import limits_on, words_on
from jiedui.books.verify import verify_book
from jiedui.cooperation.queries import commerce
from jiedui.cooperation.queries.listing import Wanted
from jiedui.cooperation.sale import is_same_producer, key_of
from jiedui.kernel.period import day, month_of
from jiedui.kernel.problem import Refused
from jiedui.kernel.quantity import Wording, said
from tests.cooperation.world import answer, filed, recorded, settle, workbook

if TYPE_CHECKING:
    from tests.conftest import Office

SALE = {
    "sale_kind": "采购", "sale_date": "2017-09-01", "county": "久治县", "product": "牦牛肉",
    "buyer": "某街道工会", "amount_fen": "3.2万元", "claimed_by": "某街道",
}  # fmt: skip


@pytest.fixture
def settled(office: "Office") -> "Office":
    settle()
    return office


@pytest.fixture
def small(sqlite_office: "Office") -> "Office":
    settle()
    return sqlite_office


def test_one_claim_one_counter(settled: "Office") -> None:
    assert settled.vendor
    first = recorded("sale", **SALE)
    again = {**SALE, "claimed_by": "区合作交流办", "producer": "某合作社", "evidence": "发票0017"}
    assert recorded("sale", **again) == first
    assert recorded("sale", **{**SALE, "amount_fen": "3.3万元"}) != first
    assert recorded("sale", **{**SALE, "sale_kind": "帮助销售"}) != first
    assert answer("consumption_purchases").value.stated == 6_500_000
    assert answer("helped_sales").value.stated == 3_200_000
    row, claims = commerce.sale(EVERYWHERE, first)
    assert [(one.claimed_by, one.counts) for one in claims] == [
        ("某街道", True), ("区合作交流办", False),
    ]  # fmt: skip
    assert row.evidence == "发票0017"
    assert commerce.sales_tally(EVERYWHERE) == [
        ("HELP_SELL", 1, 3_200_000), ("PURCHASE", 2, 6_500_000),
    ]  # fmt: skip


HEADINGS = (
    "日期",
    "受援县",
    "产品名称",
    "供应商",
    "采购单位",
    "销售渠道",
    "金额(元)",
    "带动贫困户数",
)


def ledger(title: str, *rows: tuple[object, ...]) -> bytes:
    return workbook(title, HEADINGS, *rows)


def test_two_units_files_report_one_sale(settled: "Office") -> None:
    assert settled.vendor
    rows = (
        ("2017-09-01", "久治县", "牦牛肉", "某合作社", "某街道工会", "展销会", 32000, 12),
        ("2017-09-02", "久治县", "藏毯", "某厂", "某街道工会", "展销会", 18000, 5),
    )
    filed(ledger("某街道消费帮扶台账", *rows), "某街道.xlsx")
    assert answer("consumption_purchases").value.stated == 5_000_000
    other = (
        rows[0],
        ("2017-09-03", "久治县", "青稞", "某合作社", "某局食堂", "线上", 9000, 2),
    )
    filed(ledger("区消费帮扶汇总台账", *other), "区汇总.xlsx")
    assert answer("consumption_purchases").value.stated == 5_900_000
    third = (rows[0][0], "久治县", "【牦牛肉】", "", *rows[0][4:])
    filed(ledger("某平台消费帮扶台账", third), "平台.xlsx")
    assert answer("consumption_purchases").value.stated == 5_900_000
    found = commerce.sales(EVERYWHERE, Wanted(sort="on")).rows
    assert [(one.product, one.claims, one.is_taken_back) for one in found] == [
        ("牦牛肉", 3, False), ("藏毯", 1, False), ("青稞", 1, False),
    ]  # fmt: skip
    assert verify_book().ok


@settings(max_examples=40, deadline=None)
@given(st.text("某街道工会 ()公司", min_size=1), st.integers(1, 10**9))
def test_only_what_is_exact_can_be_the_same(buyer: str, fen: int) -> None:
    on, amount = day(dt.date(2017, 9, 1)), said(fen)
    what = {"place": "632625", "product": "牦牛肉"}
    key = key_of(on, **what, buyer=buyer, amount=amount)
    assert bool(key) == bool(buyer.strip())
    assert key_of(month_of(on.starts), **what, buyer=buyer, amount=amount) == ""
    assert key_of(on, **what, buyer=buyer, amount=said(fen, Wording.ABOUT)) == ""
    if key:
        assert key != key_of(on, **what, buyer=buyer, amount=said(fen + 1))
        assert key == key_of(on, **what, buyer=f" {buyer}", amount=amount)
    assert is_same_producer("", "某合作社")
    assert not is_same_producer("甲合作社", "乙合作社")


def test_announced_signed_and_arrived_are_three_numbers(small: "Office") -> None:
    assert small.vendor
    number = recorded("enterprise", name="某食品公司", county="久治县", start_date="2017-05")
    with pytest.raises(Refused, match="ENTERPRISE_EXISTS"):
        recorded("enterprise", name="某食品公司", county="久治县", start_date="2017-06")
    step = {"enterprise": str(number), "on": "2017-06"}
    recorded("investment", **step, stage="意向", amount_fen="约2000万元")
    recorded("investment", **step, stage="协议", amount_fen="1500万元")
    recorded("investment", **step, stage="到位", amount_fen="600万元", jobs="40")
    recorded("investment", **{**step, "on": "2017-09"}, stage="到位", amount_fen="200万元")
    (one,) = commerce.enterprises(EVERYWHERE, Wanted()).rows
    assert one.announced is not None
    assert one.signed is not None
    assert one.arrived is not None
    assert (one.announced.low, one.signed.stated) == (1_800_000_000, 1_500_000_000)
    assert (one.arrived.stated, one.jobs) == (800_000_000, 40)
    assert answer("enterprises_brought").value.stated == 1
    assert answer("investment_signed").value.stated == 1_500_000_000
    assert answer("investment_arrived").value.stated == 800_000_000
    assert answer("jobs_created").value.stated == 40
    recorded("workshop", name="某车间", county="久治县", start_date="2017", workers="30")
    (shop,) = commerce.workshops(EVERYWHERE, Wanted()).rows
    assert (shop.workers, shop.closed) == (30, None)


def found(code: str, today: str) -> list[str]:
    on = dt.date.fromisoformat(today)
    looking = Looking(on, limits_on(on), words_on(on))
    return [hit.subject for hit in hits_of(code, looking)]


def test_the_rules_fire_and_keep_still(small: "Office") -> None:
    assert small.vendor
    person = {"secondment_kind": "党政干部", "county": "久治县", "host_position": "副书记"}
    late = recorded("secondment", **person, name="某甲", planned_start="2017-05-01")
    assert found("R17", "2017-05-20") == []
    assert found("R17", "2017-06-02") == [f"secondment:{late}"]
    recorded("arrival", secondment=str(late), actual_start="2017-06-10")
    assert found("R17", "2018-06-02") == []
    assert found("C01", "2017-12-31") == []
    recorded("return", secondment=str(late), actual_end="2017-12-31")
    assert found("C01", "2018-01-10") == []
    assert found("C01", "2018-02-01") == [f"post:{late}"]
    work = {"name": "某乙", "county": "久治县", "channel": "EAST", "start_date": "2017-03-01"}
    short = recorded("placement", **work, end_date="2017-04-20", claimed_months="3")
    recorded("placement", **{**work, "name": "某丙"}, claimed_months="3")
    assert found("R18", "2017-12-31") == [f"placement:{short}"]
    waiting = {one.rule for one in findings(EVERYWHERE).rows}
    assert waiting == {"R18"}, "what was posted is looked at at once"
    sale = recorded("sale", **SALE)
    recorded("sale", **{**SALE, "product": "藏毯"}, evidence="合同3号")
    recorded("sale", **{**SALE, "product": "青稞", "amount_fen": "900"})
    assert found("R19", "2017-09-20") == []
    assert found("R19", "2017-11-01") == [f"sale:{sale}"]
    number = recorded(
        "agreement", title="协议", agreement_kind="ANNUAL", donor="嘉定区", recipient="久治县",
        signed="2017-01-05", start_date="2017", end_date="2017",
    )  # fmt: skip
    year = {"agreement": str(number), "start_date": "2017", "end_date": "2017"}
    recorded("promise", **year, measure="consumption_purchases", amount="10万元")
    assert found("C02", "2017-06-01") == []
    assert found("C02", "2017-11-01") == ["promise:1"]
    recorded("sale", **{**SALE, "product": "菌菇", "amount_fen": "5万元"}, evidence="合同4号")
    assert found("C02", "2018-01-05") == []
