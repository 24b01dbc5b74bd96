"""Words of blank forms: fill one, file it, list what was filed."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from jiedui.cli.files import write_whole
from jiedui.cli.start import (
    Outcome,
    actor,
    last_day,
    now,
    open_office,
    say,
    say_json,
    today,
    with_data_dir,
    with_json,
    with_user,
)
from jiedui.papers.typography import chinese

if TYPE_CHECKING:
    import datetime as dt

    from jiedui.forms.fill import Filled

_FORM = click.argument("form", type=click.Path(exists=True, dir_okay=False, path_type=Path))
_AS_OF = click.option(
    "--as-of",
    callback=last_day,
    metavar="D",
    help="Reporting date; the one the form states when left out, else the latest known.",
)


@click.command("fill")
@_FORM
@click.option(
    "--out",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILLED",
    required=True,
    help="The file to write; everything but the filled cells stays as it is.",
)
@_AS_OF
@click.option("--confirm", is_flag=True, help="Remember that every cell was understood rightly.")
@click.option("--as", "username", metavar="USER", help="Who confirms (sign-in name).")
@with_data_dir
@with_json
def fill_word(
    form: Path,
    out: Path,
    data_dir: Path,
    *,
    as_of: dt.date | None,
    confirm: bool,
    username: str | None,
    as_json: bool,
) -> Outcome:
    """Fill a blank FORM.xlsx, FORM.xls or FORM.docx from the book, cell by cell.

    Each empty cell is understood by the words around it and answered with a number in the form's
    unit and rounding, or left empty with the reason: not_in_book, not_broken_down, outside_pairing,
    ambiguous. Formulas stay; where one falls short of the truth it is said. A sheet of sources is
    added; an old .xls form is written as .xlsx. --json prints every cell with its query and its
    value or reason, and what is asked of a person. --confirm --as USER remembers the cells as
    understood: a changed form then asks only what changed.

    Example: `jiedui fill form.xlsx --out filled.xlsx --as-of 2017-10-31`.
    """
    open_office(data_dir, must_exist=True)
    from jiedui.forms.as_json import form_json
    from jiedui.forms.commands import confirm_all
    from jiedui.forms.handing_out import handed_out

    if confirm and not username:
        raise click.UsageError("--confirm needs --as USER: somebody stands for it")
    filled = _filled(form, as_of)
    if confirm:
        confirm_all(filled, actor=actor(str(username)), now=now())
        filled = _filled(form, as_of)
    out = out.with_suffix(Path(filled.name).suffix)  # The name says what the content is.
    write_whole(out, handed_out(filled))
    if as_json:
        say_json(form_json(filled))
    else:
        _say(filled, out)
    _say_differing(filled)
    return Outcome.GOOD


@click.command("file-form")
@_FORM
@_AS_OF
@click.option("--sender", default="", metavar="UNIT", help="Who asked for it.")
@click.option("--deadline", callback=last_day, metavar="D", help="The day it is due.")
@click.option("--even-so", is_flag=True, help="File although issued reports say otherwise.")
@with_data_dir
@with_user
def file_form_word(
    form: Path,
    data_dir: Path,
    username: str,
    *,
    as_of: dt.date | None,
    sender: str,
    deadline: dt.date | None,
    even_so: bool,
) -> Outcome:
    """Fill a blank FORM and file it: frozen with its deadline, sender, version and the book's head.

    Says what changed since the last filing of the same form, and where it differs from an issued
    report; in the latter case nothing is filed unless --even-so.

    Example: `jiedui file-form form.xlsx --sender 市合作交流办 --deadline 2017-11-10 --as officer`.
    """
    open_office(data_dir, must_exist=True)
    from jiedui.books.feed import facts
    from jiedui.forms.commands import file_form
    from jiedui.forms.queries import changed_since_filed

    filled = _filled(form, as_of)
    for one in changed_since_filed(filled):
        say(f"  变化 changed {one.words}: {one.before or '—'} → {one.now or '—'} ({one.where})")
    differing = _say_differing(filled)
    if differing and not even_so:
        say("Not filed: an issued report says otherwise. Look, then add --even-so.", error=True)
        return Outcome.DATA_ERRORS
    done = file_form(
        filled,
        sender=sender,
        deadline=deadline,
        head=facts().head.hash,
        actor=actor(username),
        now=now(),
    )
    say(f"{filled.title}: filed as {done.subject}, the book known to entry {filled.known_at}.")
    return Outcome.GOOD


@click.command("filings")
@with_data_dir
@with_json
def filings_word(data_dir: Path, as_json: bool) -> Outcome:
    """List filed forms, the latest first."""
    open_office(data_dir, must_exist=True)
    from jiedui.forms.queries import filings

    found = filings()
    if as_json:
        names = ("number", "title", "version", "sender", "deadline", "as_of", "known_at", "head")
        say_json([{name: getattr(one, name) for name in names} for one in found])
        return Outcome.GOOD
    for one in found:
        due = f", due {one.deadline}" if one.deadline else ""
        due = f" for {one.sender}{due}" if one.sender else due
        say(f"{one.number}  {one.title} v{one.version} as of {one.as_of}{due}; {one.filed_by}")
    if not found:
        say("No form was filed yet.")
    return Outcome.GOOD


def _filled(form: Path, as_of: dt.date | None) -> Filled:
    from jiedui.books.feed import facts
    from jiedui.books.latest import latest_day
    from jiedui.forms.fill import fill_form
    from jiedui.forms.queries import memory_of

    content = form.read_bytes()
    latest = latest_day(today())
    return fill_form(form.name, content, facts(), as_of=as_of, latest=latest, memory=memory_of)


def _say_differing(filled: Filled) -> bool:
    """Say, before the form leaves, where it tells another number than the last issued report."""
    from jiedui.forms.queries import against_published

    differing = against_published(filled)
    for one in differing:
        say(f"  不一致 differs {one.words}: {one.where} {one.before}, {one.now or '—'}", error=True)
    return bool(differing)


def _say(filled: Filled, out: Path) -> None:
    from jiedui.forms.as_json import asked_of

    written = sum(cell.shown is not None for cell in filled.cells)
    say(f"{filled.name} as of {filled.as_of}, the book known to entry {filled.known_at}")
    say(f"  {written} of {len(filled.cells)} cells filled in {filled.tables} tables: {out}")
    for cell in filled.cells:
        if cell.shown is None:
            why = chinese(cell.told.why[0])
            say(f"  {cell.sheet}!{cell.ref} {cell.words}: {cell.told.reason} {why}")
    for one in filled.formulas:
        if one.incomplete[0]:
            say(f"  {one.sheet}!{one.ref} {one.formula}: {one.incomplete[0]}")
    for cell in filled.asks:
        say(f"  ? {cell.sheet}!{cell.ref} {asked_of(cell)}")
    if filled.asks:
        say("  Say which figure each is on the desk, or --confirm them all as understood.")


WORDS = (fill_word, file_form_word, filings_word)
