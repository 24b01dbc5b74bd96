"""What binding and judging say: what is missing, and what a verdict notes. Chinese and English."""

from __future__ import annotations

MISSING: dict[str, tuple[str, str]] = {
    "recipient": ("文中没有说明受援方。", "The text does not say who received it."),
    "place": (
        "“{name}”不能确定是哪一处。",
        "It is not certain which place “{name}” is.",
    ),
    "eastward": (
        "“{name}”是支援方;账中没有由西向东的指标。",
        "“{name}” is the donor side; the book has no figure of what went eastward.",
    ),
    "westward": (
        "“{name}”是受援方;账中没有由西向东的指标。",
        "“{name}” is a recipient; the book has no figure of what it gave.",
    ),
    "donor": (
        "“{name}”不是本账的支援方,账中没有其记录。",
        "“{name}” is no donor of this book, which holds nothing of it.",
    ),
    "giver": (
        "账中没有名为“{name}”的捐赠人,一笔捐赠不能与合计相比。",
        "The book knows no giver “{name}”, and one gift cannot be set against a total.",
    ),
    "measure": (
        "账中没有以“{name}”计的指标。",
        "No figure of the book counts in “{name}”.",
    ),
    "figure": (
        "不能确定“{name}”指哪个指标。",
        "It is not certain which figure “{name}” is of.",
    ),
    "base": (
        "不能确定这个百分比是哪两个数之比。",
        "It is not certain which two numbers this percentage is made of.",
    ),
    "source": (
        "账中没有“{name}”这一资金来源。",
        "The book has no fund source “{name}”.",
    ),
    "category": (
        "“{name}”不是账中的项目类别。",
        "“{name}” is no category of the book's projects.",
    ),
    "no_plan": ("指标“{name}”没有计划数。", "The figure “{name}” has no plan."),
    "part": (
        "“{name}”小于账中的最小单位。",
        "“{name}” is finer than the book's smallest part.",
    ),
}
"""Why a claim cannot be set against the book: what is missing."""

NOTES: dict[str, tuple[str, str]] = {
    "rounded": (
        "公布数是账中数{book}四舍五入的结果。",
        "What is stated is the book's {book}, rounded half up.",
    ),
    "truncated": (
        "公布数是账中数{book}舍去尾数的结果,四舍五入应为{right}。",
        "What is stated is the book's {book} cut off; rounded half up it is {right}.",
    ),
    "raised": (
        "公布数是账中数{book}进位的结果,四舍五入应为{right}。",
        "What is stated is the book's {book} rounded up; rounded half up it is {right}.",
    ),
    "over": (
        "文中说“{said}”,账中是{book}。",
        "The text says “{said}”, the book {book}.",
    ),
    "far_over": (
        "账中是{book},远多于文中的“{said}”。",
        "The book says {book}, far more than “{said}”.",
    ),
    "record": (
        "账中有一笔记录正好是这个数:{words}。",
        "One record of the book is exactly this number: {words}.",
    ),
    "wider": (
        "账中与之相等的数口径不同:{scope}。",
        "The book's equal number is of another scope: {scope}.",
    ),
    "without_gifts": (
        "文中只计财政资金;账中另有社会捐赠{gifts}。",
        "The text counts fiscal funds only; the book holds {gifts} of gifts besides.",
    ),
    "several": (
        "账中这一捐赠人有{count}笔捐赠,不能确定指哪一笔。",
        "The book holds {count} gifts of this giver; it is not certain which is meant.",
    ),
    "narrower": (
        "文中的“{words}”限定了范围,账中没有分列到这一级。",
        "“{words}” in the text limits what is meant; the book is not broken down so far.",
    ),
    "elsewhere": (
        "账中{scope}正好是这个数:请核对是否写错。",
        "The book has exactly this number for {scope}: see whether it was written wrongly.",
    ),
    "as_plan": (
        "账中这是计划数,不是实际数:计划不能当作完成。",
        "The book has this as a plan, not as done: a plan does not tell what happened.",
    ),
    "as_actual": (
        "账中这是实际数,不是计划数。",
        "The book has this as done, not as a plan.",
    ),
    "sum_wrong": (
        "文中这个合计与分项不符:分项之和是{computed}。",
        "This total does not agree with its parts in the text: they make {computed}.",
    ),
}
"""What a verdict notes beside the outcome."""


def missing(code: str, **told: str) -> tuple[str, str]:
    """Return what is missing, in Chinese and English, its names filled in."""
    zh, en = MISSING[code]
    return zh.format(**told), en.format(**told)


def noted(code: str, **told: str) -> tuple[str, str]:
    """Return a note in Chinese and English, its names filled in."""
    zh, en = NOTES[code]
    return zh.format(**told), en.format(**told)
