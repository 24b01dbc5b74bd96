"""Templates of SQL filled in, and rows that came back made whole numbers. Knows no Django."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

import pyarrow as pa

if TYPE_CHECKING:
    from collections.abc import Sequence

Values = Mapping[str, object]
"""What stands for each mark of a template: a text, a date, an integer, or a list of texts."""

_MARK = re.compile(r"'⟦(\w+)⟧'")
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

    def literal(value: object) -> str:
        if isinstance(value, str):
            for plain, escaped in escapes:
                value = value.replace(plain, escaped)
            return f"'{value}'"
        if isinstance(value, dt.date):
            return f"'{value.isoformat()}'"
        if isinstance(value, int):
            return str(value)
        if isinstance(value, list | tuple):
            return ", ".join(literal(one) for one in value)
        raise TypeError(f"no literal for {value!r}")

    named = _TABLE.sub(lambda found: f"{found[2]}_{name}", template)
    return _MARK.sub(lambda found: literal(values[found[1]]), named)


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
