"""Tables of a form: where their headings, labels and cells are, and the words around them.

A table begins at a row of headings (merged or not, one to several rows deep) and ends at a note,
at the next row of headings or where nothing follows. Labels stand in the columns that hold words;
section rows, spacer rows and rows of column numbers are known. A form without headings (label,
cell, label, cell) is a card. Knows no Django.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a table, or one pair of a card.

    Attributes:
        row: Its number.
        labels: Its words from the outermost group to its own, with how far the last is indented.
        serial: Its number as written (2.1).
        unit: What its unit column says.
        section: The section it stands in, "" = none.
        indent: How many signs its own label is indented.
        under: The heading over each of its words, "" = none.
        goes_on: Whether it goes on with the sentence of the cell before it.
        remark: What its column of remarks says already: 不含捐赠项目.
    """

    row: int
    labels: tuple[str, ...]
    serial: str = ""
    unit: str = ""
    section: str = ""
    indent: int = 0
    under: tuple[str, ...] = ()
    goes_on: bool = False
    remark: str = ""


@dataclass(frozen=True, slots=True)
class Slot:
    """A cell to fill, or a formula that says what it would hold.

    Attributes:
        row: Row of its first cell.
        col: Column of its first cell.
        line: The row it belongs to.
        heads: Headings from the outermost to the column's own.
        formula: The formula in it, "" = it is empty.
        beyond: Words of its row that speak only of the cells behind them: 投资 | _ | 市级统筹 | _.
    """

    row: int
    col: int
    line: Line
    heads: tuple[str, ...]
    formula: str = ""
    beyond: tuple[str, ...] = ()


@dataclass
class Table:
    """A table of a sheet.

    Attributes:
        sheet: The sheet's name.
        top: Its first row.
        bottom: Its last row.
        slots: Its cells, row by row.
        lines: Its rows.
        label_heads: Headings of the columns that hold labels.
        captions: Words above it.
        given: Words of a card, among them what is filled in already (受援县: 久治县); of a table
            the place that heads its labels.
        laid_down: Units that a card states like any of its values: 金额单位 | 万元.
        beside: The places that head the labels of the tables at its side.
        is_card: Whether labels and cells stand side by side, without headings.
        printed: Numbers that stand in cells already, by row and column.
        said_in: The words that each row of a card holds beside its labels.
        before: The words of each row in the table at its left, that its own may go on with.
        ordinals: The heading over each column number (1, 2 ...) that a row below them states.
    """

    sheet: str
    top: int
    bottom: int
    slots: list[Slot] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    label_heads: tuple[str, ...] = ()
    captions: tuple[str, ...] = ()
    given: tuple[str, ...] = ()
    laid_down: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()
    is_card: bool = False
    ordinals: dict[str, str] = field(default_factory=dict)
    printed: dict[tuple[int, int], Decimal] = field(default_factory=dict)
    before: dict[int, str] = field(default_factory=dict)
    said_in: dict[int, tuple[str, ...]] = field(default_factory=dict)

    @property
    def every_label(self) -> Iterator[str]:
        """Every heading over its cells, then every word beside them."""
        for slot in self.slots:
            yield from slot.heads
        for line in self.lines:
            yield from line.labels


@dataclass
class Layout:
    """What a sheet is made of: its tables, and the words that belong to none."""

    sheet: str
    tables: list[Table]
    lines: list[str]
