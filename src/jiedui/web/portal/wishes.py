"""The wish board for everybody: wishes, one wish, its reservation, campaigns, pages by token.

The board is answered from pages kept for a moment, so that a crowd costs little; a reservation made
here empties them at once, one made elsewhere shows within `KEPT_SECONDS`.
"""

from __future__ import annotations

import hashlib
import threading
import time
from collections import OrderedDict
from typing import TYPE_CHECKING, NamedTuple

from django.http import HttpResponse, HttpResponseNotModified, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from jiedui.giving import board
from jiedui.kernel.place import name_of
from jiedui.kernel.problem import Refused
from jiedui.web.amounts import yuan
from jiedui.web.charts import Bar, Chart, Part
from jiedui.web.clock import now
from jiedui.web.pages import Page, show, twin_of
from jiedui.web.tables import Cell, Column, Row, Table, whole_number
from jiedui.web.wording import language_of, say

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest

    from jiedui.giving.shown import BoardCampaign, BoardWish
    from jiedui.kernel.problem import Problem
    from jiedui.web.wording import Language

KEPT_SECONDS = 1
KEPT_MAX = 256
OFFSET_MAX = 100_000
SHOWS = ("open", "all", "granted")
COLUMNS = (
    Column("number", "wish.number", "number"),
    Column("item", "wish.item"),
    Column("alias", "wish.alias", "word"),
    Column("place", "wish.place", "word"),
    Column("need", "wish.need", "word"),
    Column("quantity", "wish.quantity", "number"),
    Column("left", "wish.left_column", "number"),
    Column("price_yuan", "wish.price", "number"),
    Column("state", "wish.state", "badge"),
)
COUNT_COLUMNS = (Column("what", "wish.measure"), Column("value", "wish.value", "number"))


class _Kept(NamedTuple):
    """A page kept for a moment: until when, what it says, and the mark of what it says."""

    until: float
    content: bytes
    type: str
    mark: str


_kept: OrderedDict[tuple[str, ...], _Kept] = OrderedDict()
_making = threading.Lock()


def kept(
    request: HttpRequest, key: tuple[str, ...], make: Callable[[], HttpResponse]
) -> HttpResponse:
    """Return a page from those kept, made anew when it has aged; never one with a form.

    A reader who has it already, by its ETag, is told so and sent nothing.
    """
    whole = (request.path, language_of(request), twin_of(request), *key)
    found = _kept.get(whole)
    if found is None or found.until < time.monotonic():
        with _making:
            found = _kept.get(whole)
            if found is None or found.until < time.monotonic():
                began = time.monotonic()
                made = make()
                found = _Kept(
                    began + KEPT_SECONDS,
                    made.content,
                    made.headers["Content-Type"],
                    f'"{hashlib.sha256(made.content).hexdigest()[:32]}"',
                )
                _kept[whole] = found
                while len(_kept) > KEPT_MAX:
                    _kept.popitem(last=False)
    response: HttpResponse
    if request.headers.get("If-None-Match") == found.mark:
        response = HttpResponseNotModified()
    else:
        response = HttpResponse(found.content, content_type=found.type)
    response.headers["ETag"] = found.mark
    response.headers["Cache-Control"] = f"public, max-age={KEPT_SECONDS}"
    return response


def forget_kept() -> None:
    """Forget every page kept: something has just changed."""
    _kept.clear()


@require_safe
def wishes(request: HttpRequest) -> HttpResponse:
    """Show the board: campaigns with their counters, and a page of wish cards."""
    asked = _asked(request)
    key = (str(asked.campaign), asked.need, asked.place, asked.show, str(asked.offset))
    return kept(request, key, lambda: _board(request, asked))


def _asked(request: HttpRequest) -> board.Asked:
    get = request.GET.get
    campaign = whole_number(get("campaign"), 0)
    need, show_ = get("need", ""), get("show", "open")
    return board.Asked(
        campaign or None,
        need if need in board.NEEDS else "",
        get("place", "")[:40],
        show_ if show_ in SHOWS else "open",
        min(whole_number(get("offset"), 0), OFFSET_MAX),
    )


def _board(request: HttpRequest, asked: board.Asked) -> HttpResponse:
    language = language_of(request)
    found = board.wishes(asked, now=now())
    running = board.campaigns()
    needs = [one for one in running if one.kind == "needs"]
    content = {
        "cards": [_card(one, language) for one in found.wishes],
        "campaigns": [_campaign_view(one, language) for one in running],
        "asked": asked,
        "total": found.total,
        "waiting": sum(one.pieces - one.held for one in needs if one.state == "open"),
        "held": sum(one.held - one.granted for one in needs),
        "granted": sum(one.granted for one in needs),
        "needs": [(code.code, getattr(code, language)) for code in board.NEEDS.values()],
        "places": [(key, name_of(key), count) for key, count in found.places],
        "newer": _at(request, asked.offset - board.PAGE) if asked.offset else "",
        "older": _at(request, asked.offset + board.PAGE)
        if asked.offset + board.PAGE < found.total
        else "",
    }
    table = Table(COLUMNS, [_row(one, language) for one in found.wishes])
    twin = {"campaigns": running, "wishes": found.wishes, "total": found.total}
    title = say("wish.board", language)
    return show(request, Page("portal/wishes.html", title, content, twin=twin, table=table))


def _at(request: HttpRequest, offset: int) -> str:
    query = request.GET.copy()
    query["offset"] = str(max(offset, 0))
    return f"?{query.urlencode()}"


def _card(one: BoardWish, language: Language) -> dict[str, object]:
    """Return a wish with the words its card needs."""
    return {
        "wish": one,
        "place": name_of(one.place),
        "need": getattr(board.NEEDS[one.need], language),
        "price": yuan(one.price_fen, language) if one.price_fen else "",
        "sign": f"need-{one.need}",
        "href": reverse("portal:wish", args=[one.number]),
        "state": _state(one),
    }


def _state(one: BoardWish) -> str:
    if one.granted >= one.quantity:
        return "came_true"
    return "open" if one.is_open else "all_taken"


def _row(one: BoardWish, language: Language) -> Row:
    state = _state(one)
    words = {"came_true": "wish.came_true", "open": "wish.show_open", "all_taken": "wish.all_taken"}
    price = "" if one.price_fen is None else f"{one.price_fen // 100}.{one.price_fen % 100:02d}"
    return Row(
        (
            Cell(one.number, str(one.number)),
            Cell(one.item, one.item, reverse("portal:wish", args=[one.number])),
            Cell(one.alias, one.alias),
            Cell(one.place, name_of(one.place)),
            Cell(one.need, getattr(board.NEEDS[one.need], language)),
            Cell(one.quantity, str(one.quantity)),
            Cell(one.left, str(one.left)),
            Cell(price, price),
            Cell(state, say(words[state], language)),
        )
    )


def _campaign_view(one: BoardCampaign, language: Language) -> dict[str, object]:
    """Return a campaign with the words and the bar of its counter."""
    matched = one.kind == "matched"
    whole = (one.cap_fen or 0) if matched else one.pieces
    parts = (
        (Part(one.promised_fen, "s4", yuan(one.promised_fen, language)),)
        if matched
        else (
            Part(one.granted, "s4", f"{say('wish.came_true', language)} {one.granted}"),
            Part(
                max(one.held - one.granted, 0),
                "s2",
                f"{say('wish.held', language)} {max(one.held - one.granted, 0)}",
            ),
        )
    )
    bar = Bar(one.name, say("wish.of_all", language, pieces=whole), parts)
    return {
        "one": one,
        "place": name_of(one.recipient) if one.recipient else "",
        "unit": yuan(one.unit_gift_fen, language) if one.unit_gift_fen else "",
        "promised": yuan(one.promised_fen, language),
        "cap": yuan(one.cap_fen, language) if one.cap_fen else "",
        "bar": bar,
        "scale": max(whole, 1),
        "waiting": one.pieces - one.held,
        "under_way": max(one.held - one.granted, 0),
        "href": reverse("portal:wish_campaign", args=[one.number]),
    }


@require_safe
def campaign(request: HttpRequest, number: int) -> HttpResponse:
    """Show one campaign: what it is, its live counter as a picture and as a table."""
    return kept(request, (), lambda: _campaign(request, number))


def _campaign(request: HttpRequest, number: int) -> HttpResponse:
    language = language_of(request)
    one = board.campaign(number)
    view = _campaign_view(one, language)
    rows = (
        [
            ("wish.wishes_counted", one.counted, f"{one.counted:,}"),
            ("wish.promised", one.promised_fen, str(view["promised"])),
            ("wish.cap", one.cap_fen, str(view["cap"])),
        ]
        if one.kind == "matched"
        else [
            ("wish.board", one.wishes, str(one.wishes)),
            ("wish.quantity", one.pieces, str(one.pieces)),
            ("wish.waiting", one.pieces - one.held, str(one.pieces - one.held)),
            ("wish.held", view["under_way"], str(view["under_way"])),
            ("wish.granted", one.granted, str(one.granted)),
        ]
    )
    table = Table(
        COUNT_COLUMNS,
        [
            Row((Cell(code.removeprefix("wish."), say(code, language)), Cell(raw, words)))
            for code, raw, words in rows
        ],
    )
    chart = Chart(one.name, (view["bar"],)) if isinstance(view["bar"], Bar) else None
    content = {"view": view, "chart": chart}
    crumbs = ((say("wish.board", language), reverse("portal:wishes")),)
    page = Page("portal/campaign.html", one.name, content, twin=one, table=table, crumbs=crumbs)
    return show(request, page)


@require_safe
def wish(request: HttpRequest, number: int) -> HttpResponse:
    """Show one wish with the form that reserves it."""
    return _wish(request, number, said={}, problems=())


def _wish(
    request: HttpRequest, number: int, *, said: dict[str, str], problems: tuple[Problem, ...]
) -> HttpResponse:
    language = language_of(request)
    one = board.wish(number, now=now())
    running = board.campaign(one.campaign)
    content = {
        "card": _card(one, language),
        "campaign": running,
        "hours": running.hold_hours,
        "claimants": [(code.code, getattr(code, language)) for code in board.CLAIMANTS.values()],
        "said": said,
        "problems": problems,
    }
    crumbs = ((say("wish.board", language), reverse("portal:wishes")),)
    page = Page(
        "portal/wish.html", one.item, content, twin=one, crumbs=crumbs,
        status=422 if problems else 200,
    )  # fmt: skip
    return show(request, page)


@never_cache
@require_http_methods(["POST"])
def reserve(request: HttpRequest, number: int) -> HttpResponse:
    """Reserve a wish; lead to the reservation's own page, or say again what is wrong."""
    said = {
        name: request.POST.get(name, "")[:200]
        for name in ("name", "contact", "claimant", "quantity", "public_name")
    }
    try:
        token, _ = board.reserve(
            number,
            name=said["name"],
            contact=said["contact"],
            claimant=said["claimant"],
            quantity=whole_number(said["quantity"], 1),
            public_name=said["public_name"],
            now=now(),
        )
    except Refused as refused:
        if refused.problems[0].code == "WISH_UNKNOWN":
            raise
        return _wish(request, number, said=said, problems=refused.problems)
    finally:
        forget_kept()
    return HttpResponseRedirect(reverse("portal:held", args=[token]))


@never_cache
@require_safe
def held(request: HttpRequest, token: str) -> HttpResponse:
    """Show a reservation to whoever was given its address."""
    language = language_of(request)
    one = board.claim(token, now=now())
    content = {
        "claim": one,
        "card": _card(one.wish, language),
        "state": getattr(board.CLAIM_STATES[one.state], language),
        "until": one.expires_at.astimezone().strftime("%Y-%m-%d %H:%M")
        if one.expires_at and one.state == "reserved"
        else "",
        "steps": [
            (getattr(board.STEPS[step], language), at.astimezone().strftime("%Y-%m-%d %H:%M"))
            for step, at in one.steps
        ],
    }
    title = say("wish.held_page", language)
    crumbs = ((say("wish.board", language), reverse("portal:wishes")),)
    return private(show(request, Page("portal/held.html", title, content, twin=one, crumbs=crumbs)))


def private(response: HttpResponse) -> HttpResponse:
    """Return a page behind a token so that nobody else finds, keeps or is sent its address."""
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    response.headers["Referrer-Policy"] = "no-referrer"
    return response
