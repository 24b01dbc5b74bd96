"""What cells say in their own words where that is not what was understood of them.

`3.2万元` in a column of 元, `2018.3`, `同上`, a county's old name: shown beside the value, never
used. Only text is kept: a number or a day that a cell holds as one is what was understood. Knows no
Django.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from jiedui.exchange.grid import letters_of
from jiedui.reader.text import normal, trimmed

if TYPE_CHECKING:
    from collections.abc import Mapping

    from jiedui.exchange.rows import Value
    from jiedui.exchange.tableread import TableRead

PRINTED_ROWS = 500
"""Rows of a table whose own words are kept: as many as are looked at."""


class Printed:
    """The own words of a table's cells, for its first rows."""

    def __init__(self, table: TableRead) -> None:
        """Note where the table's columns stand."""
        self._sheet = table.sheet
        self._cols = {letters_of(one.col): one.col for one in table.binding.columns}
        self._left = PRINTED_ROWS

    def of(
        self,
        row: int,
        letters: Mapping[str, str],
        fields: Mapping[str, Value],
        *,
        rows: Mapping[str, int] = MappingProxyType({}),
    ) -> dict[str, str]:
        """Return field to the text of its cell where that says something else than the value.

        Args:
            row: The row's number.
            letters: Field to the letters of its column.
            fields: Field to what was understood.
            rows: Field to the number of its row, where that is another.
        """
        if not self._left:
            return {}
        self._left -= 1
        found = {}
        for name, at in letters.items():
            text = self._sheet.at(rows.get(name, row), self._cols.get(at, 0))
            if isinstance(text, str) and _differs(text, fields.get(name)):
                found[name] = trimmed(text)
        return found


def _differs(text: str, value: Value) -> bool:
    plain = normal(text)
    return bool(plain) and (value is None or plain != normal(str(value)))
