"""Whose money numbers are by what the page says elsewhere: of its table, its fund, its gift."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from jiedui.reader.layout import HEADING, PROSE
from jiedui.reader.reading import ITEMS, MONEY

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from jiedui.reader.layout import Block
    from jiedui.reader.passage import Draft
    from jiedui.reader.vocabulary import Vocabulary

_ALL_FROM = re.compile(
    r"(?:资金|款项|经费|投入)[^,。;]{0,4}(?:均|全部|都)(?:为|来自|是|系|由)([^,。;]{2,16})"
    r"|(?:本表|上表|下表|表[中内列])[^,。;不未除外]{0,10}?(?:[只仅均都]|全部)[^,。;不未除外]{0,4}?"
    r"(?:统计|反映|列[入出示]?|汇总|为|是|系|含|计)了?([^,。;]{2,16})"
)
_SEVERAL = frozenset("和与及、")

_FUND = re.compile(
    r"(?:帮扶|协作|援助|支援|扶贫|援建|援[疆藏青蒙])[^,。;\d]{0,2}资金(?![来源结])|财政[^,。;\d]{0,6}资金"
)
"""The fund that one place gives another, as a page calls it."""

_FUND_AGAIN = re.compile(
    r"(?<!财政)(?:帮扶|协作|援助|支援|援建)(?:专项)?资金"
    r"|(?:首|本|上|该|此|这一?|第?[一二三四五六两\d])批(?:次)?[^,。;\d]{0,2}(?:资金|合计|共计|共|总计)"
)
"""A fund named again without saying whose: 帮扶资金每头补助, 首批资金, 两批合计."""

_BUDGETS = ("municipal", "district", "province")
_OF_GIFT = re.compile(
    r"募捐|捐[赠款资助献]|(?<!扶贫)义卖|认捐|善款|爱心[物款包]|献爱心|(?:款物|衣物|物资).{0,4}[送运寄抵]"
)
_OF_FUND = re.compile(r"财政|协作|项目|资金|工作|总结|计划|汇报|简报|通报|公示")
_NO_GIFT = re.compile(
    r"财政|项目|协作资金|帮扶资金|工资|月薪|收入|产值|分红|回赠|回礼|返程|捎|谢|贷款|自筹|运费|票|预算"
)
_REACH = 60


def fund_tables(cells: Sequence[Draft], page: str, words: Vocabulary) -> None:
    """Give the cells of tables the source that a note of the page says of all of them.

    Args:
        cells: The numbers of its tables.
        page: Its text.
        words: The words of sources.
    """
    note = _ALL_FROM.search(page) if cells else None
    said = (note[1] or note[2]) if note is not None else ""
    if not _SEVERAL.isdisjoint(said):
        return
    named = words.naming("sources").search(said)
    code = words.sources[named[0]] if named is not None else None
    for cell in cells:
        cell.source = cell.source or code


def fund_again(drafts: Iterable[Draft]) -> None:
    """Give a fund named again without its purse the only one that the page named before.

    A page that tells of several budgets says of none that all is of it.
    """
    money = [one for one in drafts if one.measure is MONEY]
    if len({one.source for one in money if one.source in _BUDGETS}) != 1:
        return
    source = None
    for one in money:
        if one.source in _BUDGETS and _FUND.search(one.number.gap):
            source = one.source
        elif one.source is None and _FUND_AGAIN.search(one.number.gap):
            one.source = source


def fund_gifts(blocks: Iterable[Block], drafts: Iterable[Draft]) -> None:
    """Give the sums and things of a page that is about a gift that source, where none is said."""
    if not _is_of_gift(blocks):
        return
    for one in drafts:
        if one.source is not None or one.measure not in (MONEY, ITEMS):
            continue
        start, end = one.number.sentence
        said = one.passage.text[max(start, one.start - _REACH) : min(end, one.end + _REACH)]
        if not _NO_GIFT.search(said):
            one.source = "donation"


def _is_of_gift(blocks: Iterable[Block]) -> bool:
    """Whether the title of a page tells of a gift and of no fund."""
    title = ""
    for block in blocks:
        if block.kind is PROSE:
            break
        title += block.text if block.kind is HEADING else ""
    return _OF_GIFT.search(title) is not None and not _OF_FUND.search(title)
