"""Words of a column against the code list of the register's form they belong to. No Django."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jiedui.registry.codes import code_of, words

if TYPE_CHECKING:
    from jiedui.exchange.faults import Faults
    from jiedui.exchange.kinds.declaration import OneOf
    from jiedui.exchange.tableread import TableRead


def check_words(table: TableRead, check: OneOf, faults: Faults) -> None:
    """Tell words that the list does not know; several may stand in one cell (残疾、大病)."""
    for record in table.records:
        value = record.fields.get(check.name)
        if not isinstance(value, str):
            continue
        unknown = [part for part in parts_of(value) if not code_of(check.of, part)]
        if unknown:
            faults.add(
                check.code,
                table.sheet.name,
                record.cell(check.name),
                found="、".join(unknown),
                expected="、".join(one.zh for one in words(check.of).values()),
            )


def parts_of(text: str) -> list[str]:
    """Return the words of a cell that may hold several."""
    plain = text.replace("，", ",").replace("、", ",").replace(";", ",").replace("；", ",")
    return [one.strip() for one in plain.split(",") if one.strip()]
