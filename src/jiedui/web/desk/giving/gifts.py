"""Gifts on the desk: the list, one gift with its way, the form, and what may be done with each."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from django.http import HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from jiedui.giving.commands import gifts as giving
from jiedui.giving.commands import goods as moving
from jiedui.giving.commands import papers
from jiedui.giving.drafts import GiftDraft
from jiedui.giving.goods import MOVES, PILE_WORDS, PILES
from jiedui.giving.queries import gifts as reading
from jiedui.giving.queries.donors import pledges
from jiedui.giving.vocabulary import BASES, GIFT_KINDS, GIFT_STATES
from jiedui.kernel.place import name_of
from jiedui.kernel.problem import refuse
from jiedui.web.amounts import money, yuan
from jiedui.web.charts import Bar, Chart, Part
from jiedui.web.clock import now
from jiedui.web.desk.door import actor_of, scope_of, tell
from jiedui.web.desk.giving.fields import Form, FormField, coded, handle
from jiedui.web.desk.giving.letter import letter_file
from jiedui.web.desk.giving.listing import Bulk, Listing, show_listing
from jiedui.web.desk.giving.said import Said
from jiedui.web.desk.giving.words import GIFT_COLUMNS, STATE_TONES, donors_to_choose, gift_row
from jiedui.web.desk.picking import picked
from jiedui.web.desk.shown import period_words
from jiedui.web.files import named_response
from jiedui.web.pages import Page, show
from jiedui.web.tables import Cell, Choice, Column, Filter, Row, Table, text
from jiedui.web.wording import language_of, say

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from django.http import HttpRequest, HttpResponse

    from jiedui.access.scope import Actor
    from jiedui.giving.queries.gifts import GiftDetail, GiftSummary
    from jiedui.web.tables import Asked
    from jiedui.web.wording import Language

ORDERS = (
    ("newest", "give.newest"),
    ("oldest", "give.oldest"),
    ("largest", "give.largest"),
    ("smallest", "give.smallest"),
)
GOODS_COLUMNS = (
    Column("name", "give.goods_name"),
    Column("unit", "give.unit", "word"),
    Column("announced", "give.announced", "number"),
    Column("at_hand", "give.at_hand", "number"),
    Column("in_store", "give.in_store", "number"),
    Column("on_way", "give.on_way", "number"),
    Column("delivered", "give.delivered", "number"),
    Column("lost", "give.lost", "number"),
    Column("expires_on", "give.expires", "date"),
    Column("value", "give.value", "number"),
)


@require_safe
def gift_list(request: HttpRequest) -> HttpResponse:
    """List gifts: filters, order, paging; what is picked may be posted together."""
    scope, language = scope_of(request, "giving.read"), language_of(request)
    actor = actor_of(request)
    yes_no = (Choice("yes", say("give.posted", language)), Choice("no", say("give.open", language)))
    bills = tuple(Choice(one, say(f"give.bill_{one}", language)) for one in ("missing", "entered"))
    listing = Listing(
        "nav.gifts",
        "give.gifts_lead",
        "give.gifts_empty",
        GIFT_COLUMNS,
        (
            Filter("words", "give.words"),
            Filter("kind", "give.kind", "choice", coded(GIFT_KINDS, language)),
            Filter("state", "give.state", "choice", coded(GIFT_STATES, language)),
            Filter("posted", "give.in_book", "choice", yes_no),
            Filter("bill", "give.bill", "choice", bills),
            Filter("place", "book.place", hint="book.place_hint"),
            Filter("period", "give.day", "period"),
        ),
        ORDERS,
        ((say("give.new_gift", language), reverse("desk:gift_new")),)
        if actor.allows("giving.record")
        else (),
        Bulk(reverse("desk:gifts_post"), (("post", say("give.post", language)),))
        if actor.allows("giving.post")
        else None,
    )

    def rows(asked: Asked, order: str) -> tuple[Sequence[object], int]:
        question = _question(asked)
        page = reading.gifts(scope, question, order=order, limit=asked.limit, offset=asked.offset)
        return page, reading.count(scope, question)

    return show_listing(request, listing, rows, row=lambda one, lang: gift_row(_gift(one), lang))


def _gift(one: object) -> GiftSummary:
    return cast("GiftSummary", one)


def _question(asked: Asked) -> reading.GiftFilter:
    said = Said({"place": asked.get("place") or ""})
    period = asked.periods.get("period")
    found = reading.GiftFilter(
        words=asked.get("words") or "",
        kind=asked.get("kind") or "",
        state=asked.get("state") or "",
        recipient=said.place("place"),
        since=period.starts if period else None,
        until=period.ends if period else None,
        posted=asked.get("posted") or "",
        bill=asked.get("bill") or "",
    )
    said.close()
    return found


@require_POST
def gifts_post(request: HttpRequest) -> HttpResponse:
    """Post the gifts picked, as a second person; all of them or none."""
    numbers = picked(request)
    done = giving.post_gifts(numbers, actor=actor_of(request), now=now())
    tell(request, "give.posted_now", count=done.count)
    return HttpResponseRedirect(reverse("desk:gifts"))


@require_safe
def gift_page(request: HttpRequest, number: int) -> HttpResponse:
    """Show one gift: its way from hand to hand, its goods, its uses, its papers."""
    scope, language = scope_of(request, "giving.read"), language_of(request)
    actor = actor_of(request)
    found = reading.gift(scope, number)
    one = found.summary
    tone, icon = STATE_TONES[one.state]
    goods = Table(GOODS_COLUMNS, [_goods_row(line, language) for line in found.goods])
    content = {
        "gift": one,
        "days": period_words(one.starts, one.ends, language),
        "detail": found,
        "kind": getattr(GIFT_KINDS[one.kind], language),
        "basis": getattr(BASES[one.basis], language),
        "amount": money(one.amount, language),
        "place": name_of(one.recipient) if one.recipient else "",
        "state": Cell(one.state, getattr(GIFT_STATES[one.state], language), "", tone, icon),
        "goods": goods,
        "goods_chart": _goods_chart(found, language),
        "used": yuan(one.used_fen, language),
        "use_bar": _use_bar(one, language),
        "uses": [(use, yuan(use.amount_fen or 0, language)) for use in found.uses],
        "moves": [(move, getattr(MOVES[move.move], language)) for move in found.moves],
        "move_choices": coded_moves(language),
        "may_record": actor.allows("giving.record") and one.state != "withdrawn",
        "may_post": actor.allows("giving.post")
        and one.entry is None
        and one.state not in ("announced", "withdrawn")
        and one.recorded_by != actor.username,
    }
    crumbs = ((say("nav.gifts", language), reverse("desk:gifts")),)
    page = Page(
        "desk/giving/gift.html", one.words, content, twin=found,
        table=goods if found.goods else None, crumbs=crumbs,
    )  # fmt: skip
    return show(request, page)


def coded_moves(language: Language) -> tuple[Choice, ...]:
    """Return the moves of goods as choices."""
    return tuple(Choice(one.code, getattr(one, language)) for one in MOVES.values())


def _goods_row(line: reading.Goods, language: Language) -> Row:
    value = yuan(line.value_fen, language) if line.value_fen else ""
    piles = (line.at_hand, line.in_store, line.on_way, line.delivered, line.lost)
    return Row(
        (
            text(f"{line.name} {line.model}".strip()),
            text(line.unit),
            text(line.announced),
            *(Cell(pile, str(pile or "")) for pile in piles),
            Cell(line.expires_on, str(line.expires_on or "")),
            Cell(line.value_fen, value),
        )
    )


_TONES = dict(zip(PILES, ("s1", "s2", "s3", "s4", "s6"), strict=True))


def _goods_chart(found: GiftDetail, language: Language) -> Chart | None:
    """Draw where the pieces of each line are; nothing before any has come."""
    bars = tuple(
        Bar(
            line.name,
            f"{line.announced}{line.unit}",
            tuple(
                Part(getattr(line, pile), _TONES[pile], getattr(PILE_WORDS[pile], language))
                for pile in PILES
            ),
        )
        for line in found.goods
    )
    legend = tuple((_TONES[pile], getattr(PILE_WORDS[pile], language)) for pile in PILES)
    chart = Chart(say("give.where_goods", language), bars, legend)
    return chart if chart.is_worth_drawing else None


def _use_bar(one: GiftSummary, language: Language) -> tuple[Bar, int] | None:
    whole = one.amount.stated if one.amount is not None else None
    if not whole or not one.used_fen:
        return None
    words = yuan(one.used_fen, language)
    bar = Bar(say("give.uses", language), words, (Part(one.used_fen, "s4", words),))
    return bar, max(whole, one.used_fen)


@require_http_methods(["GET", "HEAD", "POST"])
def gift_new(request: HttpRequest) -> HttpResponse:
    """Record a gift that was announced or has arrived."""
    scope, language = scope_of(request, "giving.record"), language_of(request)
    donor = Said(request.GET).text("donor")
    known = donors_to_choose(scope)
    promised = tuple(
        Choice(str(one.number), f"{one.donor_name}:{one.words}")
        for one in pledges(scope, limit=1000)
        if one.state in ("open", "partly", "late")
    )
    fields = (
        FormField("donor", "give.donor", "choice", known, value=donor, is_required=True),
        FormField("kind", "give.kind", "choice", coded(GIFT_KINDS, language)),
        FormField("words", "give.what", is_required=True),
        FormField("amount", "give.amount", hint="give.amount_hint"),
        FormField("basis", "give.basis", "choice", coded(BASES, language), value="statement"),
        FormField("recipient_name", "give.recipient", is_required=True),
        FormField("place", "book.place", hint="book.place_hint"),
        FormField("day", "give.day", hint="give.day_hint"),
        FormField("purpose", "give.purpose"),
        FormField("is_designated", "give.designated", "check"),
        FormField("goods", "give.goods_list", "lines", hint="give.goods_hint"),
        FormField("pledge", "give.pledge", "choice", (Choice("", "—"), *promised)),
        FormField("document", "give.document"),
        FormField("is_here", "give.is_here", "check", value="1"),
    )
    form = Form("give.new_gift", "give.new_gift_lead", fields, ("nav.gifts", reverse("desk:gifts")))
    return handle(request, form, lambda: _recorded(request))


def _recorded(request: HttpRequest) -> str:
    said = Said(request.POST)
    draft = GiftDraft(
        donor=said.number("donor"),
        kind=said.text("kind"),
        words=said.text("words"),
        recipient_name=said.text("recipient_name"),
        period=said.period("day"),
        amount=said.money("amount"),
        basis=said.text("basis"),
        purpose=said.text("purpose"),
        is_designated=bool(said.text("is_designated")),
        recipient=said.place("place"),
        is_here=bool(said.text("is_here")),
        document=said.text("document"),
        pledge=said.number("pledge") or None,
        goods=said.goods("goods"),
    )
    said.close()
    done = giving.record_gift(draft, actor=actor_of(request), now=now())
    tell(request, "give.recorded", number=done.number)
    return reverse("desk:gift", args=[done.number])


@require_POST
def gift_do(request: HttpRequest, number: int) -> HttpResponse:
    """Do one thing with a gift: what the button says."""
    said = Said(request.POST)
    action = ACTIONS.get(said.text("action"))
    if action is None:
        raise refuse("STEP_UNKNOWN", found=said.text("action"), expected=", ".join(ACTIONS))
    action(number, said, actor_of(request))
    tell(request, "give.done")
    return HttpResponseRedirect(reverse("desk:gift", args=[number]))


def _post(number: int, said: Said, actor: Actor) -> None:
    del said
    giving.post_gifts([number], actor=actor, now=now())


def _arrive(number: int, said: Said, actor: Actor) -> None:
    on = said.on()
    said.close()
    giving.arrive_gift(number, on=on, document=said.text("document"), actor=actor, now=now())


def _hand(number: int, said: Said, actor: Actor) -> None:
    on = said.on()
    said.close()
    giving.hand_on(
        number, taker=said.text("taker"), on=on, document=said.text("document"), actor=actor,
        now=now(),
    )  # fmt: skip


def _use(number: int, said: Said, actor: Actor) -> None:
    on, amount, place = said.on(), said.fen("amount"), said.place("place")
    said.close()
    giving.use_gift(
        number, amount_fen=amount or 0, purpose=said.text("purpose"), words=said.text("words"),
        on=on, document=said.text("document"), place=place, actor=actor, now=now(),
    )  # fmt: skip


def _consent(number: int, said: Said, actor: Actor) -> None:
    on = said.on()
    said.close()
    giving.consent_gift(
        number, after=said.text("after"), on=on, document=said.text("document"), actor=actor,
        now=now(),
    )  # fmt: skip


def _bill(number: int, said: Said, actor: Actor) -> None:
    issued, amount = said.day("issued_on"), said.fen("amount")
    said.close()
    papers.record_bill(
        [number], issuer=said.text("issuer"), number=said.text("number"), issued_on=issued,
        amount_fen=amount, actor=actor, now=now(),
    )  # fmt: skip


def _chase(number: int, said: Said, actor: Actor) -> None:
    papers.chase_bill(number, note=said.text("note"), actor=actor, now=now())


def _waive(number: int, said: Said, actor: Actor) -> None:
    papers.waive_bill(number, reason=said.text("note"), actor=actor, now=now())


def _withdraw(number: int, said: Said, actor: Actor) -> None:
    giving.withdraw_gift(number, reason=said.text("note"), actor=actor, now=now())


def _move(number: int, said: Said, actor: Actor) -> None:
    on, line = said.on(), said.number("line")
    said.close()
    told: Mapping[str, str] = {"document": said.text("document"), "note": said.text("note")}
    if line:
        moving.move_goods(
            line, said.text("move"), said.number("quantity"), on=on, actor=actor, now=now(), **told
        )
    else:
        moving.move_all(number, said.text("move"), on=on, actor=actor, now=now(), **told)


ACTIONS: dict[str, Callable[[int, Said, Actor], None]] = {
    "post": _post,
    "arrive": _arrive,
    "hand": _hand,
    "use": _use,
    "consent": _consent,
    "bill": _bill,
    "chase": _chase,
    "waive": _waive,
    "withdraw": _withdraw,
    "move": _move,
}
"""What the buttons of a gift's page do."""


@require_safe
def letter(request: HttpRequest, number: int, form: str) -> HttpResponse:
    """Hand out the letter that acknowledges a gift, as Word, PDF or a page to print."""
    scope = scope_of(request, "giving.read")
    name, content = letter_file(reading.gift(scope, number), form, language_of(request))
    return named_response(content, name, form)
