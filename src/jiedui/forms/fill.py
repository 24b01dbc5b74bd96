"""A form read, bound, answered: every cell with what it asks and what the book says.

The file is opened with the same care as a return (size, expansion, no entities, nothing run).
Knows no Django.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from jiedui.figures.binding.known import known_in
from jiedui.figures.pairing import pairings_known
from jiedui.forms.alongside import whom_said
from jiedui.forms.answering import Answers
from jiedui.forms.apart import apart
from jiedui.forms.binder import Binder
from jiedui.forms.blocks import headings_of_their_own, titles
from jiedui.forms.cells import Cell
from jiedui.forms.checking import formulas_told
from jiedui.forms.coded import by_rows, coded_in
from jiedui.forms.defined import defined_in
from jiedui.forms.facets import Facets
from jiedui.forms.footnotes import exclusions_by_place, footnotes_of, notes_without
from jiedui.forms.formfile import opened_form, written_name
from jiedui.forms.labels import LabelReader
from jiedui.forms.likewise import like_others
from jiedui.forms.memory import Memory, form_key, settled
from jiedui.forms.nameddays import days_named
from jiedui.forms.notes import MADE, OF_FILING, notes_of
from jiedui.forms.page import asks_of_form, heads_remarks, role_of
from jiedui.forms.purses import budgets_of, purses_of
from jiedui.forms.referring import coded_labels, numbered
from jiedui.forms.rewording import plain_label
from jiedui.forms.rounding import decimals_of, foot, show
from jiedui.forms.rowwise import works_by_row
from jiedui.forms.sentences import listed_projects
from jiedui.forms.sharing import foot_shares
from jiedui.forms.titles import without_office
from jiedui.forms.units import noted_units
from jiedui.forms.whose import keep_ours, plain_headings
from jiedui.kernel.place import members

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from jiedui.exchange.grid import Book
    from jiedui.facts.store import Facts
    from jiedui.figures.binding.known import Known
    from jiedui.forms.cells import FormulaTold
    from jiedui.forms.coded import Coded
    from jiedui.forms.layout import Layout, Table
    from jiedui.forms.looks import Looks
    from jiedui.forms.notes import Notes
    from jiedui.kernel.quantity import Rounding


@dataclass
class Filled:
    """A form with every cell answered.

    Attributes:
        name: The file's name.
        content: Its bytes.
        book: Its grids.
        looks: The looks of its sheets.
        cells: Cells to fill, in order.
        formulas: Formulas, and where they fall short.
        as_of: The reporting date.
        known_at: The last entry read.
        donor: Code of the donor district.
        tables: How many tables were found.
        key: What the form is known by.
        title: Its title.
    """

    name: str
    content: bytes
    book: Book
    looks: dict[str, Looks]
    cells: list[Cell] = field(default_factory=list)
    formulas: list[FormulaTold] = field(default_factory=list)
    as_of: dt.date = dt.date.min
    known_at: int = 0
    donor: str = ""
    tables: int = 0
    key: str = ""
    title: str = ""

    @property
    def asks(self) -> list[Cell]:
        """Return the cells about which a person is asked."""
        return [cell for cell in self.cells if cell.is_asked]


def fill_form(
    name: str, content: bytes, facts: Facts, *, as_of: dt.date | None, latest: dt.date,
    memory: Callable[[str], Memory] | None = None,
) -> Filled:  # fmt: skip
    """Return a form with every cell answered from the book.

    Args:
        name: The file's name.
        content: Its bytes: an .xlsx, .xlsm or .xls workbook, or a .docx document.
        facts: The book's lines.
        as_of: The reporting date; None = the one the form states, else `latest`.
        latest: The last day the book knows of.
        memory: What was said of a form's cells before, from the form's key.

    Raises:
        Refused: It is too large, damaged, or of another format.
    """
    known = known_in(facts)
    opened = opened_form(name, content)
    layouts, looks = opened.layouts, opened.looks
    day = as_of or _reported(layouts, known, latest) or latest
    name = written_name(name, content)
    filled = Filled(name, opened.content, opened.book, looks, as_of=day, known_at=facts.known_at)
    filled.donor = next((one for one in known.owners if not one.endswith("0000")), "")
    filled.key, filled.title = form_key(layouts)
    told = memory(filled.key) if memory else Memory()
    answers = Answers(facts, _paired(facts))
    general = [line for one in layouts if not one.tables for line in one.lines]
    reader = LabelReader(known, filled.as_of, None, _partners(facts), _kinds(facts))
    for at, layout in enumerate(layouts):
        own, lines = _own_reader(reader, layout, general), [*layout.lines, *general]
        notes = _notes(lines, layout, own)
        notes = like_others(notes, layout, layouts[:at], reader=own)
        _SheetFiller(layout, filled, answers, own, notes, told, coded_in(lines)).fill()
    filled.formulas = formulas_told(filled)
    filled.cells = [cell for cell in filled.cells if not cell.slot.formula]
    return filled


def _own_reader(whole: LabelReader, layout: Layout, general: Sequence[str]) -> LabelReader:
    """Return who reads the labels of one sheet, by all that its lines and tables say of them."""
    year = _year_of(layout, whole) or whole.as_of.year
    reader = LabelReader(whole.known, whole.as_of, year, whole.partners, whole.kinds)
    tables, lines = layout.tables, [*layout.lines, *general]
    reader.days = days_named(lines, tables)
    keep_ours(tables, lines, reader)
    reader.note(footnotes_of(lines, tables, reader))
    reader.defined, reader.taken = defined_in(lines, tables, reader)
    reader.listed = listed_projects(tables, reader)
    reader.numbered, reader.codes = numbered(tables), coded_labels(tables)
    reader.plain = plain_headings(tables, reader)
    reader.purses, reader.budgets = purses_of(tables, reader), budgets_of(tables, reader)
    reader.forget()
    return reader


def _notes(lines: Sequence[str], layout: Layout, reader: LabelReader) -> Notes:
    """Return what the lines of a sheet lay down for all of it."""
    own = headings_of_their_own(layout.tables, reader)
    notes = notes_without([one for one in lines if one not in own], reader, reader.taken)
    notes.without += exclusions_by_place(lines, layout.tables, reader)
    return notes


def _partners(facts: Facts) -> dict[str, dict[str, dt.date]]:
    """Return who is paired with each recipient, and since when."""
    found: dict[str, dict[str, dt.date]] = defaultdict(dict)
    for one in pairings_known(facts, facts.known_at).all:
        for recipient in members(one.recipient):
            first = found[recipient].get(one.donor or "", one.period.starts)
            found[recipient][one.donor or ""] = min(first, one.period.starts)
    return found


def _paired(facts: Facts) -> frozenset[str]:
    """Return every recipient that the district itself is or was paired with."""
    own = (one for one in pairings_known(facts, facts.known_at).all if not _is_above(one.owner))
    return frozenset(key for one in own for key in members(one.recipient))


def _is_above(owner: str | None) -> bool:
    """Whether a pairing is of the province or city above the district."""
    return owner is None or owner.endswith("0000")


def _kinds(facts: Facts) -> dict[str, tuple[str, ...]]:
    """Return the recipients of the district's own pairings by kind."""
    found: dict[str, dict[str, None]] = defaultdict(dict)
    for one in pairings_known(facts, facts.known_at).all:
        if one.kind and not _is_above(one.owner):
            found[one.kind].update(dict.fromkeys(members(one.recipient)))
    return {kind: tuple(recipients) for kind, recipients in found.items()}


def _year_of(layout: Layout, reader: LabelReader) -> int | None:
    """Return the one year that titles tell of, for 全年 and 6月 below; None = none or several."""
    titles = [*(line for table in layout.tables for line in table.captions), layout.sheet]
    spans = [told.span for told in map(reader.read, titles) if told.span and not told.is_both]
    closed = [one for one in spans if one.since and one.until and not one.is_since]
    years = {one.since.year for one in closed if one.since and one.since.year == one.until.year}  # type: ignore[union-attr]
    return years.pop() if len(years) == 1 else None


def _reported(layouts: list[Layout], known: Known, latest: dt.date) -> dt.date | None:
    """Return the reporting date that a form states, else the day it was made, if it is past."""
    reader = LabelReader(known, latest)
    found: list[dt.date] = []
    made: list[dt.date] = []
    for layout in layouts:
        notes = notes_of(layout.lines, reader)
        if notes.reported is not None:
            found.append(notes.reported)
        lines = [*layout.lines, *(one for table in layout.tables for one in table.captions)]
        spans = (reader.read(day).span for line in lines for day in _days_alone(line))
        made += [one.until for one in spans if one is not None and one.until is not None]
    if found or not made:
        return max(found, default=None)
    return max(made) if max(made) < latest else None


def _days_alone(line: str) -> list[str]:
    """Return the days of a line that holds nothing else but units: 单位：万元，2017年9月30日."""
    parts = [one for one in plain_label(line).split(",") if one]
    days = [one for one in parts if MADE.fullmatch(one)]
    return days if all(one in days or noted_units(one) for one in parts) else []


@dataclass
class _SheetFiller:
    """Fills the tables of one sheet."""

    layout: Layout
    filled: Filled
    answers: Answers
    reader: LabelReader
    notes: Notes
    memory: Memory
    coded: Coded

    def fill(self) -> None:
        """Answer every cell of every table."""
        tables = self.layout.tables
        labels = [label for table in tables for line in table.lines for label in line.labels]
        whom = whom_said([*self.layout.lines, *labels], self.reader)
        for table in tables:
            own = [*_given(table, self.reader), *reversed(table.captions)]
            lines = own if table is tables[0] else [*own, *reversed(titles(tables[0], table))]
            context = [*_context([*lines, self.layout.sheet], self.reader), *whom]
            told = _with_caption(self.notes, own, self.reader) if len(tables) > 1 else self.notes
            self._table(Binder(table, self.reader, told, context, self.filled.as_of))

    def _table(self, binder: Binder) -> None:
        table = binder.table
        looks = self.filled.looks.get(table.sheet)
        cells: list[Cell] = []
        modes: dict[int, Rounding] = {}
        self.filled.tables += 1
        several = [binder.ask(slot) for slot in table.slots]
        several = by_rows(table, several, self.coded, reader=self.reader)
        understood = apart(table, several, self.reader)
        said = [
            self.memory.of(slot, one, self.filled.as_of.year)
            for slot, one in zip(table.slots, understood, strict=True)
        ]
        several = [
            one if told is None else settled(one, told)
            for one, told in zip(understood, said, strict=True)
        ]
        self.answers.prepare(several)
        for at, (slot, asked) in enumerate(zip(table.slots, several, strict=True)):
            cell = Cell(table, slot, asked, self.answers.told(asked))
            cell.read, cell.said = understood[at], said[at]
            cell.is_known = self.memory.is_whole
            number_format = looks.formats.get((slot.row, slot.col), "") if looks else ""
            cell.is_percent = "%" in number_format
            cell.decimals, mode = decimals_of(cell, binder.notes, number_format)
            show(cell, mode)
            modes[id(cell)] = mode
            cells.append(cell)
        if binder.notes.sums != "apart":
            foot(cells, table, self.reader, modes=modes, by_purse=binder.notes.sums == "foot")
        foot_shares(cells, table, binder.notes, modes=modes)
        self.filled.cells += cells


_LIES = re.compile(r"(?:所属|所在|隶属|属于|上级)[省州市县地区]*(?:$|[:：(（])")
"""所属州：果洛州 says where a county lies, not of whom a card is."""


def _given(table: Table, reader: LabelReader) -> list[str]:
    """Return what a card says already of whom it speaks: the county written beside 受援县."""
    read = reader.read
    labels = ("", *table.given[:-1])
    given = [one for label, one in zip(labels, table.given, strict=False) if not _LIES.match(label)]
    is_of_rows = bool(works_by_row(table, reader))
    told = [one for one in given if read(one).places or read(one).span or read(one).projects]
    told = [one for one in told if not (is_of_rows and read(one).projects)]
    told = [one for one in told if not _LIES.match(one)]
    over = [
        one for one in table.label_heads if reader.read(one).places
    ]  # 久治县资金 over 市级统筹.
    return [*(one for one in told if not reader.read(one).says_what), *over]


def _with_caption(notes: Notes, lines: list[str], reader: LabelReader) -> Notes:
    """Return a sheet's notes with the units and days that one table's own lines set first."""
    own = notes_of(lines, reader)
    bracketed = [reader.read(line).unit for line in lines if line.rstrip()[-1:] in {")", "）"}]
    own.units += [unit for unit in bracketed if unit is not None and unit not in own.units]
    families = {unit.family for unit in own.units}
    own.units += [unit for unit in notes.units if unit.family not in families]
    own.has_strange_unit = own.has_strange_unit or notes.has_strange_unit
    own.spans = {**notes.spans, **own.spans}
    own.period = own.period or notes.period
    own.rounding += notes.rounding
    own.is_paired = own.is_paired or notes.is_paired
    own.over = own.over or notes.over
    own.status = own.status or notes.status
    own.is_as_stated = own.is_as_stated or notes.is_as_stated
    own.shares = own.shares or notes.shares
    own.sums = own.sums or notes.sums
    own.apart += notes.apart
    own.without += [one for one in notes.without if one not in own.without]
    own.including += [one for one in notes.including if one not in own.including]
    own.doubts += [one for one in notes.doubts if one not in own.doubts]
    return own


def _context(lines: list[str], reader: LabelReader) -> list[Facets]:
    found = []
    for line in lines:
        if _is_aside(line):
            continue
        said = _OF_OFFICE.sub(r"\g<told>", line)
        told = reader.read(said)
        if not told.projects:
            told = reader.read(rest := without_office(said))
            if rest != said and not _says_more_than_whose(told):
                continue
        found.append(told)
    return found


def _says_more_than_whose(told: Facets) -> bool:
    """Whether a line without the office it names says more than that it is of our own side."""
    return not told.sides or told != Facets(told.text, sides=told.sides)


_OF_OFFICE = re.compile(
    r"^\s*[一-鿿\s]{1,10}(?:单位|部门|机关|机构|处室|科室)(?:[(（][^()（）]*[)）])?\s*[:：]\s*(?P<told>.+)$"
)
"""预算单位：嘉定区合作交流办 says who, and plans nothing."""

_WHAT = re.compile("(?:项目|工程)名称?$")
"""项目名称：县民族中学教学楼 says which work a form is of."""

_WHEN = re.compile("[时日]间?期?|期")
_RANGE = re.compile(r"以来|[起至到-]")


def _is_aside(line: str) -> bool:
    """Whether a line above a table is about the filing, not about what is counted."""
    plain = plain_label(line)
    head = plain.partition(":")[0].partition("(")[0]
    if OF_FILING.match(plain) and not _RANGE.search(plain):
        return True
    if asks_of_form(plain):
        return True
    if heads_remarks(head) and not (_WHEN.search(head) or _WHAT.search(head)):
        return True
    return role_of(head) in {"free", "unit_column"} or plain.startswith(("附件", "附表", "单位:"))
