"""Statements set against the book."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING

from jiedui.books.entry import Dims, line
from jiedui.figures.claim import Claim, claims_in_book, judge
from jiedui.figures.compute import compute
from jiedui.figures.model import Question
from jiedui.figures.support import Supports, support_of
from jiedui.figures.trace import lines_behind
from jiedui.kernel.period import parse_period
from jiedui.kernel.quantity import Wording, said
from tests.figures.book import WAN, aid, count, entry, facts_of, observed, pairing

if TYPE_CHECKING:
    from pathlib import Path

    from jiedui.books.entry import EntryDraft
    from jiedui.facts.store import Facts

PLACE = "632625"
DIMS = Dims(recipient=PLACE, owner="310114")
SINCE, UNTIL = dt.date(2013, 1, 1), dt.date(2017, 10, 31)


def book(folder: Path, *more: EntryDraft) -> Facts:
    items = [
        aid(30 * WAN, "2014", DIMS, document="ledger"),
        aid(20 * WAN, "2015", DIMS, document="ledger"),
    ]
    parts = [one for item in items for one in item.lines]
    total = aid(
        100 * WAN,
        "2013/2017-10-31",
        DIMS,
        itemised=False,
        carved=parts,
        document="report",
        kind="summary",
    )
    trained = count(
        "Count:Trained", "person_time", 1001, "2013/2017-10-31", DIMS, document="report"
    )
    return facts_of(
        folder,
        [*items, total, trained, observed(442, 1778, "2017-10-31", PLACE, document="table"), *more],
    )


def claim(
    amount: int,
    wording: Wording = Wording.EXACT,
    *,
    code: str = "money",
    document: str = "page",
    year: int | None = None,
    **rest: object,
) -> Claim:
    where = (("recipient", (PLACE,)),)
    days: dict[str, object] = {"since": SINCE, "until": UNTIL} | rest
    if year is not None:
        days |= {"since": dt.date(year, 1, 1), "until": dt.date(year, 12, 31)}
    return Claim(code, said(amount, wording), where, document=document, **days)  # type: ignore[arg-type]


def test_a_claim_that_others_bear_out_is_confirmed(tmp_path: Path) -> None:
    verdict = judge(claim(100 * WAN), book(tmp_path))
    assert verdict.outcome == "confirmed"
    assert (verdict.itemised, verdict.not_itemised) == (50 * WAN, 50 * WAN)
    assert verdict.entries == (1, 2, 3)
    assert all(verdict.why)


def test_support_from_its_own_document_alone_is_no_confirmation(tmp_path: Path) -> None:
    facts = book(tmp_path)
    verdict = judge(claim(100 * WAN, document="report"), facts)
    assert (verdict.outcome, verdict.independent) == ("not_independently_supported", 50 * WAN)
    assert "report" in verdict.why[1]
    items = judge(
        claim(30 * WAN, document="report", since=dt.date(2014, 1, 1), until=dt.date(2014, 12, 31)),
        facts,
    )
    assert items.outcome == "undecidable", "the rest of the total may lie in the year too"


def test_a_contradiction_says_by_how_much_and_which_way(tmp_path: Path) -> None:
    facts = book(tmp_path)
    less, more = judge(claim(120 * WAN), facts), judge(claim(90 * WAN), facts)
    assert (less.outcome, less.off, less.why[0]) == (
        "contradicted",
        -20 * WAN,
        "账中数比公布数少20万元。",
    )
    assert (more.outcome, more.off, more.why[1]) == (
        "contradicted",
        10 * WAN,
        "The book says 100000 yuan more than is stated.",
    )
    by_one_fen = judge(claim(100 * WAN + 1), facts)
    assert by_one_fen.why[0] == "账中数比公布数少0.01元。"


def test_an_inexact_claim_is_confirmed_by_what_it_allows(tmp_path: Path) -> None:
    facts = book(tmp_path)
    over = judge(claim(1000, Wording.OVER, code="people_trained"), facts)
    short = judge(claim(1002, Wording.OVER, code="people_trained"), facts)
    assert (over.outcome, short.outcome, short.off) == ("confirmed", "contradicted", -1)


def test_what_the_book_does_not_hold_supports_nothing(tmp_path: Path) -> None:
    facts = book(tmp_path)
    assert judge(claim(5, code="officials_sent"), facts).outcome == "not_supported"
    assert judge(claim(100 * WAN, planned=True), facts).outcome == "not_supported"


def test_what_no_line_can_meet_asks_nothing_of_the_engine(tmp_path: Path) -> None:
    facts = book(tmp_path)
    elsewhere = (("recipient", ("533422",)),)
    for question in (
        Question("money", where=elsewhere),
        Question("projects", where=(("recipient", (PLACE,)),)),
    ):
        found, held = compute(question, facts), support_of(question, facts)
        assert found.trace.sql == ()
        assert [row.reason for row in found.rows] == ["not_in_book"]
        assert held.row == found.rows[0]
        assert (held.behind, held.page.touching, held.page.total) == ((), [], 0)
        assert lines_behind(question, facts) == held.page
    assert compute(Question("money", where=(("recipient", (PLACE,)),)), facts).trace.sql


def test_support_answers_and_walks_as_the_question_does_alone(tmp_path: Path) -> None:
    facts = book(tmp_path, aid(7 * WAN, "2014/2016", DIMS, document="page"))
    for year in (None, 2014, 2015, 2017):
        question = claim(1, year=year).question
        held = support_of(question, facts)
        assert held.row == compute(question, facts).rows[0]
        alone = lines_behind(question, facts, limit=1000)
        assert (held.page.rows, held.page.touching) == (alone.rows, alone.touching)
        for document in ("page", "ledger", "report"):
            rest = [one for one in held.behind if one["document"] != document]
            assert held.others(document).amount == sum(
                one["amount"] * held.page.sign for one in rest
            )


def test_a_bound_decides_only_what_lies_outside_it(tmp_path: Path) -> None:
    facts = book(tmp_path)
    assert judge(claim(40 * WAN, year=2016), facts).outcome == "undecidable"
    beyond = judge(claim(60 * WAN, year=2016), facts)
    assert (beyond.outcome, beyond.off) == ("contradicted", -10 * WAN)


def test_stocks_are_judged_on_their_day(tmp_path: Path) -> None:
    facts = book(tmp_path)
    stock = {"code": "registered_poor_households", "since": None}
    assert judge(claim(442, **stock), facts).outcome == "confirmed"  # type: ignore[arg-type]
    other_day = judge(claim(442, **stock, until=dt.date(2016, 12, 31)), facts)  # type: ignore[arg-type]
    assert other_day.outcome == "undecidable"
    rate = judge(
        claim(7326, code="registered_poor_households_fall_rate", since=dt.date(2013, 12, 31)), facts
    )
    assert rate.outcome == "undecidable"


def test_assertions_on_record_become_claims(tmp_path: Path) -> None:
    days = parse_period("2013/2017-10-31")
    stated = line(
        "Assertion:money", "fen", said(100 * WAN), days, DIMS._replace(source="DISTRICT_FISCAL")
    )
    planned = line(
        "Assertion:projects",
        "project",
        said(3),
        parse_period("2017"),
        DIMS._replace(state="PLANNED"),
    )
    facts = book(
        tmp_path,
        pairing(PLACE, "2012/", owner="310114"),
        entry("assertion", stated, document="page"),
        entry("assertion", planned, document="page"),
    )
    first, second = claims_in_book(facts)
    assert (first.code, first.since, first.until, first.entry) == ("money", SINCE, UNTIL, 7)
    assert dict(first.where) == {
        "recipient": (PLACE,),
        "owner": ("310114",),
        "source": ("DISTRICT_FISCAL",),
    }
    assert (second.planned, second.document) == (True, "page")
    assert first.words == "久治县 DISTRICT_FISCAL 帮扶资金 2013-01-01/2017-10-31"
    assert judge(first, facts).outcome == "undecidable"
    assert [one.code for one in claims_in_book(facts, as_of=dt.date(2017, 11, 1))] == ["money"]


def test_records_that_exceed_the_total_that_holds_them_contradict_it(tmp_path: Path) -> None:
    items = [aid(one * WAN, "2014", DIMS, document="ledger") for one in (30, 20)]
    parts = [one for item in items for one in item.lines]
    total = aid(
        40 * WAN, "2013/2017-10-31", DIMS, itemised=False, carved=parts, document="page",
        kind="summary",
    )  # fmt: skip
    facts = facts_of(tmp_path, [*items, total])
    verdict = judge(claim(40 * WAN), facts)
    assert (verdict.outcome, verdict.off) == ("contradicted", 10 * WAN)
    assert (verdict.itemised, verdict.not_itemised) == (50 * WAN, -10 * WAN)


def test_a_stock_total_says_whose_county_was_not_paired_that_day(tmp_path: Path) -> None:
    other, day = "632624", dt.date(2015, 12, 31)
    facts = facts_of(
        tmp_path,
        [
            pairing(PLACE, "2012/", owner="310114"),
            pairing(other, "2016/", owner="310114"),
            observed(442, 1778, "2015-12-31", PLACE, document="table"),
            observed(300, 1200, "2015-12-31", other, document="table"),
        ],
    )
    stated = Claim(
        "registered_poor_households",
        said(742),
        where=(("recipient", (PLACE, other)),),
        until=day,
        document="page",
    )
    found = judge(stated, facts)
    assert (found.outcome, found.off) == ("contradicted", -300)
    assert "未计入2015-12-31尚未结对的" in found.why[0]
    assert "达日县" in found.why[0]
    fitting = judge(replace(stated, value=said(442)), facts)
    assert fitting.outcome == "confirmed"
    assert "was not paired on 2015-12-31" in fitting.why[1]


def test_what_is_kept_of_the_book_stays_within_its_lines(tmp_path: Path) -> None:
    facts = book(tmp_path)
    asked = [Question("money", where=(("year", (str(year),)),)) for year in range(2013, 2018)]
    sizes = [support_of(one, facts).size for one in asked]
    kept = Supports(most=sizes[-1] + sizes[-2])
    found = [kept.of(one, facts) for one in asked]
    assert [one.row for one in found] == [support_of(one, facts).row for one in asked]
    assert [kept.of(one, facts) for one in asked[-2:]] == found[-2:]
    assert kept.of(asked[0], facts) is not found[0]
    assert Supports(most=0).of(asked[0], facts).row == found[0].row
