"""Donors on the desk: the list, one donor with every gift, merge and parting, the donor's page."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from django.http import HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from jiedui.giving.commands import donors as keeping
from jiedui.giving.drafts import DonorDraft
from jiedui.giving.queries import donors as reading
from jiedui.giving.vocabulary import DONOR_KINDS, NAME_CHOICES
from jiedui.kernel.place import name_of
from jiedui.kernel.problem import refuse
from jiedui.web.amounts import yuan
from jiedui.web.clock import now
from jiedui.web.desk.door import actor_of, scope_of, tell
from jiedui.web.desk.giving.fields import Form, FormField, coded, handle
from jiedui.web.desk.giving.listing import Listing, show_listing
from jiedui.web.desk.giving.papers import PLEDGE_COLUMNS, pledge_row
from jiedui.web.desk.giving.said import Said
from jiedui.web.desk.giving.words import GIFT_COLUMNS, gift_row
from jiedui.web.pages import Page, show
from jiedui.web.tables import Cell, Choice, Column, Filter, Row, Table, text
from jiedui.web.wording import language_of, say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.http import HttpRequest, HttpResponse

    from jiedui.access.scope import Scope
    from jiedui.giving.queries.donors import DonorSummary
    from jiedui.web.tables import Asked
    from jiedui.web.wording import Language

COLUMNS = (
    Column("number", "give.number", "number"),
    Column("name", "give.donor"),
    Column("kind", "give.donor_kind", "word"),
    Column("place", "book.place", "word"),
    Column("credit_code", "give.credit_code", "hash"),
    Column("gifts", "give.gifts_posted", "number"),
    Column("stated", "give.stated", "number"),
)
_OTHERS_MAX = 20
"""So many donors are offered for one that was found twice."""

SEXES = {"": None, "f": True, "m": False}


@require_safe
def donor_list(request: HttpRequest) -> HttpResponse:
    """List donors that stand alone, with what was posted of each."""
    scope, language = scope_of(request, "giving.read"), language_of(request)
    listing = Listing(
        "nav.donors",
        "give.donors_lead",
        "give.donors_empty",
        COLUMNS,
        (
            Filter("words", "give.words"),
            Filter("kind", "give.donor_kind", "choice", coded(DONOR_KINDS, language)),
        ),
        links=((say("give.new_donor", language), reverse("desk:donor_new")),)
        if actor_of(request).allows("giving.record")
        else (),
    )

    def rows(asked: Asked, order: str) -> tuple[Sequence[object], int]:
        del order
        words, kind = asked.get("words") or "", asked.get("kind") or ""
        page = reading.donors(scope, words=words, kind=kind, limit=asked.limit, offset=asked.offset)
        return page, reading.count_donors(words=words, kind=kind)

    return show_listing(request, listing, rows, row=_row)


def _row(thing: object, language: Language) -> Row:
    one = cast("DonorSummary", thing)
    href = reverse("desk:donor", args=[one.number])
    return Row(
        (
            Cell(one.number, str(one.number), href),
            Cell(one.name, one.name, href),
            Cell(one.kind, getattr(DONOR_KINDS[one.kind], language)),
            Cell(one.place, name_of(one.place) if one.place else ""),
            text(one.credit_code),
            text(one.gifts),
            Cell(one.stated_fen, yuan(one.stated_fen, language) if one.stated_fen else ""),
        )
    )


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def donor_new(request: HttpRequest) -> HttpResponse:
    """Add a donor; a person's name and contact are sealed."""
    scope_of(request, "giving.record")
    language = language_of(request)
    fields = (
        FormField("kind", "give.donor_kind", "choice", coded(DONOR_KINDS, language)),
        FormField("name", "give.name", hint="give.name_hint"),
        FormField("credit_code", "give.credit_code"),
        FormField("place", "book.place", hint="book.place_hint"),
        FormField("name_choice", "give.name_choice", "choice", coded(NAME_CHOICES, language)),
        FormField("sex", "give.sex", "choice", _sexes(language)),
        FormField("contact", "give.contact", hint="give.sealed_hint"),
    )
    above = ("nav.donors", reverse("desk:donors"))
    return handle(
        request,
        Form("give.new_donor", "give.new_donor_lead", fields, above),
        lambda: _added(request),
    )


def _sexes(language: Language) -> tuple[Choice, ...]:
    return tuple(Choice(code, say(f"give.sex_{code or 'unknown'}", language)) for code in SEXES)


def _added(request: HttpRequest) -> str:
    said = Said(request.POST)
    draft = DonorDraft(
        said.text("kind"),
        said.text("name"),
        place=said.place("place"),
        credit_code=said.text("credit_code"),
        name_choice=said.text("name_choice") or "full",
        contact=said.text("contact"),
        is_female=SEXES.get(said.text("sex")),
    )
    said.close()
    done = keeping.add_donor(draft, actor=actor_of(request), now=now())
    tell(request, "give.donor_added", number=done.number)
    return reverse("desk:donor", args=[done.number])


@require_safe
def donor_page(request: HttpRequest, number: int) -> HttpResponse:
    """Show one donor: every gift, pledges, those merged into it."""
    return _donor(request, number)


def _donor(request: HttpRequest, number: int, **more: object) -> HttpResponse:
    scope, language = scope_of(request, "giving.read"), language_of(request)
    actor = actor_of(request)
    found = reading.donor(scope, number)
    one = found.summary
    pledges = [pledge_row(row, language) for row in found.pledges]
    same = request.GET.get("same", one.name).strip()
    content = {
        "donor": one,
        "kind": getattr(DONOR_KINDS[one.kind], language),
        "place": name_of(one.place) if one.place else "",
        "stated": yuan(one.stated_fen, language)
        if one.stated_fen
        else say("give.no_value", language),
        "merged": found.merged,
        "pledges": Table(PLEDGE_COLUMNS, pledges),
        "may_record": actor.allows("giving.record"),
        "may_merge": actor.allows("giving.merge"),
        "same": same,
        "others": _others(one, same, scope, language=language),
        "may_see": actor.allows("giving.identity") and one.is_person,
        "choices": coded(NAME_CHOICES, language),
        "sexes": _sexes(language) if one.is_person else (),
        **more,
    }
    crumbs = ((say("nav.donors", language), reverse("desk:donors")),)
    table = Table(GIFT_COLUMNS, [gift_row(row, language) for row in found.gifts])
    page = Page("desk/giving/donor.html", one.name, content, twin=found, table=table, crumbs=crumbs)
    return show(request, page)


def _others(
    one: DonorSummary, words: str, scope: Scope, *, language: Language
) -> list[dict[str, object]]:
    """Return the donors named by some words that may be this one, each in one line."""
    if not words:
        return []
    found = reading.donors(scope, words=words, limit=_OTHERS_MAX + 1)
    return [
        {"number": other.number, "words": " · ".join(filter(None, _line(other, language)))}
        for other in found
        if other.number != one.number
    ][:_OTHERS_MAX]


def _line(one: DonorSummary, language: Language) -> tuple[str, ...]:
    return (
        one.name,
        getattr(DONOR_KINDS[one.kind], language),
        name_of(one.place) if one.place else "",
        one.credit_code,
        say("give.gifts_count", language, count=one.gifts),
        say("give.numbered", language, number=one.number),
    )


@never_cache
@require_POST
def donor_do(request: HttpRequest, number: int) -> HttpResponse:
    """Do one thing with a donor: merge, part, open or close its page, see who it is."""
    said, actor, at = Said(request.POST), actor_of(request), now()
    action = said.text("action")
    if action == "identity":
        shown = keeping.read_identity(number, actor=actor, now=at)
        return _donor(request, number, identity=shown)
    if action == "page":
        opened = keeping.hand_out_page(number, actor=actor, now=at)
        address = request.build_absolute_uri(reverse("portal:mine", args=[opened.token]))
        return _donor(request, number, address=address)
    if action == "close":
        keeping.close_page(number, actor=actor, now=at)
    elif action == "merge":
        other = said.number("other")
        keeping.merge_donors(number, other, reason=said.text("reason"), actor=actor, now=at)
    elif action == "name":
        keeping.choose_name(
            number, said.text("name_choice"), actor=actor, now=at,
            is_female=SEXES.get(said.text("sex")),
        )  # fmt: skip
    elif action == "part":
        keeping.part_donors(said.number("other"), actor=actor, now=at)
    else:
        raise refuse(
            "STEP_UNKNOWN", found=action, expected="merge, part, page, close, name, identity"
        )
    tell(request, "give.done")
    return HttpResponseRedirect(reverse("desk:donor", args=[number]))
