"""The word that hands something out: report."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from jiedui.cli.files import write_whole
from jiedui.cli.start import Outcome, last_day, now, open_office, say, today, with_data_dir

if TYPE_CHECKING:
    import datetime as dt


@click.command("report")
@click.argument("name")
@with_data_dir
@click.option(
    "--format",
    "form",
    type=click.Choice(("html", "docx", "pdf", "xlsx")),
    default="html",
    show_default=True,
)
@click.option(
    "--out",
    required=True,
    type=click.Path(dir_okay=False, path_type=Path),
    help="The file to write.",
)
@click.option(
    "--as-of",
    callback=last_day,
    metavar="D",
    help="Reporting date; the latest known when left out.",
)
def report_word(name: str, data_dir: Path, form: str, out: Path, as_of: dt.date | None) -> Outcome:
    """Write a report from the book as it is now: `page` (the district's page) or `funds` (a table).

    This is a draft; issuing one, frozen cell by cell, is done by two people on the desk. It tells
    things as they stood on the last day the book knows of, unless --as-of names another.
    """
    open_office(data_dir, must_exist=True)
    from jiedui.books.latest import latest_day
    from jiedui.publish.preview import render_draft

    day = as_of or latest_day(today())
    write_whole(out, render_draft(name, form=form, as_of=day, now=now()))
    size = f"{out.stat().st_size:,} bytes"
    say(f"{name} as of {day} written to {out} ({size}); a draft until it is issued.")
    return Outcome.GOOD


WORDS = (report_word,)
