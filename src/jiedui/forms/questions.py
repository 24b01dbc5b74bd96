"""One cell on its way to a question: unit, days and filters checked, doubts told. No Django."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from jiedui.figures.catalogue import FIGURES
from jiedui.figures.model import Kind, Question
from jiedui.forms.asked import Asked
from jiedui.forms.measures import measure_of
from jiedui.forms.purses import part_and_whole
from jiedui.forms.rewording import ELSEWHERE, plain_label
from jiedui.forms.units import units_of
from jiedui.forms.wording import doubt
from jiedui.forms.worked import GROWING, WORKED, Worked
from jiedui.kernel.place import parents

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
_OPEN = {"share": "whole", "growth": "base", "growth_rate": "base", "yearly": "years",
         "rank": "rivals", "completion_rate": "measure"}  # fmt: skip
"""What is asked where a cell cannot be worked out: the code of the doubt."""
_RATED = {"percent", "ratio", "year", "rank"}
_UNDATED = {"pairing_start_year", "pairings"}
_OF_THINGS = {"gift", "project_cost", "building_area", "money", "recipient_own"}
_NUMBERS = {"两": 2, "三": 3, "四": 4, "五": 5, "六": 6}
_COUNTIES = re.compile(r"([两三四五六])个?县")
_LONG_DAYS = 800
"""Days from which a period is no single year: an undated gift or project lies in it."""


def told_of(slot: Slot) -> str:
    """Return the words around a cell."""
    return "、".join([*slot.line.labels, *slot.heads])


def counties_said(text: str) -> int:
    """Return how many counties words speak of together, 0 = they do not say.

    >>> counties_said("在两县共实施项目"), counties_said("久治县")
    (2, 0)
    """
    found = set(_COUNTIES.findall(text))
    return _NUMBERS[found.pop()] if len(found) == 1 else 0


def line_unit(line: Line) -> FormUnit | None:
    """Return the unit that a row states in its unit column."""
    found = units_of(line.unit)
    return found[0] if len(found) == 1 else None


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
        has_figure = bool(self.measure.code) or operation == "share"
        code = self._doubt(base, days, has_figure=has_figure)
        if code:
            return self._doubted(base, code)
        if not has_figure:
            return replace(base, reason="not_in_book", question=self._nearest(days))
        question = self._question(days)
        if question is None or (operation == "rank" and scope.narrower):
            return replace(base, reason="not_in_book")
        worked = self._worked(question, days)
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
            is_beside=scope.is_beside, is_likely=not days.is_told, is_joint=self._is_joint(),
        )  # fmt: skip

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
            _of_place(_of_year(question, since.year), place)
            for place, since in self.scope.paired
            if question.since.year <= since.year
        )

    def _worked(self, question: Question, days: Days) -> Worked | str | None:
        """Return how the cell is worked out of several answers, else the code of what is open."""
        operation = self.subject.operation
        told = self._over_others(question)
        if told is not None:
            return told
        if operation not in {"share", *WORKED}:
            return None
        beside: tuple[Question | None, ...] = ()
        if operation == "share":
            beside = (self._whole(question),)
        elif operation in GROWING and self.before is not None:
            beside = (self._on(self._filtered(question.code), self.before),)
        elif operation == "completion_rate":
            beside = (replace(question, planned=True),)
        elif operation == "rank":
            beside = self.binder.rivals(self.slot, question)
        years = _whole_years(days) if operation == "yearly" else 1
        asked = tuple(one for one in beside if one is not None)
        is_settled = years if operation == "yearly" else asked
        return Worked(operation, asked, years) if is_settled else _OPEN[operation]

    def _over_others(self, question: Question) -> Worked | str | None:
        """Return how a mean or a year that several recipients share is worked out, if it is one."""
        over = self._over()
        if over is not None:
            return Worked("per_person", (over,))
        places = dict(question.where).get("recipient", ())
        if question.code == "pairing_start_year" and len(places) > 1:
            return Worked("same", tuple(_of_place(question, one) for one in places))
        if self.subject.operation == "mean_county" and question.code != "money_mean_per_county":
            return Worked("mean", years=self._counties(places)) if places else "whole"
        return None

    def _doubt(self, base: Asked, days: Days, *, has_figure: bool) -> str:
        """Return the code of what keeps the cell from being asked, "" for nothing."""
        if self.around.conflicts or self._is_of_another_number():
            return "conflict"
        if self.scope.doubts:
            return "note"
        if not has_figure:
            return ""
        if base.unit is None or self._is_of_another_unit(base.unit):
            return "unit" if base.unit is None else "conflict"
        if self.subject.operation in _FALLS and days.base is None:
            return "base"
        is_dated = days.is_told or days.since or self.measure.code in _UNDATED or self._is_stock()
        return "" if is_dated or self._is_named_thing() else "period"

    def _counties(self, places: tuple[str, ...]) -> int:
        """Return of how many counties a mean is: of those said (楚雄州三县), else those named."""
        said = counties_said("、".join((*self.slot.line.labels, *self.slot.heads)))
        are_counties = all(parents(one).county == one for one in places)
        return said if said and not are_counties else len(places)

    def _is_of_another_number(self) -> bool:
        """Whether fewer counties stand beside 两县 than it says, or none under a part of 两县."""
        labels = (*self.slot.line.labels, *self.slot.heads)
        read = self.binder.reader.read
        said = {_NUMBERS[one] for text in labels if read(text).is_total and not read(text).places
                for one in _COUNTIES.findall(text)}  # fmt: skip
        places = self.scope.places
        section = _COUNTIES.findall(self.slot.line.section)
        if not places and (section or said):
            return True
        are_counties = bool(places) and all(parents(one).county == one for one in places)
        return len(said) == 1 and are_counties and len(places) != min(said)

    def _is_of_another_unit(self, unit: FormUnit) -> bool:
        """Whether row or column states a unit that the figure is not counted in (万元 of 户)."""
        line = line_unit(self.slot.line)
        told = [one.unit for one in self.around.near] + [line]
        families = {one.family for one in told if one is not None} - _RATED
        return bool(families) and unit.family not in {*families, *_RATED}

    def _doubted(self, base: Asked, code: str) -> Asked:
        words = self.scope.doubts[0] if code == "note" else told_of(self.slot)
        return replace(base, doubt=doubt(code, words=words), reason="ambiguous")

    def _is_named_thing(self) -> bool:
        return bool(self.scope.projects or self.scope.payers)

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
        section = [self.around.section.unit] if self.around.section else []
        for unit in [*near, line, *(one.unit for one in self.around.parent), *section]:
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
        return self.measure.unit or self._unit_beside(family)

    def _decimals(self) -> int | None:
        return next((one.decimals for one in self.around.near if one.decimals is not None), None)

    def _unit_beside(self, family: str | None) -> FormUnit | None:
        """Return the unit that a column before this one states: 资金（万元）, 市级统筹."""
        heads = self.binder.every_heads
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
        if self._over() is not None:
            code = "money"
        elif self.subject.operation == "share":
            found = measure_of(
                self.subject.name or "money", family=self.subject.family, operation=None, stage=None
            )
            code = found.code if found else ""
        if code == "money_mean_per_county" and self._counties(self.scope.places) > 1 == len(
            self.scope.places
        ):
            code = "money"  # 楚雄州三县平均: the state's money over the counties said.
        if code == "money" and self.scope.with_goods:
            return "money_given"
        if code == "money" and self.scope.is_own:
            return "recipient_own"
        return "project_cost" if code == "money" and self.scope.with_own else code

    def _is_joint(self) -> bool:
        """Whether one label of row or column names several recipients itself."""
        read = self.binder.reader.read
        return any(len(read(one).places) > 1 for one in (*self.slot.line.labels, *self.slot.heads))

    def _over(self) -> Question | None:
        """Return the question of the people money is divided by, where a note says their day."""
        span = self.around.over
        day = (span.at or span.until) if span is not None else None
        if self.subject.operation != "per_person" or day is None:
            return None
        return replace(self._filtered("registered_poor_people"), as_of=day)

    def _question(self, days: Days) -> Question | None:
        code = self._code()
        figure = FIGURES.get(code)
        if figure is None:
            return None
        if self._is_named_thing() and code in _OF_THINGS and self._is_long(days):
            return self._filtered(code)
        return self._on(self._filtered(code), days)

    def _filtered(self, code: str) -> Question:
        """Return the question of a figure with the filters it knows."""
        there = FIGURES[code].dimensions
        where = tuple((name, told) for name, told in self.scope.where(code) if name in there)
        planned = self.subject.planned and code not in _UNDATED
        return Question(code, where=where, planned=planned)

    def _on(self, question: Question, days: Days) -> Question:
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
        is_short = days.since is not None and (days.until - days.since).days <= _LONG_DAYS
        return not (is_short and days.is_told)

    def _whole(self, question: Question) -> Question | None:
        """Return the question of the whole that a share is a part of."""
        where = dict(question.where)
        for one in self.around.near:
            of_all = one.text if one.operation == "share" and one.text.startswith("占") else ""
            named = self.binder.reader.read(part_and_whole(one.text)[1] or of_all).sources
            if set(named) > set(where.get("source", ())) > set():
                return replace(question, where=(("source", named), *_but(question, "source").where))
        for name in ("source", "category", "payer"):
            if name in where and not (name == "source" and self.scope.without_sources):
                return _but(question, name)
        is_unsaid = bool(self.around.row) and self.around.row[-1].operation == "share"
        axis = self.binder.axes.share_axis(self.slot)
        if axis in {"source", "category", "payer"} and not (is_unsaid and not self._is_of_part()):
            return question
        parts = self.binder.places_beside(self.slot)
        if parts and "recipient" in where:
            rest = _but(question, "recipient")
            return replace(rest, where=(("recipient", parts), *rest.where))
        return None

    def _is_of_part(self) -> bool:
        """Whether a column or a row above says of which part a row of shares is."""
        parts = [*self.around.head, *self.around.parent]
        return any(one.sources or one.categories or one.payers or one.is_total for one in parts)

    def _nearest(self, days: Days) -> Question | None:
        """Return the question of the plain figure, to say why the book has no answer."""
        found = measure_of(
            self.subject.name, family=self.subject.family, operation=None, stage=None
        )
        if found is None or not found.code or self.subject.operation is None:
            return None
        return self._on(self._filtered(found.code), days)


def _of_place(question: Question, place: str) -> Question:
    """Return a question of one recipient instead of several."""
    rest = [one for one in question.where if one[0] != "recipient"]
    return replace(question, where=(("recipient", (place,)), *rest))


def _of_year(question: Question, year: int) -> Question:
    """Return a question of one year."""
    return replace(question, since=dt.date(year, 1, 1), until=dt.date(year, 12, 31))


def _whole_years(days: Days) -> int:
    """Return how many whole years the days are, 0 when they are not."""
    since, until = days.since, days.until
    if since is None or (since.month, since.day, until.month, until.day) != (1, 1, 12, 31):
        return 0
    return until.year - since.year + 1


def _but(question: Question, name: str) -> Question:
    """Return a question without one of its filters."""
    return replace(question, where=tuple(one for one in question.where if one[0] != name))
