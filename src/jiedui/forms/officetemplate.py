"""A Word template that an office writes itself, filled from the book: no figure, no number.

Every mark becomes the number that answers its words; a number typed outside a mark is told. All
faults are told at once, each at its paragraph, and then nothing is written. Knows no Django.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from jiedui.exchange.grid import UnreadableError
from jiedui.forms.formfile import SIZE_MAX
from jiedui.forms.marks import Unanswered, marks_in, number_of, typed_numbers
from jiedui.forms.wordforms import is_word
from jiedui.forms.wordtext import opened_text
from jiedui.kernel.problem import Problem, Refused, Severity, Source, refuse

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from jiedui.facts.store import Facts
    from jiedui.forms.marks import Number
    from jiedui.forms.wordtext import Paragraph, WordText

_HEADS = ("出处", "模板中的话", "写作", "指标及定义版本", "查询口径", "账至", "说明")
_AROUND = 12
_OPEN = Unanswered("MARK_OPEN", "【…】", "补上另一半括号 Close the bracket.")


@dataclass(frozen=True, slots=True)
class WrittenReport:
    """A report made from a template.

    Attributes:
        content: The document.
        numbers: How many marks became numbers.
        known_at: The last entry read.
        warnings: The typed numbers that were let stand.
    """

    content: bytes
    numbers: int
    known_at: int
    warnings: tuple[Problem, ...]


def written_report(
    name: str,
    content: bytes,
    facts: Facts,
    *,
    today: dt.date,
    as_of: dt.date | None,
    is_typed_allowed: bool = False,
) -> WrittenReport:
    """Return a template with a number of the book for each of its marks.

    Args:
        name: The template's file name, for what is said of it.
        content: The template, a .docx document.
        facts: The book's lines.
        today: The day from which 今年 counts.
        as_of: The day on which things are told; None = the latest known.
        is_typed_allowed: Whether numbers typed outside marks may stand.

    Raises:
        Refused: It cannot be opened or holds no mark; or every mark that is not understood or not
            answered, and every typed number, each at its paragraph.
    """
    document = _opened(name, content)
    filling = _Filling(name, facts, today, as_of, {}, [], [], [])
    for one in document.paragraphs:
        filling.fill(one)
    refusing = [*filling.problems, *([] if is_typed_allowed else filling.typed)]
    if refusing:
        raise Refused([*filling.problems, *filling.typed])
    if not filling.rows:
        raise refuse(
            "MARK_NONE",
            found="没有标记 no mark",
            expected="【久治县2013年以来市级统筹资金，万元】",
            hint="在要写数的地方用【】写出所问 Write what is asked between 【 and 】.",
            source=Source(name),
        )
    known_at = facts.known_at
    day = f"，截至{as_of}" if as_of else ""
    annex = [[f"数据来源：账至第{known_at}笔{day}"], list(_HEADS), *filling.rows]
    made = document.written(annex)
    return WrittenReport(made, len(filling.rows), known_at, tuple(filling.typed))


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


@dataclass
class _Filling:
    """What becomes of a template's paragraphs, one after the other."""

    name: str
    facts: Facts
    today: dt.date
    as_of: dt.date | None
    known: dict[str, Number | Unanswered]
    rows: list[list[str]]
    problems: list[Problem]
    typed: list[Problem]

    def fill(self, paragraph: Paragraph) -> None:
        """Write the numbers of a paragraph's marks, and keep what is wrong in it."""
        where = Source(self.name, paragraph.part, paragraph.place)
        text = paragraph.text
        put: list[tuple[int, int, str]] = []
        for mark in marks_in(text):
            told: Number | Unanswered = _OPEN
            found = text[max(mark.start - _AROUND, 0) : mark.end + _AROUND]
            if mark.words is not None:
                told = self._number(" ".join(mark.words.split()))
                found = text[mark.start : mark.end]
            if isinstance(told, Unanswered):
                fault = (told.code, Severity.ERROR, where, found, told.expected, told.hint)
                self.problems.append(Problem(*fault))
                continue
            put.append((mark.start, mark.end, told.words))
            self.rows.append(_row(paragraph, found[1:-1], told))
        self.typed += _typed(paragraph, where)
        paragraph.put(put)

    def _number(self, words: str) -> Number | Unanswered:
        if words not in self.known:
            try:
                self.known[words] = number_of(words, self.facts, today=self.today, as_of=self.as_of)
            except Unanswered as told:
                self.known[words] = told
        return self.known[words]


def _typed(paragraph: Paragraph, where: Source) -> Iterable[Problem]:
    """Yield a paragraph's typed numbers; what Word works out by itself (页码) is none."""
    text = "".join("某" if one.is_field else one.words for one in paragraph.pieces)
    for found in typed_numbers(text):
        yield Problem(
            "NUMBER_TYPED",
            Severity.WARNING,
            where,
            found,
            "【…】: 无指标不写数 no figure, no number",
            "改写成标记,或用 --allow-typed 放行 Write a mark, or let it stand with --allow-typed.",
        )


def _row(paragraph: Paragraph, asked: str, told: Number) -> list[str]:
    figure, trace = told.answer.figure, told.answer.trace
    notes = [told.row.why[0]] if told.row.why[0] else []
    if told.answer.beside:
        notes.append(f"另有{len(told.answer.beside)}笔是否包含在内未列明")
    return [
        f"{paragraph.part} {paragraph.place}", asked, told.words,
        f"{figure.zh}（{figure.code} v{trace.version}）", "；".join(trace.filters[:-1]),
        f"第{trace.known_at}笔", "；".join(notes),
    ]  # fmt: skip
