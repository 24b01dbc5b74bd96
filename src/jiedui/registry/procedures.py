"""Procedures of the register as tables of steps, and where a case stands in one.

Declared in `dated/procedures.toml`, their days in `dated/limits.toml`. A 公示 (notice) hangs before
a decision and must run its full days; a 公告 (announcement) tells the decision. Whoever surveyed
does not review, whoever reviewed does not approve. Knows no Django.
"""

from __future__ import annotations

import datetime as dt
import functools
import tomllib
from importlib import resources
from typing import TYPE_CHECKING, NamedTuple

from jiedui.kernel.problem import Problem, Severity, Source
from jiedui.registry.kinds import Kind
from jiedui.registry.limits import CHAIN, limit_on, limits, notice_ends

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from jiedui.registry.limits import Limit

NOTICE = "公示"
"""A public notice that asks for objections."""

ANNOUNCEMENT = "公告"
"""An announcement of what was decided."""


class Step(NamedTuple):
    """One step: its code and words, who acts, what hangs in public, whose signer may not sign it.

    Attributes:
        code: Its code.
        zh: Chinese wording.
        en: English wording.
        by: village, team, town, county or head.
        not_by: Steps whose signer may not sign this one too.
        notice: 公示, 公告 or "".
        days: How many days a notice must hang at least.
        is_working: Whether these are working days.
        decides: Whether it is decided here.
    """

    code: str
    zh: str
    en: str
    by: str
    not_by: tuple[str, ...] = ()
    notice: str = ""
    days: int = 0
    is_working: bool = False
    decides: bool = False


class Procedure(NamedTuple):
    """A procedure: its steps in order, the event it ends with, and its limit from the clue on."""

    code: str
    zh: str
    en: str
    event: Kind
    steps: tuple[Step, ...]
    source: str
    limit: Limit | None = None

    def step(self, code: str) -> Step | None:
        """Return a step by code, None when there is none."""
        return next((one for one in self.steps if one.code == code), None)


class Signed(NamedTuple):
    """A step that was taken: when, who signed, and the days of its notice."""

    code: str
    day: dt.date
    signer: str
    shown_from: dt.date | None = None
    shown_to: dt.date | None = None


@functools.cache
def procedures() -> Mapping[str, Procedure]:
    """Return every procedure by code, with the days that are shipped for everywhere."""
    return {
        code: _with_days(one, limits(), day=dt.date.max, place="")
        for code, one in _tables().items()
    }


def procedure_at(
    code: str, *, day: dt.date, place: str, known: Sequence[Limit]
) -> Procedure | None:
    """Return a procedure with the days in force on a day in a place; None when there is none.

    Args:
        code: Its code.
        day: The day of the clue.
        place: Key of the place.
        known: The limits; those shipped and those an office added.
    """
    table = _tables().get(code)
    return None if table is None else _with_days(table, known, day=day, place=place)


def _with_days(one: Procedure, known: Sequence[Limit], *, day: dt.date, place: str) -> Procedure:
    steps = []
    for step in one.steps:
        found = limit_on(known, one.code, step.code, day=day, place=place)
        if found is not None:
            step = step._replace(days=found.days, is_working=found.is_working)  # noqa: PLW2901
        steps.append(step)
    chain = limit_on(known, one.code, CHAIN, day=day, place=place)
    return one._replace(steps=tuple(steps), limit=chain)


@functools.cache
def _tables() -> Mapping[str, Procedure]:
    own = resources.files("jiedui.registry.dated").joinpath("procedures.toml")
    told = tomllib.loads(own.read_text(encoding="utf-8"))
    return {
        code: Procedure(
            code,
            one["zh"],
            one["en"],
            Kind(one["event"]),
            tuple(
                Step(**{**step, "not_by": tuple(step.get("not_by", ()))}) for step in one["steps"]
            ),
            one["source"],
        )
        for code, one in told.items()
    }


def next_step(procedure: Procedure, taken: Sequence[Signed]) -> Step | None:
    """Return the step that comes next; None when all are taken."""
    done = {one.code for one in taken}
    return next((one for one in procedure.steps if one.code not in done), None)


def due_on(procedure: Procedure, opened: dt.date) -> dt.date | None:
    """Return the last day on which it may be decided; None when no day is set."""
    return None if procedure.limit is None else procedure.limit.last_day(opened)


def is_decided(procedure: Procedure, taken: Sequence[Signed]) -> bool:
    """Whether the step that decides has been taken."""
    done = {one.code for one in taken}
    return any(one.decides and one.code in done for one in procedure.steps)


def check_step(
    procedure: Procedure, taken: Sequence[Signed], one: Signed, *, opened: dt.date
) -> list[Problem]:
    """Return everything that forbids a step: order, days, notice, signer."""
    step = procedure.step(one.code)
    due = next_step(procedure, taken)
    if step is None or due is None or step.code != due.code:
        expected = f"{due.code} ({due.zh} {due.en})" if due else "no further step"
        return [_wrong("STEP_ORDER", found=one.code, expected=expected)]
    problems = []
    last = max((before.day for before in taken), default=opened)
    if one.day < last:
        problems.append(_wrong("DATE_ORDER", found=f"{one.day}", expected=f"not before {last}"))
    problems += _notice_problems(step, one, last)
    same = [before.code for before in taken if before.signer == one.signer]
    twice = sorted(set(same) & set(step.not_by))
    if twice:
        problems.append(
            _wrong(
                "SECOND_PERSON",
                found=f"{one.signer} signed {', '.join(twice)}",
                expected="another person",
            )
        )
    return problems


def _notice_problems(step: Step, one: Signed, last: dt.date) -> list[Problem]:
    if not step.notice:
        return []
    begins, ends = one.shown_from, one.shown_to or one.shown_from
    if begins is None or ends is None:
        return [
            _wrong(
                "NOTICE_MISSING",
                found="no days",
                expected=f"from when to when the {step.notice} hung",
            )
        ]
    problems = []
    if begins < last:
        problems.append(_wrong("DATE_ORDER", found=f"{begins}", expected=f"not before {last}"))
    least = notice_ends(begins, step.days, is_working=step.is_working)
    if ends < least:
        kind = "working days" if step.is_working else "days"
        problems.append(
            _wrong(
                "NOTICE_SHORT",
                found=f"{begins} to {ends}",
                expected=f"at least {step.days} {kind}, until {least}",
            )
        )
    if one.day < ends:
        problems.append(
            _wrong("NOTICE_RUNNING", found=f"{one.day}", expected=f"not before it ends on {ends}")
        )
    return problems


def _wrong(code: str, *, found: str, expected: str) -> Problem:
    return Problem(code, Severity.ERROR, Source(), found, expected)
