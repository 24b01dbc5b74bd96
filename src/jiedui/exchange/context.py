"""What a sheet says once for all rows: title, unit, cut-off day, period, donor, recipient."""

from __future__ import annotations

import dataclasses
import datetime as dt
import re
import unicodedata
from typing import TYPE_CHECKING

from jiedui.exchange.headingwords import money_unit, stated_unit
from jiedui.exchange.naming import EAST, is_general, places_in
from jiedui.exchange.rows import Context
from jiedui.kernel import place
from jiedui.kernel.place import Level
from jiedui.reader.englishlines import line_words, period_words
from jiedui.reader.spans import closed, cut_off_of, days_of, is_label, period_in, stated_period
from jiedui.reader.text import normal, trimmed

if TYPE_CHECKING:
    from collections.abc import Iterable

    from jiedui.exchange.grid import Sheet
    from jiedui.exchange.tables import Table
    from jiedui.kernel.place import Place
    from jiedui.reader.spans import SaidPeriod

_ANNEX = re.compile(r"^附(?:件|表|录)?[\d一二三四五六七八九十]*[::]?$")
_NOT_TITLE = re.compile(
    r"^(?:金额|货币|计量|费用|资金|经费)?单位[::]|^截[止至]|^填[报制表]|^制表|^(?:统计|报告|所属|汇总)[期时日]|^报送|^编制|^数据来源|^密级|^表号"
)
_PREPARER = re.compile(
    r"(?:填[报表]单位|填报|制表单位|报送单位|编制单位|上报单位)(?:\([盖公签]?章\))?:\s*([^:\s]{2,30}?)"
    r"(?=\s|填[报表]|截[止至]|审[核批]|制表|联系|报[送出]|日期|$|[,;(])"
)
_CUT_OFF_WORDS = re.compile(r"(?:数据)?(?:截[止至]|统计时点|报告期).*?(?:日|月底|月末|月|年底)")
_RELATION = re.compile(
    r"对口支援|对口帮扶|对口协作|对口援建|支援|援建|援助|帮扶|结对|协作|合作|捐赠|与|和|至|—|-"
)
_DONOR_ACTS = re.compile(r"^(?:社会各界|各界|对口|援派|选派|派出|援助|捐赠|帮扶|支援|援建|赴)")


def lines_of(sheet: Sheet, numbers: Iterable[int]) -> list[str]:
    """Return the texts of rows outside a table, a row's cells in order.

    A cell that only names a period or a cut-off day (统计期间) is one text with the cell after it.
    """
    lines: list[str] = []
    for number in numbers:
        label = ""
        for one in sheet.rows.get(number, ()):
            text = one.isoformat() if label and isinstance(one, dt.date) else one
            if not isinstance(text, str) or not text.strip():
                continue
            label = f"{label}{line_words(trimmed(text))}"
            if is_label(label):
                label = f"{label.rstrip(':').rstrip(':')}:"
                continue
            lines.append(label)
            label = ""
        lines.extend([label] if label else [])
    return lines


def read_context(sheet: Sheet, table: Table, notes: Iterable[int]) -> Context:
    """Return the context of one table.

    Args:
        sheet: Its sheet.
        table: The table.
        notes: Numbers of its foot and signature rows.
    """
    above = lines_of(sheet, table.above)
    below = lines_of(sheet, notes)
    title = _title(above)
    cut_off = next((day for line in (*above, *below) if (day := cut_off_of(line))), None)
    units = next((unit for line in above if (unit := stated_unit(line))), "")
    stated = next((line for line in (*above, *below) if stated_period(line)), "")
    said = _period(title) or stated_period(stated) or _period(sheet.name)
    donor, county = parties_of(title)
    county = _captioned(above, title) or _deeper(county_of_sheet(sheet.name), county)
    return Context(
        title=title,
        unit=money_unit(units),
        cut_off=cut_off,
        period=days_of(closed(said, cut_off)) if said else None,
        donor=donor.name if donor else None,
        county=_words(county) if county else None,
        county_code=county.code if county else None,
        caption=_misspelt((*reversed(above), sheet.name)) or _misspelt_in(title),
        year=_year(said) if said else _year_around(above, sheet.name),
        preparer=_preparer((*above, *below)),
        period_line=stated,
    )


def _preparer(lines: Iterable[str]) -> str | None:
    """Return the unit that lines around a table say has filled it in, brackets and colons aside."""
    searched = (_PREPARER.search(unicodedata.normalize("NFKC", line)) for line in lines)
    return next((found[1] for found in searched if found), None)


def _year(said: SaidPeriod) -> str | None:
    """Return the year that a period is or lies in: 2022年上半年."""
    first, last = (said.first or "")[:4], (said.last or "")[:4]
    return first if first and first == last else None


_ONLY_PERIOD = re.compile(
    r"[(\[【]?(?:统计|报告|所属|资料|数据|项目|填报|资金)?(?:年度|年份|期间|时间|时段|周期)?[::]?"
    r"((?:19|20)\d{2}(?:年|[.\-/至到—–~]).*?|(?:19|20)\d{2})[)\]】]?"
)
"""A line that says nothing but when: (2018年1—12月), 2020年度."""

_WHEN = re.compile(r"[\d年月日度份上下半第一二三四季前全末底初.\-/至到—–~]+")
_BARE_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})(?!\d)")


def _year_around(above: list[str], name: str) -> str | None:
    """Return the one year that a line by itself, or the name of the sheet, says; None for none."""
    for line in above:
        found = _ONLY_PERIOD.fullmatch(normal(line))
        if found is not None and _WHEN.fullmatch(found[1]):
            years = set(_BARE_YEAR.findall(found[1]))
            return years.pop() if len(years) == 1 else None
    years = set(_BARE_YEAR.findall(normal(name)))
    return years.pop() if len(years) == 1 else None


_CAPTION = re.compile(
    r"^(?:附?[表件]\s*[\d一二三四五六七八九十]*[、.::]?|[(]?[一二三四五六七八九十\d]{1,3}[)、.])"
)
"""What numbers a table of several on a sheet: 表一, 附表2:, (三)."""


def county_for_all(sheet: Sheet, table: Table) -> Place | None:
    """Return the county that a sheet's name or first title says for all its tables.

    What a caption says (表一  称多县) is of its own table only.
    """
    title = _title(lines_of(sheet, table.above))
    if _CAPTION.match(normal(title)):
        title = ""
    return _deeper(county_of_sheet(sheet.name), parties_of(title)[1])


def _captioned(above: list[str], title: str) -> Place | None:
    """Return the county that the line nearest to a table names by itself (表一  称多县)."""
    for line in reversed(above):
        plain = normal(line)
        if _ANNEX.match(plain) or (line == title and not _CAPTION.match(plain)):
            return None
        if not _NOT_TITLE.match(plain):
            found = county_of_sheet(_CAPTION.sub("", plain))
            return found if found and found.level is Level.COUNTY else None
    return None


_COUNTY_WORDS = re.compile(r"([\u4e00-\u9fff]{1,9}[县旗])(?:.{0,12}[表账册单])?")


_IN_TITLE = re.compile(
    r"^([\u4e00-\u9fff]{2,3}[县旗])(?=\d|年|对口|东西|项目|建档|贫困|帮扶|扶贫|脱贫|乡村|资金|干部|劳务|消费|培训)|"
    r"(?:支援|帮扶|协作|援助|结对|援派|赴|与|—|-)([\u4e00-\u9fff]{2,3}[县旗])(?=\d|年|对口|东西|项目|建档|贫困|帮扶|资金|干部)"
)


def _misspelt_in(title: str) -> str:
    """Return words of a title that names no recipient and look like a county, "" for none."""
    plain = normal(title)
    found = _IN_TITLE.search(plain)
    words = (found[1] or found[2]) if found else ""
    is_named = any(one.code[:2] not in EAST for _, _, one in places_in(plain))
    return "" if is_named or not words or is_general(words) else words


def _misspelt(lines: Iterable[str]) -> str:
    """Return the words of a line or sheet name that look like a county and are no place."""
    for line in lines:
        plain = _CAPTION.sub("", normal(line))
        found = None if _NOT_TITLE.match(plain) else _COUNTY_WORDS.fullmatch(plain)
        if found and not places_in(plain):
            return found[1]
    return ""


def _deeper(sheet: Place | None, title: Place | None) -> Place | None:
    """Return what a sheet's name says, or the title where it names a place inside that one."""
    if sheet is None or (title is not None and place.covers(sheet.key, title.key)):
        return title
    return sheet


def _title(lines: list[str]) -> str:
    for line in lines:
        plain = normal(line)
        if len(plain) > 3 and not _ANNEX.match(plain) and not _NOT_TITLE.match(plain):
            return line
    return ""


def _period(text: str) -> SaidPeriod | None:
    return period_in(_CUT_OFF_WORDS.sub("", normal(period_words(text))))


def period_text(context: Context, title: str) -> str | None:
    """Return the period of the title, else of a line of its own, as `from/to`; None for none.

    The cut-off day ends it.
    """
    said = _period(title) or stated_period(context.period_line)
    return closed(said, context.cut_off) if said else None


def _words(one: Place) -> str:
    return place.name_of(one.code) if one.level in (Level.COUNTY, Level.TOWN) else one.written


def county_of_sheet(name: str) -> Place | None:
    """Return the recipient a sheet's name stands for: 久治县, 久治, 久治县培训."""
    plain = normal(name)
    if not plain or len(plain) > 20:
        return None
    whole = [
        one
        for one in place.find(plain)
        if not one.rest and not one.is_loose and one.level >= Level.PREFECTURE
    ]
    if whole:
        return whole[0]
    named = [
        one
        for _, _, one in places_in(plain)
        if one.level >= Level.PREFECTURE and one.code[:2] not in EAST
    ]
    if len(named) == 1:
        return named[0]
    return None


def parties_of(title: str) -> tuple[Place | None, Place | None]:
    """Return the donor and the recipient a title names; None where none or several."""
    plain = normal(title)
    named = [
        one
        for one in places_in(plain)
        if one[2].level is not Level.PROVINCE or len(places_in(plain)) < 3
    ]
    named = _deepest(named)
    if not named:
        return None, None
    if len(named) == 1:
        _, end, one = named[0]
        is_donor = one.code[:2] in EAST or bool(
            _DONOR_ACTS.match(plain[end:]) and one.code[:2] in EAST
        )
        return (one, None) if is_donor else (None, one)
    east = [one for _, _, one in named if one.code[:2] in EAST]
    west = [one for _, _, one in named if one.code[:2] not in EAST]
    if east and west:
        return east[-1] if len(east) == 1 else east[0], west[0] if len(west) == 1 else None
    between = plain[named[0][1] : named[1][0]]
    if _RELATION.search(between):
        return named[0][2], named[1][2] if len(named) == 2 else None
    return None, None


def _deepest(named: list[tuple[int, int, Place]]) -> list[tuple[int, int, Place]]:
    """Leave out what only stands above the next place: 上海市嘉定区 is 嘉定区."""
    kept = []
    for at, one in enumerate(named):
        after = named[at + 1] if at + 1 < len(named) else None
        if after and after[0] == one[1] and place.covers(one[2].key, after[2].key):
            continue
        kept.append(one)
    return kept


def with_file(context: Context, cut_off: dt.date | None, title: str) -> Context:
    """Return a context completed by what other sheets of the file state."""
    if context.cut_off is not None or cut_off is None:
        return context
    completed = dataclasses.replace(context, cut_off=cut_off)
    text = period_text(completed, title)
    return dataclasses.replace(completed, period=days_of(text) if text else context.period)
