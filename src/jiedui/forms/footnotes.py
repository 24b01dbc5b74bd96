"""Footnotes that a label's mark points to: 资金① … ①单位为亿元. Knows no Django.

A footnote speaks of the labels that carry its mark and of nothing else: its unit, its days and what
it takes out are read together with those labels, and are taken out of the notes on the whole form.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from jiedui.forms.exclusions import Exclusion
from jiedui.forms.notes import clauses_of, notes_of
from jiedui.forms.rewording import mark_of, plain_label
from jiedui.forms.units import noted_units, units_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from collections.abc import Set as AbstractSet

    from jiedui.forms.labels import LabelReader
    from jiedui.forms.layout import Table
    from jiedui.forms.notes import Notes

_SIGNS = "①-⑳¹²³⁴-⁹*＊※†‡"
_NOTE = re.compile(rf"(?:(?<=[注：:。；;，,、\s])|^)([{_SIGNS}]+)[、.：:\s]*([^{_SIGNS}]+)")
_PARTS = re.compile(r"[，,。；;\n]")
_ROUNDED = re.compile(r"保留|四舍五入|舍去|小数|取整|整数|截")


def footnotes_of(
    lines: Iterable[str], tables: Sequence[Table], reader: LabelReader
) -> dict[str, str]:
    """Return what the footnote of each mark says that some label carries, in brackets."""
    used = {mark_of(label) for table in tables for label in table.every_label} - {""}
    found: dict[str, str] = {}
    for line in lines:
        for mark, told in _NOTE.findall(line):
            if mark in used and mark not in found:
                parts = [one for one, whom in _by_place(told, reader) if whom is None]
                found[mark] = "".join(_joined(part, reader) for part in parts)
    return found


def exclusions_by_place(
    lines: Iterable[str], tables: Sequence[Table], reader: LabelReader
) -> list[Exclusion]:
    """Return what footnotes take out of some rows only: ③久治县不计捐赠项目，其余为全部项目."""
    told = {mark_of(label): reader.read(label).subject
            for table in tables for label in table.every_label}  # fmt: skip
    return [
        Exclusion(told[mark], taken, part, whom.places, is_of_others=whom.is_of_others)
        for line in lines
        for mark, note in _NOTE.findall(line)
        if mark in told
        for part, whom in _by_place(note, reader)
        if whom is not None and (taken := reader.read(part).without)
    ]


_OTHERS = re.compile(r"(?:其[余他它]|另外|别的)[^,，;；]{0,4}")


class _Whom(NamedTuple):
    """Of which recipients a part of a footnote speaks: of those named, or of all others."""

    places: tuple[str, ...]
    is_of_others: bool


def _by_place(note: str, reader: LabelReader) -> Iterable[tuple[str, _Whom | None]]:
    """Yield the parts of a footnote, each with whom it speaks of; None = of all."""
    named: tuple[str, ...] = ()
    for part in filter(None, map(str.strip, _PARTS.split(note))):
        told = reader.read(part)
        if told.places and not told.span:
            named = told.places
            yield part, _Whom(named, is_of_others=False)
        elif named and _OTHERS.match(part):
            yield part, _Whom(named, is_of_others=True)
        else:
            yield part, None


def notes_without(lines: Sequence[str], reader: LabelReader, taken: AbstractSet[str]) -> Notes:
    """Return the notes on the whole form; of labels' footnotes only how numbers are rounded.

    Args:
        lines: The lines of the sheet and of the form.
        reader: Reads labels.
        taken: Clauses that speak of one heading only.
    """
    if not reader.footnotes and not taken:
        return notes_of(lines, reader)
    rest = [
        _NOTE.sub(lambda one: "" if one[1] in reader.footnotes else one[0], line) for line in lines
    ]
    kept = [clause for line in rest for clause in clauses_of(line) if clause not in taken]
    notes = notes_of(kept, reader)
    notes.rounding = notes_of(lines, reader).rounding
    return notes


_OF_YEAR = re.compile(
    r"(?:其中,?)?(?P<year>(?:19|20)\d{2})年[度的]?(?:数据|数)?(?:均|都)?(?:为|指|系|按|统计|仅|只|至|是)(?!(?:19|20)\d{2}年)"
)
"""2017年为10月末数: of the year's own column, no other."""


def _joined(part: str, reader: LabelReader) -> str:
    """Return one clause of a footnote as words in brackets, "" when it changes nothing."""
    plain = part.strip()
    if not plain or _ROUNDED.search(plain) or _OF_YEAR.match(plain_label(plain)):
        return ""
    units = noted_units(plain) or units_of(plain.removeprefix("单位"))
    if units:
        return f"({units[0].zh})"
    told = reader.read(plain)
    is_understood = not told.unknown or told.narrower or told.without
    return f"({plain})" if is_understood else ""
