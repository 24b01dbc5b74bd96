"""Rows of a table that are accounts: 期初, 入库, 出库, 期末, or 上年结转, 收入, 支出, 结余."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jiedui.reader.reading import PERCENT, Relation
from jiedui.reader.stock import Part

if TYPE_CHECKING:
    import re
    from collections.abc import Mapping

    from jiedui.reader.found import Found
    from jiedui.reader.passage import Draft

_ORDER = (Part.WAS, Part.IS, Part.CAME, Part.WENT)
"""A head that says 期末结存 is of what there is, whatever came or went by its other words."""


def hold_balance(
    found: Found,
    cells: Mapping[int, Draft],
    headers: Mapping[int, str],
    *,
    words: Mapping[Part, re.Pattern[str]],
) -> None:
    """Hold what a row says there is against what there was, what came and what went.

    Args:
        found: Takes the finding.
        cells: The cells of the row by column.
        headers: The heads of those columns.
        words: The words of each part of an account.
    """
    told: dict[Part, list[Draft]] = {part: [] for part in Part}
    for at, one in sorted(cells.items()):
        part = next((each for each in _ORDER if words[each].search(headers[at])), None)
        if part is not None and one.measure is not PERCENT:
            told[part].append(one)
    if len(told[Part.WAS]) != 1 or len(told[Part.IS]) != 1:
        return
    if not told[Part.CAME] or not told[Part.WENT]:
        return
    (left,), gains = told[Part.IS], [*told[Part.WAS], *told[Part.CAME]]
    parts = (*gains, *told[Part.WENT])
    if any(one.family != left.family for one in parts) or found.holds(left):
        return
    value = sum(one.number.value for one in gains)
    value -= sum(one.number.value for one in told[Part.WENT])
    found.note(Relation.BALANCE, left, parts, sure=True, value=value)
