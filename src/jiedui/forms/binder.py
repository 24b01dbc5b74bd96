"""Each cell of a table as a question to the book, by the words around it. Knows no Django."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from jiedui.forms.alongside import days_said, since_said
from jiedui.forms.around import Around
from jiedui.forms.asked import Asked
from jiedui.forms.axes import Axes
from jiedui.forms.cards import giver_told, work_told
from jiedui.forms.cellwords import line_unit, told_of
from jiedui.forms.columns import columns_above, named_by_unit
from jiedui.forms.compared import borrowed, compared
from jiedui.forms.daystold import DaysTold
from jiedui.forms.facets import Facets
from jiedui.forms.joining import beside_gifts, of_trained, overruled, parted, qualifying
from jiedui.forms.listed import listed_sum
from jiedui.forms.measures import DIVISORS, measure_of
from jiedui.forms.poverty import is_compared_of_poor
from jiedui.forms.purses import of_all_purses, of_strange_whole, ranked
from jiedui.forms.questions import Asking
from jiedui.forms.registers import (
    asks_when,
    is_unknown_thing,
    names_a_stranger,
)
from jiedui.forms.rewording import plain_label
from jiedui.forms.scopes import scope_of
from jiedui.forms.statuses import is_done, is_of_plan, laid_down
from jiedui.forms.subjects import subject_of
from jiedui.forms.tablewords import TableWords
from jiedui.forms.timing import days_of
from jiedui.forms.totals import (
    is_over_sections,
    is_total,
    sections_of,
    total_of,
)
from jiedui.forms.whosedays import for_figure, for_places
from jiedui.forms.wording import doubt
from jiedui.forms.worked import GROWING

_GIVING = re.compile(r"捐|赠")
_FALLS = {"fall", "fall_rate"}
_FLOWS = {"money", "projects", "training", "gift"}
_POOR = {None, "registered", "exited"}
_OVER_PEOPLE = {"per_person", "per_household", "mean_county"}
_ELSEWHERE = re.compile(r"全[国省市州]|全地区|同类")
"""Ranks among others than the table's own rows."""

_WHEN = re.compile(
    r"(?:开工|竣工|完工|验收|投用|使用|交付|启动|建成|签约|签订|起止|建设|施工)"
    r"(?:的|起止|开始|结束)?(?:年月日?|日期|时间|年份|年限|工期|时点)(?:\([^()]*\))?$"
)
"""竣工年月: a day is asked, no number."""

_WHICH = re.compile(
    r"哪[一些几]?[个些]?(?:县|市|区|州|地|项目|单位|部门|[一两]?方)|谁|[何哪]者|较[大小高低多少]者|孰"
)
"""哪个县减少得更多, 较大者: a name is asked, no number."""

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from jiedui.forms.labels import LabelReader
    from jiedui.forms.layout import Line, Slot, Table
    from jiedui.forms.measures import Measure
    from jiedui.forms.notes import Notes
    from jiedui.forms.subjects import Subject
    from jiedui.forms.timing import Days


@dataclass
class Binder:
    """Binds the cells of one table.

    Attributes:
        table: The table.
        reader: Reads labels.
        notes: What the lines of the sheet and of the form lay down.
        context: What titles and lines above say, the nearest to the table first.
        as_of: The reporting date.
    """

    table: Table
    reader: LabelReader
    notes: Notes
    context: Sequence[Facets]
    as_of: dt.date

    def ask(self, slot: Slot) -> Asked:
        """Return what a cell asks."""
        summed = listed_sum(self, slot)
        if summed is not None:
            return summed
        around = self._around(slot)
        subject = subject_of(around, line_unit(slot.line))
        if subject.name == "training" and subject.family is None:
            subject = replace(subject, family=self.notes.trained_in())
        subject = self._of_stock(subject, around)
        measure = measure_of(
            subject.name,
            family=subject.family,
            operation=subject.operation,
            stage=subject.stage,
        )
        if self._is_unanswered(slot, around, subject=subject, measure=measure):
            return Asked(measure.name if measure else subject.name or "", reason="not_in_book")
        if subject.conflict:
            return Asked(doubt=doubt("conflict", words=told_of(slot)), reason="ambiguous")
        if measure is None or (
            measure.name == "projects" and any(one.projects for one in around.row)
        ):
            return Asked(doubt=doubt("measure", words=told_of(slot)), reason="ambiguous")
        scope = scope_of(around, subject, self.notes)
        if scope.is_above and subject.name != "pairing":
            return Asked(measure.name, recipients=scope.codes, reason="not_in_book")
        days = self._days(slot.line, around, subject)
        asking = Asking(slot, around, subject, measure, scope, self)
        if subject.operation in GROWING:
            before = self.said.before(slot)[::-1] or self.said.rows_above(slot.line)
            found = compared(around, days, before)
            days, asking.before = (found.now, found.before) if found else (days, None)
        return asking.asked(days)

    def _of_stock(self, subject: Subject, around: Around) -> Subject:
        """Return the subject of 2013年底 | 减少 in a form of 户 that is of the poor, or of none."""
        if is_compared_of_poor(subject.name, subject.family, around):
            return replace(subject, name="registered")
        is_open = subject.name in _POOR and subject.family is None
        is_dated = any(one.span and one.span.at for one in around.near)
        families = {one.family for one in self.notes.units} & {"households", "people"}
        family = families.pop() if len(families) == 1 else None
        if not (is_open and family and (is_dated or subject.operation in _FALLS)):
            return subject
        titled = next((one.subject for one in around.context if one.subject), None)
        if titled not in _POOR:
            return subject
        return replace(subject, name="registered", family=family)

    def _days(self, line: Line, around: Around, subject: Subject) -> Days | None:
        """Return the days of a cell; a fall's are two, a mean's those of the money."""
        around = self._with_days(around, subject)
        is_flow = subject.name in _FLOWS and subject.operation is None
        planned = subject.planned
        days = days_of(around, self.notes, self.as_of, planned=planned, is_flow=is_flow)
        if days is None:
            return None
        days = self._of_people(days, around, subject)
        rows = self.said.labelled
        told = DaysTold(around, self.notes, self.as_of, self.said.columns, rows)
        is_stock = subject.name == "registered"
        is_sum = subject.operation in {None, "share", *_OVER_PEOPLE, *DIVISORS} and not is_stock
        is_open = is_sum and not any(one.span for one in around.near)
        if days.since is None and not days.is_paired and is_open:
            span = days_said(self.said.columns)
            until = (span.until if span else None) or days.until
            since = span.since if span else since_said(rows)
            days = replace(days, since=since, until=min(until, days.until))
        if subject.operation in _FALLS:
            heads = [self.reader.read(head) for heads in self.said.every_heads for head in heads]
            beside = self.table.before.values()
            labels = [self.reader.read(one) for line in self.table.lines for one in line.labels]
            labels += [self.reader.read(one) for one in beside]
            return told.of_fall(days, [*heads, *labels])
        if not days.is_told and days.since is None and not days.is_paired and subject.operation:
            days = self._days_above(line, around) or days
        is_of_money = subject.operation in {"share", *_OVER_PEOPLE} and days.since is None
        return told.of_money(days) if is_of_money and not is_stock else days

    def _with_days(self, around: Around, subject: Subject) -> Around:
        """Return the words around a cell with the days that notes lay down for its figure."""
        purses = tuple(code for one in around.near for code in one.sources)
        laid_down = for_figure(self.notes, subject, purses)
        return replace(around, parent=[*around.parent, *laid_down]) if laid_down else around

    def _of_people(self, days: Days, around: Around, subject: Subject) -> Days:
        """Return the day of a stock that no words beside it date, where a note dates the people."""
        over = self.notes.over
        told = [*around.near, *around.parent, *([around.section] if around.section else [])]
        is_open = not any(one.span or one.times or one.base for one in told)
        if over is None or subject.name != "registered" or subject.operation or not is_open:
            return days
        at = over.at or over.until or days.at
        return replace(days, at=at, until=at, is_told=True)

    def _days_above(self, line: Line, around: Around) -> Days | None:
        """Return the days of the nearest row above that says any: 占比 below 2013年以来累计."""
        told = next(
            (one for one in self.said.rows_above(line)[::-1] if one.span or one.times), None
        )
        if told is None:
            return None
        bare = Facets(span=told.span, times=told.times)
        return days_of(replace(around, row=[bare]), self.notes, self.as_of)

    def _around(self, slot: Slot) -> Around:
        """Return the words around a cell."""
        row, head, before = self.said.row(slot.line), self.said.head(slot), self.said.before(slot)
        beyond = {plain_label(one) for one in slot.beyond}
        row = [one for one in row if one.text not in beyond] or row
        is_lent = bool(head) and not self.said.begins_group(slot)
        lent = borrowed(head[-1], row, self.said.lending(slot)) if is_lent else None
        if head and not any(one.subject for one in [*row, *head]):
            head = [*head[:-1], named_by_unit(head[-1], before)]
        before_it = [heads for col, heads in self.said.by_place if col <= slot.col]
        parents, columns = self.said.parents(slot.line), columns_above(before_it, self.reader)
        row = ranked(qualifying(row, parents), parents)
        head = ranked(qualifying(of_trained(head, self.context), columns), columns)
        lead = self.said.lead(slot.line, [*row, *head, *parents])
        is_of_giver = any(one.payers for one in row)
        columns_open = self.said.open_in(slot.line)
        head = parted(head, columns_open, self.said.columns, is_of_giver=is_of_giver)
        head = overruled(head, row, is_dated_apart=self.said.is_dated_apart(slot.line))
        parents = [*parents, *for_places(self.notes, [*row, *head])]
        row = of_all_purses(row, head)
        is_giving = any(_GIVING.search(one) for one in self.table.label_heads)
        head = beside_gifts(head, row) if is_giving else head
        is_over = is_over_sections(self.table, slot.line, self.reader)
        if is_over and row:
            row = [*row[:-1], total_of(row[-1], sections_of(self.table, self.reader))]
        parents = [*parents, *self._givers()]
        return Around(
            row,
            [*head[:-1], lent, head[-1]] if lent else head,
            [*parents, *columns, *lead],
            self.reader.read(slot.line.section) if slot.line.section else None,
            self.context,
            is_giving=is_giving,
            partners=self.reader.partners,
            kinds=self.reader.kinds,
            is_by_category=self.axes.is_by_category(slot, [*row, *head]),
            beside=[one for one in self.said.columns if one not in head],
            planned_apart=self._planned_apart,
            is_comparing=self._is_comparing,
            is_over_sections=is_over,
            has_purses=self.axes.has_purses and self.axes.share_axis(slot) != "category",
            status=laid_down(self.notes.status, (*slot.line.labels, *slot.heads)),
        )

    def _givers(self) -> list[Facets]:
        """Return who gave, as a card says it once for all its cells: 捐赠方 | 区检察院."""
        given = [self.reader.read(one) for one in self.table.given] if self.table.is_card else []
        named = [one for one in given if one.payers and one == Facets(one.text, payers=one.payers)]
        return named if len({one.payers for one in named}) == 1 else []

    def _is_of_unknown(self) -> bool:
        """Whether a card is of one who gave, or of a work, of which the book knows nothing."""
        if not self.table.is_card:
            return False
        who, work = giver_told(self.table.given), work_told(self.table.given)
        read = self.reader.read
        return bool((who and not read(who).payers) or (work and not read(work).projects))

    def _is_unanswered(
        self, slot: Slot, around: Around, *, subject: Subject, measure: Measure | None
    ) -> bool:
        """Whether the words ask for what no figure of the book is of, however they are read."""
        is_elsewhere = subject.operation == "rank" and bool(_ELSEWHERE.search(told_of(slot)))
        is_elsewhere = is_elsewhere or bool(_WHICH.search(told_of(slot)))
        is_elsewhere = is_elsewhere or any(_WHEN.search(one.text) for one in around.near)
        is_year = subject.name == "pairing" and subject.family == "year"
        is_unsummed = is_year or subject.operation == "rank"
        is_named = is_year and any(self.reader.read(one).places for one in slot.line.labels)
        is_sum_of_years = is_unsummed and is_total(slot.line, self.reader) and not is_named
        is_unknown = any(one.unknown or one.narrower for one in around.near)
        if (
            names_a_stranger(slot.line, self.table.lines, self.reader)
            or is_unknown_thing(around)
            or asks_when(around)
            or self._is_of_unknown()
            or any(of_strange_whole(one, self.reader) for one in around.near)
            or subject.is_paid
            or is_elsewhere
            or is_sum_of_years
        ):
            return True
        return measure is None and is_unknown and not subject.conflict

    @cached_property
    def said(self) -> TableWords:
        """What the rows and the columns of the table say."""
        return TableWords(self.table, self.reader, self.context)

    @cached_property
    def _planned_apart(self) -> str:
        """Whether some columns, else some rows say that they are planned: the others are not."""
        rows = [self.reader.read(one) for line in self.table.lines for one in line.labels]
        values = [one for one in self.said.columns if not one.operation]
        is_share = any(one.operation == "share" for one in self.said.columns)
        if is_share and values and all(one.status == "planned" for one in values):
            return ""  # 比重 beside 计划数 alone is of the plan as well.
        if is_of_plan(self.context) and not any(map(is_done, self.said.columns)):
            return ""  # 新农村项目 beside 计划资金总额 under a title of the plan.
        for name, told in (("columns", self.said.columns), ("rows", rows)):
            if any(one.status == "planned" for one in told):
                return name
        return ""

    @cached_property
    def _is_comparing(self) -> bool:
        """Whether rows or columns tell what others fell by."""
        told = [*self.said.columns, *(self.said.joined(one.labels) for one in self.table.lines)]
        return any(one.operation in _FALLS for one in told)

    @cached_property
    def axes(self) -> Axes:
        """In what the rows and the columns of the table differ."""
        return Axes(self.table, self.reader, self.said.above, self.said.every_heads)
