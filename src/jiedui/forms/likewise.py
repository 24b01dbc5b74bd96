"""What a sheet takes over from those before it: 口径与表1相同; its days where it says none at all.

Knows no Django.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from jiedui.forms.notes import clauses_of, notes_of
from jiedui.forms.rewording import plain_label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jiedui.forms.labels import LabelReader
    from jiedui.forms.layout import Layout
    from jiedui.forms.notes import Notes

_NUMBER = r"[一二三四五六七八九十\d]+"
_AS_IN = re.compile(
    rf"(?:与|同|参照|按照?|见|依照?)(?:(?P<named>附?表{_NUMBER})|[上前](?:一?张)?表|首表)"
)
_TAKEN_OVER = re.compile(r"口径|期间|时间|时段|范围|要求|说明")
_WRITTEN = {sign: str(at) for at, sign in enumerate("一二三四五六七八九十", 1)}


def like_others(
    notes: Notes, layout: Layout, before: Sequence[Layout], *, reader: LabelReader
) -> Notes:
    """Return the notes of a sheet with what it takes over from the sheets before it.

    Args:
        notes: What its own lines lay down.
        layout: The sheet.
        before: The sheets before it.
        reader: Reads labels.
    """
    told = [_laid_down(one, reader) for one in before]
    for line in layout.lines:
        for clause in clauses_of(line):
            found = _AS_IN.search(clause) if _TAKEN_OVER.search(clause) else None
            at = _which(found["named"], before) if found else None
            if at is not None:
                return _with(notes, told[at], scope=True)
    days = [] if _tells_days(layout, reader) else [one for one in told if _has_days(one)]
    same = bool(days) and all(one.period == days[0].period for one in days)
    return _with(notes, days[-1], scope=False) if same else notes


def _which(named: str | None, before: Sequence[Layout]) -> int | None:
    """Return which of the sheets is meant: by its number, else the one just before."""
    if not named:
        return len(before) - 1 if before else None
    number = re.compile(rf"{_plain(named.removeprefix('附'))}(?!\d)")
    found = [at for at, one in enumerate(before) if any(map(number.search, _names(one)))]
    return found[0] if len(found) == 1 else None


def _names(layout: Layout) -> list[str]:
    told = [layout.sheet, *layout.lines, *(line for one in layout.tables for line in one.captions)]
    return [_plain(one)[:12] for one in told]


def _plain(words: str) -> str:
    return "".join(_WRITTEN.get(sign, sign) for sign in plain_label(words))


def _captions(layout: Layout) -> list[str]:
    return [line for table in layout.tables for line in reversed(table.captions)]


def _laid_down(layout: Layout, reader: LabelReader) -> Notes:
    return notes_of([*layout.lines, *_captions(layout)], reader)


def _has_days(notes: Notes) -> bool:
    return notes.period is not None or notes.is_paired


def _tells_days(layout: Layout, reader: LabelReader) -> bool:
    """Whether any line, title or the name of a sheet tells days of its own."""
    own = _laid_down(layout, reader)
    titles = [reader.read(one) for one in (*_captions(layout), layout.sheet)]
    return _has_days(own) or bool(own.spans) or any(one.span or one.times for one in titles)


def _with(notes: Notes, other: Notes, *, scope: bool) -> Notes:
    """Return notes with the days of another sheet's, and what those take in or out."""
    found = replace(
        notes,
        spans={**other.spans, **notes.spans},
        period=notes.period or other.period,
        status=notes.status or (other.status if scope else None),
        is_paired=notes.is_paired or other.is_paired,
    )
    if not scope:
        return found
    return replace(
        found,
        without=[*notes.without, *other.without],
        including=[*notes.including, *other.including],
        doubts=[*notes.doubts, *other.doubts],
    )
