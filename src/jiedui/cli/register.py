"""Words for the register of households: list, show, record, propose, decide, split, merge."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Any

import click

from jiedui.cli.files import content_of
from jiedui.cli.start import (
    Outcome,
    actor,
    console_scope,
    last_day,
    now,
    open_office,
    say,
    say_json,
    today,
    with_data_dir,
    with_json,
    with_user,
)
from jiedui.kernel.problem import refuse

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable
    from pathlib import Path

    from jiedui.registry.queries import Days
    from jiedui.registry.telling import Comer, What


@click.group("register")
def register_word() -> None:
    """The register of households: as it was on any day, as known on any other."""


def with_days(word: Callable[..., Any]) -> Callable[..., Any]:
    """Give a word `--as-of` and `--known`."""
    as_of = click.option(
        "--as-of", callback=last_day, metavar="D", help="As it was on this day; today if left out."
    )
    known = click.option(
        "--known", callback=last_day, metavar="D", help="As known on this day; today if left out."
    )
    return as_of(known(word))


def days_of(as_of: dt.date | None, known: dt.date | None) -> Days:
    """Return the two days of a question; today where one is left out."""
    from jiedui.registry.queries import Days

    return Days(as_of or today(), known or today())


def day_option(name: str, words: str, *, required: bool = False) -> Callable[..., Any]:
    """Return an option that takes a day."""
    return click.option(name, callback=last_day, required=required, metavar="D", help=words)


@register_word.command("list")
@with_data_dir
@with_days
@click.option("--place", default="", metavar="KEY", help="Only this county, town or village.")
@click.option("--standing", default="", help="registered, exited, ordinary, removed, merged.")
@click.option("--watch", default="", help="unstable, marginal or sudden.")
@click.option("--cause", "main_cause", default="", help="Only this main cause (a code).")
@click.option("--find", default="", help="A household's number or a person's whole name.")
@click.option("--sort", default="number", show_default=True, help="A minus before it turns round.")
@click.option("--page", default=1, show_default=True, type=click.IntRange(1))
@click.option("--size", default=50, show_default=True, type=click.IntRange(1, 1000))
@with_json
def list_word(as_json: bool, data_dir: Path, **asked: Any) -> Outcome:  # noqa: ANN401
    """List households, names masked, on one day as known on another."""
    open_office(data_dir, must_exist=True)
    from jiedui.registry.as_json import page_json
    from jiedui.registry.queries import Filters, Paging, households

    days = days_of(asked.pop("as_of"), asked.pop("known"))
    paging = Paging(asked.pop("sort"), asked.pop("page"), asked.pop("size"))
    found = households(console_scope(), days, Filters(**asked), paging=paging)
    if as_json:
        say_json(page_json(found))
        return Outcome.GOOD
    from jiedui.registry.wording import both

    for one in found.rows:
        words = [both("standing", one.standing), both("watch", one.watch)]
        words += [both("poor_type", one.poor_type), both("cause", one.main_cause)]
        said = "  ".join(filter(None, words))
        say(f"{one.number:16} {one.place}  {one.head}  {one.people} 人  {said}")
    say(f"共 {found.total} 户 households on {days.as_of}, as known on {days.known}")
    return Outcome.GOOD


@register_word.command("show")
@click.argument("number")
@with_data_dir
@with_user
@with_days
@click.option("--purpose", required=True, help="What you look for; it is written down.")
@click.option("--reveal", is_flag=True, help="Show names, numbers and accounts in full.")
@with_json
def show_word(
    number: str,
    data_dir: Path,
    username: str,
    as_of: dt.date | None,
    known: dt.date | None,
    purpose: str,
    reveal: bool,
    as_json: bool,
) -> Outcome:
    """Show one household: members, timeline, income, guarantees. The look is written down."""
    open_office(data_dir, must_exist=True)
    from jiedui.registry.as_json import dossier_json
    from jiedui.registry.privacy import look_at

    days = days_of(as_of, known)
    who = actor(username)
    found = look_at(number, days, purpose=purpose, actor=who, now=now(), reveal=reveal)
    if as_json:
        say_json(dossier_json(found))
        return Outcome.GOOD
    from jiedui.cli.registertext import dossier_lines

    for line in dossier_lines(found):
        say(line)
    return Outcome.GOOD


def with_what(word: Callable[..., Any]) -> Callable[..., Any]:
    """Give a word the options that say what happened."""
    options = (
        click.option("--kind", required=True, help="What happened: born, died, exited ..."),
        day_option("--on", "When it happened.", required=True),
        day_option("--recorded-on", "When it was officially recorded; today if left out."),
        click.option("--member", "members", multiple=True, type=int, help="Who (repeatable)."),
        click.option("--relation", default="", help="The members' new relation with the head."),
        click.option(
            "--people",
            type=click.Path(exists=True, dir_okay=False),
            help="Who comes: a CSV of name, identity number, relation; no number on the line.",
        ),
        click.option("--place", default="", help="Where it moves: county:town:village."),
        click.option("--watch", default="", help="unstable, marginal or sudden."),
        click.option("--poor-type", default="", help="Its new attribute (a code)."),
        click.option("--cause", "main_cause", default="", help="Its new main cause (a code)."),
        click.option("--corrects", type=int, help="Number of the event that is corrected."),
        click.option("--void", "is_void", is_flag=True, help="The corrected event never happened."),
        click.option("--reason", default="", help="In words."),
    )
    for option in reversed(options):
        word = option(word)
    return word


def _what(said: dict[str, Any]) -> What:
    from jiedui.registry.household import Kind, Watch
    from jiedui.registry.telling import What

    kinds, watches = [one.value for one in Kind], [one.value for one in Watch]
    kind, watch = said.pop("kind"), said.pop("watch")
    if kind not in kinds or watch not in watches:
        wrong, right = (kind, kinds) if kind not in kinds else (watch, watches[1:])
        raise refuse("VALUE_UNKNOWN", found=wrong, expected=", ".join(right))
    people: str | None = said.pop("people")
    return What(
        Kind(kind),
        said.pop("on"),
        comers=comers_of(people) if people else (),
        members=tuple(said.pop("members")),
        watch=Watch(watch),
        **said,
    )


def comers_of(path: str) -> tuple[Comer, ...]:
    """Return the people of a CSV of name, identity number and relation.

    Raises:
        Refused: A row has less than three cells.
    """
    from pathlib import Path

    from jiedui.kernel.encoding import decoded
    from jiedui.registry.codes import code_of
    from jiedui.registry.telling import Comer

    text = decoded(content_of(Path(path)))
    rows = [row for row in csv.reader(io.StringIO(text)) if any(row)]
    wrong = [at for at, row in enumerate(rows, start=1) if len(row) < 3]
    if wrong:
        raise refuse(
            "ROW_UNKNOWN", found=f"row {wrong[0]} of {path}", expected="name, number, relation"
        )
    return tuple(
        Comer(row[0].strip(), row[1].strip(), code_of("relation", row[2]) or row[2].strip())
        for row in rows
        if row[0].strip() not in {"姓名", "name"}
    )


@register_word.command("record")
@click.argument("number")
@with_data_dir
@with_user
@with_what
def record_word(
    number: str,
    data_dir: Path,
    username: str,
    **said: Any,  # noqa: ANN401
) -> Outcome:
    """Record a natural change: born, married_in, died, married_out, moved, changed ..."""
    open_office(data_dir, must_exist=True)
    from jiedui.registry.commands import record_event

    done = record_event(number, _what(said), actor=actor(username), now=now())
    say(f"已登记 recorded as event {done.number}: {done.subject}")
    return Outcome.GOOD


@register_word.command("propose")
@click.argument("number")
@with_data_dir
@with_user
@with_what
def propose_word(
    number: str,
    data_dir: Path,
    username: str,
    **said: Any,  # noqa: ANN401
) -> Outcome:
    """Propose what two people decide: exited, relapsed, monitored, corrected ..."""
    open_office(data_dir, must_exist=True)
    from jiedui.registry.commands import propose_event

    done = propose_event(number, _what(said), actor=actor(username), now=now())
    say(f"已提出 proposal {done.number}: {done.subject}; another person decides it.")
    return Outcome.GOOD


@register_word.command("decide")
@click.argument("proposal", type=int)
@with_data_dir
@with_user
@click.option("--no", "is_no", is_flag=True, help="Turn it down.")
def decide_word(proposal: int, data_dir: Path, username: str, is_no: bool) -> Outcome:
    """Confirm what another person proposed, or turn it down."""
    open_office(data_dir, must_exist=True)
    from jiedui.registry.commands import decide_event

    done = decide_event(proposal, confirm=not is_no, actor=actor(username), now=now())
    say(f"{'未同意 turned down' if is_no else '已确认 confirmed'}: {done.subject}")
    return Outcome.GOOD


@register_word.command("split")
@click.argument("number")
@with_data_dir
@with_user
@day_option("--on", "When.", required=True)
@click.option(
    "--member",
    "members",
    multiple=True,
    required=True,
    metavar="PERSON=RELATION",
    help="Who leaves, with the relation in the new household; one is HEAD (repeatable).",
)
def split_word(
    number: str, data_dir: Path, username: str, on: dt.date, members: tuple[str, ...]
) -> Outcome:
    """Let some members form a household of their own."""
    open_office(data_dir, must_exist=True)
    from jiedui.registry.commands import split_household

    leave: dict[int, str] = {}
    for one in members:
        person, _, relation = one.partition("=")
        if not person.isdigit() or not relation:
            raise click.BadParameter(f"write {one!r} as PERSON=RELATION, for example 7=HEAD")
        leave[int(person)] = relation
    done = split_household(number, members=leave, day=on, actor=actor(username), now=now())
    say(f"已分户 split: {' → '.join(done.households)}")
    return Outcome.GOOD


@register_word.command("merge")
@click.argument("number")
@click.option("--into", required=True, metavar="NUMBER", help="The household they join.")
@with_data_dir
@with_user
@day_option("--on", "When.", required=True)
def merge_word(number: str, into: str, data_dir: Path, username: str, on: dt.date) -> Outcome:
    """Let all members of a household join another."""
    open_office(data_dir, must_exist=True)
    from jiedui.registry.commands import merge_households

    done = merge_households(number, into, day=on, actor=actor(username), now=now())
    say(f"已并户 merged: {' → '.join(done.households)}")
    return Outcome.GOOD
