"""Whether the labels of parts are by themselves all there is: done, under way and not begun."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from jiedui.kernel.quantity import Wording
from jiedui.reader.agreement import is_off_by_a_digit, summed
from jiedui.reader.changes import is_change, is_compared
from jiedui.reader.divisions import OTHERS, REST
from jiedui.reader.exactly import apart, whole_of
from jiedui.reader.families import may_overlap
from jiedui.reader.passage import label_of
from jiedui.reader.signs import bits_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jiedui.reader.passage import Draft

_PAIR = 2
_NEAREST = 24
"""So many numbers behind a list are looked at."""

_CLOSE = 16
"""Names in a row stand so close together."""

_ROW = re.compile(r"[^,。;:\d]{2,20}$")
_MUTUAL = re.compile(r"互[派访换][^,。;\d]{0,8}$")
_JOINED = re.compile(r"[、和与及]|连同")
_UNDONE = re.compile(
    r"(?:未|尚(?!有)|没有?)[^,。;、\d]{1,5}$|(?:其余|其它|其他|余下|剩下|剩余)[^,。;\d]{0,6}$"
)
_BEGUN = re.compile(r"(?:筹建|拟建|待建|洽谈中?|规划中?|前期)[^,。;\d]{0,3}$")
_DONE = re.compile(r"完工|竣工|建成|在建|开工|办结|到位|完成|上岗|验收|投产|运营|开业|投用")
_ALL_BEGUN = re.compile(r"(?:全部|均|都|悉数)已?(?:开工|动工|启动|开建)")
_UNDER_WAY = re.compile(r"在建|施工|推进|进行|续建")
_OF_SO_MANY = re.compile(
    r"(?:[分切掰拆]|用[在于]|花[在到])[成为作了]?([两三四五六七八九])[类块份笔大个方项部][^,。;:\d]{0,6}:[^,。;:\d]{0,10}$"
)
"""Stands in front of the first of so many: 分三类使用:产业1350万元."""

_IN_TURN = re.compile(r"分别[为是达有]?$")
_TURN_SIGNS = bits_of("别")
_WHERE = re.compile(
    r"(?:^|[,、;:(])(?:其中)?(?:在|到|赴|转移到?)?(跨省|省外|省内县外|省内|市外|市内|县外|县内|[本]?乡[外内]|州[外内])"
)
_APPOSED = re.compile(
    r"[^,。;、\d]{0,6}[,:(](?:[^,。;:、\d]{1,6}|(?!其中)[^,。;:、\d]{0,10}分别[为是达有]?)"
)
_MAINLY = re.compile(r"主要|重点|其中|例如|比如")
_DEALT_IN = re.compile(r"分([两三四五六七八九十]|\d)[年期批步次]")
_ENDS = re.compile(r"[。;,]|$")
_OF_KINDS = re.compile(r"(?:类|方面|领域)$")
_YIELD = re.compile(r"产值|产量|利润|营业|销售|工资|收入|税收")
_MEMBER = re.compile(r"[、和及,][^,。;:、\d]{1,6}")
_MEMBER_IN_TURN = re.compile(r"[、和及,]")
_EARLY_LATE = tuple(
    re.compile(rf"(?:^|[,、;:(])[^,。;\d]{{0,2}}{which}[一两二三四五六]个?[年月期批]")
    for which in ("[前头首]", "(?:[后末]|余下|剩下)的?")
)
_MORE = ("还有", "另有", "尚有", "仍有")
_OPPOSITES = (
    ("老", "新"), ("旧", "新"), ("男", "女"), ("公", "母"), ("线上", "线下"), ("省内", "省外"),
    ("县内", "县外"), ("城里", "乡下"), ("上半年", "下半年"), ("校内", "校外"), ("单位", "个人"),
    ("本地", "外来"), ("本地", "外地"), ("本县", "外县"), ("新修", "改造"), ("新建", "改造"),
    ("新建", "改扩建"), ("新修", "维修"), ("新建", "维修"), ("新建", "续建"), ("现金", "实物"),
    ("资金", "物资"), ("长期", "短期"), ("省级", "市级"), ("户内", "户外"), ("财政", "社会"),
    ("财政", "社会捐赠"), ("财政资金", "社会资金"), ("财政资金", "社会捐赠"),
    ("中小学", "幼儿园"), ("城镇", "农村"), ("住校", "走读"),
)  # fmt: skip
"""Pairs of words of which one or the other is said of everything."""


PAID_OFF = re.compile(
    r"(?:已经?|目前|到现在|眼下|截[至止][^,。;]{0,8}|累计)[^,。;\d]{0,6}(?:付|支|拨|用)"
)
"""Says of a number how much of a whole was paid so far, behind all that it is made of."""

_OF_YEAR = re.compile(r"(?:19|20)\d{2}年[^,。;\d]{0,4}$")
_YEARS = re.compile(r"(?<![第\d])([两三四五六七八九])年(?!级|前|后)")
_CLAUSE = re.compile(r"[,:;(]")


def is_complete(labels: Sequence[str]) -> bool:
    """Whether labels leave nothing out: states down to what is not begun, or two opposites."""
    last = _UNDONE.search(labels[-1]) or _BEGUN.search(labels[-1])
    is_states = len(labels) > _PAIR and last and _DONE.search(labels[0])
    is_split = _are_contrasted(labels) or _are_everywhere(labels) or _are_years(labels)
    return bool(is_states) or is_split


def are_all_begun(said: str, labels: Sequence[str]) -> bool:
    """Whether of what has all been begun the labels tell what is done and what is under way."""
    if len(labels) != _PAIR or not _ALL_BEGUN.search(said):
        return False
    return _DONE.search(labels[0]) is not None and _UNDER_WAY.search(labels[1]) is not None


def _are_years(labels: Sequence[str]) -> bool:
    """Whether two labels are the first years of several and those after them: 前三年, 后两年."""
    if len(labels) != _PAIR:
        return False
    return all(one.search(label) for one, label in zip(_EARLY_LATE, labels, strict=True))


def _are_everywhere(labels: Sequence[str]) -> bool:
    """Whether labels are circles around a place up to the outermost: 省外, 省内县外, 县内."""
    told = [_WHERE.search(label) for label in labels]
    named = [one[1] for one in told if one]
    if len(named) < len(labels) or len(set(named)) < len(named):
        return False
    within = {one[0] for one in named if one.endswith("内")}
    beyond = {one[0] for one in named if one.endswith("外")} | {"省"} & {one[1] for one in named}
    return len(labels) > _PAIR and bool(within) and bool(beyond) and named[-1].endswith("内")


def _are_contrasted(labels: Sequence[str]) -> bool:
    """Whether two labels are all there is: 老棚 and 新棚, 省内 and 省外."""
    if len(labels) != _PAIR:
        return False
    told = [_CLAUSE.split(label.rstrip())[-1].lstrip("、和 ") for label in labels]
    told = [label.removeprefix("其中") for label in told]
    first, second = told
    opposites = (two for two in _OPPOSITES if first.startswith(two) and second.startswith(two))
    return any(
        set(told) == {f"{one}{rest}", f"{other}{rest}"}
        for one, other in opposites
        for rest in {each.removeprefix(one).removeprefix(other) for each in told}
    )


def is_one_of_several(draft: Draft) -> bool:
    """Whether a number is the first of some told 分别 or 分三类:, those behind its equals."""
    text, end = draft.passage.text, draft.end
    if kinds_opened(draft):
        return True
    if not draft.number.signs & _TURN_SIGNS:
        return False
    return _IN_TURN.search(draft.number.gap) is not None and text.startswith(("、", "和"), end)


def kinds_opened(draft: Draft) -> int:
    """Return of how many parts of a sum told before a number is the first: 分三类使用:产业A.

    0 where no words right in front of it say so.
    """
    if ":" not in draft.number.gap:
        return 0
    start = max(draft.number.phrase[0], draft.start - _NEAREST)
    said = _OF_SO_MANY.search(draft.passage.text, start, draft.start)
    return whole_of(said[1]) if said else 0


def is_apposed(total: Draft, run: Sequence[Draft]) -> bool:
    """Whether exact parts stand in a row right behind a total, and no more of the kind follow.

    床位150张,内科60张、外科50张、妇儿科40张。 632人,一至四季度分别为215人、148人…。 What misses
    by more than a tenth is no such row.
    """
    numbers = [one.number for one in (total, *run)]
    if any(one.wording is not Wording.EXACT for one in numbers):
        return False
    if len(run) <= _PAIR and not is_off_by_a_digit(total, summed(run)):
        return False
    between = total.passage.text[total.end : run[0].start]
    is_row = any(map(_APPOSED.fullmatch, (run[0].number.gap, between))) and not may_overlap(run)
    is_row = is_row and _MAINLY.search(run[0].number.gap) is None
    member = _MEMBER_IN_TURN if _IN_TURN.search(run[0].number.gap) else _MEMBER
    is_row = is_row and all(member.fullmatch(one.number.gap) for one in run[1:])
    is_end = _ENDS.match(run[-1].passage.text, run[-1].end) is not None
    is_end = is_end and not goes_further(total, run)
    missed = apart(summed(run), total.number.value)
    return is_row and is_end and 10 * missed <= total.number.value


def goes_further(total: Draft, run: Sequence[Draft]) -> bool:
    """Whether more numbers of the kind follow a list, so it may not be the whole of it."""
    last, passage = run[-1], total.passage
    end = total.number.sentence[1]
    opened = passage.text[total.end : run[0].start].lstrip()[:1] == "("
    if opened and passage.text.startswith(")", last.end):
        return False
    return any(
        one.start < end
        and one.start - last.end < 40
        and one.family == total.family
        and not is_compared(one)
        and not is_change(one)
        and not PAID_OFF.search(one.number.gap)
        for one in passage.beyond(last.start, _NEAREST)
        if one.may_add
    )


def is_dealt_further(between: str, run: Sequence[Draft]) -> bool:
    """Whether a total is dealt out in more years or lots than are told: 分三年实施,第一年…."""
    said = _DEALT_IN.search(between)
    return said is not None and whole_of(said[1]) > len(run)


def names_each(before: str, run: Sequence[Draft]) -> bool:
    """Whether the words of a total name just its parts: 教育和医疗5200万元,其中教育…,医疗….

    What two do to each other (互访) is what the one does and what the other does.
    """
    if len(run) == _PAIR and _MUTUAL.search(before):
        return True
    row = _ROW.search(before)
    names = _JOINED.split(row[0]) if row else []
    told = _names_of(run)
    return len(names) == len(run) > 1 and all(
        len(label) > 1 and label[:2] in name for name, label in zip(names, told, strict=True)
    )


def labels_of(run: Sequence[Draft]) -> list[str]:
    """Return the words in front of the parts of a list, of 还有2个没有开工 those behind it too."""
    labels = [one.number.gap for one in run]
    if labels and labels[-1].endswith(_MORE):
        labels[-1] += re.split("[,。;、]", run[-1].number.after)[0][:6]
    return labels


def _names_of(run: Sequence[Draft]) -> list[str]:
    """Return what the parts of a list are called: their labels without what leads to them."""
    return [label.lstrip(",、;:(").removeprefix("其中") for label in labels_of(run)]


def told_in_a_row(total: Draft, run: Sequence[Draft]) -> bool:
    """Whether the sentence before names just the parts: 支援甲县、乙镇。共860万元,其中甲县…."""
    start = total.number.sentence[0]
    first = total.passage.sentence(start - 1)[0] if start else 0
    told = total.passage.text[first:start]
    names = _names_of(run)
    if len(names) < _PAIR or any(len(name) < _PAIR or name not in told for name in names):
        return False
    places = [told.index(name) for name in names]
    between = told[min(places) : max(places)]
    return len(between) < _CLOSE * len(names) and between.count("、") + 1 == len(names)


def may_be_of(total: Draft, part: Draft) -> bool:
    """Whether what 其中 names may be of a total: no 产值 or 收入 of one, where no such is told."""
    said = _YIELD.search(part.number.gap)
    return said is None or said[0] in total.number.before + total.number.gap


def are_kinds(run: Sequence[Draft]) -> bool:
    """Whether three parts and more are kinds, each called one: 产业类13个、基础设施类9个."""
    words = run[0].number.gap
    return (
        "主要" not in words
        and len(run) > _PAIR
        and all(_OF_KINDS.search(one.number.gap) for one in run)
    )


def counts_years(total: Draft, run: Sequence[Draft]) -> bool:
    """Whether each part is told of a year of its own, and the sentence of a total counts them."""
    if len(run) < _PAIR or not all(_OF_YEAR.search(label_of(one)) for one in run):
        return False
    said = total.passage.text[total.number.sentence[0] : total.start]
    return len(run) in {whole_of(one) for one in _YEARS.findall(said)}


def are_siblings(pair: Sequence[Draft]) -> bool:
    """Whether each number is of a kind: 教育类46个,医疗类27个, so neither is the whole."""
    return all(_OF_KINDS.search(one.number.gap) for one in pair)


def up_to_rest(total: Draft, parts: Sequence[Draft]) -> list[Draft]:
    """Return the parts up to the one that is said to be the rest, when it closes a list."""
    for at, one in enumerate(parts):
        is_rest = REST.search(one.number.gap)
        if at > 1 and (is_rest or OTHERS.search(one.number.gap)):
            run, whole = list(parts[: at + 1]), total.number.value
            return run if apart(summed(run), whole) * (3 if is_rest else 10) <= whole else []
    return []


def is_base(one: Draft) -> bool:
    """Whether a number is only what another is compared with: 较上月的29人."""
    return one.number.gap.endswith("的") and is_compared(one)


def is_alone(total: Draft) -> bool:
    """Whether a sentence tells no other number of the kind."""
    start, end = total.number.sentence
    near = total.passage.drafts[max(0, total.index - _NEAREST) : total.index + _NEAREST]
    kin = [one for one in near if start <= one.start < end and one.family == total.family]
    return [one for one in kin if one.per is None] == [total]


def words_between(one: Draft, other: Draft) -> str:
    """Return the words right in front of a number that stand behind another."""
    return other.passage.text[max(one.end, other.start - _CLOSE) : other.start]
