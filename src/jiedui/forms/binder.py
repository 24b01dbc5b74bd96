"""Each cell of a table as a question to the book, by the words around it. Knows no Django."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from jiedui.forms.alongside import days_said, of_several, since_said
from jiedui.forms.around import Around
from jiedui.forms.asked import Asked
from jiedui.forms.axes import Axes
from jiedui.forms.columns import columns_above, named_by_unit
from jiedui.forms.compared import borrowed, compared, fall_of, falls_barely
from jiedui.forms.daystold import DaysTold
from jiedui.forms.facets import Facets
from jiedui.forms.joining import beside_gifts, joined_head, near_of, overruled, parted, qualifying
from jiedui.forms.listed import listed_sum
from jiedui.forms.measures import measure_of
from jiedui.forms.parents import parents_of
from jiedui.forms.questions import Asking, line_unit, told_of
from jiedui.forms.registers import (
    is_unknown_thing,
    named_by,
    names_a_stranger,
    since_begun,
)
from jiedui.forms.scopes import scope_of
from jiedui.forms.subjects import subject_of
from jiedui.forms.timing import days_of
from jiedui.forms.totals import (
    heads_of_total,
    is_of_counties,
    is_over_sections,
    is_total,
    parts_of,
    rows_of_total,
    sections_of,
    total_of,
    whole,
    whom_above,
)
from jiedui.forms.wording import doubt
from jiedui.forms.worked import GROWING

_GIVING = re.compile(r"捐|赠")
_OVER_PEOPLE = {"per_person", "per_household", "mean_county"}
_ELSEWHERE = re.compile(r"全[国省市州]|全地区|同类")
"""Ranks among others than the table's own rows."""

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from jiedui.figures.model import Question
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
            before = self._before(slot)[::-1] or self._rows_above(slot.line)
            found = compared(around, days, before)
            days, asking.before = (found.now, found.before) if found else (days, None)
        return asking.asked(days)

    def _days(self, line: Line, around: Around, subject: Subject) -> Days | None:
        """Return the days of a cell; a fall's are two, a mean's those of the money."""
        days = days_of(around, self.notes, self.as_of, planned=subject.planned)
        if days is None:
            return None
        rows = [self.joined(line.labels) for line in self.table.lines if line.labels]
        told = DaysTold(around, self.notes, self.as_of, self._columns, rows)
        is_open = subject.operation is None and not any(one.span for one in around.near)
        if days.since is None and not days.is_paired and is_open:
            span = days_said(self._columns)
            until = (span.until if span else None) or days.until
            since = span.since if span else since_said(rows)
            days = replace(days, since=since, until=min(until, days.until))
        if subject.operation in {"fall", "fall_rate"}:
            heads = [self.reader.read(head) for heads in self.every_heads for head in heads]
            labels = [self.reader.read(one) for line in self.table.lines for one in line.labels]
            return told.of_fall(days, [*heads, *labels])
        if not days.is_told and days.since is None and not days.is_paired and subject.operation:
            days = self._days_above(line, around) or days
        is_of_money = subject.operation in {"share", *_OVER_PEOPLE} and days.since is None
        return told.of_money(days) if is_of_money else days

    def _days_above(self, line: Line, around: Around) -> Days | None:
        """Return the days of the nearest row above that says any: 占比 below 2013年以来累计."""
        told = next((one for one in self._rows_above(line)[::-1] if one.span or one.times), None)
        if told is None:
            return None
        bare = Facets(span=told.span, times=told.times)
        return days_of(replace(around, row=[bare]), self.notes, self.as_of)

    def _around(self, slot: Slot) -> Around:
        """Return the words around a cell."""
        row, head, before = self._row(slot.line), self._head(slot), self._before(slot)
        lent = borrowed(head[-1], row, before) if head else None
        if head and not any(one.subject for one in [*row, *head]):
            head = [*head[:-1], named_by_unit(head[-1], before)]
        before_it = [heads for col, heads in self._by_place if col <= slot.col]
        parents, columns = self._parents(slot.line), columns_above(before_it, self.reader)
        row, head = qualifying(row, parents), qualifying(head, columns)
        lead = self._lead(slot.line, [*row, *head, *parents])
        head = overruled(parted(head, self._columns), row)
        is_giving = any(_GIVING.search(one) for one in self.table.label_heads)
        head = beside_gifts(head, row) if is_giving else head
        is_over = is_over_sections(self.table, slot.line, self.reader)
        if is_over and row:
            row = [*row[:-1], total_of(row[-1], sections_of(self.table, self.reader))]
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
            beside=[one for one in self._columns if one not in head],
            planned_apart=self._planned_apart,
            is_comparing=self._is_comparing,
            is_over_sections=is_over,
        )

    def _is_unanswered(
        self, slot: Slot, around: Around, *, subject: Subject, measure: Measure | None
    ) -> bool:
        """Whether the words ask for what no figure of the book is of, however they are read."""
        is_elsewhere = subject.operation == "rank" and bool(_ELSEWHERE.search(told_of(slot)))
        is_year = subject.name == "pairing" and subject.family == "year"
        is_unsummed = is_year or subject.operation == "rank"
        is_named = is_year and any(self.reader.read(one).places for one in slot.line.labels)
        is_sum_of_years = is_unsummed and is_total(slot.line, self.reader) and not is_named
        is_unknown = any(one.unknown or one.narrower for one in around.near)
        if (
            names_a_stranger(slot.line, self.table.lines, self.reader)
            or is_unknown_thing(around)
            or subject.is_paid
            or is_elsewhere
            or is_sum_of_years
        ):
            return True
        return measure is None and is_unknown and not subject.conflict

    def rivals(self, slot: Slot, question: Question) -> tuple[Question, ...]:
        """Return the questions of the other rows, the cell's own whom replaced; () = no rows."""
        own = dict(question.where).get("recipient")
        if not own or is_total(slot.line, self.reader):
            return ()
        found = []
        for line in self.table.lines:
            if is_total(line, self.reader) or line.section != slot.line.section:
                continue
            places = self.joined(line.labels).places
            if places and places != own:
                rest = [one for one in question.where if one[0] != "recipient"]
                found.append(replace(question, where=(("recipient", places), *rest)))
        return tuple(found)

    @cached_property
    def _by_place(self) -> list[tuple[int, tuple[str, ...]]]:
        """Every column with its headings, from left to right; two may be headed alike."""
        return sorted({(slot.col, slot.heads) for slot in self.table.slots})

    @cached_property
    def _columns(self) -> list[Facets]:
        """What the headings of every column say together, from left to right."""
        return [joined_head([self.reader.read(one) for one in heads]) for heads in self.every_heads]

    @cached_property
    def _planned_apart(self) -> str:
        """Whether some columns, else some rows say that they are planned: the others are not."""
        rows = [self.reader.read(one) for line in self.table.lines for one in line.labels]
        for name, told in (("columns", self._columns), ("rows", rows)):
            if any(one.status == "planned" for one in told):
                return name
        return ""

    @cached_property
    def _is_comparing(self) -> bool:
        """Whether rows or columns tell what others fell by."""
        told = [*self._columns, *(self.joined(one.labels) for one in self.table.lines)]
        return any(one.operation in {"fall", "fall_rate"} for one in told)

    @cached_property
    def axes(self) -> Axes:
        """In what the rows and the columns of the table differ."""
        return Axes(self.table, self.reader, self._above, self.every_heads)

    def _before(self, slot: Slot) -> list[Facets]:
        """Return what the columns before one say, the nearest first; of its own group if any."""
        group = slot.heads[:-1]
        before = [heads for col, heads in self._by_place if col < slot.col]
        own = [heads for heads in before if heads[: len(group)] == group]
        told = [joined_head([self.reader.read(one) for one in heads]) for heads in own or before]
        return told[::-1]

    def _rows_above(self, line: Line) -> list[Facets]:
        rows = self.table.lines[: self.table.lines.index(line)]
        return [self.joined(one.labels) for one in rows]

    def joined(self, labels: Sequence[str]) -> Facets:
        """Return what the labels of one row or column say together."""
        return near_of([self.reader.read(one) for one in labels])

    def places_beside(self, slot: Slot) -> tuple[str, ...]:
        """Return the recipients of all rows (or columns) beside a cell, for its share of them."""
        lines = [one for one in self.table.lines if not is_total(one, self.reader)]
        told = whole([self.joined(one.labels) for one in lines])
        if len(told.places) > 1:
            return told.places
        heads = [one for one in self.every_heads if one != slot.heads]
        told = whole([self.joined(one) for one in heads])
        return told.places if len(told.places) > 1 else ()

    # --- words ---------------------------------------------------------------------------------

    def _labels(self, line: Line) -> list[Facets]:
        """Return what the labels of a row say; 下降幅度 of what the rows above tell."""
        read = [self.reader.read(label) for label in line.labels]
        told = named_by(line, since_begun(line, read))
        if told and falls_barely(told):
            told = [*told[:-1], fall_of(told[-1], self._rows_above(line)[::-1])]
        return told

    def _row(self, line: Line) -> list[Facets]:
        told = self._labels(line)
        at = _sum_among(told)
        is_sum = told and (is_total(line, self.reader) or told[at].operation == "mean_county")
        if not is_sum and (whom := whom_above(self.table, line, self.reader)):
            return [*told[:-1], replace(told[-1], places=whom.places, codes=whom.codes)]
        if not is_sum or (told[at].is_total and is_of_counties(told[at])):
            return [self._of_several(one) for one in told]
        section = [self.reader.read(line.section)] if line.section else []
        told[at] = own = of_several(told[at], [], section)
        if own.places:
            return told
        parts = self._parts_of(line, near_of(told).places)
        if not parts:
            return [self._of_several(one) for one in told]
        if self.table.is_card and any(len(one.places) > 1 for one in self.context):
            return told  # Of all whom the card speaks of, whatever one of its cells is of.
        named = [self.joined(part.labels) for part in parts]
        joined = parts_of(own, named, is_card=self.table.is_card)
        told[at] = total_of(self._of_several(own), joined)
        return told

    def _parts_of(self, line: Line, places: tuple[str, ...]) -> list[Line]:
        """Return the rows that a total row adds up: of those it names itself, if it names any."""
        parts = [one for one in rows_of_total(self.table, line, self.reader)
                 if line.unit in {"", one.unit}]  # fmt: skip
        if not places:
            return parts
        return [one for one in parts if self.joined(one.labels).places in {(), places}]

    def _of_several(self, own: Facets) -> Facets:
        rows = [self.joined(one.labels) for one in self.table.lines]
        return of_several(own, rows, self.context)

    def _lead(self, line: Line, told: Sequence[Facets]) -> list[Facets]:
        """Return of whom the rows just above speak, for one that names nobody: 现有多少户?."""
        named = [*told, *self._columns, *self.context]
        if any(one.projects for one in told) or any(
            one.places or one.payers or one.sides or one.is_total for one in named
        ):
            return []
        for one in self._rows_above(line)[::-1]:
            if one.is_total or one.payers or one.projects:
                return []
            if one.places:
                span = one.span if one.span and one.span.at is None else None
                return [Facets(one.text, one.subject, places=one.places, codes=one.codes,
                               span=span)]  # fmt: skip
        return []

    def _head(self, slot: Slot) -> list[Facets]:
        told = [self.reader.read(head) for head in slot.heads]
        for at, one in enumerate(told):
            is_sum = one.is_total or one.operation == "mean_county"
            if not is_sum or one.places or one.sources:
                continue
            parts = self._parts(slot.heads, at)
            joined = whole([self.joined(part) for part in parts])
            told[at] = total_of(one, joined)
        return told

    def _parts(self, heads: tuple[str, ...], at: int) -> list[tuple[str, ...]]:
        """Return the headings that a total heading joins, from its own level down."""
        if at == len(heads) - 1:
            every = heads_of_total(heads, self.every_heads, self.reader)
            return [one[at:] for one in every]
        return [
            (one[at],)
            for one in self.every_heads
            if one[:at] == heads[:at]
            and one[at + 1 :] == heads[at + 1 :]
            and one != heads
            and not self.reader.read(one[at]).is_total
        ]

    @cached_property
    def every_heads(self) -> list[tuple[str, ...]]:
        """The headings of every column, from left to right."""
        return list(dict.fromkeys(slot.heads for slot in self.table.slots))

    def _parents(self, line: Line) -> list[Facets]:
        """Return what the rows say that a row is a part of, the nearest first."""
        found: list[Facets] = []
        lines = self.table.lines
        above = self._above[lines.index(line)]
        while above is not None:
            found += [self._whole_of(lines[above], one) for one in reversed(lines[above].labels)]
            above = self._above[above]
        return found

    def line_above(self, line: Line) -> Line | None:
        """Return the row that a row is a part of."""
        above = self._above[self.table.lines.index(line)]
        return None if above is None else self.table.lines[above]

    def _whole_of(self, line: Line, label: str) -> Facets:
        """Return what a label says to the parts of its row: of all that it adds up, if it does."""
        own, row = self.reader.read(label), self._row(line)
        told = row[-1] if row else own
        if own.is_total and not own.places:
            own = replace(own, places=told.places, codes=told.codes)
        return replace(own, payers=own.payers or told.payers)

    @cached_property
    def _above(self) -> list[int | None]:
        return parents_of(self.table.lines, self.reader)


def _sum_among(told: Sequence[Facets]) -> int:
    """Return which label of a row says that it is a sum or a mean of others, else the last."""
    sums = [at for at, one in enumerate(told) if one.is_total or one.operation == "mean_county"]
    return sums[-1] if sums else -1
