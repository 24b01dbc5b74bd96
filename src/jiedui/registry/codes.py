"""Code lists of the form, of every generation, and poverty lines: read once from their files.

Words become codes by the list of their generation first, then by any other, because offices keep
old forms in use for years; a word no list knows stays unread and a person is asked. Knows no
Django.
"""

from __future__ import annotations

import csv
import datetime as dt
import functools
import tomllib
from importlib import resources
from typing import TYPE_CHECKING, Any, NamedTuple

from jiedui.kernel.place import covers

if TYPE_CHECKING:
    from collections.abc import Mapping

_CLOSED = str.maketrans({"（": "(", "）": ")", "　": "", " ": "", "\u00a0": ""})


class Word(NamedTuple):
    """One code of a list: how it is called."""

    code: str
    zh: str
    en: str


class Line(NamedTuple):
    """A poverty line: days in force, region, purpose, yuan a person and year in fen, its source."""

    since: dt.date
    until: dt.date
    region: str
    purpose: str
    fen: int
    source: str


PURPOSES = {
    "identification": ("识别标准", "identification"),
    "exit": ("退出标准", "exit"),
    "monitoring": ("监测范围", "monitoring"),
}
"""What a poverty line may be for."""


def _plain(text: str) -> str:
    return text.translate(_CLOSED).strip()


@functools.cache
def _file(name: str) -> dict[str, Any]:
    own = resources.files("jiedui.registry.dated").joinpath(f"{name}.toml")
    return tomllib.loads(own.read_text(encoding="utf-8"))


@functools.cache
def words(of: str) -> dict[str, Word]:
    """Return a code list by its name, in the form's order; `cause` has every generation's."""
    if of == "cause":
        causes = _file("causes")["causes"]
        return {code: Word(code, one["zh"], one["en"]) for code, one in causes.items()}
    return {code: Word(code, said[0], said[1]) for code, said in _file("codes")[of].items()}


@functools.cache
def _spoken(of: str) -> Mapping[str, str]:
    return {
        _plain(word): code
        for code, said in _file("codes")[of].items()
        for word in (said[0], code, *said[2:])
    }


def code_of(of: str, text: str, *, on: dt.date | None = None) -> str:
    """Return the code that a word means in a list; "" when the list does not know it.

    Args:
        of: The list.
        text: The word as written.
        on: The day of the form; causes are looked up in the generation in force first.
    """
    word = _plain(text)
    if of != "cause":
        return _spoken(of).get(word, "")
    order = sorted(generations(), key=lambda one: one != generation_on(on or dt.date.max))
    found = (_causes(one).get(word) for one in order)
    return next((code for code in found if code), "")


@functools.cache
def generations() -> tuple[str, ...]:
    """Return the generations of the list of causes, the oldest first."""
    return tuple(_file("causes")["generations"])


def generation_on(day: dt.date) -> str:
    """Return the generation of the list of causes that was in force on a day."""
    told = _file("causes")["generations"]
    inside = [one for one, said in told.items() if said["since"] <= day <= said["until"]]
    return inside[0] if inside else generations()[0]


@functools.cache
def _causes(generation: str) -> Mapping[str, str]:
    causes = _file("causes")["causes"]
    return {
        _plain(word): code
        for code, said in causes.items()
        for word in (*said.get(generation, ()), code)
        if generation in said
    }


def cause_in(code: str, generation: str) -> str:
    """Return how a generation's form writes a cause; its word for *other* where it has none.

    Raises:
        KeyError: There is no such code or generation.
    """
    causes = _file("causes")["causes"]
    said: list[str] = causes[code].get(generation) or causes["OTHER"][generation]
    return said[0]


@functools.cache
def lines() -> tuple[Line, ...]:
    """Return every poverty line known, from `dated/lines.csv`."""
    own = resources.files("jiedui.registry.dated").joinpath("lines.csv")
    rows = csv.DictReader(own.read_text(encoding="utf-8").splitlines())
    return tuple(
        Line(
            dt.date.fromisoformat(row["since"]),
            dt.date.fromisoformat(row["until"]),
            row["region"],
            row["purpose"],
            int(row["fen"]),
            row["source"],
        )
        for row in rows
    )


def line_on(
    day: dt.date, *, place: str, purpose: str, known: tuple[Line, ...] | None = None
) -> Line | None:
    """Return the poverty line in force on a day at a place for a purpose; None when not known.

    The narrowest region wins: a county's own line over its province's, that over the nation's.

    Args:
        day: The day.
        place: Key of the place.
        purpose: One of `PURPOSES`.
        known: The lines to look among; those shipped and those an office added.
    """
    found = [
        one
        for one in (lines() if known is None else known)
        if one.purpose == purpose
        and one.since <= day <= one.until
        and (not one.region or covers(one.region, place))
    ]
    return max(found, key=_narrowness, default=None)


def _narrowness(one: Line) -> tuple[int, dt.date]:
    return len(one.region.rstrip("0")) if one.region else 0, one.since
