"""The command line: the main path as words. Each word calls one command or one query.

Boundary: the only place below which nothing prints, reads the clock or reads the environment.
"""

from __future__ import annotations

import os
import sys
import tempfile
import traceback
from pathlib import Path
from typing import TYPE_CHECKING

import click

from jiedui.cli import (
    asking,
    assessing,
    attending,
    bundling,
    claims,
    clues,
    commerce,
    cooperation,
    crosschecking,
    duties,
    entering,
    evidence,
    exporting,
    filling,
    giving,
    intake,
    keeping,
    moving,
    people,
    projects,
    reading_text,
    reconcile,
    reference,
    registerform,
    registerprivacy,
    registerpublic,
    registerwork,
    remembering,
    returns,
    showing,
    telling,
    tokens,
)
from jiedui.cli.saying import say_problems
from jiedui.cli.start import MISUSE_CODES, Outcome, engine_refusal, say, words
from jiedui.kernel.problem import Refused, refuse

if TYPE_CHECKING:
    from collections.abc import Sequence

_CHAPTERS = (
    showing,
    intake,
    returns,
    remembering,
    asking,
    assessing,
    evidence,
    duties,
    reconcile,
    reading_text,
    claims,
    clues,
    telling,
    filling,
    projects,
    moving,
    entering,
    attending,
    keeping,
    crosschecking,
    cooperation,
    registerform,
    registerprivacy,
    bundling,
    people,
    registerwork,
    registerpublic,
    exporting,
    commerce,
    tokens,
    reference,
    giving,
)
for _chapter in _CHAPTERS:
    for _word in _chapter.WORDS:
        words.add_command(_word)


def main() -> None:
    """Run the command line and leave with its status: 0 good, 1 the data has errors, 2 misuse."""
    sys.exit(run(sys.argv[1:]))


def run(arguments: Sequence[str]) -> Outcome:
    """Run one word and return its exit status; whatever goes wrong is said in a sentence."""
    try:
        outcome = words.main(args=list(arguments), prog_name="jiedui", standalone_mode=False)
        sys.stdout.flush()
    except click.exceptions.Exit as left:
        return Outcome(left.exit_code)
    except Exception as error:  # noqa: BLE001  The outer edge: nobody is shown a traceback.
        return _said(engine_refusal(error) or error)
    return outcome if isinstance(outcome, Outcome) else Outcome.GOOD


def _said(error: BaseException) -> Outcome:
    """Say what went wrong, and return the status it is left with."""
    if isinstance(error, Refused):
        return _refused(error)
    if isinstance(error, click.ClickException):
        return _misused(error)
    if isinstance(error, BrokenPipeError):
        # The reader went away (`jiedui check | head`): nobody is left to be told anything.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return Outcome.GOOD
    if isinstance(error, click.Abort):
        say("Interrupted; nothing half-written is left behind.", error=True)
    elif isinstance(error, OSError) and error.strerror:
        return _refused(_unusable(error))
    else:
        _say_bug(error)
    return Outcome.DATA_ERRORS


def _misused(error: click.ClickException) -> Outcome:
    """Say what is wrong with how a word was written, and where its right form stands."""
    if isinstance(error, click.exceptions.NoArgsIsHelpError):
        error.show()
        return Outcome.MISUSE
    context = getattr(error, "ctx", None)
    word = context.command_path if context is not None else "jiedui"
    problem = refuse(
        "WORD_MISUSED",
        found=error.format_message().rstrip("."),
        expected=context.get_usage().removeprefix("Usage: ") if context is not None else "a word",
        hint=f"See `{word} --help`.",
    )
    say_problems(problem.problems)
    return Outcome.MISUSE


def _unusable(error: OSError) -> Refused:
    """Return the refusal behind what the system said of a file no word asks about by itself."""
    return refuse(
        "FILE_UNUSABLE",
        found=f"{error.filename}: {error.strerror}" if error.filename else str(error.strerror),
        expected="files this user may read and write, and room on the disk",
        hint="The book is as it was; mend it and repeat.",
    )


def _refused(refused: Refused) -> Outcome:
    say_problems(refused.problems)
    misused = all(problem.code in MISUSE_CODES for problem in refused.problems)
    return Outcome.MISUSE if misused else Outcome.DATA_ERRORS


def _say_bug(bug: BaseException) -> None:
    """Say that the program itself failed, where its trace lies, and what to do."""
    trace = Path(tempfile.gettempdir()) / f"jiedui-bug-{os.getpid()}.txt"
    trace.touch(mode=0o600)
    trace.write_text("".join(traceback.format_exception(bug)), encoding="utf-8")
    say(
        f"✗ Jiedui itself failed ({type(bug).__name__}). Nothing was half-written."
        f" The trace is in {trace}; please report it.",
        error=True,
    )
