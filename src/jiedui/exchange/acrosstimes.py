"""Times that stand across a table: months, quarters, years, the beginning and the end of a year.

Knows no Django.
"""

from __future__ import annotations

import re

from jiedui.reader.numerals import with_year_digits

_EDGES = {
    "first": re.compile(r"(?:年初|上年[末底]|去年[末底]|上年度末)(?:数|.{0,6}(?:人口|情况|户数))?"),
    "last": re.compile(r"(?:本?年[末底]|当年[末底]|本年度末)(?:数|.{0,6}(?:人口|情况|户数))?"),
}


def edge_of(level: str) -> str | None:
    """Return first or last where a level names the beginning or the end of the table's year."""
    return next((name for name, words in _EDGES.items() if words.fullmatch(level)), None)


def no_edge(_: str) -> None:
    """Return None: for tables in which one edge of a year stands alone."""


def edge_day(words: str, year: str | None) -> str | None:
    """Return the day that `first` or `last` stands for: the end of the year before, or of it."""
    if year is None:
        return None
    return f"{int(year) - (words == 'first')}-12-31"


_MONTH = re.compile(
    r"(?:(?P<year>(?:19|20)\d{2})年)?(?:(?P<month>\d{1,2})月(?:份)?|第?(?P<quarter>[一二三四1-4])季度)"
)
_YEAR = re.compile(r"(?:19|20)\d{2}年(?:度)?")


def month_of(level: str) -> str | None:
    """Return a level that names a month or quarter, None for any other."""
    said = with_year_digits(level)
    return said if _MONTH.fullmatch(said) else None


def year_of(level: str) -> str | None:
    """Return the year that a level names, None for any other."""
    said = with_year_digits(level)
    return said[:4] if _YEAR.fullmatch(said) else None


def months_of(words: str, year: str | None) -> str | None:
    """Return the period a month or quarter names (3月, 第一季度), None where no year is known."""
    found = _MONTH.fullmatch(words)
    year = (found["year"] if found else None) or year
    if found is None or year is None:
        return None
    if found["month"]:
        first = last = int(found["month"])
    else:
        last = 3 * ("一二三四1234".index(found["quarter"]) % 4 + 1)
        first = last - 2
    return f"{year}-{first:02}/{year}-{last:02}" if 1 <= first <= 12 else None
