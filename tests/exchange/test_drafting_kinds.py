"""Rows of the other tables: training, stocks, pairings, people sent, statements, sums."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from jiedui.exchange.rows import Total
from jiedui.kernel.period import LATEST
from jiedui.kernel.problem import Severity
from tests.exchange.readings import WAN, Book, context, reading, row

if TYPE_CHECKING:
    from jiedui.exchange.rows import Reading, Value

NANJIAN: dict[str, Value] = {"county": "南涧彝族自治县", "county_code": "532926"}
TITLED = context("闵行区对口帮扶台账", donor="闵行区")


def one(kind: str, fields: dict[str, Value], **wordings: str) -> Reading:
    return reading(kind, [row(4, fields, **wordings)], says=TITLED)


def test_training_counts_batches_and_attendances_dated_by_the_class() -> None:
    book = Book()
    book.post(
        one(
            "training",
            {
                **NANJIAN,
                "class_name": "电商班",
                "batches": 2,
                "people": 60,
                "start_date": "2018-05-06",
                "end_date": "2018-05-17",
            },
        )
    )
    [trained] = book.lines("Count:Trained")
    assert (trained.amount, trained.unit, trained.itemised) == (60, "person_time", True)
    assert (trained.starts, trained.ends) == (dt.date(2018, 5, 6), dt.date(2018, 5, 17))
    assert book.sum("Count:TrainingBatches") == 2


def test_person_times_win_over_people_and_the_cost_is_only_told() -> None:
    book = Book()
    [draft] = book.post(
        one(
            "training",
            {**NANJIAN, "class_name": "班", "people": 40, "person_times": 70, "cost_fen": WAN},
        )
    )
    assert book.sum("Count:Trained") == 70
    assert not book.lines("Count:TrainedDistinct")
    assert [(told.code, told.severity) for told in draft.problems] == [
        ("COST_BESIDE", Severity.INFO)
    ]


def test_a_rest_of_training_is_a_stated_total_and_keeps_its_wording() -> None:
    book = Book()
    book.post(
        one(
            "training",
            {
                **NANJIAN,
                "class_name": "未逐项列明",
                "people": 886,
                "not_itemised": True,
                "period": "2016/2019-06-30",
            },
            people="over",
        )
    )
    [trained] = book.lines("Count:Trained")
    assert (trained.itemised, trained.wording, trained.high_open) == (False, "over", 1)


def test_a_stock_is_an_observation_of_one_day() -> None:
    book = Book()
    book.post(
        one("household_counts", {**NANJIAN, "as_of": "2016", "households": 900, "people": 3600})
    )
    [households] = book.lines("Stock:RegisteredHouseholds")
    assert (households.starts, households.ends) == (dt.date(2016, 12, 31),) * 2
    assert book.sum("Stock:RegisteredPeople", owner="310112") == 3600


def test_a_stock_without_a_day_waits() -> None:
    [draft] = Book().draft(one("household_counts", {**NANJIAN, "households": 900}))
    assert [told.code for told in draft.problems] == ["VALUE_MISSING"]


def pairing(
    donor: str,
    recipient: str,
    kind: str = "对口支援",
    start: str | None = "2016",
    end: str | None = None,
) -> dict[str, Value]:
    return {
        "donor": donor,
        "recipient": recipient,
        "pairing_kind": kind,
        "start_date": start,
        "end_date": end,
    }


@pytest.mark.parametrize(
    ("donor", "recipient", "owner", "payer", "keys"),
    [
        ("上海市", "云南省", "310000", None, ["530000"]),
        ("闵行区", "南涧彝族自治县", "310112", None, ["532926"]),
        ("闵行区", "大理州(南涧彝族自治县、漾濞彝族自治县)", "310112", None, ["532922", "532926"]),
        ("七宝镇", "南涧彝族自治县公郎镇", "310112", "310112:七宝镇", ["532926:公郎镇"]),
        ("某集团公司", "大理州", "310112", "某集团公司", ["532900"]),
    ],
)
def test_both_ends_of_a_pairing(
    donor: str, recipient: str, owner: str, payer: str | None, keys: list[str]
) -> None:
    book = Book()
    book.post(one("pairing", pairing(donor, recipient)))
    lines = book.lines("Pairing:InForce")
    assert [line.dims.recipient for line in lines] == keys
    assert {(line.dims.owner, line.dims.payer) for line in lines} == {(owner, payer)}
    assert {line.ends for line in lines} == {LATEST}


def test_a_change_of_kind_ends_one_pairing_the_day_before_the_next() -> None:
    book = Book()
    rows = [
        row(4, pairing("上海市", "云南省", "对口帮扶", None, "2016-11")),
        row(5, pairing("上海市", "云南省", "东西部扶贫协作", "2016-11")),
        row(6, pairing("闵行区", "香格里拉县", "对口帮扶", "2004", "2011")),
    ]
    book.post(reading("pairing", rows, says=TITLED))
    days = [(line.starts, line.ends) for line in book.lines("Pairing:InForce")]
    assert days[0] == (dt.date(1900, 1, 1), dt.date(2016, 10, 31))
    assert days[1] == (dt.date(2016, 11, 1), LATEST)
    assert days[2] == (dt.date(2004, 1, 1), dt.date(2011, 12, 31))
    assert book.lines("Pairing:InForce")[2].dims.recipient == "533401"


def test_an_unknown_kind_of_pairing_needs_a_yes_and_an_unknown_place_waits() -> None:
    [draft] = Book().draft(one("pairing", pairing("闵行区", "南涧彝族自治县", "友好往来")))
    assert [(told.code, told.severity) for told in draft.problems] == [
        ("PAIRING_KIND_UNKNOWN", Severity.WARNING)
    ]
    assert draft.entries[0].lines[0].dims.pairing_kind == "OTHER_PAIR"
    [lost] = Book().draft(one("pairing", pairing("闵行区", "某某地方")))
    assert [told.code for told in lost.problems] == ["NAME_UNKNOWN"]
    assert lost.entries == ()


PERSON: dict[str, Value] = {
    **NANJIAN,
    "name": "甲某",
    "id_no": "310***********1234",
    "direction": "E2W",
    "secondment_kind": "党政干部",
    "actual_start": "2018-07-03",
    "host_position": "副县长",
}


def test_a_person_sent_is_counted_without_anything_personal() -> None:
    book = Book()
    book.post(
        reading(
            "secondment",
            [row(4, PERSON), row(5, {**PERSON, "secondment_kind": "专技人才"})],
            says=TITLED,
        )
    )
    assert book.sum("Count:OfficialsSent") == 1
    assert book.sum("Count:ProfessionalsSent") == 1
    assert "甲某" not in repr(book.entries)
    assert "310***" not in repr(book.entries)
    assert "副县长" not in repr(book.entries)


@pytest.mark.parametrize(
    ("change", "code"),
    [({"direction": "W2E"}, "SENT_EAST"), ({"actual_start": None}, "NOT_ARRIVED")],
)
def test_those_sent_east_or_only_planned_are_told_and_not_counted(
    change: dict[str, Value], code: str
) -> None:
    [draft] = Book().draft(one("secondment", {**PERSON, **change}))
    assert draft.entries == ()
    assert [(told.code, told.severity) for told in draft.problems] == [(code, Severity.INFO)]


def statement(**fields: Value) -> Reading:
    return one("statement", {**NANJIAN, "period": "2016/2019-06-30", **fields})


def test_a_planned_statement_is_marked_so_and_its_summary_stands_on_the_plan() -> None:
    book = Book()
    book.post(
        statement(
            measure="项目数", value=9, category="产业发展", status="planned", relation="含明细"
        )
    )
    assert [line.dims.state for line in book.lines("Assertion:projects")] == ["PLANNED"]
    assert book.sum("Count:PlannedProjects", category="INDUSTRY", itemised=False) == 9
    assert not book.lines("Count:Projects")


def test_a_statement_names_its_document_and_its_floor_area_in_square_centimetres() -> None:
    book = Book()
    book.post(
        statement(measure="建筑面积", value=1500, document="某报2019年6月", relation="含明细")
    )
    assert book.sum("Count:FloorArea") == 15_000_000
    assert {entry.document for entry in book.entries.values()} == {"某报2019年6月"}


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"measure": "幸福指数", "value": 5}, "MEASURE_UNKNOWN"),
        ({"measure": "项目数", "value": 5, "relation": "大概"}, "RELATION_UNKNOWN"),
        ({"measure": "帮扶资金", "value": 5, "source": "彩票"}, "SOURCE_UNKNOWN"),
    ],
)
def test_a_statement_in_unknown_words_waits(fields: dict[str, Value], code: str) -> None:
    [draft] = Book().draft(statement(**fields))
    assert [(told.code, told.severity) for told in draft.problems] == [(code, Severity.ERROR)]
    assert draft.entries == ()


def test_a_printed_sum_is_asserted_of_its_rows_places() -> None:
    book = Book()
    rows = [
        row(5, {**NANJIAN, "as_of": "2016-12-31", "households": 900}),
        row(
            6,
            {
                "county": "漾濞彝族自治县",
                "county_code": "532922",
                "as_of": "2016-12-31",
                "households": 100,
            },
        ),
    ]
    total = Total(
        "表", 7, "合计", {"as_of": "2016-12-31", "households": 1000}, cells={"households": "C7"}
    )
    drafts = book.post(reading("household_counts", rows, says=TITLED, totals=(total,)))
    [claim] = book.lines("Assertion:registered_poor_households")
    assert (claim.amount, claim.dims.recipient) == (1000, "532922+532926")
    assert claim.cell == "表.xlsx\t表\tC7"
    assert drafts[-1].is_total


# --- the owner -------------------------------------------------------------------------


def test_the_owner_is_the_title_then_the_office_then_the_one_district_paired() -> None:
    untitled = context("台账")
    fields: dict[str, Value] = {**NANJIAN, "project_name": "水厂", "district_fen": WAN}
    book = Book("310114")
    book.post(reading("project_fund", [row(5, fields)], says=untitled))
    assert book.lines("Source:Aid")[0].dims.owner == "310114"
    paired = Book(None)
    paired.post(one("pairing", pairing("闵行区", "南涧彝族自治县")))
    paired.post(reading("project_fund", [row(5, fields)], says=untitled))
    assert paired.lines("Source:Aid")[0].dims.owner == "310112"
    nobody = Book(None)
    nobody.post(reading("project_fund", [row(5, fields)], says=untitled))
    assert nobody.lines("Source:Aid")[0].dims.owner is None


@pytest.mark.parametrize(("office", "found"), [("440305", "440305"), ("310112", "230404")])
def test_a_district_of_a_common_name_is_the_offices_own(office: str, found: str) -> None:
    """鹤岗 and 深圳 both have a 南山区."""
    book = Book(office)
    told = {**pairing("南山区", "南涧彝族自治县"), "donor_key": "230404"}  # As a file is read.
    pairs = row(4, told)
    book.post(reading("pairing", [pairs], says=context("结对关系表")))
    fields: dict[str, Value] = {**NANJIAN, "project_name": "水厂", "district_fen": WAN}
    says = context("南山区项目资金台账", donor="南山区")
    book.post(reading("project_fund", [row(5, fields)], says=says))
    for account in ("Pairing:InForce", "Source:Aid"):
        assert book.lines(account)[0].dims.owner == found


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("县县结对", "COUNTY_PAIR"),
        ("区县结对", "COUNTY_PAIR"),
        ("镇镇", "TOWN_PAIR"),
        ("村企", "VILLAGE_FIRM_PAIR"),
        ("校校", "SCHOOL_PAIR"),
    ],
)
def test_kinds_of_pairing_as_lists_write_them(words: str, code: str) -> None:
    [draft] = Book().draft(one("pairing", pairing("闵行区", "南涧彝族自治县", words)))
    assert draft.problems == ()
    assert draft.entries[0].lines[0].dims.pairing_kind == code
