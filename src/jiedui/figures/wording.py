"""What figures say in words: why an answer is not one exact number, and why a question is refused.

Chinese and English by code, filled by name. Knows no Django.
"""

from __future__ import annotations

WHY: dict[str, tuple[str, str]] = {
    "not_in_book": ("账中没有相应记载。", "The book holds nothing on it."),
    "not_in_book_planned": (
        "账中没有相应计划;实际数不能代替计划数。",
        "The book holds no such plan; what happened does not answer for the plan.",
    ),
    "not_in_book_actual": (
        "账中只有计划,没有实际数;计划数不能代替实际数。",
        "The book holds only the plan; it does not answer for what happened.",
    ),
    "outside_pairing": (
        "{places}在所问期间未结对(结对期间:{periods})。",
        "{places} was not paired in the days asked for (paired: {periods}).",
    ),
    "coarse": (
        "账中有涵盖所问范围的数字,但未按{dims}分列{scopes}。",
        "The book holds a figure that covers it, but not broken down by {dims}{scopes}.",
    ),
    "stage_not_stated": (
        "部分资金未列明所处环节,可能属于此项。",
        "Some money has no stated stage and may belong here.",
    ),
    "ambiguous": (
        "有捐赠不能确定是否已含在公布的合计内。",
        "It is not known whether some gifts are inside a stated total.",
    ),
    "amount_not_stated": (
        "其中有记录未列明数额。",
        "Some records do not state their amount.",
    ),
    "not_known": (
        "{places}在{day}没有统计;已统计的日期:{days}。",
        "{places} was not observed on {day}; observed on {days}.",
    ),
    "not_same_day": (
        "各地最近的统计日期不同,不能相加:{days}。",
        "The latest observations are of different days and cannot be added: {days}.",
    ),
    "one_observation": (
        "只有一次统计({days}),不能算变化。",
        "There is only one observation ({days}), so no change can be told.",
    ),
    "two_observations": (
        "{day}的统计有两个不同的数。",
        "Two different numbers are stated for {day}.",
    ),
    "not_paired_then": (
        "{places}在{days}统计时未结对,不计入。",
        "{places} was not paired when it was observed on {days}: it is not counted.",
    ),
    "left_out_then": (
        "未计入{day}尚未结对的{places}。",
        "{places} is not counted: it was not paired on {day}.",
    ),
    "not_observed": ("账中没有{places}的统计。", "The book holds no observation of {places}."),
    "confirmed": ("账中另有记载与之相符。", "Other records in the book agree with it."),
    "contradicted_more": (
        "账中数比公布数多{zh_off}。",
        "The book says {en_off} more than is stated.",
    ),
    "contradicted_less": (
        "账中数比公布数少{zh_off}。",
        "The book says {en_off} less than is stated.",
    ),
    "same_document": (
        "账中只有同一出处({document})的记载,没有其他依据。",
        "The book knows it only from the same document ({document}).",
    ),
    "undecidable": (
        "账中的数不够确切,既不能证实也不能否定。",
        "What the book knows is too inexact to confirm or to contradict it.",
    ),
    "zero_base": ("分母为零或不能确定。", "What it is divided by is zero or not known."),
}  # fmt: skip
"""Why an answer is not one exact number."""

DIMENSION_WORDS: dict[str, tuple[str, str]] = {
    "place": ("地区", "place"),
    "time": ("时间", "time"),
    "source": ("资金来源", "source"),
    "category": ("类别", "category"),
    "payer": ("出资方", "payer"),
    "owner": ("支援方", "donor"),
    "programme": ("专项", "programme"),
    "state": ("状态", "state"),
    "pairing_kind": ("结对类型", "kind of pairing"),
}
"""What a figure can be too coarse in."""

PROBLEMS: dict[str, tuple[str, str]] = {
    "FIGURE_UNKNOWN": ("没有这个指标。", "There is no such figure."),
    "FIGURE_NOT_PLANNED": ("这个指标没有计划数。", "This figure has no planned counterpart."),
    "DIMENSION_UNKNOWN": ("没有这个维度。", "There is no such dimension."),
    "DIMENSION_MISSING": ("这个指标不能按此分列或筛选。", "This figure has no such dimension."),
    "DIMENSION_TWICE": ("同一维度重复。", "A dimension is named twice."),
    "FILTERS_CONTRADICT": ("筛选条件互相矛盾。", "The filters contradict each other."),
    "VALUE_UNKNOWN": ("没有这个值。", "There is no such value."),
    "VALUE_AMBIGUOUS": ("这个值不只指一处。", "This value names more than one."),
    "WINDOW_EMPTY": ("所问期间为空。", "The days asked for are none."),
    "KNOWN_AT_AHEAD": ("账还没有记到这一条。", "The book has not come to that entry yet."),
}
"""Why a question is refused."""


def said(code: str, **words: str) -> tuple[str, str]:
    """Return a sentence in Chinese and English, its names filled in."""
    zh, en = WHY[code]
    return zh.format(**words), en.format(**words)
