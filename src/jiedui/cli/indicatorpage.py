"""The generated page of the indicator sets that are shipped."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jiedui.assess.setfile import shipped
from jiedui.assess.span import decimal_text
from jiedui.assess.wording import SIDES, shape_words

if TYPE_CHECKING:
    from jiedui.assess.indicator import Indicator, IndicatorSet

HEADINGS = ("code", "indicator", "side", "most", "points", "target", "value")


def parts() -> list[tuple[str, tuple[str, ...], list[tuple[str, ...]]]]:
    """Return every shipped set: its title with what it rests on, headings and rows."""
    return [(_title(one), HEADINGS, [_row(each) for each in one.indicators]) for one in shipped()]


def _title(one: IndicatorSet) -> str:
    until = one.until.isoformat() if one.until else ""
    grades = ", ".join(f"{each.zh} {each.en} from {each.least}" for each in one.grades)
    blocks = "; ".join(f"`{each.code}` {each.zh} {each.en}" for each in one.blocks)
    duties = "; ".join(f"{each.zh} {each.en} ({each.month}-{each.day:02})" for each in one.duties)
    mark = " Weights and targets are illustrative." if one.is_illustrative else ""
    return (
        f"## {one.zh} · {one.en} (`{one.code}/{one.version}`)\n\n"
        f"In force {one.since}/{until}. {one.basis[0]}; {one.basis[1]}.{mark}\n"
        f"Blocks: {blocks}.\nGrades: {grades}.\nDuties: {duties}."
    )


def _row(one: Indicator) -> tuple[str, ...]:
    side = "both" if len(one.sides) > 1 else " ".join(SIDES[next(iter(one.sides))])
    target = "the plan" if one.is_plan_target else ""
    if one.target is not None:
        target = f"{decimal_text(one.target)} {one.unit[0]}"
    asked = "told with a document"
    if one.asked is not None:
        where = ", ".join(f"{name}={'/'.join(values)}" for name, values in one.asked.where)
        asked = f"`{one.asked.figure}`{f' ({where})' if where else ''}, {one.asked.window}"
    bonus = " (bonus)" if one.is_bonus else ""
    return (
        f"`{one.code}`",
        f"{one.zh} · {one.en}{bonus}",
        side,
        decimal_text(one.weight),
        shape_words(one.shape)[1],
        target,
        asked,
    )
