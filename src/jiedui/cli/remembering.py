"""The word for what was answered once and is remembered: seen, changed, forgotten."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from jiedui.cli.returns import sender_number
from jiedui.cli.start import (
    Outcome,
    actor,
    console_scope,
    now,
    open_office,
    say,
    say_heading,
    say_json,
    with_data_dir,
    with_json,
)

if TYPE_CHECKING:
    from pathlib import Path

    from jiedui.exchange.owed import MeaningShown


@click.command("remembered")
@click.argument("sender", required=False)
@with_data_dir
@click.option("--change", nargs=2, metavar="NUMBER FIELD", help='It means this; "" = not used.')
@click.option("--forget", type=int, metavar="NUMBER", help="Ask it again next time.")
@click.option("--as", "username", metavar="USER", help="Who changes or forgets it.")
@with_json
def remembered_word(
    sender: str | None,
    data_dir: Path,
    change: tuple[str, str] | None,
    forget: int | None,
    username: str | None,
    as_json: bool,
) -> Outcome:
    """List what was answered about each unit's layouts and is remembered; change or forget one."""
    if (change or forget) and username is None:
        message = "say who changes it with --as USER"
        raise click.UsageError(message)
    open_office(data_dir, must_exist=True)
    from jiedui.exchange.owed import remembered, senders
    from jiedui.web.pages import as_plain

    if username is not None:
        _keep(change, forget, username)
    number = sender_number(sender) if sender else None
    found = {
        one.name: rows
        for one in senders(console_scope())
        if number in (None, one.number) and (rows := remembered(one.number))
    }
    if as_json:
        say_json(as_plain(found))
        return Outcome.GOOD
    for name, rows in found.items():
        say_heading(name)
        for row in rows:
            say(_said(row))
    if not found:
        say("Nothing is remembered yet; `jiedui answer` tells what a column holds.")
    return Outcome.GOOD


def _keep(change: tuple[str, str] | None, forget: int | None, username: str) -> None:
    from jiedui.exchange.senders import change_meaning, forget_meaning

    if change is not None:
        number = int(change[0]) if change[0].isdecimal() else 0
        change_meaning(number, change[1], actor=actor(username), now=now())
    if forget is not None:
        forget_meaning(forget, actor=actor(username), now=now())


def _said(one: MeaningShown) -> str:
    by = f"{one.said_by}, {one.said_at:%Y-%m-%d}"
    if one.is_kind:
        return f"  {one.number}  a table with {one.heading} is a {one.kind} ({by})"
    told = f"= {one.field}" if one.field else "is not used"
    return f"  {one.number}  {one.kind}: {one.heading} {told} ({by})"


WORDS = (remembered_word,)
