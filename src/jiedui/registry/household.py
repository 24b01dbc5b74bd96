"""What happened to a household, and what it therefore was on a day, as known on another.

Two axes. *Happened on* is when a thing took place; *recorded on* is when the register officially
learned of it. Folding the events that were recorded by one day and happened by another gives the
household as it was then, as known then. A correction is an event too: from the day it is recorded
the corrected event counts as the correction says, or not at all; before that day it counts as it
was first told. Nothing is ever changed. Source: the yearly campaign of dynamic management
(动态管理), in which official numbers move months after the facts. Knows no Django.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, NamedTuple

from jiedui.registry.kinds import (
    FIRST_DAY,
    HEAD,
    LIVE,
    OPEN,
    RULES,
    Kind,
    People,
    Rule,
    Standing,
    Watch,
)

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Mapping, Sequence

__all__ = (
    "FIRST_DAY",
    "HEAD",
    "LIVE",
    "OPEN",
    "RULES",
    "Box",
    "Conflict",
    "Event",
    "Kind",
    "People",
    "Rule",
    "Span",
    "Standing",
    "State",
    "Watch",
    "as_known",
    "boxes",
    "conflicts",
    "fold",
    "step",
    "timeline",
)


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened to one household.

    Attributes:
        number: Its number; orders what happened on one day.
        kind: What happened.
        happened_on: When; the last possible day where only a bound is known.
        recorded_on: The day from which the register officially knows it.
        people: Person to relation with the head, for those who come, leave or change.
        village: Number of the village where it puts the household; None leaves it.
        standing: The standing a household that splits off takes along.
        watch: Why it is monitored.
        poor_type: Attribute of the household (户属性); "" leaves it.
        main_cause: Main cause of poverty or risk; "" leaves it.
        other: The other household of a split or merger.
        stated: How many people there are after it, where a list says so without naming all.
        corrects: Number of the event that this one corrects.
        is_void: Whether the corrected event did not happen at all.
    """

    number: int
    kind: Kind
    happened_on: dt.date
    recorded_on: dt.date
    people: Mapping[int, str] = field(default_factory=dict)
    village: int | None = None
    standing: Standing = Standing.NONE
    watch: Watch = Watch.NONE
    poor_type: str = ""
    main_cause: str = ""
    other: int | None = None
    corrects: int | None = None
    is_void: bool = False
    stated: int | None = None


class State(NamedTuple):
    """What a household is between two events.

    Attributes:
        standing: Where it stands.
        watch: Why it is monitored.
        village: Number of its village.
        poor_type: Its attribute.
        main_cause: Its main cause.
        people: Person to relation, in no order.
        before: The standing before a removal, to which restoring returns.
        has_relapsed: Whether it is registered again after an exit.
        unnamed: Members who are stated as a number only.
    """

    standing: Standing = Standing.NONE
    watch: Watch = Watch.NONE
    village: int | None = None
    poor_type: str = ""
    main_cause: str = ""
    people: tuple[tuple[int, str], ...] = ()
    before: Standing = Standing.NONE
    has_relapsed: bool = False
    unnamed: int = 0

    @property
    def size(self) -> int:
        """How many people there are, named or not."""
        return len(self.people) + self.unnamed


class Span(NamedTuple):
    """A state from a day on until the day before `until`."""

    since: dt.date
    until: dt.date
    state: State


class Box(NamedTuple):
    """A state that held in a period, as known in a period; both without their last day."""

    since: dt.date
    until: dt.date
    known_since: dt.date
    known_until: dt.date
    state: State


class Conflict(NamedTuple):
    """An event that cannot have happened where the others put it."""

    event: Event
    code: str
    found: str
    expected: str


def as_known(events: Iterable[Event], known: dt.date) -> list[Event]:
    """Return what was known on a day to have happened, corrected as then known, in its order."""
    told = [one for one in events if one.recorded_on <= known]
    valid = {one.number: one for one in told if one.kind is not Kind.CORRECTED}
    for one in sorted(told, key=lambda one: (one.recorded_on, one.number)):
        if one.corrects not in valid:
            continue
        if one.is_void:
            del valid[one.corrects]
        else:
            valid[one.corrects] = _corrected(valid[one.corrects], one)
    return sorted(valid.values(), key=lambda one: (one.happened_on, one.number))


def _corrected(first: Event, by: Event) -> Event:
    """Return an event as a correction says it was: what the correction leaves open stays."""
    return replace(
        first,
        happened_on=by.happened_on,
        people=by.people or first.people,
        village=first.village if by.village is None else by.village,
        standing=by.standing or first.standing,
        watch=by.watch or first.watch,
        poor_type=by.poor_type or first.poor_type,
        main_cause=by.main_cause or first.main_cause,
        stated=first.stated if by.stated is None else by.stated,
    )


def step(state: State, event: Event) -> State:
    """Return what a household is after an event; what cannot happen then changes nothing."""
    rule = RULES[event.kind]
    if state.standing not in rule.after:
        return state
    before = len(state.people)
    state = state._replace(
        village=state.village if event.village is None else event.village,
        poor_type=event.poor_type or state.poor_type,
        main_cause=event.main_cause or state.main_cause,
        people=_people(state.people, event, rule.people),
    )
    return _standing(_sized(state, event, before), event, rule)


def _sized(state: State, event: Event, before: int) -> State:
    """Return a state with its unnamed members as an event leaves them."""
    if RULES[event.kind].people is People.ALL_LEAVE:
        return state._replace(unnamed=0)
    if event.stated is not None:
        return state._replace(unnamed=max(0, event.stated - len(state.people)))
    if event.kind is Kind.LISTED:
        return state._replace(unnamed=max(0, state.unnamed - (len(state.people) - before)))
    return state


def _standing(state: State, event: Event, rule: Rule) -> State:
    given = _GIVEN.get(event.kind)
    if given is not None:
        return given(state, event)
    if rule.to is None:
        return state
    watch = state.watch if rule.to is Standing.EXITED else Watch.NONE
    has_relapsed = event.kind is Kind.RELAPSED or (
        state.has_relapsed and rule.to is not Standing.REGISTERED
    )
    return state._replace(standing=rule.to, watch=watch, has_relapsed=has_relapsed)


def _monitored(state: State, event: Event) -> State:
    standing = state.standing or Standing.ORDINARY
    return state._replace(standing=standing, watch=event.watch or state.watch)


def _cleared(state: State, _event: Event) -> State:
    return state._replace(watch=Watch.NONE)


def _restored(state: State, _event: Event) -> State:
    return state._replace(standing=state.before or Standing.REGISTERED)


def _split_off(state: State, event: Event) -> State:
    return state._replace(standing=event.standing or Standing.ORDINARY, watch=event.watch)


def _removed(state: State, _event: Event) -> State:
    return state._replace(standing=Standing.REMOVED, before=state.standing, watch=Watch.NONE)


_GIVEN = {
    Kind.MONITORED: _monitored,
    Kind.RISK_CLEARED: _cleared,
    Kind.RESTORED: _restored,
    Kind.SPLIT_OFF: _split_off,
    Kind.REMOVED_WRONGLY: _removed,
}
"""Kinds whose standing depends on the household or on the event itself."""


def _people(
    there: tuple[tuple[int, str], ...], event: Event, does: People
) -> tuple[tuple[int, str], ...]:
    if does is People.ALL_LEAVE:
        return ()
    if not event.people:
        return there
    if does is People.LEAVE:
        return tuple(one for one in there if one[0] not in event.people)
    if does is People.JOIN or event.kind is Kind.CHANGED:
        known = dict(there)
        if does is People.JOIN:
            return tuple(sorted({**known, **event.people}.items()))
        changed = {one: relation for one, relation in event.people.items() if one in known}
        return tuple(sorted({**known, **changed}.items()))
    return there


def fold(events: Iterable[Event], *, as_of: dt.date, known: dt.date) -> State:
    """Return what a household was on a day, as known on another.

    Args:
        events: Everything ever recorded of it, in any order.
        as_of: The day asked about.
        known: The day from which one looks.
    """
    state = State()
    for event in as_known(events, known):
        if event.happened_on > as_of:
            break
        state = step(state, event)
    return state


def timeline(events: Iterable[Event], known: dt.date) -> list[Span]:
    """Return a household's states one after another, as known on a day; equal ones joined."""
    spans: list[Span] = []
    state, since = State(), FIRST_DAY
    for event in as_known(events, known):
        after = step(state, event)
        if after == state:
            continue
        if event.happened_on > since:
            _add(spans, Span(since, event.happened_on, state))
            since = event.happened_on
        state = after
    _add(spans, Span(since, OPEN, state))
    return spans


def _add(spans: list[Span], one: Span) -> None:
    if one.state.standing is Standing.NONE:
        return
    if spans and spans[-1].until == one.since and spans[-1].state == one.state:
        spans[-1] = spans[-1]._replace(until=one.until)
    else:
        spans.append(one)


def boxes(events: Sequence[Event]) -> list[Box]:
    """Return every state with the days it held and the days it was known: what tables keep.

    A question for (as of, known) is answered by the one box, if any, that holds both days.
    """
    learned = sorted({one.recorded_on for one in events})
    done: list[Box] = []
    running: dict[Span, dt.date] = {}
    for known in learned:
        spans = timeline(events, known)
        now = set(spans)
        ended = [one for one in running if one not in now]
        done += [_boxed(span, running.pop(span), known) for span in ended]
        for span in spans:
            running.setdefault(span, known)
    done += [_boxed(span, since, OPEN) for span, since in running.items()]
    return sorted(done, key=lambda one: one[:4])


def _boxed(span: Span, since: dt.date, until: dt.date) -> Box:
    return Box(span.since, span.until, since, until, span.state)


def conflicts(events: Sequence[Event], known: dt.date) -> list[Conflict]:
    """Return the events that cannot have happened in the order now known."""
    found: list[Conflict] = []
    state = State()
    for event in as_known(events, known):
        found += _conflicts(state, event)
        state = step(state, event)
    return found


def _conflicts(state: State, event: Event) -> list[Conflict]:
    rule = RULES[event.kind]
    if state.standing not in rule.after:
        expected = ", ".join(sorted(one.value or "not registered" for one in rule.after))
        return [Conflict(event, "EVENT_ORDER", state.standing.value or "not registered", expected)]
    there = {person for person, _ in state.people}
    named = set(event.people)
    does = rule.people
    told = (
        (
            does is People.LEAVE and not named,
            ("EVENT_WITHOUT_PEOPLE", "a household of which nobody is named", "who leaves"),
        ),
        (
            does is People.LEAVE and bool(named - there),
            ("NOT_A_MEMBER", "without somebody who is named", "a member"),
        ),
        (
            does is People.JOIN and bool(named & there),
            ("MEMBER_ALREADY", "with somebody who is named", "somebody who is no member then"),
        ),
        (
            event.kind is Kind.RISK_CLEARED and not state.watch,
            ("EVENT_ORDER", "not monitored", "a monitored household"),
        ),
        (
            event.kind is Kind.MONITORED and not event.watch,
            ("WATCH_MISSING", "without a kind of monitoring", "unstable, marginal or sudden"),
        ),
    )
    return [Conflict(event, *said) for is_wrong, said in told if is_wrong][:1]
