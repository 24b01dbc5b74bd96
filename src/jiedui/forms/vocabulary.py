"""The words of blank forms, read once: each with what it says. Knows no Django."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, NamedTuple

from jiedui.figures.binding.words import words as figure_words
from jiedui.kernel.codes import CATEGORIES, SOURCES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping


class Said(NamedTuple):
    """What one word says: which aspect (subject, family, source ...) and its value."""

    aspect: str
    value: str


@dataclass(frozen=True)
class Vocabulary:
    """The words of forms.

    Attributes:
        said: What each word says; one word may say several things.
        pattern: Any of the words, the longest first.
        fillers: Words that change nothing.
        fields: Fields of work, each narrower than any figure: 教育, 卫生.
        kinds: Those of them that are a kind right before what is counted: its category, "" = none.
        halves: Two halves side by side, which are the whole: 来沪及就地.
        roles: Headings that name no figure (remarks, serial numbers, places ...), by whole text.
    """

    said: Mapping[str, tuple[Said, ...]]
    pattern: re.Pattern[str]
    fillers: frozenset[str]
    fields: frozenset[str]
    kinds: Mapping[str, str]
    halves: re.Pattern[str]
    roles: Mapping[str, str]

    def spans(self, text: str) -> Iterator[tuple[int, int, tuple[Said, ...]]]:
        """Yield the words of a text from left to right, the longest at each place."""
        spans = [found.span() for found in self.pattern.finditer(text)]
        known = {at for start, end in spans for at in range(start, end)}
        for start, end in spans:
            beside = {start - 1, end} - known
            is_torn = end - start == 1 and any(_is_sign(text, at) for at in beside)
            said = self.said.get(text[start:end], ())
            if not (is_torn and said):
                yield start, end, said

    def kinds_in(self, text: str) -> Iterator[tuple[str, str]]:
        """Yield the idle words that set a kind apart from what is counted right behind them."""
        kind, ended = "", -1
        for start, end, several in self.spans(text):
            word = text[start:end]
            counts = any(one.aspect == "subject" and one.value in _COUNTED for one in several)
            if kind and start == ended and counts:
                yield kind, self.kinds[kind]
            is_between = kind and start == ended and word in _BETWEEN
            kind = word if word in self.kinds and not several else (kind if is_between else "")
            ended = end


def _is_sign(text: str, at: int) -> bool:
    """Whether a Chinese sign stands at a place: 批 of 批复 is no batch."""
    return 0 <= at < len(text) and "\u4e00" <= text[at] <= "\u9fff"


_COUNTED = {"projects", "money", "cost", "training", "registered"}
_BETWEEN = frozenset("类 方面 的 帮扶 援助 支援 扶贫 协作 援建 建设".split())
_SECTIONS = {
    "subjects": "subject",
    "families": "family",
    "operations": "operation",
    "compares": "compares",
    "times": "time",
    "statuses": "status",
    "stages": "stage",
    "sources": "source",
    "categories": "category",
}


@cache
def vocabulary() -> Vocabulary:
    """Return the vocabulary of forms: its own words and those of the figures.

    Raises:
        ValueError: It names a source or a category that there is none of.
    """
    told = tomllib.loads((files(__package__) / "words.toml").read_text("utf-8"))
    said: dict[str, list[Said]] = {}
    _from_figures(told, said)
    _from_sections(told, said)
    for word, code in figure_words().category_words.items():
        if code not in {"DONATION", "CONSUMPTION", "LABOUR"}:
            _add(said, word, Said("category", code))
    for word, (subject, family) in told["counted"].items():
        said[_plain(word)] = [Said("subject", subject), Said("family", family)]
    for word in told["donation"]["words"]:
        said[_plain(word)] = [Said("donation", "1")]
    for several in told["narrower"].values():
        for word in several:
            said[_plain(word)] = [Said("narrower", word)]
    roles = {_plain(word): role for role, several in told["roles"].items() for word in several}
    fillers = frozenset(_plain(word) for several in told["fillers"].values() for word in several)
    known = sorted({*said, *fillers}, key=lambda word: (-len(word), word))
    pattern = re.compile("|".join(re.escape(word) for word in known))
    meant = {word: tuple(one) for word, one in said.items()}
    fields = frozenset(told["narrower"]["fields"])
    halves = _halves(told["halves"].values())
    return Vocabulary(meant, pattern, fillers, fields, told["kinds"], halves, roles)


def _halves(pairs: Iterable[tuple[list[str], list[str]]]) -> re.Pattern[str]:
    """Return a pattern of two halves that stand side by side, whichever comes first."""
    sides = [("|".join(one), "|".join(other)) for one, other in pairs]
    turned = [one for pair in sides for one in (pair, pair[::-1])]
    beside = r"(?:培训)?(?:[、和及与+/]|以及)*"
    return re.compile("|".join(f"(?:{one}){beside}(?:{other})" for one, other in turned))


def _from_figures(told: dict[str, Any], said: dict[str, list[Said]]) -> None:
    """Take over the words of figures, each as its subject."""
    for code, (subject, implied) in told["from_figures"].items():
        aspect = "operation" if implied in told["operations"] else "family"
        for word in figure_words().figures[code].words:
            _add(said, word, Said("subject", subject))
            if implied:
                _add(said, word, Said(aspect, implied))


def _from_sections(told: dict[str, Any], said: dict[str, list[Said]]) -> None:
    """Take the words of every section, and of the roles that stand inside a label."""
    sections = [(aspect, told[name]) for name, aspect in _SECTIONS.items()]
    sections.append(("role", {name: told["roles"][name] for name in ("total", "of_which")}))
    for aspect, values in sections:
        for value, several in values.items():
            _refuse_unknown(aspect, value)
            for word in several:
                _add(said, word, Said(aspect, value))


def _add(said: dict[str, list[Said]], word: str, one: Said) -> None:
    several = said.setdefault(_plain(word), [])
    if all(other.aspect != one.aspect for other in several):
        several.append(one)


def _plain(word: str) -> str:
    return "".join(word.split())


def _refuse_unknown(aspect: str, value: str) -> None:
    there = {"source": {*SOURCES, "FISCAL"}, "category": {*CATEGORIES}}.get(aspect)
    if there is not None and value not in there:
        raise ValueError(f"words.toml names a {aspect} that there is none of: {value}")
