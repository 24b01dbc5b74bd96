"""A Word template that an office writes itself, filled from the book: no figure, no number.

Every mark becomes the number that answers its words; a row with 【每县】 stands once per county;
【图：…】 becomes bars with their table. A number typed outside a mark is told. All faults are told
at once, each at its paragraph, and then nothing is written. Knows no Django.
"""

from __future__ import annotations

import contextlib
import copy
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from jiedui.exchange.grid import UnreadableError
from jiedui.figures.many import answered_together
from jiedui.forms.annex import HEADS, annex_row, place_of, sources_of
from jiedui.forms.formfile import SIZE_MAX
from jiedui.forms.marks import (
    Unanswered,
    many_of,
    marks_in,
    number_of,
    question_of,
    typed_numbers,
)
from jiedui.forms.members import EACH, EACH_HEADS, EVERYTHING, Sets, dated, without_this
from jiedui.forms.pictures import breakdown, drawn, in_word
from jiedui.forms.wordforms import is_word
from jiedui.forms.wordtext import again, opened_text, row_of
from jiedui.kernel.problem import Problem, Refused, Severity, Source, refuse

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Mapping

    from lxml import etree

    from jiedui.facts.store import Facts
    from jiedui.figures.model import Answer, Question
    from jiedui.forms.marks import Mark, Number
    from jiedui.forms.members import About, Member
    from jiedui.forms.pictures import Breakdown
    from jiedui.forms.wordtext import Paragraph, WordText

_AROUND = 12
_OPEN = Unanswered("MARK_OPEN", "【…】", "补上另一半括号 Close the bracket.")
_NO_MEMBER = Unanswered(
    "MARK_NO_MEMBER",
    "与【每县】等同在一行,或为本模板选定对象 a row with 【每县】, or a subject for the template",
    "把【每县】写进这一行 Write 【每县】 in this row.",
)
_HAN, _LETTER = re.compile(r"[\u3400-\u9fff]"), re.compile(r"[A-Za-z]")
_ELSE = re.compile(r"[,，]\s*没有则?写[“\"]?([^”\"]+)[”\"]?$")
"""没有则写…: what an office writes where the book has no number."""


class Piece(NamedTuple):
    """A stretch of a filled paragraph: words, and the key of the number they are, "" for words."""

    words: str
    key: str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a template is filled for.

    Attributes:
        facts: The book's lines.
        today: The day from which 今年 counts.
        as_of: The day on which things are told; None = the latest known.
        sets: Word marks and members of rows that are repeated.
        language: The language numbers are written in, `zh` or `en`.
    """

    facts: Facts
    today: dt.date
    as_of: dt.date | None = None
    sets: Sets = field(default_factory=Sets)
    language: str = "zh"


@dataclass(frozen=True, slots=True)
class WrittenReport:
    """A report made from a template.

    Attributes:
        content: The document.
        numbers: How many marks became numbers.
        known_at: The last entry read.
        warnings: The typed numbers that were let stand.
        told: The numbers by key.
        pieces: What each paragraph became.
        breakdowns: Bars and tables, by the token that stands for them.
        document: The filled document's words.
        language: The language it is written in.
    """

    content: bytes
    numbers: int
    known_at: int
    warnings: tuple[Problem, ...]
    told: Mapping[str, Number]
    pieces: Mapping[etree._Element, tuple[Piece, ...]]
    breakdowns: Mapping[str, Breakdown]
    document: WordText
    language: str = "zh"


def written_report(
    name: str, content: bytes, asked: Asked, *, is_typed_allowed: bool = False
) -> WrittenReport:
    """Return a template with a number of the book for each of its marks.

    Args:
        name: The template's file name, for what is said of it.
        content: The template, a .docx document.
        asked: The book, the day and what rows are repeated for.
        is_typed_allowed: Whether numbers typed outside marks may stand.

    Raises:
        Refused: It cannot be opened or holds no mark; or every mark that is not understood or not
            answered, and every typed number, each at its paragraph.
    """
    opened = _opened(name, content)
    typed = [fault for one in opened.paragraphs for fault in _typed(one, name)]
    document, members = _expanded(opened, asked.sets)
    filling = _Filling(name, asked, members)
    filling.ask_together(document)
    for one in document.paragraphs:
        filling.fill(one)
    refusing = [*filling.problems, *([] if is_typed_allowed else typed)]
    if refusing:
        raise Refused([*filling.problems, *typed])
    if not filling.rows:
        raise refuse(
            "MARK_NONE",
            found="没有标记 no mark",
            expected="【久治县2013年以来市级统筹资金，万元】",
            hint="在要写数的地方用【】写出所问 Write what is asked between 【 and 】.",
            source=Source(name),
        )
    known_at = asked.facts.known_at
    rows = [[asked.sets.public(cell) for cell in row] for row in filling.rows]
    annex = [
        [sources_of(known_at, asked.as_of, asked.language)],
        list(HEADS[asked.language]),
        *rows,
    ]
    made = in_word(document.written(annex), filling.breakdowns)
    return WrittenReport(
        made, len(filling.rows), known_at, tuple(typed),
        filling.told, filling.pieces, filling.breakdowns, document, asked.language,
    )  # fmt: skip


def template_language(name: str, content: bytes) -> str:
    """Return the language of a template: `en` where its text outside the marks has no Chinese.

    Raises:
        Refused: It cannot be opened.
    """
    marks = re.compile(r"【[^【】]*】")
    text = "".join(marks.sub("", one.text) for one in _opened(name, content).paragraphs)
    return "en" if _LETTER.search(text) and not _HAN.search(text) else "zh"


def marks_of(name: str, content: bytes) -> list[str]:
    """Return the words of a template's marks, each once, in order.

    Raises:
        Refused: It cannot be opened.
    """
    found = (
        mark.words
        for one in _opened(name, content).paragraphs
        for mark in marks_in(one.text)
        if mark.words is not None
    )
    return list(dict.fromkeys(" ".join(words.split()) for words in found))


def _opened(name: str, content: bytes) -> WordText:
    if len(content) > SIZE_MAX:
        raise refuse(
            "FORM_TOO_LARGE",
            found=f"{len(content) / 1_048_576:.1f} MiB",
            expected=f"at most {SIZE_MAX // 1_048_576} MiB",
            hint="Save the template without its pictures.",
            source=Source(name),
        )
    found = "no Word document"
    try:
        if is_word(content):
            return opened_text(content)
    except UnreadableError as error:
        found = error.fatal.found
    raise refuse(
        "TEMPLATE_UNREADABLE",
        found=found,
        expected="a .docx document",
        hint="Open it in an office program and save it as .docx.",
        source=Source(name),
    )


def _expanded(
    document: WordText, sets: Sets
) -> tuple[WordText, dict[etree._Element, Member]]:  # fmt: skip
    """Return a document with each repeated row once per member, and whose each paragraph is."""
    owners: dict[etree._Element, Member] = {}
    done: set[etree._Element] = set()
    for one in document.paragraphs:
        each = next((m.words for m in marks_in(one.text) if m.words in EACH), None)
        row = row_of(one)
        parent = row.getparent()
        if each is None or row in done or parent is None or each not in sets.sets:
            continue
        done.add(row)
        for member in sets.sets[each]:
            fresh = copy.deepcopy(row)
            row.addprevious(fresh)
            for inside in fresh.iter(one.element.tag):
                owners[inside] = member
        parent.remove(row)
    return (again(document) if done else document), owners


@dataclass
class _Filling:
    """What becomes of a template's paragraphs, one after the other."""

    name: str
    asked: Asked
    members: Mapping[etree._Element, Member]
    known: dict[tuple[str, About], Number | Unanswered] = field(default_factory=dict)
    answers: dict[Question, Answer] = field(default_factory=dict)
    rows: list[list[str]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    told: dict[str, Number] = field(default_factory=dict)
    pieces: dict[etree._Element, tuple[Piece, ...]] = field(default_factory=dict)
    breakdowns: dict[str, Breakdown] = field(default_factory=dict)

    def ask_together(self, document: WordText) -> None:
        """Ask what marks ask in as few questions as answer them; the rest is asked one by one."""
        ask = self.asked
        questions = []
        for paragraph in document.paragraphs:
            for mark in marks_in(paragraph.text):
                words = " ".join((mark.words or "").split())
                asked, about = self._about(words, paragraph)
                if about is None or not words or asked.startswith(("图", "表")):
                    continue
                other = _ELSE.search(asked)
                asked = asked[: other.start()] if other else asked
                with contextlib.suppress(Unanswered):
                    questions.append(
                        question_of(asked, ask.facts, today=ask.today, as_of=ask.as_of, about=about)
                    )
        single = [one for one in questions if not one.by]
        self.answers.update(answered_together(single, ask.facts))

    def _about(self, words: str, paragraph: Paragraph) -> tuple[str, About | None]:
        """Return what a mark asks, and what narrows it; None where that is not known."""
        member = self.members.get(paragraph.element) or self.asked.sets.subject
        asked, has_this = without_this(dated(words, self.asked.as_of or self.asked.today))
        if not has_this:
            return asked, EVERYTHING
        return asked, member.about if member is not None else None

    def fill(self, paragraph: Paragraph) -> None:
        """Write the numbers of a paragraph's marks, and keep what is wrong in it."""
        text = paragraph.text
        put: list[tuple[int, int, Piece]] = []
        for mark in marks_in(text):
            try:
                put.append((mark.start, mark.end, self._piece(mark, paragraph)))
            except Unanswered as told:
                found = text[mark.start : mark.end]
                if mark.words is None:
                    found = text[max(mark.start - _AROUND, 0) : mark.end + _AROUND]
                where = Source(self.name, paragraph.part, paragraph.place)
                fault = (told.code, Severity.ERROR, where, found, told.expected, told.hint)
                self.problems.append(Problem(*fault))
        self.pieces[paragraph.element] = _pieces(text, put)
        paragraph.put([(start, end, piece.words) for start, end, piece in put])

    def _piece(self, mark: Mark, paragraph: Paragraph) -> Piece:
        """Return what stands for a mark: a word, a token for bars or a table, or a number."""
        if mark.words is None:
            raise _OPEN
        member = self.members.get(paragraph.element)
        sets, said = self.asked.sets, " ".join(mark.words.split())
        for words in (member and member.words, sets.subject and sets.subject.words, sets.words):
            if words and said in words:
                return Piece(words[said])
        asked, narrower = self._about(said, paragraph)
        if said in EACH or narrower is None:
            raise _NO_MEMBER
        kind, _, rest = asked.replace(":", "：").partition("：")
        if kind in ("图", "表") and rest:
            return Piece(self._token(kind, rest, narrower, paragraph=paragraph))
        return self._number(asked, narrower, paragraph, said=said)

    def _number(self, asked: str, about: About, paragraph: Paragraph, *, said: str) -> Piece:
        other = _ELSE.search(asked)
        asked = asked[: other.start()] if other else asked
        if (asked, about) not in self.known:
            ask = self.asked
            try:
                self.known[asked, about] = number_of(
                    asked, ask.facts, today=ask.today, as_of=ask.as_of, about=about,
                    known=self.answers, language=ask.language,
                )  # fmt: skip
            except Unanswered as fault:
                self.known[asked, about] = fault
        told = self.known[asked, about]
        if isinstance(told, Unanswered):
            instead = other[1].strip() if other else told.instead
            may_lack = other is not None or paragraph.element in self.members
            if told.code != "MARK_NOT_ANSWERED" or not may_lack:
                raise told
            at = place_of(paragraph, self.asked.language)
            self.rows.append([at, said, instead, "", "", "", told.expected])
            return Piece(instead)
        key = self._key(told)
        self.rows.append(annex_row(paragraph, said, told, language=self.asked.language))
        return Piece(told.words, key)

    def _key(self, told: Number) -> str:
        """Return a number's key: figure, what narrows it and since when; told apart by its unit."""
        asked = told.answer.question
        parts = [asked.code, *("+".join(values) for _, values in asked.where)]
        parts += [f"{asked.since or ''}~{asked.until or asked.as_of or ''}"]
        parts += ["plan"] if asked.planned else []
        key = ".".join(part for part in parts if part != "~")
        if key in self.told and self.told[key].words != told.words:
            key = f"{key}.{told.style.unit}{told.style.decimals or ''}"
        self.told[key] = told
        return key

    def _token(self, kind: str, asked: str, about: About, *, paragraph: Paragraph) -> str:
        ask, key = self.asked, f"{kind}{len(self.breakdowns) + 1}"
        each = next((one for one in EACH if asked.startswith(one)), None)
        if each is not None and each in ask.sets.sets:
            told = [
                (member.words[each], self._bare(asked.removeprefix(each), member.about))
                for member in ask.sets.sets[each]
            ]
            made = drawn(
                kind, key, EACH_HEADS[each][ask.language], told=told, language=ask.language
            )
        else:
            answer, style = many_of(asked, ask.facts, today=ask.today, as_of=ask.as_of, about=about)
            made = breakdown(kind, key, answer=answer, style=style, language=ask.language)
        for one, number in made.told.items():
            self.told[one] = number
            self.rows.append(annex_row(paragraph, asked, number, language=ask.language))
        token = f"〔{made.key}〕"
        self.breakdowns[token] = made
        return token

    def _bare(self, asked: str, about: About) -> Number | None:
        """Return a member's number without its unit; None where the book has none."""
        ask = self.asked
        try:
            return number_of(
                f"{asked}，不带单位", ask.facts, today=ask.today, as_of=ask.as_of, about=about,
                language=ask.language,
            )  # fmt: skip
        except Unanswered as told:
            if told.code != "MARK_NOT_ANSWERED":
                raise
            return None


def _pieces(text: str, put: Iterable[tuple[int, int, Piece]]) -> tuple[Piece, ...]:
    found: list[Piece] = []
    at = 0
    for start, end, piece in put:
        found += [Piece(text[at:start]), piece]
        at = end
    return tuple(one for one in (*found, Piece(text[at:])) if one.words)


def _typed(paragraph: Paragraph, name: str) -> Iterable[Problem]:
    """Yield a paragraph's typed numbers; what Word works out by itself (页码) is none."""
    where = Source(name, paragraph.part, paragraph.place)
    text = "".join("某" if one.is_field else one.words for one in paragraph.pieces)
    for found in typed_numbers(text):
        yield Problem(
            "NUMBER_TYPED",
            Severity.WARNING,
            where,
            found,
            "【…】: 无指标不写数 no figure, no number",
            "改写成标记,或放行(--allow-typed) Write a mark, or let it stand (--allow-typed).",
        )
