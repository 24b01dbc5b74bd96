"""Registered households then and now.

Only observed days are drawn, nothing between them is invented.

A point is an observation; the dashed line says only which two belong together. The days stand at
their true distance, and a day nobody counted has no tick. Knows no Django.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from jiedui.papers.look import INK, colour_of, theme

_GAP = 0.075
_HEIGHT = 270
_WIDTH = 250


@dataclass(frozen=True, slots=True)
class Observation:
    """One observed stock.

    Attributes:
        place: The county, as the picture names it.
        day: The day it was observed.
        count: How many.
        label: The number in words, with its unit.
    """

    place: str
    day: dt.date
    count: int
    label: str


def households_spec(panels: list[tuple[str, list[Observation]]], day_format: str) -> dict[str, Any]:
    """Return the Vega-Lite specification: one panel per measure, one line per county.

    Args:
        panels: Title of each panel (with its unit) and its observations.
        day_format: How days are written: `%Y年%-m月%-d日` or `%-d %b %Y`.
    """
    places = list(dict.fromkeys(one.place for _, observations in panels for one in observations))
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
        "config": theme(),
        "padding": {"left": 4, "top": 6, "right": 8, "bottom": 4},
        "spacing": 46,
        "hconcat": [
            _panel(title, observations, places, day_format=day_format)
            for title, observations in panels
        ],
    }


def _panel(
    title: str, observations: list[Observation], places: list[str], *, day_format: str
) -> dict[str, Any]:
    days = sorted({one.day for one in observations})
    highest = max((one.count for one in observations), default=1)
    values = [_value(one, places) for one in observations]
    x = _days_axis(days, day_format)
    y = {
        "field": "count",
        "type": "quantitative",
        "scale": {"domain": [0, highest * 1.08], "nice": False},
        "axis": None,
        "title": None,
    }
    colour = {"field": "colour", "type": "nominal", "scale": None}
    detail = {"field": "place"}
    line = {
        "mark": {"type": "line", "strokeDash": [5, 4], "strokeWidth": 2},
        "encoding": {"x": x, "y": y, "color": colour, "detail": detail},
    }
    points = {
        "mark": {"type": "point", "filled": True, "size": 110, "opacity": 1},
        "encoding": {"x": x, "y": y, "color": colour},
    }
    return {
        "title": {
            "text": title,
            "anchor": "start",
            "fontSize": 14,
            "fontWeight": 700,
            "offset": 12,
            "font": theme()["font"],
        },
        "width": _WIDTH,
        "height": _HEIGHT,
        "data": {"values": values},
        "layer": [line, points, *_texts(values, highest)],
    }


def _days_axis(days: list[dt.date], day_format: str) -> dict[str, Any]:
    """Return the time axis: only observed days have a tick, at their true distance."""
    edge = dt.timedelta(days=(days[-1] - days[0]).days * 0.32 + 60)
    return {
        "field": "day",
        "type": "temporal",
        "title": None,
        "scale": {"domain": [_moment(days[0] - edge), _moment(days[-1] + edge)], "type": "utc"},
        "axis": {
            "values": [_moment(day) for day in days],
            "format": day_format,
            "grid": False,
            "labelAngle": 0,
            "ticks": False,
            "labelPadding": 8,
        },
    }


def _value(one: Observation, places: list[str]) -> dict[str, Any]:
    return {
        "place": one.place,
        "day": _moment(one.day),
        "count": one.count,
        "label": one.label,
        "colour": colour_of(places, one.place),
    }


def _texts(values: list[dict[str, Any]], highest: int) -> list[dict[str, Any]]:
    """Write the first observation to the left with its place, the others to the right."""
    first = min(value["day"] for value in values)
    layers = []
    for is_first in (True, False):
        side = [value for value in values if (value["day"] == first) is is_first]
        placed = _spread(side, highest)
        mark = {
            "type": "text",
            "align": "right" if is_first else "left",
            "dx": -12 if is_first else 12,
            "lineHeight": 16,
            "baseline": "middle",
            "dy": -8,
            "color": INK,
        }
        layers.append(
            {
                "data": {"values": placed},
                "mark": mark,
                "encoding": {
                    "x": {"field": "day", "type": "temporal"},
                    "y": {"field": "at", "type": "quantitative"},
                    "text": {"field": "lines"},
                },
            }
        )
    return layers


def _spread(values: list[dict[str, Any]], highest: int) -> list[dict[str, Any]]:
    """Move labels apart so that none covers another; the points stay where they are."""
    gap = highest * _GAP * 2
    reached: dict[str, float] = {}
    placed = []
    for value in sorted(values, key=lambda value: value["count"]):
        at = max(value["count"], reached.get(value["day"], -gap) + gap, highest * 0.03)
        reached[value["day"]] = at
        placed.append({**value, "at": at, "lines": [value["place"], value["label"]]})
    return placed


def _moment(day: dt.date) -> str:
    return f"{day.isoformat()}T00:00:00Z"
