"""What the notes below a table say of its cells: a row added up, a column divided, growth, shares.

A note names the row or the column by its words (三个时段的区级财政资金累计6,240万元), so that the
cells it is of are known, whether they make what it says or not.
"""

from __future__ import annotations

import functools
import re
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from jiedui.reader.agreement import adds_up, summed
from jiedui.reader.divisions import BY_KIND, HOLDS_KIND
from jiedui.reader.exactly import apart
from jiedui.reader.reading import PERCENT, Relation
from jiedui.reader.rows import NUMBER_CELL, TOTAL, cells_of
from jiedui.reader.signs import bits_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from jiedui.reader.found import Found
    from jiedui.reader.passage import Draft, Passage
    from jiedui.reader.wholes import Wholes

_PAIR = 2
_SHORTEST = 2
"""A name of fewer signs is no name of a row."""

_UNIT = re.compile(r"\s?[((][^))]*[))]|[/:][^/:]*$")
_ADDS = re.compile(r"(?:累计|合计|共计|总计|总额|总数|共|三年|两年|合起来)[^,。;\d]{0,6}$")
_BY = re.compile(
    r"[比较](?:((?:19|20)\d{2})年|上一?年|去年|前一年)[底末]?(?:同期)?[^,。;\d]{0,6}?"
    r"(?:增长|增加|上升|提高|下降|减少|降低|增|多|涨|降|少)[^,。;\d]{0,4}$"
)
_SUMS, _COMPARES = bits_of("计额数共年来"), bits_of("比较")
_SO_GREW = re.compile(r"[,、(]\s?(?:同比)?(?:增长|增幅|下降|降幅|减少)[为达了]?")
_AMONG = re.compile(r"(?:当?中|里面?|之中)[,:]|[,:]?(?:由|其中|包括|分别|来自|分为)")
_SHARE = re.compile(r"占(?:比|到|了|去|全部|总额|总数|合计|的|约|近|为|有)*$")
_ENDS_PLACE = tuple("县市区旗镇乡村")
_NEAR, _WIDE = 10, 4
"""What misses by more than a tenth is not what a note is of that does not name its row."""


class Name(NamedTuple):
    """A row or a column as running text may say it, and by its first word alone; "" if not so."""

    name: str
    short: str
    lead: str


class Notes:
    """Holds the numbers of notes against the cells of the tables above them."""

    def __init__(self, found: Found, wholes: Wholes, cells: Sequence[Draft]) -> None:
        self._found = found
        self._wholes = wholes
        self._rows: dict[str, list[Draft]] = {}
        self._columns: dict[str, list[Draft]] = {}
        self._grid: dict[tuple[str, str], Draft] = {}
        self._last: tuple[Draft | None, Sequence[Draft]] = (None, ())
        for cell in cells:
            row = row_of(cell.passage.text)
            header = cell.label.removeprefix(row).strip(" -—–/")
            if TOTAL.search(header) is None:
                self._rows.setdefault(_name(row), []).append(cell)
            self._columns.setdefault(_name(header), []).append(cell)
            self._grid[_name(row), _name(header)] = cell
        self._row_names, self._column_names = _told_as(self._rows), _told_as(self._columns)

    def read(self, passages: Iterable[Passage]) -> None:
        """Note what the passages of a page say of its tables."""
        if not self._columns:
            return
        for passage in passages:
            for draft in passage.drafts:
                if not self._found.holds(draft):
                    self._changed(draft)
                    self._added(draft)
                    self._shared(draft)
            if len(passage.drafts) > 1:
                self._divided(passage)

    def _added(self, total: Draft) -> None:
        """Hold what a note adds up against the cells of the row or the column that it names."""
        gap = total.number.gap
        if total.measure is PERCENT or not total.number.signs & _SUMS or not total.may_add:
            return
        if not _ADDS.search(gap):
            return
        row = _named(self._row_names, total.number.before)
        cells = self._rows[row] if row else []
        if row and all(one.when.first for one in cells) and not _repeats(cells):
            self._note(total, cells, narrow=_WIDE)
            return
        column = _named(self._column_names, total.number.before)
        cells = self._columns[column] if column else []
        if not any(TOTAL.search(row_of(one.passage.text)) for one in cells):
            self._note(total, cells)

    def _note(self, total: Draft, cells: Sequence[Draft], narrow: int = _NEAR) -> None:
        is_alike = all(one.family == total.family and one.whole is None for one in cells)
        if len(cells) >= _PAIR and is_alike:
            self._mark(total, cells, narrow)

    def _changed(self, draft: Draft) -> None:
        """Hold a growth or a change against the cells of two years of the row that it names."""
        said = _BY.search(draft.number.gap) if draft.number.signs & _COMPARES else None
        own = draft.when.last.year if draft.when.last else None
        if said is not None and own is not None:
            row = _named(self._row_names, draft.number.before) or self._whole_row()
            years = (own, int(said[1]) if said[1] else own - 1)
            self._between(draft, self._of_years(draft, self._rows.get(row, ()), years))
        elif draft.previous is self._last[0] and _SO_GREW.fullmatch(draft.number.gap):
            self._between(draft, self._last[1])

    def _of_years(
        self, draft: Draft, cells: Sequence[Draft], years: tuple[int, int]
    ) -> list[Draft]:
        """Return the one cell of a row for each of two years, none where there are more or less."""
        pair: list[Draft] = []
        for year in years:
            told = [
                one for one in cells
                if one.when.first and one.when.last
                and one.when.first.year == one.when.last.year == year
                and (draft.measure is PERCENT or one.family == draft.family)
            ]  # fmt: skip
            pair += told if len(told) == 1 else []
        return pair if len(pair) == _PAIR else []

    def _between(self, draft: Draft, pair: Sequence[Draft]) -> None:
        """Hold what lies between two cells, the new one first."""
        if not pair:
            return
        is_rate = draft.measure is PERCENT and "点" not in draft.number.unit
        if is_rate and pair[0].measure is not PERCENT:
            self._found.note(Relation.GROWTH, draft, pair, sure=True)
        elif draft.family == pair[0].family:
            ranked = sorted(pair, key=lambda one: -one.number.value)
            self._found.note(Relation.DIFF, draft, ranked, sure=True)
            self._last = (draft, pair)

    def _whole_row(self) -> str:
        """Return the row that adds up the others, "" where there is none or more than one."""
        rows = [one for one in self._rows if TOTAL.search(one)]
        return rows[0] if len(rows) == 1 else ""

    def _shared(self, share: Draft) -> None:
        """Hold 甲县的盘子里,产业占50% against the cells that its row and column name."""
        if share.measure is not PERCENT or not _SHARE.search(share.number.gap):
            return
        told = share.passage.text[share.number.sentence[0] : share.start]
        subject = told[len(told) - len(share.number.gap) :]
        pairs = [*self._of_column(subject, told), *self._of_row(subject, told)]
        pairs = [(part, whole) for part, whole in pairs if part.family == whole.family]
        for pair in pairs:
            if self._found.note(Relation.RATIO, share, pair, sure=len(pairs) == 1):
                return

    def _of_column(self, subject: str, told: str) -> list[tuple[Draft, Draft]]:
        """Return what a row named last is of the total of its column, the one named or any."""
        row = _named(self._row_names, subject)
        column = _named(self._column_names, told)
        whole = next((one for one, _ in self._grid if TOTAL.search(one)), "")
        columns = [column] if column else self._columns
        return self._pairs([((row, one), (whole, one)) for one in columns])

    def _of_row(self, subject: str, told: str) -> list[tuple[Draft, Draft]]:
        """Return what a column named last is of its row's total, of the row named or the last."""
        column = _named(self._column_names, subject)
        whole = next((one for one in self._columns if TOTAL.search(one)), "")
        total = next((one for one, _ in self._grid if TOTAL.search(one)), "")
        row = _named(self._row_names, told) or total
        return self._pairs([((row, column), (row, whole))])

    def _pairs(
        self, places: Sequence[tuple[tuple[str, str], tuple[str, str]]]
    ) -> list[tuple[Draft, Draft]]:
        """Return the cells of pairs of places, where both are cells and not the same one."""
        return [
            (self._grid[one], self._grid[other])
            for one, other in places
            if one != other and one in self._grid and other in self._grid
        ]

    def _divided(self, passage: Passage) -> None:
        """Hold 到位资金按来源分,… against the total of the column that is called so."""
        for sentence, told in groupby(passage.drafts, key=lambda one: one.number.sentence):
            parts = [one for one in told if one.measure is not PERCENT and one.may_add]
            parts = [one for one in parts if one.family == parts[0].family and one.whole is None]
            if len(parts) < _PAIR:
                continue
            opening = passage.text[sentence[0] : parts[0].start]
            said = HOLDS_KIND.search(opening) and BY_KIND.search(opening)
            said = said or _AMONG.search(opening)
            column = _named(self._column_names, opening[: said.start()]) if said else ""
            cells = self._columns[column] if column else []
            totals = [one for one in cells if TOTAL.search(row_of(one.passage.text))] or cells
            if len(totals) == 1 and totals[0].family == parts[0].family:
                self._mark(totals[0], parts)

    def _mark(self, total: Draft, parts: Sequence[Draft], narrow: int = _NEAR) -> None:
        """Hold a total against its parts, unless they miss it so far that they are not meant."""
        is_ok = adds_up(total, parts)
        if is_ok or narrow * apart(summed(parts), total.number.value) <= total.number.value:
            self._wholes.mark(total, parts, is_ok=is_ok)


@functools.lru_cache(maxsize=256)
def row_of(line: str) -> str:
    """Return the words of a table's line that are no figures."""
    cells = (text for _, text in cells_of(line))
    return " ".join(text for text in cells if text and not NUMBER_CELL.fullmatch(text))


def _name(words: str) -> str:
    return _UNIT.sub("", words).strip()


def _told_as(names: Iterable[str]) -> list[Name]:
    """Return how running text may say the names of rows or columns."""
    return [Name(one, _short(one) if len(one) >= _SHORTEST else "", _lead(one)) for one in names]


def _named(names: Iterable[Name], words: str) -> str:
    """Return the longest name that words hold, else the one whose first word they do, else ""."""
    held = [one.name for one in names if one.short and one.short in words]
    if held:
        return max(held, key=len)
    led = [one.name for one in names if one.lead and one.lead in words]
    return led[0] if len(led) == 1 else ""


def _lead(name: str) -> str:
    """Return the first of several words of a row, as running text shortens it; "" if too short."""
    first, _, others = name.partition(" ")
    lead = _short(first) if others else ""
    return lead if len(lead) >= _SHORTEST else ""


def _short(name: str) -> str:
    """Return a name as running text shortens it: 都安 for 都安县."""
    return name[:-1] if len(name) > _SHORTEST and name.endswith(_ENDS_PLACE) else name


def _repeats(cells: Sequence[Draft]) -> bool:
    """Whether two cells of a row are of one time."""
    return len({one.when for one in cells}) < len(cells)
