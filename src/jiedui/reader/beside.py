"""Counts settled by what stands beside them: distances, mean days, school classes, the others."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from jiedui.reader.reading import MONEY, OTHER, PEOPLE, PERSONS_POOR, TRAINEES

if TYPE_CHECKING:
    from jiedui.reader.passage import Draft, Passage
    from jiedui.reader.quantities import Number
    from jiedui.reader.reading import Measure

_LENGTHS = frozenset("公里 千米 米 里 华里".split())
_FAR_OFF = re.compile(
    r"(?:距|相隔|路程|行程|车程|海拔|绵延)[^,。;\d]{0,8}$"
    r"|^(?!.*(?:[修建铺架通走]|硬化|改造|拓宽|新增)).*[从由][^,。;\d]{2,8}[到至][^,。;\d]{2,8}$"
)
"""Ends the words in front of how far it is: 距省城, 从张家港到沿河."""

_HUGE = 10**8
"""An area of so many square metres is that of a county."""

_POWER = re.compile(r"电[^,。;\d]{0,6}$")
_DAYS = frozenset("天 小时 分钟".split())
_EARNS = re.compile(
    r"(?:收入|工资|薪|补[助贴]?|分红|价|[卖挣赚花]|进账|学费)[^,。;\d]{0,6}$|[每一](?:斤|公斤|亩|天|个?月|人)[^,。;\d]{0,3}$"
)
"""Ends the words in front of how much one earns, pays or gets."""

_SCHOOL = re.compile(
    r"学校|[中小高]学|高中|幼儿园|职[高中校]|招[收生]|[学新]生|年级|教学楼|新校|学位|校舍|娃|班额"
)
_COURSE = re.compile(r"培训|研修|讲座|夜校|技能|办了?$|举办|开办|轮训|[缝焊厨]|[期届]")
_SCHOOL_REACH = 40
_REST = re.compile(r"(?:还有|另外?|另有|尚有|剩下?|余下|其余|只剩)的?$")
"""Ends the words in front of how many others there are."""

_WHO = re.compile(r"[来去赴到往][^,。;\d]{0,12}的(?:就?有|共|达)?$")
"""Ends the words in front of how many they are who go somewhere: 去江宁学东西的有."""


def beside(passage: Passage, number: Number, last: Draft | None) -> Measure | None:
    """Return the measure that the words beside a number settle whatever its unit is, else None."""
    if number.kind == "items" and number.unit in ("所", "家") and "结对" in number.before:
        return OTHER
    if is_measured(number) or _is_school_class(passage, number):
        return OTHER
    if number.unit == "块" and _is_in_coins(number, last):
        number.kind = "money"
        return MONEY
    return PEOPLE if last is not None and _are_persons(last, number) else None


def _is_in_coins(number: Number, last: Draft | None) -> bool:
    """Whether 块 are yuan, as people say it of what they earn and pay: 一年收入四千二百块."""
    is_next = last is not None and last.measure is MONEY and last.number.unit == "块"
    is_next = is_next and last is not None and last.number.sentence == number.sentence
    return is_next or _EARNS.search(number.gap) is not None


def is_geography(number: Number) -> bool:
    """Whether a number is a distance, a height or the size of a whole county."""
    if number.unit in _LENGTHS:
        return _FAR_OFF.search(number.before[-20:]) is not None
    return number.unit in ("平方公里", "平方千米") and number.value >= _HUGE


def is_measured(number: Number) -> bool:
    """Whether a number in a unit of time or heat is a mean or a power: 9.1天, 发电36万度."""
    if number.unit == "度":
        return number.is_scaled or _POWER.search(number.gap) is not None
    is_whole = number.value.denominator == 1
    return number.kind == "duration" and number.unit in _DAYS and not is_whole


def _is_school_class(passage: Passage, number: Number) -> bool:
    """Whether a count of 班 is one of classes of pupils, not of courses held: 可设六十个班."""
    if number.unit != "班" and not number.after.startswith("班"):
        return False
    start = max(number.sentence[0], number.start - _SCHOOL_REACH)
    end = min(number.sentence[1], number.end + _SCHOOL_REACH)
    words = passage.text[start : number.start] + passage.text[number.end : end]
    return _SCHOOL.search(words) is not None and not _COURSE.search(number.before)


def goes_on(number: Number) -> bool:
    """Whether a count tells of what its sentence has counted, by no name: 其余62个, 超概算的3个."""
    return number.gap.endswith("的") or _REST.search(number.gap) is not None


def is_rest(passage: Passage, number: Number) -> bool:
    """Whether a count tells the others of what its sentence has counted: 另外两个卡在用地上."""
    last = passage.drafts[-1] if passage.drafts else None
    if last is None or last.number.unit not in (number.unit, "个"):
        return False
    return last.start >= number.sentence[0] and _REST.search(number.gap) is not None


def _are_persons(last: Draft, number: Number) -> bool:
    """Whether a count of 个 is one of persons, told right behind others: 去学东西的有40多个."""
    is_near = last.measure in (PEOPLE, TRAINEES, PERSONS_POOR) and last.end >= number.sentence[0]
    return is_near and number.unit == "个" and _WHO.search(number.gap) is not None
