"""A posted row as the exchange hands it over: fields, wordings, the entries that say it.

Knows no Django.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from jiedui.kernel.quantity import NOT_STATED, Wording, said

if TYPE_CHECKING:
    from collections.abc import Mapping

    from jiedui.kernel.quantity import Interval

Value = str | int | float | bool | None


class FiledRow(NamedTuple):
    """One row of a workbook that was posted.

    Attributes:
        fields: Field name to value, as the exchange read it.
        wordings: Field name to wording, for what is not exact.
        entries: Numbers of the entries that say it.
        replaced: Numbers of the entries taken back for it, when its return was sent again.
        source: file, sheet and row, joined by tabs.
        donor: The donor district its sheet names, "" when it names none.
        place: The key of the recipient, "" when none is known.
        unit: The unit that filled the sheet in, else its title; "" when it says neither.
    """

    fields: Mapping[str, Value]
    wordings: Mapping[str, str]
    entries: tuple[int, ...]
    replaced: tuple[int, ...]
    source: str
    donor: str = ""
    place: str = ""
    unit: str = ""

    def text(self, name: str) -> str:
        """Return a field as words, "" when nothing is stated."""
        value = self.fields.get(name)
        return "" if value is None else str(value).strip()

    def amount(self, name: str) -> Interval | None:
        """Return a whole number with its wording, None when nothing is stated."""
        value = self.fields.get(name)
        wording = Wording(self.wordings.get(name, Wording.EXACT.value))
        if isinstance(value, bool) or not isinstance(value, int):
            return NOT_STATED if wording is Wording.NOT_STATED else None
        return said(value, wording)
