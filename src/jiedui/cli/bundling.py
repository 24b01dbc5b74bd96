"""Words about signed bundles: a district makes one, the city receives and posts it."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import TYPE_CHECKING

import click

from jiedui.cli.files import content_of, write_whole
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
    with_user,
)
from jiedui.kernel.place import name_of

if TYPE_CHECKING:
    from jiedui.bundles.commands import Taken

FILE = click.Path(dir_okay=False, path_type=Path)


@click.group("bundle")
def bundle_word() -> None:
    """Hand a district's entries to the city in a signed file, and roll them up there."""


@bundle_word.command("key")
@with_data_dir
@with_json
def key_word(data_dir: Path, as_json: bool) -> Outcome:
    """Print the key this office signs its bundles with: the city enters it once."""
    open_office(data_dir, must_exist=True)
    from jiedui.books.anchor import public_key
    from jiedui.bundles.form import key_name

    key = public_key()
    if as_json:
        say_json({"key": key, "name": key_name(key)})
    else:
        say(f"{key}\nOver the telephone: {key_name(key)}")
    return Outcome.GOOD


@bundle_word.command("make")
@with_data_dir
@with_user
@click.option("--after", default=0, show_default=True, help="The last entry the city has already.")
@click.option("--out", required=True, type=FILE, help="Where to write it.")
def make_word(data_dir: Path, username: str, after: int, out: Path) -> Outcome:
    """Write a signed bundle of every entry after one."""
    open_office(data_dir, must_exist=True)
    from jiedui.bundles.commands import make_bundle

    made = make_bundle(actor=actor(username), now=now(), after=after)
    write_whole(out, made.content)
    say(
        f"{out}: entries {made.head.first} to {made.head.last}, {len(made.content):,} bytes,"
        f" signed; its head is {made.head.hash[:12]}…"
    )
    return Outcome.GOOD


@bundle_word.command("trust")
@click.argument("place")
@click.option("--key", required=True, help="The key that `jiedui bundle key` prints there.")
@with_data_dir
@with_user
def trust_word(place: str, key: str, data_dir: Path, username: str) -> Outcome:
    """Enter the key a district signs with, after comparing it by telephone."""
    open_office(data_dir, must_exist=True)
    from jiedui.bundles.commands import trust_district
    from jiedui.bundles.form import key_name

    done = trust_district(place, key=key, actor=actor(username), now=now())
    say(f"{name_of(done.place)} ({done.place}) signs with {key_name(done.key)}.")
    return Outcome.GOOD


@bundle_word.command("receive")
@click.argument("file", type=FILE)
@with_data_dir
@with_user
@with_json
def receive_word(file: Path, data_dir: Path, username: str, as_json: bool) -> Outcome:
    """Prove a bundle and keep it; a second person posts it."""
    open_office(data_dir, must_exist=True)
    from jiedui.bundles.commands import receive_bundle

    taken = receive_bundle(content_of(file), actor=actor(username), now=now())
    if as_json:
        _say_json(taken)
    else:
        say(
            f"Bundle {taken.number}: entries {taken.starts_at} to {taken.ends_at} of"
            f" {name_of(taken.place)}, every one proven; a second person posts it:"
            f" jiedui bundle post {taken.number}"
        )
        _say_conflicts(taken)
    return Outcome.GOOD


@bundle_word.command("post")
@click.argument("number", type=int)
@with_data_dir
@with_user
@click.option("--accept-conflicts", is_flag=True, help="Each conflict is a fact of its own.")
@with_json
def post_word(
    number: int, data_dir: Path, username: str, accept_conflicts: bool, as_json: bool
) -> Outcome:
    """Post a bundle's entries into this book, all or none, as a second person."""
    open_office(data_dir, must_exist=True)
    from jiedui.bundles.commands import post_bundle

    done = post_bundle(number, actor=actor(username), now=now(), accept_conflicts=accept_conflicts)
    if as_json:
        _say_json(done)
    else:
        say(
            f"Bundle {number}: entries {done.starts_at} to {done.ends_at} of"
            f" {name_of(done.place)} are entries {done.first} to {done.last} here."
        )
    return Outcome.GOOD


@bundle_word.command("withdraw")
@click.argument("number", type=int)
@with_data_dir
@with_user
def withdraw_word(number: int, data_dir: Path, username: str) -> Outcome:
    """Withdraw a bundle that was not posted, with those that follow it."""
    open_office(data_dir, must_exist=True)
    from jiedui.bundles.commands import withdraw_bundle

    withdraw_bundle(number, actor=actor(username), now=now())
    say(f"Bundle {number} is withdrawn; nothing of it was posted.")
    return Outcome.GOOD


@bundle_word.command("list")
@with_data_dir
@with_json
def list_word(data_dir: Path, as_json: bool) -> Outcome:
    """List the districts and their bundles: how far each one's book has come here."""
    open_office(data_dir, must_exist=True)
    from jiedui.bundles.queries import bundles, districts
    from jiedui.web.pages import as_plain

    scope = console_scope()
    found, received = districts(scope), bundles(scope)
    if as_json:
        say_json({"districts": as_plain(found), "bundles": as_plain(received)})
        return Outcome.GOOD
    say_heading("Districts 上报单位: the last entry of each that is posted here")
    for one in found or ():
        say(f"  {one.name} {one.place}: entry {one.last}, key {one.key}, {one.waiting} waiting")
    say_heading("Bundles 上报包")
    for each in received:
        here = f" = entries {each.first} to {each.last} here" if each.first else ""
        say(f"  {each.number}  {each.name} {each.starts_at}-{each.ends_at} {each.state}{here}")
    return Outcome.GOOD


def _say_json(taken: Taken) -> None:
    conflicts = [one._asdict() for one in taken.conflicts]
    say_json({**dataclasses.asdict(taken), "conflicts": conflicts})


def _say_conflicts(taken: Taken) -> None:
    for one in taken.conflicts:
        here = ", ".join(map(str, one.entries))
        say(f"  ! entry {one.number} ({one.words}) says what entry {here} says here")


WORDS = (bundle_word,)
