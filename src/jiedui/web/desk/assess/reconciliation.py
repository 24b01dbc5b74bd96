"""Reconciliation on the desk: the partner's list is dropped, what differs is listed and printed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.views.decorators.http import require_http_methods

from jiedui.assess.reconciling import STANDINGS, lines, rows_json, sheet, tally
from jiedui.assess.reconciling import Standing as Stands
from jiedui.books.feed import facts
from jiedui.kernel.period import year as year_period
from jiedui.kernel.problem import Refused, refuse
from jiedui.papers.render import FORMS, rendered
from jiedui.web.desk.door import scope_of
from jiedui.web.files import named_response
from jiedui.web.pages import Page, show
from jiedui.web.partners import listed_of_book, listed_of_file, sides
from jiedui.web.tables import Cell, Column, Row, Table, text
from jiedui.web.wording import LANGUAGES, language_of, pick, say

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from jiedui.assess.reconciling import Row as Matched
    from jiedui.kernel.problem import Problem
    from jiedui.web.wording import Language

SIZE_MAX = 32 * 1024 * 1024
COLUMNS = (
    Column("project", "assess.project"),
    Column("measure", "assess.measure", "word"),
    Column("ours", "assess.ours", "number"),
    Column("theirs", "assess.theirs", "number"),
    Column("difference", "assess.more", "number"),
    Column("verdict", "assess.verdict", "badge"),
)
TONES = {
    Stands.SAME: ("ok", "ok"),
    Stands.DIFFERS: ("bad", "bad"),
    Stands.UNDECIDED: ("tell", "ask"),
    Stands.ONLY_OURS: ("warn", "warn"),
    Stands.ONLY_THEIRS: ("warn", "warn"),
}


@require_http_methods(["GET", "HEAD", "POST"])
def reconciliation(request: HttpRequest) -> HttpResponse:
    """Take in the partner's list, and show what differs from ours; nothing of it is kept."""
    scope, language = scope_of(request, "assess.read"), language_of(request)
    if not scope.is_everywhere:
        raise refuse("OUTSIDE_SCOPE", found="some places", expected="the whole office")
    rows: list[Matched] = []
    problems: tuple[Problem, ...] = ()
    name = ""
    if request.method == "POST":
        try:
            name, rows = _matched(request)
        except Refused as refused:
            problems = refused.problems
        form = request.POST.get("form", "")
        if rows and form in FORMS:
            made = sheet(rows, subtitle=name.rpartition(".")[0], language=language)
            content = rendered(made, {}, form, stamp=name)
            return named_response(content, f"{made.title}.{form}", form)
    counts = tally(rows)
    page = {
        "problems": problems,
        "name": name,
        "is_asked": request.method == "POST" and not problems,
        "tiles": [(pick(STANDINGS[one], language), counts[one]) for one in TONES if rows],
        "forms": FORMS,
        "year": request.POST.get("year", ""),
    }
    table = Table(COLUMNS, [row for one in rows for row in _rows(one, language)])
    title = say("nav.reconciliation", language)
    status = 422 if problems else 200
    return show(
        request,
        Page(
            "desk/reconciliation.html", title, page, twin=rows_json(rows), table=table,
            status=status,
        ),
    )  # fmt: skip


def _matched(request: HttpRequest) -> tuple[str, list[Matched]]:
    """Return the name of the partner's file, and both lists matched.

    Raises:
        Refused: There is no file, it is too large, or it cannot be read.
    """
    file, own = request.FILES.get("file"), request.FILES.get("own")
    year = request.POST.get("year", "").strip()
    if file is None or not file.name:
        raise refuse("FILE_UNREADABLE", found="no file", expected="the partner's project list")
    for one in (file, own):
        if one is not None and (one.size or 0) > SIZE_MAX:
            raise refuse("FILE_TOO_LARGE", found=f"{one.size} bytes", expected=f"{SIZE_MAX}")
    theirs = listed_of_file(file.name, file.read())
    if own is not None and own.name:
        ours = listed_of_file(own.name, own.read())
    else:
        is_year = year.isascii() and year.isdigit() and len(year) == 4
        ours = listed_of_book(facts(), year_period(int(year)) if is_year else None)
    return file.name, sides(ours, theirs)


def _rows(one: Matched, language: Language) -> list[Row]:
    tone, sign = TONES[one.standing]
    made = []
    for at, line in enumerate(lines(one, LANGUAGES.index(language))):
        project, measure, ours, theirs, more, verdict = line
        name = Cell(one.name, project)
        own = TONES[one.measures[at].standing] if one.measures and at else (tone, sign)
        said = Cell(str(one.standing), verdict, "", *own)
        made.append(Row((name, text(measure), text(ours), text(theirs), text(more), said)))
    return made
