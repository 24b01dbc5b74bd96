"""Cells of a form on their way: asked, told, and what is written. Knows no Django."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING

from jiedui.exchange.grid import address
from jiedui.forms.asked import Asked
from jiedui.forms.filing import key_of_question

if TYPE_CHECKING:
    from jiedui.forms.answering import Told
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
        read: What it was understood to ask, before a person said anything.
        said: What a person said of it, None = nothing.
        is_known: Whether the form was confirmed before, so that every new cell asks.
    """

    table: Table
    slot: Slot
    asked: Asked
    told: Told
    decimals: int = 0
    shown: Decimal | str | None = None
    is_percent: bool = False
    read: Asked = field(default_factory=Asked)
    said: str | None = None
    is_known: bool = False

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
        if self.said is not None:
            return "confirmed"
        if self.asked.doubt or self.asked.narrower or self.asked.strange:
            return "unsure"
        return "likely" if self.asked.is_likely else "sure"

    @property
    def is_asked(self) -> bool:
        """Whether a person is asked about it."""
        if self.said is not None:
            return False
        return self.is_known or self.confidence == "unsure"

    @property
    def text(self) -> str:
        """What stands in it, as text."""
        return format(self.shown, "f") if isinstance(self.shown, Decimal) else (self.shown or "")

    @property
    def question_key(self) -> str:
        """What it asks, as one line that reports and filings are compared by."""
        asked = self.asked.question
        return "" if asked is None or self.asked.worked else key_of_question(asked)

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
