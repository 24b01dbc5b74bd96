"""Gifts of money and of goods in two columns (捐款 | 物资折价): the gift is worth both together.

Knows no Django.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from jiedui.exchange.headings import fits
from jiedui.exchange.headingwords import MONEY_UNITS, word_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from jiedui.exchange.columns import Column
    from jiedui.exchange.kinds.declaration import Field, Kind
    from jiedui.exchange.rows import Value
    from jiedui.exchange.said import Said

_AMOUNT, _GOODS = "amount_fen", "goods"
_OF_GOODS = re.compile(r"物(?!.*(?:数量|名称|明细|品名|清单))|设备")
_OF_MONEY = re.compile(r"款|现金|资金|货币|捐资")
_PLAIN_MONEY = re.compile(
    r"(?:捐赠|捐助|社会)?(?:现金|捐款|资金|货币|[善现钱]?款项?|捐资)(?:捐赠)?(?:金额|数额|额)?"
)
_WORTH = re.compile(r"折|价|额|款")
_LIKELY = 60


def with_parts(
    kind: Kind, columns: tuple[Column, ...], told: Mapping[str, str]
) -> tuple[Column, ...]:
    """Return columns in which money and the worth of goods make one amount.

    Where a column adds both up, it alone holds the amount; else the later one adds to the first.

    Args:
        kind: The kind; only one that knows goods beside an amount has such parts.
        columns: Its columns from left to right.
        told: Headings whose field a person has said: these stay as they are.
    """
    amount = kind.field(_AMOUNT)
    if amount is None or kind.field(_GOODS) is None:
        return columns
    free = [one for one in columns if one.heading.text not in told and _is_numeric(one)]
    money = [one for one in free if _is_money(one)]
    goods = [one for one in free if _is_worth_of_goods(one)]
    if len(money) != 1 or len(goods) != 1 or money[0].group != goods[0].group:
        return columns
    parts = sorted((money[0], goods[0]), key=lambda one: one.col)
    whole = next((one for one in free if one not in parts and _means(kind, one) is amount), None)
    return _with_goods(
        kind, tuple(_settled(one, amount, parts, whole=whole) for one in columns), told
    )


def _with_goods(
    kind: Kind, columns: tuple[Column, ...], told: Mapping[str, str]
) -> tuple[Column, ...]:
    """Give the goods their column of words where one of numbers had been taken for it."""
    goods = kind.field(_GOODS)
    if any(one.field is goods for one in columns):
        return columns
    named = next(
        (
            one
            for one in columns
            if one.field is None
            and one.heading.text not in told
            and not one.heading.looks.numbers
            and _means(kind, one) is goods
        ),
        None,
    )
    return tuple(
        replace(one, field=goods, score=_LIKELY) if one is named else one for one in columns
    )


def _settled(one: Column, amount: Field, parts: list[Column], *, whole: Column | None) -> Column:
    if whole is not None:
        if one is whole:
            return replace(one, field=amount, score=max(one.score, _LIKELY))
        return replace(one, field=None, score=0, part_of=amount.name) if one in parts else one
    if one not in parts:
        return one
    return replace(one, field=amount, score=max(one.score, _LIKELY), is_added=one is parts[1])


def _is_numeric(one: Column) -> bool:
    looks = one.heading.looks
    return bool(one.heading.levels) and 0 < looks.values == looks.numbers


def _is_money(one: Column) -> bool:
    leaf = word_of(one.heading.levels[-1]).text
    if one.field is None:
        return _PLAIN_MONEY.fullmatch(leaf) is not None
    return one.field.name == _AMOUNT and bool(_OF_MONEY.search(leaf)) and "物" not in leaf


def _is_worth_of_goods(one: Column) -> bool:
    words = [word_of(level).text for level in one.heading.levels]
    is_free = one.field is None or one.field.name in (_AMOUNT, _GOODS)
    is_worth = _WORTH.search("".join(words)) or one.heading.unit in MONEY_UNITS
    is_both = _OF_MONEY.search(words[-1].replace("折款", ""))
    return is_free and bool(_OF_GOODS.search(words[-1]) and is_worth) and not is_both


def _means(kind: Kind, one: Column) -> Field | None:
    best = next(iter(fits(kind.code, one.heading.levels)), None)
    return best[1] if best is not None and best[0] >= _LIKELY else None


def added(before: Value, value: Value) -> Value:
    """Return what a field holds once a further part is read: the sum, or what is stated of it."""
    if not isinstance(before, int) or not isinstance(value, int):
        return before if value is None else value
    return before + value


def put_said(fields: dict[str, Value], name: str, said: Said, *, is_added: bool) -> None:
    """Put what a cell says into a field of a record, or add it: its value, and a range's end."""
    if not is_added:
        fields[name] = said.value
        return
    high = f"{name}_high"
    if said.end is not None or fields.get(high) is not None:
        upper = said.value if said.end is None else said.end
        fields[high] = added(fields.get(high, fields.get(name)), upper)
    fields[name] = added(fields.get(name), said.value)
