"""Bars drawn by the server: SVG in percent inside ordinary rows of text, or one file.

The page's bars stretch with the screen while their words stay readable text; the file is for
download. Every chart is made from the rows of the table beside it and shows nothing else. Numbers
enter as whole amounts; only their places on the screen are computed here.
"""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe

if TYPE_CHECKING:
    from django.utils.safestring import SafeString

FILE_COLOURS = {
    "s1": "#8a94a3",
    "s2": "#c98a1b",
    "s3": "#2f6fb3",
    "s4": "#2c7d4f",
    "s5": "#8d5a97",
    "s6": "#b5654a",
    "s7": "#2d7f84",
}
OPEN_SHARE_PERCENT = 6
_PER_CENT = 100


@dataclass(frozen=True, slots=True)
class Part:
    """One stretch of a bar: its amount, its colour class (s1 ... s7) and its words."""

    amount: int
    tone: str
    words: str


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar.

    Attributes:
        name: What it stands for.
        words: Its value in words, as the table has it.
        parts: Its stretches, left to right.
        low: Lowest possible value, None when open or when the bar is exact.
        high: Highest possible value, None when there is no upper end.
        is_exact: Whether low and high need not be drawn.
        href: The address the name opens.
    """

    name: str
    words: str
    parts: tuple[Part, ...]
    low: int | None = None
    high: int | None = None
    is_exact: bool = True
    href: str = ""


@dataclass(frozen=True, slots=True)
class Chart:
    """Bars on one scale that starts at zero.

    Attributes:
        title: What the chart shows, in words.
        bars: The bars, in the order of the table.
        legend: Colour class and words of each kind of stretch; empty for a single kind.
    """

    title: str
    bars: tuple[Bar, ...]
    legend: tuple[tuple[str, str], ...] = ()

    @property
    def scale(self) -> int:
        """The amount that fills the whole width; at least 1."""
        ends = [sum(part.amount for part in bar.parts if part.amount > 0) for bar in self.bars]
        ends += [bar.high for bar in self.bars if bar.high is not None and not bar.is_exact]
        return max([*ends, 1])

    @property
    def is_worth_drawing(self) -> bool:
        """Whether there is anything to see."""
        return any(part.amount > 0 for bar in self.bars for part in bar.parts) or any(
            bar.high for bar in self.bars if not bar.is_exact
        )


def percent(amount: int, scale: int) -> str:
    """Return where an amount stands on a scale, in percent with two decimals, between 0 and 100."""
    hundredths = min(max(amount, 0), scale) * _PER_CENT * _PER_CENT // max(scale, 1)
    return f"{hundredths // _PER_CENT}.{hundredths % _PER_CENT:02d}"


def stretches(bar: Bar, scale: int) -> list[tuple[Part, str, str]]:
    """Return each stretch of a bar with its start and width in percent."""
    placed = []
    start = 0
    for part in bar.parts:
        if part.amount > 0:
            placed.append((part, percent(start, scale), percent(part.amount, scale)))
            start += part.amount
    return placed


def bar_svg(bar: Bar, scale: int) -> SafeString:
    """Return one bar as SVG that stretches with its surroundings; words stand in its titles."""
    drawn = format_html_join(
        "",
        '<rect class="{}" x="{}%" width="{}%" y="10%" height="80%"><title>{}</title></rect>',
        ((part.tone, start, width, part.words) for part, start, width in stretches(bar, scale)),
    )
    return format_html(
        '<svg role="img" aria-label="{}">'
        '<rect class="track" width="100%" y="10%" height="80%"/>{}{}</svg>',
        f"{bar.name}: {bar.words}",
        drawn,
        _doubt(bar, scale),
    )


def _doubt(bar: Bar, scale: int) -> SafeString:
    """Return the part of a bar that is possible but not certain."""
    if bar.is_exact:
        return mark_safe("")
    low = bar.low or 0
    if bar.high is None:
        return format_html(
            '<rect class="maybe" x="{}%" width="{}%" y="10%" height="80%"/>',
            percent(low, scale),
            OPEN_SHARE_PERCENT,
        )
    return format_html(
        '<rect class="maybe" x="{}%" width="{}%" y="10%" height="80%"/>',
        percent(low, scale),
        percent(bar.high - low, scale),
    )


def share_svg(part: int, whole: int, *, words: str) -> SafeString:
    """Return a small bar of two stretches: how much of a whole rests on single records."""
    if whole <= 0:
        return mark_safe("")
    return format_html(
        '<svg class="support" role="img" aria-label="{}"><title>{}</title>'
        '<rect class="s2" width="100%" height="100%"/>'
        '<rect class="s4" width="{}%" height="100%"/></svg>',
        words,
        words,
        percent(part, whole),
    )


def chart_file(chart: Chart) -> str:
    """Return the whole chart as one SVG file, 800 units wide, with its own colours and words."""
    row_height, left, width = 34, 210, 400
    top = 70 if chart.legend else 48
    height = top + row_height * len(chart.bars) + 16
    lines = [
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 800 {height}" font-size="14"'
            " font-family=\"'Noto Sans SC','Microsoft YaHei',sans-serif\">"
        ),
        f'<rect width="800" height="{height}" fill="#fff"/>',
        f'<text x="16" y="28" font-size="17" font-weight="bold">{escape(chart.title)}</text>',
    ]
    for at, (tone, words) in enumerate(chart.legend):
        x = 16 + at * 150
        lines.append(f'<rect x="{x}" y="42" width="12" height="12" fill="{FILE_COLOURS[tone]}"/>')
        lines.append(f'<text x="{x + 18}" y="53" font-size="12">{escape(words)}</text>')
    for at, bar in enumerate(chart.bars):
        lines += _file_bar(bar, chart.scale, (left, top + at * row_height, width))
    return "\n".join([*lines, "</svg>"])


def _file_bar(bar: Bar, scale: int, place: tuple[int, int, int]) -> list[str]:
    left, y, width = place
    lines = [f'<text x="{left - 10}" y="{y + 18}" text-anchor="end">{escape(bar.name)}</text>']
    start = 0
    for part in bar.parts:
        if part.amount > 0:
            x, wide = left + start * width // scale, max(part.amount * width // scale, 1)
            lines.append(
                f'<rect x="{x}" y="{y}" width="{wide}" height="24"'
                f' fill="{FILE_COLOURS[part.tone]}"/>'
            )
            start += part.amount
    if not bar.is_exact:
        low = (bar.low or 0) * width // scale
        high = width if bar.high is None else bar.high * width // scale
        lines.append(
            f'<rect x="{left + low}" y="{y}" width="{max(high - low, 2)}" height="24"'
            ' fill="#2f6fb3"'
            ' fill-opacity="0.25" stroke="#2f6fb3" stroke-dasharray="4 3"/>'
        )
    return [*lines, f'<text x="{left + width + 12}" y="{y + 18}">{escape(bar.words)}</text>']
