"""A project on record that has got further: its money passes a stage, its state changes.

What the new ledger says is posted as the difference to what is on record, never as the amounts
again. Knows no Django.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from jiedui.books.chart import ACCOUNTS
from jiedui.books.entry import taken_back
from jiedui.exchange.drafting.view import Wanted

if TYPE_CHECKING:
    from jiedui.books.entry import Dims, EntryDraft, LineDraft
    from jiedui.exchange.drafting.view import BookView

PLACES = tuple(code for code in ACCOUNTS if code.startswith("Place:"))
STATED = ("Count:Projects", "Count:PlannedProjects", "Count:FloorArea", "Count:PlannedFloorArea")


def progress_of(entry: EntryDraft, project: str, book: BookView) -> EntryDraft | None:
    """Return the transfer that brings a project on record to where a newer draft of it stands.

    Args:
        entry: The project's new draft, with the same aid by source as on record.
        project: Its key.
        book: The book.

    Returns:
        An entry of the differences; None when there is none, or when amounts are not exact.
    """
    lines = [*_passed(entry, project, book), *_changed(entry, project, book)]
    if not lines:
        return None
    kind = "transfer" if any(line.unit == "fen" for line in lines) else "state"
    return entry._replace(kind=kind, words=f"{entry.words}(进展)", lines=tuple(lines))


def _passed(entry: EntryDraft, project: str, book: BookView) -> list[LineDraft]:
    """Return the lines that move money from where it stood to where it stands."""
    before: dict[tuple[str, Dims], int] = {}
    for account in PLACES:
        for one in book.lines(Wanted(account, project=project)):
            key = (account, one.line.dims)
            before[key] = before.get(key, 0) + one.line.amount
    now = {(line.account, line.dims): line for line in entry.lines if line.account in PLACES}
    if any(
        line.low_delta or line.high_delta or line.low_open or line.high_open
        for line in now.values()
    ):
        return []
    pattern = next(iter(now.values()), None)
    if pattern is None:
        return []
    moves = {
        key: (now[key].amount if key in now else 0) - before.get(key, 0)
        for key in dict.fromkeys([*before, *now])
    }
    return [
        pattern._replace(account=account, dims=dims, amount=amount)
        for (account, dims), amount in moves.items()
        if amount
    ]


def _changed(entry: EntryDraft, project: str, book: BookView) -> list[LineDraft]:
    """Return the lines that take a project out of its old state and put it into the new one."""
    changed: list[LineDraft] = []
    for line in entry.lines:
        if line.account not in STATED:
            continue
        before = _standing([one.line for one in book.lines(Wanted(line.account, project=project))])
        if (
            before is not None
            and before.dims.state != line.dims.state
            and line.dims.state is not None
        ):
            changed += [taken_back(before), line]
    return changed


def _standing(lines: list[LineDraft]) -> LineDraft | None:
    """Return the line of a project that no later one has taken out of its state."""
    gone = {(line.dims, -line.amount) for line in lines if line.sense < 0 and line.itemised}
    return next(
        (
            line
            for line in lines
            if line.sense > 0 and line.itemised and (line.dims, line.amount) not in gone
        ),
        None,
    )
