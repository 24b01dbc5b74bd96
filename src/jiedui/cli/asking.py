"""Words that ask: figure, trace, check. Each builds one question and prints one answer."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from jiedui.cli.files import is_workbook
from jiedui.cli.start import (
    Outcome,
    first_day,
    last_day,
    open_office,
    say,
    say_json,
    with_data_dir,
    with_json,
)
from jiedui.cli.tables import answer_table, verdict_table
from jiedui.figures.model import Question

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable


def _filters(
    _context: click.Context, _option: click.Parameter, pairs: tuple[str, ...]
) -> tuple[tuple[str, tuple[str, ...]], ...]:
    found: dict[str, list[str]] = {}
    for pair in pairs:
        dimension, equals, value = pair.partition("=")
        if not equals or not value.strip():
            message = f"write {pair!r} as DIM=VALUE, for example recipient=632625"
            raise click.BadParameter(message)
        found.setdefault(dimension.strip(), []).extend(
            part.strip() for part in value.split(",") if part.strip()
        )
    return tuple((dimension, tuple(values)) for dimension, values in found.items())


QUESTION_OPTIONS: tuple[Callable[[Any], Any], ...] = (
    click.argument("code"),
    click.option(
        "--by", multiple=True, metavar="DIM", help="Break down by this dimension (repeatable)."
    ),
    click.option(
        "--where",
        multiple=True,
        metavar="DIM=VALUE",
        callback=_filters,
        help="Keep only this value; several values joined by commas count together (repeatable).",
    ),
    click.option(
        "--since", callback=first_day, metavar="D", help="From this day, month or year on."
    ),
    click.option("--until", callback=last_day, metavar="D", help="Up to this day, month or year."),
    click.option("--as-of", callback=last_day, metavar="D", help="As things stood on this day."),
    click.option(
        "--known-at", type=click.IntRange(min=0), metavar="N", help="As known at entry N."
    ),
    click.option("--planned", is_flag=True, help="Ask the plan instead of what happened."),
)


def _with_question(word: Any) -> Any:  # noqa: ANN401  A decorator of click takes what it is given.
    for option in reversed(QUESTION_OPTIONS):
        word = option(word)
    return word


def _question(options: dict[str, Any]) -> Question:
    return Question(
        options["code"],
        by=tuple(part for item in options["by"] for part in item.split(",")),
        where=options["where"],
        since=options["since"],
        until=options["until"],
        as_of=options["as_of"],
        known_at=options["known_at"],
        planned=options["planned"],
    )


@click.command("figure")
@_with_question
@with_data_dir
@with_json
def figure_word(data_dir: Path, as_json: bool, **options: Any) -> Outcome:  # noqa: ANN401
    """Print a figure: value, interval, wording and the reason when it is not one exact number.

    Examples: `jiedui figure money --by source --where recipient=632625`,
    `jiedui figure registered_poor_households --where recipient=久治县 --as-of 2017-10-31`,
    `jiedui figure money --where recipient=532300 --where year=2017 --planned`.
    """
    open_office(data_dir, must_exist=True)
    from jiedui.books.feed import facts
    from jiedui.figures.answer_json import answer_json
    from jiedui.figures.compute import compute

    answer = compute(_question(options), facts(known_at=options["known_at"]))
    if as_json:
        say_json(answer_json(answer))
    else:
        say(answer_table(answer))
    return Outcome.GOOD


@click.command("trace")
@_with_question
@with_data_dir
@click.option("--limit", type=click.IntRange(1, 10_000), default=50, show_default=True)
@click.option("--offset", type=click.IntRange(min=0), default=0, show_default=True)
@with_json
def trace_word(
    data_dir: Path,
    limit: int,
    offset: int,
    as_json: bool,
    **options: Any,  # noqa: ANN401  A question's options travel together.
) -> Outcome:
    """Show what a figure rests on: definition, filters, lines down to file, sheet and cell.

    --json adds the SQL that ran, and every column of the lines.
    """
    open_office(data_dir, must_exist=True)
    from jiedui.books.feed import facts
    from jiedui.cli.tables import trace_json, trace_table
    from jiedui.figures.compute import compute
    from jiedui.figures.trace import lines_behind

    known = facts(known_at=options["known_at"])
    question = _question(options)
    answer = compute(question, known)
    page = lines_behind(question, known, limit=limit, offset=offset)
    if as_json:
        say_json(trace_json(answer, page))
    else:
        say(trace_table(answer, page))
    return Outcome.GOOD


@click.command("check")
@click.argument("file", required=False, type=click.Path(dir_okay=False, path_type=Path))
@with_data_dir
@click.option("--as-of", callback=last_day, metavar="D", help="The day the statements were made.")
@click.option(
    "--marked",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="OUT",
    help="Write the text with its verdicts: OUT.docx with comments, or OUT.html.",
)
@with_json
def check_word(
    file: Path | None,
    data_dir: Path,
    as_of: dt.date | None,
    marked: Path | None,
    as_json: bool,
) -> Outcome:
    """Set statements against the book: those posted with it, or those of a FILE.

    A workbook (.xlsx) of stated totals, or a running text (.txt, .docx, .pdf, .html): a newspaper
    page, a speech, a report. Each statement is confirmed, contradicted (by how much), confirmed
    with a note (a rounding, another scope), not supported, not independently supported (known only
    from the document that states it) or undecidable (and what is missing); with the entries behind
    it. Of a text the sums inside it are checked too. Status 1 when anything is contradicted.

    Examples: `jiedui check page.txt --as-of 2017-10-31`, `jiedui check report.pdf --marked
    report-checked.docx`.
    """
    open_office(data_dir, must_exist=True)
    if file is not None and not is_workbook(file):
        return _check_text(file, as_of, marked=marked, as_json=as_json)
    from jiedui.cli.checking import claims_of_book, claims_of_file, verdicts_json

    if marked is not None:
        raise click.UsageError("--marked needs a running text, not a workbook")
    verdicts = claims_of_book(as_of) if file is None else claims_of_file(file, as_of)
    if as_json:
        say_json(verdicts_json(verdicts))
    else:
        say(verdict_table(verdicts))
    contradicted = any(verdict.outcome == "contradicted" for verdict in verdicts)
    return Outcome.DATA_ERRORS if contradicted else Outcome.GOOD


def _check_text(
    file: Path, as_of: dt.date | None, *, marked: Path | None, as_json: bool
) -> Outcome:
    from jiedui.claims.as_json import checked_json
    from jiedui.cli.textchecks import text_of_file, text_table, write_marked

    found = text_of_file(file, as_of)
    if marked is not None:
        write_marked(found, marked)
    if as_json:
        say_json(checked_json(found))
    else:
        say(text_table(found))
    return Outcome.DATA_ERRORS if found.is_wrong else Outcome.GOOD


@click.command("ask")
@click.argument("question", nargs=-1, required=True)
@with_data_dir
@with_json
def ask_word(question: tuple[str, ...], data_dir: Path, as_json: bool) -> Outcome:
    """Ask the book in words, and be told how they were understood.

    When the words leave the figure open, or one of them is not understood, the choices are printed
    and none is taken (status 1).

    Examples: `jiedui ask 2013年以来久治县市级统筹资金`, `jiedui ask 德钦县贫困户减少多少`.
    """
    open_office(data_dir, must_exist=True)
    from jiedui.books.feed import facts
    from jiedui.cli.start import today
    from jiedui.cli.typed import typed_json, typed_text
    from jiedui.figures.binding.typed import understand

    known = facts()
    understood = understand(" ".join(question), known, today=today())
    if as_json:
        say_json(typed_json(understood, known))
    else:
        say(typed_text(understood, known))
    return Outcome.GOOD if understood.question is not None else Outcome.DATA_ERRORS


WORDS = (figure_word, trace_word, check_word, ask_word)
