"""A template and the book into a document: slots are filled, clauses without a number fall away.

The same questions are asked for both languages, so both editions carry the same numbers under the
same keys. Knows no Django.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from jiedui.figures.model import Question
from jiedui.kernel.period import parse_iso
from jiedui.kernel.problem import refuse
from jiedui.kernel.quantity import Rounding
from jiedui.papers.document import Document, Heading, Paragraph, Text
from jiedui.papers.numbers import LANGUAGES, Style
from jiedui.papers.typography import set_in_chinese
from jiedui.publish.parts import chart_named, table_named
from jiedui.publish.parts.funds import foot
from jiedui.publish.report import Choice, FigureLine, Group, Prose, Slot, template
from jiedui.publish.scene import sets_of, words_of
from jiedui.publish.telling import Telling, number

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from jiedui.papers.document import Block, Number, Span
    from jiedui.publish.report import Inline, Line, Listing, Named, Node, Template
    from jiedui.publish.scene import Member
    from jiedui.publish.survey import Sight, Survey
    from jiedui.publish.telling import Told


@dataclass(frozen=True, slots=True)
class Edition:
    """A report as written: one document per language and the numbers of both, by key."""

    documents: dict[str, Document]
    told: dict[str, Told]


def compose(report: str, survey: Survey, sight: Sight) -> Edition:
    """Write a report about what a survey found.

    Args:
        report: Name of the report: `page`, `funds`.
        survey: What there is to tell.
        sight: The book as it may be seen.

    Raises:
        Refused: No such report, a fault in its text, or a figure that nobody declared.
    """
    telling = Telling(sight, survey)
    foot(telling)
    documents = {
        language: _Writer(template(report, language), survey, telling).document()
        for language in LANGUAGES
    }
    used = {one.key for document in documents.values() for one in document.numbers()}
    return Edition(documents, {key: told for key, told in telling.told.items() if key in used})


@dataclass(slots=True)
class _Writer:
    template: Template
    survey: Survey
    telling: Telling
    here: Member | None = None
    figures: dict[str, FigureLine] = field(default_factory=dict)
    said: dict[str, str] = field(default_factory=dict)

    def document(self) -> Document:
        """Return the finished document in the template's language."""
        blocks = _without_empty_sections(list(self._blocks(self.template.body)))
        report, language = self.template.report, self.template.language
        made = Document(
            report, language, self.said.get("title", ""), self.said.get("subtitle", ""), blocks
        )
        return set_in_chinese(made) if language == "zh" else made

    def _blocks(self, nodes: tuple[Node, ...]) -> Iterator[Block]:
        for node in nodes:
            if isinstance(node, FigureLine):
                self.figures[node.name] = node
            elif isinstance(node, Prose):
                yield from self._prose(node)
            elif isinstance(node, Group):
                yield from self._group(node)
            else:
                yield from self._named(node)

    def _prose(self, prose: Prose) -> Iterator[Block]:
        spans = self._spans(prose.line)
        if spans is None or not spans:
            return
        words = "".join(span.text for span in spans)
        if prose.role in ("title", "subtitle"):
            self.said[prose.role] = words.strip()
        elif prose.role == "heading":
            yield Heading(1, words)
        else:
            yield Paragraph(tuple(spans), prose.role)

    def _group(self, group: Group) -> Iterator[Block]:
        members = sets_of(self.survey, group.over, self.template.language)
        if group.kind == "when":
            if members:
                yield from self._blocks(group.body)
            return
        outer = self.here
        for member in members:
            self.here = member
            yield from self._blocks(group.body)
        self.here = outer

    def _named(self, node: Named) -> Iterator[Block]:
        made = (table_named if node.kind == "table" else chart_named)(
            node.name, self.telling, self.template.language
        )
        if made is not None:
            yield made

    def _spans(self, line: Line) -> list[Span] | None:
        """Return a line's spans, or None when a number it needs is not known."""
        spans: list[Span] = []
        for part in line:
            found = self._part(part)
            if found is None:
                return None
            spans += found
        return _joined(spans)

    def _part(self, part: Inline) -> list[Span] | None:
        if isinstance(part, str):
            return [Text(part)]
        if isinstance(part, Slot):
            return self._slot(part)
        if isinstance(part, Choice):
            return next(
                (spans for one in part.alternatives if (spans := self._spans(one)) is not None), []
            )
        return self._listing(part)

    def _listing(self, listing: Listing) -> list[Span] | None:
        known = [spans for item in listing.items if (spans := self._spans(item))]
        if not known:
            return None
        joined: list[Span] = list(known[0])
        for spans in known[1:]:
            joined += [Text(listing.joint), *spans]
        return joined

    def _slot(self, slot: Slot) -> list[Span] | None:
        if slot.name not in self.figures:
            words = self._word(slot)
            return [Text(words)] if words else None
        told = self._tell(self.figures[slot.name])
        if slot.part:
            told = self.telling.part(told, slot.part)
        if not told.is_told:
            return None
        found: Number = number(told, self.template.language)
        return [found]

    def _word(self, slot: Slot) -> str:
        if slot.name == "here" and self.here is not None:
            return self.here.words.get(slot.part or "name", "")
        words = words_of(self.survey, self.template.language)
        if slot.name not in words:
            raise refuse(
                "REPORT_SLOT_UNKNOWN", found=slot.name, expected="、".join((*self.figures, *words))
            )
        return words[slot.name]

    def _tell(self, line: FigureLine) -> Told:
        options = {name: self._option(value) for name, value in line.options}
        place = f"{self.here.key}." if self.here is not None else ""
        return self.telling.tell(
            f"{place}{line.name}", self._question(line, options), _style(options)
        )

    def _option(self, value: Line) -> str:
        words = []
        for part in value:
            if isinstance(part, Slot) and part.name == "here" and self.here is not None:
                words.append(self.here.asked.get(part.part or "key", ""))
            elif isinstance(part, Slot):
                words.append(
                    {"owner": self.survey.owner, "as_of": self.survey.as_of.isoformat()}[part.name]
                )
            else:
                words.append(str(part))
        return "".join(words)

    def _question(self, line: FigureLine, options: dict[str, str]) -> Question:
        where = sorted(
            (name, tuple(value.split("+")))
            for name, value in options.items()
            if name not in _NOT_DIMENSIONS and value
        )
        return Question(
            line.code,
            where=tuple(where),
            since=_day(options.get("since", "")),
            until=_day(options.get("until", "")),
            as_of=_day(options.get("at", "")),
            planned="planned" in options,
            known_at=getattr(self.telling.sight, "known_at", None),
        )


_NOT_DIMENSIONS = frozenset(
    {"since", "until", "at", "planned", "unit", "decimals", "rounding", "over", "unsigned"}
)


def _style(options: dict[str, str]) -> Style:
    decimals = options.get("decimals")
    return Style(
        options.get("unit", ""),
        int(decimals) if decimals else None,
        Rounding(options.get("rounding") or "half_up"),
        over=options.get("over") or "以上",
        unsigned="unsigned" in options,
    )


def _day(text: str) -> dt.date | None:
    return parse_iso(text).ends if text else None


def _without_empty_sections(blocks: list[Block]) -> tuple[Block, ...]:
    """Leave out a heading under which the book had nothing to tell."""
    return tuple(
        block
        for block, after in zip(blocks, [*blocks[1:], None], strict=True)
        if not isinstance(block, Heading) or _is_content(after)
    )


def _is_content(block: Block | None) -> bool:
    is_note = isinstance(block, Paragraph) and block.role == "note"
    return block is not None and not isinstance(block, Heading) and not is_note


def _joined(spans: list[Span]) -> list[Span]:
    """Join neighbouring words into one span."""
    joined: list[Span] = []
    for span in spans:
        if isinstance(span, Text) and joined and isinstance(joined[-1], Text):
            joined[-1] = Text(joined[-1].text + span.text)
        else:
            joined.append(span)
    return joined
