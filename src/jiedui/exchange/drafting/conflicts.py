"""What is on record already: the same again is left out, another figure for it waits.

Nothing that is in the book is posted a second time, and nothing in it is changed by sending
another file: the entry is taken back first. Knows no Django.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from jiedui.books.beside import BESIDE
from jiedui.exchange.drafting.funds import TO_THE_FEN
from jiedui.exchange.drafting.likeness import gift_like, project_like
from jiedui.exchange.drafting.progress import progress_of
from jiedui.exchange.drafting.scopes import reach_of, same_reach
from jiedui.exchange.drafting.view import Wanted
from jiedui.kernel.period import Period
from jiedui.kernel.problem import Severity
from jiedui.kernel.quantity import plain, shown_decimal

if TYPE_CHECKING:
    from collections.abc import Iterable

    from jiedui.books.entry import EntryDraft, LineDraft
    from jiedui.exchange.drafting.fields import Case
    from jiedui.exchange.drafting.view import BookLine, BookView
    from jiedui.kernel.problem import Problem

ACTUAL = ("Count:Projects", "Count:FloorArea", "Source:Aid", "Source:Own")
PLANNED = ("Count:PlannedProjects", "Count:PlannedFloorArea", "Plan:Aid", "Plan:Own")
PROJECT_COUNTS = ("Count:Projects", "Count:PlannedProjects")
ONCE = ("Count:Projects", "Count:PlannedProjects", "Count:FloorArea", "Count:PlannedFloorArea")
SENT = ("Count:OfficialsSent", "Count:ProfessionalsSent", "Count:LabourPlaced")
"""Accounts of single people: two of them on one day look the same and are two."""

MONEY = ("Source:Aid", "Source:Own", "Plan:Aid", "Plan:Own")


class Found(NamedTuple):
    """What looking for an entry's content in the book found.

    Attributes:
        entry: What is left to post; None when nothing is.
        problems: What to tell.
    """

    entry: EntryDraft | None
    problems: list[Problem]


def against_record(case: Case, entry: EntryDraft, book: BookView) -> Found:
    """Return what of a draft is new, and a problem where the book has it or says otherwise.

    Args:
        case: The row.
        entry: Its draft, before it is placed.
        book: The book itself, without what this file adds.
    """
    for check in (
        _same_entry,
        _same_project,
        _same_total,
        _same_stock,
        _same_pairing,
        _like_gift,
        _like_sent,
    ):
        found = check(case, entry, book)
        if found is not None:
            return found if found.entry is None or found.problems else _alike(case, found, book)
    return _alike(case, Found(entry, []), book)


def _alike(case: Case, found: Found, book: BookView) -> Found:
    """Return what is new with a warning where another unit may have reported the very same."""
    entry = found.entry
    if entry is None or entry.kind in ("transfer", "state"):
        return found
    for name, like in (("donor", gift_like), ("project_name", project_like)):
        one = like(entry, book)
        if one is not None:
            words = book.entry(one.entry).words
            told = case.problem(
                "LIKE_RECORD",
                Severity.WARNING,
                name,
                found=f"entry {one.entry} looks like it: {words}",
                expected="something not yet in the book",
                hint="Say that it is the same, or accept it as another one.",
            )
            return Found(entry, [told])
    return found


def _on_record(case: Case, entry: int) -> Found:
    """Return that nothing is left to post, because an entry says the same."""
    told = case.problem(
        "ON_RECORD",
        Severity.INFO,
        found=f"the same as entry {entry}",
        expected="",
        hint="Nothing is posted again.",
    )
    return Found(None, [told])


def _differs(case: Case, one: BookLine, code: str, *, name: str = "") -> Found:
    told = case.problem(
        code,
        Severity.ERROR,
        name,
        found=f"another figure than entry {one.entry}, which has {_amount(one.line)}",
        expected="something not yet in the book, or the same figure",
        hint=f"If the file is right, take entry {one.entry} back first, then send this file again.",
    )
    return Found(None, [told])


def _amount(line: LineDraft) -> str:
    if line.unit == "fen":
        return f"{plain(shown_decimal(abs(line.amount), TO_THE_FEN))}万元"
    return f"{line.amount} {line.unit}"


def _near(line: LineDraft, book: BookView, *, itemised: bool | None = None) -> list[BookLine]:
    wanted = Wanted(
        line.account, line.dims.recipient, Period(line.starts, line.ends), itemised=itemised
    )
    return [one for one in book.lines(wanted) if one.line.sense > 0]


def _content(line: LineDraft) -> tuple[object, ...]:
    """Return what a line says, leaving out what placing adds and where it was read."""
    return (*line[:8], line.dims, line.itemised)


def _said_by(entry: EntryDraft, lines: Iterable[LineDraft]) -> set[tuple[object, ...]]:
    """Return what lines say; a gift without a day is the same when only the cut-off has moved."""
    if entry.kind == "gift":
        return {_content(line) for line in lines}
    return {(*_content(line), line.starts, line.ends) for line in lines}


def _main(entry: EntryDraft) -> list[LineDraft]:
    return [line for line in entry.lines if line.carves is None]


def _same_entry(case: Case, entry: EntryDraft, book: BookView) -> Found | None:
    number = is_on_record(entry, book)
    return _on_record(case, number) if number is not None else None


def is_on_record(entry: EntryDraft, book: BookView) -> int | None:
    """Return the number of an entry that says the same in the same words; None without one."""
    if entry.lines[0].account in SENT:
        return None
    mine, first = _said_by(entry, entry.lines), entry.lines[0]
    days = Period(first.starts, first.ends)
    wanted = Wanted(
        first.account,
        first.dims.recipient,
        days,
        first.dims.project,
        first.itemised,
        first.amount,
    )
    for number in dict.fromkeys(one.entry for one in book.lines(wanted)):
        other = book.entry(number)
        is_same = (other.kind, other.words) == (entry.kind, entry.words)
        is_same = is_same and (entry.kind != "assertion" or other.document == entry.document)
        if is_same and mine == _said_by(entry, _main(other)):
            return number
    return None


def _same_project(case: Case, entry: EntryDraft, book: BookView) -> Found | None:
    """Return what of a project is new: its count once only, money of days not yet on record.

    A plan is held against plans only, and what happened against what happened.
    """
    project = next(
        (line.dims.project for line in entry.lines if line.account in PROJECT_COUNTS), None
    )
    if project is None:
        return None
    side = PLANNED if any(line.account in PLANNED for line in entry.lines) else ACTUAL
    on_record = [one for account in side for one in book.lines(Wanted(account, project=project))]
    theirs = [one for one in on_record if one.line.sense > 0]
    same_days = [one for one in theirs if _days(one.line).touches(Period(entry.starts, entry.ends))]
    if not same_days:
        counted = {one.line.account for one in theirs if one.line.account in ONCE}
        rest = tuple(line for line in entry.lines if line.account not in counted)
        return Found(entry._replace(lines=rest), []) if rest else _on_record(case, theirs[0].entry)
    mine = {_stateless(line) for line in entry.lines if line.account in (*ONCE, *MONEY)}
    if not mine <= {_stateless(one.line) for one in same_days}:
        others = [one for one in same_days if _stateless(one.line) not in mine]
        return _differs(case, [*others, *same_days][0], "PROJECT_ON_RECORD", name="project_name")
    moved = progress_of(entry, project, book)
    return _on_record(case, same_days[0].entry) if moved is None else Found(moved, [])


def _stateless(line: LineDraft) -> tuple[object, ...]:
    return _content(line._replace(dims=line.dims._replace(state=None)))


def _days(line: LineDraft) -> Period:
    return Period(line.starts, line.ends)


def _same_total(case: Case, entry: EntryDraft, book: BookView) -> Found | None:
    """Return that a total of the same reach is on record, or one whose days cross its own."""
    for line in entry.lines:
        if line.itemised or line.account not in (
            *MONEY,
            *ONCE,
            "Count:TrainingBatches",
            "Count:Trained",
        ):
            continue
        for one in _near(line, book, itemised=False):
            if same_reach(one.line, line):
                is_same = one.line[2:8] == line[2:8] and _relation(
                    book.entry(one.entry), one.line
                ) == _relation(entry, line)
                return (
                    _on_record(case, one.entry)
                    if is_same
                    else _differs(case, one, "TOTAL_ON_RECORD")
                )
            if _crosses(one.line, line):
                return _differs(case, one, "TOTALS_CROSS")
    return None


def _relation(entry: EntryDraft, line: LineDraft) -> tuple[bool, str]:
    """Return how a total stands to the records: beside them, inside its sum, or unknown."""
    return entry.kind == BESIDE, line.overlap


def _crosses(one: LineDraft, other: LineDraft) -> bool:
    """Return whether two totals of one place share days without one lying inside the other."""
    mine, theirs = reach_of(one), reach_of(other)
    if (
        mine is None
        or theirs is None
        or (mine.recipient, mine.owner) != (theirs.recipient, theirs.owner)
    ):
        return False
    is_same_kind = (one.dims.source, one.dims.category) == (other.dims.source, other.dims.category)
    nested = mine.period.inside(theirs.period) or theirs.period.inside(mine.period)
    return is_same_kind and mine.period.touches(theirs.period) and not nested


def _same_stock(case: Case, entry: EntryDraft, book: BookView) -> Found | None:
    if entry.kind != "stock":
        return None
    matches = [
        (line, one)
        for line in entry.lines
        for one in _near(line, book)
        if _is_same_day(line, one.line)
    ]
    for line, one in matches:
        if one.line[2:8] != line[2:8]:
            return _differs(case, one, "STOCK_ON_RECORD")
    new = tuple(line for line in entry.lines if line not in [mine for mine, _ in matches])
    if new:
        return Found(entry._replace(lines=new), [])
    return _on_record(case, matches[0][1].entry)


def _is_same_day(line: LineDraft, other: LineDraft) -> bool:
    return (other.dims.recipient, other.ends) == (line.dims.recipient, line.ends)


def _same_pairing(case: Case, entry: EntryDraft, book: BookView) -> Found | None:
    if entry.kind != "pairing":
        return None
    for line in entry.lines:
        for one in _near(line, book):
            if one.line.dims == line.dims:
                is_same = _days(one.line) == _days(line)
                return (
                    _on_record(case, one.entry)
                    if is_same
                    else _differs(case, one, "PAIRING_ON_RECORD", name="start_date")
                )
    return None


def _like_gift(case: Case, entry: EntryDraft, book: BookView) -> Found | None:
    """Return a warning where the same giver gave the same amount to the same place before."""
    money = next(
        (line for line in entry.lines if line.account == "Source:Gift" and line.amount), None
    )
    if money is None:
        return None
    alike = [
        one
        for one in _near(money, book)
        if (one.line.dims, one.line.amount) == (money.dims, money.amount)
    ]
    return _warned(case, entry, "donor", alike=alike)


def _like_sent(case: Case, entry: EntryDraft, book: BookView) -> Found | None:
    line = entry.lines[0]
    if line.account not in SENT:
        return None
    alike = [
        one
        for one in _near(line, book)
        if one.line.dims == line.dims and _days(one.line) == _days(line)
    ]
    name = "actual_start" if "actual_start" in case.row.fields else "start_date"
    return _warned(case, entry, name, alike=alike)


def _warned(case: Case, entry: EntryDraft, name: str, *, alike: list[BookLine]) -> Found | None:
    if not alike:
        return None
    told = case.problem(
        "LIKE_RECORD",
        Severity.WARNING,
        name,
        found=f"entry {alike[0].entry} looks the same",
        expected="something not yet in the book",
        hint="Accept it only when it is another one.",
    )
    return Found(entry, [told])
