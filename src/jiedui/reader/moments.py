"""Dates and periods in running text, as they are said: 2013年至今, 五年来, "十二五"期间, 去年底.

A moment says which days it means where the text alone tells; what counts from the text's own date
(今年, 目前) needs that date. Which number a moment governs is decided elsewhere.
"""

from __future__ import annotations

import datetime as dt
import enum
import re
from typing import TYPE_CHECKING, NamedTuple

from jiedui.reader.changes import only_compares
from jiedui.reader.numerals import chinese_number
from jiedui.reader.yeardays import HALVES, RELATIVE, SCHOOL_BEGINS, SUMS_UP, plan_days, span_of

if TYPE_CHECKING:
    from collections.abc import Iterator


class Sort(enum.Enum):
    """What a moment does: fills a period, opens one, ends one, marks a day, spans to now."""

    SPAN = "span"
    SINCE = "since"
    UNTIL = "until"
    POINT = "point"
    LASTING = "lasting"


SPAN, SINCE, UNTIL, POINT, LASTING = Sort


class Moment(NamedTuple):
    """A time expression in a block.

    Attributes:
        start: Its first sign.
        end: After its last sign.
        sort: What it does.
        first: First day, None when not said.
        last: Last day, None when not said or still open.
        years: For LASTING: how many years back it reaches, 0 when not said.
        is_day: Whether it names a day of the calendar (an event rather than a time frame).
        is_more: Whether it reaches back further than so many years (两年多来).
        is_of_told: Whether it spans the years told one by one before it (三年合计).
        is_from_named: Whether it reaches back to the day named before it (2018年结对, 至今).
    """

    start: int
    end: int
    sort: Sort
    first: dt.date | None = None
    last: dt.date | None = None
    years: int = 0
    is_day: bool = False
    is_from_named: bool = False
    is_of_told: bool = False
    is_more: bool = False


_N = r"(?:\d{1,2}|[一二两三四五六七八九十廿]{1,3})"
_Y = r"(?:(?:19|20)\d{2}|[一二][〇零○九][〇零○一二三四五六七八九]{2})"
_REL = "今年|去年|前年|明年|后年|当年|上年|上一年|本年度?|来年|下一年|新一年|新的一年|同年|次年"
_REL += "|上一年度|上年度|去年度|今年度|明年度"
_PART = "上半年|下半年|前三季度|前[一二两三]个?季度|第?[一二三四1-4]季度"
_PART += "|前(?:[一二三四五六七八九十]+|\\d{1,2})个?月|全年"
_EDGE = "年?[底末]|年?初(?![步中高级])|年终|岁末"
_MONTHS_EN = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()
_EN = "|".join(_MONTHS_EN)
_DEED = (
    "援建|投[入资]|[选互]?派|拨付|捐|培[训育]|扶持|引进|[新修]建|建[成起]|转移|吸纳|帮助|带动|实施"
    "|举办|采购|销售"
)
"""Behind 三年 at the start of a clause: the years are those that the page is of."""

_BEGINS = (
    "[\\d一二两三四五六七八九十廿今去前明后当上本来昨下新同次过近这最目现如眼迄至年全第结牵携"
    "JFMASONDTLNtnlsv“\"']"
)
"""The signs with one of which a moment begins: looked for first, they spare the long way."""

_NUMERAL = r"[\d一二两三四五六七八九十廿]"
"""A moment begins with one of these signs or is a word: only one half of the ways is tried."""

_NOT_BARE = r"(?!(?<![a-z] )(?<!\()\d{1,8}(?:[^\d年月载多余度个 至到~–—-]|个(?![时年])|$))"
"""Digits are of a moment where a word of time or a blank follows, or English or ( leads."""

_MOMENT = re.compile(
    rf"(?={_BEGINS}){_NOT_BARE}(?:(?=[12一二])(?P<y1>{_Y})年?(?:度)?(?:(?P<m1>{_N})月)?{{dash}}(?:(?P<y2>{_Y})年?|(?P<thisyear>今年))(?:(?P<m2>{_N})月(?:{_N}日)?)?(?:[底末])?"
    rf"|(?:(?P<year>{_Y})(?:年度|年)|(?P<rel>{_REL}))(?:的)?"
    rf"(?:(?P<fm>{_N}){{dash}}(?P<tm>{_N})月(?:份)?"
    rf"|(?P<month>{_N})月(?:份)?(?:{{dash}}(?P<tom>{_N})月(?:份)?)?(?:(?P<day>{_N})[日号])?"
    rf"|(?P<part>{_PART}))?(?P<edge>{_EDGE})?"
    rf"|(?={_NUMERAL})(?:(?P<dmonth>\d{{1,2}}) (?P<enm>{_EN})[a-z]* (?P<eny>\d{{4}})"
    rf"|(?<=[a-z] )(?P<enyear>(?:19|20)\d{{2}})(?![\d%]|[,.]\d|[年万亿元户人个㎡])"
    rf"|(?<=\()(?P<shut>(?:19|20)\d{{2}})(?=\))"
    rf"|(?:(?P<bfrom>{_N})月?{{dash}})?(?P<bmonth>{_N})月(?:份)?(?:(?P<bday>{_N})[日号](?:{{dash}}{_N}[日号])?)?(?P<bedge>[底末初]|上旬|中旬|下旬)?)"
    rf"|(?P<bpart>上半年|下半年|前三季度|前[一二两三]季度|[一二三]{{dash}}[二三四]季度|[一二三四]季度|全年)"
    rf"|[“\"']?(?P<plan>十[一二三四五]五|十五|[六七八九]五)[”\"'](?P<plantail>期间|时期|以来|规划期|末|期末|初期|中期)?"
    rf"|(?P<bareplan>十[一二三四五]五)(?=期间|时期|以来|末|规划|开局|收官)"
    rf"|(?P<lasting>(?:过去的?|近|这|最近)?{_N}(?:多|余)?(?:年|载)[多半]?(?:来|间|里|之间|的时间|了(?=[,。!]))|(?:过去的?|近|这|最近){_N}年|{_N}年(?=合计|共计|总计|累计|小计|[总一]共|[合加]起来|[合加]在一起|共(?!同|和|有|建))|(?<![^,。;:]){_N}年(?={_DEED})|{_N}个(?:时段|时期|年度|年份))"
    rf"|(?!{_NUMERAL})"
    rf"(?:(?P<now>本(?:公告|通报|报告)(?:发布|印发|出具)之?日|"
    rf"目前|现在|如今|眼下|迄今|至今(?!年)|今日|当前|so far|to date|现|now)"
    rf"|(?P<school>(?:本|这一?)学年)"
    rf"|(?<=[到至])(?P<today>今天)"
    rf"|(?P<paired>(?<![年月日底初新])(?:结对|牵手|携手)(?:帮扶|协作)?(?=以来))"
    rf"|(?P<ago>昨[日天晚夜]|前天|今[晨晚早]|[明后]天)"
    rf"|(?P<within>年内(?=[再将还拟要]|计划|力争|预计|有望|争取))|(?P<bareedge>年初(?![步中高级])|年底|年末|岁末)"
    rf"|(?P<month0>(?:本月|上个?月|下个?月)[底末]?)"
    rf"|(?P<enrel>(?i:this year|last year|next year))"
    rf"))(?P<tail>以来|至今|起至今|起|开始|迄今|到现在|以后|之后|期间|间|年间|before|前)?"
    .replace("{dash}", r"(?:[-–—~]{1,2}|至|到)")
)  # fmt: skip
_COUNT = re.compile(_N)
_LEAD = re.compile(
    r"(?:截至|截止到?|自从|自|从|到|至|since |Since |by |By |in |In |for |For |during )$"
)
_SET = re.compile(r"(?:定[在于]|[将拟][在于]?|计划[在于]?|预计[在于]?)$")
_YEAR_ENDS = re.compile(r"年[末底]|岁末")
_MEANT = re.compile(
    r"(?:下一?步|下一?阶段|接下来|预计|拟(?!合)|计划|打算|力争|将(?![近军]))[^。!?]{0,40}$"
)
_LATER = re.compile(r"[^,。;\d]{0,24}(?:以来|至今|算起|开始)")
_PARTNERED = re.compile(r"[^,。;\d]{0,24}(?:结为|结成|结对|结缘|牵手|携手|建立[^,。;]{0,10}关系)")
_FROM_AN_EVENT = re.compile(r"(?:签订|签署|签约|结对|启动|挂牌)$")
"""Stands in front of 至 and a day where the time begins on the day of the event: 签订至10月底."""

_SINCE_AN_EVENT = re.compile(r"[^,。;:、\d]{1,14}(?:以来|至今)")
_LAST_YEAR = re.compile(r"过去的?[一1]年[里间]?")
_MORE = frozenset("多余半")
_ALMOST = ("快", "将近", "就要", "差不多")
_SINCE = ("以来", "至今", "起至今", "起", "开始", "迄今", "到现在")
_FIRST_YEAR = re.compile(r"首年|头一?年|第一年")  # In front of 次年: the second of several years.
_BACKWARDS = ("上年", "上一年", "上年度", "上一年度", "去年度", "当年", "同年", "次年", "本年度")
_DAYS_AGO = {"昨": 1, "前": 2, "今": 0, "明": -1, "后": -2}


def moments_in(text: str, as_of: dt.date | None, year: int | None) -> Iterator[Moment]:
    """Yield the time expressions of a text in order.

    Args:
        text: A block's text.
        as_of: The text's own date, from which 今年 and 目前 count.
        year: The year last named before this block, for 10月 and 年底 without one.
    """
    reader = _Reader(as_of, year)
    for found in _MOMENT.finditer(text):
        lead = _LEAD.search(text, max(0, found.start() - 7), found.start())
        if found["now"] == "现" and not lead:
            continue
        moment = reader.read(found, lead[0] if lead else "")
        if moment is not None:
            yield moment


class _Reader:
    """Reads moments one after the other, so that 当年 and 年底 know the year named before."""

    def __init__(self, as_of: dt.date | None, year: int | None) -> None:
        self.as_of = as_of
        self.year = year
        self.lead = ""

    def read(self, found: re.Match[str], lead: str) -> Moment | None:
        self.lead = lead.strip().lower()
        year = self.year
        is_second = found["rel"] == "次年" and _FIRST_YEAR.search(
            found.string, max(0, found.start() - 20), found.start()
        )
        moment = None if is_second else self._moment(found, lead)
        if only_compares(found.string, *found.span()):
            self.year = year
        return moment

    def _moment(self, found: re.Match[str], lead: str) -> Moment | None:
        span = (found.start() - len(lead), found.end())
        days = self._days(found)
        if days is None:
            return None
        first, last, is_day = days
        sort = self._sort(found)
        if found["tail"] in ("前", "before"):
            return Moment(*span, POINT)
        if sort is LASTING:
            return self._lasting(found, span)
        if sort is SINCE:
            is_to_come = first is not None and self.as_of is not None and first > self.as_of
            last = None if is_to_come else self.as_of
        if sort is POINT:
            first = last = first if _is_start(found) else last
        is_back = bool(found["now"] in ("至今", "迄今") or found["today"] or found["paired"])
        if sort is UNTIL and lead in ("至", "到"):
            is_back = is_back or _FROM_AN_EVENT.search(found.string, 0, span[0]) is not None
        return Moment(*span, sort, first, last, is_day=is_day, is_from_named=is_back)

    def _lasting(self, found: re.Match[str], span: tuple[int, int]) -> Moment:
        """Return the moment of N年来; 这一年 and, early in a year, 过去一年 are years."""
        words = found["lasting"]
        year = self._year_over() if _LAST_YEAR.fullmatch(found[0]) else None
        if year:
            self.year = year
        elif words == "这一年" and not found["tail"]:
            year = self.year
        if year:
            return Moment(*span, SPAN, *span_of(year))
        is_of_told = words.endswith(("年", "段", "期", "度", "份")) and words[0] not in "过近这最"
        is_short = found.string.endswith(_ALMOST, 0, span[0])  # 快三年了 is two years and more.
        is_more = is_short or not _MORE.isdisjoint(words)
        years = max(0, _years(words) - is_short)
        told = Moment(*span, LASTING, None, self.as_of, years, is_more=is_more)
        return told._replace(is_of_told=is_of_told)

    def _year_over(self) -> int | None:
        """Return the year that 过去一年 means early in a year: the one before."""
        is_early = self.as_of is not None and self.as_of.month <= SUMS_UP
        return self.as_of.year - 1 if self.as_of and is_early else None

    def _days(self, found: re.Match[str]) -> tuple[dt.date | None, dt.date | None, bool] | None:
        if found["y1"]:
            first = span_of(_int(found["y1"]), _maybe(found["m1"]))
            if not found["thisyear"]:
                last = span_of(_int(found["y2"]), _maybe(found["m2"]))
                return first[0], last[1], False
            to = span_of(self.as_of.year, _maybe(found["m2"]))[1] if self.as_of else None
            return first[0], min(filter(None, (to, self.as_of)), default=None), False
        if any(found.group("year", "rel", "enrel", "enyear", "eny", "shut")):
            return self._year_days(found)
        if found["bmonth"]:
            return self._month_days(found)
        if found["bpart"]:
            return self._part_days(found["bpart"], self._running(found))
        return plan_days(found["plan"] or found["bareplan"]) or self._now_days(found)

    def _running(self, found: re.Match[str]) -> int | None:
        """Return the year of a half or a quarter without one: early in a year the one before."""
        as_of, told = self.as_of, self.year
        if as_of is None or (told == as_of.year - 1 and as_of.month <= SUMS_UP):
            return told
        last = self._part_days(found["bpart"], as_of.year)[1]
        is_open = last is not None and last > as_of and as_of.month <= SUMS_UP
        return as_of.year - (is_open and told is None and not _is_meant(found))

    def _month_days(
        self, found: re.Match[str]
    ) -> tuple[dt.date | None, dt.date | None, bool] | None:
        """Return the days of 10月 or 9月29日: of the text's year, or the last one that was."""
        base = self.as_of.year if self.as_of else self.year
        if base is None:
            return None, None, bool(found["bday"])
        month, day = _int(found["bmonth"]), _maybe(found["bday"])
        opens = min(month, _maybe(found["bfrom"]) or month)

        def months(year: int) -> tuple[dt.date, dt.date]:
            return span_of(year, opens, day)[0], span_of(year, month, day)[1]

        first_day, last_day = months(base)
        is_set = _SET.search(found.string, max(0, found.start() - 8), found.start())
        is_over = self.as_of and self.year and self.year < self.as_of.year
        is_past = not is_set and (not self.lead or self.lead[0] == "截" or is_over)
        if self.as_of and first_day > self.as_of and is_past and not _is_meant(found):
            first_day, last_day = months(base - 1)
        return first_day, last_day, bool(found["bday"])

    def _year_days(
        self, found: re.Match[str]
    ) -> tuple[dt.date | None, dt.date | None, bool] | None:
        if found["eny"]:
            month = _MONTHS_EN.index(found["enm"]) + 1
            day = span_of(int(found["eny"]), month, int(found["dmonth"]))
            return day[0], day[1], True
        said = found["year"] or found["enyear"] or found["shut"]
        year = _int(said) if said else self._relative(found["rel"] or found["enrel"].lower())
        if year is None or not 1900 <= year <= 2100:
            return None, None, False
        if said or (found["rel"] or "") not in _BACKWARDS:
            self.year = year
        if found["part"]:
            return self._part_days(found["part"], year)
        first, last = span_of(year, _maybe(found["month"] or found["fm"]), _maybe(found["day"]))
        if until := found["tom"] or found["tm"]:
            last = span_of(year, _int(until))[1]
        return first, last, bool(found["day"])

    def _relative(self, word: str) -> int | None:
        base = self.as_of.year if self.as_of else None
        if word in ("当年", "同年", "本年度") and self.year:
            return self.year
        if word == "次年" and self.year:
            return self.year + 1
        if word in ("上年", "上一年", "上年度", "上一年度") and self.year:
            return self.year - 1
        if word in ("新一年", "新的一年") and self.as_of:
            return self.as_of.year + (self.as_of.month > 6)
        if base is None:
            return None
        return base + RELATIVE.get(word.removesuffix("度"), 0)

    def _part_days(
        self, part: str, year: int | None
    ) -> tuple[dt.date | None, dt.date | None, bool]:
        if year is None:
            return None, None, False
        if part in HALVES:
            first, last = HALVES[part]
        elif "月" in part:
            first, last = 1, _int(re.sub(r"[前个月]", "", part))
        elif part[1] in "-–—~至到":
            first, last = 3 * _int(part[0]) - 2, 3 * _int(part[-3])
        else:
            quarter = _int(re.sub(r"[第前个季度]", "", part).replace("两", "二"))
            first, last = (1 if part.startswith("前") else 3 * quarter - 2), 3 * quarter
        return span_of(year, first)[0], span_of(year, min(12, max(1, last)))[1], False

    def _now_days(self, found: re.Match[str]) -> tuple[dt.date | None, dt.date | None, bool]:
        if found["school"] and self.as_of:
            begun = self.as_of.year - (self.as_of.month < SCHOOL_BEGINS)
            last = span_of(begun + 1, SCHOOL_BEGINS - 1)[1]
            return dt.date(begun, SCHOOL_BEGINS, 1), last, False
        if found["paired"]:
            return None, self.as_of, False
        if found["ago"] and self.as_of:
            day = self.as_of - dt.timedelta(days=_DAYS_AGO[found["ago"][0]])
            return day, day, True
        if found["month0"] and self.as_of:
            back = self.as_of.replace(day=1)
            steps = {"上": -1, "下": 31}.get(found["month0"][0], 0)
            back = back + dt.timedelta(days=steps)
            return (*span_of(back.year, back.month), False)
        if found["bareedge"] or found["within"]:
            running = self.as_of.year if self.as_of and found["within"] else None
            year = running or self._year_of_edge(found)
            return (*span_of(year), False) if year else (None, None, False)
        return self.as_of, self.as_of, False

    def _year_of_edge(self, found: re.Match[str]) -> int | None:
        """Return the year of 年底 or 年初: the one named, early in a year the one that is over."""
        year = self.year or (self.as_of.year if self.as_of else None)
        if self.as_of is None or year != self.as_of.year or self.as_of.month > SUMS_UP:
            return year
        is_end = _YEAR_ENDS.search(found.string, found.start(), found.end() + 30) is not None
        return year - (is_end and not _is_meant(found))

    def _sort(self, found: re.Match[str]) -> Sort:
        if found["lasting"]:
            return LASTING
        if found["paired"] or found["today"]:
            return SINCE if found["paired"] else UNTIL
        if self._is_since(found):
            return UNTIL if found["now"] and found["tail"] else SINCE
        is_edge = any(found.group("edge", "bareedge", "bedge"))
        if is_edge or (found["month0"] or "").endswith(("底", "末")):
            ends = ("截至", "截止", "截止到", "到", "至", "by")
            return UNTIL if self.lead in ends else POINT
        if found["now"] or (
            found["rel"] == "今年" and self.lead in ("到", "至") and _is_bare(found)
        ):
            return UNTIL
        return UNTIL if self.lead in ("截至", "截止", "截止到", "by") else SPAN

    def _is_since(self, found: re.Match[str]) -> bool:
        """Whether a moment opens a period: 2013年起, 自1996年启动以来, 2017年结对以来."""
        is_said = (found["tail"] or "") in _SINCE or found["plantail"] == "以来"
        if is_said or self.lead == "since":
            return True
        if self.lead in ("自", "从", "自从") and any(
            one.match(found.string, found.end()) for one in (_LATER, _PARTNERED)
        ):
            return True
        is_plain = not found["now"] and not found["tail"]
        return is_plain and _SINCE_AN_EVENT.match(found.string, found.end()) is not None


def _is_meant(found: re.Match[str]) -> bool:
    """Whether the words of its sentence in front of a month speak of what is still to come."""
    return _MEANT.search(found.string, max(0, found.start() - 48), found.start()) is not None


def _is_bare(found: re.Match[str]) -> bool:
    """Whether a year stands alone in front of what has been done up to it: 到今年,前后来了11批."""
    is_alone = not any(found[name] for name in ("month", "part", "edge", "fm"))
    return is_alone and found.string[found.end() : found.end() + 1] in (",", "已", "共")


def _is_start(found: re.Match[str]) -> bool:
    return "初" in (found["edge"] or found["bareedge"] or found["bedge"] or "")


def _years(words: str) -> int:
    return _int(number[0]) if (number := _COUNT.search(words)) else 0


def _int(text: str) -> int:
    return int(text) if text.isdigit() else chinese_number(text.replace("○", "〇")) or 0


def _maybe(text: str | None) -> int | None:
    return _int(text) if text else None
