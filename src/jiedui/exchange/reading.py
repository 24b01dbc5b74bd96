"""Reading one file that an office sent: `read_workbook` in, a `Reading` out, JSON for the sender."""

from __future__ import annotations

from jiedui.exchange.rows import ColumnReading, Context, Fatal, Reading, Row, Total, Value

__all__ = ["ColumnReading", "Context", "Fatal", "Reading", "Row", "Total", "Value", "read_workbook", "reading_json"]


def read_workbook(name: str, content: bytes) -> Reading:
    """Read a file's bytes; never raises because of what is in them."""
    raise NotImplementedError


def reading_json(reading: Reading) -> dict[str, object]:
    """Return the reading in the published JSON format."""
    raise NotImplementedError
