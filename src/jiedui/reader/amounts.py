"""Amounts as people write them: a number, its unit and how exactly it was said.

`10万余元` is over 100,000 yuan, `约30人` about 30 people, `1.799亿元` exactly 179,900,000 yuan. The
number is returned as said; which interval a wording stands for is `kernel.quantity`'s business.
"""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from decimal import Decimal

from jiedui.kernel.quantity import Wording
from jiedui.reader.english import amount_words
from jiedui.reader.numerals import ONES, SCALES, SIGNS, chinese_decimal, decimal_of
from jiedui.reader.text import normal


@dataclass(frozen=True, slots=True)
class Amount:
    """A number with its unit and wording.

    Attributes:
        value: The number said, multiplied out (`10万` is 100000).
        unit: The unit after it without its scale word (元, 户, 人次), "" when none is said.
        scale: The scale word said (万, 亿), "" when none.
        wording: How exactly it was said.
        high: The upper end of a range (`30-40人`), else None; `value` is then the lower end.
    """

    value: Decimal
    unit: str = ""
    scale: str = ""
    wording: Wording = Wording.EXACT
    high: Decimal | None = None

    @property
    def is_money(self) -> bool:
        """Whether its unit is one of money."""
        return self.unit in MONEY

    @property
    def said_unit(self) -> str:
        """The unit as said, with its scale: 万元, 亿元, 户."""
        return self.scale + self.unit


MONEY = frozenset(("元", "圆", "块", "块钱", "元整", "圆整", "元人民币", "人民币"))
"""Words for the yuan."""

_BEFORE = {
    Wording.ABOUT: "大约 约 大概 大致 左右约 概算约",
    Wording.NEARLY: "将近 接近 近 不到 不足",
    Wording.OVER: "超过 超 逾 多于 大于 高于 已超",
    Wording.AT_LEAST: "不少于 不低于 至少 最少 起码 不小于 ≥ >=",
    Wording.AT_MOST: "不超过 不多于 不高于 至多 最多 ≤ <=",
}
_AFTER = {
    Wording.OVER: "余 多 来 几 有余 +",
    Wording.ABOUT: "左右 上下 许",
    Wording.AT_LEAST: "以上 及以上 起",
    Wording.AT_MOST: "以内 以下 及以下",
}


def _by_word(groups: dict[Wording, str]) -> dict[str, Wording]:
    return {normal(word): wording for wording, words in groups.items() for word in words.split()}


_PREFIXES = _by_word(_BEFORE)
_SUFFIXES = _by_word(_AFTER)


def _any(words: dict[str, Wording]) -> str:
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True)))


_SCALE = "|".join(
    sorted(("百万", "千万", "百亿", "千亿", "十亿", "十万", *SCALES), key=len, reverse=True)
)
_DIGITS = r"\d[\d,]*(?:\.\d+)?|\.\d+"
_NO_UNIT = "左右|上下|以上|以下|以内|及以|有余|许$|起$|[余多来几约近超]"
_UNIT = rf"(?!{_NO_UNIT})[^\W\d_](?:[^\W\d_]|[/³²]){{0,7}}?|%|‰|m2|㎡|km|KM|kW|KW|MW|t|kg"
_SHAPE = re.compile(
    rf"(?:一行(?:共计?)?|合计|共计|总计|累计|共|计|人民币|RMB|CNY|(?:总)?价值|折合|折价|折款|估价|估值|作价|合)?(?P<before>{_any(_PREFIXES)})?"
    rf"(?:人民币|RMB|CNY)?[¥¥$]?(?P<sign>[-−△▲+])?"
    rf"(?:(?P<digits>{_DIGITS})(?P<mid>[余多来几])?(?P<scale>{_SCALE})?"
    rf"|(?P<words>[{SIGNS}]+(?:点[{ONES}]+)?)(?P<mid2>[余多来几])?(?P<scale2>万亿|[万亿])?)"
    rf"(?P<mid3>[余多来几](?!于))?(?P<unit>{_UNIT})?(?P<after>{_any(_SUFFIXES)})?(?:整|\+)?"
)
_NOTE = re.compile(r"[(\[【][^()\[\]【】]*[)\]】]$")
_NEGATIVE = re.compile(rf"\((?P<inner>[¥¥]?(?:{_DIGITS})(?:{_SCALE})?(?:{'|'.join(MONEY)})?)\)")
_RANGE = re.compile(
    rf"(?P<low>{_DIGITS}|[{SIGNS}]+)(?P<unit1>[^\d\W]{{0,4}}?)(?:[-—–~至到]+)"
    rf"(?P<high>(?:{_DIGITS}|[{SIGNS}]+).*)"
)


@functools.lru_cache(maxsize=65536)
def amount_of(text: str) -> Amount | None:
    """Return the amount that a text says as a whole, or None when it says none.

    A remark in brackets after the number is left out of account; a number in brackets is negative.
    """
    plain = normal(amount_words(text))
    if len(plain) > 60:
        return None
    negative = _NEGATIVE.fullmatch(plain) if plain[:1] == "(" else None
    if negative:
        inner = _single(negative["inner"])
        return None if inner is None else _negated(inner)
    found = _single(plain) or _range(plain)
    if found is None:
        shorter = _NOTE.sub("", plain)
        found = (_single(shorter) or _range(shorter)) if shorter and shorter != plain else None
    return found


def _negated(amount: Amount) -> Amount:
    return Amount(-amount.value, amount.unit, amount.scale, amount.wording)


def _single(plain: str) -> Amount | None:
    found = _SHAPE.fullmatch(plain)
    if found is None:
        return None
    scale = found["scale"] or found["scale2"] or ""
    number = _number(found, scale)
    if number is None:
        return None
    if found["sign"] in ("-", "−", "△", "▲"):
        number = -number
    words = found["words"]
    if words and not scale and words[-1] in "万亿" and len(words) > 1:
        scale = words[-1]
    return Amount(number, found["unit"] or "", scale, _wording(found))


def _number(found: re.Match[str], scale: str) -> Decimal | None:
    digits = found["digits"]
    number = decimal_of(digits) if digits else chinese_decimal(found["words"])
    if number is None:
        return None
    for sign in scale:
        number *= SCALES[sign]
    return number


def _wording(found: re.Match[str]) -> Wording:
    if found["mid"] or found["mid2"] or found["mid3"]:
        return Wording.OVER
    if found["before"]:
        return _PREFIXES[found["before"]]
    if found["after"]:
        return _SUFFIXES[found["after"]]
    return Wording.EXACT


def _range(plain: str) -> Amount | None:
    found = _RANGE.fullmatch(plain)
    if found is None:
        return None
    high = _single(found["high"])
    low = _single(found["low"] + found["unit1"])
    if high is None or low is None or high.wording is not Wording.EXACT:
        return None
    first = low.value if low.scale or not high.scale else low.value * (high.value / _bare(high))
    if first > high.value:
        return None
    return Amount(first, high.unit or low.unit, high.scale, Wording.BETWEEN, high.value)


def _bare(amount: Amount) -> Decimal:
    """Return the number without its scale word, so that `3-5万` reads as 30,000 to 50,000."""
    number = amount.value
    for sign in amount.scale:
        number /= SCALES[sign]
    return number or Decimal(1)
