"""Whether a stated number agrees with the one that follows from others of the same text.

The tolerance is how finely the stated number was printed, or what its wording allows
(a number said as *about* 100 agrees with 97, *over* 100 with 103 but not with 97).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from jiedui.kernel.quantity import Wording
from jiedui.reader.changes import base_of
from jiedui.reader.converting import times
from jiedui.reader.exactly import apart, over, rounds_to
from jiedui.reader.reading import Relation

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from jiedui.reader.exactly import Exact
    from jiedui.reader.passage import Draft

_BOUNDS = {
    Wording.ABOUT: (95, 105),
    Wording.OVER: (100, 110),
    Wording.AT_LEAST: (100, 110),
    Wording.NEARLY: (90, 100),
    Wording.AT_MOST: (90, 100),
}
"""How far what follows may lie from a total so worded, in percent of it."""

_OPEN = {Wording.OVER, Wording.AT_LEAST}
_EXACT = {Wording.EXACT}


def computed(
    relation: Relation, parts: Sequence[Draft], total: Draft | None = None
) -> Exact | None:
    """Return what follows from the parts, None when it cannot be computed (a base of zero).

    A product is reckoned in the unit of the total where that is told: 350公斤 × 1.2万亩 in 吨.
    """
    values = [part.number.value for part in parts]
    if relation is Relation.SUM:
        return summed(parts)
    if relation is Relation.PRODUCT:
        return _product(parts, total)
    first, second = values
    if relation is Relation.DIFF:
        return first - second
    if relation is Relation.GROWTH and (base := base_of(*parts)) is not None:
        second = base
    if second == 0:
        return None
    if relation is Relation.RATIO:
        return over(100 * first, second)
    is_multiple = total is not None and total.number.unit == "倍"
    return over((1 if is_multiple else 100) * apart(first, second), second)


def _product(parts: Sequence[Draft], total: Draft | None) -> Exact:
    """Return what factors make, so much each of a thing counted in a unit of its own kind."""
    product: Exact = 1
    for part in parts:
        product *= over(part.number.value, part.number.factor)
        product *= _of_several(part, parts)
    each = next((part for part in parts if part.per), None)
    for part in parts if each is not None else ():
        if each is not None and part is not each and each.per:
            product *= times(part.number.unit, each.per)
    if each is not None and total is not None:
        product *= times(each.number.unit, total.number.unit)
        if each.number.factor != 1:
            product *= total.number.factor  # 240座 of 1.5亩 each are 360亩, told in 平方米.
    return product


def _of_several(each: Draft, factors: Iterable[Draft]) -> int:
    """Return how many got as much each, where no factor counts them: 15个村各建一座 are fifteen."""
    many = each.times or 1 if each.per == "" else 1
    is_counted = any(one is not each and one.number.value == many for one in factors)
    return 1 if is_counted else many


def summed(parts: Iterable[Draft]) -> Exact:
    """Return what parts make together; what each of several gave (各) counts once for each."""
    return sum(part.number.value * (part.times or 1) for part in parts)


def agrees(total: Draft, parts: Sequence[Draft], value: Exact) -> bool:
    """Whether the stated total allows the value computed from its parts."""
    stated, number = total.number.value, total.number
    if stated == value or (number.is_scaled and rounds_to(value, stated, number.step)):
        return True
    bounds = _BOUNDS.get(number.wording)
    if bounds is not None:
        return bounds[0] * stated <= 100 * value <= bounds[1] * stated
    wordings = {part.number.wording for part in parts}
    if not wordings.isdisjoint(_OPEN):
        return value <= stated and 10 * stated <= 11 * value
    if wordings != _EXACT:
        return 10 * apart(stated, value) <= apart(stated, 0)
    return False


def adds_up(total: Draft, parts: Sequence[Draft]) -> bool:
    """Whether parts make a total."""
    value = computed(Relation.SUM, parts)
    return value is not None and agrees(total, parts, value)


_MEAN = re.compile(r"平均|均[^,。;\d]{0,6}$")
_TELLING = 3
"""So many digits that count make a number of which one wrong digit is no coincidence."""


def is_misprint(total: Draft, parts: Sequence[Draft], value: Exact) -> bool:
    """Whether a stated number is what follows from its parts but for one digit, or two swapped.

    Only of exact numbers with digits enough: 974.4 for 874.4, not 19 for 18.
    """
    number = total.number
    if not number.value < 10 * value < 100 * number.value or number.wording is not Wording.EXACT:
        return False
    if any(one.number.wording is not Wording.EXACT for one in parts):
        return False
    stated, told = (round(over(each, number.step)) for each in (number.value, value))
    if stated <= 0 or told <= 0 or len(str(stated)) != len(str(told)):
        return False
    digits, others = str(stated), str(told)
    while digits[-1] == others[-1] == "0":
        digits, others = digits[:-1], others[:-1]
    wrong = [at for at, sign in enumerate(digits) if sign != others[at]]
    if len(digits) < _TELLING or not wrong:
        return False
    first, last = wrong[0], wrong[-1]
    is_swapped = last - first == 1 and digits[first : last + 1] == others[last] + others[first]
    return len(wrong) == 1 or is_swapped


def is_off_by_a_digit(total: Draft, value: Exact) -> bool:
    """Whether a number misses what its parts make by one wrong digit of it or of one of them."""
    missed = str(round(over(apart(total.number.value, value), total.number.step)))
    told = str(round(over(total.number.value, total.number.step)))
    return len(missed.rstrip("0")) == 1 and len(told.rstrip("0")) >= _TELLING


def is_rounded_mean(total: Draft, parts: Sequence[Draft]) -> bool:
    """Whether one of two factors is a mean, rounded as printed: 33个, 7150万元, 平均216.7万元.

    A mean that is told before what it makes is a rate to reckon with.
    """
    for mean, count in (parts, parts[::-1]):
        is_told_last = mean.start > total.start or mean.passage is not total.passage
        if (
            is_told_last
            and mean.per is not None
            and _MEAN.search(mean.number.gap)
            and count.number.value
        ):
            share = over(total.number.value * count.number.factor, count.number.value)
            share *= times(total.number.unit, mean.number.unit)
            if 2 * apart(share, mean.number.value) <= mean.number.step:
                return True
    return False
