"""The book as drafting sees it, read from the database: each question once, then remembered."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from jiedui.access import queries as access
from jiedui.access.scope import EVERYWHERE
from jiedui.books import queries as books
from jiedui.exchange.drafting.view import BookLine, matches

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Sequence

    from jiedui.books.entry import EntryDraft
    from jiedui.exchange.drafting.view import Wanted

NEIGHBOURS = 200
"""How many projects are read at once."""


class DatabaseView:
    """The book in the database, for one drafting; remembers what it has read.

    Attributes:
        today: The day the file came in.
    """

    def __init__(self, today: dt.date) -> None:
        """Begin with nothing read."""
        self.today = today
        self._office: str | None = access.office() or None
        self._lines: dict[tuple[str, bool | None], list[BookLine]] = {}
        self._amounts: dict[tuple[str, bool | None], _Amounts] = {}
        self._names: list[str] = []
        self._at: dict[str, int] | None = None
        self._by_project: dict[str, list[BookLine]] = {}
        self._answers: dict[Wanted, list[BookLine]] = {}
        self._entries: dict[int, EntryDraft] = {}

    @property
    def office(self) -> str | None:
        """The district whose office keeps the book."""
        return self._office

    def lines(self, wanted: Wanted) -> Sequence[BookLine]:
        """Return the lines on record that match."""
        if wanted not in self._answers:
            rows = self._among(wanted)
            self._answers[wanted] = [one for one in rows if matches(one.line, wanted)]
        return self._answers[wanted]

    def entry(self, number: int) -> EntryDraft:
        """Return an entry by its number."""
        if number not in self._entries:
            self._entries[number] = books.entry(EVERYWHERE, number).draft
        return self._entries[number]

    def _among(self, wanted: Wanted) -> Sequence[BookLine]:
        """Return lines among which all that match are, not many more."""
        if wanted.project is not None:
            return self._of_project(wanted.project)
        return self._read(wanted) if wanted.amount is None else self._of_amount(wanted)

    def _of_project(self, project: str) -> Sequence[BookLine]:
        """Return the lines of a project; its neighbours' are read along.

        A file that names one project of the book, because it was sent before, names those posted
        next to it too; most files name none.
        """
        if self._at is None:
            self._names = books.projects_on_record()
            self._at = {name: at for at, name in enumerate(self._names)}
        at = self._at.get(project)
        if at is not None and project not in self._by_project:
            near = self._names[at : at + NEIGHBOURS]
            unread: dict[str, list[BookLine]]
            unread = {name: [] for name in near if name not in self._by_project}
            for one in books.lines_on(None, projects=[*unread]):
                unread[one.content.dims.project or ""].append(BookLine(one.entry, one.content))
            self._by_project |= unread
        return self._by_project.get(project, ())

    def _of_amount(self, wanted: Wanted) -> Sequence[BookLine]:
        """Return the lines of entries with one stated amount on the account.

        What is like a row or the same has its amount; of other lines of a long book no more is
        read than amount and entry.
        """
        account, itemised = wanted.account, wanted.itemised
        if (account, itemised) not in self._amounts:
            self._amounts[account, itemised] = _Amounts(
                books.amounts_on(account, itemised=itemised)
            )
        numbers = self._amounts[account, itemised].entries(wanted.amount or 0)
        found = books.lines_on([account], itemised=itemised, entries=numbers) if numbers else ()
        return [BookLine(one.entry, one.content) for one in found]

    def _read(self, wanted: Wanted) -> list[BookLine]:
        """Return the lines of an account, of records or totals only."""
        key = (wanted.account, wanted.itemised)
        if key not in self._lines:
            found = books.lines_on([wanted.account], itemised=wanted.itemised)
            self._lines[key] = [BookLine(one.entry, one.content) for one in found]
        return self._lines[key]


class _Amounts:
    """Which entries have lines of an amount, in sixteen bytes a line."""

    def __init__(self, told: Iterable[tuple[int, int]]) -> None:
        found = np.fromiter(told, np.dtype([("amount", np.int64), ("entry", np.int64)]))
        order = np.argsort(found["amount"], kind="stable")
        self._amounts, self._entries = found["amount"][order], found["entry"][order]

    def entries(self, amount: int) -> list[int]:
        """Return the numbers of the entries, each once, in order."""
        first = np.searchsorted(self._amounts, amount, "left")
        last = np.searchsorted(self._amounts, amount, "right")
        return [int(one) for one in np.unique(self._entries[first:last])]
