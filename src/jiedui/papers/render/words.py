"""The words around a document.

Labels of a derivation, of downloads and of pages. Knows no Django.
"""

from __future__ import annotations

_SAID: dict[str, tuple[str, str]] = {
    "derivations": ("数字出处", "Where each number comes from"),
    "table": ("数据表", "The same as a table"),
    "download": ("下载", "Download"),
    "shown": ("文中数字", "As printed"),
    "exact": ("账面数", "In the book"),
    "definition": ("口径", "Definition"),
    "version": ("口径版本", "definition version"),
    "filters": ("筛选条件", "Filters"),
    "reason": ("说明", "Remark"),
    "itemised": ("其中逐项记录", "Resting on single records"),
    "not_itemised": ("其中仅有合计", "Resting on stated totals"),
    "as_of": ("统计日", "Observed on"),
    "entries": ("分录", "Entries"),
    "entries.count": ("共{count}笔", "{count} in all"),
    "cells": ("原始单元格", "Source cells"),
    "cells.hidden": (
        "另有{count}处在人员名册中,不公开",
        "{count} more lie in rosters of people and are not shown",
    ),
    "head": ("账簿位置", "Head of the book"),
    "head.at": ("第{known_at}笔,摘要 {head}", "entry {known_at}, hash {head}"),
    "sql": ("计算语句", "SQL"),
    "key": ("编号", "Key"),
    "sources": ("来源", "Sources"),
    "unit": ("单位", "Unit"),
    "stated": ("账面值(最小单位)", "Stated (smallest unit)"),
    "low": ("下限", "Low"),
    "high": ("上限", "High"),
    "wording": ("说法", "Wording"),
    "report": ("报告", "Report"),
    "page": ("第{page}页", "page {page}"),
}


def say(key: str, language: str, **values: object) -> str:
    """Return a label by its key in `zh` or `en`, filled by name."""
    zh, en = _SAID[key]
    return (zh if language == "zh" else en).format(**values)
