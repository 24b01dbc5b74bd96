"""Words that bring files in: receive, post, withdraw. Each calls one command of `exchange`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from jiedui.cli.saying import say_problems
from jiedui.cli.start import (
    Outcome,
    actor,
    now,
    open_office,
    say,
    say_json,
    with_data_dir,
    with_json,
    with_user,
)
from jiedui.kernel.problem import Problem, Refused, Severity, Source

if TYPE_CHECKING:
    from collections.abc import Iterable

FILES = click.argument(
    "files", nargs=-1, required=True, type=click.Path(dir_okay=False, path_type=Path)
)


@click.command("receive")
@FILES
@with_data_dir
@click.option(
    "--as", "username", metavar="USER", help="Who receives it; not needed with --dry-run."
)
@click.option("--dry-run", is_flag=True, help="Only read and print; keep nothing.")
@with_json
def receive_word(
    files: tuple[Path, ...], data_dir: Path, username: str | None, dry_run: bool, as_json: bool
) -> Outcome:
    """Read office workbooks, show everything that is wrong with them, and keep them as batches.

    Every problem is shown at its cell, all at once. A row with an error waits; a warning needs a
    person's yes when the batch is posted.
    """
    if not dry_run and username is None:
        message = "say who receives the file with --as USER, or only look with --dry-run"
        raise click.UsageError(message)
    readings: dict[str, Any] = {}
    problems: list[Problem] = []
    if not dry_run:
        open_office(data_dir)
    for path in files:
        problems += _receive(path, username if not dry_run else None, readings, quiet=as_json)
    if as_json:
        say_json(readings)
    say_problems(problems)
    has_errors = any(problem.severity is Severity.ERROR for problem in problems)
    return Outcome.DATA_ERRORS if has_errors else Outcome.GOOD


def _receive(
    path: Path, username: str | None, readings: dict[str, Any], *, quiet: bool
) -> list[Problem]:
    from jiedui.exchange.reading import read_workbook, reading_json

    try:
        content = path.read_bytes()
    except OSError as error:
        return [
            Problem(
                "FILE_UNREADABLE",
                Severity.ERROR,
                Source(str(path)),
                error.strerror or "cannot be read",
                "a file this user can read",
                "Check the name and try again.",
            )
        ]
    reading = read_workbook(path.name, content)
    readings[path.name] = reading_json(reading)
    problems = list(reading.problems)
    if reading.fatal is not None:
        fatal = reading.fatal
        where = Source(path.name)
        return [Problem(fatal.code, Severity.ERROR, where, fatal.found, fatal.expected, fatal.hint)]
    if not quiet:
        counts = ", ".join(f"{n} {kind}" for kind, n in _tally(problems)) or "no problems"
        say(f"{path.name}: {reading.kind}, {len(reading.rows)} rows, {counts}")
    if username is None:
        return problems
    return problems + _keep(path.name, content, username, quiet=quiet)


def _keep(name: str, content: bytes, username: str, *, quiet: bool) -> list[Problem]:
    from jiedui.exchange.commands import receive_file

    try:
        batch = receive_file(content, name=name, actor=actor(username), now=now())
    except Refused as refused:
        return list(refused.problems)
    if not quiet:
        say(
            f"  kept as batch {batch.number}; a second person posts it: jiedui post {batch.number} --as USER"
        )
    return []


def _tally(problems: Iterable[Problem]) -> list[tuple[str, int]]:
    counts: dict[str, int] = {}
    for problem in problems:
        counts[problem.severity.value] = counts.get(problem.severity.value, 0) + 1
    return sorted(counts.items())


@click.command("post")
@click.argument("batch", type=int)
@with_data_dir
@with_user
@click.option("--accept-warnings", is_flag=True, help="Say yes to the rows that carry warnings.")
@with_json
def post_word(
    batch: int, data_dir: Path, username: str, accept_warnings: bool, as_json: bool
) -> Outcome:
    """Post a batch's accepted rows into the book, atomically; by another person than received it."""
    open_office(data_dir, must_exist=True)
    from jiedui.exchange.commands import post_batch

    posted = post_batch(batch, actor=actor(username), now=now(), accept_warnings=accept_warnings)
    if as_json:
        say_json({"batch": batch, "first": posted.first, "last": posted.last, "head": posted.hash})
    else:
        say(
            f"Batch {batch}: entries {posted.first} to {posted.last} posted; the book's head is {posted.hash[:12]}…"
        )
    return Outcome.GOOD


@click.command("withdraw")
@click.argument("batch", type=int)
@with_data_dir
@with_user
def withdraw_word(batch: int, data_dir: Path, username: str) -> Outcome:
    """Withdraw a batch that has not been posted; its file may then be received again."""
    open_office(data_dir, must_exist=True)
    from jiedui.exchange.commands import withdraw_batch

    withdraw_batch(batch, actor=actor(username), now=now())
    say(f"Batch {batch} is withdrawn; nothing of it was posted.")
    return Outcome.GOOD


WORDS = (receive_word, post_word, withdraw_word)
