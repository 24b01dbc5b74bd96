"""Readings made by hand, and a plain fold over drafted entries: what drafting is tested with.

The builders fill in what a sheet says once; every test states only what it is about.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import TYPE_CHECKING

from jiedui.books.entry import reversal, taken_back
from jiedui.exchange.drafting import LinesView, draft_rows
from jiedui.exchange.rows import Context, Reading, Row
from jiedui.kernel.period import parse_period

if TYPE_CHECKING:
    from collections.abc import Iterable

    from jiedui.books.entry import EntryDraft, LineDraft
    from jiedui.exchange.drafting import RowDraft
    from jiedui.exchange.rows import Total, Value
    from jiedui.kernel.period import Period

CUT_OFF = dt.date(2019, 6, 30)
TODAY = dt.date(2019, 7, 5)
WAN = 1_000_000


def told(value: object) -> Value:
    """Return a value a row may hold."""
    assert value is None or isinstance(value, str | int | float)
    return value


def row(at: int, fields: Mapping[str, object], *, sheet: str = "表", **wordings: str) -> Row:
    """Return a row; `wordings` name fields that are not exact, or not stated."""
    cells = {name: f"{chr(65 + place)}{at}" for place, name in enumerate(fields)}
    return Row(
        sheet, at, {name: told(value) for name, value in fields.items()}, dict(wordings), cells
    )


def context(title: str = "", *, period: str | None = None, **fields: object) -> Context:
    """Return what a sheet says, with the tests' cut-off day."""
    spoken: Period | None = parse_period(period) if period else None
    return Context(title=title, cut_off=CUT_OFF, period=spoken, **fields)  # type: ignore[arg-type]


def reading(
    kind: str,
    rows: Iterable[Row],
    *,
    says: Context | Mapping[str, Context] | None = None,
    totals: tuple[Total, ...] = (),
    file: str = "表.xlsx",
) -> Reading:
    """Return a reading of one kind."""
    found = tuple(rows)
    sheets = {one.sheet for one in found} or {"表"}
    if says is None:
        says = context("河口市对口帮扶资金台账", donor="闵行区")
    contexts = says if isinstance(says, Mapping) else dict.fromkeys(sheets, says)
    return Reading(file, kind, rows=found, totals=totals, context=dict(contexts))


class Book:
    """A book in memory that readings are drafted into, one after the other."""

    def __init__(self, office: str | None = "310112") -> None:
        """Begin with an empty book."""
        self.entries: dict[int, EntryDraft] = {}
        self.office = office

    def view(self) -> LinesView:
        """Return the book as drafting sees it."""
        return LinesView(self.entries, TODAY, self.office)

    def draft(self, read: Reading) -> list[RowDraft]:
        """Return what a reading would become."""
        return draft_rows(read, self.view())

    def post(self, read: Reading) -> list[RowDraft]:
        """Draft a reading and put its entries into the book, as posting does."""
        drafts = self.draft(read)
        head = len(self.entries)
        for at, entry in enumerate((one for draft in drafts for one in draft.entries), start=1):
            self.entries[head + at] = _numbered(entry, head)
        return drafts

    def take_back(self, number: int) -> None:
        """Post the reversal of an entry, with the shares that rest on it."""
        done = {entry.reverses for entry in self.entries.values()}
        rest = tuple(
            taken_back(line)
            for at, entry in self.entries.items()
            if at != number and entry.reverses is None and at not in done
            for line in entry.lines
            if line.carves == number
        )
        back = reversal(number, self.entries[number], "冲正")
        self.entries[len(self.entries) + 1] = back._replace(lines=back.lines + rest)

    def sum(self, account: str, **dims: object) -> int:
        """Return the stated sum of counted lines on an account with exactly these dimensions."""
        return sum(line.amount for line in self.lines(account, **dims) if line.overlap == "counted")

    def lines(self, account: str, **dims: object) -> list[LineDraft]:
        """Return the lines on an account with exactly these dimensions (or other columns)."""
        return [
            line
            for entry in self.entries.values()
            for line in entry.lines
            if line.account == account
            and all(
                getattr(line.dims if name in line.dims._fields else line, name) == value
                for name, value in dims.items()
            )
        ]

    def is_balanced(self) -> bool:
        """Return whether every entry's money balances on each side."""
        return all(
            sum(line.amount for line in entry.lines if line.unit == "fen" and _side(line) == side)
            == 0
            for entry in self.entries.values()
            for side in ("actual", "plan")
        )


def _side(line: LineDraft) -> str:
    if line.account.startswith(("Assertion:", "Count:")):
        return "apart"
    return "plan" if line.account.startswith("Plan:") else "actual"


def _numbered(entry: EntryDraft, head: int) -> EntryDraft:
    lines = tuple(
        line._replace(carves=head - line.carves)
        if line.carves is not None and line.carves < 0
        else line
        for line in entry.lines
    )
    return entry._replace(lines=lines)
