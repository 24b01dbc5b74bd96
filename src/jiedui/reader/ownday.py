"""The day of a page, from what it prints about itself: 今年 and 至今 count from it."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING

from jiedui.reader.numerals import chinese_number
from jiedui.reader.yeardays import span_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from jiedui.reader.passage import Passage

_HAN = "[一二][〇零○九][〇零○一二三四五六七八九]{2}"
_FULL = re.compile(
    r"(?=[12一二])(?:((?:19|20)\d{2})[年./-](\d{1,2})[月./-](\d{1,2})[日号]?(?![\d-])"
    rf"|({_HAN})年([一二三四五六七八九十]{{1,2}})月([一二三四五六七八九十]{{1,3}})[日号])"
)
_ENGLISH = re.compile(
    r"(?=[\dJFMASOND])(?:"
    r"(\d{1,2}) (Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?,? ((?:19|20)\d{2})"
    r"|(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]* (\d{1,2}), ((?:19|20)\d{2}))"
)
_MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()
_DATELINE = re.compile(r"(\d{1,2})月(\d{1,2})日(?=讯|电|消息|专电|报道|\)|\s)")
_ANY_DAY = re.compile(r"(\d{1,2})月(\d{1,2})日")
_YEAR = re.compile(
    rf"(?=[12一二])(?:(?<!\d)((?:19|20)\d{{2}})(?=年|[〕\])]\s?第?\d+号)|({_HAN})年)"
)
_FIVE_YEARS = re.compile(r"十([一二三四五])五[”\"]?期间")
_AHEAD = re.compile(r"[^。;!?]{0,12}(?:计划|拟|将|预计|打算|力争|争取|准备|有望|目标|再|继续)")
_HOPED = re.compile(r"(?:恳请|希望|展望|争取|期待|力争|计划|规划|下一步|预计)[^。;!?\d]{0,10}$")
_LAST_YEAR = re.compile(r"新一年|新的一年|去年底|去年末")
_CODED = re.compile(r"(?<!\d)(20\d{2})-?(\d{2})(\d{2})(?!\d)")
_LASTED = re.compile(
    r"(?<![\d第〇零一二三四五六七八九])(\d{1,2}|[一二三四五六七八九]?十?[一二三四五六七八九十])(?:年|载)(?:来|间|以来)"
)
_EVENT = re.compile(r"至\d{1,2}日|考察|召开|签订|签署|印发|下发|通过|批准|成立")
_MOST = 400
"""So many years are looked at; a page names its own time before that."""


_OWN_LINE = re.compile(
    r"\s*(?:(?:填报|填表|制表|报送|编制|发布|印发|成文|落款|报出)?(?:日期|时间)[::]\s*)?(?:第?\d{1,4}[期号]?)?\s*[(]?\s*(?:(?:19|20)\d{2}|[一二][〇零○九][〇零○一二三四五六七八九]{2})年"
    r"[\d一二三四五六七八九十]{1,3}月[\d一二三四五六七八九十]{1,3}日\s*[)]?\s*"
)


_LABEL = re.compile(
    r"(?:填报|填表|制表|报送|编制|发布|发稿|印发|成文|落款|报出|上报|审核|打印)(?:日期|时间)[::]\s*$"
)


def is_labelled(text: str, at: int) -> bool:
    """Whether the words in front of a date say that it is the day of its page: 填报日期:."""
    return _LABEL.search(text, max(0, at - 8), at) is not None


def is_imprint(passage: Passage) -> bool:
    """Whether a line holds nothing but the office that a page is by and its day."""
    if len(passage.mentions) != 1 or not passage.moments:
        return False
    one = passage.mentions[0]
    rest = passage.text[: one.start] + passage.text[one.end :]
    return is_own_line(rest)


def is_own_line(text: str) -> bool:
    """Whether a line is nothing but the day of its page: (2024年1月15日)."""
    return _OWN_LINE.fullmatch(text) is not None


def day_of_text(page: str) -> dt.date | None:
    """Return the latest full date that a page prints about itself, else one put together.

    A date of an event long past is not the page's own when the page speaks of a later year as
    gone by. A dateline without a year (11月12日讯) gets the latest year named that is not still to
    come.
    """
    past, ahead = _years(page)
    full = [
        day
        for day, end in _full_days(page)
        if day and not _is_event(page[end : end + 40], day, past)
    ]
    if full:
        return max(full)
    known = [*past, *(year - 1 for year in ahead)]
    if not known:
        coded = _CODED.search(page)
        return _day(*map(int, coded.groups())) if coded else None
    year = _year_of(page, past, ahead)
    day = _DATELINE.search(page) or _ANY_DAY.search(page)
    if day is None:
        is_told = 1900 < year < 2100 and not _plans_after(page, year)
        return dt.date(year, 12, 31) if is_told else None
    if int(day[1]) <= 3 and _LAST_YEAR.search(page):
        year += 1
    return span_of(year, int(day[1]), int(day[2]))[1]


def _year_of(page: str, past: Sequence[int], ahead: Sequence[int]) -> int:
    """Return the year in which a page was written, by the years that it names."""
    year = max([*past, *(one - 1 for one in ahead)])
    if "今年" not in page or year not in past:
        return year
    if year not in _running(page) or _is_left_behind(page, year):
        year += 1
    lasted = _LASTED.search(page)
    if lasted and past:
        count = int(lasted[1]) if lasted[1].isdigit() else chinese_number(lasted[1]) or 0
        reached = min(past) + count
        return reached if year < reached <= year + count else year
    return year


def _is_left_behind(page: str, year: int) -> bool:
    """Whether a page goes on from a year to 今年, which is then another: 2018年…;今年10月底…."""
    return re.search(rf"{year}年(?!以来|起)[^\n]{{4,90}}[。;,]今年", page) is not None


def _years(page: str) -> tuple[list[int], list[int]]:
    """Return the years that a page names as gone by or running, and those still to come."""
    past: list[int] = []
    ahead: list[int] = []
    for at, found in enumerate(_YEAR.finditer(page)):
        is_ahead = _AHEAD.match(page, found.end(1) if found[1] else found.end(2))
        is_ahead = is_ahead or _HOPED.search(page, max(0, found.start() - 16), found.start())
        (ahead if is_ahead else past).append(_number(found[1] or found[2]))
        if at > _MOST:
            break
    return past, ahead


def _number(said: str) -> int:
    return int(said) if said.isdigit() else chinese_number(said.replace("○", "〇")) or 0


def _plans_after(page: str, year: int) -> bool:
    """Whether a page speaks of a five-year plan that begins after the latest year it names."""
    signs = (found[1] for found in _FIVE_YEARS.finditer(page))
    return any(2001 + 5 * "十一二三四五".index(sign) > year for sign in signs)


def _running(page: str) -> set[int]:
    """Return the years that a page names otherwise than by their end."""
    return {
        _number(found[1] or found[2])
        for found in _YEAR.finditer(page)
        if page[found.end() : found.end() + 2].strip("年")[:1] not in ("底", "末")
    }


def _is_event(words: str, day: dt.date, past: Sequence[int]) -> bool:
    """Whether a full date is of something told, not of the page: later years have gone by."""
    later = bool(past) and max(past) > day.year
    return later and _EVENT.search(words) is not None


def _full_days(page: str) -> Iterator[tuple[dt.date | None, int]]:
    """Yield the full dates of a page, each with where it ends."""
    for found in _FULL.finditer(page):
        parts = found.group(1, 2, 3) if found[1] else found.group(4, 5, 6)
        yield _day(*map(_number, parts)), found.end()
    is_english = any(month in page for month in _MONTHS)
    for found in _ENGLISH.finditer(page) if is_english else ():
        day, month, year = found.group(1, 2, 3) if found[1] else (found[5], found[4], found[6])
        yield _day(int(year), _MONTHS.index(month) + 1, int(day)), found.end()


def _day(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None
