"""Words of people at work: seconded, trained, placed; nobody is named."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from jiedui.cli.cooperation import LIMIT_MAX, place_key
from jiedui.cli.start import (
    Outcome,
    console_scope,
    last_day,
    open_office,
    say,
    say_json,
    today,
    with_data_dir,
    with_json,
)
from jiedui.cli.tables import Heading, words_table
from jiedui.cli.wording import value_text

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable
    from pathlib import Path


def _with_list(word: Callable[..., Any]) -> Callable[..., Any]:
    """Give a word of a list its options: place, limit, JSON."""
    limit = click.option(
        "--limit", type=click.IntRange(1, LIMIT_MAX), default=200, show_default=True
    )
    place = click.option("--place", metavar="P", help="Only those of a recipient place.")
    return place(limit(with_json(word)))


@click.command("secondments")
@with_data_dir
@click.option("--gaps", "is_gaps", is_flag=True, help="Posts with gaps nobody covered only.")
@click.option("--on", "day", callback=last_day, metavar="D", help="Up to this day; today if none.")
@_with_list
def secondments_word(
    data_dir: Path,
    is_gaps: bool,
    day: dt.date | None,
    place: str | None,
    limit: int,
    as_json: bool,
) -> Outcome:
    """Say who was sent where: planned, arrived, returned; with --gaps which posts stood empty.

    Status 1 when --gaps finds one.
    """
    open_office(data_dir, must_exist=True)
    from jiedui.cooperation.queries import people
    from jiedui.cooperation.queries.listing import Wanted

    key = place_key(place)
    if is_gaps:
        return _gaps(day or today(), key, as_json=as_json)
    found = people.secondments(console_scope(), Wanted(place=key, limit=limit))
    if as_json:
        from jiedui.web.pages import as_plain

        rows = [{**as_plain(one), "state": one.state} for one in found.rows]
        say_json({"total": found.total, "secondments": rows})
        return Outcome.GOOD
    columns = [
        Heading("#", is_right=True),
        Heading("类别 kind"),
        Heading("地点 place"),
        Heading("岗位 post"),
        Heading("计划 planned"),
        Heading("到岗 arrived"),
        Heading("离岗 returned"),
        Heading("entry", is_right=True),
    ]
    cells = (
        [
            str(one.number),
            one.kind,
            one.place,
            one.post,
            *(str(days or "") for days in (one.planned, one.arrived, one.returned)),
            str(one.entry or ""),
        ]
        for one in found.rows
    )
    say(words_table(f"援派干部人才 seconded people ({found.total})", columns, cells))
    return Outcome.GOOD


def _gaps(day: dt.date, place: str, *, as_json: bool) -> Outcome:
    from jiedui.cooperation.queries.people import posts

    found = [one for one in posts(console_scope(), today=day, place=place) if one.gaps]
    if as_json:
        from jiedui.web.pages import as_plain

        told = [{"place": one.place, "post": one.post, "gaps": as_plain(one.gaps)} for one in found]
        say_json({"on": day, "posts": told})
    for one in [] if as_json else found:
        say(f"{one.place} {one.post}: {'; '.join(str(days) for days in one.gaps)}")
    if not found and not as_json:
        say("No post stood empty.")
    return Outcome.DATA_ERRORS if found else Outcome.GOOD


@click.command("trainings")
@with_data_dir
@_with_list
def trainings_word(data_dir: Path, place: str | None, limit: int, as_json: bool) -> Outcome:
    """Say which classes were held: batches, attendances, and different people by rosters."""
    open_office(data_dir, must_exist=True)
    from jiedui.cooperation.queries import trainings
    from jiedui.cooperation.queries.listing import Wanted

    key = place_key(place)
    found = trainings.trainings(console_scope(), Wanted(place=key, limit=limit))
    distinct, with_roster, without = trainings.distinct_people(console_scope(), place=key)
    if as_json:
        from jiedui.web.pages import as_plain

        counts = {"people": as_plain(distinct), "with_roster": with_roster, "without": without}
        rows = as_plain(found.rows)
        say_json({"total": found.total, "distinct": counts, "trainings": rows})
        return Outcome.GOOD
    columns = [
        Heading("#", is_right=True),
        Heading("培训班 class"),
        Heading("地点 place"),
        Heading("日期 days"),
        Heading("期 batches", is_right=True),
        Heading("人次 attendances", is_right=True),
        Heading("人 people", is_right=True),
        Heading("entry", is_right=True),
    ]
    cells = (
        [
            str(one.number),
            one.title,
            one.place,
            one.said or str(one.period),
            str(one.batches or ""),
            value_text(one.attendances, "person_time") if one.attendances else "",
            str(one.people or ""),
            str(one.entry or ""),
        ]
        for one in found.rows
    )
    say(words_table(f"培训 training ({found.total})", columns, cells))
    told = value_text(distinct, "person")
    say(f"  不同的人 different people on {with_roster} rosters: {told}; {without} classes without")
    return Outcome.GOOD


@click.command("placements")
@with_data_dir
@click.option("--on", "day", callback=last_day, metavar="D", help="As on this day; today if none.")
@_with_list
def placements_word(
    data_dir: Path, day: dt.date | None, place: str | None, limit: int, as_json: bool
) -> Outcome:
    """Say by channel how many were placed in work, and how many lasted 3 and 6 months."""
    open_office(data_dir, must_exist=True)
    from jiedui.cooperation.queries import people
    from jiedui.cooperation.queries.listing import Wanted

    key, on = place_key(place), day or today()
    tally = people.placement_tally(console_scope(), on=on, place=key)
    if as_json:
        from jiedui.web.pages import as_plain

        found = people.placements(console_scope(), Wanted(place=key, limit=limit), on=on)
        told = [
            {"channel": code, "placed": count, "three_months": three, "six_months": six}
            for code, count, three, six in tally
        ]
        rows = as_plain(found.rows)
        say_json({"on": on, "total": found.total, "channels": told, "placements": rows})
        return Outcome.GOOD
    columns = [
        Heading("渠道 channel"),
        Heading("人数 placed", is_right=True),
        Heading("满三个月 3 months", is_right=True),
        Heading("满六个月 6 months", is_right=True),
    ]
    cells = ([code, *map(str, counts)] for code, *counts in tally)
    say(words_table(f"劳务就业 placements on {on}", columns, cells))
    return Outcome.GOOD


WORDS = (secondments_word, trainings_word, placements_word)
