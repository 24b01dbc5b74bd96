"""Pairings: the list, who is paired on a day, before and after, the timeline, one pairing."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, NamedTuple

from django.urls import reverse
from django.views.decorators.http import require_safe

from jiedui.cooperation.queries import relations
from jiedui.kernel.codes import PAIRING_KINDS
from jiedui.kernel.period import EARLIEST, LATEST
from jiedui.kernel.place import name_of
from jiedui.web.clock import today
from jiedui.web.desk.cooperation.listing import (
    PERIOD,
    PLACE,
    ListPage,
    choices,
    code_cell,
    code_words,
    entry_or_none,
    forms_of,
    place_of,
    question_of,
    show_list,
    source_cell,
)
from jiedui.web.desk.door import scope_of
from jiedui.web.flows import Ribbon, flow_svg
from jiedui.web.pages import Page, show
from jiedui.web.tables import Cell, Column, Filter, Row, Table, asked, text
from jiedui.web.timelines import Lane, Span, Timeline
from jiedui.web.wording import language_of, say

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse
    from django.utils.safestring import SafeString

    from jiedui.cooperation.queries.relations import PairingRow, ProgrammeRow
    from jiedui.web.wording import Language

DRAWN_MAX = 40
"""So many pairings are drawn at most: more bands cannot be told apart."""

COLUMNS = (
    Column("number", "coop.number", "number"),
    Column("donor", "coop.donor"),
    Column("recipient", "coop.recipient"),
    Column("kind", "coop.kind", "word"),
    Column("starts", "coop.starts", "date"),
    Column("ends", "coop.ends", "date"),
    Column("programme", "coop.programme", "word"),
    Column("basis", "coop.basis"),
    Column("entry", "coop.entry", "number"),
)
PROGRAMME_COLUMNS = (
    Column("code", "coop.code", "word"),
    Column("title", "coop.title"),
    Column("starts", "coop.starts", "date"),
    Column("ends", "coop.ends", "date"),
    Column("indicators", "coop.indicators"),
    Column("kinds", "coop.kind"),
    Column("pairings", "nav.pairings", "number"),
)
TONES = ("s3", "s4", "s2", "s5", "s6", "s1", "s7")
LANES_MAX = 60


class Met(NamedTuple):
    """A recipient on a day and who is paired with it."""

    name: str
    then: str
    pairs: tuple[tuple[PairingRow, str], ...]


def _page(language: Language) -> ListPage:
    return ListPage(
        "nav.pairings",
        "coop.pairings_lead",
        "coop.pairings_empty",
        COLUMNS,
        (
            PLACE,
            Filter("party", "coop.party"),
            Filter("kind", "coop.kind", "choice", choices("pairing_kind", language)),
            Filter("party_kind", "coop.party_kind", "choice", choices("party_kind", language)),
            Filter("programme", "coop.programme"),
            PERIOD,
        ),
        (
            ("-start", "coop.sort_newest"),
            ("start", "coop.sort_oldest"),
            ("recipient", "coop.recipient"),
            ("donor", "coop.donor"),
            ("end", "coop.ends"),
        ),
        ("pairing", "pairing_change", "pairing_end"),
        "desk/pairings.html",
    )


@require_safe
def pairing_list(request: HttpRequest) -> HttpResponse:
    """List pairings, with the timeline of those listed."""
    scope, page = scope_of(request, "cooperation.read"), _page(language_of(request))
    question = question_of(request, page)
    found = relations.pairings(scope, question.wanted)
    language = language_of(request)
    content = {"timeline": _timeline(found.rows, today(), language) if found.rows else None}
    return show_list(request, page, question, found=found, cells=_cells, content=content)


@require_safe
def picture(request: HttpRequest) -> HttpResponse:
    """Show who is paired with whom on a day, and what changed since an earlier one."""
    scope, language = scope_of(request, "cooperation.read"), language_of(request)
    filters = (
        Filter("on", "coop.on", "period", hint="coop.on_hint"),
        Filter("before", "coop.before", "period", hint="coop.before_hint"),
        PLACE,
    )
    told = asked(request, filters)
    on = told.periods["on"].ends if "on" in told.periods else today()
    earlier = told.periods["before"].ends if "before" in told.periods else None
    place = place_of(told.values["place"]) if told.get("place") else ""
    rows = relations.in_force(scope, on, place=place)
    content: dict[str, object] = {
        "filters": [(one, told.get(one.name) or "") for one in filters],
        "is_filtered": bool(told.values),
        "on": on,
        "met": _met(rows, on, language),
        "drawn": _drawn(rows, on, language),
        "count": len(rows),
        "earlier": earlier,
    }
    if earlier is not None:
        then = relations.in_force(scope, earlier, place=place)
        content |= _changes(then, rows)
    crumbs = ((say("nav.pairings", language), reverse("desk:pairings")),)
    title = say("coop.picture", language, day=on.isoformat())
    table = Table(COLUMNS, [Row(_cells(one, language)) for one in rows])
    page = Page("desk/picture.html", title, content, twin=rows, table=table, crumbs=crumbs)
    return show(request, page)


@require_safe
def pairing_page(request: HttpRequest, number: int) -> HttpResponse:
    """Show one pairing: its life, what came before and after it, its agreements."""
    scope, language = scope_of(request, "cooperation.read"), language_of(request)
    one = relations.pairing(scope, number)
    rows = relations.chain(scope, number)
    facts = _facts(one, language)
    content = {
        "facts": facts,
        "is_taken_back": one.is_taken_back,
        "timeline": _timeline(rows, today(), language),
        "forms": forms_of(
            request, ("pairing_change", "pairing_end", "agreement"), f"?pairing={number}"
        ),
        "agreements": f"{reverse('desk:agreements')}?pairing={number}",
    }
    crumbs = ((say("nav.pairings", language), reverse("desk:pairings")),)
    title = say("coop.pairing_title", language, number=number)
    table = Table(COLUMNS, [Row(_cells(row, language)) for row in rows])
    twin = {"pairing": one, "chain": rows}
    return show(
        request, Page("desk/pairing.html", title, content, twin=twin, table=table, crumbs=crumbs)
    )


@require_safe
def programme_list(request: HttpRequest) -> HttpResponse:
    """List programmes: their days, indicator sets and kinds of pairing."""
    scope, language = scope_of(request, "cooperation.read"), language_of(request)
    found = relations.programmes(scope)
    table = Table(PROGRAMME_COLUMNS, [Row(_programme_cells(one, language)) for one in found])
    content = {
        "lead_code": "coop.programmes_lead",
        "empty_code": "coop.programmes_empty",
        "forms": forms_of(request, ("programme",)),
    }
    title = say("nav.programmes", language)
    return show(request, Page("desk/records.html", title, content, twin=found, table=table))


def _cells(one: PairingRow, language: Language) -> tuple[Cell, ...]:
    return (
        Cell(one.number, str(one.number), reverse("desk:pairing", args=[one.number])),
        Cell(one.donor.key, _then(one.donor.name_on(), one.donor_then)),
        Cell(one.recipient.key, _then(one.recipient.name_on(), one.recipient_then)),
        code_cell("pairing_kind", one.kind, language),
        Cell(one.period.starts, one.start_said or say("coop.not_stated", language)),
        Cell(one.period.ends, one.end_said or say("coop.open", language)),
        text(one.programme),
        text(one.basis),
        entry_or_none(one.entry),
    )


def _then(now: str, then: str) -> str:
    return now if now == then else f"{now}（{then}）"


def _facts(one: PairingRow, language: Language) -> list[tuple[str, Cell]]:
    labels = [
        (column.label, cell) for column, cell in zip(COLUMNS, _cells(one, language), strict=True)
    ]
    more = [
        ("coop.donor_kind", code_cell("party_kind", one.donor.kind, language)),
        ("coop.recipient_kind", code_cell("party_kind", one.recipient.kind, language)),
        ("coop.lies_in", Cell(one.place, name_of(one.place) if one.place else "")),
        ("coop.end_basis", text(one.end_basis)),
        ("coop.note", text(one.note)),
        ("coop.source", source_cell(one.batch, one.source)),
    ]
    return [(label, cell) for label, cell in (*labels[1:], *more) if cell.text]


def _programme_cells(one: ProgrammeRow, language: Language) -> tuple[Cell, ...]:
    href = f"{reverse('desk:pairings')}?programme={one.code}"
    kinds = [getattr(PAIRING_KINDS[code], language) for code in one.kinds if code in PAIRING_KINDS]
    title = one.title if language == "zh" else one.title_en or one.title
    return (
        Cell(one.code, one.code, href),
        text(title),
        text(one.starts),
        Cell(one.ends, say("coop.open", language) if one.ends == LATEST else str(one.ends)),
        text(one.indicators),
        Cell(list(one.kinds), ("、" if language == "zh" else ", ").join(kinds)),
        text(one.pairings),
    )


def _met(rows: list[PairingRow], on: dt.date, language: Language) -> list[Met]:
    """Return the recipients of a day, each with who is paired with it, as they were then called."""
    found: dict[str, list[PairingRow]] = {}
    for one in rows:
        found.setdefault(one.recipient.key, []).append(one)
    return [
        Met(
            pairs[0].recipient.name_on(on),
            name_of(pairs[0].place, on) if not pairs[0].recipient.is_place else "",
            tuple((one, code_words("pairing_kind", one.kind, language)) for one in pairs),
        )
        for pairs in found.values()
    ]


def _drawn(rows: list[PairingRow], on: dt.date, language: Language) -> SafeString | None:
    """Return the picture: who helps on the left, who is helped on the right, a band for each pair.

    None where nobody is paired, or too many for one picture: the cards below tell them all.
    """
    if not rows or len(rows) > DRAWN_MAX:
        return None
    kinds = list(dict.fromkeys(one.kind for one in rows))
    names = {one.donor.key: one.donor_then for one in rows}
    names |= {f"to {one.recipient.key}": one.recipient_then for one in rows}
    bands = [
        Ribbon(
            0,
            one.donor.key,
            f"to {one.recipient.key}",
            1,
            f"{one.donor_then} → {one.recipient_then}: "
            f"{code_words('pairing_kind', one.kind, language)} {one.start_said}".strip(),
            TONES[kinds.index(one.kind) % len(TONES)],
        )
        for one in rows
    ]
    return flow_svg(bands, names, say("coop.picture", language, day=on.isoformat()))


def _changes(then: list[PairingRow], now: list[PairingRow]) -> dict[str, object]:
    before = {one.number for one in then}
    after = {one.number for one in now}
    return {
        "ended": [one for one in then if one.number not in after],
        "began": [one for one in now if one.number not in before],
        "stayed": len(before & after),
    }


def _timeline(
    rows: tuple[PairingRow, ...] | list[PairingRow], day: dt.date, language: Language
) -> Timeline:
    """Return the timeline of pairings: one lane for each two, one bar for each pairing."""
    shown = [one for one in rows if not one.is_taken_back][: LANES_MAX * 3]
    kinds = list(dict.fromkeys(one.kind for one in shown))
    tones = {kind: TONES[at % len(TONES)] for at, kind in enumerate(kinds)}
    known = [one.period.starts for one in shown if one.period.starts != EARLIEST]
    first = dt.date(min((one.year for one in known), default=day.year), 1, 1)
    latest = [one.period.ends for one in shown if one.period.ends != LATEST]
    last = max([day, *latest])
    lanes: dict[tuple[str, str], list[PairingRow]] = {}
    for one in shown:
        lanes.setdefault((one.donor.key, one.recipient.key), []).append(one)
    drawn = []
    for pairs in list(lanes.values())[:LANES_MAX]:
        pairs.sort(key=lambda one: one.period.starts)
        spans = tuple(_span(one, tones[one.kind], last, language=language) for one in pairs)
        name = f"{pairs[-1].donor.name_on()} → {pairs[-1].recipient.name_on()}"
        href = reverse("desk:pairing", args=[pairs[-1].number])
        drawn.append(Lane(name, href, "; ".join(one.words for one in spans), spans))
    legend = tuple((tones[kind], code_words("pairing_kind", kind, language)) for kind in kinds)
    title = say("coop.timeline", language)
    return Timeline(title, first, last, tuple(drawn), legend, mark=day)


def _span(one: PairingRow, tone: str, last: dt.date, *, language: Language) -> Span:
    words = code_words("pairing_kind", one.kind, language)
    start = one.start_said or say("coop.not_stated", language)
    end = one.end_said or say("coop.open", language)
    return Span(one.period.starts, min(one.period.ends, last), tone, f"{words} {start} – {end}")
