"""Publications: drafts from the book as it is, proposals, issuing by a second person, restating."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_POST, require_safe

from jiedui.forms.issuing import Order, restate_from_template
from jiedui.kernel.period import parse_iso
from jiedui.kernel.problem import refuse
from jiedui.papers.render import FORMS
from jiedui.papers.render.html import Links, article
from jiedui.publish.commands import (
    issue_publication,
    propose_publication,
    restate_publication,
    withdraw_publication,
)
from jiedui.publish.frozen import asked_by
from jiedui.publish.preview import (
    document,
    draft,
    figures,
    file,
    issues,
    made_of,
    proposal,
    since_last,
)
from jiedui.publish.queries import saved
from jiedui.web.clock import now, today
from jiedui.web.desk.asking import address_of
from jiedui.web.desk.door import actor_of, scope_of, tell
from jiedui.web.files import file_response, saved_response
from jiedui.web.pages import Page, show
from jiedui.web.tables import Cell, Column, Row, Table, moment, text
from jiedui.web.wording import language_of, say

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Mapping

    from django.http import HttpRequest, HttpResponse
    from django.utils.safestring import SafeString

    from jiedui.papers.document import Document
    from jiedui.papers.frozen import Frozen
    from jiedui.publish.preview import Proposal
    from jiedui.web.wording import Language

REPORTS = ("page", "funds")
COLUMNS = (
    Column("number", "publish.number", "number"),
    Column("title", "publish.title"),
    Column("as_of", "publish.as_of", "date"),
    Column("state", "publish.state", "badge"),
    Column("proposed_by", "publish.proposed_by"),
    Column("issued_at", "publish.issued_at", "date"),
    Column("known_at", "publish.known_at", "number"),
)
STATE_SIGNS = {
    "proposed": ("warn", "wait"),
    "issued": ("ok", "ok"),
    "restated": ("tell", "tell"),
    "withdrawn": ("mute", "bad"),
}


@require_safe
def publications(request: HttpRequest) -> HttpResponse:
    """List every version in any state, with the way to a new draft."""
    language = language_of(request)
    found = issues(scope_of(request, "publish.preview"))
    content = {
        "reports": [(name, say(f"publish.report_{name}", language)) for name in REPORTS],
        "today": today(),
        "may_propose": actor_of(request).allows("publish.propose"),
    }
    table = Table(COLUMNS, [_row(one, language) for one in found])
    title = say("nav.publications", language)
    return show(request, Page("desk/publications.html", title, content, twin=found, table=table))


def _row(one: Proposal, language: Language) -> Row:
    issue = one.issue
    state = _state(one)
    tone, sign = STATE_SIGNS[state]
    return Row(
        (
            text(issue.number),
            Cell(
                issue.title, issue.title[language], reverse("desk:publication", args=[issue.number])
            ),
            Cell(issue.as_of, issue.as_of.isoformat()),
            Cell(state, say(f"publish.state_{state}", language), tone=tone, icon=sign),
            text(one.proposed_by),
            moment(issue.issued_at),
            text(issue.known_at),
        )
    )


def _state(one: Proposal) -> str:
    issue = one.issue
    if issue.withdrawn_at is not None:
        return "withdrawn"
    if issue.issued_at is None:
        return "proposed"
    return "restated" if issue.replaced_by is not None else "issued"


@require_safe
def draft_page(request: HttpRequest) -> HttpResponse:
    """Show a report from the book as it is now; nothing is kept."""
    language = language_of(request)
    report, as_of = _report(request.GET.get("report", "")), _day(request.GET.get("as_of", ""))
    written = draft(scope_of(request, "publish.preview"), report, as_of=as_of)
    content = {
        "article": _article(
            written.documents[language], written.figures, lambda key, form: f"#{key}-{form}"
        ),
        "report": report,
        "as_of": as_of,
        "may_propose": actor_of(request).allows("publish.propose"),
    }
    crumbs = ((say("nav.publications", language), reverse("desk:publications")),)
    title = say("publish.draft", language)
    return show(
        request, Page("desk/draft.html", title, content, twin=written.figures, crumbs=crumbs)
    )


@require_safe
def publication(request: HttpRequest, number: int) -> HttpResponse:
    """Show one version in any state, with what may be done with it."""
    language = language_of(request)
    scope = scope_of(request, "publish.preview")
    found = proposal(scope, number)
    actor = actor_of(request)
    numbers = figures(scope, number)

    def download(key: str, form: str) -> str:
        return reverse("desk:publication_saved", args=[number, key, form])

    last, differing = since_last(scope, number)
    content = {
        "found": found,
        "last": last,
        "differing": differing,
        "language": language,
        "state": _state(found),
        "state_sign": STATE_SIGNS[_state(found)],
        "article": _article(document(scope, number, language), numbers, download),
        "forms": [(form, reverse("desk:publication_file", args=[number, form])) for form in FORMS],
        "may_issue": actor.allows("publish.issue") and actor.username != found.proposed_by,
        "is_own": actor.username == found.proposed_by,
        "may_propose": actor.allows("publish.propose"),
        "may_withdraw": actor.allows("publish.withdraw"),
    }
    crumbs = ((say("nav.publications", language), reverse("desk:publications")),)
    title = say("publish.one", language, number=number)
    twin = {"publication": found, "figures": numbers}
    return show(request, Page("desk/publication.html", title, content, twin=twin, crumbs=crumbs))


def _article(
    told: Document, numbers: Mapping[str, Frozen], download: Callable[[str, str], str]
) -> SafeString:
    """Return a document as HTML whose numbers open their walk to the cells."""
    made = article(
        told, Links(lambda key: _trace_of(numbers[key]) if key in numbers else "#", download)
    )
    return mark_safe(made)  # noqa: S308  Made by papers.render, which escapes every word.


def _trace_of(one: Frozen) -> str:
    return reverse("desk:trace", args=[one.code]) + address_of(asked_by(one))


@require_safe
def publication_file(request: HttpRequest, number: int, form: str) -> HttpResponse:
    """Return a version as html, docx, pdf or xlsx."""
    scope = scope_of(request, "publish.preview")
    return file_response(file(scope, number, form, language=language_of(request)), number, form)


@require_safe
def publication_saved(request: HttpRequest, number: int, key: str, *, form: str) -> HttpResponse:
    """Return a table or a chart of a version as a file."""
    scope = scope_of(request, "publish.preview")
    return saved_response(
        saved(document(scope, number, language_of(request)), key, form), key, form
    )


@require_POST
def propose(request: HttpRequest) -> HttpResponse:
    """Freeze a report as it is now for a second person to issue."""
    report, as_of = _report(request.POST.get("report", "")), _day(request.POST.get("as_of", ""))
    done = propose_publication(report, as_of=as_of, actor=actor_of(request), now=now())
    tell(request, "publish.proposed_now", number=done.number)
    return HttpResponseRedirect(reverse("desk:publication", args=[done.number]))


@require_POST
def issue(request: HttpRequest, number: int) -> HttpResponse:
    """Make a proposal public, as a second person."""
    issue_publication(number, actor=actor_of(request), now=now())
    tell(request, "publish.issued_now", number=number)
    return HttpResponseRedirect(reverse("desk:publication", args=[number]))


@require_POST
def restate(request: HttpRequest, number: int) -> HttpResponse:
    """Write a publication again from the book as it is now, with a note of what changed."""
    reason, actor = request.POST.get("reason", ""), actor_of(request)
    scope = scope_of(request, "publish.preview")
    paper = made_of(scope, number)
    if paper is None:
        done = restate_publication(number, reason=reason, actor=actor, now=now())
    else:
        issue = proposal(scope, number).issue
        about = paper.subject[1] if paper.subject else ""
        order = Order(issue.as_of, about, paper.is_typed_allowed, owner=issue.owner)
        done = restate_from_template(number, paper, order, reason=reason, actor=actor, now=now())
    tell(request, "publish.proposed_now", number=done.number)
    return HttpResponseRedirect(reverse("desk:publication", args=[done.number]))


@require_POST
def withdraw(request: HttpRequest, number: int) -> HttpResponse:
    """Take a publication or a proposal back; its number and the reason stay."""
    withdraw_publication(
        number, reason=request.POST.get("reason", ""), actor=actor_of(request), now=now()
    )
    tell(request, "publish.withdrawn_now", number=number)
    return HttpResponseRedirect(reverse("desk:publication", args=[number]))


def _report(name: str) -> str:
    if name not in REPORTS:
        raise refuse("REPORT_UNKNOWN", found=name[:40], expected=", ".join(REPORTS))
    return name


def _day(written: str) -> dt.date:
    try:
        return parse_iso(written).ends if written else today()
    except ValueError as error:
        raise refuse("DATE_UNREADABLE", found=written[:40], expected="2017-10-31") from error
