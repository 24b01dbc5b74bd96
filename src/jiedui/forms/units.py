"""Units as forms write them: 万元, 人次, 人/户, ㎡, and what they show. Knows no Django."""

from __future__ import annotations

import re
from dataclasses import dataclass

from jiedui.forms.english import in_chinese
from jiedui.reader.text import normal


@dataclass(frozen=True, slots=True)
class FormUnit:
    """A unit of a form.

    Attributes:
        zh: The unit as written, plain signs.
        family: What it measures: money, people, households, count, area, percent, ratio, year.
        scale: How many of the displayed whole make one of it (万元: 10000).
        per: What it is counted by, as the operation of a mean (人次/班: per_batch); "" = nothing.
    """

    zh: str
    family: str
    scale: int = 1
    per: str = ""


_BASES = {
    "元": "money",
    "圆": "money",
    "人民币": "money",
    "人": "people",
    "名": "people",
    "人次": "people",
    "户": "households",
    "个": "count",
    "项": "count",
    "件": "count",
    "期": "count",
    "期次": "count",
    "班": "count",
    "班次": "count",
    "批": "count",
    "批次": "count",
    "次": "count",
    "场": "count",
    "家": "count",
    "所": "count",
    "处": "count",
    "座": "count",
    "份": "count",
    "笔": "count",
    "对": "count",
    "%": "percent",
    "百分比": "percent",
    "百分点": "percent",
    "平方米": "area",
    "平米": "area",
    "㎡": "area",
    "m2": "area",
    "M2": "area",
    "m²": "area",
    "公顷": "area",
    "hm2": "area",
    "hm²": "area",
    "年": "year",
    "年份": "year",
    "人/户": "ratio",
    "元/人": "money",
    "元/县": "money",
    "人民币元": "money",
}
_SCALES = {"": 1, "十": 10, "百": 100, "千": 1_000, "万": 10_000, "百万": 1_000_000,
           "千万": 10_000_000, "亿": 100_000_000}  # fmt: skip
_PER = {
    **dict.fromkeys("期 班 班次 批 批次 期次 场".split(), "per_batch"),
    **dict.fromkeys("个 项 项目 个项目".split(), "per_project"),
    "户": "per_household",
}
"""Behind the stroke of 人次/班, 万元/个: what a mean is taken over."""

_LARGER = {"公顷": 10_000, "hm2": 10_000, "hm²": 10_000}
"""Units of their own that hold several of the displayed ones."""

_SCALED = re.compile(r"(?:人民币)?(百万|千万|百|千|万|亿)?(.+)")
_SPLIT = re.compile(r"[、,，;；\s]|/(?![人县户])|或|和|及")


def unit_of(text: str) -> FormUnit | None:
    """Return the unit that a whole text is, None when it is none.

    >>> unit_of("万元").scale, unit_of("人次").family, unit_of("乡镇") is None
    (10000, 'people', True)
    """
    plain = normal(text).strip(":;,。()")
    if plain in _BASES:
        return FormUnit(plain, _BASES[plain], _LARGER.get(plain, 1))
    above, stroke, below = plain.partition("/")
    if stroke and below in _PER and (counted := unit_of(above)):
        is_mean = counted.family in {"money", "people"}
        return FormUnit(plain, counted.family, counted.scale, _PER[below]) if is_mean else None
    found = _SCALED.fullmatch(plain)
    if found is None or found[2] not in _BASES:
        return None
    family = _BASES[found[2]]
    if found[1] and family in {"percent", "ratio", "year"}:
        return None
    return FormUnit(plain, family, _SCALES[found[1] or ""] * _LARGER.get(found[2], 1))


def units_of(text: str) -> tuple[FormUnit, ...]:
    """Return the units that a text lists (万元、个、人次), () when anything else is in it."""
    plain = normal(in_chinese(text)).strip(":;,。()")
    one = unit_of(plain)
    if one is not None:
        return (one,)
    parts = [part for part in _SPLIT.split(plain) if part]
    found = [unit_of(part) for part in parts]
    return tuple(one for one in found if one) if parts and all(found) else ()


def is_unit_alone(text: str) -> bool:
    """Whether a heading is the unit of the one above it in brackets, and no more.

    >>> is_unit_alone("（人）"), is_unit_alone("（含捐赠）"), is_unit_alone("人")
    (True, False, False)
    """
    plain = normal(text)
    return plain[:1] == "(" and plain[-1:] == ")" and bool(units_of(plain[1:-1]))


_DECIMALS = re.compile(
    r"(?:保留|取|精确到|留)(?:至|到|小数点后)?(?:小数点后)?([一二两三四零0-4])位?(?:小数)?"
)
_PLACES = re.compile(r"(?:小数)?([一二两三四零0-4])位小数|小数点?后?([一二两三四])位")
_COUNTS = {"零": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4}


def decimals_said(text: str) -> int | None:
    """Return how many decimals words ask for, None when they say nothing of it.

    >>> decimals_said("保留两位小数"), decimals_said("取整数"), decimals_said("四舍五入")
    (2, 0, None)
    """
    found = _DECIMALS.search(text) or _PLACES.search(text)
    if found and "小数" in text:
        told = next(one for one in found.groups() if one)
        return int(_COUNTS.get(told, told if told.isdigit() else 2))
    return 0 if re.search(r"(?:取|保留|填)(?:至|到)?整数?", text) else None


_RATE = re.compile(r"(?:人民币)?[十百千万亿]*元/[^/]+")


def is_rate(text: str) -> bool:
    """Whether words are money per something that no figure is counted in: 元/平方米.

    >>> is_rate("元/平方米"), is_rate("元/人，取整"), is_rate("万元")
    (True, False, False)
    """
    plain = normal(text).partition(",")[0].strip(":;,。()")
    return bool(_RATE.fullmatch(plain)) and unit_of(plain) is None


def unit_with_decimals(text: str) -> tuple[FormUnit | None, int | None]:
    """Return the unit that words in brackets state, with decimals: 亿元，保留四位小数."""
    plain = normal(in_chinese(text)).removeprefix("单位:")
    units = units_of(plain)
    if units:
        return units[0], None
    head, _, rest = plain.partition(",")
    units, decimals = units_of(head), decimals_said(rest)
    return (units[0], decimals) if units and decimals is not None else (None, None)


_NOTED = re.compile(
    r"(?P<of>计量|金额|资金|面积|人数|数量|货币|款项)?(?<![报表送援助位])单位(?:均)?(?:[:为是]+|(?=[百千万亿]*元))"
    r"(?P<told>[^。;]{1,48})"
)
"""单位：万元、个; 金额单位为元: what stands behind it, up to the end of the sentence."""

_NAMED = re.compile(r"^[一-鿿]{1,8}?[:为是]+(?P<told>[^。;:(]{1,12})(?:\([^()]*\))?$")
"""投资：万元: what is counted, and in what."""

_BUT_WHERE_SAID = re.compile(
    r"[,(]?(?:除[^,;:()]{0,6}(?:说明|注明|标明|规定)[者的]?以?外|(?:另有|有)?(?:注明|标明|说明)[者的]除外),?(?:均|都|一律)?[为是以]?\)?"
)
"""单位：除另有注明外，万元: the unit of all whose own is not told."""

_CURRENCY = "人民币"
"""币种：人民币 says nothing of how many of it one is."""

_LISTED = re.compile(r"[、,]|(?<!元)/|/(?=[个户人名期班批])|[和及或](?=[^()]*(?:\(|$))")
_OF_WHAT = re.compile(r"\([^()]*\)$")
_AS_UNIT = re.compile(
    r"(?:以|按)([十百千万亿]*元)(?:为|作)?(?:计量|金额)?(?:单位|填|计|统计)"
    r"|(?:填|精确|保留|取)(?:至|到)([十百千万亿]*元)"
)


def noted_units(text: str) -> tuple[FormUnit, ...]:
    """Return the units that a line or a note sets: 单位：万元、个; 资金以万元为单位; 填至元.

    >>> [one.zh for one in noted_units("单位：公顷（面积，两位小数）、元（金额）")]
    ['公顷', '元']
    >>> [one.zh for one in noted_units("投资：万元")], noted_units("编制单位：财政局")
    (['万元'], ())
    >>> [one.zh for one in noted_units("计量单位：除另有注明外，均为万元")]
    ['万元']
    """
    plain = _BUT_WHERE_SAID.sub("", normal(text))
    found: list[FormUnit] = []
    for one in _NOTED.finditer(plain):
        found += _listed_units(one["told"])[0]
    named = _NAMED.match(plain)
    if named and not found:
        found += [one for one in _listed_units(named["told"])[0] if one.zh != _CURRENCY]
    for one in _AS_UNIT.finditer(plain):
        unit = unit_of(one[1] or one[2])
        if unit is not None and unit not in found:
            found.append(unit)
    return tuple(found)


def has_strange_unit(text: str) -> bool:
    """Whether a line that sets units names one that is not known: 面积单位：英亩.

    >>> has_strange_unit("面积单位：英亩"), has_strange_unit("单位：万元、英亩（面积）")
    (True, True)
    >>> has_strange_unit("单位：区财政局"), has_strange_unit("单位：万元，保留两位小数")
    (False, False)
    """
    for one in _NOTED.finditer(normal(text)):
        units, strange = _listed_units(one["told"])
        if strange and (units or one["of"]):
            return True
    return False


_UNIT_LONG = 4


def _listed_units(told: str) -> tuple[list[FormUnit], str]:
    """Return the units of a list (万元、个, 公顷（面积）、元), and the first that is not known."""
    units: list[FormUnit] = []
    whole = unit_of(told)
    parts = [told] if whole is not None and not whole.per else _LISTED.split(_shielded(told))
    for part in (one for one in parts if not is_rate(_OF_WHAT.sub("", one))):
        unit = _unit_named(_OF_WHAT.sub("", part.partition(")")[0] if "(" not in part else part))
        if unit is None:
            is_short = len(part) <= _UNIT_LONG or _OF_WHAT.search(part) is not None
            return units, part if is_short and not re.search(r"\d|小数|整|舍", part) else ""
        units.append(unit)
    return units, ""


def _shielded(told: str) -> str:
    """Return a list without the commas that stand inside brackets."""
    return re.sub(r"\([^()]*\)", lambda one: one[0].replace(",", " ").replace("、", " "), told)


def _unit_named(part: str) -> FormUnit | None:
    """Return the unit of 万元, 资金万元 or 面积为平方米; None when it is none."""
    for start in range(len(part)):
        name = part[:start].rstrip(":为以按")
        if not start or re.fullmatch(r"[一-鿿]{2,8}", name):
            unit = unit_of(part[start:])
            if unit is not None:
                return unit
    return None
