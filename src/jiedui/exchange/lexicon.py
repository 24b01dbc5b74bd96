"""The heading words of every kind: by exact word, by group and word, by what they say.

Knows no Django.
"""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING

from jiedui.exchange.englishheadings import headings_of
from jiedui.exchange.headingforms import OF_WHICH, forms_of
from jiedui.exchange.headingwords import word_of
from jiedui.exchange.kinds import KINDS
from jiedui.exchange.kinds.declaration import FieldKind
from jiedui.exchange.thesaurus import sayings
from jiedui.reader.text import normal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jiedui.exchange.kinds.declaration import Field, Kind

SAYS_THE_SAME = (78, 74, 66)
"""The scores of a heading that says the same as a known one, the closest first."""

_WHO_COUNTED = (
    ("户", frozenset(("户", "户数", "总户数", "农户数", "家庭数"))),
    ("人", frozenset(("人", "人数", "总人数", "人口", "人口数", "总人口"))),
)


class Lexicon:
    """The headings of one kind, by exact word, by group and word, and by part."""

    def __init__(self, kind: Kind) -> None:
        self.kind = kind
        self.exact: dict[str, list[Field]] = {}
        self.grouped: list[tuple[str, str, Field]] = []
        self.parts: list[tuple[str, Field]] = []
        self.of_registered = [one for one in kind.fields if one.zh.startswith(OF_WHICH)]
        for field in kind.fields:
            for heading in (field.zh, *field.headings.split()):
                group, bar, leaf = heading.partition("|")
                if bar:
                    self.grouped.append((normal(group), normal(leaf), field))
                else:
                    self.exact.setdefault(word_of(heading).text, []).append(field)
            self.parts.extend((normal(part), field) for part in field.parts.split())
        own = frozenset(self.exact)
        for text in own:
            for field in self.exact[text][:1]:
                for form in forms_of(field, text):
                    if form not in own:
                        self.exact.setdefault(form, [field])
        self.own = own
        self._take_english()

    def _take_english(self) -> None:
        """Take the English headings of every field, behind what the same letters mean before."""
        for field in self.kind.fields:
            for text in headings_of(self.kind, field):
                meant = self.exact.setdefault(text, [])
                if field not in meant:
                    meant.append(field)

    def counted(self, text: str) -> Iterator[Field]:
        """Yield the one field of a kind that counts what a bare word says: 户数, 人."""
        who = next((who for who, said in _WHO_COUNTED if text in said), "")
        able = [
            one
            for one in self.kind.fields
            if one.kind is FieldKind.COUNT
            and one.zh.endswith((f"{who}数", f"{who}口数"))
            and not one.zh.startswith(OF_WHICH)
        ]
        if who and len(able) == 1:
            yield able[0]

    @functools.cached_property
    def said(self) -> tuple[dict[str, Field | None], ...]:
        """The field that each saying of known words means; None where it means several."""
        found: tuple[dict[str, Field | None], ...] = tuple({} for _ in SAYS_THE_SAME)
        for text in self.own:
            field = self.exact[text][0]
            for one, words in zip(found, sayings(text), strict=True):
                other = one.setdefault(words, field)
                if other is not None and other.name != field.name:
                    one[words] = None
        return found


@functools.cache
def lexicon(code: str) -> Lexicon:
    """Return the heading words of a kind by its code."""
    return Lexicon(KINDS[code])


@functools.cache
def known_words() -> frozenset[str]:
    """Return every exact heading word of every kind, and every word under a group."""
    words = {word for code in KINDS for word in lexicon(code).exact}
    return frozenset(words | {leaf for code in KINDS for _, leaf, _ in lexicon(code).grouped})


@functools.cache
def known_sayings() -> frozenset[str]:
    """Return what the exact heading words of every kind say, closely."""
    return frozenset(
        words
        for code in KINDS
        for one in lexicon(code).said[:2]
        for words, field in one.items()
        if field is not None
    )


@functools.cache
def known_parts() -> re.Pattern[str]:
    """Return a pattern of the longer words that make a heading likely in any kind."""
    parts = {part for code in KINDS for part, _ in lexicon(code).parts if len(part) > 2}
    return re.compile("|".join(map(re.escape, sorted(parts))))
