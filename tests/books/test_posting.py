"""What posting does, refuses and records, on both engines."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import transaction

from jiedui.access.command import engine_errors
from jiedui.access.commands import add_user
from jiedui.access.queries import log
from jiedui.access.scope import EVERYWHERE, Actor, Held
from jiedui.books import queries
from jiedui.books.commands import close_period, post_entries, post_reversal, propose_reversal
from jiedui.books.entry import reversal, taken_back
from jiedui.books.verify import verify_book
from jiedui.books.writing import locked_state, write_entries
from jiedui.kernel.moment import stamp
from jiedui.kernel.problem import Refused
from jiedui.kernel.quantity import Wording
from tests.books.drafts import aid, bare, count
from tests.moment import NOW

pytestmark = pytest.mark.usefixtures("office")

REVIEWER = Actor("he", "何", (Held("reviewer", ""),))
OTHER = Actor("lin", "林", (Held("reviewer", ""),))


def codes(refused: pytest.ExceptionInfo[Refused]) -> list[str]:
    return [problem.code for problem in refused.value.problems]


def test_entries_get_the_next_numbers_and_form_a_chain() -> None:
    first = post_entries([aid(100), count(30, "2017")], actor=REVIEWER, now=NOW)
    second = post_entries([aid(5, "2016-03-05")], actor=REVIEWER, now=NOW)
    assert (first.first, first.last, second.first, second.last) == (1, 2, 3, 3)
    assert queries.head() == (3, second.hash)
    records = queries.entries(EVERYWHERE, numbers=[1, 2, 3])
    assert [record.number for record in records] == [3, 2, 1]
    assert [record.previous for record in records] == [records[1].hash, records[2].hash, "0" * 64]
    verified = verify_book()
    assert verified.ok, verified.problems
    assert (verified.entries, verified.lines, verified.head) == (3, 5, second.hash)


def test_what_is_posted_comes_back_as_it_was() -> None:
    draft = aid(1000, "2013/2017-10-31", wording=Wording.OVER)._replace(
        words="跨行\n和\t制表\\符", evidence="sha256:ab", pairing="携手", batch=7
    )
    post_entries([draft], actor=REVIEWER, now=NOW)
    record = queries.entry(EVERYWHERE, 1)
    assert record.draft == draft
    assert (record.posted_by, record.posted_at, record.reversed_by) == ("he", NOW, None)
    assert verify_book().ok


def test_all_problems_at_once_and_nothing_written() -> None:
    good = aid(100)
    unbalanced = good._replace(lines=good.lines[:1])
    strange = bare("aid", (good.lines[0]._replace(account="Place:Nowhere"), good.lines[1]))
    with pytest.raises(Refused) as refused:
        post_entries([good, unbalanced, strange], actor=REVIEWER, now=NOW)
    assert codes(refused) == ["ENTRY_UNBALANCED", "ACCOUNT_UNKNOWN", "ENTRY_UNBALANCED"]
    assert "returns.xlsx › Sheet1 › row:4" in str(refused.value)
    assert queries.head().number == 0
    assert log(EVERYWHERE) == []


def test_nothing_is_no_posting() -> None:
    with pytest.raises(Refused) as refused:
        post_entries([], actor=REVIEWER, now=NOW)
    assert codes(refused) == ["POSTING_EMPTY"]


def test_a_key_is_used_once() -> None:
    post_entries([aid(1)], actor=REVIEWER, now=NOW, key="batch:7")
    with pytest.raises(Refused) as refused:
        post_entries([aid(2)], actor=REVIEWER, now=NOW, key="batch:7")
    assert codes(refused) == ["ALREADY_POSTED"]
    assert "entries 1 to 1" in str(refused.value)
    assert queries.head().number == 1
    assert queries.posted_under("batch:7") == (1, 1)


def test_who_may_not_post_is_told_so() -> None:
    officer = Actor("wang", "王", (Held("officer", ""),))
    with pytest.raises(Refused) as refused:
        post_entries([aid(1)], actor=officer, now=NOW)
    assert codes(refused) == ["NOT_ALLOWED"]
    assert queries.head().number == 0


def test_a_role_within_a_place_posts_there_only() -> None:
    in_diqing = Actor("zhuo", "卓", (Held("reviewer", "533400"),))
    post_entries([aid(1, recipient="533422:升平镇")], actor=in_diqing, now=NOW)
    with pytest.raises(Refused) as refused:
        post_entries([aid(1, recipient="632625"), aid(2, recipient=None)], actor=in_diqing, now=NOW)
    assert codes(refused) == ["OUT_OF_PLACE"] * 2
    assert queries.head().number == 1


def test_the_log_says_who_did_what() -> None:
    post_entries([aid(1), aid(2)], actor=REVIEWER, now=NOW)
    (row,) = log(EVERYWHERE)
    assert (row.at, row.actor, row.permission, row.subject) == (
        NOW,
        "he",
        "books.post",
        "entries 1-2",
    )


def test_taking_back_needs_two_people_and_happens_once() -> None:
    post_entries([aid(100), aid(7)], actor=REVIEWER, now=NOW)
    proposal = propose_reversal(1, actor=REVIEWER, now=NOW, reason="重复")
    with pytest.raises(Refused) as refused:
        post_reversal(proposal.number, actor=REVIEWER, now=NOW)
    assert codes(refused) == ["SECOND_PERSON"]
    posted = post_reversal(proposal.number, actor=OTHER, now=NOW)
    taken, original = queries.entry(EVERYWHERE, posted.last), queries.entry(EVERYWHERE, 1)
    assert taken.draft.lines == tuple(taken_back(one) for one in original.draft.lines)
    assert taken.draft.reverses == 1
    assert taken.draft.document == original.draft.document
    assert "重复" in taken.draft.words
    assert original.reversed_by == posted.last
    for again in (
        lambda: post_reversal(proposal.number, actor=OTHER, now=NOW),
        lambda: propose_reversal(1, actor=REVIEWER, now=NOW, reason="再次"),
        lambda: post_entries([reversal(1, original.draft, "x")], actor=REVIEWER, now=NOW),
    ):
        with pytest.raises(Refused) as refused:
            again()
        assert codes(refused)[0] == "REVERSED_ALREADY"
    assert queries.head().number == 3
    assert verify_book().ok


def test_a_reversal_is_not_reversed_and_not_forged() -> None:
    post_entries([aid(100)], actor=REVIEWER, now=NOW)
    original = queries.entry(EVERYWHERE, 1).draft
    forged = reversal(1, original, "x")._replace(
        lines=tuple(reversed(reversal(1, original, "x").lines))
    )
    with pytest.raises(Refused) as refused:
        post_entries([forged], actor=REVIEWER, now=NOW)
    assert codes(refused) == ["REVERSAL_WRONG"]
    with pytest.raises(Refused) as refused:
        post_entries([reversal(9, original, "x")], actor=REVIEWER, now=NOW)
    assert codes(refused) == ["ENTRY_UNKNOWN"]
    post_entries([reversal(1, original, "x")], actor=REVIEWER, now=NOW)
    with pytest.raises(Refused) as refused:
        propose_reversal(2, actor=REVIEWER, now=NOW, reason="x")
    assert codes(refused) == ["NOT_REVERSIBLE"]


def test_a_proposal_is_made_once_with_a_reason() -> None:
    post_entries([aid(100)], actor=REVIEWER, now=NOW)
    with pytest.raises(Refused) as refused:
        propose_reversal(1, actor=REVIEWER, now=NOW, reason="  ")
    assert codes(refused) == ["REASON_MISSING"]
    made = propose_reversal(1, actor=REVIEWER, now=NOW, reason="错")
    with pytest.raises(Refused) as refused:
        propose_reversal(1, actor=OTHER, now=NOW, reason="错")
    assert codes(refused) == ["REVERSAL_PROPOSED"]
    (open_one,) = queries.proposals(EVERYWHERE)
    assert (open_one.number, open_one.entry, open_one.posted) == (made.number, 1, None)
    post_reversal(made.number, actor=OTHER, now=NOW)
    assert queries.proposals(EVERYWHERE) == []


def test_carve_outs_go_with_what_they_rest_on_in_either_order() -> None:
    """The summary of 100 holds an item of 30; whichever is taken back, what was stated stands.

    | posted                 | sum | of it items |
    |------------------------|-----|-------------|
    | item 30, summary 100   | 100 | 30          |
    | item taken back        | 100 | 0           |
    | summary taken back too | 0   | 0           |
    """
    item, whole = aid(30, "2017-03"), aid(100, "2017")
    carved = tuple(taken_back(one)._replace(carves=-1, itemised=False) for one in item.lines)
    summary = whole._replace(
        kind="summary", lines=tuple(one._replace(itemised=False) for one in whole.lines) + carved
    )
    post_entries([item, summary], actor=REVIEWER, now=NOW)

    def sums() -> tuple[int, int]:
        rows = [one for record in queries.entries(EVERYWHERE) for one in record.draft.lines]
        there = [one for one in rows if one.account == "Place:Contributed"]
        return sum(one.amount for one in there) // 100, sum(
            one.amount for one in there if one.itemised
        ) // 100

    assert queries.entry(EVERYWHERE, 2).draft.lines[2].carves == 1
    assert sums() == (100, 30)
    for number, expected in ((1, (100, 0)), (2, (0, 0))):
        made = propose_reversal(number, actor=REVIEWER, now=NOW, reason="错")
        post_reversal(made.number, actor=OTHER, now=NOW)
        assert sums() == expected
    verified = verify_book()
    assert verified.ok, verified.problems


def test_a_closed_period_takes_no_more_entries() -> None:
    post_entries([aid(1, "2015-03")], actor=REVIEWER, now=NOW)
    closed = close_period(dt.date(2015, 12, 31), actor=REVIEWER, now=NOW)
    assert queries.closed_through() == dt.date(2015, 12, 31)
    with pytest.raises(Refused) as refused:
        post_entries([aid(1, "2015-12-31"), aid(1, "2016-01-01")], actor=REVIEWER, now=NOW)
    assert codes(refused) == ["PERIOD_CLOSED"]
    assert "closed through 2015-12-31" in str(refused.value)
    post_entries([aid(1, "2013/2017"), aid(1, "2016")], actor=REVIEWER, now=NOW)
    late_line = aid(1, "2016")
    late_line = late_line._replace(
        lines=tuple(
            one._replace(ends=dt.date(2015, 5, 1), starts=dt.date(2015, 5, 1))
            for one in late_line.lines
        )
    )
    with pytest.raises(Refused) as refused:
        post_entries([late_line], actor=REVIEWER, now=NOW)
    assert codes(refused) == ["PERIOD_CLOSED"]
    for day, code in (
        (dt.date(2015, 12, 31), "ALREADY_CLOSED"),
        (dt.date(2018, 1, 1), "CLOSING_AHEAD"),
    ):
        with pytest.raises(Refused) as refused:
            close_period(day, actor=REVIEWER, now=NOW)
        assert codes(refused) == [code]
    close_period(dt.date(2016, 12, 31), actor=REVIEWER, now=NOW)
    assert closed.last == 2
    verified = verify_book()
    assert verified.ok, verified.problems


def test_what_was_wrong_in_a_closed_period_is_taken_back_and_said_right() -> None:
    """638 was recorded for 2015, then the year was closed; 683 is right."""
    post_entries([aid(638, "2015"), aid(1, "2016")], actor=REVIEWER, now=NOW)
    close_period(dt.date(2015, 12, 31), actor=REVIEWER, now=NOW)
    wrong = queries.entry(EVERYWHERE, 1).draft
    back = reversal(1, wrong, "记错")
    for drafts in ([aid(683, "2015")], [aid(683, "2015"), back], [back, aid(683, "2014")]):
        with pytest.raises(Refused) as refused:
            post_entries(drafts, actor=REVIEWER, now=NOW)
        assert codes(refused) == ["PERIOD_CLOSED"]
    post_entries([back, aid(683, "2015")], actor=REVIEWER, now=NOW)
    made = propose_reversal(5, actor=REVIEWER, now=NOW, reason="又错")
    post_reversal(made.number, actor=OTHER, now=NOW)
    verified = verify_book()
    assert (verified.ok, queries.head().number) == (True, 6), verified.problems


def test_all_that_a_posting_takes_back_may_be_said_again_in_a_closed_period() -> None:
    """A return sent again takes back every entry first and then says each of them anew."""
    post_entries([aid(1, "2015"), aid(2, "2015"), aid(3, "2014")], actor=REVIEWER, now=NOW)
    close_period(dt.date(2015, 12, 31), actor=REVIEWER, now=NOW)
    later = NOW + dt.timedelta(hours=1)
    back = [reversal(n, queries.entry(EVERYWHERE, n).draft, "重报") for n in (1, 2, 3)]
    for again in (
        [aid(4, "2015"), aid(5, "2015"), aid(6, "2015")],
        [aid(4, "2014"), aid(5, "2014")],
    ):
        with pytest.raises(Refused) as refused:
            post_entries([*back, *again], actor=REVIEWER, now=later)
        assert codes(refused) == ["PERIOD_CLOSED"]
        with pytest.raises(engine_errors(), match="JIEDUI closed"), transaction.atomic():
            write_entries([*back, *again], locked_state(), posted_by="he", moment=stamp(later))
    post_entries([*back, aid(6, "2014"), aid(5, "2015"), aid(4, "2015")], actor=REVIEWER, now=later)
    with pytest.raises(Refused):
        post_entries([aid(7, "2015")], actor=REVIEWER, now=later + dt.timedelta(hours=1))
    verified = verify_book()
    assert (verified.ok, queries.head().number) == (True, 10), verified.problems


def test_users_are_added_with_sentences_for_what_is_wrong() -> None:
    made = add_user("chen", role="viewer", password=None, place="德钦县", name="陈", now=NOW)
    assert made.grants == (Held("viewer", "533422"),)
    for wrong, code in (
        ({"username": "chen", "role": "viewer", "password": None}, "USER_EXISTS"),
        ({"username": "a b", "role": "viewer", "password": None}, "USERNAME_WRONG"),
        ({"username": "b", "role": "king", "password": None}, "ROLE_UNKNOWN"),
        ({"username": "b", "role": "viewer", "password": "short"}, "PASSWORD_WEAK"),
        ({"username": "b", "role": "viewer", "password": None, "place": "乌有县"}, "PLACE_UNKNOWN"),
    ):
        with pytest.raises(Refused) as refused:
            add_user(**wrong, now=NOW)
        assert codes(refused) == [code]
