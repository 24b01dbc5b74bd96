"""Divisions named in Latin letters: Tanchang County, Wudu District, Longnan, Shangri-La.

Letters are those of GB/T 2260 (pinyin, or the sound of a people's own language); which of several
namesakes is meant is for whoever knows what stands beside.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from typing import TYPE_CHECKING

from jiedui.kernel.gazetteer import NOT_PLACES, gazetteer, level_of, stem_of
from jiedui.kernel.pinyin import syllables
from jiedui.reader.english import is_latin

if TYPE_CHECKING:
    from collections.abc import Iterator

_RANKS = {
    "county": "县",
    "xian": "县",
    "district": "区",
    "qu": "区",
    "city": "市",
    "municipality": "市",
    "shi": "市",
    "banner": "旗",
    "qi": "旗",
    "prefecture": "州盟区",
    "zhou": "州",
    "league": "盟",
    "province": "省",
    "sheng": "省",
    "region": "区",
}
_RANK = "|".join(sorted(_RANKS, key=len, reverse=True))
_NAMED = re.compile(
    rf"(?:the\s+)?(?P<name>[A-Za-zÀ-ɏ'’, -]+?)\s*(?:autonomous\s*)?(?P<rank>{_RANK})?",
    re.IGNORECASE,
)
_AUTONOMOUS = re.compile(rf"[^,]+?\s.{{0,40}}autonomous\s*(?:{_RANK})", re.IGNORECASE)
_IN_TEXT = re.compile(
    r"(?P<name>[A-Z][a-zÀ-ɏ'’]+(?:-[A-Z][a-z]+)?)\s*"
    r"(?P<rank>County|District|City|Banner|Prefecture|Province|League|Municipality)"
)
_OWN_SOUND = {
    "甘孜": "garze", "阿坝": "ngawa", "果洛": "golog", "久治": "jigzhi", "班玛": "baima",
    "达日": "darlag",
    "甘德": "gade", "玛多": "madoi", "玛沁": "maqen", "迭部": "tewo", "卓尼": "jone",
    "舟曲": "zhugqu",
    "迪庆": "deqen", "德钦": "deqen", "香格里拉": "shangrila", "和田": "hotan", "喀什": "kashgar",
    "伊犁": "ili", "日喀则": "xigaze", "拉萨": "lhasa", "昌都": "qamdo", "那曲": "nagqu",
    "呼和浩特": "hohhot", "乌鲁木齐": "urumqi", "内蒙古": "innermongolia", "西藏": "tibet",
    "阿克苏": "aksu",
    "哈密": "hami", "吐鲁番": "turpan", "克孜勒苏": "kizilsu", "黄南": "huangnan", "海西": "haixi",
    "玉树": "yushu", "称多": "chindu", "杂多": "zadoi", "治多": "zhidoi", "囊谦": "nangqen",
    "曲麻莱": "qumarleb", "壤塘": "zamtang", "若尔盖": "zoige", "红原": "hongyuan",
    "色达": "sertar",
    "理塘": "litang", "巴塘": "batang", "德格": "dege", "石渠": "serxu", "阿尔山": "arxan",
}  # fmt: skip
"""Names whose letters follow the sound of a people's own language."""


def _letters(text: str) -> str:
    plain = unicodedata.normalize("NFD", text.lower())
    return "".join(one for one in plain if "a" <= one <= "z").replace("v", "u")


@functools.cache
def _by_letters() -> dict[str, tuple[str, ...]]:
    """Return the names of divisions in force, by the letters of their stems."""
    found: dict[str, list[str]] = {}
    for code, spells in gazetteer().spells.items():
        name = spells[-1].name
        if not spells[-1].is_current or name in NOT_PLACES or not level_of(code):
            continue
        for letters in _spelt(name):
            if name not in found.setdefault(letters, []):
                found[letters].append(name)
    return {letters: tuple(names) for letters, names in found.items()}


def _spelt(name: str) -> Iterator[str]:
    stem = stem_of(name)
    yield _letters("".join(syllables(stem)))
    if len(stem) == len("礼县"):
        yield _letters("".join(syllables(stem[0] if stem == name else stem)))
    if stem in _OWN_SOUND:
        yield _OWN_SOUND[stem]


@functools.lru_cache(maxsize=8192)
def chinese_names(text: str) -> tuple[str, ...]:
    """Return the official names of the divisions that a Latin name may mean, () for none.

    >>> chinese_names("Tanchang County"), chinese_names("Xihe County, Longnan")
    (('宕昌县',), ('西和县',))
    """
    if not is_latin(text) or len(text) > _LONGEST:
        return ()
    own = _AUTONOMOUS.match(text)
    found = _NAMED.fullmatch(own[0] if own else text.split(",", maxsplit=1)[0].strip(" ."))
    if found is None:
        return ()
    name = found["name"].split()[0] if own else found["name"]
    rank = _RANKS.get((found["rank"] or "").lower(), "")
    names = _by_letters().get(_letters(name), ())
    if not names and rank:
        names = _by_letters().get(_letters(name + (found["rank"] or "")), ())
    return tuple(one for one in names if not rank or one[-1] in rank)


_LONGEST = 80


def around(text: str) -> tuple[str, ...]:
    """Return what a Latin name says it lies in: Longnan, Gansu of `Xihe County, Longnan, Gansu`."""
    own = _AUTONOMOUS.match(text)
    rest = text[own.end() :] if own else text
    return tuple(one.strip() for one in rest.split(",")[1:] if one.strip())


def named_in(text: str) -> Iterator[tuple[int, int, tuple[str, ...]]]:
    """Yield start, end and possible names of the divisions a Latin text names with their rank."""
    if not is_latin(text):
        return
    for found in _IN_TEXT.finditer(text):
        names = chinese_names(f"{found['name']} {found['rank']}")
        if names:
            yield found.start(), found.end(), names
