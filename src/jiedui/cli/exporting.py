"""The word that writes the book for other programs: beancount, IATI, OC4IDS."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from jiedui.cli.files import write_whole
from jiedui.cli.start import Outcome, console_scope, now, open_office, say, today, with_data_dir

if TYPE_CHECKING:
    from jiedui.sharing.iati import Publisher

FORMATS = ("beancount", "iati-activities", "iati-organisation", "oc4ids")


@click.command("export")
@with_data_dir
@click.option(
    "--format",
    "form",
    type=click.Choice(FORMATS),
    default="beancount",
    show_default=True,
    help="beancount: the whole book. iati-…: IATI 2.03. oc4ids: projects on record.",
)
@click.option(
    "--ref",
    default="",
    help="The office's identifier among the world's organisations, for IATI and OC4IDS; "
    "CN-GB2260-<code of the place> when left out.",
)
@click.option(
    "--out", required=True, type=click.Path(dir_okay=False, path_type=Path), help="Where to write."
)
def export_word(data_dir: Path, form: str, ref: str, out: Path) -> Outcome:
    """Write the book for other programs: a beancount journal, IATI files, OC4IDS projects."""
    open_office(data_dir, must_exist=True)
    if form == "beancount":
        from jiedui.books.beancount_export import write_journal

        entries = write_journal(out)
        say(f"{entries} entries written to {out}.")
        return Outcome.GOOD
    from jiedui.sharing import iati, oc4ids
    from jiedui.sharing.activities import activities

    found = activities(console_scope(), upto=today())
    publisher = _publisher(ref)
    write = {
        "iati-activities": iati.activities_file,
        "iati-organisation": iati.organisation_file,
        "oc4ids": oc4ids.package,
    }[form]
    content = write(found, publisher, now=now())
    write_whole(out, content)
    left = sum(one.left_out for one in found)
    projects = sum(one.project is not None for one in found)
    held = {
        "iati-activities": f"{len(found)} activities, {projects} of them projects on record",
        "iati-organisation": f"what was planned and spent in {len(found)} activities, by year",
        "oc4ids": f"{projects} projects on record",
    }[form]
    say(
        f"{out}: {held}"
        + (f"; {left} amounts that the book does not state are left out" if left else "")
    )
    return Outcome.GOOD


def _publisher(ref: str) -> Publisher:
    from jiedui.access.queries import own_office
    from jiedui.sharing.iati import Publisher

    place = own_office()
    return Publisher(place, ref.strip() or f"CN-GB2260-{place}")


WORDS = (export_word,)
