"""Words of the register for what a form says: item, income, guarantee, lines, limits."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from jiedui.cli.register import day_option, register_word
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
from jiedui.kernel.problem import refuse

if TYPE_CHECKING:
    import datetime as dt
    from pathlib import Path


@register_word.command("item")
@click.argument("number")
@click.argument("items", nargs=-1, required=True, metavar="CODE=WORD...")
@with_data_dir
@with_user
@day_option("--on", "From when it holds.", required=True)
@click.option("--member", type=int, help="The person, for items of a person.")
def item_word(
    number: str,
    items: tuple[str, ...],
    data_dir: Path,
    username: str,
    on: dt.date,
    member: int | None,
) -> Outcome:
    """Record what items of the form say: structure=砖混, labour=普通劳动力, G1=..."""
    open_office(data_dir, must_exist=True)
    from jiedui.registry.particulars import record_items

    pairs = dict(one.partition("=")[::2] for one in items)
    done = record_items(number, pairs, since=on, member=member, actor=actor(username), now=now())
    say(f"已登记 recorded: {done.subject}")
    return Outcome.GOOD


@register_word.command("income")
@click.argument("number")
@click.argument("amounts", nargs=-1, required=True, metavar="KIND=YUAN...")
@with_data_dir
@with_user
@click.option("--year", required=True, type=int)
@click.option("--people", type=int, help="Registered members by which it is divided.")
def income_word(
    number: str,
    amounts: tuple[str, ...],
    data_dir: Path,
    username: str,
    year: int,
    people: int | None,
) -> Outcome:
    """Record a year's income: wages, business, transfers, holdings, expense, assistance, net_pc."""
    open_office(data_dir, must_exist=True)
    from jiedui.registry.income import WORDS as KINDS
    from jiedui.registry.income import Income
    from jiedui.registry.particulars import record_income

    said: dict[str, int] = {}
    for one in amounts:
        kind, _, yuan = one.partition("=")
        if kind not in KINDS or not yuan.isdigit():
            raise refuse("VALUE_UNKNOWN", found=one, expected=f"{', '.join(KINDS)} = whole yuan")
        said[kind] = int(yuan) * 100
    told = Income(year, people=people, **said)
    done = record_income(number, told, actor=actor(username), now=now())
    net = told.net_a_person()
    say(f"已登记 {done.subject}; 人均 net a person {'—' if net is None else net / 100}")
    return Outcome.GOOD


@register_word.command("guarantee")
@click.argument("number")
@click.argument("name")
@with_data_dir
@with_user
@day_option("--on", "When somebody looked.", required=True)
@click.option("--met/--unmet", "is_met", required=True)
@click.option("--grade", default="", help="Grade of a house: A to D.")
def guarantee_word(
    number: str, name: str, data_dir: Path, username: str, on: dt.date, is_met: bool, grade: str
) -> Outcome:
    """Record whether schooling, medical, housing or water was met on a day."""
    open_office(data_dir, must_exist=True)
    from jiedui.registry.particulars import record_guarantee

    done = record_guarantee(
        number, name, day=on, is_met=is_met, grade=grade, actor=actor(username), now=now()
    )
    say(f"已登记 recorded: {done.subject}")
    return Outcome.GOOD


@register_word.command("lines")
@with_data_dir
@with_json
def lines_word(data_dir: Path, as_json: bool) -> Outcome:
    """List the poverty lines known, by year, region and purpose."""
    open_office(data_dir, must_exist=True)
    from jiedui.registry.dossier import known_lines

    if as_json:
        say_json([one._asdict() for one in known_lines()])
        return Outcome.GOOD
    for one in known_lines():
        said = f"{one.since}..{one.until}  {one.region or '全国':8} {one.purpose:16}"
        say(f"{said} {one.fen // 100} 元  {one.source}")
    return Outcome.GOOD


@register_word.command("add-line")
@with_data_dir
@with_user
@day_option("--since", "First day in force.", required=True)
@day_option("--until", "Last day in force.", required=True)
@click.option("--region", default="", metavar="CODE", help="Six digits; left out for the nation.")
@click.option("--purpose", required=True, help="identification, exit or monitoring.")
@click.option("--yuan", required=True, type=click.IntRange(1))
@click.option("--source", required=True, help="The document that sets it.")
def add_line_word(
    data_dir: Path,
    username: str,
    since: dt.date,
    until: dt.date,
    region: str,
    purpose: str,
    yuan: int,
    source: str,
) -> Outcome:
    """Add a poverty line of a region."""
    open_office(data_dir, must_exist=True)
    from jiedui.registry.codes import Line
    from jiedui.registry.particulars import add_line

    line = Line(since, until, region, purpose, yuan * 100, source)
    done = add_line(line, actor=actor(username), now=now())
    say(f"已登记 recorded: {done.subject}")
    return Outcome.GOOD


@register_word.command("limits")
@with_data_dir
@with_json
def limits_word(data_dir: Path, as_json: bool) -> Outcome:
    """List how many days notices hang and chains take, by procedure, region and day."""
    open_office(data_dir, must_exist=True)
    from jiedui.registry.particulars import known_limits

    if as_json:
        say_json([one._asdict() for one in known_limits()])
        return Outcome.GOOD
    for one in known_limits():
        unit = "工作日 working days" if one.is_working else "天 days"
        said = f"{one.procedure} {one.step or '全程 chain'}  {one.region or '全国'}  {one.since}"
        say(f"{said}  {one.days} {unit}  {one.source}")
    return Outcome.GOOD


@register_word.command("add-limit")
@with_data_dir
@with_user
@click.option("--procedure", required=True, help="monitoring, exit, identification ...")
@click.option("--notice", "step", default="", help="The step of a notice; left out: the chain.")
@day_option("--since", "First day in force.", required=True)
@click.option("--region", default="", metavar="CODE", help="Six digits; left out for the nation.")
@click.option("--days", required=True, type=click.IntRange(1))
@click.option("--working", "is_working", is_flag=True, help="Working days are counted.")
@click.option("--source", required=True, help="The document that sets it.")
def add_limit_word(data_dir: Path, username: str, **said: Any) -> Outcome:  # noqa: ANN401
    """Add how many days a region's own rules give."""
    open_office(data_dir, must_exist=True)
    from jiedui.registry.limits import Limit
    from jiedui.registry.particulars import add_limit

    done = add_limit(Limit(**said), actor=actor(username), now=now())
    say(f"已登记 recorded: {done.subject}")
    return Outcome.GOOD


WORDS = (register_word,)
"""One word with all of its own."""
