"""Eras, shipped programmes and when a kind of pairing was in use, from `eras.toml`.

Knows no Django.
"""

from __future__ import annotations

import functools
import tomllib
from importlib.resources import files
from typing import TYPE_CHECKING, Any, NamedTuple

from jiedui.kernel.period import EARLIEST, LATEST, Period

if TYPE_CHECKING:
    import datetime as dt


class Era(NamedTuple):
    """A stretch of time with words of its own: whom it helps and by what mechanism."""

    code: str
    zh: str
    en: str
    period: Period
    target: str
    mechanism: str


class KnownProgramme(NamedTuple):
    """A programme as it is shipped: its days, its indicator set, its kinds of pairing."""

    code: str
    zh: str
    en: str
    period: Period
    indicators: str
    kinds: tuple[str, ...]


def era_on(day: dt.date) -> Era | None:
    """Return the era a day lies in, None before the first."""
    return next((one for one in eras() if one.period.starts <= day <= one.period.ends), None)


@functools.cache
def eras() -> tuple[Era, ...]:
    """Return every era, the earliest first."""
    return tuple(
        Era(one["code"], one["zh"], one["en"], _period(one), one["target"], one["mechanism"])
        for one in _data()["era"]
    )


@functools.cache
def kind_period(kind: str) -> Period:
    """Return the days on which a kind of pairing may begin; all days where nothing is told."""
    told = next((one for one in _data()["kind"] if one["code"] == kind), None)
    return _period(told) if told else Period(EARLIEST, LATEST)


@functools.cache
def known_programmes() -> tuple[KnownProgramme, ...]:
    """Return the programmes that are shipped; an office adds its own."""
    return tuple(
        KnownProgramme(
            one["code"],
            one["zh"],
            one["en"],
            _period(one),
            one["indicators"],
            tuple(one["kinds"]),
        )
        for one in _data()["programme"]
    )


def _period(one: dict[str, Any]) -> Period:
    return Period(one.get("from", EARLIEST), one.get("until", LATEST))


@functools.cache
def _data() -> dict[str, Any]:
    text = (files("jiedui.cooperation") / "eras.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)
