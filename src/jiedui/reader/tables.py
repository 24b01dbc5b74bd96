"""Tables flattened to text: each cell takes the unit of its header and the place of its row.

A column or row headed 合计 is the total of the others; a column headed 占比 is each row's share.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING

from jiedui.reader.agreement import agrees, computed
from jiedui.reader.layout import Block, Kind, Line, cells_of
from jiedui.reader.numerals import decimal_of
from jiedui.reader.passage import Draft, Passage
from jiedui.reader.quantities import Number
from jiedui.reader.reading import Measure, Party, Relation, When
from jiedui.reader.setaside import Aside, Reason

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from jiedui.reader.dating import Calendar
    from jiedui.reader.families import Found
    from jiedui.reader.naming import Names
    from jiedui.reader.vocabulary import Vocabulary

_TOTAL = re.compile(r"合\s?计|总\s?计|小\s?计|总数|Total|total")
_SHARE = re.compile(r"占比|比例|比重|占|%|率")
_GROWTH = re.compile(r"增长|增幅|同比")
_ROW_NUMBER = re.compile(r"编号|序号|排名|No\.?|行次|顺序")
_NOTE = re.compile(r"([^\W\d_a-zA-Z、,(]{1,6})按([^、,)。]{1,4})")
_UNIT = re.compile(r"单位[::]\s*([^)\s,;]+)|[((]([^))]*?(?:元|人次|人|户|个|%|亩|平方米|㎡|期|批|公里|套|台))[))]")
_YEAR = re.compile(r"((?:19|20)\d{2})年?")
_SCALES = {"亿": 10**8, "万": 10**4, "千": 10**3}
_WORDS = {
    "资金": Measure.MONEY, "金额": Measure.MONEY, "投资": Measure.MONEY, "投入": Measure.MONEY,
    "财政": Measure.MONEY, "捐": Measure.MONEY, "拨付": Measure.MONEY, "支出": Measure.MONEY,
    "项目": Measure.PROJECTS, "工程": Measure.PROJECTS, "培训": Measure.TRAINEES,
    "户": Measure.HOUSEHOLDS, "贫困人口": Measure.PERSONS_POOR, "脱贫": Measure.PERSONS_POOR,
    "干部": Measure.PEOPLE, "人才": Measure.PEOPLE, "教师": Measure.PEOPLE, "医生": Measure.PEOPLE,
    "人": Measure.PEOPLE, "就业": Measure.PEOPLE, "劳动力": Measure.PEOPLE, "批": Measure.BATCHES,
    "期": Measure.BATCHES, "班": Measure.BATCHES, "面积": Measure.AREA_M2,
}  # fmt: skip


@dataclass(slots=True)
class _Column:
    """What a column holds: its header, measure, unit, and the year it is of."""

    header: str = ""
    measure: Measure | None = None
    unit: str = ""
    scale: Fraction = Fraction(1)
    year: str = ""
    is_total: bool = False
    is_numbering: bool = False


@dataclass(slots=True)
class _Row:
    label: str
    cells: dict[int, Draft] = field(default_factory=dict)
    is_total: bool = False


class Tables:
    """Reads the tables of a page; remembers the totals of one table for the next."""

    def __init__(self, names: Names, words: Vocabulary, found: Found) -> None:
        self._names = names
        self._words = words
        self._found = found
        self._totals: list[Draft] = []

    def read(self, block: Block, before: Sequence[Block], calendar: Calendar) -> list[Passage]:
        """Return one passage for each line of a table, its cells as drafts with their fields."""
        notes = " ".join(one.text for one in before if one.kind is not Kind.TABLE)
        passages: list[Passage] = []
        columns: list[_Column] = []
        rows: list[_Row] = []
        header = before[-1] if before else None
        lines = list(block.lines)
        if header is not None and header.text and _fits(header.text, lines[0].text):
            columns = self._columns(header.text, notes)
        for line in lines:
            passage = _line(line)
            passages.append(passage)
            if _is_header(line.text):
                self._close(rows)
                columns, rows = self._columns(line.text, notes), []
                passage.asides = [
                    Aside(*one.span(), Reason.DATE) for one in _YEAR.finditer(line.text)
                ]
                continue
            rows.append(self._row(passage, columns, notes, calendar))
        self._close(rows)
        self._place(rows, passages)
        return passages

    def _columns(self, header: str, notes: str) -> list[_Column]:
        """Return what each column holds, by its own header and the notes above the table."""
        found = []
        named = {name: unit for name, unit in _NOTE.findall(notes)}
        general = next((one[1] or one[2] for one in _UNIT.finditer(notes)), "")
        cells = [cell.group().strip() for cell in cells_of(header)]
        own = _UNIT.search(cells[0]) if cells else None
        if own:
            general = own[1] or own[2] or general
        for cell in cells:
            column = _Column(cell)
            unit = _UNIT.search(cell)
            said = (unit[1] or unit[2]) if unit else named.get(re.sub(r"[((].*", "", cell), "")
            year = _YEAR.fullmatch(cell)
            column.year = year[1] if year else ""
            column.is_total = _TOTAL.search(cell) is not None
            column.is_numbering = _ROW_NUMBER.fullmatch(cell) is not None
            self._measure(column, cell, said, general)
            found.append(column)
        return found

    def _measure(self, column: _Column, words: str, said: str, general: str) -> None:
        """Give a column measure, unit and scale by what its header or row says."""
        if _SHARE.search(words) or _GROWTH.search(words) or said == "%":
            column.measure, column.unit = Measure.PERCENT, "%"
            return
        unit = said or general
        kind = next((one for word, one in _WORDS.items() if word in words), None)
        if unit and (said or kind in (None, Measure.MONEY)):
            bare = unit.lstrip("亿万千")
            known = self._words.units.get(bare)
            if known and known.kind in set(Measure):
                kind = Measure(known.kind)
            elif known and known.kind == "person" and kind not in (Measure.TRAINEES, Measure.PERSONS_POOR):
                kind = Measure.PEOPLE
            if known:
                column.scale = Fraction(known.factor)
            for sign in unit[: len(unit) - len(bare)]:
                column.scale *= _SCALES[sign]
        column.measure, column.unit = kind, unit

    def _row(
        self, passage: Passage, columns: list[_Column], notes: str, calendar: Calendar
    ) -> _Row:
        """Return a row; its cells become drafts of the passage."""
        cells = list(cells_of(passage.text))
        label = " ".join(one.group().strip() for one in cells if not _is_number(one.group()))
        row = _Row(label, is_total=_TOTAL.search(label) is not None)
        shift = len(columns) - len(cells)
        for at, cell in enumerate(cells):
            said = cell.group().strip()
            if not _is_number(said) or decimal_of(said.rstrip("%")) is None:
                continue
            column = columns[at + shift] if 0 <= at + shift < len(columns) else _Column()
            start = cell.start() + len(cell.group()) - len(cell.group().lstrip())
            span = (start, start + len(said))
            if column.is_numbering or (at == 0 and len(columns) <= at and len(said) < 3):
                passage.asides.append(Aside(*span, Reason.NUMBERING))
                continue
            if at == 0 and _YEAR.fullmatch(said):
                passage.asides.append(Aside(*span, Reason.DATE))
                continue
            draft = self._cell(passage, span, said, column, label, notes)
            if draft is not None:
                draft.when = self._when(column, label, calendar)
                passage.drafts.append(draft)
                row.cells[at + shift] = draft
        return row

    def _cell(
        self, passage: Passage, span: tuple[int, int], said: str, column: _Column,
        label: str, notes: str,
    ) -> Draft | None:  # fmt: skip
        """Return a cell as a draft; a cell without any unit is left to be not understood."""
        if column.measure is None or column.year:
            by_row = _Column()
            self._measure(by_row, label, "", column.unit or _general(notes))
            if by_row.measure is not None:
                column = _Column(
                    column.header, by_row.measure, by_row.unit, by_row.scale, column.year,
                    is_total=column.is_total,
                )  # fmt: skip
        measure = Measure.PERCENT if said.endswith("%") else column.measure
        value = decimal_of(said.rstrip("%"))
        number = Number(*span, Fraction(value or 0), digits_start=span[0], number_end=span[1])
        number.index = len(passage.numbers)
        passage.numbers.append(number)
        if measure is None or value is None:
            return None
        scale = Fraction(1) if measure is Measure.PERCENT else column.scale
        number.value *= scale
        number.unit = column.unit
        number.step = scale / 10 ** len(said.rstrip("%").partition(".")[2])
        number.is_scaled = scale != 1 or measure is Measure.PERCENT
        number.kind = str(measure)
        return Draft(number, passage, measure, *span, category=_category(column.header), label=label)

    def _when(self, column: _Column, label: str, calendar: Calendar) -> When:
        year = column.year or (found[1] if (found := _YEAR.search(label)) else "")
        if year:
            moments = calendar.moments(f"{year}年")
            return When(moments[0].first, moments[0].last)
        return calendar.when

    # ---------------------------------------------------------------- findings

    def _close(self, rows: Sequence[_Row]) -> None:
        """Note the sums and shares of a table that ends."""
        totals = [row for row in rows if row.is_total]
        items = [row for row in rows if not row.is_total]
        for total in totals[-1:]:
            for at, draft in total.cells.items():
                parts = [row.cells[at] for row in items if at in row.cells]
                if draft.measure is not Measure.PERCENT and len(parts) > 1:
                    self._sum(draft, parts, sure=len(totals) == 1)
            self._shares(rows, total)
            self._totals += [one for one in total.cells.values() if one.measure is not Measure.PERCENT]
        if not totals:
            self._against_earlier(rows)

    def _sum(self, total: Draft, parts: Sequence[Draft], *, sure: bool) -> None:
        value = computed(Relation.SUM, parts)
        is_ok = value is not None and agrees(total, parts, value)
        if is_ok or sure:
            self._found.add(Relation.SUM, total, parts, is_ok=is_ok)
            for part in parts:
                part.whole = total

    def _shares(self, rows: Sequence[_Row], total: _Row) -> None:
        """Note each row's share against the column it is a share of."""
        for row in rows:
            for at, share in row.cells.items():
                if share.measure is not Measure.PERCENT or row.is_total:
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
        money = [pair for pair in pairs if pair[0].measure is Measure.MONEY] or list(pairs[:1])
        if len(money) == 1:
            self._found.add(Relation.RATIO, share, money[0], is_ok=False)

    def _against_earlier(self, rows: Sequence[_Row]) -> None:
        """Note a row by years that adds up to a total of the table before."""
        for row in rows:
            parts = list(row.cells.values())
            for total in self._totals:
                if len(parts) > 1 and all(one.measure is total.measure for one in parts):
                    self._sum(total, parts, sure=False)

    def _place(self, rows: Iterable[_Row], passages: Sequence[Passage]) -> None:
        """Give the cells their recipients: the place of the row, of all rows for a total."""
        del rows
        named: list[tuple[str, str]] = []
        for passage in passages:
            found = self._names.mentions_in(passage.text)
            for draft in passage.drafts:
                if found:
                    draft.recipient = Party(found[-1].name, (found[-1].key,))
            named += [(one.name, one.key) for one in found[-1:]]
        unique = list(dict.fromkeys(named))
        if not unique:
            return
        everyone = Party("、".join(name for name, _ in unique), tuple(key for _, key in unique))
        for passage in passages:
            for draft in passage.drafts:
                draft.recipient = draft.recipient or everyone


def _general(notes: str) -> str:
    return next((one[1] or one[2] for one in _UNIT.finditer(notes)), "")


def _category(header: str) -> str | None:
    bare = re.sub(r"[((].*", "", header)
    return bare if bare and not _YEAR.fullmatch(bare) and not _TOTAL.search(bare) else None


def _line(line: Line) -> Passage:
    block = Block(Kind.TABLE)
    block.add(line.text, line.start)
    return Passage(block, line.text, sentences=[0], phrases=[0], clauses=[0])


def _is_number(cell: str) -> bool:
    return re.fullmatch(r"[-+]?\d[\d,]*(?:\.\d+)?%?", cell.strip()) is not None


def _is_header(text: str) -> bool:
    cells = [one.group().strip() for one in cells_of(text)]
    years = [one for one in cells[1:] if re.fullmatch(r"(?:19|20)\d{2}年?|合计|总计", one)]
    return len(years) >= 2 and len(years) == len(cells) - 1


def _fits(header: str, row: str) -> bool:
    """Whether a line above a table is its header: as many cells, or one less or more."""
    cells = [one.group() for one in cells_of(header)]
    return abs(len(cells) - len(list(cells_of(row)))) <= 1 and not any(map(_is_number, cells))
