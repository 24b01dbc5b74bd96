"""One item of an assessment: what it rests on, its trace, evidence, what people tell of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from jiedui.assess import commands, index, queries, reports
from jiedui.assess.as_json import assessment_json, document_json
from jiedui.assess.assessing import Told
from jiedui.assess.raising import suggestions
from jiedui.assess.span import decimal_text, span_text
from jiedui.assess.wording import ORIGINS, SAYINGS, WORDINGS, shape_words, value_words
from jiedui.books.feed import facts
from jiedui.kernel.problem import refuse
from jiedui.kernel.quantity import Wording
from jiedui.web.clock import now
from jiedui.web.desk.asking import address_of
from jiedui.web.desk.assess.board import (
    assessed_now,
    basis_text,
    standing,
    target_text,
    value_text,
)
from jiedui.web.desk.assess.chosen import query_of, wanted_of
from jiedui.web.desk.door import actor_of, scope_of, tell
from jiedui.web.files import named_response
from jiedui.web.pages import Page, show
from jiedui.web.problems import well_set
from jiedui.web.tables import Cell, Column, Row, Table, moment, text
from jiedui.web.wording import language_of, pick, say

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from jiedui.assess.assessing import AssessedItem, Assessment
    from jiedui.assess.queries import Document, Wanted
    from jiedui.web.wording import Language

DOCUMENTS = (
    Column("number", "assess.number", "number"),
    Column("title", "assess.document"),
    Column("file", "assess.file"),
    Column("sha256", "assess.hash", "hash"),
    Column("attached_by", "assess.by"),
    Column("attached_at", "assess.at", "date"),
)


@require_safe
def item_page(request: HttpRequest, code: str) -> HttpResponse:
    """Show one item: how it is scored, where its value comes from, its evidence."""
    scope, language = scope_of(request, "assess.read"), language_of(request)
    known = facts()
    wanted = wanted_of(request.GET, known)
    found = assessed_now(scope, wanted, known)
    one = found.item(code)
    if one is None:
        expected = ", ".join(each.indicator.code for each in found.items)
        raise refuse("INDICATOR_UNKNOWN", found=code[:32], expected=expected)
    kept = [
        each
        for each in queries.documents(found.set, found.year, found.side)
        if each.indicator == code
    ]
    raised = next((each for each in suggestions(found) if each.indicator == code), None)
    filed = _filed(found)
    actor = actor_of(request)
    content = {
        "one": one,
        "said": _said(one, language),
        "trace": _trace(one),
        "entries": index.behind(found, known).get(code),
        "documents": Table(DOCUMENTS, [_document_row(each) for each in kept]),
        "may_tell": actor.allows("assess.tell") and filed is None,
        "withdrawable": [each.number for each in kept],
        "locked": filed,
        "raised": raised and well_set(pick(raised.why, language), language),
        "kinds": [(str(kind), pick(SAYINGS[kind], language)) for kind in Told],
        "wordings": [(str(each), pick(WORDINGS[each], language)) for each in commands.SAYABLE],
        "query": query_of(wanted),
        "wanted": wanted,
    }
    twin = {
        "indicator": next(
            each for each in assessment_json(found)["indicators"] if each["code"] == code
        ),
        "documents": [document_json(each) for each in kept],
    }
    crumbs = ((say("nav.assessment", language), reverse("desk:assessment") + query_of(wanted)),)
    title = f"{code} {pick((one.indicator.zh, one.indicator.en), language)}"
    table = Table(DOCUMENTS, [_document_row(each) for each in kept])
    page = Page("desk/assessment_item.html", title, content, twin=twin, table=table, crumbs=crumbs)
    return show(request, page)


def _filed(found: Assessment) -> int | None:
    """Return the number of the filed self-report of this assessment, None while there is none."""
    return next(iter(reports.filed_reports(found.set.code, found.year, str(found.side))), None)


def _said(one: AssessedItem, language: Language) -> dict[str, object]:
    tone, sign, state = standing(one, language)
    rule = one.indicator.rule if any(one.indicator.rule) else shape_words(one.indicator.shape)
    sayings = [
        {
            "kind": pick(SAYINGS[kind], language),
            "code": str(kind),
            "amount": pick(value_words(said.span), language) if said.amount is not None else "",
            "words": said.words,
            "document": said.document,
            "by": said.said_by,
            "at": said.said_at,
        }
        for kind, said in one.sayings.items()
    ]
    return {
        "value": value_text(one, language),
        "target": target_text(one, language),
        "points": span_text(one.points),
        "most": decimal_text(one.possible),
        "weight": decimal_text(one.indicator.weight),
        "rule": well_set(pick(rule, language), language),
        "state": state,
        "tone": tone,
        "sign": sign,
        "origin": pick(ORIGINS[one.value.origin], language),
        "basis": basis_text(one, language),
        "why": well_set(pick(one.value.why, language), language),
        "book": "" if one.value.book is None else span_text(one.value.book, places=4),
        "contradicts": one.value.contradicts,
        "sayings": sayings,
        "expected": one.indicator.evidence,
    }


def _trace(one: AssessedItem) -> list[tuple[str, str]]:
    """Return the pages of the figures behind the value, the target and the year before."""
    found = []
    for name, value in (("value", one.value), ("target", one.target), ("before", one.before)):
        if value is not None and value.question is not None:
            asked = value.question
            found.append((name, f"/desk/figures/{asked.code}/trace{address_of(asked)}"))
    return found


def _document_row(one: Document) -> Row:
    href = reverse("desk:assessment_document", args=[one.number])
    return Row(
        (
            text(one.number),
            Cell(one.title, one.title, href),
            text(one.file_name),
            Cell(one.digest, one.digest[:16]),
            text(one.attached_by),
            moment(one.attached_at),
        )
    )


def _place(wanted: Wanted, code: str) -> commands.Place:
    return commands.Place(wanted.set, wanted.year, wanted.side, code)


def _back(wanted: Wanted, code: str) -> HttpResponseRedirect:
    return HttpResponseRedirect(reverse("desk:assessment_item", args=[code]) + query_of(wanted))


@require_POST
def tell_item(request: HttpRequest, code: str) -> HttpResponse:
    """Tell something of an item, with a document sent along; or take it back."""
    said, who, at = request.POST, actor_of(request), now()
    wanted = wanted_of(said)
    kind = next((one for one in Told if one == said.get("kind")), Told.VALUE)
    if "take_back" in said:
        commands.take_back(_place(wanted, code), kind, actor=who, now=at)
        return _back(wanted, code)
    document = said.get("document", "")
    number = int(document) if document.isdecimal() else None
    file = request.FILES.get("file")
    if file is not None and file.name:
        place = _place(wanted, code)
        number = commands.attach(place, file.read(), name=file.name, actor=who, now=at).number
    wording = next((one for one in Wording if one == said.get("wording")), Wording.EXACT)
    word = commands.Word(kind, said.get("amount", ""), wording, said.get("words", ""), number)
    commands.tell(_place(wanted, code), word, known=facts(), actor=who, now=at)
    tell(request, "assess.told")
    return _back(wanted, code)


@require_POST
def attach_item(request: HttpRequest, code: str) -> HttpResponse:
    """Keep documents as evidence of an item."""
    wanted = wanted_of(request.POST)
    files = [one for one in request.FILES.getlist("file") if one.name]
    if not files:
        raise refuse("EVIDENCE_WRONG", found="no file", expected="a document")
    for one in files:
        commands.attach(
            _place(wanted, code), one.read(), name=one.name or "", actor=actor_of(request),
            title=request.POST.get("title", "") if len(files) == 1 else "", now=now(),
        )  # fmt: skip
    tell(request, "assess.attached", count=len(files))
    return _back(wanted, code)


@require_safe
def document(request: HttpRequest, number: int) -> HttpResponse:
    """Hand out a document of the evidence, opened."""
    one, content = queries.document_content(scope_of(request, "assess.read"), number)
    return named_response(content, one.file_name, one.file_name.rpartition(".")[2].lower())


@require_POST
def withdraw(request: HttpRequest, number: int) -> HttpResponse:
    """Withdraw a document from the evidence."""
    commands.withdraw_evidence(number, actor=actor_of(request), now=now())
    tell(request, "assess.withdrawn")
    wanted = wanted_of(request.POST)
    return _back(wanted, request.POST.get("indicator", ""))
