"""Reads a stretch of the book and proves it: hashes, balance, sides. Knows no Django.

Runs in a process of its own when the book is large (`python -m jiedui.books.rereading`, its task as
JSON on standard input), so it opens its own connections. The engine writes the canonical text;
whatever does not match at once is read again column by column before it is called broken.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
import sys
from contextlib import closing
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote

from jiedui.books import sqlite_text
from jiedui.books.chain import ENTRY_COLUMNS, GENESIS, LINE_COLUMNS, escaped

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from typing import Any

    import psycopg

REPORT_EVERY = 20_000
"""Entries between two words of progress."""

BREAKS_MAX = 20
"""So many breaks of sums are told; the first one is what matters."""

MONEY_SQL = (
    "sum(CASE side WHEN 'actual' THEN amount ELSE 0 END)",
    "sum(CASE side WHEN 'plan' THEN amount ELSE 0 END)",
)


class Address(NamedTuple):
    """Where a book lies: the engine, and SQLite's file or PostgreSQL's connection string."""

    vendor: str
    target: str


class Break(NamedTuple):
    """Where the book breaks: the entry, what kind of fault, what was found and expected."""

    entry: int
    code: str
    found: str
    expected: str


class Stretch(NamedTuple):
    """What re-reading a stretch found: entries and lines that hold, breaks, entries that close."""

    entries: int
    lines: int
    breaks: tuple[Break, ...] = ()
    closings: tuple[int, ...] = ()


Stored = tuple[int, bytes, int, bytes, int, bytes, bytes]
"""One entry as stored: number, text, how many backslashes a faithful text of it and its lines has,
its lines' text, how many lines, previous hash, own hash. A bare tuple, because a book is read at
hundreds of thousands a second."""


def reread(
    address: Address, first: int, last: int, *, tell: Callable[[int], None] | None = None
) -> Stretch:
    """Prove entries `first` to `last`.

    Args:
        address: The database.
        first: First entry of the stretch.
        last: Last entry of the stretch.
        tell: Called now and then with the number of entries done.
    """
    kind = Postgresql if address.vendor == "postgresql" else Sqlite
    with closing(kind(address.target)) as read:
        return reread_with(read, (first, last), tell)


def reread_with(
    read: Sqlite | Postgresql, span: tuple[int, int], tell: Callable[[int], None] | None = None
) -> Stretch:
    """Prove a stretch with a reader that is open."""
    found = _chained(read, span, tell)
    return found._replace(breaks=(*found.breaks, *_sums(read.sums(*span))))


def _chained(
    read: Sqlite | Postgresql, span: tuple[int, int], tell: Callable[[int], None] | None
) -> Stretch:
    """Recompute every hash of a stretch, stopping at the first break.

    Backslashes and tabs are counted together: a value that holds one of its own only adds to them.
    """
    first, last = span
    link = read.hash_of(first - 1) if first > 1 else GENESIS.encode()
    expected, count = first, 0
    sha256 = hashlib.sha256
    closings = []
    for number, own, marks, lines, many, previous, kept in read.entries(first, last):
        text = b"%b\n%b%b" % (link, own, lines)
        if (
            number != expected
            or previous != link
            or sha256(text).hexdigest().encode() != kept
            or len(text) - len(text.translate(None, b"\\\t"))
            != marks + _ENTRY_TABS + _LINE_TABS * many
        ):
            fault = _fault(read, expected, (number, link, previous, kept))
            if fault is not None:
                return Stretch(expected - first, count, (fault,))
        if own.find(b"\tclosing\t", 0, 30) > 0:
            closings.append(number)
        count += many
        link = kept
        expected += 1
        if tell is not None and expected % REPORT_EVERY == 0:
            tell(expected - first)
    if expected <= last:
        gone = Break(
            expected, "ENTRY_MISSING", f"the book ends with entry {expected - 1}", f"entry {last}"
        )
        return Stretch(expected - first, count, (gone,))
    return Stretch(expected - first, count, (), tuple(closings))


_ENTRY_TABS = len(ENTRY_COLUMNS) - 1
_LINE_TABS = len(LINE_COLUMNS) - 1


def _fault(
    read: Sqlite | Postgresql, expected: int, stored: tuple[int, bytes, bytes, bytes]
) -> Break | None:
    """Return what is wrong with an entry that did not match at once; None where nothing is."""
    number, link, previous, kept = stored
    if number != expected:
        return Break(
            expected, "ENTRY_MISSING", f"entry {number} follows entry {expected - 1}", "no gap"
        )
    if previous != link:
        return Break(number, "CHAIN_BROKEN", f"previous {previous.decode()}", link.decode())
    found = read.slow_hash(number, link.decode())
    if found == kept.decode():
        return None
    content = f"content of hash {found}" if found else "another content"
    return Break(number, "ENTRY_CHANGED", content, kept.decode())


def _sums(rows: Sequence[Sequence[Any]]) -> Iterator[Break]:
    """Say what is wrong with entries whose sums or line numbers are wrong."""
    for number, actual, plan, count, top, astray in rows:
        if actual or plan:
            off = ", ".join(
                f"{side} side off by {by} fen"
                for side, by in (("actual", actual), ("plan", plan))
                if by
            )
            yield Break(number, "ENTRY_UNBALANCED", off, "debits equal to credits")
        if count != top:
            yield Break(
                number,
                "LINES_GAP",
                f"{count} lines, the last is {top}",
                "lines from 1 without gaps",
            )
        if astray:
            yield Break(
                number,
                "LINE_SIDE",
                f"{astray} lines on the wrong side",
                "the side of their account",
            )


def _sums_sql(first: int, last: int, begins: str) -> str:
    """Return the SQL that finds entries with wrong sums.

    Args:
        first: First entry.
        last: Last entry.
        begins: SQL for "the account begins with {0}"; {1} sorts just after all of those.
    """
    actual, plan = MONEY_SQL
    source, place, planned = (
        begins.format(f"{root}:", f"{root};") for root in ("Source", "Place", "Plan")
    )
    astray = f"""sum(CASE side
        WHEN 'actual' THEN CASE WHEN unit = 'fen' AND ({source} OR {place}) THEN 0 ELSE 1 END
        WHEN 'plan' THEN CASE WHEN unit = 'fen' AND {planned} THEN 0 ELSE 1 END
        ELSE CASE WHEN side <> '' OR {source} OR {place} OR {planned} THEN 1 ELSE 0 END END)"""
    return (
        f"SELECT entry, {actual}, {plan}, count(*), max(line), {astray} FROM books_line "  # noqa: S608
        f"WHERE entry BETWEEN {first} AND {last} GROUP BY entry "
        f"HAVING {actual} <> 0 OR {plan} <> 0 OR count(*) <> max(line) OR {astray} <> 0 "
        f"ORDER BY entry LIMIT {BREAKS_MAX}"
    )


_NO_LINE = (2**63, b"", 0)
"""Stands after the last line."""

_SQLITE_BEGINS = "(account >= '{0}' AND account < '{1}')"
_POSTGRESQL_BEGINS = "starts_with(account, '{0}')"


class Sqlite:
    """Reads a book from SQLite."""

    def __init__(self, target: str | sqlite3.Connection) -> None:
        """Open the file for reading only, or borrow a connection."""
        self._is_own = isinstance(target, str)
        self._connection = (
            sqlite3.connect(f"file:{quote(target)}?mode=ro", uri=True, timeout=60)
            if isinstance(target, str)
            else target
        )
        self._kept = self._connection.text_factory
        self._connection.text_factory = bytes

    def close(self) -> None:
        """Let the file go, or give the connection back as it was."""
        self._connection.text_factory = self._kept
        if self._is_own:
            self._connection.close()

    def hash_of(self, number: int) -> bytes:
        """Return the stored hash of an entry."""
        row = self._connection.execute(
            "SELECT hash FROM books_entry WHERE number = ?", (number,)
        ).fetchone()
        return bytes(row[0]) if row else b""

    def entries(self, first: int, last: int) -> Iterator[Stored]:
        """Yield entries with their lines, in order; two cursors go forward side by side."""
        lines = self._connection.cursor().execute(sqlite_text.LINES, (first, last))
        owner, line, line_marks = lines.fetchone() or _NO_LINE
        rows = self._connection.execute(sqlite_text.ENTRIES, (first, last))
        for number, text, marks, previous, own in rows:
            parts = []
            while owner <= number:
                if owner == number:
                    parts.append(line)
                    marks += line_marks  # noqa: PLW2901  the count of the whole entry
                owner, line, line_marks = lines.fetchone() or _NO_LINE
            yield number, text, marks, b"".join(parts), len(parts), previous, own

    def sums(self, first: int, last: int) -> list[tuple[int, ...]]:
        """Return entries whose sums are wrong."""
        return self._connection.execute(_sums_sql(first, last, _SQLITE_BEGINS)).fetchall()

    def slow_hash(self, number: int, link: str) -> str:
        """Return the hash of an entry read column by column and escaped exactly."""
        texts = [f"{link}\n"]
        for table, columns, key in (
            ("books_entry", ENTRY_COLUMNS, "number"),
            ("books_line", LINE_COLUMNS, "entry"),
        ):
            values = ", ".join(sqlite_text.exact(column) for column in columns)
            sql = f"SELECT {values} FROM {table} WHERE {key} = ? ORDER BY 2"  # noqa: S608
            for row in self._connection.execute(sql, (number,)):
                said = (None if value is None else _text(value) for value in row)
                texts.append("\t".join(escaped(value) for value in said) + "\n")
        return hashlib.sha256("".join(texts).encode(errors="surrogateescape")).hexdigest()


def _text(value: object) -> str:
    return value.decode(errors="surrogateescape") if isinstance(value, bytes) else str(value)


class Postgresql:
    """Reads a book from PostgreSQL, whose COPY writes the canonical text itself."""

    def __init__(self, target: str) -> None:
        """Open two connections: entries and lines are copied side by side."""
        import psycopg  # noqa: PLC0415  a book on SQLite does without

        options = "-c DateStyle=ISO"
        self._connection = psycopg.connect(target, options=options)
        self._second = psycopg.connect(target, options=options)

    def close(self) -> None:
        """Let the server go."""
        self._connection.close()
        self._second.close()

    def hash_of(self, number: int) -> bytes:
        """Return the stored hash of an entry."""
        row = self._connection.execute(
            "SELECT hash FROM books_entry WHERE number = %s", (number,)
        ).fetchone()
        return str(row[0]).encode() if row else b""

    def entries(self, first: int, last: int) -> Iterator[Stored]:
        """Yield entries with their lines, in order."""
        columns = ", ".join(ENTRY_COLUMNS[:-1])
        moment = "to_char(posted_at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US')"
        entries_sql = (
            f"SELECT {columns}, {moment}, previous, hash FROM books_entry "  # noqa: S608
            f"WHERE number BETWEEN {first} AND {last} ORDER BY number"
        )
        lines_sql = (
            f"SELECT {', '.join(LINE_COLUMNS)} FROM books_line "  # noqa: S608
            f"WHERE entry BETWEEN {first} AND {last} ORDER BY entry, line"
        )
        lines = _copied(self._connection, lines_sql)
        line = next(lines, b"")
        for row in _copied(self._second, entries_sql):
            text, previous, own = row.rstrip(b"\n").rsplit(b"\t", 2)
            mark = text[: text.index(b"\t") + 1]
            number = int(mark)
            parts = []
            while line and not line.startswith(mark) and int(line[: line.index(b"\t")]) < number:
                line = next(lines, b"")
            while line.startswith(mark):
                parts.append(line)
                line = next(lines, b"")
            whole = b"".join(parts)
            marks = text.count(b"\\") + whole.count(b"\\")
            yield number, text + b"\n", marks, whole, len(parts), previous, own
        for _ in lines:  # A copy that is left unread cannot be closed in order.
            pass

    def sums(self, first: int, last: int) -> list[tuple[Any, ...]]:
        """Return entries whose sums are wrong."""
        return self._connection.execute(_sums_sql(first, last, _POSTGRESQL_BEGINS)).fetchall()

    def slow_hash(self, number: int, link: str) -> str:
        """Return "": COPY's text needs no second look, the content is another one."""
        del number, link
        return ""


def _copied(connection: psycopg.Connection[Any], sql: str) -> Iterator[bytes]:
    """Yield rows as COPY writes them, each with its line break."""
    with connection.cursor().copy(f"COPY ({sql}) TO STDOUT") as rows:
        for row in rows:
            yield bytes(row)


def main() -> None:
    """Read a task from standard input, prove its stretch, write what was found."""
    task = json.load(sys.stdin)
    found = reread(Address(*task["address"]), task["first"], task["last"])
    json.dump(found, sys.stdout)


if __name__ == "__main__":
    main()
