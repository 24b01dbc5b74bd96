"""What of a typed question cannot be meant: impossible days, numbers, units that do not fit.

A question is answered only when everything in it was understood; what is found here is told to who
asked. Knows no Django.
"""

from __future__ import annotations

import calendar
import functools
import re
from typing import TYPE_CHECKING

from jiedui.figures.binding.words import any_of
from jiedui.figures.catalogue import FIGURES
from jiedui.reader.vocabulary import vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterable

_MONTH = re.compile(r"(?:(\d{4})年)?(\d{1,2})月(?:份)?(?:(\d{1,2})[日号])?")
_LEAP_YEAR = 2000
"""A day without a year is held against a year that has all days."""

_NUMBER = re.compile(
    r"(?:超过|超|不到|不足|大于|小于|多于|少于|至少|至多|近|约)?\d[\d,.]*(?:季度|年度|月份|[万亿千百]?[一-鿿%])?"
)
_ASKED = re.compile(r"(?:多少|几|how many|how much)\s*(?:个)?(?=(\S+))", re.IGNORECASE)
_LATIN = re.compile(r"[A-Za-z]+\d?")
_ORDINARY = frozenset(
    "money aid people persons households projects batches funds was is did were".split()
)
_FITTING = {
    "fen": ("money",), "person": ("person", "thing"), "person_time": ("person",),
    "household": ("households",), "project": ("thing",), "batch": ("batches", "thing", "other"),
    "cm2": ("area_m2",), "percent": ("percent",), "year": ("duration",),
}  # fmt: skip
_COUNTED = ("thing", "items", "other", "batches", "person")
"""What a figure in any other unit may be asked in."""

_CHANGES = re.compile(
    r"[同环]比|占比|[占比](?:例|重)?|(?:年|户|人|县|村|平)?均|[增减]幅|增速|(?:增长|增加|减少|下降|[一-鿿]{0,2}完成)?率"
    r"|百分之?|增长|增加|减少|下降|倍|排名|位次|名次|[最第][一-鿿]|\bper\b"
)
"""Words that make another number of a figure: a share, a rate, a mean, a growth, a rank."""

_NARROWS = re.compile(
    r"(?:建档立卡|贫困|脱贫|低收入)[^|\s]{0,4}|党政干部|干部|专技(?:人才|人员)?|[女男]性?|[一-鿿]?村|[一-鿿]?校"
)
"""Words that make a figure one of a part only, where no figure is named by them."""

_MONEY_TOO = ("人民币", "钱", "资金", "经费")


def is_impossible(told: str) -> bool:
    """Whether words name a month or a day that there is none of: 13月, 2月30日."""
    for year, month, day in (found.groups() for found in _MONTH.finditer(told)):
        if not 1 <= int(month) <= 12:
            return True
        last = calendar.monthrange(int(year or _LEAP_YEAR), int(month))[1]
        if day and not 1 <= int(day) <= last:
            return True
    return False


def numbers_left(rest: str) -> tuple[str, ...]:
    """Return the numbers of a question that nothing explains, with the sign behind them: 3013年."""
    return tuple(dict.fromkeys(found[0].strip() for found in _NUMBER.finditer(rest)))


def meaning_left(rest: str) -> tuple[str, ...]:
    """Return the words of a question that change what it asks and that no figure explains.

    Beside a claim of a text such words may stand; a question with one of them (户均资金, 资金占比,
    贫困户培训人次) would be answered by another number than was asked.
    """
    found = [*_CHANGES.finditer(rest), *_NARROWS.finditer(rest)]
    return tuple(dict.fromkeys(one[0] for one in found))


def units_unfit(text: str, codes: Iterable[str]) -> tuple[str, ...]:
    """Return the units that a question asks in and no figure it may mean is counted in.

    Args:
        text: The question.
        codes: The figures it may mean.
    """
    units = {FIGURES[code].unit for code in codes}
    allowed = {kind for unit in units for kind in _FITTING.get(unit, _COUNTED)}
    unfit = []
    for asked in _ASKED.finditer(text):
        named = _unit_of(asked[1])
        if named and units and named[1] not in allowed:
            unfit.append(named[0])
    return tuple(dict.fromkeys(unfit))


def _unit_of(words: str) -> tuple[str, str] | None:
    """Return the unit that words begin with and what it measures; an unknown Latin one as it is."""
    found = _units().match(words)
    if found:
        unit = found[0].lstrip("万亿千百")
        known = vocabulary().units.get(unit)
        is_money = unit in _MONEY_TOO or known is None
        return found[0], "money" if is_money else known.kind if known else "money"
    latin = _LATIN.fullmatch(words)
    return (words, "unknown") if latin and words.lower() not in _ORDINARY else None


@functools.cache
def _units() -> re.Pattern[str]:
    units = (*vocabulary().units, *_MONEY_TOO)
    return any_of((*units, *(f"{scale}{unit}" for scale in "万亿" for unit in ("元", "人", "户"))))
