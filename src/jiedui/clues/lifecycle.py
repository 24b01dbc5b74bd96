"""What may happen to a clue: one table of steps, and everything that forbids one.

Source of the states: DOMAIN.md 4.7. Knows no Django.
"""

from __future__ import annotations

import enum
from typing import TYPE_CHECKING, NamedTuple

from jiedui.checks.rules import EXPLANATIONS
from jiedui.kernel.problem import Problem, Severity, Source

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping


class State(enum.StrEnum):
    """Where a clue stands."""

    NEW = "new"
    ASSIGNED = "assigned"
    VERIFYING = "verifying"
    CONCLUDED = "concluded"
    DECIDED = "decided"
    CLOSED = "closed"


STATES: dict[State, tuple[str, str]] = {
    State.NEW: ("待分派", "new"),
    State.ASSIGNED: ("已分派", "assigned"),
    State.VERIFYING: ("核查中", "being verified"),
    State.CONCLUDED: ("待审定", "concluded"),
    State.DECIDED: ("待办结", "decided"),
    State.CLOSED: ("已办结", "closed"),
}
"""State to Chinese and English, in the order of the way."""

CONCLUSIONS: dict[str, tuple[str, str]] = {
    "true": ("属实", "the clue holds"),
    "false": ("不属实", "the clue does not hold"),
    "explained": ("有合理解释", "innocently explained"),
    "data_error": ("数据有误", "wrong data"),
}
"""What a visit found, by code."""

DECISIONS: dict[str, tuple[str, str]] = {
    "remove": ("清退", "remove from the register"),
    "keep": ("保留", "keep as it is"),
    "correct": ("更正", "correct the data"),
    "add": ("纳入", "take into the register"),
}
"""What is decided, by code."""

FITTING: dict[str, frozenset[str]] = {
    "true": frozenset(DECISIONS),
    "false": frozenset({"keep"}),
    "explained": frozenset({"keep", "correct"}),
    "data_error": frozenset({"keep", "correct"}),
}
"""Decisions that a conclusion allows: nobody is removed by a clue that did not hold."""

MUST_EXPLAIN = frozenset({"explained", "data_error"})
"""Conclusions that name an explanation code."""

CODES: dict[str, Mapping[str, tuple[str, str]]] = {
    "conclusion": CONCLUSIONS,
    "explanation": EXPLANATIONS,
    "decision": DECISIONS,
}


class Step(NamedTuple):
    """One step.

    Attributes:
        code: Its code.
        zh: Chinese wording.
        en: English wording.
        begins: States in which it may be taken.
        to: The state it leads to.
        permission: What whoever takes it must hold at the clue's place.
        needs: What must be said: to, visited_on, conclusion, document, decision, words.
        not_by: The step whose signer, in this round, may not sign this one too; "" for none.
        is_assignees: Whether only the person it is assigned to takes it.
    """

    code: str
    zh: str
    en: str
    begins: tuple[State, ...]
    to: State
    permission: str
    needs: tuple[str, ...] = ()
    not_by: str = ""
    is_assignees: bool = False


STEPS: dict[str, Step] = {
    step.code: step
    for step in (
        Step(
            "assign", "分派", "assign", (State.NEW, State.ASSIGNED, State.VERIFYING),
            State.ASSIGNED, "clues.assign", ("to",),
        ),
        Step(
            "visit", "开始核查", "begin to verify", (State.ASSIGNED,), State.VERIFYING,
            "clues.verify", is_assignees=True,
        ),
        Step(
            "conclude", "提出核查结论", "conclude", (State.VERIFYING,), State.CONCLUDED,
            "clues.verify", ("visited_on", "conclusion", "document", "words"), is_assignees=True,
        ),
        Step(
            "send_back", "退回重查", "send back", (State.CONCLUDED,), State.VERIFYING,
            "clues.decide", ("words",), not_by="conclude",
        ),
        Step(
            "decide", "审定", "decide", (State.CONCLUDED,), State.DECIDED,
            "clues.decide", ("decision", "words"), not_by="conclude",
        ),
        Step(
            "close", "办结", "close", (State.DECIDED,), State.CLOSED, "clues.close", ("words",),
        ),
        Step(
            "reopen", "重新启动", "open again", (State.DECIDED, State.CLOSED), State.NEW,
            "clues.decide", ("words",),
        ),
    )
}  # fmt: skip
"""Every step, by code: the one table. Whatever it does not list cannot happen."""


class Said(NamedTuple):
    """What whoever takes a step says.

    Attributes:
        to: ASSIGN: to whom.
        visited_on: CONCLUDE: the day of the visit.
        conclusion: CONCLUDE: a key of `CONCLUSIONS`.
        explanation: CONCLUDE: a key of `EXPLANATIONS`, "" for none.
        decision: DECIDE: a key of `DECISIONS`.
        words: In words.
    """

    to: str = ""
    visited_on: dt.date | None = None
    conclusion: str = ""
    explanation: str = ""
    decision: str = ""
    words: str = ""


class Standing(NamedTuple):
    """What a clue is when a step is asked for.

    Attributes:
        state: Where it stands.
        assignee: To whom it is assigned, "" for nobody.
        verifier: Who signed its conclusion in this round, "" for nobody.
        conclusion: That conclusion.
        documents: How many documents of evidence this round has.
        opened_on: The day it was taken in, or opened again.
        assigned_on: The day it was assigned to whom it is assigned to, in this round.
        last_on: The day on which its last step was taken.
    """

    state: State
    assignee: str = ""
    verifier: str = ""
    conclusion: str = ""
    documents: int = 0
    opened_on: dt.date | None = None
    assigned_on: dt.date | None = None
    last_on: dt.date | None = None

    @property
    def visit_from(self) -> dt.date | None:
        """The first day a visit for it may have been made: nobody visits for what has not come."""
        return self.assigned_on or self.opened_on


def steps_open(standing: Standing, who: str) -> list[Step]:
    """Return the steps that a person could take now, rights and words aside."""
    return [step for step in STEPS.values() if not _refusals(step, standing, who)]


def check_step(
    step: Step, standing: Standing, said: Said, *, who: str, today: dt.date
) -> list[Problem]:
    """Return everything that forbids a step: order, signer, days, what is not said or unfit."""
    problems = _refusals(step, standing, who)
    for need in step.needs:
        if need == "document":
            if not standing.documents:
                problems.append(
                    _problem("VISIT_PAPER_MISSING", "no document of this round", "at least one")
                )
        elif not getattr(said, need):
            problems.append(_problem("STEP_INCOMPLETE", f"{step.code} without {need}", need))
    for name, codes in CODES.items():
        told = getattr(said, name)
        if told and told not in codes:
            problems.append(_problem("VALUE_UNKNOWN", told[:40], ", ".join(codes)))
    return problems + _days_wrong(standing, said, today) + _unfitting(step, standing, said)


def _refusals(step: Step, standing: Standing, who: str) -> list[Problem]:
    problems = []
    if standing.state not in step.begins:
        expected = " or ".join(step.begins)
        problems.append(_problem("STEP_ORDER", f"{step.code} while {standing.state}", expected))
    if step.not_by and standing.verifier == who:
        problems.append(
            _problem(
                "TWO_PEOPLE_NEEDED", f"{who} signed the conclusion", "another person's signature"
            )
        )
    if step.is_assignees and standing.assignee != who:
        problems.append(
            _problem("NOT_ASSIGNED", f"{who or 'nobody'}", "the person it is assigned to")
        )
    return problems


def _days_wrong(standing: Standing, said: Said, today: dt.date) -> list[Problem]:
    """Return what is wrong with the days: a clue comes, is assigned, visited, signed, in order."""
    problems = []
    last, visited = standing.last_on or standing.opened_on, said.visited_on
    if last is not None and today < last:
        expected = f"not before {last}, the day of its last step"
        problems.append(_problem("DATE_ORDER", f"today {today}", expected))
    if visited is None:
        return problems
    came, assigned = standing.opened_on, standing.assigned_on
    if visited > today:
        problems.append(_problem("DATE_ORDER", f"a visit on {visited}", f"not after {today}"))
    elif came is not None and visited < came:
        expected = f"not before {came}, when the clue came in"
        problems.append(_problem("DATE_ORDER", f"a visit on {visited}", expected))
    elif assigned is not None and visited < assigned:
        expected = f"not before {assigned}, when it was assigned"
        problems.append(_problem("DATE_ORDER", f"a visit on {visited}", expected))
    return problems


def _unfitting(step: Step, standing: Standing, said: Said) -> list[Problem]:
    problems = []
    if said.conclusion in MUST_EXPLAIN and not said.explanation:
        problems.append(
            _problem("EXPLANATION_MISSING", said.conclusion, "one of " + ", ".join(EXPLANATIONS))
        )
    if said.conclusion == "true" and said.explanation:
        problems.append(_problem("EXPLANATION_UNFIT", said.explanation, "none where it holds"))
    fitting = FITTING.get(standing.conclusion, frozenset())
    if step.code == "decide" and said.decision in DECISIONS and said.decision not in fitting:
        problems.append(
            _problem(
                "DECISION_UNFIT",
                f"{said.decision} after {standing.conclusion}",
                " or ".join(sorted(fitting)),
            )
        )
    return problems


def _problem(code: str, found: str, expected: str) -> Problem:
    return Problem(code, Severity.ERROR, Source(), found, expected)
