"""Names of divisions in Latin letters, as the file that names them means them. Knows no Django."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

from jiedui.kernel import place
from jiedui.reader.latinplaces import around, chinese_names

if TYPE_CHECKING:
    from jiedui.kernel.place import Place

_NEAR = (6, 4, 2)
"""How much of two keys agrees where one place lies in the other, its prefecture, its province."""


@functools.lru_cache(maxsize=8192)
def in_chinese(text: str, nearby: tuple[str, ...] = ()) -> str:
    """Return the one division that a Latin name means, "" where it means none or several.

    Args:
        text: The name, with what it lies in or without: `Li County, Longnan`.
        nearby: Keys of places named elsewhere in the file: of namesakes the one among them.
    """
    keys = {one.key: name for name in chinese_names(text) for one in exactly(name)}
    wider = (name for words in around(text) for name in chinese_names(words))
    others = [*(one.key for name in wider for one in exactly(name)), *nearby]
    for size in _NEAR:
        meant = [key for key in keys if any(key[:size] == other[:size] for other in others)]
        if len(keys) > 1 and meant:
            keys = {key: keys[key] for key in meant}
    return next(iter(keys.values())) if len(set(keys.values())) == 1 else ""


def exactly(name: str) -> list[Place]:
    """Return the divisions in force that bear an official name."""
    return [one for one in place.find(name) if not one.rest and one.name == name]
