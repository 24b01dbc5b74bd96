"""Problems on the terminal: one sentence each, Chinese and English, where it stands first."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from jiedui.kernel.problem import Severity, sorted_problems

if TYPE_CHECKING:
    from collections.abc import Iterable

    from jiedui.kernel.problem import Problem

MARKS = {Severity.ERROR: "✗", Severity.WARNING: "!", Severity.INFO: "·"}
"""How grave a problem is, at the beginning of its line."""

OWN_WORDS = {
    "DATA_DIR_MISSING": ("没有这个数据目录", "the data directory is not there"),
    "DATA_DIR_UNUSABLE": ("数据目录不能使用", "the data directory cannot be used"),
    "DATABASE_UNUSABLE": ("数据库打不开", "the database cannot be opened"),
    "FILE_UNREADABLE": ("文件读不了", "the file cannot be read"),
    "FILE_MISSING": ("没有这个文件", "there is no such file"),
    "DATA_DIR_FILLED": ("目录不是空的", "the directory is not empty"),
    "NO_STATEMENTS": ("文件中没有公布数", "the file holds no stated totals"),
    "BOOK_BROKEN": ("账簿有一笔对不上", "an entry of the book does not hold"),
}
"""What only the command line itself can find wrong."""


def say_problems(problems: Iterable[Problem]) -> None:
    """Print problems on standard error, in reading order."""
    for problem in sorted_problems(problems):
        click.echo(f"{MARKS[problem.severity]} {sentence(problem)}", err=True)


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
    where = f"{problem.source}: " if str(problem.source) else ""
    advice = advice_of(problem, "en") or problem.hint
    text = f"{where}{title}{': ' if facts else ''}{facts}".rstrip(". ")
    code = "" if title == problem.code else f" [{problem.code}]"
    return f"{text}. {advice}".rstrip() + code


def _titles(problem: Problem) -> tuple[str, str]:
    """Return what is wrong in both languages; the code itself where no catalogue has it."""
    from jiedui.publish.wording import PROBLEMS as OF_REPORTS
    from jiedui.web.problems import title_of

    zh, en = OWN_WORDS.get(problem.code) or (title_of(problem, "zh"), title_of(problem, "en"))
    return OF_REPORTS.get(problem.code, (zh, en)) if zh == problem.code else (zh, en)
