"""Old and foreign workbooks (.xls, .xlsb, .ods) as grids, read by calamine. Values only.

Hidden rows, formulas and comments of these formats are not known; merged ranges of .xls are.
"""

from __future__ import annotations

import datetime as dt
import io
from decimal import Decimal
from typing import TYPE_CHECKING

import python_calamine as calamine

from jiedui.exchange.grid import MAX_PLACES, Book, Box, Sheet, error_or_text, unreadable

if TYPE_CHECKING:
    from types import TracebackType

    from jiedui.exchange.grid import CellValue


class _SoundOnly:
    """Turns a panic of the native reader, which is no ordinary exception, into a refusal."""

    def __enter__(self) -> None:
        return None

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if kind is not None and kind.__name__ == "PanicException":
            raise unreadable("CORRUPT_FILE", "a damaged workbook") from error


def read_legacy(content: bytes) -> Book:
    """Return all worksheets of an .xls, .xlsb or .ods file.

    Raises:
        UnreadableError: It is damaged, locked with a password or too large.
    """
    with _SoundOnly():
        try:
            book = calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
            return Book(tuple(_sheets(book)))
        except calamine.PasswordError as error:
            raise unreadable(
                "UNSUPPORTED_FORMAT", "a password-protected workbook", "one without a password"
            ) from error
        except (calamine.CalamineError, OSError, ValueError, OverflowError) as error:
            raise unreadable(
                "CORRUPT_FILE", f"a damaged workbook ({type(error).__name__})"
            ) from error


def _sheets(book: calamine.CalamineWorkbook) -> list[Sheet]:
    places = 0
    found = []
    for meta in book.sheets_metadata:
        if meta.typ is not calamine.SheetTypeEnum.WorkSheet:
            continue
        sheet = book.get_sheet_by_name(meta.name)
        places += sheet.total_height * sheet.total_width
        if places > MAX_PLACES:
            raise unreadable("EXPANSION_LIMIT", f"more than {MAX_PLACES} cells")
        hidden = meta.visible is not calamine.SheetVisibleEnum.Visible
        found.append(Sheet(meta.name, _rows(sheet), _merged(sheet), is_hidden=hidden))
    return found


def _rows(sheet: calamine.CalamineSheet) -> dict[int, list[CellValue]]:
    rows: dict[int, list[CellValue]] = {}
    for number, record in enumerate(sheet.to_python(skip_empty_area=False), start=1):
        values = [_value(one) for one in record]
        while values and values[-1] is None:
            values.pop()
        if values:
            rows[number] = values
    return rows


def _value(one: object) -> CellValue:
    if isinstance(one, str):
        return error_or_text(one)
    if isinstance(one, float):
        return _number(one)
    if isinstance(one, dt.date):
        return one.date() if isinstance(one, dt.datetime) else one
    return one if isinstance(one, int) else None


def _number(one: float) -> CellValue:
    number = Decimal(repr(one))
    if not number.is_finite():
        return None
    return int(number) if number == int(number) else number


def _merged(sheet: calamine.CalamineSheet) -> tuple[Box, ...]:
    ranges = sheet.merged_cell_ranges or []
    return tuple(
        Box(top + 1, left + 1, bottom + 1, right + 1) for (top, left), (bottom, right) in ranges
    )
