"""Periods and cut-off days inside running text: 2013年至2017年10月, 截至10月底."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from dataclasses import dataclass

from jiedui.kernel.period import EARLIEST, LATEST, Period, parse_iso
from jiedui.reader.dates import date_of, iso, part_of_year
from jiedui.reader.text import normal

_DATE = r"(\d{4})年(?:(\d{1,2})月(?:份)?(?:(\d{1,2})[日号])?)?(?:底|末)?"
_TO = r"(?:[至到—–~\-]+)"
_SPAN = re.compile(rf"{_DATE}{_TO}(?:{_DATE}|(\d{{1,2}})月(?:(\d{{1,2}})[日号])?(?:底|末)?)")
_OPEN_SPAN = re.compile(rf"{_DATE}(?:{_TO}今|以来|起至今)")
_YEARS = re.compile(rf"(\d{{4}}){_TO}(\d{{4}})年")
_DOTTED = re.compile(rf"(\d{{4}})[./](\d{{1,2}}){_TO}(?:(\d{{4}})[./])?(\d{{1,2}})(?!\d)")
_MONTHS = re.compile(rf"(\d{{4}})年(\d{{1,2}}){_TO}(\d{{1,2}})月")
_PART = re.compile(r"(\d{4})年?(?:度)?(上半年|下半年|[第前]?[一二三四1-4]个?季度)")
_ONE = re.compile(r"(\d{4})年度?(?:(\d{1,2})月(?:份)?)?(?!\d)")
_CUT_OFF = re.compile(
    r"(?:截[止至]|统计时[点间]|统计日期|数据截止|截止到|时点|报告期|报告月份|月报月份)"
    r"(?:日期|时间|日|到|至)?[::]?"
    r"(\d{4})[年./\-](\d{1,2})(?:[月./\-](?:份)?(?:(\d{1,2})[日号]?)?)?(?:底|末)?"
)
_CUT_YEAR = re.compile(
    r"(?:截[止至]|统计时[点间]|统计日期)(?:到|至|日期|时间)?[::]?(\d{4})年(?:底|末)"
)
_LABELLED = re.compile(
    r"(?:(?:统计|报告|填报|数据|资金|汇总)(?:期间?|时段|时间段?|区间|周期|范围)|"
    r"所属(?:时期|期间?)|期间|时段|时间范围)[::]([^::]+)"
)
_LABEL = re.compile(
    r"(?:(?:统计|报告|填报|数据|资金|汇总)(?:期间?|时段|时间段?|区间|周期|范围|时点|日期)|"
    r"所属(?:时期|期间?)|期间|时段|时间范围|截[止至](?:日期|时间)?)[::]?"
)
_DIGITS = str.maketrans("一二三四", "1234")


@dataclass(frozen=True, slots=True)
class SaidPeriod:
    """A period as said: the ISO text of both ends (None when open) and whether 至今 ends it."""

    first: str
    last: str | None
    is_open: bool = False

    @property
    def is_year(self) -> bool:
        """Whether it is one whole year."""
        return self.first == self.last and len(self.first) == 4


def cut_off_of(text: str) -> dt.date | None:
    """Return the day up to which a text reports; a month or year means its last day."""
    plain = normal(text)
    if stated_period(plain) is not None:
        return None
    found = _CUT_OFF.search(plain)
    if found:
        year, month, day = int(found[1]), int(found[2]), found[3]
        said = iso(year, month, int(day) if day else None)
        return None if said is None else parse_iso(said).ends
    ended = _CUT_YEAR.search(plain)
    return dt.date(int(ended[1]), 12, 31) if ended and iso(int(ended[1])) else None


def is_label(text: str) -> bool:
    """Whether a cell only names a period or a cut-off day that the next cell states."""
    return _LABEL.fullmatch(normal(text)) is not None


def stated_period(text: str) -> SaidPeriod | None:
    """Return the period a line states by name (统计期间:2018年1月至2019年6月), None for none.

    A lone day or month of a report (报告期:2019年6月) is its cut-off day and no period.
    """
    found = _LABELLED.search(normal(text))
    said = (period_in(found[1]) or _dated_span(found[1])) if found else None
    if found is None or said is None or said.first != said.last or len(said.first) == 4:
        return None if found and said and _is_year_end(said, found[1]) else said
    return said if found[0].startswith(("所属", "期间", "时段")) else None


def _dated_span(words: str) -> SaidPeriod | None:
    said = date_of(words)
    return _both(said.first, said.last) if said.is_range and said.fault is None else None


def _is_year_end(said: SaidPeriod, words: str) -> bool:
    return said.is_year and re.match(r"\d{4}年?(?:底|末)", words) is not None


def period_in(text: str) -> SaidPeriod | None:
    """Return the first period that a text names in its longest reading, None for none."""
    plain = normal(text)
    for read in (_open_span, _span, _years, _months, _dotted, _half, _one):
        found = read(plain)
        if found is not None:
            return found
    return None


def _open_span(plain: str) -> SaidPeriod | None:
    found = _OPEN_SPAN.search(plain)
    first = found and iso(*_numbers(found.group(1, 2, 3)))
    return SaidPeriod(first, None, is_open=True) if first else None


def _numbers(groups: tuple[str | None, ...]) -> list[int]:
    return [int(one) for one in groups if one]


def _span(plain: str) -> SaidPeriod | None:
    found = _SPAN.search(plain)
    if found is None:
        return None
    first = iso(*_numbers(found.group(1, 2, 3)))
    ends = found.group(4, 5, 6) if found[4] else (found[1], found[7], found[8])
    return _both(first, iso(*_numbers(ends)))


def _both(first: str | None, last: str | None) -> SaidPeriod | None:
    return SaidPeriod(first, last) if first and last else None


def _years(plain: str) -> SaidPeriod | None:
    found = _YEARS.search(plain)
    return _both(iso(int(found[1])), iso(int(found[2]))) if found else None


def _months(plain: str) -> SaidPeriod | None:
    found = _MONTHS.search(plain)
    if found is None:
        return None
    return _both(iso(int(found[1]), int(found[2])), iso(int(found[1]), int(found[3])))


def _dotted(plain: str) -> SaidPeriod | None:
    found = _DOTTED.search(plain)
    if found is None:
        return None
    last_year = int(found[3] or found[1])
    return _both(iso(int(found[1]), int(found[2])), iso(last_year, int(found[4])))


def _half(plain: str) -> SaidPeriod | None:
    found = _PART.search(plain)
    if found is None:
        return None
    words = found[2].translate(_DIGITS)
    return _both(*part_of_year(int(found[1]), words))


def _one(plain: str) -> SaidPeriod | None:
    found = _ONE.search(plain)
    said = found and iso(*_numbers(found.group(1, 2)))
    return SaidPeriod(said, said) if said else None


def closed(said: SaidPeriod, cut_off: dt.date | None) -> str:
    """Return a period as `from/to`; 至今 and the month of the cut-off day end on that day."""
    last = said.last or ""
    if cut_off is not None and (said.is_open or last == cut_off.isoformat()[:7]):
        last = cut_off.isoformat()
    return f"{said.first}/{last}"


def days_of(text: str) -> Period | None:
    """Return the days of a `from/to` text, None when it is not one or runs backwards."""
    first, _, last = text.partition("/")
    try:
        starts = parse_iso(first).starts if first else EARLIEST
        ends = parse_iso(last).ends if last else LATEST
        return Period(starts, ends)
    except ValueError:
        return None


def last_day(said: str) -> str:
    """Return the last day of an ISO date of any precision: 2013 gives 2013-12-31."""
    if len(said) == 4:
        return f"{said}-12-31"
    if len(said) == 7:
        return f"{said}-{calendar.monthrange(int(said[:4]), int(said[5:]))[1]:02d}"
    return said
