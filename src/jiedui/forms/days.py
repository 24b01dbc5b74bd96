"""Days as headings and notes of forms name them: 2017年1—10月, 截至2017年10月底, 较2013年底.

Forms write periods tersely and without verbs; what is said here is what stands there, as coarse as
it was said. Plans (十三五) and spans to now (五年来) are left to `reader.moments`. Knows no Django.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING, NamedTuple

from jiedui.forms.facets import Span
from jiedui.reader.moments import Sort, moments_in
from jiedui.reader.yeardays import span_of

if TYPE_CHECKING:
    from collections.abc import Iterator


class Named(NamedTuple):
    """Days named in a text: where, which, and whether something is compared with them."""

    start: int
    end: int
    span: Span
    is_base: bool


_Y = r"(?:19|20)\d{2}"
_ATOM = rf"(?:{_Y})(?:年度?)?(?:(?:年|(?<=年))?\d{{1,2}}月份?(?:\d{{1,2}}[日号])?)?"
_BELOW = r"(?:[今本当]年)?\d{1,2}月份?(?:\d{1,2}[日号])?"
_PART = r"上半年|下半年|前[一二三123]个?季度|第?[一二三四1-4](?:[-至到][一二三四1-4])?季度|全年"
_BOND = (
    r"(?:(?:正式|开始|开展|建立|启动|实施)?"
    r"(?:对口|结对|帮扶|支援|援助|协作|合作|关系|牵手|携手|结亲)+)"
)
_WITH = r"(?:[与和同跟]?[一-鿿]{2,7}?[州县市区旗盟乡镇])"
_PAIRING = rf"(?:{_WITH}?{_BOND}{_WITH}?)"
"""What stands between a year and 以来 without changing it: 2015年结对以来."""

_SHAPE = re.compile(
    rf"(?:自|从)?(?:(?P<my>{_Y})年度?)?(?P<m1>\d{{1,2}})月?[-至到](?P<m2>\d{{1,2}})月份?(?P<medge>[底末止])?(?!\d|[日号])"
    rf"|(?:自|从)?(?P<a>{_ATOM})(?P<aedge>[底末初])?(?:起)?(?:-|至|到)(?P<b>{_ATOM}|{_BELOW})(?P<bedge>[底末止])?"
    rf"|(?:(?P<py>{_Y})年度?)?(?P<part>{_PART})(?P<pedge>[末底])?(?P<past>(?:之|以)?后)?"
    rf"|(?:自|从)(?P<from>{_ATOM})(?=累计|合计|投入|[,;)]|$)"
    rf"|(?:统计|数据|计算)?(?:起点|起算(?:点|时间|日期)?)[为:是自从于]*(?P<start>{_ATOM})"
    rf"|(?:自|从)?(?P<since>{_ATOM})(?P<sedge>[初底末])?(?:{_PAIRING}?(?:以来|至今|算起|起算|计起|起(?!始|点|草))|开始|(?:之|以)?后|(?P<now>[至到](?:现在|如今|今天|此刻|今(?!后)))|[至到](?=调查|统计|填[报表]|报告|截[至止]|目前|当前|本次|评估|审计|报送|比对|核对|时点))(?:至今)?"
    rf"|(?:截[至止](?:到|日期|时间|时点|节点|日|期)?:?|(?<![\d年月日号底末初])至)(?P<until>{_ATOM}|{_BELOW})(?:[底末止])?"
    rf"|(?P<point>{_ATOM}|{_BELOW})年?(?P<edge>[底末初])"
    rf"|(?P<plain>{_ATOM}|{_BELOW})"
)
_DATE = re.compile(
    rf"(?:[今本当]年)?(?:({_Y})(?:年度?)?)?(?:(\d{{1,2}})月份?)?(?:(\d{{1,2}})[日号])?"
)
_DOTTED = re.compile(rf"(?<!\d)({_Y})[./](\d{{1,2}})(?:[./](\d{{1,2}}))?(?!\d)")
_DASHED = re.compile(rf"(?<!\d)({_Y})-(\d{{1,2}})(?:-(\d{{1,2}}))?(?![\d月])")
_WRITTEN_YEAR = re.compile(r"[一二][〇○零一二三四五六七八九]{3}(?=年)")
_NUMERAL = r"(?:十[一二]?|[一二三四五六七八九])"
_WRITTEN_MONTH = re.compile(
    rf"(?<![一二三四五六七八九十个]){_NUMERAL}(?=(?:月?[-至到]{_NUMERAL})?月)"
)
_QUARTERS = {"一": 1, "二": 2, "三": 3, "四": 4}
_PLANNED = re.compile(
    r"(?:下达|确定|批复|批准|核定|制定|拟定)?的?(?:计划|预算|安排|目标|任务|部署)"
)
"""What is laid down at the beginning of a year (年初计划, 年初预算) is of the whole year."""

_YEAR_BEFORE = ("上年", "去年", "上一年", "上年度", "上年的", "去年的")
_COMPARED = ("较", "比", "与", "同", "对比", "占")
MOMENT = re.compile(r"时点|截[至止]|统计|调查|数据|报告期|时间|期间|评估|审计")
"""Words that make one day in a line the day until when a form counts, not when it was made."""

OF_A_TEXT = re.compile(r"报告(?!期)|年鉴|公报|讲话|提案|议案|答复|稿")
"""The year of a text (2017年政府工作报告) dates no figure where a note does."""

_PARTED = re.compile(r"([,，;；。()])")
_LATE = re.compile(
    r"结对.*(?:晚于|迟于|早于|不早于)|(?:晚于|迟于|早于).*结对"
    rf"|{_Y}年?(?:之|以)?后.{{0,4}}结对.*[自从]结对"
)
_PAIRED = re.compile(
    r"[自从]结对(?:之|当|年)?[年日时月份]*(?:开始)?起?(?:起算|算起|计算|统计|填列|填报|算)?$"
)
"""That who was paired later counts from then: a total counts nobody before being paired anyway."""

_BEGUN = re.compile(rf"{_ATOM}年?[初底]?(?:以来|起|[-至到]|(?:之|以)?后)")
"""A day from which a form counts, whoever was paired later."""


_YEAR_OF_PAIRING = re.compile(
    rf"(?:自|从|按|以)(?:其|各自)?(?:结对|对口|帮扶|建立|关系)+(?:之|的|当)?(?:年份?|年度|当年)?"
    rf"\((?P<day>{_Y}年)\)(?=起|开始|以来|算|统计|计)"
)
"""自结对之年（2015年）起: the year that the bracket says."""


def plain_days(text: str) -> str:
    """Return a text with dashes and dotted dates written one way: 2017.10.31 as 2017年10月31日."""
    plain = re.sub(r"[—–―─~～]+|--+", "-", text)
    plain = _WRITTEN_YEAR.sub(lambda one: "".join(map(_digit, one[0])), plain)
    plain = _WRITTEN_MONTH.sub(_month, plain)
    plain = _DOTTED.sub(_written, plain)
    return _DASHED.sub(_written, plain)


def without_pairing_rule(text: str) -> str:
    """Return a text without the clause that pairings begun later count from their own beginning.

    >>> without_pairing_rule("2013年起,结对晚于2013年的自结对之年起,至2017年10月底")
    '2013年起,,至2017年10月底'
    """
    if "结对" not in text:
        return text
    found: list[str] = []
    for part in _PARTED.split(_YEAR_OF_PAIRING.sub(r"自\g<day>", text)):
        is_late = _LATE.search(part) or (_PAIRED.search(part) and _BEGUN.search("".join(found)))
        found.append("" if is_late else part)
    return "".join(found)


def _digit(sign: str) -> str:
    return str("〇一二三四五六七八九".index(sign.replace("零", "〇").replace("○", "〇")))


def _month(found: re.Match[str]) -> str:
    told = found[0]
    tens, ones = ("1", told[1:]) if told.startswith("十") else ("", told)
    return tens + (_digit(ones) if ones else "0")


def _written(found: re.Match[str]) -> str:
    day = f"{int(found[3])}日" if found[3] else ""
    return f"{found[1]}年{int(found[2])}月{day}" if 1 <= int(found[2]) <= 12 else found[0]


def days_in(text: str, as_of: dt.date, year: int | None = None) -> Iterator[Named]:
    """Yield the days that a text names.

    Args:
        text: The words, as `plain_days` leaves them.
        as_of: The reporting date: 至今 ends there.
        year: The year that months without one belong to.
    """
    taken = [False] * len(text)
    begun: list[Span] = []
    for found in _SHAPE.finditer(text):
        before = text[: found.start()]
        if _is_no_day(text, found):
            continue
        span = _span(found, as_of, year)
        if span is None:
            continue
        year = _whole_year(span) or year  # 2017年实际到位资金（1-10月）
        taken[found.start() : found.end()] = [True] * (found.end() - found.start())
        begun += [span] if span.since else []
        yield Named(found.start(), found.end(), span, before.endswith(_COMPARED))
    for moment in moments_in(text, as_of, year or as_of.year):
        if any(taken[moment.start : moment.end]):
            continue
        if moment.sort is Sort.LASTING and moment.years:
            first = dt.date(as_of.year - moment.years + 1, 1, 1)
            told = next((one for one in begun if _lasts(one, moment.years, as_of)), None)
            yield Named(moment.start, moment.end, told or Span(first, as_of), is_base=False)
        elif re.search(r"[五]", text[moment.start : moment.end]) and moment.first:
            until = min(moment.last or as_of, as_of)
            yield Named(moment.start, moment.end, Span(moment.first, until), is_base=False)


def _lasts(span: Span, years: int, as_of: dt.date) -> bool:
    """Whether a period is so many years long, its first counted or not: 2004 to 2017 is 13."""
    until = span.until or as_of
    return span.since is not None and until.year - span.since.year in {years - 1, years}


def _whole_year(span: Span) -> int | None:
    """Return the year that days are, None where they are more or less than one."""
    year = span.since.year if span.since and span.is_of_year else None
    return year if year and span == Span(*span_of(year)) else None


def _is_no_day(text: str, found: re.Match[str]) -> bool:
    """Whether what looks like days is an amount, or no period of its own: 上年全年, 三季度后."""
    if found["part"] and (found["past"] or text[: found.start()].endswith(_YEAR_BEFORE)):
        return True
    return bool(found["plain"]) and _is_number(text, found)


def _is_number(text: str, found: re.Match[str]) -> bool:
    """Whether four digits are an amount and no year: 2017 in 2017.5 or 20170."""
    told = found["plain"]
    if not told.isdigit():
        return False
    after = text[found.end() : found.end() + 1]
    before = text[found.start() - 1 : found.start()] if found.start() else ""
    return before.isdigit() or after.isdigit() or after in {"户", "人", "个", "万", "元", "."}


def _span(found: re.Match[str], as_of: dt.date, year: int | None) -> Span | None:
    own = year or as_of.year
    if found["m1"]:
        base = int(found["my"]) if found["my"] else own
        return Span(span_of(base, int(found["m1"]))[0], span_of(base, int(found["m2"]))[1])
    if found["a"]:
        begins = _ends(found["a"], own)
        is_now = found["b"].startswith(("今", "本", "当"))  # 2013年到今年10月底
        ends = _ends(found["b"], as_of.year if is_now else begins[0].year)
        since = begins[1] + dt.timedelta(days=1) if found["aedge"] in {"底", "末"} else begins[0]
        return Span(since, ends[1]) if since <= ends[1] else None
    if found["part"]:
        part = _part(int(found["py"]) if found["py"] else own, found["part"])
        return Span(at=part.until) if found["pedge"] else part
    if found["edge"] == "初" and _PLANNED.match(found.string, found.end()):
        return Span(*_ends(found["point"], own))
    span = _single(found, own)
    return Span(span.since, as_of) if found["now"] else span


def _single(found: re.Match[str], own: int) -> Span:
    """Return the days of one date with what stands around it: 以来, 截至, 底, or nothing."""
    if begun := found["since"] or found["from"] or found["start"]:
        first, last = _ends(begun, own)
        is_after = found["sedge"] in {"底", "末"}
        if is_after:
            return Span(last + dt.timedelta(days=1), is_since=True, opens=last)
        return Span(first, is_since=True)
    if found["until"]:
        return Span(None, _ends(found["until"], own)[1], is_until=True)
    first, last = _ends(found["point"] or found["plain"], own)
    if not found["point"]:
        return Span(first, last)
    return Span(at=first - dt.timedelta(days=1) if found["edge"] == "初" else last)


def _ends(text: str, year: int) -> tuple[dt.date, dt.date]:
    found = _DATE.match(text)
    if found is None:
        return span_of(year)
    month = int(found[2]) if found[2] else None
    return span_of(int(found[1] or year), month, int(found[3]) if found[3] else None)


def _part(year: int, words: str) -> Span:
    if words in {"上半年", "下半年", "全年"}:
        first, last = {"上半年": (1, 6), "下半年": (7, 12), "全年": (1, 12)}[words]
    else:
        numbers = [int(_QUARTERS.get(one, one)) for one in re.findall(r"[一二三四1-4]", words)]
        last = 3 * numbers[-1]
        first = 1 if words.startswith("前") else 3 * numbers[0] - 2
    return Span(span_of(year, first)[0], span_of(year, last)[1])
