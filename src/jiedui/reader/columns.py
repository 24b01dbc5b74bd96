"""What the columns of a table hold: measure, unit, scale, source, year, by header and notes."""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING, NamedTuple

from jiedui.reader.reading import (
    AREA_M2,
    BATCHES,
    HOUSEHOLDS,
    MONEY,
    OTHER,
    PEOPLE,
    PERCENT,
    PERSONS_POOR,
    PROJECTS,
    TRAINEES,
    Measure,
)
from jiedui.reader.rows import TOTAL, cells_of
from jiedui.reader.sides import GIVES, RECEIVES

if TYPE_CHECKING:
    from collections.abc import Sequence
    from fractions import Fraction

    from jiedui.reader.sides import Side
    from jiedui.reader.vocabulary import Vocabulary

YEAR = re.compile(r"((?:19|20)\d{2})(?:年[底末]?)?")
STRETCH = (
    r"(?:19|20)\d{2}(?:年度?(?:[底末初]|[上下]半年|全年|前?[一二三四1-4]季度"
    r"|前?\d{1,2}(?:月?(?:[-–—~至到]+)\d{1,2})?个?月(?:份|底|末)?)?)?"
)
"""A year or a part of it, as a header says it: 2024年1-10月, 2023年上半年."""

_SHARE = re.compile(r"占比|比例|比重|占(?!地)|%|率|增长|增幅|同比")
_ROW_NUMBER = re.compile(r"编号|序号|排名|No\.?|行次|顺序")
_ENDING = (
    "元|人次|人|户|个|项|%|亩|平方米|平米|㎡|期|批|批次|公里|套|台|吨|名|次|场|件|所|家|头|只|座|处"
)
_NOTE = re.compile(
    rf"((?:[^\W\d_a-zA-Z、,(按为]{{1,8}}、)*[^\W\d_a-zA-Z、,(按为]{{1,8}})(?:按|为|[::]\s?)((?:[亿万千百]{{0,2}})(?:{_ENDING}))(?=[、,;)))。\s填计]|$)"
)
_UNIT = re.compile(
    rf"单位[::]\s*([^()\s,;。]+)|[((]([^))::\s]{{0,4}}?(?:{_ENDING}))[))]"
    rf"|(?<=[^\d\s])[/:,]((?:[亿万千百]{{0,2}})(?:{_ENDING}))$"
)
_GIVING = re.compile(
    r"支援|援助[方单市区省]|帮扶[方单市区镇街部企]|捐赠[方单人者企]|捐助[方单人者]|援建|派出|"
    r"结对[市区镇街企]|东部|认捐|资助|承办|援方"
)
_GETTING = re.compile(r"受援|受帮|受助|受赠|受益|帮扶县|结对[县旗村乡]|[县旗]名|西部|受方|落地")
_SPAN = re.compile(r"同期|[上本当近前后]期|时期|期[末初间内]")
"""Words of time that end in 期 and count no courses."""

_TITLE = re.compile(
    r"(?:项目|工程)(?:进展|情况|进度|建设|实施|推进|完成|统计|一览|清单|汇总)*表?"
    r"\s*(?:$|[((,,]?单位)"
)
"""Ends the title of a table of projects."""

_WITHIN = re.compile(r"\s?[((]?(?:其中|内含|#)")
"""Heads a part of the column before it, which is told as that is where nothing else is said."""

_PAID = re.compile(r"支付|支出|到位|到账|报账|[下拨]达|[拨兑]付|兑现|结[余转]|余额|欠付|配套")
"""Heads what was done with money, where a note says in what unit the table tells money."""

_OF_MONEY = re.compile(r"(?:资金|经费|投入|拨款|捐款)[^,。;::\s]{0,8}表")
"""Names the money of a table whose columns are only years: 帮扶资金分类表."""

_CAPTION = 40
_LEAVES_OUT = re.compile(r"不[含包计]|除|另|以外")
"""A caption so short names the money of its table, unless it leaves some out or names more."""

_COUNTED = re.compile(r"数量|[件个台套]数|规模|内容|备注")
_PLANNED = re.compile(r"计划|任务|目标|预算|预计|拟|应[到拨]|指标")
_BESIDE_PLAN = re.compile(r"计划[内外]")
_NOT_PLANNED = re.compile(r"完成|实际|率|占|已|%")
_SCALES = {"亿": 10**8, "万": 10**4, "千": 10**3}
_KEPT = (TRAINEES, PERSONS_POOR)


class Column(NamedTuple):
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
        is_unit: Whether it says the unit of each row.
        is_plan: Whether its figures are meant to be reached.
        sector: What its row is about, where the rows are measured one by one.
        side: The side of the places it names, None when its header does not say.
    """

    header: str = ""
    measure: Measure | None = None
    unit: str = ""
    scale: int | Fraction = 1
    source: str | None = None
    year: str = ""
    is_total: bool = False
    is_numbering: bool = False
    is_unit: bool = False
    is_plan: bool = False
    side: Side | None = None
    sector: str = ""

    @property
    def category(self) -> str | None:
        """The header's own words where they name a sector."""
        return _sector(self.sector or self.header)


@functools.lru_cache(maxsize=1024)
def _sector(words: str) -> str | None:
    bare = re.sub(r"[((].*", "", words)
    return bare if bare and not YEAR.fullmatch(bare) and not TOTAL.search(bare) else None


class Headers:
    """Reads headers, with the notes that stand above the table.

    Attributes:
        words: Every word known.
        sectors: Words of sectors.
        fund: The source of money that the caption names for the whole table, None when none.
    """

    def __init__(self, notes: str, words: Vocabulary, caption: str = "") -> None:
        self.words = words
        named = {words.sources[one[0]] for one in words.naming("sources").finditer(caption)}
        is_one = len(named) == 1 and len(caption) < _CAPTION and not _LEAVES_OUT.search(caption)
        self.fund = named.pop() if is_one else None
        self.sectors = words.naming("categories")
        said: list[tuple[str, str]] = _NOTE.findall(notes)
        self._named = {
            word: unit for row, unit in said for word in row.split("、") if "单位" not in word
        }
        self._general = [*_units_in(notes), *self._named.values()]
        self._table = self._general
        self._of_others = {*self._named.values(), "%"}
        self._is_of_money = _OF_MONEY.search(notes) is not None
        titled = _TITLE.search(notes)
        self._titled = PROJECTS if titled else OTHER

    def columns(self, header: str) -> list[Column]:
        """Return what each column of a header line holds."""
        return self.of([text for _, text in cells_of(header)])

    def of(self, cells: Sequence[str]) -> list[Column]:
        """Return what each column holds, by the cells of the header."""
        self._table = (_units_in(cells[0]) if cells else []) or self._general
        columns: list[Column] = []
        whole = Column()
        for cell in cells:
            column = self._column(cell)
            if not _WITHIN.match(cell):
                whole = column
            elif column.measure is None and not _COUNTED.search(cell):
                column = column._replace(measure=whole.measure, unit=whole.unit, scale=whole.scale)
            if column is not whole and column.measure is whole.measure:
                column = column._replace(source=column.source or whole.source)
            columns.append(column)
        return columns

    def _column(self, cell: str) -> Column:
        year = _year_of(cell)
        column = Column(
            cell,
            source=self.source(cell),
            year=year[1] if year else "",
            is_total=TOTAL.search(cell) is not None,
            is_numbering=_ROW_NUMBER.fullmatch(cell) is not None,
            is_unit=cell in ("单位", "计量单位"),
            is_plan=_PLANNED.search(_BESIDE_PLAN.sub("", cell)) is not None
            and not _NOT_PLANNED.search(cell),
            side=_side_of(cell),
        )
        said = next(iter(_units_in(cell)), "") or self._noted(re.sub(r"[((].*", "", cell))
        if not said and self._is_of_money and (column.year or TOTAL.fullmatch(cell)):
            said = self._money_unit()
        return self._measured(column, cell, said)

    def source(self, words: str) -> str | None:
        """Return the source of money that a header names."""
        named = self.words.naming("sources").search(words)
        return self.words.sources[named[0]] if named else None

    def _noted(self, header: str) -> str:
        """Return the unit that a note says for a header (资金按万元), "" where none does."""
        inside = (unit for word, unit in self._named.items() if word in header)
        return self._named.get(header) or next(inside, "")

    def by_row(self, column: Column, label: str, unit: str = "") -> Column:
        """Return a column measured by its row: 到位资金 2020年 2021年, or a unit of its own.

        Args:
            column: The column as its header says.
            label: The words of the row.
            unit: The unit that the row's own cell says, "" when there is none.
        """
        said = unit or next(iter(_units_in(label)), "")
        measured = self._measured(column._replace(measure=None), f"{column.header} {label}", said)
        return measured if measured.measure is not None else column

    def _measured(self, column: Column, words: str, said: str) -> Column:
        if said == "%" or (_SHARE.search(words) and not said):
            return column._replace(measure=PERCENT, unit="%")
        plain = _SPAN.sub("", words)
        measure = next((one for word, one in _WORDS.items() if word in plain), None)
        unit = said or self._general_unit(measure, words)
        if not unit:
            return column._replace(measure=measure)
        bare = unit.lstrip("亿万千百")
        known = self.words.units.get(bare)
        if known is None:
            return column._replace(measure=measure, unit=unit)
        scale = known.factor
        for sign in unit[: len(unit) - len(bare)]:
            scale *= _SCALES[sign]
        if known.kind in _MEASURES:
            measure = Measure(known.kind)
        elif known.kind == "person" and measure not in _KEPT:
            measure = PEOPLE
        elif known.kind == "thing":
            measure = measure or self._thing(words)
        return column._replace(measure=measure, unit=unit, scale=scale)

    def _general_unit(self, measure: Measure | None, words: str) -> str:
        """Return the unit said for the whole table that fits a measure; a lone one fits money."""
        for unit in self._table:
            known = self.words.units.get(unit.lstrip("亿万千百"))
            kinds = _FITTING.get(known.kind, (known.kind,)) if known else ()
            if measure is not None and str(measure) in kinds:
                return unit
        if measure is None and _PAID.search(words):
            return self._money_unit()
        lone = set(self._table) - self._of_others or set(self._table) - {"%"}
        is_lone = len(lone) == 1 and measure is None and not _COUNTED.search(words)
        return lone.pop() if is_lone else ""

    def _money_unit(self) -> str:
        """Return the one unit in which a table tells money, "" where there is none or several."""
        known = {unit: self.words.units.get(unit.lstrip("亿万千百")) for unit in self._table}
        money = [unit for unit, word in known.items() if word is not None and word.kind == MONEY]
        return money[0] if len(money) == 1 else ""

    def _thing(self, words: str) -> Measure:
        """Return what a count of 个 counts, by the nouns of its row or header."""
        found = [one[0] for one in self.words.naming("nouns").finditer(words)]
        return Measure(self.words.nouns[found[-1]]) if found else self._titled


_MEASURES = frozenset(map(str, Measure))
_FITTING = {
    "person": ("people", "trainees", "persons_poor"),
    "thing": ("projects", "items", "other"),
}


_STRETCH = re.compile(STRETCH)


def _year_of(cell: str) -> re.Match[str] | None:
    """Return the year that a header is or ends with: 2020年, 到位资金2021年, 2024年1-10月."""
    if cell.rstrip("底末")[-5:].strip("年")[-4:].isdigit() or _STRETCH.fullmatch(cell):
        return YEAR.search(cell)
    return None


def _side_of(header: str) -> Side | None:
    if _GETTING.search(header):
        return RECEIVES
    return GIVES if _GIVING.search(header) else None


def _units_in(words: str) -> list[str]:
    """Return the units that words say, in order: 金额单位:万元 项目单位:个, 资金(万元)."""
    said = (one[1] or one[2] or one[3] for one in _UNIT.finditer(words))
    return [unit for one in said for unit in re.split(r"[、/]", one) if unit and "为" not in unit]


_WORDS = {
    "资金": MONEY, "金额": MONEY, "投资": MONEY, "投入": MONEY,
    "财政": MONEY, "捐": MONEY, "拨付": MONEY, "支出": MONEY,
    "项目": PROJECTS, "工程": PROJECTS, "培训": TRAINEES,
    "户": HOUSEHOLDS, "贫困人口": PERSONS_POOR, "脱贫": PERSONS_POOR,
    "干部": PEOPLE, "人才": PEOPLE, "教师": PEOPLE, "医生": PEOPLE,
    "人": PEOPLE, "就业": PEOPLE, "劳动力": PEOPLE, "批": BATCHES,
    "期": BATCHES, "班": BATCHES, "面积": AREA_M2,
    "立项": PROJECTS, "开工": PROJECTS, "完工": PROJECTS, "竣工": PROJECTS, "在建": PROJECTS,
}  # fmt: skip
"""Words of a header that say what its cells measure; the first that fits wins."""
