"""Reads a stretch of the book from its database and recomputes every hash in it. Knows no Django.

Runs in a process of its own when the book is large, so it opens its own connection. The engine
writes the canonical text; whatever does not match at once is read again column by column before it
is called broken.
"""

from __future__ import annotations

import hashlib
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote

import psycopg

from jiedui.books.chain import ENTRY_COLUMNS, GENESIS, LINE_COLUMNS, NULLABLE, escaped

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from typing import Any

REPORT_EVERY = 20_000
"""Entries between two words of progress."""


class Address(NamedTuple):
    """Where a book lies: the engine and the file of SQLite or the connection string of PostgreSQL."""

    vendor: str
    target: str


class Stretch(NamedTuple):
    """What re-reading a stretch found: entries and lines read, and the first break, if any.

    Attributes:
        entries: How many entries were read and held.
        lines: How many lines they have.
        broken: Number of the first entry that breaks, 0 when none does.
        code: What breaks there.
        found: What was found.
        expected: What was expected.
    """

    entries: int
    lines: int
    broken: int = 0
    code: str = ""
    found: str = ""
    expected: str = ""


class _Row(NamedTuple):
    """One entry as stored: its own text and its place in the chain."""

    number: int
    text: bytes
    previous: str
    hash: str


def reread(address: Address, first: int, last: int, tell: Callable[[int], None] | None = None) -> Stretch:
    """Recompute the hashes of entries `first` to `last` and hold them against what is stored.

    Args:
        address: The database.
        first: First entry of the stretch.
        last: Last entry of the stretch.
        tell: Called now and then with the number of entries done.
    """
    kind = _Postgresql if address.vendor == "postgresql" else _Sqlite
    with closing(kind(address.target)) as read:
        rows, lines = read.entries(first, last), read.lines(first, last)
        return _chained(read, rows, lines, (first, last), tell)


def _chained(
    read: _Sqlite | _Postgresql,
    rows: Iterator[_Row],
    lines: Iterator[bytes],
    span: tuple[int, int],
    tell: Callable[[int], None] | None,
) -> Stretch:
    first, last = span
    link = read.hash_of(first - 1) if first > 1 else GENESIS
    expected = first
    count = 0
    line = next(lines, b"")
    for row in rows:
        prefix = b"%d\t" % expected
        if row.number != expected:
            return _missing(expected, last, count, found=f"entry {row.number} follows entry {expected - 1}")
        if row.previous != link:
            return Stretch(expected - first, count, expected, "CHAIN_BROKEN", f"previous {row.previous}", str(link))
        parts = [f"{link}\n".encode(), row.text]
        while line.startswith(prefix):
            parts.append(line)
            line = next(lines, b"")
        if hashlib.sha256(b"".join(parts)).hexdigest() != row.hash or not _plain(parts):
            found = read.slow_hash(expected, link or "")
            if found != row.hash:
                return Stretch(expected - first, count, expected, "ENTRY_CHANGED", f"content of hash {found}", row.hash)
        count += len(parts) - 2
        link = row.hash
        expected += 1
        if tell is not None and expected % REPORT_EVERY == 0:
            tell(expected - first)
    if expected <= last:
        return _missing(expected, last, count, found=f"the book ends with entry {expected - 1}")
    if line:
        number = line.partition(b"\t")[0].decode()
        return Stretch(expected - first, count, expected, "LINES_ASTRAY", f"a line of entry {number}", "none")
    return Stretch(expected - first, count)


def _missing(number: int, last: int, count: int, *, found: str) -> Stretch:
    return Stretch(0, count, number, "ENTRY_MISSING", found, f"every entry up to {last}")


_ENTRY_TABS = len(ENTRY_COLUMNS) - 1
_LINE_TABS = len(LINE_COLUMNS) - 1


def _plain(parts: Sequence[bytes]) -> bool:
    """Whether every row has exactly the tabs and the line break of its columns, so that it says one thing only."""
    for at, part in enumerate(parts[1:]):
        if part.count(b"\t") != (_LINE_TABS if at else _ENTRY_TABS) or part.count(b"\n") != 1:
            return False
    return True


class _Sqlite:
    """Reads a book from SQLite."""

    def __init__(self, target: str) -> None:
        self._connection = sqlite3.connect(f"file:{quote(target)}?mode=ro", uri=True, timeout=60)
        self._connection.text_factory = bytes
        self._lines = (
            f"SELECT {_printed(LINE_COLUMNS, NULLABLE | {'cell'})} FROM books_line "  # noqa: S608
            "WHERE entry BETWEEN ? AND ? ORDER BY entry, line"
        )
        free = {"words", "document", "evidence", "source", "pairing", "posted_by", "batch", "reverses"}
        self._entries = (
            f"SELECT number, {_printed(ENTRY_COLUMNS, free)}, previous, hash FROM books_entry "  # noqa: S608
            "WHERE number BETWEEN ? AND ? ORDER BY number"
        )

    def hash_of(self, number: int) -> str | None:
        row = self._connection.execute("SELECT hash FROM books_entry WHERE number = ?", (number,)).fetchone()
        return row[0].decode() if row else None

    def close(self) -> None:
        self._connection.close()

    def entries(self, first: int, last: int) -> Iterator[_Row]:
        for number, text, previous, own in self._connection.execute(self._entries, (first, last)):
            yield _Row(number, text, _text(previous), _text(own))

    def lines(self, first: int, last: int) -> Iterator[bytes]:
        return (row[0] for row in self._connection.execute(self._lines, (first, last)))

    def slow_hash(self, number: int, link: str) -> str:
        """Return the hash of an entry read column by column and escaped exactly."""
        texts = []
        for table, columns, key in (("books_entry", ENTRY_COLUMNS, "number"), ("books_line", LINE_COLUMNS, "entry")):
            sql = f"SELECT {', '.join(columns)} FROM {table} WHERE {key} = ? ORDER BY 2"  # noqa: S608
            for row in self._connection.execute(sql, (number,)):
                texts.append("\t".join(escaped(None if value is None else _text(value)) for value in row) + "\n")
        return hashlib.sha256((f"{link}\n" + "".join(texts)).encode(errors="surrogateescape")).hexdigest()


def _text(value: object) -> str:
    return value.decode(errors="surrogateescape") if isinstance(value, bytes) else str(value)


def _printed(columns: Sequence[str], escape: frozenset[str] | set[str]) -> str:
    """Return the SQL that writes a row's canonical text, with backslash and tab escaped where they may occur."""
    values = []
    for column in columns:
        value = f"replace({column}, '\\', '\\\\')" if column in escape else column
        if column in ("cell", "source", "words") and column in escape:
            value = f"replace({value}, char(9), '\\t')"
        values.append(f"ifnull({value}, '\\N')" if column in (NULLABLE | {"batch", "reverses"}) else value)
    marks = "\t".join(["%s"] * len(columns))
    return f"printf('{marks}\n', {', '.join(values)})"


class _Postgresql:
    """Reads a book from PostgreSQL, whose COPY writes the canonical text itself."""

    def __init__(self, target: str) -> None:
        options = "-c DateStyle=ISO"
        self._connection = psycopg.connect(target, options=options)
        self._second = psycopg.connect(target, options=options)

    def close(self) -> None:
        self._connection.close()
        self._second.close()

    def hash_of(self, number: int) -> str | None:
        row = self._connection.execute("SELECT hash FROM books_entry WHERE number = %s", (number,)).fetchone()
        return row[0] if row else None

    def entries(self, first: int, last: int) -> Iterator[_Row]:
        columns = ", ".join(ENTRY_COLUMNS[:-1])
        moment = "to_char(posted_at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US')"
        sql = f"SELECT {columns}, {moment}, previous, hash FROM books_entry"  # noqa: S608
        where = f"WHERE number BETWEEN {first} AND {last} ORDER BY number"
        for row in _copied(self._second, f"{sql} {where}"):
            text, previous, own = row.rstrip(b"\n").rsplit(b"\t", 2)
            yield _Row(int(text.partition(b"\t")[0]), text + b"\n", previous.decode(), own.decode())

    def lines(self, first: int, last: int) -> Iterator[bytes]:
        sql = f"SELECT {', '.join(LINE_COLUMNS)} FROM books_line WHERE entry BETWEEN {first} AND {last}"  # noqa: S608
        return _copied(self._connection, f"{sql} ORDER BY entry, line")

    def slow_hash(self, number: int, link: str) -> str:
        """Return the hash of an entry as COPY writes it, read by itself."""
        text = b"".join([*(row.text for row in self.entries(number, number)), *self.lines(number, number)])
        return hashlib.sha256(f"{link}\n".encode() + text).hexdigest()


def _copied(connection: psycopg.Connection[Any], sql: str) -> Iterator[bytes]:
    """Yield rows as COPY writes them, each with its line break."""
    with connection.cursor().copy(f"COPY ({sql}) TO STDOUT") as rows:  # type: ignore[arg-type]
        for row in rows:
            yield bytes(row)
