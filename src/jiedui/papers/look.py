"""The look of every picture.

Colours that stay apart for colour-blind eyes and in grey, and the font.

Contrast of text on its ground is at least 4.5 to 1; colours of areas keep 3 to 1 to white. Knows no
Django.
"""

from __future__ import annotations

from typing import Any

from jiedui.papers.fonts import SANS

INK = "#1c2733"
"""Text."""
QUIET = "#5a6673"
"""Text of lesser weight: axes, notes."""
RULE = "#d5dbe1"
"""Lines behind the marks."""
PAPER = "#ffffff"

SOURCE_COLOURS: dict[str | None, str] = {
    "MUNICIPAL_POOLED": "#1d4f8a",
    "DISTRICT_FISCAL": "#d9820f",
    "TOWNSHIP": "#2a8f7a",
    "SOCIAL_DONATION": "#a8325e",
    "RECIPIENT_OWN": "#7b6aa8",
    None: "#8b95a1",
}
"""One colour per fund source; None = not broken down by source."""

SEQUENCE = ("#1d4f8a", "#d9820f", "#2a8f7a", "#a8325e", "#7b6aa8", "#4c86c6", "#8a6d1d", "#5a6673")
"""Colours for kinds and counties, in the order they appear."""

DARK_ON = frozenset({"#d9820f", "#8b95a1"})
"""Colours on which text is dark instead of white."""


def colour_of(names: list[str], name: str) -> str:
    """Return the colour of `name`, by its place among `names`."""
    return SEQUENCE[names.index(name) % len(SEQUENCE)]


def half_characters(text: str) -> int:
    """Return the width of a text in half characters: a Chinese one counts two."""
    return sum(2 if ord(character) > 0x2E7F else 1 for character in text)


def lighter(colour: str) -> str:
    """Return the colour mixed with white, for what has ended."""
    mixed = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return "#" + "".join(f"{(2 * part + 3 * 255) // 5:02x}" for part in mixed)


def text_on(colour: str) -> str:
    """Return the colour text has on this ground."""
    return INK if colour in DARK_ON else PAPER


def rows_axis(rows: list[str], *, inner: float) -> dict[str, Any]:
    """Return the axis of named rows; a line break in a name makes a second line."""
    return {
        "field": "row",
        "type": "nominal",
        "sort": rows,
        "title": None,
        "scale": {"paddingInner": inner, "paddingOuter": 0.3},
        "axis": {
            "labelExpr": "split(datum.label, '\\n')",
            "domain": False,
            "ticks": False,
            "grid": False,
            "labelColor": INK,
            "labelPadding": 13,
            "labelLineHeight": 17,
        },
    }


def theme() -> dict[str, Any]:
    """Return the configuration every specification carries."""
    axis = {
        "labelFont": SANS,
        "titleFont": SANS,
        "labelFontSize": 13,
        "titleFontSize": 13,
        "labelColor": QUIET,
        "titleColor": QUIET,
        "titleFontWeight": 400,
        "gridColor": RULE,
        "domainColor": RULE,
        "tickColor": RULE,
        "labelLimit": 320,
    }
    return {
        "font": SANS,
        "background": PAPER,
        "view": {"stroke": None},
        "axis": axis,
        "text": {"font": SANS, "fontSize": 13, "color": INK},
        "legend": {
            "labelFont": SANS,
            "labelFontSize": 13,
            "labelColor": INK,
            "labelLimit": 260,
            "title": None,
            "orient": "top",
            "symbolType": "square",
            "symbolSize": 130,
        },
    }
