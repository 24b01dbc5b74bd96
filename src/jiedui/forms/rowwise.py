"""Cards whose rows each name a work of their own: 项目一 | 民族中学教学楼 | 建筑面积 | _.

Knows no Django.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from jiedui.forms.labels import LabelReader
    from jiedui.forms.layout import Table


def works_by_row(table: Table, reader: LabelReader) -> dict[int, tuple[str, ...]]:
    """Return the works of each row of a card that names several, {} where it is of one at most.

    A row that names none is of those named last above it.
    """
    named = {
        row: projects
        for row, words in sorted(table.said_in.items())
        if (projects := tuple(key for one in words for key in reader.read(one).projects))
    }
    if len({*named.values()}) <= 1:
        return {}
    found: dict[int, tuple[str, ...]] = {}
    last: tuple[str, ...] = ()
    for row in range(min(named), table.bottom + 1):
        last = named.get(row, last)
        found[row] = last
    return found
