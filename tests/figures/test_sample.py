"""What the book must be able to say about one real programme."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest

from jiedui.figures.compute import compute
from jiedui.figures.model import Question
from jiedui.kernel.quantity import Wording
from tests.figures.book import WAN, facts_of
from tests.figures.programme import DEQIN, JIADING, JIUZHI, SHANGRILA, entries

if TYPE_CHECKING:
    from jiedui.facts.store import Facts
    from jiedui.figures.model import AnswerRow

YONGREN, WUDING = "532327", "532329"
CHUXIONG = (YONGREN, "532322", WUDING)
SINCE, TO_DATE = dt.date(2013, 1, 1), dt.date(2017, 10, 31)
BOTH = (DEQIN, "533421")


@pytest.fixture(scope="module")
def facts(tmp_path_factory: pytest.TempPathFactory) -> Facts:
    return facts_of(tmp_path_factory.mktemp("facts"), entries())


def ask(
    facts: Facts, code: str, *, by: tuple[str, ...] = (), planned: bool = False, **rest: object
) -> list[AnswerRow]:
    days = {name: rest.pop(name) for name in ("since", "until", "as_of") if name in rest}
    where = tuple(
        (name, (value,) if isinstance(value, str) else value) for name, value in rest.items()
    )
    return list(compute(Question(code, by, where, planned=planned, **days), facts).rows)  # type: ignore[arg-type]


def exact(row: AnswerRow) -> int | None:
    assert row.value.is_exact
    return row.value.stated


def test_a_total_is_the_sum_of_its_sources(facts: Facts) -> None:
    (total,) = ask(facts, "money", recipient=JIUZHI)
    parts = {
        dict(row.by)["source"]: exact(row)
        for row in ask(facts, "money", by=("source",), recipient="久治县")
    }
    assert exact(total) == 1_405_630 * WAN // 100
    assert parts == {
        "MUNICIPAL_POOLED": 1_223_130 * WAN // 100,
        "DISTRICT_FISCAL": 1415 * WAN,
        "SOCIAL_DONATION": 410 * WAN,
    }


def test_what_is_not_itemised_is_carried_apart(facts: Facts) -> None:
    (row,) = ask(facts, "money", recipient=JIUZHI, source="市级统筹资金")
    assert (row.itemised, row.not_itemised) == (3338 * WAN, 889_330 * WAN // 100)


def test_one_year_of_a_total_over_several_is_a_bound_and_says_why(facts: Facts) -> None:
    (row,) = ask(facts, "money", recipient=JIUZHI, year="2015")
    value = row.value
    assert (value.low, value.stated, value.high) == (0, None, 1_405_630 * WAN // 100)
    assert row.reason == "not_broken_down"
    scope = "(久治县 2013/2017-10-31)"
    assert row.why == (
        f"账中有涵盖所问范围的数字,但未按时间分列{scope}。",
        f"The book holds a figure that covers it, but not broken down by time {scope}.",
    )


def test_a_table_by_year_has_one_row_not_broken_down_with_the_exact_total(facts: Facts) -> None:
    rows = ask(facts, "money", by=("year",), recipient=JIUZHI)
    assert [dict(row.by)["year"] for row in rows] == ["2013", "2014", "2015", "2016", "2017", None]
    assert exact(rows[-1]) == 1_405_630 * WAN // 100
    assert all(row.value.stated is None for row in rows[:-1])


def test_a_county_whose_total_stands_inside_a_wider_one(facts: Facts) -> None:
    (since_2013,) = ask(facts, "money", recipient="德钦", since=SINCE, until=TO_DATE)
    (both,) = ask(facts, "money", recipient=BOTH, since=dt.date(2004, 1, 1))
    (before,) = ask(facts, "money", recipient=BOTH, until=dt.date(2012, 12, 31))
    assert exact(since_2013) == 855_295 * WAN // 100
    assert exact(both) == 17990 * WAN
    assert exact(before) == (1_799_000 - 855_295) * WAN // 100


def test_a_plan_answers_no_actual_and_the_reverse(facts: Facts) -> None:
    (planned,) = ask(facts, "money", recipient="楚雄州", year="2017", planned=True)
    (actual,) = ask(facts, "money", recipient=CHUXIONG, year="2017", source="MUNICIPAL_POOLED")
    (arrived,) = ask(facts, "arrival_rate", recipient=YONGREN, year="2017")
    assert exact(planned) == 2982 * WAN
    assert (actual.value.wording, actual.reason) == (Wording.NOT_KNOWN, "not_in_book")
    assert (arrived.value.wording, arrived.reason) == (Wording.NOT_KNOWN, "not_in_book")


def test_a_joint_plan_is_not_shared_out_among_counties(facts: Facts) -> None:
    (one,) = ask(facts, "money", recipient=YONGREN, year="2017", planned=True)
    (rural,) = ask(
        facts, "projects", recipient=YONGREN, year="2017", category="RURAL", planned=True
    )
    (all_three,) = ask(
        facts, "projects", recipient=CHUXIONG, year="2017", category="新农村建设", planned=True
    )
    assert (one.value.low, one.value.high, one.reason) == (0, 2982 * WAN, "not_broken_down")
    assert (rural.value.low, rural.value.high, rural.reason) == (0, 3, "not_broken_down")
    assert exact(all_three) == 3


@pytest.mark.parametrize("code", ["money", "projects", "training_batches", "people_trained"])
@pytest.mark.parametrize("donor", [(JIADING,), ("嘉定区",), ()])
def test_a_county_counts_only_while_it_was_paired(
    facts: Facts, code: str, donor: tuple[str, ...]
) -> None:
    where = (("recipient", ("533421",)), *((("donor", donor),) if donor else ()))
    (row,) = compute(Question(code, where=where, since=SINCE, until=TO_DATE), facts).rows
    assert (row.value.wording, row.reason) == (Wording.NOT_KNOWN, "outside_pairing")
    assert "2004/2011" in row.why[0]


def test_over_stays_over_and_adds_to_exact(facts: Facts) -> None:
    (deqin,) = ask(
        facts, "people_trained", recipient=DEQIN, donor=JIADING, since=SINCE, until=TO_DATE
    )
    (three,) = ask(
        facts,
        "people_trained",
        recipient=(JIUZHI, DEQIN, SHANGRILA),
        donor=JIADING,
        since=SINCE,
        until=TO_DATE,
    )
    assert (deqin.value.stated, deqin.value.high, deqin.value.wording) == (886, None, Wording.OVER)
    assert (three.value.stated, three.value.high, three.value.wording) == (1887, None, Wording.OVER)
    assert (deqin.reason, three.reason) == ("", "")


def test_a_remainder_of_inexact_numbers_is_never_exact(facts: Facts) -> None:
    (row,) = ask(facts, "people_trained", recipient=BOTH, until=dt.date(2012, 12, 31))
    assert (row.value.low, row.value.stated, row.value.high) == (0, 114, None)
    assert row.value.wording is Wording.BETWEEN


def test_projects_are_the_sum_of_the_stated_categories(facts: Facts) -> None:
    (jiuzhi,) = ask(facts, "projects", recipient=JIUZHI, donor=JIADING, since=SINCE, until=TO_DATE)
    (deqin,) = ask(facts, "projects", recipient=DEQIN, donor=JIADING, since=SINCE, until=TO_DATE)
    (talent,) = ask(
        facts, "projects", recipient=JIUZHI, category="TALENT", since=SINCE, until=TO_DATE
    )
    (year,) = ask(facts, "projects", recipient=JIUZHI, since=dt.date(2017, 1, 1), until=TO_DATE)
    (both,) = ask(facts, "projects", recipient=BOTH, since=dt.date(2004, 1, 1))
    assert (exact(jiuzhi), exact(deqin)) == (64, 50)
    assert talent.reason == "not_in_book"
    assert (year.reason, year.value.high) == ("not_broken_down", 64)
    assert (both.value.stated, both.value.wording) == (180, Wording.OVER)


def test_stocks_are_known_on_the_days_they_were_observed(facts: Facts) -> None:
    def on(day: dt.date | None) -> AnswerRow:
        where = (("recipient", (JIUZHI,)),)
        question = Question("registered_poor_households", where=where, as_of=day)
        return compute(question, facts).rows[0]

    assert exact(on(dt.date(2013, 12, 31))) == 1653
    assert exact(on(TO_DATE)) == 442
    assert exact(on(None)) == 442
    assert on(None).as_of == TO_DATE
    between = on(dt.date(2016, 12, 31))
    assert (between.value.wording, between.reason) == (Wording.NOT_KNOWN, "not_known")
    assert "2013-12-31、2017-10-31" in between.why[0]
    (together,) = ask(facts, "registered_poor_people", as_of=dt.date(2013, 12, 31))
    assert exact(together) == 27522


RATES = {
    ("registered_poor_households_fall_rate", JIUZHI): (7326, Fraction(1211 * 100, 1653)),
    ("registered_poor_people_fall_rate", JIUZHI): (7204, Fraction(4580 * 100, 6358)),
    ("registered_poor_households_fall_rate", DEQIN): (5861, Fraction(2814 * 100, 4801)),
    ("registered_poor_people_fall_rate", DEQIN): (5744, Fraction(12157 * 100, 21164)),
    ("registered_poor_households_fall_rate", (JIUZHI, DEQIN)): (6236, Fraction(4025 * 100, 6454)),
    ("registered_poor_people_fall_rate", (JIUZHI, DEQIN)): (6081, Fraction(16737 * 100, 27522)),
}


@pytest.mark.parametrize(("code", "place"), RATES)
def test_rates_are_exact_fractions_shown_rounded(facts: Facts, code: str, place: str) -> None:
    hundredths, ratio = RATES[code, place]
    (row,) = ask(facts, code, recipient=place, since=dt.date(2013, 12, 31), until=TO_DATE)
    assert row.ratio is not None
    assert (row.value.stated, row.ratio.stated) == (hundredths, ratio)
    assert ask(facts, code, recipient=place)[0].value == row.value


def test_falls_and_people_per_household(facts: Facts) -> None:
    (fall,) = ask(facts, "registered_poor_households_fall", recipient=JIUZHI)
    (change,) = ask(facts, "registered_poor_households_change", recipient=JIUZHI)
    (size,) = ask(facts, "people_per_household", recipient=JIUZHI, as_of=dt.date(2013, 12, 31))
    (unknown,) = ask(facts, "people_per_household", recipient=JIUZHI, as_of=dt.date(2016, 12, 31))
    assert (exact(fall), exact(change)) == (1211, -1211)
    assert size.ratio is not None
    assert size.ratio.stated == Fraction(6358, 1653)
    assert unknown.reason == "not_known"


def test_gifts_of_unknown_overlap_stand_beside_the_total(facts: Facts) -> None:
    answer = compute(Question("money", where=(("recipient", (JIUZHI,)),)), facts)
    (given,) = ask(facts, "money_given", recipient=JIUZHI)
    (exactly,) = ask(facts, "money_given", recipient=DEQIN, since=SINCE, until=TO_DATE)
    (gifts,) = ask(facts, "gift", recipient=WUDING)
    assert [one.payer for one in answer.beside] == ["万佛寺", "310114:嘉定镇街道", "区民政局"]
    assert (given.value.low, given.value.high, given.reason) == (
        1_405_630 * WAN // 100,
        None,
        "ambiguous",
    )
    assert (exactly.value.low, exactly.value.high) == (855_295 * WAN // 100, 860_295 * WAN // 100)
    assert exact(gifts) == 15 * WAN


def test_an_amount_not_stated_is_not_zero(facts: Facts) -> None:
    rows = {dict(row.by)["donor"]: row for row in ask(facts, "gift", by=("donor",))}
    temple = rows["万佛寺"]
    assert (temple.value.stated, temple.value.low, temple.value.high) == (None, 0, None)
    assert (temple.value.wording, temple.reason) == (Wording.NOT_STATED, "amount_not_stated")


def test_pairings(facts: Facts) -> None:
    (then,) = ask(facts, "pairings", recipient=SHANGRILA, donor=JIADING, as_of=dt.date(2010, 6, 1))
    (now,) = ask(facts, "pairings", recipient=SHANGRILA, donor=JIADING)
    (start,) = ask(facts, "pairing_start_year", recipient=JIUZHI)
    kinds = {
        dict(row.by)["pairing_kind"]: exact(row)
        for row in ask(facts, "pairings", by=("pairing_kind",))
    }
    assert (exact(then), now.reason, exact(start)) == (1, "not_in_book", 2012)
    assert kinds["COUNTERPART_SUPPORT"] == 2


def test_money_by_kind_of_pairing(facts: Facts) -> None:
    rows = {
        dict(row.by)["pairing_kind"]: exact(row)
        for row in ask(facts, "money", by=("pairing_kind",))
    }
    assert rows["COUNTERPART_SUPPORT"] == 1_405_630 * WAN // 100
    assert rows["COUNTERPART_AID"] == 17990 * WAN
    assert rows["REVOLUTIONARY_BASE"] == 900 * WAN
    (one,) = ask(facts, "money", pairing_kind="对口支援")
    assert exact(one) == 1_405_630 * WAN // 100


def test_money_whose_stage_is_not_stated_may_be_idle(facts: Facts) -> None:
    (idle,) = ask(facts, "idle", recipient=JIUZHI)
    assert (idle.value.low, idle.value.stated, idle.value.high) == (0, None, 1_405_630 * WAN // 100)
    assert idle.reason == "stage_not_stated"
    stages = {
        dict(row.by)["stage"]: exact(row)
        for row in ask(facts, "where_is_money", by=("stage",), recipient=JIUZHI)
    }
    assert stages == {"CONTRIBUTED": 1_405_630 * WAN // 100}


def test_shares_and_means(facts: Facts) -> None:
    shares = {
        dict(row.by)["source"]: row.value.stated
        for row in ask(facts, "money_share", by=("source",), recipient=JIUZHI)
    }
    assert shares == {"MUNICIPAL_POOLED": 8702, "DISTRICT_FISCAL": 1007, "SOCIAL_DONATION": 292}
    (mean,) = ask(
        facts, "money_mean_per_county", recipient=(JIUZHI, DEQIN), since=SINCE, until=TO_DATE
    )
    assert mean.value.stated == (1_405_630 + 855_295) * WAN // 200
