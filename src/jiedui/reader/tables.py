"""Tables flattened to text: each cell takes the unit of its header and the place of its row.

A column or row headed 合计 is the total of the others; a column headed 占比 is each row's share.
"""

from __future__ import annotations

import re
from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING

from jiedui.kernel.placekey import covers
from jiedui.reader.columns import STRETCH, YEAR, Column, Headers
from jiedui.reader.exactly import divided, over
from jiedui.reader.headlines import in_two_lines
from jiedui.reader.layout import TABLE, Block
from jiedui.reader.numerals import decimal_of
from jiedui.reader.parties import party_of
from jiedui.reader.passage import Draft, Passage
from jiedui.reader.quantities import Number
from jiedui.reader.reading import MONEY, PERCENT, Party, Status
from jiedui.reader.rows import LABOUR_TO, TOTAL, Line, cells_of, is_figure
from jiedui.reader.rowsums import Row, RowSums, groups_of
from jiedui.reader.setaside import Aside, Reason
from jiedui.reader.sides import GIVES, RECEIVES
from jiedui.reader.unitcells import UnitCell, unit_cell
from jiedui.reader.unmeasured import measured_by_sums
from jiedui.reader.yearly import is_ahead

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from jiedui.reader.dating import Calendar
    from jiedui.reader.found import Found
    from jiedui.reader.naming import Mention, Names
    from jiedui.reader.reading import When
    from jiedui.reader.sides import Side
    from jiedui.reader.vocabulary import Vocabulary


_HEADER_YEAR = re.compile(rf"{STRETCH}|[今去前上本]年度?(?:同期|[上下]半年)?|合计|总计|累计")
_PAIRED = re.compile(r"([^\W\d][^→>—|]{1,14}?)\s?(?:→|->|=>|—>|⇒|—+)\s?([^→>—|]{2,14})")
"""Who gives and who gets in one cell: 汊河街道→佳州街道."""

_TOWN = re.compile(
    r"(?!.*(?:[下返还回入进驻到]乡|[驻进到入]村|送))[^\W\d_]{1,6}(?:镇|乡|街道|苏木|村|社区)"
)
_LABEL = 160
"""So many signs of a row's words are looked at."""


class Tables:
    """Reads the tables of a page.

    Attributes:
        everyone: The places of the rows of the last table that named any.
    """

    def __init__(
        self, names: Names, words: Vocabulary, *, found: Found, side: Callable[[Mention], Side]
    ) -> None:
        self._names = names
        self._words = words
        self._sums = RowSums(found, words)
        self._side = side
        self.everyone: Party | None = None

    def read(self, block: Block, above: Sequence[Block], calendar: Calendar) -> list[Passage]:
        """Return one passage for each line of a table, its cells as drafts with their fields.

        Args:
            block: The table.
            above: The blocks above it; the last may be its header, any may say its unit.
            calendar: The period in force.
        """
        notes = _notes(above)
        headers = Headers(notes, self._words, caption=_caption(above, block.lines))
        columns = measured_by_sums(self._columns(headers, above, block.lines), block.lines)
        sided = self._sided(columns)
        passages: list[Passage] = []
        rows: list[Row] = []
        for at, line in enumerate(block.lines):
            passage = _line(line)
            passages.append(passage)
            if not at and columns and _is_years(line.text):
                passage.asides += _years_of(line.text)
            elif _is_header(line.text) or (not at and _heads_rows(block.lines)):
                self._close(rows, columns)
                columns, rows = headers.columns(line.text), []
                sided = {}
                passage.asides += _years_of(line.text)
            else:
                row = _Reader(passage, headers, calendar).row(columns)
                passage.settle()
                self._name(passage, row, columns)
                _name_by_column(row, sided)
                rows.append(row)
        self._close(rows, columns)
        holders = self._names.mentions_in(notes)
        self.everyone = _held(_getting(sided) or self.everyone, holders)
        for cell in (one for passage in passages for one in passage.drafts):
            cell.donor = _held(cell.donor, holders)
            cell.recipient = _held(cell.recipient or self.everyone, holders)
        return passages

    def _columns(
        self, headers: Headers, above: Sequence[Block], lines: Sequence[Line]
    ) -> list[Column]:
        """Return the columns by the header above a table, in two lines or in one; else none."""
        upper = above[-2].text if len(above) > 1 else ""
        last = above[-1].text if above else ""
        row = lines[0].text
        if last and len(lines) > 1 and _is_years(row):
            merged = in_two_lines(last, row, lines[1].text)
        elif upper and last and not _is_exact(last, row):
            merged = in_two_lines(upper, last, row)
        else:
            merged = None
        if merged is not None:
            return headers.of(merged)
        return headers.columns(last) if last and _fits(last, row) else []

    def _sided(self, columns: Sequence[Column]) -> dict[int, tuple[Side, Party]]:
        """Return by column the place that its header names, with its side: 江宁区级, 都安县."""
        found: dict[int, tuple[Side, Party]] = {}
        for at, column in enumerate(columns):
            if column.measure is None:
                continue
            for one in self._names.mentions_in(column.header):
                side = self._side(one)
                if side is RECEIVES or (side is GIVES and column.measure is MONEY):
                    found[at] = side, party_of(one)
        return found

    def _close(self, rows: Sequence[Row], columns: Sequence[Column]) -> None:
        """Note the findings of a table that ends, and whose its totals are."""
        if not rows:
            return
        self._sums.close(rows, columns)
        for group in groups_of(rows):
            self._share_out(group.total, group.parts)
        self._share_out(None, rows)

    # ------------------------------------------------------------------ places

    def _name(self, passage: Passage, row: Row, columns: Sequence[Column]) -> None:
        """Give the cells of a row the places that it names: by column, else by side."""
        cells = cells_of(passage.text)
        shift = len(columns) - len(cells)
        named: dict[Side, Party] = {}
        for at, (_, text) in enumerate(cells):
            side = columns[at + shift].side if 0 <= at + shift < len(columns) else None
            if not text or is_figure(text) or not any(sign.isalpha() for sign in text):
                continue
            if pair := _PAIRED.fullmatch(text):
                named[GIVES], named[RECEIVES] = (self._party(one) for one in pair.groups())
                continue
            mentions = self._names.mentions_in(text)
            if not mentions and _TOWN.fullmatch(text):
                named.setdefault(RECEIVES, Party(text))
            if side is not None and not row.is_total:
                keys = tuple(one.key for one in mentions if one.key)
                named[side] = Party(mentions[-1].name if mentions else text, keys)
            elif mentions:
                last = mentions[-1]
                gives = self._side(last) is GIVES and len(cells) > 2 and not LABOUR_TO.match(text)
                named.setdefault(GIVES if gives else RECEIVES, Party(last.name, (last.key,)))
        for draft in row.cells.values():
            draft.donor = named.get(GIVES)
            draft.recipient = named.get(RECEIVES)

    def _party(self, text: str) -> Party:
        """Return the party that one half of a pair names."""
        mentions = self._names.mentions_in(text)
        keys = (mentions[-1].key,) if mentions and mentions[-1].key else ()
        return Party(text.strip(), keys)

    def _share_out(self, total: Row | None, rows: Sequence[Row]) -> None:
        """Give a total the places of its rows together; without one, note all rows' places."""
        donors = _together([one.donor for row in rows for one in [*row.cells.values()][:1]])
        staying = [row for row in rows if not LABOUR_TO.match(row.label)]
        getting = _together([one.recipient for row in staying for one in [*row.cells.values()][:1]])
        if getting and any(not key or ":" in key for key in getting.keys or ("",)):
            getting = None  # Towns of a county do not stand for what is told of it afterwards.
        if total is None:
            self.everyone = getting or self.everyone
            getting = donors = None
        for draft in total.cells.values() if total else ():
            draft.donor = draft.donor or donors
            draft.recipient = draft.recipient or getting


def _held(party: Party | None, holders: Sequence[Mention]) -> Party | None:
    """Return several places led by the one that holds them all, if a note names it."""
    if party is None or len(party.keys) < 2:
        return party
    for one in holders:
        holds = one.key and all(covers(one.key, key) for key in party.keys)
        if holds and not party.name.startswith(one.name):
            return Party(one.name + party.name, party.keys)
    return party


def _together(parties: Sequence[Party | None]) -> Party | None:
    """Return several parties as one, each named once."""
    told = {one.name: one for one in parties if one is not None}
    if not told:
        return None
    names = dict.fromkeys(name for one in told for name in one.split("、"))
    keys = dict.fromkeys(key for one in told.values() for key in one.keys)
    return Party("、".join(names), tuple(keys))


def _name_by_column(row: Row, sided: dict[int, tuple[Side, Party]]) -> None:
    """Give the cells of a row the places of their columns."""
    for place, draft in row.cells.items():
        side, party = sided.get(place, (None, None))
        draft.donor = party if side is GIVES else draft.donor
        draft.recipient = party if side is RECEIVES else draft.recipient
        draft.recipient = draft.recipient or _getting(sided)


def _getting(sided: dict[int, tuple[Side, Party]]) -> Party | None:
    """Return the places that several columns get for, together; None of fewer."""
    told = [party for side, party in sided.values() if side is RECEIVES]
    return _together(told) if len(told) > 1 else None


class _Reader:
    """Reads the cells of one line."""

    def __init__(self, passage: Passage, headers: Headers, calendar: Calendar) -> None:
        self._passage = passage
        self._headers = headers
        self._calendar = calendar
        self._summed: When | None = None

    def row(self, columns: Sequence[Column]) -> Row:
        """Return the line as a row; its cells become drafts of the passage."""
        cells = cells_of(self._passage.text)
        label = " ".join(text for _, text in cells if text and not is_figure(text))[:_LABEL]
        row = Row(
            label,
            is_total=TOTAL.search(label) is not None and "累计" not in label,
            is_within=label.startswith("其中"),
        )
        shift = len(columns) - len(cells)
        unit = ""
        for (_, subject), (at, (_, text)) in pairwise([(0, (0, "")), *enumerate(cells)]):
            if 0 <= at + shift < len(columns) and columns[at + shift].is_unit:
                unit, row.subject = text, subject[1]
        for at, (start, text) in enumerate(cells):
            place = at + shift
            column = columns[place] if 0 <= place < len(columns) else Column()
            told = UnitCell(text, unit)
            if not is_figure(text):
                if any(sign.isdigit() for sign in text):
                    row.doubtful.add(place)
                own = unit_cell(text, column, self._headers.words) if at else None
                if own is None:
                    continue
                told, column = own, column._replace(measure=None, unit="", scale=1)
            draft = self._cell(Line(start, text), column, row, told=told)
            if draft is not None:
                row.cells[place] = draft
        return row

    def _cell(self, cell: Line, column: Column, row: Row, *, told: UnitCell) -> Draft | None:
        """Return a cell as a draft; None when it numbers the row or has no unit anywhere."""
        passage = self._passage
        span = (cell.start, cell.start + len(cell.text))
        is_first = not passage.text[: cell.start].strip(" |\t")
        if column.is_numbering or (is_first and len(cell.text) < 3 and row.label):
            passage.asides.append(Aside(*span, Reason.NUMBERING))
            return None
        if is_first and YEAR.fullmatch(cell.text):
            passage.asides.append(Aside(*span, Reason.DATE))
            row.label = f"{cell.text.rstrip('年')}年 {row.label}"
            return None
        is_share = column.measure is PERCENT or column.measure is MONEY
        if (
            column.measure is None
            or (column.year and not column.unit)
            or (told.unit and not is_share)
        ):
            column = self._headers.by_row(column, row.label, told.unit)
            column = column._replace(sector=row.subject or row.label.split(" ")[0])
        if column.measure is MONEY and column.source is None:
            column = column._replace(source=self._headers.source(row.label) or self._headers.fund)
        draft = _draft(passage, cell, column, digits=told.digits, label=row.label)
        if draft is not None:
            draft.titled = self._titled(row.label)
            draft.when = self._when(column, row.label)
            is_meant = column.is_plan or is_ahead(draft.when, self._calendar.as_of)
            draft.status = Status.PLANNED if is_meant else Status.ACTUAL
        return draft

    def _titled(self, label: str) -> str:
        """Return the name of a row that is one of a sector: 产业发展."""
        is_place = label.endswith(tuple("县区市镇乡村州旗"))
        is_sector = not is_place and self._headers.sectors.search(label) is not None
        return label if is_sector and " " not in label else ""

    def _when(self, column: Column, label: str) -> When:
        for words in (column.header, label):
            when = self._calendar.named(words)
            if when is not None:
                is_long = when.first and when.last and when.first.year < when.last.year
                self._summed = when if column.is_total and is_long else self._summed
                return when
        return self._summed or self._calendar.when


def _draft(
    passage: Passage, cell: Line, column: Column, *, digits: str, label: str
) -> Draft | None:
    """Return a cell's number as a draft; a number that no header explains is left as it is."""
    text = digits.rstrip("%")
    measure = PERCENT if cell.text.endswith("%") else column.measure
    value = decimal_of(text.lstrip("+-"))
    span = (cell.start, cell.start + len(cell.text))
    exact = divided(*(value or Decimal(0)).as_integer_ratio())
    number = Number(*span, exact, digits_start=span[0], number_end=span[0] + len(digits))
    passage.numbers.append(number)
    if measure is None or value is None:
        return None
    scale = 1 if measure is PERCENT else column.scale
    number.value *= -scale if text.startswith("-") else scale
    number.unit, number.kind = column.unit, str(measure)
    number.step = over(scale, 10 ** len(text.partition(".")[2]))
    number.is_scaled = scale != 1 or measure is PERCENT
    draft = Draft(number, passage, measure, *span, label=f"{label} {column.header}")
    draft.category, draft.source = column.category, column.source
    draft.follow(passage.drafts)
    return draft


def _caption(above: Sequence[Block], lines: Sequence[Line]) -> str:
    """Return the words right above a table and its header."""
    is_headed = bool(above) and _fits(above[-1].text, lines[0].text)
    told = above[:-1] if is_headed else above
    return told[-1].text if told and told[-1].kind is not TABLE else ""


def _notes(above: Sequence[Block]) -> str:
    """Return the words above a table; a unit told since the table before is of this one alone."""
    since = next((at for at in range(len(above), 0, -1) if above[at - 1].kind is TABLE), 0)
    own = " ".join(one.text for one in above[since:])
    return own if "单位" in own else " ".join(one.text for one in above if one.kind is not TABLE)


def _line(line: Line) -> Passage:
    block = Block(TABLE)
    block.add(line.text, line.start)
    return Passage(block, line.text, sentences=[0], phrases=[0], clauses=[0])


def _is_header(text: str) -> bool:
    """Whether a line of a table is a header of years: 到位资金(万元) 2020年 2021年 2022年."""
    cells = [text for _, text in cells_of(text)]
    years = [one for one in cells[1:] if _HEADER_YEAR.fullmatch(one)]
    return len(years) >= 2 and len(years) == len(cells) - 1 and not is_figure(cells[0])


def _heads_rows(lines: Sequence[Line]) -> bool:
    """Whether the first line of a table heads it in words and years: 类别 项目数 2018年 2019年.

    No number stands in it, and as many cells in the line below, numbers where the years are.
    """
    if len(lines) < 2:
        return False
    above, below = ([text for _, text in cells_of(one.text)] for one in lines[:2])
    years = [at for at, one in enumerate(above) if _HEADER_YEAR.fullmatch(one)]
    is_alike = len(above) == len(below) and all(above) and not any(map(is_figure, above))
    return is_alike and len(years) > 1 and all(is_figure(below[at]) for at in years)


def _is_years(text: str) -> bool:
    """Whether a line holds nothing but years: the lower line of a header."""
    cells = [text for _, text in cells_of(text) if text]
    return len(cells) > 1 and all(YEAR.fullmatch(one) for one in cells)


def _years_of(text: str) -> list[Aside]:
    """Return the years of a header as times."""
    return [Aside(*one.span(), Reason.DATE) for one in YEAR.finditer(text)]


def _is_exact(header: str, row: str) -> bool:
    """Whether every column of a row has a header of its own in one line."""
    cells = [text for _, text in cells_of(header)]
    return len(cells) == len(cells_of(row)) and all(cells)


def _fits(header: str, row: str) -> bool:
    """Whether a line above a table is its header: as many cells, or one less or more."""
    cells = [text for _, text in cells_of(header)]
    is_alike = len(cells) > 1 and abs(len(cells) - len(cells_of(row))) <= 1
    return is_alike and not any(map(is_figure, cells))
