"""What a step of a project still needs: papers, money, acceptance, card. One rule each."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from jiedui.programme.lifecycle import NEEDS, PAPERS, STEPS, step_between, steps_from
from jiedui.programme.models import Acceptance, Asset, FundingLine, Paper, Passed, Version
from jiedui.programme.outcomes import RIGHTS

if TYPE_CHECKING:
    from jiedui.programme.lifecycle import Step
    from jiedui.programme.models import Project


_REPEATED = frozenset(
    kind
    for step in STEPS
    if {"CHANGED", "SUSPENDED"} & {step.origin, step.target}
    for kind in step.papers
)
"""Papers of steps that a project may take more than once."""


class Need(NamedTuple):
    """One thing a step needs: its code, its words, whether it is there."""

    code: str
    zh: str
    en: str
    is_met: bool


class Offer(NamedTuple):
    """A step a project may take, with everything it needs."""

    step: Step
    needs: tuple[Need, ...]

    @property
    def is_ready(self) -> bool:
        """Whether nothing is missing."""
        return all(one.is_met for one in self.needs)


def needs_of(project: Project, step: Step, *, reason: str = "") -> tuple[Need, ...]:
    """Return what a step needs and whether it is there."""
    found = [Need(kind, *PAPERS[kind], has_fresh_paper(project, kind)) for kind in step.papers]
    return (
        *found,
        *(Need(code, *NEEDS[code], _is_met(code, project, reason)) for code in step.needs),
    )


def has_fresh_paper(project: Project, kind: str) -> bool:
    """Whether a paper is on record that no earlier step has used: each change has papers its own.

    A step that was refused has used none.
    """
    papers = Paper.objects.filter(project=project, kind=kind).count()
    if kind not in _REPEATED or not papers:
        return papers > 0
    taken = Passed.objects.filter(project=project, is_approved=True)
    steps = (step_between(*ends) for ends in taken.values_list("origin", "target"))
    return papers > sum(step is not None and kind in step.papers for step in steps)


def offers(project: Project) -> list[Offer]:
    """Return every step that may follow, with what it needs; a reason is asked when it is taken.

    Changes have a form of their own.
    """
    return [
        Offer(step, tuple(one for one in needs_of(project, step) if one.code != "reason"))
        for step in steps_from(project.state, before=project.state_before)
        if "CHANGED" not in (step.origin, step.target)
    ]


def _is_met(code: str, project: Project, reason: str) -> bool:
    if code == "reason":
        return bool(reason.strip())
    if code == "allotted":
        return project.allotted_fen > 0
    if code == "finished":
        return project.progress_percent >= 100
    if code == "settled":
        return project.settled_fen is not None
    return _is_on_record(code, project)


def _is_on_record(code: str, project: Project) -> bool:
    if code == "figures":
        version = Version.objects.filter(project=project, is_approved=None).first()
        if version is not None:
            parts = sum(version.parts.values_list("amount_fen", flat=True))
            return parts == version.total_fen > 0
        lines = FundingLine.objects.filter(project=project)
        return sum(lines.values_list("approved_fen", flat=True)) == (project.approved_fen or 0) > 0
    if code == "accepted":
        return Acceptance.objects.filter(project=project, level="COUNTY", has_passed=True).exists()
    if code == "asset":
        cards = list(Asset.objects.filter(project=project))
        return bool(cards) and all(all(getattr(card, name) for name in RIGHTS) for card in cards)
    return project.allotted_fen - project.spent_fen - project.returned_fen <= 0
