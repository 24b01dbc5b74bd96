"""What a project's acts become in the book: plan, allotment, payment, return, change of state.

Entries of the same shape as a posted ledger's, so that every figure answers for both. Knows no
Django.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from jiedui.books.entry import EntryDraft, credited, line
from jiedui.books.payers import payer_of
from jiedui.kernel import place
from jiedui.kernel.codes import SOURCES
from jiedui.kernel.period import Period, day, year
from jiedui.kernel.quantity import WAN_YUAN, plain, said, shown_decimal
from jiedui.programme.standing import standing_count

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Mapping, Sequence

    from jiedui.books.entry import Dims, LineDraft
    from jiedui.programme.standing import Moved

TO_THE_FEN = replace(WAN_YUAN, decimals=6)
"""Money in 万元 without rounding."""

OWN = "RECIPIENT_OWN"
"""The source that is no aid."""

LEVELS: dict[str, tuple[str, str]] = {
    "MUNICIPAL_POOLED": ("市级", "municipal"),
    "DISTRICT_FISCAL": ("区级", "district"),
    "TOWNSHIP": ("街镇", "town"),
    "SOCIAL_DONATION": ("社会", "society"),
    OWN: ("自筹", "own"),
}
"""The level of money a source is; progress is told for each by itself."""


class About(NamedTuple):
    """What every entry of a project carries.

    Attributes:
        name: The project's name.
        dims: Its dimensions, without source, payer and state.
        year: The year it is planned for.
        document: The paper that says it.
    """

    name: str
    dims: Dims
    year: int
    document: str = ""


def money_dims(about: About, source: str) -> Dims:
    """Return a project's dimensions with a source and its payer."""
    payer = payer_of(source, about.dims.owner, about.dims.recipient)
    return about.dims._replace(source=source, payer=payer)


def words_of(amount: int) -> str:
    """Return fen in words, in 万元."""
    return f"{plain(shown_decimal(amount, TO_THE_FEN))}万元"


def entry_of(  # noqa: PLR0917  what the record bears
    about: About, kind: str, on: dt.date, words: str, *, lines: Iterable[LineDraft]
) -> EntryDraft:
    """Return an entry of a project on a day."""
    where = place.name_of(about.dims.recipient) if about.dims.recipient else ""
    return EntryDraft(
        kind, on, on, f"{where} {about.name}:{words}", tuple(lines), document=about.document
    )


def plan_entry(
    about: About, on: dt.date, parts: Mapping[str, int], *, area: int | None, is_first: bool
) -> EntryDraft:
    """Return the plan of a project, or by how much a change moves it.

    Args:
        about: The project.
        on: The day it was approved.
        parts: Source to planned fen; after a change what is more or, negative, less.
        area: Planned floor area in square centimetres, or by how much it changes; None for none.
        is_first: Whether the project itself is counted as planned.
    """
    period = year(about.year)
    lines: list[LineDraft] = []
    for source, amount in parts.items():
        account = "Plan:Own" if source == OWN else "Plan:Aid"
        lines += _both(account, "Plan:Commitment", amount, period, money_dims(about, source))
    dims = about.dims._replace(state="PLANNED")
    if is_first:
        lines.append(line("Count:PlannedProjects", "project", said(1), period, dims))
    if area:
        lines.append(_signed("Count:PlannedFloorArea", "cm2", area, period, dims))
    words = "、".join(f"{SOURCES[source].zh}{words_of(amount)}" for source, amount in parts.items())
    title = "列入计划" if is_first else "计划变更"
    return entry_of(about, "plan", on, f"{title} {words}".strip(), lines=lines)


def _both(  # noqa: PLR0917  what the record bears
    account: str, other: str, amount: int, period: Period, dims: Dims
) -> tuple[LineDraft, ...]:
    one = line(account, "fen", said(amount), period, dims)
    return one, one._replace(account=other, amount=-one.amount)


def _signed(  # noqa: PLR0917  what the record bears
    account: str, unit: str, amount: int, period: Period, dims: Dims
) -> LineDraft:
    """Return a line; a negative amount takes something back and has the other sense."""
    one = line(account, unit, said(amount), period, dims)
    return one._replace(sense=-1) if amount < 0 else one


def new_money(about: About, source: str, amount: int, *, on: dt.date) -> tuple[LineDraft, ...]:
    """Return the lines of money that enters the book as it is allotted (own money: put in)."""
    dims = money_dims(about, source)
    if source == OWN:
        own = line("Place:Own", "fen", said(amount), day(on), dims)
        return own, credited(own, "Source:Own")
    aid = line("Place:Allotted", "fen", said(amount), day(on), dims)
    return aid, credited(aid, "Source:Aid")


def moving(
    parts: Iterable[tuple[Dims, int]], origin: str, target: str, *, on: dt.date
) -> list[LineDraft]:
    """Return the lines that move money from one place to another on a day."""
    lines: list[LineDraft] = []
    for dims, amount in parts:
        arrived = line(target, "fen", said(amount), day(on), dims)
        lines += [arrived, arrived._replace(account=origin, amount=-amount)]
    return lines


def state_lines(
    lines: Sequence[Moved],
    about: About,
    state: str,
    *,
    on: dt.date,
    closed: dt.date | None,
    area: int | None = None,
) -> list[LineDraft]:
    """Return the lines that put a project, and its floor area, into a state.

    Taken out of the state before; counted for the first time where it was not counted yet; no
    longer counted when it is cancelled. The period stays the one it was counted in, unless that is
    closed.

    Args:
        lines: The project's lines in the book.
        about: The project.
        state: The new state.
        on: The day.
        closed: Day through which the book is closed.
        area: The floor area now known; None = as it was counted.
    """
    found = _recounted(lines, "Count:Projects", 1, about, state=state, on=on, closed=closed)
    before = standing_count(lines, "Count:FloorArea")
    size = area if area is not None else (before.amount if before else None)
    if size:
        found += _recounted(
            lines, "Count:FloorArea", size, about, state=state, on=on, closed=closed
        )
    return found


def _recounted(  # noqa: PLR0913, PLR0917  a line has that many sides
    lines: Sequence[Moved],
    account: str,
    amount: int,
    about: About,
    *,
    state: str,
    on: dt.date,
    closed: dt.date | None,
) -> list[LineDraft]:
    unit = "project" if account == "Count:Projects" else "cm2"
    before = standing_count(lines, account)
    period = year(about.year)
    dims = about.dims
    if before is not None:
        period, dims = Period(before.starts, before.ends), before.dims
    if closed is not None and period.ends <= closed:
        period = day(on)
    found = []
    if before is not None:
        found.append(_signed(account, unit, -before.amount, period, before.dims))
    if state != "CANCELLED":
        found.append(line(account, unit, said(amount), period, dims._replace(state=state)))
    return found


def reach_lines(
    lines: Sequence[Moved], about: About, *, households: int | None, people: int | None
) -> list[LineDraft]:
    """Return the lines of whom a project reaches, those not counted yet."""
    period = year(about.year)
    wanted = (
        ("Count:BenefitHouseholds", "household", households),
        ("Count:BenefitPeople", "person", people),
    )
    return [
        line(account, unit, said(number), period, about.dims)
        for account, unit, number in wanted
        if number and standing_count(lines, account) is None
    ]
