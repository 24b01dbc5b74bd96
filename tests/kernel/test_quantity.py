"""Laws of exact quantities, of intervals and of tables that add up."""

from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from jiedui.kernel.quantity import (
    NOT_KNOWN,
    NOT_STATED,
    UNITS,
    WAN_YUAN,
    YI_YUAN,
    YUAN,
    Interval,
    Rounding,
    Shown,
    Wording,
    between,
    footed,
    joined_wording,
    plain,
    said,
    shown_decimal,
    total,
)

AMOUNTS = st.integers(min_value=-(10**18), max_value=10**18)
SAID = [
    Wording.EXACT,
    Wording.ABOUT,
    Wording.OVER,
    Wording.NEARLY,
    Wording.AT_LEAST,
    Wording.AT_MOST,
]
SHOWN = st.builds(
    Shown,
    st.just("万元"),
    st.just("10,000 yuan"),
    st.sampled_from([1, 7, 100, 1_000_000, 10**10]),
    st.integers(0, 6),
    st.sampled_from(Rounding),
)


@st.composite
def intervals(draw: st.DrawFn) -> Interval:
    """Every kind of interval the book can hold."""
    kind = draw(st.sampled_from(["said", "between", "not stated"]))
    if kind == "said":
        return said(draw(AMOUNTS), draw(st.sampled_from(SAID)))
    if kind == "not stated":
        return NOT_STATED
    low, high = sorted((draw(AMOUNTS), draw(AMOUNTS)))
    return between(draw(st.sampled_from([low, None])), draw(st.sampled_from([high, None])))


def bounds(one: Interval) -> tuple[int | None, int | None]:
    """The two ends of an interval."""
    return one.low, one.high


@given(intervals(), intervals(), intervals())
def test_adding_is_commutative_and_associative(a: Interval, b: Interval, c: Interval) -> None:
    assert a + b == b + a
    assert bounds((a + b) + c) == bounds(a + (b + c)) == bounds(total((a, b, c)))


@given(intervals())
def test_nothing_is_added_by_an_exact_zero(a: Interval) -> None:
    zero = said(0)
    assert bounds(a + zero) == bounds(a)
    assert total([]) == zero
    if a.wording is not Wording.NOT_STATED:
        assert a + zero == a


@given(intervals())
def test_negating_twice_changes_no_end(a: Interval) -> None:
    mirrored = -a
    assert bounds(-mirrored) == bounds(a)
    assert (-mirrored).stated == a.stated


@given(intervals(), intervals())
def test_the_negative_of_a_sum_is_the_sum_of_the_negatives(a: Interval, b: Interval) -> None:
    assert bounds(-(a + b)) == bounds((-a) + (-b))


@given(intervals(), st.integers(-(10**6), 10**6), intervals(), st.integers(-(10**6), 10**6))
def test_a_sum_contains_every_sum_of_possible_values(
    a: Interval, x: int, b: Interval, y: int
) -> None:
    assume(a.contains(x) and b.contains(y))
    assert (a + b).contains(x + y)
    assert (a - b).contains(x - y)


@given(intervals(), intervals())
def test_only_exact_parts_make_an_exact_sum(a: Interval, b: Interval) -> None:
    assert (a + b).is_exact == (a.is_exact and b.is_exact)


@given(AMOUNTS, st.sampled_from(SAID))
def test_what_was_said_stays_possible_and_inexact(amount: int, wording: Wording) -> None:
    """Small amounts too: "about 9" is never the number nine."""
    one = said(amount, wording)
    assert one.contains(amount)
    assert one.is_exact == (wording is Wording.EXACT)
    assert one.overlaps(said(amount))


@given(intervals(), intervals())
def test_two_intervals_overlap_from_both_sides(a: Interval, b: Interval) -> None:
    assert a.overlaps(b) == b.overlaps(a)
    assert a.overlaps(a)


def test_the_bounds_of_each_wording() -> None:
    assert bounds(said(200, Wording.ABOUT)) == (180, 220)
    assert bounds(said(886, Wording.OVER)) == (886, None)
    assert bounds(said(886, Wording.AT_LEAST)) == (886, None)
    assert bounds(said(100, Wording.NEARLY)) == (90, 100)
    assert bounds(said(100, Wording.AT_MOST)) == (None, 100)
    assert bounds(said(9, Wording.ABOUT)) == (8, 10)
    for wording in (Wording.BETWEEN, Wording.NOT_STATED, Wording.NOT_KNOWN):
        with pytest.raises(ValueError, match="no interval of its own"):
            said(1, wording)


def test_the_wording_of_a_sum() -> None:
    """| parts | sum |: exact + over = over; over + at least = over; about + over = between."""
    over, about = said(10, Wording.OVER), said(10, Wording.ABOUT)
    assert (said(5) + over).wording is Wording.OVER
    assert (over + said(1, Wording.AT_LEAST)).wording is Wording.OVER
    assert (about + about).wording is Wording.ABOUT
    assert (about + over).wording is Wording.BETWEEN
    assert (over + -over).wording is Wording.BETWEEN
    assert (said(5) - over).wording is Wording.AT_MOST
    assert joined_wording([], stated=0) is Wording.EXACT


def test_a_missing_amount_is_not_zero() -> None:
    some = said(5) + NOT_STATED
    assert some == Interval(5, 5, None, Wording.AT_LEAST)
    assert NOT_STATED + NOT_STATED == NOT_STATED
    assert (said(5) - NOT_STATED) == Interval(5, None, 5, Wording.AT_MOST)
    assert between(0, 10) + said(5) == Interval(None, 5, 15, Wording.BETWEEN)


def test_one_unknown_part_makes_the_sum_unknown() -> None:
    assert total((said(5), NOT_KNOWN, NOT_STATED)) == NOT_KNOWN


def test_crossed_ends_are_a_bug() -> None:
    with pytest.raises(ValueError, match="interval ends cross: 2 > 1"):
        between(2, 1)


@given(st.lists(st.integers(), max_size=40), SHOWN)
def test_footed_parts_add_up_to_the_rounded_total(parts: list[int], shown: Shown) -> None:
    cells, whole = footed(parts, shown)
    digits = 10**shown.decimals
    in_steps = [
        int(cell.as_integer_ratio()[0] * digits // cell.as_integer_ratio()[1]) for cell in cells
    ]
    assert sum(in_steps) == whole.as_integer_ratio()[0] * digits // whole.as_integer_ratio()[1]
    assert whole == shown_decimal(sum(parts), shown)
    for part, steps in zip(parts, in_steps, strict=True):
        assert abs(part * digits - steps * shown.divisor) < shown.divisor


@given(st.lists(st.integers(), max_size=10), SHOWN)
def test_a_part_of_zero_is_shown_as_zero(parts: list[int], shown: Shown) -> None:
    cells, _ = footed([0, *parts], shown)
    assert cells[0] == 0


def test_footing_a_table_of_thirds() -> None:
    cells, whole = footed([1, 1, 1], Shown("x", "x", 3, 1))
    assert [str(cell) for cell in cells] == ["0.4", "0.3", "0.3"]
    assert str(whole) == "1.0"


@given(st.integers(), SHOWN)
def test_rounding_is_symmetric_at_zero_and_off_by_less_than_a_step(
    amount: int, shown: Shown
) -> None:
    cell = shown_decimal(amount, shown)
    assert shown_decimal(-amount, shown).copy_abs() == cell.copy_abs()
    up, down = cell.as_integer_ratio()
    off = abs(amount * down - up * shown.divisor) * 10**shown.decimals
    step = shown.divisor * down
    assert off < step if shown.rounding is Rounding.TRUNCATE else 2 * off <= step


def test_half_up_and_truncate_differ_where_offices_do() -> None:
    """74.146 %: one form prints 74.15, the other 74.14."""
    half, cut = (Shown("%", "percent", 1000, 2, mode) for mode in Rounding)
    assert str(shown_decimal(74_146, half)) == "74.15"
    assert str(shown_decimal(74_146, cut)) == "74.14"
    assert str(shown_decimal(-74_145, half)) == "-74.15"


def test_money_is_shown_in_yuan_wan_and_yi() -> None:
    fen = 1_405_630_000_00 // 10
    assert plain(shown_decimal(fen, WAN_YUAN)) == "14056.3"
    assert plain(shown_decimal(fen, YUAN)) == "140563000"
    assert plain(shown_decimal(fen, YI_YUAN)) == "1.4056"
    assert plain(Decimal("1E+3")) == "1000"
    assert plain(Decimal("0.00")) == "0"


def test_units_are_keyed_by_their_code() -> None:
    assert all(unit.code == code and unit.scale > 0 for code, unit in UNITS.items())
    assert [unit.code for unit in UNITS.values() if unit.is_money] == ["fen"]
