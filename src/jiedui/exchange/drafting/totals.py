"""Printed sums (合计) as assertions: what an office says its rows add up to.

Knows no Django.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from jiedui.books.entry import Dims, line
from jiedui.exchange.drafting.fields import (
    Case,
    Stamp,
    amount_of,
    day_in,
    owner_of,
    period_of,
    recipient_of,
)
from jiedui.exchange.rows import Context, Row
from jiedui.figures.catalogue import FIGURES
from jiedui.kernel import place
from jiedui.kernel.period import day

if TYPE_CHECKING:
    from jiedui.books.entry import EntryDraft
    from jiedui.exchange.drafting.view import BookView
    from jiedui.exchange.rows import Reading, Total
    from jiedui.kernel.period import Period
    from jiedui.kernel.quantity import Interval

ASSERTED: dict[str, tuple[tuple[str, str, str | None], ...]] = {
    "project_fund": (
        ("aid_fen", "money", None),
        ("municipal_fen", "money", "MUNICIPAL_POOLED"),
        ("district_fen", "money", "DISTRICT_FISCAL"),
        ("social_fen", "money", "SOCIAL_DONATION"),
    ),
    "plan": (
        ("total_fen", "money", None),
        ("municipal_fen", "money", "MUNICIPAL_POOLED"),
        ("district_fen", "money", "DISTRICT_FISCAL"),
    ),
    "training": (
        ("batches", "training_batches", None),
        ("people", "people_trained", None),
        ("person_times", "people_trained", None),
    ),
    "household_counts": (
        ("households", "registered_poor_households", None),
        ("people", "registered_poor_people", None),
    ),
}
"""Per kind of table: field of a sum, figure it states, fund source."""


def draft_total(reading: Reading, total: Total, view: BookView) -> list[EntryDraft]:
    """Return the assertions of one printed sum; [] where it sums records of no common place."""
    rows = [
        row
        for row in reading.rows
        if row.sheet == total.sheet and (not total.covers or row.row in total.covers)
    ]
    context = reading.context.get(total.sheet, Context())
    if not rows or reading.kind not in ASSERTED:
        return []
    cases = [Case(reading, row, context, view) for row in rows]
    keys = {recipient_of(case) for case in cases}
    periods = {period_of(case) for case in cases}
    if None in keys or (reading.kind != "household_counts" and len(periods) > 1):
        return []
    recipient = place.joint(key for key in keys if key)
    own = Case(
        reading,
        Row(total.sheet, total.row, dict(total.values), total.wordings, total.cells),
        context,
        view,
    )
    as_of = day_in(own, "as_of")
    period = day(as_of.ends) if as_of is not None else periods.pop()
    return _assertions(own, recipient, period)


def _assertions(case: Case, recipient: str, period: Period) -> list[EntryDraft]:
    planned = "PLANNED" if case.reading.kind == "plan" else None
    dims = Dims(recipient=recipient, owner=owner_of(case, recipient), state=planned)
    beside = _attendances_beside(case)
    return [
        assertion(
            Stamp(case, period, dims._replace(source=source)),
            _without_gifts(case, figure) if source is None else figure,
            name,
            amount=amount,
        )
        for name, figure, source in ASSERTED[case.reading.kind or ""]
        if name not in beside
        and (amount := amount_of(case, name)) is not None
        and amount.stated is not None
    ]


def _without_gifts(case: Case, figure: str) -> str:
    """Return what a sum of aid adds up: gifts are no part of it where its table has none.

    They are recorded one by one elsewhere and would only seem to contradict it.
    """
    has_gifts = any(
        one.field == "social_fen" and one.sheet == case.row.sheet for one in case.reading.columns
    )
    is_actual = case.reading.kind == "project_fund"
    return "money_without_gifts" if figure == "money" and is_actual and not has_gifts else figure


def _attendances_beside(case: Case) -> tuple[str, ...]:
    """Return the fields of a training sum that say something else than attendances (人次).

    Where a sheet has a column of attendances, its people are not attendances; where only some of
    its rows fill that column, neither sum is what was counted.
    """
    rows = [row for row in case.reading.rows if row.sheet == case.row.sheet]
    counted = {row.get("person_times") is not None for row in rows}
    if True not in counted:
        return ()
    return ("people", "person_times") if False in counted else ("people",)


def assertion(stamp: Stamp, figure: str, name: str, *, amount: Interval) -> EntryDraft:
    """Return the assertion that a field of a row or sum states of a figure.

    Args:
        stamp: The row or sum, its days and dimensions; state PLANNED where it states a plan.
        figure: The figure's code.
        name: The field.
        amount: What it says.
    """
    case = stamp.case
    stating = line(
        f"Assertion:{figure}",
        FIGURES[figure].unit,
        amount,
        stamp.period,
        stamp.dims,
        itemised=False,
        cell=case.cell(name),
    )
    where = place.name_of(stamp.dims.recipient) if stamp.dims.recipient else case.text("county")
    said = FIGURES[figure].zh
    return stamp.entry("assertion", f"{where} {said}:{case.document}所载", [stating])
