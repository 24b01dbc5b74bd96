"""Chinese typography: full-width punctuation beside Chinese characters. Knows no Django."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from jiedui.papers.document import (
    Heading,
    Number,
    Paragraph,
    Table,
    Text,
)

if TYPE_CHECKING:
    from jiedui.papers.document import (
        Block,
        Document,
        Span,
    )

_FULL = {",": "，", ":": "：", ";": "；", "(": "（", ")": "）", "?": "？", "!": "！"}
_HAN = r"[\u4e00-\u9fff、。“”（），：；〔〕《》%㎡²]"
_BESIDE = re.compile(rf"(?<={_HAN})[,:;()?!]|[,:;()?!](?={_HAN})")
_CLOSING = re.compile(r"（([^（）()]*)\)|\(([^（）()]*)）")


def chinese(text: str) -> str:
    """Return the text with full-width punctuation wherever a Chinese character stands beside it."""
    turned = _BESIDE.sub(lambda found: _FULL[found[0]], text)
    return _CLOSING.sub(
        lambda found: f"（{found[1] if found[1] is not None else found[2]}）", turned
    )


def set_in_chinese(document: Document) -> Document:
    """Return a Chinese document set properly; numbers keep their digits and their keys."""
    return replace(
        document,
        title=chinese(document.title),
        subtitle=chinese(document.subtitle),
        blocks=tuple(_block(block) for block in document.blocks),
    )


def _block(block: Block) -> Block:
    if isinstance(block, Heading):
        return replace(block, text=chinese(block.text))
    if isinstance(block, Paragraph):
        return replace(block, spans=_spans(block.spans))
    if isinstance(block, Table):
        return _table(block)
    return replace(
        block,
        caption=chinese(block.caption),
        alt=chinese(block.alt),
        spec=_values(block.spec),
        table=_table(block.table),
        notes=tuple(map(chinese, block.notes)),
    )


def _table(table: Table) -> Table:
    return replace(
        table,
        caption=chinese(table.caption),
        columns=tuple(map(chinese, table.columns)),
        rows=tuple(tuple(_cell(cell) for cell in row) for row in table.rows),
        notes=tuple(map(chinese, table.notes)),
    )


def _cell(cell: Span) -> Span:
    return cell if isinstance(cell, Number) else Text(chinese(cell.text))


def _spans(spans: tuple[Span, ...]) -> tuple[Span, ...]:
    """Turn punctuation of words with their neighbours in sight.

    After 万元 it is beside Chinese too.
    """
    turned: list[Span] = []
    for at, span in enumerate(spans):
        if isinstance(span, Number):
            turned.append(span)
            continue
        before = spans[at - 1].text[-1:] if at else ""
        after = spans[at + 1].text[:1] if at + 1 < len(spans) else ""
        whole = chinese(f"{before}{span.text}{after}")
        turned.append(Text(whole[len(before) : len(whole) - len(after)]))
    return tuple(turned)


def _values(found: Any) -> Any:  # noqa: ANN401  any value of a specification
    if isinstance(found, dict):
        return {name: _values(value) for name, value in found.items()}
    if isinstance(found, list):
        return [_values(value) for value in found]
    return chinese(found) if isinstance(found, str) else found
