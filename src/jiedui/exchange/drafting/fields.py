"""From the fields of a row to the values of the book: amounts with wording, period, places, codes.

Nothing is made finer than it was said: a row without a date lies anywhere up to the cut-off day.
Knows no Django.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from jiedui.books.chart import account
from jiedui.books.entry import EntryDraft, line
from jiedui.books.payers import place_key
from jiedui.exchange.drafting.view import Wanted
from jiedui.kernel import place
from jiedui.kernel.codes import CATEGORIES, code_of
from jiedui.kernel.period import EARLIEST, LATEST, Period, parse_iso, parse_period
from jiedui.kernel.period import year as year_period
from jiedui.kernel.problem import Problem, Severity, Source
from jiedui.kernel.quantity import NOT_STATED, Wording, plain, said

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from jiedui.books.entry import Dims, LineDraft
    from jiedui.exchange.drafting.view import BookView
    from jiedui.exchange.rows import Context, Reading, Row, Value
    from jiedui.kernel.quantity import Interval


@dataclass(frozen=True, slots=True)
class Case:
    """One row with everything needed to draft it.

    Attributes:
        reading: The file's reading.
        row: The row.
        context: What its sheet says for all rows.
        view: The book, with what earlier rows of the file will add.
    """

    reading: Reading
    row: Row
    context: Context
    view: BookView

    @property
    def document(self) -> str:
        """The document that states the row: the sheet's title, else the file's name."""
        return self.context.title or self.reading.file

    @property
    def source(self) -> str:
        """File, sheet and row, as an entry carries them."""
        return f"{self.reading.file}\t{self.row.sheet}\t{self.row.row}"

    def cell(self, name: str) -> str:
        """File, sheet and cell of a field, as a line carries them; the row where it has no cell."""
        cell = self.row.cells.get(name, f"row:{self.row.row}")
        return f"{self.reading.file}\t{self.row.sheet}\t{cell}"

    def where(self, name: str = "") -> Source:
        """Return the source of a problem with a field, or with the whole row."""
        cell = self.row.cells.get(name, f"row:{self.row.row}")
        return Source(self.reading.file, self.row.sheet, cell)

    def heading(self, name: str) -> str:
        """Return the heading of a field's column in the row's sheet, "" where it has none."""
        return next(
            (
                one.header
                for one in self.reading.columns
                if one.field == name and one.sheet == self.row.sheet
            ),
            "",
        )

    def text(self, name: str) -> str:
        """Return a field as words without surrounding space, "" when nothing is stated."""
        value = self.row.get(name)
        return "" if value is None else str(value).strip()

    def problem(
        self,
        code: str,
        severity: Severity,
        name: str = "",
        *,
        found: str = "",
        expected: str = "",
        hint: str = "",
    ) -> Problem:
        """Return a problem of this row."""
        return Problem(code, severity, self.where(name), found, expected, hint)


def amount_of(case: Case, name: str, *, scale: int = 1) -> Interval | None:
    """Return a number with its wording; NOT_STATED where the cell says so, None where empty.

    Args:
        case: The row.
        name: A field of fen or counts (int).
        scale: How many of the unit's smallest part make one of what the field counts.
    """
    value = case.row.get(name)
    wording = case.row.wordings.get(name, Wording.EXACT.value)
    number = _smallest(value, scale)
    if number is None:
        return NOT_STATED if wording == Wording.NOT_STATED.value else None
    return said(number, Wording(wording))


def _smallest(value: Value, scale: int) -> int | None:
    """Return a number in its unit's smallest part; None when it is none, or not whole there."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    number = Decimal(str(value)) * scale
    return int(number) if number == number.to_integral_value() else None


def not_whole(case: Case, name: str, *, scale: int = 1) -> list[Problem]:
    """Return the problem of a number that cannot be counted, [] when there is none.

    Args:
        case: The row.
        name: A field of fen or counts.
        scale: As for `amount_of`.
    """
    value = case.row.get(name)
    if not isinstance(value, float) or _smallest(value, scale) is not None:
        return []
    told = case.problem(
        "COUNT_NOT_WHOLE",
        Severity.ERROR,
        name,
        found=plain(Decimal(str(value))),
        expected="a whole number",
        hint="Correct the number and send the file again.",
    )
    return [told]


def exact_of(case: Case, name: str) -> int | None:
    """Return an amount that was said exactly, else None."""
    amount = amount_of(case, name)
    return amount.stated if amount is not None and amount.is_exact else None


def is_not_itemised(case: Case) -> bool:
    """Return whether the row is a stated total's rest rather than a single record."""
    return bool(case.row.get("not_itemised"))


def period_of(case: Case) -> Period:
    """Return the days a row may speak of: its own, its sheet's, its year, or up to the cut-off."""
    latest = case.context.cut_off or case.view.today
    stated = case.text("period")
    if stated:
        return _closed(parse_period(stated), latest)
    if case.context.period is not None:
        return _closed(case.context.period, latest)
    year = case.text("year") or (case.context.year or "")
    if re.fullmatch(r"\d{4}", year):
        return year_period(int(year))
    return Period(EARLIEST, latest)


def _closed(period: Period, latest: dt.date) -> Period:
    """Return the period ended at the cut-off where it was still open."""
    if period.ends != LATEST:
        return period
    return Period(period.starts, max(latest, period.starts))


def dated(case: Case, start: str, end: str) -> Period | None:
    """Return the period from one date field to another, as coarse as they are, or None."""
    first, last = case.text(start), case.text(end)
    if not first and not last:
        return None
    starts = parse_iso(first).starts if first else parse_iso(last).starts
    ends = parse_iso(last).ends if last else parse_iso(first).ends
    return Period(min(starts, ends), max(starts, ends))


def day_in(case: Case, name: str) -> Period | None:
    """Return the day, month or year of a date field; None when nothing is stated."""
    text = case.text(name)
    return parse_iso(text) if text else None


def recipient_of(case: Case, name: str = "county") -> str | None:
    """Return the key of the place a row is for; None when it names none that is known."""
    codes = case.text("county_codes")
    if codes:
        return place.joint(place.present_code(code) for code in codes.split("+"))
    code = case.text("county_code") or ("" if case.text(name) else (case.context.county_code or ""))
    key = place.present_code(code) if code else place_key(case.text(name))
    town = case.text("town")
    return f"{key}:{town}" if key and town and ":" not in key and "+" not in key else key


def owner_of(case: Case, recipient: str | None) -> str | None:
    """Return whose programme it is: the title's donor's, the office's, or the one paired."""
    said = case.context.donor
    if said and (donor := place_key(said, near=case.view.office)):
        return donor
    if case.view.office:
        return case.view.office
    paired = {
        one.line.dims.owner
        for one in case.view.lines(Wanted("Pairing:InForce", recipient=recipient))
        if one.line.dims.owner and not one.line.dims.owner.endswith("0000")
    }
    return paired.pop() if len(paired) == 1 else None


def category_of(case: Case, name: str = "category") -> tuple[str | None, list[Problem]]:
    """Return the code of a project category; None, and told so, when the words are unknown."""
    words = case.text(name)
    if not words:
        return None, []
    code = code_of(CATEGORIES, words)
    if code is not None:
        return code, []
    told = case.problem(
        "CATEGORY_UNKNOWN",
        Severity.INFO,
        name,
        found=words,
        expected="、".join(one.zh for one in CATEGORIES.values()),
    )
    return None, [told]


@dataclass(frozen=True, slots=True)
class Stamp:
    """What every line of a row carries: the row, its days and its dimensions.

    Attributes:
        case: The row.
        period: Its days.
        dims: Its dimensions; a line may carry a source or state of its own.
    """

    case: Case
    period: Period
    dims: Dims

    def line(
        self, account_code: str, amount: Interval, name: str, *, dims: Dims | None = None
    ) -> LineDraft:
        """Return a line in the only unit its account takes, itemised as its row is.

        Args:
            account_code: The account.
            amount: How much.
            name: The field it was read from.
            dims: Its own dimensions, where they differ from the row's.
        """
        return line(
            account_code,
            unit_of(account_code),
            amount,
            self.period,
            dims or self.dims,
            itemised=not is_not_itemised(self.case),
            cell=self.case.cell(name),
        )

    def entry(self, kind: str, words: str, lines: Sequence[LineDraft]) -> EntryDraft:
        """Return a draft with the row's document and source filled in."""
        return EntryDraft(
            kind,
            self.period.starts,
            self.period.ends,
            words,
            tuple(lines),
            document=self.case.document,
            source=self.case.source,
        )


def unit_of(account_code: str) -> str:
    """Return the unit an account takes; fen where it leaves it open."""
    found = account(account_code)
    return (found.unit if found else None) or "fen"
