"""Pairings over time: one row per pair of parties, one bar per kind, ended and renamed ones shown.

A pairing still in force runs to the reporting day and carries an arrow; a start nobody stated
begins at the edge and says so. Knows no Django.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from jiedui.kernel.period import EARLIEST, LATEST
from jiedui.papers.look import (
    INK,
    QUIET,
    RULE,
    colour_of,
    half_characters,
    lighter,
    rows_axis,
    theme,
)

_WIDTH = 470
_ROW = 46
_HALF = 6.6


@dataclass(frozen=True, slots=True)
class Bar:
    """One pairing to draw.

    Attributes:
        row: Its row, as the axis names it (donor after a line break).
        kind: The kind of pairing, in words.
        starts: First day; EARLIEST when not stated.
        ends: Last day; LATEST while in force.
        label: Words above the bar (kind and years).
    """

    row: str
    kind: str
    starts: dt.date
    ends: dt.date
    label: str


def pairings_spec(bars: list[Bar], as_of: dt.date) -> dict[str, Any]:
    """Return the Vega-Lite specification of the timeline up to the reporting day.

    Args:
        bars: The pairings, in drawing order.
        as_of: The reporting day; a bar still open ends there with an arrow.
    """
    rows = list(dict.fromkeys(bar.row for bar in bars))
    kinds = list(dict.fromkeys(bar.kind for bar in bars))
    known = [bar.starts for bar in bars if bar.starts != EARLIEST]
    first = dt.date(min((day.year for day in known), default=as_of.year) - 1, 1, 1)
    last = as_of + dt.timedelta(days=max(120, (as_of - first).days // 24))
    values = _fitted([_value(bar, kinds, first=first, as_of=as_of) for bar in bars], first, last)
    y = rows_axis(rows, inner=0.6)
    x = _years_axis(first, last)
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
        "config": theme(),
        "width": _WIDTH,
        "height": {"step": _ROW},
        "padding": {"left": 4, "top": 6, "right": 12, "bottom": 4},
        "data": {"values": values},
        "layer": [
            _today(as_of, x),
            _bars(x, y),
            _arrows(y),
            _words(y, late=False),
            _words(y, late=True),
        ],
    }


def _years_axis(first: dt.date, last: dt.date) -> dict[str, Any]:
    step = max(1, (last.year - first.year) // 7)
    return {
        "field": "from",
        "type": "temporal",
        "title": None,
        "scale": {"domain": [_moment(first), _moment(last)], "type": "utc"},
        "axis": {
            "format": "%Y",
            "tickCount": {"interval": "year", "step": step},
            "domain": False,
            "gridColor": RULE,
        },
    }


def _fitted(values: list[dict[str, Any]], first: dt.date, last: dt.date) -> list[dict[str, Any]]:
    """Cut the words of an earlier bar where those of a later one on its row begin."""
    per_day = _WIDTH / (last - first).days
    fitted = []
    for value in values:
        later = [
            other
            for other in values
            if other["row"] == value["row"] and other["from"] > value["from"]
        ]
        room = [
            _left_edge(other, per_day) - _pixels(value["from"], per_day) - 10 for other in later
        ]
        fitted.append({**value, "label": _cut(value["label"], min(room, default=10_000))})
    return fitted


def _left_edge(value: dict[str, Any], per_day: float) -> float:
    edge = _pixels(value["to" if value["late"] else "from"], per_day)
    return edge - _HALF * half_characters(value["label"]) if value["late"] else edge


def _pixels(moment: str, per_day: float) -> float:
    return dt.date.fromisoformat(moment[:10]).toordinal() * per_day


def _cut(label: str, room: float) -> str:
    if _HALF * half_characters(label) <= room:
        return label
    kept = label
    while kept and _HALF * half_characters(f"{kept}…") > room:
        kept = kept[:-1]
    return f"{kept.rstrip()}…" if kept else ""


def _value(bar: Bar, kinds: list[str], *, first: dt.date, as_of: dt.date) -> dict[str, Any]:
    is_open = bar.ends >= as_of
    starts = first if bar.starts == EARLIEST else bar.starts
    colour = colour_of(kinds, bar.kind)
    return {
        "row": bar.row,
        "kind": bar.kind,
        "label": bar.label,
        "open": is_open and bar.ends == LATEST,
        "from": _moment(starts),
        "to": _moment(as_of if is_open else bar.ends),
        "colour": colour if is_open else lighter(colour),
        "late": (starts - first).days > 0.62 * (as_of - first).days,
    }


def _bars(x: dict[str, Any], y: dict[str, Any]) -> dict[str, Any]:
    return {
        "mark": {"type": "bar", "height": 12, "cornerRadius": 2, "yOffset": 8},
        "encoding": {
            "x": x,
            "x2": {"field": "to"},
            "y": y,
            "color": {"field": "colour", "type": "nominal", "scale": None},
        },
    }


def _arrows(y: dict[str, Any]) -> dict[str, Any]:
    return {
        "transform": [{"filter": "datum.open"}],
        "mark": {
            "type": "point",
            "shape": "triangle-right",
            "filled": True,
            "size": 190,
            "opacity": 1,
            "yOffset": 8,
            "xOffset": 5,
        },
        "encoding": {
            "x": {"field": "to", "type": "temporal"},
            "y": y,
            "color": {"field": "colour", "type": "nominal", "scale": None},
        },
    }


def _words(y: dict[str, Any], *, late: bool) -> dict[str, Any]:
    """Write above the bar: from its start, or, where it starts late, up to its end."""
    edge = "to" if late else "from"
    return {
        "transform": [{"filter": f"datum.late === {str(late).lower()}"}],
        "mark": {
            "type": "text",
            "align": "right" if late else "left",
            "baseline": "bottom",
            "dx": -5 if late else 1,
            "fontSize": 12.5,
            "color": INK,
        },
        "encoding": {"x": {"field": edge, "type": "temporal"}, "y": y, "text": {"field": "label"}},
    }


def _today(as_of: dt.date, x: dict[str, Any]) -> dict[str, Any]:
    return {
        "data": {"values": [{"from": _moment(as_of)}]},
        "mark": {"type": "rule", "color": QUIET, "strokeDash": [2, 3]},
        "encoding": {"x": x},
    }


def _moment(day: dt.date) -> str:
    return f"{day.isoformat()}T00:00:00Z"
