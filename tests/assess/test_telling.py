"""What the book answers, what people tell and how both become the score; on both engines."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest

from jiedui.access.queries import actor_named
from jiedui.access.scope import EVERYWHERE
from jiedui.assess import commands, queries
from jiedui.assess.assessing import Origin, Told
from jiedui.assess.indicator import Side
from jiedui.assess.queries import set_for
from jiedui.assess.raising import suggestions
from jiedui.assess.setfile import read_set, shipped
from jiedui.assess.span import exactly
from jiedui.assess.whole import State
from jiedui.books.feed import facts
from jiedui.kernel.problem import Refused
from tests.assess.small import NOW, now_assessed, place, say, settle, these

if TYPE_CHECKING:
    from tests.conftest import Office


def codes(refused: pytest.ExceptionInfo[Refused]) -> list[str]:
    return [one.code for one in refused.value.problems]


@pytest.mark.usefixtures("office")
def test_a_year_is_scored_told_and_scored_again() -> None:
    """Fiscal aid: 12 × 2,120 / 3,000 = 8.48. Growth: 2,000 to 2,120 is 6 percent, 5 × 6 / 10 = 3.

    Trained: 5 × 150 / 200 = 3.75. One pairing of ten: 8 / 10 = 0.8. Certain: 16.03.
    """
    settle()
    found = now_assessed()
    points = {one.indicator.code: one.points for one in found.items}
    assert points["FUN-01"] == exactly(Fraction("8.48"))
    assert points["FUN-02"] == exactly(3)
    assert points["TAL-03"] == exactly(Fraction("3.75"))
    assert points["PAIR-01"] == exactly(Fraction("0.8"))
    assert found.score.total.low == Fraction("16.03")
    assert found.score.total.stated is None
    visits = found.item("ORG-01")
    assert visits is not None
    assert these(visits.item.state, visits.value.reason) == (State.UNANSWERED, "not_in_book")

    say("ORG-01", "1")
    say("IND-02", "110")
    say("IND-02", "100", kind=Told.BEFORE)
    say("LAB-04", "", kind=Told.LEFT_OUT, words="本年没有此项任务")
    again = now_assessed()
    points = {one.indicator.code: one.points for one in again.items}
    assert points["ORG-01"] == exactly(3), "1 of 2 visits at 6 points"
    assert points["IND-02"] == exactly(4), "10 percent growth is all"
    assert points["LAB-04"] == exactly(0)
    jobs = next(one for one in again.score.blocks if one.block.code == "LABOUR")
    assert these(jobs.factor, jobs.possible) == (Fraction(3, 2), 15), "10 of 15 left"
    assert again.score.total.low == Fraction("16.03") + 3 + 4
    told = again.item("ORG-01")
    assert told is not None
    assert told.value.origin is Origin.TOLD
    commands.take_back(place("ORG-01"), Told.VALUE, actor=actor_named("officer"), now=NOW)
    assert now_assessed().score.total.low == Fraction("16.03") + 4


@pytest.mark.usefixtures("sqlite_office")
def test_what_cannot_be_told() -> None:
    settle()
    with pytest.raises(Refused) as refused:
        say("FUN-01", "3000")
    assert codes(refused) == ["VALUE_IN_BOOK"]
    with pytest.raises(Refused) as refused:
        say("ORG-99", "3")
    assert codes(refused) == ["INDICATOR_UNKNOWN"]
    with pytest.raises(Refused) as refused:
        say("ORG-01", "two")
    assert codes(refused) == ["NUMBER_UNREADABLE"]
    with pytest.raises(Refused) as refused:
        say("ORG-01", "", kind=Told.LEFT_OUT)
    assert codes(refused) == ["REASON_MISSING"]
    with pytest.raises(Refused) as refused:
        say("ORG-01", "2", username="viewer")
    assert codes(refused) == ["NOT_ALLOWED"]
    word, who = commands.Word(Told.VALUE, "2"), actor_named("officer")
    with pytest.raises(Refused) as refused:
        commands.tell(place("ORG-01"), word, known=facts(), actor=who, now=NOW)
    assert codes(refused) == ["EVIDENCE_MISSING"]


def test_evidence_is_sealed_and_opens_again(sqlite_office: Office) -> None:
    settle()
    officer = actor_named("officer")
    content = "会议纪要".encode()
    done = commands.attach(place("ORG-02"), content, name="纪要.txt", actor=officer, now=NOW)
    with pytest.raises(Refused) as refused:
        commands.attach(place("ORG-02"), content, name="纪要.txt", actor=officer, now=NOW)
    assert codes(refused) == ["EVIDENCE_THERE"]
    kept = list((sqlite_office.data_dir / "uploads").glob("evidence-*"))
    assert len(kept) == 1
    assert content not in kept[0].read_bytes()
    document, opened = queries.document_content(EVERYWHERE, done.number)
    assert (document.title, opened) == ("纪要", content)
    commands.withdraw_evidence(done.number, actor=officer, now=NOW)
    assert queries.documents(set_for("", 2017), 2017, Side.EAST) == []
    say("ORG-02", "1")
    (resting,) = queries.documents(set_for("", 2017), 2017, Side.EAST)
    with pytest.raises(Refused) as refused:
        commands.withdraw_evidence(resting.number, actor=officer, now=NOW)
    assert codes(refused) == ["EVIDENCE_IN_USE"]


@pytest.mark.usefixtures("sqlite_office")
def test_what_would_raise_the_score() -> None:
    """Fiscal aid lacks 880 of 3,000: 12 − 8.48 = 3.52 points, 0.004 a unit; 15 days of work."""
    settle()
    say("ORG-02", "1")
    rows = suggestions(now_assessed(), days_left=10)
    fund = next(one for one in rows if one.indicator == "FUN-01")
    assert these(fund.way, fund.gain, fund.effort) == ("reach", Fraction("3.52"), 15)
    assert fund.why[0] == "离满分还差880万元,每增加1万元约得0.004分,共可增3.52分。"
    assert not fund.is_in_time
    assert [one.per_day for one in rows] == sorted((one.per_day for one in rows), reverse=True)
    assert "ORG-02" not in {one.indicator for one in rows}, "it has all its points"
    assert sum(one.gain for one in rows if one.indicator != "INN-01") == 100 - Fraction("16.03") - 4
    say("FUN-01", "2", kind=Told.EFFORT)
    rows = suggestions(now_assessed(), days_left=10)
    fund = next(one for one in rows if one.indicator == "FUN-01")
    assert these(fund.per_day, fund.is_in_time) == (Fraction("1.76"), True)


@pytest.mark.usefixtures("sqlite_office")
def test_a_bonus_raises_the_score_only_up_to_its_cap() -> None:
    """INN-01 lacks more than the set counts in all: only what the cap leaves room for is a gain."""
    settle()
    found = now_assessed()
    tight = replace(found, set=replace(found.set, bonus_most=Fraction("1.8")))
    (bonus,) = [one for one in suggestions(tight) if one.indicator == "INN-01"]
    assert bonus.gain == Fraction("1.8")
    assert bonus.why[0].endswith("加分有上限,只剩1.8分可计。")
    full = replace(found, set=replace(found.set, bonus_most=Fraction(0)))
    assert "INN-01" not in {one.indicator for one in suggestions(full)}


def test_both_sides_are_mirrored() -> None:
    """Weights of every shipped set add up to its full score, on each side it has."""
    for found in shipped():
        for side in Side:
            own = found.of(side)
            if own:
                weight = sum(one.weight for one in own if not one.is_bonus)
                assert weight == found.full
                assert found.is_illustrative
    six = next(one for one in shipped() if one.code == "six-blocks")
    assert [one.code for one in six.blocks] == [
        "ORG", "TALENT", "FUND", "INDUSTRY", "LABOUR", "XIAOKANG",
    ]  # fmt: skip
    blocks = [{one.block for one in six.of(side)} for side in Side]
    assert blocks[0] == blocks[1]


@pytest.mark.usefixtures("sqlite_office")
def test_a_set_of_the_offices_own() -> None:
    settle()
    reviewer = actor_named("reviewer")
    own = DISTRICT.encode()
    commands.keep_set(own, label="own.toml", actor=reviewer, now=NOW)
    found = now_assessed("our-towns")
    assert found.score.total == exactly(Fraction(212, 3)), "2,120 of 3,000 at 100"
    with pytest.raises(Refused) as refused:
        commands.keep_set(
            own.replace(b"weight = 100", b"weight = 99"), label="x", actor=reviewer, now=NOW
        )
    assert set(codes(refused)) == {"SET_WRONG"}
    changed = own.replace("资金".encode(), "款".encode())
    with pytest.raises(Refused) as refused:
        commands.keep_set(changed, label="x", actor=reviewer, now=NOW)
    assert codes(refused) == ["SET_EXISTS"]


DISTRICT = """
code = "our-towns"
version = "2017"
zh = "本区"
en = "ours"
from = 2017-01-01
basis = ["区文件", "a paper"]
full = 100
[[grade]]
code = "ANY"
zh = "有"
en = "any"
from = 0
[[block]]
code = "M"
zh = "资金"
en = "money"
[[indicator]]
code = "M-1"
block = "M"
zh = "资金"
en = "money"
weight = 100
shape = "ratio"
unit = "万元"
figure = "money"
target = "plan"
"""


def test_every_fault_of_a_set_is_told_at_once() -> None:
    wrong = (
        DISTRICT.replace('unit = "万元"', 'unit = "人"')
        .replace('figure = "money"', 'figure = "monney"')
        .replace('shape = "ratio"', 'shape = "ration"')
        .replace("weight = 100", "weight = 90.5")
        + 'colour = "red"\n'
    )
    with pytest.raises(Refused) as refused:
        read_set(wrong.encode(), label="own.toml")
    where = {str(one.source) for one in refused.value.problems}
    assert where == {
        "own.toml › M-1.weight", "own.toml › M-1.shape", "own.toml › M-1.figure",
        "own.toml › M-1", "own.toml › east", "own.toml › west",
    }  # fmt: skip
    with pytest.raises(Refused) as refused:
        read_set(b"\xff", label="own.toml")
    assert codes(refused) == ["SET_WRONG"]


@pytest.mark.parametrize(
    "text",
    [
        "indicator = 3", 'block = "x"', "grade = [1]", "falsified = 1", "duty = [3]",
        "indicator = [[1]]", "[[indicator]]\nwhere = 3", "[[indicator]]\nside = [1]",
        "full = 1.5", 'from = "2017"',
    ],
)  # fmt: skip
def test_a_set_of_any_shape_is_refused_in_sentences(text: str) -> None:
    with pytest.raises(Refused) as refused:
        read_set(text.encode(), label="own.toml")
    assert set(codes(refused)) == {"SET_WRONG"}


@pytest.mark.usefixtures("sqlite_office")
def test_a_report_written_in_january_speaks_of_the_whole_year() -> None:
    """As of 5 January 2018 the year 2017 is whole; as of 30 June both years count half."""
    settle()
    whole = now_assessed()
    wanted = queries.Wanted(set_for("", 2017), 2017, Side.EAST, dt.date(2018, 1, 5))
    later = queries.assessed(EVERYWHERE, wanted, facts())
    assert later.score.total == whole.score.total
    half = queries.Wanted(set_for("", 2017), 2017, Side.EAST, dt.date(2017, 6, 30))
    item = queries.assessed(EVERYWHERE, half, facts()).item("FUN-02")
    assert item is not None
    assert item.value.question is not None
    assert item.before is not None
    assert item.before.question is not None
    assert these(item.value.question.until, item.before.question.until) == (
        dt.date(2017, 6, 30), dt.date(2016, 6, 30),
    )  # fmt: skip
    assert not item.points.is_exact, "the book knows the year, not its half"
