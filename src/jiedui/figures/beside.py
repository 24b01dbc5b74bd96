"""Gifts told beside a stated total: they may or may not be inside it. Knows no Django."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from jiedui.figures.cells import flags_of, records
from jiedui.figures.model import Beside
from jiedui.figures.query import Walk, lines_sql
from jiedui.figures.region import Scope
from jiedui.figures.sums import Sums
from jiedui.kernel.place import Fit

if TYPE_CHECKING:
    from jiedui.facts.store import Facts
    from jiedui.figures.cells import Cells

BESIDE_MAX = 200
"""How many gifts are told beside one answer."""

_NUMBERS = ("amount", "low_delta", "high_delta", "low_open", "high_open", "sense")
_SAME = (
    "recipient",
    "payer",
    "owner",
    "source",
    "category",
    "project",
    "starts",
    "ends",
    "wording",
)


def lines_beside(cells: Cells, facts: Facts) -> tuple[Beside, ...]:
    """Return the lines of unknown overlap that a question meets, net of those taken back."""
    rows = beside_rows(cells, facts)
    unit_sign = cells.plan.shape.sign
    return tuple(_beside(row, unit_sign) for row in rows[:BESIDE_MAX])


def beside_rows(cells: Cells, facts: Facts) -> list[dict[str, Any]]:
    """Return the rows of those lines, in order of entry."""
    rows = special_rows(cells, facts)
    return standing([row for row in rows if row.get("may_overlap") and is_met(cells, row)])


def special_rows(cells: Cells, facts: Facts) -> list[dict[str, Any]]:
    """Return every line that is not plainly inside, with how it fits."""
    sql = lines_sql(cells.plan.shape, Walk(inside=False), facts.engine)
    found, _ = facts.run(sql, cells.plan.values)
    return records(found, **flags_of(found))


def is_met(cells: Cells, row: dict[str, Any]) -> bool:
    """Whether a line is inside or touches."""
    scope = Scope(*(row[name] for name in Scope._fields))
    return cells.region_fit(scope, row)[0] is not Fit.OUTSIDE


def standing(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the rows without those that were taken back and those that took them back."""
    open_rows: dict[tuple[Any, ...], list[dict[str, Any]]] = {}
    for row in rows:
        same = tuple(row[name] for name in _SAME)
        numbers = tuple(row[name] for name in _NUMBERS)
        taken = open_rows.get((*same, *(-number for number in numbers)), [])
        if taken:
            taken.pop()
        else:
            open_rows.setdefault((*same, *numbers), []).append(row)
    left = [row for some in open_rows.values() for row in some]
    return sorted(left, key=lambda row: (row["entry"], row["line"]))


def _beside(row: dict[str, Any], sign: int) -> Beside:
    return Beside(
        row["entry"], row["line"], row["payer"], row["recipient"], value_of(row, sign).value(),
        row["document"] or "",
    )  # fmt: skip


def value_of(row: dict[str, Any], sign: int) -> Sums:
    """Return one line's numbers as the figure sees them."""
    low, high = ("low", "high") if sign > 0 else ("high", "low")
    sums = Sums()
    sums.add(
        {
            "n": row["sense"],
            "amount": row["amount"] * sign,
            "low_delta": row[f"{low}_delta"],
            "high_delta": row[f"{high}_delta"],
            "low_open": row[f"{low}_open"],
            "high_open": row[f"{high}_open"],
            "itemised": row["amount"] * sign if row["itemised"] else 0,
            **({f"said_{row['wording']}": row["sense"]} if row["wording"] != "exact" else {}),
        }
    )
    return sums
