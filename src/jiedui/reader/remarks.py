"""Moments that date one number only: a base, a remark in brackets, a day up to which all counts."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from jiedui.reader.moments import POINT, SPAN
from jiedui.reader.reading import HOUSEHOLDS, PERCENT, PERSONS_POOR, When
from jiedui.reader.yeardays import span_of

if TYPE_CHECKING:
    from jiedui.reader.moments import Moment
    from jiedui.reader.passage import Draft, Passage

_BASE = re.compile(r"的?[^,。;:\d至到]{0,6}(?=[\d一二三四五六七八九十百千两])")
_LATIN_BASE = re.compile(r"\b(?:from|than|against) [^,.;:]{0,24}\d[^,.;:]{0,12}$")
"""Ends the words in front of a year that dates only what is compared: from 50 million in 2020."""

_IN_YEAR = re.compile(r" in ((?:19|20)\d{2})(?!\d)")
_OF_ALL = re.compile(r"[,]?[^,。;\d]{0,24}(?:累计|共计|总共|先后)")


_ENDS_CLAUSE = re.compile(r"[。;,]")
CHANGED = re.compile(
    r"高出|[“…翻]|[升降减增提扩涨]\S{0,2}[到至为成]|[减增升降涨]|少|多|扩大|提高|下降|上升|压缩|回落"
)
"""Words of what became of a number, behind which no base is told any more."""

_BEFORE = re.compile(
    r"(?:[上去]|上一)年(?:度)?(?:(?:同期|[上下]半年|全年|年?[底末])[^,。;\d]{0,6}?|的)?"
    r"(?:为|是|有|只有|仅为?|达到?)?(?:约|近)?(?=\d)(?!\d{1,2}月)"
    r"|(?:(?:19|20)\d{2}年|[上去前]年)度?(?:这[个一]?|该|同[一项样]?的?)(?:数字?目?|项?指标|金额|比例)(?:只|才|还|仅)?[是为有](?:约|近)?"
)
"""Dates only the number behind it, to compare with: 上年末为24,310人."""


_LEFT = re.compile(
    r"(?:[只仅还]剩|剩下|[还尚仍]有|(?:贫困(?:人口|户|村)|发生率)[只仅]?[为是有])了?(?:约|近)?$"
)
"""Ends the words in front of what is left on the day up to which a sentence speaks."""

_STOCKS = (PERSONS_POOR, HOUSEHOLDS, PERCENT)
_DEED = re.compile(r"其中|吸纳|就业|务工|带动|培训|受益")
_STOCK = re.compile(
    r"还有|剩|发生率|减至|减少到|降至|降到|下降到|下降至|建档立卡|未脱贫|存量|尚有|仍有"
)


def is_base(text: str, moment: Moment) -> bool:
    """Whether a moment dates only the number that something changed from: 由2016年的5.79万人."""
    if _LATIN_BASE.search(text, max(0, moment.start - 40), moment.start):
        return True
    if text[moment.start : moment.start + 1] not in ("由", "从", "自"):
        return False
    if moment.sort is POINT:
        return True
    return moment.sort is SPAN and _BASE.match(text, moment.end) is not None


def is_of_all(text: str, moment: Moment) -> bool:
    """Whether a number up to a day is told of all the years: 截至目前,累计援建132个."""
    return _OF_ALL.match(text, moment.end) is not None


def year_behind(draft: Draft) -> When | None:
    """Return the year that stands right behind a number: 3.5亿元 in 2020."""
    text, end = draft.passage.text, draft.number.end
    found = _IN_YEAR.match(text, end) if text.startswith(" in ", end) else None
    return When(*span_of(int(found[1]))) if found else None


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


def is_before(passage: Passage, moment: Moment, *, when: When, held: When) -> bool:
    """Whether a moment of an earlier time than the one in force dates only the number behind it.

    Of years told in turn it is one: 去年以来投入5860万元,去年2310万元,今年3550万元.
    """
    if not (held.last and when.last and when.last < held.last):
        return False
    if _BEFORE.match(passage.text, moment.start) is None:
        return False
    is_one_of_all = bool(held.first and when.first and held.first <= when.first)
    end = passage.phrase(moment.start)[1]
    return not (is_one_of_all and any(moment.end < one.start < end for one in passage.moments))


def is_still_beside(passage: Passage, end: int, draft: Draft) -> bool:
    """Whether only a comparison's own words stand between its moment and a number."""
    between = passage.text[end : draft.number.start]
    return len(between) < 40 and not _ENDS_CLAUSE.search(between) and not CHANGED.search(between)


def is_stock(draft: Draft) -> bool:
    """Whether a number of households or persons or a rate tells what there is: 发生率降至."""
    told = draft.number.before + draft.number.gap
    return bool(draft.measure in _STOCKS and _STOCK.search(told) and not _DEED.search(told))


def is_left(draft: Draft) -> bool:
    """Whether the words in front of a number say what is left or there: 只剩, 贫困人口为."""
    return _LEFT.search(draft.number.gap) is not None
