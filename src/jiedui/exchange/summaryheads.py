"""Headings of summary sheets (汇总): words of places, sums and counts only. Knows no Django."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jiedui.exchange.headings import heading_weight
from jiedui.exchange.headingwords import word_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jiedui.exchange.grid import CellValue, Sheet

ROW_COUNTS = {
    "project_fund": frozenset("项目数 项目个数 项目数量 个数".split()),
    "plan": frozenset("项目数 项目个数 项目数量 个数".split()),
    "donation": frozenset("笔数 件数 捐赠笔数 捐赠次数 记录数".split()),
    "consumption": frozenset("笔数 单数 销售笔数 订单数 记录数".split()),
    "training": frozenset("班数 培训班数 班次数 记录数".split()),
    "visit": frozenset("次数 互访次数 活动次数".split()),
    "labour": frozenset("人数 就业人数 务工人数 转移就业人数".split()),
    "secondment": frozenset("人数 选派人数 派出人数 到岗人数".split()),
    "household_list": frozenset("户数 总户数".split()),
}
"""Headings of a summary's column that counts the rows of the detail, by the detail's kind."""

_ANY_COUNT = frozenset(word for words in ROW_COUNTS.values() for word in words)


def _heads_summary(values: list[CellValue]) -> bool:
    """Whether a row may head a summary: words of headings only, of places, sums and counts."""
    texts = [one for one in values if one is not None]
    return len(texts) > 1 and all(
        isinstance(one, str) and (heading_weight(one) or word_of(one).bare in _ANY_COUNT)
        for one in texts
    )


def summary_starts(sheet: Sheet, numbers: Sequence[int]) -> list[int]:
    """Return the row that heads the table of a sheet that calls itself a summary, [] for none.

    Args:
        sheet: A sheet in which no heading was found.
        numbers: Numbers of its first rows.
    """
    titles = [one for number in numbers[:3] for one in sheet.rows[number] if isinstance(one, str)]
    if not any("汇总" in one or "统计" in one for one in (sheet.name, *titles)):
        return []
    return [number for number in numbers if _heads_summary(sheet.rows[number])][:1]
