"""English lines around tables and words of sums, said as Chinese offices say them.

`Subtotal 2018` is a 小计, `As of 30 June 2019` a line that begins with 截至, `Prepared by:` one
that begins with 填表人. A line that says nothing of the kind comes back as it is.
"""

from __future__ import annotations

import functools
import re

from jiedui.reader.english import LONGEST, is_latin, spaced, unit_words
from jiedui.reader.englishdays import with_years
from jiedui.reader.monthnames import with_month_numbers

_GRAND = re.compile(
    r"(?:grand|overall|general|final|all|combined)[\s-]*totals?\b.{0,60}|"
    r"totals?(?:\s*(?:[:(\d].*|for\s.*|of\s.*|all\b.*|amounts?\b.*|sum\b.*|donations?\b.*))?|sum(?:\s+total)?:?",
    re.IGNORECASE | re.DOTALL,
)
_PART = re.compile(
    r"(?:sub|page|section|partial|group)[\s-]*totals?\b.{0,60}|.{1,40}\bsub[\s-]?totals?:?|"
    r".{1,40}\btotals?:?",
    re.IGNORECASE | re.DOTALL,
)
_SUM_LONGEST = 80


@functools.lru_cache(maxsize=4096)
def sum_words(text: str) -> str:
    """Return 小计, 合计 or 累计 for English words that make a row a sum, "" for others.

    >>> sum_words("Subtotal 2018"), sum_words("GRAND TOTAL"), sum_words("Total cost of roads")
    ('小计', '总计', '')
    """
    if len(text) > _SUM_LONGEST or not is_latin(text):
        return ""
    plain = spaced(text).strip(" *")
    low = plain.lower()
    if low.startswith(("cumulative", "accumulated", "running total")) and len(plain) < 40:
        return "累计"
    if "total" not in low and not low.startswith("sum"):
        return ""
    if _GRAND.fullmatch(plain):
        return "合计" if low.startswith(("total", "sum")) else "总计"
    return "小计" if _PART.fullmatch(plain) else ""


_CUT_OFF = re.compile(
    r"^\(?(?:data\s+|figures\s+|status\s+)?(?:as\s+(?:of|at)|cut-?\s?off(?:\s+date)?|up\s+to|by\s+the\s+end\s+of|until)"
    r"[\s:]+(.*\d{4}.*?)\)?$",
    re.IGNORECASE,
)
_UNIT_LINE = re.compile(
    r"(?:(?:currency|monetary|money)\s+)?units?(?:\s+of\s+(?:amount|money|currency|measure(?:ment)?))?"
    r"(?:\s*[:=]\s*|\s+(?:is|in)\s+|\s*\()(.{2,40}?)\)?$|"
    r"(?:all\s+)?(?:amounts?|figures|sums|money|values?)(?:\s+are)?(?:\s+(?:given|shown|stated|expressed))?"
    r"\s*(?:in|:)\s*(.{2,40}?)\)?$|^\(?in\s+(.{2,30}?)\)?$|currency\s*:\s*(.{2,30}?)\)?$",
    re.IGNORECASE,
)
_PERIOD_LINE = re.compile(
    r"^\(?(?:reporting\s+|statistical\s+|covered\s+|time\s+)?period(?:\s+covered)?\s*[:=]\s*(.*\d{4}.*?)\)?$",
    re.IGNORECASE,
)
_PREPARER = re.compile(
    r"^(?:(?:reporting|reported|submitting|filled\s+in|compiling|issuing)\s+(?:unit|office|entity|organi[sz]ation)"
    r"(?:\s*\(seal\))?)\s*[:=]\s*",
    re.IGNORECASE,
)
_SIGNED = re.compile(
    r"^(?:(?:prepared|compiled|checked|approved|reviewed|filled(?:\s+in)?|verified|submitted|reported|"
    r"drafted|audited|signed|recorded|endorsed|authori[sz]ed|confirmed)\s*by|preparer|checker|reviewer|approver|"
    r"signatures?|signed|contact(?:\s+person)?|tel(?:ephone)?|phone|person\s+in\s+charge|responsible\s+person|"
    r"seal|stamp|\(seal\)|print(?:ed)?\s+on|date\s+(?:of\s+(?:filling|report|preparation|submission)|prepared|submitted)|date)"
    r"\s*[:：.]",
    re.IGNORECASE,
)
_NOTED = re.compile(
    r"^(?:notes?|n\.?b\.?|remarks?|explanations?|sources?|data\s+sources?|legend|comments?|annex|disclaimer)"
    r"\s*(?:\d+\s*)?[:.)]|^\*|^\(\d+\)\s+\S|^\d+\)\s+\S|^page\s+\d+|^notes?$|"
    r"^(?:the\s+above|above\s+figures|all\s+figures|figures\s+in|amounts\s+in)\b",
    re.IGNORECASE,
)


_LINES = (
    (_CUT_OFF, "截至"),
    (_PERIOD_LINE, "统计期间:"),
    (_PREPARER, "填报单位:"),
    (_SIGNED, "填表人:"),
    (_NOTED, "注:"),
)


@functools.lru_cache(maxsize=4096)
def line_words(text: str) -> str:
    """Return an English line around a table with its words of office in Chinese.

    >>> line_words("As of 30 June 2019"), line_words("Unit: RMB 10,000")
    ('截至2019年6月30日', '单位:万元')
    >>> line_words("Prepared by: Lucy Wang"), line_words("Notes: at invoice price")
    ('填表人:Lucy Wang', '注:at invoice price')
    """
    if len(text) > LONGEST or not is_latin(text):
        return text
    plain = spaced(text)
    unit = "、".join(_units_in(plain))
    if unit and not _CUT_OFF.match(plain):
        return f"单位:{unit}"
    for shape, label in _LINES:
        if found := shape.match(plain):
            said = found[1] if found.groups() else plain[found.end() :]
            return label + (_in_characters(said) if found.groups() else said.strip())
    return text


def _units_in(plain: str) -> list[str]:
    found = _UNIT_LINE.search(plain)
    words = next((one for one in found.groups() if one), "") if found else ""
    parts = [unit_words(one) for one in re.split(r"[;/]|,\s| and ", words) if one]
    return [one for one in parts if one]


_ISO_DAY = re.compile(r"(?<!\d)((?:19|20)\d{2})-(\d{2})(?:-(\d{2}))?(?!\d)")
_BARE_YEAR = re.compile(r"(?<![\d年])((?:19|20)\d{2})(?![\d年-])")


def _in_characters(words: str) -> str:
    """Return days and spans as running text writes them: 2019年1月至2019年6月.

    >>> _in_characters("Jan - Jun 2019"), _in_characters("2018 to 2019")
    ('2019年1月至2019年6月', '2018年至2019年')
    """
    plain = with_month_numbers(with_years(words))
    plain = _ISO_DAY.sub(_day_in_characters, plain)
    plain = _BARE_YEAR.sub(r"\1年", plain)
    return re.sub(r"(?<=[年月日])\s*(?:to|till|until|through|-|–|—)\s*(?=\d)", "至", plain)


def _day_in_characters(found: re.Match[str]) -> str:
    day = f"{int(found[3])}日" if found[3] else ""
    return f"{found[1]}年{int(found[2])}月{day}"


def period_words(text: str) -> str:
    """Return an English title with its days and years as Chinese text writes them."""
    return _in_characters(spaced(text)) if len(text) < LONGEST and is_latin(text) else text
