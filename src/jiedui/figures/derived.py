"""Figures made of other figures: differences, rates, shares and means, exact before any rounding.

Knows no Django.
"""

from __future__ import annotations

import math
from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

from jiedui.figures.model import AnswerRow, Ratio
from jiedui.figures.stock import Level, level, not_paired, place_value, stock_level
from jiedui.figures.wording import said
from jiedui.kernel.place import members, name_of, parents
from jiedui.kernel.quantity import NOT_KNOWN, UNITS, Interval, Wording

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from jiedui.figures.asking import Ask
    from jiedui.figures.model import Question
    from jiedui.figures.stock import Level, Observations

Rows = "Callable[[Question], Sequence[AnswerRow]]"

_UNDECIDED = ("not_known", "not_in_book", "outside_pairing", "not_broken_down")


def derived_rows(ask: Ask, rows_of: Callable[[Question], Sequence[AnswerRow]]) -> list[AnswerRow]:
    """Return the rows of a rate, share or mean, made of the rows of its terms.

    Args:
        ask: The question.
        rows_of: Answers a question with its rows.
    """
    if ask.figure.code == "money_mean_per_county":
        return _means(ask, rows_of)
    above_asked, below_asked = _terms(ask)
    below = {row.by: row for row in rows_of(below_asked)}
    alone = below.get(()) if len(below) == 1 else None
    found = []
    for row in rows_of(above_asked):
        base = below.get(row.by, alone)
        found.append(_ratio_row(ask, row, base))
    return found


def terms_of(ask: Ask) -> tuple[Question, ...]:
    """Return the questions a rate, share or mean is made of, as far as its own words tell them."""
    if ask.figure.code == "money_mean_per_county":
        return (replace(ask.question, code="money"),)
    return _terms(ask)


def _terms(ask: Ask) -> tuple[Question, Question]:
    """Return the questions of the number above and of the number below the line."""
    asked, figure = ask.question, ask.figure
    above = replace(asked, code=figure.terms[0])
    if figure.code == "arrival_rate":
        return above, replace(asked, code="money", planned=True)
    if figure.code == "money_share":
        places = tuple(
            one
            for one in asked.where
            if one[0]
            in ("recipient", "province", "prefecture", "county", "town", "year", "donor", "owner")
        )
        return above, replace(asked, code="money", where=places, by=())
    if figure.code == "money_per_registered_person":
        where = tuple(
            one
            for one in asked.where
            if one[0] in ("recipient", "province", "prefecture", "county", "town", "donor", "owner")
        )
        by = tuple(
            one
            for one in asked.by
            if one in ("recipient", "province", "prefecture", "county", "town")
        )
        return above, replace(asked, code=figure.terms[1], where=where, by=by, since=None)
    return above, replace(asked, code=figure.terms[1])


def _ratio_row(ask: Ask, above: AnswerRow, below: AnswerRow | None) -> AnswerRow:
    unit = ask.figure.unit
    factor = 100 if unit == "percent" else 1
    for term in (above, below):
        if term is None or term.value.stated is None:
            reason = (term.reason if term is not None else "") or "not_in_book"
            why = term.why if term is not None and any(term.why) else said("not_in_book")
            return AnswerRow(above.by, NOT_KNOWN, unit, reason, why)
    assert below is not None  # noqa: S101  Settled by the loop above.
    ratio = quotient(above.value, below.value, factor, is_part=ask.figure.code in _PARTS)
    if ratio is None:
        return AnswerRow(above.by, NOT_KNOWN, unit, "not_known", said("zero_base"))
    reason = above.reason or below.reason
    return replace(
        ratio_row(above.by, ratio, unit),
        reason=reason,
        why=above.why if above.reason else below.why,
    )


_PARTS = frozenset(("utilisation_rate", "spending_rate", "money_share"))
"""Rates of a part in its whole: never above 100 percent."""


def quotient(
    above: Interval, below: Interval, factor: int, *, is_part: bool = False
) -> Ratio | None:
    """Return one interval over another, exactly; None when the lower one may be nothing.

    Args:
        above: The number above the line, not negative.
        below: The number below the line, not negative.
        factor: What the quotient is multiplied by: 100 for percent.
        is_part: Whether the upper number is a part of the lower, so that it is at most all of it.
    """
    if above.stated is None or not below.stated or below.stated < 0:
        return None
    stated = Fraction(above.stated * factor, below.stated)
    low = None
    if above.low is not None and below.high:
        low = Fraction(above.low * factor, below.high)
    elif above.low is not None and above.low >= 0:
        low = Fraction(0)
    high = (
        Fraction(above.high * factor, below.low) if above.high is not None and below.low else None
    )
    if is_part and (high is None or high > factor):
        high = Fraction(max(factor, math.ceil(stated)))
    if above.is_exact and below.is_exact:
        low = high = stated
    return Ratio(low, stated, high)


def ratio_row(by: tuple[tuple[str, str | None], ...], ratio: Ratio, unit: str) -> AnswerRow:
    """Return the row of an exact ratio, its value rounded half up to the unit's smallest part."""
    scale = 1 if unit == "fen" else UNITS[unit].scale
    stated = None if ratio.stated is None else math.floor(ratio.stated * scale + Fraction(1, 2))
    if ratio.low is not None and ratio.low == ratio.high:
        return AnswerRow(by, Interval(stated, stated, stated), unit, ratio=ratio)
    low = None if ratio.low is None else math.floor(ratio.low * scale)
    high = None if ratio.high is None else math.ceil(ratio.high * scale)
    return AnswerRow(by, Interval(stated, low, high, Wording.BETWEEN), unit, ratio=ratio)


def _means(ask: Ask, rows_of: Callable[[Question], Sequence[AnswerRow]]) -> list[AnswerRow]:
    """Return aid money per county: of the counties asked for, or of those there is money for."""
    asked = replace(ask.question, code="money")
    counties = {parents(place).county for key in ask.places for place in members(key)}
    count = len(counties) if counties and None not in counties else _counties(asked, rows_of)
    found = []
    for row in rows_of(asked):
        ratio = quotient(row.value, Interval(count, count, count), 1) if count else None
        if ratio is None:
            found.append(AnswerRow(row.by, NOT_KNOWN, "fen", row.reason or "not_known", row.why))
        else:
            found.append(replace(ratio_row(row.by, ratio, "fen"), reason=row.reason, why=row.why))
    return found


def _counties(asked: Question, rows_of: Callable[[Question], Sequence[AnswerRow]]) -> int:
    rows = rows_of(replace(asked, by=("county",)))
    return sum(1 for row in rows if dict(row.by).get("county") and row.value.stated)


def change_rows(ask: Ask, found: Observations) -> list[AnswerRow]:
    """Return the rows of a fall, a change or a fall rate between two observations."""
    if not ask.by or not found.values:
        by = tuple((name, None) for name in ask.question.by)
        return [_change(ask, by, found, places=None)]
    groups: dict[tuple[str | None, ...], list[str]] = {}
    for place in found.values:
        groups.setdefault(tuple(place_value(name, place) for name in ask.by), []).append(place)
    order = sorted(groups, key=lambda key: [(value is None, value or "") for value in key])
    return [
        _change(ask, tuple(zip(ask.question.by, key, strict=True)), found, places=groups[key])
        for key in order
    ]


def _change(
    ask: Ask,
    by: tuple[tuple[str, str | None], ...],
    found: Observations,
    *,
    places: list[str] | None,
) -> AnswerRow:
    unit = ask.figure.unit
    first, last = _ends(ask, found, places)
    for one in (first, last):
        if one.value.stated is None:
            return AnswerRow(by, NOT_KNOWN, unit, one.reason, one.why)
    if first.day == last.day:
        left = [one for one in (places or found.values) if one in found.outside]
        if left:
            told = not_paired(found, left)
            return AnswerRow(by, NOT_KNOWN, unit, told.reason, told.why)
        days = str(first.day)
        return AnswerRow(by, NOT_KNOWN, unit, "not_known", said("one_observation", days=days))
    fall = first.value - last.value
    words = f"{first.day} {first.value.stated} → {last.day} {last.value.stated}"
    if ask.figure.code.endswith("_fall_rate"):
        ratio = quotient(fall, first.value, 100)
        if ratio is None:
            return AnswerRow(by, NOT_KNOWN, unit, "not_known", said("zero_base"))
        return replace(ratio_row(by, ratio, unit), why=(words, words), lines=2, as_of=last.day)
    value = -fall if ask.figure.code.endswith("_change") else fall
    return AnswerRow(by, value, unit, "", (words, words), value.stated or 0, 0, 2, last.day)


def _ends(ask: Ask, found: Observations, places: list[str] | None) -> tuple[Level, Level]:
    """Return the observations on the days asked for, or the first and the last one known."""
    chosen = sorted(found.values) if places is None else places
    since, until = ask.question.since, ask.question.until or ask.question.as_of
    days = _shared(found, chosen)
    first = since or (days[0] if days else None)
    last = until or (days[-1] if days else None)
    if places is None:
        return stock_level(ask, found, first), stock_level(ask, found, last)
    return level(found, chosen, first), level(found, chosen, last)


def _shared(found: Observations, places: Iterable[str]) -> list:  # type: ignore[type-arg]
    """Return the days on which all of the places were observed."""
    sets = [set(found.values[place]) for place in places]
    return sorted(set.intersection(*sets)) if sets else []


__all__ = ("change_rows", "derived_rows", "name_of", "quotient", "ratio_row")
