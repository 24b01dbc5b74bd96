"""Self-reports on the desk: frozen, filed by a second person, verified; what has changed since."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from jiedui.assess import filing
from jiedui.assess import reports as reading
from jiedui.assess.queries import Wanted, set_for, side_of
from jiedui.assess.span import decimal_text, span_text
from jiedui.assess.wording import SIDES, STATES
from jiedui.books.feed import facts
from jiedui.web.clock import now
from jiedui.web.desk.assess.board import assessed_now
from jiedui.web.desk.assess.chosen import wanted_of
from jiedui.web.desk.door import actor_of, scope_of, tell
from jiedui.web.pages import Page, show
from jiedui.web.tables import Cell, Column, Row, Table, moment, text
from jiedui.web.wording import language_of, pick, say

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from jiedui.assess.reports import FrozenItem, Report, Verified
    from jiedui.web.wording import Language

REPORTS = (
    Column("number", "assess.number", "number"),
    Column("set", "assess.set"),
    Column("year", "assess.year", "date"),
    Column("side", "assess.side", "word"),
    Column("as_of", "assess.as_of", "date"),
    Column("total", "assess.self_score", "number"),
    Column("known_at", "assess.known_at", "number"),
    Column("proposed_by", "assess.proposed_by"),
    Column("filed_by", "assess.filed_by"),
    Column("filed_at", "assess.filed_at", "date"),
)
ITEMS = (
    Column("code", "assess.code", "word"),
    Column("name", "assess.indicator"),
    Column("points", "assess.self_score", "number"),
    Column("verified", "assess.verified", "number"),
    Column("difference", "assess.difference", "number"),
    Column("reason", "assess.reason"),
)


@require_safe
def report_list(request: HttpRequest) -> HttpResponse:
    """List the self-reports, the newest first."""
    scope, language = scope_of(request, "assess.read"), language_of(request)
    found = reading.self_reports(scope)
    rows = [_report_row(one, language) for one in found]
    title = say("assess.reports", language)
    twin = [_plain(one) for one in found]
    crumbs = ((say("nav.assessment", language), reverse("desk:assessment")),)
    table = Table(REPORTS, rows)
    return show(
        request,
        Page("desk/self_reports.html", title, {}, twin=twin, table=table, crumbs=crumbs),
    )


def _report_row(one: Report, language: Language) -> Row:
    href = reverse("desk:self_report", args=[one.number])
    return Row(
        (
            Cell(one.number, str(one.number), href),
            Cell(f"{one.set_code}/{one.set_version}", f"{one.set_code}/{one.set_version}", href),
            text(str(one.year)),
            Cell(one.side, pick(SIDES[side_of(one.side)], language)),
            text(one.as_of.isoformat()),
            text(span_text(one.total)),
            text(one.known_at),
            text(one.proposed_by),
            text(one.filed_by or ""),
            moment(one.filed_at) if one.filed_at else text(""),
        )
    )


def _plain(one: Report) -> dict[str, object]:
    return {
        "number": one.number, "set": f"{one.set_code}/{one.set_version}", "year": one.year,
        "side": one.side, "as_of": one.as_of, "total": span_text(one.total, places=4),
        "known_at": one.known_at, "head": one.head, "digest": one.digest,
        "proposed_by": one.proposed_by, "filed_by": one.filed_by,
        "items": {
            item.code: {
                "points": span_text(item.points, places=4),
                "verified": item.verified and decimal_text(item.verified.points, places=4),
                "reason": item.verified and item.verified.reason,
            }
            for item in one.items.values()
        },
    }  # fmt: skip


@require_safe
def report_page(request: HttpRequest, number: int) -> HttpResponse:
    """Show a self-report: as frozen, as verified, and what has changed since."""
    scope, language = scope_of(request, "assess.read"), language_of(request)
    one = reading.self_report(scope, number)
    found = set_for(f"{one.set_code}/{one.set_version}", one.year)
    known = facts()
    wanted = Wanted(found, one.year, side_of(one.side), one.as_of)
    changed = reading.changes(one, assessed_now(scope, wanted, known))
    total, grades = reading.verified_total(one, found)
    actor = actor_of(request)
    content = {
        "report": one,
        "name": pick((found.zh, found.en), language),
        "side": pick(SIDES[side_of(one.side)], language),
        "self_score": span_text(one.total),
        "verified": span_text(total) if one.is_verified else "",
        "difference": span_text(reading.total_difference(one, found)),
        "grades": " – ".join(pick((each.zh, each.en), language) for each in reversed(grades)),
        "changed": [(each, pick((each.zh, each.en), language)) for each in changed],
        "may_file": actor.allows("assess.file") and one.filed_by is None
        and one.proposed_by != actor.username,
        "may_verify": actor.allows("assess.verify") and one.filed_by is not None
        and one.proposed_by != actor.username,
        "items": [(item.code, pick((item.zh, item.en), language)) for item in one.items.values()],
    }  # fmt: skip
    table = Table(ITEMS, [_item_row(item, language) for item in one.items.values()])
    crumbs = (
        (say("nav.assessment", language), reverse("desk:assessment")),
        (say("assess.reports", language), reverse("desk:self_reports")),
    )
    title = say("assess.report_title", language, number=number, year=one.year)
    return show(
        request,
        Page("desk/self_report.html", title, content, twin=_plain(one), table=table, crumbs=crumbs),
    )


def _item_row(item: FrozenItem, language: Language) -> Row:
    said, difference = item.verified, item.difference
    return Row(
        (
            text(item.code),
            text(pick((item.zh, item.en), language)),
            text(span_text(item.points)),
            text("" if said is None else _verified_text(said, language)),
            text("" if difference is None else span_text(difference)),
            text("" if said is None else said.reason),
        )
    )


def _verified_text(said: Verified, language: Language) -> str:
    words = decimal_text(said.points)
    return f"{words} · {pick(STATES['falsified'], language)}" if said.is_falsified else words


@require_POST
def freeze(request: HttpRequest) -> HttpResponse:
    """Freeze an assessment as a self-report."""
    wanted = wanted_of(request.POST)
    done = filing.propose_self_report(wanted, known=facts(), actor=actor_of(request), now=now())
    tell(request, "assess.frozen", number=done.number)
    return HttpResponseRedirect(reverse("desk:self_report", args=[done.number]))


@require_POST
def file_report(request: HttpRequest, number: int) -> HttpResponse:
    """File a self-report another person froze."""
    filing.file_self_report(number, actor=actor_of(request), now=now())
    tell(request, "assess.filed", number=number)
    return HttpResponseRedirect(reverse("desk:self_report", args=[number]))


@require_POST
def verify(request: HttpRequest, number: int) -> HttpResponse:
    """Record a verifier's points for an item."""
    said = request.POST
    told = filing.Verdict(
        said.get("indicator", ""), said.get("points", ""), said.get("reason", ""),
        is_falsified="falsified" in said,
    )  # fmt: skip
    filing.verify_points(number, told, actor=actor_of(request), now=now())
    tell(request, "assess.verified_now", item=said.get("indicator", ""))
    return HttpResponseRedirect(reverse("desk:self_report", args=[number]))
