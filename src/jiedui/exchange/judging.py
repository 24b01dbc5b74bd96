"""Which rows of a reading wait, which need a person's yes, and what exactly would be posted.

An error keeps its row back; a warning needs a yes; information needs nothing. A problem that stands
on no row (a whole file, a column) concerns the batch as a whole. Knows no Django.
"""

from __future__ import annotations

import enum
import hashlib
from bisect import bisect_left, bisect_right
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from jiedui.exchange.comparing import Compared, compare, differences
from jiedui.exchange.drafting import Again, Without, draft_rows, freed_gifts
from jiedui.exchange.grid import rows_at
from jiedui.exchange.questions import unsure_columns
from jiedui.exchange.resent import Change
from jiedui.kernel.problem import Severity

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from jiedui.books.entry import EntryDraft
    from jiedui.exchange.drafting import BookView, RowDraft
    from jiedui.exchange.resent import Difference, Earlier, Key, Resend
    from jiedui.exchange.rows import Reading, Row, Total
    from jiedui.kernel.problem import Problem

_LACKING = "VALUE_MISSING"


class Standing(enum.StrEnum):
    """How a row of a batch stands."""

    READY = "ready"
    WARNED = "warned"
    WAITS = "waits"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Judged:
    """A row, or a printed sum, with what is wrong with it and what it becomes.

    Attributes:
        at: Its position among the rows, or among the sums.
        is_total: Whether it is a printed sum.
        thing: The row or sum.
        problems: Everything told about it, by reading and by drafting.
        draft: What it becomes.
        earlier: The row of the earlier return that it says again, when its return is sent again.
        back: The reversals of what that row says, when this one says something else.
    """

    at: int
    is_total: bool
    thing: Row | Total
    problems: tuple[Problem, ...]
    draft: RowDraft
    earlier: Earlier | None = None
    back: tuple[EntryDraft, ...] = ()

    @property
    def entries(self) -> tuple[EntryDraft, ...]:
        """What is posted for it: what takes the earlier row back, then itself."""
        return (*self.back, *self.draft.entries)

    @property
    def standing(self) -> Standing:
        """How it stands: an error keeps it back, a warning needs a yes, else it is ready."""
        severities = {problem.severity for problem in self.problems}
        if Severity.ERROR in severities:
            return Standing.WAITS
        if not self.entries:
            return Standing.NOTHING
        return Standing.WARNED if Severity.WARNING in severities else Standing.READY


@dataclass(frozen=True, slots=True)
class Judgement:
    """A whole reading, judged.

    Attributes:
        rows: Every row and printed sum, in the order of the file.
        entries: What would be posted, in order.
        loose: Problems that stand on no row.
        differences: Row by row, how a return sent again differs from what is posted; () otherwise.
        numbering: Position of each row's own entries among `entries`, by sum or not and position.
    """

    rows: tuple[Judged, ...]
    entries: tuple[EntryDraft, ...]
    loose: tuple[Problem, ...]
    differences: tuple[Difference, ...] = ()
    numbering: Mapping[Key, tuple[int, ...]] = field(default_factory=dict)

    @property
    def counts(self) -> Counter[Standing]:
        """How many rows stand how, printed sums not counted."""
        return Counter(one.standing for one in self.rows if not one.is_total)

    @property
    def warned(self) -> tuple[Judged, ...]:
        """Rows that need a person's yes."""
        return tuple(one for one in self.rows if one.standing is Standing.WARNED)

    @property
    def loose_warnings(self) -> tuple[Problem, ...]:
        """Warnings about the file as a whole."""
        return tuple(one for one in self.loose if one.severity is Severity.WARNING)

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Everything told, of rows and of the whole."""
        return (*self.loose, *(problem for one in self.rows for problem in one.problems))

    @property
    def digest(self) -> str:
        """Hash of exactly what would be posted, down to the shares taken out of stated totals."""
        return _hash(self.entries)

    @property
    def core(self) -> str:
        """Hash of what the accepted rows say by themselves, whatever else is in the book."""
        return _hash(entry for one in self.rows for entry in one.draft.core)

    def said_by(self, is_total: bool, at: int, first: int) -> tuple[int, ...]:  # noqa: FBT001
        """Return the entries that say a row once all is posted, `first` being the first of them.

        Args:
            is_total: Whether a printed sum is meant.
            at: Its position among the rows, or among the sums.
            first: The number that the first entry gets.
        """
        own = tuple(first + place for place in self.numbering.get((is_total, at), ()))
        if own:
            return own
        same = (one for one in self.differences if one.key == (is_total, at) and one.earlier)
        return next((one.earlier.entries for one in same if one.earlier), ())

    @property
    def takes_back(self) -> bool:
        """Whether rows say something else than what is posted of the return they are sent again."""
        return any(one.change is Change.CHANGED for one in self.differences)


def is_worse(state: str, told: Iterable[Problem], now: Judged) -> bool:
    """Return whether a row that could be posted now waits, or carries a warning it had not.

    Args:
        state: How it stood when it was last looked at.
        told: What was told of it then.
        now: How it stands.
    """
    if state == Standing.WAITS:
        return False
    if now.standing is Standing.WAITS:
        return True
    known = {(one.code, one.source.cell) for one in told}
    return now.standing is Standing.WARNED and any(
        problem.severity is Severity.WARNING and (problem.code, problem.source.cell) not in known
        for problem in now.problems
    )


def judge(
    reading: Reading,
    view: BookView,
    *,
    resend: Resend | None = None,
    settled: Mapping[Key, int] | None = None,
) -> Judgement:
    """Return a reading judged against the book as it is now.

    Args:
        reading: The reading.
        view: The book.
        resend: The earlier return it replaces, None when it is a return of its own.
        settled: Rows of which a person has said that an entry on record is the same.
    """
    told = _by_row(reading)
    waiting = {key for key, problems in told.items() if any(_keeps_back(one) for one in problems)}
    compared = compare(reading, view, resend, waiting=waiting) if resend else Compared()
    before = [entry for entries in compared.back.values() for entry in entries]
    before += compared.gone
    staying = Without(view, frozenset(one.reverses for one in before if one.reverses is not None))
    before += freed_gifts(staying) if before else []
    drafts = draft_rows(
        reading,
        staying,
        waiting=waiting,
        again=Again({**compared.standing, **(settled or {})}, before, compared.beside),
    )
    entries = [*before, *(entry for draft in drafts for entry in draft.entries)]
    going = frozenset(one.reverses for one in entries if one.reverses is not None)
    found = {(draft.is_total, draft.at): draft for draft in drafts}
    rows = tuple(
        Judged(
            at,
            is_total,
            thing,
            (*told.get((thing.sheet, thing.row), ()), *found[is_total, at].problems),
            found[is_total, at],
            compared.pairs.get((is_total, at)),
            tuple(_beside_going(one, going, view) for one in compared.back.get((is_total, at), ())),
        )
        for is_total, at, thing in _things(reading)
    )
    return Judgement(
        rows,
        tuple(_beside_going(one, going, view) for one in entries),
        (*_loose(reading, told), *unsure_columns(reading)),
        differences(rows, compared, resend) if resend else (),
        _numbering(drafts, len(before)),
    )


def _beside_going(entry: EntryDraft, going: frozenset[int], view: BookView) -> EntryDraft:
    """Return a reversal without the shares of entries that go with the same posting themselves."""
    if entry.reverses is None:
        return entry
    own = len(view.entry(entry.reverses).lines)
    rest = tuple(line for line in entry.lines[own:] if line.carves not in going)
    return entry._replace(lines=entry.lines[:own] + rest)


def _things(reading: Reading) -> list[tuple[bool, int, Row | Total]]:
    return [
        *((False, at, row) for at, row in enumerate(reading.rows)),
        *((True, at, total) for at, total in enumerate(reading.totals)),
    ]


def _numbering(drafts: Iterable[RowDraft], offset: int) -> dict[Key, tuple[int, ...]]:
    found: dict[Key, tuple[int, ...]] = {}
    for draft in drafts:
        found[draft.is_total, draft.at] = tuple(offset + place for place in draft.own)
        offset += len(draft.entries)
    return found


def _keeps_back(problem: Problem) -> bool:
    return problem.severity is Severity.ERROR


def _by_row(reading: Reading) -> dict[tuple[str, int], list[Problem]]:
    """Return the problems of each row.

    One on a merged cell concerns every row it covers, one that speaks for many alike all of theirs,
    a required column that is not there every row below its heading, one on a card its record.
    """
    known = {(one.sheet, one.row) for one in reading.rows}
    known |= {(one.sheet, one.row) for one in reading.totals}
    spread = {one.problem: one.rows for one in reading.alike}
    cards = _card_rows(reading, known)
    headings = _Headings(reading)
    told: dict[tuple[str, int], list[Problem]] = {}
    lacking: list[tuple[Problem, int]] = []
    for problem in reading.problems:
        sheet = problem.source.sheet
        for stands in _stands_on(problem, spread):
            number = stands if (sheet, stands) in known else cards.get((sheet, stands), stands)
            if (sheet, number) in known:
                told.setdefault((sheet, number), []).append(problem)
            elif problem.code == _LACKING:
                lacking.append((problem, number))
    for problem, number in lacking:
        for row in headings.rows_below(problem.source.sheet, number):
            told.setdefault((problem.source.sheet, row), []).append(problem)
    return told


def _card_rows(reading: Reading, known: set[tuple[str, int]]) -> dict[tuple[str, int], int]:
    """Return sheet and row of values below their record's first row to that one's number.

    Looked for only where a problem stands at a cell in a row that begins no record.
    """
    cells = (one.source for one in reading.problems if one.source.cell[:1].isupper())
    asked = {
        (one.sheet, number)
        for one in cells
        for number in rows_at(one.cell)
        if (one.sheet, number) not in known
    }
    sheets = {sheet for sheet, _ in asked}
    return {
        (row.sheet, number): row.row
        for row in reading.rows
        if row.sheet in sheets
        for cell in row.cells.values()
        for number in rows_at(cell)
        if number != row.row
    }


def _stands_on(
    problem: Problem, spread: Mapping[Problem, tuple[tuple[int, int], ...]]
) -> Iterable[int]:
    if problem not in spread:
        return rows_at(problem.source.cell)
    return (number for first, last in spread[problem] for number in range(first, last + 1))


class _Headings:
    """The headings of a reading's sheets and the rows below each."""

    def __init__(self, reading: Reading) -> None:
        self.spans: dict[str, list[tuple[int, int]]] = {}
        for sheet, span in sorted({(one.sheet, one.header_rows) for one in reading.columns}):
            self.spans.setdefault(sheet, []).append(span)
        self.rows: dict[str, list[int]] = {}
        for row in reading.rows:
            self.rows.setdefault(row.sheet, []).append(row.row)
        for rows in self.rows.values():
            rows.sort()

    def rows_below(self, sheet: str, number: int) -> list[int]:
        """Return the rows of the table whose heading a row belongs to; none where it is in none."""
        spans, rows = self.spans.get(sheet, []), self.rows.get(sheet, [])
        at = bisect_right(spans, number, key=lambda span: span[0])
        if not at or number > spans[at - 1][1]:
            return []
        ends = spans[at][0] if at < len(spans) else None
        last = len(rows) if ends is None else bisect_left(rows, ends)
        return list(dict.fromkeys(rows[bisect_right(rows, number) : last]))


def _loose(reading: Reading, told: dict[tuple[str, int], list[Problem]]) -> tuple[Problem, ...]:
    placed = {id(problem) for problems in told.values() for problem in problems}
    return tuple(problem for problem in reading.problems if id(problem) not in placed)


def _hash(entries: Iterable[EntryDraft]) -> str:
    digest = hashlib.sha256()
    for entry in entries:
        digest.update(repr(tuple(entry)).encode())
    return digest.hexdigest()


def with_batch(
    entries: Iterable[EntryDraft], *, batch: int, evidence: str, earlier: str = ""
) -> list[EntryDraft]:
    """Return entries that name their batch and their file's hash.

    Reversals made only to post an entry again elsewhere stay as they are.

    Args:
        entries: What is posted.
        batch: The batch.
        evidence: The hash of its file.
        earlier: The hash of the file that it replaces; "" when it replaces none. What takes back
            and what stands in its place cite both.
    """
    found = []
    replacing: set[str] = set()
    for entry in entries:
        if entry.reverses is not None and not entry.source:
            found.append(entry)
            continue
        is_replacing = entry.reverses is not None or entry.source in replacing
        if entry.reverses is not None:
            replacing.add(entry.source)
        both = f"{evidence} {earlier}" if earlier and is_replacing else evidence
        found.append(entry._replace(batch=batch, evidence=both))
    return found
