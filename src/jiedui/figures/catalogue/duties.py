"""How punctual and how complete what is owed was handed in, as counted once a month is over."""

from __future__ import annotations

from jiedui.figures.catalogue.dimensions import ADDITIVE, ALWAYS
from jiedui.figures.model import Figure, Kind


def _count(
    code: str, words: tuple[str, str], definition: tuple[str, str], *, account: str
) -> Figure:
    return Figure(
        code, *words, "duty", Kind.FLOW, definition, (account,), dimensions=ALWAYS,
        additive=ADDITIVE, group="duties",
    )  # fmt: skip


def _rate(code: str, words: tuple[str, str], definition: tuple[str, str], *, term: str) -> Figure:
    return Figure(
        code, *words, "percent", Kind.DERIVED, definition, dimensions=ALWAYS,
        terms=(term, "duties_due"), group="duties",
    )  # fmt: skip


DUTIES = (
    _count(
        "duties_due", ("到期任务数", "duties that fell due"),
        ("已计入账簿的月份内到期的任务。", "Tasks that fell due in months already counted."),
        account="Count:DutiesDue",
    ),
    _count(
        "duties_on_time", ("按时完成任务数", "duties done on time"),
        (
            "到期任务中截止日(含当日及批准的延期)前完成的。",
            "Of those due, done by their deadline, that day and granted extensions counted.",
        ),
        account="Count:DutiesOnTime",
    ),
    _count(
        "duties_complete", ("完整办结任务数", "duties done whole"),
        ("到期任务中已完成且无缺项的。", "Of those due, done and lacking nothing."),
        account="Count:DutiesComplete",
    ),
    _count(
        "duties_late", ("逾期或未完成任务数", "duties late or not done"),
        ("到期任务中未按时完成的。", "Of those due, not done by their deadline."),
        account="Count:DutiesLate",
    ),
    _rate(
        "on_time_rate", ("任务按时完成率", "on-time rate of duties"),
        ("按时完成任务占到期任务的百分比。", "Duties done on time in percent of those due."),
        term="duties_on_time",
    ),
    _rate(
        "completeness_rate", ("任务完整办结率", "completeness rate of duties"),
        ("完整办结任务占到期任务的百分比。", "Duties done whole in percent of those due."),
        term="duties_complete",
    ),
)  # fmt: skip
"""Figures of duties and deadlines."""
