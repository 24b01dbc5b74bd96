"""The word that hands something out: report."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from jiedui.cli.files import content_of, write_whole
from jiedui.cli.saying import say_problems
from jiedui.cli.start import Outcome, last_day, now, open_office, say, today, with_data_dir

if TYPE_CHECKING:
    import datetime as dt


@click.command("report")
@click.argument("name", required=False)
@with_data_dir
@click.option(
    "--format",
    "form",
    type=click.Choice(("html", "docx", "pdf", "xlsx")),
    help="html when left out.",
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
@click.option(
    "--template",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="T.docx",
    help="An office's own Word template with marks in it, in place of NAME.",
)
@click.option(
    "--about",
    metavar="KEY",
    help="County code or donor that a template of one county or donor is filled for.",
)
@click.option(
    "--starter",
    metavar="KIND",
    help="Write the template an office starts from: annual, monthly, disclosure, announcement, "
    "briefing, donor_report, county_sheet.",
)
@click.option(
    "--language", type=click.Choice(["zh", "en"]), default="zh", show_default=True,
    help="Of the template that --starter writes.",
)  # fmt: skip
@click.option(
    "--allow-typed", is_flag=True, help="Let numbers typed in the template stand; they are told."
)
def report_word(
    name: str | None,
    data_dir: Path,
    *,
    form: str | None,
    out: Path,
    as_of: dt.date | None,
    template: Path | None,
    about: str | None,
    starter: str | None,
    language: str,
    allow_typed: bool,
) -> Outcome:
    """Write a report from the book as it is now: `page` (the district's page) or `funds` (a table).

    This is a draft; issuing one, frozen cell by cell, is done by two people on the desk. It tells
    things as they stood on the last day the book knows of, unless --as-of names another.

    With --template a Word document of the office's own is filled: a mark such as
    【久治县2013年以来市级统筹资金，万元】 becomes the number that answers it as `jiedui ask` does,
    and a table of sources stands at the end. Marks that cannot be answered, and numbers typed
    outside a mark, are told all at once (status 1) and nothing is written.

    With --starter the shipped template of a kind of publication is written, to be changed in Word.

    Example: `jiedui report --template 简报.docx --out 简报-10月.docx --as-of 2017-10-31`.
    """
    if sum(one is not None for one in (name, template, starter)) != 1:
        raise click.UsageError("name a report (page, funds), or give --template or --starter")
    if template is None and about is not None:
        raise click.UsageError("--about goes with --template")
    if starter is not None:
        return _starter(starter, language, out)
    if template is None and allow_typed:
        raise click.UsageError("--allow-typed goes with --template")
    if template is not None and form not in (None, "docx"):
        raise click.UsageError("a template is written as docx")
    if template is not None and template.resolve() == out.resolve():
        raise click.UsageError("--out would overwrite the template; name another file")
    open_office(data_dir, must_exist=True)
    if template is not None:
        return _from_template(template, out, as_of=as_of, about=about, is_typed_allowed=allow_typed)
    from jiedui.books.latest import latest_day
    from jiedui.publish.preview import render_draft

    day = as_of or latest_day(today())
    write_whole(out, render_draft(str(name), form=form or "html", as_of=day, now=now()))
    size = f"{out.stat().st_size:,} bytes"
    say(f"{name} as of {day} written to {out} ({size}); a draft until it is issued.")
    return Outcome.GOOD


def _starter(kind: str, language: str, out: Path) -> Outcome:
    from jiedui.forms.starters import starter

    write_whole(out, starter(kind, language))
    say(f"{out}: change it in Word, then `jiedui report --template` or keep it on the desk.")
    return Outcome.GOOD


def _from_template(
    template: Path, out: Path, *, as_of: dt.date | None, about: str | None, is_typed_allowed: bool
) -> Outcome:
    from dataclasses import replace

    from jiedui.forms.issuing import asked_now
    from jiedui.forms.officetemplate import template_language, written_report

    day = as_of or today()
    subject = None
    if about is not None:
        kind = "project" if "/" in about else "county" if about[:6].isdigit() else "donor"
        subject = (kind, about)
    content = content_of(template)
    language = template_language(template.name, content)
    asked = replace(asked_now(day, day, subject=subject, language=language), as_of=as_of)
    made = written_report(template.name, content, asked, is_typed_allowed=is_typed_allowed)
    write_whole(out, made.content)
    if made.warnings:
        say_problems(made.warnings)
    say(f"{out}: {made.numbers} numbers of the book known to entry {made.known_at}; a draft.")
    return Outcome.GOOD


WORDS = (report_word,)
