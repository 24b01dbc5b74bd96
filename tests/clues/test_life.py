"""The life of a clue: its table of steps against a model, two people, days, what is learned."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
from django.db import DatabaseError, connection
from hypothesis import given, settings
from hypothesis import strategies as st

from jiedui.access.queries import actor_named
from jiedui.access.scope import EVERYWHERE
from jiedui.clues.commands import (
    assign_clues,
    attach_paper,
    begin_visit,
    close_clue,
    conclude_clue,
    decide_clue,
    reopen_clue,
    send_back,
)
from jiedui.clues.deadlines import Limit, due_on
from jiedui.clues.learning import learning
from jiedui.clues.lifecycle import FITTING, STEPS, Said, Standing, State, check_step
from jiedui.clues.looking import look, open_paper
from jiedui.clues.queries import Filters, Paging, clues, story
from jiedui.clues.taking import take_run
from jiedui.kernel.problem import Refused
from tests.clues.conftest import NOW, SECRETS

if TYPE_CHECKING:
    from pathlib import Path

TODAY = NOW.date()
SCAN = b"%PDF-1.4 signed sheet"

# --- the table against a model --------------------------------------------------------------------

WAY = ("new", "assigned", "verifying", "concluded", "decided", "closed")
MODEL = {
    ("assign", "new"): "assigned",
    ("assign", "assigned"): "assigned",
    ("assign", "verifying"): "assigned",
    ("visit", "assigned"): "verifying",
    ("conclude", "verifying"): "concluded",
    ("send_back", "concluded"): "verifying",
    ("decide", "concluded"): "decided",
    ("close", "decided"): "closed",
    ("reopen", "decided"): "new",
    ("reopen", "closed"): "new",
}
"""What may follow what, written down once more by hand."""

PEOPLE = ("a", "b", "c")
MOVES = st.tuples(
    st.sampled_from(sorted(STEPS)),
    st.sampled_from(PEOPLE),
    st.sampled_from(PEOPLE),
    st.sampled_from(sorted(FITTING)),
    st.sampled_from(("remove", "keep", "correct", "add")),
    st.booleans(),
)


@settings(max_examples=150, deadline=None)
@given(st.lists(MOVES, max_size=25))
def test_the_table_allows_what_the_model_allows(
    moves: list[tuple[str, str, str, str, str, bool]],
) -> None:
    state, assignee, verifier, found = "new", "", "", ""
    for code, who, to, conclusion, decision, has_paper in moves:
        said = Said(
            to=to,
            visited_on=TODAY,
            conclusion=conclusion if code == "conclude" else "",
            explanation="WRONG_MATCH" if conclusion != "true" and code == "conclude" else "",
            decision=decision if code == "decide" else "",
            words="看了",
        )
        standing = Standing(State(state), assignee, verifier, found, int(has_paper))
        problems = check_step(STEPS[code], standing, said, who=who, today=TODAY)
        allowed = (code, state) in MODEL
        allowed &= code not in {"visit", "conclude"} or who == assignee
        allowed &= code not in {"decide", "send_back"} or who != verifier
        allowed &= code != "conclude" or has_paper
        if code == "decide" and found:
            allowed &= (
                decision == "keep"
                or found == "true"
                or (decision == "correct" and found != "false")
            )
        assert (not problems) == allowed, (code, state, problems)
        if problems:
            continue
        state = MODEL[code, state]
        assignee = {"assign": to, "reopen": ""}.get(code, assignee)
        verifier = {"conclude": who, "send_back": "", "reopen": ""}.get(code, verifier)
        found = {"conclude": conclusion, "send_back": "", "reopen": ""}.get(code, found)


def test_days_are_those_of_the_calendar() -> None:
    day = dt.date(2020, 9, 28)
    # The National Day holiday runs from 1 to 8 October; 27 September and 10 October are worked.
    assert due_on("new", day, "513437") == dt.date(2020, 9, 30)
    assert due_on("verifying", day, "513437") == dt.date(2020, 10, 9)
    assert due_on("concluded", day, "513437") == dt.date(2020, 10, 13)
    assert due_on("closed", day, "513437") is None
    own = (
        Limit("new", dt.date(2000, 1, 1), "", 2, is_working=False, source="a"),
        Limit("new", dt.date(2020, 1, 1), "", 4, is_working=False, source="b"),
        Limit("new", dt.date(2000, 1, 1), "5134", 7, is_working=False, source="c"),
    )
    monday = dt.date(2019, 3, 4)
    assert due_on("new", monday, "440606", known=own) == dt.date(2019, 3, 6)
    assert due_on("new", dt.date(2020, 3, 2), "440606", known=own) == dt.date(2020, 3, 6)
    assert due_on("new", monday, "513437:a", known=own) == dt.date(2019, 3, 11)


# --- on a real database ---------------------------------------------------------------------------


def codes(refused: pytest.ExceptionInfo[Refused]) -> set[str]:
    return {one.code for one in refused.value.problems}


def conclude(number: int, conclusion: str, explanation: str = "") -> None:
    """Take a clue from its beginning to its conclusion, by wang."""
    wang = actor_named("wang")
    assign_clues([number], "wang", actor=wang, now=NOW)
    begin_visit(number, actor=wang, now=NOW)
    attach_paper(number, SCAN + str(number).encode(), name="核查表.pdf", actor=wang, now=NOW)
    said = Said(
        visited_on=TODAY, conclusion=conclusion, explanation=explanation, words="已入户查看"
    )
    conclude_clue(number, said, actor=wang, now=NOW)


def test_a_conclusion_is_the_assignees_and_whole(run: Path) -> None:
    wang, zhao = actor_named("wang"), actor_named("zhao")
    take_run(run, actor=wang, now=NOW)
    assign_clues([1], "zhao", actor=wang, now=NOW)
    with pytest.raises(Refused) as refused:
        begin_visit(1, actor=wang, now=NOW)
    assert codes(refused) == {"NOT_ASSIGNED"}
    begin_visit(1, actor=zhao, now=NOW)
    said = Said(visited_on=dt.date(2020, 3, 3), conclusion="explained")
    with pytest.raises(Refused) as refused:
        conclude_clue(1, said, actor=zhao, now=NOW)
    assert codes(refused) == {
        "VISIT_PAPER_MISSING", "STEP_INCOMPLETE", "EXPLANATION_MISSING", "DATE_ORDER",
    }  # fmt: skip
    with pytest.raises(Refused) as refused:
        attach_paper(1, b"MZ not a document", name="a.exe", actor=zhao, now=NOW)
    assert codes(refused) == {"PAPER_KIND"}


def sentences(refused: pytest.ExceptionInfo[Refused]) -> list[tuple[str, str, str]]:
    return [(one.code, one.found, one.expected) for one in refused.value.problems]


def refused_visit(number: int, day: dt.date, now: dt.datetime) -> list[tuple[str, str, str]]:
    """Take a clue of wang's to a conclusion with a day of the visit that is refused."""
    said = Said(visited_on=day, conclusion="true", words="已入户查看")
    with pytest.raises(Refused) as refused:
        conclude_clue(number, said, actor=actor_named("wang"), now=now)
    return sentences(refused)


def begun(number: int, now: dt.datetime) -> None:
    """Assign a clue to wang, begin it and attach its sheet, at one moment."""
    wang = actor_named("wang")
    assign_clues([number], "wang", actor=wang, now=now)
    begin_visit(number, actor=wang, now=now)
    attach_paper(number, SCAN, name="核查表.pdf", actor=wang, now=now)


def test_a_visit_is_not_before_its_clue_nor_its_assignment_nor_to_come(run: Path) -> None:
    take_run(run, actor=actor_named("wang"), now=NOW)
    later = NOW + dt.timedelta(days=3)
    begun(1, later)
    for day, expected in (
        (TODAY - dt.timedelta(days=1), "not before 2020-03-02, when the clue came in"),
        (TODAY + dt.timedelta(days=1), "not before 2020-03-05, when it was assigned"),
        (TODAY + dt.timedelta(days=4), "not after 2020-03-05"),
    ):
        assert refused_visit(1, day, later) == [("DATE_ORDER", f"a visit on {day}", expected)]
    assert story(EVERYWHERE, 1, today=TODAY).clue.state == "verifying"


def test_a_clue_that_is_opened_again_needs_a_new_visit(run: Path) -> None:
    take_run(run, actor=actor_named("wang"), now=NOW)
    conclude(1, "true")
    decide_clue(1, "keep", words="同意", actor=actor_named("qian"), now=NOW)
    reopened = NOW + dt.timedelta(days=30)
    reopen_clue(1, words="有新情况", actor=actor_named("qian"), now=reopened)
    begun(1, reopened)
    expected = "not before 2020-04-01, when the clue came in"
    assert refused_visit(1, TODAY, reopened) == [("DATE_ORDER", "a visit on 2020-03-02", expected)]


def test_no_step_is_taken_before_the_last_one(run: Path) -> None:
    wang, early = actor_named("wang"), NOW - dt.timedelta(days=2)
    with pytest.raises(Refused) as refused:
        take_run(run, actor=wang, now=early)
    assert sentences(refused) == [("DATE_ORDER", "a run as of 2020-03-01", "not after 2020-02-29")]
    take_run(run, actor=wang, now=NOW)
    assign_clues([1], "wang", actor=wang, now=NOW + dt.timedelta(days=3))
    with pytest.raises(Refused) as refused:
        begin_visit(1, actor=wang, now=NOW)
    expected = "not before 2020-03-05, the day of its last step"
    assert sentences(refused) == [("DATE_ORDER", "today 2020-03-02", expected)]


def test_two_people_sign_and_the_history_stays(run: Path) -> None:
    wang, zhao, qian = (actor_named(one) for one in ("wang", "zhao", "qian"))
    take_run(run, actor=wang, now=NOW)
    assign_clues([1], "zhao", actor=wang, now=NOW)
    begin_visit(1, actor=zhao, now=NOW)
    attach_paper(1, SCAN, name="核查表.pdf", actor=zhao, now=NOW)
    words = "挂名,实为其弟所有 510000197001011234"
    said = Said("", TODAY, "explained", "BORROWED_NAME", "", words)
    conclude_clue(1, said, actor=zhao, now=NOW)
    with pytest.raises(Refused) as refused:
        decide_clue(1, "keep", words="同意", actor=zhao, now=NOW)
    assert codes(refused) == {"TWO_PEOPLE_NEEDED"}
    with pytest.raises(Refused) as refused:
        decide_clue(1, "remove", words="清退", actor=qian, now=NOW)
    assert codes(refused) == {"DECISION_UNFIT"}
    send_back(1, words="请补问", actor=qian, now=NOW)
    conclude_clue(1, said, actor=zhao, now=NOW)
    decide_clue(1, "keep", words="同意", actor=qian, now=NOW)
    close_clue(1, words="已存档", actor=wang, now=NOW)
    found = story(EVERYWHERE, 1, today=TODAY)
    assert [one.step for one in found.steps] == [
        "assign", "visit", "conclude", "send_back", "conclude", "decide", "close",
    ]  # fmt: skip
    assert (found.clue.state, found.verifier, found.decider) == ("closed", "zhao", "qian")
    assert "19700101" not in found.steps[2].words
    assert open_paper(1, 1, purpose="复核", actor=qian, now=NOW).content == SCAN
    reopen_clue(1, words="有新情况", actor=qian, now=NOW)
    found = story(EVERYWHERE, 1, today=TODAY)
    assert (found.clue.state, found.round, found.verifier) == ("new", 2, "")
    assert len(found.steps) == 8


@pytest.mark.parametrize("table", ["clues_taken", "clues_paper", "clues_seen", "clues_evidence"])
def test_history_is_never_taken_away(run: Path, table: str) -> None:
    wang = actor_named("wang")
    take_run(run, actor=wang, now=NOW)
    conclude(1, "true")
    look(1, purpose="核查", actor=wang, now=NOW)
    for verb in ("DELETE FROM", "UPDATE"):
        tail = "SET clue_id = 2" if verb == "UPDATE" else ""
        with pytest.raises(DatabaseError), connection.cursor() as cursor:
            cursor.execute(f"{verb} {table} {tail}")


def test_late_clues_stand_first_and_are_marked(run: Path) -> None:
    take_run(run, actor=actor_named("wang"), now=NOW)
    assign_clues([3], "wang", actor=actor_named("wang"), now=NOW)
    assert clues(EVERYWHERE, Filters(), today=dt.date(2020, 3, 4)).late == 0
    found = clues(EVERYWHERE, Filters(), today=dt.date(2020, 3, 5))
    assert found.late == 3
    assert [one.is_late for one in found.rows] == [True, True, True, False]
    assert found.rows[-1].number == 3
    only = clues(EVERYWHERE, Filters(is_late=True), today=dt.date(2020, 3, 5))
    assert only.total == 3


def test_learning_is_what_one_counts_by_hand(run: Path) -> None:
    take_run(run, actor=actor_named("wang"), now=NOW)
    qian = actor_named("qian")
    numbers: dict[str, list[int]] = {}
    for one in clues(EVERYWHERE, Filters(), today=TODAY).rows:
        numbers.setdefault(one.rule, []).append(one.number)
    conclude(numbers["V1"][0], "true")
    decide_clue(numbers["V1"][0], "remove", words="清退", actor=qian, now=NOW)
    conclude(numbers["V1"][1], "explained", "LIVELIHOOD_TOOL")
    decide_clue(numbers["V1"][1], "keep", words="保留", actor=qian, now=NOW)
    conclude(numbers["D1"][0], "data_error", "WRONG_MATCH")
    decide_clue(numbers["D1"][0], "correct", words="更正", actor=qian, now=NOW)
    conclude(numbers["N2"][0], "true")
    found = learning(EVERYWHERE)
    told = {one.code: (one.held, one.decided, one.false_permille) for one in found.by_rule}
    assert told == {"V1": (1, 2, 500), "D1": (0, 1, 1000), "N2": (0, 0, None)}
    lists = {one.code: one for one in found.by_data}
    assert lists["vehicles"].by_explanation == {"LIVELIHOOD_TOOL": 1}
    assert lists["severe_illness"].waiting == 1
    assert learning(actor_named("meigu").scope("clues.read")).by_rule == []
    likely = clues(EVERYWHERE, Filters(), today=TODAY, paging=Paging("likely"))
    assert likely.rows[-1].rule == "D1"
    assert likely.rows[0].held in {(1, 2), (0, 0)}
    assert not any(one in str(likely) for one in SECRETS)
