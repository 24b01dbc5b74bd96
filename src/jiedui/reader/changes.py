"""Whether words tell a change: the number compared with, changed from, to, or by how much."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING

from jiedui.reader.reading import PERSONS_POOR, Relation, When
from jiedui.reader.signs import bits_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jiedui.reader.exactly import Exact
    from jiedui.reader.found import Found
    from jiedui.reader.passage import Draft

_COMPARED = re.compile(r"(?:比|较|than|与)[^,。;]{0,12}$")
_COMPARES_WITH = re.compile(r"(?:^|[,;])(?:同(?![比期时步])|跟|和)[^,。;]{0,18}$")
_THAN = re.compile(r"(?:的[^,。;\d]{1,4})?相?比")
"""Closes a comparison that 同, 跟 or 和 opens: 同去年的4984万元比, 跟上年的800吨相比."""

_EARLIER = re.compile(
    r"(?:[上去前头]年|上(?:一个?|个)?(?:年|学年|学期|年度|季度?|月|周|期|批|届|轮)|同期|此前|原来|原先|以前|从前|过去|当初|年初|[^,。;\d]之?前)"
    r"(?:同期|[年]?[底末初])?(?:[^,。;\d]{0,6}?[为是有达]|只有|仅有?|只|还是|才|不过)?$"
    r"|^之?前的?(?:[^,。;\d]{0,4}[为是有达])?$"
    r"|(?:19|20)\d{2}年(?:同期|同口径|可比口径)[^,。;\d]{0,4}?[为是有达]?$"
    r"|(?:19|20)\d{2}年[底末初]?[^,。;\d]{0,6}?(?:还只|只|才|仅|还不到|不过|还)[有是为]?$"
)
"""Ends the words in front of a number of an earlier day, told beside the one of now.

前的 alone stands behind how long ago that was: 较两年前的190户.
"""

_OPENING = re.compile(
    r"(?:[上去]年|年初|期初|上期)[底末]?[^,。;\d]{0,4}(?:结[余转存]|滚存|余额|余)"
)
"""Ends the words in front of what was there at the beginning: 上年结转86万元."""

_TOLD_YEAR = re.compile(r"[从由自到至]?(?:上年|上一年|全年)")
_CHANGED_BY = re.compile(
    r"(?:[增减少降升涨跌]|多(?![发领报占付收列支拨])|[高超]出|扩大|缩[小短]|提[高升]|加快|延长|便宜|贵)了?\S{0,2}$|(?:添|扩)了$|新[扩添]$"
)
"""Ends the words in front of a stated change: 增加, 减少了."""

_CHANGES = frozenset("增减多少降升涨跌高超扩缩提加延添新便贵")
"""Words that end in a stated change have one of these signs."""

_CHANGE = re.compile(r"增|减|多|少|升|降|提高|扩大|超")
_ASIDE = re.compile(r"(?<![比较与同])(?:去|上|前|往|历)年(?![底末初以]|.{0,4}[比较])|上一年|其中")
_BY_SO_MUCH = re.compile(
    r"\s?[,(]?\s?(?:同比|环比|[比较](?:上一?年|去年|前年|年初|(?:19|20)\d{2}年)?[底末]?(?:同期)?)净?"
    r"(增加|增长|增[产收销]|增|减少|减[产收]|下降|减|降|多|少)了?约?"
)
_THEN = re.compile(
    r",?(?:到?(?:[今去前当]年|(?:19|20)\d{2}年)|如今|现在|目前|眼下)?[底末初]?"
    r"(?:已|就|又|也|则|经)*(?:[增升涨提降减下][加长到至高少]?)?(?:[到至达是有为]到?了?)?"
)
"""All that stands between two numbers of one thing at two times: ,今年到了."""

_MORE = re.compile(
    r"(?:比|较|同比)(?:(?:19|20)\d{2}年)?[^,。;\d]{0,12}[增减多少降升]"
    r"(?:加|长|少|了|出|约|近){0,3}$"
)
_BY = re.compile(r"(?:[净又]?[增减](?:加|少)?|[多少][出了]?|[高低]出|上[升涨]|下降)了?$")
_MOVED = re.compile(
    r"[到至为成](?<![分用拿收得投派送拨领]到)\s?(?:目前|现在|如今|眼下|当前|约|了|的|[今去上当本]年|\d{4}年|\d{1,2}月"
    r"|[年月]?[底末]|同期|每[^\W\d]{1,2})*\s?$"
)
_DIRECTLY = re.compile(r"[升降涨跌减增提扩][^,。;\d]{0,2}[到至为]了?")
_FROM = re.compile(r"\s?[,(]\s?[由从](?:[^,。;\d]{0,8})")
_STARTED = re.compile(r"(?:[从由自]|过去|原[来先有]|以前|当初|起初|期初|年初)(?![^,。;]{24})")


_EARLIER_SIGNS = bits_of("年期季月周批届轮前来先去初")
_WITH, _TO = bits_of("同跟和"), bits_of("比较与t")
_COMPARING = _EARLIER_SIGNS | _WITH | _TO
_STEPS = bits_of(_CHANGES)
_THAN_THEN = bits_of("比较")
_BECOMING = bits_of("到至为成")


def is_opening(draft: Draft) -> bool:
    """Whether a number is what there was at the beginning, beside what came in: 上年结转86万元.

    One that a total told behind it holds is in that total.
    """
    return draft.whole is None and _OPENING.search(draft.number.gap) is not None


def words_before(draft: Draft) -> str:
    """Return the words between the number before and a number."""
    return draft.number.gap


def around(draft: Draft) -> str:
    """Return the words on both sides of a number."""
    return words_before(draft) + draft.number.after


def is_compared(draft: Draft) -> bool:
    """Whether a number is the one that others are compared with: 比去年的5000万元."""
    signs, gap = draft.number.signs, draft.number.gap
    if not signs & _COMPARING:
        return False
    if signs & _EARLIER_SIGNS and _EARLIER.search(gap[-16:]):
        return not _is_later(draft)
    if signs & _WITH and _COMPARES_WITH.search(gap[-20:]):
        return _THAN.match(draft.passage.text, draft.end) is not None
    said = _COMPARED.search(gap[-16:]) if signs & _TO else None
    return said is not None and not _CHANGE.search(said[0])


def _is_later(draft: Draft) -> bool:
    """Whether a number is of a later time than the one before: 前年2.1万人次,去年是2.65万人次."""
    last = draft.previous
    if last is None or last.family != draft.family or not (last.when.last and draft.when.first):
        return False
    return last.when.last < draft.when.first


def is_change(draft: Draft) -> bool:
    """Whether a number is a stated change (增加1400亩), not what it changed to (增加到4900亩)."""
    if not draft.number.signs & _STEPS:
        return False
    gap = words_before(draft)[-8:]
    if is_behind_place(draft):
        return False
    return ends_in_change(gap) and gap.rstrip("了约近")[-1:] not in tuple("到至为成的")


_NAME = 24
"""The name of a place is no longer."""


def is_behind_place(draft: Draft) -> bool:
    """Whether a number stands right behind a place, of whose name no sign is a cue: 高要区8人."""
    named = draft.passage.named(max(0, draft.start - _NAME), draft.start)
    return bool(named) and named[-1].end == draft.start


def ends_in_change(words: str) -> bool:
    """Whether the words in front of a number say by how much something changed: 增加, 减少了."""
    return not _CHANGES.isdisjoint(words) and _CHANGED_BY.search(words) is not None


def is_of_other_time(draft: Draft) -> bool:
    """Whether a number is told of an earlier year than those before it, or of some of them."""
    return _ASIDE.search(draft.number.gap[-24:]) is not None


def per_in_force(draft: Draft) -> str | None:
    """Return what a number is per, also where it only goes on: 人均A元,去年只有B元,净增C元."""
    while draft.per is None and draft.index and _goes_on(draft):
        last = draft.passage.drafts[draft.index - 1]
        if last.family != draft.family or last.number.phrase != draft.number.phrase:
            break
        draft = last
    return draft.per


def _goes_on(draft: Draft) -> bool:
    """Whether a number says of what the one before it does how much it was or became."""
    if is_compared(draft) or is_change(draft) or is_moved(draft):
        return True
    return _THEN.fullmatch(draft.number.gap) is not None


def is_opened(change: Draft) -> bool:
    """Whether a change is told before what it is from and to: 增加6人,由24人增加到30人."""
    following = change.passage.drafts[change.index + 1 : change.index + 2]
    return any(_FROM.fullmatch(change.passage.text, change.end, one.start) for one in following)


def is_more(draft: Draft) -> bool:
    """Whether a number says how much more or less than another time: 比去年增加300万元."""
    last = draft.previous
    if last is not None and last.is_beside and _BY.search(draft.number.gap):
        return True
    is_than = draft.number.signs & _THAN_THEN
    return bool(is_than) and _MORE.search(draft.number.gap[-24:]) is not None


def is_moved(draft: Draft) -> bool:
    """Whether the words between the number before and a number lead from one to the other."""
    return bool(draft.number.signs & _BECOMING) and moved(draft.number.gap)


def moved(between: str) -> bool:
    """Whether words lead from one number to the one it became: 增加到, 减至."""
    return len(between) < 24 and _MOVED.search(between) is not None


def became(one: Draft, other: Draft) -> bool:
    """Whether one number became the other: 由32人增加到57人, 3.2元降到2.4元."""
    between = other.passage.text[one.end : other.start]
    return moved(between) and (started(one) or _DIRECTLY.fullmatch(between) is not None)


def started(draft: Draft) -> bool:
    """Whether a number is the one that something changed from: 由300亩."""
    return _STARTED.search(draft.number.before) is not None


def base_of(new: Draft, change: Draft) -> Exact | None:
    """Return what a number was before a change told of it: 7380万元,同比增加580万元 was 6800万元.

    None where the second number is no change of the first.
    """
    said = _BY_SO_MUCH.fullmatch(change.number.gap)
    if said is None:
        return None
    is_fall = said[1][0] in "减下降少"
    return new.number.value + (change.number.value if is_fall else -change.number.value)


def date_changes(found: Found) -> None:
    """Let a change between two days begin the day after the first; of poor ones it counts such.

    A sum told behind parts of several years is of all of them, a growth of the later of its two.
    """
    for relation, total, parts, _ in found.rows:
        if relation is Relation.SUM:
            _date_sum(total, parts)
        if relation is Relation.GROWTH and total.when == parts[1].when != parts[0].when:
            total.when = parts[0].when
        if relation is Relation.DIFF and all(one.measure is PERSONS_POOR for one in parts):
            total.measure = PERSONS_POOR
        days = sorted(one.when.last for one in parts if one.when.last and one.when.first)
        is_stock = all(one.when.first == one.when.last for one in parts)
        if relation is Relation.DIFF and is_stock and len(days) > 1 and days[0] < days[1]:
            total.when = When(days[0] + dt.timedelta(days=1), days[1])


def _date_sum(total: Draft, parts: Sequence[Draft]) -> None:
    """Date a sum told behind parts of several years, that has the days of its last part."""
    last = parts[-1]
    is_behind = all(one.passage is total.passage and one.end <= total.start for one in parts)
    if not is_behind or total.when != last.when:
        return
    firsts = [one.when.first for one in parts if one.when.first]
    lasts = [one.when.last for one in parts if one.when.last]
    if len(firsts) == len(lasts) == len(parts) and len({one.year for one in firsts}) > 1:
        total.when = When(min(firsts), max(lasts))


def only_compares(text: str, start: int, end: int) -> bool:
    """Whether a year is only compared with, so that no later 年底 is of it: 比2020年, (2020年为."""
    before, behind = text[start - 1 : start], text[end : end + 1]
    if before in ("比", "较") or (before == "(" and behind in ("为", "是")):
        return True
    return _TOLD_YEAR.match(text, start) is not None
