"""What a number counts: by its unit, by the noun beside it, by what its sentence is about."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from jiedui.kernel.quantity import Wording
from jiedui.reader.beside import beside, goes_on, is_geography, is_measured, is_rest
from jiedui.reader.dealt import is_dealt_out
from jiedui.reader.divisions import BY_KIND
from jiedui.reader.passage import Draft, Judged
from jiedui.reader.persons import Persons
from jiedui.reader.reading import (
    BATCHES,
    ITEMS,
    MONEY,
    OTHER,
    PEOPLE,
    PERCENT,
    PERSONS_POOR,
    PROJECTS,
    TRAINEES,
    Measure,
)
from jiedui.reader.scope import (
    PLACES,
    is_by_place,
    is_condition,
    is_in_a_list,
    is_in_a_sum,
    is_of_own,
    is_priced,
    is_stage,
    is_thing,
    is_told_last,
    is_told_of,
    noun_of_label,
)
from jiedui.reader.setaside import Reason
from jiedui.reader.spoken import is_sum
from jiedui.reader.unsaid import measure_unsaid

if TYPE_CHECKING:
    from jiedui.reader.passage import Passage
    from jiedui.reader.quantities import Number
    from jiedui.reader.vocabulary import Vocabulary

_BUILT = re.compile(
    "修|建|盖|架|购|买|添|配|装|铺|挖|打|栽|种|发|送|捐|赠|援|完成|落成|开|办|设|投用|改造|新增|补|提供|引进|运|造|维修|接收|收到"
)
_OF_A_KIND = re.compile(r"(?:^|[、,;:])\s?(?:其中)?(?:[\u4e00-\u9fff]{2,8}类|其他|其它)$")
_KIND_LISTED = re.compile(r"(?:[\u4e00-\u9fff]{2,10}\d+个[、,和及])*[\u4e00-\u9fff]{2,10}")
"""All that stands between the words that divide by kind and the count of one of the kinds."""

_OF_PROJECTS = re.compile(
    r"\s*[◆●■▲★◇○□•·▪►【]?(?:[((]?[一二三四五六七八九十\d]{1,3}[))、.])?\s*(?:第[一二三四五六]本[,,])?"
    r"[\u4e00-\u9fff]{0,4}(?:项目|工程)(?:建设|实施|情况|进展|账)?[。:,】]"
)
"""Opens a paragraph that counts projects: (二)项目。年初计划实施26个."""

_WORKS = re.compile(r"[开完竣]工|在建|续建|立项")
_REACH = 80
"""So many signs of a long clause still speak of a number."""

_ALL = re.compile(r"(?:全[县州市区旗乡镇省村]|下辖|辖区?|现有|共有)$")
_TAKE_PART = re.compile(
    r"[^,。;\d]{0,6}(?:项目|工程)|[^,。;\d]{1,8}[中里],?(?:[已现]?有|已)?\d|[^,。;\d]{0,8}(?:[和与同跟][^,。;]{1,14}结对|结对|参[与加]|认购|购买|捐|落户|投资|帮扶|入驻|投产|受益)"
    r"|[,、;](?:已|其中|目前|全部|现)*(?:[复开完竣停]工|投产|建成|投用|运营|开业|营业|在[用建产])[^,。;\d]{0,4}\d"
)
"""What tells that those counted do something in the programme, so they are no background."""

_GIVES_TOO = re.compile(r"[^,。;\d]{0,16}?(?:攒|凑|捐|认购|结对|出资|帮销)")
"""What tells of firms or people of a place that they gave: 辖区里二十多家商户攒的."""

_BEFORE_SCOPE = re.compile(r"[这那该每各全此]$")
_SCOPE_AFTER = re.compile(
    r"表|图|名片|路子|新路|长队|方面|阶段|层次|环节|渠道|来源|部分|步骤|字|意识|月|方向|关口|台阶"
)
_OF_ITSELF = {
    "range": Reason.RANGE, "vague": Reason.VAGUE, "duration": Reason.DURATION,
    "outside": Reason.UNRELATED, "long": Reason.CODE,
}  # fmt: skip
_EVERYONE = re.compile(r"(?:各族|全[县州市区旗]|[县州市区旗]内)?(?:各族|儿女|父老|人民|干部群众)")
_HEADS = re.compile(
    r"群众|农牧民|农民|居民|病人|病患|学生|劳动力|移民|人口|百姓|师生|患者|儿童|村民|乡亲"
)
_NAMED = ("镇", "乡", "屯", "庄", "坪", "沟", "湾")
_PLAIN = re.compile(r"[\u4e00-\u9fff]{1,5}(?<!的)")
_ALL_OF_THEM = re.compile(r"[^\W\d]{0,4}?(?:合计|共计|总计|加起来|加在一起|相加|一共)")
_ITEM_NAME = re.compile(r"[,、]([\u4e00-\u9fff]{2,6})$")
_WEIGHTS = frozenset("斤 公斤 千克 克 吨".split())
_FIRMS = re.compile(r"[^,。;\d]{0,5}(?:企业|公司|工厂|厂家|合作社|商户)(?!的|.{0,4}[各都均共联分])")
_NEAR_NOUN = 5
"""A noun so near behind a count is what it counts, whatever stands between."""

_SMALL_OTHER = frozenset("次 家 对 场 里 方 趟 起 校 款 番".split())
_SCOPED_ITEMS = frozenset("头 面 口 条 块 片 处 部 组 支 份 本 把 门 根 件".split())
_LATIN_IS = re.compile(r"^(?:are|were|is|was)\s")
_LATIN_VERB = re.compile(
    r"\b(?:come|came|are|were|is|was|have|had|has|of|from|in|to|work|who|that|with|and|for|by|on|at|"
    r"per|went|took|live|study|joined|found|got|received)\b"
)
_LATIN_ALL = re.compile(r"in all\b|in total\b|altogether\b|all told\b")
_LATIN_OF = re.compile(
    r"\b(?:[oO]f (?:whom|which|them|these|those|this|that),?|among them,?|including)\s?$"
)
_MILLIONS = re.compile(r"million|billion")
_LATIN_NOUN = re.compile(r"\s?((?:[A-Za-z]+[ -]){0,3}[A-Za-z]+)")


def _ends_bare(draft: Draft | None) -> bool:
    """Whether a number is printed without a unit: 三千二百万."""
    return draft is not None and draft.passage.text[draft.end - 1] in "万亿千百"


class Counter:
    """Decides the measure of a number, or why it is no claim."""

    def __init__(self, words: Vocabulary) -> None:
        self._words = words
        self._nouns = words.naming("nouns")
        self._persons = Persons(words)
        self._far = words.distracting("words")
        self._near = words.distracting("assist")
        self._labels = words.distracting("labels")
        self._background = words.distracting("background")

    def draft(self, passage: Passage, number: Number, last: Draft | None) -> Draft | Reason | None:
        """Return the claim a number makes, why it makes none, or None: not understood."""
        reason = self._set_aside(passage, number)
        if is_condition(passage, number):
            reason = Reason.SCOPE
        if reason:
            return reason
        measure = self._measure(passage, number, last)
        if measure is None or isinstance(measure, Reason):
            return measure
        return Draft(number, passage, measure, number.start, number.end)

    def _set_aside(self, passage: Passage, number: Number) -> Reason | None:
        own = _OF_ITSELF.get(number.fault or number.kind)
        if own is not None and not is_measured(number):
            return own
        is_name = passage.text[number.end : number.end + 1] in _NAMED and number.unit != "个"
        if number.is_written and is_name:  # 三家屯 and 百家湾 are names, 三个乡镇 are so many.
            return Reason.NAME
        if self._is_unrelated(passage, number) or is_of_own(passage, number):
            return Reason.UNRELATED
        if is_stage(passage, number):
            return Reason.ORDINAL
        is_far = is_geography(number) or self._is_background(passage, number)
        return Reason.BACKGROUND if is_far else self._scope(passage, number)

    def _is_background(self, passage: Passage, number: Number) -> bool:
        """Whether a count stands in words of geography, and nobody counted there gave anything."""
        if number.kind == "money" or _GIVES_TOO.match(passage.text, number.end):
            return False
        at, (low, high) = number.start, number.clause
        return passage.says(self._background, max(low, at - _REACH), min(high, at + _REACH))

    def _clause(self, passage: Passage, number: Number) -> str:
        """Return a number's clause, of a long one only what stands around it."""
        at, (low, high) = number.start, number.clause
        return passage.text[max(low, at - _REACH) : min(high, at + _REACH)]

    def _is_unrelated(self, passage: Passage, number: Number) -> bool:
        """Whether a number stands in words that have no business in the book."""
        start = number.phrase[0]
        if start not in passage.judged:
            passage.judged[start] = self._judged(passage, number)
        judged = passage.judged[start]
        if judged.is_unrelated or not judged.is_far:
            return judged.is_unrelated
        clause = self._clause(passage, number)
        return self._far.search(clause) is not None and self._near.search(clause) is None

    def _judged(self, passage: Passage, number: Number) -> Judged:
        """Judge a whole phrase; one without any sign goes on about the last."""
        start, end = number.phrase
        phrase = passage.text[start:end]
        is_near = self._near.search(phrase) is not None
        is_far = self._far.search(phrase) is not None
        if is_far or self._labels.match(phrase.lstrip("( 【〖〔·•◆■")):
            return Judged(not is_near, is_far)
        if is_near or start == number.sentence[0]:
            return Judged(is_unrelated=False, is_far=False)
        last = passage.judged.get(passage.phrase(start - 1)[0])
        return Judged(last is not None and last.is_unrelated, is_far=False)

    def _scope(self, passage: Passage, number: Number) -> Reason | None:
        """Return why a small count is only a word of scope: 两县, 三笔, 一座."""
        is_any = number.unit in ("个", "家") and number.kind in ("other", "thing")
        is_small = number.is_written and number.value <= 10 and number.value.denominator == 1
        if not is_any and not is_small:
            return None
        before = passage.text[max(0, number.start - 4) : number.start]
        if (
            is_any
            and _ALL.search(before)
            and not _TAKE_PART.match(passage.text, number.end)
            and not is_told_of(passage, number)
        ):
            return Reason.BACKGROUND
        return Reason.SCOPE if is_small and self._is_scope(passage, number, before) else None

    def _is_scope(self, passage: Passage, number: Number, before: str) -> bool:
        """Whether a small written count states nothing of its own."""
        after = number.after
        is_told = number.unit not in PLACES and is_told_last(passage, number)
        if number.wording is not Wording.EXACT or is_told or is_in_a_sum(passage, number):
            return False
        if number.unit not in PLACES and is_in_a_list(passage, number):
            return False
        if _ALL_OF_THEM.match(after):
            return True
        if is_priced(passage, number):
            return False
        if number.unit == "家" and number.value > 1 and _FIRMS.match(after):
            return _BEFORE_SCOPE.search(before) is not None
        return self._is_small(passage, number, before)

    def _is_small(self, passage: Passage, number: Number, before: str) -> bool:
        """Whether a small written count is a word of scope by its unit and what is beside it."""
        after = number.after
        following = passage.numbers[number.index + 1 : number.index + 2]
        is_per = number.value == 1 and following and following[0].start - number.end < 2
        is_one = number.value == 1 and number.unit in _WEIGHTS
        is_place = number.unit in PLACES | _SMALL_OTHER or _BEFORE_SCOPE.search(before)
        if is_rest(passage, number):
            return False
        if is_per or is_one or is_place:
            return bool(is_per) or not is_dealt_out(passage, number)
        if is_dealt_out(passage, number):
            return False
        if number.kind == "thing":
            noun = self._nouns.match(after.lstrip(" 的大类")) if after else None
            if noun is None and number.value > 1 and _BUILT.search(number.before[-4:]):
                led = self._nouns.search(after[:10])
                noun = led if led and _PLAIN.fullmatch(after, 0, led.start()) else None
            counted = noun and self._words.nouns[noun[0]] in ("projects", "items", "batches")
            return not (counted and number.value > 1)
        if number.kind == "items" and (number.value == 1 or number.unit in _SCOPED_ITEMS):
            listed = before.endswith(("、", "和", ",")) and bool(passage.drafts)
            built = _BUILT.search(number.before[-6:]) or listed or self._is_listed(passage, number)
            return not built or _SCOPE_AFTER.match(after) is not None
        return number.value == 1 and number.kind in ("person", "households", "batches")

    def _is_listed(self, passage: Passage, number: Number) -> bool:
        """Whether a count stands behind its noun as an item of a list: 厂房两座,生产线三条."""
        is_last = passage.text[number.end : number.end + 1] in (",", "、", ";", "。")
        is_named = _ITEM_NAME.search(number.gap) is not None
        return number.value > 1 and is_last and is_named and bool(passage.drafts)

    def _measure(
        self, passage: Passage, number: Number, last: Draft | None
    ) -> Measure | Reason | None:
        kind = number.kind
        if kind == "person":
            return self._persons.measure(passage, number, last)
        settled = beside(passage, number, last)
        if settled is None and kind == "thing":
            return ITEMS if is_thing(number) else self._things(passage, number, last)
        if settled or kind:
            return settled or Measure(kind)
        return self._bare(passage, number)

    def _things(
        self, passage: Passage, number: Number, last: Draft | None
    ) -> Measure | Reason | None:
        after = number.after.lstrip(" ")
        start = number.phrase[0]
        is_project = last is not None and last.passage is passage and last.start >= start
        is_project = is_project and last is not None and last.measure is PROJECTS
        if is_project and "其中" in passage.text[start : number.start]:
            return PROJECTS
        is_divided = _is_by_kind(passage, number) or is_by_place(passage, number)
        counted = _last_count(passage, last)
        if _counts_on(number, counted) and is_divided:
            return PROJECTS
        noun = self._nouns.search(after[:14])
        if noun and noun.start() >= _NEAR_NOUN and "的" in after[: noun.start()]:
            noun = None
        gap = number.gap
        noun = noun or next(iter(list(self._nouns.finditer(gap))[-1:]), None)
        if noun:
            return Measure(self._words.nouns[noun[0]])
        start = number.sentence[0] if goes_on(number) else start
        for one in reversed(passage.drafts[-4:]):
            if one.number.kind == "thing" and one.start >= start:
                return one.measure
        if last is not None and last.number.unit == "个人" and last.start >= start:
            return last.measure
        return self._things_of(passage, number)

    def _things_of(self, passage: Passage, number: Number) -> Measure:
        """Return what a count is of that no noun beside it tells: by its paragraph, or its sign."""
        is_work = _WORKS.search(number.gap[-8:]) is not None
        label = noun_of_label(passage.text, self._nouns)
        if (is_work and not label) or _OF_PROJECTS.match(passage.text):
            return PROJECTS
        return Measure(self._words.nouns[label]) if label else OTHER

    def _heads(self, passage: Passage, number: Number) -> Measure | Reason | None:
        """Return what a scaled number without a unit counts: 58.32万贫困人口, 贫困人口九十一万."""
        if _EVERYONE.match(passage.text, number.end):
            return Reason.BACKGROUND
        told = passage.text[max(number.sentence[0], number.start - _REACH // 2) : number.start]
        for words in (number.after[:8], number.before[-24:], told):
            if self._persons.is_poor(words):
                return PERSONS_POOR
            if _HEADS.search(words):
                return PEOPLE
        if is_sum(passage, number):
            number.kind, number.unit = "money", number.unit or "元"
            return MONEY
        last = passage.drafts[-1] if passage.drafts else None
        is_near = last is not None and number.start - last.end < 12
        is_near = is_near and _ends_bare(last)
        if is_near and last and last.measure is MONEY:
            number.kind, number.unit = "money", number.unit or "元"
        return last.measure if is_near and last else None

    def _bare(self, passage: Passage, number: Number) -> Measure | Reason | None:
        """Return what a bare number counts: by a noun, the number before or its words."""
        measure = self._latin(passage, number) or measure_unsaid(passage, number)
        is_small = number.is_written and number.value <= 10
        if measure is OTHER and is_small:
            return Reason.SCOPE
        if measure is not None:
            return measure
        if is_small:
            return Reason.IDIOM
        if number.is_scaled:
            is_money = _MILLIONS.search(passage.text, number.digits_start, number.number_end)
            heads = self._money_too if is_money else self._heads
            return heads(passage, number)
        last = passage.drafts[-1] if passage.drafts else None
        if number.value == 0 and last is not None and last.number.kind == "percent":
            return PERCENT
        return None

    def _money_too(self, passage: Passage, number: Number) -> Measure | Reason | None:
        """Return money for millions without a coin that go on about money: from 50 million."""
        last = passage.drafts[-1] if passage.drafts else None
        start = number.sentence[0]
        told = [one for one in passage.drafts[-3:] if one.start >= start]
        if last is None or not any(one.measure is MONEY for one in told):
            return None
        number.kind, number.unit = "money", number.unit or "元"
        return MONEY

    def _latin(self, passage: Passage, number: Number) -> Measure | None:
        """Return what a number in English words counts: 180 beds, 918 are women, 428 in all."""
        found = _LATIN_NOUN.match(passage.text, number.end)
        if found is None:
            return None
        phrase = _LATIN_VERB.split(_LATIN_IS.sub("", found[1]))[0]
        nouns = list(self._nouns.finditer(phrase))
        if not nouns and _LATIN_ALL.match(found[1]):
            start = number.phrase[0]
            nouns = list(self._nouns.finditer(passage.text[start : number.start]))[-1:]
        if nouns:
            number.unit = nouns[0][0]
            measure = Measure(self._words.nouns[number.unit])
            if measure is BATCHES and found[1].startswith(number.unit):
                number.end = found.start(1) + len(number.unit)
            if measure is PEOPLE and self._persons.is_training(number.before):
                return TRAINEES
            return measure
        last = passage.drafts[-1] if passage.drafts else None
        if last is None or not _LATIN_OF.search(number.gap):
            return None
        number.unit = last.number.unit
        return last.measure


def _counts_on(number: Number, last: Draft | None) -> bool:
    """Whether a count goes on about the projects told right before it, by kind: 产业类31个."""
    if last is None or last.measure is not PROJECTS or last.number.unit != number.unit:
        return False
    return last.number.sentence[1] >= number.sentence[0]


def _last_count(passage: Passage, last: Draft | None) -> Draft | None:
    """Return the last number told that is no share: 产业类项目91个,占一半;教育类46个."""
    if last is None or last.measure is not PERCENT or not passage.drafts:
        return last
    return next((one for one in reversed(passage.drafts[-3:]) if one.measure is not PERCENT), last)


def _is_by_kind(passage: Passage, number: Number) -> bool:
    """Whether a count is one kind of what is told by kind: 产业类31个; 按类别分,产业16个."""
    if _OF_A_KIND.search(number.gap):
        return True
    opened = BY_KIND.search(passage.text, number.phrase[0], number.start)
    is_listed = _KIND_LISTED.fullmatch(passage.text, opened.end(), number.start) if opened else None
    return is_listed is not None
