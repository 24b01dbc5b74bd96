"""A list of units with their class and score, as a city office gathers them. Knows no Django."""

from __future__ import annotations

import csv
import io
import re
from fractions import Fraction
from typing import TYPE_CHECKING

from jiedui.assess.span import between
from jiedui.kernel.encoding import decoded
from jiedui.kernel.problem import Problem, Refused, Severity, Source

if TYPE_CHECKING:
    from collections.abc import Mapping

    from jiedui.assess.span import Span

HEADINGS: Mapping[str, tuple[str, ...]] = {
    "unit": ("单位", "区", "县", "名称", "unit", "name"),
    "class": ("类别", "分类", "组别", "class", "group"),
    "score": ("得分", "分数", "总分", "score", "points"),
}
"""Headings of the columns that are needed."""

_SCORE = re.compile(r"\s*(\d+(?:\.\d+)?)\s*(?:[-–~至]\s*(\d+(?:\.\d+)?))?\s*分?\s*")


def read_scores(content: bytes, *, label: str = "") -> list[tuple[str, str, Span]]:
    """Return the units of a csv list: name, class and score; a score may be a span, 80-88.

    Args:
        content: The list, csv in UTF-8 or GB 18030.
        label: Its name, for problems.

    Raises:
        Refused: A column or a class is missing, a unit stands twice, or a score cannot be read
            (all at once).
    """
    rows = list(csv.reader(io.StringIO(decoded(content))))
    heads = [one.strip().lower() for one in rows[0]] if rows else []
    at = {
        name: next((heads.index(one) for one in words if one in heads), None)
        for name, words in HEADINGS.items()
    }
    problems = [
        _wrong(
            label,
            "row:1",
            found="、".join(heads) or "nothing",
            expected=f"a column {HEADINGS[name][0]}",
        )
        for name, column in at.items()
        if column is None
    ]
    if problems:
        raise Refused(problems)
    found: list[tuple[str, str, Span]] = []
    for number, row in enumerate(rows[1:], start=2):
        if not any(cell.strip() for cell in row):
            continue
        unit, of_class, score = (
            row[column].strip() if column is not None and column < len(row) else ""
            for column in (at["unit"], at["class"], at["score"])
        )
        span = _span(score)
        wrong, expected = score or "no score", "86.5, 80-88"
        if span is not None:
            wrong, expected = _fault(unit, of_class, {one for one, _, _ in found})
        if span is None or wrong:
            problems.append(_wrong(label, f"row:{number}", found=wrong, expected=expected))
        else:
            found.append((unit, of_class, span))
    if problems:
        raise Refused(problems)
    return found


def _fault(unit: str, of_class: str, known: set[str]) -> tuple[str, str]:
    """Return what is wrong with a unit and what is expected; ("", "") when nothing is."""
    if not unit or unit in known:
        return unit or "no unit", "each once"
    return ("", "") if of_class else (f"{unit}: no class", "its class")


def _span(text: str) -> Span | None:
    said = _SCORE.fullmatch(text)
    if said is None:
        return None
    low = Fraction(said[1])
    high = Fraction(said[2]) if said[2] else low
    return between(low, low if low == high else None, high) if low <= high else None


def _wrong(label: str, where: str, *, found: str, expected: str) -> Problem:
    return Problem("SCORES_WRONG", Severity.ERROR, Source(label, "", where), found, expected)
