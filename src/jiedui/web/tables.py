"""One declarative list page: columns, filters, order, limit; shown as HTML, JSON or CSV.

A list is declared once (`Listing`), read from the address (`asked`) and filled with rows (`Table`).
Knows no package of ours but `wording`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from jiedui.kernel.period import parse_period
from jiedui.kernel.problem import Problem, Refused, Severity, Source

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Sequence

    from django.http import HttpRequest

    from jiedui.kernel.period import Period
    from jiedui.web.wording import Language

Kind = Literal["text", "word", "number", "date", "badge", "hash"]
LIMIT_DEFAULT = 50
LIMIT_MAX = 1000
"""So many rows a page may hold; a file to keep is filled page by page (`web.whole`)."""

TWIN_KEY = "jiedui.twin"
"""Where `web.doors` notes in the request's META that a twin was asked for by its suffix."""

PART_KEY = "jiedui.part"
"""Where `web.whole` notes in the request's META that a page is asked for as part of a file."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column.

    Attributes:
        name: Its name in JSON and CSV.
        label: Code of its heading in the wording catalogue.
        kind: How its cells stand: numbers to the right, words and dates on one line.
    """

    name: str
    label: str
    kind: Kind = "text"


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell.

    Attributes:
        raw: The value for programs.
        text: The value for people.
        href: The address it opens, "" when none.
        tone: ok, bad, warn, tell or mute; a badge with a sign when given.
        icon: The sign of the badge.
    """

    raw: object
    text: str
    href: str = ""
    tone: str = ""
    icon: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One row; `tone` may set the whole row apart (`aside`, `struck`)."""

    cells: tuple[Cell, ...]
    tone: str = ""


@dataclass(frozen=True, slots=True)
class Choice:
    """One value a filter offers, with its words."""

    value: str
    words: str


@dataclass(frozen=True, slots=True)
class Filter:
    """One filter.

    Attributes:
        name: Its name in the address.
        label: Code of its label.
        kind: `text`, `choice`, `period` (2017, 2017-03, 2013/2017) or `number`.
        choices: For a choice, what may be chosen.
        hint: Code of an example shown in the empty field, "" when none.
    """

    name: str
    label: str
    kind: Literal["text", "choice", "period", "number"] = "text"
    choices: tuple[Choice, ...] = ()
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """Columns and rows ready to be shown."""

    columns: tuple[Column, ...]
    rows: Sequence[Row]
    caption: str = ""
    foot: Row | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """What an address asks of a list.

    Attributes:
        values: Filter name to what was written, for showing it again.
        periods: Filter name to period, for filters of that kind.
        numbers: Filter name to number, for filters of that kind.
        limit: How many rows.
        offset: How many rows to leave out before the first.
    """

    values: dict[str, str]
    periods: dict[str, Period] = field(default_factory=dict)
    numbers: dict[str, int] = field(default_factory=dict)
    limit: int = LIMIT_DEFAULT
    offset: int = 0

    def get(self, name: str) -> str | None:
        """Return what was written in a filter, None when nothing was."""
        return self.values.get(name) or None


@dataclass(frozen=True, slots=True)
class Pager:
    """Where a page of a list stands and the addresses beside it."""

    first: int
    last: int
    total: int | None
    previous: str = ""
    following: str = ""


def asked(request: HttpRequest, filters: Sequence[Filter], *, limit: int = LIMIT_DEFAULT) -> Asked:
    """Read the filters of a list from the address.

    Raises:
        Refused: A filter holds what it cannot hold; every such filter at once.
    """
    values: dict[str, str] = {}
    periods: dict[str, Period] = {}
    numbers: dict[str, int] = {}
    problems: list[Problem] = []
    for one in filters:
        text = request.GET.get(one.name, "").strip()
        if not text:
            continue
        values[one.name] = text
        try:
            _understand(one, text, periods, numbers=numbers)
        except ValueError as error:
            problems.append(_wrong(one, text, "" if one.kind == "period" else str(error)))
    if problems:
        raise Refused(problems)
    return Asked(
        values,
        periods,
        numbers,
        limit=min(
            whole_number(request.GET.get("limit"), LIMIT_MAX if _is_file(request) else limit),
            LIMIT_MAX,
        ),
        offset=whole_number(request.GET.get("offset"), 0),
    )


def _is_file(request: HttpRequest) -> bool:
    """Whether a file to keep is asked for: CSV, JSON or a workbook."""
    return (request.META.get(TWIN_KEY) or request.GET.get("format")) in {"csv", "json", "xlsx"}


def _understand(
    one: Filter, text: str, periods: dict[str, Period], *, numbers: dict[str, int]
) -> None:
    if one.kind == "period":
        periods[one.name] = parse_period(text)
    elif one.kind == "number":
        numbers[one.name] = int(text)
    elif one.kind == "choice" and text not in {choice.value for choice in one.choices}:
        raise ValueError(", ".join(choice.value for choice in one.choices[:12]))


def _wrong(one: Filter, text: str, expected: str) -> Problem:
    return Problem("FILTER_UNREADABLE", Severity.ERROR, Source(cell=one.name), text[:80], expected)


def whole_number(text: str | None, otherwise: int) -> int:
    """Return a number of an address that is not negative, or `otherwise` when it is none."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 10 else otherwise


def pager(request: HttpRequest, page: Asked, *, shown: int, total: int | None) -> Pager:
    """Return where this page stands, with the addresses of the pages before and after it."""
    end = page.offset + shown
    more = end < total if total is not None else shown == page.limit
    return Pager(
        first=page.offset + 1 if shown else 0,
        last=end,
        total=total,
        previous=_at(request, max(page.offset - page.limit, 0)) if page.offset else "",
        following=_at(request, end) if more else "",
    )


def _at(request: HttpRequest, offset: int) -> str:
    query = request.GET.copy()
    query["offset"] = str(offset)
    return f"?{query.urlencode()}"


def rows_of(things: Sequence[Any], cells: Callable[[Any], Sequence[Cell]]) -> list[Row]:
    """Return a row for each thing."""
    return [Row(tuple(cells(thing))) for thing in things]


def text(raw: object, *, href: str = "") -> Cell:
    """Return a cell that shows its value as it is; None shows nothing."""
    return Cell(raw, "" if raw is None else str(raw), href)


def moment(when: dt.datetime | None) -> Cell:
    """Return a cell with a moment to the minute, in the server's own time zone."""
    return Cell(when, when.astimezone().strftime("%Y-%m-%d %H:%M") if when else "")


def choices_of(codes: dict[str, Any], language: Language) -> tuple[Choice, ...]:
    """Return a vocabulary (code to something with `zh` and `en`) as choices."""
    return tuple(Choice(code, getattr(member, language)) for code, member in codes.items())
