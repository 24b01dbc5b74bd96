"""A list of registered households (建档立卡户名单): how many, how many people, nothing else.

The first row of a county carries the count of the whole list; a person says yes to its being
complete. A list with errors, or without a day, is not counted. Knows no Django.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from jiedui.books.entry import Dims
from jiedui.exchange.drafting.fields import Stamp, owner_of, recipient_of
from jiedui.exchange.drafting.registered import STOCKS
from jiedui.kernel import place
from jiedui.kernel.period import day
from jiedui.kernel.problem import Severity
from jiedui.kernel.quantity import said

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jiedui.exchange.drafting.fields import Case
    from jiedui.exchange.drafting.funds import Drafted
    from jiedui.exchange.rows import Row


def draft(case: Case) -> Drafted:
    """Return the observation of the whole list, for the first row of its county; else nothing."""
    if next(_list_of(case)) is not case.row:
        return [], []
    rows = list(_list_of(case))
    day_of = case.context.cut_off
    if day_of is None:
        found = "a list without a day"
        return [], [case.problem("LIST_UNDATED", Severity.INFO, found=found, expected="截至...")]
    if any(one.severity is Severity.ERROR for one in case.reading.problems):
        return [], [case.problem("LIST_INCOMPLETE", Severity.INFO, found="rows with errors")]
    recipient = _recipient(case, rows)
    dims = Dims(recipient=recipient, owner=owner_of(case, recipient))
    stamp = Stamp(case, day(day_of), dims)
    counts = {"households": len(rows), "people": _people(rows)}
    lines = [
        stamp.line(account, said(count), "members")
        for account, name in STOCKS
        if (count := counts[name]) is not None
    ]
    where = place.name_of(recipient) if recipient else ""
    found = f"{len(rows)} households as all of {where} on {day_of}"
    told = case.problem("LIST_AS_WHOLE", Severity.WARNING, found=found, expected="a complete list")
    return [stamp.entry("stock", f"{where} 建档立卡名单 {day_of}", lines)], [told]


def _list_of(case: Case) -> Iterator[Row]:
    """Yield the rows of the same county, over all sheets of the file."""
    kind, county = case.row.kind, case.text("county_code")
    for row in case.reading.rows:
        if row.kind == kind and str(row.get("county_code") or "") == county:
            yield row


def _people(rows: list[Row]) -> int | None:
    members = [row.get("members") for row in rows]
    exact = [one for one in members if isinstance(one, int) and not isinstance(one, bool)]
    return sum(exact) if len(exact) == len(rows) else None


def _recipient(case: Case, rows: list[Row]) -> str | None:
    """Return the town where the whole list lies in one, else the county."""
    if len({row.get("town") for row in rows}) == 1:
        return recipient_of(case)
    code = case.text("county_code") or (case.context.county_code or "")
    return place.present_code(code) if code else None
