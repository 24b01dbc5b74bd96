"""Stated totals: what is inside one, what stands beside it, and what happens when they meet."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pytest

from jiedui.exchange.drafting import Wanted
from tests.exchange.readings import WAN, Book, context, reading, row

if TYPE_CHECKING:
    from jiedui.exchange.rows import Reading

NANJIAN: dict[str, object] = {"county": "南涧彝族自治县", "county_code": "532926"}
JOINT: dict[str, object] = {
    "county": "南涧彝族自治县、漾濞彝族自治县",
    "county_codes": "532922+532926",
}
LEDGER = context("闵行区项目资金台账", donor="闵行区", period="2016/2019-06-30")
PAGE = context("公布数表", donor="闵行区")


def items(*rows: dict[str, object], sheet: str = "表") -> Reading:
    return reading(
        "project_fund",
        [row(5 + at, {**NANJIAN, **one}, sheet=sheet) for at, one in enumerate(rows)],
        says=LEDGER,
        file=f"{sheet}.xlsx",
    )


def stated(*rows: dict[str, object], **wordings: str) -> Reading:
    told = [row(4 + at, {"relation": "含明细", **one}, **wordings) for at, one in enumerate(rows)]
    return reading("statement", told, says=PAGE, file="公布数.xlsx")


def project(name: str, category: str | None, amount: int = 0) -> dict[str, object]:
    return {"project_name": name, "category": category, "district_fen": amount * WAN or None}


def count(category: str | None, value: int, **more: object) -> dict[str, object]:
    return {
        **NANJIAN,
        "measure": "项目数",
        "category": category,
        "value": value,
        "period": "2016/2019-06-30",
        **more,
    }


def test_a_count_contains_the_records_already_there() -> None:
    book = Book()
    book.post(items(project("甲", "社会事业"), project("乙", "产业发展")))
    book.post(stated(count("社会事业", 24)))
    assert book.sum("Count:Projects", category="SOCIAL") == 24
    assert book.sum("Count:Projects", category="SOCIAL", itemised=True) == 1
    assert book.sum("Count:Projects", category="SOCIAL", itemised=False) == 23
    assert book.sum("Count:Projects", category="INDUSTRY") == 1


def test_a_record_that_arrives_later_takes_its_share_out_of_the_count() -> None:
    book = Book()
    book.post(stated(count("社会事业", 24)))
    book.post(items(project("甲", "社会事业")))
    assert book.sum("Count:Projects", category="SOCIAL") == 24
    assert book.sum("Count:Projects", itemised=True) == 1


@pytest.mark.parametrize("first", ["records", "total"])
def test_taking_a_record_back_gives_its_share_back(first: str) -> None:
    book = Book()
    steps = [items(project("甲", "社会事业", 50)), stated(count("社会事业", 24))]
    for step in steps if first == "records" else reversed(steps):
        book.post(step)
    [number] = [at for at, entry in book.entries.items() if entry.kind == "aid"]
    book.take_back(number)
    assert book.sum("Count:Projects", category="SOCIAL") == 24
    assert book.sum("Count:Projects", itemised=True) == 0


def test_a_record_without_a_category_lies_inside_a_breakdown_but_not_inside_one_category() -> None:
    book = Book()
    book.post(items(project("甲", None)))
    book.post(stated(count("社会事业", 24)))
    assert book.sum("Count:Projects") == 25
    book.post(stated(count("产业发展", 12)))
    assert book.sum("Count:Projects") == 36
    assert book.sum("Count:Projects", category="SOCIAL") == 24
    assert book.sum("Count:Projects", category=None) == 0


def test_a_record_without_a_category_that_arrives_after_the_breakdown_is_inside_it() -> None:
    book = Book()
    book.post(stated(count("社会事业", 24), count("产业发展", 12)))
    book.post(items(project("甲", None)))
    assert book.sum("Count:Projects") == 36
    assert book.sum("Count:Projects", itemised=True) == 1


def test_beside_and_unknown_are_not_contained() -> None:
    book = Book()
    book.post(items(project("甲", "社会事业")))
    book.post(stated(count("社会事业", 24, relation="另计")))
    assert book.sum("Count:Projects", category="SOCIAL") == 25
    book.post(stated(count("产业发展", 12, relation="未说明")))
    assert [line.overlap for line in book.lines("Count:Projects", category="INDUSTRY")] == [
        "unknown"
    ]


def test_a_figure_that_is_only_to_be_checked_posts_no_summary() -> None:
    book = Book()
    book.post(stated(count("社会事业", 24, relation=None)))
    assert not book.lines("Count:Projects")
    [claim] = book.lines("Assertion:projects")
    assert (claim.amount, claim.unit, claim.dims.category) == (24, "project", "SOCIAL")


def wide(value: int) -> dict[str, object]:
    return {**JOINT, "measure": "帮扶资金", "value": value * WAN, "period": "2010/2019-06-30"}


def ledger_with_rests() -> Reading:
    return items(
        project("甲", "社会事业", 50),
        {"project_name": "未逐项列明", "not_itemised": True, "municipal_fen": 300 * WAN},
        {"project_name": "未逐项列明", "not_itemised": True, "district_fen": 150 * WAN},
    )


def test_a_wider_total_contains_a_ledger_and_names_what_its_rest_does_not_reach() -> None:
    book = Book()
    book.post(ledger_with_rests())
    book.post(stated(wide(1000)))
    assert book.sum("Source:Aid") == -1000 * WAN
    assert book.sum("Source:Aid", recipient="532926") == -500 * WAN
    rest = book.lines("Source:Aid", recipient="532922+532926")
    assert {line.excluding for line in rest} == {"532926@2016-01-01/2019-06-30"}
    assert {
        line.excluding for line in book.lines("Place:Contributed", recipient="532922+532926")
    } == {"532926@2016-01-01/2019-06-30"}
    assert book.is_balanced()


def test_a_wider_total_on_another_sheet_of_the_same_file_contains_its_records() -> None:
    book = Book()
    named = {**NANJIAN, **project("甲", "社会事业", 50)}
    rest = {**JOINT, "project_name": "未逐项列明", "not_itemised": True, "aid_fen": 1000 * WAN}
    rest |= {"project_count": 180, "period": "2010/2019-06-30"}
    rows = [row(5, named, sheet="南涧县"), row(3, rest, sheet="其他合计")]
    book.post(reading("project_fund", rows, says={"南涧县": LEDGER, "其他合计": PAGE}))
    assert book.sum("Source:Aid") == -1000 * WAN
    assert book.sum("Count:Projects") == 180
    assert book.sum("Count:Projects", itemised=True) == 1


def test_a_ledger_sent_again_with_a_later_rest_counts_its_named_projects_once() -> None:
    book = Book()
    rest: dict[str, object] = {"project_name": "未逐项列明", "not_itemised": True}
    book.post(items(project("甲", "社会事业", 50), {**rest, "district_fen": 150 * WAN}))
    later = context("闵行区项目资金台账", donor="闵行区", period="2016/2019-09-30")
    rows = [
        row(5, {**NANJIAN, **project("甲", "社会事业", 50)}),
        row(6, {**NANJIAN, **rest, "district_fen": 250 * WAN}),
    ]
    book.post(reading("project_fund", rows, says=later, file="三季度.xlsx"))
    assert book.sum("Source:Aid") == -300 * WAN
    assert book.sum("Source:Aid", itemised=True) == -50 * WAN


def test_a_rest_of_one_source_only_is_not_complete_so_the_wider_rest_reaches_there() -> None:
    book = Book()
    book.post(
        items({"project_name": "未逐项列明", "not_itemised": True, "district_fen": 150 * WAN})
    )
    book.post(stated(wide(1000)))
    assert {line.excluding for line in book.lines("Source:Aid", recipient="532922+532926")} == {
        None
    }
    assert book.sum("Source:Aid") == -1000 * WAN


def test_a_ledger_that_arrives_after_the_wider_total_takes_its_money_out_of_it() -> None:
    book = Book()
    book.post(stated(wide(1000)))
    book.post(ledger_with_rests())
    assert book.sum("Source:Aid") == -1000 * WAN
    assert book.sum("Place:Contributed") == 1000 * WAN
    assert book.sum("Source:Aid", recipient="532926") == -500 * WAN
    assert book.is_balanced()


def test_three_levels_keep_every_total_in_any_order() -> None:
    steps = [
        items(project("甲", "社会事业")),
        stated(count("社会事业", 24), count("产业发展", 12)),
        stated({**JOINT, "measure": "项目数", "value": 180, "period": "2010/2019-06-30"}),
    ]
    for order in ((0, 1, 2), (0, 2, 1), (1, 0, 2), (1, 2, 0), (2, 0, 1), (2, 1, 0)):
        book = Book()
        for at in order:
            book.post(steps[at])
        assert book.sum("Count:Projects") == 180, order
        assert book.sum("Count:Projects", recipient="532926") == 36, order
        assert book.sum("Count:Projects", category="SOCIAL") == 24, order
        assert book.sum("Count:Projects", itemised=True) == 1, order


def test_three_levels_stay_right_when_the_record_is_taken_back() -> None:
    book = Book()
    book.post(items(project("甲", "社会事业")))
    book.post(stated(count("社会事业", 24), count("产业发展", 12)))
    book.post(stated({**JOINT, "measure": "项目数", "value": 180, "period": "2010/2019-06-30"}))
    book.take_back(1)
    assert book.sum("Count:Projects") == 180
    assert book.sum("Count:Projects", recipient="532926") == 36


def test_rests_of_one_sheet_are_net_of_its_own_rows() -> None:
    book = Book()
    book.post(ledger_with_rests())
    assert book.sum("Source:Aid", source="DISTRICT_FISCAL") == -200 * WAN
    assert all(line.carves is None for line in book.lines("Source:Aid"))


def test_a_total_of_another_place_or_programme_contains_nothing() -> None:
    book = Book()
    book.post(items(project("甲", "社会事业", 50)))
    other = {
        **wide(1000),
        "county": "漾濞彝族自治县",
        "county_codes": None,
        "county_code": "532922",
    }
    book.post(stated(other))
    assert book.sum("Source:Aid") == -1050 * WAN
    foreign = reading(
        "statement",
        [row(4, {"relation": "含明细", **wide(90)})],
        says=context("公布数", donor="嘉定区"),
    )
    book.post(foreign)
    assert book.sum("Source:Aid") == -1140 * WAN


def test_an_inexact_total_keeps_its_wording_and_its_open_end() -> None:
    book = Book()
    book.post(stated(count("社会事业", 180), value="over"))
    book.post(items(project("甲", "社会事业")))
    lines = book.lines("Count:Projects")
    assert sum(line.high_open for line in lines) == 1
    assert sum(line.sense for line in lines if line.wording == "over") == 1
    assert book.sum("Count:Projects") == 180


# --- gifts ---------------------------------------------------------------------------


def gift(amount: int | None, day: str | None = "2018-05", **more: object) -> Reading:
    fields = {
        **NANJIAN,
        "donor": "某企业",
        "recipient": "南涧县教育局",
        "gift_kind": "资金",
        "amount_fen": amount,
        "donation_date": day,
        **more,
    }
    says = context("闵行区捐赠台账", donor="闵行区")
    worded = {} if amount is not None else {"amount_fen": "not_stated"}
    return reading("donation", [row(4, fields, **worded)], says=says, file="捐赠.xlsx")


DONATIONS: dict[str, object] = {
    "project_name": "未逐项列明",
    "not_itemised": True,
    "social_fen": 400 * WAN,
}


def overlaps(book: Book) -> list[str]:
    found = Counter[tuple[int, str]]()
    for one in book.view().lines(Wanted("Source:Gift")):
        found[one.entry, one.line.overlap] += one.line.sense
    assert set(found.values()) <= {0, 1}
    return [overlap for (_, overlap), count in found.items() if count]


def test_a_gift_where_no_total_is_stated_counts() -> None:
    book = Book()
    book.post(gift(30 * WAN))
    assert book.sum("Source:Gift") == -30 * WAN
    assert book.sum("Place:Contributed", payer="某企业") == 30 * WAN
    assert book.sum("Count:Gifts") == 1


@pytest.mark.parametrize("first", ["total", "gift"])
def test_a_gift_that_a_stated_total_may_hold_stands_beside_it(first: str) -> None:
    book = Book()
    steps = [items(DONATIONS), gift(30 * WAN)]
    for step in steps if first == "total" else reversed(steps):
        book.post(step)
    assert overlaps(book) == ["unknown"]
    assert book.sum("Source:Gift") == 0
    assert book.sum("Source:Aid") == -400 * WAN
    assert book.sum("Count:Gifts") == 1
    assert book.is_balanced()


def test_a_total_of_fiscal_money_holds_no_gift() -> None:
    book = Book()
    book.post(
        items({"project_name": "未逐项列明", "not_itemised": True, "district_fen": 150 * WAN})
    )
    book.post(gift(30 * WAN))
    assert overlaps(book) == ["counted"]


def test_a_gift_of_other_days_or_another_place_counts() -> None:
    book = Book()
    book.post(items(DONATIONS))
    book.post(gift(30 * WAN, "2012-05"))
    book.post(gift(20 * WAN, county="漾濞彝族自治县", county_code="532922"))
    assert overlaps(book) == ["counted", "counted"]


def test_a_gift_to_the_prefecture_may_be_inside_a_countys_total() -> None:
    book = Book()
    book.post(items(DONATIONS))
    book.post(gift(30 * WAN, county="大理州", county_code="532900", recipient="大理州"))
    assert overlaps(book) == ["unknown"]


def test_a_gift_without_a_day_is_always_told_beside() -> None:
    book = Book()
    book.post(gift(30 * WAN, None))
    assert overlaps(book) == ["unknown"]


def test_a_gift_without_an_amount_is_open_and_a_service_has_no_money() -> None:
    book = Book()
    book.post(gift(None))
    [given] = book.lines("Place:Contributed")
    assert (given.amount, given.high_open, given.wording) == (0, 1, "not_stated")
    service = Book()
    service.post(gift(None, gift_kind="服务"))
    assert service.sum("Count:Gifts") == 1
    assert not service.lines("Source:Gift")


def test_goods_stand_apart_from_cash_and_town_and_organisation_give_in_their_own_name() -> None:
    book = Book("310114")
    says = context("嘉定区捐赠台账", donor="嘉定区")
    rows = [
        row(
            4,
            {
                **NANJIAN,
                "donor": "南翔镇",
                "recipient": "南涧县公郎镇",
                "gift_kind": "物资",
                "amount_fen": 5 * WAN,
                "donation_date": "2018",
            },
        ),
        row(
            5,
            {
                **NANJIAN,
                "donor": "区民政局",
                "recipient": "南涧县民政局",
                "gift_kind": "资金",
                "amount_fen": 2 * WAN,
                "donation_date": "2018",
            },
        ),
    ]
    book.post(reading("donation", rows, says=says))
    assert book.sum("Place:Goods", payer="310114:南翔镇", recipient="532926:公郎镇") == 5 * WAN
    assert book.sum("Place:Contributed", payer="区民政局", recipient="532926") == 2 * WAN
