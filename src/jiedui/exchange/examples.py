"""Example values of a kind's fields, made from its declaration so that its own checks hold.

They stand in templates for people to see; nothing of them is ever posted. Knows no Django.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from jiedui.exchange.drafting.statements import MEASURES, RELATIONS
from jiedui.exchange.kinds.declaration import (
    Bounds,
    FieldKind,
    OneOf,
    Order,
    PartOf,
    Product,
    RateOf,
    Ratio,
    RowSum,
)
from jiedui.exchange.kinds.household_members import KIND as HOUSEHOLD_MEMBERS
from jiedui.kernel.codes import CATEGORIES, PAIRING_KINDS, SOURCES
from jiedui.kernel.identity import check_character
from jiedui.registry.codes import words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from jiedui.exchange.kinds.declaration import Check, Field, Kind

CHOICES: dict[str, tuple[str, ...]] = {
    "category": tuple(one.zh for one in CATEGORIES.values()),
    "pairing_kind": tuple(one.zh for one in PAIRING_KINDS.values()),
    "fund_source": tuple(one.zh for one in SOURCES.values()),
    "source": tuple(one.zh for one in SOURCES.values()),
    "relation": RELATIONS,
    "measure": tuple(dict.fromkeys(one.words[0] for one in MEASURES)),
    "gift_kind": ("资金", "物资", "服务"),
    "secondment_kind": ("党政干部", "专业技术人才"),
    "sex": ("男", "女"),
    **{
        check.name: tuple(one.zh for one in words(check.of).values())
        for check in HOUSEHOLD_MEMBERS.checks
        if isinstance(check, OneOf)
    },
    "direction": ("东→西", "西→东"),
    "status": ("实际", "计划"),
    "sale_kind": ("采购", "帮助销售"),
    "claimant_kind": ("单位", "个人", "集体"),
    "way_kind": ("转交", "使用", "同意变更用途"),
    "claim_step": ("认领", "已购", "到集中点", "送达", "受助人确认", "致谢"),
    "act_kind": ("直接支付", "拨付", "支付", "下达", "收回"),
}
"""Field name to the words it is filled with; fields that are not here take any words."""

_TEXTS: dict[str, str] = {
    "project_name": "县人民医院改扩建",
    "class_name": "乡村教师培训班",
    "content": "新建门诊楼1200平方米",
    "location": "城关镇",
    "donor": "示例商会",
    "recipient": "县教育局",
    "purpose": "助学",
    "goods": "图书500册",
    "name": "张示例",
    "position": "副主任科员",
    "host_position": "县乡村振兴局副局长",
    "phone": "021-00000000",
    "contact": "李示例",
    "organiser": "示例区教育局",
    "place": "示例区教师进修学院",
    "trainee_kind": "专业技术人才",
    "basis": "示例协议",
    "document": "示例文件",
    "unit": "万元",
    "prefecture": "楚雄彝族自治州",
    "bill_no": "示例0001",
    "approval_no": "示发改〔2025〕1号",
    "remark": "",
    "wish_item": "书包",
    "alias": "三年级女生",
    "receiver": "示例",
    "receiver_contact": "021-00000000",
    "need": "助学",
    "wish_words": "上学用",
    "piece_unit": "个",
    "campaign": "示例活动",
}
_BASES = {"万元": 20, "元": 3000}
_COUNTED = frozenset(
    (FieldKind.MONEY, FieldKind.COUNT, FieldKind.RATE, FieldKind.FIGURE, FieldKind.QUANTITY)
)
_YEAR = 2025
_COUNTIES = "武定县"
_DONOR = "嘉定区"
_CREDIT_CODE = "91350100M000100Y43"
"""The example of GB 32100-2015 itself."""


def columns_of(kind: Kind) -> list[Field]:
    """Return the fields a template asks for: each once, a range as its two ends."""
    found: dict[str, Field] = {}
    for one in kind.fields:
        known = found.get(one.name)
        if known is None or known.kind is FieldKind.SPAN:
            found[one.name] = one
    return list(found.values())


def examples_of(kind: Kind) -> dict[str, str | int]:
    """Return a value for every column of a kind's template: money in 万元, rates in percent.

    Sums add up, parts are within their wholes and dates in order, as the kind's checks ask.
    """
    fields = columns_of(kind)
    numbers = _numbers(fields, kind.checks, base=_BASES[money_unit(kind)])
    days = _days(fields, kind.checks)
    found: dict[str, str | int] = {}
    for one in fields:
        if one.name in numbers:
            number = numbers[one.name]
            found[one.name] = f"{number}%" if one.kind is FieldKind.RATE else number
        elif one.name in days:
            found[one.name] = days[one.name]
        else:
            found[one.name] = _words(one)
    return found


def _words(field: Field) -> str | int:
    if field.name in CHOICES:
        return CHOICES[field.name][0]
    special: Mapping[FieldKind, str | int] = {
        FieldKind.SEQ: 1,
        FieldKind.YEAR: _YEAR,
        FieldKind.PLACE: _COUNTIES,
        FieldKind.PARTY: _DONOR if field.name == "donor" else _COUNTIES,
        FieldKind.PERIOD: f"{_YEAR}年1月至{_YEAR}年6月",
        FieldKind.AS_OF: f"{_YEAR}-06-30",
        FieldKind.IDENTITY: example_identity(),
        FieldKind.CREDIT_CODE: _CREDIT_CODE,
        FieldKind.ACCOUNT: "6200000000000000000",
        FieldKind.SEX: "男",
        FieldKind.MONTH: "1980-01",
        FieldKind.AMOUNT: "120万元",
        FieldKind.DIRECTION: "东→西",
        FieldKind.STATUS: "实际",
    }
    return special.get(field.kind, _TEXTS.get(field.name, f"{field.zh}示例"))


def example_identity() -> str:
    """Return an identity number of the right form whose area code was never given out."""
    digits = "99900119800101001"
    return digits + check_character(digits)


def money_unit(kind: Kind) -> str:
    """Return the unit of money in a kind's template: 元 for people and goods, else 万元."""
    is_small = kind.is_personal or any(one.kind is FieldKind.QUANTITY for one in kind.fields)
    return "元" if is_small else "万元"


def _numbers(fields: list[Field], checks: tuple[Check, ...], *, base: int) -> dict[str, int]:
    """Return numbers that satisfy the checks: sums from their parts, parts below their wholes."""
    numbers = {
        one.name: base if one.kind is FieldKind.MONEY else 60
        for one in fields
        if one.kind in _COUNTED
    }
    for one in fields:
        if one.kind is FieldKind.COUNT:
            highs = [
                check.high
                for check in checks
                if isinstance(check, Bounds) and check.name == one.name and check.high is not None
            ]
            numbers[one.name] = min([60, *(high // 2 for high in highs)])
    for _ in checks:
        for check in checks:
            changed = _fitting(check, numbers)
            numbers.update({name: value for name, value in changed.items() if name in numbers})
    return numbers


def _fitting(check: Check, numbers: Mapping[str, int]) -> dict[str, int]:
    """Return the number that a check asks for, given the others; {} where it asks for none."""
    match check:
        case RowSum(whole, parts):
            return {whole: sum(numbers.get(part, 0) for part in parts)}
        case PartOf(part, whole) if {part, whole} <= numbers.keys():
            return {part: min(numbers[part], numbers[whole] // 2)}
        case Ratio(part, whole) if whole in numbers:
            return {part: numbers[whole] * 3}
        case Product(whole, (one, other)) if {one, other} <= numbers.keys():
            return {whole: numbers[one] * numbers[other]}
        case RateOf(rate, part, wholes) if part in numbers:
            base = next((name for name in wholes if numbers.get(name)), "")
            return {rate: 100 * numbers[part] // numbers[base]} if base else {}
    return {}


def _days(fields: list[Field], checks: tuple[Check, ...]) -> dict[str, str]:
    """Return days in the order the checks ask for."""
    rank = {one.name: 0 for one in fields if one.kind in (FieldKind.DATE, FieldKind.SPAN)}
    for _ in checks:
        for check in checks:
            if isinstance(check, Order) and {check.first, check.later} <= rank.keys():
                rank[check.later] = max(rank[check.later], rank[check.first] + 1)
    return {name: f"{_YEAR}-{3 + place:02d}-05" for name, place in rank.items()}
