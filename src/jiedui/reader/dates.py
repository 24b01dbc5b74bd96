"""Dates as people write them, as coarse as they were said: 2017.3, 2017年, serial numbers.

A date comes out as ISO text of its own precision (`2017`, `2017-03`, `2017-03-05`); what cannot be
a date says why. Ranges in one cell (`2017年3月至12月`) give both ends.
"""

from __future__ import annotations

import datetime as dt
import enum
import functools
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from jiedui.reader.englishdays import date_words
from jiedui.reader.monthnames import with_month_numbers
from jiedui.reader.numerals import chinese_number
from jiedui.reader.text import normal
from jiedui.reader.yeardays import full_year

if TYPE_CHECKING:
    from decimal import Decimal

SERIAL_ORIGIN = dt.date(1899, 12, 30)
"""Day 0 of spreadsheet serial numbers (the 1900 system with its invented leap day)."""


class DateFault(enum.Enum):
    """Why a text is no date: not one at all, no such day, or two days at once."""

    UNREADABLE = "unreadable"
    INVALID = "invalid"
    AMBIGUOUS = "ambiguous"


@dataclass(frozen=True, slots=True)
class SaidDate:
    """A date or a range as it was said.

    Attributes:
        first: ISO text of the date, or of the start of a range; None when open or faulty.
        last: ISO text of the end of a range; None when there is no range or it is open.
        is_range: Whether two ends were said.
        is_open: Whether the end (or the date itself) is 至今.
        fault: Why it cannot be used, None when it can.
        is_part: Whether it is a quarter or half of a year, whose months are the two ends.
    """

    first: str | None = None
    last: str | None = None
    is_range: bool = False
    is_open: bool = False
    fault: DateFault | None = None
    is_part: bool = False


OPEN_WORDS = frozenset(
    (
        "至今 今 迄今 目前 现在 现在仍在 仍在 至目前 长期 持续 到目前 到现在 延续至今 至现在 在建"
    ).split()
)
"""Words for an end that is still open."""

_NOT_YET = re.compile(
    r"(?:目前|现|暂|尚|仍|还|均)*未(?:能)?(?:到岗|到任|报到|上岗|离岗|离任|返回|返岗|返程|期满|"
    r"完成|完工|竣工|开工|动工|启动|开始|开展|实施|建成|结束|验收|批复|审批|签订|签约|开班|结业|"
    r"投产|投用|交付|解除|到期|发生|进行)|"
    r"(?:正在|正|仍在|尚在|在)(?:进行|建设|施工|实施|推进|办理|建|办|挂职|服务)(?:之?中)?|"
    r"(?:进行|建设|施工|实施|推进|办理|在建|在办|挂职|服务|筹备|筹建|准备)之?中|前期准备|前期工作"
)
"""Words in a date's place for what has not happened yet."""

UNREADABLE = SaidDate(fault=DateFault.UNREADABLE)
INVALID = SaidDate(fault=DateFault.INVALID)
AMBIGUOUS = SaidDate(fault=DateFault.AMBIGUOUS)

_FULL = re.compile(
    r"(\d{4}|\d{2})(?:年|(?P<s>[./\-、]))(\d{1,2})(?:月|(?(s)(?P=s)|[./\-]))(\d{1,2})[日号]?"
)
_MONTH = re.compile(r"(\d{4})(?:年度?|[./\-])(\d{1,2})(?:月份?)?|(\d{2})年(\d{1,2})月份?")
_YEAR = re.compile(r"(\d{4})(?:年(?:度|全年|全年度|度内|内|期间)?)?|(\d{2})年(?:度|全年|内)?")
_DIGITS8 = re.compile(r"((?:19|20)\d{2})(\d{2})(\d{2})")
_DIGITS6 = re.compile(r"((?:19|20)\d{2})(\d{2})")
_DAY_OF_YEAR = re.compile(r"(\d{1,2})(?:月|[./\-])(\d{1,2})[日号]?")
_MONTH_OF_YEAR = re.compile(r"(\d{1,2})月份?")
_PART = re.compile(
    r"(?:(\d{4})年?度?的?|(\d{2})年度?的?)?(上半年度?|下半年度?|(?:第|前)?[1-4]个?季度?)"
)
_FOREIGN = re.compile(r"(\d{1,2})[./\-](\d{1,2})[./\-](\d{4})")
_CLOCK = re.compile(
    r"[T ]?\d{1,2}(?::\d{2}){1,2}(?:\.\d+)?Z?(?: ?[AP]M)?$|(?:上午|下午).*$|"
    r"\(?(?:星期|周)[一二三四五六日天]\)?$"
)
_OF_CLOCKS = ":周期午"
"""Signs of which a time of day or a weekday holds one."""

_TAIL = re.compile(
    r"(?:上旬|中旬|下旬|(?<=[年月])[初中底末]|初|底|末|左右|前后|起|开始|止|前|后|以来|\(.*\))$"
)
_THIS_YEAR = re.compile(r"^(?:今年|本年度?|当年)")
_LAST_YEAR = ("去年", "上年")
_HANZI = re.compile(r"[零〇○一二三四五六七八九十廿卅]+")
_SEPARATOR = re.compile(r"[至到~—–]+|-+(?:>)?|→")


def _spelt(found: re.Match[str]) -> str:
    number = chinese_number(found[0])
    return found[0] if number is None else str(number)


@functools.lru_cache(maxsize=1024)
def _plain(text: str) -> str:
    """Return the text without time of day, weekday and vague ends, its digits made plain."""
    text = with_month_numbers(text)
    plain = (
        _CLOCK.sub("", " ".join(text.split()))
        if ":" in text or "周" in text or "星期" in text
        else text
    )
    plain = normal(plain)
    if any(sign in plain for sign in _OF_CLOCKS):
        plain = _CLOCK.sub("", plain)
    plain = _HANZI.sub(_spelt, plain)
    shorter = plain
    for _ in range(2):
        bare, shorter = shorter, _TAIL.sub("", shorter)
        if shorter == bare:
            break
        if shorter.endswith(("月", "年")) or shorter[-1:].isdigit() or shorter[-1:] in "日号":
            plain = shorter
    if plain.endswith("年年"):
        plain = plain[:-1]
    return plain.replace("年年", "年").replace("月月", "月")


def iso(year: int, month: int | None = None, day: int | None = None) -> str | None:
    """Return the ISO text of a date of any precision, None when there is no such date."""
    year = full_year(year)
    if not 1900 <= year <= 2100:
        return None
    if month is None:
        return f"{year:04d}"
    if not 1 <= month <= 12:
        return None
    if day is None:
        return f"{year:04d}-{month:02d}"
    try:
        return dt.date(year, month, day).isoformat()
    except ValueError:
        return None


def _dated(year: int, month: int | None = None, day: int | None = None) -> SaidDate:
    text = iso(year, month, day)
    return INVALID if text is None else SaidDate(text)


_LONGEST = 200
"""A date or range, with whatever is said about it, has fewer characters."""


@functools.lru_cache(maxsize=65536)
def date_of(text: str, year: int | None = None) -> SaidDate:
    """Return the date a text says, or both ends when it says a range.

    Args:
        text: The words.
        year: The year to use where the text names none.
    """
    if len(text) > _LONGEST:
        return UNREADABLE
    text = date_words(text)
    plain = _plain(text)
    if not text[:1].isdecimal() and is_open_word(normal(text)):
        return SaidDate(is_open=True)
    single = _single(plain, year)
    if single.fault is not DateFault.UNREADABLE:
        return single
    return _range(plain, year)


_OF_PARTS = frozenset("月季年./-、")
"""Signs of which every date that leaves its year out holds one."""


def may_lack_year(text: str) -> bool:
    """Whether a text that is no date may be one in a year that something else says."""
    return not _OF_PARTS.isdisjoint(normal(text))


def is_open_word(plain: str) -> bool:
    """Whether words in a date's place say that the day has not come: 至今, 未到岗, 尚未开工."""
    return plain in OPEN_WORDS or _NOT_YET.fullmatch(plain) is not None


def part_of_year(year: int, words: str) -> tuple[str | None, str | None]:
    """Return the first and the last month of a quarter or half: 上半年, 第2季度, 前3季度."""
    if words.startswith(("上", "下")):
        first, last = (1, 6) if words.startswith("上") else (7, 12)
    else:
        last = 3 * int(re.sub(r"\D", "", words))
        first = 1 if words.startswith("前") else last - 2
    return iso(year, first), iso(year, last)


def _part(plain: str, year: int | None) -> SaidDate | None:
    """Return a quarter or half of a year; without any year it is ambiguous."""
    found = _PART.fullmatch(plain)
    if found is None:
        return None
    own = found[1] or found[2]
    if own is None and year is None:
        return AMBIGUOUS
    first, last = part_of_year(full_year(int(own or year or 0)), found[3])
    return SaidDate(first, last, is_range=True, is_part=True) if first and last else INVALID


def _single(plain: str, year: int | None) -> SaidDate:
    for shape in (_FULL, _DIGITS8):
        if found := shape.fullmatch(plain):
            numbers = [int(one) for one in found.groups() if one and one.isdigit()]
            return _dated(*numbers)
    for shape in (_MONTH, _YEAR, _DIGITS6):
        if found := shape.fullmatch(plain):
            return _dated(*(int(one) for one in found.groups() if one))
    if found := _FOREIGN.fullmatch(plain):
        return _foreign(int(found[1]), int(found[2]), int(found[3]))
    if part := _part(plain, year):
        return part
    return UNREADABLE if year is None else _within(plain, year)


def _within(plain: str, year: int) -> SaidDate:
    """Return a date that leaves its year to the row or the title."""
    if plain.startswith(_LAST_YEAR):
        return _within(plain[len("去年") :], year - 1)
    bare = _THIS_YEAR.sub("", plain)
    if plain and bare in ("", "年"):
        return _dated(year)
    plain = bare
    if found := _DAY_OF_YEAR.fullmatch(plain):
        return _dated(year, int(found[1]), int(found[2]))
    if found := _MONTH_OF_YEAR.fullmatch(plain):
        return _dated(year, int(found[1]))
    return UNREADABLE


def _foreign(first: int, second: int, year: int) -> SaidDate:
    """Return a date written day or month first; where both orders work it is ambiguous."""
    both = {iso(year, first, second), iso(year, second, first)} - {None}
    if not both:
        return INVALID
    return SaidDate(both.pop()) if len(both) == 1 else AMBIGUOUS


def _range(plain: str, year: int | None) -> SaidDate:
    for separator in _SEPARATOR.finditer(plain):
        left, right = _TAIL.sub("", plain[: separator.start()]), plain[separator.end() :]
        year = year if year or not (own := _LEFT_NUMBER.match(right)) else int(own[1])
        if not left or not right:
            if right == "今" or (not right and left):
                start = _single(left, year)
                if start.first:
                    return SaidDate(start.first, None, is_range=True, is_open=True)
            continue
        found = _ends(left, right, year)
        if found is not None:
            return found
    return UNREADABLE


_LEFT_NUMBER = re.compile(r"(\d{4})")
_BARE = re.compile(r"\d{1,2}")


def _ends(left: str, right: str, year: int | None) -> SaidDate | None:
    if _LEFT_NUMBER.fullmatch(left) and right.endswith("年"):
        left += "年"
    is_bare = _BARE.fullmatch(left)
    if is_bare and right.endswith(("月", "日", "号")):
        left += right[-1]
    start = _single(left, year)
    if start.fault is DateFault.UNREADABLE or (start.first is None and start.fault is None):
        return None
    if right == "今" or is_open_word(right):
        return SaidDate(start.first, None, is_range=True, is_open=True, fault=start.fault)
    end = _continued(start.first or "", right, year)
    if end.fault is DateFault.UNREADABLE:
        return None
    fault = start.fault or end.fault
    return SaidDate(start.first, end.last or end.first, is_range=True, fault=fault)


def _continued(start: str, right: str, year: int | None) -> SaidDate:
    """Return the end of a range, which takes from the start what it does not say itself."""
    base_year = int(start[:4]) if start else year
    full = _part(right, base_year) or _single(right, None)
    if full.fault is not DateFault.UNREADABLE:
        return full
    if base_year is None:
        return UNREADABLE
    if found := _BARE.fullmatch(right.rstrip("日号")):
        number = int(found[0])
        if len(start) == 10:
            return _dated(base_year, int(start[5:7]), number)
        return _dated(base_year, number) if len(start) == 7 else UNREADABLE
    return _within(right, base_year)


def date_of_number(number: int | Decimal, *, is_1904: bool = False) -> SaidDate:
    """Return the date that a bare number stands for.

    2017 is a year, 2017.3 a month, 20170305 a day, 42799 a serial number; 2022.1 may be January or
    October and is ambiguous.
    """
    text = format(number, "f")
    whole, _, part = text.partition(".")
    part = part.rstrip("0")
    if not whole.isdigit():
        return UNREADABLE
    if len(whole) == 8 and not part:
        return _single(whole, None)
    if len(whole) == 6 and not part and whole[:2] in ("19", "20"):
        return _single(whole, None)
    if len(whole) == 4 and 1900 <= int(whole) <= 2100:
        return _year_and_part(int(whole), part)
    if 18_264 <= int(whole) <= 73_050:
        days = int(whole) + (1462 if is_1904 else 0)
        return SaidDate((SERIAL_ORIGIN + dt.timedelta(days=days)).isoformat())
    return UNREADABLE


def _year_and_part(year: int, part: str) -> SaidDate:
    if not part:
        return _dated(year)
    if part == "1":
        return AMBIGUOUS
    if len(part) <= 2:
        return _dated(year, int(part))
    return _dated(year, int(part[:2]), int(part[2:])) if len(part) in (3, 4) else INVALID
