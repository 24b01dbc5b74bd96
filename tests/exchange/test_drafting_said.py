"""What a row says and no more: spent money, completion, whole counts, wording, joint payers."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

import pytest

from jiedui.books.payers import payer_key
from jiedui.exchange.rows import ColumnReading, Total
from jiedui.kernel.problem import Severity
from tests.exchange.readings import WAN, Book, context, reading, row

if TYPE_CHECKING:
    from jiedui.exchange.drafting import RowDraft

NANJIAN: dict[str, object] = {"county": "南涧彝族自治县", "county_code": "532926"}
LEDGER = context("闵行区项目资金台账", donor="闵行区", period="2018/2019-06-30")


def ledger(book: Book, fields: dict[str, object], **wordings: str) -> RowDraft:
    told = row(5, {**NANJIAN, "project_name": "水厂", **fields}, **wordings)
    [draft] = book.post(reading("project_fund", [told], says=LEDGER))
    return draft


@pytest.mark.parametrize(
    ("allotted", "paid", "surplus", "spent"),
    [
        (100, 50, 20, 30),
        (80, 50, 50, 0),  # what of the aid was not paid out
        (80, 50, 30, 0),  # what of the allotment was not paid out
        (None, 60, 40, 0),
        (100, 50, 70, 0),
        (100, None, 20, 0),
        (100, 90, 0, 90),
    ],
)
def test_only_what_is_left_of_money_paid_out_says_what_was_spent(
    allotted: int | None, paid: int | None, surplus: int, spent: int
) -> None:
    book = Book()
    fields = {"allotted_fen": allotted, "paid_fen": paid, "surplus_fen": surplus}
    money = {name: value * WAN for name, value in fields.items() if value is not None}
    ledger(book, {"district_fen": 100 * WAN, **money})
    assert book.sum("Place:Spent") == spent * WAN
    assert book.sum("Place:Disbursed") == ((paid or 0) - spent) * WAN
    assert book.sum("Source:Aid") == -100 * WAN


@pytest.mark.parametrize(
    ("fields", "heading", "state"),
    [
        ({"end_date": "2019-05"}, "竣工日期", "COMPLETED"),
        ({"end_date": "2019-06-30", "start_date": "2018-07"}, None, "COMPLETED"),
        ({"end_date": "2019-12", "start_date": "2018-07"}, "竣工日期", "STARTED"),
        ({"end_date": "2019", "start_date": "2018-07"}, "竣工日期", "STARTED"),
        ({"end_date": "2019-05", "start_date": "2018-07"}, "计划竣工日期", "STARTED"),
        ({"end_date": "2019-05", "start_date": "2018-07"}, "建设期限|止", "STARTED"),
        ({"end_date": "2019-05", "progress_rate": 0.8}, "竣工日期", "IN_PROGRESS"),
        ({"end_date": "2019-05", "settled_fen": 90 * WAN}, "竣工日期", "SETTLED"),
    ],
)
def test_a_project_is_completed_when_its_building_has_ended(
    fields: dict[str, object], heading: str | None, state: str
) -> None:
    told = row(5, {**NANJIAN, "project_name": "水厂", "district_fen": 100 * WAN, **fields})
    read = reading("project_fund", [told], says=LEDGER)
    if heading is not None:
        column = ColumnReading("表", "D", (2, 3), heading, "end_date")
        read = dataclasses.replace(read, columns=(column,))
    book = Book()
    book.post(read)
    [project] = book.lines("Count:Projects")
    assert project.dims.state == state


@pytest.mark.parametrize(
    ("kind", "fields", "cell"),
    [
        ("training", {"class_name": "甲班", "batches": 1, "people": 12.5}, "E5"),
        ("training", {"class_name": "甲班", "people": 12, "person_times": 30.5}, "E5"),
        ("household_counts", {"as_of": "2018-12-31", "households": 8.5, "people": 30}, "D5"),
        ("statement", {"measure": "项目数", "value": 3.5}, "D5"),
    ],
)
def test_a_count_that_is_not_whole_keeps_its_row_back(
    kind: str, fields: dict[str, object], cell: str
) -> None:
    [draft] = Book().draft(reading(kind, [row(5, {**NANJIAN, **fields})]))
    assert [(told.code, told.severity, told.source.cell) for told in draft.problems] == [
        ("COUNT_NOT_WHOLE", Severity.ERROR, cell)
    ]
    assert draft.entries == ()


def test_a_whole_number_written_with_a_point_counts() -> None:
    book = Book()
    told = row(5, {**NANJIAN, "class_name": "甲班", "people": 12.0})
    book.post(reading("training", [told]))
    assert book.sum("Count:Trained") == 12
    area = {"measure": "建筑面积", "value": 7520.5, "relation": "含明细", "period": "2018"}
    book.post(reading("statement", [row(5, {**NANJIAN, **area})]))
    assert book.sum("Count:FloorArea") == 75_205_000


@pytest.mark.parametrize(
    ("amount", "wording", "words"),
    [
        (30 * WAN, "about", "约30万元"),
        (30 * WAN, "over", "30万元以上"),
        (30 * WAN, "nearly", "近30万元"),
        (30 * WAN, "at_least", "至少30万元"),
        (30 * WAN, "at_most", "不超过30万元"),
        (5_000_055, "exact", "5.000055万元"),
        (45_000_050, "exact", "45.00005万元"),
    ],
)
def test_an_entrys_sentence_keeps_wording_and_precision(
    amount: int, wording: str, words: str
) -> None:
    draft = ledger(Book(), {"district_fen": amount}, district_fen=wording)
    assert draft.entries[0].words == f"南涧彝族自治县 水厂:区级财政资金{words}"


@pytest.mark.parametrize(
    ("words", "key"),
    [
        ("甲公司、乙公司", "乙公司+甲公司"),
        ("乙公司,甲公司", "乙公司+甲公司"),
        ("甲公司、乙公司和丙商会", "丙商会+乙公司+甲公司"),
        ("甲公司与乙公司", "乙公司+甲公司"),
        ("甲公司及乙基金会", "乙基金会+甲公司"),
        ("区教育局和区体育局", "区体育局+区教育局"),
        ("区教育与体育局", "区教育与体育局"),
        ("区人力资源和社会保障局", "区人力资源和社会保障局"),
        ("区农业农村和水利局、甲公司", "区农业农村和水利局+甲公司"),
        ("甲公司(含乙公司、丙公司)", "甲公司(含乙公司、丙公司)"),
        ("甲公司(上海)、乙公司", "乙公司+甲公司(上海)"),
        ("甲公司、乙公司等", "甲公司、乙公司等"),
        ("区 民政局", "区民政局"),
        ("", None),
        ("松江区", "310117"),
        ("松江区、闵行区", "310112+310117"),
        ("闵行区、松江区", "310112+310117"),
        ("松江", "松江"),
        ("南山区", "南山区"),
    ],
)
def test_joint_payers_have_a_joint_key(words: str, key: str | None) -> None:
    assert payer_key(words, within="310112") == key


def test_a_joint_gift_is_one_gift_of_both() -> None:
    book = Book()
    fields = {"donor": "甲公司、乙公司", "amount_fen": 5 * WAN, "donation_date": "2018-05-01"}
    book.post(reading("donation", [row(5, {**NANJIAN, **fields})]))
    assert book.sum("Source:Gift", payer="乙公司+甲公司") == -5 * WAN
    assert book.sum("Count:Gifts") == 1
    (entry,) = book.entries.values()
    assert entry.words == "甲公司、乙公司向南涧彝族自治县捐赠", "a county is a receiver"


@pytest.mark.parametrize(
    ("attended", "asserted"),
    [((None, None), [75]), ((80, 90), [170]), ((80, None), [])],
)
def test_a_sum_of_people_is_not_asserted_of_attendances(
    attended: tuple[int | None, int | None], asserted: list[int]
) -> None:
    rows = [
        row(
            4 + at,
            {
                **NANJIAN,
                "class_name": f"{at}班",
                "batches": 1,
                "people": people,
                "person_times": times,
                "start_date": "2018-05",
                "end_date": "2018-05",
            },
        )
        for at, (people, times) in enumerate(zip((35, 40), attended, strict=True))
    ]
    values = {"batches": 2, "people": 75, "person_times": sum(one or 0 for one in attended) or None}
    total = Total("表", 6, "合计", dict(values), covers=(4, 5))
    book = Book()
    book.post(reading("training", rows, says=LEDGER, totals=(total,)))
    assert [line.amount for line in book.lines("Assertion:people_trained")] == asserted
    assert [line.amount for line in book.lines("Assertion:training_batches")] == [2]
