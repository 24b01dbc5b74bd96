"""Short phrases said in another language by pattern, as refusals tell what they found.

A pattern matches a whole phrase; its groups, which hold values of cells and names, are carried over
as they stand. Knows no Django.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable


class Phrases:
    """Patterns of phrases and how each is said; the first that matches is taken."""

    def __init__(self, said: Iterable[tuple[str, str | Callable[[re.Match[str]], str]]]) -> None:
        r"""Compile the patterns.

        Args:
            said: Regular expressions, each with its words, in which `\1` is its first group, or
                with what words a match.
        """
        self._said = [(re.compile(pattern), words) for pattern, words in said]

    def of(self, phrase: str) -> str | None:
        """Return how a phrase is said; None where nobody has worded it."""
        for pattern, words in self._said:
            found = pattern.fullmatch(phrase)
            if found is not None:
                return found.expand(words) if isinstance(words, str) else words(found)
        return None
