"""What the register's pages share, and the list of households."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.urls import reverse
from django.views.decorators.http import require_safe

from jiedui.kernel import place
from jiedui.registry.codes import words
from jiedui.registry.queries import SORTS, Days, Filters, Paging, households
from jiedui.registry.wording import STANDINGS, pair
from jiedui.web.clock import today
from jiedui.web.desk.cooperation.listing import place_of
from jiedui.web.desk.door import scope_of
from jiedui.web.pages import Page, show
from jiedui.web.tables import Cell, Choice, Column, Filter, Row, Table, asked, pager, text
from jiedui.web.wording import language_of, pick, say

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from jiedui.registry.queries import Row as HouseholdRow
    from jiedui.web.tables import Asked
    from jiedui.web.wording import Language

AS_OF = Filter("as_of", "register.as_of", "period", hint="register.as_of_hint")
KNOWN = Filter("known", "register.known", "period", hint="register.known_hint")
PLACE = Filter("place", "book.place", hint="book.place_hint")
COLUMNS = (
    Column("number", "register.number", "word"),
    Column("head", "register.head", "word"),
    Column("place", "book.place"),
    Column("people", "register.people", "number"),
    Column("standing", "register.standing", "badge"),
    Column("watch", "register.watch", "word"),
    Column("poor_type", "register.poor_type", "word"),
    Column("main_cause", "register.main_cause", "word"),
    Column("since", "register.since", "date"),
)
TONES = {
    "registered": ("warn", "wait"),
    "exited": ("ok", "ok"),
    "ordinary": ("tell", "tell"),
    "removed": ("mute", "bad"),
    "merged": ("mute", "tell"),
}
"""Tone and sign of each standing."""


def days_of(told: Asked) -> Days:
    """Return the two days an address asks about; today where it does not say."""
    as_of, known = (
        told.periods[name].ends if name in told.periods else today() for name in ("as_of", "known")
    )
    return Days(as_of, known)


def code_choices(of: str, language: Language) -> tuple[Choice, ...]:
    """Return a code list of the register as choices."""
    if of == "standing":
        return tuple(Choice(one, pick(STANDINGS[one], language)) for one in STANDINGS if one)
    return tuple(Choice(one.code, pick((one.zh, one.en), language)) for one in words(of).values())


def coded(of: str, code: str, language: Language) -> Cell:
    """Return a cell with what a code is called."""
    return Cell(code, pick(pair(of, code), language) if code else "")


def standing_cell(standing: str, language: Language) -> Cell:
    """Return a badge that says where a household stands."""
    tone, sign = TONES.get(standing, ("mute", "tell"))
    return Cell(standing, pick(pair("standing", standing), language), "", tone, sign)


def place_cell(key: str) -> Cell:
    """Return a cell with the full name of a county, town or village."""
    return Cell(key, place.name_of(key, form=place.Form.FULL) if key else "")


def key_of_words(words_of_place: str) -> str:
    """Return the key that a filter names: a key itself, or a place's name; "" for nothing.

    Raises:
        Refused: It names no place.
    """
    if ":" in words_of_place and place.known(words_of_place[:6]):
        return words_of_place
    return place_of(words_of_place) if words_of_place else ""


def household_cell(number: str) -> Cell:
    """Return a cell that opens a household."""
    return Cell(number, number, reverse("desk:household", args=[number]) if number else "")


@require_safe
def household_list(request: HttpRequest) -> HttpResponse:
    """List households of the reader's places on one day as known on another, names masked."""
    scope, language = scope_of(request, "registry.read"), language_of(request)
    filters = (
        Filter("find", "register.find", hint="register.find_hint"),
        PLACE,
        Filter("standing", "register.standing", "choice", code_choices("standing", language)),
        Filter("watch", "register.watch", "choice", code_choices("watch", language)),
        Filter("poor_type", "register.poor_type", "choice", code_choices("poor_type", language)),
        Filter("main_cause", "register.main_cause", "choice", code_choices("cause", language)),
        AS_OF,
        KNOWN,
        _order(language),
    )
    told = asked(request, filters)
    days = days_of(told)
    wanted = Filters(
        place=key_of_words(told.values.get("place", "")),
        standing=told.values.get("standing", ""),
        watch=told.values.get("watch", ""),
        poor_type=told.values.get("poor_type", ""),
        main_cause=told.values.get("main_cause", ""),
        find=told.values.get("find", ""),
    )
    paging = Paging(told.get("sort") or "number", told.offset // told.limit + 1, told.limit)
    found = households(scope, days, wanted, paging=paging)
    content = {
        "filters": [(one, told.values.get(one.name, "")) for one in filters],
        "is_filtered": bool(told.values),
        "pager": pager(request, told, shown=len(found.rows), total=found.total),
        "total": found.total,
        "days": days,
    }
    table = Table(COLUMNS, [_row(one, language) for one in found.rows])
    title = say("nav.households", language)
    return show(
        request, Page("desk/register/households.html", title, content, twin=found, table=table)
    )


def _order(language: Language) -> Filter:
    words_of = {"number": "number", "village": "village", "people": "people", "since": "since"}
    choices = [
        Choice(sign + name, say(f"register.{words_of[name]}", language) + sign.replace("-", " ↓"))
        for name in words_of
        if name in SORTS
        for sign in ("", "-")
    ]
    return Filter("sort", "coop.sort", "choice", tuple(choices))


def _row(one: HouseholdRow, language: Language) -> Row:
    return Row(
        (
            household_cell(one.number),
            text(one.head),
            place_cell(one.place),
            text(one.people),
            standing_cell(one.standing, language),
            coded("watch", one.watch, language),
            coded("poor_type", one.poor_type, language),
            coded("cause", one.main_cause, language),
            text(one.since),
        )
    )


def at_days(address: str, days: Days) -> str:
    """Return an address that asks about the same two days."""
    if days == Days(today(), today()):
        return address
    return f"{address}?{urlencode({'as_of': days.as_of, 'known': days.known})}"


def month_of(day: dt.date) -> tuple[dt.date, dt.date]:
    """Return the first and the last day of a day's month."""
    first = day.replace(day=1)
    return first, (first + dt.timedelta(days=32)).replace(day=1) - dt.timedelta(days=1)
