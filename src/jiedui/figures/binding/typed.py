"""A typed question as a question to the book, and how it was understood.

`2013年以来久治县市级统筹资金` names a time, a place, a source and a figure. Whatever a word is
taken for is told as a chip; when the figure is open, or a word is left that nothing explains, the
choices are given and none is taken. Knows no Django.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from jiedui.figures.binding.known import known_in, project_name
from jiedui.figures.binding.surroundings import left_over
from jiedui.figures.binding.unread import is_impossible, meaning_left, numbers_left, units_unfit
from jiedui.figures.binding.words import any_of, words
from jiedui.figures.catalogue import FIGURES
from jiedui.figures.model import Kind, Question
from jiedui.kernel.place import leading, members, parents
from jiedui.reader.layout import plain_signs
from jiedui.reader.moments import Sort, moments_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from jiedui.facts.store import Facts
    from jiedui.figures.binding.known import Known
    from jiedui.reader.moments import Moment

QUESTION_MAX = 300
"""Longest question that is read, in signs."""

_CHOICES_MAX = 6

_UNITS = {
    "fen": r"多少钱|几元|多少元|多少万|金额|资金|花了|how much|money",
    "project": r"多少个?项目|几个项目|项目数|how many projects",
    "batch": r"几期|多少期|几批|多少批|批次|期数|班次",
    "person": r"多少人|几人|人数|人次|多少名|how many people",
    "household": r"多少户|几户|户数|户|how many households",
    "cm2": r"多少平|面积",
    "percent": r"率|百分之?几|百分比|占比|比例|percent",
    "year": r"哪一?年|何时|什么时候|when",
}
_OF_UNIT = {"person_time": "person"}
_PARTED = ("Place:", "Source:", "Count:Projects")
_BY = {
    "county": r"各县|分县|每个县|按县|分地区|各地|by county",
    "source": r"各来源|分来源|按来源|资金来源|by source",
    "year": r"各年|分年|逐年|按年|每年|历年|by year",
    "category": r"分类别|各类别|按类别|by category",
    "payer": r"谁捐|各捐赠人|按捐赠|by donor",
}
_PLANNED = re.compile(r"计划|预算|拟|planned|plan")
_ASKING = any_of(
    (
        "多少 几个 几户 几人 几期 几批 什么 哪些 哪个 哪年 哪一年 何时 什么时候 是 有 吗 呢 请问 "
        "一共 总共 累计 了 的 钱 多大 怎样 如何 查询 查 看 我想知道 告诉我 数字 数量 情况 金额 "
        "人数 户数 共有 花了 用了 给了 收到 得到 how much many what is are was were did does the "
        "for of in to from since until a an please show me"
    ).split()
)


@dataclass(frozen=True, slots=True)
class Chip:
    """One thing that was understood: a dimension (or figure, since, until ...) and the words."""

    name: str
    words: str
    value: str


@dataclass(frozen=True, slots=True)
class Understood:
    """A typed question as it was understood.

    Attributes:
        text: The question as typed.
        question: The one question it is; None when it is open.
        chips: What was understood, in order.
        choices: The questions it may be, when it is open.
        left: Words that nothing explains.
    """

    text: str
    question: Question | None
    chips: tuple[Chip, ...]
    choices: tuple[Question, ...] = ()
    left: tuple[str, ...] = ()


def understand(text: str, facts: Facts, *, today: dt.date) -> Understood:
    """Return how a typed question is understood.

    Args:
        text: The question; of a longer one only the first QUESTION_MAX signs are read.
        facts: The book's lines, whose names are known.
        today: The day from which 今年 and 去年 count.
    """
    return _Typed(text[:QUESTION_MAX], known_in(facts), today).understood()


@dataclass
class _Typed:
    text: str
    known: Known
    today: dt.date
    chips: list[Chip] = field(default_factory=list)
    _rest: str = ""
    _explained: list[str] = field(default_factory=list)
    _unread: list[str] = field(default_factory=list)

    def understood(self) -> Understood:
        """Return the question in its parts."""
        self._rest = plain_signs(self.text)
        where = self._places()
        since, until, as_of = self._days()
        by = self._by()
        codes = self._figures()
        where += self._coded("source", words().source_words)
        planned = self._planned(codes)
        where += self._coded("category", words().category_words) if _has_parts(codes) else []
        if ("source", ("RECIPIENT_OWN",)) in where:
            codes = tuple("recipient_own" if one == "money" else one for one in codes)
            where = [one for one in where if one[0] != "source"]
        words_left = self._left(codes)
        left = (*self._unread, *units_unfit(self.text, codes), *words_left)
        left = tuple(
            one for one in dict.fromkeys(left) if not any(one in each != one for each in left)
        )
        asked = [
            _asked(code, where, by, days=(since, until, as_of), planned=planned) for code in codes
        ]
        is_open = len(asked) != 1 or bool(left)
        return Understood(
            self.text,
            None if is_open else asked[0],
            tuple(self.chips),
            tuple(asked[:_CHOICES_MAX]) if is_open else (),
            left,
        )

    def _take(self, start: int, end: int) -> None:
        """Take a stretch out of what is still to be explained."""
        self._rest = f"{self._rest[:start]}{'|' * (end - start)}{self._rest[end:]}"

    def _places(self) -> list[tuple[str, tuple[str, ...]]]:
        """Take out places: recipients, and the programme's own districts."""
        by_name = self.known.places_by_name
        here = self._rest.casefold()
        recipients: list[str] = []
        owners: list[str] = []
        pattern = any_of(name for name in by_name if name.casefold() in here)
        longer = [found.span() for found in words().known.finditer(self._rest)]
        for match in list(pattern.finditer(self._rest)):
            (key, *others) = sorted(by_name[match.group()])
            if others or any(_is_within(match.span(), one) for one in longer):
                continue
            self._take(match.start(), match.end())
            is_owner = self.known.is_own_side(key) and key not in self.known.recipients
            side = owners if is_owner and not _holds(key, self.known.recipients) else recipients
            side.append(key)
            self.chips.append(Chip("owner" if side is owners else "recipient", match.group(), key))
        recipients += self._other_places()
        own = [key for key in owners if key in self.known.owners]
        found_filters = [("recipient", tuple(_finest(recipients)))] if recipients else []
        found_filters += [("owner", tuple(own))] if own else []
        return found_filters + self._named_things(recipients)

    def _named_things(self, recipients: list[str]) -> list[tuple[str, tuple[str, ...]]]:
        """Take out a payer's or a project's name that the book knows."""
        within = recipients or [*self.known.recipients]
        named = (
            ("payer", self.known.payer_in(self._rest), self.known.payer_name),
            ("project", self.known.project_in(self._rest, within), project_name),
        )
        found: list[tuple[str, tuple[str, ...]]] = []
        for dimension, key, name_of_key in named:
            name = name_of_key(key) if key else ""
            at = self._rest.find(name) if name else -1
            if key and at >= 0:
                self._take(at, at + len(name))
                self.chips.append(Chip(dimension, name, key))
                found.append((dimension, (key,)))
        return found

    def _other_places(self) -> list[str]:
        """Take out places that the book does not hold: asked about, they are answered so."""
        taken: list[str] = []
        for found in list(re.finditer(r"[一-鿿]{2,}", self._rest)):
            for at in range(found.start(), found.end() - 1):
                here = [one for one in leading(self._rest[at : found.end()]) if not one.is_loose]
                ranked = [one for one in here if one.written[-1:] in "省市州县区旗盟"]
                if len({one.key for one in ranked}) != 1:
                    continue
                place = ranked[0]
                length = found.end() - at - len(place.rest)
                span = (at, at + length)
                if any(_is_within(span, one.span()) for one in words().known.finditer(self._rest)):
                    continue
                self._take(*span)
                taken.append(place.key)
                self.chips.append(Chip("recipient", place.written, place.key))
                break
        return taken

    def _days(self) -> tuple[dt.date | None, dt.date | None, dt.date | None]:
        since = until = as_of = None
        for moment in list(moments_in(self._rest, self.today, self.today.year)):
            told = self.text[moment.start : moment.end]
            self._take(moment.start, moment.end)
            first, last = _ends(moment, self.today)
            if is_impossible(told) or (first and last and last < first):
                self._unread.append(told)
                continue
            if as_of and told.startswith(("至", "到")):
                since, until, as_of = as_of, last or first, None
            elif moment.sort is Sort.POINT:
                as_of = last or first
            else:
                since, until = since or first, until or last
            self.chips.append(Chip("period", told, f"{first or ''}/{last or ''}"))
        return since, until, as_of

    def _figures(self) -> tuple[str, ...]:
        """Return the figures that the words may name: one when they say which."""
        units = [unit for unit, shape in _UNITS.items() if re.search(shape, self.text)]
        found = self._named_figures() or self._implied_figures(units)
        if not found:
            return ()
        best = max(found.values())
        named = [code for code, length in found.items() if length == best]
        told = [code for code in named if _unit(code) in units]
        if not told and units:
            told = [code for code in found if _unit(code) in units]
        codes = tuple(dict.fromkeys(self._fall(code) for code in (told or named)))
        if len(codes) == 1:
            figure = FIGURES[codes[0]]
            self.chips.insert(0, Chip("figure", figure.zh, figure.code))
        return codes

    def _named_figures(self) -> dict[str, int]:
        """Return the figures that words name, each with the length of its longest word."""
        found: dict[str, int] = {}
        for one in words().figures.values():
            for match in any_of(one.words).finditer(self._rest):
                found[one.code] = max(found.get(one.code, 0), len(match.group()))
                self._explained.append(match.group())
        if found and any(chip.value == "payer" for chip in self.chips):
            found.setdefault("gift", 1)
        return found

    def _implied_figures(self, units: list[str]) -> dict[str, int]:
        """Return the figure that no word names, but a giver, a source or a question of money."""
        if any(chip.value == "payer" for chip in self.chips):
            return {"gift": 1}
        has_source = any(word in self._rest for word in words().source_words)
        return {"money": 1} if has_source or units == ["fen"] else {}

    def _fall(self, code: str) -> str:
        found = words()
        if code not in found.falls:
            return code
        if found.fall_rate.search(self.text):
            return found.fall_rates[code]
        return found.falls[code] if found.fall.search(self.text) else code

    def _by(self) -> tuple[str, ...]:
        named = []
        for dimension, shape in _BY.items():
            for match in list(re.finditer(shape, self._rest)):
                self._take(match.start(), match.end())
                named.append(dimension)
                self.chips.append(Chip("by", match.group(), dimension))
        return tuple(dict.fromkeys(named))

    def _coded(self, dimension: str, coded: Mapping[str, str]) -> list[tuple[str, tuple[str, ...]]]:
        found: list[str] = []
        for match in list(any_of(coded).finditer(self._rest)):
            code = coded[match.group()]
            self._take(match.start(), match.end())
            found.append(code)
            self.chips.append(Chip(dimension, match.group(), code))
        return [(dimension, tuple(dict.fromkeys(found)))] if found else []

    def _planned(self, codes: Iterable[str]) -> bool:
        match = _PLANNED.search(self._rest)
        if match is None or not any(FIGURES[code].plan_accounts for code in codes):
            return False
        self._take(match.start(), match.end())
        self.chips.append(Chip("planned", match.group(), "1"))
        return True

    def _left(self, codes: Iterable[str]) -> tuple[str, ...]:
        self._unread += numbers_left(self._rest)
        explained = any_of(self._explained)
        rest = _ASKING.sub("|", explained.sub("|", self._rest))
        return (*self._meaning_left({*codes}), *left_over(rest))

    def _meaning_left(self, codes: set[str]) -> tuple[str, ...]:
        """Return the words that change the question and that none of its figures is named by."""
        found, rest = words(), self._rest
        if codes & {*found.falls.values(), *found.fall_rates.values()}:
            rest = found.fall.sub("|", found.fall_rate.sub("|", rest))
        own = [
            word
            for code, one in found.figures.items()
            if codes & {code, found.falls.get(code), found.fall_rates.get(code)}
            for word in one.words
        ]
        return meaning_left(any_of(own).sub("|", rest))


def _ends(moment: Moment, today: dt.date) -> tuple[dt.date | None, dt.date | None]:
    if moment.sort is Sort.LASTING and moment.years:
        return dt.date(today.year - moment.years + 1, 1, 1), None
    return moment.first, moment.last


def _has_parts(codes: Iterable[str]) -> bool:
    """Whether figures of money or projects are asked, whose parts are categories: 产业资金."""
    asked = (FIGURES[code] for code in codes)
    counted = [one.accounts for one in asked if "category" in one.dimensions]
    return any(account.startswith(_PARTED) for accounts in counted for account in accounts)


def _is_within(span: tuple[int, int], longer: tuple[int, int]) -> bool:
    """Whether a name is only a part of a longer word: 合作 (a city's name) of 产业合作."""
    return longer[0] <= span[0] and span[1] <= longer[1] and span != longer


def _unit(code: str) -> str:
    unit = FIGURES[code].unit
    return _OF_UNIT.get(unit, unit)


def _holds(key: str, recipients: Iterable[str]) -> bool:
    return any(key in parents(one) for one in recipients)


def _finest(keys: list[str]) -> list[str]:
    """Return places without those that only say where another of them lies (云南省德钦县)."""
    above = {one for key in keys for one in parents(key) if one and one != key}
    return list(dict.fromkeys(one for key in keys if key not in above for one in members(key)))


def _asked(
    code: str,
    where: list[tuple[str, tuple[str, ...]]],
    by: tuple[str, ...],
    *,
    days: tuple[dt.date | None, dt.date | None, dt.date | None],
    planned: bool,
) -> Question:
    """Return the question of a figure, as far as it knows the dimensions."""
    figure = FIGURES[code]
    since, until, as_of = days
    question = Question(
        code,
        by=tuple(one for one in by if one in figure.dimensions),
        where=tuple(one for one in where if one[0] in figure.dimensions),
        planned=planned and bool(figure.plan_accounts),
    )
    if figure.kind in {Kind.STOCK, Kind.IN_FORCE}:
        return replace(question, as_of=as_of or until)
    return replace(question, since=since, until=until or as_of)
