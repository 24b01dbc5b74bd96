"""Stated growths, each held against the number it grew from and the one it grew to."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from jiedui.reader.changes import (
    base_of,
    became,
    is_change,
    is_compared,
    per_in_force,
    started,
)
from jiedui.reader.families import MOST, in_phrase, is_later
from jiedui.reader.reading import PERCENT, Relation

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jiedui.reader.found import Found
    from jiedui.reader.passage import Draft
    from jiedui.reader.vocabulary import Vocabulary

_BASE = re.compile(
    r"\s?(?:from|[,;]\s?(?:[上去]年|上一年)(?:同期)?[^,。;\d]{0,4}(?:为|是|只有|仅)|\((?:(?:19|20)\d{2}年|[上去前]年|上年|上一年|同期)[^,。;\d]{0,8}?(?:为|是|有)?)\s?"
)
"""Stands between a growth and the number it grew from: 39%(2017年2000万元)."""

_BESIDE = re.compile(
    r"[,、]\s?(?:超[支额]|节[约支]|[核审压]减)率[为达]?|[,、]\s?(?:同比|比上年)?(?:[整足]{2}|[刚正恰]好|一下子?|差不多)?[增减升降上下提回扩涨跌翻超]\S{0,4}"
)
_MONTH = re.compile(r"(?<!\d)(\d{1,2})月份?[^,。;\d]{0,8}$")
_WHAT_GREW = re.compile(
    r"[,;]([\u4e00-\u9fff]{2,4}?)(?:又|也|则|却)?(?:增长|增加|下降|减少|上升|提高|上涨)了?$"
)
"""Names what grew, right in front of by how much."""

_GENERAL = frozenset(
    "同比较上去今本当年期度月季环均幅总实净约近又再已则也都就竟直逐累合数量额率其这该连分其间一两三四五"
)
"""Signs of words that name nothing in particular: 同比, 总量, 人数, 两年间."""

_PAIR = 2


class Growths:
    """Finds the growths of a page."""

    def __init__(self, words: Vocabulary, found: Found) -> None:
        self._found = found
        self._same = words.pattern("compare", "same")

    def read(self, drafts: Sequence[Draft], at: int, gap: str) -> None:
        """Hold a stated growth against the number it grew from and the one it grew to."""
        draft = drafts[at]
        if at and self._as_changed(draft, drafts[at - 1]):
            return
        if at >= _PAIR and self._by_change(draft, drafts[at - 2], drafts[at - 1]):
            return
        near = _near(drafts, at)
        near = [one for one in near if one.measure is not PERCENT and not is_change(one)]
        last = drafts[at - 1] if at else draft
        is_each = last.per is not None and last.measure is not PERCENT
        if is_each and is_change(last) and near and near[-1].per != last.per:
            return
        if "环比" in gap and self._month_by_month(draft, near):
            return
        following = drafts[at + 1] if at + 1 < len(drafts) else None
        if following and _BASE.fullmatch(draft.passage.text, draft.end, following.start):
            self._grown_from(draft, following, near)
        elif near and (_is_told_of(near) or not self._same.search(gap)):
            self._grown(drafts, draft, near)

    def _month_by_month(self, draft: Draft, near: Sequence[Draft]) -> bool:
        """Hold 6月420万元,7月525万元,环比增长 p% against the only two numbers of its sentence."""
        days = [one.when.first.toordinal() for one in near if one.when.first]
        days = days or [int(one[1]) for each in near if (one := _MONTH.search(each.number.gap))]
        is_pair = len(near) == len(days) == _PAIR and near[0].family == near[1].family
        if not is_pair or not days[0] < days[1] or near[1].is_beside or is_compared(near[1]):
            return False
        self._found.note(Relation.GROWTH, draft, (near[1], near[0]), sure=True)
        return True

    def _as_changed(self, draft: Draft, change: Draft) -> bool:
        """Hold ",增长 p%" right behind a stated change against the numbers of that change."""
        if not in_phrase(change, draft) or not _BESIDE.fullmatch(draft.number.gap):
            return False
        for relation, total, parts, _ in reversed(self._found.rows[-4:]):
            if relation is Relation.DIFF and total is change:
                first, second = sorted(parts, key=lambda one: one.start)
                is_back = is_compared(second)
                new, old = (first, second) if is_back else (second, first)
                sure = is_back or started(first) or is_compared(first) or is_later(first, second)
                self._found.note(Relation.GROWTH, draft, (new, old), sure=sure)
                return True
        return False

    def _by_change(self, draft: Draft, new: Draft, change: Draft) -> bool:
        """Hold A,同比增加B,增幅 p% against what A was before it grew by B."""
        is_row = in_phrase(new, draft) and new.family == change.family
        before = base_of(new, change)
        if not is_row or not _BESIDE.fullmatch(draft.number.gap) or before is None:
            return False
        end = draft.number.sentence[1]
        told = [
            one for one in draft.passage.beyond(draft.start, _PAIR)
            if one.start < end and one.number.value == before and is_compared(one)
        ]  # fmt: skip
        for base in told[:1]:
            self._found.note(Relation.DIFF, change, _ranked(new, base), sure=False)
        self._found.note(Relation.GROWTH, draft, (new, *(told[:1] or [change])), sure=True)
        return True

    def _grown_from(self, draft: Draft, base: Draft, near: Sequence[Draft]) -> None:
        """Hold *up 25% from B* against the number in front of it."""
        same = [one for one in near if one.family == base.family]
        if same:
            self._found.note(Relation.GROWTH, draft, (same[-1], base), sure=True)

    def _grown(self, drafts: Sequence[Draft], draft: Draft, near: Sequence[Draft]) -> None:
        """Hold 较 B 增长 p% and 由 B 增加到 A,增长 p% against the numbers in front of them."""
        place = max((k for k, one in enumerate(near) if is_compared(one)), default=len(near) - 1)
        base = near[place]
        kin = [one for one in near[:place] if one.family == base.family]
        kin = [one for one in kin if one.status is base.status] or kin
        kin = [one for one in kin if one.per == base.per] or kin
        if not is_compared(base):
            if kin and (became(kin[-1], base) or is_later(kin[-1], base)):
                is_next = in_phrase(base, draft) and _is_in_turn([kin[-1], base])
                sure = in_phrase(kin[-1], draft) or is_next
                sure = sure and kin[-1].status is base.status and not _is_of_other(draft, base)
                self._found.note(Relation.GROWTH, draft, (base, kin[-1]), sure=sure)
            elif len(kin) == 1 and is_later(base, kin[0]) and in_phrase(kin[0], draft):
                self._found.note(Relation.GROWTH, draft, (kin[0], base), sure=True)
            return
        later = [one for one in near[place + 1 :] if one.family == base.family]
        new = self._compared(later or kin or self._before_sentence(drafts, base), base)
        if new is not None:
            self._grown_to(draft, (new, base), kin)
            return
        for one in reversed(drafts[: base.index]):
            is_top = one.whole is None and one.per is None and not one.is_beside
            is_alike = is_top and one.family == base.family and one.status is base.status
            if is_alike and self._found.note(Relation.GROWTH, draft, (one, base), sure=False):
                return

    def _grown_to(self, draft: Draft, pair: Sequence[Draft], kin: Sequence[Draft]) -> None:
        """Hold a growth against the number it is told of, a part told last or the whole of it."""
        new, base = pair
        whole = new.whole if new.whole in kin else None
        tried = [one for one in (new, whole) if one is not None]
        if any(self._found.note(Relation.GROWTH, draft, (one, base), sure=False) for one in tried):
            return
        is_told = in_phrase(new, base)
        sure = in_phrase(base, draft) and (is_told or whole is not None or len(kin) == 1)
        meant = whole if whole is not None and not is_told else new
        self._found.note(Relation.GROWTH, draft, (meant, base), sure=sure)

    def _before_sentence(self, drafts: Sequence[Draft], base: Draft) -> list[Draft]:
        """Return the one total of the sentence before that a comparison can go on about."""
        start = base.number.sentence[0]
        if not start:
            return []
        earlier = base.passage.sentence(start - 1)[0]
        found = [
            one
            for one in drafts
            if earlier <= one.start < start and one.family == base.family and one.whole is None
        ]
        return found if len(found) == 1 else []

    def _compared(self, kin: Sequence[Draft], base: Draft) -> Draft | None:
        """Return the number that is compared with the base: of the same sentence, the nearest."""
        per = per_in_force(base)
        same = [one for one in kin if not one.is_beside and per_in_force(one) == per]
        same = [one for one in same if one.status is base.status] or same
        return same[-1] if same and same[-1].number.value != base.number.value else None


def _is_of_other(growth: Draft, new: Draft) -> bool:
    """Whether the words of a growth name what grew, and the numbers before are not told of that."""
    said = _WHAT_GREW.search(growth.number.gap)
    if said is None or not _GENERAL.isdisjoint(said[1]):
        return False
    start = new.number.sentence[0]
    return said[1][-_PAIR:] not in new.passage.text[start : new.end + _PAIR]


def _ranked(*pair: Draft) -> list[Draft]:
    return sorted(pair, key=lambda one: -one.number.value)


def _near(drafts: Sequence[Draft], at: int) -> list[Draft]:
    """Return the numbers before a growth that its sentence tells."""
    start = drafts[at].number.sentence[0]
    return [one for one in drafts[max(0, at - MOST) : at] if one.start >= start]


def _is_told_of(near: Sequence[Draft]) -> bool:
    """Whether the words before a growth tell what it compares: a base, two years, from A to B."""
    is_moved = len(near) > 1 and became(*near[-2:])
    return is_moved or is_compared(near[-1]) or _is_in_turn(near)


def _is_in_turn(near: Sequence[Draft]) -> bool:
    """Whether just two numbers are told of one year and the next: 2019年A,2020年B,同比增长 p%."""
    if len(near) != _PAIR or not (is_later(*near) or is_later(*near[::-1])):
        return False
    first, second = (one.when.first for one in near)
    return bool(first and second and abs(second.year - first.year) == 1)
