"""One cell on its way to a question: unit, days and filters checked, doubts told. No Django."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from jiedui.figures.catalogue import FIGURES
from jiedui.figures.model import Kind, Question
from jiedui.forms.alongside import speaks_as_own
from jiedui.forms.asked import Asked
from jiedui.forms.cellwords import line_unit, numbers_said, told_of
from jiedui.forms.measures import measure_of
from jiedui.forms.rewording import ELSEWHERE, plain_label
from jiedui.forms.units import decimals_said, units_of
from jiedui.forms.wording import doubt
from jiedui.forms.worked import Worked
from jiedui.forms.workings import (
    Workings,
    are_counties,
    counties,
    of_place,
    people_over,
    share_of_above,
)

if TYPE_CHECKING:
    from jiedui.forms.around import Around
    from jiedui.forms.binder import Binder
    from jiedui.forms.layout import Line, Slot
    from jiedui.forms.measures import Measure
    from jiedui.forms.scopes import Scope
    from jiedui.forms.subjects import Subject
    from jiedui.forms.timing import Days
    from jiedui.forms.units import FormUnit

_FALLS = {"fall", "fall_rate"}
_RATED = {"percent", "ratio", "year", "rank"}
_UNDATED = {"pairing_start_year", "pairings"}
_HOW_MANY = re.compile(
    r"(?:(?:多少|几)个?|_{2,})((?:[百千万亿]*元|人次|[户人期名批班个]|平方米|项目|%)?)"
)
"""举办了多少期，培训多少人次: two numbers asked in one cell."""

_OF_THINGS = {"gift", "project_cost", "building_area", "money", "recipient_own"}
_LONG_DAYS = 800
"""Days from which a period is no single year: an undated gift or project lies in it."""


@dataclass
class Asking:
    """One cell on its way to a question.

    Attributes:
        slot: Where it is.
        around: The words around it.
        subject: What it counts.
        measure: The measure that makes.
        scope: Of whom and of what it speaks.
        binder: The table's binder.
        before: The period that a growth compares with.
    """

    slot: Slot
    around: Around
    subject: Subject
    measure: Measure
    scope: Scope
    binder: Binder
    before: Days | None = None

    def asked(self, days: Days | None) -> Asked:
        """Return what the cell asks, with the doubt that keeps it from being asked."""
        scope = self.scope
        base = Asked(
            self.measure.name, unit=self._unit(), decimals=self._decimals(),
            recipients=scope.codes, donors=scope.payers,
            sources=scope.own_sources, categories=scope.categories,
            without_sources=scope.without_sources, without_categories=scope.without_categories,
            planned=self.subject.planned, projects=scope.projects,
        )  # fmt: skip
        if days is None:
            return self._doubted(base, "conflict")
        days = self._since_pairing(days)
        base = self._dated(base, days)
        operation = self.subject.operation
        has_figure = bool(self.measure.code) or self.measure.name.endswith("_share")
        code = self._doubt(base, days, has_figure=has_figure)
        if code:
            found = self._doubted(base, code)
            return replace(found, question=self._question(days)) if code == "period" else found
        if not has_figure:
            return replace(base, reason="not_in_book", question=self._nearest(days))
        question = self._question(days)
        if question is None or (operation == "rank" and scope.narrower):
            return replace(base, reason="not_in_book")
        question, worked = self._worked(question, days)
        if isinstance(worked, str):
            return self._doubted(base, worked)
        if operation == "completion_rate":
            question = replace(question, planned=False)
        elsewhere = not scope.projects and ELSEWHERE.search(plain_label(told_of(self.slot)))
        listed = (self.around.row[-1].text,) if elsewhere and self.around.row else ()
        return replace(
            base, question=question, worked=worked,
            narrower=listed or scope.narrower, strange=scope.strange,
            reason="ambiguous" if elsewhere else base.reason,
            begun=self._begun(question), is_paired=days.is_paired,
            beside=scope.beside, is_likely=not days.is_told, is_joint=self._is_joint(),
            is_as_stated=self.binder.notes.is_as_stated,
        )  # fmt: skip

    def _worked(self, question: Question, days: Days) -> tuple[Question, Worked | str | None]:
        """Return the cell's own question, and how it is worked out of others beside it."""
        above = share_of_above(self)
        if isinstance(above, Worked):
            return of_place(above.beside[0], self.scope.places[0]), above
        worked = above or Workings(self, question, days).worked()
        if self.subject.operation in {"difference", "ratio"} and not isinstance(worked, str):
            question = of_place(question, dict(question.where)["recipient"][0])
        return question, worked

    def _since_pairing(self, days: Days) -> Days:
        """Return the days of what counts from a pairing: from its year on, where it is known."""
        years = [since.year for _, since in self.scope.paired]
        if not days.is_paired or len(years) < len(self.scope.places) or not years:
            return days
        return replace(days, since=dt.date(min(years), 1, 1))

    def _begun(self, question: Question) -> tuple[Question, ...]:
        """Return the questions of each recipient's year of pairing, where it lies in the days."""
        if FIGURES[question.code].kind in {Kind.STOCK, Kind.IN_FORCE} or question.since is None:
            return ()
        return tuple(
            of_place(_of_year(question, since.year), place)
            for place, since in self.scope.paired
            if question.since.year <= since.year
        )

    def _doubt(self, base: Asked, days: Days, *, has_figure: bool) -> str:
        """Return the code of what keeps the cell from being asked, "" for nothing."""
        open_code = self._unsettled()
        if open_code or not has_figure:
            return open_code
        if base.unit is None or self._is_of_another_unit(base.unit):
            return "unit" if base.unit is None else "conflict"
        is_unsaid = any("base" in one.times for one in self.around.near) and not self._has_day()
        if is_unsaid or (self.subject.operation in _FALLS and days.base is None):
            return "base"
        is_dated = days.is_told or days.since or self.measure.code in _UNDATED or self._is_stock()
        return "" if is_dated or self._is_named_thing() else "period"

    def _has_day(self) -> bool:
        """Whether the words beside a cell name days: of 基期值 over 2013年末."""
        return any(one.span or one.base or one.over for one in self.around.near)

    def _unsettled(self) -> str:
        """Return the code of what leaves open whose or which figure is asked, "" for nothing."""
        subject = self.subject
        codes = (
            ("conflict", bool(self.around.conflicts) or self._is_of_another_number()),
            ("conflict", len(set(_HOW_MANY.findall(plain_label(told_of(self.slot))))) > 1),
            ("overlap", subject.operation == "distinct" and subject.family == "money"),
            ("whom", self._is_of_unknown_own()),
            ("note", bool(self.scope.doubts)),
        )
        return next((code for code, holds in codes if holds), "")

    def _is_of_another_number(self) -> bool:
        """Whether fewer counties stand beside 两县 than it says, or none under a part of 两县."""
        labels = (*self.slot.line.labels, *self.slot.heads)
        read = self.binder.reader.read
        totals = [one for one in labels if read(one).is_total and not read(one).places]
        said = {number for one in totals for number in numbers_said(one)}
        places = self.scope.places
        named = [one for one in labels if not read(one).places]
        if not places and any(map(numbers_said, [*named, self.slot.line.section])):
            return True
        is_named = len(places) > 1 or (bool(places) and are_counties(places))
        return len(said) == 1 and is_named and len(places) != min(said)

    def _is_of_unknown_own(self) -> bool:
        """Whether the table speaks of 我县 and nothing says which county that is."""
        if self.scope.places:
            return False
        lines = self.binder.table.lines
        return any(speaks_as_own(label) for line in lines for label in line.labels)

    def _is_of_another_unit(self, unit: FormUnit) -> bool:
        """Whether row or column states a unit that the figure is not counted in (万元 of 户)."""
        line = line_unit(self.slot.line)
        told = [one.unit for one in self.around.near] + [line]
        families = {one.family for one in told if one is not None} - _RATED
        if unit.family == "ratio" and any(one.per for one in told if one is not None):
            return True  # 万元/户 beside what is counted in 人/户.
        return bool(families) and unit.family not in {*families, *_RATED}

    def _doubted(self, base: Asked, code: str) -> Asked:
        words = self.scope.doubts[0] if code == "note" else told_of(self.slot)
        return replace(base, doubt=doubt(code, words=words), reason="ambiguous")

    def _is_named_thing(self) -> bool:
        return bool(self.scope.projects or self.scope.payers or self.scope.beside)

    def _kind(self) -> Kind | None:
        figure = FIGURES.get(self.measure.code)
        return figure.kind if figure else None

    def _is_stock(self) -> bool:
        return self._kind() is Kind.STOCK or self.measure.code == "people_per_household"

    def _unit(self) -> FormUnit | None:
        """Return the unit of the cell: its own, its row's, the one noted for its family."""
        figure = FIGURES.get(self.measure.code)
        family = self.measure.unit.family if self.measure.unit else None
        if family is None and (figure is None or figure.unit == "fen"):
            family = "money"
        line = line_unit(self.slot.line)
        near = [one.unit for one in self.around.near]
        above = self.binder.said.line_above(self.slot.line)
        beyond = [one.unit for one in self.around.parent]
        beyond += [line_unit(above)] if above else []
        beyond += [self.around.section.unit] if self.around.section else []
        for unit in [*near, line, *beyond]:
            if unit is not None and unit.family == family:
                return unit
        noted = [one for one in self.binder.notes.units if one.family == family]
        if len({one.scale for one in noted}) == 1:
            return noted[0]
        if noted and family == "money":
            return None
        titled = [one.unit for one in self.around.context if one.unit is not None]
        if not noted and len({one.scale for one in titled if one.family == family}) == 1:
            return next(one for one in titled if one.family == family)
        if self.binder.notes.has_strange_unit or _has_strange_unit(self.slot.line):
            return None
        return self.measure.unit or self._unit_beside(family)

    def _decimals(self) -> int | None:
        told = [one.decimals for one in self.around.near]
        told.append(decimals_said(plain_label(self.slot.line.remark)))
        return next((one for one in told if one is not None), None)

    def _unit_beside(self, family: str | None) -> FormUnit | None:
        """Return the unit that a column before this one states: 资金（万元）, 市级统筹."""
        heads = self.binder.said.every_heads
        at = heads.index(self.slot.heads) if self.slot.heads in heads else 0
        for before in reversed(heads[:at]):
            if len(before) == len(self.slot.heads) and before[:-1] != self.slot.heads[:-1]:
                continue
            for head in reversed(before):
                unit = self.binder.reader.read(head).unit
                if unit is not None and unit.family == family:
                    return unit
        return None

    def _dated(self, base: Asked, days: Days) -> Asked:
        if self._is_stock() or self.measure.code in _UNDATED:
            return replace(base, at=days.at)
        if self.subject.operation in _FALLS:
            return replace(base, since=days.base, until=days.at)
        return replace(base, since=days.since, until=days.until)

    def _code(self) -> str:
        """Return the code of the figure that is asked."""
        code = self.measure.code
        if people_over(self) is not None:
            code = "money"
        elif self.subject.operation == "share":
            found = measure_of(
                self.subject.name or "money", family=self.subject.family, operation=None, stage=None
            )
            code = found.code if found else ""
        if code == "money_mean_per_county" and counties(self) > 1:
            code = "money"  # 楚雄州三县平均: the state's money over the counties said or named.
        if code == "money" and self.scope.with_goods:
            return "money_given"
        if code == "money" and self.scope.is_own:
            return "recipient_own"
        return "project_cost" if code == "money" and self.scope.with_own else code

    def _is_joint(self) -> bool:
        """Whether one label of row or column names several recipients itself."""
        read = self.binder.reader.read
        return any(len(read(one).places) > 1 for one in (*self.slot.line.labels, *self.slot.heads))

    def _question(self, days: Days) -> Question | None:
        code = self._code()
        figure = FIGURES.get(code)
        if figure is None:
            return None
        is_known = self._is_long(days) or self._is_of_the_thing(code)
        if self._is_named_thing() and code in _OF_THINGS and is_known:
            return self.filtered(code)
        return self.on(self.filtered(code), days)

    def _is_of_the_thing(self, code: str) -> bool:
        """Whether 总投资 or 建筑面积 of a work is asked, which a title's days are not of."""
        near = self.around.near
        is_said = any(one.subject in {"cost", "area"} for one in near)
        is_whole = code in {"project_cost", "building_area"} and bool(self.scope.projects)
        return is_whole and is_said and not any(one.span or one.times for one in near)

    def filtered(self, code: str) -> Question:
        """Return the question of a figure with the filters it knows."""
        there = FIGURES[code].dimensions
        where = tuple((name, told) for name, told in self.scope.where(code) if name in there)
        planned = self.subject.planned and code not in _UNDATED
        return Question(code, where=where, planned=planned)

    def on(self, question: Question, days: Days) -> Question:
        """Return a question with its days: a window, a moment, two moments, or none."""
        kind = FIGURES[question.code].kind
        if self.subject.operation in _FALLS and kind is Kind.DERIVED:
            return replace(question, since=days.base, until=days.at)
        if kind is Kind.STOCK or question.code == "people_per_household":
            return replace(question, as_of=days.at)
        if kind is Kind.IN_FORCE:
            return question
        return replace(question, since=days.since, until=days.until)

    @staticmethod
    def _is_long(days: Days) -> bool:
        """Whether the days reach over years: what is known of a gift or project lies in them."""
        if days.is_paired:
            return True  # 自结对以来 is all that there is.
        is_short = days.since is not None and (days.until - days.since).days <= _LONG_DAYS
        return not (is_short and days.is_told)

    def _nearest(self, days: Days) -> Question | None:
        """Return the question of the plain figure, to say why the book has no answer."""
        subject = self.subject
        found = measure_of(subject.name, family=subject.family, operation=None, stage=subject.stage)
        if found is None or not found.code or self.subject.operation is None:
            return None
        return self.on(self.filtered(found.code), days)


def _has_strange_unit(line: Line) -> bool:
    """Whether the unit column of a row states a unit that is not known (亩): no usual one is."""
    return re.search(r"\w", line.unit) is not None and not units_of(line.unit)


def _of_year(question: Question, year: int) -> Question:
    """Return a question of one year."""
    return replace(question, since=dt.date(year, 1, 1), until=dt.date(year, 12, 31))
