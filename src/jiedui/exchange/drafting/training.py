"""Rows of a training ledger (培训台账): batches and attendances; distinct people need a roster.

Knows no Django.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from jiedui.books.entry import Dims
from jiedui.exchange.drafting.fields import (
    Stamp,
    amount_of,
    dated,
    is_not_itemised,
    not_whole,
    owner_of,
    period_of,
    recipient_of,
)
from jiedui.kernel.place import name_of
from jiedui.kernel.problem import Severity

if TYPE_CHECKING:
    from jiedui.exchange.drafting.fields import Case
    from jiedui.exchange.drafting.funds import Drafted


def draft(case: Case) -> Drafted:
    """Return the entry of a class: how many batches, how many attended.

    The cost of a class is told and not posted: the fund ledger carries it.
    """
    recipient = recipient_of(case)
    held = None if is_not_itemised(case) else dated(case, "start_date", "end_date")
    dims = Dims(recipient=recipient, owner=owner_of(case, recipient))
    stamp = Stamp(case, held or period_of(case), dims)
    attended = "person_times" if case.row.get("person_times") is not None else "people"
    lines = [
        stamp.line(account, amount, name)
        for account, name in (("Count:TrainingBatches", "batches"), ("Count:Trained", attended))
        if (amount := amount_of(case, name)) is not None
    ]
    problems = [told for name in ("batches", attended) for told in not_whole(case, name)]
    if case.row.get("cost_fen"):
        told = case.problem("COST_BESIDE", Severity.INFO, "cost_fen", found="the cost of the class")
        problems.append(told)
    where = name_of(recipient) if recipient else case.text("county")
    words = f"{where} 培训:{case.text('class_name') or '合计'}"
    return ([stamp.entry("count", words, lines)] if lines else []), problems
