"""Exact numbers out of digits and Chinese signs, whole ones as plain integers."""

from __future__ import annotations

from fractions import Fraction
from typing import TypeAlias

from jiedui.reader.numerals import SCALES, chinese_number, decimal_of

Exact: TypeAlias = int | Fraction
"""An exact number; whole ones, nearly all of them, are plain integers."""


def divided(number: int, by: int) -> Exact:
    """Return a quotient of integers exactly, as an integer where it is whole."""
    whole, rest = divmod(number, by)
    return Fraction(number, by) if rest else whole


def over(number: Exact, by: Exact) -> Exact:
    """Return a quotient exactly."""
    if isinstance(number, int) and isinstance(by, int):
        return divided(number, by)
    return Fraction(number) / by


def apart(one: Exact, other: Exact) -> Exact:
    """Return by how much two numbers differ."""
    return one - other if one > other else other - one


def rounds_to(value: Exact, stated: Exact, step: Exact) -> bool:
    """Whether a value may be stated so in steps of `step`: they differ by half of one at most."""
    by, of = value.denominator, stated.denominator
    missed = abs(value.numerator * of - stated.numerator * by)
    return 2 * missed * step.denominator <= step.numerator * by * of


def whole_of(text: str) -> int:
    """Return a whole number in digits or Chinese signs."""
    return int(text) if text.isdigit() else chinese_number(text) or 0


def step_of_signs(said: str) -> int:
    """Return what one of the last sign of a Chinese numeral is worth: 1000 of 三千."""
    step = 1
    for sign in reversed(said):
        if sign not in "万亿千百十":
            break
        step *= int(SCALES[sign])
    return step


def exact_of(text: str) -> Exact:
    """Return a number in digits or Chinese signs (三点五)."""
    number = decimal_of(text)
    if number is not None:
        return divided(*number.as_integer_ratio())
    whole, _, rest = text.partition("点")
    value: Exact = chinese_number(whole) or 0
    if rest:
        digits = "".join(
            str(chinese_number(sign) or 0) for sign in rest if sign not in "万亿千百十"
        )
        value += Fraction(int(digits or 0), 10 ** len(digits))
        for sign in rest:
            value *= int(SCALES.get(sign, 1))
    return value


def last_digit(text: str) -> Fraction:
    """Return what one of the last digit of a decimal number is worth."""
    return Fraction(1, 10 ** len(text.partition(".")[2]))


def power_of(scale: str) -> int:
    """Return what scale words multiply to: 千万 is 10,000,000."""
    number = 1
    for sign in scale:
        number *= int(SCALES[sign])
    return number
