"""A posted row about a project, as far as the programme wants to know it. Knows no Django."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from jiedui.kernel.period import parse_iso
from jiedui.kernel.quantity import Wording

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

Value = str | int | float | bool | None


class FiledRow(NamedTuple):
    """One row of a posted return about a project.

    Attributes:
        fields: Field name to value, as the return's kind declares them.
        entries: Numbers of the entries that say it; () where it says nothing new that is counted.
        county: Present code of the county, "" when it names none.
        source: File, sheet and row.
        wordings: Field name to wording, for what is not exact.
        cells: Field name to the cell that says it.
    """

    fields: Mapping[str, Value]
    entries: tuple[int, ...]
    county: str
    source: str
    wordings: Mapping[str, str] = MappingProxyType({})
    cells: Mapping[str, str] = MappingProxyType({})

    def text(self, name: str) -> str:
        """Return a field as text, "" when it is empty."""
        value = self.fields.get(name)
        return value.strip() if isinstance(value, str) else ""

    def has(self, name: str) -> bool:
        """Whether a field says anything, exact or not."""
        return self.fields.get(name) is not None or name in self.wordings

    def whole(self, name: str) -> int | None:
        """Return a field as an exact whole number; None when it is none, or only about so much."""
        value = self.fields.get(name)
        if self.wordings.get(name, Wording.EXACT) != Wording.EXACT:
            return None
        return value if isinstance(value, int) and not isinstance(value, bool) else None

    def day(self, name: str, *, last: bool = False) -> dt.date | None:
        """Return a date; of a month or a year the first day, or the last when asked."""
        try:
            found = parse_iso(self.text(name))
        except ValueError:
            return None
        return found.ends if last else found.starts

    def percent(self, name: str) -> int | None:
        """Return a ratio in whole percent, None when there is none."""
        value = self.fields.get(name)
        if isinstance(value, bool) or not isinstance(value, int | float):
            return None
        return round(value * 100)
