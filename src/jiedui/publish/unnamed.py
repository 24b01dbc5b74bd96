"""Names of donors who asked not to be named, taken out of a report before it is frozen.

Wherever the name stood (words, keys, filters, statements, cells) a number stands instead, the same
one in every publication. Who asks later is taken out of what was frozen before, each time it is
shown: the frozen content itself stays, as evidence. Knows no Django.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar, cast

from jiedui.giving.naming import stand_in
from jiedui.papers import document as documents
from jiedui.papers import frozen

if TYPE_CHECKING:
    from collections.abc import Mapping

    from jiedui.papers.document import Document
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


def without_names(
    edition: Mapping[str, Document], figures: Mapping[str, Frozen], payers: Mapping[str, int]
) -> tuple[dict[str, Document], dict[str, Frozen]]:
    """Return a report's documents and numbers with stand-ins for names."""
    hidden = hidden_words(payers)
    if not hidden:
        return dict(edition), dict(figures)
    told = {
        language: documents.from_json(_replaced(documents.as_json(document), hidden))
        for language, document in edition.items()
    }
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
