"""What records that stand in a row add up to, whichever they are: added once, asked often."""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jiedui.exchange.tableread import Record


class RunningSums:
    """The sums of one field over all records up to each."""

    def __init__(self, records: Sequence[Record], name: str) -> None:
        """Add the field of all records up, and count those that state it inexactly or not."""
        told = [_told(record, name) for record in records]
        self._added = list(accumulate((one[0] for one in told), initial=0))
        self._inexact = list(accumulate((one[1] for one in told), initial=0))
        self._open = list(accumulate((one[2] for one in told), initial=0))

    def exact(self, span: tuple[int, int]) -> int | None:
        """Return the plain sum of the records from the first to the end of a span.

        None where one of them states a number that is not exact.
        """
        first, end = span
        if self._inexact[end] > self._inexact[first]:
            return None
        return self._added[end] - self._added[first]

    def is_plain(self, span: tuple[int, int]) -> bool:
        """Whether all records of a span state the field, and none repeats another."""
        first, end = span
        return self._open[end] == self._open[first]


def _told(record: Record, name: str) -> tuple[int, bool, bool]:
    """Return what a record adds, whether that is inexact, and whether it may be taken otherwise."""
    value = record.fields.get(name)
    added = value if isinstance(value, int) and name not in record.carried else 0
    is_inexact = value is not None and name in record.wordings
    return added, is_inexact, value is None or record.is_duplicate


def exact_sum(records: Sequence[Record], name: str) -> int | None:
    """Return the plain sum of records that all state exactly, None when one does not."""
    added = 0
    for record in records:
        value = record.fields.get(name)
        if name in record.wordings and value is not None:
            return None
        if isinstance(value, int) and name not in record.carried:
            added += value
    return added


def is_plain(records: Sequence[Record], name: str) -> bool:
    """Whether all records state a field, and none repeats another."""
    return all(
        record.fields.get(name) is not None and not record.is_duplicate for record in records
    )
