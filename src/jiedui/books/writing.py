"""How entries reach the tables: the lock, the head, and the fast insert of each engine.

Only `commands` and `archive` call this, inside a transaction. Rows go through the drivers' own
cursors: an object per row would cost four times as much.
"""

from __future__ import annotations

import datetime as dt
import itertools
from collections import defaultdict
from operator import itemgetter
from typing import TYPE_CHECKING, Any, NamedTuple

from django.db import DEFAULT_DB_ALIAS, connections

from jiedui.books.chain import (
    DAYS,
    ENTRY_COLUMNS,
    KEYS,
    LINE_COLUMNS,
    PLACES,
    PLAIN_ENTRY,
    PLAIN_ENTRY_SQL,
    PLAIN_LINE_SQL,
    START,
    Head,
    Remembered,
    entry_text,
    hash_of,
    line_text,
)
from jiedui.books.collector import paused
from jiedui.books.entry import Dims

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence

    import psycopg
    from django.db.backends.base.base import BaseDatabaseWrapper

    from jiedui.books.entry import EntryDraft, LineDraft

LOCK = 4_605_361
"""PostgreSQL's advisory lock of the book; its triggers take the same one."""

CHUNK = 10_000
_LINE_NAMES = ", ".join(LINE_COLUMNS)
_ENTRY_NAMES = ", ".join((*ENTRY_COLUMNS, "previous", "hash"))


Row = tuple[str | int, ...]
"""What a statement binds."""


def _insert(table: str, names: str, fixed: dict[str, str]) -> str:
    """Return SQLite's insert of a row with some columns written out: each one bound costs time."""
    values = ", ".join(fixed.get(name, "?") for name in names.split(", "))
    return f"INSERT OR FAIL INTO {table} ({names}) VALUES ({values})"  # noqa: S608  constants


def _insert_of(shape: tuple[str, str, tuple[bool, ...]]) -> str:
    """Return SQLite's insert of a table's columns, of which some are null."""
    table, names, nulls = shape
    fixed = {
        name: "NULL" for name, is_null in zip(names.split(", "), nulls, strict=True) if is_null
    }
    return _insert(table, names, fixed)


def _plain_insert_of(nulls: tuple[bool, ...]) -> str:
    """Return SQLite's insert of a plain line of whose keys some are null."""
    fixed = {name: "NULL" for name, is_null in zip(Dims._fields, nulls, strict=True) if is_null}
    return _insert("books_line", _LINE_NAMES, PLAIN_LINE_SQL | fixed)


def _plain_of(dims: Dims) -> tuple[str, Row]:
    """Return SQLite's insert of a plain line with these keys, and the keys it binds."""
    sql = _PLAIN_INSERTS[tuple([key is None for key in dims])]
    return sql, tuple([key for key in dims if key is not None])


_INSERTS: Remembered[tuple[str, str, tuple[bool, ...]], str] = Remembered(_insert_of)
_PLAIN_INSERTS: Remembered[tuple[bool, ...], str] = Remembered(_plain_insert_of)
_PLAIN: Remembered[Dims, tuple[str, Row]] = Remembered(_plain_of)
_SQLITE_PLAIN_ENTRIES = _insert("books_entry", _ENTRY_NAMES, PLAIN_ENTRY_SQL)
_HEAD = (
    "SELECT number, hash, (SELECT max(through) FROM books_closing) FROM books_entry "
    "ORDER BY number DESC LIMIT 1"
)


class State(NamedTuple):
    """What a posting must know of the book: its head and the day it is closed through."""

    head: Head
    closed: dt.date | None


def driver() -> Any:  # noqa: ANN401  the two drivers share no type
    """Return the driver's own cursor on Django's connection."""
    return _opened().connection.cursor()


def _opened() -> BaseDatabaseWrapper:
    """Return Django's connection, open: looking it up once saves a tenth of a small posting."""
    own = connections[DEFAULT_DB_ALIAS]
    if own.connection is None:
        own.ensure_connection()
    return own


def locked_state() -> State:
    """Take the book's lock (SQLite's transaction already holds it) and return its state."""
    own = _opened()
    if own.vendor == "postgresql":
        own.connection.execute(f"SELECT pg_advisory_xact_lock({LOCK})").close()
    cursor = own.connection.execute(_HEAD)
    row = cursor.fetchone()
    cursor.close()
    if row is None:
        return State(START, None)
    closed = dt.date.fromisoformat(row[2]) if isinstance(row[2], str) else row[2]
    return State(Head(row[0], row[1]), closed)


def write_entries(drafts: Sequence[EntryDraft], head: Head, *, posted_by: str, moment: str) -> Head:
    """Number, chain and insert drafts after `head`; return the new head.

    Args:
        drafts: Sound drafts, in order.
        head: The head, read under the lock.
        posted_by: Sign-in name of who posts.
        moment: When, as `chain.stamp` writes it.
    """
    if len(drafts) == 1:
        return _write_chunk(drafts, head, posted_by=posted_by, moment=moment)
    with paused():
        for at in range(0, len(drafts), CHUNK):
            head = _write_chunk(drafts[at : at + CHUNK], head, posted_by=posted_by, moment=moment)
    return head


def placed(draft: EntryDraft, first: int) -> EntryDraft:
    """Return a draft whose pointers into the same posting carry the numbers now known."""
    if not any(one.carves is not None and one.carves < 0 for one in draft.lines):
        return draft
    lines = tuple(
        one._replace(carves=first - one.carves - 1)
        if one.carves is not None and one.carves < 0
        else one
        for one in draft.lines
    )
    return draft._replace(lines=lines)


def _write_chunk(drafts: Sequence[EntryDraft], head: Head, *, posted_by: str, moment: str) -> Head:
    own_connection = _opened()
    is_copied = own_connection.vendor == "postgresql"
    number, link = head
    page = Page(defaultdict(list), [], [], [])
    add_lines, add_entry = page.add_lines, page.add_entry
    for draft in drafts:
        number += 1
        own = entry_text(number, draft, posted_by=posted_by, posted_at=moment)
        lines = add_lines(number, draft[4])
        previous, link = link, hash_of(link, f"{own}\n{lines}")
        if is_copied:
            page.lines_text.append(lines)
            page.entries_text.append(f"{own}+00\t{previous}\t{link}\n")
        else:
            add_entry(number, draft, (posted_by, moment, previous, link))
    cursor = own_connection.connection.cursor()
    if is_copied:
        _insert_postgresql(cursor, page)
    else:
        _insert_sqlite(cursor, page)
    cursor.close()
    return Head(number, link)


class Page(NamedTuple):
    """Entries on their way into the tables.

    On SQLite a null is written into the statement instead of bound, since Python looks for an
    adapter of every null: so rows go in by their shape, the statement that takes them.

    Attributes:
        lines: SQLite's statements, with the lines each takes.
        entries: SQLite's statements and the entry each takes, in order.
        lines_text: The canonical text of each entry's lines, which PostgreSQL copies.
        entries_text: The rows of entries that PostgreSQL copies.
    """

    lines: defaultdict[str, list[Row]]
    entries: list[tuple[str, Row]]
    lines_text: list[str]
    entries_text: list[str]

    def add_lines(self, number: int, lines: Sequence[LineDraft]) -> str:
        """Add an entry's lines; return their text."""
        texts = []
        dims = starts = ends = None
        keys = first = last = sql = ""
        bound: Row = ()
        at = 0
        for one in lines:
            at += 1
            account, unit, amount = one[:3]
            place, side = PLACES[account, unit]
            if one[11] is not dims:
                dims = one[11]
                keys = KEYS[dims]
                sql, bound = _PLAIN[dims]
            if one[9] is not starts or one[10] is not ends:
                starts, ends = one[9], one[10]
                first, last = DAYS[starts], DAYS[ends]
            if one[3:9] == _PLAIN_NUMBERS and one[12:] == _PLAIN_REST:
                self.lines[sql].append(
                    (number, at, side, account, unit, amount, first, last, *bound)
                )
                texts.append(
                    f"{number}\t{at}\t{place}\t{amount}\t0\t0\t0\t0\texact\t1\t{first}\t{last}\t{keys}\t"
                    "1\tcounted\t\\N\t\\N\t\n"
                )
                continue
            itemised, overlap, excluding, cell, carves = one[12:]
            rest = (1 if itemised else 0, overlap, excluding, carves, cell)
            values = (number, at, side, *one[:9], first, last, *one[11], *rest)
            shape, row = _shaped("books_line", _LINE_NAMES, values)
            self.lines[shape].append(row)
            texts.append(f"{line_text(number, at, one)}\n")
        return "".join(texts)

    def add_entry(self, number: int, draft: EntryDraft, by: tuple[str, str, str, str]) -> None:
        """Add an entry's own row; `by` is who posted it, when, the hash before and its own."""
        kind, starts, ends, words = draft[:4]
        common = (number, kind, DAYS[starts], DAYS[ends], words)
        if draft[5:] == PLAIN_ENTRY:
            self.entries.append((_SQLITE_PLAIN_ENTRIES, common + by))
            return
        document, evidence, source, reverses, pairing, batch = draft[5:]
        values = (*common, document, evidence, source, batch, reverses, pairing, *by)
        self.entries.append(_shaped("books_entry", _ENTRY_NAMES, values))


_PLAIN_NUMBERS = (0, 0, 0, 0, "exact", 1)
_PLAIN_REST = (True, "counted", None, "", None)


def _shaped(table: str, names: str, values: tuple[str | int | None, ...]) -> tuple[str, Row]:
    """Return SQLite's insert of a row, and what it binds."""
    sql = _INSERTS[table, names, tuple([value is None for value in values])]
    return sql, tuple([value for value in values if value is not None])


def _insert_sqlite(cursor: sqlite3.Cursor, page: Page) -> None:
    """Insert lines, then entries in order, as many at once as have the same shape."""
    for sql, rows in page.lines.items():
        cursor.executemany(sql, rows)
    for sql, run in itertools.groupby(page.entries, itemgetter(0)):
        cursor.executemany(sql, [row for _, row in run])


def _insert_postgresql(cursor: psycopg.Cursor[Any], page: Page) -> None:
    """Insert by COPY: the canonical text of a row is what COPY reads."""
    with cursor.copy(f"COPY books_line ({_LINE_NAMES}) FROM STDIN") as copy:
        copy.write("".join(page.lines_text))
    with cursor.copy(f"COPY books_entry ({_ENTRY_NAMES}) FROM STDIN") as copy:
        copy.write("".join(page.entries_text))
