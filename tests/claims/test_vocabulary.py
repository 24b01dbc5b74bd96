"""The patterns of the vocabulary find what plain lists of words would find, only sooner."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from jiedui.figures.binding.surroundings import left_over
from jiedui.figures.binding.words import Choices, any_of, words

SIGNS = st.text("帮扶资金户aB1 ", min_size=1, max_size=4)
WORDS = st.lists(SIGNS.filter(lambda word: word == word.strip()), max_size=6)
TEXTS = st.text("帮扶资金户aAbB1 ,", max_size=24)


def listed(several: list[str]) -> re.Pattern[str]:
    ordered = sorted(set(several), key=lambda word: (-len(word), word))
    shapes = [rf"\b{re.escape(one)}\b" if one.isascii() else re.escape(one) for one in ordered]
    return re.compile("|".join(shapes) or r"(?!)", re.IGNORECASE)


@given(WORDS, TEXTS)
def test_any_of_several_finds_what_their_list_finds(several: list[str], text: str) -> None:
    found = [one.span() for one in any_of(several).finditer(text)]
    assert found == [one.span() for one in listed(several).finditer(text)]


@given(WORDS, WORDS, TEXTS)
def test_several_patterns_explain_what_one_of_all_their_words_does(
    some: list[str], others: list[str], text: str
) -> None:
    together = left_over(text, any_of([*some, *others]))
    assert left_over(text, any_of(some), any_of(others)) == together


@given(TEXTS)
def test_the_figure_named_last_is_the_longest_word_that_ends_last(text: str) -> None:
    figures = [*words().figures.values()]
    whole = f"{text}{figures[0].words[0]}{text}{figures[1].words[-1]}{text}"
    ends = {
        one.code: max((found.end(), len(found[0])) for found in one.pattern.finditer(whole))
        for one in figures
        if one.pattern.search(whole)
    }
    named = Choices.of(figures).named_last(whole)
    assert named is not None
    assert ends[named] == max(ends.values())
