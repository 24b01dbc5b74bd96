"""Words of cooperation: who is paired with whom, promises, visits; propose a record and post it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

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
from jiedui.cli.tables import Heading, words_table
from jiedui.cli.wording import value_text

if TYPE_CHECKING:
    import datetime as dt

    from jiedui.cooperation.queries.relations import PairingRow

LIMIT_MAX = 1000


def place_key(words: str | None) -> str:
    """Return the key of a place that an option names."""
    if not words:
        return ""
    from jiedui.kernel import place
    from jiedui.kernel.problem import refuse

    found = place.find(words)
    if found:
        return found[0].key
    if place.known(words):
        return place.present_code(words)
    raise refuse("PLACE_UNKNOWN", found=words, expected="、".join(place.nearest(words)))


@click.command("pairings")
@with_data_dir
@click.option("--at", "day", callback=last_day, metavar="D", help="Only those in force on a day.")
@click.option("--place", metavar="P", help="Only those of a recipient place.")
@click.option("--limit", type=click.IntRange(1, LIMIT_MAX), default=200, show_default=True)
@with_json
def pairings_word(
    data_dir: Path, day: dt.date | None, place: str | None, limit: int, as_json: bool
) -> Outcome:
    """Say who is paired with whom, all time or on one day.

    Examples: `jiedui pairings`, `jiedui pairings --at 2012-12-31 --place 云南省 --json`.
    """
    open_office(data_dir, must_exist=True)
    from jiedui.cooperation.queries import relations
    from jiedui.cooperation.queries.listing import Wanted

    wanted = Wanted(place=place_key(place), sort="start", limit=limit)
    found = relations.pairings(console_scope(), wanted, on=day)
    if as_json:
        from jiedui.web.pages import as_plain

        say_json({"at": day, "total": found.total, "pairings": as_plain(found.rows)})
        return Outcome.GOOD
    title = f"结对关系 pairings {f'on {day} ' if day else ''}({found.total})"
    columns = [
        Heading("#", is_right=True),
        Heading("帮扶方 donor"),
        Heading("受援方 recipient"),
        Heading("类型 kind"),
        Heading("起 from"),
        Heading("止 until"),
        Heading("专项 programme"),
        Heading("entry", is_right=True),
    ]
    say(words_table(title, columns, (_pairing_cells(one, day) for one in found.rows)))
    return Outcome.GOOD


def _pairing_cells(one: PairingRow, day: dt.date | None) -> list[str]:
    from jiedui.kernel.codes import PAIRING_KINDS

    kind = PAIRING_KINDS[one.kind].zh if one.kind in PAIRING_KINDS else one.kind
    names = (one.donor.name_on(day), one.recipient.name_on(day))
    mark = " ×" if one.is_taken_back else ""
    return [
        str(one.number),
        *names,
        f"{kind}{mark}",
        one.start_said or "…",
        one.end_said or "至今",
        one.programme,
        str(one.entry or ""),
    ]


@click.command("promises")
@with_data_dir
@click.option("--on", "day", callback=last_day, metavar="D", help="As on this day; today if none.")
@with_json
def promises_word(data_dir: Path, day: dt.date | None, as_json: bool) -> Outcome:
    """Say which promises of agreements need somebody: near or past their day and not met.

    Status 1 when one was not kept.
    """
    open_office(data_dir, must_exist=True)
    from jiedui.access.queries import office
    from jiedui.books.feed import facts
    from jiedui.cooperation.queries.agreements import promises_due

    on = day or today()
    found = promises_due(console_scope(), facts(), today=on, office=office())
    if as_json:
        from jiedui.web.pages import as_plain

        say_json({"on": on, "promises": as_plain(found)})
    else:
        columns = [
            Heading("协议 agreement"),
            Heading("指标 measure"),
            Heading("期间 period"),
            Heading("承诺 promised", is_right=True),
            Heading("账簿 book", is_right=True),
            Heading("情况 standing"),
        ]
        rows = (
            [
                one.title,
                one.measure,
                str(one.period),
                value_text(one.wanted, one.unit),
                value_text(one.answer, one.unit) if one.answer else "—",
                one.standing.value if one.standing else "",
            ]
            for one in found
        )
        say(words_table(f"承诺事项 promises on {on} ({len(found)})", columns, rows))
    is_short = any(one.standing is not None and one.standing.value == "short" for one in found)
    return Outcome.DATA_ERRORS if is_short else Outcome.GOOD


@click.command("visits")
@with_data_dir
@click.option("--place", metavar="P", help="Only those of a recipient place.")
@click.option("--limit", type=click.IntRange(1, LIMIT_MAX), default=200, show_default=True)
@with_json
def visits_word(data_dir: Path, place: str | None, limit: int, as_json: bool) -> Outcome:
    """Say which visits and meetings there were, the newest first; nobody is named."""
    open_office(data_dir, must_exist=True)
    from jiedui.cooperation.queries.listing import Wanted
    from jiedui.cooperation.queries.visits import visits
    from jiedui.kernel.place import name_of

    found = visits(console_scope(), Wanted(place=place_key(place), limit=limit))
    if as_json:
        from jiedui.web.pages import as_plain

        say_json({"total": found.total, "visits": as_plain(found.rows)})
        return Outcome.GOOD
    columns = [
        Heading("#", is_right=True),
        Heading("日期 days"),
        Heading("受援方 recipient"),
        Heading("级别 level"),
        Heading("次数 times", is_right=True),
        Heading("议题 subject"),
        Heading("entry", is_right=True),
    ]
    rows = (
        [
            str(one.number),
            one.said or str(one.period),
            name_of(one.place) if one.place else "",
            one.level,
            str(one.times) if one.is_counted else f">= {one.times}",
            one.agenda,
            str(one.entry or ""),
        ]
        for one in found.rows
    )
    say(words_table(f"互访与会议 visits and meetings ({found.total})", columns, rows))
    return Outcome.GOOD


def _lines(file: Path) -> str:
    """Return the lines of a roster kept in a file: a text file, or the first sheet of an .xlsx."""
    from jiedui.kernel.encoding import decoded

    content = content_of(file)
    if not content.startswith(b"PK"):
        return decoded(content)
    import io
    import zipfile

    from openpyxl import load_workbook

    from jiedui.kernel.problem import Source, refuse

    try:
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        rows = list(book.worksheets[0].iter_rows(values_only=True))
    except (KeyError, ValueError, IndexError, OSError, zipfile.BadZipFile) as error:
        raise refuse(
            "FILE_UNREADABLE",
            found="no workbook that can be read",
            expected="an .xlsx file, or lines of text",
            source=Source(file.name),
        ) from error
    return "\n".join("\t".join(str(one) for one in row if one is not None) for row in rows)


@click.command("record")
@click.argument("kind")
@click.argument("fields", nargs=-1)
@with_data_dir
@with_user
def record_word(kind: str, fields: tuple[str, ...], data_dir: Path, username: str) -> Outcome:
    """Propose a record of a KIND; a second person posts it. Without FIELDS its fields are told.

    A value that begins with @ is read from a file: roster=@people.xlsx.

    Examples: `jiedui record pairing --as officer`, `jiedui record pairing donor=嘉定区
    recipient=久治县 pairing_kind=对口支援 start_date=2012 --as officer`.
    """
    open_office(data_dir, must_exist=True)
    from jiedui.cooperation.commands.proposing import propose
    from jiedui.cooperation.kinds import KINDS
    from jiedui.kernel.problem import refuse

    if kind not in KINDS:
        raise refuse("RECORD_KIND_UNKNOWN", found=kind, expected=", ".join(KINDS))
    if not fields:
        for one in KINDS[kind].fields:
            must = " *" if one.is_required else ""
            say(f"  {one.name}{must}  {one.zh} {one.en}  {one.hint}".rstrip())
        return Outcome.GOOD
    form = {}
    for pair in fields:
        name, equals, value = pair.partition("=")
        if not equals or name not in {one.name for one in KINDS[kind].fields}:
            known = ", ".join(one.name for one in KINDS[kind].fields)
            message = f"{pair!r}: write FIELD=VALUE with one of {known}"
            raise click.UsageError(message)
        form[name] = _lines(Path(value[1:])) if value.startswith("@") else value
    done = propose(kind, form, actor=actor(username), now=now())
    say(f"✓ Proposal {done.number} waits: a second person runs `jiedui post-record {done.number}`.")
    return Outcome.GOOD


@click.command("proposals")
@with_data_dir
@click.option("--all", "is_all", is_flag=True, help="Those decided too.")
@with_json
def proposals_word(data_dir: Path, is_all: bool, as_json: bool) -> Outcome:
    """Say which proposed records wait for a second person."""
    open_office(data_dir, must_exist=True)
    from jiedui.cooperation.queries.listing import Wanted
    from jiedui.cooperation.queries.proposals import proposals

    values = {} if is_all else {"state": "open"}
    found = proposals(console_scope(), Wanted(values, limit=LIMIT_MAX))
    if as_json:
        from jiedui.web.pages import as_plain

        say_json({"total": found.total, "proposals": as_plain(found.rows)})
        return Outcome.GOOD
    for one in found.rows:
        say(f"{one.number}  {one.kind}  {one.state}  {one.words}  ({one.proposed_by})")
    if not found.rows:
        say("Nothing waits.")
    return Outcome.GOOD


@click.command("post-record")
@click.argument("number", type=int)
@with_data_dir
@with_user
def post_record_word(number: int, data_dir: Path, username: str) -> Outcome:
    """Post a proposed record as a second person: into the book and beside it."""
    open_office(data_dir, must_exist=True)
    from jiedui.cooperation.commands.proposing import post_proposal

    done = post_proposal(number, actor=actor(username), now=now())
    say(f"✓ Proposal {number} is posted: {done.subject}.")
    return Outcome.GOOD


WORDS = (
    pairings_word,
    promises_word,
    visits_word,
    record_word,
    proposals_word,
    post_record_word,
)
