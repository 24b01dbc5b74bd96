"""Registered households and people on the first and the last observed day, and the fall between."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from jiedui.papers.document import Chart, Table, Text
from jiedui.papers.numbers import Style
from jiedui.publish.charts.households import Observation, households_spec
from jiedui.publish.names import day_words, place_words
from jiedui.publish.parts.asking import cell, stock
from jiedui.publish.wording import say

if TYPE_CHECKING:
    import datetime as dt

    from jiedui.publish.survey import Scope
    from jiedui.publish.telling import Telling, Told

_CODES = {"households": "registered_poor_households", "people": "registered_poor_people"}
_BARE = Style(bare=True)
_FALL = Style(bare=True, unsigned=False)


def households_chart(telling: Telling, language: str) -> Chart | None:
    """Return the slopes with their table, for every recipient observed on at least two days."""
    scopes = [scope for scope in telling.survey.stocks if scope.starts < scope.ends]
    if not scopes:
        return None
    panels = [
        (
            say(f"{measure}.panel", language),
            _observations(measure, scopes, telling, language=language),
        )
        for measure in _CODES
    ]
    panels = [(title, observations) for title, observations in panels if observations]
    day_format = "%Y年%-m月%-d日" if language == "zh" else "%-d %b %Y"
    return Chart(
        "households",
        say("households.caption", language),
        say("households.alt", language),
        households_spec(panels, day_format),
        "vega-lite",
        table=_table(scopes, telling, language),
        notes=(say("households.note", language),),
    )


def _observations(
    measure: str, scopes: list[Scope], telling: Telling, *, language: str
) -> list[Observation]:
    found = []
    for scope in scopes:
        for day in (scope.starts, scope.ends):
            told = _on(measure, scope, day, telling=telling)
            if told.exact is not None:
                unit = {"zh": {"households": "户", "people": "人"}[measure], "en": ""}[language]
                found.append(
                    Observation(
                        place_words(scope.key, language),
                        day,
                        told.exact,
                        told.text[language] + unit,
                    )
                )
    return found


def _table(scopes: list[Scope], telling: Telling, language: str) -> Table:
    first, last = min(scope.starts for scope in scopes), max(scope.ends for scope in scopes)
    one_pair = all((scope.starts, scope.ends) == (first, last) for scope in scopes)
    rows = tuple(_row(scope, telling, language, one_pair=one_pair) for scope in scopes)
    heads = [say("recipient", language)]
    if not one_pair:
        heads.append(say("period", language))
    for measure in _CODES:
        word = say(f"households.{measure}", language)
        days = (day_words(first, language), day_words(last, language)) if one_pair else ("①", "②")
        joint = "" if language == "zh" else " "
        heads += [f"{day}{joint or ' '}{word}" for day in days]
        heads += [
            f"{say('households.fall', language)}{joint}{word}",
            f"{say('households.rate', language)}{joint}{word}".removesuffix("户数").removesuffix(
                "人数"
            ),
        ]
    return Table(
        "households",
        say("households.caption", language),
        tuple(heads),
        rows,
        stub=1 if one_pair else 2,
    )


def _row(scope: Scope, telling: Telling, language: str, *, one_pair: bool) -> tuple[Text, ...]:
    head = [Text(place_words(scope.key, language))]
    if not one_pair:
        head.append(
            Text(f"① {day_words(scope.starts, language)} ② {day_words(scope.ends, language)}")
        )
    cells = []
    for measure in _CODES:
        observed = [_on(measure, scope, day, telling=telling) for day in (scope.starts, scope.ends)]
        cells += [cell(told, language) for told in (*observed, *_falls(measure, scope, telling))]
    return (*head, *cells)  # type: ignore[arg-type]  # cells are spans


def _on(measure: str, scope: Scope, day: dt.date, *, telling: Telling) -> Told:
    code = _CODES[measure]
    return telling.tell(
        f"{scope.key}.{code}.{day.isoformat()}", stock(code, scope.key, telling, at=day), _BARE
    )


def _falls(measure: str, scope: Scope, telling: Telling) -> list[Told]:
    """Return the difference and the rate between the first and the last observed day."""
    code = _CODES[measure]
    told = []
    for ending in ("fall", "fall_rate"):
        question = replace(
            stock(f"{code}_{ending}", scope.key, telling, at=scope.ends),
            as_of=None,
            since=scope.starts,
            until=scope.ends,
        )
        told.append(telling.tell(f"{scope.key}.{code}_{ending}", question, _FALL))
    return told
