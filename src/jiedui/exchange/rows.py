"""What a reading is made of: rows, totals, columns and context, every value with its cell.

Plain frozen values, so that drafting, screens and the command line can all hold on to a reading.
Identity numbers stand only in `Row.fields` and in the `found` text of a problem, which are for the
sender; whoever stores or logs a reading masks them first. Knows no Django.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from jiedui.kernel.problem import Problem, Severity, Source

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from jiedui.kernel.period import Period

Value = str | int | float | bool | None
"""A field of a row: text, a count or fen as int, a rate as float, a date as ISO text, nothing."""


@dataclass(frozen=True, slots=True)
class Row:
    """One record that an office wrote: usually one row of a sheet, read into named fields.

    Attributes:
        sheet: The sheet's name, "" in a csv file.
        row: The row number in the file, from 1.
        fields: Field name to value; money in fen (`_fen`), rates as ratios (`_rate`), dates as ISO
            text as precise as printed, None where nothing is stated. A field of this table that
            is empty in this row is present with None.
        wordings: Field name to `kernel.quantity.Wording` value, for fields that are not exact
            ("over" ...) and for empty ones whose cell says so ("not_stated").
        cells: Field name to the cell it was read from (B3); absent for fields that come from the
            title or the sheet's name.
        kind: The kind of this row's table; the reading's kind unless a file holds several.
        printed: Field name to the text of its cell where that says something else than the value
            (3.2万元, 2018.3, 同上); only of the first rows of a table, and only to be shown.
    """

    sheet: str
    row: int
    fields: dict[str, Value]
    wordings: dict[str, str] = field(default_factory=dict)
    cells: Mapping[str, str] = field(default_factory=dict)
    kind: str = ""
    printed: Mapping[str, str] = field(default_factory=dict, compare=False)

    def get(self, name: str) -> Value:
        """Return a field's value, None when the table has no such field."""
        return self.fields.get(name)


@dataclass(frozen=True, slots=True)
class Total:
    """One printed sum: never a row, checked against the rows it covers.

    Attributes:
        sheet: The sheet's name.
        row: Its row number.
        label: The words that make it a sum, for example 合计.
        values: Field name to the printed value.
        wordings: Field name to wording, for values that are not exact.
        cells: Field name to cell.
        covers: Row numbers of the data rows it sums; its own row alone where it also holds what
            the sheet does not list (累计 with earlier years), so that it speaks for no rows.
        printed: As of a row.
    """

    sheet: str
    row: int
    label: str
    values: dict[str, Value]
    wordings: dict[str, str] = field(default_factory=dict)
    cells: dict[str, str] = field(default_factory=dict)
    covers: tuple[int, ...] = ()
    printed: Mapping[str, str] = field(default_factory=dict, compare=False)


@dataclass(frozen=True, slots=True)
class ColumnReading:
    """How one column was understood.

    Attributes:
        sheet: The sheet's name.
        col: The column's letters.
        header_rows: First and last row of its heading.
        header: Its heading, levels joined by `|`.
        field: The field it holds; None when it is not a known column.
        unit: The unit stated for it (元, 万元, 户 ...), else the one its money is read in; "" for
            none.
        score: How sure its field is: from 80 its heading says it, 100 a person said it.
        samples: What its first filled cells say, where a person should look at it or has.
    """

    sheet: str
    col: str
    header_rows: tuple[int, int]
    header: str
    field: str | None
    unit: str = ""
    score: int = 100
    samples: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Context:
    """What a sheet says once for all its rows.

    Attributes:
        title: The sheet's title line.
        unit: The unit of money stated for the sheet (万元 ...), "" when none is.
        cut_off: The day up to which it reports; taken from another sheet of the file when this one
            states none.
        period: The period named in its title.
        donor: The donor district's name as the title writes it, None when it names none.
        county: The recipient county named by the sheet or its title.
        county_code: Its present code.
        caption: Words of a caption or of the sheet's name that end as a county's name and are none.
        year: The one year named in the title (2017), None when it names none or several.
        status: planned for plans, else None.
        preparer: The unit that filled the sheet in (填报单位).
        period_line: The line that states its period by name (统计期间:...), "" when none does.
        formulas: How many of its cells are formulas of which the saved values were taken.
    """

    title: str = ""
    unit: str = ""
    cut_off: dt.date | None = None
    period: Period | None = None
    donor: str | None = None
    county: str | None = None
    county_code: str | None = None
    caption: str = ""
    year: str | None = None
    status: str | None = None
    preparer: str | None = None
    period_line: str = ""
    formulas: int = 0


@dataclass(frozen=True, slots=True)
class Fatal:
    """Why nothing could be read from a file.

    Attributes:
        code: UNSUPPORTED_FORMAT, CORRUPT_FILE or EXPANSION_LIMIT.
        found: What was found.
        expected: What was expected.
        hint: What to do.
    """

    code: str
    found: str = ""
    expected: str = ""
    hint: str = ""

    def as_problem(self, file: str) -> Problem:
        """Return the reason as a problem of the whole file."""
        where = Source(file)
        return Problem(self.code, Severity.ERROR, where, self.found, self.expected, self.hint)


@dataclass(frozen=True, slots=True)
class Guess:
    """A kind that a table may be of, and what speaks for it.

    Attributes:
        kind: The kind's code.
        titles: Words above the table that speak for it.
        columns: Headings that it knows, each with the field it would hold.
    """

    kind: str
    titles: tuple[str, ...] = ()
    columns: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Alike:
    """Very many problems of one kind in one column, of which one speaks for those beyond the first.

    Attributes:
        problem: The one that speaks for them, at the first of them; it says how many there are.
        rows: First and last number of every run of rows they stand on; () for none.
    """

    problem: Problem
    rows: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """Everything understood from one file.

    Attributes:
        file: The file's own name.
        kind: One of the kinds of `exchange.kinds`; None when it could not be told.
        fatal: Why nothing was read; None when the file was read.
        rows: The records, in the order of the file.
        totals: The printed sums.
        columns: How the columns were understood.
        problems: Everything wrong or worth knowing, in reading order.
        context: Sheet name to what the sheet says once for all rows.
        guesses: The kinds it may be of where the reader is not sure, the likeliest first.
        is_kind_asked: Whether a person has to say of which kind it is: its headings speak for none,
            or for two about equally.
        alike: Which of the problems speak for many more, and on which rows these stand.
    """

    file: str
    kind: str | None
    fatal: Fatal | None = None
    rows: tuple[Row, ...] = ()
    totals: tuple[Total, ...] = ()
    columns: tuple[ColumnReading, ...] = ()
    problems: tuple[Problem, ...] = ()
    context: dict[str, Context] = field(default_factory=dict)
    guesses: tuple[Guess, ...] = ()
    is_kind_asked: bool = False
    alike: tuple[Alike, ...] = ()

    @property
    def refusals(self) -> tuple[Problem, ...]:
        """Why nothing of the file can be used as it is; () where its kind is known."""
        if self.fatal is not None:
            return (self.fatal.as_problem(self.file),)
        if self.kind is not None:
            return ()
        return tuple(one for one in self.problems if one.severity is Severity.ERROR)
