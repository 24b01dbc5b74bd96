"""Words that keep the book safe, take back, close, and say whose book it is and who works on it."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from jiedui.access.permissions import ROLES
from jiedui.cli.files import content_of, write_whole
from jiedui.cli.saying import say_problems
from jiedui.cli.start import (
    Outcome,
    actor,
    begin_office,
    last_day,
    named_act,
    now,
    open_office,
    say,
    say_json,
    start_django,
    with_data_dir,
    with_json,
    with_named_user,
    with_user,
)
from jiedui.kernel.problem import refuse

if TYPE_CHECKING:
    import datetime as dt

OUT_FILE = click.Path(dir_okay=False, path_type=Path)
IN_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command("verify")
@with_data_dir
@click.option(
    "--receipt",
    "receipts",
    multiple=True,
    type=OUT_FILE,
    help="A signed receipt to hold the book against (repeatable).",
)
@with_json
def verify_word(data_dir: Path, receipts: tuple[Path, ...], as_json: bool) -> Outcome:
    """Re-read the whole book and its facts, and name the first entry that breaks.

    Checked: numbers without gaps, every hash, the balance of money, closed periods, reversals, the
    anchors of the head (facts, publications, self-reports, receipts), control totals of the facts.
    """
    open_office(data_dir, must_exist=True)
    from jiedui.books.anchor import read_receipt
    from jiedui.books.verify import verify_book
    from jiedui.web.heads import changed_records, kept_heads

    held = [*kept_heads(), *(read_receipt(content_of(path)) for path in receipts)]
    is_watched = sys.stderr.isatty() and not as_json
    result = verify_book(anchors=held, progress=_progress if is_watched else None)
    problems = [*result.problems, *changed_records()]
    if as_json:
        say_json(
            {
                "ok": not problems,
                "entries": result.entries,
                "lines": result.lines,
                "head": result.head,
                "problems": [problem.as_row() for problem in problems],
            }
        )
    elif not problems:
        say(
            f"✓ {result.entries} entries, {result.lines} lines: sequence, hashes, balance, anchors"
            f" and facts agree; head {result.head[:16]}…"
        )
    say_problems(problems)
    return Outcome.DATA_ERRORS if problems else Outcome.GOOD


def _progress(done: int, of: int) -> None:
    click.echo(f"\r{done:,} of {of:,} entries", nl=done >= of, err=True)


@click.command("receipt")
@with_data_dir
@click.option("--out", required=True, type=OUT_FILE, help="Where to write it.")
def receipt_word(data_dir: Path, out: Path) -> Outcome:
    """Write a signed receipt of the book's head (number and hash) for somebody else to keep."""
    open_office(data_dir, must_exist=True)
    from jiedui.books.anchor import make_receipt

    write_whole(out, make_receipt(now=now()))
    say(f"Receipt written to {out}; keep it away from this machine.")
    return Outcome.GOOD


@click.command("backup")
@with_data_dir
@with_named_user
@click.option("--out", required=True, type=OUT_FILE, help="The backup file to write.")
def backup_word(data_dir: Path, username: str | None, out: Path) -> Outcome:
    """Write one file with everything: database, facts, uploads, keys; while people work."""
    open_office(data_dir, must_exist=True)
    from jiedui.books.archive import write_backup

    named_act(username, f"backup {out.name}")
    made = write_backup(out, now=now())
    say(
        f"Backup of {made.entries} entries written to {out}."
        " It holds the keys: guard it like the book."
    )
    return Outcome.GOOD


@click.command("restore")
@click.argument("backup", type=IN_FILE)
@with_data_dir
@with_named_user
def restore_word(backup: Path, data_dir: Path, username: str | None) -> Outcome:
    """Restore a backup into an empty data directory and verify it there."""
    _start_empty(data_dir)
    from jiedui.books.archive import finish_restore, unpack_backup
    from jiedui.books.verify import verify_book
    from jiedui.web.heads import kept_heads

    unpack_backup(backup, data_dir)
    open_office(data_dir, must_exist=True)
    finish_restore()
    named_act(username, f"restored {backup.name}")
    result = verify_book(anchors=kept_heads(), progress=None)
    say_problems(result.problems)
    say(f"Restored {result.entries} entries into {data_dir}.")
    return Outcome.GOOD if result.ok else Outcome.DATA_ERRORS


def _start_empty(data_dir: Path) -> None:
    """Set Django up on a directory that is empty, and leave it empty again.

    Raises:
        Refused: There is something in it.
    """
    if data_dir.exists() and (not data_dir.is_dir() or any(data_dir.iterdir())):
        raise refuse(
            "DATA_DIR_FILLED",
            found=f"{data_dir}, which is not empty",
            expected="an empty or new directory",
            hint="Restoring never writes over a book; name another directory.",
        )
    start_django(data_dir)
    shutil.rmtree(data_dir)


@click.command("move")
@click.option(
    "--to", "target", required=True, metavar="URL", help="postgresql://user@host/name, or sqlite."
)
@with_data_dir
@with_named_user
def move_word(target: str, data_dir: Path, username: str | None) -> Outcome:
    """Move the book to another database, verified at both ends; the old one is left as it was."""
    open_office(data_dir, must_exist=True)
    from jiedui.books.archive import move_database

    named_act(username, "move of the database")
    moved = move_database(target)
    say(
        f"Moved {moved.rows} rows, {moved.entries} entries;"
        f" head {moved.head[:16]}… is the same at both ends."
    )
    return Outcome.GOOD


@click.group("reverse")
def reverse_word() -> None:
    """Take an entry back: one person proposes, another posts the reversing entry."""


@reverse_word.command("propose")
@click.argument("entry", type=int)
@with_data_dir
@with_user
@click.option("--reason", required=True, help="Why it is wrong, in a sentence.")
def propose_word(entry: int, data_dir: Path, username: str, reason: str) -> Outcome:
    """Propose to take entry ENTRY back."""
    open_office(data_dir, must_exist=True)
    from jiedui.books.commands import propose_reversal

    proposal = propose_reversal(entry, reason=reason, actor=actor(username), now=now())
    say(
        f"Proposal {proposal.number}: take back entry {entry}."
        f" A second person posts it: jiedui reverse post {proposal.number} --as USER"
    )
    return Outcome.GOOD


@reverse_word.command("post")
@click.argument("proposal", type=int)
@with_data_dir
@with_user
def post_reversal_word(proposal: int, data_dir: Path, username: str) -> Outcome:
    """Post the reversing entry of PROPOSAL."""
    open_office(data_dir, must_exist=True)
    from jiedui.books.commands import post_reversal
    from jiedui.programme.commands.watching import follow

    posted = post_reversal(proposal, actor=actor(username), now=now())
    follow(actor=actor(username), now=now())
    say(f"Entry {posted.first} takes it back; the book's head is {posted.hash[:12]}…")
    return Outcome.GOOD


@click.command("close")
@click.argument("through", callback=last_day)
@with_data_dir
@with_user
def close_word(through: dt.date, data_dir: Path, username: str) -> Outcome:
    """Close every period through the day, month or year THROUGH: no more entries inside it."""
    open_office(data_dir, must_exist=True)
    from jiedui.books.commands import close_period

    close_period(through, actor=actor(username), now=now())
    say(f"Closed through {through}; what was wrong there can be taken back, nothing else enters.")
    return Outcome.GOOD


@click.command("init")
@with_data_dir
@click.option(
    "--office", required=True, metavar="CODE", help="GB/T 2260 code or name of your own district."
)
def init_word(data_dir: Path, office: str) -> Outcome:
    """Start an office's book: its database, its keys and whose programme it keeps."""
    begin_office(data_dir, is_told=False)
    from jiedui.access.commands import set_office

    named = set_office(office)
    say(
        f"{data_dir} keeps the book of {named}."
        f" Next: jiedui user add NAME --role officer --data-dir {data_dir}"
    )
    return Outcome.GOOD


@click.group("user")
def user_word() -> None:
    """Users and what they may do."""


@user_word.command("add")
@click.argument("name", metavar="USERNAME")
@with_data_dir
@with_named_user
@click.option(
    "--role",
    required=True,
    type=click.Choice(tuple(ROLES)),
)
@click.option(
    "--place", default="", help="Only within this place (code or name); everywhere when left out."
)
@click.option("--password", help="The password; asked for at the terminal when left out.")
@click.option(
    "--password-stdin",
    "is_piped",
    is_flag=True,
    help="Read the password from the first line of standard input.",
)
def add_user_word(
    name: str,
    data_dir: Path,
    username: str | None,
    role: str,
    place: str,
    password: str | None,
    is_piped: bool,
) -> Outcome:
    """Add a user with a role, within a place."""
    password = _password(password, is_piped=is_piped)
    open_office(data_dir, must_exist=True)
    from jiedui.access.commands import add_user, create_user

    if username is None:
        add_user(name, role=role, place=place, password=password, now=now())
    else:
        who = actor(username)
        create_user(name, role=role, place=place, password=password, actor=who, now=now())
    say(f"{name} is {role} {f'within {place}' if place else 'everywhere'}.")
    return Outcome.GOOD


def _password(given: str | None, *, is_piped: bool) -> str:
    """Return the password given, piped or asked for at the terminal."""
    if given is not None:
        if is_piped:
            raise click.UsageError("Give --password or --password-stdin, not both.")
        return given
    if is_piped:
        return sys.stdin.readline().rstrip("\r\n")
    if not sys.stdin.isatty():
        raise click.UsageError(
            "A password is needed, and there is no terminal to ask for it. "
            "Pipe it in with --password-stdin: its first line is the password."
        )
    return str(click.prompt("Password", hide_input=True, confirmation_prompt=True))


WORDS = (
    verify_word,
    receipt_word,
    backup_word,
    restore_word,
    move_word,
    reverse_word,
    close_word,
    init_word,
    user_word,
)
