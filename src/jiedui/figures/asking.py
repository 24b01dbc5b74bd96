"""A question read against the book: every filter's value found, every name that is wrong refused.

Places are accepted by code or by any name, closed vocabularies by code or words, organisations by
name. What cannot be found is refused with the nearest names there are. Knows no Django.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache
from itertools import combinations
from typing import TYPE_CHECKING

from jiedui.figures import listed
from jiedui.figures.catalogue import DIMENSIONS, FIGURES
from jiedui.figures.catalogue.dimensions import PLACES, TIMES
from jiedui.figures.region import Asked, common, merged
from jiedui.kernel.codes import (
    CATEGORIES,
    MONEY_STAGES,
    PAIRING_KINDS,
    PROJECT_STATES,
    SOURCES,
    code_of,
)
from jiedui.kernel.period import parse_iso, quarter_of
from jiedui.kernel.period import year as year_of
from jiedui.kernel.place import Fit, compare, find, known, members, name_of, nearest, present_code
from jiedui.kernel.problem import refuse

if TYPE_CHECKING:
    from collections.abc import Iterable

    from jiedui.facts.store import Facts
    from jiedui.figures.model import Figure, Question
    from jiedui.kernel.codes import Code
    from jiedui.kernel.period import Period
    from jiedui.kernel.problem import Refused

NONE_WORDS = ("-", "")
"""As a filter's value: the part that is not broken down by the dimension."""

VOCABULARIES: dict[str, dict[str, Code]] = {
    "source": SOURCES,
    "category": CATEGORIES,
    "pairing_kind": PAIRING_KINDS,
    "state": PROJECT_STATES,
    "stage": MONEY_STAGES,
}

KEYED = ("owner", "payer", "source", "category", "programme", "state")
"""Dimensions settled key by key before any line is read."""

_KEY = re.compile(r"\d{6}(:\S+)?(\+\d{6}(:\S+)?)*")
_QUARTER = re.compile(r"(\d{4})-?[Qq]?([1-4])")
_NEAREST_MAX = 6


@dataclass(frozen=True)
class Ask:
    """A question whose values have been found.

    Attributes:
        figure: The figure asked for.
        question: The question as it was asked.
        region: Where and when.
        keys: Accepted keys of dimensions in KEYED.
        equal: Accepted values of `project`, `document` and `stage`.
        kinds: Accepted kinds of pairing.
        empty: Dimensions asked for as not broken down.
        by: Dimensions of the breakdown, `donor` resolved.
        known_at: The last entry to count.
    """

    figure: Figure
    question: Question
    region: Asked
    keys: dict[str, tuple[str, ...]]
    equal: dict[str, tuple[str, ...]]
    kinds: tuple[str, ...]
    empty: frozenset[str]
    by: tuple[str, ...]
    known_at: int

    @property
    def places(self) -> tuple[str, ...]:
        """The recipients asked for, of the first place filter; () when none was."""
        return self.region.places[0] if self.region.places else ()


def read_question(question: Question, facts: Facts) -> Ask:
    """Return the question with every value found.

    Raises:
        Refused: The figure, a dimension or a value is unknown, or the days asked for are none.
    """
    figure = FIGURES.get(question.code)
    if figure is None:
        raise _unknown("FIGURE_UNKNOWN", question.code, FIGURES, expected="a figure's code")
    if question.planned and not figure.plan_accounts and not figure.terms:
        raise refuse("FIGURE_NOT_PLANNED", found=figure.code, expected="the actual figure")
    known_at = facts.known_at if question.known_at is None else question.known_at
    if known_at > facts.known_at:
        expected = f"an entry up to {facts.known_at}"
        raise refuse("KNOWN_AT_AHEAD", found=str(known_at), expected=expected)
    _check_dimensions(figure, question)
    return _Reader(figure, question, facts).ask(known_at)


def _check_dimensions(figure: Figure, question: Question) -> None:
    """Refuse a dimension there is none of, or that the figure lacks, or that is named twice."""
    for dimension in (*question.by, *(name for name, _ in question.where)):
        if dimension not in DIMENSIONS:
            raise _unknown("DIMENSION_UNKNOWN", dimension, DIMENSIONS, expected="a dimension")
        if dimension not in figure.dimensions:
            raise refuse(
                "DIMENSION_MISSING",
                found=f"{dimension} for {figure.code}",
                expected=f"one of {', '.join(figure.dimensions)}",
                hint="Leave it out, or ask a figure that has it.",
            )
    twice = [one for at, one in enumerate(question.by) if one in question.by[:at]]
    if twice:
        raise refuse(
            "DIMENSION_TWICE",
            found=f"{twice[0]} twice",
            expected="each dimension of a breakdown once",
            hint="Leave one of them out.",
        )


class _Reader:
    """Reads the filters of one question."""

    def __init__(self, figure: Figure, question: Question, facts: Facts) -> None:
        self._figure = figure
        self._question = question
        self._facts = facts
        self._places: list[tuple[str, ...]] = []
        self._keys: dict[str, tuple[str, ...]] = {}
        self._equal: dict[str, tuple[str, ...]] = {}
        self._kinds: tuple[str, ...] = ()
        self._empty: set[str] = set()
        self._days: list[tuple[Period, ...]] = []

    def ask(self, known_at: int) -> Ask:
        """Return the question with every value found."""
        for dimension, values in self._question.where:
            self._filter(dimension, values)
        self._check_places()
        region = Asked(tuple(self._places), self._windows())
        by = tuple(self._donor(()) if one == "donor" else one for one in self._question.by)
        return Ask(
            self._figure, self._question, region, self._keys, self._equal, self._kinds,
            frozenset(self._empty), by, known_at,
        )  # fmt: skip

    def _filter(self, dimension: str, values: tuple[str, ...]) -> None:
        rest = tuple(value for value in values if value not in NONE_WORDS)
        if len(rest) < len(values):
            self._empty.add(self._donor(()) if dimension == "donor" else dimension)
        if rest:
            self._values(dimension, rest)

    def _values(self, dimension: str, values: tuple[str, ...]) -> None:
        if dimension in PLACES:
            self._places.append(tuple(self._place(value) for value in values))
        elif dimension in TIMES:
            self._days.append(merged(_days(dimension, value) for value in values))
        elif dimension == "pairing_kind":
            self._kinds = tuple(_coded(dimension, value) for value in values)
        elif dimension == "project":
            self._equal[dimension] = self._projects(values)
        elif dimension == "document":
            self._equal[dimension] = self._documents(values)
        elif dimension == "stage":
            self._equal[dimension] = tuple(_coded(dimension, value) for value in values)
        else:
            found = tuple(self._key(dimension, value) for value in values)
            self._keys[self._donor(found) if dimension == "donor" else dimension] = found

    def _donor(self, keys: tuple[str, ...]) -> str:
        """Return what `donor` means: the giver of gifts (no district is named), else the owner."""
        districts = bool(keys) and all(known(key[:6]) and ":" not in key for key in keys)
        return "payer" if self._figure.group == "gifts" and not districts else "owner"

    def _check_places(self) -> None:
        """Refuse filters of place that no place can pass all of: 久治县 in 楚雄州."""
        for first, second in combinations(self._places, 2):
            if not any(compare(key, second) is not Fit.OUTSIDE for key in first):
                one, other = ("、".join(map(name_of, keys)) for keys in (first, second))
                raise refuse(
                    "FILTERS_CONTRADICT",
                    found=f"{one} and {other}",
                    expected="places that lie in each other",
                    hint="Places named in one filter (recipient=A,B) are counted together.",
                )

    def _documents(self, values: tuple[str, ...]) -> tuple[str, ...]:
        there = document_titles(self._facts)
        for one in values:
            if unicodedata.normalize("NFKC", one) not in there:
                raise self._not_in_book(one, there, expected="a document's title")
        return tuple(title for one in values for title in there[unicodedata.normalize("NFKC", one)])

    def _projects(self, values: tuple[str, ...]) -> tuple[str, ...]:
        """Return the keys of projects, named by key or, in whatever county they lie, by name."""
        wanted = [unicodedata.normalize("NFKC", one).strip() for one in values]
        names = {one for one in wanted if "/" not in one}
        keys = project_keys(self._facts) if names else ()
        named = {one: [key for key in keys if key.partition("/")[2] == one] for one in names}
        for one in names:
            if not named[one]:
                there = {key.partition("/")[2] for key in keys}
                raise self._not_in_book(one, there, expected="a project's key or name")
        return tuple(key for one in wanted for key in named.get(one, [one]))

    def _key(self, dimension: str, value: str) -> str:
        if dimension in VOCABULARIES:
            return _coded(dimension, value)
        name = "payer" if dimension == "donor" and self._figure.group == "gifts" else dimension
        there = {
            member
            for column in (("payer", "owner") if dimension == "donor" else (name,))
            for key in self._facts.profile.keys.get(column, ())
            for member in members(key)
        }
        wanted = unicodedata.normalize("NFKC", value).replace(" ", "")
        parts = members(wanted)
        if {*parts} <= there:
            return "+".join(sorted(parts))
        if dimension != "programme" and (found := self._found_place(value)):
            return found
        raise self._not_in_book(value, there, expected=f"a value of {dimension}")

    def _not_in_book(self, value: str, there: Iterable[str], *, expected: str) -> Refused:
        """Return the refusal of a name the book lacks; names of other places are not offered.

        Whoever may see one county only asks for that county alone.
        """
        if any(name in PLACES for name, _ in self._question.where):
            hint = "Ask for the breakdown to see the names there are."
            return refuse("VALUE_UNKNOWN", found=value, expected=expected, hint=hint)
        return _unknown("VALUE_UNKNOWN", value, there, expected=expected)

    def _place(self, value: str) -> str:
        found = self._found_place(value)
        if found:
            return found
        keys = {one for key in self._facts.profile.own_recipients for one in members(key)}
        names = nearest(value) or [f"{key} {name_of(key)}" for key in sorted(keys)]
        raise _unknown("VALUE_UNKNOWN", value, names, expected="a place's code or name")

    def _found_place(self, value: str) -> str | None:
        text = unicodedata.normalize("NFKC", value).strip()
        if _KEY.fullmatch(text):
            codes = [(key, key.partition(":")) for key in members(text)]
            if all(known(code) for _, (code, _, _) in codes):
                return "+".join(
                    sorted(f"{present_code(code)}{colon}{town}" for _, (code, colon, town) in codes)
                )
            return None
        found = list(dict.fromkeys(place.key for place in find(text)))
        if len(found) > 1:
            found = [key for key in found if self._is_in_book(key)] or found
        if len(found) > 1:
            names = ", ".join(f"{key} {name_of(key)}" for key in found[:_NEAREST_MAX])
            raise refuse("VALUE_AMBIGUOUS", found=value, expected=f"one of {names}")
        return found[0] if found else None

    def _is_in_book(self, key: str) -> bool:
        there = self._facts.profile.own_recipients
        return any(key[:6] in one or one.startswith(key[:4]) for one in there)

    def _windows(self) -> tuple[Period, ...] | None:
        window = self._window()
        found: tuple[Period, ...] | None = None if window is None else (window,)
        for days in self._days:
            found = days if found is None else common(found, days)
        if found is not None and not found:
            raise refuse("WINDOW_EMPTY", found="no day in common", expected="days that overlap")
        return found

    def _window(self) -> Period | None:
        since, until = self._question.since, self._question.until
        ends = min((day for day in (until, self._question.as_of) if day is not None), default=None)
        if since is not None and ends is not None and ends < since:
            raise refuse("WINDOW_EMPTY", found=f"{since} to {ends}", expected="days in order")
        return self._question.window


@lru_cache(maxsize=4096)
def _coded(dimension: str, value: str) -> str:
    vocabulary = VOCABULARIES[dimension]
    found = code_of(vocabulary, value)
    if found is None:
        words = [word for one in vocabulary.values() for word in (one.code, one.zh, one.en)]
        raise _unknown("VALUE_UNKNOWN", value, words, expected=f"a value of {dimension}")
    return found


@lru_cache(maxsize=8)
def project_keys(facts: Facts) -> tuple[str, ...]:
    """Return the key of every project the book names, read once per state."""
    found, _ = facts.run(facts.template(listed.projects), {})
    return tuple(sorted(found.column("project").to_pylist()))


@lru_cache(maxsize=8)
def document_titles(facts: Facts) -> dict[str, list[str]]:
    """Return the titles of the documents the book names, by how they read whatever their width.

    Read once per state.
    """
    found, _ = facts.run(facts.template(listed.documents), {})
    titles: dict[str, list[str]] = {}
    for one in sorted(found.column("document").to_pylist()):
        titles.setdefault(unicodedata.normalize("NFKC", one), []).append(one)
    return titles


def _days(dimension: str, value: str) -> Period:
    text = value.strip()
    try:
        if dimension == "year":
            return year_of(int(text))
        if dimension == "month":
            dashed = f"{text[:4]}-{text[4:]}" if re.fullmatch(r"\d{6}", text) else text
            found = parse_iso(dashed)
            return found if found.grain.value == "month" else parse_iso("")
        number = _QUARTER.fullmatch(text)
        return (
            quarter_of(dt.date(int(number[1]), int(number[2]) * 3, 1)) if number else parse_iso("")
        )
    except ValueError:
        expected = f"a {dimension}: {DIMENSIONS[dimension].values[1]}"
        raise refuse("VALUE_UNKNOWN", found=value, expected=expected) from None


def _unknown(code: str, found: str, there: Iterable[str], *, expected: str) -> Refused:
    names = sorted({name for name in there if name})
    near = get_close_matches(found, names, _NEAREST_MAX, 0) if len(names) < 5000 else []
    near = near or names[:_NEAREST_MAX]
    hint = f"The nearest are: {', '.join(near)}." if near else "The book holds none."
    return refuse(code, found=found, expected=expected, hint=hint)
