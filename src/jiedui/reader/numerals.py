"""Chinese numerals: 一百二十三, 三千五百万, 二〇一七, 廿五, 壹佰元整 written as exact numbers."""

from __future__ import annotations

import re
from decimal import Decimal

_DIGITS = {
    sign: value
    for value, signs in enumerate(
        ("零〇○Oo", "一壹", "二贰两", "三叁", "四肆", "五伍", "六陆", "七柒", "八捌", "九玖")
    )
    for sign in signs
    if sign not in "Oo"
}
_TENS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_MYRIADS = {"万": 10_000, "萬": 10_000, "亿": 100_000_000, "億": 100_000_000}
_TWENTIES = {"廿": "二十", "卅": "三十"}

SIGNS = "".join((*_DIGITS, *_TENS, *_MYRIADS, *_TWENTIES))
"""Every sign a Chinese numeral may hold."""

ONES = "".join(_DIGITS)
"""The signs of the numbers from 0 to 9."""

SCALES = {**_TENS, **_MYRIADS}
"""Words that multiply a number: 十, 百, 千, 万, 亿."""


_LONGEST = 40


def chinese_number(text: str) -> int | None:
    """Return the whole number that a Chinese numeral says, or None when it is none.

    Reads positions (三百二十), with the last scale left out as in speech (三百二, 两万六千五), and
    plain digits (二〇一七); 十 alone is ten.
    """
    for sign, words in _TWENTIES.items():
        text = text.replace(sign, words)
    if not text or len(text) > _LONGEST or any(sign not in SIGNS for sign in text):
        return None
    if all(sign in _DIGITS for sign in text):
        return int("".join(str(_DIGITS[sign]) for sign in text))
    return _by_positions(text)


def chinese_decimal(text: str) -> Decimal | None:
    """Return what a numeral says, its point spelt or none: 九十八点五 is 98.5."""
    whole, point, rest = text.partition("点")
    number = chinese_number(whole)
    if number is None or (point and not all(sign in _DIGITS for sign in rest)):
        return None
    return Decimal(f"{number}{point and '.'}{''.join(str(_DIGITS[sign]) for sign in rest)}")


_SPELT_YEAR = re.compile(r"[一二][〇零○九][〇零○一二三四五六七八九]{2}(?=年)")


def with_year_digits(text: str) -> str:
    """Return a text with its spelt years in digits: 二〇一五年末 gives 2015年末."""
    return _SPELT_YEAR.sub(lambda found: str(chinese_number(found[0].replace("○", "〇"))), text)


def _by_positions(text: str) -> int | None:
    total, section, digit = 0, 0, None
    last, scale = text[-1], SCALES.get(text[-2:-1], 1)
    if last in _DIGITS and scale > _TENS["十"]:
        whole = _by_positions(text[:-1])
        return None if whole is None else whole + _DIGITS[last] * scale // 10
    for sign in text:
        if sign in _DIGITS:
            digit = _DIGITS[sign]
        elif sign in _TENS:
            section += (1 if digit is None else digit) * _TENS[sign]
            digit = None
        else:
            whole = section + (digit or 0)
            if whole == 0 and total == 0:
                return None
            grown = (total + whole) * _MYRIADS[sign]
            total = grown if total < _MYRIADS[sign] else total + whole * _MYRIADS[sign]
            section, digit = 0, None
    return total + section + (digit or 0)


_GROUPED = re.compile(r"\d{1,3}(?:,\d{3})+|\d{1,4}(?:,\d{4})+|\d+")


def decimal_of(text: str) -> Decimal | None:
    """Return the number written in digits, with thousands separators in their right places.

    >>> decimal_of("31,100.50")
    Decimal('31100.50')
    """
    whole, point, rest = text.partition(".")
    if not text.isascii() or (point and not rest.isdigit()):
        return None
    if whole and not whole.isdigit() and not _GROUPED.fullmatch(whole):
        return None
    if not whole and not rest:
        return None
    return Decimal(f"{whole.replace(',', '') or '0'}{point}{rest}")
