"""Cells of a table that say their unit themselves: 640套 under 数量, beside a 单价 in 元."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from jiedui.reader.reading import Measure

if TYPE_CHECKING:
    from jiedui.reader.columns import Column
    from jiedui.reader.vocabulary import Vocabulary

_CELL = re.compile(r"(\d[\d,]*(?:\.\d+)?)\s?([亿万千百]{0,2})([^\W\d_][^\W_]*|㎡|m²|m³)")
_COUNTS = re.compile(r"数|量|规模|面积|长度|里程|资金|金额|单价|均价|总价|价值|投入|投资|折价|折款")
_DESCRIBES = re.compile(r"规格|型号|参数|编号|序号|年限|期限|工期|时间|备注|电话|文号|含量|重量$")
"""Heads what a thing is like; its numbers are no amounts of it."""

_KINDS = frozenset([*map(str, Measure), "person", "thing"])


class UnitCell(NamedTuple):
    """A number and its unit, as one cell says them.

    Attributes:
        digits: The number as printed, without its scale.
        unit: Its scale and unit: 万元, 套.
    """

    digits: str
    unit: str


def unit_cell(text: str, column: Column, words: Vocabulary) -> UnitCell | None:
    """Return what a cell says, None where it is no amount under a head that counts or pays.

    Args:
        text: The cell, stripped.
        column: What its head says.
        words: Says which words are units.
    """
    found = _CELL.fullmatch(text)
    head = column.header
    is_counted = column.measure is not None or _COUNTS.search(head) is not None
    if found is None or not head or not is_counted or _DESCRIBES.search(head):
        return None
    digits, scale, unit = found.groups()
    known = words.units.get(unit)
    if known is None or known.kind not in _KINDS:
        return None
    return UnitCell(digits, scale + unit)
