"""Places, spans and days as a document says them, in Chinese and in English.

English place names are the pinyin of the stem and a word for the rank (Jiuzhi County); a few names
have a settled English form. Organisations keep the name they have. Knows no Django.
"""

from __future__ import annotations

import datetime as dt
import re

from jiedui.kernel.period import EARLIEST, LATEST
from jiedui.kernel.pinyin import syllables
from jiedui.kernel.place import members, name_of, parents
from jiedui.kernel.placekey import Form

_SETTLED = {
    "香格里拉": "Shangri-La",
    "六安": "Lu'an",
    "陕西": "Shaanxi",
    "西藏": "Tibet",
    "内蒙古": "Inner Mongolia",
    "新疆": "Xinjiang",
    "宁夏": "Ningxia",
    "广西": "Guangxi",
}
_RANKS = (
    ("自治区", "Autonomous Region"),
    ("街道", "Subdistrict"),
    ("地区", "Prefecture"),
    ("省", "Province"),
    ("州", "Prefecture"),
    ("盟", "League"),
    ("旗", "Banner"),
    ("县", "County"),
    ("区", "District"),
    ("市", "City"),
    ("镇", "Town"),
    ("乡", "Township"),
)
_MUNICIPALITIES = frozenset({"110000", "120000", "310000", "500000"})
_KEY = re.compile(r"\d{6}(:.*)?")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def place_words(
    key: str, language: str, *, on: dt.date | None = None, form: Form = Form.OFFICIAL
) -> str:
    """Return a place key (or an organisation) in words, as it was called on a day.

    Args:
        key: Code, town, joint key or an organisation's name.
        language: `zh` or `en`.
        on: The day whose names are wanted; None = today's names.
        form: OFFICIAL, SHORT (楚雄州) or FULL; English has one form.
    """
    if language == "zh":
        return name_of(key, on, form=form)
    parts = [_english(one, on) if _KEY.fullmatch(one) else one for one in members(key)]
    return parts[0] if len(parts) == 1 else ", ".join(parts[:-1]) + " and " + parts[-1]


def above_words(key: str, language: str) -> str:
    """Return the names of what stands above a place.

    青海省果洛藏族自治州; "" where it has no one place.
    """
    above = parents(key)
    codes = [
        code
        for code in dict.fromkeys((above.province, above.prefecture, above.county))
        if code and code != key
    ]
    if language == "zh":
        return "".join(name_of(code) for code in codes)
    return ", ".join(_english(code, None) for code in reversed(codes))


def renamed_words(key: str, language: str, *, since: dt.date) -> str:
    """Return today's name, with the name on the day `since` beside it where it differs."""
    now, then = place_words(key, language), place_words(key, language, on=since)
    if now == then or since == EARLIEST:
        return now
    return f"{now}(原{then})" if language == "zh" else f"{now} (formerly {then})"


def day_words(day: dt.date, language: str) -> str:
    """Return a day: 2017年10月31日, 31 Oct 2017."""
    if language == "zh":
        return f"{day.year}年{day.month}月{day.day}日"
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def start_words(day: dt.date, language: str) -> str:
    """Return the start of a span no finer than it looks: 2013年, 2010年7月; "" when not stated."""
    if day == EARLIEST:
        return ""
    if (day.month, day.day) == (1, 1):
        return f"{day.year}年" if language == "zh" else str(day.year)
    if day.day == 1:
        return (
            f"{day.year}年{day.month}月"
            if language == "zh"
            else f"{_MONTHS[day.month - 1]} {day.year}"
        )
    return day_words(day, language)


def end_words(day: dt.date, language: str) -> str:
    """Return the end of a span no finer than it looks: 2011年; "" while it is open."""
    if day == LATEST:
        return ""
    if (day.month, day.day) == (12, 31):
        return f"{day.year}年" if language == "zh" else str(day.year)
    if (day + dt.timedelta(days=1)).day == 1:
        return start_words(day.replace(day=1), language) if day.month > 1 else f"{day.year}年1月"
    return day_words(day, language)


def since_words(starts: dt.date, language: str) -> str:
    """Return 2013年以来, since 2013; words for the beginning of the book when not stated."""
    if starts == EARLIEST:
        return "账上有记载以来" if language == "zh" else "since the book begins"
    said = start_words(starts, language)
    return f"{said}以来" if language == "zh" else f"since {said}"


def span_words(starts: dt.date, ends: dt.date, language: str) -> str:
    """Return a pairing's span: 2010年7月起, 2004年至2011年, 起始未列明."""
    first, last = start_words(starts, language), end_words(ends, language)
    if language == "zh":
        if not first:
            return f"起始未列明,至{last}" if last else "起始未列明"
        return f"{first}至{last}" if last else f"{first}起"
    if not first:
        return f"start not stated, to {last}" if last else "start not stated"
    return f"{first} to {last}" if last else f"since {first}"


def _english(key: str, on: dt.date | None) -> str:
    short = name_of(key, on, form=Form.SHORT)
    for ending, rank in _RANKS:
        stem = short.removesuffix(ending)
        if stem != short and stem:
            word = "Municipality" if key in _MUNICIPALITIES else rank
            return stem_words(stem) if key in _MUNICIPALITIES else f"{stem_words(stem)} {word}"
    return stem_words(short)


def stem_words(stem: str) -> str:
    """Return a Chinese stem in letters: 久治 gives Jiuzhi, 裕安 Yu'an (GB/T 16159)."""
    first, *rest = [one.replace("v", "ü") for one in syllables(stem)] or [""]
    joined = "".join(f"'{one}" if one[:1] in {"a", "o", "e"} else one for one in rest)
    return _SETTLED.get(stem) or f"{first}{joined}".capitalize()
