"""A finished document: blocks of prose, tables and charts in which every number has a key.

It is made by `compose`, frozen by `commands` and drawn by `render`; it holds no question and asks
none. `as_json` and `from_json` are exact opposites, so a frozen document draws the same for ever.
Knows no Django.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator


@dataclass(frozen=True, slots=True)
class Text:
    """Words without a number in them (dates and names may hold digits)."""

    text: str


@dataclass(frozen=True, slots=True)
class Number:
    """One number as it is read, and the key of the figure it comes from."""

    key: str
    text: str


Span = Text | Number


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; level 1 is a section."""

    level: int
    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph; `role` is `lead`, `body`, `note` or `sign` (who signs, and when)."""

    spans: tuple[Span, ...]
    role: str = "body"


@dataclass(frozen=True, slots=True)
class Table:
    """A table: the first `stub` columns are words that head their row, some rows may be totals.

    Attributes:
        key: Name of the table in its report.
        caption: What it shows, with the unit where the cells leave it out.
        columns: Column headings.
        rows: Rows of cells, as many as there are columns.
        stub: How many first columns head their row.
        totals: Numbers of the rows that are totals, from 0.
        notes: Sentences below it.
    """

    key: str
    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Span, ...], ...]
    stub: int = 1
    totals: tuple[int, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart with its words: the drawing never says more than its table does.

    Attributes:
        key: Name of the chart in its report.
        caption: What it shows.
        alt: The same in a sentence, for those who do not see it.
        spec: The Vega or Vega-Lite specification with its values.
        engine: `vega` or `vega-lite`.
        table: The table of the same numbers.
        notes: Sentences below it.
    """

    key: str
    caption: str
    alt: str
    spec: dict[str, Any]
    engine: str
    table: Table
    notes: tuple[str, ...] = ()


Block = Heading | Paragraph | Table | Chart


@dataclass(frozen=True, slots=True)
class Document:
    """A document in one language.

    Attributes:
        report: Name of the report it was written by.
        language: `zh` or `en`.
        title: Its title.
        subtitle: Who speaks and up to which day.
        blocks: What it says.
    """

    report: str
    language: str
    title: str
    subtitle: str
    blocks: tuple[Block, ...]

    def numbers(self) -> Iterator[Number]:
        """Every number in reading order, tables and the tables of charts included."""
        for block in self.blocks:
            if isinstance(block, Paragraph):
                yield from (span for span in block.spans if isinstance(span, Number))
            elif isinstance(block, Table):
                yield from _in_table(block)
            elif isinstance(block, Chart):
                yield from _in_table(block.table)

    def tables(self) -> Iterator[Table]:
        """Every table, the tables of charts included."""
        for block in self.blocks:
            if isinstance(block, Table):
                yield block
            elif isinstance(block, Chart):
                yield block.table


def _in_table(table: Table) -> Iterator[Number]:
    for row in table.rows:
        yield from (cell for cell in row if isinstance(cell, Number))


def as_json(document: Document) -> dict[str, Any]:
    """Return the document as plain values; each block and span says its kind."""
    return {**_plain(document), "blocks": [_block_json(block) for block in document.blocks]}


def from_json(found: dict[str, Any]) -> Document:
    """Return the document `as_json` made."""
    blocks = tuple(_block(block) for block in found["blocks"])
    return Document(found["report"], found["language"], found["title"], found["subtitle"], blocks)


def _plain(document: Document) -> dict[str, Any]:
    return {name: getattr(document, name) for name in ("report", "language", "title", "subtitle")}


def _block_json(block: Block) -> dict[str, Any]:
    kind = type(block).__name__.lower()
    if isinstance(block, Paragraph):
        return {
            "kind": kind,
            "role": block.role,
            "spans": [_span_json(span) for span in block.spans],
        }
    if isinstance(block, Table):
        return {"kind": kind, **_table_json(block)}
    if isinstance(block, Chart):
        fields = {
            name: getattr(block, name) for name in ("key", "caption", "alt", "spec", "engine")
        }
        return {
            "kind": kind,
            **fields,
            "table": _table_json(block.table),
            "notes": list(block.notes),
        }
    return {"kind": kind, **asdict(block)}


def _table_json(table: Table) -> dict[str, Any]:
    rows = [[_span_json(cell) for cell in row] for row in table.rows]
    fields = {name: getattr(table, name) for name in ("key", "caption", "stub")}
    fields["totals"] = list(table.totals)
    return {**fields, "columns": list(table.columns), "rows": rows, "notes": list(table.notes)}


def _span_json(span: Span) -> list[str]:
    return [span.text] if isinstance(span, Text) else [span.text, span.key]


def _block(found: dict[str, Any]) -> Block:
    kind = found["kind"]
    if kind == "heading":
        return Heading(found["level"], found["text"])
    if kind == "paragraph":
        return Paragraph(tuple(_span(span) for span in found["spans"]), found["role"])
    if kind == "table":
        return _table(found)
    return Chart(
        found["key"],
        found["caption"],
        found["alt"],
        found["spec"],
        found["engine"],
        table=_table(found["table"]),
        notes=tuple(found["notes"]),
    )


def _table(found: dict[str, Any]) -> Table:
    rows = tuple(tuple(_span(cell) for cell in row) for row in found["rows"])
    return Table(
        found["key"],
        found["caption"],
        tuple(found["columns"]),
        rows,
        stub=found["stub"],
        totals=tuple(found["totals"]),
        notes=tuple(found["notes"]),
    )


def _span(found: list[str]) -> Span:
    return Text(found[0]) if len(found) == 1 else Number(found[1], found[0])
