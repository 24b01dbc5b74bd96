"""Re-reads the whole book and its facts and names the first entry that breaks.

In order: every number and every hash; the balance and numbering of lines; closed periods;
reversals; the anchors of the head kept elsewhere; the facts' files and control totals.
"""

from __future__ import annotations

import functools
import multiprocessing
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import connection

from jiedui.access.scope import EVERYWHERE
from jiedui.books import feed, queries
from jiedui.books.chain import Head
from jiedui.books.entry import reversal
from jiedui.books.rereading import Address, Stretch, reread
from jiedui.books.writing import driver
from jiedui.kernel.problem import Problem, Severity, Source

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

ALONE_ENTRIES_MAX = 60_000
"""Up to so many entries one process reads the book; starting more would take longer."""

PIECE_ENTRIES = 50_000
"""Entries one process reads at a time, and so how often progress is told."""

PROBLEMS_MAX = 20
"""So many breaks of one kind are told; the first one is what matters."""


@dataclass(frozen=True, slots=True)
class Verified:
    """What a verification found.

    Attributes:
        entries: Entries read and found whole.
        lines: Lines of these.
        head: Hash of the book's last entry.
        problems: What breaks, the lowest entry first; empty when everything holds.
    """

    entries: int
    lines: int
    head: str
    problems: tuple[Problem, ...]

    @property
    def ok(self) -> bool:
        """Whether nothing breaks."""
        return not self.problems


def verify_book(
    *,
    anchors: Sequence[tuple[int, str, str]] = (),
    progress: Callable[[int, int], None] | None = None,
    processes: int = 2,
) -> Verified:
    """Re-read everything.

    Args:
        anchors: Heads kept elsewhere: number, hash, where (publications, receipts).
        progress: Called with entries done and entries in all.
        processes: How many processes read a large book.
    """
    head = queries.head()
    problems: list[Problem] = []
    entries = lines = 0
    for stretch in _stretches(head.number, progress, processes):
        entries += stretch.entries
        lines += stretch.lines
        if stretch.broken:
            problems.append(_broken(stretch.broken, stretch.code, found=stretch.found, expected=stretch.expected))
    problems += [*_sums(), *_orphans(head), *_closings(), *_reversals(), *_anchored(anchors, head), *_facts(head)]
    problems.sort(key=lambda problem: _number_of(problem))
    return Verified(entries, lines, head.hash, tuple(problems))


def _number_of(problem: Problem) -> int:
    kind, _, number = problem.source.cell.partition(":")
    return int(number) if kind == "entry" else 2**62


def _broken(number: int, code: str, *, found: str, expected: str) -> Problem:
    hint = "The book was changed behind its back, or the disk lost something: restore the last backup that verifies."
    return Problem(code, Severity.ERROR, Source("book", "", f"entry:{number}"), found, expected, hint)


def _stretches(
    last: int, progress: Callable[[int, int], None] | None, processes: int
) -> Iterator[Stretch]:
    """Re-read in pieces, in this process or in several; yield what each piece found."""
    address = _address()
    done = 0
    if last <= ALONE_ENTRIES_MAX or processes < 2 or address.target == ":memory:":
        if last:
            yield _told(_reread_here(address, last), progress, last, last)
        return
    pieces = [(first, min(first + PIECE_ENTRIES - 1, last)) for first in range(1, last + 1, PIECE_ENTRIES)]
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(processes, mp_context=context) as pool:
        waiting = [pool.submit(reread, address, first, upto) for first, upto in pieces]
        for future in as_completed(waiting):
            stretch = future.result()
            done += stretch.entries
            yield _told(stretch, progress, done, last)


def _told(stretch: Stretch, progress: Callable[[int, int], None] | None, done: int, of: int) -> Stretch:
    if progress is not None:
        progress(done, of)
    return stretch


def _reread_here(address: Address, last: int) -> Stretch:
    return reread(address, 1, last)


def _address() -> Address:
    """Return where the book lies, so that another process can open it."""
    found = connection.settings_dict
    if connection.vendor == "sqlite":
        return Address("sqlite", str(found["NAME"]))
    keys = {"NAME": "dbname", "USER": "user", "PASSWORD": "password", "HOST": "host", "PORT": "port"}
    from psycopg.conninfo import make_conninfo  # noqa: PLC0415  only where PostgreSQL is used

    return Address("postgresql", make_conninfo(**{name: found[key] for key, name in keys.items() if found[key]}))


_ASTRAY = (
    "CASE side WHEN 'actual' THEN unit <> 'fen' OR account NOT LIKE 'Source:%%' AND account NOT LIKE 'Place:%%' "
    "WHEN 'plan' THEN unit <> 'fen' OR account NOT LIKE 'Plan:%%' "
    "ELSE account LIKE 'Source:%%' OR account LIKE 'Place:%%' OR account LIKE 'Plan:%%' END"
)


def _rows(sql: str, *values: object) -> list[tuple[int, ...]]:
    """Return the rows of a statement whose values are marked %s, on either engine."""
    cursor = driver()
    marked = sql.replace("%s", "?").replace("%%", "%") if connection.vendor == "sqlite" else sql
    found = cursor.execute(marked, values).fetchall()
    cursor.close()
    return list(found)


def _sums() -> Iterator[Problem]:
    """Find entries whose money does not balance or whose lines are not numbered from 1."""
    sql = f"""
        SELECT entry, sum(CASE side WHEN 'actual' THEN amount ELSE 0 END),
          sum(CASE side WHEN 'plan' THEN amount ELSE 0 END), count(*), max(line),
          sum(CASE WHEN {_ASTRAY} THEN 1 ELSE 0 END)
        FROM books_line GROUP BY entry
        HAVING sum(CASE side WHEN 'actual' THEN amount ELSE 0 END) <> 0
          OR sum(CASE side WHEN 'plan' THEN amount ELSE 0 END) <> 0
          OR count(*) <> max(line) OR min(line) <> 1 OR sum(CASE WHEN {_ASTRAY} THEN 1 ELSE 0 END) > 0
        ORDER BY entry LIMIT {PROBLEMS_MAX}"""  # noqa: S608  constants only
    for number, actual, plan, count, top, astray in _rows(sql, *()):
        if actual or plan:
            off = ", ".join(f"{side} side off by {by} fen" for side, by in (("actual", actual), ("plan", plan)) if by)
            yield _broken(number, "ENTRY_UNBALANCED", found=off, expected="debits equal to credits")
        if count != top:
            yield _broken(number, "LINES_GAP", found=f"{count} lines, the last is {top}", expected="lines from 1 without gaps")
        if astray:
            yield _broken(number, "LINE_SIDE", found=f"{astray} lines on the wrong side", expected="the side of their account")


def _orphans(head: Head) -> Iterator[Problem]:
    """Find lines of entries that are not there."""
    sql = """SELECT DISTINCT entry FROM books_line WHERE entry > %s OR entry < 1 ORDER BY entry LIMIT 20"""
    for (number,) in _rows(sql, head.number):
        yield _broken(number, "ENTRY_MISSING", found="lines without their entry", expected="the entry they belong to")


def _closings() -> Iterator[Problem]:
    """Find entries inside a period closed before them, and closings that are not what their entry says."""
    told = _rows("SELECT number, ends FROM books_entry WHERE kind = 'closing' ORDER BY number")
    kept = _rows("SELECT entry_id, through FROM books_closing ORDER BY entry_id")
    for number in sorted({row[0] for row in set(told) ^ set(kept)}):
        yield _broken(number, "CLOSING_WRONG", found="a closing that differs from its entry", expected="both the same")
    for number, through in told:
        sql = """SELECT number FROM books_entry WHERE number > %s AND ends <= %s
            UNION SELECT entry FROM books_line WHERE entry > %s AND ends <= %s ORDER BY 1 LIMIT 1"""
        for (late,) in _rows(sql, number, through, number, through):
            yield _broken(late, "PERIOD_CLOSED", found=f"an entry effective through {through} or earlier", expected=f"none after entry {number} closed it")


def _reversals() -> Iterator[Problem]:
    """Find reversing entries that are not the negation of what they take back."""
    for number, of in _rows("SELECT number, reverses FROM books_entry WHERE reverses IS NOT NULL ORDER BY number"):
        found = {record.number: record for record in queries.entries(EVERYWHERE, numbers=(number, of))}
        if of not in found or of >= number:
            yield _broken(number, "REVERSAL_WRONG", found=f"it takes back entry {of}", expected="an earlier entry")
            continue
        expected = reversal(of, found[of].draft, "").lines
        own = found[number].draft.lines
        rest_points = all(one.carves is not None for one in own[len(expected) :])
        if own[: len(expected)] != expected or not rest_points:
            yield _broken(number, "REVERSAL_WRONG", found=f"lines that are not those of entry {of} negated", expected="exactly those")


def _anchored(anchors: Iterable[tuple[int, str, str]], head: Head) -> Iterator[Problem]:
    """Hold the book against heads kept elsewhere."""
    kept = feed.facts_head()
    for number, hash_kept, where in (*anchors, *([(*kept, "facts manifest")] if kept else [])):
        found = queries.hash_at(number)
        if found is None:
            yield _broken(head.number + 1, "BOOK_CUT", found=f"the book ends with entry {head.number}", expected=f"entry {number} with hash {hash_kept}, as kept in: {where}")
        elif found != hash_kept:
            yield _broken(number, "BOOK_REWRITTEN", found=f"hash {found}", expected=f"{hash_kept}, as kept in: {where}")


def _facts(head: Head) -> Iterator[Problem]:
    """Re-read the facts' files and hold their control totals against the database."""
    store = feed.store()
    manifest = store.manifest()
    yield from store.verify()
    upto = manifest.head.number
    if not upto or upto > head.number:
        return
    found = _totals(upto)
    for key in sorted(set(found) | set(manifest.totals)):
        total = manifest.totals.get(key)
        there = (0, 0, 0, 0) if total is None else (total.count, total.amount, total.low_delta, total.high_delta)
        if found.get(key, (0, 0, 0, 0)) != there:
            names = "lines, sum, sum below, sum above"
            yield Problem(
                "FACTS_DIFFER", Severity.ERROR, Source("facts", "", f"{key[0]} {key[1]}"),
                f"{there} ({names})", f"{found.get(key, (0, 0, 0, 0))} as in the book",
                "If the book verifies, remove the folder `facts`; it is made again from the book.",
            )  # fmt: skip


def _totals(upto: int) -> dict[tuple[str, str], tuple[int, int, int, int]]:
    """Return the control totals of the lines up to an entry, summed by halves so that nothing overflows."""
    halves = ", ".join(
        f"sum({name} >> 32), sum({name} & 4294967295)" for name in ("amount", "low_delta", "high_delta")
    )
    sql = f"SELECT account, unit, count(*), {halves} FROM books_line WHERE entry <= %s GROUP BY account, unit"  # noqa: S608
    return {
        (str(row[0]), str(row[1])): (
            int(row[2]), *((int(row[at]) << 32) + int(row[at + 1]) for at in (3, 5, 7)),
        )
        for row in _rows(sql, upto)
    }  # type: ignore[misc]  # fmt: skip
