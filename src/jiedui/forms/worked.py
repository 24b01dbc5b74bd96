"""Cells worked out of several answers: share, growth, rate of completion, yearly mean, rank.

Each is a question of its own with others beside it: the whole a share is of, the period before, the
plan, the other counties of the table. Nothing is worked out of a number that is not exact. Knows no
Django.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING

from jiedui.kernel.quantity import Wording

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from jiedui.figures.model import Question
    from jiedui.forms.answering import Told

GROWING = {"growth", "growth_rate"}
WORKED = {*GROWING, "completion_rate", "yearly", "rank"}
"""What a column may say of the column before it: 增长率, 完成率, 年均, 排名."""


@dataclass(frozen=True, slots=True)
class Worked:
    """How a cell is worked out of its own answer and of others.

    Attributes:
        how: sum, sum_exact, sum_all (nothing unless all are known), share,
            growth, growth_rate, completion_rate, yearly, rank, per_person,
            same, mean, mean_among.
        beside: What else is asked: the whole, the period before, the plan, the other counties, the
            people divided by, the other rows of a list.
        years: Over how many years (or counties) a mean is taken.
    """

    how: str
    beside: tuple[Question, ...] = ()
    years: int = 1


def worked_out(worked: Worked, own: Told, beside: Sequence[Told]) -> Told:
    """Return what a cell worked out of several answers holds, or the reason why nothing.

    Args:
        worked: How.
        own: The answer to the cell's own question.
        beside: The answers to the questions beside it.
    """
    if worked.how in {"sum", "sum_exact", "sum_all"}:
        unknown = (one for one in (own, *beside) if not one.is_told and worked.how == "sum_all")
        return next(unknown, None) or _summed(own, beside, is_exact=worked.how == "sum_exact")
    nothing = [one for one in (own, *beside) if one.reason == "not_in_book"]
    if not own.is_told or (worked.how == "completion_rate" and nothing):
        return nothing[0] if worked.how == "completion_rate" and nothing else own
    if worked.how in _AMONG:
        return _AMONG[worked.how](own, beside)
    missing = next((one for one in beside if not one.is_told), None)
    if missing is not None:
        return missing
    exact = all(one.wording is Wording.EXACT for one in (own, *beside))
    number = _SUMS[worked.how](own, beside, worked.years) if exact else None
    if number is None:
        return _ambiguous(own)
    return _as(own, number, beside)


def _agreed(own: Told, beside: Sequence[Told]) -> Told:
    """Return what every one of several answers says alike; nothing when they differ."""
    missing = next((one for one in beside if not one.is_told), None)
    if missing is not None:
        return missing
    if any((one.number, one.wording) != (own.number, own.wording) for one in beside):
        return _ambiguous(own)
    return own


_OPEN_ABOVE = {Wording.EXACT, Wording.OVER, Wording.AT_LEAST}


def _summed(own: Told, beside: Sequence[Told], *, is_exact: bool) -> Told:
    """Return the sum of what is known, or known exactly; nothing of the others is in it."""
    every = (own, *beside)
    if is_exact:
        every = tuple(one for one in every if one.wording is Wording.EXACT)
    known = [one for one in every if one.is_told]
    other = next((one for one in every if not one.is_told and one.reason != "not_in_book"), None)
    if other is not None or not known:
        return other or own
    wordings = {one.wording for one in known}
    if not wordings <= _OPEN_ABOVE:
        return _ambiguous(known[0])
    number = sum((one.number or Fraction(0) for one in known), Fraction(0))
    told = _as(known[0], number, known[1:])
    return replace(told, wording=Wording.EXACT if wordings == {Wording.EXACT} else Wording.OVER)


def _ranked(own: Told, beside: Sequence[Told]) -> Told:
    """Return the place of a number among others, the largest first; equal ones share a place."""
    rivals = [one for one in beside if one.reason != "outside_pairing"]
    if any(one.number is None or one.wording is not Wording.EXACT for one in (own, *rivals)):
        return _ambiguous(own)
    larger = sum((one.number or 0) > (own.number or 0) for one in rivals)
    return _as(own, Fraction(larger + 1), rivals)


def _share(own: Told, beside: Sequence[Told], _: int) -> Fraction | None:
    whole = beside[0].number
    return 100 * (own.number or 0) / whole if whole else None


def _per_person(own: Told, beside: Sequence[Told], _: int) -> Fraction | None:
    people = beside[0].number
    return (own.number or 0) / people if people else None


def _growth(own: Told, beside: Sequence[Told], _: int) -> Fraction:
    return (own.number or Fraction(0)) - (beside[0].number or 0)


def _growth_rate(own: Told, beside: Sequence[Told], _: int) -> Fraction | None:
    before = beside[0].number
    return 100 * ((own.number or 0) - before) / before if before else None


def _yearly(own: Told, _: Sequence[Told], years: int) -> Fraction:
    return (own.number or Fraction(0)) / years


def _mean_among(own: Told, beside: Sequence[Told]) -> Told:
    """Return the mean over those of several recipients that were paired in the days asked."""
    paired = [one for one in beside if one.reason != "outside_pairing"]
    if own.number is None or own.wording is not Wording.EXACT or not paired:
        return _ambiguous(own)
    return _as(own, own.number / len(paired), paired)


_AMONG: dict[str, Callable[[Told, Sequence[Told]], Told]] = {
    "same": _agreed,
    "rank": _ranked,
    "mean_among": _mean_among,
}
_SUMS: dict[str, Callable[[Told, Sequence[Told], int], Fraction | None]] = {
    "share": _share,
    "completion_rate": _share,
    "per_person": _per_person,
    "growth": _growth,
    "growth_rate": _growth_rate,
    "yearly": _yearly,
    "mean": _yearly,
}


def _as(own: Told, number: Fraction, beside: Sequence[Told]) -> Told:
    told = [f"比照: {'; '.join(one.filters)}" for one in beside if one.filters]
    lines = own.lines + sum(one.lines for one in beside)
    return replace(
        own, number=number, lines=lines, filters=(*own.filters, *told), smallest=None,
        wording=Wording.EXACT,
    )  # fmt: skip


def _ambiguous(own: Told) -> Told:
    return replace(own, number=None, reason="ambiguous", smallest=None)
