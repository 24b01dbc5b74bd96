"""Numbers in running text with their unit and wording: `近4000吨`, `1.1个亿`, `三成五`.

A number keeps the span that a statement of it covers (wording, number, scale, unit), its exact
value in the base unit, and how finely it was printed. What a number counts is decided elsewhere.
"""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from jiedui.kernel.quantity import Wording
from jiedui.reader.exactly import divided, exact_of, last_digit, power_of, step_of_signs, whole_of
from jiedui.reader.numerals import SCALES, SIGNS
from jiedui.reader.signs import ANY
from jiedui.reader.vocabulary import alternatives

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from jiedui.reader.exactly import Exact
    from jiedui.reader.naming import Mention
    from jiedui.reader.vocabulary import UnitWord, Vocabulary


@dataclass(slots=True)
class Number:
    """A number as it stands in a block.

    Attributes:
        start: First sign of its span, wording included.
        end: After its last sign, unit included.
        value: The number in the base unit of `kind`.
        unit: The unit as printed, without scale; "" for a bare number.
        kind: What the unit measures (`vocabulary.UnitWord.kind`), "" for a bare number.
        wording: How it was said.
        step: What one of its last printed digit is worth, in the base unit.
        is_scaled: Whether it was printed with 万, 亿, % or in such a unit, so that it is rounded.
        digits_start: First sign of the number itself.
        is_written: Whether it was written in Chinese signs.
        fault: Why it is no single number (range, vague), "" when it is one.
        number_end: After the last sign of the number and its scale.
        factor: How many base units one of its unit makes.
        index: Its position among the numbers of its block.
        before: The words of its clause in front of it (filled by `passage`, as those below).
        after: The words of its clause behind it, up to the next number.
        gap: The words between the number before (or its phrase's start) and it.
        clause: Where its clause begins and ends.
        phrase: Where its part of the sentence, between semicolons, begins and ends.
        sentence: Where its sentence begins and ends.
        signs: Which signs that rules wait for `gap` holds (`signs.bits_in`).
        around: Which of them its part of the sentence holds.
        near: The names in its part of the sentence (filled by `passage` when all are known).
    """

    start: int
    end: int
    value: Exact
    unit: str = ""
    kind: str = ""
    wording: Wording = Wording.EXACT
    step: Exact = 1
    is_scaled: bool = False
    digits_start: int = 0
    is_written: bool = False
    fault: str = ""
    number_end: int = 0
    factor: Exact = 1
    index: int = 0
    before: str = ""
    after: str = ""
    gap: str = ""
    clause: tuple[int, int] = (0, 0)
    phrase: tuple[int, int] = (0, 0)
    sentence: tuple[int, int] = (0, 0)
    signs: int = 0
    around: int = ANY
    near: Sequence[Mention] = ()


_BEGINS = rf"[\d{SIGNS}翻过近大半zotfsenhTFEONSZ]"
"""The signs with one of which a number begins: looked for first, they spare the long way."""

_DIGITS = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?(?![\d])|\d+(?:\.\d+)?"
_SCALE = "万亿|千万|百万|十万|千亿|百亿|亿|万|千(?![瓦克])|百(?!分)"
_EN_SCALE = {"million": 10**6, "billion": 10**9, "thousand": 10**3, "hundred": 100}
_EN_WORDS = {
    word: at for at, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
        "fifteen sixteen seventeen eighteen nineteen twenty".split()
    )
}  # fmt: skip
_EN_PARTS = {"half": 2, "third": 3, "quarter": 4, "fourth": 4, "fifth": 5, "sixth": 6, "tenth": 10}
_FOLD = {"twofold": 2, "threefold": 3, "fourfold": 4, "fivefold": 5, "tenfold": 10}
_CHINESE = rf"[{SIGNS}]+(?:点[{SIGNS}]+)?"
_NOT_CHENG = "立为都功本员果交套年熟绩效长品份就"
_GAP = r"[ ]?"
_SPOKEN = 4
"""How finely a spoken share (a third, a half, 两成) is meant, in percent."""

_LONGEST = 24
"""A longer row of digits is no number anybody states."""


@functools.lru_cache(maxsize=8)
def _pattern(words: Vocabulary) -> re.Pattern[str]:
    """Return the one pattern of a number in running text."""
    after = alternatives(words.after)
    middle = alternatives(words.middle)
    units = alternatives(words.units)
    fractions = "|".join(_EN_PARTS)
    english = "|".join(_EN_WORDS)
    return re.compile(
        rf"(?={_BEGINS})(?:(?P<tenth>[{SIGNS}]|\d)成(?P<more>(?:[{SIGNS}]|\d)(?![{SIGNS}\d]))?(?P<mid4>[多余])?(?![{_NOT_CHENG}])"
        rf"|(?P<of>[{SIGNS}]{{1,4}}|\d+)分之(?P<share>{_CHINESE}|\d+(?:\.\d+)?)"
        rf"|(?!\d)(?:(?P<en>\b(?:{english}))[- ](?P<part>{fractions})s?\b"
        rf"|(?P<fold>\b(?:{'|'.join(_FOLD)}))\b"
        rf"|(?P<double>翻了?[{SIGNS}]?[番倍])"
        rf"|(?P<half>[一过近大]半|半数|half of))"
        rf"|(?P<big>\d+(?:\.\d+)?)(?P<bigscale>亿|万)(?P<small>\d+(?:\.\d+)?)(?P<smallscale>千?万|千)"
        rf"(?:{_GAP}(?P<bigunit>元|人|户))?"
        rf"|(?:(?P<digits>{_DIGITS})|(?P<chinese>{_CHINESE})|(?P<word>\b(?i:{english}))\b)"
        rf"(?:{_GAP}(?P<enscale>million|billion|thousand|hundred)\b)?"
        rf"(?P<mid>{middle})?(?:{_GAP}(?:个(?P<mid0>{middle})?)?(?P<scale>{_SCALE}))?(?P<mid2>{middle})?"
        rf"(?:{_GAP}(?P<unit>{units}))?"
        rf"(?P<mid3>[多余](?![于样种元了出约近筹派拨卖投收销招建捐增发支付领赚挣产拿给办采养{SIGNS}\d]|[\u4e00-\u9fff]{{1,2}}\d))?)"
        rf"(?P<after>(?!(?:还要?)?[多余][约近{SIGNS}\d]){after})?"
    )


@functools.lru_cache(maxsize=8)
def _lead(words: Vocabulary) -> re.Pattern[str]:
    """Return the pattern of what may stand in front of a number: wording, coin."""
    before = alternatives(words.before)
    return re.compile(rf"(?:(?P<before>{before}){_GAP})?(?:(?P<coin>RMB|CNY|[¥¥]){_GAP})?$")


@functools.lru_cache(maxsize=8)
def _lead_ends(words: Vocabulary) -> frozenset[str]:
    """Return the signs with one of which what stands in front of a number ends."""
    return frozenset((*(word[-1] for word in words.before), *"BY¥¥ \t\n"))


_RANGE = re.compile(r"\s?(?:[-–~—]|至|到)\s?(?!(?:19|20)\d{2}年)\d")
_FROM = re.compile(r"[从由][^,。;\d]{0,8}$")
_ANY = re.compile(r"不等|之间|以内|区间|范围")
_NEAR = 14
"""So many signs in front of a number say that it changed, or behind it that any is meant."""

_NOT_WORDING = frozenset(
    "履约 违约 预约 特约 邀约 应约 践约 "
    "就近 最近 附近 邻近 靠近 商超 约约 条约 节约 签约 合约 彩超 赶超 反超".split()
)
_VAGUE_DIGITS = re.compile(r"[一二三四五六七八九两][一二三四五六七八九](?=[十百千万亿]|$)")
_COUNTLESS = re.compile(r"[数几上]$|(?<![建修盖完办])成$")


def numbers_in(text: str, words: Vocabulary, taken: bytearray) -> Iterator[Number]:
    """Yield the numbers of a text that do not touch a sign already taken."""
    search, lead_ends = _pattern(words).search, _lead_ends(words)
    at, last_end = 0, 0
    while found := search(text, at):
        first, at = found.span()
        clash = taken.find(1, first, at)
        if clash == first:
            at = taken.find(0, first)
            if at < 0:
                return
            continue
        number = _number(text, found, words)
        if number is None or (number.is_written and not number.unit and len(found[0]) == 1):
            continue
        if text.startswith("了", number.end) and number.unit.endswith("多"):
            at = _give_back(number)
        _half_more(text, number)
        if text[first - 1 : first] in lead_ends:
            _lead_on(text, number, words, free=last_end)
        if clash >= 0:
            number.end = min(number.end, clash)
        last_end = number.end
        yield number


_HALF_UNITS = frozenset("公里 千米 里 华里 米 吨 公斤 千克 斤 亩 公顷 成 倍".split())
_HALF = re.compile(r"半(?![天年月夜路数以径岛])")


def _give_back(number: Number) -> int:
    """Give back the 多 behind a unit: 一年多了1200万元 says by how much, not how long."""
    number.number_end = number.end = number.end - 1
    number.unit = number.unit[:-1]
    return number.end


def _half_more(text: str, number: Number) -> None:
    """Take in the half behind a unit that can be halved: 四公里半, 两亩半, 三成半."""
    if number.unit in _HALF_UNITS and _HALF.match(text, number.end):
        number.value += 5 if number.unit == "成" else Fraction(number.factor, 2)
        number.step = Fraction(number.step, 2)
        number.end += 1
        number.number_end = number.end


def _lead_on(text: str, number: Number, words: Vocabulary, *, free: int) -> None:
    """Take in the wording and the coin that stand in front of a number."""
    first = number.digits_start
    lead = _lead(words).search(text, max(free, first - 20), first)
    if lead is None or lead.start() == first:
        return
    if lead["coin"]:
        number.kind, number.unit = "money", number.unit or lead["coin"].strip()
        number.start = lead.start("coin")
    said = lead["before"]
    if said and text[lead.start() - 1 : lead.start()] + said not in _NOT_WORDING:
        number.start, number.wording = lead.start(), words.before[said]


def _number(text: str, found: re.Match[str], words: Vocabulary) -> Number | None:
    """Return the number of a match: it begins with the match, nothing stands in front of it."""
    start, end = found.span()
    number = Number(start, end, 0, digits_start=start, number_end=end)
    digits, signs = found.group("digits", "chinese")
    if len(digits or signs or "") > _LONGEST:
        number.fault = "long"
        return number
    if digits or signs:
        is_read = _plain(found, number, words)
    else:
        is_read = _share(found, number) or _compound(found, number) or _plain(found, number, words)
    if not is_read:
        return None
    number.wording = _wording(found, words)
    if digits:
        if _RANGE.match(text, number.number_end):
            is_from = _FROM.search(text, max(0, start - _NEAR), start) is not None
            number.fault = "" if is_from and not _ANY.search(text, end, end + _NEAR) else "range"
    elif number.is_written:
        number.fault = _fault_of_signs(signs or "", text[max(0, start - 1) : start])
    return number


def _fault_of_signs(signs: str, before: str) -> str:
    """Return why a number in Chinese signs is no single one: 七八千 is a range, 数百 is vague."""
    if not signs.strip("十百千万亿") and _COUNTLESS.search(before):
        return "vague"
    is_range = _VAGUE_DIGITS.search(signs) is not None and not _is_year(signs)
    return "range" if is_range else ""


def _is_year(signs: str) -> bool:
    return len(signs) == 4 and signs[0] in "一二" and all(sign not in SCALES for sign in signs)


def _share(found: re.Match[str], number: Number) -> bool:
    """Read 成, 分之, half, two-thirds, threefold: shares and multiples."""
    number.kind, number.unit, number.is_scaled = "percent", "%", True
    if found["tenth"]:
        more = whole_of(found["more"]) if found["more"] else 0
        number.value = 10 * whole_of(found["tenth"]) + more
        number.unit, number.step = "成", 1 if found["more"] else _SPOKEN
    elif found["of"]:
        of = whole_of(found["of"])
        share = exact_of(found["share"])
        if not of:
            return False
        number.value = Fraction(100 * share) / of
        number.step = _SPOKEN if of != 100 else last_digit(found["share"])
    elif found["en"]:
        part = _EN_PARTS[found["part"].rstrip("s")] if found["part"] else 1
        number.value = Fraction(100 * _EN_WORDS[found["en"].lower()], part)
        number.step = _SPOKEN
    elif found["half"]:
        number.value, number.step = 50, _SPOKEN
    elif found["fold"] or found["double"]:
        number.kind, number.unit = "other", "fold" if found["fold"] else "番"
        number.value = _FOLD[found["fold"]] if found["fold"] else _doubled(found["double"])
    else:
        return False
    return True


def _doubled(said: str) -> int:
    """Return how many times as much 翻了两番 or 翻了六倍 makes something, 翻一倍 twice."""
    many = whole_of(said.strip("翻了番倍")) or 1
    return 2**many if said.endswith("番") else max(2, many)


def _compound(found: re.Match[str], number: Number) -> bool:
    """Read 1亿2400万元."""
    if not found["big"]:
        return False
    low = power_of(found["smallscale"])
    number.value = exact_of(found["big"]) * power_of(found["bigscale"])
    number.value += exact_of(found["small"]) * low
    number.step, number.is_scaled = last_digit(found["small"]) * low, True
    number.unit = found["bigunit"] or ""
    number.kind = {"元": "money", "人": "person", "户": "households"}.get(number.unit, "")
    return True


@functools.lru_cache(maxsize=1024)
def _step(step: int, under: int) -> Exact:
    """Return what one of the last digit is worth; few such fractions there are."""
    return divided(step, under)


def _plain(found: re.Match[str], number: Number, words: Vocabulary) -> bool:
    digits = found["digits"]
    said = digits or found["chinese"] or found["word"]
    if not said or (not digits and said.strip("万亿") == ""):
        return False
    unit, kind = _unit(found, words)
    factor = kind.factor if kind else 1
    scale = _MULTIPLES[found["scale"] or ""]
    if found["enscale"]:
        scale *= _EN_SCALE[found["enscale"]]
    if digits:
        whole, _, rest = digits.partition(".")
        mantissa, step = int((whole + rest).replace(",", "")), scale * factor.numerator
        under = 10 ** len(rest) * factor.denominator
        is_whole = under == 1
        number.value = mantissa * step if is_whole else divided(mantissa * step, under)
        number.step = step if is_whole else _step(step, under)
    else:
        value = _EN_WORDS[said.lower()] if found["word"] else exact_of(said)
        number.value = value * scale * factor
        number.step = step_of_signs(said) * scale * factor
        number.is_written = True
    number.unit, number.factor = unit, factor
    number.kind = kind.kind if kind else ""
    number.is_scaled = (
        scale != 1
        or number.kind in ("percent", "area_m2", "other")
        or (number.is_written and said[-1] in "万亿")
    )
    if not unit:
        number.number_end = number.end = _bare_end(found)
    return True


def _unit(found: re.Match[str], words: Vocabulary) -> tuple[str, UnitWord | None]:
    """Return the unit printed and what it measures; 个亿 means yuan."""
    unit = found["unit"] or ""
    if not unit and found["scale"] and "个" in found[0]:
        return "元", words.units["元"]
    return unit, words.units.get(unit)


def _bare_end(found: re.Match[str]) -> int:
    names = ("digits", "chinese", "word", "enscale", "mid", "scale", "mid2", "after")
    return max(found.end(name) for name in names if found[name])


_MULTIPLES = {scale: power_of(scale) for scale in ("", *re.sub(r"\(.*?\)", "", _SCALE).split("|"))}


def _wording(found: re.Match[str], words: Vocabulary) -> Wording:
    if found["half"] in ("过半", "近半"):
        return Wording.OVER if found["half"] == "过半" else Wording.NEARLY
    for said in found.group("mid", "mid0", "mid2", "mid3", "mid4"):
        if said:
            return words.middle[said]
    if found["after"]:
        return words.after[found["after"]]
    return Wording.EXACT


def fill_lists(text: str, numbers: list[Number]) -> None:
    """Give the members of a list the unit that only its last one carries: 25万、14万、10万元."""
    for at in range(len(numbers) - 2, -1, -1):
        one, other = numbers[at], numbers[at + 1]
        gap = text[one.number_end : other.start]
        if (
            one.kind
            or not other.kind
            or other.unit in ("番", "fold")
            or other.kind in ("duration", "outside")
        ):
            continue
        if gap in ("、", ",", "和", "及", "以及", "与", " and ", "、 "):
            if not one.is_scaled and other.is_scaled and other.kind == "money":
                scale = _power(text[other.digits_start : other.number_end])
                one.value, one.step, one.is_scaled = one.value * scale, one.step * scale, True
            one.kind, one.unit = other.kind, other.unit


def _power(said: str) -> int:
    for word, power in (("亿", 10**8), ("千万", 10**7), ("万", 10**4)):
        if word in said:
            return power
    return 1
