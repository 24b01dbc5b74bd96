"""Sums and products written as formulas: 9期 × 60人 = 540人, 8600瓶×65元,货款55.9万元."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from jiedui.reader.reading import PERCENT, Relation

if TYPE_CHECKING:
    from collections.abc import Iterable

    from jiedui.reader.found import Found
    from jiedui.reader.passage import Draft, Passage

_EQUALS = re.compile(r"\s?[==]\s?")
_MAKES = re.compile(
    r"\s?[,(]\s?(?:货款|价款|金额|总价|总额|价值|销售额|营业额|收入|合计|共计|共|计|折合?|即)(?:为|是|达)?"
)
"""Stands in front of what two factors make, where no sign of equality does."""

_SIGNS = {
    Relation.PRODUCT: re.compile(r"(?:[/每][^\W\d]{1,3})?\s?[×xX✕*]\s?"),
    Relation.SUM: re.compile(r"\s?[++]\s?"),
}
_HAS_SIGN = re.compile(r"[=×xX✕*++]")


def hold_formulas(found: Found, passages: Iterable[Passage]) -> None:
    """Note what stands as a formula, whether it holds or not."""
    for passage in passages:
        drafts = passage.drafts
        for at in range(2, len(drafts)) if _HAS_SIGN.search(passage.text) else ():
            if _EQUALS.fullmatch(drafts[at].number.gap):
                _hold(found, drafts, at)
            elif _MAKES.fullmatch(drafts[at].number.gap):
                _hold(found, drafts, at, relations=(Relation.PRODUCT,))


def _hold(
    found: Found, drafts: list[Draft], at: int, *, relations: Iterable[Relation] = tuple(_SIGNS)
) -> None:
    """Hold the number behind a sign of equality against those joined in front of it."""
    total = drafts[at]
    for relation in relations:
        sign = _SIGNS[relation]
        first = at - 1
        while first and sign.fullmatch(drafts[first].number.gap):
            first -= 1
        parts = drafts[first:at]
        is_plain = all(one.measure is not PERCENT for one in (total, *parts))
        is_sum = all(one.family == total.family for one in parts)
        if len(parts) > 1 and is_plain and (is_sum or relation is Relation.PRODUCT):
            found.note(relation, total, parts, sure=len(parts) == 2 or relation is Relation.SUM)
