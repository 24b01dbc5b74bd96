"""Cells whose labels differ but whose questions do not: something in a label was not understood.

Two rows of one column that ask the very same thing are both left to a person, unless one is a total
of the other or only the unit differs (人 and 人次). Knows no Django.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from jiedui.forms.parents import is_chapter, parents_of
from jiedui.forms.rewording import plain_label
from jiedui.forms.totals import is_total
from jiedui.forms.wording import doubt

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jiedui.forms.asked import Asked
    from jiedui.forms.labels import LabelReader
    from jiedui.forms.layout import Slot, Table


def apart(table: Table, several: Sequence[Asked], reader: LabelReader) -> list[Asked]:
    """Return what the cells of a table ask, with a doubt where two cannot be told apart."""
    found = _without_chapters(table, [*_beside_the_whole(several)], reader)
    groups = _alike(table, found, reader)
    for alike in groups.values():
        slots = [table.slots[at] for at in alike]
        if len(alike) > 1 and len({_words(slot) for slot in slots}) > 1:
            parts = [at for at in alike if _is_part(table.slots[at], reader)]
            for at, other in zip(alike, [*slots[1:], slots[0]], strict=True):
                if 0 < len(parts) < len(alike) and at not in parts:
                    continue  # 其中：… is not understood; what it is a part of is.
                words = {"words": _words(table.slots[at]), "other": _words(other)}
                found[at] = replace(found[at], doubt=doubt("same", **words), reason="ambiguous")
    return found


def _without_chapters(table: Table, several: list[Asked], reader: LabelReader) -> list[Asked]:
    """Return what the cells ask, a chapter's nothing where a row below it asks the same.

    一、投入（万元） over 总投入 is a heading whose cells were not joined.
    """
    lines = table.lines
    if not any(map(is_chapter, lines)):
        return several
    at = {id(line): number for number, line in enumerate(lines)}
    above = parents_of(lines, reader)
    asks = [(slot, one, at[id(slot.line)]) for slot, one in zip(table.slots, several, strict=True)]
    under = {(above[row], slot.heads, one.question) for slot, one, row in asks
             if one.question is not None}  # fmt: skip
    return [
        replace(one, doubt=doubt("measure", words=_words(slot)), reason="ambiguous")
        if is_chapter(slot.line) and (row, slot.heads, one.question) in under
        else one
        for slot, one, row in asks
    ]


def _alike(table: Table, several: Sequence[Asked], reader: LabelReader) -> dict[object, list[int]]:
    """Return the cells of one row or of one column that ask the very same, totals aside."""
    groups: dict[object, list[int]] = defaultdict(list)
    for at, (slot, asked) in enumerate(zip(table.slots, several, strict=True)):
        if asked.question is None or asked.narrower or asked.reason or asked.at is not None:
            continue  # A stock of a day stands in 本期 and 累计 alike, and twice in a list.
        same = (asked.question, asked.worked, asked.unit)
        if not any(reader.read(head).is_total for head in slot.heads):
            groups["row", slot.row, same].append(at)
        if not _is_total(slot, reader):
            groups["column", slot.heads, same].append(at)
    return groups


def _beside_the_whole(several: Sequence[Asked]) -> list[Asked]:
    """Return what the cells ask, those with strange words as parts where the whole is asked too."""
    asks: dict[object, set[tuple[str, ...]]] = defaultdict(set)
    for one in several:
        if one.question is not None and not one.narrower:
            asks[one.question, one.worked, one.unit].add(one.strange)
    return [
        replace(one, narrower=one.strange)
        if any({*other} < {*one.strange} for other in asks[one.question, one.worked, one.unit])
        else one
        for one in several
    ]


def _is_part(slot: Slot, reader: LabelReader) -> bool:
    return any("of_which" in reader.read(one).roles for one in (*slot.line.labels, *slot.heads))


def _words(slot: Slot) -> str:
    return plain_label(" · ".join([*slot.line.labels, *slot.heads]))


def _is_total(slot: Slot, reader: LabelReader) -> bool:
    return is_total(slot.line, reader) or any(reader.read(head).is_total for head in slot.heads)
