"""A question read from an address and written back into one, within the reader's scope."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from jiedui.figures.asking import NONE_WORDS
from jiedui.figures.catalogue import FIGURES
from jiedui.figures.catalogue.dimensions import PLACES
from jiedui.figures.model import Question
from jiedui.kernel.period import parse_iso
from jiedui.kernel.place import covers, find, known, members, name_of
from jiedui.kernel.problem import Problem, Refused, Severity, Source, refuse

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from django.http import QueryDict

    from jiedui.access.scope import Scope
    from jiedui.figures.model import Figure

DAYS = ("since", "until", "as_of")
FILTER_PREFIX = "w."
_OF_PAGES = ("limit", "offset", "lang", "format")
"""What every page may be asked beside its question."""

OUTSIDE = "'…'"
"""Stands in SQL for a key that the reader may not see."""

_LITERAL = re.compile("'([^']*)'")

SEPARATORS = re.compile("[,，、]")
"""What may stand between several values of one filter."""


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

    Args:
        code: The figure.
        query: What the address says.
        scope: Where the reader may look.

    Raises:
        Refused: A date or a number cannot be read, or the figure cannot be asked by something (all
            at once): an answer without it would be taken for the answer to what was asked. Or a
            place lies outside.
    """
    figure = figure_named(code)
    problems = _strange(figure, query)
    days = {name: _day(name, query.get(name, ""), problems) for name in DAYS}
    question = Question(
        code,
        by=tuple(one for one in query.getlist("by") if one in figure.dimensions),
        where=_filters(figure, query),
        known_at=_entry(query.get("known_at", ""), problems),
        planned=query.get("planned") == "1",
        **days,
    )
    if problems:
        raise Refused(problems)
    return within(question, scope)


def _strange(figure: Figure, query: QueryDict) -> list[Problem]:
    """Return what an address asks by that the figure has not."""
    filters = [FILTER_PREFIX + name for name in figure.dimensions]
    known_names = {*filters, *DAYS, "by", "known_at", "planned", "unit", *_OF_PAGES}
    names = [name for name in query if name not in known_names]
    found = [_wrong("QUERY_UNKNOWN", name, name, expected=", ".join(filters)) for name in names]
    planned = query.get("planned", "")
    if planned not in ("", "0", "1"):
        found.append(_wrong("FILTER_UNREADABLE", "planned", planned, expected="1, 0"))
    elif planned == "1" and not figure.plan_accounts:
        found.append(_wrong("FIGURE_NOT_PLANNED", "planned", planned, expected="0"))
    return found + [
        _wrong("DIMENSION_UNKNOWN", "by", one, expected=", ".join(figure.dimensions))
        for one in query.getlist("by")
        if one not in figure.dimensions
    ]


def within(question: Question, scope: Scope) -> Question:
    """Return the question narrowed to the places the reader may see.

    Raises:
        Refused: It asks for a place outside them.
    """
    if scope.is_everywhere:
        return question
    asked = [value for name, values in question.where if name in PLACES for value in values]
    keys = [_key(value) for value in asked if value not in NONE_WORDS]
    keys += [value for value in dict(question.where).get("recipient", ()) if value in NONE_WORDS]
    outside = [key for key in keys if not scope.sees(key)]
    if outside or not scope.places:
        raise refuse(
            "OUTSIDE_SCOPE",
            found="、".join(name_of(key) for key in outside),
            expected="、".join(name_of(key) for key in scope.places),
        )
    if "recipient" in dict(question.where):
        return question
    return replace(question, where=(*question.where, ("recipient", scope.places)))


def sql_within(
    statements: Iterable[str], scope: Scope, recipients: Iterable[str]
) -> tuple[str, ...]:
    """Return the SQL behind an answer as a reader may see it.

    What a line not broken down may belong to is told to the engine by its keys, other recipients of
    the book among them. Such a key is shown to nobody who may not see the place, nor is what holds
    it together with others; places that hold the reader's own stay.

    Args:
        statements: The SQL.
        scope: Where the reader may look.
        recipients: Every recipient's key in the book.
    """
    if scope.is_everywhere:
        return tuple(statements)
    hidden = {
        member
        for key in recipients
        for member in members(key)
        if member
        and not scope.sees(member)
        and not any(covers(member, own) for own in scope.places)
    }

    def shown(literal: re.Match[str]) -> str:
        text = literal.group(1)
        return OUTSIDE if any(part in hidden for part in re.split(r"[+|;@]", text)) else f"'{text}'"

    return tuple(_LITERAL.sub(shown, one) for one in statements)


def _key(text: str) -> str:
    """Return the key of a place written as key or name; the text itself where it is neither."""
    found = find(text)
    return text if _is_key(text) or not found else found[0].key


def address_of(question: Question, **changes: str | None) -> str:
    """Return the query string that asks this question, with its `?`; None leaves a part out."""
    pairs: list[tuple[str, str]] = [("by", one) for one in question.by]
    pairs += [(FILTER_PREFIX + name, value) for name, values in question.where for value in values]
    pairs += [
        (name, day.isoformat()) for name in DAYS if (day := getattr(question, name)) is not None
    ]
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
    named = {name: (NONE_WORDS[0] if value is None else value,) for name, value in by}
    return replace(question, by=(), where=tuple({**kept, **named}.items()))


def _day(name: str, text: str, problems: list[Problem], /) -> dt.date | None:
    if not text.strip():
        return None
    try:
        period = parse_iso(text)
    except ValueError:
        problems.append(_wrong("DATE_UNREADABLE", name, text, expected="2017, 2017-10, 2017-10-31"))
        return None
    return period.starts if name == "since" else period.ends


def _entry(text: str, problems: list[Problem]) -> int | None:
    if not text.strip():
        return None
    if text.isascii() and text.isdigit() and len(text) <= 12:
        return int(text)
    problems.append(_wrong("NUMBER_UNREADABLE", "known_at", text, expected="1, 2, 3 …"))
    return None


def _filters(figure: Figure, query: QueryDict) -> tuple[tuple[str, tuple[str, ...]], ...]:
    found = []
    for dimension in figure.dimensions:
        written = query.getlist(FILTER_PREFIX + dimension)
        values = [
            part.strip() for text in written for part in SEPARATORS.split(text) if part.strip()
        ]
        if values:
            found.append((dimension, tuple(values)))
    return tuple(found)


def _is_key(text: str) -> bool:
    return all(
        part[:6].isdigit() and (known(part[:6]) or covers(part[:6], part))
        for part in text.split("+")
    )


def _wrong(code: str, field: str, found: str, *, expected: str) -> Problem:
    return Problem(code, Severity.ERROR, Source(cell=field), found[:80], expected)
