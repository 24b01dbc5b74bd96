"""Lines of the book as a table: what a figure rests on, each with its entry and its cell."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import reverse

from jiedui.books.chart import account
from jiedui.web.desk.shown import (
    Manner,
    bare_words,
    cell_words,
    dimension_value,
    interval_of,
    period_words,
    place_cell,
    unit_words,
    well_set,
)
from jiedui.web.tables import Cell, Column, Row, Table
from jiedui.web.wording import say

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from jiedui.kernel.quantity import Interval
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
    Column("itemised", "line.itemised", "badge"),
    Column("cell", "line.cell"),
    Column("account", "line.account"),
)


def line_table(rows: Sequence[Mapping[str, Any]], language: Language, *, sign: int = 1) -> Table:
    """Return lines as a table; the entry and the cell open what they name.

    Args:
        rows: Lines with the columns of the fact table.
        language: The reader's language.
        sign: -1 for a figure that stands as credits, so that its lines read as it does.
    """
    return Table(COLUMNS, [_row(line, language, sign) for line in rows])


def _interval(line: Mapping[str, Any], sign: int) -> Interval:
    ends = (line["low_delta"], line["high_delta"], line["low_open"], line["high_open"])
    return interval_of(line["amount"], ends, line["wording"], sign=sign)


def _row(line: Mapping[str, Any], language: Language, sign: int) -> Row:
    entry = reverse("desk:entry", args=[line["entry"]])
    here = f"{entry}#line-{line['line']}"
    chart = account(line["account"])
    named = (chart.zh if language == "zh" else chart.en) if chart else line["account"]
    manner = Manner(language, "元")
    period = period_words(line["starts"], line["ends"], language)
    tone = "ok" if line["itemised"] else "warn"
    itemised = say("line.single" if line["itemised"] else "line.stated_total", language)
    cell = line["cell"] or ""
    cells = (
        Cell(line["entry"], str(line["entry"]), here),
        Cell(sign * line["amount"], bare_words(_interval(line, sign), line["unit"], manner)),
        Cell(line["unit"], unit_words(line["unit"], manner)),
        place_cell(line["recipient"]),
        place_cell(line["payer"]),
        _dimension("source", line["source"], language),
        _dimension("category", line["category"], language),
        Cell(f"{line['starts']}/{line['ends']}", period),
        Cell(line["itemised"], itemised, tone=tone, icon="sheet"),
        Cell(cell, cell_words(cell), f"{here}-cell" if cell else ""),
        Cell(line["account"], well_set(named, language)),
    )
    return Row(cells)


def _dimension(name: str, value: str | None, language: Language) -> Cell:
    return Cell(value, dimension_value(name, value, language) if value else "")
