"""A sum divided again: named anew in a sentence of its own, or otherwise than just before.

区级财政资金分三个方向使用:… divides a sum told before; 按来源分,…;按用途分,… divides one twice.
"""

from __future__ import annotations

import re
from itertools import groupby
from typing import TYPE_CHECKING

from jiedui.reader.agreement import adds_up, summed
from jiedui.reader.divisions import BY_KIND, HOLDS_KIND, REST
from jiedui.reader.exactly import apart
from jiedui.reader.families import goes_on_unnamed
from jiedui.reader.reading import MONEY

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from jiedui.reader.passage import Draft, Passage
    from jiedui.reader.wholes import Wholes

_DIVIDED = re.compile(
    r"[^,。;:]{0,20}(?:资金|款项?|经费|财政|捐赠)[^,。;:\d]{0,6}"
    r"(?:分|用[在于到]|投[向入到]|花[在到]|来自|来源于)[成为作到给]?(?:[^,。;:\d]{3,20}?(?<!第))?([两二三四五六七八])[^,。;:\d]{1,8}[:,]"
)
_FEWEST = 2
"""So many numbers stand at least in front of the rest: the sum, and a part of it."""

_MANY = {sign: at for at, sign in enumerate("两三四五六七八", 2)} | {"二": 2}


def hold_divided(wholes: Wholes, passages: Iterable[Passage]) -> None:
    """Note the parts of a sum told in a sentence before, where just so many make it exactly."""
    for passage in passages:
        money = [one for one in passage.drafts if one.measure is MONEY and one.per is None]
        for start, group in groupby(money, key=lambda one: one.number.sentence[0]):
            said = _DIVIDED.match(passage.text, start) if start else None
            parts = list(group)
            if said is None or any(one.whole is not None for one in parts):
                continue
            total = _told_before(money, parts, _MANY[said[1]])
            if total is not None:
                wholes.mark(total, parts, is_ok=adds_up(total, parts))
                for one in parts:
                    one.source = total.source or one.source


def _told_before(money: Sequence[Draft], parts: Sequence[Draft], many: int) -> Draft | None:
    """Return the last sum in front of its parts that they make, None when there is none."""
    if len(parts) != many:
        return None
    before = [one for one in money if one.start < parts[0].start and one.status is parts[0].status]
    near = [one for one in before if 20 * apart(summed(parts), one.number.value) <= summed(parts)]
    exact = [one for one in near if adds_up(one, parts)]
    return next(reversed(exact or near), None)


def hold_within(wholes: Wholes, drafts: Sequence[Draft]) -> None:
    """Hold a member of a list against its own parts, the rest last, before the list is held.

    甲公司捐100万元,20万元今天到账,其余80万元分四年拨付;乙公司捐68万元: 20 and 80 are of the 100,
    and only that counts in the total of the list.
    """
    for _, group in groupby(drafts, key=_phrase):
        told = [one for one in group if one.measure is MONEY and one.per is None]
        if len(told) <= _FEWEST:
            continue
        rest = next((at for at, one in enumerate(told) if REST.search(one.number.gap)), 0)
        if rest < _FEWEST or _phrase(told[0]) == _sentence(told[0]):
            continue
        for first in range(rest - 1):
            parts = told[first + 1 : rest + 1]
            if summed(parts) == told[first].number.value:
                wholes.mark(told[first], parts, is_ok=True)
                break


def divide_again(wholes: Wholes, drafts: Sequence[Draft], introduce: re.Pattern[str]) -> None:
    """Hold a stretch that divides a total otherwise than the stretch before it did.

    12亿元。从层级看,市级7亿元、区级5亿元。从受援地看,甲州8亿元,乙市4亿元: both are of the 12. The
    stretches are sentences, or parts of one between semicolons.
    """
    if all(one.whole is None for one in drafts):
        return
    for stretch in (_sentence, _phrase):
        divided: Draft | None = None
        is_told = False
        for (start, end), group in groupby(drafts, key=stretch):
            parts = list(group)
            passage = parts[0].passage
            whole = next((one.whole for one in parts if one.whole is not None), None)
            is_some = divided is not None and introduce.match(passage.text, start)
            if not is_some and not BY_KIND.match(passage.text, start):
                is_inside = whole is not None and (
                    stretch is _sentence or HOLDS_KIND.search(passage.text, start, end)
                )
                divided = whole if is_inside else None
                is_told = stretch is _phrase
            elif whole is not None:
                divided, is_told = whole, True
            elif divided is not None and (is_told or _is_near(divided, parts)):
                _divide(wholes, divided, parts, is_some=bool(is_some))


def _divide(wholes: Wholes, total: Draft, parts: Sequence[Draft], *, is_some: bool) -> None:
    run = [one for one in parts if one.family == total.family]
    is_ok = adds_up(total, run)
    if len(run) > 1 and (is_ok or not (is_some or goes_on_unnamed(run[-1]))):
        wholes.mark(total, run, is_ok=is_ok)


def _is_near(total: Draft, parts: Sequence[Draft]) -> bool:
    """Whether the parts of a total's kind miss it by a tenth at most."""
    told = summed(one for one in parts if one.family == total.family)
    return 10 * apart(told, total.number.value) <= total.number.value


def _sentence(one: Draft) -> tuple[int, int]:
    return one.number.sentence


def _phrase(one: Draft) -> tuple[int, int]:
    return one.number.phrase
