"""The texts and numbers of a workbook's XML as exact values: shared strings, dates by style."""

from __future__ import annotations

import datetime as dt
import html
import re
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from jiedui.exchange.grid import (
    CellValue,
    Percent,
    error_or_text,
    too_many,
    unreadable,
)
from jiedui.reader.dates import SERIAL_ORIGIN

Strings = list[CellValue]

MAX_TEXT = 200_000
"""Longest text one cell may hold (spreadsheets themselves allow 32,767)."""

MAX_SHARED = 1_440_000
"""Most texts that the cells of a workbook may share: as many as cells are read."""

_MOST_DIGITS = 30
"""A number of more digits counts nothing that an office writes down: it stays the text it is."""

_ITEM = re.compile(r"<si(?=[\s>/])")
_TEXT = re.compile(r"<t(?:\s[^>]*)?>([^<]*)</t>")
_RUBY = re.compile(r"<rPh\b.*?</rPh>", re.DOTALL)
_REFERENCE = re.compile(r"&#([1-9]\d{3,4});")
"""A character by its number, as some programs write every Chinese one."""

_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_FORMATS = re.compile(r"<numFmt\s([^>]*?)/?>")
_STYLES = re.compile(r"<cellXfs\b.*?</cellXfs>", re.DOTALL)
_STYLE = re.compile(r"""<xf\s[^>]*?numFmtId=["'](\d+)["']""")
_QUOTED = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.|_.|\*.')
_DATE_FORMATS = frozenset(
    str(number) for number in (*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59))
)


def _character(found: re.Match[str]) -> str:
    return _sound(int(found[1]))


def _sound(number: int) -> str:
    """Return a character by its number; half of a pair, which is none, becomes the mark for it."""
    return "\ufffd" if 0xD800 <= number <= 0xDFFF else chr(number)


def unescaped(text: str) -> str:
    """Return XML character data with its entities and `_x000D_` escapes resolved."""
    if "&#" in text:
        text = _REFERENCE.sub(_character, text)
    if "&" in text:
        text = html.unescape(text)
    return _ESCAPED.sub(lambda found: _sound(int(found[1], 16)), text) if "_x" in text else text


def string_items(text: str) -> Strings:
    """Return the shared strings of a workbook; phonetic readings are left out.

    Raises:
        UnreadableError: One text is longer than any office cell, or there are more than cells.
    """
    if text.count("<si") > MAX_SHARED:
        raise too_many(MAX_SHARED, "shared texts")
    pieces = _ITEM.split(text)[1:]
    return [_string(piece.partition("</si>")[0]) for piece in pieces]


def _string(inner: str) -> CellValue:
    words = inner[4:-4]
    if "<" in words or not (inner.startswith("><t>") and inner.endswith("</t>")):
        words = "".join(_TEXT.findall(_RUBY.sub("", inner) if "<rPh" in inner else inner))
    words = unescaped(words)
    if len(words) > MAX_TEXT:
        raise unreadable(
            "EXPANSION_LIMIT", f"a cell text of {len(words)} characters", f"at most {MAX_TEXT}"
        )
    return error_or_text(words)


@dataclass(frozen=True, slots=True)
class Styles:
    """The numbers of the cell styles that show a number as a date, and as a percentage."""

    dates: frozenset[str] = frozenset()
    percents: frozenset[str] = frozenset()


def shown_styles(text: str) -> Styles:
    """Return which cell styles give a number another meaning."""
    codes = {}
    for tag in _FORMATS.findall(text):
        number = re.search(r"""numFmtId=["'](\d+)["']""", tag)
        code = re.search(r"""formatCode=(?:"([^"]*)"|'([^']*)')""", tag)
        if number and code:
            codes[number[1]] = html.unescape(code[1] or code[2] or "")
    table = _STYLES.search(text)
    formats = _STYLE.findall(table[0]) if table else []
    dates, percents = set(), set()
    for at, number in enumerate(formats):
        form = codes.get(number)
        if number in _DATE_FORMATS if form is None else _is_date(form):
            dates.add(str(at))
        elif number in ("9", "10") if form is None else "%" in _QUOTED.sub("", form):
            percents.add(str(at))
    return Styles(frozenset(dates), frozenset(percents))


def _is_date(code: str) -> bool:
    """Whether a number format shows a date: it asks for a year, a day or a month."""
    plain = _QUOTED.sub("", code.partition(";")[0]).lower()
    if "0" in plain or "#" in plain or "general" in plain:
        return False
    return "y" in plain or "d" in plain or ("m" in plain and "h" not in plain and "s" not in plain)


def percent_value(saved: str) -> CellValue:
    """Return a number that is shown as a percentage."""
    number = number_value(saved, is_date=False, is_1904=False)
    return Percent(number) if isinstance(number, int | Decimal) else number


def number_value(saved: str, *, is_date: bool, is_1904: bool) -> CellValue:
    """Return the number or date that a saved value stands for; what is neither stays text."""
    if is_date and "-" in saved[1:]:
        return _iso_date(saved)
    try:
        number = Decimal(repr(float(saved))) if len(saved) > 15 else Decimal(saved)
    except (InvalidOperation, ValueError):
        return error_or_text(saved)
    if not number.is_finite():
        return None
    if abs(number.adjusted()) > _MOST_DIGITS:
        return saved if number.adjusted() > 0 else 0
    if is_date and 0 < number < 2_958_466:
        return SERIAL_ORIGIN + dt.timedelta(days=int(number) + (1462 if is_1904 else 0))
    whole = int(number)
    return whole if whole == number else number


def _iso_date(saved: str) -> CellValue:
    try:
        return dt.date.fromisoformat(saved[:10])
    except ValueError:
        return error_or_text(saved)
