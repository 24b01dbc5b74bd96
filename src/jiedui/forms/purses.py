"""Headings that name who paid by the side alone: 上海市资金 beside 嘉定区资金. Knows no Django."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from jiedui.forms.rewording import plain_label

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from jiedui.forms.facets import Facets
    from jiedui.forms.labels import LabelReader
    from jiedui.forms.layout import Table

_OF_PURSES = re.compile(r"来源|出资|投资[方主]|资金渠道")
"""Headings of labels that say whose the money is."""


def purses_of(tables: Sequence[Table], reader: LabelReader) -> dict[str, tuple[str, ...]]:
    """Return the purse that a label means which names one of the donor's sides and no more.

    Alone 嘉定区资金 may be all that the district's programme is; beside 上海市资金 it is its purse.
    """
    found: dict[str, tuple[str, ...]] = {}
    for table in tables:
        heads = dict.fromkeys(head for slot in table.slots for head in slot.heads)
        rows = [
            label
            for line in table.lines
            for label, head in zip(line.labels, line.under, strict=False)
            if _OF_PURSES.search(plain_label(head))
        ]
        for labels in (heads, rows):
            found |= _told_apart(labels, reader)
    return found


def _told_apart(labels: Iterable[str], reader: LabelReader) -> dict[str, tuple[str, ...]]:
    """Return the purses of labels where both sides, or a side and another purse, are named."""
    told = [reader.read(label) for label in labels]
    sides = {one.text: _purse(one.sides) for one in told if _is_side(one)}
    others = {code for one in told for code in one.sources}
    is_apart = len({*sides.values(), *others}) > 1
    return {text: (purse,) for text, purse in sides.items()} if is_apart else {}


def _is_side(own: Facets) -> bool:
    is_money = own.subject in {None, "money"} and own.family in {None, "money"}
    is_other = own.sources or own.places or own.payers or own.projects or own.span or own.is_total
    return len(own.sides) == 1 and is_money and not is_other and not own.operation


def _purse(sides: Sequence[str]) -> str:
    return "MUNICIPAL_POOLED" if sides[0].endswith("0000") else "DISTRICT_FISCAL"
