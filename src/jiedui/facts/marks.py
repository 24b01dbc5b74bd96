"""Templates of SQL filled in, and rows that came back made whole numbers. Knows no Django."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

import pyarrow as pa

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

Values = Mapping[str, object]
"""What stands for each mark of a template: a text, a date, an integer, a list of texts, a table."""


@dataclass(frozen=True, slots=True)
class Given:
    """A small table that stands in the SQL itself, where a template names a table by a mark.

    Attributes:
        columns: Their names.
        rows: At least one; texts, dates (cast in the template), integers, yes and no.
    """

    columns: tuple[str, ...]
    rows: Sequence[tuple[object, ...]]


_MARK = re.compile(r"'⟦(\w+)⟧'")
_GIVEN = re.compile(r'(["`])⟦(\w+)⟧\1')
_TABLE = re.compile(r'(["`])(lines|plain|special|filled|unfilled|yearly\w*)\1')


def filled(template: str, name: str, values: Values, *, escapes: Sequence[tuple[str, str]]) -> str:
    """Return a template with its marks and tables' names filled in.

    Args:
        template: SQL with marks.
        name: What ends the tables' names.
        values: What stands for each mark.
        escapes: What texts must not hold, and what stands for it.

    Raises:
        TypeError: A value is none that a literal can say.
    """
    say = partial(_literal, escapes=escapes)
    named = _TABLE.sub(lambda found: f"{found[2]}_{name}", template)
    named = _GIVEN.sub(lambda found: _select(values[found[2]], say), named)
    return _MARK.sub(lambda found: say(values[found[1]]), named)


def _literal(value: object, *, escapes: Sequence[tuple[str, str]]) -> str:
    if isinstance(value, str):
        for plain, escaped in escapes:
            value = value.replace(plain, escaped)
        return f"'{value}'"
    if isinstance(value, dt.date):
        return f"'{value.isoformat()}'"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, list | tuple):
        return ", ".join(_literal(one, escapes=escapes) for one in value)
    raise TypeError(f"no literal for {value!r}")


def _select(value: object, say: Callable[[object], str]) -> str:
    """Return what selects the rows of a given table."""
    if not isinstance(value, Given):
        raise TypeError(f"no table of {value!r}")
    rows = ", ".join(f"({say(row)})" for row in value.rows)
    return f"(SELECT * FROM (VALUES {rows}) AS given({', '.join(value.columns)}))"  # noqa: S608


def whole(table: pa.Table) -> pa.Table:
    """Return the table with every wide integer as int64; one that does not fit raises."""
    plain = {
        pa.types.is_decimal: pa.int64(),
        pa.types.is_large_string: pa.string(),
        pa.types.is_dictionary: pa.string(),
    }
    fields = [
        next((field.with_type(to) for test, to in plain.items() if test(field.type)), field)
        for field in table.schema
    ]
    return table.cast(pa.schema(fields))
