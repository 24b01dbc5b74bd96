"""Words of the register of claims: who said what where, the verdict then and now, who accepted."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click
from rich.text import Text

from jiedui.cli.start import (
    Outcome,
    actor,
    console_scope,
    last_day,
    now,
    open_office,
    say,
    say_json,
    with_data_dir,
    with_json,
    with_user,
)
from jiedui.cli.tables import Heading, words_table
from jiedui.cli.wording import amount_text

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from jiedui.claims.queries import Accepted, Judged, Registered

NUMBER = click.IntRange(min=1)
HEADINGS = (
    Heading("no", is_right=True),
    Heading("文稿 document", wide=12),
    Heading("说者 said by"),
    Heading("日期 day"),
    Heading("文中 says", wide=8),
    Heading("登记时 then"),
    Heading("现在 now"),
    Heading("账中 book", is_right=True),
    Heading("认可 accepted", wide=10),
)


@click.command("claims")
@click.argument("number", required=False, type=NUMBER)
@with_data_dir
@click.option("--document", type=NUMBER, metavar="N", help="Only claims of this document.")
@click.option("--outcome", default="", help="Only claims with this verdict now (contradicted …).")
@click.option("--open", "is_open", is_flag=True, help="Only those that still ask for a person.")
@with_json
def claims_word(
    number: int | None,
    data_dir: Path,
    document: int | None,
    outcome: str,
    is_open: bool,
    as_json: bool,
) -> Outcome:
    """List the register of claims, or show one claim with every verdict and acceptance.

    Who said what where, the verdict when it was registered and now, what the book says, who
    accepted it and for what cause.
    """
    open_office(data_dir, must_exist=True)
    from jiedui.claims.queries import claim, history, register
    from jiedui.figures.binding.judging import TEXT_OUTCOMES
    from jiedui.kernel.problem import refuse

    if outcome and outcome not in TEXT_OUTCOMES:
        raise refuse("VALUE_UNKNOWN", found=outcome, expected=", ".join(TEXT_OUTCOMES))
    if number is None:
        found = register(console_scope(), document=document, outcome=outcome, is_open=is_open)
        if as_json:
            say_json([_data(one) for one in found])
        else:
            say(_listed(found))
        return Outcome.GOOD
    one = claim(console_scope(), number)
    verdicts, accepted = history(console_scope(), number)
    if as_json:
        told = {
            "verdicts": [asdict(each) for each in verdicts],
            "acceptances": [asdict(each) for each in accepted],
        }
        say_json(_data(one) | told)
    else:
        say("\n".join([_listed([one]), *_story(one, verdicts, accepted)]))
    return Outcome.GOOD


@click.command("claims-register")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@with_data_dir
@click.option("--title", default="", help="What the text is called; its file's name if left out.")
@click.option("--said-by", default="", help="Who says it: a paper, an office.")
@click.option("--as-of", callback=last_day, metavar="D", help="The day of the text.")
@with_user
def register_word(
    file: Path, data_dir: Path, title: str, said_by: str, as_of: dt.date | None, username: str
) -> Outcome:
    """Keep what a text claims, with its verdicts by the book as it is.

    The text (.txt, .docx, .pdf, .html) is sealed; the register keeps each number's own words.
    """
    open_office(data_dir, must_exist=True)
    from jiedui.claims.checking import sheet_of
    from jiedui.claims.commands import register_text
    from jiedui.cli.files import content_of

    sheet = sheet_of(file.name, content_of(file), title=title, as_of=as_of)
    done = register_text(sheet, said_by=said_by, actor=actor(username), now=now())
    say(f"document {done.number}: {done.claims} claims registered · 已登记 {done.claims} 条")
    return Outcome.GOOD


@click.command("claims-judge")
@click.argument("document", type=NUMBER)
@with_data_dir
@with_user
def judge_word(document: int, data_dir: Path, username: str) -> Outcome:
    """Judge a registered text by the book as it is now; changed verdicts are added."""
    open_office(data_dir, must_exist=True)
    from jiedui.claims.commands import judge_again

    done = judge_again(document, actor=actor(username), now=now())
    say(f"document {document}: {done.claims} verdicts changed · {done.claims} 条结论有变")
    return Outcome.GOOD


@click.command("claims-accept")
@click.argument("number", type=NUMBER)
@with_data_dir
@click.option("--cause", required=True, help="Why: rounding, scope, vintage, slip …")
@click.option("--remark", default="", help="In words; names and numbers of people are masked.")
@with_user
def accept_word(number: int, data_dir: Path, cause: str, remark: str, username: str) -> Outcome:
    """Accept a claim as it stands, for a cause; a second person, not who registered it."""
    open_office(data_dir, must_exist=True)
    from jiedui.claims.commands import accept_claim
    from jiedui.claims.queries import CAUSES

    accept_claim(number, cause=cause, remark=remark, actor=actor(username), now=now())
    zh, en = CAUSES[cause]
    say(f"claim {number}: accepted by {username} ({en}) · 已由 {username} 认可:{zh}")
    return Outcome.GOOD


def _data(one: Registered) -> dict[str, object]:
    return asdict(one) | {"is_open": one.is_open}


def _listed(found: Sequence[Registered]) -> str:
    """Return claims as a table, with how many still ask for a person."""
    if not found:
        return "没有登记的条目 nothing is registered"
    waiting = sum(one.is_open for one in found)
    title = f"核对台账 register: {len(found)} 条 claims, {waiting} 条待办 open"
    return words_table(title, HEADINGS, [_cells(one) for one in found])


def _cells(one: Registered) -> list[str | Text]:
    return [
        str(one.number),
        f"{one.document} {one.title}",
        one.said_by,
        one.as_of.isoformat() if one.as_of else "",
        one.span,
        _verdict(one.first),
        _verdict(one.now),
        "—" if one.now.book_stated is None else amount_text(one.now.book_stated, one.unit),
        _acceptance(one),
    ]


def _verdict(judged: Judged) -> Text:
    from jiedui.claims.marking import MARKS
    from jiedui.cli.textchecks import STYLES

    mark = MARKS[judged.outcome]
    return Text(f"{mark.sign} {mark.zh} {mark.en}", style=STYLES[judged.outcome])


def _acceptance(one: Registered) -> str:
    if one.accepted is None:
        return "待办 open" if one.is_open else ""
    return (
        f"{_reason(one.accepted)} {'(结论已变 verdict has changed)' if one.is_open else ''}".strip()
    )


def _reason(accepted: Accepted) -> str:
    from jiedui.claims.queries import CAUSES

    zh, en = CAUSES[accepted.cause]
    return f"{accepted.accepted_by}: {zh} {en}"


def _story(one: Registered, verdicts: Sequence[Judged], accepted: Sequence[Accepted]) -> list[str]:
    """Return what became of one claim, in order."""
    lines = [
        f"  {judged.judged_at:%Y-%m-%d} entry {judged.known_at}: {_verdict(judged)}"
        + (f" [{', '.join(judged.causes)}]" if judged.causes else "")
        + (f" entries {', '.join(map(str, judged.entries[:8]))}" if judged.entries else "")
        for judged in verdicts
    ]
    lines += [
        f"  {each.accepted_at:%Y-%m-%d} accepted by {_reason(each)} {each.remark}".rstrip()
        for each in accepted
    ]
    figure = one.figure or "not bound to a figure"
    return [f"  figure {figure} · places {', '.join(one.places) or '—'}", *lines]


WORDS = (claims_word, register_word, judge_word, accept_word)
