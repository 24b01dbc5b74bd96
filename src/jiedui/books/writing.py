"""How entries reach the tables: the lock, the head, and the fast insert of each engine.

Only `commands` and `archive` call this, inside a transaction. Rows go through the drivers' own
cursors: an object per row would cost four times as much.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, NamedTuple

from django.db import connection

from jiedui.books.chain import (
    ENTRY_COLUMNS,
    LINE_COLUMNS,
    PLAIN_DIMS,
    PLAIN_NUMBERS,
    PLAIN_REST,
    START,
    Head,
    day_text,
    entry_text,
    hash_of,
    line_text,
)
from jiedui.books.soundness import side_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from typing import Any

    from jiedui.books.entry import EntryDraft

LOCK = 4_605_361
"""PostgreSQL's advisory lock of the book; its triggers take the same one."""

CHUNK = 10_000
_LINE_NAMES = ", ".join(LINE_COLUMNS)
_ENTRY_NAMES = ", ".join((*ENTRY_COLUMNS, "previous", "hash"))


def _insert(table: str, names: str, fixed: dict[str, str]) -> str:
    """Return SQLite's insert of a row in which some columns are fixed: each one bound costs time."""
    values = ", ".join(fixed.get(name, "?") for name in names.split(", "))
    return f"INSERT INTO {table} ({names}) VALUES ({values})"  # noqa: S608  constants only


_PLAIN_LINE = {
    "low_delta": "0", "high_delta": "0", "low_open": "0", "high_open": "0", "wording": "'exact'", "sense": "1",
    "programme": "NULL", "pairing_kind": "NULL", "state": "NULL",
    "itemised": "1", "overlap": "'counted'", "excluding": "NULL", "carves": "NULL", "cell": "''",
}  # fmt: skip
_PLAIN_ENTRY = {
    "document": "''", "evidence": "''", "source": "''", "batch": "NULL", "reverses": "NULL", "pairing": "''",
}  # fmt: skip
_SQLITE_LINES = _insert("books_line", _LINE_NAMES, {})
_SQLITE_PLAIN_LINES = _insert("books_line", _LINE_NAMES, _PLAIN_LINE)
_SQLITE_ENTRIES = _insert("books_entry", _ENTRY_NAMES, {})
_SQLITE_PLAIN_ENTRIES = _insert("books_entry", _ENTRY_NAMES, _PLAIN_ENTRY)
_HEAD = (
    "SELECT number, hash, (SELECT max(through) FROM books_closing) FROM books_entry ORDER BY number DESC LIMIT 1"
)


class State(NamedTuple):
    """What a posting must know of the book, read under the lock: its head and the day it is closed through."""

    head: Head
    closed: dt.date | None


def driver() -> Any:  # noqa: ANN401  the two drivers share no type
    """Return the driver's own cursor on Django's connection."""
    connection.ensure_connection()
    return connection.connection.cursor()


def locked_state() -> State:
    """Take the book's lock (SQLite's transaction already holds it) and return its state."""
    cursor = driver()
    if connection.vendor == "postgresql":
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
    first = head.number + 1
    if any(one.carves is not None and one.carves < 0 for draft in drafts for one in draft.lines):
        drafts = [_placed(draft, first) for draft in drafts]
    for at in range(0, len(drafts), CHUNK):
        head = _write_chunk(drafts[at : at + CHUNK], head, posted_by=posted_by, moment=moment)
    return head


def _placed(draft: EntryDraft, first: int) -> EntryDraft:
    """Return a draft whose pointers into the same posting carry the numbers now known."""
    if not any(one.carves is not None and one.carves < 0 for one in draft.lines):
        return draft
    lines = tuple(
        one._replace(carves=first - one.carves - 1) if one.carves is not None and one.carves < 0 else one
        for one in draft.lines
    )
    return draft._replace(lines=lines)


def _write_chunk(drafts: Sequence[EntryDraft], head: Head, *, posted_by: str, moment: str) -> Head:
    heads: list[Head] = []
    texts: list[str] = []
    entries: list[str] = []
    number, link = head
    for draft in drafts:
        number += 1
        own = entry_text(number, draft, posted_by, moment)
        lines = "\n".join([line_text(number, at, one) for at, one in enumerate(draft.lines, 1)])
        link = hash_of(link, f"{own}\n{lines}\n")
        heads.append(Head(number, link))
        entries.append(own)
        texts.append(lines)
    if connection.vendor == "sqlite":
        _insert_sqlite(drafts, heads, head, (posted_by, moment))
    else:
        _insert_postgresql(entries, texts, heads, head)
    return heads[-1]


def _insert_sqlite(
    drafts: Sequence[EntryDraft], heads: Sequence[Head], before: Head, by: tuple[str, str]
) -> None:
    """Insert lines, then entries; runs of entries of one shape go in together, in order."""
    cursor = driver()
    plain, full = _line_rows(drafts, before.number)
    cursor.executemany(_SQLITE_PLAIN_LINES, plain)
    if full:
        cursor.executemany(_SQLITE_LINES, full)
    link = before.hash
    rows: list[tuple[Any, ...]] = []
    shape = True
    for draft, (number, own) in zip(drafts, heads, strict=True):
        is_plain = draft[5:] == _PLAIN_ENTRY_REST
        if is_plain is not shape:
            cursor.executemany(_SQLITE_PLAIN_ENTRIES if shape else _SQLITE_ENTRIES, rows)
            shape, rows = is_plain, []
        rows.append((*_entry_row(number, draft, shape), *by, link, own))
        link = own
    cursor.executemany(_SQLITE_PLAIN_ENTRIES if shape else _SQLITE_ENTRIES, rows)
    cursor.close()


_PLAIN_ENTRY_REST = ("", "", "", None, "", None)


def _entry_row(number: int, draft: EntryDraft, is_plain: bool) -> tuple[Any, ...]:  # noqa: FBT001
    common = (number, draft.kind, day_text(draft.starts), day_text(draft.ends), draft.words)
    if is_plain:
        return common
    return (*common, draft.document, draft.evidence, draft.source, draft.batch, draft.reverses, draft.pairing)


_sides: dict[str, str] = {}


def _line_rows(drafts: Iterable[EntryDraft], number: int) -> tuple[list[Any], list[Any]]:
    """Return the rows of plain lines (exact, itemised, nothing special) and of all others."""
    plain: list[Any] = []
    full: list[Any] = []
    for draft in drafts:
        number += 1
        for at, one in enumerate(draft.lines, 1):
            account = one[0]
            side = _sides.get(account)
            if side is None:
                side = _sides[account] = side_of(account)
            days = (day_text(one[9]), day_text(one[10]))
            dims = one[11]
            if one[3:9] == PLAIN_NUMBERS and one[12:] == PLAIN_REST and dims[6:] == PLAIN_DIMS:
                plain.append((number, at, side, *one[:3], *days, *dims[:6]))
                continue
            itemised, overlap, excluding, cell, carves = one[12:]
            full.append(
                (number, at, side, *one[:9], *days, *dims, 1 if itemised else 0, overlap, excluding, carves, cell)
            )
    return plain, full


def _insert_postgresql(entries: list[str], lines: list[str], heads: list[Head], before: Head) -> None:
    """Insert by COPY: the canonical text of a row is what COPY reads."""
    cursor = driver()
    with cursor.copy(f"COPY books_line ({_LINE_NAMES}) FROM STDIN") as copy:
        copy.write("\n".join(lines) + "\n")
    links = [before.hash, *(head.hash for head in heads)]
    rows = [
        f"{own}+00\t{link}\t{head.hash}\n" for own, link, head in zip(entries, links, heads, strict=False)
    ]
    with cursor.copy(f"COPY books_entry ({_ENTRY_NAMES}) FROM STDIN") as copy:
        copy.write("".join(rows))
    cursor.close()

