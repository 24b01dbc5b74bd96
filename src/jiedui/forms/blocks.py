"""Several tables on a sheet, each with a numbered heading of its own. Knows no Django."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jiedui.forms.labels import LabelReader
    from jiedui.forms.layout import Table

_NUMBERED = re.compile(
    r"\s*(?:[(（]?[一二三四五六七八九十]+[)）、.．]|表[一二三四五六七八九十\d]|第[一二三四五六七八九十]部分)"
)

_NUMBER_ALONE = re.compile(_NUMBERED.pattern + r"[\d十]*[:：]?\s*")


def titles(first: Table, table: Table) -> list[str]:
    """Return the words above a sheet's first table that hold for another: not 一、… for 二、….

    A number that stands alone (表一　捐助明细) has its words behind it.
    """
    if not any(map(_NUMBERED.match, table.captions)):
        return list(first.captions)
    bare = [_NUMBER_ALONE.fullmatch(one) is not None for one in ("", *first.captions[:-1])]
    return [
        one
        for one, is_named in zip(first.captions, bare, strict=False)
        if not (is_named or _NUMBERED.match(one))
    ]


def headings_of_their_own(tables: Sequence[Table], reader: LabelReader) -> set[str]:
    """Return the numbered headings whose plan or year is of the table below them alone.

    What such a heading counts since some day (2013年以来) holds on for tables that say no days.
    """
    headed = [[one for one in table.captions if _NUMBERED.match(one)] for table in tables]
    several = [one for own in headed for one in own[-1:]] if sum(map(bool, headed)) > 1 else []
    found = set()
    for one in several:
        told = reader.read(one)
        if told.span is not None and (told.status == "planned" or told.span.is_of_year):
            found.add(one)
    return found
