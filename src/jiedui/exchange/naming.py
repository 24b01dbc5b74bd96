"""Place names in cells, sheet names and titles: resolved to present names, or told why not.

Short names and blanks are resolved silently, a misspelling by what stands near (the counties of the
same file, of the same prefecture), an old name only tells when it was already out of date.
"""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING, NamedTuple

from jiedui.exchange.latinnames import exactly, in_chinese
from jiedui.kernel import place
from jiedui.kernel.gazetteer import stem_of
from jiedui.kernel.place import Level
from jiedui.kernel.spelling import distance
from jiedui.reader.latinplaces import named_in
from jiedui.reader.text import normal

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from jiedui.kernel.place import Place


class Named(NamedTuple):
    """What a name was resolved to.

    Attributes:
        name: The present official name (joint figures: names joined by 、); None when unknown.
        code: The present six-digit code; None for joint figures and unknown names.
        key: The book's place key: code, town or joint key; None when unknown.
        town: The town inside the county, "" when none was named.
        problem: NAME_TYPO, NAME_OLD, NAME_UNKNOWN or JOINT_SCOPE, "" when there is nothing to tell.
        expected: For the problem.
        joined: How many places one figure joins, 0 for a single one.
    """

    name: str | None
    code: str | None = None
    key: str | None = None
    town: str = ""
    problem: str = ""
    expected: str = ""
    joined: int = 0


EAST = frozenset(("11", "12", "21", "31", "32", "33", "35", "37", "44"))
"""Province digits of the donor provinces of both eras; advice where a title names two places."""

_NOT_NAMES = re.compile(
    r"(?:对口|受援|结对|协作|帮扶|其他|其它|相关|有关|多个|各|全|跨)+(?:对口|受援|结对|协作)*(?:地区|地|县|县区|县市|市县|区县|州|市|省|方|单位)?(?:等)?|"
    r"(?:省|州|市|县|区)?本级|不分县|未分县|未分地区|全部|合并|综合|多县|多地|西部|东部|"
    r"(?:示范|试点|重点|(?:国家级|省级|深度)?贫困|脱贫|摘帽|国定|省定|边境|民族|牧业|农业)[县区市旗]|[本我该]县"
)
_BRACKETED = re.compile(r"[(\[【].*[)\]】]$")
_OWN_LEVEL = re.compile(r"(?<=[省州市县区旗盟])(?:本级|直属|直管)$")
_COUNTED = re.compile(r"(.*?)(?:等)?(?:[一二两三四五六七八九十]|\d{1,2})个?[县市区旗州]+")
_PLACE_ENDING = re.compile(r"[\u4e00-\u9fff]{2,14}(?:自治县|自治州|自治旗|县|市|区|州|旗|省|盟)")
_NOT_DIVISION = re.compile(
    r"(?:开发|新|园|社|景|小|校|片|地|库|灾|山|牧|林|矿|院|战|军|辖|示范|保护|合作|试验|工业)区$|超市|城市$|都市$"
)


def is_general(text: str) -> bool:
    """Whether words in a place's stead name no single place: 全州, 对口地区, 州本级."""
    return _NOT_NAMES.fullmatch(normal(text)) is not None


_LONGEST = 500
"""Names, even of many places, are not sought in more characters."""

_COUNT_WORDS = (
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
)


def resolve(
    text: str, *, on: dt.date | None, nearby: Iterable[str] = (), offers_near: bool = True
) -> Named:
    """Return what a cell of a place column names.

    Args:
        text: The cell's words.
        on: The first day the row speaks of; decides which names are old. None: no name is told old.
        nearby: Keys of places named elsewhere in the file, in their order.
        offers_near: Whether the names near to one that no place has are looked for.
    """
    if len(text) > _LONGEST:
        return Named(None, problem="NAME_UNKNOWN", expected="a division of China")
    near = tuple(dict.fromkeys(nearby))
    plain = normal(in_chinese(text, near) or text)
    return _resolve(plain, on, near) or _misspelt(plain, near, offers_near=offers_near)


@functools.lru_cache(maxsize=16384)
def _resolve(plain: str, on: dt.date | None, nearby: tuple[str, ...]) -> Named | None:
    if _NOT_NAMES.fullmatch(plain):
        return Named(None)
    found = _single(plain, on, nearby) or _joint(plain, on, nearby)
    if found is None:
        bare = _OWN_LEVEL.sub("", _BRACKETED.sub("", plain))
        found = _single(bare, on, nearby) if bare and bare != plain else None
    return found


def _single(plain: str, on: dt.date | None, nearby: tuple[str, ...]) -> Named | None:
    places = [one for one in place.find(plain, on=on) if not one.rest or one.level is Level.TOWN]
    if not places:
        return None
    best = _likeliest(places, nearby)
    if best.is_loose:
        return _named(best, plain, problem="NAME_TYPO")
    if best.is_old and on is not None:
        return _named(best, plain, problem="NAME_OLD")
    return _named(best, plain)


def _likeliest(places: list[Place], nearby: tuple[str, ...]) -> Place:
    """Return the namesake that lies among the places of the file, else the first."""
    if len(places) == 1:
        return places[0]
    for same in (_same_key, _same_prefecture, _same_province):
        for one in places:
            if any(same(one.key, key) for key in nearby):
                return one
    return places[0]


def _same_key(one: str, other: str) -> bool:
    return one[:6] == other[:6]


def _same_prefecture(one: str, other: str) -> bool:
    return one[:4] == other[:4]


def _same_province(one: str, other: str) -> bool:
    return one[:2] == other[:2]


def _named(one: Place, written: str, *, problem: str = "") -> Named:
    expected = one.name if problem else ""
    if one.level is Level.TOWN:
        county = place.name_of(one.code)
        return Named(county, one.code, one.key, one.key.partition(":")[2], problem, expected)
    name = one.name
    if one.level is not Level.COUNTY and not problem:
        name = (
            place.name_of(one.key, form=place.Form.SHORT) if _is_short(one, written) else one.name
        )
    return Named(name, one.code, one.key, "", problem, expected)


def _is_short(one: Place, written: str) -> bool:
    return written != one.name and written.endswith(place.name_of(one.key, form=place.Form.SHORT))


def _joint(plain: str, on: dt.date | None, nearby: tuple[str, ...]) -> Named | None:
    keys: Iterable[str] = place.resolve_joint(
        plain, [key for key in nearby if "+" not in key], on=on
    )
    if _COUNTED.fullmatch(plain):
        found = set(keys)
        keys = [key for key in nearby if key in found] or list(keys)
    keys = tuple(keys)
    if len(keys) > 1:
        names = "、".join(place.name_of(key) for key in keys)
        return Named(
            names, None, place.joint(keys), "", "JOINT_SCOPE", _joint_words(len(keys)), len(keys)
        )
    if keys:
        return None
    if _COUNTED.fullmatch(plain):
        return Named(plain, None, None, "", "JOINT_SCOPE", _joint_words(0), 2)
    return None


def _joint_words(count: int) -> str:
    number = (
        _COUNT_WORDS[count] if 0 < count < len(_COUNT_WORDS) else str(count) if count else "several"
    )
    return f"{number} counties in one figure: cannot be split by county"


@functools.lru_cache(maxsize=16384)
def _misspelt(plain: str, nearby: tuple[str, ...], *, offers_near: bool = True) -> Named:
    near = _near_keys(plain, nearby) if offers_near else []
    if near:
        name = place.name_of(near[0])
        if len(near) == 1:
            return Named(name, near[0][:6], near[0], "", "NAME_TYPO", name)
        offered = "、".join(place.name_of(key) for key in near[:3] if key)
        expected = (
            f"a division of China; near to it: {offered}" if offered else "a division of China"
        )
        return Named(None, problem="NAME_UNKNOWN", expected=expected)
    return Named(None, problem="NAME_UNKNOWN", expected="a division of China")


def _near_keys(plain: str, nearby: tuple[str, ...]) -> list[str]:
    """Return the keys a misspelt name may mean: the file's own, near them, or anywhere.

    A sign that sounds like the right one is the likelier slip (晴龙县 is 晴隆县, also in a file
    that names 安龙县); among equals the nearest to the file's own places is meant. Any other slip
    in a name of but one further sign is one only for a place of a prefecture that the file names.
    """
    if len(plain) < 2:
        return []
    own = [key for member in nearby for key in place.members(member)]
    if len(plain) < 3:
        return _near_short(plain, own)
    likely = [one.key[:6] for one in place.near(plain)]
    regions = (*dict.fromkeys(key[:size] for size in (4, 2) for key in own), "")
    keys = [
        key
        for region in regions
        for key in [one for one in likely if one.startswith(region)][:_OFFERED]
    ]
    slips = [
        (wrong, _away(key, own), at, key)
        for at, key in enumerate(dict.fromkeys((*(key[:6] for key in own), *keys)))
        if (wrong := _wrong(plain, key)) is not None
    ]
    far = _ABROAD if len(plain) <= _SHORT_NAME else _ANYWHERE
    near = sorted(one for one in slips if one[1] < (_ANYWHERE if one[0] < 1 else far))
    if near:
        return [near[0][3]]
    keys = [key for *_, key in slips]
    alike = [key for wrong, *_, key in slips if wrong < 1]
    is_placed = any(key[:2] not in EAST for key in own)
    sure = alike or (keys if len(plain) >= _LONG_NAME or not is_placed else [])
    return sure if len(sure) == 1 else [*keys, ""] if keys else []


def _near_short(plain: str, own: list[str]) -> list[str]:
    """Return the key of the file's own that a name of two signs may mean.

    Its first sign is mistaken for one that sounds or looks alike; any other is another place.
    """
    slips = [key[:6] for key in own if _wrong(plain, key) is not None]
    alike = {key[:6] for key in own for form in _forms(key) if distance(plain, form, at_most=1) < 1}
    return slips[:1] or (list(alike) if len(alike) == 1 else [])


_OFFERED = 3
"""So many of the likeliest names of a prefecture, a province or the country may be meant."""

_ABROAD, _ANYWHERE = 2, 3
"""How far a place is that lies in no prefecture, and in no province, of the file's places."""

_SHORT_NAME = 3
"""Up to so many signs one that neither sounds nor looks alike makes half of the name another."""

_LONG_NAME = 5
"""From so many signs on, one slip leaves a name sure although nothing else lies in its province."""


def _away(key: str, own: list[str]) -> int:
    """Return how far a place is from those of the file: 0 one of them, 3 in no province of them."""
    tests = (_same_key, _same_prefecture, _same_province)
    return next(
        (at for at, same in enumerate(tests) if any(same(key, one) for one in own)), _ANYWHERE
    )


def _wrong(plain: str, key: str) -> float | None:
    """Return how much of a name is mistaken, None where it is more than a slip."""
    forms = [form for form in _forms(key) if _is_slip(plain, form)]
    return min((distance(plain, form, at_most=1) for form in forms), default=None)


def _forms(key: str) -> tuple[str, ...]:
    return _forms_of(place.name_of(key[:6]), place.name_of(key[:6], form=place.Form.SHORT))


def _forms_of(*names: str) -> tuple[str, ...]:
    stems = [re.sub(r"[县市区州旗省]$", "", name) for name in names if len(name) > 3]
    return tuple(dict.fromkeys((*names, *stems)))


@functools.lru_cache(maxsize=8192)
def _is_slip(written: str, name: str) -> bool:
    """Whether one sign was mistaken, left out, doubled or put in, or two were exchanged."""
    if len(name) < 2 or abs(len(written) - len(name)) > 1:
        return False
    if len(written) == len(name):
        wrong = [at for at in range(len(name)) if written[at] != name[at]]
        if len(wrong) == 1:
            return len(name) > 2 or wrong[0] == 1
        return len(wrong) == 2 and wrong[1] == wrong[0] + 1 and sorted(written) == sorted(name)
    long, short = (written, name) if len(written) > len(name) else (name, written)
    return len(short) > 1 and any(long[:at] + long[at + 1 :] == short for at in range(len(long)))


class Party(NamedTuple):
    """A party of a pairing: its present name, its key when it is a place, problems.

    A district that was later merged into another keeps its name in rows of its own time; its key is
    that of the present one.
    """

    name: str
    key: str | None = None
    problem: str = ""
    expected: str = ""


def resolve_party(
    text: str, *, on: dt.date | None, nearby: Iterable[str] = (), offers_near: bool = True
) -> Party:
    """Return what a cell names that may hold a place, several places, or any organisation.

    The arguments are those of `resolve`.
    """
    if len(text) > _LONGEST:
        return Party(text)
    near = tuple(dict.fromkeys(nearby))
    return _resolve_party(text.strip(), on, near, offers_near=offers_near)


@functools.lru_cache(maxsize=16384)
def _resolve_party(
    text: str, on: dt.date | None, nearby: tuple[str, ...], *, offers_near: bool
) -> Party:
    plain = normal(in_chinese(text, nearby) or text)
    places = [one for one in place.find(plain, on=on) if not one.rest]
    if places and not places[0].is_loose:
        best = _likeliest(places, nearby)
        is_old = best.is_old and on is not None
        is_renamed = best.written != best.name and best.level is Level.COUNTY
        is_renamed = is_renamed and not text.isascii()
        name = best.name if is_renamed and (is_old or _is_still_itself(best)) else text
        return Party(name, best.key, "NAME_OLD" if is_old else "", best.name if is_old else "")
    keys = place.resolve_joint(plain, nearby, on=on)
    if keys:
        return Party(text, place.joint(keys))
    if places or (_PLACE_ENDING.fullmatch(plain) and not _NOT_DIVISION.search(plain)):
        found = _single(plain, on, nearby)
        found = found or _misspelt(plain, nearby, offers_near=offers_near)
        return Party(found.name or text, found.key, found.problem, found.expected)
    return Party(text)


def _is_still_itself(one: Place) -> bool:
    """Whether a place goes on under its present name: 梁平县 as 梁平区, not 下城区 as 拱墅区."""
    return stem_of(one.written) == stem_of(one.name)


# --- places inside titles ------------------------------------------------------------------------

_RANKED = re.compile(r"(?<=.)[省市州县区旗盟]")


@functools.lru_cache(maxsize=2048)
def places_in(text: str) -> tuple[tuple[int, int, Place], ...]:
    """Return the places a text names with their rank (久治县): start, end, place."""
    plain = normal(text[:_LONGEST])
    found: list[tuple[int, int, Place]] = [
        (start, end, places[0])
        for start, end, names in named_in(plain)
        if len(names) == 1 and (places := exactly(names[0]))
    ]
    at = 0
    while at < len(plain):
        best = _longest(plain, at)
        if best is None:
            at += 1
            continue
        found.append((at, best[0], best[1]))
        at = best[0]
    return tuple(found)


def _longest(plain: str, at: int) -> tuple[int, Place] | None:
    ends = [match.end() for match in _RANKED.finditer(plain, at, min(len(plain), at + 24))]
    for end in reversed(ends):
        piece = plain[at:end]
        if len(piece) < 2 or (at and _NOT_NAMES.fullmatch(plain, at - 1, end)):
            continue
        places = [one for one in place.find(piece) if not one.rest and not one.is_loose]
        if places and (places[0].written == piece or places[0].name == piece or len(piece) >= 3):
            return end, places[0]
    return None
