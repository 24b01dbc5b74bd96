"""Words about tokens: another program reads with one, and can change nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from jiedui.cli.start import (
    Outcome,
    actor,
    console_scope,
    now,
    open_office,
    say,
    say_json,
    with_data_dir,
    with_json,
    with_user,
)

if TYPE_CHECKING:
    from pathlib import Path


@click.group("token")
def token_word() -> None:
    """Give other programs tokens with which they read."""


@token_word.command("give")
@click.argument("reader")
@click.option("--for", "words", required=True, help="What it is for.")
@click.option("--place", default="", help="Only within this place (code or name).")
@click.option("--days", default=90, show_default=True, help="How long it holds.")
@with_data_dir
@with_user
@with_json
def give_word(
    reader: str,
    words: str,
    place: str,
    days: int,
    data_dir: Path,
    username: str,
    as_json: bool,
) -> Outcome:
    """Give a token that reads what user READER may read; it is shown this once."""
    open_office(data_dir, must_exist=True)
    from jiedui.access.tokens import give_token

    given = give_token(
        reader, words=words, actor=actor(username), now=now(), place=place, days=days
    )
    if as_json:
        said = {"number": given.number, "token": given.token}
        say_json({**said, "expires_at": given.expires_at.isoformat()})
    else:
        say(f"{given.token}\nToken {given.number} holds until {given.expires_at:%Y-%m-%d}.")
        say("Keep it like a password: it is not shown again.")
    return Outcome.GOOD


@token_word.command("list")
@with_data_dir
@with_json
def list_word(data_dir: Path, as_json: bool) -> Outcome:
    """List the tokens that were given; never the tokens themselves."""
    open_office(data_dir, must_exist=True)
    from jiedui.access.tokens import tokens
    from jiedui.web.pages import as_plain

    found = tokens(console_scope())
    if as_json:
        say_json(as_plain(found))
        return Outcome.GOOD
    for one in found:
        state = "withdrawn" if one.withdrawn_at else f"until {one.expires_at:%Y-%m-%d}"
        used = f", last used {one.used_on}" if one.used_on else ", never used"
        say(
            f"{one.number}  {one.username} {one.place or 'everywhere'}: {one.words} ({state}{used})"
        )
    return Outcome.GOOD


@token_word.command("withdraw")
@click.argument("number", type=int)
@with_data_dir
@with_user
def withdraw_word(number: int, data_dir: Path, username: str) -> Outcome:
    """Let a token hold no longer."""
    open_office(data_dir, must_exist=True)
    from jiedui.access.tokens import withdraw_token

    withdraw_token(number, actor=actor(username), now=now())
    say(f"Token {number} holds no longer.")
    return Outcome.GOOD


WORDS = (token_word,)
