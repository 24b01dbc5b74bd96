"""Of which other answers a cell is worked out: the whole of a share, whom a mean is taken over.

`worked` says what becomes of the answers; here it is settled which they are. Knows no Django.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from jiedui.figures.catalogue import FIGURES
from jiedui.figures.model import Kind
from jiedui.forms.cellwords import counties_said, told_of
from jiedui.forms.exclusions import AID
from jiedui.forms.measures import DIVISORS
from jiedui.forms.purses import part_and_whole, whole_before
from jiedui.forms.totals import adds_own, is_total
from jiedui.forms.worked import GROWING, WORKED, Worked
from jiedui.kernel.codes import CATEGORIES
from jiedui.kernel.place import parents

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from jiedui.figures.model import Question
    from jiedui.forms.facets import Facets
    from jiedui.forms.questions import Asking
    from jiedui.forms.timing import Days

_OF_TWO = {"difference": "growth", "ratio": "share"}
"""How 甲县比乙县多 and 甲县是乙县的（%） are worked out of the two."""

_SAYS_WHOLE = re.compile(
    r"占[^,;()]*?(?:总额|总量|总数|总资金|总投|资金|项目|投入|全部|所有|当年|本县|全区)"
)
"""占总额比重 says itself what it is a share of, 所占比例 does not."""

_OPEN = {"share": "whole", "growth": "base", "growth_rate": "base", "yearly": "years",
         "rank": "rivals", "completion_rate": "measure"}  # fmt: skip
"""What is asked where a cell cannot be worked out: the code of the doubt."""


@dataclass(frozen=True)
class Workings:
    """How one cell is worked out.

    Attributes:
        asking: The cell on its way to a question.
        question: The question of its own answer.
        days: Its days.
    """

    asking: Asking
    question: Question
    days: Days

    def worked(self) -> Worked | str | None:
        """Return how the cell is worked out of several answers, else the code of what is open.

        None where its own answer is all.
        """
        asking = self.asking
        operation = asking.subject.operation or ""
        if (over := people_over(asking)) is not None:
            return Worked("per_person", (over,))
        if operation in DIVISORS and self.question.code != "people_per_household":
            return self._divided(DIVISORS[operation])
        if operation in {"share", *WORKED}:
            return self._compared(operation)
        if not operation and self.question.code == "project_cost" and not asking.scope.with_own:
            return self._cost_of_all()
        return self._among(operation)

    def _cost_of_all(self) -> Worked | None:
        """Return 总投资 of no named work: what they cost only where aid is known to have paid all.

        What recipients paid themselves is known of few works.
        """
        asking, where = self.asking, dict(self.question.where)
        if "project" in where or "source" in where or asking.scope.projects:
            return None
        return Worked("same", (asking.on(asking.filtered("money"), self.days),))

    def _compared(self, operation: str) -> Worked | str:
        """Return how a share, a growth, a rate, a yearly mean or a rank is worked out."""
        asking, question = self.asking, self.question
        beside: tuple[Question | None, ...] = ()
        if operation == "share":
            is_of_work = bool(asking.scope.projects) and asking.subject.name != "cost"
            is_own = question.code == "recipient_own"  # No part of aid, and of itself all.
            whole = self._whole_of_works() if is_of_work else self._whole()
            beside = (None if is_own else whole,)
        elif operation in GROWING and asking.before is not None:
            beside = (asking.on(asking.filtered(question.code), asking.before),)
        elif operation == "completion_rate":
            beside = (replace(question, planned=True),)
        elif operation == "rank":
            beside = asking.binder.said.rivals(asking.slot, question)
        years = _whole_years(self.days) if operation == "yearly" else 1
        asked = tuple(one for one in beside if one is not None)
        is_settled = years if operation == "yearly" else asked
        return Worked(operation, asked, years) if is_settled else _OPEN[operation]

    def _among(self, operation: str) -> Worked | str | None:
        """Return how a mean over counties, a difference, or a year that several share is worked."""
        question = self.question
        places = dict(question.where).get("recipient", ())
        if question.code == "pairing_start_year" and len(places) > 1:
            return Worked("same", tuple(of_place(question, one) for one in places))
        if operation in _OF_TWO:
            others = tuple(of_place(question, one) for one in places[1:])
            return Worked(_OF_TWO[operation], others) if len(others) == 1 else "whole"
        if operation != "mean_county":
            return None
        if len(places) > 1 and are_counties(places):
            return Worked("mean_among", tuple(of_place(question, one) for one in places))
        if question.code == "money_mean_per_county":
            return None
        return Worked("mean", years=counties(self.asking)) if places else "whole"

    def _divided(self, code: str) -> Worked | str:
        """Return how a mean is worked out that is taken over all trainings, projects, households.

        Those that one purse paid for are not known.
        """
        asking = self.asking
        if asking.scope.sources or asking.scope.without_sources:
            return "whole"
        day = divisor_day(asking)
        at = replace(self.days, at=day) if day else self.days
        return Worked("per_person", (asking.on(asking.filtered(code), at),))

    def _whole(self) -> Question | None:
        """Return the question of the whole that a share is a part of.

        What is left of a stock (现有贫困户占2013年底的比例) is a share of what there was that day.
        """
        asking, question = self.asking, self.question
        if FIGURES[question.code].kind is Kind.STOCK and self.days.base is not None:
            return replace(question, as_of=self.days.base)
        where = dict(question.where)
        if (named := self._purses_said()) is not None:
            is_part = {*where["source"]} < {*named}
            return _of(question, "source", named) if is_part else None
        for name in ("source", "category", "payer"):
            if name in where and (whole := self._shown(name) or self._without(name)) is not None:
                return replace(whole, code="project_cost") if self._has_own(whole) else whole
        is_unsaid = bool(asking.around.row) and asking.around.row[-1].operation == "share"
        axis = asking.binder.axes.share_axis(asking.slot)
        if axis in {"source", "category", "payer"} and not (is_unsaid and not self._is_of_part()):
            return question
        parts = asking.binder.said.places_beside(asking.slot)
        if parts and "recipient" in where:
            rest = _but(question, "recipient")
            return replace(rest, where=(("recipient", parts), *rest.where))
        return None

    def _has_own(self, whole: Question) -> bool:
        """Whether what recipients paid themselves is a part of the whole, as the rows add it up."""
        asking, binder = self.asking, self.asking.binder
        is_out = "RECIPIENT_OWN" in asking.scope.without_sources
        if whole.code != "money" or is_out or "source" in dict(whole.where):
            return False
        return adds_own(binder.table, asking.slot.line, binder.reader)

    def _purses_said(self) -> tuple[str, ...] | None:
        """Return the purses in which words ask the share of others; None = they name none.

        区级财政资金÷市级统筹资金 names one that what is divided is no part of.
        """
        own = {*dict(self.question.where).get("source", ())}
        for one in self.asking.around.near:
            of_all = one.text if one.operation == "share" and one.text.startswith("占") else ""
            named = self.asking.binder.reader.read(part_and_whole(one.text)[1] or of_all).sources
            if named and own and {*named} != own:
                return named
        return None

    def _shown(self, name: str) -> Question | None:
        """Return the question of the total that the table shows beside a share, where it is a part.

        Words that say the whole themselves (占总额比重) go before it.
        """
        words = (one.text for one in self.asking.around.near if one.operation == "share")
        if any(map(_SAYS_WHOLE.search, words)):
            return None
        shown = _total_beside(self.asking, self.question, name)
        return _of(self.question, name, shown) if shown else None

    def _without(self, name: str) -> Question | None:
        """Return the question without one filter; of purses and kinds those that notes leave in.

        占全部帮扶资金 is of all of them, whatever the notes take out.
        """
        scope, rest = self.asking.scope, _but(self.question, name)
        every, out = {
            "source": (AID, scope.without_sources),
            "category": (CATEGORIES, scope.without_categories),
        }.get(name, ((), ()))
        if not out or any(map(_of_all, self.asking.around.near)) or self._is_of_place():
            return rest
        kept = tuple(one for one in every if one not in out)
        own = dict(self.question.where)[name]
        return replace(rest, where=((name, kept), *rest.where)) if {*kept} > {*own} else None

    def _is_of_place(self) -> bool:
        """Whether words ask for a share of all that a place itself was given: 占该县资金总额."""
        return any(_OF_PLACE.search(one.text) for one in self.asking.around.near)

    def _whole_of_works(self) -> Question | None:
        """Return the question of all that a work is a part of: those listed, else all money.

        What one purse paid of it may be a share of the work or of the purse.
        """
        rest = _but(self.question, "project")
        if "source" in dict(rest.where):
            return None
        if listed := self.asking.binder.said.works:
            return replace(rest, where=(("project", listed), *rest.where))
        return self.asking.on(rest, self.days)

    def _is_of_part(self) -> bool:
        """Whether a column or a row above says of which part a row of shares is."""
        parts = [*self.asking.around.head, *self.asking.around.parent]
        return any(one.sources or one.categories or one.payers or one.is_total for one in parts)


_OF_PLACE = re.compile(
    r"占(?:(?:该|本|所在|同一)(?:受援|对口|帮扶|受助|被帮扶)?(?:地区?|县|市|州|方)|当地|各自)"
)
"""占该地区帮扶资金总额: of what that place was given in all, from whatever purse."""


def _of_all(told: Facets) -> bool:
    return told.operation == "share" and re.search(r"占(?:全部|所有)", told.text) is not None


def share_of_above(asking: Asking) -> Worked | str | None:
    """Return how 上述投入中，久治县占百分之几 is worked out of a row above, else the doubt's code.

    The whole is the nearest row above that asks of several recipients, the named one among them,
    from the purses that the words before 中 name; None = the cell asks no such share.
    """
    binder, places = asking.binder, asking.scope.places
    within = whole_before(asking.slot.line.labels[-1]) if asking.slot.line.labels else ""
    if asking.subject.operation != "share" or len(places) != 1 or not within:
        return None
    purses = set(binder.reader.read(within).sources)
    lines = binder.table.lines
    above = {id(one) for one in lines[: lines.index(asking.slot.line)]}
    for slot in reversed(binder.table.slots):
        if id(slot.line) not in above or slot.heads != asking.slot.heads:
            continue
        question = binder.ask(slot).question
        where = dict(question.where) if question else {}
        named = where.get("recipient", ())
        if len(named) > 1 and places[0] in named and purses == set(where.get("source", ())):
            return Worked("share", (question,)) if question else "whole"
    return "whole"


def divisor_day(asking: Asking) -> dt.date | None:
    """Return the day of the people or households that a mean is over; None = nothing says it.

    Where no words do, it is the one day on which the table itself tells how many there were.
    """
    said = asking.binder.said
    span = asking.around.over or asking.binder.notes.over
    if span is not None:
        return span.at or span.until
    stocks = [one.span for one in (*said.columns, *said.labelled)
              if one.subject == "registered" and one.span and not one.operation]  # fmt: skip
    days = {one.at for one in stocks}
    return days.pop() if len(days) == 1 else None


def people_over(asking: Asking) -> Question | None:
    """Return the question of the people money is divided by, where the form says their day."""
    day = divisor_day(asking)
    if asking.subject.operation != "per_person" or day is None:
        return None
    return replace(asking.filtered("registered_poor_people"), as_of=day)


def counties(asking: Asking) -> int:
    """Return of how many counties a mean is: of those said (楚雄州三县), else those named."""
    places = asking.scope.places
    said = counties_said(told_of(asking.slot))
    return said if said and not are_counties(places) else len(places)


def are_counties(places: tuple[str, ...]) -> bool:
    """Whether all of several places are counties, none a prefecture or a town."""
    return all(parents(one).county == one for one in places)


def of_place(question: Question, place: str) -> Question:
    """Return a question of one recipient instead of several."""
    return replace(question, where=(("recipient", (place,)), *_but(question, "recipient").where))


def _whole_years(days: Days) -> int:
    """Return how many whole years the days are, 0 when they are not."""
    since, until = days.since, days.until
    if since is None or (since.month, since.day, until.month, until.day) != (1, 1, 12, 31):
        return 0
    return until.year - since.year + 1


def _total_beside(asking: Asking, question: Question, name: str) -> tuple[str, ...]:
    """Return the purses or kinds of the widest total that the table shows beside a share of one.

    市级占比 beside 市级, 区级 and 两项合计 is a share of these two; () = of all that there is.
    """
    binder, own = asking.binder, asking.slot
    read = binder.reader.read
    there = {*dict(question.where)[name]}
    found: list[tuple[str, ...]] = []
    for slot in binder.table.slots:
        is_beside = slot.line == own.line and bool(slot.heads) and read(slot.heads[-1]).is_total
        is_below = slot.line.section == own.line.section and is_total(slot.line, binder.reader)
        labels = [read(one) for one in (*slot.line.labels, *slot.heads)]
        if not (is_beside or is_below) or any(one.operation for one in labels):
            continue
        asked = binder.ask(slot).question
        if asked is not None and asked.code == question.code:
            found.append(dict(asked.where).get(name, ()))
    shown = max(found, key=len, default=())
    return shown if all(found) and there < {*shown} else ()


def _of(question: Question, name: str, told: Sequence[str]) -> Question:
    """Return a question of other purses or kinds."""
    return replace(question, where=((name, tuple(told)), *_but(question, name).where))


def _but(question: Question, name: str) -> Question:
    """Return a question without one of its filters."""
    return replace(question, where=tuple(one for one in question.where if one[0] != name))
