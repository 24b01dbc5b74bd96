"""English names of months in dates, turned into numbers: 12-Mar-2018, Sep 3, 2018, Mar-18.

Spreadsheets set to English write dates so, and so do texts copied from them.
"""

from __future__ import annotations

import re

from jiedui.reader.yeardays import full_year

_MONTHS = (
    "jan(?:uary)?", "feb(?:ruary)?", "mar(?:ch)?", "apr(?:il)?", "may", "june?", "july?",
    "aug(?:ust)?", "sept?(?:ember)?", "oct(?:ober)?", "nov(?:ember)?", "dec(?:ember)?",
)  # fmt: skip
_NUMBERS = {
    name: number
    for number, name in enumerate("jan feb mar apr may jun jul aug sep oct nov dec".split(), 1)
}
_MONTH = rf"(?P<month>{'|'.join(_MONTHS)})\.?"
_BETWEEN = r"\s*[-./,\s]?\s*"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>(?:19|20)\d{2}|'?\d{2})(?!\d)"
_EDGE = r"(?<![a-z\d])"
_SHAPES = tuple(
    re.compile(_EDGE + shape + r"(?![a-z])", re.IGNORECASE)
    for shape in (
        rf"(?P<year>(?:19|20)\d{{2}}){_BETWEEN}{_MONTH}(?:{_BETWEEN}{_DAY})?(?!\d)",
        rf"(?:(?P<first>\d{{1,2}})\s*[-–~]\s*)?{_DAY}{_BETWEEN}{_MONTH}{_BETWEEN}{_YEAR}",
        rf"{_MONTH}\s*(?:(?P<first>\d{{1,2}})\s*[-–~]\s*)?{_DAY}\s*,?\s*(?P<year>(?:19|20)\d{{2}})(?!\d)",
        rf"{_MONTH}{_BETWEEN}(?:(?P<year>(?:19|20)\d{{2}})|(?<=[-'/])(?P<short>\d{{2}}))(?!\d)",
        rf"{_DAY}{_BETWEEN}{_MONTH}",
        rf"{_MONTH}\s+{_DAY}",
    )
)
"""Year, month, perhaps day; day or days, month, year; month, day, year; month and year; no year.

Mar-18 is March of 2018 and 18-Mar the 18th of March, as spreadsheets show them.
"""


_TO = re.compile(r"(?<=[\d日])\s*(?:to|till|until)\s*(?=\d)")
"""What stands between the two ends of a range."""


def with_month_numbers(text: str) -> str:
    """Return a text with its English dates in numbers: 2018-03-12, 2018-03, 3月12日.

    >>> with_month_numbers("12-Mar-2018 to Sep 3, 2018")
    '2018-03-12至2018-09-03'
    """
    if not any(sign.isascii() and sign.isalpha() for sign in text):
        return text
    for shape in _SHAPES:
        text = shape.sub(_numbered, text)
    return _TO.sub("至", text)


def _numbered(found: re.Match[str]) -> str:
    told = found.groupdict()
    month, day, first = _NUMBERS[told["month"][:3].lower()], told.get("day"), told.get("first")
    said = told.get("year") or told.get("short")
    if said is None:
        return f"{month}月{day}日"
    year = full_year(int(said.lstrip("'")))
    if day is None:
        return f"{year}-{month:02d}"
    days = f"{int(first):02d}至{int(day)}" if first else f"{int(day):02d}"
    return f"{year}-{month:02d}-{days}"
