"""Lists that fill a sentence of their own behind the total they divide.

派来9位老师。语文3位,数学3位,英语2位,物理1位。 No word opens such a list; that it fills its
sentence, is told in the same unit, and that nothing else of the kind stands between, says that it
is the whole. So do those who pay for a 总投资 told in the sentence before.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from jiedui.kernel.quantity import Wording
from jiedui.reader.agreement import adds_up, is_misprint, is_off_by_a_digit, summed
from jiedui.reader.changes import is_change, is_compared, is_moved
from jiedui.reader.complete import is_complete
from jiedui.reader.divisions import ASKS
from jiedui.reader.exactly import apart
from jiedui.reader.families import goes_on_unnamed, may_overlap
from jiedui.reader.passage import label_of
from jiedui.reader.reading import MONEY, PERCENT

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from jiedui.reader.passage import Draft, Passage
    from jiedui.reader.wholes import Wholes

_PAIR, _MOST = 2, 14
_SHORT = 14
"""Members of a list stand so close together."""

_SMALL = 40
"""Of so few things a list that misses by one is miscounted."""

_OPEN = re.compile(
    r"等(?![于级额])|主要|例如|比如|包括|含|约|同时|兼|重复|交叉|此外|同期|另外|先后|不含|至少|还(?!有)|其中|较大|重点|最|另"
)
"""Words by which a list may be less, or more, than a whole."""

_GRAND = re.compile(r"总(?:投资|投入|造价|费用|预算)[^\W\d]{0,2}$")
_PAYS = re.compile(
    r"出资|[出掏拿募]了?$|自筹|配套|统筹|捐|承担|负担|投入|贷款|(?:援[建疆藏青蒙助]|帮扶|协作|专项|补助|整合|财政)资金(?:是|为|有|共)?$"
)
_PERSONS_OF_IT = re.compile(
    r"\s?(?:他们|她们|其)(?:当中|之中|中间|中|里头|里面|里)?,?(?:有|是)?(?=[^,。;\d])"
)
_FOR_EXAMPLE = re.compile(r"(?:^|[。;,])以([\u4e00-\u9fff]{2,8}?)为例[,:]")
_NAME = re.compile(r"([\u4e00-\u9fff]{2,4})$")
_TIMES = re.compile(r"年|期|批|月|次")
_NAMES = re.compile(r"[、和与及]")
_LABEL = re.compile(r"[,;、::(\s]*(?:其中)?")


def hold_behind(wholes: Wholes, passages: Iterable[Passage]) -> None:
    """Mark the lists of a page that divide the total of the sentence before them."""
    last: Sequence[Draft] = ()
    for passage in passages:
        if last:
            _hold_answer(wholes, last, passage)
        last = passage.drafts or last
        if "为例" in passage.text:
            _hold_example(wholes, passage)
        told = [one for one in passage.drafts if one.measure is not PERCENT]
        for at, total in enumerate(told[:-_PAIR]):
            if total.per is None and not wholes.has(total) and _may_total(total):
                _hold(wholes, total, told[at + 1 : at + _MOST])


def _hold_example(wholes: Wholes, passage: Passage) -> None:
    """Mark the list behind 以都安为例 as parts of the last number told of that place or thing."""
    for said in _FOR_EXAMPLE.finditer(passage.text):
        start, end = passage.sentence(said.end() - 1)
        parts = [one for one in passage.drafts if said.end() <= one.start < end]
        told = [one for one in passage.drafts if one.start < start and said[1] in one.number.gap]
        if not parts or not told or told[-1].per is not None:
            continue
        total = told[-1]
        run = [one for one in parts if one.family == total.family and _may_total(one)]
        run = [one for one in run if one.number.value < total.number.value]
        if len(run) > _PAIR and 10 * apart(summed(run), total.number.value) <= total.number.value:
            wholes.mark(total, run, is_ok=adds_up(total, run))
        for one in run:
            one.whole = one.whole or total


def _hold_answer(wholes: Wholes, before: Sequence[Draft], passage: Passage) -> None:
    """Mark who pays a sum of the paragraph before, asked for at the start of one: 钱从哪里来?"""
    said = ASKS.match(passage.text)
    end = passage.sentence(said.end())[1] if said else 0
    run = [one for one in passage.drafts if one.start < end and one.measure is MONEY]
    told = [one for one in before if one.measure is MONEY and _may_total(one) and _is_exact(one)]
    if len(run) < _PAIR or not told or not all(_PAYS.search(one.number.gap) for one in run):
        return
    total, value = told[-1], summed(run)
    is_near = 10 * apart(value, total.number.value) <= total.number.value
    is_free = not wholes.has(total) and all(one.whole is None and _is_exact(one) for one in run)
    if is_free and is_near and all(one.per is None for one in (total, *run)):
        wholes.mark(total, run, is_ok=adds_up(total, run))


def _hold(wholes: Wholes, total: Draft, following: Sequence[Draft]) -> None:
    """Mark the list behind a total, right or wrong."""
    again = _named_again(total, following)
    run = again or _payers(total, following) or _next_sentence(total, following)
    if len(run) < _PAIR or any(one.whole not in (None, total) for one in run):
        return
    if any(not _is_exact(one) for one in (total, *run)) or goes_on_unnamed(run[-1]):
        return
    is_ok = adds_up(total, run)
    missed = apart(summed(run), total.number.value)
    is_meant = bool(again) and 10 * missed <= total.number.value
    if is_ok or is_meant or _is_meant(total, run):
        wholes.mark(total, run, is_ok=is_ok)


def _is_meant(total: Draft, run: Sequence[Draft]) -> bool:
    """Whether a list that does not make its total is meant to."""
    value, stated = summed(run), total.number.value
    missed = apart(value, stated)
    words = total.passage.text[total.end : run[-1].start]
    is_far = any(one.number.value >= stated for one in run) or 4 * missed > stated
    if is_far or _OPEN.search(words):
        return False
    if is_complete([_LABEL.sub("", one.number.gap) for one in run]) or _are_named(total, run):
        return True
    if _GRAND.search(total.number.gap) and all(_PAYS.search(one.number.gap) for one in run):
        return 10 * missed <= stated
    if all(_PAYS.search(one.number.gap) for one in run) and 10 * missed <= stated < value:
        return True  # Who pays in turn cannot have paid more than all.
    if len(run) == _PAIR or may_overlap(run) or total.measure is MONEY:
        return False  # Of money, others than those named may have got or given the rest.
    is_small = stated <= _SMALL and missed == 1
    is_wrong = is_off_by_a_digit(total, value) or is_misprint(total, run, value)
    return is_small or (is_wrong and 10 * missed <= stated)


def _named_again(total: Draft, following: Sequence[Draft]) -> list[Draft]:
    """Return the numbers of the next sentence, if it goes on about one member of a list by name.

    水窖1,340眼、梯田8,600亩。水窖前五年打了260眼,中间五年打了480眼,最近十年打了600眼.
    """
    name = _NAME.search(total.number.gap)
    end = total.number.sentence[1]
    if name is None or not total.passage.text.startswith(name[1], end):
        return []
    last = total.passage.sentence(end)[1] if end < len(total.passage.text) else end
    told = [one for one in following if end <= one.start < last]
    is_row = all(one.number.unit == total.number.unit and _may_total(one) for one in told)
    is_row = is_row and all(_TIMES.search(label_of(one)) for one in told)
    return told if is_row and len(told) >= _PAIR else []


def _next_sentence(total: Draft, following: Sequence[Draft]) -> list[Draft]:
    """Return the numbers of the next sentence, if they are all one list of a total's kind."""
    start, end = total.number.sentence
    kin = [one for one in following if one.start < end and one.family == total.family]
    if any(map(_may_total, kin)):
        return []
    passage = total.passage
    last = passage.sentence(end)[1] if end < len(passage.text) else end
    run = [one for one in passage.beyond(end - 1, _MOST) if one.start < last]
    if not run or any(one.family != total.family or not _may_total(one) for one in run):
        return []
    is_row = all(len(one.number.gap) <= _SHORT for one in run[1:])
    is_row = is_row and {one.number.unit for one in run} == {run[0].number.unit}
    words = passage.text[end : run[0].start]
    is_row = is_row and (len(words) <= _SHORT or _PERSONS_OF_IT.match(words) is not None)
    is_end = len(passage.text[run[-1].end : last].strip("。 ,;)")) <= _PAIR
    is_alike = run[0].number.unit == total.number.unit or total.measure is MONEY
    is_people = run[0].family == "person"
    if is_row and is_people and _PERSONS_OF_IT.match(words) and len(run) == _PAIR:
        return run
    return run if is_row and is_end and (is_alike or is_people) and start < end else []


def _payers(total: Draft, following: Sequence[Draft]) -> list[Draft]:
    """Return who pays what of a 总投资 told in the sentence before."""
    if total.measure is not MONEY or not _GRAND.search(total.number.gap):
        return []
    run: list[Draft] = []
    for one in following[: 2 * _PAIR + 2]:
        if one.per is not None and not run:
            continue
        if one.measure is not MONEY or one.per is not None or not _PAYS.search(one.number.gap):
            break
        run.append(one)
    return run


def _are_named(total: Draft, run: Sequence[Draft]) -> bool:
    """Whether the sentence of a total names just the parts in a row: 为甲县和乙县安排."""
    start, end = total.number.sentence
    told = total.passage.text[start:end]
    names = [_LABEL.sub("", one.number.gap).strip() for one in run]
    if any(len(name) < _PAIR or name not in told for name in names):
        return False
    places = sorted((told.index(name), name) for name in names)
    between = [told[at + len(name) : later] for (at, name), (later, _) in pairwise(places)]
    first, last = places[0][0], places[-1]
    around = told[max(0, first - 1) : first] + told[last[0] + len(last[1]) :][:1]
    return all(map(_NAMES.fullmatch, between)) and not _NAMES.search(around)


def _may_total(one: Draft) -> bool:
    """Whether a number says how much there is, not by how much it moved or from what."""
    if one.is_beside or not one.may_add or is_moved(one):
        return False
    return not is_change(one) and not is_compared(one)


def _is_exact(one: Draft) -> bool:
    return one.number.wording is Wording.EXACT
