"""The fast check and the thorough one agree, and the thorough one names every fault."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jiedui.books.chain import ENTRY_COLUMNS, LINE_COLUMNS, entry_text, escaped, line_text
from jiedui.books.chart import ACCOUNTS
from jiedui.books.entry import (
    AMOUNT_MAX,
    Dims,
    EntryDraft,
    LineDraft,
    check_entry,
    credited,
    line,
    reversal,
    taken_back,
)
from jiedui.books.soundness import is_sound
from jiedui.kernel.moment import stamp
from jiedui.kernel.period import year
from jiedui.kernel.quantity import UNITS, Interval, Wording, said
from tests.books.drafts import aid, bare

DEBIT, CREDIT = aid(5).lines
numbers = st.sampled_from([0, 1, -1, 5, AMOUNT_MAX, AMOUNT_MAX + 1, 1.5, True])
days = st.sampled_from([dt.date(2016, 1, 1), dt.date(2017, 6, 1), dt.date(2018, 1, 1)])
keys = st.sampled_from([None, "533422", "", "a\tb", "a\\b", "区民政局"])
lines = st.builds(
    LineDraft,
    st.sampled_from([*ACCOUNTS, "Assertion:money", "Place:Nowhere"]),
    st.sampled_from([*UNITS, "mu"]),
    numbers,
    numbers,
    numbers,
    st.sampled_from((0, 1, -1)),
    st.sampled_from((0, 1, -1)),
    st.sampled_from([*(wording.value for wording in Wording), "roughly"]),
    st.sampled_from((1, -1, 0)),
    days,
    days,
    st.builds(Dims, keys, keys, source=keys),
    st.booleans(),
    st.sampled_from(("counted", "unknown", "perhaps")),
    keys,
)
pairs = lines.map(
    lambda one: (one, credited(one, "Source:Aid") if type(one.amount) is int else one)
)
drafts = st.builds(
    EntryDraft,
    st.sampled_from(("aid", "", "two words")),
    days,
    days,
    st.just("x"),
    st.one_of(st.lists(lines, max_size=2).map(tuple), pairs, st.just((DEBIT, CREDIT))),
)


@settings(max_examples=400)
@given(drafts)
def test_what_the_fast_check_lets_through_has_no_problem(draft: EntryDraft) -> None:
    if is_sound(draft):
        assert check_entry(draft) == []


@given(st.integers(-AMOUNT_MAX, AMOUNT_MAX), st.sampled_from(list(Wording)[:6]))
def test_ordinary_entries_take_the_fast_way(amount: int, wording: Wording) -> None:
    one = line("Place:Spent", "fen", said(amount // 2, wording), year(2017), Dims("533422"))
    assert is_sound(
        EntryDraft("aid", one.starts, one.ends, "x", (one, credited(one, "Source:Aid")))
    )


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"account": "Place:Nowhere"}, "ACCOUNT_UNKNOWN"),
        ({"unit": "person"}, "UNIT_WRONG"),
        ({"unit": "mu"}, "UNIT_UNKNOWN"),
        ({"wording": "roughly"}, "WORDING_UNKNOWN"),
        ({"wording": "not_known"}, "WORDING_UNKNOWN"),
        ({"overlap": "perhaps"}, "OVERLAP_UNKNOWN"),
        ({"starts": dt.date(2018, 1, 1)}, "DATE_ORDER"),
        ({"amount": 500.0}, "AMOUNT_WRONG"),
        ({"low_delta": AMOUNT_MAX + 1}, "AMOUNT_WRONG"),
        ({"sense": 0}, "SENSE_WRONG"),
        ({"high_open": -1}, "SENSE_WRONG"),
        ({"low_delta": -1}, "INTERVAL_WRONG"),
        ({"dims": Dims("")}, "KEY_WRONG"),
        ({"dims": Dims("533422", payer="a\nb")}, "KEY_WRONG"),
        ({"excluding": "a\\b"}, "KEY_WRONG"),
    ],
)
def test_each_fault_is_named(change: dict[str, Any], code: str) -> None:
    wrong = bare("aid", (DEBIT._replace(**change), CREDIT))
    assert not is_sound(wrong)
    assert code in [problem.code for problem in check_entry(wrong)]


def test_an_entry_is_named_with_its_kind_and_has_lines() -> None:
    assert [problem.code for problem in check_entry(bare("aid", ()))] == ["ENTRY_EMPTY"]
    assert [problem.code for problem in check_entry(bare("", (DEBIT, CREDIT)))] == ["KIND_WRONG"]


def test_a_reversal_is_sound_and_negates_everything() -> None:
    draft = aid(5, wording=Wording.OVER)
    back = reversal(3, draft, "错")
    assert check_entry(back) == []
    assert tuple(taken_back(one) for one in back.lines) == draft.lines
    for name in ("amount", "low_delta", "high_delta", "low_open", "high_open", "sense"):
        both = zip(draft.lines, back.lines, strict=True)
        assert all(getattr(one, name) + getattr(other, name) == 0 for one, other in both)


def test_an_open_interval_is_booked_with_open_ends() -> None:
    one = line(
        "Count:Trained",
        "person_time",
        Interval(None, 1, None, Wording.AT_LEAST),
        year(2017),
        Dims(),
    )
    assert (one.amount, one.low_delta, one.low_open, one.high_open) == (1, 0, 0, 1)


def test_the_canonical_text_says_one_thing_only() -> None:
    """What could be taken for a tab, a break or null is escaped."""
    draft = aid(5)._replace(words="a\tb\\N\nc")
    own = entry_text(
        1, draft, posted_by="he", posted_at=stamp(dt.datetime(2017, 1, 1, tzinfo=dt.UTC))
    )
    assert own.count("\t") == len(ENTRY_COLUMNS) - 1
    assert "a\\tb\\\\N\\nc" in own
    assert line_text(1, 1, DEBIT).count("\t") == len(LINE_COLUMNS) - 1
    assert line_text(1, 1, DEBIT).endswith("returns.xlsx\\tSheet1\\tC4")
    assert escaped(None) == "\\N" != escaped("\\N")


def test_a_moment_without_a_time_zone_is_a_bug() -> None:
    with pytest.raises(ValueError, match="without a time zone"):
        stamp(dt.datetime(2017, 1, 1))  # noqa: DTZ001  that is what is tested
