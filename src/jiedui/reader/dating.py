"""Which days a number speaks of: the moment beside it, else the one still in force."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING

from jiedui.reader.bothends import joined_years, part_days
from jiedui.reader.changes import only_compares
from jiedui.reader.headed import Headed
from jiedui.reader.layout import HEADING
from jiedui.reader.moments import LASTING, POINT, SINCE, SPAN, UNTIL, moments_in
from jiedui.reader.ownday import is_labelled, is_own_line
from jiedui.reader.reading import When
from jiedui.reader.remarks import (
    CHANGED,
    is_aside,
    is_base,
    is_before,
    is_left,
    is_of_all,
    is_remark,
    is_still_beside,
    is_stock,
    year_behind,
)
from jiedui.reader.yeardays import year_back
from jiedui.reader.yearly import (
    WHOLE_YEAR,
    align,
    goes_beyond,
    is_ahead,
    is_brief,
    is_inside,
    is_now,
    past_year,
    put_off,
    same_time,
    whole_year,
)

if TYPE_CHECKING:
    from jiedui.reader.moments import Moment
    from jiedui.reader.passage import Draft, Passage

_NEWS = re.compile(r"[讯电]|消息|报道")
_BESIDE = re.compile(
    r"(?:比|较|与|由|从|(?<!目标)(?<!任务)(?<!计划)是|相当于|相比|相对|和|(?<!连)同|占|为|vs\.?|than)\s?$|上一?[轮届][^,。;\d]{0,6}$"
    r"|(?:compared with|than|from) $"
)
_PAIRING = re.compile(r"[^。;\d]{0,32}?(?:结的?对|牵手|携手|结为|结成|建立[^,。;]{0,8}关系)")
"""What follows the day on which two places became partners."""

_MADE_THEN = re.compile(r"[^,。;\d]{0,6}[建修办盖开立]成?的[。,]")
"""What tells when a thing was made, of which the next words speak: 冷库是2022年建的。"""

_FROM = ("from ", "than ", "against ")
_SEVERAL = 2
_CLOSING = '"”」』)) '
"""Signs that may stand behind the last of a question."""

_BARE_YEAR = re.compile(r"((?<!\d)(?:19|20)\d{2}(?![\d年.-]))")
"""A year without 年 in a header."""

_A_LINE = 40
"""A line of the page's own date and number is shorter."""


class Calendar:
    """The period in force, carried from sentence to sentence through a page."""

    def __init__(self, as_of: dt.date | None) -> None:
        self.as_of = as_of
        self.year: int | None = None
        self.when = When()
        self.columns: dict[When, None] = {}
        self._since: dt.date | None = None
        self._years: dict[dt.date, None] = {}
        self._settled = self._frame = self._wide = When()
        self._is_headed = self._is_main_named = self._is_section_dated = False
        self._is_until = self._is_among = False
        self._founded: dt.date | None = None
        self._paired: dt.date | None = None
        self._sentence = (0, 0)
        self._told: list[When] = []
        self._told_before: list[When] = []
        self._counted: list[Draft] = []
        self._main: When | None = None
        self._dated: Passage | None = None
        self._headed = Headed()
        self._is_lasting = True
        self._stock_day: dt.date | None = None
        self._outer = self._beyond = When()

    def moments(self, text: str) -> list[Moment]:
        """Return a text's moments, counted from the day of the page and the year named before."""
        found = list(moments_in(text, self._headed.day_for(text, self.as_of), self.year))
        if self.year is not None and is_own_line(text):
            return found
        is_line = len(text) < _A_LINE and "。" not in text
        for one in found:
            if one.is_day and one.first == self.as_of and self.year is not None and is_line:
                continue  # The day of the page itself: 西援字〔2022〕1号 2022年1月10日.
            is_beside = only_compares(text, one.start, one.end)
            if one.sort in (SPAN, SINCE, POINT) and one.first and not is_beside:
                self.year = one.first.year
        return found

    def named(self, words: str) -> When | None:
        """Return the one stretch of time that the header of a column or row names, else None."""
        if not any(sign.isdigit() or sign in "年月季" for sign in words):
            return None
        found = list(moments_in(_BARE_YEAR.sub(r"\1年", words), self.as_of, self.year))
        told = [one for one in found if one.first and one.last]
        if any(one.is_of_told and one.years == len(self.columns) > 1 for one in found):
            days = [day for one in self.columns for day in one if day]
            return When(min(days), max(days))
        if len(told) != 1:
            return None
        self.columns.setdefault(When(told[0].first, told[0].last))
        return When(told[0].first, told[0].last)

    def date(self, passage: Passage) -> None:
        """Give every draft of a passage the days it speaks of."""
        self._begin(passage)
        moments = iter(passage.moments)
        upcoming = next(moments, None)
        beside: tuple[When, int] | None = None
        for draft in passage.drafts:
            at = draft.number.start
            while upcoming is not None and upcoming.end <= at:
                self._turn(passage, passage.sentence(upcoming.start)[0])
                beside = self._take(passage, upcoming) or None
                upcoming = next(moments, None)
            is_multiple = draft.number.unit in ("倍", "番", "fold", "times")
            self._turn(passage, draft.number.sentence[0])
            self._leave_years(passage, draft)
            own = year_behind(draft)
            if upcoming is not None and (later := put_off(draft, upcoming, self.as_of)):
                own, upcoming = later, next(moments, None)
            if own is None and upcoming is not None and is_remark(passage, draft, upcoming):
                own = self._days(upcoming)
                upcoming = next(moments, None)
            if own is not None:
                draft.when, draft.is_beside = own, draft.number.gap.endswith(_FROM)
            elif beside and not is_multiple and is_still_beside(passage, beside[1], draft):
                draft.when, draft.is_beside = beside[0], True
            else:
                draft.when = self._for(draft)
        for left in () if upcoming is None else (upcoming, *moments):
            self._turn(passage, passage.sentence(left.start)[0])
            self._take(passage, left)
        self._headed.end(passage, self.when)
        align(passage)
        part_days(passage, self.as_of)

    def _is_of_all_years(self, draft: Draft) -> bool:
        """Whether a number adds up all years of the page, its paragraph naming none: 先后选派."""
        main, when, passage = self._main, self.when, draft.passage
        if main is None or passage is self._dated or self._is_section_dated or when == main:
            return False
        if passage.block.kind is HEADING or not is_inside(when, main):
            return False
        start = max(draft.number.phrase[0], draft.number.start - _REACH)
        return _ALL_YEARS.search(passage.text, start, draft.number.start) is not None

    def _leave_years(self, passage: Passage, draft: Draft) -> None:
        """Leave a list of years, one number each, when its sentence goes on without a year."""
        if self._counted and self._counted[-1] is draft:
            return
        told, outer = self._told, self._outer
        is_list = len(told) > 1 and len(self._counted) == len(told)
        if is_list and all(is_inside(one, outer) for one in told):
            between = passage.text[self._counted[-1].end : draft.start]
            is_change = CHANGED.search(between) is not None
            if is_change and self._counted[-1].passage is passage:
                return
            if self._counted[-1].passage is passage and _GOES_ON.match(between):
                self.when, self._told, self._counted = outer, [], []
                return
        if told:
            self._counted.append(draft)

    def _turn(self, passage: Passage, start: int) -> None:
        """At a new sentence, leave years over which the one before spread a period: 其中2019年."""
        sentence = (id(passage), start)
        if sentence == self._sentence:
            return
        if self._beyond.first:
            self.when, self._beyond = self._beyond, When()
        told = self._told
        wholes = [(told[-1], told[:-1]), (self._outer, told), (told[0], told[1:])] if told else []
        for whole, parts in wholes:
            if len(parts) > (not self._is_among) and all(is_inside(one, whole) for one in parts):
                self.when = whole
                break
        self._told_before = told or self._told_before
        self._sentence, self._outer, self._told, self._counted = sentence, self.when, [], []

    def _begin(self, passage: Passage) -> None:
        """End what a paragraph told of what is still to come, of 年底, or within its section."""
        if not self._is_lasting and self._wide.first:
            self.when, self._is_lasting = self._wide, True
        if headed := self._headed.begin(passage):
            self.when = self._wide = headed
        if passage.block.kind is HEADING or passage.text.rstrip(_CLOSING).endswith("?"):
            self._is_section_dated = bool(passage.moments)
            self._is_headed = any(
                self.as_of and one.first and one.first > self.as_of for one in passage.moments
            )
            if not self._is_headed and is_ahead(self.when, self.as_of):
                self.when = self._settled
        elif is_ahead(self.when, self.as_of) and not self._is_headed:
            self.when = self._settled
        elif is_brief(self.when) and is_inside(self.when, self._wide):
            self.when = self._wide  # A month named in passing ends with its paragraph.
        elif self._is_until and self._main and self._is_main_named:
            self.when = self._main

    def _take(self, passage: Passage, moment: Moment) -> tuple[When, int] | None:
        """Put a moment in force; one that only compares is returned with where it ends."""
        text = passage.text
        when = None if self._is_passed_over(text, moment) else self._days(moment)
        if when is None:
            return None
        years = joined_years(passage, moment, self.when)
        when = years or same_time(self.when, when, text[moment.end : moment.end + 2])
        compares = not years and _BESIDE.search(text[max(0, moment.start - 14) : moment.start])
        is_made = compares and _MADE_THEN.match(text, moment.end)
        if (compares and not is_made) or is_aside(passage, moment):
            return when, moment.end
        is_done_then = text[moment.start - 1 : moment.start] == "于" and bool(self.when.first)
        if is_done_then and is_inside(when, self.when):
            return when, moment.end
        if is_base(text, moment):
            return when, moment.end
        if is_before(passage, moment, when=when, held=self.when):
            self._told.append(when)
            return when, moment.end
        if moment.sort is UNTIL and self._founded and is_of_all(text, moment):
            when = When(self._founded, when.last)
        self._put_in_force(passage, moment, when)
        if years:
            self._told[-1] = When(moment.first, moment.last)
        return None

    def _is_passed_over(self, text: str, moment: Moment) -> bool:
        """Whether a moment only dates the page, or is 全年, which widens the one in force."""
        if text.startswith(WHOLE_YEAR, moment.start):
            self.when = self._outer = whole_year(self.when, self.as_of)
            return True
        is_news = _NEWS.match(text, moment.end) is not None
        if not moment.is_day or is_news:
            return is_news and moment.is_day
        is_own = is_own_line(text) or is_labelled(text, moment.start)
        is_own = is_own or (moment.first == self.as_of and len(text) < _A_LINE and "。" not in text)
        return is_own and self.when.first is not None

    def _put_in_force(self, passage: Passage, moment: Moment, when: When) -> None:
        """Let a moment hold for what follows."""
        is_beyond = passage is self._dated and moment.sort is UNTIL
        is_beyond = is_beyond and goes_beyond(self.when, when, self.as_of)
        self._beyond = self.when if is_beyond else When()
        when = When(None, when.last) if is_beyond else when
        self._dated = passage
        if self._paired is None and when.first and moment.sort in (SPAN, SINCE, POINT):
            is_pairing = _PAIRING.match(passage.text, moment.end)
            self._paired = when.first if is_pairing else None
        self._keep_main(moment, when)
        self._told.append(when)
        is_heading = passage.block.kind is HEADING
        self._is_lasting = is_heading or moment.is_day or moment.sort is not POINT
        self._is_lasting = self._is_lasting and not is_beyond
        self._wide = self._wide if is_brief(when) or not self._is_lasting else when
        self._stock_day = when.last if moment.sort is POINT and not moment.is_day else None
        self._is_among = passage.text.endswith("其中", 0, moment.start)
        self.when, self._is_until = when, moment.sort is UNTIL
        if moment.sort in (SPAN, SINCE, LASTING) and not moment.is_day:
            self._frame = when
        if moment.sort is SINCE and moment.first:
            self._founded = min(self._founded or moment.first, moment.first)
        if not is_ahead(when, self.as_of):
            self._settled = when

    def _keep_main(self, moment: Moment, when: When) -> None:
        """Keep the years the page is about: the first ones it names, else those it counts back."""
        first, last = when.first, min(filter(None, (when.last, self.as_of)), default=None)
        if not first or not last or first.year >= last.year:
            return
        is_named = moment.sort is not LASTING
        if self._main is None or (is_named and not self._is_main_named):
            self._main, self._is_main_named = When(first, last), is_named

    def _days(self, moment: Moment) -> When | None:
        """Return the period that a moment puts in force, None when it names no days."""
        if moment.first and moment.sort in (SINCE, SPAN):
            self._years.pop(moment.first, None)
            self._years[moment.first] = None
        if moment.sort is LASTING:
            return self._lasting(moment)
        if moment.sort is SINCE:
            if moment.is_from_named:
                return When(self._paired, moment.last) if self._paired else None
            self._since = moment.first
            return When(moment.first, moment.last) if moment.first else None
        if moment.sort is UNTIL:
            return When(self._opened(moment), moment.last) if moment.last else None
        if moment.first is None and moment.last is None:
            return None
        if moment.sort is SPAN and not moment.is_day:
            self._since = None
        return When(moment.first, moment.last)

    def _opened(self, moment: Moment) -> dt.date | None:
        """Return the start still open that a period up to a day has, the year's when none is."""
        last = moment.last
        if self._stock_day and last and self._stock_day < last:
            return self._stock_day + dt.timedelta(days=1)  # 2016年底还有A,到2019年底少了B.
        if self._since and last and self._since <= last:
            return self._since
        if moment.is_from_named and self._years:
            return next(reversed(self._years))
        first, end = self._frame.first, self._frame.last
        if first and last and first <= last and (end is None or last.year <= end.year):
            return first
        is_running = self.as_of and last and last.year == self.as_of.year
        return dt.date(last.year, 1, 1) if is_running and last else None

    def _lasting(self, moment: Moment) -> When | None:
        """Return the period of N年来: from the year the page names, else counted back.

        Years told one by one in its sentence are the ones it adds up (三年合计); a day up to which
        its sentence speaks ends it (到2002年底,十年间).
        """
        told = [one for one in self._told if one.first and one.last]
        if moment.is_of_told:
            before = [one for one in self._told_before if one.first and one.last]
            told = before if not told and len(before) == moment.years else told
            single = [
                one for one in told if one.first and one.last and one.first.year == one.last.year
            ]
            told = single if len(single) > 1 else told
            days = [day for one in told for day in (one.first, one.last) if day]
            if len(told) < _SEVERAL and 0 < len(self.columns) == moment.years:
                days = [day for one in self.columns for day in (one.first, one.last) if day]
                return When(min(days), max(days))
            return When(min(days), max(days)) if len(told) > 1 else self._lasted(moment.years)
        if self.as_of is None or not moment.years:
            return None
        is_one = moment.years == 1
        if past := past_year(self.when, self.as_of) if is_one else self._lasted(moment.years):
            return past
        ends = self._told[-1].last if self._told and self._is_until else None
        last = ends or self._headed.closed_by(self.as_of) or self.as_of
        wanted = year_back(last, moment.years, is_more=moment.is_more)
        reach = range(wanted - 1, max(wanted + 1, min(wanted + 2, last.year)))
        named = [day for day in reversed(self._years) if day.year in reach and day < last]
        first = min(named, key=lambda day: abs(day.year - wanted), default=dt.date(wanted, 1, 1))
        self._since = first
        return When(first, last)

    def _lasted(self, years: int) -> When | None:
        """Return the period named before that is over and lasted just so many years: 五年间."""
        for frame in (self._frame, self._main or self._frame):
            first, last = frame.first, frame.last
            if self.as_of is None or first is None or last is None or years < _SEVERAL:
                continue
            most = last.year - first.year + 1
            if most == years or (last == self.as_of and most - 1 == years):
                return frame
        return None

    def _for(self, draft: Draft) -> When:
        if self._is_of_all_years(draft) and self._main is not None:
            self.when = self._main
        when = self.when
        if is_now(draft):
            return When(self.as_of, self.as_of)
        is_reached = self._is_until and self._is_reached()
        is_on_day = when.first is None or when.last == self.as_of or is_reached
        if (is_on_day and is_stock(draft)) or (is_reached and is_left(draft)):
            return When(when.last, when.last)
        return when

    def _is_reached(self) -> bool:
        """Whether the day up to which a sentence speaks has come."""
        last = self.when.last
        is_over = bool(last and self.as_of and last <= self.as_of)
        return bool(self._told) and is_over


_GOES_ON = re.compile(r"[,;][^,。;、]{2,}$")
_REACH = 60
"""So far in front of a number its sentence may say that it adds up all years."""

_ALL_YEARS = re.compile(r"累计|先后|总共|共(?<=[^\W\d]共)(?![同和有建享])|已(?!经?脱贫)")
