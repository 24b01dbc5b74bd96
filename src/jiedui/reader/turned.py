"""Changes, shares and rates told before the numbers they follow from, or between the two.

比去年多派8名,去年24名,今年32名 and 到位率96%,应到2500万元,实到2400万元 tell the result first;
2021年3000万元,2022年增长10%,达到3300万元 tells it between the old number and the new one.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from jiedui.kernel.quantity import Wording
from jiedui.reader.agreement import computed
from jiedui.reader.changes import became, is_compared, is_opened
from jiedui.reader.exactly import apart
from jiedui.reader.families import in_phrase, told_before
from jiedui.reader.percentages import is_named_so
from jiedui.reader.reading import PERCENT, Relation
from jiedui.reader.signs import bits_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jiedui.reader.found import Found
    from jiedui.reader.passage import Draft

_PAIR = 2
_MOST = 4
"""So many numbers behind a result are looked at."""

_NEAR = 4
"""What misses by more than a quarter is not meant to follow."""

_NARROW = 100
"""Where no word says which of two is the whole, they must make the share."""

_WHOLE = re.compile(r"到位|到账|共|全|总|应|计划|任务|目标|下达|安排|预算|核定")
_VERB = (
    r"(?:增长|增加|增[收产派销]?|减少|减[产收]?|下降|降低|降|缩减|削减|压缩|提高|提升|上升|上涨|涨|升|扩大|翻|"
    r"[多少](?:[^,。;\d]{1,3})?|高出|低)"
)
_TIME = r"(?:(?:19|20)\d{2}年|[今去前当次]年|第[二三四五]年|[一二三四]季度|[上下]半年|\d{1,2}月)"
_CHANGES = re.compile(rf"(?:{_VERB}了?(?:近|约|将近|整整)?|涨幅|增幅|降幅|幅度)[为达是]?$")
_TURNS = bits_of("增减降缩提升涨扩翻多少高低幅")
"""One of these signs stands in all words for a change."""

_JUST_CHANGES = re.compile(
    rf"\s?[,;、]?\s?(?:到|而)?{_TIME}?,?(?:又|再|则|却)?(?:[比较在](?:上一?年|去年|前一年|此前|{_TIME}|"
    rf"上年|同期|原计划|计划)?(?:同期)?(?:的?基础上)?)?(?:同比|环比)?(?:又|再)?{_VERB}了?"
)
"""All that stands between a number and a change of it."""

_BECOMES = re.compile(
    r"[,、(]?(?:总[额量数])?(?:已|就|便|一下子?|实际|最终)*"
    r"(?:达到?|增[至到]|增加[到至]|[升涨提降减下扩]\S{0,2}[至到为成]|变?[成为]|至|到|完成|有)"
    r"(?:了|约|近)?"
)
"""All that stands between a change and what a number became by it."""

_SHARES = re.compile(r"率|占|比重|比例|完成|来自|是|的|进度")
_OF_TASK = re.compile(r"(?:任务|目标|计划|指标)[^,。;\d]{0,4}的$")
_REACHED = re.compile(r"实际|完成|达到?|已|共")
_PAST = re.compile(r"(?:[去上前]年|上一年|年初|原|过去|此前|当初|起初|期初)")


def turn(found: Found, result: Draft) -> bool:
    """Hold a result against what stands around or behind it; return whether its words ask so."""
    if result.number.wording is not Wording.EXACT or result.per is not None:
        return False
    if result.measure is not PERCENT and not result.number.signs & _TURNS:
        return False
    return _between(found, result) or _foretold(found, result) or _of_task(found, result)


def _of_task(found: Found, share: Draft) -> bool:
    """Hold 完成年度目标2000人的110%,实际转移2200人 against the task and what was reached."""
    target, behind = share.previous, _behind(share, 1)
    if target is None or not behind or not _OF_TASK.search(target.number.gap + share.number.gap):
        return False
    reached = behind[0]
    is_pair = target.family == reached.family and target.measure is not PERCENT
    if not is_pair or share.measure is not PERCENT or not in_phrase(target, share):
        return False
    if not _REACHED.search(reached.number.gap) or reached.per is not None:
        return False
    _note(found, Relation.RATIO, share, reached, target)
    return True


def _between(found: Found, change: Draft) -> bool:
    """Hold A,增长10%,达到B and A,增加300万元,达到B."""
    old, new = change.previous, _behind(change, 1)
    if old is None or not new or PERCENT in (old.measure, new[0].measure):
        return False
    is_row = old.number.sentence == change.number.sentence and old.family == new[0].family
    is_told = _BECOMES.fullmatch(new[0].number.gap) and _JUST_CHANGES.fullmatch(change.number.gap)
    if not is_row or not is_told or old.per != new[0].per or "点" in change.number.unit:
        return False
    if change.measure is PERCENT:
        _note(found, Relation.GROWTH, change, new[0], old)
    elif change.family == old.family:
        _note(found, Relation.DIFF, change, *_ranked(old, new[0]))
    else:
        return False
    return True


def _foretold(found: Found, result: Draft) -> bool:
    """Hold a result that opens its sentence against the only two numbers told behind it."""
    is_change = _CHANGES.search(result.number.gap) is not None
    if not is_change and result.measure is not PERCENT:
        return False
    is_opened_here = is_opened(result)
    if not is_opened_here and any(one.measure is not PERCENT for one in told_before(result)):
        return False
    behind = _behind(result, _PAIR if is_opened_here else _MOST)
    pair = [one for one in behind if one.measure is not PERCENT]
    if len(pair) != _PAIR or pair[0].family != pair[1].family or pair[0].per != pair[1].per:
        return False
    order = _in_time(*pair) if is_change else None
    if order is not None and (result.measure is PERCENT and "点" not in result.number.unit):
        _note(found, Relation.GROWTH, result, *order)
    elif order is not None and result.family == pair[0].family:
        _note(found, Relation.DIFF, result, *_ranked(*pair))
    elif result.measure is PERCENT and not is_change and "点" not in result.number.unit:
        return _shared(found, result, pair)
    return order is not None


def _shared(found: Found, share: Draft, pair: Sequence[Draft]) -> bool:
    """Hold 到位率达96%,应到2500万元,实到2400万元, if the two make it or nearly so."""
    text = share.passage.text
    words = share.number.gap + text[share.end : share.end + 8]
    part, whole = _ranked(*pair)[::-1]
    if not _SHARES.search(words) or not whole.number.value or pair[0].per is not None:
        return False
    value = computed(Relation.RATIO, (part, whole)) or 0
    is_named = any(_WHOLE.search(one.number.gap) for one in pair)
    is_named = is_named or is_named_so(share.number.gap, part)
    narrow = _NEAR if is_named else _NARROW
    is_near = narrow * apart(value, share.number.value) <= value
    if is_near:
        _note(found, Relation.RATIO, share, part, whole)
        part.whole = part.whole or whole
    return is_near


def _in_time(first: Draft, second: Draft) -> tuple[Draft, Draft] | None:
    """Return the new and the old of two numbers, None where their words do not say."""
    if is_compared(first) or _PAST.search(first.number.gap[-8:]) or became(first, second):
        return second, first
    if is_compared(second) or _PAST.search(second.number.gap[-8:]):
        return first, second
    return None


def _behind(draft: Draft, most: int) -> list[Draft]:
    """Return the first numbers behind one in its part of the sentence."""
    following = draft.passage.drafts[draft.index + 1 : draft.index + 1 + most]
    return [one for one in following if in_phrase(one, draft)]


def _ranked(*pair: Draft) -> list[Draft]:
    return sorted(pair, key=lambda one: -one.number.value)


def _note(found: Found, relation: Relation, *told: Draft) -> None:
    """Note a result, told first, and the numbers that it follows from."""
    total, *parts = told
    is_exact = all(one.number.wording is Wording.EXACT for one in parts)
    found.note(relation, total, parts, sure=is_exact)
