"""A csv or tsv file as one grid: encoding and delimiter found out from the content."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from typing import TYPE_CHECKING

from jiedui.exchange.grid import MAX_COLUMNS, Book, Sheet, Tally, error_or_text, unreadable
from jiedui.exchange.pacing import EVERY, tick

if TYPE_CHECKING:
    from jiedui.exchange.grid import CellValue

_MARKS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
MAX_WIDTH = 200_000
"""Most cells that a line of delimited text may split into."""

_QUOTED = re.compile(r'"(?:[^"]|"")*"')


def decoded(content: bytes) -> str | None:
    """Return a text file's text, None when it is no text: BOM, UTF-8, UTF-16 or GB18030."""
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return _tried(content, encoding)
    if b"\x00" in content[:4_000]:
        return _bare_utf16(content)
    text = _tried(content, "utf-8") or _tried(content, "gb18030")
    return text if text is not None and _is_text(text) else None


def _tried(content: bytes, encoding: str) -> str | None:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        return None


def _bare_utf16(content: bytes) -> str | None:
    """Return UTF-16 text without a mark: of its plain signs every other byte is zero.

    Some other signs have a zero in the other place (一, 开), but fewer.
    """
    sample = content[:4_000]
    high, low = sample[1::2].count(0), sample[::2].count(0)
    encoding = "utf-16-le" if high > low else "utf-16-be"
    if max(high, low) * 16 < len(sample):
        return None
    text = _tried(content, encoding)
    return text if text is not None and "\x00" not in text and _is_text(text) else None


def _is_text(text: str) -> bool:
    sample = text[:4_000]
    control = sum(
        (ord(sign) < 32 and sign not in "\t\r\n\f\v") or sign in "\ufffd\x7f" for sign in sample
    )
    return control * 100 <= len(sample)


def delimiter_of(text: str) -> str:
    """Return the delimiter that splits most lines into the same number of cells."""
    lines = [_QUOTED.sub("", line) for line in text[:40_000].splitlines()[:60] if line.strip()]
    best, score = ",", 0
    for sign in ("\t", ",", ";", "|", ","):
        counts = Counter(line.count(sign) for line in lines)
        counts.pop(0, None)
        found = sum(columns * lines_so for columns, lines_so in counts.items())
        if found > score:
            best, score = sign, found
    return best


def _check_width(text: str) -> None:
    """Refuse a text with a line that would split into very many cells: it holds no table."""
    sign, mark, start = delimiter_of(text), "\n" if "\n" in text else "\r", 0
    while len(text) - start > MAX_WIDTH:
        end = text.find(mark, start)
        end = len(text) if end < 0 else end
        if end - start > MAX_WIDTH and text.count(sign, start, end) > MAX_WIDTH:
            raise unreadable("EXPANSION_LIMIT", f"more than {MAX_WIDTH} cells on one line")
        start = end + 1


def read_delimited(text: str) -> Book:
    """Return the file as a workbook of one nameless sheet; rows are numbered by record.

    Raises:
        UnreadableError: The file breaks every rule of delimited text, or a line or all of it is
            too large.
    """
    _check_width(text)
    rows: dict[int, list[CellValue]] = {}
    tally, widest = Tally(), 0
    lines = text.count("\n")
    try:
        for number, record in enumerate(
            csv.reader(io.StringIO(text, newline=""), delimiter=delimiter_of(text)), start=1
        ):
            if number % EVERY == 0:
                tick("cells", number, max(lines, number))
            values = [
                one if "$" < one <= "z" or "一" <= one <= "龥" else error_or_text(one)
                for one in record[:MAX_COLUMNS]
            ]
            if len(record) > MAX_COLUMNS and any(record[MAX_COLUMNS:]):
                widest = max(widest, len(record))
            while values and values[-1] is None:
                values.pop()
            if values:
                tally.take(values)
                rows[number] = values
    except csv.Error as error:
        raise unreadable(
            "CORRUPT_FILE", f"text that cannot be split into cells ({error})"
        ) from error
    return Book((Sheet("", rows, widest=widest),))
