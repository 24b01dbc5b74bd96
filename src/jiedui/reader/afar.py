"""Numbers that nothing nearer explains, held against what the page told before their sentence.

余下的36万元 is of the gift that the sentence before took from, 仍有2个未完工 of the projects of
another section; `farshares` has the percentages, `farmeans` the means. What agrees is noted; what
does not, only where the page tells one number that can be meant.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from jiedui.reader.changes import is_compared
from jiedui.reader.earlier import Earlier, is_plain, last_sentence, words_before
from jiedui.reader.exactly import apart, over
from jiedui.reader.families import told_before
from jiedui.reader.farmeans import FarMeans
from jiedui.reader.farshares import SPENT, FarShares
from jiedui.reader.reading import PERCENT, Relation
from jiedui.reader.remainders import LEFT, LEFT_SIGNS
from jiedui.reader.signs import bits_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from jiedui.reader.found import Found
    from jiedui.reader.passage import Draft, Passage

_PAIR = 2
_ABOUT, _NARROW = 4, 8
_NEAR = 24
"""So many signs in front of a number may hold its cue."""

_GOES_BACK = re.compile(
    r"\s?(?:目前|现在|眼下)?,?(?:余下|剩下|剩余|其余|结余|尚余|还剩|余|尚有|还有|仍有)[^,。;\d]{0,6}"
)
"""All the words of a sentence in front of what is left of what the one before took from."""

_UNDONE = re.compile(r"(?:尚|还|仍)[^,。;\d]{0,4}$|[未没待][^,。;\d]{1,6}$")
_NOT_DONE = re.compile(r"(?:未|没有?|(?<![接招款看优])待)([^\W\d]{2})")
_LEAVES = LEFT_SIGNS | bits_of("没")
_STEPS = bits_of("减增降升提少多")
_CHANGES = re.compile(
    r"(?:[净共总]?[减增](?:少|加|了)|下降|降低|上升|提高|[少多]了)了?[^,。;\d]{0,3}$"
)
_GREW_TIMES = re.compile(
    r"((?:19|20)\d{2})年[^,。;\d]{0,8}比((?:19|20)\d{2})年[^,。;\d]{0,4}(?:增长|增加|增|提高)了?$"
)
_AT_FIRST = re.compile(r"年初|期初|原有|上年[底末]|去年[底末]")
_AT_LAST = re.compile(r"年[底末]|期末|还有|还剩|剩")
_WENT = re.compile(r"脱贫|减贫|减少|退出|消除|摘帽")


class Afar:
    """Holds what stands unexplained against the page before it."""

    def __init__(self, found: Found) -> None:
        """Begin a page whose nearer relations are known."""
        self._found = found
        self._told = Earlier(found)
        self._shares = FarShares(found, self._told)
        self._means = FarMeans(found, self._told)

    def read(self, passages: Iterable[Passage]) -> None:
        """Note the relations of a page's passages, in order."""
        for passage in passages:
            self._means.add_up(passage)
            for draft in passage.drafts:
                if not self._found.holds(draft):
                    self._hold(draft)
                self._told.add(draft)

    def _hold(self, draft: Draft) -> None:
        """Hold a number by what its words make it."""
        if draft.measure is PERCENT:
            if not self._points(draft):
                self._shares.read(draft)
        elif not self._means.read(draft) and not draft.is_beside and not self._left(draft):
            self._changed(draft) or self._stock(draft) or self._times(draft)

    def _left(self, draft: Draft) -> bool:
        """Hold what is left against what was used and the whole it was used of."""
        if not draft.number.around & _LEAVES:
            return False
        said = words_before(draft, _NEAR)
        is_undone = _UNDONE.search(draft.number.gap) and _NOT_DONE.search(draft.number.after)
        if not (LEFT.search(said) or is_undone) or self._is_part(draft):
            return False
        own = [one for one in told_before(draft) if one.family == draft.family and is_plain(one)]
        own = [one for one in own if one.whole not in own]
        if len(own) > 1:
            return False
        if own:
            return self._left_of(draft, own[0], is_near=True)
        if _GOES_BACK.fullmatch(draft.number.before) or _GOES_BACK.fullmatch(draft.number.gap):
            used = [
                one for one in last_sentence(draft)
                if one.family == draft.family and is_plain(one)
            ]  # fmt: skip
            if len(used) == 1:
                return self._left_of(draft, used[0], is_near=True)
        return self._undone(draft)

    def _is_part(self, draft: Draft) -> bool:
        return draft.whole is not None and self._found.has(Relation.SUM, draft.whole)

    def _undone(self, draft: Draft) -> bool:
        """Hold 仍有2个未完工 against the last number told of 完工 and what that is part of."""
        said = _NOT_DONE.search(draft.number.gap[-8:] + draft.number.after[:10])
        done = [
            one for one in self._told.before
            if said and one.family == draft.family and said[1] in one.number.gap and is_plain(one)
        ]  # fmt: skip
        return bool(done) and self._left_of(draft, done[-1], is_near=False)

    def _left_of(self, draft: Draft, used: Draft, *, is_near: bool) -> bool:
        """Note what is left beside what was used of a whole."""
        wholes = [used.whole] if used.whole is not None else self._told.tops(used)
        others = wholes if used.whole is not None else self._told.others(used)
        for whole in reversed(others):
            if self._take(draft, whole, used, sure=False):
                return True
        values = {one.number.value for one in wholes}
        if len(values) != 1 or wholes[-1].number.value <= draft.number.value:
            return False
        whole = wholes[-1]
        missed = apart(whole.number.value - used.number.value, draft.number.value)
        is_used = SPENT.search(used.number.gap + used.number.after[:4]) is not None
        sure = is_near and is_used and _ABOUT * missed <= draft.number.value
        return self._take(draft, whole, used, sure=sure)

    def _take(self, draft: Draft, whole: Draft, used: Draft, *, sure: bool) -> bool:
        self._found.note(Relation.DIFF, draft, (whole, used), sure=sure)
        is_noted = self._found.holds(draft)
        for one in (used, draft) if is_noted and whole is not draft else ():
            one.whole = one.whole or whole
        return is_noted

    def _changed(self, change: Draft) -> bool:
        """Hold 户数减了17387户 against the only two stocks that the sentence before tells."""
        if not change.number.signs & _STEPS or not _CHANGES.search(change.number.gap):
            return False
        if is_compared(change):
            return False
        return self._between(change, [one for one in last_sentence(change) if is_plain(one)])

    def _stock(self, now: Draft) -> bool:
        """Hold 脱贫2,316户。年初3,102户,年末还有786户: what went in the sentence before."""
        was = [one for one in told_before(now) if one.family == now.family]
        if len(was) != 1 or not _AT_FIRST.search(was[0].number.before + was[0].number.gap):
            return False
        if not _AT_LAST.search(now.number.before):
            return False
        went = [
            one for one in last_sentence(now)
            if one.family == now.family and _WENT.search(one.number.gap) and one.whole is None
        ]  # fmt: skip
        if len(went) != 1 or self._found.holds(went[0]) or was[0].per is not None:
            return False
        missed = apart(was[0].number.value - now.number.value, went[0].number.value)
        is_near = _NARROW * missed <= went[0].number.value
        self._found.note(Relation.DIFF, went[0], (was[0], now), sure=is_near)
        return self._found.holds(went[0])

    def _times(self, often: Draft) -> bool:
        """Hold 2020年资金比2016年增长5.25倍 against the only sums told of the two years before."""
        said = _GREW_TIMES.search(often.number.gap) if often.number.unit == "倍" else None
        if said is None or told_before(often):
            return False
        pair = []
        for year in said.group(1, 2):
            told = [
                one for one in last_sentence(often)
                if is_plain(one) and one.when.first and one.when.last
                and one.when.first.year == one.when.last.year == int(year)
            ]  # fmt: skip
            if len(told) != 1:
                return False
            pair += told
        if pair[0].family != pair[1].family or not pair[1].number.value:
            return False
        grown = over(pair[0].number.value, pair[1].number.value) - 1
        is_near = _ABOUT * apart(grown, often.number.value) <= often.number.value
        self._found.note(Relation.GROWTH, often, pair, sure=is_near)
        return True

    def _points(self, change: Draft) -> bool:
        """Hold 下降17.4个百分点 against the only two rates that the sentence before tells."""
        if "点" not in change.number.unit or not _CHANGES.search(change.number.gap):
            return False
        self._between(change, [one for one in last_sentence(change) if "点" not in one.number.unit])
        return True

    def _between(self, change: Draft, told: Sequence[Draft]) -> bool:
        kin = [one for one in told if one.family == change.family]
        own = [one for one in told_before(change) if one.family == change.family]
        if len(kin) != _PAIR or own:
            return False
        pair = sorted(kin, key=lambda one: -one.number.value)
        missed = apart(pair[0].number.value - pair[1].number.value, change.number.value)
        is_near = _NARROW * missed <= change.number.value and "比" not in change.number.gap
        days = {one.when.last for one in pair}
        self._found.note(Relation.DIFF, change, pair, sure=is_near and len(days) == _PAIR)
        return self._found.holds(change)
