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

from jiedui.cli import asking, intake, keeping, showing, telling
from jiedui.cli.saying import say_problems
from jiedui.cli.start import MISUSE_CODES, Outcome, say, words
from jiedui.kernel.problem import Refused

if TYPE_CHECKING:
    from collections.abc import Sequence

for _chapter in (showing, intake, asking, telling, keeping):
    for _word in _chapter.WORDS:
        words.add_command(_word)


def main() -> None:
    """Run the command line and leave with its exit status: 0 good, 1 the data has errors, 2 misuse."""
    sys.exit(run(sys.argv[1:]))


def run(arguments: Sequence[str]) -> Outcome:
    """Run one word and return its exit status; refusals become sentences, bugs still crash."""
    try:
        outcome = words.main(args=list(arguments), standalone_mode=False)
    except click.exceptions.Exit as left:
        return Outcome(left.exit_code)
    except click.ClickException as misuse:
        misuse.show()
        return Outcome.MISUSE
    except click.Abort:
        say("Interrupted; nothing half-written is left behind.", error=True)
        return Outcome.DATA_ERRORS
    except Refused as refused:
        say_problems(refused.problems)
        misused = all(problem.code in MISUSE_CODES for problem in refused.problems)
        return Outcome.MISUSE if misused else Outcome.DATA_ERRORS
    except OSError as error:
        say(
            f"✗ {error.filename or ''}: {error.strerror}. Nothing was posted; mend it and repeat.",
            error=True,
        )
        return Outcome.DATA_ERRORS
    except Exception as bug:  # noqa: BLE001  The outer edge: nobody is shown a traceback.
        return _bug(bug)
    return outcome if isinstance(outcome, Outcome) else Outcome.GOOD


def _bug(bug: Exception) -> Outcome:
    """Say that the program itself failed, where its trace lies, and what to do."""
    trace = Path(tempfile.gettempdir()) / f"jiedui-bug-{os.getpid()}.txt"
    trace.touch(mode=0o600)
    trace.write_text("".join(traceback.format_exception(bug)), encoding="utf-8")
    say(
        f"✗ Jiedui itself failed ({type(bug).__name__}). Nothing was half-written."
        f" The trace is in {trace}; please report it.",
        error=True,
    )
    return Outcome.DATA_ERRORS
