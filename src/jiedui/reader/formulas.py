"""Sums and products written as formulas: 9期 × 60人 = 540人, 120万元+80万元=200万元."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from jiedui.reader.reading import PERCENT, Relation

if TYPE_CHECKING:
    from collections.abc import Iterable

    from jiedui.reader.families import Found
    from jiedui.reader.passage import Draft, Passage

_EQUALS = re.compile(r"\s?[==]\s?")
_SIGNS = {
    Relation.PRODUCT: re.compile(r"(?:[/每][^\W\d]{1,3})?\s?[×xX✕*]\s?"),
    Relation.SUM: re.compile(r"\s?[++]\s?"),
}


def hold_formulas(found: Found, passages: Iterable[Passage]) -> None:
    """Note what stands as a formula, whether it holds or not."""
    for passage in passages:
        if "=" not in passage.text:
            continue
        drafts = passage.drafts
        for at in range(2, len(drafts)):
            if _EQUALS.fullmatch(drafts[at].number.gap):
                _hold(found, drafts, at)


def _hold(found: Found, drafts: list[Draft], at: int) -> None:
    """Hold the number behind a sign of equality against those joined in front of it."""
    total = drafts[at]
    for relation, sign in _SIGNS.items():
        first = at - 1
        while first and sign.fullmatch(drafts[first].number.gap):
            first -= 1
        parts = drafts[first:at]
        is_plain = all(one.measure is not PERCENT for one in (total, *parts))
        is_sum = all(one.family == total.family for one in parts)
        if len(parts) > 1 and is_plain and (is_sum or relation is Relation.PRODUCT):
            found.note(relation, total, parts, sure=len(parts) == 2 or relation is Relation.SUM)
