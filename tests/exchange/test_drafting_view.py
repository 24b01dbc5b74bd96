"""What drafting is told of the book: the same as by looking at every line, with fewer questions."""

from __future__ import annotations

import datetime as dt
import itertools
from typing import TYPE_CHECKING

from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from jiedui.books.entry import Dims, EntryDraft, LineDraft
from jiedui.exchange.book_view import NEIGHBOURS, DatabaseView
from jiedui.exchange.drafting.funds import project_key
from jiedui.exchange.drafting.run import draft_rows
from jiedui.exchange.drafting.view import BookLine, LinesView, Overlay, Wanted, matches
from jiedui.exchange.reading import read_workbook
from jiedui.kernel.period import Period
from tests.exchange.other_programme import LEIBO
from tests.exchange.readings import TODAY, WAN
from tests.exchange.test_batches import people, through

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jiedui.access.scope import Actor

__all__ = ["people"]

ACCOUNTS = ("Source:Aid", "Source:Gift")
PLACES = ("513436", "513437", "513400", "513436+513437")
PROJECTS = (None, "一号", "二号")
DAYS = [dt.date(2018, 1, 1), dt.date(2018, 7, 1), dt.date(2019, 1, 1)]
PERIODS = [Period(one, other) for one, other in itertools.combinations(DAYS, 2)]

lines = st.builds(
    lambda account, amount, days, place, project, itemised, carves: LineDraft(
        account, "fen", amount, 0, 0, 0, 0, "exact", 1, days.starts, days.ends,
        Dims(recipient=place, project=project), itemised=itemised, carves=carves,
    ),
    st.sampled_from(ACCOUNTS), st.integers(1, 3), st.sampled_from(PERIODS),
    st.sampled_from(PLACES), st.sampled_from(PROJECTS), st.booleans(),
    st.sampled_from([None, 1, 2]),
)  # fmt: skip
entries = st.builds(
    lambda content, reverses: EntryDraft(
        "aid", DAYS[0], DAYS[1], "一笔", tuple(content), reverses=reverses
    ),
    st.lists(lines, max_size=3),
    st.sampled_from([None, None, None, 1, 2]),
)
wishes = st.builds(
    Wanted, st.sampled_from(ACCOUNTS), st.sampled_from([None, *PLACES]),
    st.sampled_from([None, *PERIODS]), st.sampled_from(PROJECTS),
    st.sampled_from([None, True, False]), st.sampled_from([None, 1, 2]),
)  # fmt: skip


def every_line(under: LinesView, drafted: Sequence[EntryDraft], wanted: Wanted) -> list[BookLine]:
    """Look at every line there is."""
    back = {one.reverses for one in drafted if one.reverses is not None}
    on_record = under.lines(wanted)
    return [
        *(one for one in on_record if one.entry not in back and one.line.carves not in back),
        *(
            BookLine(-at, line)
            for at, one in enumerate(drafted, start=1)
            if one.reverses is None
            for line in one.lines
            if line.carves not in back and matches(line, wanted)
        ),
    ]


@given(st.lists(entries, max_size=4), st.lists(entries, max_size=8), st.lists(wishes, min_size=1))
def test_drafted_lines_are_found_as_by_looking_at_every_one(
    posted: list[EntryDraft], drafted: list[EntryDraft], asked: list[Wanted]
) -> None:
    standing = [one for one in posted if one.reverses is None]
    under = LinesView(dict(enumerate(standing, start=1)), TODAY)
    view = Overlay(under, drafted[:2])
    view.add(drafted[2:])
    for wanted in asked:
        assert list(view.lines(wanted)) == every_line(under, drafted, wanted)


def ledger(first: int, last: int) -> bytes:
    """A ledger of projects of these numbers."""
    rows = [f"{at},雷波县,示例{at}号卫生室,30,20,10" for at in range(first, last + 1)]
    headings = "序号,受援县,项目名称,总投资(万元),市级统筹(万元),区级财政(万元)"
    return "\n".join([headings, *rows]).encode()


def asked_for(content: bytes) -> int:
    """How many questions the drafting of a file puts to the database."""
    reading = read_workbook("again.csv", content)
    with CaptureQueriesContext(connection) as asked:
        draft_rows(reading, DatabaseView(TODAY))
    return len(asked)


def test_a_longer_ledger_asks_the_database_no_more(people: dict[str, Actor]) -> None:
    through(ledger(1, 3), "ledger.csv", people)
    assert asked_for(ledger(100, 140)) == asked_for(ledger(100, 102))


def test_projects_on_record_are_read_with_their_neighbours(people: dict[str, Actor]) -> None:
    count = 20
    assert count < NEIGHBOURS
    through(ledger(1, count), "ledger.csv", people)
    view = DatabaseView(TODAY)
    named = [project_key(LEIBO, f"示例{at}号卫生室") for at in range(1, count + 1)]
    with CaptureQueriesContext(connection) as asked:
        found = [view.lines(Wanted("Count:Projects", project=name)) for name in named]
    assert len(asked) == 2, [one["sql"] for one in asked]
    assert [len(one) for one in found] == [1] * count


def test_records_are_found_by_their_amount_among_those_in_force(people: dict[str, Actor]) -> None:
    through(ledger(1, 6), "ledger.csv", people)
    view = DatabaseView(TODAY)
    by_amount = view.lines(Wanted("Source:Aid", amount=-20 * WAN, itemised=True))
    every = DatabaseView(TODAY).lines(Wanted("Source:Aid", itemised=True))
    assert list(by_amount) == [one for one in every if one.line.amount == -20 * WAN]
    assert len(by_amount) == 6
    for nobody in (1, 10**20, -(10**20)):
        assert list(view.lines(Wanted("Source:Aid", amount=nobody, itemised=True))) == []
