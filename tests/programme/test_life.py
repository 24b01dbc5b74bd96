"""A project against a small model: no step outside the table, no stage of money below nothing."""

import itertools
from typing import TYPE_CHECKING

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from jiedui.kernel.problem import Refused
from jiedui.programme.commands import money, papers, results, steps
from jiedui.programme.lifecycle import (
    ALLOTTING,
    PAPERS,
    PAYING,
    RETURNING,
    STATES,
    STEPS,
    step_between,
)
from jiedui.programme.outcomes import StepAsk
from tests.programme import world
from tests.programme.world import NOW, WAN, ask, day, view, who

if TYPE_CHECKING:
    from tests.conftest import Office

names = itertools.count()
EVERY_STATE = st.sampled_from([*STATES, "SUSPENDED", "CANCELLED", "CHANGED"])
AMOUNTS = st.integers(min_value=1, max_value=350)
ON = day(12, 1)


class Life(RuleBasedStateMachine):
    """One project, and beside it what a child could keep of it on paper."""

    def __init__(self) -> None:
        super().__init__()
        (self.number,) = world.registered(f"第{next(names)}村道路")
        world.file_papers([self.number], *PAPERS)
        papers.report_progress(self.number, 100, on=ON, actor=who("officer"), now=NOW)
        results.record_acceptance(
            self.number, "COUNTY", on=ON, has_passed=True, actor=who("officer"), now=NOW
        )
        results.record_settlement(self.number, WAN, on=ON, actor=who("officer"), now=NOW)
        card = {"number": f"Z{self.number}", "name": "路", "kind": "PUBLIC", "form": "PHYSICAL",
                "value_fen": WAN, **world.RIGHTS}  # fmt: skip
        results.record_asset(self.number, card, actor=who("officer"), now=NOW)
        self.state, self.before = "IDEA", ""
        self.there = dict.fromkeys(("allotted", "disbursed", "spent", "returned"), 0)

    @rule(to=EVERY_STATE)
    def jump(self, to: str) -> None:
        self.step(to)

    @rule()
    def go_on(self) -> None:
        """The usual next step, so that lives get far."""
        if self.state in STATES[:-1]:
            self.step(STATES[STATES.index(self.state) + 1])

    def step(self, target: str) -> None:
        step = step_between(self.state, target)
        allowed = step is not None and "CHANGED" not in (self.state, target)
        if allowed and self.state == "SUSPENDED":
            allowed = target in (self.before, "CANCELLED")
        needs = step.needs if step else ()
        allowed = allowed and not ("no_rest" in needs and self._rest())
        allowed = allowed and not ("allotted" in needs and not self.there["allotted"])
        try:
            done = steps.propose_steps(
                [StepAsk(self.number, target, ON, "理由")], actor=who("officer"), now=NOW
            )
            if step is not None and step.is_decided:
                steps.decide_steps(done.numbers, is_approved=True, actor=who("reviewer"), now=NOW)
        except Refused:
            assert not allowed, (self.state, target)
            return
        assert allowed, (self.state, target)
        self.before = self.state if target == "SUSPENDED" else ""
        self.state = target

    def _rest(self) -> int:
        return self.there["allotted"] - self.there["spent"] - self.there["returned"]

    @rule(kind=st.sampled_from(["ALLOT", "DISBURSE", "PAY", "DIRECT", "RETURN"]), amount=AMOUNTS)
    def move(self, kind: str, amount: int) -> None:
        there = self.there
        undisbursed = there["allotted"] - there["disbursed"] - self._returned_before()
        room = {
            "ALLOT": 300 - there["allotted"],
            "DISBURSE": undisbursed,
            "DIRECT": undisbursed,
            "PAY": there["disbursed"] - there["spent"] - self._returned_after(),
            "RETURN": self._rest(),
        }[kind]
        states = {"ALLOT": ALLOTTING, "RETURN": RETURNING}.get(kind, PAYING)
        allowed = self.state in states and amount <= room
        days = {"milestone_on": ON, "requested_on": ON, "opinion_on": ON}
        asked = ask(self.number, kind, amount, ON, notice="号", **days)
        try:
            done = money.propose_money([asked], actor=who("officer"), now=NOW)
            money.decide_money(done.numbers, is_approved=True, actor=who("reviewer"), now=NOW)
        except Refused:
            assert not allowed, (kind, amount, self.state, there)
            return
        assert allowed, (kind, amount, self.state, there)
        self._moved(kind, amount, undisbursed)

    def _moved(self, kind: str, amount: int, undisbursed: int) -> None:
        there = self.there
        if kind == "ALLOT":
            there["allotted"] += amount
            if self.state == "PLANNED":
                self.state = "ALLOTTED"
        if kind in ("DISBURSE", "DIRECT"):
            there["disbursed"] += amount
        if kind in ("PAY", "DIRECT"):
            there["spent"] += amount
        if kind == "RETURN":
            there["returned"] += amount
            self.back_before = self._returned_before() + min(amount, undisbursed)

    back_before = 0

    def _returned_before(self) -> int:
        return self.back_before

    def _returned_after(self) -> int:
        return self.there["returned"] - self.back_before

    @invariant()
    def the_book_agrees(self) -> None:
        found = view(self.number)
        assert found.fields["state"] == self.state
        stages = found.stages
        assert all(amount >= 0 for amount in stages)
        assert [stages.allotted, stages.disbursed, stages.spent, stages.returned] == [
            amount * WAN for amount in self.there.values()
        ]
        assert stages.idle == self._rest() * WAN
        passed = [(one.origin, one.target) for one in found.steps if one.is_approved][1:]
        assert set(passed) <= {(one.origin, one.target) for one in STEPS}


def test_no_life_leaves_the_table(sqlite_office: "Office") -> None:
    assert sqlite_office.data_dir.is_dir()
    world.people()
    run_state_machine_as_test(
        Life,
        settings=settings(
            max_examples=5,
            stateful_step_count=25,
            deadline=None,
            derandomize=True,
            suppress_health_check=list(HealthCheck),
        ),
    )


def test_the_table_reaches_every_state_and_ends_where_it_says() -> None:
    """Every state can be reached from the first; nothing follows the last ones."""
    reached, fresh = {"IDEA"}, {"IDEA"}
    while fresh:
        fresh = {one.target for one in STEPS if one.origin in fresh} - reached
        reached |= fresh
    assert reached >= {*STATES, "CHANGED", "SUSPENDED", "CANCELLED"}
    assert {one.origin for one in STEPS} & {"CLOSED", "CANCELLED"} == set()
    assert {kind for one in STEPS for kind in one.papers} <= set(PAPERS)
