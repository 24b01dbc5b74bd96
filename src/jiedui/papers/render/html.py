"""A document as HTML: semantic, printable, no inline style and no script; every number is a link.

`article` makes the part a web page holds; `standalone` a complete file whose one style sheet is
allowed by its hash. Knows no Django.
"""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass
from html import escape
from importlib.resources import files
from typing import TYPE_CHECKING

from jiedui.papers.document import Chart, Heading, Number, Paragraph, Table
from jiedui.papers.downloads import chart_json, table_csv
from jiedui.papers.drawing import svg
from jiedui.papers.render.derivation import derivation
from jiedui.papers.render.widths import is_numeric, is_wordy
from jiedui.papers.render.words import say

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from jiedui.papers.document import Block, Document, Span
    from jiedui.papers.frozen import Frozen

_LANG = {"zh": "zh-CN", "en": "en"}


@dataclass(frozen=True, slots=True)
class Links:
    """Where the links of an article lead.

    Attributes:
        number: Address of a number's derivation, by key.
        download: Address of a table's or chart's download, by key and form (`csv`, `json`, `svg`).
    """

    number: Callable[[str], str]
    download: Callable[[str, str], str]


def article(document: Document, links: Links) -> str:
    """Return the document as one `<article>`."""
    parts = [f'<article class="publication" lang="{_LANG[document.language]}">', "<header>"]
    parts.append(f"<h1>{escape(document.title)}</h1>")
    if document.subtitle:
        parts.append(f'<p class="subtitle">{escape(document.subtitle)}</p>')
    parts.append("</header>")
    opened = False
    for at, block in enumerate(document.blocks):
        if isinstance(block, Heading):
            parts += ["</section>"] * opened
            parts.append(
                f'<section aria-labelledby="s{at}"><h2 id="s{at}">{escape(block.text)}</h2>'
            )
            opened = True
        else:
            parts.append(_block(block, document.language, links))
    return "\n".join([*parts, *["</section>"] * opened, "</article>"])


def standalone(document: Document, figures: Mapping[str, Frozen], stamp: str) -> bytes:
    """Return a complete page that needs nothing else.

    Style, pictures, downloads and derivations inside.
    """
    style = files("jiedui.papers.render").joinpath("publication.css").read_text(encoding="utf-8")
    allowed = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    tables = {table.key: table for table in document.tables()}
    charts = {block.key: block for block in document.blocks if isinstance(block, Chart)}

    def download(key: str, form: str) -> str:
        made = {
            "csv": lambda: table_csv(tables[key]),
            "json": lambda: chart_json(charts[key]),
            "svg": lambda: svg(charts[key]).encode(),
        }[form]()
        kind = {"csv": "text/csv", "json": "application/json", "svg": "image/svg+xml"}[form]
        return f"data:{kind};base64,{base64.b64encode(made).decode()}"

    order = {number.key: None for number in document.numbers()}
    numbers = "\n".join(
        derivation(figures[key], document.language, with_sql=False)
        for key in order
        if key in figures
    )
    policy = (
        f"default-src 'none'; style-src 'sha256-{allowed}'; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )
    page = [
        "<!doctype html>",
        f'<html lang="{_LANG[document.language]}"><head><meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{escape(document.title)}</title><style>{style}</style></head><body>",
        f'<p class="stamp">{escape(stamp)}</p><main>',
        article(document, Links(lambda key: f"#{anchor(key)}", download)),
        _derivations(document, numbers),
        "</main></body></html>",
    ]
    return "\n".join(page).encode()


def _derivations(document: Document, numbers: str) -> str:
    """Return where each number comes from; nothing for a document without one."""
    if not numbers:
        return ""
    title = say("derivations", document.language)
    language = _LANG[document.language]
    return f'<section class="derivations" lang="{language}"><h2>{title}</h2>{numbers}</section>'


def anchor(key: str) -> str:
    """Return the id of a number's derivation in a standalone page."""
    return "f-" + "".join(character if character.isalnum() else "-" for character in key)


def _block(block: Block, language: str, links: Links) -> str:
    if isinstance(block, Paragraph):
        return f'<p class="{block.role}">{_spans(block.spans, links)}</p>'
    if isinstance(block, Table):
        inside = _table(block, links) + _downloads(
            links.download(block.key, "csv"), language, block.key
        )
        return f'<figure class="table" id="t-{escape(block.key)}">{inside}</figure>'
    if isinstance(block, Chart):
        return _chart(block, language, links)
    return f"<h3>{escape(block.text)}</h3>"


def _chart(chart: Chart, language: str, links: Links) -> str:
    notes = "".join(f'<p class="note">{escape(note)}</p>' for note in chart.notes)
    saved = "".join(
        f'<a download="{escape(chart.key)}.{form}" '
        f'href="{escape(links.download(chart.key, form))}">{form.upper()}</a> '
        for form in ("svg", "csv", "json")
    )
    return (
        f'<figure class="chart" id="c-{escape(chart.key)}">{svg(chart)}'
        f"<figcaption>{escape(chart.caption)}</figcaption>{notes}"
        f"<details open><summary>{say('table', language)}</summary>"
        f"{_table(chart.table, links)}</details>"
        f'<p class="downloads">{say("download", language)} {saved}</p></figure>'
    )


def _table(table: Table, links: Links) -> str:
    head = "".join(
        f'<th scope="col"{_end(at, table)}>{escape(name)}</th>'
        for at, name in enumerate(table.columns)
    )
    rows = []
    for number, row in enumerate(table.rows):
        cells = "".join(_cell(cell, at, table, links=links) for at, cell in enumerate(row))
        rows.append(f"<tr{' class=total' if number in table.totals else ''}>{cells}</tr>")
    notes = "".join(f'<p class="note">{escape(note)}</p>' for note in table.notes)
    return (
        f'<div class="scroll"><table><caption>{escape(table.caption)}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{''.join(rows)}</tbody></table></div>{notes}"
    )


def _cell(cell: Span, at: int, table: Table, *, links: Links) -> str:
    if at == 0:
        wide = ' class="words"' if is_wordy(table, at) else ""
        return f'<th scope="row"{wide}>{_span(cell, links)}</th>'
    return f"<td{_end(at, table)}>{_span(cell, links)}</td>"


def _end(at: int, table: Table) -> str:
    return ' class="number"' if is_numeric(table, at) else ""


def _spans(spans: tuple[Span, ...], links: Links) -> str:
    return "".join(_span(span, links) for span in spans)


def _span(span: Span, links: Links) -> str:
    if isinstance(span, Number):
        address = escape(links.number(span.key))
        return f'<a class="figure-number" href="{address}">{escape(span.text)}</a>'
    return escape(span.text)


def _downloads(address: str, language: str, key: str) -> str:
    link = f'<a download="{escape(key)}.csv" href="{escape(address)}">CSV</a>'
    return f'<p class="downloads">{say("download", language)} {link}</p>'
