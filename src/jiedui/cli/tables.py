"""Answers, traces and verdicts as tables for a terminal, Chinese first."""

from __future__ import annotations

import io
from collections import Counter
from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from jiedui.figures.answer_json import answer_json
from jiedui.figures.catalogue.dimensions import PLACES
from jiedui.kernel.codes import CATEGORIES, PAIRING_KINDS, PROJECT_STATES, REASONS, SOURCES
from jiedui.kernel.place import name_of
from jiedui.kernel.quantity import UNITS, WAN_YUAN, Interval, Wording, plain, shown_decimal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jiedui.figures.claim import Verdict
    from jiedui.figures.model import Answer, AnswerRow
    from jiedui.figures.trace import LinePage

WIDTH_COLUMNS = 118

VERDICT_STYLES = {
    "confirmed": "green",
    "contradicted": "bold red",
    "not_independently_supported": "yellow",
    "not_supported": "yellow",
    "undecidable": "cyan",
}


VOCABULARIES = {
    "source": SOURCES,
    "category": CATEGORIES,
    "pairing_kind": PAIRING_KINDS,
    "state": PROJECT_STATES,
}
"""Dimensions whose values are codes with wordings."""

NOT_BROKEN_DOWN = "未分列 not broken down"


def label(dimension: str, value: str | None) -> str:
    """Return a dimension's value in words with its code: 久治县 632625, 市级统筹资金 MUNICIPAL_POOLED."""
    if value is None:
        return NOT_BROKEN_DOWN
    known = VOCABULARIES.get(dimension, {}).get(value)
    if known is not None:
        return f"{known.zh} {value}"
    if dimension in (*PLACES, "owner", "payer", "donor"):
        words = name_of(value)
        return words if words == value else f"{words} {value}"
    return value


def amount_text(amount: int | None, unit: str) -> str:
    """Return an amount as people read it: money in 万元, areas in square metres, counts as they are."""
    if amount is None:
        return "…"
    if unit == "fen":
        return plain(shown_decimal(amount, WAN_YUAN))
    scale = UNITS[unit].scale
    return plain(shown_decimal(amount, WAN_YUAN)) if scale == 0 else _scaled(amount, scale)


def _scaled(amount: int, scale: int) -> str:
    whole, rest = divmod(abs(amount), scale)
    sign = "-" if amount < 0 else ""
    digits = str(rest).rjust(len(str(scale)) - 1, "0").rstrip("0") if rest else ""
    return f"{sign}{whole}.{digits}" if digits else f"{sign}{whole}"


def value_text(value: Interval, unit: str) -> str:
    """Return an interval in words: 14056.3, 886余, 约30, [0, 14056.3], 不可知."""
    if value.wording is Wording.NOT_KNOWN:
        return "—"
    if value.wording is Wording.NOT_STATED:
        return "未列明"
    stated = amount_text(value.stated, unit)
    if value.stated is None or value.wording is Wording.BETWEEN:
        return f"[{amount_text(value.low, unit)}, {amount_text(value.high, unit)}]"
    shapes = {
        Wording.ABOUT: "约{}",
        Wording.OVER: "{}余",
        Wording.NEARLY: "近{}",
        Wording.AT_LEAST: "至少{}",
        Wording.AT_MOST: "至多{}",
    }
    return shapes.get(value.wording, "{}").format(stated)


def unit_text(unit: str) -> str:
    """Return the displayed unit: money is shown in 万元."""
    return "万元" if unit == "fen" else UNITS[unit].zh


def answer_table(answer: Answer) -> str:
    """Return an answer as a table with its reasons, what stands beside it and where it was read."""
    figure = answer.figure
    table = Table(title=f"{figure.zh} {figure.en} · v{figure.version}", title_justify="left")
    for dimension in answer.question.by:
        table.add_column(dimension)
    table.add_column("数值 value", justify="right")
    table.add_column("单位")
    table.add_column("其中列明 / 未逐项列明", justify="right")
    table.add_column("说明 reason")
    for row in answer.rows:
        table.add_row(*_cells(row))
    shown = _rendered(table)
    lines = [shown.rstrip()]
    if answer.beside:
        lines.append("另有是否包含在内未列明 beside the total, overlap unknown:")
        lines += [
            f"  {label('payer', one.payer)} → {label('recipient', one.recipient)}:"
            f" {value_text(one.value, figure.unit)}{unit_text(figure.unit)} (entry {one.entry})"
            for one in answer.beside
        ]
    day = f", as of {answer.as_of}" if answer.as_of else ""
    lines.append(f"known at entry {answer.known_at}{day}; trace: jiedui trace {figure.code} …")
    return "\n".join(lines)


def _cells(row: AnswerRow) -> list[str | Text]:
    labels = [label(dimension, value) for dimension, value in row.by]
    split = ""
    if row.itemised or row.not_itemised:
        split = f"{amount_text(row.itemised, row.unit)} / {amount_text(row.not_itemised, row.unit)}"
    reason = REASONS[row.reason].zh if row.reason in REASONS else row.reason
    words = "；".join(part for part in (reason, row.why[0]) if part)
    if row.as_of is not None:
        words = f"{row.as_of} {words}".strip()
    return [*labels, value_text(row.value, row.unit), unit_text(row.unit), split, Text(words)]


def _rendered(table: Table) -> str:
    out = io.StringIO()
    Console(file=out, width=WIDTH_COLUMNS, force_terminal=False, no_color=True).print(table)
    return out.getvalue()


def trace_json(answer: Answer, page: LinePage) -> dict[str, Any]:
    """Return a trace as data: the answer, how it was made, and the lines behind it."""
    return {
        **answer_json(answer),
        "trace": {
            "definition": list(answer.figure.definition),
            "filters": list(answer.trace.filters),
            "sql": list(answer.trace.sql),
            "head": answer.trace.head,
        },
        "lines_total": page.total,
        "lines": [dict(line) for line in page.rows],
    }


def trace_table(answer: Answer, page: LinePage) -> str:
    """Return a trace for people: definition, filters, SQL, then the lines with file, sheet and cell."""
    figure = answer.figure
    lines = [
        f"{figure.zh} {figure.en} · definition {figure.version}: {figure.definition[0]} {figure.definition[1]}",
        *(f"  filter: {words}" for words in answer.trace.filters),
        f"  sql: {len(answer.trace.sql)} statements, printed by --json",
        f"  read at entry {answer.known_at}, head {answer.trace.head[:16]}…",
    ]
    table = Table(title=f"{page.total} lines behind it", title_justify="left")
    for heading in (
        "entry",
        "amount",
        "recipient",
        "source",
        "period",
        "itemised",
        "file › sheet › cell",
    ):
        table.add_column(heading, overflow="fold")
    for line in page.rows:
        table.add_row(
            str(line["entry"]),
            amount_text(page.sign * line["amount"], line["unit"]),
            label("recipient", line["recipient"]),
            label("source", line["source"]),
            f"{line['starts']} – {line['ends']}",
            "yes" if line["itemised"] else "no",
            (line["cell"] or "").replace("\t", " › "),
        )
    return "\n".join([*lines, _rendered(table).rstrip()])


def verdict_table(verdicts: Sequence[Verdict]) -> str:
    """Return verdicts as a table, each with its words and how its support is made up."""
    table = Table(title="公布数核对 stated totals against the book", title_justify="left")
    for heading in ("claim", "says", "book", "verdict", "items / stated totals", "why"):
        table.add_column(heading, overflow="fold")
    for verdict in verdicts:
        unit = verdict.unit
        table.add_row(
            verdict.claim.words,
            value_text(verdict.claim.value, unit),
            value_text(verdict.book, unit),
            Text(verdict.outcome.replace("_", " "), style=VERDICT_STYLES.get(verdict.outcome, "")),
            f"{amount_text(verdict.itemised, unit)} / {amount_text(verdict.not_itemised, unit)}",
            verdict.why[0],
        )
    return _rendered(table).rstrip() + f"\n{verdict_tally(verdicts)}"


def verdict_tally(verdicts: Sequence[Verdict]) -> str:
    """Return how many verdicts there are of each kind: 25 confirmed, 1 contradicted."""
    tally = Counter(verdict.outcome for verdict in verdicts)
    counts = [f"{count} {name.replace('_', ' ')}" for name, count in sorted(tally.items())]
    return ", ".join(counts) or "nothing to check"
