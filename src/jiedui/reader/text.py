"""Office text made comparable, and the words that stand in a cell instead of a value."""

from __future__ import annotations

import enum
import unicodedata


def normal(text: str) -> str:
    """Return a text as it is compared: NFKC (full-width signs become plain), no white space."""
    if text.isascii():
        return "".join(text.split())
    return "".join(unicodedata.normalize("NFKC", text).split())


def trimmed(text: str) -> str:
    """Return a text as people wrote it, without white space and invisible marks at its ends."""
    return text.strip().strip("\ufeff\u200b").strip()


class Blank(enum.Enum):
    """Why a cell holds no value.

    EMPTY: nothing is there, or a dash. NOT_STATED: a value exists but is not said. PENDING: it is
    not settled yet. DITTO: the value above is meant.
    """

    EMPTY = "empty"
    NOT_STATED = "not_stated"
    PENDING = "pending"
    DITTO = "ditto"


_WORDS = {
    Blank.EMPTY: (
        "无 没有 暂无 空 不涉及 不适用 无此项 未发生 在岗 在职 在任 仍在岗 未完工 "
        "未竣工 未开工 未结束 进行中 "
        "N/A n/a NA null NULL None 无数据"
    ),
    Blank.NOT_STATED: (
        "未列明 未列示 未单列 未注明 未说明 未明确 未标明 未公布 未提供 未统计 未知 "
        "不详 不明 不清楚 数额不详 "
        "金额未列明 金额不详 数量不详"
    ),
    Blank.PENDING: (
        "待定 待核 待核实 待核定 待确定 待确认 待补 待补充 待填 待报 待批 待审 待审定 "
        "待定中 暂未确定 尚未确定 "
        "未定 未确定 核实中 TBD"
    ),
    Blank.DITTO: "同上 同前 〃 \u2033 '' \" ″ ″″ 〃〃",
}
_ENGLISH = {
    Blank.EMPTY: (
        "none|nil|n.a.|n. a.|n.a|not applicable|nothing|in post|on duty|in service|in progress|"
        "not completed|unfinished|no data|empty|blank"
    ),
    Blank.NOT_STATED: (
        "not stated|not itemised|not itemized|not listed|unknown|not known|not disclosed|"
        "undisclosed|not available|not specified|unspecified|not given|not provided|not reported"
    ),
    Blank.PENDING: (
        "tbd|tbc|tba|t.b.d.|t.b.c.|pending|to be determined|to be confirmed|to be decided|"
        "to be settled|to be verified|to be approved|to be added|to be filled in|to be announced|"
        "under review|not yet settled|not yet determined|not yet known|awaiting confirmation"
    ),
    Blank.DITTO: "ditto|do.|same as above|as above|same|the same|the same as above|idem|see above",
}
_BY_WORD = {normal(word): blank for blank, words in _WORDS.items() for word in words.split()}
_BY_ENGLISH = {
    normal(word): blank for blank, words in _ENGLISH.items() for word in words.split("|")
}
_ENGLISH_FIRSTS = frozenset(first for word in _BY_ENGLISH for first in (word[0], word[0].upper()))
_LONGEST_ENGLISH = max(map(len, _BY_ENGLISH))
_LONGEST = 8
"""Signs of the longest of these words."""

_DASHES = frozenset("-—–‐‑‒―─－~～/\\／.。*…_|·")
_FIRSTS = frozenset((*(word[0] for word in _BY_WORD), *_DASHES, "[", "]"))
"""Signs that these words begin with, as they may be written."""


def blank_of(text: str) -> Blank | None:
    """Return why a text holds no value, or None when it may hold one.

    >>> blank_of("—"), blank_of("未列明"), blank_of("12") is None
    (<Blank.EMPTY: 'empty'>, <Blank.NOT_STATED: 'not_stated'>, True)
    """
    if ("0" <= text <= "z" or "一" <= text <= "龥") and text[0] not in _FIRSTS:
        return _blank_in_english(text) if text[0] in _ENGLISH_FIRSTS else None
    if len(text) > _LONGEST and text.isalnum():
        return _blank_in_english(text)
    plain = normal(text)
    if not plain or all(sign in _DASHES for sign in plain):
        return Blank.EMPTY
    if len(plain) > _LONGEST:
        return _blank_in_english(text)
    return _BY_WORD.get(plain) or _BY_WORD.get(plain.strip("()[]")) or _blank_in_english(text)


def _blank_in_english(text: str) -> Blank | None:
    """Return why an English text holds no value; ascii, short, whatever its case."""
    if len(text) > 2 * _LONGEST_ENGLISH or not text.isascii():
        return None
    return _BY_ENGLISH.get(normal(text).strip("()[]*").lower())
