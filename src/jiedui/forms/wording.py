"""What filling a form says in words, Chinese and English by code. Knows no Django."""

from __future__ import annotations

DOUBTS: dict[str, tuple[str, str]] = {
    "conflict": (
        "行与列的说法不一致，请指明这一格填什么:{words}",
        "Row and column say two different things; say what this cell holds: {words}",
    ),
    "whom": (
        "没有写明是哪个县（州、乡镇），请指明:{words}",
        "It is not said which county, prefecture or town this is of; say which: {words}",
    ),
    "overlap": (
        "账中没有写明这些款项是否互有重复，请指明:{words}",
        "The book does not say whether these sums hold each other; say so: {words}",
    ),
    "measure": (
        "看不出这一格填哪个指标，请选定:{words}",
        "It is not clear which figure this cell holds; choose one: {words}",
    ),
    "note": (
        "表中这一说明会改变口径，但没有读懂，请说明如何理解:{words}",
        "This note may change what is counted and is not understood; say what it means: {words}",
    ),
    "unit": (
        "表中没有写明金额单位，请选定:{words}",
        "The form does not say the unit; choose one: {words}",
    ),
    "period": (
        "表中没有写明统计期间，请选定:{words}",
        "The form does not say the period; choose one: {words}",
    ),
    "base": (
        "没有写明与哪一天相比，请指明:{words}",
        "It is not said which day is compared with: {words}",
    ),
    "whole": (
        "没有写明占什么的比例，请指明:{words}",
        "It is not said what this is a share of: {words}",
    ),
    "years": (
        "期间不是整年，年均数如何计算，请指明:{words}",
        "The period is not of whole years; say how the yearly mean is taken: {words}",
    ),
    "rivals": (
        "没有写明在哪些地区中排名，请指明:{words}",
        "It is not said among whom this ranks: {words}",
    ),
    "same": (
        "这一格与另一格({other})的口径看不出区别，请指明各填什么:{words}",
        "This cell and another ({other}) seem to ask the same; say what each holds: {words}",
    ),
    "new": (
        "这一格在上次确认后新增或改动过，请确认是否理解得对：{words}",
        "This cell is new or changed since the form was confirmed; is it understood: {words}",
    ),
    "strange": (
        "“{words}”没有读懂，暂按全数填写，请确认它不是只指其中一部分",
        "“{words}” is not understood; the whole is written. Confirm that it means no part of it",
    ),
    "narrower": (
        "“{words}”不在账的口径内，请确认这一格不填，或指明对应的指标",
        "“{words}” is narrower than any figure of the book; confirm that it stays empty",
    ),
}
"""What a person is asked where the words around a cell do not settle it."""


def doubt(code: str, **told: str) -> str:
    """Return a question in Chinese, its names filled in; the English stands in DOUBTS."""
    return DOUBTS[code][0].format(**told)
