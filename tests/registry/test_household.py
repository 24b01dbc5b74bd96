"""A household on any day as known on any other: the fold, its boxes and its conflicts."""

from __future__ import annotations

import datetime as dt

from hypothesis import given, settings
from hypothesis import strategies as st

from jiedui.registry.household import (
    FIRST_DAY,
    OPEN,
    Event,
    Kind,
    Standing,
    Watch,
    boxes,
    conflicts,
    fold,
)
from tests.registry.naive import standing

FIRST = dt.date(2014, 1, 1)
DAYS = st.integers(0, 40).map(lambda at: FIRST + dt.timedelta(days=at))
KINDS = [one for one in Kind if one is not Kind.CORRECTED]


@st.composite
def histories(draw: st.DrawFn) -> list[Event]:
    """Events in any order, possible or not, some of them corrected."""
    events = []
    for number in range(1, draw(st.integers(1, 9)) + 1):
        happened = draw(DAYS)
        recorded = happened + dt.timedelta(days=draw(st.integers(0, 30)))
        is_fix = number > 1 and draw(st.integers(0, 3)) == 0
        kind = Kind.CORRECTED if is_fix else draw(st.sampled_from([Kind.IDENTIFIED, *KINDS]))
        people = draw(st.dictionaries(st.integers(1, 4), st.just("CHILD"), max_size=2))
        events.append(
            Event(
                number, kind, happened, recorded, people,
                watch=draw(st.sampled_from(Watch)),
                main_cause=draw(st.sampled_from(("", "ILLNESS", "OTHER"))),
                standing=draw(st.sampled_from((Standing.NONE, Standing.EXITED))),
                corrects=draw(st.integers(1, number - 1)) if is_fix else None,
                is_void=is_fix and draw(st.booleans()),
            )
        )  # fmt: skip
    return events


@settings(max_examples=150, deadline=None)
@given(histories(), DAYS, st.integers(0, 80))
def test_any_day_as_known_on_any_other_agrees_with_the_slow_way(
    events: list[Event], as_of: dt.date, later: int
) -> None:
    known = FIRST + dt.timedelta(days=later)
    expected = standing(events, as_of, known)
    state = fold(events, as_of=as_of, known=known)
    members = frozenset(person for person, _ in state.people)
    assert (state.standing, state.watch, state.main_cause, members) == expected
    held = [
        box
        for box in boxes(events)
        if box.since <= as_of < box.until and box.known_since <= known < box.known_until
    ]
    assert len(held) <= 1
    if held:
        assert held[0].state == state
    else:
        assert state.standing is Standing.NONE


@settings(max_examples=50, deadline=None)
@given(histories(), st.randoms(use_true_random=False))
def test_the_order_of_telling_does_not_matter(events: list[Event], chance: object) -> None:
    shuffled = list(events)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    assert boxes(shuffled) == boxes(events)


def on(day: int) -> dt.date:
    return FIRST + dt.timedelta(days=day)


def test_an_exit_recorded_late_and_corrected_later() -> None:
    events = [
        Event(1, Kind.IDENTIFIED, on(0), on(0), {7: "HEAD"}),
        Event(2, Kind.EXITED, on(10), on(20)),
        Event(3, Kind.CORRECTED, on(15), on(30), corrects=2),
    ]
    asked = [fold(events, as_of=on(12), known=on(day)).standing for day in (19, 20, 30)]
    assert asked == ["registered", "exited", "registered"]
    assert fold(events, as_of=OPEN, known=OPEN).standing is Standing.EXITED
    assert boxes(events)[0].since > FIRST_DAY


def test_what_cannot_have_happened_is_said() -> None:
    events = [
        Event(1, Kind.IDENTIFIED, on(0), on(0), {7: "HEAD"}),
        Event(2, Kind.RELAPSED, on(1), on(1)),
        Event(3, Kind.DIED, on(2), on(2), {8: ""}),
        Event(4, Kind.BORN, on(3), on(3), {7: "CHILD"}),
        Event(5, Kind.RISK_CLEARED, on(4), on(4)),
        Event(6, Kind.MARRIED_OUT, on(5), on(5)),
    ]
    found = {one.event.number: one.code for one in conflicts(events, OPEN)}
    assert found == {
        2: "EVENT_ORDER",
        3: "NOT_A_MEMBER",
        4: "MEMBER_ALREADY",
        5: "EVENT_ORDER",
        6: "EVENT_WITHOUT_PEOPLE",
    }
