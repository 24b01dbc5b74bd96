"""Words about returns: one batch and its questions, senders, what is owed, blank workbooks."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from jiedui.cli.files import write_whole
from jiedui.cli.saying import say_problems
from jiedui.cli.start import (
    Outcome,
    actor,
    console_scope,
    first_day,
    last_day,
    now,
    open_office,
    say,
    say_heading,
    say_json,
    today,
    with_data_dir,
    with_json,
    with_user,
    without_book,
)
from jiedui.kernel.problem import refuse

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from jiedui.exchange.queries import BatchDetail

MARKS = {"same": "=", "changed": "~", "new": "+", "gone": "-"}
"""What became of a row, at the beginning of its line."""


@click.command("batch")
@click.argument("number", type=int)
@with_data_dir
@with_json
def batch_word(number: int, data_dir: Path, as_json: bool) -> Outcome:
    """Show one batch: where it stands, its questions, how it differs from what is posted."""
    open_office(data_dir, must_exist=True)
    from jiedui.exchange.queries import batch

    found = batch(console_scope(), number)
    if as_json:
        from jiedui.web.pages import as_plain

        say_json(as_plain(found))
    else:
        _say_batch(found)
    say_problems(found.problems)
    return Outcome.GOOD


def _say_batch(found: BatchDetail) -> None:
    one = found.summary
    period = f", {one.starts or ''}/{one.ends}" if one.ends else ""
    kind = one.kind or "kind not known"
    say(f"Batch {one.number}: {one.name} ({kind}{period}), {one.state}")
    say(f"  from {one.sender or 'a sender nobody named'}, received by {one.received_by}")
    say(f"  {one.rows} rows, {one.waiting} wait, {one.warned} with warnings")
    _say_kind(found)
    for question in found.questions:
        told = f"= {question.field}" if question.field else "is not used"
        mark = "" if question.is_answered else " ?"
        say(f"  column {question.col} {question.heading} {told}{mark}")
    if found.replaces is not None:
        say_heading(f"Sent again for batch {found.replaces}{_asked(found)}")
        for other in found.differences:
            if other.change.value != "same":
                say(f"  {MARKS[other.change.value]} {_difference(found, other)}")


def _say_kind(found: BatchDetail) -> None:
    """Print the question of a file's kind: the likeliest, each with what speaks for it."""
    from jiedui.exchange.kinds import KINDS

    asked = found.kind_question
    if asked is None or not asked.is_open:
        return
    say(f"  of which kind is it? `jiedui answer {found.summary.number} --kind KIND`, likely:")
    for guess in asked.guesses:
        known = ", ".join((*guess.titles, *(heading for heading, _ in guess.columns)))
        say(f"    {guess.kind:<18} {KINDS[guess.kind].zh}  {known}")


def _asked(found: BatchDetail) -> str:
    number = found.summary.number
    if not found.is_replacing_asked:
        return ""
    return f" ? `jiedui answer {number} --replaces {found.replaces}` or `--separate`"


def _difference(found: BatchDetail, other: Any) -> str:  # noqa: ANN401  A difference of exchange.
    if other.key is None:
        taken = "taken back" if other.is_given_up else f"stays; --take-back {other.earlier.code}"
        return f"{other.earlier.where} is gone ({taken})"
    row = next(one for one in found.rows if (one.is_total, one.at) == other.key)
    fields = f": {', '.join(other.fields)}" if other.fields else ""
    return f"{row.thing.sheet} row {row.thing.row}{fields}"


def _pairs(words: Sequence[str], what: str) -> dict[str, str]:
    found = {}
    for word in words:
        name, sign, value = word.rpartition("=")
        if not sign or not name:
            message = f"{word!r}: write {what}"
            raise click.UsageError(message)
        found[name] = value
    return found


@click.command("answer")
@click.argument("number", type=int)
@with_data_dir
@with_user
@click.option("--replaces", type=int, metavar="BATCH", help="It is sent again for this batch.")
@click.option("--separate", is_flag=True, help="It is a return of its own.")
@click.option("--take-back", multiple=True, metavar="ROW", help="Take a gone row back (3r12).")
@click.option("--keep", multiple=True, metavar="ROW", help="Let a gone row stand after all.")
@click.option("--kind", metavar="KIND", help="Of which kind it is.")
@click.option("--column", multiple=True, metavar="HEADING=FIELD", help="What a column holds.")
@click.option("--same", multiple=True, metavar="SHEET!ROW=ENTRY", help="An entry says this row.")
@click.option("--sender", metavar="NAME", help="Who sent it.")
@click.option("--from", "starts", callback=first_day, help="First day of the period it reports.")
@click.option("--to", "ends", callback=last_day, help="Last day of the period it reports.")
def answer_word(number: int, data_dir: Path, username: str, **answers: Any) -> Outcome:  # noqa: ANN401  click's.
    """Answer the questions of a batch; it is judged anew at once."""
    open_office(data_dir, must_exist=True)
    if not any(answers.values()):
        message = "say what is answered, for example --replaces 3"
        raise click.UsageError(message)
    _answer(number, actor(username), answers)
    from jiedui.exchange.queries import batch

    _say_batch(batch(console_scope(), number))
    return Outcome.GOOD


def _answer(number: int, who: Any, answers: dict[str, Any]) -> None:  # noqa: ANN401  An actor, read late.
    from jiedui.exchange import answering
    from jiedui.kernel.period import Period

    at = {"actor": who, "now": now()}
    if answers["sender"] or answers["ends"]:
        ends: dt.date | None = answers["ends"]
        period = Period(answers["starts"] or ends, ends) if ends else None
        name = answers["sender"]
        sender = sender_number(name) if name else _sender_of(number)
        answering.say_sender(number, sender=sender, period=period, **at)
    if answers["kind"]:
        answering.say_kind(number, kind=answers["kind"], **at)
    if answers["column"]:
        fields = _pairs(answers["column"], "HEADING=FIELD")
        answering.say_columns(number, fields=fields, **at)
    if answers["replaces"] is not None or answers["separate"]:
        answering.say_replacing(number, replaces=answers["replaces"], **at)
    rows = {**dict.fromkeys(answers["take_back"], True), **dict.fromkeys(answers["keep"], False)}
    if rows:
        answering.say_gone(number, rows=rows, **at)
    for place, entry in _pairs(answers["same"], "SHEET!ROW=ENTRY").items():
        sheet, _, row = place.rpartition("!")
        if not row.isdecimal() or not (entry.isdecimal() or entry == "no"):
            message = f"{place}={entry}: write SHEET!ROW=ENTRY, or SHEET!ROW=no"
            raise click.UsageError(message)
        said = int(entry) if entry.isdecimal() else None
        answering.say_same(number, sheet=sheet, row=int(row), entry=said, **at)


def sender_number(name: str) -> int:
    """Return the number of a sender given by name or number."""
    from jiedui.exchange.owed import senders

    for one in senders(console_scope()):
        if name in (one.name, str(one.number)):
            return one.number
    raise refuse(
        "SENDER_UNKNOWN",
        found=name,
        expected="a unit that sends returns",
        hint="`jiedui senders` lists them; `jiedui sender NAME` adds one.",
    )


def _sender_of(number: int) -> int | None:
    from jiedui.exchange.queries import batch

    name = batch(console_scope(), number).summary.sender
    return sender_number(name) if name else None


@click.command("annotate")
@click.argument("number", type=int)
@with_data_dir
@with_user
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="File to write.")
@click.option("--language", type=click.Choice(("zh", "en")), default="zh", show_default=True)
def annotate_word(
    number: int, data_dir: Path, username: str, out: Path | None, language: str
) -> Outcome:
    """Write a batch's own workbook with every problem as a comment at its cell."""
    open_office(data_dir, must_exist=True)
    from jiedui.exchange.handing_back import annotated_copy

    copy = annotated_copy(number, actor=actor(username), now=now(), language=language)
    path = out or Path(copy.name)
    write_whole(path, copy.content)
    say(f"{path}: the sender's workbook with comments at the cells.")
    return Outcome.GOOD


@click.command("template")
@without_book
@click.argument("kind", required=False)
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="File to write.")
@click.option("--list", "is_list", is_flag=True, help="List the kinds.")
def template_word(kind: str | None, out: Path | None, is_list: bool) -> Outcome:
    """Write a blank workbook for a kind of return: drop-downs, units, notes, examples."""
    from jiedui.exchange.kinds import KINDS
    from jiedui.exchange.templates import file_name, template

    if is_list or kind is None:
        for one in KINDS.values():
            say(f"{one.code:<18} {one.zh}  {one.en}")
        return Outcome.GOOD
    path = out or Path(file_name(kind))
    write_whole(path, template(kind))
    say(f"{path}: fill it in and send it back; it is read without a question.")
    return Outcome.GOOD


@click.command("senders")
@with_data_dir
@with_json
def senders_word(data_dir: Path, as_json: bool) -> Outcome:
    """List the units that send returns, and what each of them owes regularly."""
    open_office(data_dir, must_exist=True)
    from jiedui.exchange.owed import senders
    from jiedui.web.pages import as_plain

    found = senders(console_scope())
    if as_json:
        say_json(as_plain(found))
        return Outcome.GOOD
    for one in found:
        contact = f", {one.contact}" if one.contact else ""
        say(f"{one.number}  {one.name}{contact} ({one.batches} files)")
        for due in one.dues:
            days = "working days" if due.is_working else "days"
            say(f"     {due.kind} {due.frequency}, due {due.days} {days} after, since {due.since}")
    if not found:
        say("No unit is known yet; `jiedui sender NAME --as USER` adds one.")
    return Outcome.GOOD


@click.command("sender")
@click.argument("name")
@with_data_dir
@with_user
@click.option("--contact", default="", help="Whom to ask there, and how.")
@click.option("--place", default="", help="The place it belongs to, by name or code.")
@click.option("--owes", metavar="KIND", help="A kind of return that it owes.")
@click.option(
    "--every", type=click.Choice(("monthly", "quarterly", "yearly")), default="monthly",
    show_default=True, help="How often.",
)  # fmt: skip
@click.option(
    "--days", type=int, default=10, show_default=True, help="Due so many working days after."
)
@click.option("--calendar-days", is_flag=True, help="Count calendar days instead.")
@click.option("--since", callback=first_day, help="From the period of this day on.")
def sender_word(name: str, data_dir: Path, username: str, **said: Any) -> Outcome:  # noqa: ANN401  click's.
    """Add or change a unit that sends returns, and say what it owes."""
    open_office(data_dir, must_exist=True)
    from jiedui.exchange.owed import senders
    from jiedui.exchange.returns import ReturnDue
    from jiedui.exchange.senders import keep_due, keep_sender

    who, at = actor(username), now()
    known = next((one for one in senders(console_scope()) if one.name == name), None)
    kept = keep_sender(
        name,
        contact=said["contact"] or (known.contact if known else ""),
        place=said["place"] or (known.place if known else ""),
        number=known.number if known else None,
        actor=who,
        now=at,
    )
    if said["owes"]:
        since = said["since"] or today().replace(month=1, day=1)
        due = ReturnDue(
            said["owes"], said["every"], said["days"], since,
            is_working=not said["calendar_days"],
        )  # fmt: skip
        keep_due(kept.number, due, actor=who, now=at)
    say(f"{kept.name} is sender {kept.number}.")
    return Outcome.GOOD


@click.command("owed")
@with_data_dir
@click.option("--on", "day", callback=last_day, help="The day asked about; today when left out.")
@click.option("--remind", is_flag=True, help="Print texts that ask for what is owed.")
@with_json
def owed_word(data_dir: Path, day: dt.date | None, remind: bool, as_json: bool) -> Outcome:
    """Show what each unit still owes, the latest period first."""
    open_office(data_dir, must_exist=True)
    from jiedui.exchange.owed import owed, reminder
    from jiedui.kernel.recurring import period_name
    from jiedui.web.pages import as_plain

    rows = owed(console_scope(), today=day or today())
    if as_json:
        say_json(as_plain(rows))
        return Outcome.GOOD
    still = [one for one in rows if one.is_open]
    if remind:
        for name in dict.fromkeys(one.name for one in still):
            say(reminder(name, [one for one in still if one.name == name]))
        return Outcome.GOOD
    for one in rows:
        came = f"batch {one.batch}" if one.batch else f"due {one.due}"
        period = period_name(one.period, is_chinese=False)
        say(f"{one.state.value:<9} {one.name}  {one.kind} {period}  {came}")
    say(f"{len(still)} of {len(rows)} returns are still owed.")
    return Outcome.GOOD


WORDS = (
    batch_word,
    answer_word,
    annotate_word,
    template_word,
    senders_word,
    sender_word,
    owed_word,
)
