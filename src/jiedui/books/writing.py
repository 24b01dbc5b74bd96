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
    PLAIN_ENTRY_TEXT,
    PLAIN_LINE_SQL,
    START,
    Head,
    Remembered,
    escaped,
    hash_of,
    line_text,
    more_text,
    signature,
)
from jiedui.books.collector import paused
from jiedui.books.entry import EXACT, NOTHING_MORE, Dims

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
_TRANSFER_COLUMNS = (
    "number", "kind", "starts", "ends", "words", "posted_by", "posted_at", "previous", "hash",
    "side", "debit", "credit", "amount",
)  # fmt: skip


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


def _plain_insert_of(shape: str) -> str:
    """Return SQLite's insert of a plain line whose keys have a shape, as `chain.Keys` tells it."""
    keys = zip(Dims._fields, shape.split("\t"), strict=True)
    fixed = {name: "NULL" for name, mark in keys if mark != "%s"}
    return _insert("books_line", _LINE_NAMES, PLAIN_LINE_SQL | fixed)


def _transfer_insert_of(shape: str) -> str:
    """Return SQLite's insert of a plain transfer (migration 0006) whose keys have a shape."""
    keys = zip(Dims._fields, shape.split("\t"), strict=True)
    names = [*_TRANSFER_COLUMNS, *(name for name, mark in keys if mark == "%s")]
    return _insert("books_transfer", ", ".join(names), {})


_INSERTS: Remembered[tuple[str, str, tuple[bool, ...]], str] = Remembered(_insert_of)
_PLAIN_INSERTS: Remembered[str, str] = Remembered(_plain_insert_of)
_TRANSFER_INSERTS: Remembered[str, str] = Remembered(_transfer_insert_of)
_SQLITE_PLAIN_ENTRIES = _insert("books_entry", _ENTRY_NAMES, PLAIN_ENTRY_SQL)
_HEAD = (
    "SELECT number, hash, (SELECT max(through) FROM books_closing) FROM books_entry "
    "ORDER BY number DESC LIMIT 1"
)


class State(NamedTuple):
    """What a posting must know of the book.

    Attributes:
        head: Where it ends.
        closed: The day it is closed through; None where it never was.
        own: Django's connection to it, open: to look it up takes a while in a small posting.
    """

    head: Head
    closed: dt.date | None
    own: BaseDatabaseWrapper


def driver() -> Any:  # noqa: ANN401  the two drivers share no type
    """Return the driver's own cursor on Django's connection."""
    return _opened().connection.cursor()


def _opened() -> BaseDatabaseWrapper:
    """Return Django's connection, open."""
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
        return State(START, None, own)
    closed = dt.date.fromisoformat(row[2]) if isinstance(row[2], str) else row[2]
    return State(Head(row[0], row[1]), closed, own)


def write_entries(
    drafts: Sequence[EntryDraft], state: State, *, posted_by: str, moment: str
) -> Head:
    """Number, chain and insert drafts behind the book's head; return the new one.

    Args:
        drafts: Sound drafts, in order.
        state: The book, read under the lock.
        posted_by: Sign-in name of who posts.
        moment: When, as `kernel.moment.stamp` writes it.
    """
    if len(drafts) == 1:
        return _write_chunk(drafts, state, posted_by=posted_by, moment=moment)
    with paused():
        for at in range(0, len(drafts), CHUNK):
            chunk = drafts[at : at + CHUNK]
            head = _write_chunk(chunk, state, posted_by=posted_by, moment=moment)
            state = state._replace(head=head)
    return state.head


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


def _write_chunk(
    drafts: Sequence[EntryDraft], state: State, *, posted_by: str, moment: str
) -> Head:
    is_copied = state.own.vendor == "postgresql"
    page = Page(posted_by, moment, is_copied=is_copied)
    number, link = state.head
    for draft in drafts:
        number += 1
        link = page.add(number, draft, link)
    (_insert_postgresql if is_copied else _insert_sqlite)(state.own.connection, page)
    return Head(number, link)


class Page:
    """Entries on their way into the tables.

    On SQLite a null is written into the statement instead of bound, since Python looks for an
    adapter of every null: so rows go in by their shape, the statement that takes them. A plain
    transfer, by far the most frequent entry in bulk, goes in whole by one statement.

    Attributes:
        lines: SQLite's statements, with the lines each takes.
        entries: SQLite's statements and the entry each takes, in order.
        lines_text: The canonical text of each entry's lines, which PostgreSQL copies.
        entries_text: The rows of entries that PostgreSQL copies.
    """

    def __init__(self, posted_by: str, moment: str, *, is_copied: bool = False) -> None:
        """Begin a page of what one person posts at one moment."""
        self.lines: defaultdict[str, list[Row]] = defaultdict(list)
        self.entries: list[tuple[str, Row]] = []
        self.lines_text: list[str] = []
        self.entries_text: list[str] = []
        self._is_copied = is_copied
        self._by = (posted_by, moment)
        self._signature = signature(posted_by, moment)

    def add(self, number: int, draft: EntryDraft, previous: str) -> str:
        """Add an entry and its lines behind the one whose hash is `previous`; return its hash."""
        kind, starts, ends, words, lines = draft[:5]
        first, last = DAYS[starts], DAYS[ends]
        is_plain = draft[5:] == PLAIN_ENTRY
        more = PLAIN_ENTRY_TEXT if is_plain else more_text(draft)
        own = f"{number}\t{kind}\t{first}\t{last}\t{escaped(words)}{more}{self._signature}"
        transfer = _transfer(number, draft) if is_plain and len(lines) == 2 else None
        lines_text = self._add_lines(number, lines) if transfer is None else transfer[0]
        link = hash_of(previous, f"{own}\n{lines_text}")
        if self._is_copied:
            self.lines_text.append(lines_text)
            self.entries_text.append(f"{own}+00\t{previous}\t{link}\n")
            return link
        row, by = (number, kind, first, last, words), (*self._by, previous, link)
        if transfer is not None:
            _, sql, moved = transfer
            self.entries.append((sql, row + by + moved))
        elif is_plain:
            self.entries.append((_SQLITE_PLAIN_ENTRIES, row + by))
        else:
            document, evidence, source, reverses, pairing, batch = draft[5:]
            told = (document, evidence, source, batch, reverses, pairing)
            self.entries.append(_shaped("books_entry", _ENTRY_NAMES, row + told + by))
        return link

    def _add_lines(self, number: int, lines: Sequence[LineDraft]) -> str:
        """Add an entry's lines; return their text. What they say alike is written once."""
        text = rest = ""
        known: tuple[object, ...] | None = None
        is_plain = False
        bound: Row = ()
        rows: list[Row] = []
        for at, one in enumerate(lines, 1):
            account, unit, amount = one[:3]
            place, side = PLACES[account, unit]
            if one[3:] != known:
                known = one[3:]
                is_plain = known[:6] == EXACT and known[9:] == NOTHING_MORE
                keys, shape, told, _ = KEYS[one[11]]
                rest = _plain_rest(one, keys)
                bound = (DAYS[one[9]], DAYS[one[10]], *told)
                rows = self.lines[_PLAIN_INSERTS[shape]]
            if is_plain:
                rows.append((number, at, side, account, unit, amount, *bound))
                text += f"{number}\t{at}\t{place}\t{amount}{rest}"
            else:
                self._add_other(number, at, one)
                text += f"{line_text(number, at, one)}\n"
        return text

    def _add_other(self, number: int, at: int, one: LineDraft) -> None:
        """Add a line that is not plain."""
        itemised, overlap, excluding, cell, carves = one[12:]
        rest = (1 if itemised else 0, overlap, excluding, carves, cell)
        _, side = PLACES[one.account, one.unit]
        values = (number, at, side, *one[:9], DAYS[one.starts], DAYS[one.ends], *one.dims, *rest)
        sql, row = _shaped("books_line", _LINE_NAMES, values)
        self.lines[sql].append(row)


def _transfer(number: int, draft: EntryDraft) -> tuple[str, str, Row] | None:
    """Make an entry of two lines ready as a plain transfer, when it is one.

    Returns:
        The text of its lines, SQLite's insert, and what that binds behind the entry's own columns;
        None when its lines differ in more than account and sign, or say more than their keys.
    """
    one, other = draft[4]
    said, amount = one[3:], one[2]
    if (
        other[3:] != said
        or other[2] != -amount
        or said[:6] != EXACT
        or said[6:8] != draft[1:3]
        or said[9:] != NOTHING_MORE
    ):
        return None
    (debit, side), (credit, other_side) = PLACES[one[:2]], PLACES[other[:2]]
    if not side or side != other_side:
        return None
    keys, shape, told, _ = KEYS[one[11]]
    rest = _plain_rest(one, keys)
    text = f"{number}\t1\t{debit}\t{amount}{rest}{number}\t2\t{credit}\t{-amount}{rest}"
    return text, _TRANSFER_INSERTS[shape], (side, one[0], other[0], amount, *told)


def _plain_rest(one: LineDraft, keys: str) -> str:
    """Return the text of a plain line behind its amount."""
    return (
        f"\t0\t0\t0\t0\texact\t1\t{DAYS[one[9]]}\t{DAYS[one[10]]}\t{keys}\t1\tcounted\t\\N\t\\N\t\n"
    )


def _shaped(table: str, names: str, values: tuple[str | int | None, ...]) -> tuple[str, Row]:
    """Return SQLite's insert of a row, and what it binds."""
    sql = _INSERTS[table, names, tuple([value is None for value in values])]
    return sql, tuple([value for value in values if value is not None])


def _insert_sqlite(connection: sqlite3.Connection, page: Page) -> None:
    """Insert lines, then entries in order, as many at once as have the same shape."""
    for sql, rows in page.lines.items():
        connection.executemany(sql, rows)
    if len(page.entries) == 1:
        connection.execute(*page.entries[0])
        return
    for sql, run in itertools.groupby(page.entries, itemgetter(0)):
        connection.executemany(sql, [row for _, row in run])


def _insert_postgresql(connection: psycopg.Connection[Any], page: Page) -> None:
    """Insert by COPY: the canonical text of a row is what COPY reads."""
    with connection.cursor() as cursor:
        with cursor.copy(f"COPY books_line ({_LINE_NAMES}) FROM STDIN") as copy:
            copy.write("".join(page.lines_text))
        with cursor.copy(f"COPY books_entry ({_ENTRY_NAMES}) FROM STDIN") as copy:
            copy.write("".join(page.entries_text))
