"""Findings of the register's own checks, each at its household."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from django.views.decorators.http import require_safe

from jiedui.kernel.problem import Severity
from jiedui.registry.findings import findings
from jiedui.registry.findingwords import in_chinese
from jiedui.registry.quality import CHECKS
from jiedui.web.charts import Bar, Chart, Part
from jiedui.web.desk.door import scope_of
from jiedui.web.desk.register.listing import (
    AS_OF,
    KNOWN,
    PLACE,
    days_of,
    household_cell,
    key_of_words,
    place_cell,
)
from jiedui.web.pages import Page, show
from jiedui.web.tables import Cell, Choice, Column, Filter, Row, Table, asked, text
from jiedui.web.wording import language_of, pick, say

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from jiedui.registry.findings import Finding
    from jiedui.web.wording import Language

COLUMNS = (
    Column("household", "register.number", "word"),
    Column("place", "book.place"),
    Column("check", "register.check", "badge"),
    Column("person", "register.member", "number"),
    Column("found", "register.found"),
    Column("expected", "register.expected"),
)
SHOWN_MAX = 500
"""How many findings a page shows; the twins have them all."""


@require_safe
def quality_page(request: HttpRequest) -> HttpResponse:
    """Show what the checks find in the reader's places; the first of many, counts of all."""
    scope, language = scope_of(request, "registry.read"), language_of(request)
    checks = tuple(
        Choice(code, f"{code} {pick((one.zh, one.en), language)}") for code, one in CHECKS.items()
    )
    filters = (PLACE, Filter("check", "register.check", "choice", checks), AS_OF, KNOWN)
    told = asked(request, filters)
    only = (told.values["check"],) if "check" in told.values else ()
    place = key_of_words(told.values.get("place", ""))
    found = list(findings(scope, days_of(told), place=place, checks=only))
    content = {
        "filters": [(one, told.values.get(one.name, "")) for one in filters],
        "is_filtered": bool(told.values),
        "count": len(found),
        "shown": min(len(found), SHOWN_MAX),
        "chart": _chart(found, language),
    }
    table = Table(COLUMNS, [_row(one, language) for one in found[:SHOWN_MAX]])
    title = say("nav.quality", language)
    page = Page("desk/register/quality.html", title, content, twin=found, table=table)
    return show(request, page)


def _row(one: Finding, language: Language) -> Row:
    check = CHECKS[one.check]
    is_grave = check.severity is Severity.ERROR
    words = f"{one.check} {pick((check.zh, check.en), language)}"
    return Row(
        (
            household_cell(one.household),
            place_cell(one.place),
            Cell(
                one.check, words, "", "bad" if is_grave else "warn", "bad" if is_grave else "warn"
            ),
            text(one.person),
            text(in_chinese(one.found) if language == "zh" else one.found),
            text(in_chinese(one.expected) if language == "zh" else one.expected),
        )
    )


def _chart(found: list[Finding], language: Language) -> Chart | None:
    counts = Counter(one.check for one in found)
    bars = []
    for code, count in counts.most_common():
        words = f"{code} {pick((CHECKS[code].zh, CHECKS[code].en), language)}"
        bars.append(Bar(words, str(count), (Part(count, "s3", f"{words} {count}"),)))
    return Chart(say("register.by_check", language), tuple(bars)) if bars else None
