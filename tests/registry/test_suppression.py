"""Published tables of households, attacked: by totals, last quarter's issue, exact algebra."""

from __future__ import annotations

import random
import time
from collections import Counter
from itertools import pairwise, product
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jiedui.registry.suppression import LEAST, TOTAL, given_away, safe, table_of
from tests.registry.attacks import bounds, cut_guesses, line_guesses, line_sums, newest

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from jiedui.registry.circles import Cell
    from jiedui.registry.suppression import Issue, Table

COUNTS = st.one_of(st.integers(0, 9), st.integers(10, 400))
MOVES = (
    st.sampled_from((0, 0, 0, 0, 1, -1, 3, -3, 5, -5, 12)),
    st.integers(-6, 6),
    st.sampled_from((0,) * 12 + (-5, -2, 2, 5)),
)
"""How counts move from one quarter to the next: some, nearly all, hardly any."""


@st.composite
def tables(draw: st.DrawFn) -> Table:
    rows, columns = draw(st.integers(1, 4)), draw(st.integers(1, 4))
    return table_of({(f"r{r}", f"c{c}"): draw(COUNTS) for r in range(rows) for c in range(columns)})


@st.composite
def quarters(draw: st.DrawFn) -> list[Table]:
    """Three or four quarters of a table, a row or a column of which may come or go."""
    rows, columns = draw(st.integers(1, 4)), draw(st.integers(1, 4))
    keys = [(f"r{row}", f"c{column}") for row in range(rows) for column in range(columns)]
    counts = {key: draw(COUNTS) for key in keys}
    moves = draw(st.sampled_from(MOVES))
    made = [table_of(counts)]
    for _ in range(draw(st.integers(2, 3))):
        gone = draw(st.sampled_from((None, None, None, *sorted({*dict(keys), "c0"}))))
        counts = {key: max(0, counts.get(key, 0) + draw(moves)) for key in keys}
        counts = {key: 0 if gone in key else count for key, count in counts.items()}
        listed = {key: count for key, count in counts.items() if gone not in key}
        made.append(table_of(listed or counts))
    return made


def small(count: int) -> bool:
    return 0 < count < LEAST


def issued(tables: Sequence[Table]) -> list[Issue]:
    issues: list[Issue] = []
    for table in tables:
        issues.append(safe(table, issues))
    return issues


def truth(table: Table, cell: Cell) -> int:
    return table.counts.get(cell, 0)


@settings(max_examples=400, deadline=None)
@given(tables())
def test_totals_leave_every_small_count_open(table: Table) -> None:
    """The exact bounds of a hidden count: never known to be small, never at its own edge."""
    issue = safe(table)
    assert not [cell for cell, count in issue.shown.items() if small(count)]
    assert all(issue.shown[cell] == table.counts[cell] for cell in issue.shown)
    assert set(issue.shown) | issue.hidden == set(table.counts)
    told = given_away(issue)
    for cell, (least, most) in bounds(issue, table.counts).items():
        count = table.counts[cell]
        if small(count):
            assert least < count, cell
            assert most >= count + LEAST, cell
        assert (cell in told) == (least == most), cell
        assert told.get(cell, count) == count


@settings(max_examples=300, deadline=None)
@given(quarters())
def test_no_two_issues_tell_a_small_count_or_a_small_change(tables: list[Table]) -> None:
    """All issues together: exact bounds of counts, of changes, of changes of a line's sums."""
    issues = issued(tables)
    open_to = [bounds(one, table.counts) for one, table in zip(issues, tables, strict=True)]
    for at, table in enumerate(tables):
        for cell, (least, most) in open_to[at].items():
            count = truth(table, cell)
            assert not small(count) or least < count < LEAST <= most, (at, cell)
        for before in range(at):
            for cell in open_to[at]:
                now, then = open_to[at][cell], open_to[before].get(cell, (0, 0))
                if small(abs(truth(table, cell) - truth(tables[before], cell))):
                    assert now[1] - then[0] - (now[0] - then[1]) >= LEAST, (before, at, cell)
            for line, change in line_sums(issues[at], issues[before]).items():
                assert not small(abs(change)), (before, at, line)


def attacks(issues: Sequence[Issue], at: int) -> Iterator[tuple[Cell, set[int]]]:
    """Guess what an issue hides: each other issue stands in, and the newest word of all."""
    known = [given_away(one) for one in issues]
    keys = {cell for one in issues for cell in (*one.shown, *one.hidden)}
    for other in range(len(issues)):
        if other != at:
            listed = {*issues[other].shown, *issues[other].hidden}
            stands_in = known[other] | dict.fromkeys(keys - listed, 0)
            yield from cut_guesses(issues[at], stands_in)
            yield from line_guesses(issues[at], stands_in)
    earlier = newest(known[:at])
    yield from line_guesses(issues[at], earlier)


@settings(max_examples=600, deadline=None)
@given(quarters())
def test_what_has_not_moved_gives_no_small_count_away(tables: list[Table]) -> None:
    """Whoever takes counts of any other issue, earlier or later, for this one's guesses wrong."""
    issues = issued(tables)
    for at, table in enumerate(tables):
        if not issues[at].shown:
            continue
        for cell, guesses in attacks(issues, at):
            assert not (small(truth(table, cell)) and truth(table, cell) in guesses), (at, cell)


def possible(issue: Issue, most: int) -> list[dict[Cell, int]]:
    """Every two-by-two table that agrees with what is shown."""
    cells = [(r, c) for r in issue.rows for c in issue.columns]
    ranges = [(issue.shown[cell],) if cell in issue.shown else range(most + 1) for cell in cells]
    found = []
    for counts in product(*ranges):
        table = table_of(dict(zip(cells, counts, strict=True)))
        if all(table.counts[cell] == count for cell, count in issue.shown.items()):
            found.append(dict(table.counts))
    return found


@pytest.mark.parametrize(
    "inner", [(3, 12, 9, 14), (1, 0, 7, 9), (2, 3, 11, 0), (4, 4, 4, 4), (1, 15, 15, 15)]
)
def test_every_table_that_fits_leaves_a_small_count_open(inner: Sequence[int]) -> None:
    cells = [("a", "x"), ("a", "y"), ("b", "x"), ("b", "y")]
    table = table_of(dict(zip(cells, inner, strict=True)))
    found = possible(safe(table), 21)
    for cell, count in table.counts.items():
        if small(count):
            values = {one[cell] for one in found}
            assert max(values) >= LEAST
            assert len(values) > LEAST


def test_nothing_small_hides_nothing_and_a_lone_small_table_hides_all() -> None:
    plain = table_of({("a", "x"): 10, ("a", "y"): 0, ("b", "x"): 40, ("b", "y"): 25})
    assert safe(plain).hidden == frozenset()
    lone = safe(table_of({("a", "x"): 3}))
    assert lone.shown == {}


def test_the_sum_of_what_is_hidden_does_not_tell_a_change_either() -> None:
    """One household moves inside what both issues hide; no total may show it."""
    first = table_of({("a", "x"): 3, ("a", "y"): 20, ("b", "x"): 50, ("b", "y"): 60})
    one = safe(first)
    second = table_of({("a", "x"): 4, ("a", "y"): 20, ("b", "x"): 50, ("b", "y"): 60})
    two = safe(second, [one])
    for line in ("a", "b"):
        cells = [(line, "x"), (line, "y")]
        hidden = [cell for cell in cells if cell in one.hidden | two.hidden]
        total = (line, TOTAL)
        if hidden and total in one.shown and total in two.shown:
            assert abs(two.shown[total] - one.shown[total]) not in range(1, LEAST)


def test_a_cell_shown_now_does_not_tell_what_last_quarter_hid() -> None:
    """3 households then, 8 now; the 20 beside them have not moved."""
    first = table_of({("a", "x"): 3, ("a", "y"): 20, ("b", "x"): 50, ("b", "y"): 60})
    second = table_of({("a", "x"): 8, ("a", "y"): 20, ("b", "x"): 50, ("b", "y"): 60})
    one = safe(first)
    two = safe(second, [one])
    assert {("a", "x"), ("a", "y")} <= two.hidden
    moved = table_of({("a", "x"): 8, ("a", "y"): 31, ("b", "x"): 75, ("b", "y"): 90})
    assert safe(moved, [one, two]).shown[("a", "x")] == 8
    plain = safe(second)
    back = safe(first, [plain])
    assert ("a", "x") in back.hidden
    assert all(3 not in told for cell, told in cut_guesses(back, plain.shown) if cell == ("a", "x"))


def test_the_counties_of_the_country_take_seconds_and_most_is_shown() -> None:
    """88 counties by 13 causes over a year and a half, half of the counts moving by a twentieth."""
    chance = random.Random(7)  # noqa: S311  No secret.
    keys = [(f"r{row:02}", f"c{column:02}") for row in range(88) for column in range(13)]
    counts = {key: int(chance.lognormvariate(3.2, 1.6)) for key in keys}
    tables = [table_of(counts)]
    for _ in range(5):
        for key in keys:
            if chance.random() < 0.5:
                move = int(chance.expovariate(1 / (1 + counts[key] * 0.05)))
                counts[key] = max(0, counts[key] + chance.choice((-move, move)))
        tables.append(table_of(dict(counts)))
    begun = time.process_time()
    issues = issued(tables)
    assert time.process_time() - begun < 20
    shares = [
        1 - sum(n for key, n in one.shown.items() if TOTAL not in key) / table.counts[TOTAL, TOTAL]
        for one, table in zip(issues, tables, strict=True)
    ]
    assert shares[0] < 0.02
    assert shares[1] < 0.3
    assert all(one.shown for one in issues)
    moved = [
        Counter(
            small(abs(after.shown[cell] - n))
            for cell, n in one.shown.items()
            if cell in after.shown
        )
        for one, after in pairwise(issues)
    ]
    assert not any(one[True] for one in moved)
