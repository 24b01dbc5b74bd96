"""Whose money numbers are by what they follow from: prices of gifts, shares and rates of a fund."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jiedui.reader.reading import MONEY, Relation

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jiedui.reader.families import Found
    from jiedui.reader.passage import Draft


def fund_findings(found: Found) -> None:
    """Give what findings hold together the one source that is said of it.

    A price and a count have the source of the sum that they make, and the sum theirs; a share, a
    rate and a change have that of the sums they are of.
    """
    for relation, total, parts, _ in found.rows:
        if relation is Relation.PRODUCT:
            _fund_product(total, parts)
    for relation, total, parts, _ in found.rows:
        if relation in (Relation.RATIO, Relation.GROWTH, Relation.DIFF) and total.source is None:
            sources = {one.source for one in parts}
            if len(sources) == 1:
                total.source = sources.pop()


def _fund_product(total: Draft, parts: Sequence[Draft]) -> None:
    if total.measure is not MONEY:
        return
    if total.source is None:
        sources = {one.source for one in parts if one.source}
        total.source = sources.pop() if len(sources) == 1 else None
    for part in parts:
        part.source = part.source or total.source
