"""Words that bring files in: receive, post, withdraw. Each calls one command of `exchange`."""

from __future__ import annotations

import itertools
import json
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from jiedui.cli.files import content_of
from jiedui.cli.returns import sender_number
from jiedui.cli.saying import say_problems
from jiedui.cli.start import (
    MISUSE_CODES,
    Outcome,
    actor,
    begin_office,
    now,
    open_office,
    say,
    say_json,
    with_data_dir,
    with_json,
    with_user,
)
from jiedui.kernel.problem import Refused, Severity

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jiedui.exchange.outcomes import PostedBatch
    from jiedui.exchange.pacing import Watcher
    from jiedui.exchange.reading import Reading
    from jiedui.kernel.problem import Problem

_PIECES = 1_000
SLOW_BYTES = 1_000_000
"""A file larger than this is told before it is read."""

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
@click.option("--sender", metavar="NAME", help="Who sent it; the file's own words when left out.")
@click.option("--kind", metavar="KIND", default="", help="Of which kind it is, where it is asked.")
@with_json
def receive_word(
    files: tuple[Path, ...],
    data_dir: Path,
    username: str | None,
    dry_run: bool,
    **said: Any,  # noqa: ANN401  What click hands over.
) -> Outcome:
    """Read office workbooks, show everything that is wrong with them, and keep them as batches.

    Every problem is shown at its cell, all at once. A row with an error waits; a warning needs a
    person's yes when the batch is posted. --json prints one object, file name to reading. A file
    whose kind nobody can tell is asked for it: the likeliest kinds are named; say one with --kind.
    """
    if not dry_run and username is None:
        message = "say who receives the file with --as USER, or only look with --dry-run"
        raise click.UsageError(message)
    who, as_json, sender = None if dry_run else username, bool(said["as_json"]), None
    kind = _known_kind(said["kind"])
    if who is not None:
        begin_office(data_dir)
        actor(who)
        sender = sender_number(said["sender"]) if said["sender"] else None
    readings: dict[str, Reading] = {}
    problems: list[Problem] = []
    for path in files:
        try:
            problems += _receive(path, Taker(who, sender, kind, as_json), readings)
        except Refused as refused:
            problems += refused.problems
    if as_json:
        _say_readings(readings)
    say_problems(problems)
    return _outcome(problems)


def _say_readings(readings: dict[str, Reading]) -> None:
    """Print one JSON document, file name to reading, a row to a line."""
    from jiedui.exchange.readingjson import reading_lines

    before = "{"
    for name, reading in readings.items():
        click.echo(f"{before}\n {json.dumps(name, ensure_ascii=False)}: ", nl=False)
        pieces = reading_lines(reading)
        while some := list(itertools.islice(pieces, _PIECES)):
            click.echo("".join(some), nl=False)
        before = ","
    click.echo("{}" if before == "{" else "\n}")


def _known_kind(kind: str) -> str:
    if kind:
        from jiedui.exchange.kinds import check_kind

        check_kind(kind)
    return kind


def _outcome(problems: list[Problem]) -> Outcome:
    errors = [problem for problem in problems if problem.severity is Severity.ERROR]
    if errors and all(problem.code in MISUSE_CODES for problem in errors):
        return Outcome.MISUSE
    return Outcome.DATA_ERRORS if errors else Outcome.GOOD


class Taker(NamedTuple):
    """Who receives files (None = nobody, only looking), from whom, of which kind, how quietly."""

    username: str | None
    sender: int | None
    kind: str
    is_quiet: bool


def _receive(path: Path, taker: Taker, readings: dict[str, Reading]) -> list[Problem]:
    """Read one file, keep it when somebody receives it, and return what is wrong with it."""
    from jiedui.exchange.keeping import masked_problem
    from jiedui.exchange.pacing import watched
    from jiedui.exchange.reading import read_workbook

    content = content_of(path)
    if len(content) > SLOW_BYTES:
        click.echo(f"{path.name}: reading {len(content) / 1e6:.1f} MB ...", err=True)
        with watched(_progress(path.name)):
            reading = read_workbook(path.name, content, kind=taker.kind)
        click.echo(err=True)
    else:
        reading = read_workbook(path.name, content, kind=taker.kind)
    said = tuple(masked_problem(one) for one in reading.problems)  # Terminals are recorded.
    if taker.is_quiet:
        readings[_free(path, readings)] = replace(reading, problems=said)
    if reading.refusals:
        if reading.is_kind_asked and taker.username is not None:
            return _keep(path.name, content, taker)
        return [masked_problem(one) for one in reading.refusals]
    if taker.username is None:
        _say_summary(reading, said, taker)
        return list(said)
    return _keep(path.name, content, taker, reading) or list(said)


_STAGES = {"cells": "opening", "rows": "understanding"}


def _progress(name: str) -> Watcher:
    """Return what prints, on one line of the error stream, how far a file has been read."""

    def tell(stage: str, done: int, of: int) -> None:
        click.echo(f"\r{name}: {_STAGES[stage]}, {done:,} of {of:,} rows ", nl=False, err=True)

    return tell


def _free(path: Path, readings: dict[str, Reading]) -> str:
    """Return the file's name, or its whole path where two files of one call share a name."""
    return str(path) if path.name in readings else path.name


def _say_summary(reading: Reading, problems: Sequence[Problem], taker: Taker) -> None:
    if not taker.is_quiet:
        say(_summary(reading, problems))


def _summary(reading: Reading, problems: Sequence[Problem]) -> str:
    found = Counter(problem.severity for problem in problems)
    words = {
        Severity.ERROR: ("error", "errors"),
        Severity.WARNING: ("warning", "warnings"),
        Severity.INFO: ("note", "notes"),
    }
    counts = [f"{found[one]} {names[found[one] > 1]}" for one, names in words.items() if found[one]]
    rows = len(reading.rows)
    saved = sum(one.formulas for one in reading.context.values())
    return (
        f"{reading.file}: {reading.kind}, {rows} {'row' if rows == 1 else 'rows'},"
        f" {', '.join(counts) or 'no problems'}"
        + (f"; {saved} cells are formulas, their saved values are taken" if saved else "")
    )


def _keep(name: str, content: bytes, taker: Taker, reading: Reading | None = None) -> list[Problem]:
    """Keep a file as a batch and return everything wrong with it, against the book as well."""
    from jiedui.exchange.commands import receive_file

    try:
        who = actor(str(taker.username))
        batch = receive_file(
            content, name=name, actor=who, now=now(), sender=taker.sender, kind=taker.kind
        )
    except Refused as refused:
        if reading is not None:
            _say_summary(reading, (*reading.problems, *refused.problems), taker)
        return list(refused.problems)
    if reading is not None:
        _say_summary(reading, batch.problems, taker)
    if not taker.is_quiet:
        stand = f"{batch.ready} ready, {batch.warned} with warnings, {batch.waiting} waiting"
        if reading is not None and not (batch.ready or batch.warned or batch.waiting):
            stand = f"{len(reading.rows)} rows become records, nothing to count"
        say(f"  kept as batch {batch.number} ({stand}); a second person posts it:")
        say(f"  jiedui post {batch.number} --as USER")
        if batch.sender:
            say(f"  sent by {batch.sender}")
        if batch.replaces is not None:
            say(f"  it looks like batch {batch.replaces} sent again: jiedui batch {batch.number}")
    return list(batch.problems)


@click.command("post")
@click.argument("batch", type=int)
@with_data_dir
@with_user
@click.option("--accept-warnings", is_flag=True, help="Say yes to the rows that carry warnings.")
@with_json
def post_word(
    batch: int, data_dir: Path, username: str, accept_warnings: bool, as_json: bool
) -> Outcome:
    """Post a batch's accepted rows, atomically; by another person than received it."""
    open_office(data_dir, must_exist=True)
    from jiedui.exchange.commands import post_batch

    posted = post_batch(batch, actor=actor(username), now=now(), accept_warnings=accept_warnings)
    if as_json:
        told = {"first": posted.first, "last": posted.last, "head": posted.hash}
        rows = {"rows": posted.rows, "waiting": posted.waiting, "recorded": posted.recorded}
        say_json({"batch": batch, **told, **rows})
    else:
        say(_said_of(posted))
    say_problems(posted.problems)
    return Outcome.GOOD


def _said_of(posted: PostedBatch) -> str:
    """Say in one line what became of a batch."""
    records = f"; {posted.recorded} records kept" if posted.recorded else ""
    if not posted.first:
        return f"Batch {posted.batch}: nothing to count{records}, {posted.waiting} rows wait"
    return (
        f"Batch {posted.batch}: {posted.rows} rows posted as entries {posted.first} to"
        f" {posted.last}{records}, {posted.waiting} wait; the book's head is {posted.hash[:12]}…"
    )


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
