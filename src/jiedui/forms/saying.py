"""What a cell was answered by, in words: figure, whom, source, days, and what it is compared with.

Knows no Django.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from jiedui.figures.binding.known import project_name
from jiedui.figures.catalogue.dimensions import DIMENSIONS
from jiedui.kernel.codes import CATEGORIES, SOURCES
from jiedui.kernel.place import name_of

if TYPE_CHECKING:
    import datetime as dt

    from jiedui.figures.model import Question
    from jiedui.forms.asked import Asked

_NAMED = {"source": SOURCES, "category": CATEGORIES}
_HOW = {
    "sum": "与下列各数相加，不明的不计",
    "sum_exact": "与下列各数相加，只计确数",
    "share": "占比，整体为",
    "growth": "增长额，与之比较的是",
    "growth_rate": "增长率，与之比较的是",
    "completion_rate": "完成率，计划为",
    "rank": "排名，同列的有",
    "per_person": "平均，除数为",
    "same": "须与下列各数一致",
    "yearly": "年均",
    "mean": "各县平均",
    "mean_among": "其间结对各县的平均，各县为",
}
_FEW = 3


def asked_words(asked: Asked) -> str:
    """Return the filters of a cell's question in Chinese, "" when no figure is asked."""
    if asked.question is None:
        return ""
    told = question_words(asked.question)
    if asked.worked is None:
        return told
    beside = [question_words(one) for one in asked.worked.beside[:_FEW]]
    if len(asked.worked.beside) > _FEW:
        beside.append("…")
    years = f"{asked.worked.years}年" if asked.worked.how == "yearly" else ""
    return f"{told}；{_HOW[asked.worked.how]}{years}{'｜'.join(beside)}"


def question_words(question: Question) -> str:
    """Return the filters of a question in Chinese: 受援方 久治县；资金来源 …；2013-01-01至….

    >>> from jiedui.figures.model import Question
    >>> question_words(Question("money", where=(("source", ("SOCIAL_DONATION",)),)))
    '资金来源 社会捐赠；自有记载起'
    """
    found = [
        f"{DIMENSIONS[name].zh} {'、'.join(_value(name, one) for one in values)}"
        for name, values in question.where
    ]
    found.append(_days(question))
    if question.planned:
        found.append("计划数")
    return "；".join(found)


def _value(name: str, value: str) -> str:
    told = _NAMED.get(name, {}).get(value)
    if told is not None:
        return told.zh
    return project_name(value) if name == "project" else name_of(value)


def _days(question: Question) -> str:
    if question.as_of is not None and question.since is None:
        return f"截至 {question.as_of}"
    since: dt.date | None = question.since
    until = question.until or question.as_of
    begin = f"{since}" if since else "自有记载起"
    return f"{begin} 至 {until}" if until else begin
