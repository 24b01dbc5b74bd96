"""An office's own vocabulary files: read, and refused with a sentence when they cannot be used."""

from __future__ import annotations

import tomllib
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from jiedui.kernel.problem import Problem, Refused, Severity, Source
from jiedui.kernel.quantity import Wording
from jiedui.reader.reading import Measure

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

_MEASURES = frozenset(map(str, Measure))
_GROUPS = {
    "units": _MEASURES | {"person", "thing", "duration", "outside"},
    "nouns": _MEASURES,
    "wording": frozenset(("before", "middle", "after")),
    "categories": frozenset(("sectors",)),
}
"""The concepts a file may name; the others may name new ones."""


def added_words(path: Path) -> dict[str, dict[str, Any]]:
    """Return the words of one of an office's files.

    Raises:
        Refused: It is no TOML, or names what the reader does not know; every fault at once.
    """
    try:
        table: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        raise Refused([_problem(path, str(error), "a TOML file in UTF-8")]) from None
    faults = [_problem(path, found, expected) for found, expected in _faults(path.stem, table)]
    if faults:
        raise Refused(faults)
    return table


def _problem(path: Path, found: str, expected: str) -> Problem:
    hint = "Mend the file or take it away; the reader's own words hold without it."
    return Problem(
        "VOCABULARY_UNREADABLE", Severity.ERROR, Source(path.name), found, expected, hint
    )


def _faults(name: str, table: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield what a file says wrongly, and what it should say."""
    known = _GROUPS.get(name)
    for group, lists in table.items():
        if not isinstance(lists, dict):
            yield f"{group} = {lists!r}", "a table of word lists: [items] and words = [...]"
        elif known is not None and group not in known:
            yield f"[{group}]", "one of " + ", ".join(sorted(known))
        else:
            for key, words in lists.items():
                yield from _list_faults(name, f"[{group}] {key}", key, words=words)


def _list_faults(name: str, where: str, key: str, *, words: object) -> Iterator[tuple[str, str]]:
    if isinstance(words, dict):
        bad = [word for word, factor in words.items() if not _is_factor(factor)]
        yield from ((f"{where}: {word}", 'a factor as text, for example "2000/3"') for word in bad)
    elif isinstance(words, list):
        empty = [word for word in words if not isinstance(word, str) or not word.strip()]
        yield from ((f"{where}: {word!r}", "a word in quotes") for word in empty)
        if name == "wording" and key not in set(map(str, Wording)):
            yield where, "one of " + ", ".join(map(str, Wording))
    elif not isinstance(words, str):
        yield f"{where} = {words!r}", "a list of words in quotes"


def _is_factor(factor: object) -> bool:
    try:
        return isinstance(factor, str) and Fraction(factor) > 0
    except (ValueError, ZeroDivisionError):
        return False
