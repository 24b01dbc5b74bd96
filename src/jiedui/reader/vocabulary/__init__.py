"""The reader's words as data: term -> concept, in TOML files an office can extend.

Each file groups words by the concept they stand for: `units.toml` says what a measure word
measures, `nouns.toml` what a count of 个 counts, `sources.toml` whose money, `categories.toml`
which sector, `wording.toml` how exactly, `frames.toml` who does what to whom, `distractors.toml`
what is no business of the book, `sides.toml` which side a province leans to. A folder
of files of the same names adds words (and concepts) to them (`additions`); nothing is taken away.
"""

from __future__ import annotations

import functools
import re
import tomllib
from dataclasses import dataclass, field
from fractions import Fraction
from importlib import resources
from typing import TYPE_CHECKING, TypeAlias

from jiedui.kernel.quantity import Wording
from jiedui.reader.signs import bits_of
from jiedui.reader.vocabulary.additions import added_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path
from typing import Any

Words: TypeAlias = list[str] | dict[str, str] | str
"""Words of a concept, their factors, or its official wording."""

Table: TypeAlias = dict[str, dict[str, Any]]
"""Concept to its lists of words, as a TOML file holds them."""

FILES = ("units", "nouns", "wording", "sources", "categories", "frames", "distractors", "sides")


@dataclass(frozen=True, slots=True)
class UnitWord:
    """What a measure word stands for.

    Attributes:
        kind: A measure (money, items ...) or person, thing, duration, outside.
        factor: How many base units one of it makes.
    """

    kind: str
    factor: int | Fraction = 1


@dataclass(frozen=True, slots=True, eq=False)
class Vocabulary:
    """Every word the reader knows, by concept.

    Attributes:
        units: Measure word to what it measures.
        nouns: Counted noun to its measure.
        before: Word before a number to its wording.
        middle: Sign inside or right after a number to its wording.
        after: Word after the unit to its wording.
        sources: Word to the code of a source.
        source_names: Code of a source to its official wording.
        categories: Word to its sector.
        frames: Group and list to words (`frames["give"]["words"]`).
        distractors: List to words.
        leaning: First two digits of a province to 2 (gives), -1 (middle) or -2 (receives).
        plain_stems: Bare stems that are everyday words and no places.
        doubtful_stems: Bare stems that are places only when named with their rank as well.
    """

    units: dict[str, UnitWord]
    nouns: dict[str, str]
    before: dict[str, Wording]
    middle: dict[str, Wording]
    after: dict[str, Wording]
    sources: dict[str, str]
    source_names: dict[str, str]
    categories: dict[str, str]
    frames: Table
    distractors: Table
    leaning: dict[str, int]
    plain_stems: frozenset[str]
    doubtful_stems: frozenset[str]
    patterns: dict[tuple[str, ...], re.Pattern[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Give the signs that begin its words their bits before a number asks for its own."""
        for group, lists in self.frames.items():
            self.signs(group, *lists)

    def pattern(self, group: str, *names: str) -> re.Pattern[str]:
        """Return one compiled pattern of the words of a group's lists in `frames`."""
        key = (group, *(names or ("words",)))
        if key not in self.patterns:
            words = [word for name in key[1:] for word in self.frames[group][name]]
            self.patterns[key] = any_of(words)
        return self.patterns[key]

    def signs(self, group: str, *names: str) -> int:
        """Return the bits of the signs that begin the words of a group's lists in `frames`."""
        lists = (self.frames[group][name] for name in names or ("words",))
        return bits_of(word[0] for words in lists for word in words)

    def distracting(self, name: str) -> re.Pattern[str]:
        """Return one compiled pattern of a list of distractors."""
        key = ("distractors", name)
        if key not in self.patterns:
            self.patterns[key] = any_of(self.distractors[name]["words"])
        return self.patterns[key]

    def naming(self, name: str) -> re.Pattern[str]:
        """Return one compiled pattern of the words of `nouns`, `sources` or `categories`."""
        key = ("naming", name)
        if key not in self.patterns:
            self.patterns[key] = any_of(getattr(self, name))
        return self.patterns[key]


def any_of(words: Iterable[str]) -> re.Pattern[str]:
    """Return a pattern of any of the words, the longest first; Latin ones as whole words."""
    return re.compile(alternatives(words) or r"(?!)")


def alternatives(words: Iterable[str]) -> str:
    """Return a regular expression of any of the words, shared beginnings once.

    Every branch begins with a plain sign, so that a search leaps to where one of them stands; the
    boundary before a Latin word is therefore looked for behind its first letter.
    """
    tree: dict[str, Any] = {}
    for word in words:
        node = tree
        for sign in word:
            node = node.setdefault(sign, {})
        node[""] = word
    return _branches(tree)


def _branches(tree: dict[str, Any], depth: int = 0) -> str:
    """Return the expression of a tree of words by their signs, longer words before shorter."""
    branches = []
    for sign, below in tree.items():
        if sign:
            first = rf"(?<=\b{re.escape(sign)})" if not depth and _is_latin(sign) else ""
            branches.append(re.escape(sign) + first + _branches(below, depth + 1))
    if "" in tree:
        branches.append(r"\b" if _is_latin(tree[""][-1]) else "")
    return branches[0] if len(branches) == 1 else f"(?:{'|'.join(branches)})"


def _is_latin(sign: str) -> bool:
    return sign.isascii() and sign.isalpha()


def vocabulary(extra: Path | None = None) -> Vocabulary:
    """Return the vocabulary, with the words of an office's own folder added.

    Args:
        extra: A folder with files named as ours; those that are missing add nothing.

    Raises:
        Refused: A file of the folder cannot be used, and why.
    """
    return _vocabulary(extra, _changed(extra))


@functools.lru_cache(maxsize=8)
def _vocabulary(extra: Path | None, _changed: tuple[int, ...]) -> Vocabulary:
    """Return a vocabulary, made anew when one of the office's files has changed."""
    return _made({name: _table(name, extra) for name in FILES})


def _changed(extra: Path | None) -> tuple[int, ...]:
    """Return when each of the office's files was last written, 0 where there is none."""
    if extra is None:
        return ()
    files = (extra / f"{name}.toml" for name in FILES)
    return tuple(file.stat().st_mtime_ns if file.is_file() else 0 for file in files)


def _table(name: str, extra: Path | None) -> Table:
    own = resources.files("jiedui.reader.vocabulary").joinpath(f"{name}.toml")
    table: Table = tomllib.loads(own.read_text(encoding="utf-8"))
    added = extra / f"{name}.toml" if extra else None
    if added is not None and added.is_file():
        for group, lists in added_words(added).items():
            kept = table.setdefault(group, {})
            for key, words in lists.items():
                kept[key] = _joined(kept.get(key), words)
    return table


def _joined(kept: Words | None, added: Words) -> Words:
    if isinstance(kept, list) and isinstance(added, list):
        return [*added, *kept]
    if isinstance(kept, dict) and isinstance(added, dict):
        return {**kept, **added}
    return added


def _made(tables: Mapping[str, Table]) -> Vocabulary:
    wording = tables["wording"]
    lean = tables["sides"]["leaning"]
    return Vocabulary(
        units=dict(_units(tables["units"])),
        nouns=_inverted(tables["nouns"]),
        before=_wordings(wording["before"]),
        middle=_wordings(wording["middle"]),
        after=_wordings(wording["after"]),
        sources=_inverted(tables["sources"]),
        source_names={code: str(lists["zh"]) for code, lists in tables["sources"].items()},
        categories={
            word: sector
            for sector, words in reversed(tables["categories"]["sectors"].items())
            for word in words
        },
        frames=tables["frames"],
        distractors=tables["distractors"],
        leaning={
            digits: weight
            for name, weight in (("gives", 2), ("middle", -1), ("receives", -2))
            for digits in lean[name]
        },
        plain_stems=frozenset(tables["sides"]["stems"]["words"]),
        doubtful_stems=frozenset(tables["sides"]["stems"]["names"]),
    )


def _inverted(table: Table) -> dict[str, str]:
    return {word: concept for concept, lists in table.items() for word in lists["words"]}


def _wordings(groups: dict[str, list[str]]) -> dict[str, Wording]:
    return {word: Wording(name) for name, words in groups.items() for word in words}


def _units(table: Table) -> Iterable[tuple[str, UnitWord]]:
    for kind, lists in table.items():
        for word in lists["words"]:
            yield word, UnitWord(kind)
        factors: Mapping[str, str] = dict(lists.get("factors", {}))
        for word, factor in factors.items():
            many = Fraction(factor)
            whole = many.denominator == 1
            yield word, UnitWord(kind, many.numerator if whole else many)
