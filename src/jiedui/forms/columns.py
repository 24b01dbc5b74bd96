"""Which column is a part of which: 其中, and the columns that go on with it. Knows no Django."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from jiedui.forms.parents import WORKED_OUT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jiedui.forms.facets import Facets
    from jiedui.forms.labels import LabelReader


def columns_above(every: Sequence[tuple[str, ...]], reader: LabelReader) -> list[Facets]:
    """Return what the column says that the last of several columns is a part of, [] for none.

    Args:
        every: The headings of the columns from left to right.
        reader: Reads headings.
    """
    heads = every[-1] if every else ()
    for level in range(len(heads)):
        if not _is_part(every, level, reader):
            continue
        wholes = [
            [reader.read(one) for one in reversed(every[at][level:])]
            for at in range(len(every) - 2, -1, -1)
            if every[at][:level] == heads[:level] and len(every[at]) > level
            and not _is_part(every[: at + 1], level, reader)
        ]  # fmt: skip
        wholes = [one for one in wholes if one[-1].operation not in WORKED_OUT]
        wholes = [one for one in wholes if one[0].operation not in WORKED_OUT] or wholes
        unit = reader.read(heads[-1]).unit
        alike = [one for one in wholes if unit is not None and one[0].unit == unit]
        if wholes:
            return (alike or wholes)[0]
    return []


def named_by_unit(own: Facets, before: Sequence[Facets]) -> Facets:
    """Return a heading that names only a unit (累计实施，个) with what such a one before it counts.

    Args:
        own: What the heading says.
        before: What the columns before it say, the nearest first.
    """
    says = own.subject or own.operation or own.categories or own.sources or own.family
    if says or own.unit is None or own.unit.family != "count":
        return own
    told = next((one for one in before if one.unit == own.unit and one.subject), None)
    return replace(own, subject=told.subject) if told else own


def _is_part(every: Sequence[tuple[str, ...]], level: int, reader: LabelReader) -> bool:
    """Whether the last heading is of 其中, or goes on with what 其中 right before it began."""
    heads = every[-1]
    own = reader.read(heads[level])
    if "of_which" in own.roles:
        return True
    is_alone = own.is_total or own.span or own.subject in {"projects", "training"}
    if is_alone or not (own.sources or own.categories) or len(every) == 1:
        return False
    before = every[-2]
    if before[:level] != heads[:level] or len(before) <= level or before[level] == heads[level]:
        return False
    other = reader.read(before[level])
    is_alike = (own.sources and other.sources) or (own.categories and other.categories)
    return bool(is_alike) and _is_part(every[:-1], level, reader)
