"""Aid money by recipient and source: the table whose parts add up, and the bars drawn from it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from jiedui.kernel.codes import SOURCES
from jiedui.kernel.quantity import WAN_YUAN
from jiedui.papers.document import Chart, Table, Text
from jiedui.papers.numbers import Style
from jiedui.publish.charts.money import Segment, money_spec
from jiedui.publish.names import end_words, place_words, since_words, start_words
from jiedui.publish.parts.asking import about, cell, whole
from jiedui.publish.tables import footed_both_ways
from jiedui.publish.wording import say

if TYPE_CHECKING:
    from jiedui.figures.model import Question
    from jiedui.papers.document import Span
    from jiedui.publish.survey import Scope
    from jiedui.publish.telling import Telling, Told

_STYLE = Style("万元", bare=True)
_AID = tuple(code for code in SOURCES if code != "RECIPIENT_OWN")
_UNSPLIT = "UNSPLIT"


@dataclass(frozen=True, slots=True)
class _Row:
    scope: Scope
    planned: bool
    total: Told
    parts: dict[str, Told]


def funds_table(telling: Telling, language: str) -> Table | None:
    """Return the table.

    Recipients by sources with totals that add up, plans below and outside the total.
    """
    actual, planned, foot = _rows(telling)
    rows = actual + planned
    if not rows:
        return None
    sources = [code for code in (*_AID, _UNSPLIT) if any(code in row.parts for row in rows)]
    lines = [_line(row, sources, language) for row in actual]
    if foot is not None:
        lines.append(
            (
                Text(say("all", language)),
                Text(""),
                *(cell(foot.parts.get(code), language) for code in sources),
                cell(foot.total, language),
            )
        )
    totals = (len(actual),) if foot is not None else ()
    lines += [_line(row, sources, language) for row in planned]
    heads = [_source_name(code, language) for code in sources]
    columns = (say("recipient", language), say("period", language), *heads, say("total", language))
    notes = [say("money.note.rounded", language), say("money.note.own", language)]
    if planned:
        notes.append(say("money.note.plan", language))
    return Table(
        "funds",
        say("money.caption", language),
        columns,
        tuple(lines),
        stub=2,
        totals=totals,
        notes=tuple(notes),
    )


def foot(telling: Telling) -> None:
    """Ask for the table's numbers first, so that the prose says each as the table foots it."""
    _rows(telling)


def money_chart(telling: Telling, language: str) -> Chart | None:
    """Return the bars of the same rows.

    An amount that is said but not exact (约) is drawn as said; bounds stand in the table only.
    """
    table = funds_table(telling, language)
    if table is None:
        return None
    actual, planned, _ = _rows(telling)
    segments: list[Segment] = []
    totals: dict[str, str] = {}
    for row in actual + planned:
        if row.total.drawn is None:
            continue
        name = f"{place_words(row.scope.key, language)}\n{_period(row, language)}"
        segments += _segments(row, name, language)
        totals[name] = row.total.text[language]
    if not segments:
        return None
    spec = money_spec(
        segments,
        totals,
        say("money.axis", language),
        divisor=1_000_000 if language == "zh" else 100_000_000,
    )
    caption, alt = say("money.caption", language), say("money.alt", language)
    return Chart("money", caption, alt, spec, "vega-lite", replace(table, key="money"), notes=())


def _rows(telling: Telling) -> tuple[list[_Row], list[_Row], _Row | None]:
    """Return the rows of what happened, those of plans, and the foot of the first, all footed."""
    survey = telling.survey
    actual = [
        row
        for scope in survey.recipients
        if (row := _row(scope, telling, planned=False)).total.is_told
    ]
    planned = [
        row for scope in survey.planned if (row := _row(scope, telling, planned=True)).total.is_told
    ]
    foot = _foot(actual, telling) if len(actual) > 1 else None
    _footed(actual, foot, telling)
    for row in planned:
        _footed([row], None, telling)
    return (
        [_fresh(row, telling) for row in actual],
        [_fresh(row, telling) for row in planned],
        foot and _fresh(foot, telling),
    )


def _row(scope: Scope, telling: Telling, *, planned: bool) -> _Row:
    prefix = f"{scope.key}.{'plan' if planned else 'money'}"
    total = telling.tell(prefix, about("money", scope, telling, planned=planned), _STYLE)
    parts = {
        code: told
        for code in _AID
        if (
            told := telling.tell(
                f"{prefix}.{code}",
                about("money", scope, telling, planned=planned, source=code),
                _STYLE,
            )
        ).share
        or told.is_told
    }
    if total.is_told:
        rest = _unsplit(prefix, about("money", scope, telling, planned=planned), telling)
        if rest is not None:
            parts[_UNSPLIT] = rest
    return _Row(scope, planned, total, parts)


def _foot(rows: list[_Row], telling: Telling) -> _Row:
    scopes = tuple(row.scope for row in rows)
    total = telling.tell("all.money", whole("money", scopes, telling), _STYLE)
    codes = [code for code in _AID if any(code in row.parts for row in rows)]
    parts = {
        code: telling.tell(
            f"all.money.{code}", whole("money", scopes, telling, source=code), _STYLE
        )
        for code in codes
    }
    rest = _unsplit("all.money", whole("money", scopes, telling), telling)
    if rest is not None:
        parts[_UNSPLIT] = rest
    return _Row(scopes[0], planned=False, total=total, parts=parts)


def _unsplit(prefix: str, question: Question, telling: Telling) -> Told | None:
    """Return the part that is not broken down by source, as the breakdown itself says it."""
    told = telling.tell_row(
        f"{prefix}.{_UNSPLIT}", replace(question, by=("source",)), _STYLE, by={"source": None}
    )
    return told if told is not None and told.is_told and told.row.value.stated else None


def _footed(rows: list[_Row], foot: _Row | None, telling: Telling) -> None:
    """Reword the cells so that they add up, where the exact amounts do."""
    codes = list(dict.fromkeys(code for row in rows for code in row.parts))
    amounts = [
        [row.parts[code].share if code in row.parts else None for code in codes] for row in rows
    ]
    known = all(
        row.total.exact == sum(value or 0 for value in values)
        for row, values in zip(rows, amounts, strict=True)
    )
    if (
        not rows
        or not codes
        or not known
        or (foot is not None and not _foots(foot, codes, amounts))
    ):
        return
    shown = footed_both_ways(amounts, WAN_YUAN)
    for at, row in enumerate(rows):
        for code, value in zip(codes, shown.cells[at], strict=True):
            if code in row.parts and value is not None:
                telling.foot(row.parts[code], value)
        telling.foot(row.total, shown.row_totals[at])
    if foot is not None:
        for code, value in zip(codes, shown.column_totals, strict=True):
            telling.foot(foot.parts[code], value)
        telling.foot(foot.total, shown.whole)


def _foots(foot: _Row, codes: list[str], amounts: list[list[int | None]]) -> bool:
    """Whether the figures of the foot are the sums of the columns; else each is told by itself."""
    sums = [sum(row[at] or 0 for row in amounts) for at in range(len(codes))]
    return foot.total.exact == sum(sums) and all(
        code in foot.parts and foot.parts[code].share == value
        for code, value in zip(codes, sums, strict=True)
    )


def _fresh(row: _Row, telling: Telling) -> _Row:
    """Return a row with its numbers as last worded."""
    parts = {code: telling.told[told.key] for code, told in row.parts.items()}
    return replace(row, total=telling.told[row.total.key], parts=parts)


def _line(row: _Row, sources: list[str], language: str) -> tuple[Span, ...]:
    name = place_words(row.scope.key, language)
    cells = (cell(row.parts.get(code), language) for code in sources)
    return (Text(name), Text(_period(row, language)), *cells, cell(row.total, language))


def _period(row: _Row, language: str) -> str:
    if not row.planned:
        return since_words(row.scope.starts, language)
    first, last = start_words(row.scope.starts, language), end_words(row.scope.ends, language)
    span = first if first == last else f"{first}—{last}"
    return f"{span}{say('planned', 'zh')}" if language == "zh" else f"{span} {say('planned', 'en')}"


def _segments(row: _Row, name: str, language: str) -> list[Segment]:
    return [
        Segment(
            name,
            None if code == _UNSPLIT else code,
            _source_name(code, language),
            told.drawn,
            label=told.text[language],
            planned=row.planned,
        )
        for code, told in row.parts.items()
        if told.drawn
    ]


def _source_name(code: str, language: str) -> str:
    if code == _UNSPLIT:
        return say("unsplit", language)
    return SOURCES[code].zh if language == "zh" else SOURCES[code].en
