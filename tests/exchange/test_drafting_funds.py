"""A ledger's rows: who pays, what period, where the money stands, the project and its size."""

from __future__ import annotations

import datetime as dt

import pytest

from jiedui.exchange.drafting.funds import floor_area
from jiedui.kernel.period import parse_period
from jiedui.kernel.problem import Severity
from tests.exchange.readings import WAN, Book, context, reading, row

LEDGER = context("闵行区对口帮扶南涧县项目资金台账", donor="闵行区", period="2018/2019-06-30")
COUNTY: dict[str, object] = {"county": "南涧彝族自治县", "county_code": "532926"}


def test_one_source_pays_and_the_owner_is_the_titles_donor() -> None:
    book = Book(office=None)
    book.post(
        reading(
            "project_fund",
            [
                row(
                    5,
                    {
                        **COUNTY,
                        "project_name": "村卫生室",
                        "category": "社会事业",
                        "municipal_fen": 80 * WAN,
                    },
                )
            ],
            says=LEDGER,
        )
    )
    [source] = book.lines("Source:Aid")
    assert source.amount == -80 * WAN
    assert source.dims.payer == "310000"
    assert source.dims.owner == "310112"
    assert source.dims.project == "532926/村卫生室"
    assert (source.starts, source.ends) == (dt.date(2018, 1, 1), dt.date(2019, 6, 30))
    assert source.cell == "表.xlsx\t表\tE5"
    assert book.sum("Place:Contributed") == 80 * WAN
    assert book.is_balanced()


def test_own_money_stands_apart_from_aid() -> None:
    book = Book()
    fields = {
        **COUNTY,
        "project_name": "水厂",
        "district_fen": 60 * WAN,
        "recipient_own_fen": 40 * WAN,
    }
    book.post(reading("project_fund", [row(5, {**fields, "total_fen": 100 * WAN})], says=LEDGER))
    assert book.sum("Source:Aid") == -60 * WAN
    assert book.sum("Source:Own", payer="532926") == -40 * WAN
    assert book.sum("Place:Own") == 40 * WAN


def test_aid_that_no_source_explains_stands_without_a_source() -> None:
    book = Book()
    fields = {**COUNTY, "project_name": "水厂", "municipal_fen": 60 * WAN, "aid_fen": 100 * WAN}
    book.post(reading("project_fund", [row(5, fields)], says=LEDGER))
    assert book.sum("Source:Aid", source="MUNICIPAL_POOLED") == -60 * WAN
    assert book.sum("Source:Aid", source=None, payer=None) == -40 * WAN


def test_sources_over_the_whole_keep_the_row_back() -> None:
    fields = {**COUNTY, "project_name": "水厂", "municipal_fen": 120 * WAN, "aid_fen": 100 * WAN}
    [draft] = Book().draft(reading("project_fund", [row(5, fields)], says=LEDGER))
    assert draft.waits
    assert draft.entries == ()
    [problem] = draft.problems
    assert problem.code == "PART_OVER_WHOLE"
    assert problem.found == "sources exceed the whole by 20万元"
    assert str(problem.source) == "表.xlsx › 表 › E5"


def test_stages_of_one_source_keep_their_source() -> None:
    book = Book()
    fields = {
        **COUNTY, "project_name": "水厂", "district_fen": 100 * WAN,
        "allotted_fen": 80 * WAN, "paid_fen": 50 * WAN, "surplus_fen": 20 * WAN,
    }  # fmt: skip
    book.post(reading("project_fund", [row(5, fields)], says=LEDGER))
    assert book.sum("Place:Contributed", source="DISTRICT_FISCAL") == 20 * WAN
    assert book.sum("Place:Allotted", source="DISTRICT_FISCAL") == 30 * WAN
    assert book.sum("Place:Disbursed", source="DISTRICT_FISCAL") == 20 * WAN
    assert book.sum("Place:Spent", source="DISTRICT_FISCAL") == 30 * WAN
    assert book.is_balanced()


def test_stages_of_two_sources_are_not_broken_down_by_source() -> None:
    book = Book()
    fields = {
        **COUNTY, "project_name": "水厂", "municipal_fen": 60 * WAN, "district_fen": 40 * WAN,
        "allotted_fen": 100 * WAN, "paid_fen": 50 * WAN,
    }  # fmt: skip
    book.post(reading("project_fund", [row(5, fields)], says=LEDGER))
    assert book.sum("Place:Allotted", source=None) == 50 * WAN
    assert book.sum("Place:Disbursed", source=None) == 50 * WAN
    assert book.sum("Source:Aid", source="MUNICIPAL_POOLED") == -60 * WAN
    assert book.is_balanced()


def test_a_surplus_that_is_only_what_was_not_paid_out_says_nothing_about_spending() -> None:
    book = Book()
    fields = {
        **COUNTY,
        "project_name": "水厂",
        "district_fen": 100 * WAN,
        "allotted_fen": 100 * WAN,
    }
    fields |= {"paid_fen": 60 * WAN, "surplus_fen": 40 * WAN}
    book.post(reading("project_fund", [row(5, fields)], says=LEDGER))
    assert book.sum("Place:Disbursed") == 60 * WAN
    assert book.sum("Place:Spent") == 0


@pytest.mark.parametrize(
    ("allotted", "paid", "code", "found"),
    [
        (80, 90, "PAID_OVER_ALLOTTED", "10万元 too much"),
        (120, 90, "ALLOTTED_OVER_AID", "20万元 too much"),
    ],
)
def test_stages_out_of_order_keep_the_row_back(
    allotted: int, paid: int, code: str, found: str
) -> None:
    fields = {**COUNTY, "project_name": "水厂", "district_fen": 100 * WAN}
    fields |= {"allotted_fen": allotted * WAN, "paid_fen": paid * WAN}
    [draft] = Book().draft(reading("project_fund", [row(5, fields)], says=LEDGER))
    assert [(one.code, one.found) for one in draft.problems] == [(code, found)]
    assert draft.entries == ()


def test_an_amount_not_stated_is_open_where_no_rest_covers_it() -> None:
    book = Book()
    fields = {**COUNTY, "project_name": "水厂", "district_fen": None}
    book.post(reading("project_fund", [row(5, fields, district_fen="not_stated")], says=LEDGER))
    [put_in] = book.lines("Place:Contributed")
    assert (put_in.amount, put_in.high_open, put_in.wording) == (0, 1, "not_stated")
    assert put_in.dims.source == "DISTRICT_FISCAL"


def test_an_amount_not_stated_widens_nothing_where_a_rest_of_its_source_covers_it() -> None:
    book = Book()
    rows = [
        row(5, {**COUNTY, "project_name": "水厂", "district_fen": None}, district_fen="not_stated"),
        row(
            6,
            {
                **COUNTY,
                "project_name": "未逐项列明",
                "district_fen": 300 * WAN,
                "not_itemised": True,
            },
        ),
    ]
    book.post(reading("project_fund", rows, says=LEDGER))
    assert [line.amount for line in book.lines("Source:Aid")] == [-300 * WAN]
    assert [line.dims.project for line in book.lines("Count:Projects")] == ["532926/水厂"]


def test_an_amount_not_stated_stays_open_where_the_rest_is_of_another_source() -> None:
    book = Book()
    rows = [
        row(5, {**COUNTY, "project_name": "水厂", "district_fen": None}, district_fen="not_stated"),
        row(
            6,
            {
                **COUNTY,
                "project_name": "未逐项列明",
                "municipal_fen": 300 * WAN,
                "not_itemised": True,
            },
        ),
    ]
    book.post(reading("project_fund", rows, says=LEDGER))
    assert {line.wording for line in book.lines("Source:Aid")} == {"not_stated", "exact"}


def test_an_inexact_amount_keeps_its_wording_on_both_sides() -> None:
    book = Book()
    fields = {**COUNTY, "project_name": "水厂", "district_fen": 100 * WAN}
    book.post(reading("project_fund", [row(5, fields, district_fen="about")], says=LEDGER))
    [source] = book.lines("Source:Aid")
    [put_in] = book.lines("Place:Contributed")
    assert (source.wording, source.low_delta, source.high_delta) == ("about", 10 * WAN, 10 * WAN)
    assert (put_in.amount, put_in.low_delta) == (100 * WAN, 10 * WAN)


@pytest.mark.parametrize(
    ("words", "area"),
    [
        ("新建7520㎡", 75_200_000),
        ("建筑面积1.5万平方米", 150_000_000),
        ("改扩建3,800.25平米", 38_002_500),
        ("新建3000㎡,改建500㎡", None),
        ("道路12公里", None),
        ("", None),
    ],
)
def test_floor_area_is_read_where_there_is_just_one(words: str, area: int | None) -> None:
    assert floor_area(words) == area


@pytest.mark.parametrize(
    ("fields", "state"),
    [
        ({}, None),
        ({"allotted_fen": 10 * WAN}, "ALLOTTED"),
        ({"start_date": "2018-04"}, "STARTED"),
        ({"start_date": "2020-04"}, None),
        ({"progress_rate": 0.4, "start_date": "2018-04"}, "IN_PROGRESS"),
        ({"progress_rate": 1.0}, "COMPLETED"),
        ({"progress_rate": 1.0, "settled_fen": 9 * WAN}, "SETTLED"),
    ],
)
def test_state_comes_from_what_the_row_tells(fields: dict[str, object], state: str | None) -> None:
    book = Book()
    told = {**COUNTY, "project_name": "水厂", "district_fen": 10 * WAN, **fields}
    book.post(reading("project_fund", [row(5, told)], says=LEDGER))
    [counted] = book.lines("Count:Projects")
    assert counted.dims.state == state


def test_a_start_date_does_not_date_the_money() -> None:
    book = Book()
    fields = {**COUNTY, "project_name": "水厂", "district_fen": 10 * WAN, "start_date": "2018-04"}
    book.post(reading("project_fund", [row(5, fields)], says=LEDGER))
    [source] = book.lines("Source:Aid")
    assert source.starts == dt.date(2018, 1, 1)


def test_without_any_period_the_money_lies_anywhere_up_to_the_cut_off() -> None:
    book = Book()
    fields = {**COUNTY, "project_name": "水厂", "district_fen": 10 * WAN}
    book.post(reading("project_fund", [row(5, fields)], says=context("台账", donor="闵行区")))
    [source] = book.lines("Source:Aid")
    assert (source.starts, source.ends) == (dt.date(1900, 1, 1), dt.date(2019, 6, 30))


def test_an_open_period_ends_at_the_cut_off() -> None:
    book = Book()
    fields = {**COUNTY, "project_name": "水厂", "district_fen": 10 * WAN, "period": "2016/"}
    book.post(reading("project_fund", [row(5, fields)], says=context("台账", donor="闵行区")))
    [source] = book.lines("Source:Aid")
    assert parse_period("2016/2019-06-30").starts == source.starts
    assert source.ends == dt.date(2019, 6, 30)


def test_a_joint_cell_stays_joint_and_a_town_stays_a_town() -> None:
    book = Book()
    rows = [
        row(
            5,
            {
                "county": "南涧彝族自治县、漾濞彝族自治县",
                "county_codes": "532926+532922",
                "project_name": "未逐项列明",
                "not_itemised": True,
                "aid_fen": 5 * WAN,
            },
        ),
        row(
            6,
            {
                **COUNTY,
                "town": "公郎镇",
                "project_name": "未逐项列明",
                "not_itemised": True,
                "aid_fen": 1 * WAN,
            },
        ),
    ]
    book.post(reading("project_fund", rows, says=LEDGER))
    assert {line.dims.recipient for line in book.lines("Source:Aid")} == {
        "532922+532926",
        "532926:公郎镇",
    }


def test_a_place_nothing_knows_keeps_the_row_back() -> None:
    fields = {"county": "某某县", "project_name": "水厂", "district_fen": 10 * WAN}
    [draft] = Book().draft(reading("project_fund", [row(5, fields)], says=context("台账")))
    assert [one.code for one in draft.problems] == ["NAME_UNKNOWN"]
    assert draft.entries == ()


def test_an_unknown_category_is_told_and_left_out() -> None:
    book = Book()
    fields = {**COUNTY, "project_name": "水厂", "category": "杂项", "district_fen": 10 * WAN}
    [draft] = book.post(reading("project_fund", [row(5, fields)], says=LEDGER))
    assert [(one.code, one.severity) for one in draft.problems] == [
        ("CATEGORY_UNKNOWN", Severity.INFO)
    ]
    assert book.lines("Source:Aid")[0].dims.category is None


def test_a_plan_never_touches_the_actual_side() -> None:
    book = Book()
    fields = {
        **COUNTY,
        "project_name": "水厂",
        "category": "社会事业",
        "municipal_fen": 10 * WAN,
        "recipient_own_fen": 3 * WAN,
        "content": "新建200㎡",
    }
    book.post(
        reading(
            "plan",
            [row(5, fields)],
            says=context("2019年度项目计划表", donor="闵行区", year="2019", status="planned"),
        )
    )
    assert book.sum("Plan:Aid", source="MUNICIPAL_POOLED", payer="310000") == 10 * WAN
    assert book.sum("Plan:Own") == 3 * WAN
    assert book.sum("Plan:Commitment") == -13 * WAN
    assert book.sum("Count:PlannedProjects", state="PLANNED") == 1
    assert book.sum("Count:PlannedFloorArea") == 2_000_000
    assert not book.lines("Source:Aid")
    assert book.lines("Plan:Aid")[0].starts == dt.date(2019, 1, 1)
    assert book.is_balanced()
