"""What a cell says, and what its column knows that the cell does not say. Knows no Django."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from jiedui.exchange.kinds.declaration import FieldKind

if TYPE_CHECKING:
    import datetime as dt

    from jiedui.exchange.kinds.declaration import Field
    from jiedui.exchange.rows import Value


class Said(NamedTuple):
    """What a cell says.

    Attributes:
        value: The value, None when it states none.
        wording: A `Wording` value where it is not exact or expressly not stated.
        code: What is wrong or worth knowing, "" when nothing is.
        expected: What was expected, for the problem.
        end: The end of a range said in the same cell; for an amount range its upper end.
        is_ditto: Whether the value above is meant.
        is_part: Whether value and end are the months of a quarter or half of a year.
    """

    value: Value = None
    wording: str = ""
    code: str = ""
    expected: str = ""
    end: Value = None
    is_ditto: bool = False
    is_part: bool = False


@dataclass(frozen=True, slots=True)
class Setting:
    """What a column knows that its cells do not say.

    Attributes:
        unit: The unit stated for it (万元), "" when none is.
        fen: How many fen one of its numbers is worth when the cell says no unit.
        is_percent: Whether plain numbers in it are percentages.
        is_mixed_rate: Whether ratios stand among its percentages.
        year: The year of dates that name none.
        cut_off: The day up to which the sheet reports.
        is_1904: Whether serial numbers count from 1904.
        keeps_pending: Whether 待核 is said of the row, as in a remark, and no value is awaited.
        is_short: Whether the rows tell of acts of days or weeks, such as classes and visits.
    """

    unit: str = ""
    fen: int = 100
    is_percent: bool = False
    is_mixed_rate: bool = False
    year: int | None = None
    cut_off: dt.date | None = None
    is_1904: bool = False
    keeps_pending: bool = False
    is_short: bool = False


EMPTY = Said()
"""An empty cell."""

DATED = frozenset((FieldKind.DATE, FieldKind.SPAN))
"""Kinds of field that hold days."""

RANGE_ENDS = {
    "start_date": "end_date",
    "planned_start": "planned_end",
    "actual_start": "actual_end",
}
"""Fields whose cell may say a range, to the field of its end."""


def set_end(target: dict[str, Value], one: Field, said: Said, *, has_own_end: bool = False) -> None:
    """Put the end of what a cell says where it belongs.

    A quarter in a column of a single day is only as exact as its year; its months are the period.
    """
    if one.kind not in DATED:
        target[f"{one.name}_high"] = said.end
        return
    name = one.end or RANGE_ENDS.get(one.name, "")
    if name and not (said.is_part and has_own_end):
        if target.get(name) is None:
            target[name] = said.end
    elif said.is_part and one.name in RANGE_ENDS.values():
        target[one.name] = said.end
    elif said.is_part and not name:
        target[one.name] = str(said.end)[:4]
        if target.get("period") is None:
            target["period"] = f"{said.value}/{said.end}"
