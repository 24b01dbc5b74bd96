"""What a text divides over sentences, years, list items and sections, held against its whole.

These relations go past the clause: 后者为 and 分别 in the next sentence, one part a year, states
up to what is not begun, sections (一)(二)(三) each with its share of one whole, changes between
two years side by side. Where words leave a doubt only what agrees is noted.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from jiedui.reader.agreement import agrees, computed, summed
from jiedui.reader.complete import (
    are_all_begun,
    is_apposed,
    is_complete,
    is_one_of_several,
    labels_of,
)
from jiedui.reader.exactly import apart
from jiedui.reader.families import counts, goes_on_unnamed, has_own_share, others_each
from jiedui.reader.numerals import chinese_number
from jiedui.reader.reading import ITEMS, MONEY, PERCENT, Relation
from jiedui.reader.sections import hold_sections, is_beside, members_of
from jiedui.reader.signs import bits_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from jiedui.reader.found import Found
    from jiedui.reader.passage import Draft, Passage

_REACH = 40
"""So many numbers before a share may hold its whole."""

_MOST = 12
"""A list in running text has no more members."""

_GAP = 14
"""Members of a list stand so close together."""

_LATTER = re.compile(r"^[^,。;]{0,10}[,;:(]?\s?(?:后者|前者|依次|具体)[^,。;\d]{0,2}(?:是|为|有|:)")
_EACH_OF = re.compile(r"分别")
_BREAK = re.compile(
    r"。|[减增降升至多少]|此外|另外|另有|同时|其中|累计|合计|(?<!公)共(?![同建富享育管])|比|较|超|每|均|剩|从|由|到"
)
_MEMBERS = re.compile(
    r"([一二两三四五六七八九十]|\d{1,2})(?:家|个|位|村|校|镇|县|区|所|类|项|批|期|年|方)"
)
_SHARE = re.compile(r"占|比重|即|相当于|正好|恰好|刚好|率(?:只有|仅|为|达)?$")
_ITEM = re.compile(
    r"\s*(?:—{1,2}|[-·•●◆■▲\u25a0-\u25ff①-⑳\u2600-\u27bf\U0001f300-\U0001faff]\ufe0f?|[((]?([一二三四五六七八九十]{1,3})[))、]|[((]?(\d{1,2})[))、.])"
)
_FOLLOWS = re.compile(r"(?:如下|以下|下列)[^,。;:\d]{0,8}[::]\s*$|分别[为是][::]\s*$")
_OPENS = re.compile(r"[:：]\s*$")
_CHANGED = re.compile(
    r"[增减多少降升差涨扩超](?:加|长|高|少|低|大|了|出|幅|过|约|近|为|达|到)*[^,。;\d]{0,3}$"
)
_MARKED = re.compile(
    rf"{_SHARE.pattern}|[增减多少降升差涨扩超](?:加|长|高|少|低|大|了|出|幅|过|约|近|为|达|到)*[^,。;\d]{{0,3}}$|差"
)
"""Words without which a number is no share, no distance and no change."""

_MARKS = bits_of("占比即当好率增减多少降升差涨扩超")
_SIDE_BY_SIDE = re.compile(r"^[,;]\s?(?:同比|净|共|又)*[增减多少](?:加|少|长)?了?[^,。;\d]{0,3}$")
_SOME = re.compile(r"其中|另|还|部分|首批|已|先")
_LABEL = re.compile(r"([^,。;\d的]{2,3})[^,。;\d]{0,8}占$")
_APART = re.compile(r"相差|差距|高低差|首尾|极差")


class Lists:
    """Finds relations that go past a clause, when the nearer ones are known."""

    def __init__(self, found: Found) -> None:
        self._found = found
        self._counted: dict[int, list[Draft]] = {}

    def read(self, passages: Sequence[Passage], cells: Sequence[Draft]) -> None:
        """Note the relations of a page's passages, in order.

        Args:
            passages: The paragraphs of the page.
            cells: The totals of its tables, which a note may speak of.
        """
        earlier = list(cells)
        for passage in passages:
            counted = self._counted[id(passage)] = [
                one for one in passage.drafts if self._may_add(one)
            ]
            for at in range(len(counted) - 1):
                self._divided(counted, at)
            for at, draft in enumerate(passage.drafts):
                last = passage.drafts[at - 1] if at else None
                is_marked = draft.number.signs & _MARKS and _MARKED.search(draft.number.gap)
                if is_marked or is_beside(last, draft):
                    self._held(draft, earlier, at)
                if draft.per and draft.measure is ITEMS:
                    self._given_out(draft, passage.drafts[max(0, at - 6) : at + 6])
            earlier = (earlier + passage.drafts)[-2 * _REACH :]
        hold_sections(self._found, passages, may_add=self._may_add, note=self._note)
        for at, passage in enumerate(passages):
            self._opened(passage, passages[at + 1 : at + 12])

    def _held(self, draft: Draft, earlier: Sequence[Draft], at: int) -> None:
        """Hold a share, a distance or a change against the numbers before it."""
        drafts = draft.passage.drafts
        near = drafts[max(0, at - _REACH) : at]
        before = [*earlier[-_REACH:], *near]
        if draft.measure is PERCENT:
            self._share(draft, before)
            self._apart(draft, near)
        else:
            self._changed(draft, before, drafts[at - 1] if at else None)

    def _is_held(self, one: Draft, total: Draft) -> bool:
        """Whether a number is known as a part already; a sum of which a share was told may add."""
        return one.whole is not None and (one.whole is not total or one.measure is not MONEY)

    def _may_add(self, one: Draft) -> bool:
        is_plain = one.measure is not PERCENT and not one.is_beside
        return is_plain and one.may_add

    def _is_noted(self, relation: Relation, total: Draft) -> bool:
        return self._found.has(relation, total)

    def _note(
        self, relation: Relation, total: Draft, parts: Sequence[Draft], *, sure: bool
    ) -> bool:
        """Note a relation that agrees, or one that does not where its words leave no doubt."""
        value = computed(relation, parts, total)
        if value is None:
            return False
        is_ok = agrees(total, parts, value)
        if is_ok or sure:
            self._found.add(relation, total, parts, is_ok=is_ok)
        if (is_ok or sure) and relation is Relation.SUM:
            for part in parts:
                part.whole = part.whole or total
                part.source = part.source or total.source
        return is_ok or sure

    # ---------------------------------------------------------------- divisions

    def _divided(self, counted: Sequence[Draft], at: int) -> None:
        """Hold a total against the list right behind it."""
        total = counted[at]
        if is_one_of_several(total):
            return
        following = counted[at + 1 : at + _REACH]
        first = next((one for one in following if one.measure is total.measure), None)
        if first is None or first.family != total.family or self._is_held(first, total):
            return
        between = total.passage.text[total.end : first.start]
        if self._is_noted(Relation.SUM, total) and not _EACH_OF.search(between):
            return
        run = self._run(total, following[following.index(first) :])
        is_one = has_own_share(total) and not _EACH_OF.search(between)
        if len(between) > 2 * _GAP or len(run) < 2 or others_each(between) or is_one:
            return
        if self._adds_up(total, run, between):
            return
        if first.whole is None and self._is_whole(total, run, between):
            self._note(Relation.SUM, total, run, sure=True)

    def _adds_up(self, total: Draft, run: Sequence[Draft], between: str) -> bool:
        """Note a list, two numbers at least, that adds up to its total to the last digit."""
        if between.startswith("、") or (_BREAK.search(between) and not _EACH_OF.search(between)):
            return False
        left = total.number.value
        for at, one in enumerate(run):
            left -= one.number.value
            if left <= 0:
                is_all = left == 0 and at > 0
                return is_all and self._note(Relation.SUM, total, run[: at + 1], sure=False)
        return False

    def _run(self, total: Draft, parts: Iterable[Draft]) -> list[Draft]:
        """Return the numbers of a total's kind that follow one another closely."""
        run: list[Draft] = []
        for one in parts:
            gap = one.passage.text[run[-1].end : one.start] if run else ""
            is_kin = one.family == total.family and one.status is total.status
            is_held = self._is_held(one, total)
            if not is_kin or len(gap) > _GAP or _BREAK.search(gap) or is_held:
                break
            if one.number.value >= total.number.value or len(run) == _MOST:
                break
            run.append(one)
        return run

    def _is_whole(self, total: Draft, run: Sequence[Draft], between: str) -> bool:
        """Whether words give a list as all of a total."""
        if goes_on_unnamed(run[-1]):
            return False
        if _LATTER.match(between):
            return True
        told = total.number.before[-14:]
        members = [chinese_number(one) or int(one) for one in _MEMBERS.findall(told) if one]
        if _EACH_OF.search(between) and len(run) in members:
            return True
        is_told = is_complete(labels_of(run)) or self._is_by_year(total, run)
        return is_told or are_all_begun(between, labels_of(run)) or is_apposed(total, run)

    def _is_by_year(self, total: Draft, run: Sequence[Draft]) -> bool:
        """Whether the parts are one a year, for every year of the total's days."""
        years = [one.when.first.year for one in run if one.when.first]
        first, last = total.when.first, total.when.last
        if not first or not last or len(years) < len(run):
            return False
        return len(run) > 1 and years == list(range(first.year, last.year + 1))

    # ------------------------------------------------------------------- shares

    def _share(self, share: Draft, before: Sequence[Draft]) -> None:
        """Hold a share against a whole named before, when one agrees."""
        gap = share.number.gap
        if self._is_noted(Relation.RATIO, share) or not _SHARE.search(gap[-8:]):
            return
        start = share.number.sentence[0]
        parts = [
            one for one in before
            if one.passage is share.passage and one.start >= start and self._may_add(one)
        ]  # fmt: skip
        if not parts and start and share.number.before.endswith("占"):
            parts = self._labelled(share, before, start)
        for part in parts[:-4:-1]:
            wholes = [
                one for one in before
                if one is not part and one.family == part.family and self._may_add(one)
                and one.number.value > part.number.value
            ]  # fmt: skip
            for whole in sorted(wholes, key=lambda one: _strangeness(one, part)):
                if self._note(Relation.RATIO, share, (part, whole), sure=False):
                    part.whole = part.whole or whole
                    return

    def _labelled(self, share: Draft, before: Sequence[Draft], start: int) -> list[Draft]:
        """Return the numbers of the sentence before that a share's own words name: 到福州的占."""
        label = _LABEL.search(share.number.before)
        earlier = share.passage.sentence(start - 1)[0]
        return [
            one for one in before
            if label and one.passage is share.passage and earlier <= one.start < start
            and label[1] in one.number.gap and self._may_add(one)
        ]  # fmt: skip

    def _opened(self, passage: Passage, following: Sequence[Passage]) -> None:
        """Mark what the items of a list say as parts of the total that opens the list."""
        totals = self._counted[id(passage)]
        is_open = _OPENS.search(passage.text) is not None
        if not totals:
            return
        items: list[Passage] = []
        for item in following:
            mark = _ITEM.match(item.text)
            if not mark or _OPENS.search(item.text) or _kind_of(mark) != _kind_of(mark, items):
                break
            if not is_open and any(mark.groups()):
                break  # What is numbered behind a full stop are sections of the text.
            items.append(item)
        if len(items) < (2 if is_open else 3):
            return
        tried: set[str] = set()
        for total in (totals[-1], *totals[:-1]):
            if total.family not in tried and self._listed(total, items, is_open=is_open):
                tried.add(total.family)

    def _listed(self, total: Draft, items: Sequence[Passage], *, is_open: bool) -> bool:
        """Mark one number of each item as part of a total: their last ones, else their first.

        Items behind a full stop are only of a total that they make, or nearly do.
        """
        kin = [
            [
                one for one in item.drafts
                if one.family == total.family and self._may_add(one) and one.whole in (None, total)
            ]
            for item in items
        ]  # fmt: skip
        ways = [[each[at] for each in kin if each] for at in (-1, 0)]
        ways.sort(key=lambda parts: summed(parts) != total.number.value)
        parts, stated = ways[0], total.number.value
        told = summed(parts)
        is_next = _OPENS.match(total.passage.text, total.end) is not None or not is_open
        is_all = bool(kin) and all(kin) and is_next
        missed = apart(told, stated) * 10
        is_near = is_all and missed <= stated and len(parts) > 2
        is_full = bool(kin) and all(kin) and _FOLLOWS.search(total.passage.text) is not None
        is_near = is_near or (is_full and 2 * missed <= stated and len(parts) > 2)
        if len(parts) < 2 or (told > stated and not is_near) or not (is_open or is_near):
            return False
        self._note(Relation.SUM, total, parts, sure=is_near)
        for part in parts:
            part.whole = part.whole or total
        return True

    # ------------------------------------------------------------------ changes

    def _changed(self, change: Draft, before: Sequence[Draft], last: Draft | None) -> None:
        """Hold a stated change against two numbers of one kind told before it.

        减少19,692户45,925人: persons right behind the households say the same change.
        """
        passage = change.passage
        gap = change.number.gap
        if last is not None and is_beside(last, change):
            gap = last.number.gap
        if not _CHANGED.search(gap[-10:]) or self._is_noted(Relation.DIFF, change):
            return
        kin = [
            one for one in before
            if one.family == change.family and one.per == change.per
        ]  # fmt: skip
        start = change.number.sentence[0]
        same = [one for one in kin if one.passage is passage and one.start >= start]
        if not same:
            return
        for one, other in ((a, b) for b in same[::-1] for a in kin[::-1] if a is not b):
            pair = sorted((one, other), key=lambda each: -each.number.value)
            is_exact = pair[0].number.value - pair[1].number.value == change.number.value
            if is_exact and self._note(Relation.DIFF, change, pair, sure=False):
                return
        self._beside(change, last, same)

    def _beside(self, change: Draft, last: Draft | None, same: Sequence[Draft]) -> None:
        """Hold a change that does not agree where words leave no doubt what it lies between."""
        members = members_of(self._found, last, change) if last is not None else []
        if members:
            self._note(Relation.DIFF, change, members, sure=True)
        elif len(same) == 2 and _SIDE_BY_SIDE.match(
            change.passage.text[same[1].end : change.start]
        ):
            first, second = (one.when.first for one in same)
            if first and second and first.year != second.year:
                pair = sorted(same, key=lambda each: -each.number.value)
                self._note(Relation.DIFF, change, pair, sure=True)

    def _given_out(self, each: Draft, near: Sequence[Draft]) -> None:
        """Hold goods given out against so many a household and how many households got them."""
        unit, passage = each.per or "", each.passage
        start, end = each.number.sentence
        same = [one for one in near if start <= one.start < end and one is not each]
        totals = [one for one in same if one.family == each.family]
        told = [one for one in same if counts(unit, one)]
        if len(totals) != 1 or len(told) != 1 or totals[0].start > each.start:
            return
        first, last = totals[0].end, max(told[0].start, each.start)
        is_noted = self._found.has(Relation.PRODUCT, totals[0])
        if not is_noted and not _SOME.search(passage.text[first:last]):
            self._note(Relation.PRODUCT, totals[0], (each, told[0]), sure=True)

    def _apart(self, points: Draft, before: Sequence[Draft]) -> None:
        """Hold 相差 N 个百分点 against the percentages of its sentence."""
        gap = points.number.gap
        if "点" not in points.number.unit or self._is_noted(Relation.DIFF, points):
            return
        if not _APART.search(gap):
            return
        start = points.number.sentence[0]
        rates = [
            one for one in before
            if one.start >= start and one.measure is PERCENT and "点" not in one.number.unit
        ]  # fmt: skip
        rates.sort(key=lambda one: -one.number.value)
        if len(rates) > 1:
            self._note(Relation.DIFF, points, (rates[0], rates[-1]), sure=len(rates) == 2)


def _kind_of(mark: re.Match[str], items: Sequence[Passage] = ()) -> str:
    """Return of what kind the mark of a list's item is, that of the first item where it is told."""
    first = _ITEM.match(items[0].text) if items else None
    said = first or mark
    return "一" if said[1] else "1" if said[2] else said[0].strip()[:1].strip("①-⑳")


def _strangeness(whole: Draft, part: Draft) -> tuple[bool, bool]:
    """Return how far a whole is from a part: of another year, a part itself."""
    years = [one.when.last.year if one.when.last else 0 for one in (whole, part)]
    return years[0] != years[1], whole.whole is not None
