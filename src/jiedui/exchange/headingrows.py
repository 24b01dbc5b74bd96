"""How many rows the heading of a table has: rows of group headings above, of their parts below.

Merged cells say so; so do words that fill just the gaps of the row beside. Knows no Django.
"""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING

from jiedui.exchange.across import is_place
from jiedui.exchange.englishheadings import LONGEST
from jiedui.exchange.headings import heading_weight, is_known
from jiedui.exchange.headingwords import group_date, stated_unit
from jiedui.exchange.sidelines import is_side_line
from jiedui.reader.text import normal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jiedui.exchange.grid import CellValue, Sheet
    from jiedui.exchange.merges import Merges

MAX_LEVELS = 5
"""Most rows a heading may have."""


def heading_top(sheet: Sheet, merges: Merges, row: int, *, after: int) -> int:
    """Return the heading's first row: rows of group headings just above belong to it."""
    top = row
    for _ in range(MAX_LEVELS - 1):
        top = _once_raised(sheet, merges, top, after=after)
    return top


def _once_raised(sheet: Sheet, merges: Merges, row: int, *, after: int) -> int:
    above = row - 1
    values = sheet.rows.get(above)
    if above <= after or values is None:
        return row
    texts = [(col, one) for col, one in enumerate(values, start=1) if one is not None]
    if len(texts) < 2 or not all(_may_head(one) for _, one in texts):
        return row
    if any(stated_unit(str(one)) or ":" in normal(str(one)) for _, one in texts):
        return row
    has_groups = any((box := merges.at(above, col)) and box.right > box.left for col, _ in texts)
    is_above = has_groups or _is_over_repeats(sheet, above) or _fills_gaps(texts, sheet.rows[row])
    return above if is_above else row


def _fills_gaps(texts: Sequence[tuple[int, CellValue]], below: list[CellValue]) -> bool:
    """Whether heading words stand over columns that the row below leaves empty, nothing merged."""
    over = [one for col, one in texts if col > len(below) or below[col - 1] is None]
    known = sum(is_known(str(one)) for one in over)
    gaps = below.count(None)
    return len(over) > 1 and 2 * known >= len(over) and 2 * len(over) >= gaps


def _is_over_repeats(sheet: Sheet, row: int) -> bool:
    """Whether texts written once over several columns, nothing merged, head equal columns below.

    `2017年底| |2019年底| ` over `户数|人数|户数|人数`, or the other way round.
    """
    upper, below = sheet.rows.get(row, []), sheet.rows.get(row + 1, [])
    starts = [at for at, one in enumerate(upper) if one is not None]
    if not starts or not all(_may_head(upper[at]) for at in starts):
        return False
    ends = (*starts[1:], max(len(upper), len(below)))
    blocks = [below[first:end] for first, end in zip(starts, ends, strict=True)]
    wide = [
        (normal(str(upper[at])), leaves)
        for at, block in zip(starts, blocks, strict=True)
        if len(leaves := _leaves(block)) > 1
    ]
    return (
        len({leaves for _, leaves in wide}) == 1
        and (len(wide) > 1 or group_date(wide[0][0]) is not None)
        and all(heading_weight(text) for text in wide[0][1])
    )


def _leaves(block: list[CellValue]) -> tuple[str, ...]:
    """Return the different heading words of a block's columns, () where it holds anything else."""
    filled = list(itertools.takewhile(lambda one: one is not None, block))
    if not all(_may_head(one) for one in filled) or any(block[len(filled) :]):
        return ()
    texts = tuple(normal(str(one)) for one in filled)
    return texts if len(set(texts)) == len(texts) else ()


def _may_head(value: CellValue) -> bool:
    """Whether a value may be a group heading: a short text or a year."""
    if isinstance(value, int) and not isinstance(value, bool):
        return 1990 <= value <= 2060
    return isinstance(value, str) and len(value) <= (LONGEST if value.isascii() else 20)


def heading_bottom(sheet: Sheet, merges: Merges, row: int) -> int:
    """Return the heading's last row."""
    bottom = row
    for _ in range(MAX_LEVELS - 1):
        below = bottom + 1
        if not (
            _is_bound(merges, bottom, below)
            or _is_under_groups(sheet, merges, bottom)
            or _is_over_repeats(sheet, bottom)
            or _continues(sheet, bottom)
            or _divides(sheet, bottom)
        ):
            break
        if below not in sheet.rows and not _is_bound(merges, bottom, below):
            break
        bottom = below
    while is_side_line(sheet.rows.get(bottom + 1)):
        bottom += 1
    return bottom


def _is_bound(merges: Merges, row: int, below: int) -> bool:
    """Whether a merged cell holds two rows of a heading together."""
    return any(box.top <= row and box.bottom >= below for box in merges.by_row.get(row, ()))


def _is_under_groups(sheet: Sheet, merges: Merges, row: int) -> bool:
    """Whether the row below divides merged group headings of this one."""
    below = sheet.rows.get(row + 1)
    if below is None:
        return False
    divided = False
    for box in merges.by_row.get(row, ()):
        if box.right == box.left or box.top != row or box.bottom != row:
            continue
        under = [one for one in below[box.left - 1 : box.right] if one is not None]
        words = [
            one
            for one in under
            if isinstance(one, str)
            and len(one) < (LONGEST if one.isascii() else 16)
            and not _is_number(one)
        ]
        if len(words) < 2 <= len(under):
            return False
        divided |= len(words) > 1 and any(heading_weight(one) or is_place(one) for one in words)
    return divided


def _is_number(text: str) -> bool:
    return bool(re.fullmatch(r"[\d,.\s%元万亿户人]*\d[\d,.\s%元万亿户人]*", text))


def _continues(sheet: Sheet, row: int) -> bool:
    """Whether the row below goes on with a heading without merged cells: it fills gaps."""
    upper, below = sheet.rows.get(row), sheet.rows.get(row + 1)
    if upper is None or below is None or below[0] is not None:
        return False
    texts = [(col, one) for col, one in enumerate(below, start=1) if one is not None]
    if not texts or any(not isinstance(one, str) or _is_number(one) for _, one in texts):
        return False
    known = sum(is_known(str(one)) for _, one in texts)
    gaps = sum(col > len(upper) or upper[col - 1] is None for col, _ in texts)
    return gaps > 0 and 2 * known >= len(texts)


def _divides(sheet: Sheet, row: int) -> bool:
    """Whether the row below holds words under every group of a heading, and nowhere else.

    A group is a word with no word beside it up to the next one: nothing else fills just those.
    """
    upper, below = sheet.rows.get(row), sheet.rows.get(row + 1)
    if upper is None or below is None:
        return False
    width = max(len(upper), len(below))
    over = [*upper, *[None] * (width - len(upper))]
    used = next((at for at, one in enumerate(over) if one is not None), 0)
    groups = {
        at
        for at in range(used, width)
        if over[at] is None or (at + 1 < width and over[at + 1] is None)
    }
    texts = {at: one for at, one in enumerate(below) if one is not None}
    is_words = all(isinstance(one, str) and _may_head(one) for one in texts.values())
    return (
        len(texts) > 1
        and is_words
        and texts.keys() == groups
        and not any(_is_number(str(one)) for one in texts.values())
    )
