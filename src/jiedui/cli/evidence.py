"""Words of what an assessment hands out: evidence and its index, self-reports, verified points."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from jiedui.cli.assessing import place_of, with_assessment, year_of
from jiedui.cli.files import content_of, write_whole
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
from jiedui.kernel.problem import refuse

if TYPE_CHECKING:
    import datetime as dt

    from jiedui.assess.queries import Wanted

FORMS = ("docx", "pdf", "html", "xlsx")


def _wanted(code: str, year: int | None, side: str, as_of: dt.date | None) -> Wanted:
    from jiedui.assess.queries import Wanted, set_for, side_of

    when = year_of(year, as_of)
    return Wanted(set_for(code, when), when, side_of(side), as_of)


@click.command("evidence")
@with_assessment
@click.option("--as-of", callback=last_day, metavar="D", help="As the book stood on this day.")
@click.option(
    "--out", type=click.Path(dir_okay=False, path_type=Path), metavar="F",
    help="Write the index 考核佐证材料目录: F.docx, F.pdf, F.html or F.xlsx.",
)  # fmt: skip
@click.option("--language", type=click.Choice(("zh", "en")), default="zh", show_default=True)
@with_data_dir
@with_json
def evidence_word(
    code: str, year: int | None, side: str, as_of: dt.date | None, out: Path | None, language: str,
    data_dir: Path, as_json: bool,
) -> Outcome:  # fmt: skip
    """List what an assessment rests on: entries of the book and documents kept, item by item.

    Example: `jiedui evidence --year 2017 --out 考核佐证材料目录.docx`.
    """
    open_office(data_dir, must_exist=True)
    from jiedui.assess import index, queries
    from jiedui.assess.as_json import document_json
    from jiedui.books.feed import facts
    from jiedui.papers.render import rendered

    known = facts()
    wanted = _wanted(code, year, side, as_of)
    found = queries.assessed(console_scope(), wanted, known)
    kept = queries.documents(found.set, found.year, found.side)
    entries = index.behind(found, known)
    if out is not None:
        form = out.suffix.removeprefix(".").lower()
        if form not in FORMS:
            raise refuse("FORM_UNKNOWN", found=out.name, expected=", ".join(FORMS))
        made = index.evidence_index(found, kept, entries, language=language)
        stamp = f"{found.set.code}/{found.set.version} · {known.known_at} · {known.head.hash[:16]}"
        write_whole(out, rendered(made, {}, form, stamp=stamp))
        say(f"{out}: {len(kept)} documents, {len(found.items)} indicators.")
        return Outcome.GOOD
    lacking = index.unsupported(found, kept, entries)
    if as_json:
        say_json(
            {
                "documents": [document_json(one) for one in kept],
                "entries": {
                    name: {"inside": list(some.inside), "touching": list(some.touching)}
                    for name, some in entries.items()
                },
                "missing": [one.indicator.code for one in lacking],
            }
        )
        return Outcome.GOOD
    for one in kept:
        say(f"{one.number:>4}  {one.indicator:<8} {one.title}  ({one.digest[:16]})")
    say(f"{len(kept)} documents; without document or entry: "
        + (", ".join(one.indicator.code for one in lacking) or "none"))  # fmt: skip
    return Outcome.GOOD


@click.command("evidence-attach")
@click.argument("indicator")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@with_assessment
@click.option("--title", default="", help="What it is; the file's name when left out.")
@with_data_dir
@with_user
def attach_word(
    indicator: str, file: Path, code: str, year: int | None, side: str, title: str, data_dir: Path,
    username: str,
) -> Outcome:  # fmt: skip
    """Keep a document as evidence of an indicator, sealed at rest."""
    open_office(data_dir, must_exist=True)
    from jiedui.assess.commands import attach

    place = place_of(code, year, side, indicator=indicator)
    who = actor(username)
    done = attach(place, content_of(file), name=file.name, title=title, actor=who, now=now())
    say(f"{indicator}: evidence {done.number} is kept, sealed.")
    return Outcome.GOOD


@click.command("evidence-withdraw")
@click.argument("number", type=int)
@with_data_dir
@with_user
def withdraw_word(number: int, data_dir: Path, username: str) -> Outcome:
    """Withdraw a document from the evidence; it stays in the record."""
    open_office(data_dir, must_exist=True)
    from jiedui.assess.commands import withdraw_evidence

    withdraw_evidence(number, actor=actor(username), now=now())
    say(f"Evidence {number} is withdrawn.")
    return Outcome.GOOD


@click.command("assess-freeze")
@with_assessment
@click.option("--as-of", callback=last_day, metavar="D", help="The self-report date.")
@with_data_dir
@with_user
def freeze_word(
    code: str, year: int | None, side: str, as_of: dt.date | None, data_dir: Path, username: str
) -> Outcome:
    """Freeze the assessment as a self-report with the head of the book; another person files it."""
    open_office(data_dir, must_exist=True)
    from jiedui.assess.filing import propose_self_report
    from jiedui.books.feed import facts

    wanted, who = _wanted(code, year, side, as_of), actor(username)
    done = propose_self_report(wanted, known=facts(), actor=who, now=now())
    say(f"Self-report {done.number} is frozen; `jiedui assess-file {done.number}` files it.")
    return Outcome.GOOD


@click.command("assess-file")
@click.argument("number", type=int)
@with_data_dir
@with_user
def file_word(number: int, data_dir: Path, username: str) -> Outcome:
    """File a self-report another person froze; from then on its numbers stand."""
    open_office(data_dir, must_exist=True)
    from jiedui.assess.filing import file_self_report

    file_self_report(number, actor=actor(username), now=now())
    say(f"Self-report {number} is filed.")
    return Outcome.GOOD


@click.command("assess-verify")
@click.argument("number", type=int)
@click.argument("indicator")
@click.argument("points", default="")
@click.option("--reason", default="", help="Why they differ from the self score.")
@click.option("--falsified", is_flag=True, help="Its figure was false: no points, and more lost.")
@with_data_dir
@with_user
def verify_word(
    number: int,
    indicator: str,
    points: str,
    reason: str,
    falsified: bool,
    data_dir: Path,
    username: str,
) -> Outcome:
    """Record a verifier's points for an indicator of a filed self-report."""
    open_office(data_dir, must_exist=True)
    from jiedui.assess.filing import Verdict, verify_points

    who = actor(username)
    told = Verdict(indicator, points, reason, is_falsified=falsified)
    verify_points(number, told, actor=who, now=now())
    say(f"Self-report {number}: {indicator} {'falsified' if falsified else points}")
    return Outcome.GOOD


@click.command("assess-report")
@click.argument("number", type=int, required=False)
@with_data_dir
@with_json
def report_word(number: int | None, data_dir: Path, as_json: bool) -> Outcome:
    """List self-reports, or show one: as frozen, as verified, and what has changed since."""
    open_office(data_dir, must_exist=True)
    from jiedui.assess.reports import self_report, self_reports
    from jiedui.cli.selfreports import report_json, report_text, reports_text

    if number is None:
        found = self_reports(console_scope())
        if as_json:
            say_json([report_json(one) for one in found])
        else:
            say(reports_text(found))
        return Outcome.GOOD
    one = self_report(console_scope(), number)
    if as_json:
        say_json(report_json(one))
    else:
        say(report_text(one))
    return Outcome.GOOD


WORDS = (
    evidence_word,
    attach_word,
    withdraw_word,
    freeze_word,
    file_word,
    verify_word,
    report_word,
)
