"""Drafting a whole reading: each row by its kind, held against the book, set among totals.

Rows are taken from the narrowest to the widest, records before totals, so that every total finds
what it contains; the entries are returned, and later posted, in that order. Knows no Django.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from jiedui.books.beside import GIFT
from jiedui.books.entry import check_entry
from jiedui.exchange.drafting import (
    counted,
    funds,
    gifts,
    lists,
    monthly,
    pairings,
    plans,
    registered,
    secondments,
    statements,
    training,
)
from jiedui.exchange.drafting.conflicts import against_record, is_on_record
from jiedui.exchange.drafting.fields import Case, recipient_of
from jiedui.exchange.drafting.placing import Placing, placed
from jiedui.exchange.drafting.scopes import breadth
from jiedui.exchange.drafting.totals import draft_total
from jiedui.exchange.drafting.view import Overlay
from jiedui.exchange.rows import Context
from jiedui.kernel.problem import Severity

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence

    from jiedui.books.entry import EntryDraft
    from jiedui.exchange.drafting.funds import Drafted
    from jiedui.exchange.drafting.view import BookView
    from jiedui.exchange.rows import Reading
    from jiedui.kernel.problem import Problem

KINDS: dict[str, Callable[[Case], Drafted]] = {
    "project_fund": funds.draft,
    "plan": plans.draft,
    "donation": gifts.draft,
    "training": training.draft,
    "household_counts": registered.draft,
    "pairing": pairings.draft,
    "secondment": secondments.draft,
    "statement": statements.draft,
    "monthly_return": monthly.draft,
    "household_list": lists.draft,
}
"""How a row of a kind is drafted; a kind that is not named adds the counts it declares."""


@dataclass(frozen=True, slots=True)
class RowDraft:
    """What one row, or one printed sum, becomes.

    Attributes:
        sheet: Its sheet.
        row: Its row number.
        at: Its position among the reading's rows, or among its sums.
        is_total: Whether it is a printed sum.
        core: What it says by itself, before it is set among what is on record.
        entries: What will be posted for it, in order.
        problems: What drafting found; an error means that nothing is posted for it.
        projects: Projects it names, whether or not they are on record already.
        own: Positions among `entries` of those that say the row; others re-post what it touches.
    """

    sheet: str
    row: int
    at: int = 0
    is_total: bool = False
    core: tuple[EntryDraft, ...] = ()
    entries: tuple[EntryDraft, ...] = ()
    problems: tuple[Problem, ...] = ()
    projects: frozenset[str] = frozenset()
    own: tuple[int, ...] = ()

    @property
    def waits(self) -> bool:
        """Whether an error keeps it back."""
        return any(problem.severity is Severity.ERROR for problem in self.problems)


@dataclass(frozen=True, slots=True)
class Again:
    """What drafting must know of rows that were sent before.

    Attributes:
        standing: Rows and sums that an entry on record says already: sum or not, position, entry.
        before: Entries posted first; the view must already be without what they take back.
        beside: Position of a row to entries on record that its own sheet said before: they neither
            contain it nor lie in it.
    """

    standing: Mapping[tuple[bool, int], int] = field(default_factory=dict)
    before: Sequence[EntryDraft] = ()
    beside: Mapping[int, frozenset[int]] = field(default_factory=dict)


def draft_rows(
    reading: Reading,
    view: BookView,
    *,
    waiting: Collection[tuple[str, int]] = (),
    again: Again | None = None,
) -> list[RowDraft]:
    """Return what the rows and printed sums of a reading become, in the order of posting.

    Args:
        reading: The reading.
        view: The book.
        waiting: Sheet and row number of rows that an error of the reading keeps back.
        again: What is known because the return was sent before.
    """
    again = again or Again()
    overlay = Overlay(view, list(again.before))
    cores = []
    for at, row in enumerate(reading.rows):
        case = Case(reading, row, reading.context.get(row.sheet, Context()), overlay)
        if (row.sheet, row.row) in waiting:
            cores.append(RowDraft(row.sheet, row.row, at))
        elif (False, at) in again.standing:
            cores.append(_stands(case, at, again.standing[False, at]))
        else:
            cores.append(_core(case, at))
    drafts = []
    named = _named(cores)
    for one in sorted(cores, key=_order):
        placing = _placing(reading, one, overlay)._replace(
            named=named[one.sheet], beside=again.beside.get(one.at, frozenset())
        )
        drafts.append(_set(one, placing))
        overlay.add(drafts[-1].entries)
    return drafts + [
        _sum(
            reading,
            at,
            overlay,
            is_kept=(total.sheet, total.row) in waiting or (True, at) in again.standing,
        )
        for at, total in enumerate(reading.totals)
    ]


def _set(one: RowDraft, placing: Placing) -> RowDraft:
    """Return a row's draft set among what is on record."""
    entries: list[EntryDraft] = []
    own = []
    for core in one.core:
        own.append(len(entries))
        at = len(placing.view.drafted) + len(entries) + 1
        entries += placed(core, placing, at)
    return replace(one, entries=tuple(entries), own=tuple(own))


def _stands(case: Case, at: int, number: int) -> RowDraft:
    """Return that nothing is posted for a row, because an entry on record says it."""
    lines = case.view.entry(number).lines
    told = case.problem("ON_RECORD", Severity.INFO, found=f"the same as entry {number}")
    projects = frozenset(line.dims.project for line in lines if line.dims.project is not None)
    return RowDraft(case.row.sheet, case.row.row, at, problems=(told,), projects=projects)


def assertions_of(reading: Reading, view: BookView) -> list[EntryDraft]:
    """Return what a table of stated totals asserts, to be checked without being posted.

    Rows that cannot be read say nothing; what the book has already is asserted all the same.
    """
    found = []
    for row in reading.rows:
        case = Case(reading, row, reading.context.get(row.sheet, Context()), view)
        if (row.kind or reading.kind) == "statement" and _unknown_place(case) is None:
            found += [entry for entry in statements.draft(case)[0] if entry.kind == "assertion"]
    return found


def _core(case: Case, at: int) -> RowDraft:
    """Return what a row says by itself, without what is on record already."""
    row = case.row
    draft = KINDS.get(row.kind or case.reading.kind or "", counted.draft)
    unknown = _unknown_place(case)
    if unknown is not None:
        return RowDraft(row.sheet, row.row, at, problems=(unknown,))
    entries, problems = draft(case)
    projects = {line.dims.project for entry in entries for line in entry.lines}
    kept = []
    for entry in entries:
        found = against_record(case, entry, _book(case))
        problems += found.problems
        kept += [found.entry] if found.entry is not None else []
    problems += [problem for entry in kept for problem in check_entry(entry)]
    is_wrong = any(problem.severity is Severity.ERROR for problem in problems)
    return RowDraft(
        row.sheet,
        row.row,
        at,
        core=() if is_wrong else tuple(kept),
        problems=tuple(problems),
        projects=frozenset(one for one in projects if one is not None),
    )


def _book(case: Case) -> BookView:
    return case.view.under if isinstance(case.view, Overlay) else case.view


def _unknown_place(case: Case) -> Problem | None:
    """Return the problem of a row that names a place nothing knows: it would lie anywhere."""
    words = case.text("county")
    if not words or recipient_of(case) is not None:
        return None
    return case.problem(
        "NAME_UNKNOWN",
        Severity.ERROR,
        "county",
        found=words,
        expected="a place with a GB/T 2260 code",
        hint="Correct the name and send the file again.",
    )


def _order(one: RowDraft) -> tuple[object, ...]:
    """Return the rank in which rows are drafted: records, totals from the narrowest on, gifts.

    A gift lies in no total, but is told beside those that may hold it.
    """
    totals = [
        line
        for entry in one.core
        for line in entry.lines
        if not line.itemised and entry.kind != "assertion"
    ]
    widest = max((breadth(line) for line in totals), default=(0, 0, 0, 0))
    is_gift = any(entry.kind == GIFT for entry in one.core)
    return is_gift, bool(totals), widest, one.sheet, one.row, one.at


def _named(cores: list[RowDraft]) -> dict[str, frozenset[str]]:
    """Return the projects that each sheet lists by themselves."""
    found: dict[str, set[str]] = {}
    for one in cores:
        found.setdefault(one.sheet, set()).update(one.projects)
    return {sheet: frozenset(projects) for sheet, projects in found.items()}


def _placing(reading: Reading, one: RowDraft, overlay: Overlay) -> Placing:
    """Return how a row is set among the rest: a ledger's rest rows are net of its others."""
    row = reading.rows[one.at]
    if (row.kind or reading.kind) == "statement":
        return Placing(overlay, contains=statements.contains(row))
    return Placing(overlay, apart=f"{reading.file}\t{one.sheet}")


def _sum(reading: Reading, at: int, overlay: Overlay, *, is_kept: bool) -> RowDraft:
    """Return the assertions of a printed sum, unless an error keeps it back."""
    total = reading.totals[at]
    entries = () if is_kept else _new(draft_total(reading, total, overlay), overlay.under)
    own = tuple(range(len(entries)))
    return RowDraft(
        total.sheet, total.row, at, is_total=True, core=entries, entries=entries, own=own
    )


def _new(assertions: list[EntryDraft], book: BookView) -> tuple[EntryDraft, ...]:
    """Return the assertions that the same document has not made before."""
    return tuple(one for one in assertions if is_on_record(one, book) is None)
