"""How much a text speaks for standing in a heading, and how well one fits a field of a kind.

Knows no Django.
"""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING

from jiedui.exchange.asides import is_aside
from jiedui.exchange.englishheadings import LONGEST
from jiedui.exchange.headingedges import edge_field
from jiedui.exchange.headingforms import composed, is_of_registered, is_remark, is_whole, plainer
from jiedui.exchange.headingsides import SIDE, side_field
from jiedui.exchange.headingwords import GENERIC, group_date, word_of
from jiedui.exchange.kinds.declaration import FieldKind
from jiedui.exchange.lexicon import SAYS_THE_SAME, known_parts, known_sayings, known_words, lexicon
from jiedui.exchange.thesaurus import sayings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from jiedui.exchange.headingwords import Word
    from jiedui.exchange.kinds.declaration import Field
    from jiedui.exchange.lexicon import Lexicon

PLAINER = 84
"""The score of a heading whose words are known without its month, place or companion."""

_COMPOSED = 86
"""The score of a known heading that a group's words and a common word below make together."""

_BY_UNIT = 93
"""The score of a heading whose unit only one field of the kind has: days."""

_OF_UNIT = {
    "天": "days",
    "期": "batches",
    "批": "batches",
    "批次": "batches",
    "人次": "person_times",
}
_BY_VALUES = 90
"""The score of a heading that lists what its values are: 党政/专技, 资金或物资."""

_LONGEST_HEADING = 24
_OR = re.compile(r"[/或、]")
_SHARES = frozenset("%‰")
_COUNTS = frozenset((FieldKind.COUNT, FieldKind.MONEY, FieldKind.FIGURE, FieldKind.QUANTITY))
_SAID_SURELY = 80
_OF_DAYS = re.compile(r"(?:日期|时间|年月|年月日)$")
_DAYS = frozenset(
    (
        FieldKind.DATE,
        FieldKind.SPAN,
        FieldKind.MONTH,
        FieldKind.AS_OF,
        FieldKind.PERIOD,
        FieldKind.YEAR,
        FieldKind.COUNT,
    )
)
"""Kinds of field that a heading ending as one of days may mean by likeness: 培训时间(天)."""

_COUNTED_ONCE = 74
"""The score of a word that only says who is counted, where the kind counts these in one field."""

_LONG_ENDING, _LONG = 75, 4
_ENDING = 47
"""The score of a heading that ends with a known one, whatever stands before it."""

_COMMON_SENSE = 46
"""The score of a heading that says the same as a word too common to speak for a field."""

_COUNTED = frozenset(("户", "人", "户数", "人数"))
"""Common words that say what is counted, whatever stands above them."""

_WORDS = frozenset((FieldKind.TEXT, FieldKind.PARTY))
_OF_NUMBERS = ("数", "数量", "率", "额", "金额")
"""Ends of headings over numbers: they never say a field of words by what they say alone."""

_TURNS = re.compile(r"上年|去年|上月|上期|同期|同比|未|非|人均|户均|原|变更|调整|剩余|除")
"""Words before a known heading that make another of it."""

_ASIDE = frozenset(("seq", "remark", "year", "county"))
"""Fields that the end of a heading alone never says."""

_SAID_LONGEST = 12
_SHORT = 3

_SAYS_WHAT = frozenset(
    (
        "日期 时间 开始 结束 起 止 自 至 类别 类型 形式 地点 地区 电话 文号 方式 性质 "
        "领域 专业 依据 天 县 州 进度"
    ).split()
)
"""Common words that say another thing of a group than what the group is."""

_RATHER = 9
"""How much more a heading says that is meant rather than another of the same field."""

_FARTHER = 8
"""How much less a group heading says with every level between it and the column's own."""


@functools.lru_cache(maxsize=8192)
def heading_weight(text: str) -> int:
    """Return how much a text speaks for standing in a heading: 0 not, 1 a little, 2 certainly."""
    word = word_of(text)
    if len(word.text) > (LONGEST if word.text.isascii() else _LONGEST_HEADING):
        return 0
    for said in (word.text, word.bare):
        if said in known_words():
            return 1 if said in GENERIC else 2
    if _is_said(word.text):
        return 2 if len(word.text) > _SHORT else 1
    if group_date(text) or (word.unit and len(word.text) < 12):
        return 1
    return 1 if len(word.text) <= 14 and known_parts().search(word.text) else 0


def _is_said(text: str) -> bool:
    """Whether a text without numbers says closely what a known heading says."""
    if not _SHORT <= len(text) <= _SAID_LONGEST or any(sign.isdigit() for sign in text):
        return False
    said = (words for words in sayings(text)[:2] if not words.startswith("@"))
    return any(words in known_sayings() for words in said)


def is_known(text: str) -> bool:
    """Whether a text is a heading word that some kind knows, or closely says what one says."""
    word = word_of(text)
    return word.text in known_words() or word.bare in known_words() or _is_said(word.text)


_LONGEST = 500
"""A longer text is no heading, whatever it begins or ends with."""


@functools.lru_cache(maxsize=16384)
def fits(code: str, levels: tuple[str, ...]) -> tuple[tuple[int, Field], ...]:
    """Return the fields of a kind that a column's heading may mean, with a score, the best first.

    Scores: from 80 the heading says it, from 50 it says it in common words, below it only hints.

    Args:
        code: The kind.
        levels: The heading's levels from the top, as they stand in the file.
    """
    words = [word_of(level) for level in levels if level]
    if not words or any(len(level) > _LONGEST for level in levels):
        return ()
    scores: dict[int, tuple[int, Field]] = {}
    is_day = _OF_DAYS.search(words[-1].bare) is not None
    for score, field in map(_preferred(words[-1].text), _offers(lexicon(code), words)):
        if is_day and score < _SAID_SURELY and field.kind not in _DAYS:
            continue
        if words[-1].unit in _SHARES and field.kind in _COUNTS:
            continue
        if score > scores.get(id(field), (0, field))[0]:
            scores[id(field)] = (score, field)
    return tuple(sorted(scores.values(), key=lambda one: -one[0]))


def _preferred(leaf: str) -> Callable[[tuple[int, Field]], tuple[int, Field]]:
    """Return what raises the score of a field that a heading means rather than others do."""

    def raised(offer: tuple[int, Field]) -> tuple[int, Field]:
        score, field = offer
        is_meant = score >= PLAINER and any(word in leaf for word in field.rather.split())
        return (score + _RATHER, field) if is_meant else offer

    return raised


def _offers(words_of: Lexicon, words: list[Word]) -> Iterator[tuple[int, Field]]:
    """Yield every field that a heading may mean, with its score."""
    leaf = words[-1]
    yield from _grouped_offers(words_of, words)
    for penalty, text in enumerate((leaf.text, leaf.bare)):
        for at, field in enumerate(words_of.exact.get(text, ())):
            is_common = text in GENERIC and len(words) > 1
            score = 75 if text in _COUNTED else 60
            yield (score if is_common else 92) - at - 2 * penalty, field
    yield from _built_offers(words_of, words)
    yield from _plainer_offers(words_of, leaf.text)
    yield from _said_offers(words_of, leaf)
    if len(words) > 1:
        yield from _joined_offers(words_of, words)
    joined = "".join(word.text for word in words)
    for part, field in () if is_aside(leaf.bare) else words_of.parts:
        if part in joined:
            yield (38 if part in leaf.text else 28) + len(part), field


def _built_offers(words_of: Lexicon, words: list[Word]) -> Iterator[tuple[int, Field]]:
    """Yield the fields that a heading says by what it is made of, in whatever words."""
    kind, leaf, levels = words_of.kind, words[-1], [word.text for word in words]
    by_unit = kind.field(_OF_UNIT[leaf.unit]) if leaf.unit in _OF_UNIT else None
    if by_unit is not None:
        yield _BY_UNIT, by_unit
    for field in words_of.counted(leaf.bare) if len(words) > 1 else ():
        yield _COUNTED_ONCE, field
    edge = edge_field(kind, levels)
    if edge is not None:
        yield edge
    whole = kind.field("total_fen")
    if whole is not None and is_whole(leaf.bare):
        yield PLAINER, whole
    side = side_field(kind, levels)
    if side is not None:
        yield SIDE, side
    parts = [one for one in _OR.split(leaf.text) if one]
    for field in kind.fields if len(parts) > 1 else ():
        if field.shape and all(re.fullmatch(field.shape, one) for one in parts):
            yield _BY_VALUES, field


def _composed_offers(words_of: Lexicon, text: str) -> Iterator[tuple[int, Field]]:
    """Yield the fields that a group's words and a common word below say together."""
    for field in (one for one in words_of.of_registered if is_of_registered(one, text)):
        yield _COMPOSED, field
    if text in words_of.exact:
        yield _COMPOSED, words_of.exact[text][0]
        return
    for at, words in enumerate(sayings(text)):
        said = words_of.said[at].get(words)
        if said is not None and not words.startswith("@") and words not in GENERIC:
            yield SAYS_THE_SAME[at], said


def _plainer_offers(words_of: Lexicon, text: str) -> Iterator[tuple[int, Field]]:
    """Yield the fields that a heading means without what only narrows it, or in another era."""
    for said in plainer(text):
        for at, field in enumerate(words_of.exact.get(said, ())):
            yield (45 if said in GENERIC else PLAINER) - at, field
    for field in words_of.of_registered:
        if is_of_registered(field, text):
            yield PLAINER, field
    remark = words_of.kind.field("remark")
    if remark is not None and is_remark(text):
        yield PLAINER, remark


def _said_offers(words_of: Lexicon, leaf: Word) -> Iterator[tuple[int, Field]]:
    """Yield the fields that an unknown heading means because a known one says the same."""
    texts = dict.fromkeys((leaf.text, leaf.bare))
    if any(text in words_of.exact for text in texts) or is_aside(leaf.bare):
        return
    for text in texts:
        for at, words in enumerate(sayings(text)):
            field = words_of.said[at].get(words)
            if field is None or (field.kind in _WORDS and text.endswith(_OF_NUMBERS)):
                continue
            is_common = words.startswith("@") or words in GENERIC
            yield _COMMON_SENSE if is_common else SAYS_THE_SAME[at], field
    yield from _ending_offers(words_of, leaf.bare)


def _ending_offers(words_of: Lexicon, text: str) -> Iterator[tuple[int, Field]]:
    """Yield the fields of the longest known heading that an unknown one ends with."""
    for at in range(1, len(text) - 1):
        is_known = text[at:] in words_of.own and text[at:] not in GENERIC
        if is_known and not _TURNS.search(text[:at]):
            field = words_of.exact[text[at:]][0]
            if field.name not in _ASIDE:
                is_long = len(text[at:].removesuffix("名称")) >= _LONG and field.kind in _WORDS
                yield _LONG_ENDING if is_long else _ENDING, field
            return


def _grouped_offers(words_of: Lexicon, words: list[Word]) -> Iterator[tuple[int, Field]]:
    """Yield the fields that a heading means under its group headings, the nearest first."""
    leaf, above = words[-1], [word.text for word in words[-2::-1]]
    for group, name, field in words_of.grouped:
        if name in (leaf.text, leaf.bare):
            far = next((at for at, text in enumerate(above) if group in text), None)
            if far is not None:
                said = 0 if group in GENERIC else len(group)
                yield 100 + said - _FARTHER * far, field


def _joined_offers(words_of: Lexicon, words: list[Word]) -> Iterator[tuple[int, Field]]:
    """Yield the fields that several levels say together, or the level above a common word."""
    leaf = words[-1].text
    for text in {words[0].text + leaf, "".join(word.text for word in words)}:
        for field in words_of.exact.get(text, ()):
            yield 90, field
    for text in composed([word.text for word in words]):
        yield from _composed_offers(words_of, text)
    if (words[-1].bare in GENERIC and words[-1].bare not in _SAYS_WHAT) or leaf == "姓名":
        for field in words_of.exact.get(words[-2].text, ()):
            yield 70, field
