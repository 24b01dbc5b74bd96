"""How entries reach the tables: the lock, the head, and the fast insert of each engine.

Only `commands` and `archive` call this, inside a transaction. Rows go through the drivers' own
cursors: an object per row would cost four times as much.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, NamedTuple

from django.db import DEFAULT_DB_ALIAS, connections

from jiedui.books.chain import (
    DAYS,
    ENTRY_COLUMNS,
    KEYS,
    LINE_COLUMNS,
    PLACES,
    PLAIN_ENTRY,
    START,
    Head,
    entry_text,
    hash_of,
    line_text,
)
from jiedui.books.collector import paused

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


def _insert(table: str, names: str, fixed: dict[str, str]) -> str:
    """Return SQLite's insert of a row with some columns fixed: each one bound costs time."""
    values = ", ".join(fixed.get(name, "?") for name in names.split(", "))
    return f"INSERT OR FAIL INTO {table} ({names}) VALUES ({values})"  # noqa: S608  constants


_PLAIN_LINE = {
    "low_delta": "0",
    "high_delta": "0",
    "low_open": "0",
    "high_open": "0",
    "wording": "'exact'",
    "sense": "1",
    "programme": "NULL",
    "pairing_kind": "NULL",
    "state": "NULL",
    "itemised": "1",
    "overlap": "'counted'",
    "excluding": "NULL",
    "carves": "NULL",
    "cell": "''",
}
_PLAIN_ENTRY = {
    "document": "''",
    "evidence": "''",
    "source": "''",
    "batch": "NULL",
    "reverses": "NULL",
    "pairing": "''",
}
_SQLITE_LINES = _insert("books_line", _LINE_NAMES, {})
_SQLITE_PLAIN_LINES = _insert("books_line", _LINE_NAMES, _PLAIN_LINE)
_SQLITE_ENTRIES = _insert("books_entry", _ENTRY_NAMES, {})
_SQLITE_PLAIN_ENTRIES = _insert("books_entry", _ENTRY_NAMES, _PLAIN_ENTRY)
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
    cursor = own.connection.cursor()
    if own.vendor == "postgresql":
        cursor.execute(f"SELECT pg_advisory_xact_lock({LOCK})")
    row = cursor.execute(_HEAD).fetchone()
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
    number, link = head
    page = Page([], [], [], [])
    for draft in drafts:
        number += 1
        own = entry_text(number, draft, posted_by=posted_by, posted_at=moment)
        lines = page.add_lines(number, draft.lines)
        previous, link = link, hash_of(link, f"{own}\n{lines}")
        page.entries.append((draft, own, previous, link))
        page.texts.append(lines)
    own_connection = _opened()
    cursor = own_connection.connection.cursor()
    if own_connection.vendor == "sqlite":
        _insert_sqlite(cursor, page, (head.number, posted_by, moment))
    else:
        _insert_postgresql(cursor, page)
    cursor.close()
    return Head(number, link)


class Page(NamedTuple):
    """Entries on their way into the tables.

    Attributes:
        entries: Draft, own text, previous hash and hash of each.
        texts: The text of each one's lines.
        plain: SQLite's rows of plain lines: exact, itemised, nothing special.
        full: SQLite's rows of all other lines.
    """

    entries: list[tuple[EntryDraft, str, str, str]]
    texts: list[str]
    plain: list[tuple[Any, ...]]
    full: list[tuple[Any, ...]]

    def add_lines(self, number: int, lines: Sequence[LineDraft]) -> str:
        """Add an entry's lines; return their text."""
        texts = []
        dims = starts = ends = plain_keys = None
        keys = first = last = ""
        at = 0
        for one in lines:
            at += 1
            account, unit, amount = one[:3]
            place, side = PLACES[account, unit]
            if one[11] is not dims:
                dims = one[11]
                keys, plain_keys = KEYS[dims]
            if one[9] is not starts or one[10] is not ends:
                starts, ends = one[9], one[10]
                first, last = DAYS[starts], DAYS[ends]
            if plain_keys is not None and one[3:9] == _PLAIN_NUMBERS and one[12:] == _PLAIN_REST:
                self.plain.append(
                    (number, at, side, account, unit, amount, first, last, *plain_keys)
                )
                texts.append(
                    f"{number}\t{at}\t{place}\t{amount}\t0\t0\t0\t0\texact\t1\t{first}\t{last}\t{keys}\t"
                    "1\tcounted\t\\N\t\\N\t\n"
                )
                continue
            itemised, overlap, excluding, cell, carves = one[12:]
            rest = (1 if itemised else 0, overlap, excluding, carves, cell)
            self.full.append((number, at, side, *one[:9], first, last, *one[11], *rest))
            texts.append(f"{line_text(number, at, one)}\n")
        return "".join(texts)


_PLAIN_NUMBERS = (0, 0, 0, 0, "exact", 1)
_PLAIN_REST = (True, "counted", None, "", None)


def _insert_sqlite(cursor: sqlite3.Cursor, page: Page, context: tuple[int, str, str]) -> None:
    """Insert lines, then entries; runs of entries of one shape go in together, in order.

    Args:
        cursor: The driver's.
        page: What to insert.
        context: The number before the first, who posts, and when.
    """
    number, *by = context
    if page.plain:
        cursor.executemany(_SQLITE_PLAIN_LINES, page.plain)
    if page.full:
        cursor.executemany(_SQLITE_LINES, page.full)
    rows: list[tuple[Any, ...]] = []
    shape = True
    for draft, _, previous, own in page.entries:
        number += 1
        kind, starts, ends, words = draft[:4]
        common = (number, kind, DAYS[starts], DAYS[ends], words)
        is_plain = draft[5:] == PLAIN_ENTRY
        if is_plain is not shape:
            cursor.executemany(_SQLITE_PLAIN_ENTRIES if shape else _SQLITE_ENTRIES, rows)
            shape, rows = is_plain, []
        if is_plain:
            rows.append((*common, *by, previous, own))
        else:
            rows.append((*common, *_stored_rest(draft[5:]), *by, previous, own))
    cursor.executemany(_SQLITE_PLAIN_ENTRIES if shape else _SQLITE_ENTRIES, rows)


def _stored_rest(rest: tuple[Any, ...]) -> tuple[Any, ...]:
    """Return document, evidence, source, batch, reverses and pairing in the table's order."""
    document, evidence, source, reverses, pairing, batch = rest
    return document, evidence, source, batch, reverses, pairing


def _insert_postgresql(cursor: psycopg.Cursor[Any], page: Page) -> None:
    """Insert by COPY: the canonical text of a row is what COPY reads."""
    with cursor.copy(f"COPY books_line ({_LINE_NAMES}) FROM STDIN") as copy:
        copy.write("".join(page.texts))
    with cursor.copy(f"COPY books_entry ({_ENTRY_NAMES}) FROM STDIN") as copy:
        copy.write(
            "".join(
                f"{own}+00\t{previous}\t{digest}\n" for _, own, previous, digest in page.entries
            )
        )
