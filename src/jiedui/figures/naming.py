"""Which figure a row of a return, or a promise, names: by full names of every era, never by parts.

Knows no Django.
"""

from __future__ import annotations

import functools
import re
import tomllib
import unicodedata
from importlib.resources import files
from typing import Any

from jiedui.figures.catalogue import FIGURES

_BRACKETS = re.compile(r"[(\[【]([^()\[\]【】]*)[)\]】]")
_EASTERN = re.compile(r"东.?(?:→|->|-|—|到|至|派|赴)西.?|东部|去重")
_NUMBERING = re.compile(
    r"^(?:[(]?[一二三四五六七八九十]{1,3}[)、.]|[(]\d{1,2}[)]|\d{1,2}[、.])(?=\D)"
)
_PART = re.compile(r"^(?:#|其中)")


def figure_named(words: str, unit: str = "") -> str | None:
    """Return the code of the figure that words name in full; None for none, or for several.

    Args:
        words: A figure's code or name: 转移就业人数, 帮助农村劳动力就业, labour placed.
        unit: The unit it is counted in, as it is written; "" where none is stated. A figure of
            another unit is not meant: 互访 counted in 人次 is not the number of visits.
    """
    plain = _NUMBERING.sub("", _plain(words))
    if not plain or _PART.match(plain):
        return None
    found = [code for code in _named(plain) if not unit or _counts_in(code, unit)]
    return found[0] if len(found) == 1 else None


def names_of(code: str) -> tuple[str, ...]:
    """Return the names under which rows write a figure, the official one first."""
    return (FIGURES[code].zh, *_data()["names"].get(code, ()))


def _named(plain: str) -> list[str]:
    for code, one in FIGURES.items():
        if plain in (code, _plain(one.zh), _plain(one.en)):
            return [code]
    names = _names()
    exact = names.get(plain)
    return exact or names.get(_core(_BRACKETS.sub(_kept, plain)), [])


def _kept(found: re.Match[str]) -> str:
    """Return a bracket that narrows a name, "" for one that says its unit or whom all came from."""
    units = {one for several in _data()["units"].values() for one in several}
    return "" if found[1] in units or _EASTERN.fullmatch(found[1]) else found[0]


def _counts_in(code: str, unit: str) -> bool:
    """Whether a figure may be counted in a unit, as it is written: 万元, 人次, 期."""
    allowed = _data()["units"].get(FIGURES[code].unit)
    return allowed is None or _plain(unit) in allowed


@functools.cache
def _names() -> dict[str, list[str]]:
    """Return the figures by name: as it is written, and as it is compared."""
    found: dict[str, list[str]] = {}
    for code, several in _data()["names"].items():
        for name in (FIGURES[code].zh, *several):
            for form in dict.fromkeys((_plain(name), _core(_plain(name)))):
                if code not in found.setdefault(form, []):
                    found[form].append(code)
    return found


def _core(plain: str) -> str:
    """Return a name without what only says that it is counted, or since when."""
    data = _data()
    text = _without(plain, data["lead"], at_start=True)
    return _without(text, data["tail"], at_start=False) or plain


def _without(text: str, several: list[str], *, at_start: bool) -> str:
    """Return a text without any of the words at its start, or its end, as often as they stand."""
    shape = "|".join(re.escape(one) for one in sorted(several, key=len, reverse=True))
    pattern = rf"^(?:{shape})+(?=..)" if at_start else rf"(?<=..)(?:{shape})$"
    return re.sub(pattern, "", text)


def _plain(words: str) -> str:
    return "".join(unicodedata.normalize("NFKC", words).split()).casefold()


@functools.cache
def _data() -> dict[str, Any]:
    data = tomllib.loads((files("jiedui.figures") / "naming.toml").read_text(encoding="utf-8"))
    unknown = [code for code in data["names"] if code not in FIGURES]
    if unknown:
        raise ValueError(f"naming.toml names what there is none of: {', '.join(unknown)}")
    return data
