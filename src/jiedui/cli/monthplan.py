"""The plan of a month on the terminal: duties and returns together."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from jiedui.assess.as_json import number
from jiedui.assess.duty import reminder
from jiedui.assess.plan import STANDS, rates_words, row_of
from jiedui.cli.tables import Heading, words_table

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from jiedui.assess.duty import Rates, Task
    from jiedui.assess.plan import PlanRow


def plan_text(
    first: dt.date, found: Sequence[Task], returns: Sequence[PlanRow], rated: Rates
) -> str:
    """Return the plan for people."""
    columns = (
        Heading("", is_right=True),
        Heading("截止日 due", is_whole=True),
        Heading("任务 duty", wide=20),
        Heading("责任单位 owner", wide=12),
        Heading("状态 state", wide=8),
        Heading("备注 note", wide=20),
    )
    rows = sorted([*(row_of(one) for one in found), *returns], key=lambda one: one.due)
    cells = [
        [
            "" if one.number is None else str(one.number),
            str(one.due),
            f"{one.title} {one.period[0]}".rstrip(),
            one.owner,
            STANDS[one.stand][0],
            one.note[0],
        ]
        for one in rows
    ]
    title = f"{first.year}年{first.month}月工作任务 duties of {first:%Y-%m}"
    caveats = dict.fromkeys(" ".join(one.caveat) for one in found if one.caveat[0])
    return "\n".join(
        [words_table(title, columns, cells), f"  {' '.join(rates_words(rated))}", *caveats]
    )


def plan_json(
    found: Sequence[Task], returns: Sequence[PlanRow], rated: Rates, today: dt.date
) -> dict[str, Any]:
    """Return the plan as data."""
    percents = (rated.on_time_percent, rated.complete_percent)
    on_time, complete = (None if one is None else number(one) for one in percents)
    return {
        "today": today.isoformat(),
        "duties": [_task(one) for one in found],
        "returns": [
            {
                "due": one.due.isoformat(),
                "title": one.title,
                "period": one.period[1],
                "owner": one.owner,
                "state": str(one.stand),
            }
            for one in returns
        ],
        "rates": {
            "due": rated.due,
            "on_time": rated.on_time,
            "complete": rated.complete,
            "on_time_percent": on_time,
            "complete_percent": complete,
        },
    }


def _task(one: Task) -> dict[str, Any]:
    return {
        "number": one.duty.number,
        "title": one.duty.title,
        "owner": one.duty.owner,
        "period": one.period_name[1] or None,
        "first_due": one.first_due.isoformat(),
        "due": one.due.isoformat(),
        "state": str(one.stand),
        "working_days_left": one.left,
        "working_days_late": one.late,
        "locked": {"zh": one.lock[0], "en": one.lock[1]} if one.lock[0] else None,
        "extended_by": None if one.extension is None else one.extension.granted_by,
        "extension_reason": None if one.extension is None else one.extension.reason,
        "done_on": None if one.done is None else one.done.on.isoformat(),
        "complete": None if one.done is None else one.done.is_complete,
        "caveat": {"zh": one.caveat[0], "en": one.caveat[1]} if one.caveat[0] else None,
    }


def reminders(found: Sequence[Task]) -> list[str]:
    """Return a text for each owner that asks for what is open."""
    owners = dict.fromkeys(one.duty.owner for one in found)
    return [reminder(who, [one for one in found if one.duty.owner == who]) for who in owners]
