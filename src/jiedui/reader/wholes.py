"""Totals and their parts: 合计 after its parts, 其中 and 分别 after their total, brackets, tables.

A sum is held against its total only where the text gives the parts as the whole. Where it does not
(a 其中 that names some), parts that happen to add up are a true finding, and parts that do not are
no finding at all.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from jiedui.reader.agreement import agrees, computed
from jiedui.reader.families import family
from jiedui.reader.reading import Measure, Relation

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jiedui.reader.families import Each, Found
    from jiedui.reader.passage import Draft, Passage
    from jiedui.reader.vocabulary import Vocabulary

_MOST = 24
"""So many numbers around a total are looked at."""

_NUMBER_WORDS = {sign: at for at, sign in enumerate("零一二三四五六七八九十")} | {"两": 2}
_COUNT = re.compile(
    r"([一二两三四五六七八九十]|\d{1,2})(?:个|区|县|市|镇|乡|方|块|段|笔|项|类|批|路|部分|家|村|级|条|渠道|来源|年|方面|层|地|校|院|所)"
)
_PARTS_ONLY = re.compile(r"等|如下?|例如|比如|包括|主要|比较大|较大|含")
_NEXT = re.compile(r"。\s?(?:其中|of wh)")
_STRONG_BREAK = re.compile(r"此外|另外|另有|同时|还(?!有)|与此同时")


class Wholes:
    """Finds the totals of a passage and what they are made of."""

    def __init__(self, words: Vocabulary, found: Found, each: Each) -> None:
        self._each = each
        self._found = found
        self._total = words.pattern("total")
        self._strong = words.pattern("total", "strong")
        self._after = words.pattern("total", "after")
        self._introduce = words.pattern("total", "introduce")
        self._whole = words.pattern("total", "whole")
        self._example = words.pattern("total", "example")

    def read(self, passage: Passage) -> None:
        """Note the sums of a passage and mark its parts, inner totals first."""
        drafts = [
            one
            for one in passage.drafts
            if not one.is_beside and one.measure is not Measure.PERCENT
        ]
        drafts = [one for one in drafts if not self._each.is_each(one)]
        for at in range(len(drafts) - 1, -1, -1):
            self._total_first(drafts, at)
        for at in range(len(drafts)):
            self._total_last(drafts, at)

    # ------------------------------------------------------------- total first

    def _total_first(self, drafts: Sequence[Draft], at: int) -> None:
        total = drafts[at]
        parts = self._following(drafts, at)
        if not parts:
            return
        between = total.passage.text[total.end : parts[0].start]
        introduced = self._introduce.search(between)
        direct = re.match(r"\s?[:(—]", between.lstrip('”"'))
        whole = self._whole.search(between) or direct
        listed = re.search(r"[:—][^:—]{0,10}$", between)
        if not introduced and not whole and not listed:
            return
        if len(between) > 60 or ("。" in between and not _NEXT.search(between)):
            return
        fitting = self._fitting(total, parts)
        if fitting:
            self._mark(total, fitting, is_ok=True)
            return
        exhaustive = self._exhaustive(
            total, parts, between, is_whole=bool(whole and not introduced)
        )
        if exhaustive:
            self._mark(total, exhaustive, is_ok=False)
        else:
            run = self._run(parts) if introduced else []
            for part in run:
                part.whole = part.whole or total

    def _following(self, drafts: Sequence[Draft], at: int) -> list[Draft]:
        """Return the drafts of the same family that follow a total in its sentence."""
        total = drafts[at]
        end = total.passage.sentence(total.start)[1]
        if self._introduce.match(total.passage.text, end) and end < len(total.passage.text):
            end = total.passage.sentence(end)[1]
        kin = family(total)
        found = []
        for one in drafts[at + 1 : at + _MOST]:
            if one.start >= end or one.status is not total.status:
                break
            if one.whole is not None and one.whole is not total:
                continue
            if not _same(kin, total, one):
                continue
            if one.number.value > total.number.value:
                break
            found.append(one)
        return found

    def _fitting(self, total: Draft, parts: Sequence[Draft]) -> list[Draft]:
        """Return the first parts that add up to the total, two at least."""
        for size in range(2, len(parts) + 1):
            chosen = parts[:size]
            if agrees(total, chosen, computed(Relation.SUM, chosen) or total.number.value + 1):
                return list(chosen)
        return []

    def _run(self, parts: Sequence[Draft]) -> list[Draft]:
        """Return the parts that follow one another in one list."""
        run = [parts[0]]
        for one in parts[1:]:
            between = run[-1].passage.text[run[-1].end : one.start]
            if len(between) > 32 or _STRONG_BREAK.search(between) or self._total.search(between):
                break
            run.append(one)
        return run

    def _exhaustive(
        self, total: Draft, parts: Sequence[Draft], between: str, *, is_whole: bool
    ) -> list[Draft]:
        """Return the parts when the text gives them as the whole although they do not add up."""
        run = self._run(parts)
        if len(run) < 2 or self._example.search(between) or _PARTS_ONLY.search(between):
            return []
        before = total.passage.text[total.passage.clause(total.start)[0] : total.start]
        named = {
            _NUMBER_WORDS.get(one, 0) or int(one) for one in _COUNT.findall(before + between) if one
        }
        if len(run) in named:
            return run
        if self._goes_further(total, run):
            return []
        if is_whole:
            return run
        sources = {one.source for one in run if one.source}
        if len(run) >= 3 and len(sources) == len(run):
            return run
        excess = sum(one.number.value for one in run) > total.number.value
        return run if excess and "。" not in between else []

    def _goes_further(self, total: Draft, run: Sequence[Draft]) -> bool:
        """Whether more numbers of the kind follow a list, so that it may not be the whole of it."""
        last, passage = run[-1], total.passage
        end = passage.sentence(total.start)[1]
        return any(
            one.start < end and one.start - last.end < 40 and family(one) == family(total)
            for one in passage.drafts
            if one.start > last.start
        )

    # ------------------------------------------------------------- total last

    def _total_last(self, drafts: Sequence[Draft], at: int) -> None:
        total = drafts[at]
        gap = total.passage.gap(total.number)
        behind = total.passage.after(total.number)[:4]
        marked = self._total.search(gap[-14:]) or self._after.match(behind.lstrip(" 的"))
        if not marked or (total.whole is not None and not self._strong.search(gap)):
            return
        parts = self._preceding(drafts, at)
        for size in range(len(parts), 1, -1):
            chosen = parts[-size:]
            value = computed(Relation.SUM, chosen)
            if value is not None and agrees(total, chosen, value):
                self._mark(total, chosen, is_ok=True)
                return
        if (
            self._strong.search(gap[-14:])
            or self._after.match(behind)
            or self._is_list(parts, total)
        ):
            chosen = self._last_run(parts, total)
            if len(chosen) >= 2 and not any(one.whole for one in chosen):
                self._mark(total, chosen, is_ok=False)

    def _preceding(self, drafts: Sequence[Draft], at: int) -> list[Draft]:
        """Return the drafts of the same family before a total, back to another total."""
        total = drafts[at]
        kin = family(total)
        start = total.passage.sentence(total.start)[0]
        found: list[Draft] = []
        for one in reversed(drafts[max(0, at - _MOST) : at]):
            if one.start < start or one.status is not total.status:
                break
            if one.whole is not None:
                continue
            if _same(kin, total, one):
                found.append(one)
        return found[::-1]

    def _is_list(self, parts: Sequence[Draft], total: Draft) -> bool:
        """Whether the parts are one list with like labels, closed by the total."""
        if len(parts) < 2:
            return False
        ends = [*parts[1:], total]
        gaps = [
            one.passage.text[one.end : other.start] for one, other in zip(parts, ends, strict=True)
        ]
        is_short = all(len(gap) <= 12 for gap in gaps)
        lead = re.match(r"[,;、]\s?(?:全部)?(?:共|累计|总)", gaps[-1])
        return bool(is_short and lead) and all(gap[:1] in ",;、" for gap in gaps)

    def _last_run(self, parts: Sequence[Draft], total: Draft) -> list[Draft]:
        run: list[Draft] = []
        following = total
        for one in reversed(parts):
            between = one.passage.text[one.end : following.start]
            if len(between) > 32 or one.number.value > total.number.value * 2:
                break
            run.append(one)
            following = one
        return run[::-1]

    def _mark(self, total: Draft, parts: Sequence[Draft], *, is_ok: bool) -> None:
        self._found.add(Relation.SUM, total, parts, is_ok=is_ok)
        for part in parts:
            part.whole = total
            part.source = part.source or total.source


def _same(kin: str, total: Draft, one: Draft) -> bool:
    """Whether a draft may be a part of a total by what it counts."""
    if family(one) == kin:
        return True
    things = (Measure.PROJECTS, Measure.ITEMS, Measure.OTHER)
    return (
        total.number.kind == one.number.kind == "thing"
        and total.measure in things
        and one.measure in things
    )
