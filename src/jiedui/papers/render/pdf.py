"""A document as PDF through Typst.

Packaged fonts only, tagged, archival; a missing glyph is refused.

The layout stands in page.typ; this module hands it the document as JSON. Knows no Django.
"""

from __future__ import annotations

import functools
import json
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import typst

from jiedui.kernel.problem import refuse
from jiedui.papers.document import Chart, Heading, Number, Paragraph
from jiedui.papers.drawing import print_svg
from jiedui.papers.fonts import SANS, SANS_WEIGHTS, SERIF, directories
from jiedui.papers.render.derivation import facts_of
from jiedui.papers.render.widths import is_numeric, shares
from jiedui.papers.render.words import say

if TYPE_CHECKING:
    from collections.abc import Mapping

    from jiedui.kernel.problem import Refused
    from jiedui.papers.document import Block, Document, Span, Table
    from jiedui.papers.frozen import Frozen

STANDARDS: list[Any] = ["a-2a", "ua-1"]
"""PDF/A-2a and PDF/UA-1.

Archival, tagged for reading aloud; under both a missing glyph is an error.
"""


def pdf(document: Document, figures: Mapping[str, Frozen], stamp: str) -> bytes:
    """Return the document as a PDF file.

    Raises:
        Refused: A character is in none of the packaged fonts, or the layout warns of anything else.
    """
    order: dict[str, int] = {}
    for number in document.numbers():
        if number.key in figures:
            order.setdefault(number.key, len(order) + 1)
    content = {
        "language": document.language,
        "title": document.title,
        "subtitle": document.subtitle,
        "stamp": stamp,
        "fonts": {"serif": SERIF, "sans": SANS, "heading": SANS_WEIGHTS},
        "blocks": [_block(block, order) for block in document.blocks],
        "sources": {
            "title": say("derivations", document.language),
            "rows": [_source(figures[key], document.language, at) for key, at in order.items()],
        },
    }
    layout = files("jiedui.papers.render").joinpath("page.typ").read_bytes()
    compiler = typst.Compiler(
        layout, font_paths=_fonts(), sys_inputs={"content": json.dumps(content, ensure_ascii=False)}
    )
    try:
        made, warnings = compiler.compile_with_warnings(format="pdf", pdf_standards=STANDARDS)
    except typst.TypstError as error:
        raise _cannot_set(error.message) from error
    if warnings:
        raise _cannot_set("; ".join(warning.message for warning in warnings))
    if not isinstance(made, bytes):
        raise TypeError(type(made))
    return made


def _cannot_set(found: str) -> Refused:
    return refuse(
        "CHARACTER_NOT_SET",
        found=found,
        expected="characters of the packaged fonts",
        hint="Write the character in another way, or add a font that has it.",
    )


@functools.cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=directories()
    )


def _block(block: Block, order: Mapping[str, int]) -> dict[str, Any]:
    if isinstance(block, Heading):
        return {"kind": "heading", "text": block.text}
    if isinstance(block, Paragraph):
        return {
            "kind": "paragraph",
            "role": block.role,
            "spans": [_span(span, order) for span in block.spans],
        }
    if isinstance(block, Chart):
        return {
            "kind": "chart",
            "svg": print_svg(block).decode(),
            "caption": block.caption,
            "alt": block.alt,
            "table": _table(block.table, order),
            "notes": list(block.notes),
        }
    return {"kind": "table", **_table(block, order)}


def _table(table: Table, order: Mapping[str, int]) -> dict[str, Any]:
    rows = [[_span(cell, order) for cell in row] for row in table.rows]
    return {
        "caption": table.caption,
        "columns": list(table.columns),
        "rows": rows,
        "shares": shares(table),
        "numeric": [is_numeric(table, at) for at in range(len(table.columns))],
        "totals": list(table.totals),
        "notes": list(table.notes),
    }


def _span(span: Span, order: Mapping[str, int]) -> dict[str, Any]:
    return {"text": span.text, "to": order.get(span.key, 0) if isinstance(span, Number) else 0}


def _source(frozen: Frozen, language: str, at: int) -> dict[str, Any]:
    facts = [
        {"label": label, "text": text} for label, text in facts_of(frozen, language, is_print=True)
    ]
    return {"at": at, "text": frozen.text[language], "name": frozen.name[language], "facts": facts}
