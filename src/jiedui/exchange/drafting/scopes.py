"""What a stated total reaches, which lies inside which, and taking a share out of one.

A total's reach is its place, days, programme, and source or category where it names one. A
breakdown (two or more sources, or categories, stated for one place and time) is taken as a
breakdown of the whole: a record without a source or category is inside it. Knows no Django.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from jiedui.books.beside import BESIDE
from jiedui.books.entry import taken_back
from jiedui.exchange.drafting.view import BookLine, Wanted
from jiedui.kernel.gazetteer import level_of
from jiedui.kernel.period import Period
from jiedui.kernel.place import Level, covers, members

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from jiedui.books.entry import LineDraft
    from jiedui.exchange.drafting.view import BookView

SPLIT_BY = ("source", "category")
"""Dimensions by which stated totals come broken down."""


class Reach(NamedTuple):
    """The place, days and programme a total stands for, without source and category."""

    recipient: str
    period: Period
    owner: str | None


def reach_of(line: LineDraft) -> Reach | None:
    """Return a line's reach; None when it names no place."""
    if line.dims.recipient is None:
        return None
    return Reach(line.dims.recipient, Period(line.starts, line.ends), line.dims.owner)


def is_inside(line: LineDraft, total: LineDraft) -> bool:
    """Return whether everything a line says lies inside a total's reach, source and category."""
    mine, whole = reach_of(line), reach_of(total)
    return (
        mine is not None
        and whole is not None
        and line.account == total.account
        and line.overlap == "counted"
        and mine.owner == whole.owner
        and covers(whole.recipient, mine.recipient)
        and mine.period.inside(whole.period)
        and total.dims.source in (None, line.dims.source)
        and total.dims.category in (None, line.dims.category)
    )


def same_reach(one: LineDraft, other: LineDraft) -> bool:
    """Return whether two lines stand for the same place, days, programme, source and category."""
    return (
        one.account == other.account
        and reach_of(one) == reach_of(other)
        and (one.dims.source, one.dims.category) == (other.dims.source, other.dims.category)
    )


def breadth(line: LineDraft) -> tuple[int, int, int, int]:
    """Return a rank in which every total comes after all that lie inside it."""
    parts = members(line.dims.recipient) if line.dims.recipient else ("000000",)
    levels = [Level.TOWN if ":" in part else level_of(part[:6]) for part in parts]
    open_dims = sum(getattr(line.dims, name) is None for name in SPLIT_BY)
    return (line.ends - line.starts).days, -max(levels), len(parts), open_dims


def covering(line: LineDraft, view: BookView) -> list[BookLine]:
    """Return the stated totals a line lies inside, the innermost first.

    Totals stated beside the records, or in an unknown relation to them, contain nothing.
    """
    wanted = Wanted(
        line.account, line.dims.recipient, Period(line.starts, line.ends), itemised=False
    )
    stated = [one for one in view.lines(wanted) if one.line.sense > 0 and holds_records(one, view)]
    whole = [one for one in [*stated, *_breakdowns(line, stated)] if is_inside(line, one.line)]
    return sorted(
        (one for one in whole if not same_reach(one.line, line) or line.itemised),
        key=lambda one: breadth(one.line),
    )


def holds_records(one: BookLine, view: BookView) -> bool:
    """Return whether a stated total's line contains the records in its reach."""
    return one.line.overlap == "counted" and not is_beside(one, view)


def is_beside(one: BookLine, view: BookView) -> bool:
    """Return whether a line was stated beside the records."""
    return not one.line.itemised and view.entry(one.entry).kind == BESIDE


def _breakdowns(line: LineDraft, stated: Sequence[BookLine]) -> Iterable[BookLine]:
    """Yield, for each breakdown, the whole it breaks down: same reach, no source or category."""
    for name in SPLIT_BY:
        if getattr(line.dims, name) is None:
            yield from (
                group[0]._replace(line=_without(group[0].line, name))
                for group in groups(stated, name)
            )


def groups(stated: Iterable[BookLine], name: str) -> list[list[BookLine]]:
    """Return the totals of each reach that is broken down by a dimension into two parts or more."""
    found: dict[Reach | None, list[BookLine]] = {}
    for one in stated:
        if getattr(one.line.dims, name) is not None:
            found.setdefault(reach_of(one.line), []).append(one)
    return [
        group
        for group in found.values()
        if len({getattr(one.line.dims, name) for one in group}) > 1
    ]


def _without(line: LineDraft, name: str) -> LineDraft:
    dims = line.dims._replace(payer=None) if name == "source" else line.dims
    return line._replace(dims=dims._replace(**{name: None}))


def share_out_of(total: LineDraft, line: LineDraft, because_of: int) -> LineDraft:
    """Return the line that takes a line's numbers out of a total.

    Args:
        total: The line of the total.
        line: The line whose numbers it contains.
        because_of: The other entry the share rests on; when that is taken back, the share goes
            with it.
    """
    return taken_back(line)._replace(
        dims=total.dims._replace(project=None, state=None),
        starts=total.starts,
        ends=total.ends,
        itemised=False,
        overlap="counted",
        excluding=total.excluding,
        carves=because_of,
    )


def without_shares(lines: Sequence[BookLine]) -> list[BookLine]:
    """Return lines without the pairs of a record and the share that takes it out of a total.

    What remains adds up to the same; each remaining line is a record by itself or a stated total
    as stated.
    """
    standing: dict[tuple[object, ...], list[int]] = {}
    for at, one in enumerate(lines):
        standing.setdefault((one.entry, *one.line[:9]), []).append(at)
    gone: set[int] = set()
    for at, share in enumerate(lines):
        if share.line.carves is None or at in gone:
            continue
        taken = taken_back(share.line)[:9]
        for entry in (share.line.carves, share.entry):
            match = next(
                (other for other in standing.get((entry, *taken), ()) if other not in gone), None
            )
            if match is not None:
                gone |= {at, match}
                break
    return [one for at, one in enumerate(lines) if at not in gone]


def excluded_by(contained: Sequence[LineDraft], total: LineDraft) -> str | None:
    """Return the scopes a total's rest does not reach: narrower totals are complete there.

    Complete is a total that names neither source nor category beyond those of the wider one, or a
    breakdown.
    """
    narrower = [
        BookLine(0, line)
        for line in contained
        if not line.itemised and line.sense > 0 and reach_of(line) != reach_of(total)
    ]
    complete = {
        reach_of(one.line)
        for one in narrower
        if all(
            getattr(one.line.dims, name) in (None, getattr(total.dims, name)) for name in SPLIT_BY
        )
    }
    for name in SPLIT_BY:
        complete |= {reach_of(group[0].line) for group in groups(narrower, name)}
    scopes = sorted(
        f"{reach.recipient}@{reach.period.starts}/{reach.period.ends}"
        for reach in complete
        if reach is not None
    )
    return ";".join(scopes) or None
