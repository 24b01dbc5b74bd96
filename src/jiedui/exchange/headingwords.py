"""Heading words made comparable, and their units. Knows no Django."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass

from jiedui.exchange.englishheadings import GENERIC_ENGLISH, taken_apart, without_english
from jiedui.reader.dates import date_of
from jiedui.reader.english import is_latin, spaced
from jiedui.reader.englishlines import line_words
from jiedui.reader.numerals import with_year_digits
from jiedui.reader.spans import cut_off_of
from jiedui.reader.text import normal, trimmed

MONEY_UNITS = {
    "元": 100,
    "千元": 100_000,
    "万元": 1_000_000,
    "百万元": 100_000_000,
    "千万元": 1_000_000_000,
    "亿元": 10_000_000_000,
}
"""Units of money by how many fen they hold."""

UNITS = (
    *MONEY_UNITS,
    *(
        "万人 万户 万人次 户 人 人次 个 批 批次 期 次 天 家 名 项 场 班 笔 件 % ‰ "
        "平方米 亩 公里 对 所 岁 年"
    ).split(),
)
"""Units that headings and unit lines state."""

_UNIT = "|".join(sorted(map(re.escape, UNITS), key=len, reverse=True))
_IN_BRACKETS = re.compile(rf"[(\[{{【](?:单位[::])?((?:{_UNIT})(?:[、,/](?:{_UNIT}))*)[)\]}}】]")
_AT_END = re.compile(rf"(?<=.)(?:[/,,::]|单位[::])((?:{_UNIT}))$")
_LATIN = re.compile(r"[A-Za-z]{2}")
_SHARE = re.compile(r"[\u4e00-\u9fff][%‰]$")
_NUMBERING = re.compile(
    r"^(?:[(]?[一二三四五六七八九十]{1,2}[)、.]|[(]\d{1,2}[)]|\d{1,2}[、.])(?=\D)"
)
_OF_WHICH = re.compile(r"^(?:#|其中[::]?)")
_BRACKETS = re.compile(r"[(\[【][^()\[\]【】]*[)\]】]")
_STATED_UNIT = re.compile(
    rf"(?:^|[^\w]|[年月日底末今度]|金额|货币|计量|数据|费用|资金|经费)单位[::为]*((?:{_UNIT})(?:[、,,/和;](?:{_UNIT}))*)"
)
_MONEY_WORDS = "总?金额|计量|计价|资金|货币|币种|经费|费用|款额|数额|投资|人民币"
_MONEY_UNIT = "|".join(sorted(MONEY_UNITS, key=len, reverse=True))
_MONEY_IN = re.compile(
    rf"(?:^|[^\w]|表|中|[一-鿿][::](?:{_UNIT}))(?:(?:{_MONEY_WORDS})+(?:[::]|[均皆都]?[以按为](?:人民币)?)|以)"
    rf"(?:人民币)?[、/]?((?:{_MONEY_UNIT}))(?=$|[^\w]|为|计|表示|填|[一-鿿]{{2,4}}[::])"
)

GENERIC = GENERIC_ENGLISH | frozenset(
    (
        "合计 小计 总计 计 总数 总人数 总户数 总额 金额 资金 数量 日期 时间 名称 "
        "开始 结束 起 止 自 至 "
        "人 户 数 期 批 类别 类型 内容 形式 地点 地区 "
        "单位 电话 文号 方式 性质 领域 专业 依据 资金数 投资 对象 费用 经费 天 县 州 "
        "进度 规模 价值 协议 数值 数字 数额"
    ).split()
)
"""Words too common to speak for a field unless a group heading or the kind agrees."""


@dataclass(frozen=True, slots=True)
class Word:
    """A heading's text taken apart: as compared, with all brackets left out, and its unit."""

    text: str
    bare: str
    unit: str


@functools.lru_cache(maxsize=4096)
def word_of(text: str) -> Word:
    """Return a heading as it is compared; `(万元)`, `其中:`, numbering and end marks come off.

    >>> word_of("其中:市级统筹(万元)")
    Word(text='市级统筹', bare='市级统筹', unit='万元')
    """
    if is_latin(text):
        return Word(*taken_apart(spaced(text)))
    plain = normal(text).strip("*:·")
    unit = ""
    found = _IN_BRACKETS.search(plain) or _AT_END.search(plain)
    if found and plain != found[0]:
        unit = found[1]
        plain = plain[: found.start()] + plain[found.end() :]
    if _SHARE.search(plain):
        unit, plain = unit or plain[-1], plain[:-1]
    plain = _NUMBERING.sub("", _OF_WHICH.sub("", plain)).strip("*:·")
    plain = _OF_WHICH.sub("", plain)
    plain = without_english(plain) if _LATIN.search(plain) else plain
    bare = _BRACKETS.sub("", plain)
    return Word(plain, bare or plain, unit)


def stated_unit(text: str) -> str:
    """Return the units that a unit line states (单位:万元, 金额:元, 以万元计), "" for none."""
    text = line_words(text)
    plain = normal(text)
    if "单位" in plain:
        found = _STATED_UNIT.search(plain) or _STATED_UNIT.search(trimmed(text))
        if found:
            return found[1]
    found = _MONEY_IN.search(plain) if "元" in plain else None
    return found[1] if found else ""


def money_unit(units: str) -> str:
    """Return the unit of money among stated units (户、人、万元), "" when there is none."""
    return next((one for one in re.split(r"[、,,/和;]", units) if one in MONEY_UNITS), "")


@functools.lru_cache(maxsize=4096)
def group_date(text: str) -> str | None:
    """Return the date a heading stands for (2013年底) as ISO text, None when it is none."""
    plain = with_year_digits(normal(text))
    if not re.search(r"(?:19|20)\d{2}", plain) or len(plain) > 18:
        return None
    cut = cut_off_of(plain)
    if cut is not None:
        return cut.isoformat()
    core = re.sub(
        r"(?:数据|情况|人口|存量|时点|统计|建档立卡|建档|在册|剩余|现有|未脱贫|贫困|状况)+$",
        "",
        plain,
    )
    said = date_of(core)
    return said.first if said.fault is None and not said.is_range else None
