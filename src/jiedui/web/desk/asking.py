"""A question about a figure, read from an address and written back into one; kept within the reader's scope."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from jiedui.figures.catalogue import FIGURES
from jiedui.figures.model import Figure, Question
from jiedui.kernel.period import parse_iso
from jiedui.kernel.place import covers, find, known, nearest
from jiedui.kernel.problem import Problem, Refused, Severity, Source, refuse
from jiedui.web.desk.shown import PLACE_DIMENSIONS

if TYPE_CHECKING:
    import datetime as dt

    from django.http import QueryDict

    from jiedui.access.scope import Scope

DAYS = ("since", "until", "as_of")
FILTER_PREFIX = "w."


def figure_named(code: str) -> Figure:
    """Return a figure of the catalogue.

    Raises:
        Refused: There is none of this code.
    """
    figure = FIGURES.get(code)
    if figure is None:
        raise refuse("FIGURE_UNKNOWN", found=code[:64], expected=", ".join(sorted(FIGURES)))
    return figure


def question_of(code: str, query: QueryDict, scope: Scope) -> Question:
    """Return the question an address asks, within the reader's scope.

    Raises:
        Refused: A date, a number or a place cannot be read, or lies outside the scope; all of them at once.
    """
    figure = figure_named(code)
    problems: list[Problem] = []
    days = {name: _day(name, query.get(name, ""), problems) for name in DAYS}
    question = Question(
        code,
        by=tuple(one for one in query.getlist("by") if one in figure.dimensions),
        where=_filters(figure, query, problems),
        known_at=_entry(query.get("known_at", ""), problems),
        planned=query.get("planned") == "1" and bool(figure.plan_accounts),
        **days,
    )
    if problems:
        raise Refused(problems)
    return within(question, scope)


def within(question: Question, scope: Scope) -> Question:
    """Return the question narrowed to the places the reader may see.

    Raises:
        Refused: It asks for a place outside them.
    """
    if scope.is_everywhere:
        return question
    asked = dict(question.where).get("recipient", ())
    outside = [key for key in asked if not scope.sees(key)]
    if outside or not scope.places:
        raise refuse("OUTSIDE_SCOPE", found="、".join(outside), expected="、".join(scope.places))
    if asked:
        return question
    return replace(question, where=(*question.where, ("recipient", scope.places)))


def address_of(question: Question, **changes: str | None) -> str:
    """Return the query string that asks this question, with its `?`; a change of None leaves that out."""
    pairs: list[tuple[str, str]] = [("by", one) for one in question.by]
    pairs += [(FILTER_PREFIX + name, value) for name, values in question.where for value in values]
    pairs += [(name, day.isoformat()) for name in DAYS if (day := getattr(question, name)) is not None]
    if question.known_at is not None:
        pairs.append(("known_at", str(question.known_at)))
    if question.planned:
        pairs.append(("planned", "1"))
    pairs = [pair for pair in pairs if pair[0] not in changes]
    pairs += [(name, value) for name, value in changes.items() if value is not None]
    return f"?{urlencode(pairs)}"


def narrowed(question: Question, by: tuple[tuple[str, str | None], ...]) -> Question:
    """Return the question that one row of a breakdown answers, for walking on from that row."""
    kept = {name: values for name, values in question.where if name not in dict(by)}
    named = {name: (value,) for name, value in by if value is not None}
    return replace(question, by=(), where=tuple({**kept, **named}.items()))


def _day(name: str, text: str, problems: list[Problem], /) -> dt.date | None:
    if not text.strip():
        return None
    try:
        period = parse_iso(text)
    except ValueError:
        problems.append(_wrong("DATE_UNREADABLE", name, text, "2017, 2017-10, 2017-10-31"))
        return None
    return period.starts if name == "since" else period.ends


def _entry(text: str, problems: list[Problem]) -> int | None:
    if not text.strip():
        return None
    if text.isascii() and text.isdigit() and len(text) <= 12:
        return int(text)
    problems.append(_wrong("NUMBER_UNREADABLE", "known_at", text, "1, 2, 3 …"))
    return None


def _filters(figure: Figure, query: QueryDict, problems: list[Problem]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    found = []
    for dimension in figure.dimensions:
        written = [
            part.strip()
            for text in query.getlist(FILTER_PREFIX + dimension)
            for part in text.replace("、", ",").replace("，", ",").split(",")
            if part.strip()
        ]
        values = tuple(_value(dimension, one, problems) for one in written)
        if values:
            found.append((dimension, values))
    return tuple(found)


def _value(dimension: str, text: str, problems: list[Problem], /) -> str:
    """Return the key a filter's words mean; organisations and vocabularies stay as written."""
    if dimension not in PLACE_DIMENSIONS or _is_key(text):
        return text
    found = find(text)
    if len({place.key for place in found}) == 1:
        return found[0].key
    if dimension in ("payer", "donor"):
        return text
    near = [place.name for place in found] or nearest(text)
    problems.append(_wrong("PLACE_UNKNOWN", dimension, text, "、".join(near)))
    return text


def _is_key(text: str) -> bool:
    return all(part[:6].isdigit() and (known(part[:6]) or covers(part[:6], part)) for part in text.split("+"))


def _wrong(code: str, field: str, found: str, expected: str) -> Problem:
    return Problem(code, Severity.ERROR, Source(cell=field), found[:80], expected)
