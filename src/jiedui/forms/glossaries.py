"""Terms and what is said of them, written apart: 援助资金　指两级资金; a sheet of two columns.

What begins with 指 goes on with the term before it, on the same line, in the next cell or in the
next row. Knows no Django.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_SAYS = re.compile(r"[:：,，]?(?:均|都)?(?:是指|系指|指的是|即指|指(?!标|导|数|定|挥))")
"""What can only go on with a term: 指市、区两级政府资金."""

_TELLS = re.compile(
    r"(?:不(?:含|包括|包含)|[仅只]|含|包括|统计|反映|均?[为按自以]|填|同|由|截[至止]|取|计)|.+[。；;]"
)
"""How an explanation goes on in the second column of a sheet that only explains."""

_TERM = re.compile(
    r"(?:[（(]?[\d一二三四五六七八九十]{1,3}[)）.．、]?\s*)?[^:：。；;，,]{2,16}[:：]?"
)
_NO_TERM = re.compile(
    r"(?:以上|上述|其中|注|说明|备注|指标|名称|序号|编号|解释|口径|单位|本表|表中).{0,2}"
)
_GOES_ON = re.compile(r"(?:其中)?(?:也|均|都)?(?:不(?:含|包括|包含)|剔除|扣除)")
_MARK = re.compile(r"[:：]$")
_LONGEST = 16


def explained(row: Sequence[str], *, is_glossary: bool = False) -> list[str]:
    """Return the words of a row, a term and what is said of it in the next cell as one.

    Args:
        row: The words of its cells.
        is_glossary: Whether the sheet holds no cell to fill.

    >>> explained(["援助资金", "指市、区两级政府资金。"]), explained(["填报单位：", "2017年10月"])
    (['援助资金：指市、区两级政府资金。'], ['填报单位：', '2017年10月'])
    >>> explained(["2", "援助项目", "不含捐赠项目"], is_glossary=True)
    ['2', '援助项目：不含捐赠项目']
    """
    found: list[str] = []
    for words in row:
        told = words.strip()
        says = _SAYS.match(told) or (is_glossary and _TELLS.match(told))
        if found and says and _is_term(found[-1]):
            found[-1] = f"{_MARK.sub('', found[-1].strip())}：{told.lstrip(':：,，')}"
        else:
            found.append(words)
    return found


def _is_term(words: str) -> bool:
    plain = words.strip()
    return _TERM.fullmatch(plain) is not None and _NO_TERM.fullmatch(plain) is None


def glossary(rows: Iterable[Sequence[str]]) -> list[str]:
    """Return the lines of a sheet without a cell to fill, each term with what is said of it.

    >>> glossary([["条目", "规定"], ["1", "金额单位", "万元"], ["援助资金"], ["指两级资金。"]])
    ['条目：规定', '1', '金额单位：万元', '援助资金：指两级资金。']
    """
    return explained([one for row in rows for one in _entry(row)])


_SERIAL = re.compile(r"[(（]?[\d一二三四五六七八九十]{1,3}[)）.．、]?")
_PAIR = 2


def _entry(row: Sequence[str]) -> list[str]:
    """Return a row of such a sheet: what stands in two cells side by side is one thing told."""
    serial = [*row[:1]] if len(row) > _PAIR and _SERIAL.fullmatch(row[0].strip()) else []
    rest = [one.strip() for one in row[len(serial) :]]
    if len(rest) == _PAIR and len(rest[0]) <= _LONGEST and not re.search(r"[。；;]", rest[0]):
        return [*serial, f"{_MARK.sub('', rest[0])}：{rest[1].lstrip(':：,，')}"]
    return explained(row, is_glossary=True)


def whole_clauses(clauses: Iterable[str]) -> list[str]:
    """Return the clauses of a line, those that only go on with a definition as parts of it.

    >>> whole_clauses(["援助资金:指市、区两级资金", "不包括社会捐赠", "资金保留一位小数"])
    ['援助资金:指市、区两级资金,不包括社会捐赠', '资金保留一位小数']
    >>> whole_clauses(["援助资金", "指市、区两级资金"])
    ['援助资金:指市、区两级资金']
    """
    found: list[str] = []
    for one in (_NESTED.sub(r"\g<own>\g<tail>(\g<who>为\g<year>\g<tail>)", it) for it in clauses):
        is_defined = bool(found) and _DEFINES.match(found[-1]) is not None
        if is_defined and _GOES_ON.match(one):
            found[-1] = f"{found[-1]},{one}"
        elif found and _SAYS.match(one) and _is_term(found[-1]):
            found[-1] = f"{found[-1]}:{one.lstrip(':,')}"
        else:
            found.append(one)
    return [part for one in found for part in _apart(one)]


_NESTED = re.compile(
    r"(?P<own>(?:19|20)\d{2}年(?:\d{1,2}月)?)\((?P<who>[^()\d,;]{2,12}?)(?:为|系|是|自|从)*"
    r"(?P<year>(?:19|20)\d{2}年(?:\d{1,2}月)?)(?:起|以来|开始)?\)(?P<tail>以来|至今|起)"
)
"""2013年（独山镇为2015年）以来: the days of one stand inside those of all."""

_DEFINES = re.compile(rf"[^:,。;]{{2,16}}?{_SAYS.pattern}")

_BUT = re.compile(
    r"^除(?P<what>[^,;]{1,24}?)(?P<told>(?:均|都)?(?:为|系|是|按|填)[^,;]{1,20}?)(?:以外|之外|外),?(?P<rest>.{4,})$"
)
"""除“已完工”为实际数外，本表均为计划数: two things, one of what is named, one of all else."""


_ROWS = re.compile(
    r",(?=(?:其[余他它](?:各|指标|[行项栏列]|均|都|为|按|填)|第\d{1,6}[、和及,至到\d-]*[行项号]"
    r"|(?:指标|序号|代码|编号|行次)\d{1,6}(?![\d、]*=)|\d{1,6}[、和及至到\d-]*号(?:指标|代码)?"
    r"|[“\"「]?(?:[期年][初末]|[本上基同]期|报告期|累计数?|至今|目前)[”\"」]?(?:均|都)?(?:是指|系指|指|为)))"
)
"""第3行填2013年底数，其他各行填2013年以来累计数: of rows by their numbers, then of the others.

统计时间为2013年至2017年，期初指2012年末 tells of words of time one by one.
"""


def _apart(clause: str) -> list[str]:
    found = _BUT.match(clause)
    if found:
        return [f"{found['what']}{found['told']}", found["rest"]]
    return [one for one in _ROWS.split(clause) if one]


def term_of(words: str) -> str:
    """Return the term that words define before they say what it is, else the words.

    >>> term_of("援助资金:指市、区两级政府资金"), term_of("捐赠项目")
    ('援助资金', '捐赠项目')
    """
    found = re.match(rf"(?P<term>[^:,。;指]{{2,16}}?)(?:\([^()]*\))?{_SAYS.pattern}", words)
    return found["term"] if found else words
