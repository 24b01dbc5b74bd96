"""Where the money is: one bar per recipient, one segment per fund source; a plan is drawn hollow.

What is not broken down by source stands in its own grey segment; a plan never lengthens a bar of
what happened. Knows no Django.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from jiedui.papers.look import INK, PAPER, QUIET, SOURCE_COLOURS, rows_axis, text_on, theme

_BAR = 34
_WIDTH = 560


@dataclass(frozen=True, slots=True)
class Segment:
    """One amount to draw.

    Attributes:
        row: The bar it belongs to, as the axis names it (a second line after a line break).
        source: Fund source code, or None when not broken down.
        source_name: The source as the legend names it.
        fen: The amount.
        label: The amount in words, as the table shows it.
        planned: Whether it is planned only.
    """

    row: str
    source: str | None
    source_name: str
    fen: int
    label: str
    planned: bool = False


def money_spec(
    segments: list[Segment], totals: dict[str, str], axis_title: str, *, divisor: int = 1_000_000
) -> dict[str, Any]:
    """Return the Vega-Lite specification of the bars.

    Args:
        segments: The amounts, in drawing order; rows appear in the order first met.
        totals: Row to its total in words, written behind the bar.
        axis_title: Title of the amount axis, with its unit (万元 or million yuan).
        divisor: How many fen make one of that unit.
    """
    rows = list(dict.fromkeys(one.row for one in segments))
    values = _placed(segments, divisor)
    longest = max((value["end"] for value in values), default=1)
    ends = {value["row"]: value["end"] for value in values}
    behind = [{"row": row, "end": ends[row], "label": totals.get(row, "")} for row in rows]
    for value in values:
        room = (value["end"] - value["start"]) / longest * _WIDTH
        value["label"] = value["label"] if room > 8 * len(value["label"]) + 10 else ""
    y = rows_axis(rows, inner=0.42)
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
        "width": _WIDTH,
        "height": {"step": _BAR * 1.75},
        "padding": {"left": 4, "top": 6, "right": 96, "bottom": 4},
        "config": theme(),
        "layer": [
            _bars(values, y, longest, title=axis_title),
            _labels(values, y),
            {
                "data": {"values": behind},
                "mark": {"type": "text", "align": "left", "dx": 8, "fontWeight": 700},
                "encoding": {
                    "y": y,
                    "x": {"field": "end", "type": "quantitative"},
                    "text": {"field": "label"},
                },
            },
        ],
    }


def _placed(segments: list[Segment], divisor: int) -> list[dict[str, Any]]:
    """Lay the segments of each row end to end; positions in the unit of the axis."""
    reached: dict[str, int] = {}
    values = []
    for one in segments:
        start = reached.get(one.row, 0)
        reached[one.row] = start + one.fen
        colour = SOURCE_COLOURS.get(one.source, SOURCE_COLOURS[None])
        values.append(
            {
                "row": one.row,
                "source": one.source_name,
                "start": start / divisor,
                "end": (start + one.fen) / divisor,
                "middle": (start + one.fen / 2) / divisor,
                "label": one.label,
                "colour": colour,
                "fill": PAPER if one.planned else colour,
                "ink": INK if one.planned else text_on(colour),
                "planned": one.planned,
            }
        )
    return values


def _bars(
    values: list[dict[str, Any]], y: dict[str, Any], longest: float, *, title: str
) -> dict[str, Any]:
    names = list(dict.fromkeys(value["source"] for value in values))
    colours = {value["source"]: value["colour"] for value in values}
    x_axis = {
        "tickCount": 6,
        "domain": False,
        "ticks": False,
        "format": ",.10~g",
        "titlePadding": 10,
    }
    legend_scale = {"domain": names, "range": [colours[name] for name in names]}
    return {
        "data": {"values": values},
        "mark": {"type": "bar", "strokeWidth": 1.6, "height": {"band": 1}},
        "encoding": {
            "y": y,
            "x": {
                "field": "start",
                "type": "quantitative",
                "title": title,
                "axis": x_axis,
                "scale": {"domain": [0, longest], "nice": False},
            },
            "x2": {"field": "end"},
            "fill": {"field": "fill", "type": "nominal", "scale": None},
            "stroke": {
                "field": "source",
                "type": "nominal",
                "scale": legend_scale,
                "legend": {"symbolFillColor": {"expr": "scale('stroke', datum.value)"}},
            },
            "strokeDash": {
                "condition": {"test": "datum.planned", "value": [4, 3]},
                "value": [1, 0],
            },
        },
    }


def _labels(values: list[dict[str, Any]], y: dict[str, Any]) -> dict[str, Any]:
    return {
        "data": {"values": values},
        "mark": {"type": "text", "fontSize": 12.5, "color": QUIET},
        "encoding": {
            "y": y,
            "x": {"field": "middle", "type": "quantitative"},
            "text": {"field": "label"},
            "color": {"field": "ink", "type": "nominal", "scale": None},
        },
    }
