"""Checks of the register's own data: each a declaration with a function of one household.

They are what provincial teams ask in the yearly campaign, and what a form itself can say. A finding
names a household and, where it is about one, a person; numbers in it are starred. Ages and counts
they hold against are dated: the one in force on the day of the check. The checks of identity
numbers are the cross-check engine's own (D2, D6, D7). Knows no Django.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from jiedui.checks.model import Threshold, always
from jiedui.checks.rules import RULES as CROSS_RULES
from jiedui.kernel.identity import check_identity
from jiedui.kernel.problem import Severity
from jiedui.registry.kinds import HEAD, LIVE, Standing

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from jiedui.registry.income import Income

YEARS_BETWEEN = always(14)
"""How many years a parent must be older than a child."""

WORK_AGE = Threshold(((dt.date(1991, 4, 15), 16),))
"""From this age on somebody may work (禁止使用童工规定, of 1991 and 2002)."""

CAUSES_MAX = always(2)
"""How many causes the form takes beside the main one."""

SCHOOL_AGES: dict[str, tuple[Threshold, Threshold]] = {
    level: (always(least), always(most))
    for level, least, most in (
        ("PRESCHOOL", 0, 8),
        ("PRIMARY", 5, 16),
        ("JUNIOR", 10, 19),
        ("SENIOR", 13, 23),
        ("VOCATIONAL", 13, 24),
        ("COLLEGE", 15, 30),
        ("UNIVERSITY", 15, 40),
    )
}
"""The ages between which somebody may go to a school."""


class Someone(NamedTuple):
    """A member, opened for a check: number, relation, date of birth, items of the form."""

    person: int
    number: str
    relation: str
    birth: dt.date | None
    items: dict[str, str]
    is_known_dead: bool = False
    elsewhere: int = 0

    def age(self, day: dt.date) -> int | None:
        """Return the age in whole years on a day."""
        if self.birth is None:
            return None
        had = (day.month, day.day) >= (self.birth.month, self.birth.day)
        return day.year - self.birth.year - (not had)


@dataclass(frozen=True, slots=True)
class Home:
    """A household, opened for its checks.

    Attributes:
        number: Its number.
        place: Its place key.
        standing: Where it stands.
        main_cause: Its main cause.
        day: The day of the check.
        members: Its members.
        items: Items of the household.
        unread: Words no code list knows, by item.
        incomes: Its incomes.
        exit_line: Line of exit in fen, by year, where one is known.
        unmet: Guarantees that were not met when last looked at.
        conflicts: What its events say that cannot be.
        exited_in: Year of its exit.
    """

    number: str
    place: str
    standing: Standing
    main_cause: str
    day: dt.date
    members: tuple[Someone, ...] = ()
    items: dict[str, str] = field(default_factory=dict)
    unread: dict[str, str] = field(default_factory=dict)
    incomes: tuple[Income, ...] = ()
    exit_line: dict[int, int] = field(default_factory=dict)
    unmet: tuple[str, ...] = ()
    conflicts: tuple[str, ...] = ()
    exited_in: int | None = None


class Found(NamedTuple):
    """What a check found in a household: the person it is about, what, and what was expected."""

    person: int | None
    found: str
    expected: str


class Check(NamedTuple):
    """A check: code, words, how grave, where it comes from, and what finds it."""

    code: str
    zh: str
    en: str
    severity: Severity
    source: str
    find: Callable[[Home], Iterable[Found]]


def _empty(home: Home) -> Iterator[Found]:
    if home.standing in LIVE and not home.members:
        yield Found(None, "no member", "at least one")


def _count(home: Home) -> Iterator[Found]:
    said = home.items.get("members_stated", "")
    if said.isdigit() and int(said) != len(home.members):
        yield Found(None, f"{len(home.members)} members listed", f"{said} stated")


def _heads(home: Home) -> Iterator[Found]:
    heads = [one for one in home.members if one.relation == HEAD]
    if home.members and len(heads) != 1:
        yield Found(heads[1].person if len(heads) > 1 else None, f"{len(heads)} heads", "one")


def _twice(home: Home) -> Iterator[Found]:
    for one in home.members:
        if one.number and one.elsewhere:
            yield Found(one.person, f"the number stands {one.elsewhere + 1} times", "once")


def _missing(home: Home) -> Iterator[Found]:
    for one in home.members:
        if not one.number:
            yield Found(one.person, "no identity number", "one")


def _faulty(home: Home) -> Iterator[Found]:
    for one in home.members:
        checked = check_identity(one.number, today=home.day) if one.number else None
        if checked is not None and not checked.is_valid:
            yield Found(one.person, checked.masked, checked.expected)


def _ages(home: Home) -> Iterator[Found]:
    head = next((one for one in home.members if one.relation == HEAD), None)
    if head is None or head.birth is None:
        return
    years = YEARS_BETWEEN.on(home.day) or 0
    for one in home.members:
        if one.birth is None:
            continue
        younger = one.birth.year - head.birth.year
        if one.relation == "CHILD" and younger < years:
            yield Found(one.person, f"a child {younger} years younger", f"{years} or more")
        if one.relation == "GRANDCHILD" and younger < 2 * years:
            yield Found(one.person, f"a grandchild {younger} years younger", f"{2 * years} or more")
        if one.relation == "PARENT" and -younger < years:
            yield Found(one.person, f"a parent {-younger} years older", f"{years} or more")


def _school(home: Home) -> Iterator[Found]:
    for one in home.members:
        age, level = one.age(home.day), one.items.get("schooling", "")
        if age is None or level not in SCHOOL_AGES:
            continue
        least, most = (limit.on(home.day) for limit in SCHOOL_AGES[level])
        if least is not None and most is not None and not least <= age <= most:
            yield Found(one.person, f"{level} at {age}", f"{least} to {most} years")


def _dead(home: Home) -> Iterator[Found]:
    for one in home.members:
        if one.is_known_dead:
            yield Found(one.person, "recorded as dead", "no member any more")


def _workers(home: Home) -> Iterator[Found]:
    least = WORK_AGE.on(home.day)
    for one in home.members:
        age = one.age(home.day)
        works = one.items.get("work_months", "0") not in {"", "0"} or "work_place" in one.items
        if works and age is not None and least is not None and age < least:
            yield Found(one.person, f"works at {age}", f"{least} years or more")


def _income(home: Home) -> Iterator[Found]:
    for one in home.incomes:
        for name, stated, by_parts in one.slips():
            yield Found(None, f"{one.year} {name} {stated} fen", f"{by_parts} fen by its parts")


def _unread(home: Home) -> Iterator[Found]:
    for item, said in home.unread.items():
        yield Found(None, f"{item}: {said}", "a word of the code list")


def _no_cause(home: Home) -> Iterator[Found]:
    if home.standing is Standing.REGISTERED and not home.main_cause:
        yield Found(None, "no main cause", "one")


def _causes(home: Home) -> Iterator[Found]:
    said = [one for one in home.items.get("other_causes", "").split(",") if one]
    most = CAUSES_MAX.on(home.day)
    if most is not None and len(said) > most:
        yield Found(None, f"{len(said)} other causes", f"at most {most}")


def _no_village(home: Home) -> Iterator[Found]:
    if home.place.count(":") < 2:
        yield Found(None, home.place or "no place", "a village")


def _order(home: Home) -> Iterator[Found]:
    for said in home.conflicts:
        yield Found(None, said, "events in a possible order")


def _guarantees(home: Home) -> Iterator[Found]:
    if home.standing is Standing.EXITED:
        for name in home.unmet:
            yield Found(None, f"exited without {name}", "all guarantees met")


def _poor_exit(home: Home) -> Iterator[Found]:
    for one in home.incomes:
        line, net = home.exit_line.get(one.year), one.net_a_person()
        if one.year == home.exited_in and line is not None and net is not None and net < line:
            yield Found(None, f"{net} fen a person in {one.year}", f"at least {line} fen")


_FORM = "the form itself"
_PROVINCE = "quality queries of a provincial team"


def _shared(code: str, find: Callable[[Home], Iterable[Found]]) -> Check:
    """Return the check of the cross-check engine's rule of this code."""
    rule = CROSS_RULES[code]
    grave = {"high": Severity.ERROR, "medium": Severity.ERROR, "low": Severity.WARNING}
    return Check(code, rule.zh, rule.en, grave[rule.severity], rule.source, find)


_GRAVE, _MILD = Severity.ERROR, Severity.WARNING

CHECKS: dict[str, Check] = {
    one.code: one
    for one in (
        Check("Q1", "空户", "empty household", _GRAVE, _PROVINCE, _empty),
        Check("Q2", "人口数与成员数不符", "count against rows", _MILD, _PROVINCE, _count),
        Check("Q3", "户主不是一人", "not exactly one head", _GRAVE, _FORM, _heads),
        _shared("D2", _twice),
        _shared("D6", _missing),
        _shared("D7", _faulty),
        Check("Q4", "年龄与关系不符", "age against relation", _GRAVE, _FORM, _ages),
        Check("Q5", "年龄与在校状况不符", "age against school", _MILD, _FORM, _school),
        Check("Q6", "已死亡仍在册", "dead but active", _GRAVE, _PROVINCE, _dead),
        Check("Q7", "未满十六岁务工", "worker under 16", _GRAVE, _FORM, _workers),
        Check("Q8", "收入与分项不符", "income against its parts", _GRAVE, _FORM, _income),
        Check("Q9", "代码表没有的写法", "word no code list knows", _MILD, _FORM, _unread),
        Check("Q10", "没有主要致贫原因", "no main cause", _MILD, _FORM, _no_cause),
        Check("Q11", "其他致贫原因过多", "too many other causes", _MILD, _FORM, _causes),
        Check("Q12", "没有写明村", "no village", _MILD, _FORM, _no_village),
        Check("Q13", "变动次序不可能", "events out of order", _GRAVE, _PROVINCE, _order),
        Check("Q14", "退出时保障未达标", "exit, guarantee unmet", _GRAVE, "N1", _guarantees),
        Check("Q15", "退出时收入低于标准", "exit below the line", _GRAVE, _FORM, _poor_exit),
        Check("Q16", "有人无户", "person without household", _GRAVE, _PROVINCE, lambda _: ()),
    )
}
"""Every check, by code. Q16 is about people who stand in no household at all."""
