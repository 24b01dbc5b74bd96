"""Units as forms write them: 万元, 人次, 人/户, ㎡, and what they show. Knows no Django."""

from __future__ import annotations

import re
from dataclasses import dataclass

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

_SCALED = re.compile(r"(?:人民币)?(百万|千万|百|千|万|亿)?(.+)")
_SPLIT = re.compile(r"[、,，;；\s]|/(?![人县户])|或|和|及")


def unit_of(text: str) -> FormUnit | None:
    """Return the unit that a whole text is, None when it is none.

    >>> unit_of("万元").scale, unit_of("人次").family, unit_of("乡镇") is None
    (10000, 'people', True)
    """
    plain = normal(text).strip(":;,。()")
    if plain in _BASES:
        return FormUnit(plain, _BASES[plain])
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
    return FormUnit(plain, family, _SCALES[found[1] or ""])


def units_of(text: str) -> tuple[FormUnit, ...]:
    """Return the units that a text lists (万元、个、人次), () when anything else is in it."""
    plain = normal(text).strip(":;,。()")
    one = unit_of(plain)
    if one is not None:
        return (one,)
    parts = [part for part in _SPLIT.split(plain) if part]
    found = [unit_of(part) for part in parts]
    return tuple(one for one in found if one) if parts and all(found) else ()


_LEADING = re.compile(r"\s*(?P<unit>[^,，;；。、:：\s]{1,4})(?:[,，;；。、]\s*(?P<rest>.*))?")


def unit_leading(text: str) -> tuple[str, str] | None:
    """Return the unit that words behind a cell begin with, and the rest; None = no unit.

    >>> unit_leading("万元，其中市级统筹"), unit_leading("户；"), unit_leading("人员，说明")
    (('万元', '其中市级统筹'), ('户', ''), None)
    """
    found = _LEADING.fullmatch(text)
    if found is None or not units_of(found["unit"]):
        return None
    return found["unit"], found["rest"] or ""


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

    >>> is_rate("元/平方米"), is_rate("元/人"), is_rate("万元")
    (True, False, False)
    """
    plain = normal(text).strip(":;,。()")
    return bool(_RATE.fullmatch(plain)) and unit_of(plain) is None


def unit_with_decimals(text: str) -> tuple[FormUnit | None, int | None]:
    """Return the unit that words in brackets state, with decimals: 亿元，保留四位小数."""
    plain = normal(text).removeprefix("单位:")
    units = units_of(plain)
    if units:
        return units[0], None
    head, _, rest = plain.partition(",")
    units, decimals = units_of(head), decimals_said(rest)
    return (units[0], decimals) if units and decimals is not None else (None, None)


_NOTED = re.compile(
    r"(?:(?:计量|金额|资金|面积|人数|数量|货币|款项|(?<![报表送援助位]))单位(?:均)?|^(?:金额|资金|经费|货币|计量|户数|人口|人数|人次|面积|个数|数量))(?:[:为是]+|(?=[百千万亿]*元))"
    r"([^。;:]{1,30}?)(?=$|[。;()]|[,，](?![^,，]{1,4}(?:$|[,，。;)])))"
)
_AS_UNIT = re.compile(
    r"(?:以|按)([十百千万亿]*元)(?:为|作)?(?:计量|金额)?(?:单位|填|计|统计)"
    r"|(?:填|精确|保留|取)(?:至|到)([十百千万亿]*元)"
)


def noted_units(text: str) -> tuple[FormUnit, ...]:
    """Return the units that a line or a note sets: 单位：万元、个; 资金以万元为单位; 填至元."""
    plain = normal(text)
    found: list[FormUnit] = []
    for one in _NOTED.finditer(plain):
        told = units_of(one[1])
        is_list = len(told) == 1 and told[0].per
        found += units_of(one[1].replace("/", "、")) if is_list else told
    for one in _AS_UNIT.finditer(plain):
        unit = unit_of(one[1] or one[2])
        if unit is not None and unit not in found:
            found.append(unit)
    return tuple(found)
