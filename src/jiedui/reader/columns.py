"""What the columns of a table hold: measure, unit, scale, source, year, by header and notes."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING

from jiedui.reader.layout import cells_of
from jiedui.reader.reading import Measure

if TYPE_CHECKING:
    from jiedui.reader.vocabulary import Vocabulary

TOTAL = re.compile(r"合\s?计|总\s?计|小\s?计|总数|Total|total")
"""Heads the row or the column that adds up the others."""

YEAR = re.compile(r"((?:19|20)\d{2})年?")
_SHARE = re.compile(r"占比|比例|比重|占|%|率|增长|增幅|同比")
_ROW_NUMBER = re.compile(r"编号|序号|排名|No\.?|行次|顺序")
_NOTE = re.compile(r"([^\W\d_a-zA-Z、,(]{1,6})按([^、,)。]{1,4})")
_UNIT = re.compile(
    r"单位[::]\s*([^)\s,;]+)"
    r"|[((]([^))]*?(?:元|人次|人|户|个|%|亩|平方米|㎡|期|批|公里|套|台))[))]"
)
_SCALES = {"亿": 10**8, "万": 10**4, "千": 10**3}
_KEPT = (Measure.TRAINEES, Measure.PERSONS_POOR)


@dataclass(frozen=True, slots=True)
class Column:
    """What a column holds.

    Attributes:
        header: Its header as printed.
        measure: What its cells measure, None when neither header nor notes say.
        unit: Their unit.
        scale: How many base units one of it makes.
        source: The source of money its header names.
        year: The year its header is, "" when it is none.
        is_total: Whether it adds up those before it.
        is_numbering: Whether it only numbers the rows.
    """

    header: str = ""
    measure: Measure | None = None
    unit: str = ""
    scale: Fraction = Fraction(1)
    source: str | None = None
    year: str = ""
    is_total: bool = False
    is_numbering: bool = False

    @property
    def category(self) -> str | None:
        """The header's own words where they name a sector."""
        bare = re.sub(r"[((].*", "", self.header)
        return bare if bare and not YEAR.fullmatch(bare) and not TOTAL.search(bare) else None


class Headers:
    """Reads headers, with the notes that stand above the table."""

    def __init__(self, notes: str, words: Vocabulary) -> None:
        self._words = words
        self._named = dict(_NOTE.findall(notes))
        self._general = _unit_in(notes)
        self._table = self._general

    def columns(self, header: str) -> list[Column]:
        """Return what each column of a header line holds."""
        cells = [text for _, text in cells_of(header)]
        self._table = (_unit_in(cells[0]) if cells else "") or self._general
        return [self._column(cell) for cell in cells]

    def _column(self, cell: str) -> Column:
        year = YEAR.fullmatch(cell)
        named = self._words.naming("sources").search(cell)
        column = Column(
            cell,
            source=self._words.sources[named[0]] if named else None,
            year=year[1] if year else "",
            is_total=TOTAL.search(cell) is not None,
            is_numbering=_ROW_NUMBER.fullmatch(cell) is not None,
        )
        said = _unit_in(cell) or self._named.get(re.sub(r"[((].*", "", cell), "")
        return self._measured(column, cell, said)

    def by_row(self, column: Column, label: str) -> Column:
        """Return a column measured by the label of its row (到位资金 2020年 2021年)."""
        measured = self._measured(replace(column, measure=None), label, "")
        return measured if measured.measure is not None else column

    def _measured(self, column: Column, words: str, said: str) -> Column:
        if _SHARE.search(words) or said == "%":
            return replace(column, measure=Measure.PERCENT, unit="%")
        unit = said or self._table
        measure = next((one for word, one in _WORDS.items() if word in words), None)
        if not unit or not (said or measure in (None, Measure.MONEY)):
            return replace(column, measure=measure)
        bare = unit.lstrip("亿万千")
        known = self._words.units.get(bare)
        if known is None:
            return replace(column, measure=measure, unit=unit)
        scale = known.factor
        for sign in unit[: len(unit) - len(bare)]:
            scale *= _SCALES[sign]
        if known.kind in list(Measure):
            measure = Measure(known.kind)
        elif known.kind == "person" and measure not in _KEPT:
            measure = Measure.PEOPLE
        return replace(column, measure=measure, unit=unit, scale=scale)


def _unit_in(words: str) -> str:
    found = _UNIT.search(words)
    return (found[1] or found[2]) if found else ""


_WORDS = {
    "资金": Measure.MONEY, "金额": Measure.MONEY, "投资": Measure.MONEY, "投入": Measure.MONEY,
    "财政": Measure.MONEY, "捐": Measure.MONEY, "拨付": Measure.MONEY, "支出": Measure.MONEY,
    "项目": Measure.PROJECTS, "工程": Measure.PROJECTS, "培训": Measure.TRAINEES,
    "户": Measure.HOUSEHOLDS, "贫困人口": Measure.PERSONS_POOR, "脱贫": Measure.PERSONS_POOR,
    "干部": Measure.PEOPLE, "人才": Measure.PEOPLE, "教师": Measure.PEOPLE, "医生": Measure.PEOPLE,
    "人": Measure.PEOPLE, "就业": Measure.PEOPLE, "劳动力": Measure.PEOPLE, "批": Measure.BATCHES,
    "期": Measure.BATCHES, "班": Measure.BATCHES, "面积": Measure.AREA_M2,
}  # fmt: skip
"""Words of a header that say what its cells measure; the first that fits wins."""
