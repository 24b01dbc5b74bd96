"""The administrative divisions of China by GB/T 2260 code, with the years each name was in force.

Read once, when first asked: the table that python-stdnum carries (from 1980, by year), our own dated
corrections (`data/divisions.csv`), which code followed which where names do not tell
(`data/successors.csv`), and towns (`data/towns.csv`). What the keys mean and how a text is read stands
in `place`. Knows no Django.
"""

from __future__ import annotations

import csv
import functools
import re
from importlib import resources
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator

ALWAYS_UNTIL = 99991231
"""Stands for the end of a name that is still in force."""

NOT_PLACES = frozenset(
    ("市辖区", "县", "市区", "省直辖行政单位", "省直辖县级行政单位", "自治区直辖县级行政单位")
)
"""Names in the standard that group places and are no place themselves."""


class Spell(NamedTuple):
    """One name of one code for the days it was in force, as numbers like 20141216.

    Years are all that the standard's history gives; a change of which the day is known stands in
    `data/successors.csv`.
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
        return self.ends == ALWAYS_UNTIL


class Successor(NamedTuple):
    """What became of a code: the key that covers its land now, and the day, as far as known."""

    code: str
    key: str
    day: int
    source: str


def number_of(date: dt.date) -> int:
    """Return a day as a number like 20141216."""
    return date.year * 10_000 + date.month * 100 + date.day


def level_of(code: str) -> int:
    """Return 1 for a province's code, 2 for a prefecture's, 3 for a county's."""
    if code.endswith("0000"):
        return 1
    return 2 if code.endswith("00") else 3


_MANY = (
    "蒙古 维吾尔 布依 朝鲜 土家 哈尼 哈萨克 傈僳 高山 拉祜 东乡 纳西 景颇 柯尔克孜 达斡尔 仫佬 布朗 撒拉 "
    "毛南 仡佬 锡伯 阿昌 普米 塔吉克 乌孜别克 俄罗斯 鄂温克 德昂 保安 裕固 塔塔尔 独龙 鄂伦春 赫哲 门巴 珞巴 基诺"
)
_ONE = "满藏苗彝壮侗瑶白傣黎佤畲水土羌京怒回各"
_AUTONOMOUS = re.compile(rf"(.+?)(?:(?:{'|'.join(_MANY.split())})族?|[{_ONE}]族)*族?自治([州县旗区])")
_REGIONS = {"内蒙古自治区": "内蒙古"}
_ENDING = re.compile(r"(.{2,}?)(?:特别行政区|省|地区|新区|林区|特区|矿区|[市州盟县区旗])")


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
    found = _ENDING.fullmatch(name)
    return found[1] if found else name


def short_of(name: str) -> str:
    """Return the short name that keeps its rank: 楚雄州, 积石山县; a province or plain name unchanged."""
    found = _AUTONOMOUS.fullmatch(name) if "自治" in name else None
    if found is None:
        return name
    return stem_of(name) if found[2] == "区" else found[1] + found[2]


def _forms(name: str) -> Iterator[str]:
    """Yield every way a name is written: in full, short with its rank, and its bare stem."""
    yield name
    if "自治" in name:
        yield short_of(name)
    stem = stem_of(name)
    if stem != name:
        yield stem


class Gazetteer:
    """Every division that has had a code since 1980, by code and by name.

    Attributes:
        spells: Code to the names it has carried, oldest first.
        named: Any written form (official, short, bare stem) to the spells it may mean.
        towns: Town name to the keys of the towns so called (those in `data/towns.csv`).
        longest: Length of the longest written form.
    """

    def __init__(self, spells: Iterable[Spell], towns: Iterable[str], successors: Iterable[Successor]) -> None:
        """Index the spells by code and by name, the towns by name, the successors by code."""
        self.spells: dict[str, list[Spell]] = {}
        self.named: dict[str, list[Spell]] = {}
        self.towns: dict[str, list[str]] = {}
        self._stated = {one.code: one for one in successors}
        for spell in spells:
            self.spells.setdefault(spell.code, []).append(spell)
            if spell.name not in NOT_PLACES:
                for form in _forms(spell.name):
                    self.named.setdefault(form, []).append(spell)
        for key in towns:
            self.towns.setdefault(key.partition(":")[2], []).append(key)
        self.longest = max(map(len, (*self.named, *self.towns)))

    def current(self, code: str) -> Spell | None:
        """Return the name a code carries now, or None when it is unknown or retired."""
        spells = self.spells.get(code)
        return spells[-1] if spells and spells[-1].is_current else None

    @functools.cached_property
    def followers(self) -> dict[str, str]:
        """Retired code to the present key that covers its land; codes with no known heir are absent."""
        found: dict[str, str] = {}
        for code in self.spells:
            if self.current(code) is None:
                key = self.heir(code)
                if key is not None:
                    found[code] = key
        return found

    @functools.cached_property
    def forerunners(self) -> dict[str, list[str]]:
        """Present code to the retired codes it followed."""
        found: dict[str, list[str]] = {}
        for code, key in self.followers.items():
            found.setdefault(key, []).append(code)
        return found

    @functools.lru_cache(maxsize=8192)  # noqa: B019  There is one gazetteer and it lives for ever.
    def heir(self, code: str) -> str | None:
        """Return the present key that covers the land of a code, or None when that is not known.

        Stated successors come first; otherwise the one code of the same rank and stem that began when
        this one ended, looked for in the prefecture, then the province, then everywhere.
        """
        if self.current(code) is not None:
            return code
        seen = {code}
        while self.current(code) is None:
            stated = self._stated.get(code)
            if stated is not None and "+" in stated.key:
                return stated.key
            following = stated.key if stated is not None else self._namesake(code)
            if following is None or following in seen:
                return None
            code = following
            seen.add(code)
        return code

    def _namesake(self, code: str) -> str | None:
        spells = self.spells.get(code)
        if not spells:
            return None
        last = spells[-1]
        year = last.ends // 10_000
        same = [
            spell.code
            for spell in self.named.get(stem_of(last.name), ())
            if spell.starts // 10_000 in (year, year + 1)
            and spell.code != code
            and level_of(spell.code) == level_of(code)
            and stem_of(spell.name) == stem_of(last.name)
        ]
        for digits in (4, 2, 0):
            near = {other for other in same if other[:digits] == code[:digits]}
            if near:
                return near.pop() if len(near) == 1 else None
        return None


_SPELL = re.compile(r"(?:\[(\d*)-(\d*)\])?([^,\[\]]+)")


def _standard() -> Iterator[Spell]:
    """Yield the spells of python-stdnum's table; a spell that ends before it starts is left out."""
    text = resources.files("stdnum.cn").joinpath("loc.dat").read_text(encoding="utf-8")
    province = ""
    for line in text.splitlines():
        if line.startswith("#"):
            continue
        digits, _, rest = line.strip().partition(" ")
        names = rest.partition('"')[2][:-1]
        if len(digits) == 2:
            province = digits
            continue
        for first, last, name in _SPELL.findall(names):
            starts = int(first) * 10_000 + 101 if first else 0
            ends = int(last) * 10_000 + 1231 if last else ALWAYS_UNTIL
            if starts <= ends:
                yield Spell(province + digits, name, starts, ends)


def _table(name: str) -> list[dict[str, str]]:
    """Return the rows of one of our own tables; lines that start with # are its description."""
    text = resources.files("jiedui.kernel").joinpath("data", name).read_text(encoding="utf-8")
    return list(csv.DictReader(line for line in text.splitlines() if not line.startswith("#")))


def _day(text: str, *, last: bool) -> int:
    """Return a day of any precision (2014, 2014-12-16) as a number; empty = no end on that side."""
    digits = text.replace("-", "")
    if not digits:
        return ALWAYS_UNTIL if last else 0
    return int(digits + ("1231" if last else "0101")[len(digits) - 4 :])


def _corrected(standard: Iterable[Spell], successors: dict[str, Successor]) -> Iterator[Spell]:
    """Yield the standard's spells with our corrections in place of theirs and exact days where known."""
    ours: dict[str, list[Spell]] = {}
    for row in _table("divisions.csv"):
        spell = Spell(
            row["code"], row["name"], _day(row["starts"], last=False), _day(row["ends"], last=True)
        )
        ours.setdefault(spell.code, []).append(spell)
    began = {one.key: one.day for one in successors.values() if one.day % 10_000}
    for spell in standard:
        if spell.code in ours:
            continue
        known = successors.get(spell.code)
        if known and known.day % 10_000 and abs(spell.ends // 10_000 - known.day // 10_000) <= 1:
            yield spell._replace(ends=known.day - 1)
        elif spell.code in began and abs(spell.starts // 10_000 - began[spell.code] // 10_000) <= 1:
            yield spell._replace(starts=began[spell.code])
        else:
            yield spell
    for spells in ours.values():
        yield from spells


@functools.cache
def gazetteer() -> Gazetteer:
    """Return the gazetteer, read from its tables the first time."""
    successors = {
        row["code"]: Successor(row["code"], row["key"], _day(row["day"], last=False) if "-" in row["day"] else int(row["day"] or 0) * 10_000, row["source"])
        for row in _table("successors.csv")
    }
    towns = [f"{row['county']}:{row['name']}" for row in _table("towns.csv")]
    return Gazetteer(_corrected(_standard(), successors), towns, successors.values())
