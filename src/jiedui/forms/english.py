"""English words of a form as the Chinese ones that labels are read by. Knows no Django.

Only what has no Chinese sign is put into Chinese: of 帮扶资金 Aid funds the Chinese words count.
What `english.toml` and the catalogue have no words for stays as it is, and is not understood.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from functools import cache, lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING

from jiedui.figures.catalogue import FIGURES
from jiedui.kernel.codes import CATEGORIES, SOURCES

if TYPE_CHECKING:
    from collections.abc import Iterator

_CHINESE = re.compile(r"[一-鿿]")
_LATIN = re.compile(r"[A-Za-z]{2,}")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = rf"(?P<month>{'|'.join(_MONTHS)})[a-z]*\.?"
_YEAR = r"(?P<year>(?:19|20)\d{2})"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_DAYS = [
    re.compile(shape, re.IGNORECASE)
    for shape in (
        rf"\b{_DAY} {_MONTH},? {_YEAR}\b",
        rf"\b{_MONTH} {_DAY},? {_YEAR}\b",
        rf"\b{_MONTH},? {_YEAR}\b",
    )
]
_SPANS = (
    (re.compile(r"\b(?:since|from|compared (?:with|to)|against|relative to) (?:the )?"
                r"(?:end of |end-|year-end )((?:19|20)\d{2})\b", re.IGNORECASE), r"较\1年底"),
    (re.compile(r"\b(?:since|from) ((?:19|20)\d{2})\b(?! *(?:to|-|until|through))", re.IGNORECASE),
     r"\1年以来"),
    (re.compile(r"\b(?:from )?((?:19|20)\d{2}) ?(?:to|-|–|until|through) ?((?:19|20)\d{2})\b(?!年)",
                re.IGNORECASE), r"\1年至\2年"),
    (re.compile(r"\b(?:at )?(?:the )?(?:end of|end-|year-end) ?((?:19|20)\d{2})\b", re.IGNORECASE),
     r"\1年底"),
    (re.compile(r"\b(?:in )?((?:19|20)\d{2})\b(?!年)"), r"\1年"),
)  # fmt: skip
_REMEMBERED = 4_096


def is_english(text: str) -> bool:
    """Whether words are in Latin letters alone.

    >>> is_english("Aid funds"), is_english("帮扶资金 Aid funds"), is_english("A1")
    (True, False, False)
    """
    return _LATIN.search(text) is not None and _CHINESE.search(text) is None


@lru_cache(maxsize=_REMEMBERED)
def in_chinese(text: str) -> str:
    """Return English words as the Chinese ones of forms; anything else as it is.

    >>> in_chinese("Training sessions since 2013"), in_chinese("Unit: RMB 10,000")
    ('培训班(期) 2013年以来', '单位: 万元')
    """
    told = unicodedata.normalize("NFKC", text)
    if not is_english(text) or not any(one.search(told) for one in _marks()):
        return text
    for shape in _DAYS:
        told = shape.sub(_day, told)
    for shape, meant in _SPANS:
        told = shape.sub(meant, told)
    words = _words()
    told = _pattern().sub(lambda one: words[one[0].lower()], told)
    return " ".join(told.split())


def _day(found: re.Match[str]) -> str:
    told = found.groupdict()
    month = _MONTHS.index(told["month"][:3].lower()) + 1
    return f"{told['year']}年{month}月" + (f"{told['day']}日" if told.get("day") else "")


@cache
def _words() -> dict[str, str]:
    """Return the Chinese words of each English one, in small letters."""
    told = tomllib.loads((files(__package__) / "english.toml").read_text("utf-8"))
    found = dict(_of_catalogue())
    for chinese, several in (told["words"] | told["units"]).items():
        found |= dict.fromkeys(several, chinese)
    return found | dict.fromkeys(told["idle"]["words"], "")


def _of_catalogue() -> Iterator[tuple[str, str]]:
    """Yield what figures, purses and categories are called in both languages."""
    for several in (FIGURES, SOURCES, CATEGORIES):
        yield from ((one.en.lower(), one.zh) for one in several.values())


@cache
def _marks() -> tuple[re.Pattern[str], ...]:
    """Return what shows that words are English ones of forms: JD-FP-2017-04 is a code, no year."""
    return (_pattern(), *_DAYS, *(shape for shape, _ in _SPANS[:-1]))


@cache
def _pattern() -> re.Pattern[str]:
    known = sorted(_words(), key=lambda one: -len(one))
    return re.compile(rf"(?<![\w'])(?:{'|'.join(map(re.escape, known))})(?![\w'])", re.IGNORECASE)
