"""Re-reads the whole book and its facts and names the first entry that breaks.

In order: every number and every hash; the balance and numbering of lines; closed periods;
reversals; the anchors of the head kept elsewhere; the facts' files and control totals.
"""

from __future__ import annotations

import itertools
import json
import subprocess
import sys
from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import connection

from jiedui.access.scope import EVERYWHERE
from jiedui.books import feed, queries
from jiedui.books.entry import reversal
from jiedui.books.rereading import Address, Break, Sqlite, Stretch, reread, reread_with
from jiedui.books.writing import driver
from jiedui.facts import kept
from jiedui.kernel.problem import Problem, Severity, Source

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from jiedui.books.chain import Head

ALONE_ENTRIES_MAX = 60_000
"""Up to so many entries one process reads the book; starting more would take longer."""


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
    closings: list[int] = []
    unread = 2**62
    entries = lines = 0
    for stretch in _stretches(head.number, progress, processes):
        entries += stretch.entries
        lines += stretch.lines
        closings += stretch.closings
        unread = min([unread, *(one.entry for one in stretch.breaks)])
        problems += [
            _broken(one.entry, one.code, found=one.found, expected=one.expected)
            for one in stretch.breaks
        ]
    problems += [
        *_orphans(head),
        *_closings(sorted(closings), unread),
        *_reversals(),
        *_anchored(anchors, head),
        *_facts(head),
    ]
    problems.sort(key=_number_of)
    return Verified(entries, lines, head.hash, tuple(problems))


def _number_of(problem: Problem) -> int:
    kind, _, number = problem.source.cell.partition(":")
    return int(number) if kind == "entry" else 2**62


def _broken(number: int, code: str, *, found: str, expected: str) -> Problem:
    hint = (
        "The book was changed behind its back, or the disk lost something: "
        "restore the last backup that verifies."
    )
    return Problem(
        code, Severity.ERROR, Source("book", "", f"entry:{number}"), found, expected, hint
    )


def _stretches(
    last: int, progress: Callable[[int, int], None] | None, processes: int
) -> Iterator[Stretch]:
    """Re-read the book: the first part here, the others meanwhile in processes of their own."""
    address = address_of(connection.settings_dict, connection.vendor)
    is_private = connection.vendor == "sqlite" and (
        connection.in_atomic_block or ":memory:" in address.target
    )
    if last <= ALONE_ENTRIES_MAX or is_private:
        processes = 1
    bounds = [last * part // processes for part in range(processes + 1)]
    others = [_started(address, first + 1, upto) for first, upto in itertools.pairwise(bounds[1:])]
    tell = None if progress is None else _scaled(progress, processes, last)
    if is_private:
        yield _on_own_connection(last)
    elif last:
        yield reread(address, 1, bounds[1], tell=tell)
    for other in others:
        yield _finished(other)
    if progress is not None:
        progress(last, last)


def _on_own_connection(last: int) -> Stretch:
    """Re-read what only this process can see: a book in memory, or amid a transaction."""
    connection.ensure_connection()
    with closing(Sqlite(connection.connection)) as read:
        return reread_with(read, (1, last)) if last else Stretch(0, 0)


def _scaled(
    progress: Callable[[int, int], None], processes: int, last: int
) -> Callable[[int], None]:
    """Return what tells progress of the whole from the progress of one part among equals."""
    return lambda done: progress(min(done * processes, last), last)


def _started(address: Address, first: int, last: int) -> subprocess.Popen[str]:
    """Start a process that re-reads a stretch; its task goes in where no password shows."""
    process = subprocess.Popen(
        [sys.executable, "-m", "jiedui.books.rereading"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    if process.stdin is not None:
        json.dump({"address": address, "first": first, "last": last}, process.stdin)
        process.stdin.close()
    return process


def _finished(process: subprocess.Popen[str]) -> Stretch:
    with process:
        text = process.stdout.read() if process.stdout else ""
    if process.returncode:
        message = f"re-reading ended with status {process.returncode}"
        raise RuntimeError(message)
    entries, lines, breaks, closings = json.loads(text)
    return Stretch(entries, lines, tuple(Break(*one) for one in breaks), tuple(closings))


def address_of(found: dict[str, Any], vendor: str) -> Address:
    """Return where a database lies, for another process to open, from Django's settings of it."""
    if vendor == "sqlite":
        return Address("sqlite", str(found["NAME"]))
    keys = {
        "NAME": "dbname",
        "USER": "user",
        "PASSWORD": "password",
        "HOST": "host",
        "PORT": "port",
    }
    from psycopg.conninfo import make_conninfo  # noqa: PLC0415  a book on SQLite does without

    return Address(
        "postgresql",
        make_conninfo(**{name: found[key] for key, name in keys.items() if found[key]}),
    )


def _rows(sql: str, *values: object) -> list[tuple[Any, ...]]:
    """Return the rows of a statement whose values are marked %s, on either engine."""
    cursor = driver()
    marked = sql.replace("%s", "?").replace("%%", "%") if connection.vendor == "sqlite" else sql
    found = cursor.execute(marked, values).fetchall()
    cursor.close()
    return list(found)


def _orphans(head: Head) -> Iterator[Problem]:
    """Find lines of entries that are not there."""
    sql = """SELECT DISTINCT entry FROM books_line WHERE entry > %s OR entry < 1
        ORDER BY entry LIMIT 20"""
    for (number,) in _rows(sql, head.number):
        yield _broken(
            number,
            "ENTRY_MISSING",
            found="lines without their entry",
            expected="the entry they belong to",
        )


_LATE = """SELECT e.number FROM books_entry AS e
    WHERE e.number > %s AND e.number <= %s AND e.reverses IS NULL AND (e.ends <= %s OR EXISTS (
      SELECT 1 FROM books_line AS l WHERE l.entry = e.number AND l.ends <= %s))"""
_BACK = """FROM books_entry AS back JOIN books_entry AS first ON first.number = back.reverses
    WHERE back.number < e.number
      AND back.number > coalesce((SELECT other.number FROM books_entry AS other
        WHERE (other.posted_by, other.posted_at) <> (e.posted_by, e.posted_at)
          AND other.number < e.number ORDER BY other.number DESC LIMIT 1), 0)
      AND (first.kind, first.starts, first.ends) = (e.kind, e.starts, e.ends)"""
"""What the posting of an entry took back before it, of the same kind and days."""
_CORRECTED = f"""(SELECT count(*) {_BACK}) > (SELECT count(*) FROM books_entry AS again
      WHERE again.number > (SELECT min(back.number) {_BACK}) AND again.number < e.number
        AND again.reverses IS NULL
        AND (again.kind, again.starts, again.ends) = (e.kind, e.starts, e.ends))"""  # noqa: S608
"""Whether something of it was not yet said again when the entry came."""


def _closings(closings: Sequence[int], unread: int) -> Iterator[Problem]:
    """Find entries inside a period closed before them, and closings other than their entry says.

    Behind the first entry that is broken, `unread`, nothing is known of what a closing should be.
    """
    told = [
        row
        for number in closings
        for row in _rows("SELECT number, ends FROM books_entry WHERE number = %s", number)
    ]
    kept = _rows("SELECT entry_id, through FROM books_closing ORDER BY entry_id")
    for number in sorted({row[0] for row in set(told) ^ set(kept) if row[0] < unread}):
        yield _broken(
            number,
            "CLOSING_WRONG",
            found="a closing that differs from its entry",
            expected="both the same",
        )
    for at, (number, through) in enumerate(told):
        upto = told[at + 1][0] if at + 1 < len(told) else 2**62
        span = (number, upto, through, through)
        for (late,) in _rows(f"{_LATE} AND NOT ({_CORRECTED}) ORDER BY 1 LIMIT 1", *span):
            yield _broken(
                late,
                "PERIOD_CLOSED",
                found=f"an entry effective through {through} or earlier",
                expected=f"none after entry {number} closed it",
            )


def _reversals() -> Iterator[Problem]:
    """Find reversing entries that are not the negation of what they take back."""
    for number, of in _rows(
        "SELECT number, reverses FROM books_entry WHERE reverses IS NOT NULL ORDER BY number"
    ):
        found = {
            record.number: record for record in queries.entries(EVERYWHERE, numbers=(number, of))
        }
        if of not in found or of >= number:
            yield _broken(
                number,
                "REVERSAL_WRONG",
                found=f"it takes back entry {of}",
                expected="an earlier entry",
            )
            continue
        expected = reversal(of, found[of].draft, "").lines
        own = found[number].draft.lines
        rest_points = all(one.carves is not None for one in own[len(expected) :])
        if own[: len(expected)] != expected or not rest_points:
            yield _broken(
                number,
                "REVERSAL_WRONG",
                found=f"lines that are not those of entry {of} negated",
                expected="exactly those",
            )


def _anchored(anchors: Iterable[tuple[int, str, str]], head: Head) -> Iterator[Problem]:
    """Hold the book against heads kept elsewhere."""
    kept = feed.facts_head()
    for number, hash_kept, where in (*anchors, *([(*kept, "facts manifest")] if kept else [])):
        found = queries.hash_at(number)
        if found is None:
            yield _broken(
                head.number + 1,
                "BOOK_CUT",
                found=f"the book ends with entry {head.number}",
                expected=f"entry {number} with hash {hash_kept}, as kept in: {where}",
            )
        elif found != hash_kept:
            yield _broken(
                number,
                "BOOK_REWRITTEN",
                found=f"hash {found}",
                expected=f"{hash_kept}, as kept in: {where}",
            )


def _facts(head: Head) -> Iterator[Problem]:
    """Re-read the facts' files and hold their control totals against the database.

    The compiled questions kept in files are thrown away: nothing vouches for what a file says.
    """
    store = feed.store()
    kept.forget(store.folder)
    manifest = store.manifest()
    yield from store.verify()
    upto = manifest.head.number
    if not upto or upto > head.number:
        return
    found = _totals(upto)
    for key in sorted(set(found) | set(manifest.totals)):
        total = manifest.totals.get(key)
        there = (
            (0, 0, 0, 0)
            if total is None
            else (total.count, total.amount, total.low_delta, total.high_delta)
        )
        if found.get(key, (0, 0, 0, 0)) != there:
            names = "lines, sum, sum below, sum above"
            yield Problem(
                "FACTS_DIFFER",
                Severity.ERROR,
                Source("facts", "", f"{key[0]} {key[1]}"),
                f"{there} ({names})",
                f"{found.get(key, (0, 0, 0, 0))} as in the book",
                "If the book verifies, remove the folder `facts`; it is made again from the book.",
            )


def _totals(upto: int) -> dict[tuple[str, str], tuple[int, int, int, int]]:
    """Return the control totals of the lines up to an entry, by halves: nothing overflows."""
    halves = ", ".join(
        f"sum({name} >> 32), sum({name} & 4294967295)"
        for name in ("amount", "low_delta", "high_delta")
    )
    sql = (
        f"SELECT account, unit, count(*), {halves} FROM books_line "  # noqa: S608
        "WHERE entry <= %s GROUP BY account, unit"
    )
    return {(str(row[0]), str(row[1])): _total(row) for row in _rows(sql, upto)}


def _total(row: tuple[Any, ...]) -> tuple[int, int, int, int]:
    """Return the count and the three sums of a row of halves."""
    amount, below, above = ((int(row[at]) << 32) + int(row[at + 1]) for at in (3, 5, 7))
    return int(row[2]), amount, below, above
