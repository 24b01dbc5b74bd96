"""The word that hands something out: report."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import click

from jiedui.cli.start import Outcome, now, open_office, say, with_data_dir
from jiedui.kernel.period import parse_iso


def _last_day(
    _context: click.Context, _option: click.Parameter, text: str | None
) -> dt.date | None:
    try:
        return None if text is None else parse_iso(text).ends
    except ValueError as error:
        raise click.BadParameter(str(error)) from error


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
    callback=_last_day,
    metavar="D",
    help="Reporting date; the latest known when left out.",
)
def report_word(name: str, data_dir: Path, form: str, out: Path, as_of: dt.date | None) -> Outcome:
    """Write a report from the book as it is now: `page` (the district's page) or `funds` (the fund table).

    This is a draft; issuing one, frozen cell by cell, is done by two people on the desk.
    """
    open_office(data_dir, must_exist=True)
    from jiedui.publish.preview import render_draft

    out.write_bytes(render_draft(name, form=form, as_of=as_of, now=now()))
    say(f"{name} written to {out} ({out.stat().st_size:,} bytes); a draft until it is issued.")
    return Outcome.GOOD


WORDS = (report_word,)
