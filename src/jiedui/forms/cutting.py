"""How the notes of a form say that numbers are cut: 比例保留一位小数. Knows no Django."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from jiedui.forms.units import decimals_said
from jiedui.kernel.quantity import Rounding

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_WHOLE = re.compile(
    r"^[(（]?(?:均|都|一律|全部)?(?:为|用|以)?整数[)）]?$|(?<![未不非])(?:取|保留|填|精确到|填写)(?:至|到)?(?:整(?:数)?|个位|元位|元(?!以下))"
)
_TRUNCATED = re.compile(
    r"不(?:作|做|得|予|再)?四舍五入|不进位|截去|截尾|截断|舍去|舍尾|去尾|只舍不入|直接舍"
)
_HALF_UP = re.compile(r"四舍五入")
_OF_ALL = re.compile(
    r"(?:其[余他它][^保取填精]{0,6}|(?:各|所有|全部|以上|上述|本表|全表|表中|表内)(?:[项栏行列]|指标|数据|数值|数字|数)*)?"
    r"(?:均|都|一律|统一)*(?:保留|取|填|精确)"
)
"""Decimals that are said of no kind of number in particular."""

_TERM_ENDS = re.compile(
    r"(?:均|都|一律|统一|分别)*(?:是?指|[为是按以用取填=(:,]|保留|精确|四舍五入)"
)
"""Where the words end that a rule names: 人均资金|为…, 降幅|保留一位小数."""

_FEWEST = 2

_FAMILIES = (
    ("percent", re.compile(r"率|比例|占比|比重|百分|相对|幅度|增幅|降幅|减幅|增速|[%％]")),
    ("ratio", re.compile(r"户均|人均|平均|均[值数]")),
    ("quotient", re.compile(r"比率|比值")),
    ("money", re.compile(r"资金|金额|投资|经费|[万亿千]元")),
    ("area", re.compile(r"面积")),
    ("people", re.compile(r"[百千万]人|人口:")),
)


_MEAN = re.compile(r"[人户班期项县]均")


@dataclass(frozen=True, slots=True)
class RoundingRule:
    """How numbers are cut: of some families of units, or all of them (none named).

    Attributes:
        families: The families that its words name.
        decimals: How many decimals are kept, None = not said.
        mode: Half up or cut off, None = not said.
        terms: The words that it says are cut so, as labels may have them.
        units: The units that alone are cut so (亿元保留四位小数); () = any.
    """

    families: frozenset[str]
    decimals: int | None
    mode: Rounding | None
    terms: tuple[str, ...] = ()
    units: tuple[str, ...] = ()

    def holds(self, unit: str) -> bool:
        """Whether it is of numbers in a unit; "" = whatever that is."""
        return not self.units or not unit or bool({unit, unit.partition("/")[0]} & {*self.units})

    def is_of_means(self, labels: Iterable[str]) -> bool:
        """Whether it may be of what labels ask: 人均资金取整 is not of 户均人口, nor of 资金."""
        told = [_MEAN.findall(term) for term in self.terms]
        asked = {one for label in labels for one in _MEAN.findall(label)}
        if not asked:
            return not told or not all(told)
        named = {one for each in told for one in each}
        return not named or bool(named & asked)

    def named_in(self, labels: Iterable[str]) -> int:
        """Return how many signs of a label of the same families it names, 0 = it names none."""
        told = (
            len(term)
            for label in labels
            for term in self.terms
            if term in label and _families(term) == _families(label)
        )
        return max(told, default=0)


def rounded(
    several: Sequence[RoundingRule], family: str, *, labels: Sequence[str], unit: str
) -> tuple[int | None, Rounding]:
    """Return the decimals (None = not said) and the mode that rules lay down.

    Args:
        several: The rules of a form.
        family: The family of units of the number.
        labels: The core words of the labels; a rule that names one goes before its family's.
        unit: The unit as written; rules of other units are left out.
    """
    there = [rule for rule in several if rule.holds(unit) and rule.is_of_means(labels)]
    named = [(rule.named_in(labels), rule) for rule in there]
    rules = [rule for rule in there if "/" in unit and unit in rule.units]
    rules += [rule for long, rule in sorted(named, key=lambda one: -one[0]) if long]
    rules += [rule for rule in there if family in rule.families]
    rules += [rule for rule in there if not rule.families]
    decimals = next((one.decimals for one in rules if one.decimals is not None), None)
    mode = next((one.mode for one in rules if one.mode), None)
    if mode is None:
        mode = next((rule.mode for rule in several if rule.mode), Rounding.HALF_UP)
    return decimals, mode


_OF_ROWS = re.compile(
    r"^(?:代码|编号|序号|[行栏]次|[行栏]号|指标|[行栏第])*[(]?\d{1,6}[)]?(?:[、和及至到-]第?\d{1,6})*(?:[行项栏号]|=|取|保留|填)"
)
"""代码06取整数, 08=02÷01×100，保留一位小数: of rows by their numbers, which `coded` reads."""


def rules_of(clause: str) -> list[RoundingRule]:
    """Return the rules of a clause: one, or one for each part that says decimals of its own."""
    if _OF_ROWS.match(clause):
        mode = _cut(clause)[1]
        return [RoundingRule(frozenset(), None, mode)] if mode else []
    found: list[RoundingRule] = []
    named, before = "", None
    for part in re.split("[,、]", clause):
        decimals, mode = _cut(part)
        named = f"{named}、{part}" if named else part
        if decimals is None:
            if mode is not None:
                found = [replace(one, mode=one.mode or mode) for one in found]
                before = mode
            continue
        families = _families(named)
        if families or _OF_ALL.match(part) or _PER_UNIT.search(part):
            found.append(_rule(named, decimals, mode or before))
        named = ""
    if len(found) > 1:
        return found
    decimals, mode = _cut(clause)
    return [] if decimals is None and mode is None else [_rule(clause, decimals, mode)]


_MONEY = re.compile(r"资金|金额|投资|经费")
_PER_UNIT = re.compile(r"(?:人次?|[百千万亿]*元|户|个)/(?:班次?|期次?|批次?|项目?|个|人|户|县|场)")
"""人次/期保留一位小数: of means in that unit alone."""

_IN_UNIT = re.compile(r"(?:百万|千万|[亿万千])?元(?!以下)")


def _rule(words: str, decimals: int | None, mode: Rounding | None) -> RoundingRule:
    """Return a rule; one that names no money but its unit is of numbers in that unit alone."""
    families = _families(words)
    is_of_unit = families == {"money"} and not _MONEY.search(words) and decimals is not None
    units = tuple(_IN_UNIT.findall(words)) if is_of_unit else tuple(_PER_UNIT.findall(words))
    return RoundingRule(families, decimals, mode, _terms(words), units)


def _terms(words: str) -> tuple[str, ...]:
    """Return the labels that a rule names first: 人均资金为…除以…，取整; 降幅、户均人口保留一位."""
    named = (_TERM_ENDS.split(one)[0] for one in re.split("[、和及与]", words))
    return tuple(one for one in named if len(one) >= _FEWEST)


def _cut(words: str) -> tuple[int | None, Rounding | None]:
    """Return the decimals and the mode that words ask for, None what they leave open."""
    decimals = 0 if _WHOLE.search(words) else None
    decimals = decimals_said(words) if "小数" in words else decimals
    if _TRUNCATED.search(words):
        return decimals, Rounding.TRUNCATE
    return decimals, Rounding.HALF_UP if _HALF_UP.search(words) else None


def _families(words: str) -> frozenset[str]:
    return frozenset(name for name, shape in _FAMILIES if shape.search(words))


_SHARES = re.compile(
    r"(?:占比|比重|比例|构成).*(?:之和|合计|相加|总和|加总).{0,6}(?<!不)(?:等于|为|是|=)100|(?:占比|比重|比例).*尾差"
)
_LEFT_AS_IS = re.compile(
    r"(?:尾差|尾数|误差|之和|不等|不符|出入|差异).{0,16}(?:不|无须|无需|免|勿)(?:再|作|做|予|须|需|必|进行|机械)*(?:调整|调平|配平|修正|平衡|凑整|处理)"
    r"|之和(?:(?:可能|或许?|会|可以?|允许)不.{0,3}|未必|不一定)等于"
)
"""因四舍五入产生的尾差不作调整: every number is rounded by itself."""

_SUMS_AGREE = re.compile(
    r"(?<!比重)(?<!占比)(?<!比例)(?:之和|相加|加总)[^,;。]{0,4}(?:须|应|必须|要|需)"
    r"[^,;。]{0,3}(?:等于|[与同和][^,;。]{1,10}(?:一致|相等|相符|吻合))"
)
"""三项来源之和须与总额一致: rounded parts make their total."""


def footing_said(clause: str) -> tuple[str, str]:
    """Return what a clause says of shares and of sums: whether rounded parts make their total.

    >>> footing_said("三项来源之和须与总额一致"), footing_said("尾差不作调整")
    (('', 'foot'), ('apart', 'apart'))
    >>> footing_said("各项占比之和等于100%，尾差计入最大项")
    ('largest', '')
    """
    if _LEFT_AS_IS.search(clause):
        return "apart", "apart"
    sums = "foot" if _SUMS_AGREE.search(clause) else ""
    if not _SHARES.search(clause):
        return "", sums
    return "largest" if "最大" in clause else "foot", sums
