"""The printed index of evidence (考核佐证材料目录): item by item, what the score rests on.

Each item stands with its value, its points, the book's entries behind the figure and the documents
kept for it; every document then stands in a list of its own with its hash. Knows no Django.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from jiedui.assess.assessing import Origin, Told
from jiedui.assess.span import decimal_text, span_text
from jiedui.assess.whole import State
from jiedui.assess.wording import ILLUSTRATIVE, ORIGINS, SIDES, STATES, value_words
from jiedui.figures.trace import lines_behind
from jiedui.papers.document import Document, Heading, Paragraph, Table, Text
from jiedui.papers.typography import set_in_chinese

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from jiedui.assess.assessing import AssessedItem, Assessment
    from jiedui.assess.queries import Document as EvidenceDocument
    from jiedui.assess.span import Span
    from jiedui.assess.wording import Words
    from jiedui.facts.store import Facts
    from jiedui.papers.document import Block

LINES_MAX = 5_000
"""How many lines behind a figure are looked through for their entries."""

_SAID: dict[str, Words] = {
    "title": ("考核佐证材料目录", "Index of evidence for the assessment"),
    "items": ("一、指标与依据", "1. Indicators and what they rest on"),
    "documents": ("二、佐证材料清单", "2. Documents"),
    "list": ("佐证材料清单", "documents kept"),
    "missing": ("三、尚缺佐证", "3. Evidence still missing"),
    "code": ("指标", "indicator"),
    "value": ("数值(目标)", "value (target)"),
    "points": ("得分/分值", "points / most"),
    "book": ("账簿依据", "entries of the book"),
    "papers": ("佐证", "documents"),
    "number": ("编号", "no."),
    "name": ("材料名称", "document"),
    "size": ("大小", "size"),
    "hash": ("校验码(SHA-256 前16位)", "SHA-256, first 16"),
    "day": ("附上日期", "attached"),
    "none": ("暂无佐证材料。", "No document has been attached yet."),
    "apart": ("四、缺项及其原因", "4. Items left out, and why"),
    "apart_list": ("缺项及其原因", "items left out, and why"),
    "state": ("情况", "state"),
    "why": ("原因", "why"),
    "by": ("说明人", "told by"),
    "on": ("说明日期", "told on"),
    "complete": ("各项均有依据。", "Every indicator rests on something."),
}


@dataclass(frozen=True, slots=True)
class Behind:
    """The entries behind a figure: those inside it, and those that only touch what was asked."""

    inside: tuple[int, ...] = ()
    touching: tuple[int, ...] = ()


Entries = Mapping[str, Behind]

_APART = {State.LEFT_OUT: Told.LEFT_OUT, State.FALSIFIED: Told.FALSIFIED}
"""States that people tell with a reason, and what they tell."""


def behind(found: Assessment, facts: Facts) -> dict[str, Behind]:
    """Return the entries behind each item's figure, by the item's code."""
    entries: dict[str, Behind] = {}
    for one in found.items:
        asked = one.value.question
        if one.value.origin is Origin.BOOK and asked is not None:
            page = lines_behind(asked, facts, limit=LINES_MAX)
            entries[one.indicator.code] = Behind(_numbers(page.rows), _numbers(page.touching))
    return entries


def _numbers(rows: Iterable[Mapping[str, Any]]) -> tuple[int, ...]:
    return tuple(sorted({row["entry"] for row in rows}))


def evidence_index(
    found: Assessment,
    documents: Sequence[EvidenceDocument],
    entries: Entries,
    *,
    language: str,
) -> Document:
    """Return the index as a document that can be drawn in any form.

    Args:
        found: The assessment.
        documents: The documents kept for it.
        entries: The entries behind each item's figure.
        language: `zh` or `en`.
    """
    writer = _Writer(found, documents, entries, language=language)
    made = Document(
        "evidence_index", language, writer.say("title"), writer.subtitle(), writer.blocks()
    )
    return set_in_chinese(made) if language == "zh" else made


class _Writer:
    def __init__(
        self,
        found: Assessment,
        documents: Sequence[EvidenceDocument],
        entries: Entries,
        *,
        language: str,
    ) -> None:
        self._found = found
        self._documents = documents
        self._entries = entries
        self._at = 0 if language == "zh" else 1

    def say(self, key: str) -> str:
        return _SAID[key][self._at]

    def _pick(self, words: Words) -> str:
        return words[self._at]

    def subtitle(self) -> str:
        found = self._found
        side = self._pick(SIDES[found.side])
        if self._at:
            return f"{found.set.en}, {found.year}, {side}, as of {found.as_of}"
        day = f"{found.as_of.year}年{found.as_of.month}月{found.as_of.day}日"
        return f"{found.set.zh}({found.year}年度,{side},截至{day})"

    def blocks(self) -> tuple[Block, ...]:
        made: list[Block] = [self._lead(), Heading(1, self.say("items"))]
        for block in self._found.score.blocks:
            rows = [one for one in self._found.items if one.indicator.block == block.block.code]
            if rows:
                got = f"{span_text(block.got)}/{decimal_text(block.possible)}"
                name = block.block.en if self._at else block.block.zh
                made.append(self._items(f"{name} {got}", block.block.code, rows))
        made += [Heading(1, self.say("documents")), self._list()]
        made += [Heading(1, self.say("missing")), self._missing()]
        apart = [one for one in self._found.items if one.item.state in _APART]
        if apart:
            made += [Heading(1, self.say("apart")), self._why_apart(apart)]
        return tuple(made)

    def _lead(self) -> Paragraph:
        found = self._found
        total, full = span_text(found.score.total), decimal_text(found.set.full)
        if self._at:
            words = f"Self score {total} of {full}. Frozen at entry {found.known_at} of the book."
        else:
            words = f"自评得分{total}分(满分{full}分),以账簿第{found.known_at}笔为准。"
        if found.set.is_illustrative:
            words += f" {self._pick(ILLUSTRATIVE)}." if self._at else f"{ILLUSTRATIVE[0]}。"
        return Paragraph((Text(words),))

    def _items(self, caption: str, key: str, rows: Iterable[AssessedItem]) -> Table:
        columns = tuple(self.say(one) for one in ("code", "value", "points", "book", "papers"))
        cells = tuple(tuple(map(Text, self._row(one))) for one in rows)
        return Table(f"block_{key}", caption, columns, cells, stub=5)

    def _row(self, one: AssessedItem) -> tuple[str, ...]:
        indicator = one.indicator
        name = indicator.en if self._at else indicator.zh
        state = ""
        if one.item.state in _APART:
            state = f" [{self._pick(STATES[one.item.state])}]"
        own = [str(doc.number) for doc in self._documents if doc.indicator == indicator.code]
        return (
            f"{indicator.code} {name}{state}",
            self._value(one),
            f"{span_text(one.points)}/{decimal_text(one.possible)}",
            self._book(one),
            "、".join(own) if own else "—",
        )

    def _value(self, one: AssessedItem) -> str:
        unit = one.indicator.unit[self._at]
        text = self._with_unit(one.value.span, unit)
        against = one.before if one.before is not None else one.target
        if against is None:
            return text
        before = ("上年", "year before ")[self._at] if one.before is not None else ""
        gap = ("", " ")[self._at]
        return f"{text}{gap}({before}{self._with_unit(against.span, unit)})"

    def _with_unit(self, span: Span, unit: str) -> str:
        words = self._pick(value_words(span))
        return words if words == "—" else f"{words}{' ' if self._at else ''}{unit}"

    def _book(self, one: AssessedItem) -> str:
        if one.value.origin is Origin.TOLD:
            said = next(iter(one.sayings.values()))
            day = said.said_at.date()
            return f"{self._pick(ORIGINS['told'])} {said.said_by} {day}"
        found = self._entries.get(one.indicator.code, Behind())
        parts = [_ranges(found.inside)] if found.inside else []
        if found.touching:
            touched = ("涉及", "touched by ")[self._at]
            parts.append(f"{touched}{_ranges(found.touching)}")
        return "; ".join(parts) or "—"

    def _list(self) -> Block:
        if not self._documents:
            return Paragraph((Text(self.say("none")),))
        columns = tuple(self.say(one) for one in ("number", "code", "name", "hash", "size", "day"))
        rows = tuple(
            tuple(
                map(
                    Text,
                    (
                        str(one.number), one.indicator, one.title, one.digest[:16],
                        _size(one.size), str(one.attached_at.date()),
                    ),
                )
            )
            for one in self._documents
        )  # fmt: skip
        return Table("documents", self.say("list"), columns, rows, stub=4)

    def _why_apart(self, items: Iterable[AssessedItem]) -> Table:
        """Return why items are scored by no number: who said so, when and for what reason."""
        columns = tuple(self.say(one) for one in ("code", "state", "why", "by", "on"))
        rows = []
        for one in items:
            said, indicator = one.sayings[_APART[one.item.state]], one.indicator
            name = indicator.en if self._at else indicator.zh
            rows.append((
                f"{indicator.code} {name}", self._pick(STATES[one.item.state]), said.words or "—",
                said.said_by, str(said.said_at.date()),
            ))  # fmt: skip
        cells = tuple(tuple(map(Text, row)) for row in rows)
        return Table("apart", self.say("apart_list"), columns, cells, stub=5)

    def _missing(self) -> Block:
        lacking = [
            f"{one.indicator.code} {one.indicator.en if self._at else one.indicator.zh}"
            + (f"({'、'.join(one.indicator.evidence)})" if one.indicator.evidence else "")
            for one in unsupported(self._found, self._documents, self._entries)
        ]
        joint = "; " if self._at else ";"
        words = joint.join(lacking) + ("." if self._at else "。")
        return Paragraph((Text(words if lacking else self.say("complete")),))


def unsupported(
    found: Assessment,
    documents: Sequence[EvidenceDocument],
    entries: Entries,
) -> list[AssessedItem]:
    """Return the items that neither a document nor an entry of the book supports."""
    has = {one.indicator for one in documents} | {
        code for code, some in entries.items() if some.inside
    }
    return [
        one
        for one in found.items
        if one.item.state is not State.LEFT_OUT and one.indicator.code not in has
    ]


def _ranges(numbers: Sequence[int]) -> str:
    """Return numbers with runs drawn together: 12-14, 27."""
    runs: list[list[int]] = []
    for one in numbers:
        if runs and one == runs[-1][-1] + 1:
            runs[-1].append(one)
        else:
            runs.append([one])
    return ", ".join(f"{run[0]}-{run[-1]}" if len(run) > 1 else str(run[0]) for run in runs)


def _size(count: int) -> str:
    return f"{-(-count // 1024)} KB"
