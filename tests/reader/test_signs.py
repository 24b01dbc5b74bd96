"""A rule that waits for signs finds nothing without them: each of its matches holds one."""

from __future__ import annotations

from re import _constants as kinds  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import TYPE_CHECKING, Any

import pytest

from jiedui.reader import (
    afar,
    bothends,
    calling,
    changes,
    complete,
    divisions,
    frames,
    gifts,
    grand,
    lists,
    noted,
    planning,
    remainders,
    sense,
    turned,
)
from jiedui.reader.signs import _BITS, ANY, bits_in, bits_of
from jiedui.reader.vocabulary import vocabulary

if TYPE_CHECKING:
    import re
    from collections.abc import Iterable

    Token = tuple[Any, Any]

WAITING = [
    (changes._EARLIER, changes._EARLIER_SIGNS),
    (changes._COMPARES_WITH, changes._WITH),
    (changes._COMPARED, changes._TO),
    (changes._CHANGED_BY, changes._STEPS),
    (changes._MORE, changes._THAN_THEN),
    (changes._MOVED, changes._BECOMING),
    (turned._CHANGES, turned._TURNS),
    (turned._JUST_CHANGES, turned._TURNS),
    (gifts._BRINGS, gifts._SENDS),
    (gifts._BROUGHT, gifts._HANDS),
    (gifts._GIVERS, gifts._NAMES),
    (gifts._FIRM_GIVES, gifts._NAMES),
    (frames._TO_WORDS, frames._GIVEN),
    (noted._BY, noted._COMPARES),
    (noted._ADDS, noted._SUMS),
    (lists._MARKED, lists._MARKS),
    (complete._IN_TURN, complete._TURN_SIGNS),
    (bothends._IN_TURN, bothends._TURNS),
    (grand._JUST, grand._JUST_SIGNS),
    (grand._TOGETHER, grand._TOGETHER_SIGNS),
    (planning._TARGET, planning._AIMS),
    (planning._MEANT_BEHIND, planning._MEANS),
    (planning._NOT_YET_BEHIND, planning._LACKS),
    (sense._EACH_COSTS, sense._EACH_SIGNS),
    (remainders._SUNK, remainders._SINKS),
    (remainders.LEFT, remainders.LEFT_SIGNS),
    (remainders._SETTLED, remainders._REMAINS),
    (remainders.LEFT, afar._LEAVES),
    (afar._NOT_DONE, afar._LEAVES),
    (afar._CHANGES, afar._STEPS),
]


def signs_of(bits: int) -> set[str]:
    return {sign for sign, bit in _BITS.items() if bits & bit}


def needs(tokens: Iterable[Token], signs: set[str]) -> bool:
    """Whether whatever a part of a parsed expression matches holds one of the signs."""
    return any(_item_needs(token, signs) for token in tokens)


def _item_needs(token: Token, signs: set[str]) -> bool:
    kind, value = token
    if kind is kinds.LITERAL:
        return chr(value) in signs
    if kind is kinds.IN:
        return all(one is kinds.LITERAL and chr(sign) in signs for one, sign in value)
    if kind is kinds.BRANCH:
        return all(needs(branch, signs) for branch in value[1])
    if kind is kinds.SUBPATTERN:
        return needs(value[3], signs)
    if kind in (kinds.MAX_REPEAT, kinds.MIN_REPEAT):
        return value[0] > 0 and needs(value[2], signs)
    return False


@pytest.mark.parametrize(("pattern", "bits"), WAITING, ids=map(str, range(len(WAITING))))
def test_every_match_holds_a_sign_that_is_waited_for(pattern: re.Pattern[str], bits: int) -> None:
    assert needs(parser.parse(pattern.pattern), signs_of(bits))


def opens(tokens: Iterable[Token], signs: set[str]) -> bool:
    """Whether whatever a part of an expression matches begins with one of the signs.

    What begins with any letter, as 本月 behind a letter does, is looked ahead for as it is.
    """
    for kind, value in tokens:
        if kind is kinds.BRANCH:
            return all(opens(branch, signs) for branch in value[1])
        if kind is kinds.MAX_REPEAT:
            if not opens(value[2], signs):
                return False
            if value[0] > 0:
                return True
        elif kind is kinds.IN and value[0][0] is kinds.NEGATE:
            return True
        else:
            return _item_needs((kind, value), signs)
    return False


@pytest.mark.parametrize("verbs", [calling._VERBS, sense._VERBS], ids=["calling", "sense"])
def test_every_verb_begins_with_a_sign_looked_ahead_for(verbs: re.Pattern[str]) -> None:
    ahead, _, words = verbs.pattern.removeprefix("(?=").partition("])(?:")
    assert opens(parser.parse(words.removesuffix(")")), set(ahead.rpartition("[")[2]))


def test_every_division_by_kind_holds_a_sign_looked_ahead_for() -> None:
    ahead, _, words = divisions.BY_KIND.pattern.partition("])")
    assert needs(parser.parse(words), set(ahead.rpartition("[")[2]))


def test_words_of_a_list_begin_with_its_signs() -> None:
    words = vocabulary()
    for group, names in (("total", ("words",)), ("share", ("rest",))):
        signs = signs_of(words.signs(group, *names))
        assert all(word[0] in signs for name in names for word in words.frames[group][name])


def test_bits_tell_which_signs_words_hold() -> None:
    more, less = bits_of("增"), bits_of("减")
    assert bits_in("增加了") & more
    assert not bits_in("增加了") & less
    assert bits_of("增减") == more | less
    assert ANY & more
    assert bits_in("") == 0
