"""The classic ways to count wrongly, each with the right number."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from jiedui.books.entry import Dims, credited, line
from jiedui.figures.compute import compute
from jiedui.figures.model import Question
from jiedui.figures.trace import cell_question, lines_behind
from jiedui.kernel.period import parse_period
from jiedui.kernel.quantity import Wording, said
from tests.figures.book import aid, count, entry, facts_of, gift, observed, pairing, reversal

if TYPE_CHECKING:
    from pathlib import Path

    from jiedui.books.entry import EntryDraft
    from jiedui.figures.model import Answer, AnswerRow

A, B, PREFECTURE = "533401", "533422", "533400"


def at(recipient: str, **rest: str) -> Dims:
    return Dims(recipient=recipient, owner="310114", **rest)


def answer(folder: Path, entries: list[EntryDraft], question: Question) -> Answer:
    return compute(question, facts_of(folder, entries))


def row(folder: Path, entries: list[EntryDraft], question: Question) -> AnswerRow:
    (found,) = answer(folder, entries, question).rows
    return found


def of(place: str, **rest: object) -> Question:
    return Question("money", where=(("recipient", (place,)),), **rest)  # type: ignore[arg-type]


def ends(found: AnswerRow) -> tuple[int | None, int | None, int | None]:
    return found.value.low, found.value.stated, found.value.high


def test_joint_recipients_are_not_shared_out(tmp_path: Path) -> None:
    entries = [aid(100, "2015", at(f"{A}+{B}")), aid(7, "2015", at(A))]
    facts = facts_of(tmp_path, entries)
    (one,) = compute(of(A), facts).rows
    (both,) = compute(of(PREFECTURE), facts).rows
    assert ends(one) == (7, 7, 107)
    assert one.reason == "not_broken_down"
    assert ends(both) == (107, 107, 107)
    by_county = {
        dict(one.by)["county"]: ends(one)
        for one in compute(Question("money", by=("county",)), facts).rows
    }
    assert by_county == {A: (7, 7, 107), B: (0, None, 100), None: (100, 100, 100)}


def test_a_line_of_the_prefecture_touches_its_counties(tmp_path: Path) -> None:
    entries = [aid(20, "2017", at(PREFECTURE)), aid(5, "2017", at(A)), aid(1, "2017", at("632625"))]
    facts = facts_of(tmp_path, entries)
    assert ends(compute(of(A), facts).rows[0]) == (5, 5, 25)
    assert ends(compute(of("632625"), facts).rows[0]) == (1, 1, 1)


def test_null_dimensions_touch_every_value_but_no_project(tmp_path: Path) -> None:
    entries = [
        aid(50, "2015", at(A)),
        aid(8, "2015", at(A, source="TOWNSHIP", category="RURAL", project=f"{A}/school")),
    ]
    facts = facts_of(tmp_path, entries)

    def where(name: str, value: str) -> AnswerRow:
        return compute(Question("money", where=((name, (value,)),)), facts).rows[0]

    assert ends(where("source", "TOWNSHIP")) == (8, 8, 58)
    assert ends(where("category", "RURAL")) == (8, 8, 58)
    assert ends(where("project", f"{A}/school")) == (8, 8, 8)
    assert where("source", "MUNICIPAL_POOLED").reason == "not_broken_down"


def test_a_joint_payer_stays_joint_and_counts_once(tmp_path: Path) -> None:
    entries = [
        aid(30, "2015", at(A, payer="310000+310114")),
        aid(5, "2015", at(A, payer="310114")),
        aid(2, "2015", at(A, payer="区民政局")),
    ]
    facts = facts_of(tmp_path, entries)
    rows = {
        dict(one.by)["payer"]: ends(one)
        for one in compute(Question("money", by=("payer",)), facts).rows
    }
    assert rows == {"310000+310114": (30, 30, 30), "310114": (5, 5, 5), "区民政局": (2, 2, 2)}
    district = compute(Question("money", where=(("payer", ("310114",)),)), facts).rows[0]
    city_and_district = compute(Question("money", where=(("payer", ("310000",)),)), facts).rows[0]
    assert ends(district) == (5, 5, 35)
    assert ends(city_and_district) == (35, 35, 35)


def test_a_late_reversal_forgets_amount_interval_and_line(tmp_path: Path) -> None:
    over = aid(said(100, Wording.OVER), "2015", at(A))
    entries = [over, aid(3, "2015", at(A)), reversal(over)]
    facts = facts_of(tmp_path, entries)
    now, then = (compute(of(A, known_at=known_at), facts).rows[0] for known_at in (None, 2))
    assert (ends(now), now.value.wording, now.lines) == ((3, 3, 3), Wording.EXACT, 1)
    assert (ends(then), then.value.wording, then.lines) == ((103, 103, None), Wording.OVER, 2)


def test_a_wholly_reversed_book_holds_nothing(tmp_path: Path) -> None:
    one = aid(said(100, Wording.ABOUT), "2015", at(A))
    found = row(tmp_path, [one, reversal(one)], of(A))
    assert (found.value.wording, found.reason) == (Wording.NOT_KNOWN, "not_in_book")


def test_items_are_carved_out_of_their_total_wherever_they_are_counted(tmp_path: Path) -> None:
    items = [aid(said(30, Wording.ABOUT), "2014", at(A, category="RURAL")), aid(20, "2015", at(B))]
    total = aid(
        100,
        "2013/2017",
        at(PREFECTURE),
        itemised=False,
        carved=[one for item in items for one in item.lines],
    )
    facts = facts_of(tmp_path, [*items, total])
    (whole,) = compute(of(PREFECTURE), facts).rows
    assert (ends(whole), whole.itemised, whole.not_itemised) == ((100, 100, 100), 50, 50)
    (alone,) = compute(of(A), facts).rows
    # The rest of the total is 50, but for the doubt of the item that was taken out of it: 47 to 53.
    assert ends(alone) == (27, 30, 33 + 53)
    (year,) = compute(
        of(PREFECTURE, since=dt.date(2014, 1, 1), until=dt.date(2014, 12, 31)), facts
    ).rows
    assert ends(year) == (27, 30, 33 + 53)


def test_nothing_is_left_of_a_total_that_is_wholly_itemised(tmp_path: Path) -> None:
    item = aid(60, "2014", at(A))
    total = aid(60, "2013/2017", at(A), itemised=False, carved=item.lines)
    facts = facts_of(tmp_path, [item, total])
    (other,) = compute(of(A, since=dt.date(2016, 1, 1), until=dt.date(2016, 12, 31)), facts).rows
    (same,) = compute(of(A, since=dt.date(2014, 1, 1), until=dt.date(2014, 12, 31)), facts).rows
    assert other.reason == "not_in_book"
    assert ends(same) == (60, 60, 60)


def test_an_exclusion_keeps_a_remainder_out_of_what_is_known_exactly(tmp_path: Path) -> None:
    part = aid(40, "2015", at(A), itemised=False)
    total = aid(
        100, "2014/2016", at(PREFECTURE), itemised=False, carved=part.lines,
        excluding=f"{A}@2015-01-01/2015-12-31",
    )  # fmt: skip
    facts = facts_of(tmp_path, [part, total])
    (known,) = compute(of(A, since=dt.date(2015, 1, 1), until=dt.date(2015, 12, 31)), facts).rows
    (open_,) = compute(of(A), facts).rows
    (whole,) = compute(of(PREFECTURE), facts).rows
    assert (ends(known), ends(open_), ends(whole)) == ((40, 40, 40), (40, 40, 100), (100, 100, 100))


def test_a_county_unpaired_for_a_while_does_not_count_then(tmp_path: Path) -> None:
    entries = [
        pairing(A, "2012/2014", owner="310114"),
        aid(10, "2013", at(A)),
        aid(20, "2016", at(A)),
        aid(40, "2016", at(B)),
        aid(80, "2016", Dims(recipient=A, owner="310115")),
    ]
    facts = facts_of(tmp_path, entries)
    assert ends(compute(Question("money"), facts).rows[0]) == (130, 130, 130)
    gone = compute(
        Question(
            "money", where=(("recipient", (A,)), ("owner", ("310114",))), since=dt.date(2016, 1, 1)
        ),
        facts,
    )
    assert gone.rows[0].reason == "outside_pairing"
    (rest,) = compute(of(A, since=dt.date(2016, 1, 1)), facts).rows
    assert ends(rest) == (80, 80, 80)


def test_a_pairing_corrected_later_counts_again(tmp_path: Path) -> None:
    short = pairing(A, "2012/2014", owner="310114")
    entries = [aid(20, "2016", at(A)), short, reversal(short), pairing(A, "2012/", owner="310114")]
    facts = facts_of(tmp_path, entries)
    values = [compute(of(A, known_at=known_at), facts).rows[0] for known_at in (1, 2, 3, 4)]
    assert [one.value.stated for one in values] == [20, None, 20, 20]


def test_units_are_never_mixed(tmp_path: Path) -> None:
    days, dims = parse_period("2016"), at(A)
    entries = [
        entry("count", line("Count:Consumption", "fen", said(500), days, dims)),
        entry("count", line("Count:Consumption", "person", said(3), days, dims)),
    ]
    assert ends(row(tmp_path, entries, Question("consumption_purchases"))) == (500, 500, 500)


def test_plan_and_actual_are_never_added(tmp_path: Path) -> None:
    planned = line("Plan:Aid", "fen", said(900), parse_period("2017"), at(A))
    entries = [
        entry("plan", planned, credited(planned, "Plan:Commitment")),
        aid(100, "2017", at(A)),
    ]
    facts = facts_of(tmp_path, entries)
    assert ends(compute(of(A), facts).rows[0]) == (100, 100, 100)
    assert ends(compute(of(A, planned=True), facts).rows[0]) == (900, 900, 900)
    (rate,) = compute(Question("arrival_rate", where=(("recipient", (A,)),)), facts).rows
    assert rate.value.stated == 1111


def test_own_funds_are_never_aid(tmp_path: Path) -> None:
    own = line("Place:Own", "fen", said(1362), parse_period("2016"), at(A, source="RECIPIENT_OWN"))
    entries = [aid(638, "2016", at(A)), entry("aid", own, credited(own, "Source:Own"))]
    facts = facts_of(tmp_path, entries)
    found = {
        code: compute(Question(code), facts).rows[0].value.stated
        for code in ("money", "recipient_own", "project_cost")
    }
    assert found == {"money": 638, "recipient_own": 1362, "project_cost": 2000}


def test_money_counts_once_at_every_stage_it_passed(tmp_path: Path) -> None:
    days, dims = parse_period("2016"), at(A)

    def passes(amount: int, start: str, end: str) -> EntryDraft:
        gone = line(start, "fen", said(-amount), days, dims)
        return entry("transfer", gone, gone._replace(account=end, amount=amount))

    entries = [
        aid(100, "2016", dims, at="Place:Allotted"),
        passes(80, "Place:Allotted", "Place:Disbursed"),
        passes(50, "Place:Disbursed", "Place:Spent"),
        passes(5, "Place:Disbursed", "Place:ReturnedDisbursed"),
    ]
    facts = facts_of(tmp_path, entries)
    codes = (
        "money",
        "allotted",
        "disbursed",
        "spent",
        "returned",
        "idle",
        "utilisation_rate",
        "spending_rate",
    )
    found = {code: compute(Question(code), facts).rows[0].value.stated for code in codes}
    assert found == {
        "money": 100, "allotted": 100, "disbursed": 80, "spent": 50, "returned": 5, "idle": 45,
        "utilisation_rate": 8000, "spending_rate": 5000,
    }  # fmt: skip


def test_stocks_of_different_days_are_not_added(tmp_path: Path) -> None:
    entries = [observed(10, 40, "2016-12-31", A), observed(20, 80, "2015-12-31", B)]
    found = row(tmp_path, entries, Question("registered_poor_households"))
    assert (found.value.wording, found.reason) == (Wording.NOT_KNOWN, "not_known")
    assert "2015-12-31" in found.why[0]


def test_two_documents_may_state_one_stock_but_not_two_numbers(tmp_path: Path) -> None:
    same = [observed(10, 40, "2016-12-31", A), observed(10, 40, "2016-12-31", A, document="B")]
    other = [*same, observed(11, 40, "2016-12-31", A, document="C")]
    assert row(tmp_path / "1", same, Question("registered_poor_households")).value.stated == 10
    assert row(tmp_path / "2", other, Question("registered_poor_households")).reason == "ambiguous"


def test_one_observation_tells_no_change(tmp_path: Path) -> None:
    found = row(
        tmp_path, [observed(10, 40, "2016-12-31", A)], Question("registered_poor_people_fall")
    )
    assert (found.value.wording, found.reason) == (Wording.NOT_KNOWN, "not_known")


def test_old_and_new_names_of_a_county_are_one_county(tmp_path: Path) -> None:
    facts = facts_of(tmp_path, [aid(6, "2010", at(A))])
    for name in ("香格里拉县", "香格里拉市", "533421", "533401", "香格里拉", "中甸县"):
        assert ends(compute(of(name), facts).rows[0]) == (6, 6, 6), name


def test_gifts_of_unknown_overlap_are_counted_once_as_gifts(tmp_path: Path) -> None:
    dims = at(A, source="SOCIAL_DONATION", payer="某基金会")
    entries = [
        aid(90, "2015", at(A, source="SOCIAL_DONATION"), itemised=False),
        gift(10, "2015", dims),
    ]
    facts = facts_of(tmp_path, entries)
    money = compute(of(A), facts)
    assert ends(money.rows[0]) == (90, 90, 90)
    assert [(one.payer, one.value.stated, one.entry) for one in money.beside] == [
        ("某基金会", 10, 2)
    ]
    everything = compute(Question("money_given", where=(("recipient", (A,)),)), facts).rows[0]
    assert (ends(everything), everything.reason) == ((90, 90, 100), "ambiguous")
    for asked in ("某基金会", A):
        dimension = "donor" if asked != A else "recipient"
        found = compute(Question("gift", where=((dimension, (asked,)),)), facts).rows[0]
        assert ends(found) == (10, 10, 10)
    assert compute(Question("gifts_count"), facts).rows[0].value.stated == 1


def test_a_gift_taken_back_and_reclassified_is_told_once(tmp_path: Path) -> None:
    dims = at(A, source="SOCIAL_DONATION", payer="某基金会")
    first = gift(10, "2015", dims, overlap="counted")
    entries = [
        first,
        aid(90, "2015", at(A, source="SOCIAL_DONATION"), itemised=False),
        reversal(first),
        gift(10, "2015", dims),
    ]
    money = answer(tmp_path, entries, of(A))
    assert ends(money.rows[0]) == (90, 90, 90)
    assert len(money.beside) == 1


@pytest.mark.parametrize(
    ("kind_before", "kind_after", "expected"),
    [
        (
            "COUNTERPART_AID",
            "EAST_WEST_POVERTY",
            {"COUNTERPART_AID": (10, 10, 15), "EAST_WEST_POVERTY": (20, 20, 25), None: (5, 5, 5)},
        )
    ],
)
def test_a_change_of_kind_divides_time(
    tmp_path: Path,
    kind_before: str,
    kind_after: str,
    expected: dict[str | None, tuple[int, int, int]],
) -> None:
    entries = [
        pairing(A, "2010/2016-10-31", owner="310114", kind=kind_before),
        pairing(A, "2016-11/", owner="310114", kind=kind_after),
        aid(10, "2015", at(A)),
        aid(20, "2017", at(A)),
        aid(5, "2016", at(A)),
    ]
    facts = facts_of(tmp_path, entries)
    rows = {
        dict(one.by)["pairing_kind"]: ends(one)
        for one in compute(Question("money", by=("pairing_kind",)), facts).rows
    }
    assert rows == expected


def test_months_and_quarters(tmp_path: Path) -> None:
    entries = [
        aid(1, "2017-03", at(A)),
        aid(2, "2017-03-09", at(A)),
        aid(4, "2017", at(A)),
        aid(8, "2017-05", at(A)),
    ]
    facts = facts_of(tmp_path, entries)
    by = {name: compute(Question("money", by=(name,)), facts).rows for name in ("month", "quarter")}
    months = {
        dict(one.by)["month"]: ends(one) for one in by["month"] if one.value.stated is not None
    }
    quarters = {
        dict(one.by)["quarter"]: ends(one) for one in by["quarter"] if one.value.stated is not None
    }
    assert months == {"2017-03": (3, 3, 7), "2017-05": (8, 8, 12), None: (4, 4, 4)}
    assert quarters == {"2017Q1": (3, 3, 7), "2017Q2": (8, 8, 12), None: (4, 4, 4)}
    for value in ("2017Q1", "20171", "2017-1"):
        asked = Question("money", where=(("quarter", (value,)),))
        assert ends(compute(asked, facts).rows[0]) == (3, 3, 7)
    assert ends(compute(Question("money", where=(("month", ("2017-05",)),)), facts).rows[0]) == (
        8,
        8,
        12,
    )


def test_a_row_opens_its_own_lines(tmp_path: Path) -> None:
    entries = [
        aid(1, "2017", at(A, source="TOWNSHIP")),
        aid(2, "2016/2017", at(A)),
        aid(4, "2017", at(B)),
    ]
    facts = facts_of(tmp_path, entries)
    question = Question("money", by=("county", "year"))
    for found in compute(question, facts).rows:
        page = lines_behind(cell_question(question, dict(found.by)), facts)
        assert -sum(one["amount"] for one in page.rows) == (found.value.stated or 0)
    page = lines_behind(cell_question(question, {"county": A, "year": "2017"}), facts)
    assert [(one["entry"], one["line"]) for one in page.rows] == [(1, 2)]
    assert [(one["entry"], one["line"]) for one in page.touching] == [(2, 2)]


def test_floor_area_and_other_counts(tmp_path: Path) -> None:
    entries = [
        count("Count:FloorArea", "cm2", 752_000_00, "2016", at(A)),
        count("Count:OfficialsSent", "person", 2, "2016", at(A)),
    ]
    facts = facts_of(tmp_path, entries)
    assert compute(Question("building_area"), facts).rows[0].value.stated == 75_200_000
    assert compute(Question("officials_sent"), facts).rows[0].value.stated == 2
    assert compute(Question("people_trained_distinct"), facts).rows[0].reason == "not_in_book"
