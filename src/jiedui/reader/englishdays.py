"""English days and spans in office cells, said in the Chinese words that other readers know.

`since May 2018` becomes `2018-05至今`, `Q3 2018` a 第3季度.
"""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING

from jiedui.reader.english import LONGEST, is_latin, spaced
from jiedui.reader.monthnames import with_month_numbers

if TYPE_CHECKING:
    from collections.abc import Callable

_OPEN = r"(?:(?:the\s+)?present|to\s*day|now|to\s+date|date|on-?going|current(?:ly)?|open)"
_OPEN_DATE = re.compile(
    r"(?:to\s+|until\s+|till\s+|up\s+to\s+)?(?:present|now|date|to\s*day)|(?:still\s+)?on-?going|"
    r"current(?:ly)?|open[- ]ended|continuing|long[- ]term|"
    r"to\s+date|still\s+(?:in\s+)?(?:post|valid|active)",
    re.IGNORECASE,
)
_NOT_YET = re.compile(
    r"not\s+(?:yet\s+)?(?:started|begun|finished|completed|complete|signed|approved|accepted|returned)"
    r"(?:\s+yet)?|(?:in\s+progress|under\s+(?:way|construction)|incomplete|unfinished)",
    re.IGNORECASE,
)
_SINCE = re.compile(r"(?:since|from|starting|as\s+of)\s+(.*\d)(?:\s+onwards?)?", re.IGNORECASE)
_ONWARDS = re.compile(
    rf"(?:from\s+|since\s+)?(.*\d)\s*(?:onwards?|(?:-|–|—|to|till|until)\s*{_OPEN})", re.IGNORECASE
)
_FROM = re.compile(
    r"(?:from|between)\s+(.*\S)\s*(?:\b(?:to|till|until|and)\b|-|–|—)\s*(.*\d)", re.IGNORECASE
)
_TO = r"\s*(?:-|–|—|\bto\b|\bthrough\b|\band\b)\s*"
_ONE_YEAR = (
    re.compile(
        rf"\b([A-Za-z]{{3,9}}\.?\s*\d{{1,2}}){_TO}([A-Za-z]{{3,9}}\.?\s*\d{{1,2}}),?\s*((?:19|20)\d{{2}})\b"
    ),
    re.compile(
        rf"\b(\d{{1,2}}\s+[A-Za-z]{{3,9}}\.?){_TO}(\d{{1,2}}\s+[A-Za-z]{{3,9}}\.?),?\s*((?:19|20)\d{{2}})\b"
    ),
    re.compile(rf"\b([A-Za-z]{{3,9}}\.?){_TO}([A-Za-z]{{3,9}}\.?),?\s+((?:19|20)\d{{2}})\b"),
)
"""Spans whose year stands behind their end alone: Jul 9 - Jul 12, 2019; 3 May to 6 June 2019."""

_WHOLE_DAY = re.compile(r"\b[A-Za-z]{3,9}\.?\s+\d{1,2}(?:st|nd|rd|th)?,?\s*(?:19|20)\d{2}\b")
_DAYS_OF_MONTH = re.compile(
    r"(?:\bbetween\s+|\bfrom\s+)?\b(\d{1,2})\s+(?:and|to)\s+(\d{1,2}\s+[A-Za-z]{3,9})",
    re.IGNORECASE,
)
_LEAD = re.compile(
    r"^(?:in|on|by|before|during|the|early|mid|middle\s+of|late|beginning\s+of|start\s+of|"
    r"(?:at\s+)?(?:the\s+)?beginning\s+of|(?:the\s+)?year|FY|about|around|approx\.?)[\s-]*(?=\S*\d)",
    re.IGNORECASE,
)
_MONTH_LEAD = re.compile(
    r"^(?:in|on|by|before|during|early|mid|middle\s+of|late|beginning\s+of|start\s+of|"
    r"(?:the\s+)?end\s+of|end)[\s-]+(?=[a-z])",
    re.IGNORECASE,
)
_YEAR_END = re.compile(
    r"(?:(?:by|at)\s+)?(?:the\s+)?(?:year[- ])?end(?:\s+of)?(?:\s+year)?[\s-]+((?:19|20)\d{2})|"
    r"((?:19|20)\d{2})\s+year[- ]end",
    re.IGNORECASE,
)
_QUARTERS = {"first": "1", "second": "2", "third": "3", "fourth": "4"}
_QUARTER = re.compile(
    r"(?:Q([1-4])|(first|second|third|fourth)\s+quarter)(?:\s+of|,)?[\s-]*((?:19|20)\d{2})|"
    r"((?:19|20)\d{2})[\s-]*Q([1-4])",
    re.IGNORECASE,
)
_HALF = re.compile(
    r"(?:H([12])|(first|second)\s+half)(?:\s+of|,)?[\s-]*((?:19|20)\d{2})|"
    r"((?:19|20)\d{2})[\s-]*H([12])",
    re.IGNORECASE,
)
_WEEKDAY = re.compile(
    r"[(]?\b(?:mon|tue|tues|wed|wednes|thu|thur|thurs|fri|sat|satur|sun)(?:day)?\b\.?[),]*\s*",
    re.IGNORECASE,
)


def _quarter(found: re.Match[str]) -> str:
    number = found[1] or _QUARTERS.get((found[2] or "").lower()) or found[5]
    return f"{found[3] or found[4]}年第{number}季度"


def _half(found: re.Match[str]) -> str:
    number = found[1] or _QUARTERS.get((found[2] or "").lower()) or found[5]
    return f"{found[3] or found[4]}年{'上' if number == '1' else '下'}半年"


def _year_end(found: re.Match[str]) -> str:
    return f"{found[1] or found[2]}年底"


_WHOLE: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], str]], ...] = (
    (_OPEN_DATE, lambda _: "至今"),
    (_NOT_YET, lambda _: "未完工"),
    (_YEAR_END, _year_end),
    (_QUARTER, _quarter),
    (_HALF, _half),
)
_SPANS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], str]], ...] = (
    (_ONWARDS, lambda found: f"{_dated(found[1])}至今"),
    (_FROM, lambda found: f"{_dated(found[1])}至{_dated(found[2])}"),
    (_SINCE, lambda found: f"{_dated(found[1])}至今"),
)


@functools.lru_cache(maxsize=8192)
def date_words(text: str) -> str:
    """Return an English day, month or span with its words in Chinese and its months in numbers.

    >>> date_words("since May 2018"), date_words("end of 2020"), date_words("Q3 2018")
    ('2018-05至今', '2020年底', '2018年第3季度')
    """
    if len(text) > LONGEST or not is_latin(text):
        return text
    plain = _WEEKDAY.sub("", spaced(text)).strip()
    said = _first(plain, _WHOLE)
    if said:
        return said
    plain = _WHOLE_DAY.sub(lambda found: with_month_numbers(found[0]), plain)
    plain = with_years(_DAYS_OF_MONTH.sub(r"\1-\2", plain))
    return _first(plain, _SPANS) or _dated(plain)


def _first(
    plain: str, shapes: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], str]], ...]
) -> str:
    found = ((shape.fullmatch(plain), say) for shape, say in shapes)
    return next((say(one) for one, say in found if one), "")


def with_years(words: str) -> str:
    """Return words whose spans name their year at both ends: Jul 9 2019 to Jul 12 2019."""
    for span in _ONE_YEAR:
        words = span.sub(r"\1 \3 to \2 \3", words)
    return words


def _dated(words: str) -> str:
    plain = _MONTH_LEAD.sub("", words.strip(" ,"))
    return _LEAD.sub("", with_month_numbers(plain)).strip()
