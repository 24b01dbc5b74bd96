"""Lines of a page and the cells of a table's line."""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


class Line(NamedTuple):
    """One line of the page, without its end: where it begins and its normalised text."""

    start: int
    text: str


TOTAL = re.compile(r"合\s?计|总\s?计|小\s?计|总数|Total|total")
"""Heads the row or the column that adds up the others."""

LABOUR_TO = re.compile(r"(?:有组织)?向.{2,12}?(?:输[转出送]|劳务输)")
"""Begins a row of people who go to work at the side that gives: 向天津输出劳动力."""

_CELL = re.compile(r"\S+")
_COMMA = re.compile(r",\D")
NUMBER_CELL = re.compile(r"[-+]?\d[\d,]*(?:\.\d+)?%?|[—–-]{1,3}|/|\d{4}年?")
"""A cell that is a number, or stands for none."""

_FIGURE = re.compile(r"[-+]?\d[\d,]*(?:\.\d+)?%?")


@functools.lru_cache(maxsize=256)
def cells_of(text: str) -> Sequence[tuple[int, str]]:
    """Return (start, text) of the cells of a table's line, stripped.

    A line with bars or tabs is cut there, empty cells included; any other at its blanks.
    """
    return tuple(_barred(text) if "|" in text or "\t" in text else _spaced(text))


def _spaced(text: str) -> Iterator[tuple[int, str]]:
    return ((cell.start(), cell[0]) for cell in _CELL.finditer(text))


def _barred(text: str) -> Iterator[tuple[int, str]]:
    first = len(text) - len(text.lstrip(" |\t")) if text.startswith("|") else 0
    last = len(text.rstrip(" |")) if text.rstrip().endswith("|") else len(text)
    start = first
    for cell in text[first:last].replace("\t", "|").split("|"):
        bare = cell.strip()
        yield start + len(cell) - len(cell.lstrip()), bare
        start += len(cell) + 1


def is_figure(cell: str) -> bool:
    """Whether a cell is one plain number."""
    return _FIGURE.fullmatch(cell) is not None


def is_row(text: str) -> bool:
    """Whether a line is a row of a table: several cells, two or more of them bare numbers."""
    if "。" in text or ";" in text or "!" in text or "?" in text:
        return False
    if "," in text and _COMMA.search(text):
        return False
    if " " not in text and "|" not in text and "\t" not in text:
        return False
    cells = [cell for _, cell in cells_of(text) if cell]
    numbers = [cell for cell in cells if NUMBER_CELL.fullmatch(cell)]
    return len(cells) >= 3 and len(numbers) >= 2 and 2 * len(numbers) >= len(cells) - 1
