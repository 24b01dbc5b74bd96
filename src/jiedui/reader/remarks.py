"""Moments that date one number only: a base, a remark in brackets, a day up to which all counts."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from jiedui.reader.moments import POINT, SPAN

if TYPE_CHECKING:
    from jiedui.reader.moments import Moment
    from jiedui.reader.passage import Draft, Passage

_BASE = re.compile(r"的?[^,。;:\d至到]{0,6}(?=[\d一二三四五六七八九十百千两])")
_OF_ALL = re.compile(r"[,]?[^,。;\d]{0,24}(?:累计|共计|总共|先后)")


def is_base(text: str, moment: Moment) -> bool:
    """Whether a moment dates only the number that something changed from: 由2016年的5.79万人."""
    if text[moment.start : moment.start + 1] not in ("由", "从", "自"):
        return False
    if moment.sort is POINT:
        return True
    return moment.sort is SPAN and _BASE.match(text, moment.end) is not None


def is_of_all(text: str, moment: Moment) -> bool:
    """Whether a number up to a day is told of all the years: 截至目前,累计援建132个."""
    return _OF_ALL.match(text, moment.end) is not None


def is_remark(passage: Passage, draft: Draft, moment: Moment) -> bool:
    """Whether a moment stands in brackets right behind a number and dates that number alone."""
    text = passage.text
    is_beside = text[draft.number.end : moment.start] == "("
    return is_beside and text[moment.end : moment.end + 1] == ")"


def is_aside(passage: Passage, moment: Moment) -> bool:
    """Whether a moment is the only one of a remark in brackets: (2022年为1.2亿元)."""
    text = passage.text
    start = text.rfind("(", max(0, moment.start - 6), moment.start)
    end = text.find(")", moment.end, moment.end + 24)
    if start < 1 or end < 0 or text.find(")", start, moment.start) >= 0:
        return False
    if not any(moment.end <= one.start < end for one in passage.numbers):
        return False
    return sum(start < one.start < end for one in passage.moments) == 1
