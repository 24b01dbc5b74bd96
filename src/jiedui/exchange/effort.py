"""How much work one file may make: counted in what is done, never in time. Knows no Django.

Rows and cells are counted while a file is opened (`grid.Tally`); what they cost depends on what
stands in them. A file that would take too long is refused with what there is too much of.
"""

from __future__ import annotations

from jiedui.exchange.grid import MAX_ROWS, too_many
from jiedui.exchange.kinds.declaration import FieldKind

MOST_TEXTS = 200_000
"""Most different texts of a file that are read as numbers, dates or numbers of persons."""

MOST_RECORDS = MAX_ROWS
"""Most records that the rows of a file may make, where names stand across them."""

_AS_THEY_STAND = frozenset((FieldKind.TEXT, FieldKind.PLACE, FieldKind.PARTY, FieldKind.AMOUNT))


class Effort:
    """Counts the work that one file has made so far."""

    def __init__(self) -> None:
        """Begin a file."""
        self.texts = self.records = 0

    def take_text(self, kind: FieldKind) -> None:
        """Count a text that is read as a field of this kind and was not read before.

        Raises:
            UnreadableError: The file holds more of them than are read.
        """
        if kind in _AS_THEY_STAND:
            return
        self.texts += 1
        if self.texts > MOST_TEXTS:
            raise too_many(MOST_TEXTS, "different texts in columns of numbers and dates")

    def take_records(self, count: int) -> None:
        """Count the records of a row.

        Raises:
            UnreadableError: The file makes more of them than are read.
        """
        self.records += count
        if self.records > MOST_RECORDS:
            raise too_many(MOST_RECORDS, "records")
