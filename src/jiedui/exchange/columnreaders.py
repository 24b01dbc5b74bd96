"""Reading the cells of one column: what was read before is remembered. Knows no Django."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from jiedui.exchange.cellnumbers import whole_worth
from jiedui.exchange.cells import read_cell
from jiedui.exchange.headingwords import MONEY_UNITS
from jiedui.exchange.kinds.declaration import FieldKind
from jiedui.exchange.said import DATED, Said

if TYPE_CHECKING:
    from jiedui.exchange.columns import Column
    from jiedui.exchange.effort import Effort
    from jiedui.exchange.grid import CellValue
    from jiedui.exchange.kinds.declaration import Field
    from jiedui.exchange.rows import Value
    from jiedui.exchange.said import Setting

NEW = "what no cell says"
"""Stands for what was not read before."""

_MEMORY = 60_000
_SHORT = 10
_MOST_VARIANTS = 400
_BY_CLASS = frozenset((FieldKind.RATE, FieldKind.FIGURE))
"""Kinds of field in which equal numbers of another style (0.5, 50%) say something else."""


class ColumnReader:
    """Reads the cells of one column and remembers what they say.

    `at` is the column's position from 0; `plain` holds what was read and says no more than its
    value; `worth` is what a whole number of it is multiplied by, 0 where it has to be read.
    """

    __slots__ = (
        "_effort", "_is_by_class", "_known", "_variants", "at", "field", "group", "is_added",
        "is_dated", "is_figure", "name", "plain", "setting", "worth",
    )  # fmt: skip

    def __init__(self, column: Column, field: Field, setting: Setting, *, effort: Effort) -> None:
        """Begin a column that holds a field; nothing is read yet."""
        self.at = column.col - 1
        self.field = field
        self.name = field.name
        self.setting = setting
        self.group = column.group
        self.is_added = column.is_added
        self.is_figure = field.kind is FieldKind.FIGURE
        self.is_dated = field.kind in DATED
        self.worth = whole_worth(field.kind, setting)
        self.plain: dict[CellValue, Value] = {}
        self._is_by_class = field.kind in _BY_CLASS
        self._effort = effort
        self._known: dict[object, Said] = {}
        self._variants: dict[int | str, Setting] = {}

    def said(self, value: CellValue, year: int | None = None, unit: str = "") -> Said:
        """Return what a cell says in its row.

        Args:
            value: The cell's value.
            year: The year of a date without one, as the row says it.
            unit: The unit of a figure without one, or of money in a sum, as the row says it.

        Raises:
            UnreadableError: The file holds more different texts than are read.
        """
        variant = year if self.is_dated else self._taken(unit)
        if not variant and self.worth and value.__class__ is str and is_short_whole(value):
            worth = int(value) * self.worth
            if len(self.plain) < _MEMORY:
                self.plain[value] = worth
            return Said(worth)
        setting = self.setting
        is_by_class = self._is_by_class or value.__class__ is bool
        key: object = (value.__class__, value) if is_by_class else value
        if variant:
            setting, key = self._variant(variant), (variant, key)
        known = self._known
        said = known.get(key)
        if said is None:
            if isinstance(value, str) and not value.replace(".", "", 1).isdecimal():
                self._effort.take_text(self.field.kind)
            said = read_cell(self.field.kind, value, setting)
            if len(known) < _MEMORY:
                known[key] = said
                if key is value and is_plain(said):
                    self.plain[value] = said.value
        return said

    def _taken(self, unit: str) -> str:
        """Return a row's unit where the column's numbers are in it, "" where in the column's."""
        is_taken = self.is_figure or (unit in MONEY_UNITS and self.field.kind is FieldKind.MONEY)
        return unit if is_taken else ""

    def _variant(self, said: int | str) -> Setting:
        """Return the column's setting where its row says a year or unit."""
        if said not in self._variants:
            if len(self._variants) >= _MOST_VARIANTS:
                self._variants.clear()
            self._variants[said] = (
                replace(self.setting, year=said)
                if isinstance(said, int)
                else replace(self.setting, unit=said, fen=MONEY_UNITS.get(said, 100))
            )
        return self._variants[said]


def is_short_whole(text: str) -> bool:
    """Whether a text is a whole number as programs write it, of few digits."""
    return len(text) < _SHORT and text.isdecimal() and text.isascii()


def is_plain(said: Said) -> bool:
    """Whether a cell says no more than its value: nothing to tell, exact, no end."""
    return not (said.code or said.wording or said.is_ditto or said.end is not None)
