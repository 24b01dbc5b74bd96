"""Gifts told beside a stated total: they may or may not be inside it. Knows no Django."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any, overload

from jiedui.figures import templates
from jiedui.figures.cells import flags_of, records
from jiedui.figures.model import Beside
from jiedui.figures.region import Scope
from jiedui.figures.statement import EXTENTS, Walk
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


class LinesBeside(Sequence["Beside"]):
    """The lines of unknown overlap that a question meets, net of those taken back.

    Looked up when somebody looks; kept elsewhere, plain lines.
    """

    def __init__(self, cells: Cells, facts: Facts) -> None:
        """Keep where they are found."""
        self._cells = cells
        self._facts = facts

    @cached_property
    def rows(self) -> list[dict[str, Any]]:
        """The lines themselves, all of them, in order of entry."""
        return beside_rows(self._cells, self._facts)

    @cached_property
    def _found(self) -> tuple[Beside, ...]:
        sign = self._cells.plan.shape.sign
        return tuple(_beside(row, sign) for row in self.rows[:BESIDE_MAX])

    def __len__(self) -> int:
        """Return how many are told."""
        return len(self._found)

    @overload
    def __getitem__(self, at: int) -> Beside: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[Beside]: ...
    def __getitem__(self, at: int | slice) -> Beside | Sequence[Beside]:
        """Return one, or several."""
        return self._found[at]

    def __eq__(self, other: object) -> bool:
        """Whether the same lines are told."""
        return isinstance(other, Sequence) and self._found == tuple(other)

    def __hash__(self) -> int:
        """Return a hash of the lines."""
        return hash(self._found)

    def __reduce__(self) -> tuple[Any, ...]:
        """Be kept as plain lines."""
        return tuple, (list(self._found),)


def beside_rows(cells: Cells, facts: Facts) -> list[dict[str, Any]]:
    """Return the rows of those lines, in order of entry."""
    rows = special_rows(cells, facts, unknown=True)
    return standing([row for row in rows if row.get("may_overlap") and is_met(cells, row)])


def special_rows(cells: Cells, facts: Facts, *, unknown: bool = False) -> list[dict[str, Any]]:
    """Return every line that is not plainly inside (or of unknown overlap), with how it fits."""
    sql = facts.template(templates.walked, cells.plan.shape, Walk(inside=False, unknown=unknown))
    found, _ = facts.run(sql, cells.plan.values)
    return records(found, **flags_of(found) | dict.fromkeys(EXTENTS, True))


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
