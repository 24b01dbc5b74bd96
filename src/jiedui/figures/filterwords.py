"""What a question was narrowed to, in words: Chinese first, then the name, then the values.

`受援方 recipient: 久治县 632625`, `资金来源 source: 社会捐赠(助) SOCIAL_DONATION`. Knows no Django.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from jiedui.figures.catalogue import DIMENSIONS
from jiedui.kernel.codes import CATEGORIES, PAIRING_KINDS, PROJECT_STATES, SOURCES
from jiedui.kernel.place import name_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from jiedui.figures.asking import Ask

_CODED = {
    "source": SOURCES,
    "category": CATEGORIES,
    "pairing_kind": PAIRING_KINDS,
    "state": PROJECT_STATES,
}
_KEYED = frozenset({"recipient", "province", "prefecture", "county", "owner"})


def filter_words(name: str, values: Iterable[str]) -> str:
    """Return one filter in words.

    Args:
        name: A dimension.
        values: Its values, as lines carry them.
    """
    known = DIMENSIONS.get(name)
    said = "、".join(_value(name, value) for value in values)
    return f"{known.zh} {name}: {said}" if known else f"{name}: {said}"


def _value(name: str, value: str) -> str:
    code = _CODED.get(name, {}).get(value)
    own = name_of(value) if name in _KEYED else value
    if code is not None:
        return f"{code.zh} {value}"
    return value if own == value else f"{own} {value}"


def filters(ask: Ask) -> tuple[str, ...]:
    """Return the filters of a question in words, one each; last, up to which entry it was read."""
    words = [filter_words("recipient", wanted) for wanted in ask.region.places]
    words += [filter_words(name, values) for name, values in ask.keys.items()]
    words += [filter_words(name, values) for name, values in ask.equal.items()]
    words += [filter_words("pairing_kind", ask.kinds)] if ask.kinds else []
    words += [filter_words(name, ("未分列 not broken down",)) for name in sorted(ask.empty)]
    words += [f"期间 period: {window}" for window in ask.region.windows or ()]
    words += ["计划 planned"] if ask.question.planned else []
    return (*words, f"账至第{ask.known_at}笔 entries up to {ask.known_at}")
