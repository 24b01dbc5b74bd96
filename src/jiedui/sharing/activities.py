"""Projects and the rest of each county's money as activities: plain values for the standards.

Money is told by the stage it reached and the period in which the book says so, never finer. What
the book does not state as a number is left out and counted.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from jiedui.books.queries import lines_on
from jiedui.cooperation.queries.relations import history
from jiedui.giving.naming import stand_in
from jiedui.giving.queries.unnamed import unnamed_payers
from jiedui.kernel.period import EARLIEST
from jiedui.kernel.place import name_of
from jiedui.kernel.quantity import Wording
from jiedui.programme.queries.catalogue import filed_projects

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Mapping

    from jiedui.access.scope import Scope
    from jiedui.books.queries import BookLine
    from jiedui.programme.queries.catalogue import FiledProject

_SOURCES = ("Source:Aid", "Source:Gift")
_REACHED = {"Place:Disbursed": "disbursed", "Place:Spent": "spent"}
_PLANS = ("Plan:Aid",)
PAIRINGS_MAX = 100_000


class Flow(NamedTuple):
    """Money of an activity that reached a stage in a period.

    Attributes:
        stage: `committed`, `disbursed`, `spent` or `planned`.
        starts: First day of the period in which the book says so; None where it is not known.
        ends: Last day of it.
        fen: How much, in fen, below 0 where more was taken back than came; the stated number where
            it is not exact.
        wording: `exact`, `over`, `about` ...
        payer: Who pays.
        source: Code of the fund.
        entries: Numbers of the entries behind it.
    """

    stage: str
    starts: dt.date | None
    ends: dt.date
    fen: int
    wording: str
    payer: str
    source: str
    entries: tuple[int, ...]


class Activity(NamedTuple):
    """One project, or what a county got that is not told by project.

    Attributes:
        key: Its key: the project's in the book, or the county's.
        title: Its name.
        place: The recipient's place key, "" where several counties share it.
        owner: Place key of the district whose programme it is.
        category: Code of the project's category, "" for none.
        project: Its record, None for what is not told by project.
        flows: Its money.
        left_out: How many amounts the book does not state as a number.
        ended: The day its pairing ended, where it did and nothing came since; never of a project.
    """

    key: str
    title: str
    place: str
    owner: str
    category: str
    project: FiledProject | None
    flows: tuple[Flow, ...]
    left_out: int
    ended: dt.date | None = None


def activities(scope: Scope, *, upto: dt.date) -> list[Activity]:
    """Return the activities inside a scope, in the order of their keys.

    A donor who asked not to be named is told by a number, as in publications.

    Args:
        scope: Who asks.
        upto: Money whose period begins later is left out.
    """
    lines: dict[tuple[str, str], list[BookLine]] = defaultdict(list)
    for one in lines_on((*_SOURCES, *_REACHED, *_PLANS)):
        dims, place = one.content.dims, one.content.dims.recipient or ""
        if one.content.starts <= upto and scope.sees(dims.recipient):
            lines[dims.project or "", place].append(one)
    projects = {one.key: one for one in filed_projects(scope)}
    hidden = {payer: stand_in(number) for payer, number in unnamed_payers().items()}
    found = [
        _activity(place, own, projects.get(place[0]), hidden=hidden)
        for place, own in sorted(lines.items(), key=lambda item: item[0])
    ]
    told = {one.key for one in found}
    found += [
        _activity((key, one.place), [], one, hidden=hidden)
        for key, one in sorted(projects.items())
        if key not in told
    ]
    ended = _ended(scope, upto)
    return [
        one if one.project else one._replace(ended=_closed(one, ended.get(one.place)))
        for one in found
        if one.flows or one.project or one.left_out
    ]


def _ended(scope: Scope, upto: dt.date) -> dict[str, dt.date]:
    """Return the places that are paired no longer, each with the day on which that ended."""
    last: dict[str, dt.date] = {}
    for one in history(scope, limit=PAIRINGS_MAX):
        last[one.place] = max(one.period.ends, last.get(one.place, one.period.ends))
    return {place: day for place, day in last.items() if day < upto}


def _closed(one: Activity, ended: dt.date | None) -> dt.date | None:
    return ended if ended and all(flow.ends <= ended for flow in one.flows) else None


def _activity(
    owner: tuple[str, str],
    lines: list[BookLine],
    project: FiledProject | None,
    *,
    hidden: Mapping[str, str],
) -> Activity:
    key, place = owner
    owners = [one.content.dims.owner for one in lines if one.content.dims.owner]
    categories = {one.content.dims.category or "" for one in lines}
    flows, left_out = _flows(lines, hidden)
    rest = f"{name_of(place) if place else '多县'}：未分项目资金"
    title = project.name if project else key.partition("/")[2] or rest
    category = categories.pop() if len(categories) == 1 else ""
    return Activity(
        key or place or "joint",
        title,
        place,
        owners[0] if owners else "",
        project.category if project and project.category else category,
        project,
        tuple(flows),
        left_out,
    )


def _flows(lines: Iterable[BookLine], hidden: Mapping[str, str]) -> tuple[list[Flow], int]:
    sums: dict[tuple[str, dt.date, dt.date, str, str, str], list[int]] = defaultdict(lambda: [0])
    left_out = 0
    for one in lines:
        content = one.content
        stage, fen = _told(one)
        if not stage:
            continue
        if content.wording == Wording.NOT_STATED:
            left_out += 1
            continue
        dims = content.dims
        wording = content.wording if content.sense == 1 else ""
        payer = hidden.get(dims.payer or "", dims.payer or "")
        place = (stage, content.starts, content.ends, payer, dims.source or "", wording)
        own = place if wording else _carved(place, sums)
        sums[own][0] += fen
        sums[own].append(one.entry)
    flows = [
        Flow(
            stage,
            None if starts == EARLIEST else starts,
            ends,
            fen,
            wording or Wording.EXACT.value,
            payer,
            source,
            tuple(sorted(set(entries))),
        )
        for (stage, starts, ends, payer, source, wording), (fen, *entries) in sorted(sums.items())
        if fen
    ]
    return flows, left_out


def _carved(
    place: tuple[str, dt.date, dt.date, str, str, str],
    sums: dict[tuple[str, dt.date, dt.date, str, str, str], list[int]],
) -> tuple[str, dt.date, dt.date, str, str, str]:
    """Return the sum a share taken out belongs to: the one of the same scope, however worded."""
    return next((one for one in sums if one[:5] == place[:5]), (*place[:5], Wording.EXACT.value))


def _told(one: BookLine) -> tuple[str, int]:
    """Return the stage a line tells of and the fen it adds; ("", 0) where it only moves money."""
    content = one.content
    if content.overlap != "counted":
        return "", 0
    if content.account in _SOURCES:
        return "committed", -content.amount
    if content.account in _PLANS:
        return "planned", content.amount
    leaves = content.sense == 1 and content.amount < 0
    return ("", 0) if leaves else (_REACHED[content.account], content.amount)
