"""What every list of records shares: what its address asks, its pager, its order, its buttons."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.urls import reverse

from jiedui.cooperation.kinds import KINDS
from jiedui.cooperation.queries.listing import Wanted
from jiedui.cooperation.vocabulary import VOCABULARIES
from jiedui.kernel import place
from jiedui.kernel.problem import refuse
from jiedui.web.desk.door import actor_of
from jiedui.web.desk.shown import Manner, amount_words, entry_cell, source_href
from jiedui.web.pages import Page, show
from jiedui.web.problems import well_set
from jiedui.web.tables import Cell, Choice, Filter, Row, Table, asked, choices_of, pager
from jiedui.web.wording import language_of, say

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from django.http import HttpRequest, HttpResponse

    from jiedui.cooperation.queries.listing import Page as Found
    from jiedui.kernel.quantity import Interval
    from jiedui.web.tables import Asked, Column
    from jiedui.web.wording import Language

PERIOD = Filter("period", "book.period", "period", hint="book.period_hint")
PLACE = Filter("place", "book.place", hint="book.place_hint")


@dataclass(frozen=True, slots=True)
class ListPage:
    """A list as a page.

    Attributes:
        title: Code of its title.
        lead: Code of the sentence below it.
        empty: Code of what stands where there is nothing yet.
        columns: Its columns.
        filters: Its filters.
        sorts: Order to the code of its words.
        forms: Kinds of record that may be proposed from here.
        template: The template that shows it.
    """

    title: str
    lead: str
    empty: str
    columns: tuple[Column, ...]
    filters: tuple[Filter, ...]
    sorts: tuple[tuple[str, str], ...]
    forms: tuple[str, ...] = ()
    template: str = "desk/records.html"


@dataclass(frozen=True, slots=True)
class Question:
    """What an address asks of a list: as it was written, and as the query takes it."""

    asked: Asked
    wanted: Wanted


def question_of(request: HttpRequest, page: ListPage) -> Question:
    """Return what an address asks.

    Raises:
        Refused: A filter holds what it cannot hold, or names a place nobody knows.
    """
    told = asked(request, (*page.filters, _order(page, language_of(request))))
    key = told.get("place") or ""
    wanted = Wanted(
        values={**told.values, **{name: str(one) for name, one in told.numbers.items()}},
        place=place_of(key) if key else "",
        period=told.periods.get("period"),
        sort=told.get("sort") or "",
        limit=told.limit,
        offset=told.offset,
    )
    return Question(told, wanted)


def place_of(words: str) -> str:
    """Return the key that words of a filter name.

    Raises:
        Refused: They name no place.
    """
    found = place.find(words)
    if found:
        return found[0].key
    if place.known(words):
        return place.present_code(words)
    raise refuse("PLACE_UNKNOWN", found=words[:40], expected="、".join(place.nearest(words)))


def _order(page: ListPage, language: Language) -> Filter:
    choices = tuple(Choice(value, say(code, language)) for value, code in page.sorts)
    return Filter("sort", "coop.sort", "choice", choices)


def show_list(
    request: HttpRequest,
    page: ListPage,
    question: Question,
    *,
    found: Found[Any],
    cells: Callable[[Any, Language], tuple[Cell, ...]],
    content: Mapping[str, object] | None = None,
) -> HttpResponse:
    """Return a list as a page with its twins."""
    language = language_of(request)
    rows = [
        Row(cells(one, language), "struck" if getattr(one, "is_taken_back", False) else "")
        for one in found.rows
    ]
    filters = (*page.filters, _order(page, language))
    shown = {
        "filters": [(one, question.asked.get(one.name) or "") for one in filters],
        "is_filtered": bool(question.asked.values),
        "pager": pager(request, question.asked, shown=len(rows), total=found.total),
        "lead_code": page.lead,
        "empty_code": page.empty,
        "forms": forms_of(request, page.forms),
        **(content or {}),
    }
    table = Table(page.columns, rows)
    title = say(page.title, language)
    return show(request, Page(page.template, title, shown, twin=found.rows, table=table))


def forms_of(request: HttpRequest, kinds: tuple[str, ...], query: str = "") -> list[Choice]:
    """Return the forms a reader may fill in from a page: address and words; none for a reader."""
    if not actor_of(request).allows("cooperation.propose"):
        return []
    language = language_of(request)
    return [
        Choice(
            f"{reverse('desk:record_form', args=[kind])}{query}",
            say("coop.new", language, kind=kind_name(kind, language)),
        )
        for kind in kinds
    ]


def kind_name(kind: str, language: Language) -> str:
    """Return the name of a kind of record."""
    known = KINDS.get(kind)
    if known is None:
        return kind
    return well_set(known.zh if language == "zh" else known.en, language)


def code_cell(vocabulary: str, code: str, language: Language) -> Cell:
    """Return a cell with a code of a vocabulary, in words."""
    return Cell(code, code_words(vocabulary, code, language))


def code_words(vocabulary: str, code: str, language: Language) -> str:
    """Return the words of a code; the code itself where nobody knows it."""
    known = VOCABULARIES[vocabulary].get(code)
    return well_set(getattr(known, language), language) if known else code


def choices(vocabulary: str, language: Language) -> tuple[Choice, ...]:
    """Return a vocabulary as choices of a filter, in the reader's language."""
    return choices_of(VOCABULARIES[vocabulary], language)


def amount_cell(value: Interval | None, unit: str, language: Language) -> Cell:
    """Return a cell with a number and its wording."""
    if value is None:
        return Cell(None, "")
    return Cell(value.stated, amount_words(value, unit, Manner(language)))


def entry_or_none(number: int | None) -> Cell:
    """Return a cell that opens the entry which counts a record; empty where none does."""
    return entry_cell(number) if number is not None else Cell(None, "")


def source_cell(batch: int | None, source: str) -> Cell:
    """Return a cell with the file, sheet and row a record came from."""
    words = " › ".join(part for part in source.split("\t") if part)
    parts = source.split("\t")
    row = "\t".join([*parts[:2], f"row:{parts[2]}"]) if len(parts) == 3 else source
    return Cell(source, words, source_href(batch, row))
