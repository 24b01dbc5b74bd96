"""Items of a list that each tell a share of one whole, and counts that stand beside households."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from jiedui.reader.reading import HOUSEHOLDS, PERCENT, PROJECTS, Relation

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Protocol

    from jiedui.reader.found import Found
    from jiedui.reader.passage import Draft, Passage

    class Note(Protocol):
        """Notes a relation that agrees, or is sure."""

        def __call__(
            self, relation: Relation, total: Draft, parts: Sequence[Draft], *, sure: bool
        ) -> bool:
            """Return whether it was noted."""


_CLEAR_SHARE = re.compile(r"占[^,。;\d]{0,8}$")
_SECTION = re.compile(
    r"\s*(?:[((]?[一二三四五六七八九十]{1,3}[))、]|[一二三四五六七八九十]是|[((]?\d{1,2}[))、.](?!\d))"
)
_SO_DO_PERSONS = re.compile(
    r"[、,]\s?(?:总?人[数口])?(?:也|则|相应|同时)?(?:净|共)?(?:减少?|下降|降低?|少|增加?|多)了?"
)
"""Stands between by how many households and by how many persons a stock changed."""

_PAIR = 2


def hold_sections(
    found: Found, passages: Sequence[Passage], *, may_add: Callable[[Draft], bool], note: Note
) -> None:
    """Hold the sections of a list, each with a share of one whole, against that whole."""
    group: list[Passage] = []
    mark = ""
    for passage in passages:
        begins = _SECTION.match(passage.text)
        if begins:
            kind = re.sub(r"[一二三四五六七八九十\d\s]", "", begins[0])[-1:]
            if kind != mark:
                _hold_group(found, group, may_add=may_add, note=note)
                group, mark = [], kind
            group.append(passage)
    _hold_group(found, group, may_add=may_add, note=note)


def _hold_group(
    found: Found, group: Sequence[Passage], *, may_add: Callable[[Draft], bool], note: Note
) -> None:
    """Note the shares of sections whose fellows tell of which whole they are."""
    if len(group) < _PAIR:
        return
    told: list[tuple[Draft, list[Draft]]] = []
    for passage in group:
        share = next((one for one in passage.drafts if one.measure is PERCENT), None)
        if share is not None and _CLEAR_SHARE.search(share.number.gap):
            told.append(
                (share, [one for one in passage.drafts if one.start < share.start and may_add(one)])
            )
    rows = _ratios(found) if len(told) == len(group) else {}
    wholes = [rows[id(share)][1] for share, _ in told if id(share) in rows]
    if len(wholes) < _PAIR or any(one is not wholes[0] for one in wholes):
        return
    whole, parts = wholes[0], []
    for share, before in told:
        kin = [one for one in before if one.family == whole.family]
        part = rows[id(share)][0] if id(share) in rows else next(iter(kin), None)
        if part is None:
            return
        if id(share) not in rows:
            note(Relation.RATIO, share, (part, whole), sure=True)
        part.whole = part.whole or whole
        parts.append(part)
    is_all = note(Relation.SUM, whole, parts, sure=False)
    _hold_counts(whole, [before for _, before in told], note, is_all=is_all)


def _ratios(found: Found) -> dict[int, Sequence[Draft]]:
    """Return the shares that are right, with what each is of what."""
    return {
        id(share): parts
        for relation, share, parts, is_ok in found.rows
        if relation is Relation.RATIO and is_ok
    }


def _hold_counts(
    whole: Draft, told: Sequence[Sequence[Draft]], note: Note, *, is_all: bool
) -> None:
    """Hold what is counted beside a whole (4250万元,项目23个) against the counts of its items.

    Items that make the whole to the last digit are all that there are, and so are their projects;
    what else is counted may be told of some of them only.
    """
    start, end = whole.number.sentence
    for total in whole.passage.drafts:
        is_other = total.measure is not PERCENT and total.family != whole.family
        if not is_other or not start <= total.start < end:
            continue
        kin = [[one for one in before if one.family == total.family] for before in told]
        if all(kin):
            is_sure = is_all and total.measure is PROJECTS
            note(Relation.SUM, total, [each[0] for each in kin], sure=is_sure)


def members_of(found: Found, households: Draft, change: Draft) -> list[Draft]:
    """Return the persons between whose counts a change was, by the households they stand beside.

    612户2,105人,比年初的845户2,936人减少233户931人: where 233 households follow from two counts,
    the persons right behind those are what 931 follows from.
    """
    is_told = is_beside(households, change) or _SO_DO_PERSONS.fullmatch(change.number.gap)
    if households.measure is not HOUSEHOLDS or not is_told:
        return []
    for relation, total, parts, is_ok in reversed(found.rows):
        if relation is Relation.DIFF and total is households and is_ok:
            beside = [one.passage.drafts[one.index + 1] for one in parts]
            is_pair = all(
                is_beside(one, other) and other.family == change.family
                for one, other in zip(parts, beside, strict=True)
            )
            return sorted(beside, key=lambda one: -one.number.value) if is_pair else []
    return []


def is_beside(one: Draft | None, other: Draft) -> bool:
    """Whether a number stands right behind another: 减少208户789人, and 208户、789人 of people."""
    if one is None or one.passage is not other.passage:
        return False
    between = one.passage.text[one.end : other.start].strip()
    return not between or (between in ("、", ",") and one.measure is HOUSEHOLDS)
