"""Numbers in cells: money in fen, counts, rates, figures in the unit of their own row, quantities.

Pure functions from a cell's value and its column's setting to a `Said`. Knows no Django.
"""

from __future__ import annotations

import datetime as dt
import re
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

from jiedui.exchange.grid import Percent
from jiedui.exchange.headingwords import MONEY_UNITS
from jiedui.exchange.kinds.declaration import FieldKind
from jiedui.exchange.said import Said
from jiedui.kernel.quantity import Wording
from jiedui.reader.amounts import Amount, amount_of
from jiedui.reader.text import normal

if TYPE_CHECKING:
    from jiedui.exchange.grid import CellValue
    from jiedui.exchange.said import Setting

_DIGITS_MAX = 16
_BARE = re.compile(r"-?[0-9]{1,15}(?:\.[0-9]{1,15})?")
"""A number as programs write it: all of it is said by its digits."""

_LIKE_DIGITS = re.compile(r"[OoIlZSB]+")
"""Letters that are typed for digits: 1O is no number with a unit."""

_BEYOND = 10**18
"""No office writes an amount or a count of so many: a number from here on is read as none."""

NOT_STATED = Said(wording=Wording.NOT_STATED.value)
"""A cell that says its value exists without stating it."""


def fen_of(number: Decimal, fen: int) -> int:
    """Return an amount in whole fen, halves up: saved sums carry the dust of binary fractions."""
    return int((number * fen).quantize(Decimal(1), rounding=ROUND_HALF_UP))


def _unreadable(expected: str) -> Said:
    return Said(code="NUMBER_UNREADABLE", expected=expected)


def _amount(value: CellValue) -> Amount | None:
    if isinstance(value, bool | dt.date):
        return None
    if isinstance(value, int | Decimal):
        number = Decimal(value)
        return Amount(number) if abs(number) < _BEYOND else None
    text = str(value)
    if _BARE.fullmatch(text):
        return Amount(Decimal(text))
    amount = amount_of(text)
    if amount is None or _LIKE_DIGITS.fullmatch(amount.unit):
        return None
    return amount if max(abs(amount.value), amount.high or Decimal(0)) < _BEYOND else None


def _is_plain(text: str) -> bool:
    """Whether a text is nothing but digits."""
    return len(text) < _DIGITS_MAX and text.isascii() and text.isdecimal()


def whole_worth(kind: FieldKind, setting: Setting) -> int:
    """Return what a cell's whole number is multiplied by, 0 where it says something else.

    Money counts in fen; what is counted, and a row's number, is the number itself.
    """
    if kind is FieldKind.MONEY:
        return setting.fen
    is_itself = kind is FieldKind.SEQ or (
        kind is FieldKind.COUNT and not setting.unit.startswith("万")
    )
    return int(is_itself)


def money_cell(value: CellValue, setting: Setting) -> Said:
    """Return an amount of money in fen; a unit in the cell goes before its column's."""
    if isinstance(value, int) and not isinstance(value, bool) and -_BEYOND < value < _BEYOND:
        return Said(value * setting.fen)
    if isinstance(value, str) and _is_plain(value):
        return Said(int(value) * setting.fen)
    amount = _amount(value)
    if amount is None or (amount.unit and not amount.is_money):
        return _unreadable("an amount of money")
    has_unit = bool(amount.scale) or amount.is_money
    fen = 100 if has_unit else setting.fen
    said_unit = amount.scale + "元"
    is_mixed = has_unit and setting.unit in MONEY_UNITS and said_unit != setting.unit
    code = "UNIT_MIXED" if is_mixed else ""
    return _worded(amount, fen, code=code, expected=setting.unit if is_mixed else "")


def _worded(amount: Amount, fen: int, *, code: str = "", expected: str = "") -> Said:
    number = fen_of(amount.value, fen)
    if amount.high is not None:
        return Said(number, amount.wording.value, code, expected, fen_of(amount.high, fen))
    wording = "" if amount.wording is Wording.EXACT else amount.wording.value
    return Said(number, wording, code, expected)


_SEVERAL = re.compile(r"(?:多|数|若干|几|好几)次|several(?:times)?")
"""Words for acts that were reported but not counted: at least one."""


_MEASURED = re.compile(r"%|‰|[A-Za-z]{1,2}[23²³]?")
"""Units of no count: a share, a length, a letter that slipped in (6X)."""


def _counts_nothing(unit: str) -> bool:
    return _MEASURED.fullmatch(unit) is not None


def count_cell(value: CellValue, setting: Setting) -> Said:
    """Return a count; a column in 万 counts ten thousands."""
    is_whole = isinstance(value, int) and not isinstance(value, bool)
    if isinstance(value, int) and is_whole and not setting.unit.startswith("万"):
        return Said(value) if abs(value) < _BEYOND else _unreadable("a number")
    if isinstance(value, str) and _SEVERAL.fullmatch(normal(value).lower()):
        return Said(1, Wording.AT_LEAST.value)
    amount = _amount(value)
    if amount is None or amount.is_money or _counts_nothing(amount.unit):
        return _unreadable("a number")
    if setting.unit.startswith("万") and not amount.scale:
        amount = Amount(
            amount.value * 10_000,
            amount.unit,
            "万",
            amount.wording,
            amount.high and amount.high * 10_000,
        )
    if amount.value != amount.value.to_integral_value():
        return Said(
            float(amount.value), "" if amount.wording is Wording.EXACT else amount.wording.value
        )
    return _worded(amount, 1)


_FINISHED = frozenset("完工 已完工 竣工 已竣工 完成 已完成 全部完工 全部完成 已验收".split())


def rate_cell(value: CellValue, setting: Setting) -> Said:
    """Return a rate as a ratio, whether printed as 0.7415, 74.15 or 74.15%."""
    if isinstance(value, Percent):
        return Said(float(value))
    if isinstance(value, str) and all("\u4e00" <= sign <= "\u9fff" for sign in normal(value)):
        return Said(1.0) if normal(value) in _FINISHED else NOT_STATED
    return _numeric_rate(value, setting)


def _numeric_rate(value: CellValue, setting: Setting) -> Said:
    amount = _amount(value)
    if amount is None or amount.is_money or amount.high is not None:
        return _unreadable("a rate")
    wording = "" if amount.wording is Wording.EXACT else amount.wording.value
    if amount.unit in ("%", "‰"):
        return Said(float(amount.value / (100 if amount.unit == "%" else 1000)), wording)
    is_ratio = 0 < amount.value <= 1
    if setting.is_percent and not (is_ratio and setting.is_mixed_rate):
        return Said(float(amount.value / 100), wording)
    if is_ratio and setting.is_mixed_rate:
        return Said(
            float(amount.value), wording, "RATE_SCALE", "a percentage like the others in the column"
        )
    ratio = amount.value / 100 if amount.value > Decimal("1.5") else amount.value
    return Said(float(ratio), wording)


def figure_cell(value: CellValue, setting: Setting) -> Said:
    """Return a number in the unit that its row states: money in fen, everything else as counted."""
    if setting.unit in MONEY_UNITS:
        return money_cell(value, setting)
    if isinstance(value, Percent):
        return Said(_number(value * 100) if setting.unit == "%" else float(value))
    amount = _amount(value)
    if amount is not None and amount.is_money:
        return money_cell(value, setting)
    if amount is not None and amount.unit in ("%", "\u2030"):
        wording = "" if amount.wording is Wording.EXACT else amount.wording.value
        return Said(_number(amount.value), wording)
    return count_cell(value, setting)


def quantity_cell(value: CellValue, _: Setting) -> Said:
    """Return a number of goods as printed, whatever unit stands beside it."""
    amount = _amount(value)
    if amount is None or amount.is_money:
        return _unreadable("a quantity")
    wording = "" if amount.wording is Wording.EXACT else amount.wording.value
    high = None if amount.high is None else _number(amount.high)
    return Said(_number(amount.value), wording, end=high)


def _number(value: Decimal) -> int | float:
    return int(value) if value == value.to_integral_value() else float(value)
