"""What every word needs before it starts: data directory, Django, the database's shape, the user.

Also what a status means, and how a database that says no becomes a refusal.
"""

from __future__ import annotations

import datetime as dt
import enum
import json
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from jiedui import __version__
from jiedui.kernel.locking import alone
from jiedui.kernel.period import parse_iso
from jiedui.kernel.problem import refuse

if TYPE_CHECKING:
    from collections.abc import Callable

    from jiedui.access.scope import Actor, Scope
    from jiedui.kernel.problem import Refused

Word = TypeVar("Word", bound="Callable[..., Any]")


class Outcome(enum.IntEnum):
    """Exit statuses."""

    GOOD = 0
    DATA_ERRORS = 1
    MISUSE = 2


DATA_DIR_DEFAULT = "jiedui-data"

MISUSE_CODES = frozenset(
    {
        "ACT_UNKNOWN",
        "BATCH_UNKNOWN",
        "CIPHER_MISSING",
        "CIPHER_UNKNOWN",
        "BUNDLE_KEY_WRONG",
        "BUNDLE_UNKNOWN",
        "CLOSING_AHEAD",
        "COLUMN_UNKNOWN",
        "DATASET_UNKNOWN",
        "DATA_DIR_FILLED",
        "DATA_DIR_MISSING",
        "DATE_UNREADABLE",
        "DUE_WRONG",
        "DUTY_UNKNOWN",
        "DUTY_WRONG",
        "DIMENSION_MISSING",
        "DIMENSION_TWICE",
        "DIMENSION_UNKNOWN",
        "FILTERS_CONTRADICT",
        "ENGINE_UNKNOWN",
        "ENTRY_UNKNOWN",
        "ERASED_ALREADY",
        "EVENT_UNKNOWN",
        "FIGURE_NOT_PLANNED",
        "FINDING_UNKNOWN",
        "FIGURE_UNKNOWN",
        "FILE_MISSING",
        "FILE_UNWRITTEN",
        "EVIDENCE_UNKNOWN",
        "FORM_UNKNOWN",
        "INDICATOR_UNKNOWN",
        "HEADS_WRONG",
        "HOUSEHOLD_UNKNOWN",
        "KEY_MISSING",
        "KEY_WEAK",
        "KIND_NOT_PROPOSED",
        "KNOWN_AT_AHEAD",
        "NOT_ALLOWED",
        "NOT_REPLACEABLE",
        "OFFICE_NOT_SET",
        "OUTSIDE_SCOPE",
        "OUT_FILLED",
        "OUT_OF_SCOPE",
        "PASSWORD_WEAK",
        "PLACE_UNKNOWN",
        "PROPOSAL_DECIDED",
        "PROJECT_UNKNOWN",
        "PROPOSAL_UNKNOWN",
        "PURPOSE_MISSING",
        "REASON_MISSING",
        "RECORD_KIND_UNKNOWN",
        "RECORD_PROPOSAL_UNKNOWN",
        "REPORT_UNKNOWN",
        "RETURN_KIND_UNKNOWN",
        "ROLE_UNKNOWN",
        "ROW_UNKNOWN",
        "RULE_FILE_WRONG",
        "RULE_UNKNOWN",
        "SECOND_PERSON",
        "TOKEN_DAYS",
        "TOKEN_UNKNOWN",
        "SENDER_EXISTS",
        "STEP_UNKNOWN",
        "SENDER_UNKNOWN",
        "SELF_REPORT_UNKNOWN",
        "SENDER_WRONG",
        "SET_UNKNOWN",
        "TARGET_SAME",
        "TARGET_UNKNOWN",
        "TWO_HOUSEHOLDS_NEEDED",
        "TWO_PEOPLE_NEEDED",
        "USERNAME_WRONG",
        "USER_EXISTS",
        "USER_UNKNOWN",
        "VALUE_AMBIGUOUS",
        "VALUE_UNKNOWN",
        "WINDOW_EMPTY",
    }
)
"""Refusals that mean the word was called wrongly rather than that the data is wrong."""


@click.group(
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Exit status: 0 good, 1 the data has errors, 2 misuse.",
)
@click.version_option(__version__, prog_name="jiedui")
def words() -> None:
    """Jiedui 结对: the book of a paired-assistance programme.

    Files go in (receive, post), figures come out (figure, trace, check, report), and everything can
    be read again and proven (verify).
    """


def with_data_dir(word: Word) -> Word:
    """Give a word `--data-dir`: where the book, the facts and the keys of one office lie."""
    option = click.option(
        "--data-dir",
        "data_dir",
        type=click.Path(file_okay=False, path_type=Path),
        envvar="JIEDUI_DATA_DIR",
        default=DATA_DIR_DEFAULT,
        show_default=True,
        help="Directory of the office's book.",
    )
    return option(word)


def without_book(word: Word) -> Word:
    """Let a word that needs no book take `--data-dir` too, so that every word does."""
    option = click.option(
        "--data-dir",
        type=click.Path(file_okay=False, path_type=Path),
        expose_value=False,
        help="Not needed by this word; every word takes it.",
    )
    return option(word)


def with_user(word: Word) -> Word:
    """Give a writing word `--as USER`."""
    option = click.option(
        "--as", "username", required=True, metavar="USER", help="Who does it (sign-in name)."
    )
    return option(word)


def with_named_user(word: Word) -> Word:
    """Give a word of the machine itself `--as USER`: whoever holds the data directory may leave it.

    An administrator named there stands in the log of actions.
    """
    option = click.option(
        "--as",
        "username",
        metavar="USER",
        help="The administrator who does it, for the log; may be left out.",
    )
    return option(word)


def named_act(username: str | None, subject: str) -> None:
    """Note in the log of actions who did something on the machine itself, where that was said.

    Raises:
        Refused: There is no such user, or he is no administrator.
    """
    if username is not None:
        from jiedui.access.commands import act_on_machine

        act_on_machine(subject, actor=actor(username), now=now())


def with_json(word: Word) -> Word:
    """Give a word `--json`."""
    return click.option("--json", "as_json", is_flag=True, help="Print JSON for programs.")(word)


def open_office(data_dir: Path, *, must_exist: bool = False) -> None:
    """Make the data directory ready: Django set up on it, the database's shape brought up to date.

    Args:
        data_dir: The office's directory; created unless `must_exist`.
        must_exist: Refuse a directory in which no book was ever kept.

    Raises:
        Refused: The directory is missing, is not writable, or its database cannot be opened.
    """
    if must_exist and not holds_book(data_dir):
        there = f"no book in {data_dir}" if data_dir.is_dir() else f"no directory {data_dir}"
        raise refuse(
            "DATA_DIR_MISSING",
            found=there,
            expected="a directory with a book in it",
            hint="Check the name given with --data-dir; a book is begun with"
            f" `jiedui init --office CODE --data-dir {data_dir}`, one with sample data with"
            " `jiedui demo`.",
        )
    start_django(data_dir)
    _bring_up_to_date()


def begin_office(data_dir: Path, *, is_told: bool = True) -> bool:
    """Open the data directory as `open_office` does, beginning a book where there is none.

    Args:
        data_dir: The office's directory.
        is_told: Whether a book that is begun is told on standard error, so that a mistyped
            directory is noticed.

    Returns:
        Whether a book was begun.

    Raises:
        Refused: As `open_office`.
    """
    is_new = not holds_book(data_dir)
    open_office(data_dir)
    if is_new and is_told:
        say(f"A new book is begun in {data_dir.resolve()}.", error=True)
    return is_new


def start_django(data_dir: Path) -> None:
    """Make the data directory with its folders and set Django up on it; opens no database.

    Raises:
        Refused: The directory cannot be made or written.
    """
    try:
        data_dir.mkdir(parents=True, exist_ok=True)
        os.environ["JIEDUI_DATA_DIR"] = str(data_dir.resolve())
        os.environ["DJANGO_SETTINGS_MODULE"] = "jiedui.settings"
        import django

        django.setup()
    except OSError as error:
        raise refuse(
            "DATA_DIR_UNUSABLE",
            found=f"{error.filename or data_dir}: {error.strerror}",
            expected="a directory that can be written",
            hint="Choose another directory with --data-dir.",
        ) from error


def holds_book(data_dir: Path) -> bool:
    """Return whether a book was ever kept in a directory."""
    if os.environ.get("JIEDUI_DATABASE_URL"):
        return data_dir.is_dir()
    return any((data_dir / name).is_file() for name in ("book.sqlite3", "database.url"))


def _bring_up_to_date() -> None:
    from django.core.management import call_command
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    from jiedui.access.command import engine_errors

    def is_behind() -> bool:
        executor = MigrationExecutor(connection)
        return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))

    try:
        if is_behind():
            with alone(Path(os.environ["JIEDUI_DATA_DIR"]) / "migrating.lock"):
                if is_behind():
                    call_command("migrate", verbosity=0, interactive=False)
    except engine_errors() as error:
        raise engine_refusal(error) or refuse(
            "DATABASE_UNUSABLE",
            found=str(error).strip().splitlines()[0],
            expected="a database this user can open and write",
            hint="Check that it is a book of Jiedui, that the directory can be written, that the"
            " disk has room and that the database server runs.",
        ) from error


def engine_refusal(error: BaseException) -> Refused | None:
    """Return the refusal behind a database's no (locked, full, read-only, gone), else None."""
    if "jiedui.access.command" not in sys.modules:
        return None
    from jiedui.access.command import engine_errors, reason_of, refused

    reason = reason_of(error) if isinstance(error, engine_errors()) else None
    return None if reason in {None, "repeat"} else refused(str(reason))


FIRST_USERS = ("officer", "reviewer", "auditor", "administrator", "viewer")
"""Roles, and the sign-in names a book without any user starts with."""


def actor(username: str) -> Actor:
    """Return the acting user of a writing word.

    A book without any user starts with one of each role, who can act on this machine only: they
    have no password, so nobody can sign in as them from the web.
    """
    from jiedui.access.commands import add_user
    from jiedui.access.queries import actor_named, users

    if not users(console_scope()):
        for role in FIRST_USERS:
            add_user(role, role=role, password=None, now=now())
    return actor_named(username)


def console_scope() -> Scope:
    """Return the scope of a reading word: whoever can read the data directory can read the book."""
    from jiedui.access.scope import EVERYWHERE

    return EVERYWHERE


def now() -> dt.datetime:
    """Return the present moment, with its time zone; everything below is handed it."""
    return dt.datetime.now(tz=dt.UTC)


def today() -> dt.date:
    """Return today's date where the office is."""
    return now().astimezone().date()


def last_day(_context: click.Context, _option: click.Parameter, text: str | None) -> dt.date | None:
    """Return the last day of an option that names a day, a month or a year."""
    return None if text is None else _days(text)[1]


def first_day(
    _context: click.Context, _option: click.Parameter, text: str | None
) -> dt.date | None:
    """Return the first day of an option that names a day, a month or a year."""
    return None if text is None else _days(text)[0]


def _days(text: str) -> tuple[dt.date, dt.date]:
    try:
        period = parse_iso(text)
    except ValueError as error:
        raise click.BadParameter(str(error)) from error
    return period.starts, period.ends


def say(text: str = "", *, error: bool = False) -> None:
    """Print one line for people."""
    click.echo(text, err=error)


def say_heading(text: str) -> None:
    """Print a heading with an empty line above it."""
    click.secho(f"\n{text}", bold=True)


def say_json(payload: object) -> None:
    """Print one JSON document; exact decimals are printed as numbers, unrounded."""
    click.echo(json.dumps(payload, ensure_ascii=False, indent=1, default=str))
