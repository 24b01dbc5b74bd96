"""What drafting must know of the book: questions about lines on record, and who answers.

`BookView` is the protocol; `book_view` answers it from the database, `LinesView` from entries in
memory, and `Overlay` from another view plus what has been drafted since. Knows no Django.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple, Protocol

from jiedui.kernel.period import Period
from jiedui.kernel.place import Fit, compare

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection, Iterable, Sequence

    from jiedui.books.entry import EntryDraft, LineDraft


class BookLine(NamedTuple):
    """A line on record and the entry that carries it.

    Attributes:
        entry: Its number; -k for the k-th entry drafted in this file, not yet posted.
        line: The line.
    """

    entry: int
    line: LineDraft


class Wanted(NamedTuple):
    """Which lines are asked for.

    Attributes:
        account: The account.
        recipient: A place key; lines anywhere inside it, covering it or sharing a part of it.
            None = any.
        period: Lines that share a day with it. None = any.
        project: Lines of this project only. None = any.
        itemised: True = single records only, False = stated totals' parts only. None = both.
        amount: Lines of just this stated amount, with its sign. None = any.
    """

    account: str
    recipient: str | None = None
    period: Period | None = None
    project: str | None = None
    itemised: bool | None = None
    amount: int | None = None


class BookView(Protocol):
    """The book as drafting sees it: without entries taken back and those that do so."""

    @property
    def office(self) -> str | None:
        """The district whose office keeps the book, by code; None when it was not set."""

    @property
    def today(self) -> dt.date:
        """The day the file came in: nothing a ledger reports can have happened later."""

    def lines(self, wanted: Wanted) -> Sequence[BookLine]:
        """Return the lines on record that match, in the order they were posted."""

    def entry(self, number: int) -> EntryDraft:
        """Return an entry on record by the number `lines` gave it."""


def matches(line: LineDraft, wanted: Wanted) -> bool:
    """Return whether a line is one of those asked for."""
    return (
        line.account == wanted.account
        and (wanted.project is None or line.dims.project == wanted.project)
        and (wanted.itemised is None or line.itemised == wanted.itemised)
        and (wanted.amount is None or line.amount == wanted.amount)
        and (wanted.period is None or Period(line.starts, line.ends).touches(wanted.period))
        and (
            wanted.recipient is None
            or compare(line.dims.recipient, (wanted.recipient,)) is not Fit.OUTSIDE
        )
    )


@dataclass(frozen=True, slots=True)
class LinesView:
    """A book held in memory: entry number to entry."""

    entries: dict[int, EntryDraft]
    today: dt.date
    office: str | None = None

    def lines(self, wanted: Wanted) -> Sequence[BookLine]:
        """Return the lines on record that match."""
        gone = self._taken_back()
        return [
            BookLine(number, line)
            for number, entry in self.entries.items()
            if entry.reverses is None and number not in gone
            for line in entry.lines
            if line.carves not in gone and matches(line, wanted)
        ]

    def entry(self, number: int) -> EntryDraft:
        """Return an entry by its number."""
        return self.entries[number]

    def _taken_back(self) -> set[int]:
        """Return the entries taken back; shares that rest on one have gone with it."""
        return {one.reverses for one in self.entries.values() if one.reverses is not None}


@dataclass(frozen=True, slots=True)
class Without:
    """A view in which some entries are taken back already, with the shares that rest on them."""

    under: BookView
    gone: frozenset[int]

    @property
    def office(self) -> str | None:
        """The office of the view underneath."""
        return self.under.office

    @property
    def today(self) -> dt.date:
        """The day of the view underneath."""
        return self.under.today

    def lines(self, wanted: Wanted) -> Sequence[BookLine]:
        """Return the lines on record that match and stay."""
        if not self.gone:
            return self.under.lines(wanted)
        return _staying(self.under.lines(wanted), self.gone)

    def entry(self, number: int) -> EntryDraft:
        """Return an entry by its number."""
        return self.under.entry(number)


def _staying(lines: Iterable[BookLine], gone: Collection[int]) -> list[BookLine]:
    """Return the lines of entries that are not taken back, without shares that rest on such."""
    return [one for one in lines if one.entry not in gone and one.line.carves not in gone]


FOUND_BY = ("project", "itemised", "amount")
"""What drafted lines are found by, beside their account."""


class Overlay:
    """A view and what was drafted on top of it; the k-th drafted entry has the number -k.

    Drafted lines are found by what is asked of them: a file has as many questions as rows.

    Attributes:
        under: The view underneath.
        drafted: What was drafted on top, in order; grown by `add` only.
    """

    def __init__(self, under: BookView, drafted: Iterable[EntryDraft] = ()) -> None:
        """Begin with what was drafted before."""
        self.under = under
        self.drafted: list[EntryDraft] = []
        self._taken_back: set[int] = set()
        self._found: dict[tuple[object, ...], list[BookLine]] = {}
        self.add(drafted)

    @property
    def office(self) -> str | None:
        """The office of the view underneath."""
        return self.under.office

    @property
    def today(self) -> dt.date:
        """The day of the view underneath."""
        return self.under.today

    def add(self, entries: Iterable[EntryDraft]) -> None:
        """Put finished drafts on top."""
        for entry in entries:
            self.drafted.append(entry)
            if entry.reverses is not None:
                self._taken_back.add(entry.reverses)
                continue
            for line in entry.lines:
                one = BookLine(-len(self.drafted), line)
                for key in _findable_by(line):
                    self._found.setdefault(key, []).append(one)

    def lines(self, wanted: Wanted) -> Sequence[BookLine]:
        """Return matching lines, on record and drafted, without what drafts take back."""
        gone = self._taken_back
        return _staying(self.under.lines(wanted), gone) + [
            one
            for one in self._nearest(wanted)
            if one.line.carves not in gone and matches(one.line, wanted)
        ]

    def entry(self, number: int) -> EntryDraft:
        """Return an entry by the number `lines` gave it."""
        return self.drafted[-number - 1] if number < 0 else self.under.entry(number)

    def _nearest(self, wanted: Wanted) -> Sequence[BookLine]:
        """Return the fewest drafted lines among which all that match are."""
        keys: list[tuple[object, ...]] = [
            (wanted.account, name, value)
            for name in FOUND_BY
            if (value := getattr(wanted, name)) is not None
        ]
        found = [self._found.get(key, ()) for key in keys or [(wanted.account,)]]
        return min(found, key=len)


def _findable_by(line: LineDraft) -> Iterable[tuple[object, ...]]:
    """Return the keys under which a line is asked for."""
    yield (line.account,)
    yield line.account, "project", line.dims.project
    yield line.account, "itemised", line.itemised
    yield line.account, "amount", line.amount
