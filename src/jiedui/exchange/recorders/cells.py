"""The cells of a posted row as the records of packages below ask for them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from jiedui.kernel.period import parse_iso
from jiedui.kernel.place import present_code
from jiedui.kernel.problem import Source

if TYPE_CHECKING:
    import datetime as dt

    from jiedui.exchange.recording import RecordedBatch, RecordedRow
    from jiedui.exchange.rows import Row

_DAY = len("2017-01-01")


@dataclass(frozen=True, slots=True)
class Cells:
    """One posted row of a batch, asked field by field.

    Attributes:
        batch: The batch.
        one: The row with the entries that say it, personal numbers starred.
        whole: The row of the kept file, for what is sealed with a record; None to read `one`.
    """

    batch: RecordedBatch
    one: RecordedRow
    whole: Row | None = None

    @property
    def row(self) -> Row:
        """The row whose fields are read."""
        return self.whole or self.one.row

    def text(self, name: str) -> str:
        """Return a field as words, single-spaced; "" when nothing is stated."""
        value = self.row.get(name)
        return "" if value is None else " ".join(str(value).split())

    def exact(self, name: str) -> int | None:
        """Return an exact whole number; None when none is stated, or only about how much."""
        value = self.row.get(name)
        return value if isinstance(value, int) and not self.row.wordings.get(name) else None

    def day(self, name: str) -> dt.date | None:
        """Return a day; None when none is stated, or only a month or year."""
        said = self.text(name)
        return parse_iso(said).starts if len(said) == _DAY else None

    @property
    def county(self) -> str:
        """The present code of the county its row or sheet names, "" when they name none."""
        code = self.text("county_code") or self.one.context.county_code or ""
        return present_code(code) if code else ""

    @property
    def source(self) -> str:
        """File, sheet and row, joined by tabs."""
        return f"{self.batch.file}\t{self.one.row.sheet}\t{self.one.row.row}"

    @property
    def where(self) -> Source:
        """The place in the file that a problem of the row names."""
        return Source(self.batch.file, self.one.row.sheet, f"row:{self.one.row.row}")
