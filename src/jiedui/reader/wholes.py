"""Totals and their parts: 合计 after its parts, 其中 and 分别 after their total, brackets, tables.

A sum is held against its total only where the text gives the parts as the whole. Where it does not
(a 其中 that names some), parts that happen to add up are a true finding, and parts that do not are
no finding at all.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from jiedui.kernel.quantity import Wording
from jiedui.reader.agreement import adds_up, agrees, computed, is_misprint, summed
from jiedui.reader.changes import is_more, is_moved
from jiedui.reader.complete import (
    PAID_OFF,
    are_kinds,
    counts_years,
    goes_further,
    is_alone,
    is_base,
    is_complete,
    is_dealt_further,
    is_one_of_several,
    labels_of,
    may_be_of,
    names_each,
    told_in_a_row,
    up_to_rest,
    words_between,
)
from jiedui.reader.divided import divide_again, hold_within
from jiedui.reader.divisions import (
    AMONG,
    ASKS,
    BY_KIND,
    CONSISTS,
    DIRECT,
    ENDS_IN_REST,
    HOLDS_ASKS,
    HOLDS_CONSISTS,
    HOLDS_KIND,
    IN_ORDER,
    LIST_OPENS,
    NEXT,
    REST,
    SUMS_UP,
    TAKEN,
    counted_in,
    says_total,
)
from jiedui.reader.exactly import apart
from jiedui.reader.families import (
    goes_on_unnamed,
    has_own_share,
    in_phrase,
    may_join,
    may_overlap,
    others_each,
    restates,
)
from jiedui.reader.grand import is_grand, is_just, last_as_long, list_before, many_told, run_before
from jiedui.reader.reading import MONEY, PERCENT, Relation

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jiedui.reader.found import Found
    from jiedui.reader.passage import Draft, Passage
    from jiedui.reader.vocabulary import Vocabulary

_MOST, _FAR = 24, 60  # So many numbers around a total, no further behind it, are looked at.
_MOST_BEYOND = 4  # Some of a total that exceed it by more than a quarter are of something else.
_NEXT_SENTENCE = 130  # So far into the next sentence its rest is looked for.
_GOES_ON = re.compile(r"、[^,。;:\d]{1,8}")
_PARTS_ONLY = re.compile(r"等|如下?|例如|比如|包括|主要|比较大|较大|含")
_SOME_OF = re.compile(r"其中[^,。;:]{0,4}")
_GRAND = re.compile(r"总(?:投资|投入|造价|长|里程|面积|额|量|数)[^\W\d]{0,2}$")
_PAYS = re.compile(
    r"出资|[出掏拿]了?$|自筹|配套|财政|统筹|捐|承担|负担|投入|补助$|贷款|(?:援[疆藏青蒙]|帮扶|协作|专项|补助|整合)资金$"
)
_OTHERS = re.compile(r"另外?|其[他它余]|剩|各[类种]")
_OWN_SHARE = re.compile(r"占[^,;。]*")
_TWICE = re.compile(r"套[种作]|间作|轮作|共同|重复|交叉|重叠|同时|兼|都有|不止")
"""Said behind parts of which one and the same may be counted twice."""

_JOINS = re.compile(r"[、和与及同]")
_SECTIONS = frozenset("段期层区片")
_STRONG_BREAK = re.compile(r"接收|接纳|派出|此外|另外|另有|同时|还(?![有剩差缺])|与此同时")


class Wholes:
    """Finds the totals of a passage and what they are made of."""

    def __init__(self, words: Vocabulary, found: Found) -> None:
        self._found = found
        self._ended, self._goes_on = -1, False
        self._total = words.pattern("total")
        self._signs = words.signs("total")
        self._strong = words.pattern("total", "strong")
        self._after = words.pattern("total", "after")
        self._introduce = words.pattern("total", "introduce")
        self._whole = words.pattern("total", "whole")
        self._example = words.pattern("total", "example")

    def read(self, passage: Passage) -> None:
        """Note the sums of a passage and mark its parts, inner totals first."""
        self._ended = -1
        drafts = [one for one in passage.drafts if not one.is_beside and one.measure is not PERCENT]
        drafts = [one for one in drafts if one.may_add and not is_more(one) and not restates(one)]
        drafts = [one for one in drafts if not is_base(one)]
        hold_within(self, drafts)
        for at in range(len(drafts) - 1, -1, -1):
            self._total_first(drafts, at)
        for at in range(len(drafts)):
            self._total_last(drafts, at)
        divide_again(self, drafts, self._introduce)

    # ------------------------------------------------------------- total first

    def _total_first(self, drafts: Sequence[Draft], at: int) -> None:
        total = drafts[at]
        parts = [] if is_one_of_several(total) else self._following(drafts, at)
        alike = [one for one in parts if one.measure is total.measure]
        is_behind = bool(alike) and alike[0] is not parts[0]
        if is_behind and self._introduce.search(words_between(total, alike[0])):
            parts = alike
        if not parts:
            return
        between = total.passage.text[total.end : parts[0].start]
        introduced = self._introduces(between)
        whole = self._names_whole(between)
        if HOLDS_ASKS.search(between):
            self._answer(total, parts)
            return
        listed = LIST_OPENS.search(between) or self._is_divided(total, parts)
        listed = listed or counts_years(total, self._run(total, parts))
        is_row = not listed and _JOINS.search(total.number.before) is not None
        named = is_row and names_each(total.number.before, self._run(total, parts))
        is_top = self._is_top(drafts, at) and not has_own_share(total)
        rest = up_to_rest(total, parts) if is_top else []
        if not (introduced or whole or listed or named or rest or self._is_ordered(between)):
            return
        if "。" in between and not NEXT.search(between):
            if rest and self._is_near(total, rest):
                self.mark(total, rest, is_ok=adds_up(total, rest))
        elif len(between) <= _FAR and not others_each(between):
            is_whole = bool((whole and not introduced) or rest)
            self._divide(total, rest or parts, between, is_whole=is_whole)

    def _answer(self, total: Draft, parts: Sequence[Draft]) -> None:
        """Mark the parts that answer how a total is made, if they make it or nearly do."""
        fitting = self._fitting(total, parts)
        run = fitting or self._run(total, parts)
        if fitting or (len(run) > 1 and self._is_near(total, run)):
            self.mark(total, run, is_ok=bool(fitting))

    def _divide(
        self, total: Draft, parts: Sequence[Draft], between: str, *, is_whole: bool
    ) -> None:
        """Mark the parts that make a total, or that its words give as all of it."""
        fitting = self._fitting(total, parts)
        chosen = fitting or self._exhaustive(total, parts, between, is_whole=is_whole)
        if chosen:
            self.mark(total, chosen, is_ok=bool(fitting))
        elif self._introduces(between):
            for part in self._run(total, parts):
                part.whole = part.whole or (total if may_be_of(total, part) else None)

    def _is_ordered(self, between: str) -> bool:
        """Whether a total's own parts follow one after the other, 第一批 first."""
        return IN_ORDER.search(between) is not None and not set(between) & set(";。")

    def _introduces(self, between: str) -> bool:
        """Whether the words behind a total lead to some of its parts: 其中, 43个项目中."""
        return bool(self._introduce.search(between) or AMONG.match(between))

    def _names_whole(self, between: str) -> bool:
        """Whether the words between a total and its first part say that all of it is told."""
        opens = (self._whole, HOLDS_KIND, HOLDS_CONSISTS)
        told = between.lstrip('”" ')
        is_direct = DIRECT.match(told) is not None and not (told[0] == "(" and ")" in told)
        return is_direct or any(one.search(between) for one in opens)

    def _following(self, drafts: Sequence[Draft], at: int) -> list[Draft]:
        """Return the drafts of the same family that follow a total in its sentence."""
        total = drafts[at]
        end = total.number.sentence[1]
        text = total.passage.text
        if end != self._ended:
            self._ended, self._goes_on = end, self._is_divided_next(text, total.number.sentence)
        if self._goes_on:
            asked = ASKS.match(text, end)
            end = total.passage.sentence(asked.end() if asked else end)[1]
        kin = total.family
        found = []
        free = (one for one in drafts[at + 1 : at + _MOST] if one.whole in (None, total))
        for one in free:
            if one.start >= end or one.status is not total.status or is_moved(one):
                break
            if may_join(kin, total, one):
                if one.number.value > total.number.value:
                    break
                found.append(one)
        return found

    def _is_divided_next(self, text: str, sentence: tuple[int, int]) -> bool:
        """Whether the next sentence divides what one tells, which is no division itself."""
        start, end = sentence
        if text[start:end].rstrip('"”').endswith("?") and HOLDS_ASKS.search(text, start, end):
            return True
        openers = (self._introduce, BY_KIND, CONSISTS, ASKS)
        divides = any(one.match(text, end) for one in openers)
        if not divides and REST.search(text, end, end + _NEXT_SENTENCE):
            divides = ENDS_IN_REST.match(text, end) is not None
        return divides and BY_KIND.match(text, start) is None

    def _is_near(self, total: Draft, rest: Sequence[Draft]) -> bool:
        """Whether parts of the next sentence make a total, or miss it by a tenth at most."""
        told = summed(rest)
        following = total.passage.drafts[total.index + 1 : total.index + 2]
        is_next = bool(following) and following[0] is rest[0]
        return is_next and apart(told, total.number.value) * 10 <= total.number.value

    def _fitting(self, total: Draft, parts: Sequence[Draft]) -> list[Draft]:
        """Return the first parts that add up to the total: exactly, else as many as may."""
        fitting: list[Draft] = []
        for size in range(2, len(parts) + 1):
            if size < len(parts) and _GOES_ON.fullmatch(parts[size].number.gap):
                continue  # A row is not cut short where it happens to fit.
            chosen = list(parts[:size])
            value = computed(Relation.SUM, chosen)
            if value == total.number.value:
                return chosen
            if value is not None and agrees(total, chosen, value):
                fitting = chosen
        return fitting

    def _run(self, total: Draft, parts: Sequence[Draft]) -> list[Draft]:
        """Return the parts that follow one another in one list."""
        run, text = [parts[0]], total.passage.text
        ends = ")" if "(" in text[total.end : parts[0].start] else "\n"
        for one in parts[1:]:
            between = text[run[-1].end : one.start]
            if ends in between:
                break
            other = _STRONG_BREAK.search(between)
            if len(between) > 32 or (other and other[0] not in parts[0].number.gap):
                break
            if len(run) > 1 and PAID_OFF.search(between):
                break
            if says_total(self._total, _OWN_SHARE.sub("", between)):
                break
            if one.number.unit == "人次" != total.number.unit:
                break
            run.append(one)
        return run

    def _exhaustive(
        self, total: Draft, parts: Sequence[Draft], between: str, *, is_whole: bool
    ) -> list[Draft]:
        """Return the parts if the text gives them as the whole although they do not add up."""
        run = self._run(total, parts)
        is_open = self._example.search(between) or _PARTS_ONLY.search(between)
        if between.endswith(parts[0].number.gap) and are_kinds(run):
            is_open = self._example.search(between)
        if len(run) < 2 or is_open or goes_on_unnamed(run[-1]):
            return []
        before = total.passage.text[total.number.clause[0] : total.start]
        named = counted_in(before + _SOME_OF.sub("", between))
        is_named = (
            len(run) in named
            or counts_years(total, run)
            or names_each(before, run)
            or told_in_a_row(total, run)
        )
        if is_named or (len(run) == len(parts) and is_complete(labels_of(run))):
            return run
        if len(run) > 2 and is_complete(labels_of(run[:2])):
            return run[:2]  # 男生338人,女生304人,住校生501人: the first two are all.
        if goes_further(total, run) or is_dealt_further(between, run):
            return []
        is_divided = is_whole or self._is_divided(total, parts)
        if is_divided or self._is_near_miss(total, run, parts):
            return run
        sources = {one.source for one in run if one.source}
        is_by_purse = len(run) >= 3 and len(sources) == len(run)
        beyond = summed(run) - total.number.value
        is_near = _MOST_BEYOND * beyond <= total.number.value
        excess = beyond > 0 and (is_near or not self._introduces(between))
        is_next = between.rpartition("。")[2].startswith("其中") and is_alone(total)
        excess = excess and (is_next or all(in_phrase(one, total) for one in run))
        excess = excess and not _TWICE.search(total.passage.text, run[-1].end, run[-1].end + 24)
        return run if is_by_purse or (excess and not may_overlap(run)) else []

    def _is_top(self, drafts: Sequence[Draft], at: int) -> bool:
        """Whether no larger number of the kind stands before a number in its sentence."""
        total = drafts[at]
        start = total.number.sentence[0]
        return not any(
            one.start >= start
            and one.family == total.family
            and one.number.value > total.number.value
            for one in drafts[max(0, at - _MOST) : at]
        )

    def _is_divided(self, total: Draft, parts: Sequence[Draft]) -> bool:
        """Whether a 总投资 or 总长 is followed by payers or sections and by nothing else."""
        if not _GRAND.search(total.number.gap[-6:]):
            return False
        run = self._run(total, parts)
        labels = [one.number.gap for one in run]
        paid = all(_PAYS.search(label) for label in labels)
        sections = {label.strip(",、;: ")[-1:] for label in labels}
        return len(run) >= 2 and (paid or (len(run) >= 3 and sections <= _SECTIONS))

    def _is_near_miss(self, total: Draft, run: Sequence[Draft], parts: Sequence[Draft]) -> bool:
        """Whether exact parts miss an exact total so narrowly that no other part is meant."""
        numbers = [one.number for one in (total, *run)]
        is_split = may_overlap(run) and any(not in_phrase(one, run[0]) for one in run)
        if (
            is_split
            or len(run) != len(parts)
            or any(one.wording is not Wording.EXACT for one in numbers)
        ):
            return False
        missed = apart(summed(run), total.number.value)
        is_misprinted = 10 * missed <= total.number.value and is_misprint(total, run, summed(run))
        return is_misprinted or missed * (20 if len(run) > 2 else 50) <= total.number.value

    # ------------------------------------------------------------- total last

    def _total_last(self, drafts: Sequence[Draft], at: int) -> None:
        total = drafts[at]
        gap = total.number.gap
        behind = total.number.after[:4]
        is_after = self._after.match(behind.lstrip(" 的"))
        is_closed = is_just(total) or SUMS_UP.fullmatch(gap) is not None
        is_total = total.number.signs & self._signs and says_total(self._total, gap[-14:])
        marked = is_total or is_after or is_closed or is_grand(drafts, at)
        if not marked or (total.whole is not None and not self._strong.search(gap)):
            return
        is_strong = self._strong.search(gap[-14:]) or self._after.match(behind) or is_closed
        is_named = not is_strong and is_grand(drafts, at)
        parts = self._preceding(drafts, at)
        if len(parts) < 2 and (is_strong or is_named):
            parts = self._preceding(drafts, at, is_free=False)
        for size in range(len(parts), 1, -1):
            chosen = parts[-size:]
            value = computed(Relation.SUM, chosen)
            if value is not None and agrees(total, chosen, value):
                self.mark(total, chosen, is_ok=True)
                last_as_long(total, chosen)
                return
        chosen = run_before(parts, total) if is_strong else list_before(parts, total)
        if len(chosen) < 2 and is_named:
            chosen = run_before(parts, total)
            units = {one.number.unit for one in (total, *chosen)}
            narrow = 4 if len(units) == 1 and len(chosen) == len(parts) > 2 else 10
            if narrow * apart(summed(chosen), total.number.value) > total.number.value:
                return
        told = summed(chosen)
        is_far = not told < 2 * total.number.value < 4 * told or _OTHERS.search(gap)
        is_less = any(TAKEN.search(one.number.gap) for one in chosen)
        if len(chosen) >= 2 and not (is_far or is_less) and many_told(total) in (0, len(chosen)):
            self.mark(total, chosen, is_ok=False)

    def _preceding(self, drafts: Sequence[Draft], at: int, *, is_free: bool = True) -> list[Draft]:
        """Return the drafts of the same family before a total, those that are no parts yet."""
        total = drafts[at]
        kin = total.family
        start = total.number.sentence[0]
        found: list[Draft] = []
        for one in reversed(drafts[max(0, at - _MOST) : at]):
            if one.start < start or one.status is not total.status:
                break
            is_held = one.whole is not None if is_free else one.whole is None
            if not is_held and may_join(kin, total, one):
                found.append(one)
        return found[::-1]

    def has(self, total: Draft) -> bool:
        """Whether a number is known as a sum already."""
        return self._found.has(Relation.SUM, total)

    def mark(self, total: Draft, parts: Sequence[Draft], *, is_ok: bool) -> None:
        """Note a sum, and let its parts know their total."""
        self._found.add(Relation.SUM, total, parts, is_ok=is_ok)
        self.own(total, parts)

    def own(self, total: Draft, parts: Sequence[Draft]) -> None:
        """Let parts know their total, and each the source they share."""
        sources = {part.source for part in parts}
        if total.source is None and total.measure is MONEY and len(sources) == 1:
            total.source = sources.pop()
        for part in parts:
            part.whole = total
            part.source = part.source or total.source
