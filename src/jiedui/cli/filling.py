"""The word that fills a blank form: fill."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from jiedui.cli.files import write_whole
from jiedui.cli.start import (
    Outcome,
    last_day,
    open_office,
    say,
    say_json,
    today,
    with_data_dir,
    with_json,
)
from jiedui.cli.telling import latest_day

if TYPE_CHECKING:
    import datetime as dt


@click.command("fill")
@click.argument("form", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--out",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILLED",
    required=True,
    help="The file to write; everything but the filled cells stays as it is.",
)
@click.option(
    "--as-of",
    callback=last_day,
    metavar="D",
    help="Reporting date; the one the form states when left out, else the latest known.",
)
@with_data_dir
@with_json
def fill_word(
    form: Path, out: Path, as_of: dt.date | None, data_dir: Path, as_json: bool
) -> Outcome:
    """Fill a blank FORM.xlsx from the book, cell by cell.

    Each empty cell is understood by the words around it and answered with a number in the form's
    unit and rounding, or left empty with the reason: not_in_book, not_broken_down, outside_pairing,
    ambiguous. Formulas stay; where one falls short of the truth it is said. A sheet of sources is
    added. --json prints every cell with its query and its value or reason, and what is asked of a
    person.

    Example: `jiedui fill form.xlsx --out filled.xlsx --as-of 2017-10-31`.
    """
    open_office(data_dir, must_exist=True)
    from jiedui.books.feed import facts
    from jiedui.forms.as_json import form_json
    from jiedui.forms.fill import fill_form
    from jiedui.forms.handing_out import filled_workbook

    day = today()
    filled = fill_form(form.name, form.read_bytes(), facts(), as_of=as_of, latest=latest_day(day))
    write_whole(out, filled_workbook(filled))
    if as_json:
        say_json(form_json(filled))
    else:
        written = sum(cell.shown is not None for cell in filled.cells)
        say(f"{form.name} as of {filled.as_of}, the book known to entry {filled.known_at}")
        say(f"  {written} of {len(filled.cells)} cells filled in {filled.tables} tables; {out}")
        for cell in filled.cells:
            if cell.shown is None:
                say(
                    f"  {cell.sheet}!{cell.ref} {cell.words}: {cell.told.reason} {cell.told.why[0]}"
                )
        for one in filled.formulas:
            if one.incomplete[0]:
                say(f"  {one.sheet}!{one.ref} {one.formula}: {one.incomplete[0]}")
    return Outcome.GOOD


WORDS = (fill_word,)
