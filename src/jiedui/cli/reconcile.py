"""The word that sets the partner's list beside ours."""

from __future__ import annotations

from pathlib import Path

import click

from jiedui.cli.files import content_of, write_whole
from jiedui.cli.start import Outcome, open_office, say, say_json, with_data_dir, with_json
from jiedui.kernel.problem import refuse


@click.command("reconcile")
@click.argument("partner", type=click.Path(dir_okay=False, path_type=Path))
@click.option(
    "--own", type=click.Path(dir_okay=False, path_type=Path),
    help="Our list as a file; the book when left out.",
)  # fmt: skip
@click.option("--year", type=click.IntRange(1990, 2200), help="Only this year of the book.")
@click.option(
    "--out", type=click.Path(dir_okay=False, path_type=Path), metavar="F",
    help="Write the sheet both sides sign: F.docx, F.pdf, F.html or F.xlsx.",
)  # fmt: skip
@with_data_dir
@with_json
def reconcile_word(
    partner: Path, own: Path | None, year: int | None, out: Path | None, data_dir: Path,
    as_json: bool,
) -> Outcome:  # fmt: skip
    """Match the partner's project list with ours, and list what differs before either side files.

    Projects are matched by approval number, else by name and town, else by a like name, or by town
    and amount. Status 1 when something differs or only one side has it.
    """
    open_office(data_dir, must_exist=True)
    from jiedui.assess.reconciling import Standing, rows_json, sheet, tally
    from jiedui.books.feed import facts
    from jiedui.cli.partners import rows_text
    from jiedui.kernel.period import year as year_period
    from jiedui.papers.render import FORMS, rendered
    from jiedui.web.partners import listed_of_book, listed_of_file, sides

    theirs = listed_of_file(partner.name, content_of(partner))
    window = None if year is None else year_period(year)
    if own is not None:
        ours = listed_of_file(own.name, content_of(own))
    else:
        ours = listed_of_book(facts(), window)
    rows = sides(ours, theirs)
    if out is not None:
        form = out.suffix.removeprefix(".").lower()
        if form not in FORMS:
            raise refuse("FORM_UNKNOWN", found=out.name, expected=", ".join(FORMS))
        made = sheet(rows, subtitle=partner.stem, language="zh")
        write_whole(out, rendered(made, {}, form, stamp=partner.name))
        say(f"{out}: {len(rows)} projects.")
    elif as_json:
        say_json(rows_json(rows))
    else:
        say(rows_text(rows))
    counts = tally(rows)
    apart = sum(counts[one] for one in (Standing.DIFFERS, Standing.ONLY_OURS, Standing.ONLY_THEIRS))
    return Outcome.DATA_ERRORS if apart else Outcome.GOOD


WORDS = (reconcile_word,)
