"""Lines of the book as a table: what a figure rests on, each with its entry and its cell."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import reverse

from jiedui.books.chart import account
from jiedui.kernel.quantity import Interval, Wording
from jiedui.web.desk.shown import (
    Manner,
    bare_words,
    cell_words,
    dimension_value,
    period_words,
    place_cell,
    unit_words,
)
from jiedui.web.tables import Cell, Column, Row, Table
from jiedui.web.wording import say

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from jiedui.web.wording import Language

COLUMNS = (
    Column("entry", "line.entry", "number"),
    Column("amount", "line.amount", "number"),
    Column("unit", "line.unit"),
    Column("recipient", "dimension.recipient"),
    Column("payer", "dimension.payer"),
    Column("source", "dimension.source"),
    Column("category", "dimension.category"),
    Column("period", "line.period", "date"),
    Column("account", "line.account"),
    Column("itemised", "line.itemised", "badge"),
    Column("cell", "line.cell"),
)


def line_table(rows: Sequence[Mapping[str, Any]], language: Language) -> Table:
    """Return lines (columns of the fact table) as a table; the entry and the cell open what they name."""
    return Table(COLUMNS, [_row(line, language) for line in rows])


def line_interval(line: Mapping[str, Any]) -> Interval:
    """Return the interval of one line as it stands in the book; ends that a negation crossed are swapped back."""
    amount = line["amount"]
    low = None if line["low_open"] else amount - line["low_delta"]
    high = None if line["high_open"] else amount + line["high_delta"]
    if low is not None and high is not None and low > high:
        low, high = high, low
    wording = Wording(line["wording"])
    return Interval(None if wording is Wording.NOT_STATED else amount, low, high, wording)


def _row(line: Mapping[str, Any], language: Language) -> Row:
    entry = reverse("desk:entry", args=[line["entry"]])
    here = f"{entry}#line-{line['line']}"
    chart = account(line["account"])
    account_words = (chart.zh if language == "zh" else chart.en) if chart else line["account"]
    itemised = "line.single" if line["itemised"] else "line.stated_total"
    cells = (
        Cell(line["entry"], str(line["entry"]), here),
        Cell(line["amount"], bare_words(line_interval(line), line["unit"], Manner(language, "元"))),
        Cell(line["unit"], unit_words(line["unit"], Manner(language, "元"))),
        place_cell(line["recipient"]),
        place_cell(line["payer"]),
        _dimension("source", line["source"], language),
        _dimension("category", line["category"], language),
        Cell(
            f"{line['starts']}/{line['ends']}", period_words(line["starts"], line["ends"], language)
        ),
        Cell(line["account"], account_words),
        Cell(
            line["itemised"],
            say(itemised, language),
            tone="ok" if line["itemised"] else "warn",
            icon="sheet",
        ),
        Cell(line["cell"], cell_words(line["cell"] or ""), f"{here}-cell" if line["cell"] else ""),
    )
    return Row(cells, "struck" if line["sense"] < 0 else "")


def _dimension(name: str, value: str | None, language: Language) -> Cell:
    return Cell(value, dimension_value(name, value, language) if value else "")
