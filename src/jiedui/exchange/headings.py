"""Heading words made comparable, their units, and how well a heading fits a field of a kind."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from jiedui.exchange.headingforms import OF_WHICH, forms_of, is_of_registered, plainer
from jiedui.exchange.kinds import KINDS
from jiedui.exchange.kinds.declaration import FieldKind
from jiedui.exchange.thesaurus import sayings
from jiedui.reader.dates import date_of
from jiedui.reader.spans import cut_off_of
from jiedui.reader.text import normal, trimmed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from jiedui.exchange.kinds.declaration import Field, Kind

MONEY_UNITS = {
    "元": 100,
    "千元": 100_000,
    "万元": 1_000_000,
    "百万元": 100_000_000,
    "千万元": 1_000_000_000,
    "亿元": 10_000_000_000,
}
"""Units of money by how many fen they hold."""

UNITS = (
    *MONEY_UNITS,
    *(
        "万人 万户 万人次 户 人 人次 个 批 批次 期 次 天 家 名 项 场 班 笔 件 % ‰ "
        "平方米 亩 公里 对 所 岁 年"
    ).split(),
)
"""Units that headings and unit lines state."""

_UNIT = "|".join(sorted(map(re.escape, UNITS), key=len, reverse=True))
_IN_BRACKETS = re.compile(rf"[(\[{{【](?:单位[::])?((?:{_UNIT})(?:[、,/](?:{_UNIT}))*)[)\]}}】]")
_AT_END = re.compile(rf"(?<=.)(?:[/,,::]|单位[::])((?:{_UNIT}))$")
_NUMBERING = re.compile(
    r"^(?:[(]?[一二三四五六七八九十]{1,2}[)、.]|[(]\d{1,2}[)]|\d{1,2}[、.])(?=\D)"
)
_OF_WHICH = re.compile(r"^(?:#|其中[::]?)")
_BRACKETS = re.compile(r"[(\[【][^()\[\]【】]*[)\]】]")
_STATED_UNIT = re.compile(
    rf"(?:^|[^\w]|[年月日底末今度]|金额|货币|计量|数据|费用|资金|经费)单位[::为]*((?:{_UNIT})(?:[、,,/和;](?:{_UNIT}))*)"
)

GENERIC = frozenset(
    (
        "合计 小计 总计 计 总数 总人数 总户数 总额 金额 资金 数量 日期 时间 名称 "
        "开始 结束 起 止 自 至 "
        "人 户 数 期 批 类别 类型 内容 形式 地点 地区 "
        "单位 电话 文号 方式 性质 领域 专业 依据 资金数 投资 对象 费用 经费 天 县 州 "
        "进度 规模 价值 协议 数值 数字 数额"
    ).split()
)
"""Words too common to speak for a field unless a group heading or the kind agrees."""


@dataclass(frozen=True, slots=True)
class Word:
    """A heading's text taken apart: as compared, with all brackets left out, and its unit."""

    text: str
    bare: str
    unit: str


@functools.lru_cache(maxsize=4096)
def word_of(text: str) -> Word:
    """Return a heading as it is compared; `(万元)`, `其中:`, numbering and end marks come off.

    >>> word_of("其中:市级统筹(万元)")
    Word(text='市级统筹', bare='市级统筹', unit='万元')
    """
    plain = normal(text).strip("*:·")
    unit = ""
    found = _IN_BRACKETS.search(plain) or _AT_END.search(plain)
    if found and plain != found[0]:
        unit = found[1]
        plain = plain[: found.start()] + plain[found.end() :]
    plain = _NUMBERING.sub("", _OF_WHICH.sub("", plain)).strip("*:·")
    plain = _OF_WHICH.sub("", plain)
    bare = _BRACKETS.sub("", plain)
    return Word(plain, bare or plain, unit)


def stated_unit(text: str) -> str:
    """Return the units that a unit line states (单位:万元), "" when it states none."""
    plain = normal(text)
    if "单位" not in plain:
        return ""
    found = _STATED_UNIT.search(plain) or _STATED_UNIT.search(trimmed(text))
    return found[1] if found else ""


def money_unit(units: str) -> str:
    """Return the unit of money among stated units (户、人、万元), "" when there is none."""
    return next((one for one in re.split(r"[、,,/和;]", units) if one in MONEY_UNITS), "")


@functools.lru_cache(maxsize=4096)
def group_date(text: str) -> str | None:
    """Return the date a heading stands for (2013年底) as ISO text, None when it is none."""
    plain = normal(text)
    if not re.search(r"(?:19|20)\d{2}", plain) or len(plain) > 18:
        return None
    cut = cut_off_of(plain)
    if cut is not None:
        return cut.isoformat()
    core = re.sub(
        r"(?:数据|情况|人口|存量|时点|统计|建档立卡|建档|在册|剩余|现有|未脱贫|贫困|状况)+$",
        "",
        plain,
    )
    said = date_of(core)
    return said.first if said.fault is None and not said.is_range else None


PLAINER = 84
"""The score of a heading whose words are known without its month, place or companion."""

SAYS_THE_SAME = (78, 74, 66)
"""The scores of a heading that says the same as a known one, the closest first."""

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

_RATHER = 9
"""How much more a heading says that is meant rather than another of the same field."""

_FARTHER = 8
"""How much less a group heading says with every level between it and the column's own."""


class _Lexicon:
    """The headings of one kind, by exact word, by group and word, and by part."""

    def __init__(self, kind: Kind) -> None:
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
def _lexicon(code: str) -> _Lexicon:
    return _Lexicon(KINDS[code])


@functools.cache
def known_words() -> frozenset[str]:
    """Return every exact heading word of every kind, and every word under a group."""
    words = {word for code in KINDS for word in _lexicon(code).exact}
    return frozenset(words | {leaf for code in KINDS for _, leaf, _ in _lexicon(code).grouped})


@functools.cache
def known_sayings() -> frozenset[str]:
    """Return what the exact heading words of every kind say, closely."""
    return frozenset(
        words
        for code in KINDS
        for one in _lexicon(code).said[:2]
        for words, field in one.items()
        if field is not None
    )


@functools.cache
def _known_parts() -> re.Pattern[str]:
    parts = {part for code in KINDS for part, _ in _lexicon(code).parts if len(part) > 2}
    return re.compile("|".join(map(re.escape, sorted(parts))))


@functools.lru_cache(maxsize=8192)
def heading_weight(text: str) -> int:
    """Return how much a text speaks for standing in a heading: 0 not, 1 a little, 2 certainly."""
    word = word_of(text)
    if len(word.text) > 24:
        return 0
    for said in (word.text, word.bare):
        if said in known_words():
            return 1 if said in GENERIC else 2
    if _is_said(word.text):
        return 2 if len(word.text) > _SHORT else 1
    if group_date(text) or (word.unit and len(word.text) < 12):
        return 1
    return 1 if len(word.text) <= 14 and _known_parts().search(word.text) else 0


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


@functools.lru_cache(maxsize=16384)
def fits(code: str, levels: tuple[str, ...]) -> tuple[tuple[int, Field], ...]:
    """Return the fields of a kind that a column's heading may mean, with a score, the best first.

    Scores: from 80 the heading says it, from 50 it says it in common words, below it only hints.

    Args:
        code: The kind.
        levels: The heading's levels from the top, as they stand in the file.
    """
    words = [word_of(level) for level in levels if level]
    if not words:
        return ()
    scores: dict[int, tuple[int, Field]] = {}
    for score, field in map(_preferred(words[-1].text), _offers(_lexicon(code), words)):
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


def _offers(lexicon: _Lexicon, words: list[Word]) -> Iterator[tuple[int, Field]]:
    """Yield every field that a heading may mean, with its score."""
    leaf = words[-1]
    yield from _grouped_offers(lexicon, words)
    for penalty, text in enumerate((leaf.text, leaf.bare)):
        for at, field in enumerate(lexicon.exact.get(text, ())):
            is_common = text in GENERIC and len(words) > 1
            score = 75 if text in _COUNTED else 60
            yield (score if is_common else 92) - at - 2 * penalty, field
    yield from _plainer_offers(lexicon, leaf.text)
    yield from _said_offers(lexicon, leaf)
    if len(words) > 1:
        yield from _joined_offers(lexicon, words)
    joined = "".join(word.text for word in words)
    for part, field in lexicon.parts:
        if part in joined:
            yield (38 if part in leaf.text else 28) + len(part), field


def _plainer_offers(lexicon: _Lexicon, text: str) -> Iterator[tuple[int, Field]]:
    """Yield the fields that a heading means without what only narrows it, or in another era."""
    for said in plainer(text):
        for at, field in enumerate(lexicon.exact.get(said, ())):
            yield (45 if said in GENERIC else PLAINER) - at, field
    for field in lexicon.of_registered:
        if is_of_registered(field, text):
            yield PLAINER, field


def _said_offers(lexicon: _Lexicon, leaf: Word) -> Iterator[tuple[int, Field]]:
    """Yield the fields that an unknown heading means because a known one says the same."""
    texts = dict.fromkeys((leaf.text, leaf.bare))
    if any(text in lexicon.exact for text in texts):
        return
    for text in texts:
        for at, words in enumerate(sayings(text)):
            field = lexicon.said[at].get(words)
            if field is None or (field.kind in _WORDS and text.endswith(_OF_NUMBERS)):
                continue
            is_common = words.startswith("@") or words in GENERIC
            yield _COMMON_SENSE if is_common else SAYS_THE_SAME[at], field
    yield from _ending_offers(lexicon, leaf.bare)


def _ending_offers(lexicon: _Lexicon, text: str) -> Iterator[tuple[int, Field]]:
    """Yield the fields of the longest known heading that an unknown one ends with."""
    for at in range(1, len(text) - 1):
        is_known = text[at:] in lexicon.own and text[at:] not in GENERIC
        if is_known and not _TURNS.search(text[:at]):
            field = lexicon.exact[text[at:]][0]
            if field.name not in _ASIDE:
                yield _ENDING, field
            return


def _grouped_offers(lexicon: _Lexicon, words: list[Word]) -> Iterator[tuple[int, Field]]:
    """Yield the fields that a heading means under its group headings, the nearest first."""
    leaf, above = words[-1], [word.text for word in words[-2::-1]]
    for group, name, field in lexicon.grouped:
        if name in (leaf.text, leaf.bare):
            far = next((at for at, text in enumerate(above) if group in text), None)
            if far is not None:
                said = 0 if group in GENERIC else len(group)
                yield 100 + said - _FARTHER * far, field


def _joined_offers(lexicon: _Lexicon, words: list[Word]) -> Iterator[tuple[int, Field]]:
    """Yield the fields that several levels say together, or the level above a common word."""
    leaf = words[-1].text
    for text in {words[0].text + leaf, "".join(word.text for word in words)}:
        for field in lexicon.exact.get(text, ()):
            yield 90, field
    if leaf in GENERIC or leaf == "姓名":
        for field in lexicon.exact.get(words[-2].text, ()):
            yield 70, field
