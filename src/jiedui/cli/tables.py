"""Answers, traces and verdicts as tables for a terminal, Chinese first.

Colours are always set here and taken away again where the output is no terminal.
"""

from __future__ import annotations

import io
import shutil
from collections import Counter
from itertools import groupby
from typing import TYPE_CHECKING, Any, NamedTuple

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from jiedui.cli.wording import (
    VERDICTS,
    amount_text,
    claim_text,
    entries_text,
    label,
    unit_text,
    value_text,
    with_unit,
    words_of,
)
from jiedui.figures.answer_json import answer_json
from jiedui.kernel.codes import REASONS
from jiedui.kernel.period import Period
from jiedui.papers.typography import chinese

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from jiedui.figures.claim import Verdict
    from jiedui.figures.model import Answer, AnswerRow
    from jiedui.figures.trace import LinePage

WIDTH_COLUMNS_MIN, WIDTH_COLUMNS_MAX = 80, 118


class Heading(NamedTuple):
    """A column: its heading, whether numbers stand in it, its least width, whether it may fold."""

    text: str
    is_right: bool = False
    wide: int | None = None
    is_whole: bool = False


VERDICT_COLUMNS = (
    Heading("公布数 claim", wide=26),
    Heading("公布 says", is_right=True, wide=12),
    Heading("账中 book", is_right=True, wide=9),
    Heading("结论 verdict", wide=22, is_whole=True),
    Heading("逐项 / 合计\nitems / totals", is_right=True, wide=14),
    Heading("笔 entries"),
)


def answer_table(answer: Answer) -> str:
    """Return an answer as a table with its reasons, what stands beside it and where it was read."""
    figure = answer.figure
    columns = [
        *(Heading(dimension) for dimension in answer.question.by),
        Heading(f"{unit_text(figure.unit)} value", is_right=True, is_whole=True),
        Heading("逐项 / 合计\nitems / totals", is_right=True),
        Heading("说明 reason"),
    ]
    planned = " · 计划 planned" if answer.question.planned else ""
    title = f"{figure.zh} {figure.en}{planned} · v{figure.version}"
    lines = [words_table(title, columns, (_cells(row) for row in answer.rows))]
    if answer.beside:
        lines.append("  另有，是否包含在内未列明 beside the total, overlap unknown:")
        lines += [
            f"    {label('payer', one.payer)} → {label('recipient', one.recipient)}:"
            f" {with_unit(one.value, figure.unit)} (entry {one.entry})"
            for one in answer.beside
        ]
    day = f", as of {answer.as_of}" if answer.as_of else ""
    lines.append(f"  known at entry {answer.known_at}{day}; trace: jiedui trace {figure.code} …")
    return "\n".join(lines)


def _cells(row: AnswerRow) -> list[str]:
    labels = [label(dimension, value) for dimension, value in row.by]
    split = ""
    if row.itemised or row.not_itemised:
        split = f"{amount_text(row.itemised, row.unit)} / {amount_text(row.not_itemised, row.unit)}"
    reason = REASONS[row.reason].zh if row.reason in REASONS else row.reason
    words = chinese(row.why[0]) or reason
    if row.as_of is not None and str(row.as_of) not in words:
        words = f"{row.as_of} {words}".strip()
    return [*labels, value_text(row.value, row.unit), split, words]


def words_table(
    title: str,
    columns: Iterable[Heading],
    rows: Iterable[Sequence[str | Text]],
) -> str:
    """Return a table under its title; what does not fit is folded, never cut off."""
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 1))
    for one in columns:
        table.add_column(
            one.text,
            justify="right" if one.is_right else "left",
            overflow="fold",
            min_width=one.wide,
            no_wrap=one.is_whole,
        )
    for row in rows:
        table.add_row(*row)
    least = sum((column.min_width or 0) + 3 for column in table.columns)
    width = shutil.get_terminal_size((WIDTH_COLUMNS_MAX, 24)).columns
    out = io.StringIO()
    console = Console(
        file=out,
        width=max(least, WIDTH_COLUMNS_MIN, min(width, WIDTH_COLUMNS_MAX)),
        force_terminal=True,
        highlight=False,
    )
    console.print(Text(title, style="bold"))
    console.print(table, crop=False)
    return "\n".join(line.rstrip() for line in out.getvalue().rstrip().splitlines())


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
    """Return a trace for people: the definition, then the lines with file, sheet and cell."""
    figure = answer.figure
    lines = [
        answer_table(answer),
        "",
        f"  definition v{figure.version}: {figure.definition[0]} {figure.definition[1]}",
        *(f"  filter: {words}" for words in answer.trace.filters),
        f"  sql: {len(answer.trace.sql)} statements, printed by --json",
        f"  read at entry {answer.known_at}, head {answer.trace.head[:16]}…",
        "",
    ]
    columns = [
        Heading("entry", is_right=True),
        Heading(unit_text(figure.unit), is_right=True, is_whole=True),
        Heading("recipient"),
        Heading("source"),
        Heading("period"),
        Heading("rests on"),
        Heading("file › sheet › cell"),
    ]
    rows = (_line(line, page.sign) for line in page.rows)
    shown = f"{len(page.rows)} of {page.total}" if len(page.rows) < page.total else str(page.total)
    return "\n".join([*lines, words_table(f"{shown} lines behind it", columns, rows)])


def _line(line: dict[str, Any], sign: int) -> list[str]:
    source = line["source"]
    return [
        str(line["entry"]),
        amount_text(sign * line["amount"], line["unit"]),
        words_of("recipient", line["recipient"]) if line["recipient"] else "",
        words_of("source", source) if source else "",
        str(Period(line["starts"], line["ends"])),
        "item" if line["itemised"] else "total",
        (line["cell"] or "").replace("\t", " › "),
    ]


def verdict_table(verdicts: Sequence[Verdict]) -> str:
    """Return verdicts as tables, one a document, each with its words and what supports it."""
    tables = [
        words_table(
            f"《{document}》" if document else "公布数 stated totals",
            VERDICT_COLUMNS,
            map(_verdict_cells, stated),
        )
        for document, stated in groupby(verdicts, key=lambda one: one.claim.document)
    ]
    return "\n\n".join([*tables, f"结论 verdicts: {verdict_tally(verdicts)}"])


def _verdict_cells(verdict: Verdict) -> list[str | Text]:
    words, unit = VERDICTS[verdict.outcome], verdict.unit
    support = f"{amount_text(verdict.itemised, unit)} / {amount_text(verdict.not_itemised, unit)}"
    behind = entries_text(verdict.entries)
    own = "" if verdict.claim.entry is None else f"{verdict.claim.entry} ← "
    is_said = verdict.outcome in {"confirmed", "not_independently_supported"}
    why = "" if is_said else f"\n  {chinese(verdict.why[0])}"
    return [
        f"{claim_text(verdict.claim)}{why}",
        with_unit(verdict.claim.value, unit),
        value_text(verdict.book, unit),
        Text(words.short, style=words.style),
        support if behind else "",
        f"{own}{behind or '—'}",
    ]


def verdict_tally(verdicts: Sequence[Verdict]) -> str:
    """Return how many verdicts there are of each kind: 25 相符 confirmed, 1 不符 contradicted."""
    tally = Counter(verdict.outcome for verdict in verdicts)
    counts = [
        f"{tally[name]} {words.zh} {words.en}" for name, words in VERDICTS.items() if tally[name]
    ]
    return ", ".join(counts) or "nothing to check"
