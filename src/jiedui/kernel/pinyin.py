"""Chinese characters in Latin letters without tones, from the table that pypinyin carries.

The table of characters is read from its file when first asked; importing the package would load a
table of phrases too, 50 MB, in which many a place sounds wrong (朝阳 as zhaoyang). Names whose
characters sound otherwise than they mostly do stand here. Knows no Django.
"""

from __future__ import annotations

import functools
import json
import re
import unicodedata

from jiedui.kernel.carried import carried

_IN_NAMES = {"长": "chang", "藏": "zang", "都": "du", "佛": "fo", "勒": "le", "厦": "xia"}
"""Characters that names of places and peoples read otherwise than the table does first."""

_NAMED = {
    "东阿": "dong e", "中牟": "zhong mu", "丽水": "li shui", "乐亭": "lao ting",
    "乐清": "yue qing", "什邡": "shi fang", "六合": "lu he", "六安": "lu an", "单县": "shan xian",
    "吴堡": "wu bu", "喀什": "ka shi", "大埔": "da bu", "宝坻": "bao di", "尉犁": "yu li",
    "枞阳": "zong yang", "泌阳": "bi yang", "洪洞": "hong tong", "涡阳": "guo yang",
    "渑池": "mian chi", "牟平": "mu ping", "犍为": "qian wei", "番禺": "pan yu",
    "筠连": "jun lian", "繁峙": "fan shi", "茄子河": "qie zi he", "荥经": "ying jing",
    "莘县": "shen xian", "蔚县": "yu xian", "蚌埠": "beng bu", "宕昌": "tan chang",
    "重庆": "chong qing",
    "铅山": "yan shan", "长子": "zhang zi", "黄陂": "huang pi",
}  # fmt: skip
"""Names of places read by a usage of their own (GB/T 2260 gives the same letters)."""

_PARTS = re.compile("|".join(sorted(_NAMED, key=len, reverse=True)) + "|[^一-鿿]+|.")


def syllables(words: str) -> list[str]:
    """Return how each character sounds, `v` for ü as the table has it; what is no character stays.

    >>> syllables("六安市"), syllables("久治"), syllables("A区")
    (['lu', 'an', 'shi'], ['jiu', 'zhi'], ['A', 'qu'])
    """
    return [one for part in _PARTS.findall(words) for one in _sounds(part)]


@functools.lru_cache(maxsize=8192)
def readings(character: str) -> frozenset[str]:
    """Return every way a character may sound; itself when the table lacks it."""
    return frozenset(_told(character)) if character else frozenset()


@functools.lru_cache(maxsize=8192)
def _sounds(part: str) -> tuple[str, ...]:
    if part in _NAMED:
        return tuple(_NAMED[part].split())
    return (_IN_NAMES.get(part) or _told(part)[0],)


def _told(part: str) -> list[str]:
    """Return how the table says that a character sounds, most common first."""
    told = _table().get(str(ord(part))) if len(part) == 1 else None
    return [_plain(one) for one in told.split(",")] if told else [part]


def _plain(sound: str) -> str:
    """Return a syllable without its tone.

    >>> _plain("lǚ"), _plain("xī")
    ('lv', 'xi')
    """
    letters = unicodedata.normalize("NFD", sound).replace("u\N{COMBINING DIAERESIS}", "v")
    return "".join(one for one in letters if not unicodedata.combining(one))


@functools.cache
def _table() -> dict[str, str]:
    """Return the sounds of each character by its number, parted by commas."""
    found: dict[str, str] = json.loads(carried("pypinyin", "pinyin_dict.json"))
    return found
