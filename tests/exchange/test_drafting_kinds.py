"""Rows of the other tables: training, stocks, pairings, people sent, statements, printed sums; and files sent again."""

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


# --- the owner -----------------------------------------------------------------------------------------


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


# --- sent again ----------------------------------------------------------------------------------------


def ledger(**more: Value) -> Reading:
    fields: dict[str, Value] = {
        **NANJIAN,
        "project_name": "水厂",
        "district_fen": 100 * WAN,
        "period": "2018/2019-06-30",
        **more,
    }
    return one("project_fund", fields)


def test_the_same_again_is_left_out_with_a_word() -> None:
    book = Book()
    book.post(ledger())
    before = len(book.entries)
    [draft] = book.post(ledger())
    assert len(book.entries) == before
    assert [(told.code, told.severity, told.found) for told in draft.problems] == [
        ("ON_RECORD", Severity.INFO, "the same as entry 1")
    ]


def test_a_project_with_another_amount_waits_and_says_what_to_do() -> None:
    book = Book()
    book.post(ledger())
    [draft] = book.draft(ledger(district_fen=120 * WAN))
    [told] = draft.problems
    assert (told.code, told.severity) == ("PROJECT_ON_RECORD", Severity.ERROR)
    assert told.found == "another figure than entry 1, which has 100万元"
    assert told.hint == "If the file is right, take entry 1 back first, then send this file again."
    assert draft.entries == ()


def test_a_project_taken_back_may_be_posted_again() -> None:
    book = Book()
    book.post(ledger())
    book.take_back(1)
    book.post(ledger(district_fen=120 * WAN))
    assert book.sum("Source:Aid") == -120 * WAN


def test_another_year_of_a_project_adds_money_but_does_not_count_it_twice() -> None:
    book = Book()
    book.post(ledger(period="2017"))
    book.post(ledger(period="2018", district_fen=30 * WAN))
    assert book.sum("Source:Aid") == -130 * WAN
    assert book.sum("Count:Projects") == 1


def test_progress_posts_only_the_difference() -> None:
    book = Book()
    book.post(ledger(allotted_fen=100 * WAN, paid_fen=20 * WAN, progress_rate=0.3))
    book.post(ledger(allotted_fen=100 * WAN, paid_fen=90 * WAN, progress_rate=1.0))
    assert [entry.kind for entry in book.entries.values()] == ["aid", "transfer"]
    assert book.sum("Source:Aid") == -100 * WAN
    assert book.sum("Place:Disbursed") == 90 * WAN
    assert book.sum("Place:Allotted") == 10 * WAN
    assert book.sum("Count:Projects") == 1
    assert book.sum("Count:Projects", state="COMPLETED") == 1
    assert book.sum("Count:Projects", state="IN_PROGRESS") == 0
    assert book.is_balanced()
    [again] = book.draft(ledger(allotted_fen=100 * WAN, paid_fen=90 * WAN, progress_rate=1.0))
    assert [told.code for told in again.problems] == ["ON_RECORD"]


def test_a_total_stated_otherwise_waits_and_one_that_crosses_it_too() -> None:
    book = Book()
    rest: dict[str, Value] = {"project_name": "未逐项列明", "not_itemised": True}
    book.post(ledger(**rest))
    [other] = book.draft(ledger(**{**rest, "district_fen": 120 * WAN}))
    assert [told.code for told in other.problems] == ["TOTAL_ON_RECORD"]
    [crossing] = book.draft(ledger(**{**rest, "period": "2019/2020"}))
    assert [told.code for told in crossing.problems] == ["TOTALS_CROSS"]


def test_a_stock_of_the_same_day_with_another_figure_waits() -> None:
    book = Book()
    fields: dict[str, Value] = {**NANJIAN, "as_of": "2016-12-31", "households": 900}
    book.post(one("household_counts", fields))
    [draft] = book.draft(one("household_counts", {**fields, "households": 901}))
    assert [told.code for told in draft.problems] == ["STOCK_ON_RECORD"]
    [more] = book.post(one("household_counts", {**fields, "people": 3600}))
    assert not more.problems
    assert book.sum("Stock:RegisteredHouseholds") == 900


def test_a_pairing_that_ended_otherwise_waits() -> None:
    book = Book()
    book.post(one("pairing", pairing("闵行区", "南涧彝族自治县")))
    [draft] = book.draft(one("pairing", pairing("闵行区", "南涧彝族自治县", end="2019")))
    assert [told.code for told in draft.problems] == ["PAIRING_ON_RECORD"]


def test_a_gift_that_looks_the_same_needs_a_yes_and_the_same_gift_is_left_out() -> None:
    book = Book()
    fields: dict[str, Value] = {
        **NANJIAN,
        "donor": "某企业",
        "recipient": "南涧县",
        "gift_kind": "资金",
        "amount_fen": 5 * WAN,
        "purpose": "助学",
    }
    book.post(one("donation", fields))
    [same] = book.draft(one("donation", fields))
    assert [told.code for told in same.problems] == ["ON_RECORD"]
    [alike] = book.draft(one("donation", {**fields, "purpose": "助医"}))
    assert [(told.code, told.severity) for told in alike.problems] == [
        ("LIKE_RECORD", Severity.WARNING)
    ]
    assert alike.entries


def test_a_person_of_the_same_day_and_place_needs_a_yes() -> None:
    book = Book()
    book.post(one("secondment", PERSON))
    [draft] = book.draft(one("secondment", PERSON))
    assert [told.code for told in draft.problems] == ["LIKE_RECORD"]
    assert draft.entries


def test_a_row_kept_back_by_reading_is_not_drafted() -> None:
    from jiedui.exchange.drafting import draft_rows

    book = Book()
    [draft] = draft_rows(ledger(), book.view(), waiting={("表", 4)})
    assert draft.entries == ()
