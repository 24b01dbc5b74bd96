"""Tables flattened to text: each cell takes the unit of its header and the place of its row.

A column or row headed 合计 is the total of the others; a column headed 占比 is each row's share.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING

from jiedui.reader.agreement import agrees, computed
from jiedui.reader.columns import TOTAL, YEAR, Column, Headers
from jiedui.reader.layout import Block, Kind, Line, cells_of
from jiedui.reader.numerals import decimal_of
from jiedui.reader.passage import Draft, Passage
from jiedui.reader.quantities import Number
from jiedui.reader.reading import Measure, Party, Relation, When
from jiedui.reader.setaside import Aside, Reason

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jiedui.reader.dating import Calendar
    from jiedui.reader.families import Found
    from jiedui.reader.naming import Names
    from jiedui.reader.vocabulary import Vocabulary


@dataclass(slots=True)
class _Row:
    """One line of figures: its label, its cells by column, whether it adds up the others."""

    label: str
    cells: dict[int, Draft] = field(default_factory=dict)
    is_total: bool = False


class Tables:
    """Reads the tables of a page; remembers the totals of one table for the next.

    Attributes:
        everyone: The places of the rows of the last table that named any.
    """

    def __init__(self, names: Names, words: Vocabulary, found: Found) -> None:
        self._names = names
        self._words = words
        self._found = found
        self._totals: list[Draft] = []
        self.everyone: Party | None = None

    def read(self, block: Block, above: Sequence[Block], calendar: Calendar) -> list[Passage]:
        """Return one passage for each line of a table, its cells as drafts with their fields.

        Args:
            block: The table.
            above: The blocks above it; the last may be its header, any may say its unit.
            calendar: The period in force.
        """
        notes = " ".join(one.text for one in above if one.kind is not Kind.TABLE)
        headers = Headers(notes, self._words)
        columns: list[Column] = []
        if above and above[-1].text and _fits(above[-1].text, block.lines[0].text):
            columns = headers.columns(above[-1].text)
        passages: list[Passage] = []
        rows: list[_Row] = []
        for line in block.lines:
            passage = _line(line)
            passages.append(passage)
            if _is_header(line.text):
                self._close(rows, columns)
                columns, rows = headers.columns(line.text), []
                passage.asides += [
                    Aside(*one.span(), Reason.DATE) for one in YEAR.finditer(line.text)
                ]
            else:
                rows.append(_Reader(passage, headers, calendar).row(columns))
        self._close(rows, columns)
        self._place(passages)
        return passages

    # ---------------------------------------------------------------- findings

    def _close(self, rows: Sequence[_Row], columns: Sequence[Column]) -> None:
        """Note the sums and shares of a table that ends."""
        for row in rows:
            self._across(row, columns)
        totals = [row for row in rows if row.is_total]
        items = [row for row in rows if not row.is_total]
        for total in totals[-1:]:
            for at, draft in total.cells.items():
                parts = [row.cells[at] for row in items if at in row.cells]
                if draft.measure is not Measure.PERCENT and len(parts) > 1:
                    self._sum(draft, parts, sure=len(totals) == 1)
            for row in items:
                self._shares(row, total)
            self._totals += [
                one for one in total.cells.values() if one.measure is not Measure.PERCENT
            ]
        if not totals:
            self._against_earlier(rows)

    def _across(self, row: _Row, columns: Sequence[Column]) -> None:
        """Note a row's total against the columns before it."""
        for at, total in row.cells.items():
            if not 0 <= at < len(columns) or not columns[at].is_total:
                continue
            parts = [
                one
                for column, one in row.cells.items()
                if column < at and one.measure is total.measure
            ]
            if len(parts) > 1:
                self._sum(total, parts, sure=True)

    def _sum(self, total: Draft, parts: Sequence[Draft], *, sure: bool) -> None:
        value = computed(Relation.SUM, parts)
        is_ok = value is not None and agrees(total, parts, value)
        if is_ok or sure:
            self._found.add(Relation.SUM, total, parts, is_ok=is_ok)
            for part in parts:
                part.whole = part.whole or total

    def _shares(self, row: _Row, total: _Row) -> None:
        """Note a row's shares, each against the column it is a share of."""
        for at, share in row.cells.items():
            if share.measure is not Measure.PERCENT:
                continue
            pairs = [
                (one, total.cells[column])
                for column, one in row.cells.items()
                if column in total.cells and one.measure is not Measure.PERCENT and column < at
            ]
            self._ratio(share, pairs[::-1])

    def _ratio(self, share: Draft, pairs: Sequence[tuple[Draft, Draft]]) -> None:
        for pair in pairs:
            value = computed(Relation.RATIO, pair)
            if value is not None and agrees(share, pair, value):
                self._found.add(Relation.RATIO, share, pair, is_ok=True)
                return
        money = [pair for pair in pairs if pair[0].measure is Measure.MONEY]
        meant = money or list(pairs)
        if len(meant) == 1 and re.search(r"占|比", share.label + (share.category or "")):
            self._found.add(Relation.RATIO, share, meant[0], is_ok=False)

    def _against_earlier(self, rows: Sequence[_Row]) -> None:
        """Note a row by years that adds up to a total of the table before."""
        for row in rows:
            parts = list(row.cells.values())
            for total in self._totals:
                if len(parts) > 1 and all(one.measure is total.measure for one in parts):
                    self._sum(total, parts, sure=False)

    # ------------------------------------------------------------------ places

    def _place(self, passages: Sequence[Passage]) -> None:
        """Give the cells their recipients: the place of the row, of all rows for a total."""
        named: dict[str, str] = {}
        for passage in passages:
            for one in self._names.mentions_in(passage.text)[-1:]:
                named[one.key] = one.name
                for draft in passage.drafts:
                    draft.recipient = Party(one.name, (one.key,))
        if not named:
            return
        self.everyone = Party("、".join(named.values()), tuple(named))
        for passage in passages:
            for draft in passage.drafts:
                draft.recipient = draft.recipient or self.everyone


class _Reader:
    """Reads the cells of one line."""

    def __init__(self, passage: Passage, headers: Headers, calendar: Calendar) -> None:
        self._passage = passage
        self._headers = headers
        self._calendar = calendar

    def row(self, columns: Sequence[Column]) -> _Row:
        """Return the line as a row; its cells become drafts of the passage."""
        cells = list(cells_of(self._passage.text))
        label = " ".join(text for _, text in cells if text and not _is_number(text))
        row = _Row(label, is_total=TOTAL.search(label) is not None)
        shift = len(columns) - len(cells)
        for at, (start, text) in enumerate(cells):
            if not _is_number(text):
                continue
            place = at + shift
            column = columns[place] if 0 <= place < len(columns) else Column()
            draft = self._cell(Line(start, text), column, row)
            if draft is not None:
                row.cells[place] = draft
        return row

    def _cell(self, cell: Line, column: Column, row: _Row) -> Draft | None:
        """Return a cell as a draft; None when it numbers the row or has no unit anywhere."""
        passage = self._passage
        span = (cell.start, cell.start + len(cell.text))
        is_first = not passage.text[: cell.start].strip(" |\t")
        if column.is_numbering or (is_first and len(cell.text) < 3 and row.label):
            passage.asides.append(Aside(*span, Reason.NUMBERING))
            return None
        if is_first and YEAR.fullmatch(cell.text):
            passage.asides.append(Aside(*span, Reason.DATE))
            row.label = f"{cell.text}年 {row.label}"
            return None
        if column.measure is None or column.year:
            column = self._headers.by_row(column, row.label)
        draft = _draft(passage, cell, column, label=row.label)
        if draft is not None:
            draft.when = self._when(column, row.label)
        return draft

    def _when(self, column: Column, label: str) -> When:
        named = YEAR.search(label)
        year = column.year or (named[1] if named else "")
        if not year:
            return self._calendar.when
        moment = self._calendar.moments(f"{year}年")[0]
        return When(moment.first, moment.last)


def _draft(passage: Passage, cell: Line, column: Column, *, label: str) -> Draft | None:
    """Return a cell's number as a draft; a number that no header explains is left as it is."""
    text = cell.text.rstrip("%")
    measure = Measure.PERCENT if cell.text.endswith("%") else column.measure
    value = decimal_of(text.lstrip("+-"))
    span = (cell.start, cell.start + len(cell.text))
    number = Number(*span, Fraction(value or 0), digits_start=span[0], number_end=span[1])
    number.index = len(passage.numbers)
    passage.numbers.append(number)
    if measure is None or value is None:
        return None
    scale = Fraction(1) if measure is Measure.PERCENT else column.scale
    number.value *= -scale if text.startswith("-") else scale
    number.unit, number.kind = column.unit, str(measure)
    number.step = scale / 10 ** len(text.partition(".")[2])
    number.is_scaled = scale != 1 or measure is Measure.PERCENT
    draft = Draft(number, passage, measure, *span, label=f"{label} {column.header}")
    draft.category, draft.source = column.category, column.source
    passage.drafts.append(draft)
    return draft


def _line(line: Line) -> Passage:
    block = Block(Kind.TABLE)
    block.add(line.text, line.start)
    return Passage(block, line.text, sentences=[0], phrases=[0], clauses=[0])


def _is_number(cell: str) -> bool:
    return re.fullmatch(r"[-+]?\d[\d,]*(?:\.\d+)?%?", cell) is not None


def _is_header(text: str) -> bool:
    """Whether a line of a table is a header of years: 到位资金(万元) 2020年 2021年 2022年."""
    cells = [text for _, text in cells_of(text)]
    years = [one for one in cells[1:] if re.fullmatch(r"(?:19|20)\d{2}年?|合计|总计", one)]
    return len(years) >= 2 and len(years) == len(cells) - 1 and not _is_number(cells[0])


def _fits(header: str, row: str) -> bool:
    """Whether a line above a table is its header: as many cells, or one less or more."""
    cells = [text for _, text in cells_of(header)]
    return abs(len(cells) - len(list(cells_of(row)))) <= 1 and not any(map(_is_number, cells))
