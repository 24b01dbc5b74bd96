"""Words of duties and deadlines: the plan of a month, reminders, done, extended."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from jiedui.cli.assessing import year_of
from jiedui.cli.files import write_whole
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
from jiedui.kernel.period import month_of, parse_iso
from jiedui.kernel.problem import refuse
from jiedui.kernel.workdays import FILE

if TYPE_CHECKING:
    import datetime as dt

    from jiedui.assess.duty import Task
    from jiedui.assess.plan import PlanRow


def _month(_context: click.Context, _option: click.Parameter, text: str | None) -> dt.date | None:
    if text is None:
        return None
    try:
        period = parse_iso(text)
    except ValueError as error:
        raise click.BadParameter(str(error)) from error
    if period.grain not in ("month", "day"):
        message = f"{text!r} is no month; write 2018-01"
        raise click.BadParameter(message)
    return period.starts


@click.command("duties")
@click.option("--month", callback=_month, metavar="YYYY-MM", help="This month when left out.")
@click.option("--on", "day", callback=last_day, help="The day asked about; today when left out.")
@click.option("--remind", is_flag=True, help="Print texts that ask for what is open.")
@click.option(
    "--out", type=click.Path(dir_okay=False, path_type=Path), metavar="F",
    help="Write the plan of the month: F.pdf, F.docx, F.html, F.xlsx, or F.ics for a calendar.",
)  # fmt: skip
@with_data_dir
@with_json
def duties_word(
    month: dt.date | None, day: dt.date | None, remind: bool, out: Path | None, data_dir: Path,
    as_json: bool,
) -> Outcome:  # fmt: skip
    """Show who owes what by when: duties and returns of a month, how punctual and how complete.

    Deadlines are counted in working days with the State Council's make-up days; the day of the
    deadline still counts.
    """
    open_office(data_dir, must_exist=True)
    from jiedui.assess.duties import open_tasks, tasks
    from jiedui.assess.duty import rates
    from jiedui.cli.monthplan import plan_json, plan_text, reminders
    from jiedui.web.monthplan import returns_owed

    at = day or today()
    first = month or at.replace(day=1)
    window = month_of(first)
    found = tasks(console_scope(), window, today=at)
    returns = returns_owed(console_scope(), window, today=at)
    if out is not None:
        return _write(out, first, found, returns, at)
    if remind:
        for text in reminders(open_tasks(console_scope(), today=at)):
            say(text)
    elif as_json:
        say_json(plan_json(found, returns, rates(found, today=at, window=window), at))
    else:
        say(plan_text(first, found, returns, rates(found, today=at, window=window)))
    return Outcome.GOOD


def _write(
    out: Path, first: dt.date, found: list[Task], returns: list[PlanRow], at: dt.date
) -> Outcome:
    from jiedui.assess.duty import calendar_file, rates
    from jiedui.assess.plan import plan_of_month, row_of
    from jiedui.papers.render import FORMS, rendered

    form = out.suffix.removeprefix(".").lower()
    if form == "ics":
        write_whole(out, calendar_file(found, now=now()).encode())
    elif form in FORMS:
        rows = [*(row_of(one) for one in found), *returns]
        rated = rates(found, today=at, window=month_of(first))
        plan = plan_of_month(first, rows, rated, language="zh")
        write_whole(out, rendered(plan, {}, form, stamp=f"截至 {at}"))
    else:
        raise refuse("FORM_UNKNOWN", found=out.name, expected=", ".join((*FORMS, "ics")))
    say(f"{out}: {len(found)} duties, {len(returns)} returns.")
    return Outcome.GOOD


@click.command("duty")
@click.argument("title")
@click.option("--owner", required=True, help="Who owes it: a unit or a person.")
@click.option("--due", callback=last_day, help="The day it is due, when it is owed once.")
@click.option("--every", type=click.Choice(("monthly", "quarterly", "yearly")), help="How often.")
@click.option("--days", type=int, default=5, show_default=True,
              help="Due so many working days after each period.")  # fmt: skip
@click.option("--calendar-days", is_flag=True, help="Count calendar days instead.")
@click.option("--since", callback=last_day, help="From the period of this day on.")
@click.option("--until", callback=last_day, help="Up to the period of this day; without end.")
@click.option("--place", default="", help="The place it belongs to, by name or code.")
@with_data_dir
@with_user
def duty_word(title: str, data_dir: Path, username: str, **said: Any) -> Outcome:  # noqa: ANN401  click's.
    """Add a duty, owed once or for every month, quarter or year.

    Example: `jiedui duty 报送月报 --owner 德钦县乡村振兴局 --every monthly --days 5 --as zhang`.
    """
    open_office(data_dir, must_exist=True)
    from jiedui.assess.duties import keep_duty
    from jiedui.assess.duty import ONCE, Duty

    if (said["due"] is None) == (said["every"] is None):
        raise click.UsageError("say either --due, or --every")
    since = said["since"] or said["due"] or today()
    told = Duty(
        0, title, said["owner"], said["place"], said["every"] or ONCE, said["due"],
        said["days"], is_working=not said["calendar_days"], since=since, until=said["until"],
    )  # fmt: skip
    done = keep_duty(told, actor=actor(username), now=now())
    say(f"Duty {done.number} is kept.")
    return Outcome.GOOD


@click.command("duty-adopt")
@click.option("--set", "code", default="", metavar="SET", help="Indicator set, or SET/VERSION.")
@click.option("--year", type=click.IntRange(1990, 2200), help="The year assessed.")
@click.option("--owner", required=True, help="Who owes them.")
@with_data_dir
@with_user
def adopt_word(code: str, year: int | None, owner: str, data_dir: Path, username: str) -> Outcome:
    """Add the duties an indicator set brings for a year: plan, reconciliation, self-report."""
    open_office(data_dir, must_exist=True)
    from jiedui.assess.duties import adopt_duties
    from jiedui.assess.queries import set_for

    when, who = year_of(year), actor(username)
    done = adopt_duties(set_for(code, when), when, owner=owner, actor=who, now=now())
    say(f"{done.subject} are added; `jiedui duties` shows a month.")
    return Outcome.GOOD


@click.command("duty-done")
@click.argument("number", type=int)
@click.option("--period", callback=last_day, help="A day of the period; the earliest open one.")
@click.option("--incomplete", is_flag=True, help="Something is still lacking.")
@click.option("--words", default="", help="What was handed in, or what is lacking.")
@with_data_dir
@with_user
def done_word(
    number: int, period: dt.date | None, incomplete: bool, words: str, data_dir: Path,
    username: str,
) -> Outcome:  # fmt: skip
    """Record that a duty was done; refused when it is locked, with the reason in words."""
    open_office(data_dir, must_exist=True)
    from jiedui.assess.duties import record_done

    who = actor(username)
    record_done(number, period, words=words, is_complete=not incomplete, actor=who, now=now())
    say(f"Duty {number} is recorded as done{' in part' if incomplete else ''}.")
    return Outcome.GOOD


@click.command("duty-extend")
@click.argument("number", type=int)
@click.option("--until", callback=last_day, required=True, help="The new deadline.")
@click.option("--reason", required=True, help="Why.")
@click.option("--period", callback=last_day, help="A day of the period; the earliest open one.")
@with_data_dir
@with_user
def extend_word(
    number: int, until: dt.date, reason: str, period: dt.date | None, data_dir: Path, username: str
) -> Outcome:
    """Extend the deadline of a duty; the log says who did and why."""
    open_office(data_dir, must_exist=True)
    from jiedui.assess.duties import extend

    extend(number, period, until=until, reason=reason, actor=actor(username), now=now())
    say(f"Duty {number} is due on {until} now.")
    return Outcome.GOOD


@click.command("duty-end")
@click.argument("number", type=int)
@click.option("--on", "until", callback=last_day, help="The last day it is owed for; today.")
@click.option("--reason", required=True, help="Why.")
@with_data_dir
@with_user
def end_word(
    number: int, until: dt.date | None, reason: str, data_dir: Path, username: str
) -> Outcome:
    """End a duty: it is owed no longer for later periods; what was owed stays owed.

    Example: `jiedui duty-end 5 --on 2026-12-31 --reason "一表通取代" --as li`.
    """
    open_office(data_dir, must_exist=True)
    from jiedui.assess.duties import end_duty

    last = until or today()
    end_duty(number, last, reason=reason, actor=actor(username), now=now())
    say(f"Duty {number} is owed no longer after {last}.")
    return Outcome.GOOD


@click.command("workdays")
@click.argument("year", type=click.IntRange(1990, 2200), required=False)
@with_data_dir
@with_json
def workdays_word(year: int | None, data_dir: Path, as_json: bool) -> Outcome:
    """Say of which years days off and make-up days are known, or list those of a YEAR.

    Deadlines of a year that is not known count weekends alone. When the State Council has announced
    it, write it into the file named here, in the form that is printed; it needs no new version.
    """
    open_office(data_dir, must_exist=True)
    from jiedui.assess.yearplan import year_json, year_words

    if as_json:
        say_json(year_json(year))
    else:
        say(year_words(year, own=data_dir / FILE))
    return Outcome.GOOD


@click.command("duty-count")
@click.argument("month", callback=_month, metavar="YYYY-MM")
@with_data_dir
@with_user
def count_word(month: dt.date, data_dir: Path, username: str) -> Outcome:
    """Post a past month's counts of duties into the book: due, on time, whole, late.

    From then on `jiedui figure on_time_rate` and `completeness_rate` tell it, and indicators of an
    assessment can rest on it.

    Example: `jiedui duty-count 2017-10 --as reviewer`.
    """
    open_office(data_dir, must_exist=True)
    from jiedui.assess.plan import rates_words
    from jiedui.assess.tally import count_month

    done = count_month(month, actor=actor(username), now=now())
    say(f"Entries {done.first} to {done.last}: {rates_words(done.rates)[1]}")
    return Outcome.GOOD


WORDS = (
    duties_word, duty_word, adopt_word, done_word, extend_word, end_word, count_word, workdays_word,
)  # fmt: skip
