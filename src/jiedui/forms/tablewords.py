"""What the rows and the columns of a table say, each with those beside it. Knows no Django."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING

from jiedui.forms.alongside import of_several, said_above
from jiedui.forms.cellwords import line_unit
from jiedui.forms.compared import fall_of, falls_barely
from jiedui.forms.facets import Facets
from jiedui.forms.goingon import going_on
from jiedui.forms.joining import finest_told, joined_head, near_of, remarked
from jiedui.forms.parents import is_chapter, parents_of
from jiedui.forms.registers import asking_in, named_by, since_begun, spanned
from jiedui.forms.rowwise import works_by_row
from jiedui.forms.totals import (
    columns_of_total,
    heads_of_total,
    is_of_counties,
    is_total,
    mean_of,
    parts_of,
    rows_of_total,
    total_of,
    whole,
    whom_above,
)
from jiedui.forms.worked import GROWING
from jiedui.forms.works import bodies_of, of_bodies

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jiedui.figures.model import Question
    from jiedui.forms.labels import LabelReader
    from jiedui.forms.layout import Line, Slot, Table
    from jiedui.forms.units import FormUnit


@dataclass
class TableWords:
    """The words of one table.

    Attributes:
        table: The table.
        reader: Reads labels.
        context: What titles and lines above say, the nearest to the table first.
    """

    table: Table
    reader: LabelReader
    context: Sequence[Facets]
    _joined: dict[tuple[str, ...], Facets] = field(default_factory=dict)

    def rivals(self, slot: Slot, question: Question) -> tuple[Question, ...]:
        """Return the questions of the other rows, columns or tables beside, the own whom replaced.

        A column that ranks is no rival; tables beside are those of other places: 【德钦县】.
        """
        own = dict(question.where).get("recipient")
        if not own or is_total(slot.line, self.reader):
            return ()
        rows = [self.joined(line.labels) for line in self.table.lines
                if line.section == slot.line.section
                and not is_total(line, self.reader)]  # fmt: skip
        columns = [one for one in self.columns if not (one.is_total or one.operation)]
        beside = [self.reader.read(one) for one in self.table.beside]
        named = (told for told in (rows, columns) if any(one.places for one in told))
        among = next(named, beside)
        others = dict.fromkeys(one.places for one in among if one.places and one.places != own)
        rest = [one for one in question.where if one[0] != "recipient"]
        return tuple(replace(question, where=(("recipient", one), *rest)) for one in others)

    @cached_property
    def by_place(self) -> list[tuple[int, tuple[str, ...]]]:
        """Every column with its headings, from left to right; two may be headed alike."""
        return sorted({(slot.col, slot.heads) for slot in self.table.slots})

    @cached_property
    def columns(self) -> list[Facets]:
        """What the headings of every column say together, from left to right."""
        return list(self._headed.values())

    @cached_property
    def _headed(self) -> dict[tuple[str, ...], Facets]:
        """What the headings of a column say together, each once."""
        read = self.reader.read
        return {heads: joined_head([read(one) for one in heads]) for heads in self.every_heads}

    def open_in(self, line: Line) -> list[Facets]:
        """Return what the columns say in which a row has a cell to fill, crossed ones left out."""
        return [self._headed[heads] for heads in self._heads_by_line.get(line, ())]

    @cached_property
    def _heads_by_line(self) -> dict[Line, list[tuple[str, ...]]]:
        found: dict[Line, list[tuple[str, ...]]] = {}
        for slot in self.table.slots:
            found.setdefault(slot.line, []).append(slot.heads)
        return found

    def is_dated_apart(self, line: Line) -> bool:
        """Whether a row is of whom no other is and of days of its own, its columns of one period.

        另：2004年以来德钦、香格里拉两县 under 培训（2013年以来累计）, below counties without days.
        """
        own = self.rows[self.at(line)]
        if own.span is None or own.span.at or not own.places or own.is_both:
            return False
        spans = {one.span for one in self.open_in(line) if one.span}
        dated = [one for one in self.labelled if one.span]
        is_rare = 2 * len(dated) <= len(self.labelled)
        alike = sum(one.places == own.places for one in self.labelled)
        is_whole = all(one.at is None and one != own.span for one in spans)
        return len(spans) == 1 and is_rare and alike == 1 and is_whole

    def before(self, slot: Slot) -> list[Facets]:
        """Return what the columns before one say, the nearest first; of its own group if any."""
        group = slot.heads[:-1]
        before = [heads for col, heads in self.by_place if col < slot.col]
        told = self._headed
        own = [heads for heads in before if heads[: len(group)] == group]
        if own and group and all(told[heads].operation in GROWING for heads in own):
            own = []  # 增减幅度 over 户 and 人: each compares the columns of days before the group.
        return [told[heads] for heads in own or before][::-1]

    def lending(self, slot: Slot) -> list[Facets]:
        """Return what the columns say that 占比 may be of: those before it, else all behind it."""
        before = self.before(slot)
        behind = [self._headed[heads] for col, heads in self.by_place if col > slot.col]
        return before or [one for one in behind if not (one.is_total and not one.places)]

    def begins_group(self, slot: Slot) -> bool:
        """Whether a column is the first under a heading that says what it counts by itself."""
        group = slot.heads[:-1]
        inside = [heads for col, heads in self.by_place if heads[: len(group)] == group]
        is_first = bool(group) and inside[0] == slot.heads
        return is_first and any(self.reader.read(one).says_what for one in group)

    def rows_above(self, line: Line) -> list[Facets]:
        """Return what the rows above one say, from the first on."""
        return self.rows[: self.at(line)]

    @cached_property
    def rows(self) -> list[Facets]:
        """What the labels of every row say together."""
        return [self.joined(one.labels) for one in self.table.lines]

    @cached_property
    def labelled(self) -> list[Facets]:
        """What the rows with labels say."""
        named = zip(self.table.lines, self.rows, strict=True)
        return [told for line, told in named if line.labels]

    def at(self, line: Line) -> int:
        """Return the position of a row, of those alike the first."""
        return self._positions[line]

    @cached_property
    def _positions(self) -> dict[Line, int]:
        lines = self.table.lines
        return {line: at for at, line in reversed([*enumerate(lines)])}

    def joined(self, labels: Sequence[str]) -> Facets:
        """Return what the labels of one row or column say together."""
        key = tuple(labels)
        if key not in self._joined:
            self._joined[key] = near_of(finest_told([self.reader.read(one) for one in key]))
        return self._joined[key]

    @cached_property
    def works(self) -> tuple[str, ...]:
        """The projects of all rows, () where a row is of none."""
        rows = [self.joined(one.labels) for one in self.table.lines
                if not is_total(one, self.reader)]  # fmt: skip
        named = dict.fromkeys(key for one in rows for key in one.projects)
        return tuple(named) if all(one.projects for one in rows) else ()

    def places_beside(self, slot: Slot) -> tuple[str, ...]:
        """Return the recipients of all rows (or columns) beside a cell, for its share of them."""
        lines = [one for one in self.table.lines if not is_total(one, self.reader)]
        told = whole([self.joined(one.labels) for one in lines])
        if len(told.places) > 1:
            return told.places
        heads = [one for one in self.every_heads if one != slot.heads]
        told = whole([self.joined(one) for one in heads])
        return told.places if len(told.places) > 1 else ()

    def _labels(self, line: Line) -> list[Facets]:
        """Return what the labels of a row say; 下降幅度 of what the rows above tell."""
        read = self._together(line)
        told = of_bodies(
            named_by(line, since_begun(line, spanned(line, read)), self._asking), self._bodies
        )
        if told and told[-1].operation == "mean":
            rows = (self.reader.read(one.labels[-1]) for one in self.table.lines if one.labels)
            told = [*told[:-1], mean_of(told[-1], list(rows))]
        if told and line.remark:
            told = [*told[:-1], remarked(told[-1], line.remark, self.reader.read)]
        if told and falls_barely(told):
            told = [*told[:-1], fall_of(told[-1], self.rows_above(line)[::-1])]
        return finest_told(told)

    @cached_property
    def _asking(self) -> frozenset[str]:
        return asking_in(self.table.lines)

    @cached_property
    def _bodies(self) -> dict[str, tuple[str, ...]]:
        """The project of each label of the table that names the body of it."""
        rows = ([self.reader.read(label) for label in one.labels] for one in self.table.lines)
        return bodies_of(rows, self.reader)

    def _together(self, line: Line) -> list[Facets]:
        """Return what each label of a row says, a project named over two of them in the first.

        久治县人民医院 | 改扩建.
        """
        read = [self.reader.read(label) for label in line.labels]
        if self.table.is_card or any(one.projects or one.payers or one.is_total for one in read):
            return read
        for at in range(len(read) - 1):
            whole = self.reader.read("".join(line.labels[at : at + 2]))
            if whole.projects:
                places = read[at].places or read[at + 1].places
                own = replace(whole, places=places, codes=read[at].codes or read[at + 1].codes)
                return [
                    *read[:at],
                    own,
                    *(replace(read[at + 1], unknown=(), narrower=()),),
                    *read[at + 2 :],
                ]
        return read

    def row(self, line: Line) -> list[Facets]:
        """Return what the labels of a row say; of a total what it adds up."""
        told = self._labels(line)
        if line.goes_on and told:
            told = [*told[:-1], self._going_on(line, told[-1])]
        elif told and (unit := self._unit_begun(line, told[-1])):
            told = [*told[:-1], replace(told[-1], unit=unit)]
        at = _sum_among(told)
        is_sum = told and (is_total(line, self.reader) or told[at].operation == "mean_county")
        if not is_sum and (whom := whom_above(self.table, line, self.reader)):
            return [*told[:-1], replace(told[-1], places=whom.places, codes=whom.codes)]
        if not is_sum or (told[at].is_total and is_of_counties(told[at])):
            above = self.rows_above(line)
            return [said_above(self._of_several(one), above) for one in told]
        section = [self.reader.read(line.section)] if line.section else []
        told[at] = own = said_above(of_several(told[at], [], section), self.rows_above(line))
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

    def _going_on(self, line: Line, own: Facets) -> Facets:
        """Return what words say that go on with a sentence, by the blanks before them."""
        unit = line_unit(line)
        lines = [one for one in self.table.lines[: self.at(line)][::-1] if one.row == line.row]
        before = [self.joined(one.labels) for one in lines]
        units = [line_unit(one) for one in lines]
        kin = next((one for one, other in zip(before, units, strict=True)
                    if unit and other and unit.family == other.family), None)  # fmt: skip
        return going_on(own, before, kin)

    def _unit_begun(self, line: Line, own: Facets) -> FormUnit | None:
        """Return the unit that 其中（%）：市级 above set for the parts that go on with it: 区级."""
        lines, at = self.table.lines, self.table.lines.index(line)
        says = own.unit or line.unit or own.family or own.subject or own.operation
        if says or self.above[at] is None or not (own.sources or own.categories or own.donation):
            return None
        for above in range(at - 1, -1, -1):
            first = self.reader.read(lines[above].labels[-1]) if lines[above].labels else Facets()
            if self.above[above] != self.above[at]:
                return None
            if "of_which" in first.roles:
                return first.unit
        return None

    def _parts_of(self, line: Line, places: tuple[str, ...]) -> list[Line]:
        """Return the rows that a total row adds up: of those it names itself, if it names any."""
        parts = [one for one in rows_of_total(self.table, line, self.reader)
                 if line.unit in {"", one.unit}]  # fmt: skip
        if not places:
            return parts
        return [one for one in parts if self.joined(one.labels).places in {(), places}]

    def _of_several(self, own: Facets) -> Facets:
        return of_several(own, self.rows, self.context)

    def lead(self, line: Line, told: Sequence[Facets]) -> list[Facets]:
        """Return of whom the rows just above speak, for one that names nobody: 现有多少户?."""
        named = [*told, *self.columns, *self.context]
        if (
            is_chapter(line)
            or any(one.projects for one in told)
            or any(one.places or one.payers or one.is_total for one in named)
            or any(one.sides for one in [*told, *self.columns])
        ):
            return []
        for one in self.rows_above(line)[::-1]:
            if (one.is_total and not one.places) or one.payers or one.projects:
                return []
            if "of_which" in one.roles:
                continue  # 其中：德钦县 says nothing of the rows behind those it is a part of.
            if one.places:
                span = one.span if one.span and one.span.at is None else None
                return [Facets(one.text, one.subject, places=one.places, codes=one.codes,
                               span=span)]  # fmt: skip
        return []

    def head(self, slot: Slot) -> list[Facets]:
        """Return what the headings of a column say; of a total what it adds up."""
        told = finest_told([mean_of(self.reader.read(head), self.columns) for head in slot.heads])
        for at, one in enumerate(told):
            is_sum = one.is_total or one.operation == "mean_county"
            if not is_sum or one.places or one.sources:
                continue
            parts = [self.joined(part) for part in self._parts(slot.heads, at)]
            joined = columns_of_total(one, parts)
            told[at] = total_of(one, joined)
        return told

    def _parts(self, heads: tuple[str, ...], at: int) -> list[tuple[str, ...]]:
        """Return the headings that a total heading joins, from its own level down.

        Of groups over other columns than its own (占比 below 两县合计 alone), every one beside it.
        """
        if at == len(heads) - 1:
            every = heads_of_total(heads, self.every_heads, self.reader)
            return [one[at:] for one in every]
        beside = [
            one
            for one in self.every_heads
            if one[:at] == heads[:at] and one[at:] and one != heads
            if not self.reader.read(one[at]).is_total
        ]
        alike = [one for one in beside if one[at + 1 :] == heads[at + 1 :]]
        return list(dict.fromkeys((one[at],) for one in alike or beside))

    @cached_property
    def every_heads(self) -> list[tuple[str, ...]]:
        """The headings of every column, from left to right."""
        return list(dict.fromkeys(slot.heads for slot in self.table.slots))

    def parents(self, line: Line) -> list[Facets]:
        """Return what the rows say that a row is a part of, the nearest first."""
        found: list[Facets] = []
        lines = self.table.lines
        if works := self._works_by_row.get(line.row):
            found.append(Facets(projects=works))
        own = self.reader.read(line.labels[-1]) if line.labels else Facets()
        if "of_which" in own.roles and line.row in self.table.before:
            beside = self.reader.read(self.table.before[line.row])
            if "of_which" not in beside.roles:  # Else each is a part of what stands above it.
                return [beside]
        above = self.above[self.at(line)]
        while above is not None:
            found += [self._whole_of(lines[above], one) for one in reversed(lines[above].labels)]
            above = self.above[above]
        return found

    @cached_property
    def _works_by_row(self) -> dict[int, tuple[str, ...]]:
        """The works of each row of a card that names several."""
        return works_by_row(self.table, self.reader)

    def line_above(self, line: Line) -> Line | None:
        """Return the row that a row is a part of."""
        above = self.above[self.at(line)]
        return None if above is None else self.table.lines[above]

    def _whole_of(self, line: Line, label: str) -> Facets:
        """Return what a label says to the parts of its row: of all that it adds up, if it does."""
        own, row = self.reader.read(label), self.row(line)
        told = row[-1] if row else own
        if own.is_total and not own.places:
            own = replace(own, places=told.places, codes=told.codes)
        return replace(own, payers=own.payers or told.payers)

    @cached_property
    def above(self) -> list[int | None]:
        """For every row the row it is a part of."""
        return parents_of(self.table.lines, self.reader)


def _sum_among(told: Sequence[Facets]) -> int:
    """Return which label of a row says that it is a sum or a mean of others, else the last."""
    sums = [at for at, one in enumerate(told) if one.is_total or one.operation == "mean_county"]
    return sums[-1] if sums else -1
