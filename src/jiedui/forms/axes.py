"""In what the rows and the columns of a table differ: by source, category, payer, recipient.

Knows no Django.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from jiedui.forms.joining import joined_head, near_of
from jiedui.forms.totals import is_total
from jiedui.forms.units import units_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jiedui.forms.facets import Facets
    from jiedui.forms.labels import LabelReader
    from jiedui.forms.layout import Line, Slot, Table


@dataclass
class Axes:
    """In what the rows and the columns of one table differ.

    Attributes:
        table: The table.
        reader: Reads labels.
        above: For every row the row it is a part of.
        heads: The headings of every column.
    """

    table: Table
    reader: LabelReader
    above: Sequence[int | None]
    heads: Sequence[tuple[str, ...]]
    _found: dict[tuple[str, int | None], str] = field(default_factory=dict)

    def share_axis(self, slot: Slot) -> str:
        """Return in what the rows, else the columns, differ: source, category, payer, recipient."""
        key = slot.line.section, self.above[self._positions[slot.line]]
        if key not in self._found:
            self._found[key] = self._axis(*key)
        return self._found[key]

    @cached_property
    def _positions(self) -> dict[Line, int]:
        return {line: at for at, line in reversed([*enumerate(self.table.lines)])}

    def is_by_category(self, slot: Slot, own: Sequence[Facets]) -> bool:
        """Whether 捐赠 beside a cell is a kind of project: not of money beside purses."""
        if self.share_axis(slot) != "category":
            return False
        units = units_of(slot.line.unit) or tuple(one.unit for one in own if one.unit)
        is_money = bool(units) and units[0].family == "money"
        return not (is_money and self.has_purses)

    @cached_property
    def has_purses(self) -> bool:
        """Whether rows or columns name purses other than what society gave."""
        rows = [
            near_of([self.reader.read(one) for one in line.labels]) for line in self.table.lines
        ]
        heads = [joined_head([self.reader.read(one) for one in heads]) for heads in self.heads]
        return any(set(one.sources) - {"SOCIAL_DONATION"} for one in [*rows, *heads])

    def _axis(self, section: str, above: int | None) -> str:
        """Return in what the rows of one section that are parts of one row differ."""
        lines = [
            one
            for at, one in enumerate(self.table.lines)
            if not is_total(one, self.reader)
            and one.labels
            and one.section == section
            and (above is None or self.above[at] == above)
        ]
        for told in (
            [self.reader.read(one.labels[-1]) for one in lines],
            [self.reader.read(one[-1]) for one in self.heads if one],
        ):
            for name, there in (
                ("category", any(one.categories for one in told)),
                ("source", any(one.sources or one.donation for one in told)),
                ("payer", any(one.payers for one in told)),
                ("recipient", any(one.places for one in told)),
            ):
                if there:
                    return name
        return ""
