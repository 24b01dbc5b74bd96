"""Words of the yearly assessment: the score, what would raise it, what people tell, evidence."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from jiedui.cli.files import content_of
from jiedui.cli.start import (
    Outcome,
    actor,
    console_scope,
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
from jiedui.kernel.quantity import Wording

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable

    from jiedui.assess.assessing import Assessment
    from jiedui.assess.commands import Place

    Word = Callable[..., Any]


def with_assessment(word: Word) -> Word:
    """Give a word the set, the year and the side of an assessment."""
    sides = click.option(
        "--side", type=click.Choice(("east", "west")), default="east", show_default=True,
        help="The helping side or the helped one.",
    )  # fmt: skip
    return _with_place(word, sides)


def _with_sides(word: Word) -> Word:
    """Give a word the set, the year and one or both sides of an assessment."""
    sides = click.option(
        "--side", type=click.Choice(("east", "west", "pair")), default="east", show_default=True,
        help="The helping side, the helped one, or both as one unit.",
    )  # fmt: skip
    return _with_place(word, sides)


def _with_place(word: Word, sides: Callable[[Word], Word]) -> Word:
    options = (
        click.option(
            "--set", "code", default="", metavar="SET",
            help="Indicator set, or SET/VERSION; the national one of that year when left out.",
        ),
        click.option("--year", type=click.IntRange(1990, 2200), help="The year assessed."),
        sides,
    )  # fmt: skip
    for option in reversed(options):
        word = option(word)
    return word


def year_of(year: int | None, as_of: dt.date | None = None) -> int:
    """Return the year assessed: as told, else that of the day; in January the year before."""
    if year is not None:
        return year
    day = as_of or today()
    return day.year - 1 if as_of is None and day.month == 1 else day.year


def _assessed(code: str, year: int | None, side: str, as_of: dt.date | None) -> Assessment:
    from jiedui.assess.queries import Wanted, assessed, set_for, side_of
    from jiedui.books.feed import facts

    when = year_of(year, as_of)
    wanted = Wanted(set_for(code, when), when, side_of(side), as_of)
    return assessed(console_scope(), wanted, facts())


@click.command("assess")
@_with_sides
@click.option("--as-of", callback=last_day, metavar="D", help="As the book stood on this day.")
@click.option("--sets", "is_list", is_flag=True, help="List the indicator sets there are.")
@with_data_dir
@with_json
def assess_word(
    code: str, year: int | None, side: str, as_of: dt.date | None, is_list: bool, data_dir: Path,
    as_json: bool,
) -> Outcome:  # fmt: skip
    """Score a year by an indicator set: each value a figure of the book, or told with a document.

    A number that is not exact gives a score with a lowest and a highest end; what the book cannot
    answer says why. SET is a code, or code and version (six-blocks/2017); left out, the national
    set in force that year. `--side pair` adds the joint score of the two sides.

    Example: `jiedui assess --set district --year 2017 --as-of 2017-10-31`.
    """
    open_office(data_dir, must_exist=True)
    from jiedui.assess.as_json import assessment_json
    from jiedui.cli.scoreboard import board, pair_json, pair_text, sets_text

    if is_list:
        say(sets_text())
        return Outcome.GOOD
    if side == "pair":
        both = [_assessed(code, year, one, as_of) for one in ("east", "west")]
        if as_json:
            say_json(pair_json(*both))
        else:
            say(pair_text(*both))
        return Outcome.GOOD
    found = _assessed(code, year, side, as_of)
    if as_json:
        say_json(assessment_json(found))
    else:
        say(board(found))
    return Outcome.GOOD


@click.command("assess-raise")
@with_assessment
@click.option("--as-of", callback=last_day, metavar="D", help="As the book stood on this day.")
@click.option("--before", callback=last_day, metavar="D", help="The date it must be done by.")
@with_data_dir
@with_json
def raise_word(
    code: str, year: int | None, side: str, as_of: dt.date | None, before: dt.date | None,
    data_dir: Path, as_json: bool,
) -> Outcome:  # fmt: skip
    """Say what would raise the score, ranked by points per working day of effort, each explained.

    With --before it says which of it can still be done in the working days left.
    """
    open_office(data_dir, must_exist=True)
    from jiedui.assess.as_json import suggestion_json
    from jiedui.assess.raising import suggestions
    from jiedui.cli.scoreboard import raise_table
    from jiedui.kernel.workdays import workdays_left

    found = _assessed(code, year, side, as_of)
    left = None if before is None else workdays_left(as_of or today(), before).days
    rows = suggestions(found, days_left=left)
    if as_json:
        say_json({"days_left": left, "suggestions": [suggestion_json(one) for one in rows]})
    else:
        say(raise_table(rows, left))
    return Outcome.GOOD


def place_of(code: str, year: int | None, side: str, *, indicator: str) -> Place:
    """Return which item of which assessment is meant."""
    from jiedui.assess.commands import Place
    from jiedui.assess.queries import set_for, side_of

    when = year_of(year)
    return Place(set_for(code, when), when, side_of(side), indicator)


KINDS = ("value", "before", "target", "effort", "left_out", "falsified")


@click.command("assess-tell")
@click.argument("indicator")
@click.argument("amount", default="")
@with_assessment
@click.option("--kind", type=click.Choice(KINDS), default="value", show_default=True,
              help="What is told.")  # fmt: skip
@click.option("--wording", type=click.Choice([str(one) for one in Wording]), default="exact",
              help="How it is said: exact, about, over, nearly, at_least, at_most.")  # fmt: skip
@click.option("--why", default="", help="On what it rests, or why.")
@click.option("--evidence", "document", type=int, help="Number of the document it rests on.")
@click.option("--file", type=click.Path(dir_okay=False, path_type=Path),
              help="A document to attach and rest it on.")  # fmt: skip
@click.option("--take-back", is_flag=True, help="Take back what was told.")
@with_data_dir
@with_user
def tell_word(indicator: str, amount: str, data_dir: Path, username: str, **said: Any) -> Outcome:  # noqa: ANN401  click's.
    """Tell what the book cannot answer: a value with its document, a target, an effort, left out.

    Example: `jiedui assess-tell ORG-01 2 --year 2017 --file minutes.pdf --as zhang`.
    """
    open_office(data_dir, must_exist=True)
    from jiedui.assess.assessing import Told
    from jiedui.assess.commands import Word as Telling
    from jiedui.assess.commands import attach, take_back, tell
    from jiedui.books.feed import facts

    place = place_of(said["code"], said["year"], said["side"], indicator=indicator)
    who, at, kind = actor(username), now(), Told(said["kind"])
    if said["take_back"]:
        take_back(place, kind, actor=who, now=at)
        say(f"{indicator}: what was told ({kind}) is taken back.")
        return Outcome.GOOD
    document = said["document"]
    if said["file"] is not None:
        content = content_of(said["file"])
        document = attach(place, content, name=said["file"].name, actor=who, now=at).number
        say(f"{indicator}: evidence {document} is kept, sealed.")
    word = Telling(kind, amount, Wording(said["wording"]), said["why"], document)
    tell(place, word, known=facts(), actor=who, now=at)
    say(f"{indicator}: told ({kind}) {amount}".rstrip())
    return Outcome.GOOD


@click.command("assess-set")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@with_data_dir
@with_user
def set_word(file: Path, data_dir: Path, username: str) -> Outcome:
    """Keep an indicator set of your own (TOML): a district's rules, or the official weights."""
    open_office(data_dir, must_exist=True)
    from jiedui.assess.commands import keep_set

    who = actor(username)
    done = keep_set(content_of(file), label=file.name, actor=who, now=now())
    say(f"{done.subject} is kept; `jiedui assess --sets` lists them.")
    return Outcome.GOOD


@click.command("assess-rank")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--set", "code", default="", metavar="SET", help="The set whose grades are given.")
@click.option("--year", type=click.IntRange(1990, 2200), help="The year assessed.")
@with_data_dir
@with_json
def rank_word(file: Path, code: str, year: int | None, data_dir: Path, as_json: bool) -> Outcome:
    """Rank units within their class and grade them; classes are never compared with each other.

    FILE is a csv list with 单位 (unit), 类别 (class) and 得分 (score); a score that is not certain
    is written as a span, 80-88, and gives a best and a worst rank.
    """
    open_office(data_dir, must_exist=True)
    from jiedui.assess.queries import set_for
    from jiedui.assess.scorelist import read_scores
    from jiedui.assess.whole import rated
    from jiedui.cli.scoreboard import rated_json, rated_table

    found = rated(
        read_scores(content_of(file), label=file.name), set_for(code, year_of(year)).grades
    )
    if as_json:
        say_json(rated_json(found))
    else:
        say(rated_table(found))
    return Outcome.GOOD


WORDS = (assess_word, raise_word, tell_word, set_word, rank_word)
