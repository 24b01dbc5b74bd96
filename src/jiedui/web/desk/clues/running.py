"""The form that compares the register with lists of other departments."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from jiedui.checks.rules import DATASETS
from jiedui.clues.running import ENDINGS, Sent, compare_now
from jiedui.kernel.problem import Refused
from jiedui.web.clock import now, today
from jiedui.web.desk.door import actor_of, scope_of, tell
from jiedui.web.desk.giving.said import Said
from jiedui.web.pages import Page, show
from jiedui.web.wording import language_of, pick, say

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from jiedui.checks.model import DataSet
    from jiedui.web.wording import Language


@require_http_methods(["GET", "HEAD", "POST"])
def run_new(request: HttpRequest) -> HttpResponse:
    """Compare the register of the reader's places with the lists that are sent, and take it in."""
    language = language_of(request)
    scope_of(request, "clues.take")
    scope_of(request, "registry.export")
    problems: tuple[object, ...] = ()
    if request.method == "POST":
        try:
            return _compared(request)
        except Refused as refused:
            problems = refused.problems
    content = {
        "problems": problems,
        "lists": [
            (one.code, pick((one.zh, one.en), language), _columns(one, language))
            for one in DATASETS.values()
        ],
        "endings": ",".join(sorted(ENDINGS)),
        "today": request.POST.get("day") or today().isoformat(),
        "purpose": request.POST.get("purpose", ""),
    }
    crumbs = ((say("nav.clue_runs", language), reverse("desk:clue_runs")),)
    title = say("clue.run_new", language)
    twin = {"lists": list(DATASETS)}
    status = 422 if problems else 200
    page = Page("desk/clues/run.html", title, content, twin=twin, crumbs=crumbs, status=status)
    return show(request, page)


def _columns(one: DataSet, language: Language) -> str:
    """Return what a list's columns may be called, those it must have with a star."""
    said = (
        (column.headings[0] if language == "zh" and column.headings else column.name)
        + ("*" if column.is_required else "")
        for column in one.columns
    )
    return ("、" if language == "zh" else ", ").join(said)


def _compared(request: HttpRequest) -> HttpResponse:
    said = Said(request.POST)
    day = said.on("day")
    said.close()
    sent = [
        Sent(code, file.name or "", file.chunks())
        for code in DATASETS
        if (file := request.FILES.get(f"list-{code}")) is not None
    ]
    done = compare_now(
        sent, day=day, purpose=said.text("purpose"), actor=actor_of(request), now=now()
    )
    tell(request, "clue.run_done", run=done.run, new=done.new, joined=done.joined)
    return HttpResponseRedirect(reverse("desk:clues"))
