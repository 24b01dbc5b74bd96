"""The days that the headings of a document set for their sections, and who leaves them again.

二、年度目标 of a work plan for 2019 is of 2019 again, whatever year section 一 told of; a heading
without days inside a section keeps the section's.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING

from jiedui.reader.layout import HEADING
from jiedui.reader.numerals import chinese_number

if TYPE_CHECKING:
    from jiedui.reader.passage import Passage
    from jiedui.reader.reading import When

_DOCUMENT = re.compile(
    r"(?:计划|方案|要点|总结|小结|报告|汇报|年报|公报|决算|清单|一览表?|统计表|台账|情况)(?:\s*[((][^()()]*[))])?\s*$"
)
"""Ends the title of a document that is about the days it names, as no news is."""

_STYLES = (
    re.compile(r"\s*第[一二三四五六七八九十\d]{1,3}[章节部]"),
    re.compile(r"\s*[一二三四五六七八九十]{1,3}、"),
    re.compile(r"\s*[((][一二三四五六七八九十]{1,3}[))]"),
    re.compile(r"\s*\d{1,2}[.、.](?!\d)"),
    re.compile(r"\s*#{2,}"),
)
"""How headings are numbered: those of one style stand side by side."""


_YEAR_ALONE = re.compile(
    r"[\s【〖\[(◆■●]*(?:[一二三四五六七八九十]{1,3}、)?((?:19|20)\d{2}|[一二][〇零○九][〇零○一二三四五六七八九]{2})年度?(?:大事记|纪事|记事)?[\s】〗\])::]*"
)
_BARE_MONTH = re.compile(r"[\s•·●◆■-]*\d{1,2}月")
_OTHER_YEAR = re.compile(r"(?:19|20)\d{2}年|[今去明前]年|目前|至今")
_A_LINE = 40
"""A line that is no heading of its own is longer."""


class Headed:
    """The headings above a passage that name days, outermost first."""

    def __init__(self) -> None:
        """Begin a page."""
        self._above: list[tuple[int | None, When]] = []
        self._is_begun = False
        self._title: When | None = None
        self._chapter = 0

    def begin(self, passage: Passage) -> When | None:
        """Return the days of the section that a heading without days begins, None if not known."""
        if passage.block.kind is not HEADING:
            self._is_begun = True
            return None
        style = _style(passage.text)
        if style is None:
            return None
        styles = [one for one, _ in self._above]
        if style in styles:
            del self._above[styles.index(style) :]
        return self._above[-1][1] if self._above and not passage.moments else None

    def day_for(self, text: str, as_of: dt.date | None) -> dt.date | None:
        """Return the day from which the months of a block count: of a year that heads it alone.

        A chronicle tells 2013年 in a line of its own and 7月6日 in those behind it.
        """
        if alone := _YEAR_ALONE.fullmatch(text):
            said = alone[1].replace("○", "〇")
            self._chapter = int(said) if said.isdigit() else chinese_number(said) or 0
        elif _OTHER_YEAR.search(text) and len(text) < _A_LINE and "。" not in text:
            self._chapter = 0
        is_bare = _BARE_MONTH.match(text) and not _OTHER_YEAR.search(text)
        if as_of is None or not is_bare or not 0 < self._chapter < as_of.year:
            return as_of
        return dt.date(self._chapter, 12, 31)

    def closed_by(self, as_of: dt.date) -> dt.date | None:
        """Return the last day of the years that the document's title names, None if not over."""
        last = self._title.last if self._title else None
        return last if last and last.year < as_of.year else None

    def end(self, passage: Passage, when: When) -> None:
        """Keep the days that a heading has put in force."""
        if passage.block.kind is not HEADING or not passage.moments or when.first == when.last:
            return
        style = _style(passage.text)
        is_title = style is None and not self._is_begun and _DOCUMENT.search(passage.text)
        self._title = when if is_title else self._title
        if is_title or style is not None:
            self._above.append((style, when))


def _style(text: str) -> int | None:
    """Return how a heading is numbered, None where it is not."""
    return next((at for at, one in enumerate(_STYLES) if one.match(text)), None)
