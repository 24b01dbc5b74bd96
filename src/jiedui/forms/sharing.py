"""Rounded shares that a form wants to add up to the 100 it prints. Knows no Django."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal
from math import lcm
from typing import TYPE_CHECKING

from jiedui.kernel.quantity import Rounding, Shown, footed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jiedui.forms.cells import Cell
    from jiedui.forms.layout import Table
    from jiedui.forms.notes import Notes

_WHOLE = Decimal(100)


def foot_shares(
    cells: Sequence[Cell], table: Table, notes: Notes, *, modes: dict[int, Rounding]
) -> None:
    """Adjust rounded shares of one whole by a last digit where the form wants them to make 100.

    It wants that where a note says so, or where 100 stands printed in their row or column and no
    note says that they stay as they are. The
    rest goes to the largest share where the note says so, else to where rounding erred most.
    """
    is_cut = any(one is Rounding.TRUNCATE for one in modes.values())
    if notes.shares == "apart" or (is_cut and not notes.shares):
        return  # What is cut off stays so, whatever total is printed.
    rows: dict[object, list[Cell]] = defaultdict(list)
    for cell in cells:
        worked = cell.asked.worked
        is_joined = len(cell.asked.sources) > 1 or len(cell.asked.categories) > 1
        if worked is None or worked.how != "share" or is_joined:
            continue
        if cell.slot.formula or cell.asked.question in worked.beside:
            continue  # The whole itself, 100 of 100.
        if isinstance(cell.shown, Decimal):
            rows["row", cell.slot.row, worked.beside].append(cell)
            rows["column", cell.slot.col, worked.beside].append(cell)
    printed = {("row", row) for (row, _), one in table.printed.items() if one in {1, _WHOLE}}
    printed |= {("column", col) for (_, col), one in table.printed.items() if one in {1, _WHOLE}}
    for key, parts in rows.items():
        line = key[:2]  # type: ignore[index]
        if (notes.shares or line in printed) and sum(one.told.number or 0 for one in parts) == 100:
            _foot(parts, notes, modes)


def _foot(parts: list[Cell], notes: Notes, modes: dict[int, Rounding]) -> None:
    shown = [one.shown for one in parts if isinstance(one.shown, Decimal)]
    rest = _WHOLE - sum(shown)
    if not rest or len({one.decimals for one in parts}) > 1:
        return
    if notes.shares == "largest":
        largest = max(parts, key=lambda one: one.told.number or 0)
        largest.shown = shown[parts.index(largest)] + rest
        return
    scale = lcm(*(one.told.number.denominator for one in parts if one.told.number is not None))
    kind = Shown("", "", scale, parts[0].decimals, modes[id(parts[0])])
    values, _ = footed([int((one.told.number or 0) * scale) for one in parts], kind)
    for cell, value in zip(parts, values, strict=True):
        cell.shown = value
