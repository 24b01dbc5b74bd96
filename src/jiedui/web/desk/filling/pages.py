"""Pages of blank forms and of filed ones."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from django.http import HttpResponseRedirect
from django.urls import path, reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from jiedui.books.feed import facts
from jiedui.books.latest import latest_day
from jiedui.figures.catalogue import FIGURES
from jiedui.forms.as_json import asked_of, form_json
from jiedui.forms.commands import confirm_all, confirm_cells, file_form, receive_form
from jiedui.forms.fill import fill_form
from jiedui.forms.handing_out import handed_out
from jiedui.forms.memory import LEAVE
from jiedui.forms.queries import (
    against_published,
    blank,
    blanks,
    changed_from_last,
    changed_since_filed,
    filed_file,
    filing,
    filings,
    memory_of,
)
from jiedui.kernel.codes import SOURCES
from jiedui.kernel.period import parse_iso
from jiedui.kernel.problem import Problem, Refused, Severity, Source, refuse
from jiedui.web.clock import now
from jiedui.web.desk.door import actor_of, scope_of, tell
from jiedui.web.desk.filling.grid import pictures
from jiedui.web.desk.filling.rows import cells_table, differences_table, filed_table
from jiedui.web.files import named_response, sent_file
from jiedui.web.pages import Page, show
from jiedui.web.tables import Cell, Column, Row, Table, moment, text
from jiedui.web.wording import language_of, pick, say

if TYPE_CHECKING:
    import datetime as dt

    from django.http import HttpRequest, HttpResponse
    from django.urls import URLPattern

    from jiedui.forms.cells import Cell as FormCell
    from jiedui.forms.fill import Filled


FILINGS = (
    Column("title", "filling.form"),
    Column("version", "filling.version", "number"),
    Column("sender", "filling.sender"),
    Column("deadline", "filling.deadline", "date"),
    Column("as_of", "filling.as_of", "date"),
    Column("known_at", "filling.known_at", "number"),
    Column("filed_by", "filling.filed_by"),
    Column("filed_at", "filling.filed_at", "date"),
)
_SAID = ("figure", "recipient", "source", "since", "until", "unit")


@require_http_methods(["GET", "HEAD", "POST"])
def forms(request: HttpRequest) -> HttpResponse:
    """List blank forms taken in and forms filed, and take in another one."""
    scope_of(request, "forms.read")
    language, actor = language_of(request), actor_of(request)
    problems: tuple[Problem, ...] = ()
    if request.method == "POST":
        try:
            done = receive_form(*sent_file(request, ".xlsx, .xls, .docx"), actor=actor, now=now())
        except Refused as refused:
            problems = refused.problems
        else:
            return HttpResponseRedirect(reverse("desk:form", args=[done.digest]))
    filed, waiting = filings(), blanks()
    content = {
        "problems": problems,
        "blanks": waiting,
        "may_receive": actor.allows("forms.confirm"),
    }
    rows = [
        Row((
            Cell(one.title, one.title, reverse("desk:filing", args=[one.number])),
            text(one.version), text(one.sender), text(one.deadline or ""), text(one.as_of),
            text(one.known_at), text(one.filed_by), moment(one.filed_at),
        ))
        for one in filed
    ]  # fmt: skip
    page = Page(
        "desk/filling/forms.html", say("nav.forms", language), content,
        twin={"blanks": waiting, "filings": filed}, table=Table(FILINGS, rows),
        status=422 if problems else 200,
    )  # fmt: skip
    return show(request, page)


@require_safe
def form_page(request: HttpRequest, digest: str) -> HttpResponse:
    """Show a blank form as it would be filled: each cell with query, value, reason, confidence."""
    scope_of(request, "forms.read")
    return show(request, _page(request, digest))


def _page(request: HttpRequest, digest: str, problems: tuple[Problem, ...] = ()) -> Page:
    language, actor = language_of(request), actor_of(request)
    filled = _filled(digest)
    content = {
        "digest": digest,
        "problems": problems,
        "filled": filled,
        "written": sum(cell.shown is not None for cell in filled.cells),
        "open": [_open(cell) for cell in filled.asks],
        "pictures": pictures(filled, language),
        "short": [one for one in filled.formulas if one.incomplete[0]],
        "changed": differences_table(changed_since_filed(filled)),
        "differing": differences_table(against_published(filled)),
        "figures": [(one.code, pick((one.zh, one.en), language)) for one in FIGURES.values()],
        "sources": [(one.code, pick((one.zh, one.en), language)) for one in SOURCES.values()],
        "chosen": request.GET.get("cell", ""),
        "may_confirm": actor.allows("forms.confirm"),
        "may_file": actor.allows("forms.file"),
    }
    table = cells_table(filled.cells, language)
    crumbs = ((say("nav.forms", language), reverse("desk:forms")),)
    title = filled.title or filled.name
    return Page(
        "desk/filling/form.html", title, content, twin=form_json(filled), table=table,
        crumbs=crumbs, status=422 if problems else 200,
    )  # fmt: skip


def _open(cell: FormCell) -> dict[str, str]:
    at, question = f"{cell.sheet}!{cell.ref}", asked_of(cell)
    return {"at": at, "words": cell.words, "question": question, "value": cell.text}


@require_POST
def say_cells(request: HttpRequest, digest: str) -> HttpResponse:
    """Keep what a person says of all cells, or of one."""
    scope_of(request, "forms.read")
    actor, filled = actor_of(request), _filled(digest)
    try:
        if request.POST.get("all"):
            done = confirm_all(filled, actor=actor, now=now())
        else:
            sheet, _, ref = request.POST.get("cell", "").rpartition("!")
            done = confirm_cells(filled, {(sheet, ref): _told(request)}, actor=actor, now=now())
    except Refused as refused:
        return show(request, _page(request, digest, refused.problems))
    tell(request, "filling.kept", count=done.number)
    return HttpResponseRedirect(reverse("desk:form", args=[digest]))


def _told(request: HttpRequest) -> str:
    if request.POST.get("choice") == LEAVE:
        return LEAVE
    if request.POST.get("choice") != "other":
        return ""
    given = {name: request.POST.get(name, "").strip() for name in _SAID}
    return ";".join(f"{name}={value}" for name, value in given.items() if value)


@require_POST
def file_page(request: HttpRequest, digest: str) -> HttpResponse:
    """File a filled form with its sender and deadline."""
    scope_of(request, "forms.read")
    filled = _filled(digest)
    try:
        if against_published(filled) and not request.POST.get("even_so"):
            raise refuse("FORM_DIFFERS", found=filled.title, expected="—")
        done = file_form(
            filled,
            sender=request.POST.get("sender", ""),
            deadline=_day(request.POST.get("deadline", "")),
            head=facts().head.hash,
            actor=actor_of(request),
            now=now(),
        )
    except Refused as refused:
        return show(request, _page(request, digest, refused.problems))
    return HttpResponseRedirect(reverse("desk:filing", args=[done.number]))


@require_safe
def form_file(request: HttpRequest, digest: str) -> HttpResponse:
    """Hand out a form, filled."""
    scope_of(request, "forms.read")
    filled = _filled(digest)
    return _attachment(handed_out(filled), filled.name)


@require_safe
def filing_page(request: HttpRequest, number: int) -> HttpResponse:
    """Show a filed form, cell by cell, as it left the office."""
    scope_of(request, "forms.read")
    language = language_of(request)
    found, cells = filing(number)
    content = {"filing": found, "changed": differences_table(changed_from_last(number))}
    twin = {"filing": found, "cells": [
        {"sheet": one.sheet, "cell": one.ref, "words": one.words, "value": one.shown,
         "unit": one.unit, "reason": one.reason} for one in cells]}  # fmt: skip
    crumbs = ((say("nav.forms", language), reverse("desk:forms")),)
    page = Page(
        "desk/filling/filing.html", found.title or found.name, content, twin=twin,
        table=filed_table(cells, language), crumbs=crumbs,
    )  # fmt: skip
    return show(request, page)


@require_safe
def filing_file(request: HttpRequest, number: int) -> HttpResponse:
    """Hand out a filed form's own file."""
    scope_of(request, "forms.read")
    name, content = filed_file(number)
    return _attachment(content, name)


def _attachment(content: bytes, name: str) -> HttpResponse:
    ending = PurePosixPath(name).suffix.lstrip(".").lower() or "xlsx"
    return named_response(content, f"{PurePosixPath(name).stem}（已填）.{ending}", ending)


def _filled(digest: str) -> Filled:
    found, content = blank(digest)
    latest = latest_day(now().date())
    return fill_form(found.name, content, facts(), as_of=None, latest=latest, memory=memory_of)


def _day(written: str) -> dt.date | None:
    if not written.strip():
        return None
    try:
        return parse_iso(written).ends
    except ValueError:
        wrong = Problem("DATE_UNREADABLE", Severity.ERROR, Source(), written[:40], "2017-10-31")
        raise Refused([wrong]) from None


ADDRESSES: list[URLPattern] = [
    path("forms", forms, name="forms"),
    path("forms/<str:digest>", form_page, name="form"),
    path("forms/<str:digest>/say", say_cells, name="form_say"),
    path("forms/<str:digest>/file", file_page, name="form_file"),
    path("forms/<str:digest>/filled", form_file, name="form_filled"),
    path("filings/<int:number>", filing_page, name="filing"),
    path("filings/<int:number>/file", filing_file, name="filing_file"),
]
"""What `urls` unpacks."""
