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
    START,
    Head,
    day_text,
    entry_text,
    hash_of,
    line_text,
)
from jiedui.books.soundness import side_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from typing import Any

    from jiedui.books.entry import EntryDraft

LOCK = 4_605_361
"""PostgreSQL's advisory lock of the book; its triggers take the same one."""

CHUNK = 10_000
_LINE_NAMES = ", ".join(LINE_COLUMNS)
_ENTRY_NAMES = ", ".join((*ENTRY_COLUMNS, "previous", "hash"))
_SQLITE_LINES = f"INSERT INTO books_line ({_LINE_NAMES}) VALUES ({', '.join('?' * len(LINE_COLUMNS))})"  # noqa: S608
_SQLITE_ENTRIES = f"INSERT INTO books_entry ({_ENTRY_NAMES}) VALUES ({', '.join('?' * 15)})"  # noqa: S608
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
    cursor = driver()
    cursor.executemany(_SQLITE_LINES, _line_rows(drafts, before.number))
    previous = [before, *heads]
    cursor.executemany(
        _SQLITE_ENTRIES,
        [
            (*_entry_row(number, draft), *by, link.hash, here)
            for draft, link, (number, here) in zip(drafts, previous, heads, strict=False)
        ],
    )
    cursor.close()


def _entry_row(number: int, draft: EntryDraft) -> tuple[Any, ...]:
    return (
        number, draft.kind, day_text(draft.starts), day_text(draft.ends), draft.words, draft.document,
        draft.evidence, draft.source, draft.batch, draft.reverses, draft.pairing,
    )  # fmt: skip


_sides: dict[str, str] = {}


def _line_rows(drafts: Iterable[EntryDraft], number: int) -> Iterator[tuple[Any, ...]]:
    sides = _sides
    for draft in drafts:
        number += 1
        at = 0
        for (
            account, unit, amount, low, high, low_open, high_open, wording, sense, starts, ends, dims,
            itemised, overlap, excluding, cell, carves,
        ) in draft.lines:  # fmt: skip
            at += 1
            side = sides.get(account)
            if side is None:
                side = sides[account] = side_of(account)
            yield (
                number, at, side, account, unit, amount, low, high, low_open, high_open, wording, sense,
                day_text(starts), day_text(ends), *dims, 1 if itemised else 0, overlap, excluding, carves, cell,
            )  # fmt: skip


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

