"""The printed sums of a table as a reading tells them. Knows no Django."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jiedui.exchange.acrosschecks import summed_fields
from jiedui.exchange.grid import number_of
from jiedui.exchange.printed import Printed
from jiedui.exchange.rows import Total

if TYPE_CHECKING:
    from jiedui.exchange.rows import Value
    from jiedui.exchange.tableread import TableRead


def totals_of(table: TableRead) -> list[Total]:
    """Return the printed sums of a table: its rows of sums, and sums of days beside places."""
    found: list[Total] = []
    name, printed = table.sheet.name, Printed(table)
    for one in table.sums:
        values: dict[str, Value] = {**one.rates, **one.fields}
        if one.group:
            values = {**table.said_by(one.group), **values}
        if one.fields:
            letters = {field: one.letters[field] for field in one.fields if field in one.letters}
            found.append(
                Total(
                    name,
                    one.row,
                    one.label,
                    values,
                    one.wordings,
                    {field: f"{at}{one.row}" for field, at in letters.items()},
                    one.covers,
                    printed.of(one.row, letters, one.fields),
                )
            )
    return [*found, *_day_totals(table, printed)]


def _day_totals(table: TableRead, printed: Printed) -> list[Total]:
    """Return the sums beside places across, in a kind of which a row is what a day showed."""
    if "as_of" not in table.binding.kind.keys:
        return []
    found: list[Total] = []
    for one in table.added_up:
        added = {name: one.fields[name] for name in summed_fields(table, one.fields)}
        if one.fields.get("as_of") is None or not added:
            continue
        letters = {name: one.letters[name] for name in added}
        found.append(
            Total(
                table.sheet.name,
                one.row,
                table.sum_words(number_of(min(letters.values(), key=number_of))),
                {"as_of": one.fields["as_of"], **added},
                one.wordings,
                {name: f"{at}{one.row}" for name, at in letters.items()},
                (one.row,),
                printed.of(one.row, letters, added),
            )
        )
    return found
