"""English amounts and units in office cells, said in the Chinese words that other readers know.

`over RMB 3.5 million` becomes `超过3.5百万元`. A text that is no amount comes back as it is.
"""

from __future__ import annotations

import functools
import re
import unicodedata

_LETTERS = re.compile(r"[A-Za-z]")
_CHINESE = re.compile(r"[\u3400-\u9fff]")
LONGEST = 400
"""A longer English text is no amount, no day and no line of office."""


def is_latin(text: str) -> bool:
    """Return whether a text is written in Latin letters, with no Chinese character in it."""
    return _LETTERS.search(text) is not None and _CHINESE.search(text) is None


def spaced(text: str) -> str:
    """Return a text with full-width signs made plain and each run of white space one blank."""
    return " ".join(unicodedata.normalize("NFKC", text).split())


def _any(words: str) -> str:
    parts = sorted(words.split("|"), key=len, reverse=True)
    return "|".join(re.escape(one).replace(r"\ ", r"\s+") for one in parts)


# --- numbers -------------------------------------------------------------------------------------

_BEFORE = {
    "约": "approximately|approx.|approx|appr.|about|around|circa|ca.|ca|c.|c|roughly|some|~|≈|est.|"
    "estimated",
    "近": "nearly|almost|close to|just under|close on",
    "不到": "less than|fewer than|under|below",
    "超过": "over|more than|exceeding|above|in excess of|upwards of|>",
    "不少于": "at least|no less than|not less than|no fewer than|not fewer than|minimum|min.|>=|≥",
    "不超过": "at most|no more than|not more than|up to|maximum|max.|<=|≤",
}
_AFTER = {
    "左右": "or so|approx.|approx|approximately|(approx.)|(approx)|(approximately)|(about)|(est.)|"
    "(estimated)|(estimate)",
    "以上": "or more|and above|and more|or above|upwards|at least|(at least)",
    "以内": "or less|or fewer|at most|or under",
    "多": "odd|plus",
}
_SCALES = {
    "千": "k|thousand",
    "万": "wan|ten thousand",
    "百万": "m|mn|mln|million|millions",
    "亿": "hundred million|yi",
    "十亿": "bn|billion",
}
_CURRENCY = "RMB yuan|CNY yuan|Chinese yuan|yuan RMB|RMB|CNY|yuan|renminbi|¥"
_COUNTED = {
    "人": "persons|person|people|pax|trainees|participants|members|heads|staff|cadres|workers",
    "户": "households|household|families|family|hh",
    "天": "days|day",
    "人次": "person-times|person times|attendances|participations",
    "次": "times|visits|activities",
    "期": "classes|class|batches|batch|sessions|courses",
    "元": _CURRENCY,
}
_SPELT = {
    word: str(number)
    for number, word in enumerate(
        "one two three four five six seven eight nine ten eleven twelve".split(), 1
    )
}


def _by_words(groups: dict[str, str]) -> dict[str, str]:
    return {
        "".join(word.lower().split()): said
        for said, words in groups.items()
        for word in words.split("|")
    }


_SAID_BEFORE, _SAID_AFTER = _by_words(_BEFORE), _by_words(_AFTER)
_SAID_SCALE, _SAID_COUNTED = _by_words(_SCALES), _by_words(_COUNTED)
_NUMBER = r"\d[\d,]*(?:\.\d+)?|" + "|".join(_SPELT)
_AMOUNT = re.compile(
    r"(?:(?:a\s+)?(?:total|delegation|party|group|team|sum)\s+of\s+|totall?ing\s+|total:?\s+)?"
    rf"(?P<before>{_any('|'.join(_BEFORE.values()))})?\s*(?P<cur>{_any(_CURRENCY)})?\s*"
    rf"(?P<number>{_NUMBER})(?:\s*(?:-|–|—|to|~)\s*(?P<high>{_NUMBER}))?\s*"
    rf"(?P<scale>(?:{_any('|'.join(_SCALES.values()))})(?![a-z]))?\s*(?P<plus>\+)?\s*"
    rf"(?P<unit>{_any('|'.join(_COUNTED.values()))})?(?:\s+in\s+(?:all|total))?\s*"
    rf"(?P<after>{_any('|'.join(_AFTER.values()))})?\s*(?P<note>\(.*\))?",
    re.IGNORECASE,
)


def _said(words: str | None, table: dict[str, str]) -> str:
    return table["".join(words.lower().split())] if words else ""


@functools.lru_cache(maxsize=8192)
def amount_words(text: str) -> str:
    """Return an English amount in Chinese words; a text that is none unchanged.

    >>> amount_words("over RMB 3.5 million"), amount_words("approx. 30 persons")
    ('超过3.5百万元', '约30人')
    """
    if len(text) > LONGEST or not (is_latin(text) or text.lstrip()[:1] in "~≈"):
        return text
    found = _AMOUNT.fullmatch(spaced(text))
    if found is None:
        return text
    low, high = (
        _SPELT.get((one or "").lower(), one or "") for one in found.group("number", "high")
    )
    unit = _said(found["unit"], _SAID_COUNTED) or ("元" if found["cur"] else "")
    if (found["scale"] or "").lower() == "m" and unit != "元":
        return text
    scale = _said(found["scale"], _SAID_SCALE)
    after = _said(found["after"], _SAID_AFTER) or ("+" if found["plus"] else "")
    before = _said(found["before"], _SAID_BEFORE)
    span = f"{low}-{high}" if high else low
    return f"{before}{span}{'多' if after == '多' else ''}{scale}{unit}{after.replace('多', '')}"


# --- money units ---------------------------------------------------------------------------------

_MANY = {
    "千元": "k|1k|1000|1,000|thousand|'000|000s|thousands of",
    "万元": "10k|10000|10,000|ten thousand|tens of thousands of|wan|'0000|10 thousand",
    "百万元": "million|millions of|mn|mln|m|1,000,000",
    "亿元": "100 million|hundred million|100,000,000|yi",
}
_SAID_MANY = _by_words(_MANY)
_MONEY = re.compile(
    rf"(?:in\s+|all\s+in\s+)?(?:(?P<many>{_any('|'.join(_MANY.values()))})\s*)?"
    rf"(?P<cur>{_any(_CURRENCY)})[\s:]*(?P<much>{_any('|'.join(_MANY.values()))})?"
    rf"(?:\s*(?:{_any(_CURRENCY)}))?s?",
    re.IGNORECASE,
)
_COUNT_UNITS = _by_words(
    {
        "户": "households|household|hh",
        "人": "persons|person|people|headcount|heads|pax",
        "天": "days|day",
        "人次": "person-times|person times",
        "次": "times",
        "期": "classes|batches|sessions",
        "%": "percent|per cent|pct|%",
    }
)


def unit_words(text: str) -> str:
    """Return the unit that English words are: 万元 for `RMB 10,000`, 人 for persons, "" for none.

    >>> unit_words("in 10k yuan"), unit_words("RMB million"), unit_words("persons")
    ('万元', '百万元', '人')
    """
    plain = spaced(text).strip(" .:")
    found = _MONEY.fullmatch(plain)
    if found is None:
        return _COUNT_UNITS.get("".join(plain.lower().split()), "")
    many = found["many"] or found["much"]
    return _said(many, _SAID_MANY) if many else "元"
