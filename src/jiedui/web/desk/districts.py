"""Districts whose books roll up here, and their bundles: received by one person, posted by another.

The same page makes this office's own bundle for the office above.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import path, reverse
from django.views.decorators.http import require_POST, require_safe

from jiedui.books.anchor import public_key
from jiedui.bundles.commands import (
    make_bundle,
    post_bundle,
    receive_bundle,
    trust_district,
    withdraw_bundle,
)
from jiedui.bundles.form import SIZE_MAX, key_name
from jiedui.bundles.queries import bundle, bundle_stand, bundles, conflicts
from jiedui.bundles.queries import districts as districts_of
from jiedui.kernel.problem import Problem, Refused, Severity, Source, refuse
from jiedui.web.clock import now
from jiedui.web.desk.batch_view import state_cell
from jiedui.web.desk.door import actor_of, scope_of, tell
from jiedui.web.pages import Page, show
from jiedui.web.tables import Cell, Column, Row, Table, moment, text
from jiedui.web.wording import language_of, say

if TYPE_CHECKING:
    from django.http import HttpRequest
    from django.urls import URLPattern

    from jiedui.bundles.queries import BundleStand, DistrictStand
    from jiedui.web.wording import Language

DISTRICT_COLUMNS = (
    Column("name", "bundle.district"),
    Column("last", "bundle.last", "number"),
    Column("made_at", "bundle.made_at", "date"),
    Column("waiting", "bundle.waiting", "number"),
    Column("key", "bundle.key", "hash"),
)
BUNDLE_COLUMNS = (
    Column("number", "bundle.number", "number"),
    Column("name", "bundle.district"),
    Column("entries", "bundle.entries", "word"),
    Column("state", "batch.state", "badge"),
    Column("made_at", "bundle.made_at", "date"),
    Column("received_by", "bundle.received_by"),
    Column("decided_by", "bundle.decided_by"),
    Column("here", "bundle.here", "word"),
)


@require_safe
def districts(request: HttpRequest) -> HttpResponse:
    """Show how far each district's book has come, and the bundles that were received."""
    scope = scope_of(request, "bundles.receive")
    language, actor = language_of(request), actor_of(request)
    found, received = districts_of(scope), bundles(scope)
    content = {
        "districts": Table(DISTRICT_COLUMNS, [_district_row(one) for one in found]),
        "may_receive": actor.allows("bundles.receive"),
        "may_trust": actor.allows("bundles.trust"),
        "may_make": actor.allows("bundles.make"),
        "own_key": public_key(),
        "own_key_name": key_name(public_key()),
    }
    table = Table(BUNDLE_COLUMNS, [_bundle_row(one, language) for one in received])
    twin = {"districts": found, "bundles": received}
    title = say("nav.districts", language)
    return show(request, Page("desk/districts.html", title, content, twin=twin, table=table))


def _district_row(one: DistrictStand) -> Row:
    return Row(
        (
            Cell(one.place, one.name),
            text(one.last),
            moment(one.made_at),
            Cell(one.waiting, str(one.waiting or "")),
            text(one.key),
        )
    )


def _bundle_row(one: BundleStand, language: Language) -> Row:
    here = f"{one.first}–{one.last}" if one.first else ""
    address = f"{reverse('desk:book')}?before={one.last + 1}" if one.last else ""
    return Row(
        (
            Cell(one.number, str(one.number), reverse("desk:bundle", args=[one.number])),
            Cell(one.place, one.name),
            Cell([one.starts_at, one.ends_at], f"{one.starts_at}–{one.ends_at}"),
            state_cell(one.state, language),
            moment(one.made_at),
            text(one.received_by),
            text(one.decided_by),
            Cell([one.first, one.last], here, address),
        )
    )


@require_safe
def bundle_page(request: HttpRequest, number: int) -> HttpResponse:
    """Show one bundle, what of it this book holds already, and the second person's yes."""
    scope = scope_of(request, "bundles.receive")
    language, actor = language_of(request), actor_of(request)
    found = bundle_stand(scope, number)
    waits = found.state == "received"
    told = conflicts(bundle(number)) if waits else []
    content = {
        "bundle": found,
        "conflicts": told,
        "waits": waits,
        "is_own": found.received_by == actor.username,
        "may_post": actor.allows("bundles.post"),
        "state": state_cell(found.state, language),
    }
    crumbs = ((say("nav.districts", language), reverse("desk:districts")),)
    title = say("bundle.title", language, number=number, name=found.name)
    twin = {"bundle": found, "conflicts": told}
    return show(request, Page("desk/bundle.html", title, content, twin=twin, crumbs=crumbs))


@require_POST
def receive(request: HttpRequest) -> HttpResponse:
    """Prove a bundle and keep it for a second person."""
    file = request.FILES.get("file")
    if file is None:
        raise Refused([Problem("FILE_MISSING", Severity.ERROR, Source())])
    if (file.size or 0) > SIZE_MAX:
        raise refuse("BUNDLE_WRONG", found=f"{file.size} bytes", expected=f"at most {SIZE_MAX}")
    taken = receive_bundle(file.read(), actor=actor_of(request), now=now())
    tell(request, "bundle.received_now", number=taken.number)
    return HttpResponseRedirect(reverse("desk:bundle", args=[taken.number]))


@require_POST
def post(request: HttpRequest, number: int) -> HttpResponse:
    """Post a bundle as a second person."""
    said_yes = request.POST.get("accept_conflicts") == "1"
    done = post_bundle(number, actor=actor_of(request), now=now(), accept_conflicts=said_yes)
    tell(request, "bundle.posted_now", number=number, first=done.first, last=done.last)
    return HttpResponseRedirect(reverse("desk:bundle", args=[number]))


@require_POST
def withdraw(request: HttpRequest, number: int) -> HttpResponse:
    """Withdraw a bundle that was not posted."""
    withdraw_bundle(number, actor=actor_of(request), now=now())
    tell(request, "bundle.withdrawn_now", number=number)
    return HttpResponseRedirect(reverse("desk:districts"))


@require_POST
def trust(request: HttpRequest) -> HttpResponse:
    """Enter the key a district signs with."""
    place, key = request.POST.get("place", "").strip(), request.POST.get("key", "").strip()
    trust_district(place, key=key, actor=actor_of(request), now=now())
    tell(request, "bundle.trusted_now")
    return HttpResponseRedirect(reverse("desk:districts"))


@require_POST
def make(request: HttpRequest) -> HttpResponse:
    """Hand out this office's own bundle as a file."""
    after = request.POST.get("after", "0").strip()
    number = int(after) if after.isdecimal() else 0
    made = make_bundle(actor=actor_of(request), now=now(), after=number)
    name = f"{made.head.office}-{made.head.first}-{made.head.last}.jiedui"
    return HttpResponse(
        made.content,
        content_type="application/gzip",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


ADDRESSES: list[URLPattern] = [
    path("districts", districts, name="districts"),
    path("districts/trust", trust, name="trust_district"),
    path("districts/make", make, name="make_bundle"),
    path("districts/receive", receive, name="receive_bundle"),
    path("districts/<int:number>", bundle_page, name="bundle"),
    path("districts/<int:number>/post", post, name="post_bundle"),
    path("districts/<int:number>/withdraw", withdraw, name="withdraw_bundle"),
]
