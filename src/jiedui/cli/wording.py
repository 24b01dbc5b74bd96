"""Answers in words for a terminal: values with their units, places and codes, claims, periods."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from jiedui.figures.catalogue import FIGURES
from jiedui.figures.catalogue.dimensions import PLACES
from jiedui.kernel.codes import (
    CATEGORIES,
    MONEY_STAGES,
    PAIRING_KINDS,
    PROJECT_STATES,
    SOURCES,
)
from jiedui.kernel.period import EARLIEST, LATEST, Period
from jiedui.kernel.place import name_of
from jiedui.kernel.quantity import UNITS, WAN_YUAN, Wording, plain, shown_decimal

if TYPE_CHECKING:
    from jiedui.figures.claim import Claim
    from jiedui.kernel.quantity import Interval

VOCABULARIES = {
    "source": SOURCES,
    "category": CATEGORIES,
    "pairing_kind": PAIRING_KINDS,
    "state": PROJECT_STATES,
    "stage": MONEY_STAGES,
}
"""Dimensions whose values are codes with wordings."""

NOT_BROKEN_DOWN = "未分列 not broken down"

SHAPES = {
    Wording.ABOUT: "约{}",
    Wording.OVER: "{}余",
    Wording.NEARLY: "近{}",
    Wording.AT_LEAST: "至少{}",
    Wording.AT_MOST: "至多{}",
}
"""How a stated amount that is not exact is said."""


class VerdictWords(NamedTuple):
    """Outcome of a check: as a table says it, in full Chinese and English, its style."""

    short: str
    zh: str
    en: str
    style: str


VERDICTS = {
    "confirmed": VerdictWords("✓ 相符 confirmed", "相符", "confirmed", "green"),
    "contradicted": VerdictWords("✗ 不符 contradicted", "不符", "contradicted", "bold red"),
    "not_independently_supported": VerdictWords(
        "~ 同一文件 same source", "仅有同一文件为据", "not independently supported", "yellow"
    ),
    "not_supported": VerdictWords("- 无据 not supported", "无据", "not supported", "yellow"),
    "undecidable": VerdictWords("? 不能判定 undecidable", "不能判定", "undecidable", "cyan"),
}


def label(dimension: str, value: str | None) -> str:
    """Return a value in words with its code: 久治县 632625, 市级统筹资金 MUNICIPAL_POOLED."""
    if value is None:
        return NOT_BROKEN_DOWN
    words = words_of(dimension, value)
    return words if words == value else f"{words} {value}"


def words_of(dimension: str, value: str) -> str:
    """Return a value in words alone: 久治县, 市级统筹资金."""
    known = VOCABULARIES.get(dimension, {}).get(value)
    if known is not None:
        return known.zh
    return name_of(value) if dimension in {*PLACES, "owner", "payer"} else value


def amount_text(amount: int | None, unit: str) -> str:
    """Return an amount as people read it: money in 万元, areas in square metres, counts as is."""
    if amount is None:
        return "…"
    if unit == "fen":
        return plain(shown_decimal(amount, WAN_YUAN))
    whole, rest = divmod(abs(amount), UNITS[unit].scale)
    sign = "-" if amount < 0 else ""
    digits = str(rest).rjust(len(str(UNITS[unit].scale)) - 1, "0").rstrip("0") if rest else ""
    return f"{sign}{whole}.{digits}" if digits else f"{sign}{whole}"


def value_text(value: Interval, unit: str) -> str:
    """Return an interval in words: 14056.3, 886余, 约30, [0, 14056.3], 8552.95 [8552.95, 17990]."""
    if value.wording is Wording.NOT_KNOWN:
        return "—"
    if value.wording is Wording.NOT_STATED:
        return "未列明"
    if value.stated is None or value.wording is Wording.BETWEEN:
        bounds = f"[{amount_text(value.low, unit)}, {amount_text(value.high, unit)}]"
        return bounds if value.stated is None else f"{amount_text(value.stated, unit)} {bounds}"
    return SHAPES.get(value.wording, "{}").format(amount_text(value.stated, unit))


def with_unit(value: Interval, unit: str) -> str:
    """Return an interval in words with its unit; an amount that is not stated has none."""
    words = value_text(value, unit)
    return words if words in {"—", "未列明"} else f"{words} {unit_text(unit)}"


def unit_text(unit: str) -> str:
    """Return the displayed unit: money is shown in 万元."""
    return "万元" if unit == "fen" else UNITS[unit].zh


def claim_text(claim: Claim) -> str:
    """Return what a claim states: whose, which part, plan or not, what, when."""
    figure = FIGURES.get(claim.code)
    parts = [
        "、".join(words_of(dimension, value) for value in values)
        for dimension, values in claim.where
        if dimension != "owner"
    ]
    parts.append(f"{'计划' if claim.planned else ''}{figure.zh if figure else claim.code}")
    if claim.since is not None or claim.until is not None:
        parts.append(str(Period(claim.since or EARLIEST, claim.until or LATEST)))
    return " ".join(parts)


def entries_text(entries: tuple[int, ...]) -> str:
    """Return entry numbers, runs joined: 12-14, 17."""
    runs: list[list[int]] = []
    for entry in sorted(set(entries)):
        if runs and entry == runs[-1][1] + 1:
            runs[-1][1] = entry
        else:
            runs.append([entry, entry])
    return ", ".join(str(low) if low == high else f"{low}-{high}" for low, high in runs)
