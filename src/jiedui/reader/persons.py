"""Whom a count of persons counts: people, those in training, the poor."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from jiedui.reader.reading import BATCHES, HOUSEHOLDS, PEOPLE, PERSONS_POOR, TRAINEES

if TYPE_CHECKING:
    from jiedui.reader.exactly import Exact
    from jiedui.reader.passage import Draft, Passage
    from jiedui.reader.quantities import Number
    from jiedui.reader.reading import Measure
    from jiedui.reader.vocabulary import Vocabulary

_REACH = 80
"""So many signs around a number may still say whom it counts."""

_OTHER_DEED = re.compile(r"就业|务工|选派|派出|派来|派驻|受益|安置|吸纳|带动|容纳")
_ENDS_PHRASE = re.compile(r"[。;]")
_SENT = re.compile(
    r"选派|选送|派(?!驻)|接收|送.{0,16}[去到赴往]|[去到赴往来][^,。;\d]{1,10}(?:进修|研修)"
)
_STUDY = re.compile(r"进修|研修(?!班)|轮训")
_TRAINED = re.compile(r"(?<![军家校古])训了?$")
_LEARNS = re.compile(r"学(?:技术|技能|手艺|本领|[^\W\d]{1,3}(?:技术|手艺))")
_GOES_TO_LEARN = re.compile(r"[^,。;\d]{0,2}[去到赴往来][^,。;\d]{1,10}学习")
_TEMPORARY = re.compile(r"跟岗|挂职|跟班|顶岗|交流|考察")
_LEFT = re.compile(r"[剩还尚仍](?:有|余|下)?$|减[少到至]+$")
_DO_NOW = re.compile(r"[,;](?:如今|目前|现在|现|眼下|已经?)[^,。;\d]{1,8}的(?:有|达|共)?$")
"""Ends the words in front of how many of those told before do something now: 如今上船的."""

_EACH_COURSE = re.compile(r"每[期班]")
_HOLDS_COURSES = re.compile(r"[办开]班")
_AFTER_COURSE = re.compile(r"后[^,。;\d]{0,8}(?:就业|务工|上岗|创业|进厂)[^,。;\d]{0,4}$")
"""Ends the words in front of those who found work after a course: 结业后就业的."""


_SENT_TRAINED = re.compile(
    r"[^,。;\d]{0,16}经过?[^,。;\d]{0,8}培训(?:后|合格)?,?[^,。;\d]{0,6}(?:输送|转移|输出|介绍|推荐|上岗|就业|外出|进厂|送[到往去])"
)
"""Follows persons who went to work when trained: 3400名青年经培训输送到船厂."""

_OTHERS = re.compile(r"[,、;和及](?:以及)?(?:其他|其它|其余|非|普通|一般)[^,。;\d]{0,10}$")
"""Ends the words in front of persons told apart from the poor: 其他农村劳动力1232人."""

_THESE = re.compile(r"[这那该]$")
_IN_NUMBER = re.compile(r"(?:^|[,;。])\s?(?:总?人[数口])(?:也|相应|同时)?[^,。;\d]{0,6}$")
"""Ends the words in front of by how much the persons told before have become fewer."""


class Persons:
    """Decides the measure of a count of persons."""

    def __init__(self, words: Vocabulary) -> None:
        self._train = words.pattern("train")
        self._stay = words.pattern("send", "stay")
        self._poor = words.pattern("poor")
        self._not_poor = words.pattern("poor", "not_poor")
        self._told: dict[Exact, Measure] = {}

    def measure(self, passage: Passage, number: Number, last: Draft | None) -> Measure:
        """Return whom a number counts: those told by the same number before (这1217人), or anew."""
        known = self._told.get(number.value) if _THESE.search(number.gap) else None
        known = TRAINEES if _is_taught(number) else known
        is_apart = last is not None and last.measure is PERSONS_POOR and self._are_others(number)
        known = PEOPLE if is_apart else known
        measure = known or self._anew(passage, number, last)
        self._told[number.value] = measure
        return measure

    def _anew(self, passage: Passage, number: Number, last: Draft | None) -> Measure:
        """Return whom a number counts, by the words around it and the number before it."""
        before, after = number.before, number.after
        is_after = _AFTER_COURSE.search(before) or _SENT_TRAINED.match(passage.text, number.end)
        if self._train.search(before + after) and not self._stay.search(after) and not is_after:
            return PEOPLE if self._is_sent(passage, number, last) else TRAINEES
        of_households = last is not None and last.measure is HOUSEHOLDS
        is_pair = of_households and last is not None and _is_pair(passage, last, number)
        if last is not None and is_pair:
            start = max(number.phrase[0], number.start - 2 * _REACH)
            told = passage.text[start : number.end] + after[:8]
            if self.is_poor(told) or _goes_on_about_poor(passage, last):
                return PERSONS_POOR
        elif self.is_poor(before[-24:] + _own(after)):
            return PERSONS_POOR
        if told_again := _again(passage, number):
            return told_again
        if of_households or _OTHER_DEED.search(before) or _DO_NOW.search(number.gap):
            return PEOPLE
        return self._by_last(passage, number, last)

    def _by_last(self, passage: Passage, number: Number, last: Draft | None) -> Measure:
        """Return whom a number counts that no word beside it tells: whom the one before counts."""
        start, end = number.sentence
        start, end = max(start, number.start - 2 * _REACH), min(end, number.end + _REACH)
        if _EACH_COURSE.search(number.before) and self._is_course(passage.text[start:end]):
            return TRAINEES
        if last is not None and last.measure is TRAINEES and _attend_too(last, number):
            return TRAINEES
        if last is not None and _is_left_of(passage, last, number):
            return PERSONS_POOR
        if last is not None and _goes_on(passage, last, number):
            if last.measure in (TRAINEES, PERSONS_POOR):
                return last.measure
            phrase = passage.text[max(number.phrase[0], number.start - 2 * _REACH) : number.end]
            if last.measure is BATCHES and self._train.search(phrase):
                return TRAINEES
        return PEOPLE

    def _are_others(self, number: Number) -> bool:
        """Whether persons are told apart from the poor before them, by a word that says so."""
        return _OTHERS.search(number.gap) is not None and not self._poor.search(number.gap)

    def is_poor(self, words: str) -> bool:
        """Whether words speak of poor persons."""
        return self._poor.search(self._not_poor.sub("", words)) is not None

    def _is_course(self, words: str) -> bool:
        """Whether words speak of courses."""
        return self.is_training(words) or _HOLDS_COURSES.search(words) is not None

    def is_training(self, words: str) -> bool:
        """Whether words speak of training."""
        return self._train.search(words) is not None

    def _is_sent(self, passage: Passage, number: Number, last: Draft | None) -> bool:
        """Whether persons are sent to learn at the other side: they move, as those of 跟岗 do."""
        clause = number.before + number.after
        if not _STUDY.search(clause) or "培训" in clause or number.unit == "人次":
            return False
        if last is not None and last.measure is PEOPLE and _goes_on(passage, last, number):
            return True
        return _SENT.search(clause) is not None


def _is_taught(number: Number) -> bool:
    """Whether persons are taught by words of their own: 再训120人, 96人学技术, 28人次到外地学习."""
    if _TRAINED.search(number.gap) or _LEARNS.match(number.after):
        return True
    is_learning = number.unit == "人次" and _GOES_TO_LEARN.match(number.after) is not None
    return is_learning and not _TEMPORARY.search(number.before + number.after)


def _again(passage: Passage, number: Number) -> Measure | None:
    """Return whom a number counts that says how those told before fell: 人数减少17427人."""
    told = [one for one in passage.drafts[-8:] if one.measure in (TRAINEES, PERSONS_POOR, PEOPLE)]
    if _IN_NUMBER.search(number.gap) and told and told[-1].measure is PERSONS_POOR:
        return PERSONS_POOR
    return None


def _own(after: str) -> str:
    """Return the words behind a number that are of it, not of the next in its row."""
    return after[:8].partition("(")[0].partition("、")[0]


def _is_left_of(passage: Passage, last: Draft, number: Number) -> bool:
    """Whether a number is what is left of the poor told before: 5.13万人;到去年底只剩0.86万人."""
    is_same = last.passage is passage and last.start >= number.sentence[0]
    return is_same and last.measure is PERSONS_POOR and _LEFT.search(number.gap[-12:]) is not None


def _attend_too(last: Draft, number: Number) -> bool:
    """Whether a sentence goes on counting who attended its courses: 计360人次;实到324人次."""
    is_same = last.number.sentence == number.sentence
    return is_same and number.unit == last.number.unit == "人次"


def _goes_on(passage: Passage, last: Draft, number: Number) -> bool:
    """Whether a number still speaks of the persons of the one before it."""
    if last.passage is not passage:
        return False
    between = passage.text[last.end : number.start]
    return len(between) < 24 and not _ENDS_PHRASE.search(between)


def _goes_on_about_poor(passage: Passage, households: Draft) -> bool:
    """Whether households and persons side by side go on about poor ones told before.

    贫困人口19,874户46,310人;2019年底剩余182户385人: the second pair is of the same stock. What is
    left of them may be told in a sentence of its own.
    """
    start = households.number.sentence[0]
    if _LEFT.search(households.number.gap[-12:]):
        return any(one.measure is PERSONS_POOR for one in passage.drafts[-6:])
    return any(
        one.measure is HOUSEHOLDS and other.measure is PERSONS_POOR
        and one.start >= start and _is_pair(passage, one, other.number)
        for one, other in pairwise(passage.drafts[-6:])
    )  # fmt: skip


def _is_pair(passage: Passage, households: Draft, number: Number) -> bool:
    """Whether persons stand right behind the households they live in: 38户149人, 38户、149人."""
    between = passage.text[households.end : number.start]
    return households.passage is passage and between.strip() in ("", "、", ",")
