"""Marks in an office's own words: 【久治县2013年以来市级统筹资金，万元】 is a question to the book.

Behind the question, parted by a comma, may stand how the number is written: 元, 万元, 亿元 or the
figure's own unit; 保留一位小数, 取整; 不带单位 (a table whose heading states it). Rounded half up.
Knows no Django.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING

from jiedui.figures.binding.typed import QUESTION_MAX, understand
from jiedui.figures.catalogue import FIGURES
from jiedui.figures.compute import compute
from jiedui.figures.model import Kind
from jiedui.forms.members import EVERYTHING
from jiedui.kernel.problem import Refused
from jiedui.kernel.quantity import UNITS, Wording
from jiedui.papers.numbers import MONEY_SHOWN, Style, absent, words
from jiedui.reader.read import read_text
from jiedui.reader.setaside import Reason

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Mapping

    from jiedui.facts.store import Facts
    from jiedui.figures.binding.typed import Understood
    from jiedui.figures.model import Answer, AnswerRow, Question
    from jiedui.forms.members import About

_BRACKETS = re.compile(r"【([^【】]*)】|[【】]")
_PARTED = re.compile(r"[,，;；]")
_PLACES = re.compile(r"(?:保留)?([0-6０-６零一两二三四五六])位小数")
_COUNTS = {sign: at for at, sign in enumerate("零一二三四五六")} | {"两": 2}
_WHOLE, _BARE = ("取整", "取整数", "保留整数"), ("不带单位", "只写数")
_STAND_IN = "某"
_NOT_TYPED = frozenset({
    Reason.DATE, Reason.DURATION, Reason.ORDINAL, Reason.NUMBERING, Reason.CODE, Reason.NAME,
    Reason.IDIOM,
})  # fmt: skip
_LABEL = re.compile(r"(?:表|图|附件|附表|附录|附|编号|序号|页码|专栏|版)\s*[::]?\s*(?:[\d-]+-)?$")


@dataclass(frozen=True, slots=True)
class Mark:
    """A mark in a text.

    Attributes:
        start: First sign, the bracket counted.
        end: After its last sign.
        words: What stands between the brackets; None when a bracket has no partner.
    """

    start: int
    end: int
    words: str | None


@dataclass(frozen=True, slots=True)
class Number:
    """What a mark became.

    Attributes:
        words: As it is written: 12231.3万元, 886余人次.
        answer: What the book answered.
        row: The one row of it.
        style: How it is written.
    """

    words: str
    answer: Answer
    row: AnswerRow
    style: Style


class Unanswered(Exception):  # noqa: N818  An answer, not an error of the program.
    """A mark that becomes no number.

    Attributes:
        code: The problem's code.
        expected: What was expected.
        hint: What to do.
        instead: What may stand where a number cannot: 金额未列明; a dash for nothing to say.
    """

    def __init__(self, code: str, expected: str, hint: str, *, instead: str = "—") -> None:
        """Keep the four."""
        self.code, self.expected, self.hint, self.instead = code, expected, hint, instead
        super().__init__(code)


def marks_in(text: str) -> Iterator[Mark]:
    """Yield the marks of a text, and each bracket without its partner."""
    for found in _BRACKETS.finditer(text):
        yield Mark(found.start(), found.end(), found[1])


def question_of(
    mark: str, facts: Facts, *, today: dt.date, as_of: dt.date | None, about: About = EVERYTHING
) -> Question:
    """Return the question a mark asks of the book, as `number_of` asks it.

    Raises:
        Unanswered: Its words are not understood, or name a day after `as_of`.
    """
    question = narrowed(_question(_read(mark)[0], facts, today), about, as_of)
    return _on(question, as_of)


def number_of(  # noqa: PLR0913  it has that many sides
    mark: str,
    facts: Facts,
    *,
    today: dt.date,
    as_of: dt.date | None,
    about: About = EVERYTHING,
    known: Mapping[Question, Answer] = MappingProxyType({}),
    language: str = "zh",
) -> Number:
    """Return what a mark becomes: the one number that answers its words.

    Args:
        mark: What stands between the brackets.
        facts: The book's lines.
        today: The day from which 今年 counts.
        as_of: The day on which things are told; None = the latest known.
        about: What narrows it further: the member a row is repeated for.
        known: Questions that were answered already.
        language: The language it is written in, `zh` or `en`.

    Raises:
        Unanswered: Its words are not understood or leave the figure open, they ask for more than
            one number, the unit is of another kind, or the book has no such number.
    """
    parts, style = _read(mark)
    question = narrowed(_question(parts, facts, today), about, as_of)
    if question.by:
        raise Unanswered(
            "MARK_MANY", "一个数 one number", "每个数各写一个标记 Write a mark for each number."
        )
    answer = known.get(_on(question, as_of)) or _answer(question, facts, as_of)
    row = answer.rows[0]
    named = question.as_of if question.as_of != as_of else None
    if answer.figure.kind is Kind.STOCK and named and row.as_of not in (None, named):
        why = f"{named}的数 a number of that day (账中最近的是 the book's latest is {row.as_of})"
        raise Unanswered("MARK_NOT_ANSWERED", why, _HINT)
    if not _is_known(row):
        why = row.why[0 if language == "zh" else 1] or absent(row.reason, language)
        said = words(row, style, language) if row.value.wording is Wording.NOT_STATED else "—"
        wanted = f"账中能答的数 a number of the book ({why})"
        raise Unanswered("MARK_NOT_ANSWERED", wanted, _HINT, instead=said)
    try:
        return Number(words(row, style, language), answer, row, style)
    except ValueError as error:
        own = UNITS[row.unit]
        units = "、".join(MONEY_SHOWN) if own.is_money else own.zh
        raise Unanswered(
            "MARK_UNIT", units, "改用这个指标的单位 Write a unit of this figure, or none."
        ) from error


def many_of(
    mark: str, facts: Facts, *, today: dt.date, as_of: dt.date | None, about: About = EVERYTHING
) -> tuple[Answer, Style]:
    """Return the answer to a mark that asks for a breakdown (各县帮扶资金), and how to write it.

    Raises:
        Unanswered: As `number_of`, or it asks for no breakdown, or for more than one.
    """
    parts, style = _read(mark)
    question = narrowed(_question(parts, facts, today), about, as_of)
    if len(question.by) != 1:
        raise Unanswered(
            "MARK_ONE",
            "一种分列：各县、按资金来源、按年 one breakdown",
            "写明按什么分列 Say by what.",
        )
    return _answer(question, facts, as_of), style


def narrowed(question: Question, about: About, as_of: dt.date | None) -> Question:
    """Return a question narrowed further; dimensions it has already are overruled, days are not."""
    where = tuple(sorted({**dict(question.where), **dict(about.where)}.items()))
    has_days = question.since or question.until or question.as_of
    is_stock = FIGURES[question.code].kind is Kind.STOCK
    if about.since is None or has_days or is_stock or question.planned:
        return replace(question, where=where)
    return replace(question, where=where, since=about.since, until=as_of)


def _on(question: Question, as_of: dt.date | None) -> Question:
    """Return a question as of the day on which things are told; raise Unanswered for later days."""
    if as_of is None:
        return question
    _check_day(question, as_of)
    return replace(question, as_of=question.as_of or as_of)


def _answer(question: Question, facts: Facts, as_of: dt.date | None) -> Answer:
    try:
        return compute(_on(question, as_of), facts)
    except Refused as refused:
        first = refused.problems[0]
        raise Unanswered("MARK_NOT_ANSWERED", f"{first.expected} ({first.found})", _HINT) from None


_HINT = "用 jiedui ask 试问 Try the words with jiedui ask, then write them so in the template."


def _read(mark: str) -> tuple[list[str], Style]:
    """Return the question of a mark, in its parts, and how its number is written."""
    asked: list[str] = []
    style = Style(over="余")
    units = {*MONEY_SHOWN, *(one.zh for one in UNITS.values())}
    for part in _PARTED.split(mark):
        told = part.strip()
        decimals = _PLACES.fullmatch(told)
        if not asked:
            asked.append(told)
        elif decimals:
            sign = decimals[1]
            places = _COUNTS[sign] if sign in _COUNTS else int(sign)
            style = replace(style, decimals=places, padded=True)
        elif told in _WHOLE:
            style = replace(style, decimals=0)
        elif told in _BARE:
            style = replace(style, bare=True)
        elif told in units:
            style = replace(style, unit=told)
        else:
            asked.append(told)
    return asked, style


def _question(parts: list[str], facts: Facts, today: dt.date) -> Question:
    return _understood(tuple(parts), facts, today)


@lru_cache(maxsize=4096)
def _understood(parts: tuple[str, ...], facts: Facts, today: dt.date) -> Question:
    """Return the one question that words are; each part, and each digit, must say something."""
    asked = "，".join(parts)
    if len(asked) > QUESTION_MAX:
        raise Unanswered("MARK_NOT_UNDERSTOOD", f"最多{QUESTION_MAX}字", _HINT)
    understood = understand(asked, facts, today=today)
    idle = [] if understood.question is None else _idle(list(parts), understood, facts, today=today)
    if idle:
        said = f"不明白 not understood: {'、'.join(idle)}"
        raise Unanswered("MARK_NOT_UNDERSTOOD", said, _HINT)
    question = understood.question
    if question is None:
        left = f"不明白 not understood: {'、'.join(understood.left)}" if understood.left else ""
        names = "、".join(FIGURES[one.code].zh for one in understood.choices)
        may_be = f"可能是 it may be: {names}" if names else "没有找到所问的指标 no figure found"
        raise Unanswered("MARK_NOT_UNDERSTOOD", "；".join(filter(None, (left, may_be))), _HINT)
    return question


def _idle(parts: list[str], understood: Understood, facts: Facts, *, today: dt.date) -> list[str]:
    """Return the parts and the digits of a question that change nothing of how it is understood."""
    rest = understood.text
    for chip in understood.chips:
        rest = rest.replace(chip.words, " ")
    found = re.findall(r"\d+\w?", rest)
    for at, part in enumerate(parts[1:], 1):
        without = "，".join([*parts[:at], *parts[at + 1 :]])
        if understand(without, facts, today=today).question == understood.question:
            found.append(part)
    return found


def _check_day(question: Question, as_of: dt.date) -> None:
    """Raise Unanswered where a question's own days lie after the day on which things are told."""
    asked = question.as_of or question.since
    until = question.until
    is_after = asked is not None and asked > as_of
    if is_after or (until is not None and until.year > as_of.year):
        told = f"不晚于{as_of} not later than {as_of} (--as-of)"
        raise Unanswered(
            "MARK_NOT_ANSWERED", told, "改日期,或改 --as-of Mend the date, or give another --as-of."
        )


def _is_known(row: AnswerRow) -> bool:
    """Whether a row may be written: an interval for want of a breakdown is no number."""
    value = row.value
    if value.wording in {Wording.NOT_KNOWN, Wording.NOT_STATED}:
        return False
    if value.wording is Wording.BETWEEN:
        return not row.reason and value.low is not None and value.high is not None
    return value.stated is not None


def typed_numbers(text: str) -> list[str]:
    """Return the numbers that stand typed in a text outside its marks.

    Dates, spans of time, ordinals, numbering, document and telephone numbers, names and idioms are
    none; the numbers of tables, pictures and annexes neither.
    """
    plain = _BRACKETS.sub(lambda found: _STAND_IN if found[1] is not None else " ", text)
    return list(_typed_in(plain)) if _MAY_COUNT.search(plain) else []


_MAY_COUNT = re.compile(
    r"[\dA-Za-z〇零一二两三四五六七八九十百千万亿壹贰叁肆伍陆柒捌玖拾佰仟廿卅半双俩仨几]"
)
"""Signs one of which stands in every number, however it is written."""


@lru_cache(maxsize=4_096)
def _typed_in(plain: str) -> tuple[str, ...]:
    """Return the numbers of a text without marks; cells of a template are often alike."""
    reading = read_text(plain)
    found = [(one.start, one.text) for one in reading.claims]
    found += [(one.start, one.text) for one in reading.non_claims if one.reason not in _NOT_TYPED]
    found += [
        (one.start, one.text)
        for one in reading.not_understood
        if not _LABEL.search(plain[: one.start])
    ]
    return tuple(words for _, words in sorted(set(found)))
