"""Problems on the terminal: one sentence each, Chinese and English, where it stands first."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from jiedui.cli.sentences import OWN_WORDS
from jiedui.kernel.problem import Severity, sorted_problems

if TYPE_CHECKING:
    from collections.abc import Iterable

    from jiedui.kernel.problem import Problem

MARKS = {Severity.ERROR: "✗", Severity.WARNING: "!", Severity.INFO: "·"}
"""How grave a problem is, at the beginning of its line."""


def say_problems(problems: Iterable[Problem]) -> None:
    """Print problems on standard error, in reading order; notes that say the same once."""
    told: dict[object, list[Problem]] = {}
    for at, problem in enumerate(sorted_problems(problems)):
        told.setdefault(_likeness(problem) or at, []).append(problem)
    for same in told.values():
        more = f" {_also(same[1:])}" if len(same) > 1 else ""
        click.echo(f"{MARKS[same[0].severity]} {sentence(same[0])}{more}", err=True)


def _likeness(problem: Problem) -> tuple[str, ...] | None:
    """Return what notes share that differ in their cells alone; None for what is told by itself."""
    where = problem.source
    if problem.severity is not Severity.INFO or not where.cell:
        return None
    return (where.file, where.sheet, problem.code, problem.found, problem.expected, problem.hint)


_PLACES = 3


def _also(problems: list[Problem]) -> str:
    """Say where else a note holds: the first places, and how many there are."""
    places = ", ".join(one.source.cell for one in problems[:_PLACES])
    rest = len(problems) - _PLACES
    return f"(also {places}{f' and {rest} more' if rest > 0 else ''})"


def sentence(problem: Problem) -> str:
    """Return a problem as one line: where, what is wrong, found, expected, what to do, its code."""
    from jiedui.web.problems import advice_of

    zh, en = _titles(problem)
    title = zh if zh == en else f"{zh} {en}"
    facts = ", ".join(
        f"{word} {said}"
        for word, said in (("found", problem.found), ("expected", problem.expected))
        if said
    )
    where = f"{problem.source}: ".replace("› entry:", "› entry ") if str(problem.source) else ""
    advice = advice_of(problem, "en") or problem.hint
    text = f"{where}{title}{': ' if facts else ''}{facts}".rstrip(". ")
    code = "" if title == problem.code else f" [{problem.code}]"
    return f"{text}. {advice}".rstrip() + code


def _titles(problem: Problem) -> tuple[str, str]:
    """Return what is wrong in both languages; the code itself where no catalogue has it."""
    from jiedui.checks.wording import PROBLEMS as OF_CHECKS
    from jiedui.publish.wording import PROBLEMS as OF_REPORTS
    from jiedui.web.problems import title_of

    zh, en = OWN_WORDS.get(problem.code) or (title_of(problem, "zh"), title_of(problem, "en"))
    others = {**OF_REPORTS, **OF_CHECKS}
    return others.get(problem.code, (zh, en)) if zh == problem.code else (zh, en)
