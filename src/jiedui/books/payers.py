"""Who gives or pays: one key for one name, a joint key where several are named together.

`甲公司、乙公司` is two companies; `区教育与体育局` is one office. Words are taken apart only where
every part ends as the names of organisations end, or is a place that is known. Knows no Django.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from jiedui.kernel import place

if TYPE_CHECKING:
    import datetime as dt

_LISTED = re.compile(r"[、,,;;](?![^(]*\))")
_AND = re.compile(r"[和与及](?![^(]*\))")
_NAMES_END = (
    "公司 集团 企业 银行 合作社 商会 协会 学会 总会 联合会 基金会 慈善会 红十字会 委员会 管委会"
    " 妇联 残联 工商联 总工会 办公室 办事处 局 中心 学校 中学 小学 大学 学院 幼儿园 医院 工厂"
).split()
_LISTED_END = (*_NAMES_END, *"厅会委办部院所站厂店社队行联镇乡区县市".strip(), "街道", "支行")
_SIGNED = re.compile(r"(?:\([^()]*\))+$")


def payer_key(
    words: str, *, within: str | None = None, anywhere: bool = False, near: str | None = None
) -> str | None:
    """Return the key of who pays: a place's key, a name as written, or several joined by +.

    Args:
        words: The words that name them.
        within: The programme's donor: names of places are taken as places of its.
        anywhere: Take names of places as places even where no programme is known.
        near: Where words name several places, the one nearest to this is meant.

    Returns:
        None where the words are empty.
    """
    named = place.normal(words)
    if not named:
        return None
    seek = within is not None or anywhere
    whole = _place(named, within, near) if seek else None
    if whole is not None:
        return whole
    parts = _parts(named, within, seek=seek)
    keys = {(_place(part, within, near) if seek else None) or part for part in parts}
    return "+".join(sorted(keys))


def _place(words: str, within: str | None, near: str | None) -> str | None:
    """Return the key of a place of the programme's donor, or of a district beside it."""
    own = place_key(words, within=within, near=near)
    return own if own is not None or within is None else _beside(words, within)


def _beside(words: str, within: str) -> str | None:
    """Return the key of another district of the same city, written in full: 松江区 in Jiading's.

    So a gift of two districts has one payer in both their books, and in the city's.
    """
    above = place.parents(within)
    city = above.prefecture or above.province
    found = [one.key for one in place.find(words, within=city)] if city else []
    named = [key for key in found if place.parents(key).county == key]
    return next((key for key in named if place.name_of(key) == words), None)


def _parts(named: str, within: str | None, *, seek: bool) -> list[str]:
    """Return the names that words list; the words themselves where not every part is a name."""

    def divided(words: str, by: re.Pattern[str], endings: tuple[str, ...]) -> list[str]:
        parts = by.split(words)
        are_names = all(
            len(part) > 1
            and (
                _SIGNED.sub("", part).endswith(endings)
                or (seek and place_key(part, within=within) is not None)
            )
            for part in parts
        )
        return parts if len(parts) > 1 and are_names else [words]

    apart = [part for one in _LISTED.split(named) for part in divided(one, _AND, tuple(_NAMES_END))]
    if len(apart) > 1 and divided("、".join(apart), _LISTED, _LISTED_END) == apart:
        return apart
    return [named]


def payer_of(
    source: str | None, owner: str | None, recipient: str | None, *, words: str = ""
) -> str | None:
    """Return who pays money of a source in a programme; None when the source does not say.

    The pooled fund is that of the level above the district: of its municipality or its prefecture,
    of the province where the words say so (省级统筹).

    Args:
        source: Code of the fund source.
        owner: Whose programme it is.
        recipient: The place it is for.
        words: How the source was named.
    """
    if source == "MUNICIPAL_POOLED":
        above = place.parents(owner) if owner else place.Parents()
        is_province = "省" in words and "市" not in words
        return above.province if is_province else above.prefecture or above.province
    if source == "DISTRICT_FISCAL":
        return owner
    return recipient if source == "RECIPIENT_OWN" else None


def place_key(
    words: str, *, within: str | None = None, near: str | None = None, on: dt.date | None = None
) -> str | None:
    """Return the key that words name, a joint key for several joined by 、, else None.

    Args:
        words: The words.
        within: Only places inside this key.
        near: A place; where words name several, the one nearest to it is meant: a district's own
            office writes 南山区 and means its own.
        on: The day the words speak of.
    """
    parts = [part for part in re.split(r"[、,,]", words) if part.strip()]
    keys = [_one_key(part, within, near=near, on=on) for part in parts]
    return place.joint(key for key in keys if key) if keys and all(keys) else None


def _one_key(words: str, within: str | None, *, near: str | None, on: dt.date | None) -> str | None:
    found = [one.key for one in place.find(words, within=within, on=on)]
    if near is None or len(found) < 2:
        return found[0] if found else None
    home = place.parents(near)
    return max(found, key=lambda key: _nearness(place.parents(key), home))


def _nearness(one: place.Parents, home: place.Parents) -> int:
    """Return how many levels two places share, from the province down."""
    shared = 0
    for mine, other in zip(one, home, strict=True):
        if mine is None or mine != other:
            break
        shared += 1
    return shared
