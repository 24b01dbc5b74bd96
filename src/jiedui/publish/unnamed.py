"""Names of donors who asked not to be named, taken out of a report before it is frozen.

Wherever the name stood (words, keys, filters, statements, cells) a number stands instead, the same
one in every publication. Who asks later is taken out of what was frozen before, each time it is
shown: the frozen content itself stays, as evidence. Knows no Django.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, TypeVar, cast

from jiedui.giving.naming import stand_in
from jiedui.papers import document as documents
from jiedui.papers import frozen
from jiedui.papers.document import Chart, Number, Paragraph, Table, Text
from jiedui.publish.names import place_words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from jiedui.papers.document import Block, Document, Span
    from jiedui.papers.frozen import Frozen

Plain = TypeVar("Plain")

_LENGTH_MIN = 2
"""A shorter name would be taken out of other words too."""


def stand_ins(payers: Mapping[str, int]) -> dict[str, str]:
    """Return what stands for each payer: 匿名捐赠人第3号; the longest names first.

    Args:
        payers: Key of a payer to the number of the donor. A place's key is one of many things, so
            only the key of the payer itself is replaced (`"310114:安亭镇"`).
    """
    found = {key: stand_in(number) for key, number in payers.items()}
    return {key: found[key] for key in sorted(found, key=len, reverse=True)}


def hidden_words(payers: Mapping[str, int]) -> dict[str, str]:
    """Return the names that may not stand in what is shown, each with its stand-in."""
    return {name: other for name, other in stand_ins(payers).items() if len(name) >= _LENGTH_MIN}


def masked(value: Plain, hidden: Mapping[str, str]) -> Plain:
    """Return plain values (of JSON) with stand-ins for names, keys of mappings too."""
    return value if not hidden else cast("Plain", _replaced(value, hidden))


def as_unnamed(document: Document, hidden: Mapping[str, str]) -> Document:
    """Return a document with stand-ins for names.

    The name of a place that gave is one of other things too (its pairings): it is taken out only
    of the rows and paragraphs whose numbers are of what it gave.
    """
    if not hidden:
        return document
    places = {key: place_words(key, document.language) for key in hidden if ":" in key}
    blocks = tuple(_block(one, places, hidden) for one in document.blocks) if places else ()
    told = replace(document, blocks=blocks or document.blocks)
    return documents.from_json(_replaced(documents.as_json(told), hidden))


def _block(block: Block, places: Mapping[str, str], hidden: Mapping[str, str]) -> Block:
    if isinstance(block, Chart):
        table = _block(block.table, places, hidden)
        return replace(block, table=table) if isinstance(table, Table) else block
    if isinstance(block, Table):
        return replace(block, rows=tuple(_spans(row, places, hidden) for row in block.rows))
    if isinstance(block, Paragraph):
        return replace(block, spans=_spans(block.spans, places, hidden))
    return block


def _spans(
    spans: tuple[Span, ...], places: Mapping[str, str], hidden: Mapping[str, str]
) -> tuple[Span, ...]:
    keys = [span.key for span in spans if isinstance(span, Number)]
    gave = {places[one]: hidden[one] for one in places if any(one in key for key in keys)}
    if not gave:
        return spans
    return tuple(
        replace(span, text=str(_replaced(span.text, gave))) if isinstance(span, Text) else span
        for span in spans
    )


def without_names(
    edition: Mapping[str, Document], figures: Mapping[str, Frozen], payers: Mapping[str, int]
) -> tuple[dict[str, Document], dict[str, Frozen]]:
    """Return a report's documents and numbers with stand-ins for names."""
    hidden = hidden_words(payers)
    if not hidden:
        return dict(edition), dict(figures)
    told = {language: as_unnamed(document, hidden) for language, document in edition.items()}
    kept = (frozen.from_json(_replaced(frozen.as_json(one), hidden)) for one in figures.values())
    return told, {one.key: one for one in kept}


def replaced(text: str, payers: Mapping[str, int]) -> str:
    """Return a text with stand-ins for names."""
    return str(_replaced(text, stand_ins(payers)))


def _replaced(value: Any, hidden: Mapping[str, str]) -> Any:  # noqa: ANN401  Plain values.
    if isinstance(value, str):
        for name, other in hidden.items():
            value = value.replace(name, other)
        return value
    if isinstance(value, dict):
        return {_replaced(key, hidden): _replaced(one, hidden) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_replaced(one, hidden) for one in value]
    return value
