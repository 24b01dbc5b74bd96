"""Words of the register for daily work: quality, cases, board, changes, villages, measures."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from jiedui.cli.files import content_of
from jiedui.cli.register import comers_of, day_option, days_of, register_word, with_days
from jiedui.cli.start import (
    Outcome,
    actor,
    console_scope,
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
    from pathlib import Path

    from jiedui.registry.measures import Given


@register_word.command("quality")
@with_data_dir
@with_days
@click.option("--place", default="", metavar="KEY", help="Only this county, town or village.")
@click.option("--check", "checks", multiple=True, help="Only this check (repeatable).")
@with_json
def quality_word(
    data_dir: Path,
    as_of: dt.date | None,
    known: dt.date | None,
    place: str,
    checks: tuple[str, ...],
    as_json: bool,
) -> Outcome:
    """Check the register's own data; every finding at its household. Exit 1 where one is grave."""
    open_office(data_dir, must_exist=True)
    from jiedui.kernel.problem import Severity
    from jiedui.registry.findings import findings
    from jiedui.registry.findingwords import in_chinese
    from jiedui.registry.quality import CHECKS

    unknown = [one for one in checks if one not in CHECKS]
    if unknown:
        raise refuse("VALUE_UNKNOWN", found=unknown[0], expected=", ".join(CHECKS))
    found = list(findings(console_scope(), days_of(as_of, known), place=place, checks=checks))
    if as_json:
        say_json([{**one._asdict(), "severity": CHECKS[one.check].severity.value} for one in found])
    else:
        for one in found:
            check = CHECKS[one.check]
            who = f" 成员 {one.person}" if one.person else ""
            zh = f"{in_chinese(one.found)}，应为：{in_chinese(one.expected)}"
            en = f"{one.found}, expected {one.expected}"
            say(f"{one.household}{who}  {one.check} {check.zh} {check.en}: {zh} {en}")
        say(f"{len(found)} 处 findings")
    grave = any(CHECKS[one.check].severity is Severity.ERROR for one in found)
    return Outcome.DATA_ERRORS if grave else Outcome.GOOD


@register_word.command("open-case")
@click.argument("procedure")
@with_data_dir
@with_user
@click.option("--household", "number", default="", help="Its number; left out for a new one.")
@day_option("--on", "The day of the clue.", required=True)
@click.option("--found-by", default="visit", show_default=True, help="self, visit, warning, clue.")
@click.option("--watch", default="", help="unstable, marginal or sudden.")
@click.option("--cause", "main_cause", default="", help="The cause or risk (a code).")
@click.option("--place", default="", help="Where a new one lies: county:town:village.")
@click.option(
    "--people",
    type=click.Path(exists=True, dir_okay=False),
    help="Who lives in a new one: a CSV of name, identity number, relation; the head first.",
)
@click.option("--words", default="", help="In words.")
def open_case_word(
    procedure: str,
    data_dir: Path,
    username: str,
    number: str,
    **said: Any,  # noqa: ANN401
) -> Outcome:
    """Open a case: identification, exit, monitoring, clearing or relapse."""
    open_office(data_dir, must_exist=True)
    from jiedui.registry.cases import Opening, open_case
    from jiedui.registry.household import Watch

    watch, people = said.pop("watch"), said.pop("people")
    if watch not in [one.value for one in Watch]:
        raise refuse("VALUE_UNKNOWN", found=watch, expected="unstable, marginal, sudden")
    opening = Opening(
        procedure,
        said.pop("on"),
        watch=Watch(watch),
        people=comers_of(people) if people else (),
        **said,
    )
    done = open_case(number, opening, actor=actor(username), now=now())
    say(f"已立项 case {done.case}: {done.household}")
    return Outcome.GOOD


@register_word.command("step")
@click.argument("case", type=int)
@click.argument("code")
@with_data_dir
@with_user
@day_option("--on", "When it was done; today if left out.")
@day_option("--shown-from", "First day of its notice.")
@day_option("--shown-to", "Last day of its notice.")
@click.option("--remark", default="", help="In words.")
def step_word(
    case: int,
    code: str,
    data_dir: Path,
    username: str,
    on: dt.date | None,
    shown_from: dt.date | None,
    shown_to: dt.date | None,
    remark: str,
) -> Outcome:
    """Take the next step of a case and sign it; the step that decides records the event."""
    open_office(data_dir, must_exist=True)
    from jiedui.registry.cases import take_step
    from jiedui.registry.procedures import Signed

    step = Signed(code, on or today(), username, shown_from, shown_to)
    done = take_step(case, step, remark=remark, actor=actor(username), now=now())
    event = f", 事件 event {done.event}" if done.event else ""
    say(f"已办 case {case}: {code}{event}")
    return Outcome.GOOD


@register_word.command("drop-case")
@click.argument("case", type=int)
@with_data_dir
@with_user
@click.option("--reason", required=True, help="Why.")
def drop_case_word(case: int, data_dir: Path, username: str, reason: str) -> Outcome:
    """Drop a case that did not hold."""
    open_office(data_dir, must_exist=True)
    from jiedui.registry.cases import drop_case

    drop_case(case, reason=reason, actor=actor(username), now=now())
    say(f"已终止 case {case} dropped")
    return Outcome.GOOD


@register_word.command("board")
@with_data_dir
@click.option("--all", "with_closed", is_flag=True, help="Closed cases too.")
@with_json
def board_word(data_dir: Path, with_closed: bool, as_json: bool) -> Outcome:
    """Show the open cases with their next step and deadline. Exit 1 where one is overdue."""
    open_office(data_dir, must_exist=True)
    from jiedui.registry.overviews import board
    from jiedui.registry.procedures import procedures

    rows = board(console_scope(), today(), with_closed=with_closed)
    if as_json:
        say_json([one._asdict() for one in rows])
    else:
        for one in rows:
            left = _left(one.days_left)
            named = procedures()[one.procedure]
            then = " ".join(filter(None, one.next_words)) or "已办结 closed"
            say(f"{one.number:>5}  {one.household}  {named.zh} {named.en}  → {then}{left}")
    is_late = any(one.days_left is not None and one.days_left < 0 for one in rows)
    return Outcome.DATA_ERRORS if is_late else Outcome.GOOD


def _left(days: int | None) -> str:
    if days is None:
        return ""
    return f"  超期 {-days} 天 days late" if days < 0 else f"  剩 {days} 天 days left"


@register_word.command("changes")
@with_data_dir
@day_option("--since", "Recorded from this day.", required=True)
@day_option("--until", "Recorded until this day; today if left out.")
@with_json
def changes_word(data_dir: Path, since: dt.date, until: dt.date | None, as_json: bool) -> Outcome:
    """List what was recorded in a period."""
    open_office(data_dir, must_exist=True)
    from jiedui.registry.overviews import changes
    from jiedui.registry.wording import both

    rows = changes(console_scope(), since, until or today())
    if as_json:
        say_json([one._asdict() for one in rows])
        return Outcome.GOOD
    for one in rows:
        by = "不晚于 by " if one.is_bound else ""
        say(f"{one.recorded_on}  {one.household}  {both('kind', one.kind)}  {by}{one.happened_on}")
    say(f"{len(rows)} 项 changes")
    return Outcome.GOOD


@register_word.command("villages")
@with_data_dir
@with_days
@click.option("--place", default="", metavar="KEY", help="Only this county or town.")
@with_json
def villages_word(
    data_dir: Path, as_of: dt.date | None, known: dt.date | None, place: str, as_json: bool
) -> Outcome:
    """Count households and people by village, on one day as known on another."""
    open_office(data_dir, must_exist=True)
    from jiedui.kernel.place import Form, name_of
    from jiedui.registry.overviews import villages

    rows = villages(console_scope(), days_of(as_of, known), place=place)
    if as_json:
        say_json([one._asdict() for one in rows])
        return Outcome.GOOD
    for one in rows:
        say(
            f"{name_of(one.place, form=Form.FULL)}  在册 {one.registered}  已脱贫 {one.exited}"
            f"  监测 {one.watched}  人 {one.people}"
        )
    return Outcome.GOOD


@register_word.command("measures")
@with_data_dir
@click.option("--as", "username", default="", metavar="USER", help="Who records (sign-in name).")
@click.option(
    "--file",
    "path",
    type=click.Path(exists=True, dir_okay=False),
    help="Record these: a CSV of household or identity number, kind, words, day, yuan, quantity,"
    " project, gift, training.",
)
@click.option("--list", "name", default="", help="twice, nothing or left.")
@click.option("--year", type=int, help="The year of a list; this year if left out.")
@with_days
@with_json
def measures_word(
    data_dir: Path,
    username: str,
    path: str | None,
    name: str,
    year: int | None,
    as_of: dt.date | None,
    known: dt.date | None,
    as_json: bool,
) -> Outcome:
    """Record what households got, or list who got twice, nothing, or though out of the register."""
    open_office(data_dir, must_exist=True)
    from jiedui.registry.measures import LISTS, record_measures

    if path:
        done = record_measures(_given(path), actor=actor(username), now=now())
        say(f"已登记 {done.added} recorded, {done.known} known already")
        return Outcome.GOOD
    if name not in LISTS:
        raise refuse("VALUE_UNKNOWN", found=name or "no list", expected=", ".join(LISTS))
    rows = LISTS[name][0](console_scope(), days_of(as_of, known), year=year or today().year)
    if as_json:
        say_json([one._asdict() for one in rows])
        return Outcome.GOOD
    for one in rows:
        times = f"{one.times} 次 times" if one.times else ""
        say(f"{one.household}  {one.place}  {one.kind} {one.words}  {one.day or ''} {times}")
    say(f"{len(rows)} 户次 rows")
    return Outcome.GOOD


@register_word.command("members")
@with_data_dir
@with_user
@click.option(
    "--file",
    "path",
    required=True,
    type=click.Path(exists=True, dir_okay=False),
    help="A CSV of household (number, or the head's identity number), name, identity number,"
    " relation, day, and items of the form.",
)
def members_word(data_dir: Path, username: str, path: str) -> Outcome:
    """Add members of households that the register has by their heads only; known ones are left."""
    open_office(data_dir, must_exist=True)
    from pathlib import Path

    from jiedui.registry.memberlist import members_of, record_members

    rows = members_of(content_of(Path(path)), Path(path).name)
    done = record_members(rows, actor=actor(username), now=now())
    say(f"已登记 {done.added} 人 people added, {done.known} known already, {done.told} 项 items")
    return Outcome.GOOD


def _given(path: str) -> list[Given]:
    from pathlib import Path

    from jiedui.registry.measurefile import given

    return given(content_of(Path(path)), Path(path).name)


WORDS = (register_word,)
"""One word with all of its own."""
