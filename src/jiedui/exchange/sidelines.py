"""Rows under a heading that name nothing: the units of the columns, or their numbers.

Knows no Django.
"""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING

from jiedui.reader.english import unit_words
from jiedui.reader.englishlines import line_words
from jiedui.reader.text import normal

if TYPE_CHECKING:
    from jiedui.exchange.grid import CellValue, Sheet
    from jiedui.exchange.merges import Merges

UNIT_CELL = re.compile(
    r"[(\[]?(?:[千百]?万?亿?元|户|人|人次|个|批|期|次|天|%|家|名|年月日?|—|-|/)[)\]]?"
)
"""A cell that states only a unit."""
_ORDER_CELL = re.compile(r"[(\[]?(?:[甲乙丙丁戊己庚辛壬癸]|[A-Z]|\d{1,2}|[①-⑳]|\d{1,2}=.*)[)\]]?")


def unit_of(text: str) -> str:
    """Return the unit that a cell states and nothing else, "" for any other cell."""
    plain = normal(text)
    bare = plain.strip("()[]")
    return (bare if UNIT_CELL.fullmatch(plain) else "") or unit_words(bare)


def is_side_line(values: list[CellValue] | None) -> bool:
    """Whether a row under a heading only numbers the columns or states their units."""
    texts = [normal(str(one)) for one in values or [] if one is not None]
    if len(texts) < 3:
        return False
    if all(UNIT_CELL.fullmatch(text) or unit_words(text.strip("()[]")) for text in texts):
        return True
    if not all(_ORDER_CELL.fullmatch(text) for text in texts):
        return False
    numbers = [int(found[1]) for text in texts if (found := re.match(r"\D?(\d{1,2})(?!\d)", text))]
    rising = all(later - first == 1 for first, later in itertools.pairwise(numbers))
    return rising and (len(numbers) >= 3 or len(numbers) < len(texts))


def parts_group(sheet: Sheet, merges: Merges, row: int) -> bool:
    """Whether units part what is under one merged heading: 户 and 人 are headings there."""
    return any(
        len({one for one in sheet.rows[row][box.left - 1 : box.right] if one is not None}) > 1
        for box in merges.by_row.get(row - 1, ())
        if box.right > box.left and box.bottom == row - 1
    )


_FOOT = re.compile(r"^(?:注|备注|说明|填[表报制]|制表|审核|复核|负责人|经办)")


def is_line(values: list[CellValue]) -> bool:
    """Whether a row is a title or a unit line: a single text that is no footnote."""
    texts = [one for one in values if one is not None]
    if len(texts) == 0 or len(texts) > 2 or not all(isinstance(one, str) for one in texts):
        return False
    return not _FOOT.match(normal(line_words(str(texts[0]))))
