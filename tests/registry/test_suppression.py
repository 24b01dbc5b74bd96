"""Published tables of households, attacked: by totals, last quarter's issue, exact algebra."""

from __future__ import annotations

from fractions import Fraction
from itertools import product
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jiedui.registry.suppression import LEAST, TOTAL, given_away, safe, table_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jiedui.registry.guessing import Cell
    from jiedui.registry.suppression import Issue, Table

COUNTS = st.one_of(st.integers(0, 9), st.integers(10, 400))


@st.composite
def tables(draw: st.DrawFn) -> Table:
    rows, columns = draw(st.integers(1, 4)), draw(st.integers(1, 4))
    return table_of({(f"r{r}", f"c{c}"): draw(COUNTS) for r in range(rows) for c in range(columns)})


def determined(issue: Issue) -> dict[Cell, Fraction]:
    """Every cell that the shown ones determine by linear algebra alone (Gauss, exact)."""
    unknown = sorted(issue.hidden)
    rows, columns = (*issue.rows, TOTAL), (*issue.columns, TOTAL)
    lines = [[(r, c) for c in columns] for r in rows] + [[(r, c) for r in rows] for c in columns]
    system = []
    for line in lines:
        signs = {cell: Fraction(1) for cell in line[:-1]} | {line[-1]: Fraction(-1)}
        right = -sum(
            (sign * issue.shown[one] for one, sign in signs.items() if one in issue.shown),
            Fraction(),
        )
        system.append([signs.get(one, Fraction()) for one in unknown] + [right])
    pivots: list[int] = []
    for column in range(len(unknown)):
        at = next((n for n in range(len(pivots), len(system)) if system[n][column]), None)
        if at is None:
            continue
        top = len(pivots)
        system[top], system[at] = system[at], system[top]
        system[top] = [one / system[top][column] for one in system[top]]
        for n, row in enumerate(system):
            if n != top and row[column]:
                system[n] = [a - row[column] * b for a, b in zip(row, system[top], strict=True)]
        pivots.append(column)
    return {
        unknown[column]: system[n][-1]
        for n, column in enumerate(pivots)
        if not any(system[n][other] for other in range(len(unknown)) if other != column)
    }


def small(count: int) -> bool:
    return 0 < count < LEAST


@settings(max_examples=80, deadline=None)
@given(tables())
def test_totals_give_no_small_count_away(table: Table) -> None:
    issue = safe(table)
    assert not [cell for cell, count in issue.shown.items() if small(count)]
    assert all(issue.shown[cell] == table.counts[cell] for cell in issue.shown)
    assert set(issue.shown) | issue.hidden == set(table.counts)
    known = determined(issue)
    assert not [cell for cell in known if small(table.counts[cell])]
    assert given_away(issue) == {**issue.shown, **known}


@settings(max_examples=60, deadline=None)
@given(tables(), st.data())
def test_last_quarter_gives_no_small_change_away(first: Table, data: st.DataObject) -> None:
    """Three issues; between any two, whatever is known in both does not differ by a few."""
    issues: list[Issue] = []
    truths = [first]
    for _ in range(3):
        issues.append(safe(truths[-1], issues))
        moved = {
            cell: max(0, count + data.draw(st.integers(-6, 6)))
            for cell, count in truths[-1].counts.items()
            if TOTAL not in cell
        }
        truths.append(table_of(moved))
    for at, later in enumerate(issues):
        for before in issues[:at]:
            now = determined(later) | {cell: Fraction(n) for cell, n in later.shown.items()}
            then = determined(before) | {cell: Fraction(n) for cell, n in before.shown.items()}
            near = [
                cell for cell in now if cell in then and 0 < abs(now[cell] - then[cell]) < LEAST
            ]
            assert near == []


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


# --- last quarter stands in for what is hidden ----------------------------------------------------


def filled(target: Issue, other: Issue) -> dict[Cell, Fraction]:
    """Every hidden count a reader works out who takes the rest from another issue, one by one."""
    known = determined(other) | {cell: Fraction(n) for cell, n in other.shown.items()}
    found: dict[Cell, Fraction] = {}
    for cell in target.hidden:
        stood_in = {one: known[one] for one in target.hidden if one != cell and one in known}
        if not stood_in:
            continue
        shown = {**target.shown, **stood_in}
        rest = target._replace(shown=shown, hidden=target.hidden - set(stood_in))  # type: ignore[arg-type]
        found |= {one: count for one, count in determined(rest).items() if one == cell}
    return found


@st.composite
def quarters(draw: st.DrawFn) -> list[Table]:
    """Three quarters of a table in which a few counts move and the others stay."""
    rows, columns = draw(st.integers(2, 4)), draw(st.integers(2, 4))
    counts = {(f"r{r}", f"c{c}"): draw(COUNTS) for r in range(rows) for c in range(columns)}
    made = [table_of(counts)]
    for _ in range(2):
        moves = draw(
            st.dictionaries(st.sampled_from(sorted(counts)), st.integers(-12, 12), max_size=3)
        )
        counts = {cell: max(0, count + moves.get(cell, 0)) for cell, count in counts.items()}
        made.append(table_of(counts))
    return made


@settings(max_examples=25, deadline=None, derandomize=True)
@given(quarters())
def test_what_hardly_moved_since_last_quarter_gives_no_small_count_away(
    tables: list[Table],
) -> None:
    """Attack each issue by its neighbour, and back; the same tables each time."""
    issues: list[Issue] = []
    for table in tables:
        issues.append(safe(table, issues))
    for at, issue in enumerate(issues):
        for before in range(max(0, at - 1), at):
            for target, other in ((at, before), (before, at)):
                guessed = filled(issues[target], issues[other])
                right = [
                    cell
                    for cell, count in guessed.items()
                    if small(tables[target].counts[cell]) and count == tables[target].counts[cell]
                ]
                assert right == [], (target, other)
        assert not [cell for cell, count in issue.shown.items() if small(count)]


def test_a_cell_shown_now_does_not_tell_what_last_quarter_hid() -> None:
    """3 households then, 8 now; the 20 beside them have not moved."""
    first = table_of({("a", "x"): 3, ("a", "y"): 20, ("b", "x"): 50, ("b", "y"): 60})
    second = table_of({("a", "x"): 8, ("a", "y"): 20, ("b", "x"): 50, ("b", "y"): 60})
    one = safe(first)
    two = safe(second, [one])
    assert {("a", "x"), ("a", "y")} <= two.hidden
    moved = table_of({("a", "x"): 8, ("a", "y"): 31, ("b", "x"): 75, ("b", "y"): 90})
    assert safe(moved, [one, two]).shown[("a", "x")] == 8
    back = safe(first, [safe(second)])
    assert ("a", "x") in back.hidden
    assert filled(back, safe(second)).get(("a", "x")) != 3
