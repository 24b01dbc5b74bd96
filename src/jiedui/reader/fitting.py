"""Parts told without a word that makes them the whole: by county, by kind, done and not done.

分到甲县3000万元、乙县2000万元 behind a total of 5000万元, 74个,完工69个,另有5个跨年. The words
allow the sum and only the numbers confirm it, so none that does not add up is a slip.
"""

from __future__ import annotations

import re
from itertools import groupby
from typing import TYPE_CHECKING

from jiedui.reader.agreement import is_misprint, summed
from jiedui.reader.changes import is_change, is_compared
from jiedui.reader.complete import are_kinds, kinds_opened
from jiedui.reader.dealt import are_dealt_out
from jiedui.reader.divisions import BY_KIND, REST
from jiedui.reader.exactly import apart
from jiedui.reader.families import in_phrase
from jiedui.reader.reading import MONEY, PERCENT

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from jiedui.reader.passage import Draft, Passage
    from jiedui.reader.wholes import Wholes

_MOST = 40
"""So many numbers before a list are looked at."""

_CLOSE = 24
"""Members of a list stand so close together."""

_KIND = re.compile(r"(?:类|方面|领域|其他|其它|其余)$")
_COLON = re.compile(r"[^,。;:\d]{0,4}[:,]")
_NAMED = re.compile(r"(?:^|[,;、。])[\u4e00-\u9fff]{2,6}(?:项目|工程|类|资金)?(?:最多|居多|有|,)*$")
_DONE = re.compile(
    r"[,、(]\s?(?:其中)?(?:已经?|现已|全部)?(?:[完竣]工|建成|完成|投产|投用|验收|结项|交付)"
)
_NOT_YET = re.compile(r"(?:另有?|还有|其余|剩下|余下|尚有)的?$")
_OTHER = re.compile(r"另|此外|同期|[上去]年|增|减|超|剩|余|尚|未")
"""Words of a number that is no part of what was told before, or only what is left of it."""

_FEW = 12
"""So many numbers before a sentence may hold the sum that it divides."""

_RANKED = re.compile(r"(?:第([一二三四五六七八])|[首头]一?)[年期批轮季次届][^,。;\d]{0,6}$")
_COSTS = re.compile(r"总?(?:造价|投资|投入|费用|花费)[^,。;\d]{0,3}$")
_PAYS = re.compile(r"(?:出资|承担|负担|自筹|配套)了?$")
_TIMES = frozenset("倍番")
_PAIR = 2
_MANY = 3
"""Numbers of more years than these that nearly make one before them are meant to make it."""


def hold_fitting(wholes: Wholes, passages: Iterable[Passage]) -> None:
    """Mark the lists of a page that add up to a number told before them."""
    before: list[Draft] = []
    for passage in passages:
        free = [one for one in passage.drafts if one.measure is not PERCENT and one.may_add]
        free = [one for one in free if one.number.unit not in _TIMES]
        told = [*before, *free]
        for run in _lists(free):
            _mark(wholes, run, told[: told.index(run[0])])
        _done(wholes, free)
        for run in _sums_of_sentences(free):
            _mark_all(wholes, run, told[: told.index(run[0])])
        before = told[-_MOST:]


def _lists(free: Sequence[Draft]) -> Iterator[list[Draft]]:
    """Yield the lists of a passage: one family in a sentence, each member under its own label."""
    for _, group in groupby(free, key=lambda one: (one.number.sentence, one.family)):
        run = list(group)
        if len(run) > _PAIR and not are_dealt_out(run) and are_dealt_out(run[1:]):
            run = run[1:]
        if len(run) < _PAIR or any(one.whole is not None or one.is_beside for one in run):
            continue
        gaps = [one.number.gap for one in run]
        is_near = all(len(gap) <= _CLOSE for gap in gaps[1:])
        is_labelled = _are_places(run) or all(_KIND.search(gap) for gap in gaps)
        is_named = bool(_years(run)) or all(_NAMED.search(gap) for gap in gaps)
        is_named = is_named or _is_ranked(run) or all(_PAYS.search(gap) for gap in gaps)
        is_up_to_rest = len(run) > _PAIR and REST.search(gaps[-1])  # Of two it is a difference.
        is_labelled = is_labelled or _counted_before(run) or are_dealt_out(run)
        is_labelled = is_labelled or kinds_opened(run[0]) == len(run)
        if is_near and (is_labelled or is_named or is_up_to_rest):
            yield run


def _sums_of_sentences(free: Sequence[Draft]) -> Iterator[list[Draft]]:
    """Yield the sums that one sentence tells and no more, in a list, none of them explained."""
    for _, group in groupby(free, key=lambda one: one.number.sentence):
        told = list(group)
        run = [one for one in told if one.measure is MONEY]
        is_free = all(one.whole is None and one.per is None and not one.is_beside for one in run)
        if len(run) < _PAIR or len(told) != len(run) or not is_free:
            continue
        gaps = [run[0].number.before, *(one.number.gap for one in run[1:])]
        if all(len(gap) <= _CLOSE and not _OTHER.search(gap) for gap in gaps):
            yield run


def _mark_all(wholes: Wholes, run: Sequence[Draft], before: Sequence[Draft]) -> None:
    """Mark what a sentence tells as all of a sum told before it, where it is to the last digit."""
    value = summed(run)
    if len(str(value).rstrip("0")) < _MANY:
        return
    for total in before[: -_FEW - 1 : -1]:
        is_alike = total.measure is MONEY and total.status is run[0].status
        if is_alike and total.number.value == value and not total.is_beside and not total.per:
            if not wholes.has(total):
                wholes.mark(total, run, is_ok=True)
            return


def _are_places(run: Sequence[Draft]) -> bool:
    """Whether each number of a list stands right behind a place of its own."""
    keys = []
    for one in run:
        start = one.start - len(one.number.gap)
        named = one.passage.named(start, one.start)
        if not named or one.start - named[-1].end > 1:
            return False
        keys.append(named[-1].key or named[-1].name)
    return len(set(keys)) == len(keys)


def _mark(wholes: Wholes, run: Sequence[Draft], before: Sequence[Draft]) -> None:
    """Mark a list as the parts of the nearest number before it that is just their sum."""
    value = summed(run)
    for total in reversed(before[-_MOST:]):
        is_alike = total.family == run[0].family and total.status is run[0].status
        if is_alike and total.number.value == value and not total.is_beside:
            wholes.mark(total, run, is_ok=True)
            return
    counted = _counted_before(run) or kinds_opened(run[0]) == len(run)
    for total in reversed(before[-_MOST:] if counted else ()):
        missed = apart(value, total.number.value)
        is_alike = total.family == run[0].family and total.status is run[0].status
        if is_alike and total.whole not in run and 20 * missed <= value:
            wholes.mark(total, run, is_ok=False)
            return
    nearly = _nearly_made(run, before)
    if nearly is not None:
        wholes.mark(nearly, run, is_ok=False)
        return
    years = _years(run) or _told_years(run, before)
    for total in reversed(before[-_MOST:] if years else ()):
        first, last = total.when.first, total.when.last
        spans = first and last and (first.year, last.year) == (years[0], years[-1])
        is_alike = total.family == run[0].family and total.status is run[0].status
        if (
            (spans or len(years) > _MANY)
            and is_alike
            and 20 * apart(value, total.number.value) <= value
        ):
            wholes.mark(total, run, is_ok=False)
            return


def _said(one: Draft) -> str:
    """Return the words of a number's sentence in front of it."""
    return one.passage.text[one.number.sentence[0] : one.start]


def _told_years(run: Sequence[Draft], before: Sequence[Draft]) -> list[int]:
    """Return the years of a list of 第一年, 第二年 and so on, if a number before is of so many."""
    if len(run) <= _MANY or not _is_ranked(run):
        return []
    many = "零一二三四五六七八"[len(run)]
    for total in before[: -_MOST - 1 : -1]:
        if total.family == run[0].family and f"{many}年" in _said(total):
            return list(range(1, len(run) + 1))
    return []


def _nearly_made(run: Sequence[Draft], before: Sequence[Draft]) -> Draft | None:
    """Return the number that a list that does not make it is of by its words, None where none."""
    kinds = _kinds_of(run, before)
    if kinds is not None and 10 * apart(summed(run), kinds.number.value) <= kinds.number.value:
        return kinds
    is_dealt = are_dealt_out(run) and _is_shortly_before(run, before)
    return before[-1] if is_dealt or _nearly(run, before) or _is_told_out(run, before) else None


def _kinds_of(run: Sequence[Draft], before: Sequence[Draft]) -> Draft | None:
    """Return the count of the sentence before that a list opened by 从产品看 divides by kind."""
    first = run[0]
    start = first.number.sentence[0]
    if not are_kinds(run) or not start or not BY_KIND.match(first.passage.text, start):
        return None
    earlier = first.passage.sentence(start - 1)[0]
    told = [
        one for one in before
        if one.passage is first.passage and one.start >= earlier and one.family == first.family
        and not (one.is_beside or is_compared(one) or is_change(one))
    ]  # fmt: skip
    return told[0] if len(told) == 1 and told[0].status is first.status else None


def _counted_before(run: Sequence[Draft]) -> bool:
    """Whether right before a list stands how many its members are: 项目4个:苗圃150万元,…."""
    first = run[0]
    count = first.previous
    if count is None or len(run) <= _PAIR or count.number.value != len(run):
        return False
    return _COLON.match(first.passage.text, count.end) is not None


def _nearly(run: Sequence[Draft], before: Sequence[Draft]) -> bool:
    """Whether a list of three and more makes the number right before it but for one digit."""
    total = before[-1] if before else None
    if total is None or len(run) <= _PAIR or total.whole is not None or total.is_beside:
        return False
    is_alike = total.family == run[0].family and total.status is run[0].status
    is_near = 4 * apart(summed(run), total.number.value) <= total.number.value
    if not in_phrase(total, run[0]):  # The last of another list is no total of this one.
        start = total.number.sentence[0]
        told = [one for one in before[-_FEW:-1] if one.passage is total.passage]
        is_near = is_near and not any(
            one.start >= start and one.family == total.family for one in told
        )
    return is_alike and is_near and is_misprint(total, run, summed(run))


def _is_told_out(run: Sequence[Draft], before: Sequence[Draft]) -> bool:
    """Whether a list tells first, second and third of the number right before it, or who pays it.

    A list that misses its number by more than a tenth is not of it.
    """
    total = before[-1] if before else None
    if total is None or total.whole is not None or total.is_beside or run[0].whole is not None:
        return False
    is_alike = total.family == run[0].family and total.status is run[0].status
    is_ranked = len(run) > _PAIR and _is_ranked(run)
    is_paid = _COSTS.search(total.number.gap) and all(_PAYS.search(one.number.gap) for one in run)
    is_near = 10 * apart(summed(run), total.number.value) <= total.number.value
    return is_alike and is_near and bool(is_ranked or is_paid)


def _is_shortly_before(run: Sequence[Draft], before: Sequence[Draft]) -> bool:
    """Whether right before a list stands a number in its unit, off by no more than a quarter."""
    total = before[-1] if before else None
    if total is None or total.whole is not None or not in_phrase(total, run[0]):
        return False
    is_alike = {one.number.unit for one in run} == {total.number.unit}
    return is_alike and 4 * apart(summed(run), total.number.value) <= total.number.value


def _is_ranked(run: Sequence[Draft]) -> bool:
    """Whether a list counts its members: 头一年, 第二年, 第三年."""
    told = [_RANKED.search(one.number.gap) for one in run]
    ranks = ["一" if one and not one[1] else one and one[1] for one in told]
    return ranks == list("一二三四五六七八"[: len(run)])


def _years(run: Sequence[Draft]) -> list[int]:
    """Return the years of a list that tells one year after the other, each once."""
    years = [one.when.first.year for one in run if one.when.first and not one.is_beside]
    is_row = len(years) == len(run) > _PAIR and years == list(range(years[0], years[0] + len(run)))
    return years if is_row else []


def _done(wholes: Wholes, free: Sequence[Draft]) -> None:
    """Mark what is done and what is not yet done of a count right before them."""
    for total, done, other in zip(free, free[1:], free[2:], strict=False):
        is_row = total.family == done.family == other.family
        is_row = is_row and total.number.phrase == other.number.phrase
        is_told = _DONE.search(done.number.gap)
        if not is_row or not is_told or not _NOT_YET.search(other.number.gap):
            continue
        is_free = done.whole in (None, total) and other.whole in (None, total)
        if is_free and summed((done, other)) == total.number.value:
            wholes.mark(total, (done, other), is_ok=True)
