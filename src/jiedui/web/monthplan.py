"""Returns that senders owe as lines of the plan of a month, beside the office's own duties.

It stands here because the assessment may not see the returns.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from jiedui.assess.duty import Stand
from jiedui.assess.plan import PlanRow
from jiedui.exchange.kinds import KINDS
from jiedui.exchange.owed import Owing, owed
from jiedui.kernel.recurring import period_name

if TYPE_CHECKING:
    import datetime as dt

    from jiedui.access.scope import Scope
    from jiedui.kernel.period import Period

_STANDS = {
    Owing.POSTED: Stand.DONE,
    Owing.RECEIVED: Stand.DONE,
    Owing.DUE: Stand.OPEN,
    Owing.LATE: Stand.LATE,
}


def returns_owed(scope: Scope, window: Period, *, today: dt.date) -> list[PlanRow]:
    """Return the returns senders owe whose deadline lies in a window, as lines of the plan."""
    return [
        PlanRow(
            one.due,
            KINDS[one.kind].zh,
            (period_name(one.period), period_name(one.period, is_chinese=False)),
            one.name,
            _STANDS[one.state],
        )
        for one in owed(scope, today=today)
        if window.starts <= one.due <= window.ends
    ]
