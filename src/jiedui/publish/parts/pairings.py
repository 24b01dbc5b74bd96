"""Pairings over time: the timeline and its table; the dates are the book's, not figures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jiedui.kernel.codes import PAIRING_KINDS
from jiedui.kernel.period import EARLIEST, LATEST
from jiedui.papers.document import Chart, Table, Text
from jiedui.publish.charts.pairings import Bar, pairings_spec
from jiedui.publish.names import (
    above_words,
    end_words,
    place_words,
    renamed_words,
    span_words,
    start_words,
)
from jiedui.publish.wording import say

if TYPE_CHECKING:
    from jiedui.publish.survey import Pairing
    from jiedui.publish.telling import Telling


def pairings_chart(telling: Telling, language: str) -> Chart | None:
    """Return the timeline of the programme's pairings, ended and renamed ones included."""
    pairings = telling.survey.pairings
    if not pairings:
        return None
    bars = [
        Bar(
            f"{_recipient(one, language)}\n{place_words(one.donor, language)}",
            _kind(one, language),
            one.starts,
            one.ends,
            label=f"{_kind(one, language)} {span_words(one.starts, one.ends, language)}",
        )
        for one in pairings
    ]
    spec = pairings_spec(bars, telling.survey.as_of)
    return Chart(
        "pairings",
        say("pairings.caption", language),
        say("pairings.alt", language),
        spec,
        "vega-lite",
        _table(telling, language),
    )


def _table(telling: Telling, language: str) -> Table:
    rows = tuple(
        (
            Text(place_words(one.donor, language)),
            Text(
                f"{above_words(one.recipient, language)}{_recipient(one, language)}"
                if language == "zh"
                else _recipient(one, language)
            ),
            Text(_kind(one, language)),
            Text(
                say("pairings.unstated", language)
                if one.starts == EARLIEST
                else start_words(one.starts, language)
            ),
            Text(
                say("pairings.open", language)
                if one.ends == LATEST
                else end_words(one.ends, language)
            ),
        )
        for one in telling.survey.pairings
    )
    heads = tuple(
        say(name, language)
        for name in ("pairings.donor", "recipient", "pairings.kind", "pairings.from", "pairings.to")
    )
    return Table("pairings", say("pairings.caption", language), heads, rows, stub=5)


def _recipient(one: Pairing, language: str) -> str:
    return renamed_words(one.recipient, language, since=one.starts)


def _kind(one: Pairing, language: str) -> str:
    kind = PAIRING_KINDS.get(one.kind)
    if kind is None:
        return one.kind
    return kind.zh if language == "zh" else kind.en
