"""Words of the register for the public: propose-statistics, publish-statistics, statistics."""

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
    today,
    with_data_dir,
    with_json,
    with_user,
)

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from jiedui.registry.publishing import Shown


def _last_day(_context: click.Context, _option: click.Parameter, text: str) -> dt.date:
    from jiedui.kernel.period import quarter_end

    try:
        return quarter_end(text)
    except ValueError as error:
        raise click.BadParameter(str(error)) from error


def quarter_option(words: str) -> Callable[..., Any]:
    """Return the option that names a quarter."""
    return click.option("--as-of", required=True, callback=_last_day, metavar="Q", help=words)


@register_word.command("propose-statistics")
@with_data_dir
@with_user
@quarter_option("The quarter, for example 2019Q1, or its last day.")
@day_option("--known", "As known on this day; today if left out.")
def propose_statistics_word(
    data_dir: Path, username: str, as_of: dt.date, known: dt.date | None
) -> Outcome:
    """Propose a quarter's statistics by county and cause, small cells hidden."""
    open_office(data_dir, must_exist=True)
    from jiedui.registry.publishing import propose_statistics
    from jiedui.registry.queries import Days

    days = Days(as_of, known or today())
    done = propose_statistics(days, actor=actor(username), now=now())
    _say_tables(done.tables)
    say(f"已拟 proposed: {as_of}; another person issues it (publish-statistics).")
    return Outcome.GOOD


@register_word.command("publish-statistics")
@with_data_dir
@with_user
@quarter_option("The quarter that was proposed.")
@with_json
def publish_statistics_word(
    data_dir: Path, username: str, as_of: dt.date, as_json: bool
) -> Outcome:
    """Issue proposed statistics; the county totals they show become figures of the book."""
    open_office(data_dir, must_exist=True)
    from jiedui.exchange.registerfigures import issue_into_book

    done = issue_into_book(as_of, actor=actor(username), now=now())
    if as_json:
        entries = [done.first, done.last] if done.first else []
        say_json({"tables": tables_json(done.tables), "entries": entries, "left": done.left_out})
        return Outcome.GOOD
    _say_tables(done.tables)
    posted = f"entries {done.first} to {done.last}" if done.first else "no entry"
    say(f"已签发 issued: {as_of}; {posted}")
    if done.left_out:
        say(f"账上已有 on the book already: {', '.join(done.left_out)}")
    return Outcome.GOOD


@register_word.command("statistics")
@with_data_dir
@click.option("--proposed", is_flag=True, help="Those that wait for a second person.")
@with_json
def statistics_word(data_dir: Path, proposed: bool, as_json: bool) -> Outcome:
    """Show the issued statistics; hidden cells stand as *."""
    open_office(data_dir, must_exist=True)
    from jiedui.registry.publishing import statistics

    tables = statistics(proposed=proposed)
    if as_json:
        say_json(tables_json(tables))
    else:
        _say_tables(tables)
    return Outcome.GOOD


def tables_json(tables: Iterable[Shown]) -> list[dict[str, Any]]:
    """Return tables as data; null is hidden."""
    return [
        {
            "subject": one.subject,
            "as_of": one.as_of,
            "known": one.known,
            "proposed_by": one.proposed_by,
            "issued_by": one.issued_by,
            "cells": [
                {"county": row, "cause": column, "count": count}
                for (row, column), count in sorted(one.cells.items())
            ],
        }
        for one in tables
    ]


def _say_tables(tables: Iterable[Shown]) -> None:
    from jiedui.kernel.place import name_of
    from jiedui.registry.publishing import SUBJECTS
    from jiedui.registry.wording import pair

    for one in tables:
        say(f"\n{' '.join(SUBJECTS[one.subject])} {one.as_of}")
        for row in sorted({row for row, _ in one.cells}, key=lambda key: (not key, key)):
            cells = [
                f"{pair('cause', column)[0] or '合计'} {'*' if count is None else count}"
                for (at, column), count in sorted(one.cells.items())
                if at == row
            ]
            say(f"  {name_of(row) if row else '合计 total'}: {'  '.join(cells)}")


WORDS = (register_word,)
"""One word with all of its own."""
