"""Cells of a form on their way: asked, told, and what is written. Knows no Django."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from jiedui.exchange.grid import address

if TYPE_CHECKING:
    from jiedui.forms.answering import Told
    from jiedui.forms.asked import Asked
    from jiedui.forms.layout import Slot, Table


@dataclass
class Cell:
    """One cell of a form.

    Attributes:
        table: The table it stands in.
        slot: Where it is.
        asked: What it asks.
        told: What the book says.
        decimals: How many decimals it is written with.
        shown: What is written: a number, a wording, or None for nothing.
        is_percent: Whether its number format shows a share of 1 as percent.
    """

    table: Table
    slot: Slot
    asked: Asked
    told: Told
    decimals: int = 0
    shown: Decimal | str | None = None
    is_percent: bool = False

    @property
    def sheet(self) -> str:
        """The sheet's name."""
        return self.table.sheet

    @property
    def ref(self) -> str:
        """The cell's address."""
        return address(self.slot.row, self.slot.col)

    @property
    def words(self) -> str:
        """What the cell asks in the form's own words."""
        return " · ".join([*self.slot.line.labels, *self.slot.heads])

    @property
    def confidence(self) -> str:
        """How certain the binding is: sure, likely, unsure."""
        if self.asked.doubt or self.asked.narrower:
            return "unsure"
        return "likely" if self.asked.is_likely else "sure"

    @property
    def written(self) -> Decimal | str | None:
        """Return what goes into the cell: a share of 1 where its format shows percent."""
        if isinstance(self.shown, Decimal) and self.is_percent:
            return self.shown / 100
        return self.shown


@dataclass(frozen=True, slots=True)
class FormulaTold:
    """A formula that was left alone, and whether what it gives is the truth.

    Attributes:
        sheet: The sheet's name.
        ref: Its address.
        formula: Its text.
        value: What it gives in the filled form, None when it cannot be worked out.
        truth: What the book says, None when nothing.
        incomplete: Why it falls short of the truth (Chinese, English); ("", "") = it does not.
    """

    sheet: str
    ref: str
    formula: str
    value: Decimal | None
    truth: Decimal | None
    incomplete: tuple[str, str] = ("", "")
