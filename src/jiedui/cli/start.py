"""What every word needs before it starts: the data directory, Django, the database's shape, the user.

Also the one place where a refusal becomes sentences on the terminal and an exit status.
"""

from __future__ import annotations

import datetime as dt
import enum
import json
import os
import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from jiedui import __version__
from jiedui.kernel.problem import refuse

if TYPE_CHECKING:
    from collections.abc import Callable

    from jiedui.access.scope import Actor, Scope

Word = TypeVar("Word", bound="Callable[..., Any]")


class Outcome(enum.IntEnum):
    """Exit statuses."""

    GOOD = 0
    DATA_ERRORS = 1
    MISUSE = 2


DATA_DIR_DEFAULT = "jiedui-data"

MISUSE_CODES = frozenset(
    {
        "FIGURE_UNKNOWN",
        "DIMENSION_UNKNOWN",
        "VALUE_UNKNOWN",
        "REPORT_UNKNOWN",
        "USER_UNKNOWN",
        "BATCH_UNKNOWN",
        "DATE_UNREADABLE",
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
        help="Directory of the office's book; made when it is not there.",
    )
    return option(word)


def with_user(word: Word) -> Word:
    """Give a writing word `--as USER`."""
    option = click.option(
        "--as", "username", required=True, metavar="USER", help="Who does it (sign-in name)."
    )
    return option(word)


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
    if must_exist and not data_dir.is_dir():
        raise refuse(
            "DATA_DIR_MISSING",
            found=f"no directory {data_dir}",
            expected="a directory with a book in it",
            hint="Name it with --data-dir, or run `jiedui demo` first.",
        )
    try:
        data_dir.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise refuse(
            "DATA_DIR_UNUSABLE",
            found=f"{data_dir}: {error.strerror}",
            expected="a directory that can be written",
            hint="Choose another directory with --data-dir.",
        ) from error
    os.environ["JIEDUI_DATA_DIR"] = str(data_dir.resolve())
    os.environ["DJANGO_SETTINGS_MODULE"] = "jiedui.settings"
    import django

    django.setup()
    _bring_up_to_date()


def _bring_up_to_date() -> None:
    from django.core.management import call_command
    from django.db import DatabaseError, connection
    from django.db.migrations.executor import MigrationExecutor

    try:
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            call_command("migrate", verbosity=0, interactive=False)
    except (DatabaseError, sqlite3.Error) as error:
        raise refuse(
            "DATABASE_UNUSABLE",
            found=str(error).strip().splitlines()[0],
            expected="a database this user can open and write",
            hint="Check that the disk has room, that the directory can be written and that the database server runs.",
        ) from error


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
            add_user(role, role=role, password=None)
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


def say(text: str = "", *, error: bool = False) -> None:
    """Print one line for people."""
    click.echo(text, err=error)


def say_json(payload: object) -> None:
    """Print one JSON document; exact decimals are printed as numbers, unrounded."""
    click.echo(json.dumps(payload, ensure_ascii=False, indent=1, default=str))
