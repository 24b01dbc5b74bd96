"""Working days with the State Council's days off and make-up days; a deadline's own day counts.

The calendar is dated data (`data/workdays.toml`), one table a year; an office's own file of the
same form adds years, or says a year otherwise. Of a year neither holds, weekends alone are known;
`caveat` says so in a sentence. Knows no Django.
"""

from __future__ import annotations

import datetime as dt
import functools
import tomllib
from importlib import resources
from typing import TYPE_CHECKING, Any, NamedTuple

from jiedui.kernel.problem import Problem, Refused, Severity, Source

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from pathlib import Path

FILE = "workdays.toml"
"""Name of the file with days off and make-up days: the package's, and the office's own."""

ONE_DAY = dt.timedelta(days=1)
SATURDAY = 5


class Year(NamedTuple):
    """The days off of a year with their names, and the weekend days worked instead."""

    off: Mapping[dt.date, str]
    work: frozenset[dt.date]


class Left(NamedTuple):
    """Working days left, and a sentence in both languages where a year is not known ("" = sure)."""

    days: int
    caveat: tuple[str, str]


MADE_UP = "a Saturday or Sunday that is not off"
"""What a day worked instead has to be."""


def wrongly_worked(year: Year) -> list[dt.date]:
    """Return the days worked instead that are no weekend days, or off as well, in order."""
    return [day for day in sorted(year.work) if day.weekday() < SATURDAY or day in year.off]


_own_file: list[Callable[[], Path]] = []
"""Says where the office keeps its own file; empty where there is no office."""


def kept_at(own_file: Callable[[], Path]) -> None:
    """Say where the office's own file lies, if it has one; called once when the program starts."""
    _own_file[:] = [own_file]


def own_file() -> Path | None:
    """Return where the office keeps its own file, None where there is no office."""
    return _own_file[0]() if _own_file else None


def calendar_years() -> Mapping[int, Year]:
    """Return the calendar of every year that is known; the office's own file has the last word.

    Raises:
        Refused: That file is not what it should be (every fault at once).
    """
    return {**shipped_years(), **own_years()}


def own_years() -> Mapping[int, Year]:
    """Return the years of the office's own file, none where there is no such file.

    Raises:
        Refused: It is not what it should be (every fault at once).
    """
    path = own_file()
    try:
        state = path.stat() if path else None
    except OSError:
        return {}
    return (
        {} if path is None or state is None else _own_years(path, state.st_mtime_ns, state.st_size)
    )


@functools.cache
def shipped_years() -> Mapping[int, Year]:
    """Return the calendar of every year that the package holds."""
    return read_years((resources.files("jiedui.kernel") / "data" / FILE).read_bytes())


@functools.lru_cache(maxsize=4)
def _own_years(path: Path, _written: int, _size: int) -> Mapping[int, Year]:
    """Read the office's file, again when it was written again."""
    return read_years(path.read_bytes(), label=str(path))


def read_years(content: bytes, *, label: str = FILE) -> dict[int, Year]:
    """Return the years a file declares.

    Args:
        content: The file: TOML in UTF-8, a table a year, as the package's own.
        label: Its name, for problems.

    Raises:
        Refused: It is not of that form, a day is none, or a make-up day is no weekend day or is
            off as well (every fault at once).
    """
    try:
        stated = tomllib.loads(content.decode("utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise Refused([_fault(Source(label), str(error), "a TOML file in UTF-8")]) from error
    found: dict[int, Year] = {}
    problems: list[Problem] = []
    for name, told in stated.items():
        try:
            year = _year(name, told)
        except (KeyError, TypeError, ValueError) as error:
            lacks = "nothing for " if isinstance(error, KeyError) else ""
            problems.append(_fault(Source(label, "", name), f"{lacks}{error}", _FORM))
            continue
        found[int(name)] = year
        where = Source(label, "", f"{name}.work")
        problems += [_fault(where, str(day), MADE_UP) for day in wrongly_worked(year)]
    if problems:
        raise Refused(problems)
    return found


_FORM = '[2027], off = [["01-01", "01-03", "元旦"]], work = ["01-09"]'


def _fault(source: Source, found: str, expected: str) -> Problem:
    return Problem("WORKDAYS_WRONG", Severity.ERROR, source, found, expected)


def _year(year: str, told: Mapping[str, Any]) -> Year:
    off = {day: str(name) for first, last, name in told["off"] for day in _days(year, first, last)}
    return Year(off, frozenset(_day(year, day) for day in told["work"]))


def _days(year: str, first: str, last: str) -> Iterator[dt.date]:
    day, end = _day(year, first), _day(year, last)
    if end < day:
        raise ValueError(f"{first} after {last}")
    while day <= end:
        yield day
        day += ONE_DAY


def _day(year: str, day: str) -> dt.date:
    return dt.date.fromisoformat(f"{year}-{day}")


def is_known(year: int) -> bool:
    """Whether the days off and make-up days of a year are known."""
    return year in calendar_years()


def is_workday(day: dt.date) -> bool:
    """Whether offices work on a day; of a year that is not known, whether it is no weekend."""
    return _is_worked(day, calendar_years())


def _is_worked(day: dt.date, years: Mapping[int, Year]) -> bool:
    year = years.get(day.year)
    if year is not None:
        if day in year.off:
            return False
        if day in year.work:
            return True
    return day.weekday() < SATURDAY


def holiday(day: dt.date) -> str:
    """Return the name of the holiday a day off belongs to, "" when it is none or not known."""
    year = calendar_years().get(day.year)
    return year.off.get(day, "") if year is not None else ""


def is_made_up(day: dt.date) -> bool:
    """Whether a weekend day is worked for a day off elsewhere (调休上班)."""
    year = calendar_years().get(day.year)
    return year is not None and day in year.work


def workday_after(day: dt.date, count: int) -> dt.date:
    """Return the `count`-th working day after a day; the day itself is not counted.

    A count of 0 gives the day itself, or the next working day when it is none.
    """
    found, years = day, calendar_years()
    if not count:
        return next_workday(day)
    while count:
        found += ONE_DAY
        count -= _is_worked(found, years)
    return found


def next_workday(day: dt.date) -> dt.date:
    """Return the day itself when it is worked, else the first one after it that is.

    Source: a period that ends on a day off ends on the first day after it (民法典 第二百零三条).
    """
    years = calendar_years()
    while not _is_worked(day, years):
        day += ONE_DAY
    return day


def due_day(ends: dt.date, days: int, *, is_working: bool) -> dt.date:
    """Return the day something is due, so many days after a period's end; that day still counts.

    Args:
        ends: The last day of the period.
        days: How many days after it.
        is_working: Count working days; else calendar days, and a last day on which nobody works
            moves to the next working day.
    """
    return workday_after(ends, days) if is_working else next_workday(ends + days * ONE_DAY)


def workdays_left(today: dt.date, deadline: dt.date) -> Left:
    """Return the working days from today to the deadline, both counted; 0 when it has passed."""
    return Left(_worked(today, (deadline - today).days + 1), caveat({today.year, deadline.year}))


def workdays_late(deadline: dt.date, today: dt.date) -> int:
    """Return how many working days a deadline has passed: none on its own day."""
    return _worked(deadline + ONE_DAY, (today - deadline).days)


def _worked(first: dt.date, count: int) -> int:
    """Return how many of so many days from a first one are worked."""
    years = calendar_years()
    return sum(_is_worked(first + n * ONE_DAY, years) for n in range(count))


def caveat(years: Iterable[int]) -> tuple[str, str]:
    """Return a sentence in both languages about years that are not known; ("", "") when all are."""
    unknown = sorted({year for year in years if not is_known(year)})
    if not unknown:
        return "", ""
    told = "、".join(map(str, unknown))
    known_zh, known_en = known_words()
    return (
        f"{told}年的放假和调休安排尚不知道（已知{known_zh}年），只除去了周末。",
        (
            f"The days off and make-up days of {', '.join(map(str, unknown))} are not known"
            f" (known: {known_en}); only weekends were taken off."
        ),
    )


def known_words() -> tuple[str, str]:
    """Return the years whose days are known, runs of years as spans: 2016—2026, 2016-2026."""
    runs: list[list[int]] = []
    for year in sorted(calendar_years()):
        if runs and year == runs[-1][-1] + 1:
            runs[-1].append(year)
        else:
            runs.append([year])
    ends = [sorted({run[0], run[-1]}) for run in runs]
    return (
        "、".join("—".join(map(str, one)) for one in ends),
        ", ".join("-".join(map(str, one)) for one in ends),
    )
