"""Words of commerce: enterprises with their investment, and sales that count once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from jiedui.cli.cooperation import LIMIT_MAX, place_key
from jiedui.cli.start import (
    Outcome,
    console_scope,
    open_office,
    say,
    say_json,
    with_data_dir,
    with_json,
)
from jiedui.cli.tables import Heading, words_table
from jiedui.cli.wording import amount_text, value_text

if TYPE_CHECKING:
    from pathlib import Path


@click.command("enterprises")
@with_data_dir
@click.option("--place", metavar="P", help="Only those of a recipient place.")
@click.option("--limit", type=click.IntRange(1, LIMIT_MAX), default=200, show_default=True)
@with_json
def enterprises_word(data_dir: Path, place: str | None, limit: int, as_json: bool) -> Outcome:
    """Say which enterprises came, and what was announced, signed and arrived (three numbers)."""
    open_office(data_dir, must_exist=True)
    from jiedui.cooperation.queries.commerce import enterprises
    from jiedui.cooperation.queries.listing import Wanted

    found = enterprises(console_scope(), Wanted(place=place_key(place), limit=limit))
    if as_json:
        from jiedui.web.pages import as_plain

        say_json({"total": found.total, "enterprises": as_plain(found.rows)})
        return Outcome.GOOD
    columns = [
        Heading("#", is_right=True),
        Heading("企业 enterprise"),
        Heading("地点 place"),
        Heading("落地 came"),
        Heading("意向 announced", is_right=True),
        Heading("协议 signed", is_right=True),
        Heading("到位 arrived", is_right=True),
        Heading("就业 jobs", is_right=True),
    ]
    cells = (
        [
            str(one.number),
            one.name,
            one.place,
            one.came,
            *(
                value_text(value, "fen") if value else ""
                for value in (one.announced, one.signed, one.arrived)
            ),
            str(one.jobs or ""),
        ]
        for one in found.rows
    )
    say(words_table(f"引进企业 enterprises, 万元 ({found.total})", columns, cells))
    return Outcome.GOOD


@click.command("sales")
@with_data_dir
@click.option("--place", metavar="P", help="Only those of a recipient place.")
@click.option("--limit", type=click.IntRange(1, LIMIT_MAX), default=200, show_default=True)
@with_json
def sales_word(data_dir: Path, place: str | None, limit: int, as_json: bool) -> Outcome:
    """Say how much was bought and how much helped to sell, each sale once; --json lists them."""
    open_office(data_dir, must_exist=True)
    from jiedui.cooperation.queries.commerce import sales, sales_tally
    from jiedui.cooperation.queries.listing import Wanted

    key = place_key(place)
    tally = sales_tally(console_scope(), place=key)
    if as_json:
        from jiedui.web.pages import as_plain

        found = sales(console_scope(), Wanted(place=key, limit=limit))
        told = [{"kind": kind, "sales": count, "fen": fen} for kind, count, fen in tally]
        say_json({"total": found.total, "kinds": told, "sales": as_plain(found.rows)})
        return Outcome.GOOD
    columns = [
        Heading("性质 kind"),
        Heading("笔 sales", is_right=True),
        Heading("万元", is_right=True),
    ]
    cells = ([kind, str(count), amount_text(fen, "fen")] for kind, count, fen in tally)
    say(words_table("消费帮扶 sales", columns, cells))
    return Outcome.GOOD


WORDS = (enterprises_word, sales_word)
