"""The vocabulary that binds words to figures, read once from `words.toml`."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from jiedui.figures.catalogue import FIGURES
from jiedui.kernel.codes import CATEGORIES, SOURCES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


@dataclass(frozen=True, slots=True)
class FigureWords:
    """The words that name one figure.

    Attributes:
        code: The figure.
        reads: Measures of the reader that it can answer.
        words: What names it; the figure's official wording is among them.
        is_named: Whether one of the words must stand there (else it is the measure's usual one).
        pattern: What finds its words.
    """

    code: str
    reads: frozenset[str]
    words: tuple[str, ...]
    is_named: bool
    pattern: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Choices:
    """Figures of which a text may name one.

    Attributes:
        figures: The figures.
        pattern: What finds a word of any of them: a text without one is not looked through again.
    """

    figures: tuple[FigureWords, ...]
    pattern: re.Pattern[str]

    @classmethod
    def of(cls, figures: Iterable[FigureWords]) -> Choices:
        """Return some figures as choices."""
        several = tuple(figures)
        return cls(several, any_of(word for one in several for word in one.words))

    def named_last(self, text: str) -> str | None:
        """Return the figure whose word stands last, the longest of those that end there."""
        if not self.pattern.search(text):
            return None
        best: tuple[int, int, str] | None = None
        for one in self.figures:
            for found in one.pattern.finditer(text):
                at = (found.end(), len(found.group()), one.code)
                if best is None or at[:2] > best[:2]:
                    best = at
        return None if best is None else best[2]


@dataclass(frozen=True)
class Words:
    """The whole vocabulary; patterns match the longest word first.

    Attributes:
        figures: Words of every figure, by code.
        sources: Code of the book by source code of the reader.
        source_words: Pattern of source words, and code by word.
        category_words: The same of categories.
        falls: Figure of the difference by figure of the stock.
        fall_rates: Figure of the rate by figure of the stock.
        by_measure: The figures that each measure of the reader may be.
        stocks: The figures that `fall_rates` knows.
    """

    figures: Mapping[str, FigureWords]
    sources: Mapping[str, str]
    source_words: Mapping[str, str]
    category_words: Mapping[str, str]
    falls: Mapping[str, str]
    fall_rates: Mapping[str, str]
    fall: re.Pattern[str]
    fall_to: re.Pattern[str]
    fall_rate: re.Pattern[str]
    verbs: re.Pattern[str]
    wholes: re.Pattern[str]
    gift_totals: re.Pattern[str]
    examples: re.Pattern[str]
    known: re.Pattern[str]

    by_measure: Mapping[str, Choices]
    stocks: Choices

    def naming(self, measure: str) -> Choices:
        """Return the figures that a measure of the reader may be."""
        return self.by_measure.get(measure, _NO_CHOICE)


@cache
def words() -> Words:
    """Return the vocabulary.

    Raises:
        ValueError: It names a figure, a source or a category that there is none of.
    """
    told = tomllib.loads((files(__package__) / "words.toml").read_text("utf-8"))
    found = {code: _figure(code, one) for code, one in told["figures"].items()}
    _refuse_unknown(found, FIGURES)
    _refuse_unknown(told["source_words"], SOURCES)
    _refuse_unknown(told["category_words"], CATEGORIES)
    falls = told["falls"]
    lists: list[Iterable[str]]
    lists = [told[name]["words"] for name in ("verbs", "wholes", "fillers", "gift_totals")]
    lists += [falls["words"], falls["to"], falls["rate"], told["examples"]["words"]]
    lists += [one.words for one in found.values()]
    lists += [*told["source_words"].values(), *told["category_words"].values()]
    return Words(
        found,
        told["sources"],
        _coded(told["source_words"]),
        _coded(told["category_words"]),
        falls["of"],
        falls["rates"],
        fall=any_of(falls["words"]),
        fall_to=any_of(falls["to"]),
        fall_rate=any_of(falls["rate"]),
        verbs=any_of(told["verbs"]["words"]),
        wholes=any_of(told["wholes"]["words"]),
        gift_totals=any_of(told["gift_totals"]["words"]),
        examples=any_of(told["examples"]["words"]),
        known=any_of(word for one in lists for word in one),
        by_measure={
            measure: Choices.of(one for one in found.values() if measure in one.reads)
            for measure in {measure for one in found.values() for measure in one.reads}
        },
        stocks=Choices.of(found[code] for code in falls["rates"]),
    )


def any_of(several: Iterable[str]) -> re.Pattern[str]:
    """Return a pattern of any of the words, the longest first; English ones as whole words."""
    return _any_of(tuple(several))


@lru_cache(maxsize=512)
def _any_of(several: tuple[str, ...]) -> re.Pattern[str]:
    heads: dict[str, list[str]] = {}
    for word in sorted({*several} - {""}, key=lambda word: (-len(word), word)):
        for sign in sorted({word[0].lower(), word[0].upper()}):
            heads.setdefault(sign, []).append(_rest_of(word, sign))
    shapes = (rf"{re.escape(sign)}(?:{'|'.join(rests)})" for sign, rests in heads.items())
    return re.compile("|".join(shapes) or r"(?!)")


def _rest_of(word: str, sign: str) -> str:
    """Return the expression of a word behind its first sign, in whatever case.

    Every branch of the whole begins with a plain sign, so that a search leaps to where one stands;
    the boundary before an English word is therefore looked for behind its first letter.
    """
    rest = re.escape(word[1:])
    rest = f"(?i:{rest})" if word[1:].lower() != word[1:].upper() else rest
    return rf"(?<=\b{re.escape(sign)}){rest}\b" if word.isascii() else rest


def _figure(code: str, told: dict[str, Any]) -> FigureWords:
    figure = FIGURES.get(code)
    official = (figure.zh, figure.en) if figure else ()
    named = tuple(dict.fromkeys((*official, *told["words"])))
    reads = frozenset(told["reads"])
    return FigureWords(code, reads, named, told.get("needs", False), any_of(named))


_NO_CHOICE = Choices((), any_of(()))


def _coded(lists: dict[str, list[str]]) -> dict[str, str]:
    pairs = ((word, code) for code, several in lists.items() for word in several)
    return dict(sorted(pairs, key=lambda pair: -len(pair[0])))


def _refuse_unknown(named: Iterable[str], there: Mapping[str, object]) -> None:
    wrong = [code for code in named if code not in there]
    if wrong:
        raise ValueError(f"words.toml names what there is none of: {', '.join(wrong)}")
