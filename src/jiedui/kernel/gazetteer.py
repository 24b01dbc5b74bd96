"""The administrative divisions of China by GB/T 2260 code, with the years each name was in force.

Read once, when first asked: the table that python-stdnum carries (from 1980, by year), our own
dated corrections (`data/divisions.csv`), which code followed which where names do not tell
(`data/successors.csv`), short names no rule makes (`data/aliases.csv`) and towns
(`data/towns.csv`). What keys mean stands in `placekey`, how a text is read in `place`. Knows no
Django.
"""

from __future__ import annotations

import csv
import functools
import re
from importlib import resources
from typing import TYPE_CHECKING, NamedTuple

from jiedui.kernel.carried import carried

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator

STILL = 99991231
"""Stands for the end of a name that is still in force."""

NOT_PLACES = frozenset(
    ("市辖区", "县", "市区", "省直辖行政单位", "省直辖县级行政单位", "自治区直辖县级行政单位")
)
"""Names in the standard that group places and are no place themselves."""


UNDIVIDED = frozenset(("441900", "442000", "460400", "620200"))
"""Prefectures without counties, whose towns stand directly under them (东莞, 中山 ...)."""


class Spell(NamedTuple):
    """One name of one code for the days it was in force, as numbers like 20141216.

    Years are all that the standard's history gives; a change of which the day is known stands in
    `data/divisions.csv`.
    """

    code: str
    name: str
    starts: int
    ends: int

    def on(self, day: int) -> bool:
        """Whether the name was in force on a day written like 20141216."""
        return self.starts <= day <= self.ends

    @property
    def is_current(self) -> bool:
        """Whether the name is still in force."""
        return self.ends == STILL


def number_of(date: dt.date) -> int:
    """Return a day as a number like 20141216."""
    return date.year * 10_000 + date.month * 100 + date.day


@functools.lru_cache(maxsize=8192)
def level_of(code: str) -> int:
    """Return 1 for a province's code, 2 for a prefecture's, 3 for a county's."""
    if code.endswith("0000"):
        return 1
    return 2 if code.endswith("00") else 3


_PEOPLES = (
    "蒙古 维吾尔 布依 朝鲜 土家 哈尼 哈萨克 傈僳 高山 拉祜 东乡 纳西 景颇 柯尔克孜 达斡尔 仫佬 "
    "布朗 撒拉 毛南 仡佬 锡伯 阿昌 普米 塔吉克 乌孜别克 俄罗斯 鄂温克 德昂 保安 裕固 塔塔尔 独龙 "
    "鄂伦春 赫哲 门巴 珞巴 基诺"
)
_SHORT_PEOPLES = "满藏苗彝壮侗瑶白傣黎佤畲水土羌京怒回各"
_AUTONOMOUS = re.compile(
    rf"(.+?)(?:(?:{'|'.join(_PEOPLES.split())})族?|[{_SHORT_PEOPLES}]族)*族?自治([州县旗区])"
)
_REGIONS = {"内蒙古自治区": "内蒙古"}
_LONG_RANKS = ("特别行政区", "地区", "新区", "林区", "特区", "矿区")
_RANKS = "省市州盟县区旗"


@functools.cache
def stem_of(name: str) -> str:
    """Return a name without its rank: 久治县 and 久治 both give 久治, 楚雄彝族自治州 gives 楚雄.

    A stem has at least two characters (云县 stays 云县); names of peoples fall away with 自治.
    """
    if name in _REGIONS:
        return _REGIONS[name]
    if "自治" in name:
        found = _AUTONOMOUS.fullmatch(name)
        if found:
            return found[1]
    for rank in _LONG_RANKS:
        if name.endswith(rank) and len(name) > len(rank) + 1:
            return name[: -len(rank)]
    return name[:-1] if name[-1:] in _RANKS and len(name) > 2 else name


def short_of(name: str) -> str:
    """Return the short name that keeps its rank (楚雄州, 积石山县); a plain name unchanged."""
    found = _AUTONOMOUS.fullmatch(name) if "自治" in name else None
    if found is None:
        return name
    return stem_of(name) if found[2] == "区" else found[1] + found[2]


class Gazetteer:
    """Every division that has had a code since 1980, by code and by name.

    Attributes:
        spells: Code to the names it has carried, oldest first.
        named: Any written form (official, short, bare stem) to the spells it may mean.
        towns: Town name to the keys of the towns so called (those in `data/towns.csv`).
        longest: Length of the longest written form.
    """

    def __init__(self, spells: Iterable[Spell], successors: dict[str, str]) -> None:
        """Index the spells; `successors` maps a retired code to the key of its heir."""
        self.spells: dict[str, list[Spell]] = {}
        self.named: dict[str, list[Spell]] = {}
        self.towns: dict[str, list[str]] = {}
        self.longest = 0
        self._stated = successors
        self._heirs: dict[str, str | None] = {}
        for spell in spells:
            self.spells.setdefault(spell.code, []).append(spell)
            if spell.name not in NOT_PLACES:
                for form in {spell.name, short_of(spell.name), stem_of(spell.name)}:
                    self.call(form, spell)

    def call(self, form: str, spell: Spell) -> None:
        """Let a written form stand for a spell."""
        self.named.setdefault(form, []).append(spell)
        self.longest = max(self.longest, len(form))

    def current(self, code: str) -> Spell | None:
        """Return the name a code carries now, or None when it is unknown or retired."""
        spells = self.spells.get(code)
        return spells[-1] if spells and spells[-1].is_current else None

    @functools.cached_property
    def forerunners(self) -> dict[str, list[str]]:
        """Present key to the retired codes whose land it covers."""
        found: dict[str, list[str]] = {}
        for code in self.spells:
            key = self.heir(code)
            if key is not None and key != code:
                found.setdefault(key, []).append(code)
        return found

    def heir(self, code: str) -> str | None:
        """Return the present key that covers the land of a code, or None when that is not known.

        Stated successors come first; otherwise the one code of the same rank and stem that began
        when this one ended, looked for in the prefecture, then the province, then everywhere.
        """
        if code not in self._heirs:
            self._heirs[code] = self._followed(code)
        return self._heirs[code]

    def _followed(self, code: str) -> str | None:
        seen = set()
        while self.current(code) is None:
            seen.add(code)
            key = self._stated.get(code) or self._namesake(code)
            if key is None or key in seen or "+" in key:
                return key if key and "+" in key else None
            code = key
        return code

    def _namesake(self, code: str) -> str | None:
        if code not in self.spells:
            return None
        last = self.spells[code][-1]
        year = last.ends // 10_000
        same = [
            spell
            for spell in self.named.get(stem_of(last.name), ())
            if spell.starts // 10_000 in (year, year + 1)
            and spell.code != code
            and level_of(spell.code) == level_of(code)
        ]
        for digits in (4, 2, 0):
            near = {one.code: one.name for one in same if one.code[:digits] == code[:digits]}
            if len(near) > 1:
                near = {at: name for at, name in near.items() if name == last.name}
            if near:
                return next(iter(near)) if len(near) == 1 else None
        return None


_ROW = re.compile(r'^(?:  (\d{4}) county="([^"]*)"|(\d\d) )', re.MULTILINE)
_SPELL = re.compile(r"(?:\[(\d*)-(\d*)\])?([^,\[\]]+)")


def _standard() -> Iterator[Spell]:
    """Yield the spells of python-stdnum's table; a spell that ends before it starts is left out."""
    text = carried("stdnum", "cn", "loc.dat")
    province = ""
    for digits, names, opened in _ROW.findall(text):
        if opened:
            province = opened
            continue
        for first, last, name in _SPELL.findall(names):
            starts, ends = _edge(first, last=False), _edge(last, last=True)
            if starts <= ends:
                yield Spell(province + digits, name, starts, ends)


def _edge(text: str, *, last: bool) -> int:
    """Return a year or a day (2014, 2014-12-16) as a number; empty = no end on that side."""
    if not text:
        return STILL if last else 0
    digits = text.replace("-", "")
    return int(digits) if len(digits) == 8 else int(digits) * 10_000 + (1231 if last else 101)


def _table(name: str) -> Iterator[list[str]]:
    """Yield the rows of one of our own tables; lines that start with # describe it."""
    text = resources.files("jiedui.kernel").joinpath("data", name).read_text(encoding="utf-8")
    rows = csv.reader(line for line in text.splitlines() if not line.startswith("#"))
    next(rows)
    return rows


def _all_spells() -> Iterator[Spell]:
    """Yield the standard's spells, our corrections in place of the codes they name."""
    ours = [
        Spell(code, name, _edge(starts, last=False), _edge(ends, last=True))
        for code, name, starts, ends, _ in _table("divisions.csv")
    ]
    corrected = {spell.code for spell in ours}
    yield from (spell for spell in _standard() if spell.code not in corrected)
    yield from ours


@functools.cache
def gazetteer() -> Gazetteer:
    """Return the gazetteer, read from its tables the first time."""
    successors = {code: key for code, key, _, _ in _table("successors.csv")}
    tables = Gazetteer(_all_spells(), successors)
    for code, alias in _table("aliases.csv"):
        tables.call(alias, tables.spells[code][-1])
    for county, town in _table("towns.csv"):
        tables.towns.setdefault(town, []).append(f"{county}:{town}")
    return tables
