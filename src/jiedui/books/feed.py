"""The book's lines as facts: parts on disk up to an entry, and the tail after it from the database.

`extend_facts` is called after a posting; when a crash comes between, the tail covers what the parts
lack and the next call catches up. `facts` is what every figure reads. Parts belong to this book as
long as the entry at their head still carries the hash they recorded.
"""

from __future__ import annotations

import functools
import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc
from django.conf import settings
from django.db import connection

from jiedui.books import queries
from jiedui.books.chain import Head
from jiedui.books.writing import driver
from jiedui.facts.manifest import Head as FactsHead
from jiedui.facts.store import SCHEMA, Store
from jiedui.kernel.place import Parents, parents
from jiedui.kernel.problem import refuse

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from jiedui.books.entry import EntryDraft
    from jiedui.facts.snapshot import Facts

CHUNK = 50_000
"""Lines turned into columns at a time, which bounds memory."""

PART_LINES_MAX = 1_000_000
"""Lines written in one part at most."""

_PLAIN = (
    "l.entry", "l.line", "e.kind", "e.document", "l.account", "l.unit", "l.amount", "l.low_delta",
    "l.high_delta", "l.low_open", "l.high_open", "l.wording", "l.sense", "l.starts", "l.ends",
    "l.recipient", "l.payer", "l.owner", "l.source", "l.category", "l.project", "l.programme",
    "l.pairing_kind", "l.state", "l.itemised", "l.overlap", "l.excluding", "l.cell",
)  # fmt: skip
_NAMES = tuple(name.partition(".")[2] for name in _PLAIN)
_DAYS = ("starts", "ends")
_SELECTED = ", ".join(
    f"CAST({name} AS text)" if own in _DAYS else name
    for name, own in zip(_PLAIN, _NAMES, strict=True)
)
"""Days are selected as text: a column of days would be turned into Python's values one by one."""

_SELECT = (
    f"SELECT {_SELECTED} FROM books_line l JOIN books_entry e ON e.number = l.entry "  # noqa: S608
    "WHERE l.entry > {mark} AND l.entry <= {mark} ORDER BY l.entry, l.line"
)


def facts(known_at: int | None = None) -> Facts:
    """Return the facts up to the book's last entry: the parts on disk, then the tail.

    Args:
        known_at: An entry the caller will ask about; it must be in the book.

    Raises:
        Refused: The book has no such entry, or the facts on disk are not this book's.
    """
    head = queries.head()
    if known_at is not None and not 0 <= known_at <= head.number:
        raise refuse("ENTRY_UNKNOWN", found=f"entry {known_at}", expected=f"0 to {head.number}")
    store = _store()
    covered = _own_head(store)
    if head.number == covered:
        return store.open(engine=settings.FACTS_ENGINE)
    tail = _tail(covered, head)
    return store.open(tail=tail, head=FactsHead(*head), engine=settings.FACTS_ENGINE)


def facts_with(drafts: Sequence[EntryDraft]) -> Facts:
    """Return the facts as they would be once some sound drafts were posted; nothing is written.

    Raises:
        Refused: The facts on disk are not this book's.
    """
    head = queries.head()
    store = _store()
    covered = _own_head(store)
    rows = [
        row
        for number, draft in enumerate(drafts, head.number + 1)
        for row in _rows_of(number, draft)
    ]
    if not rows:
        return facts()
    digest = hashlib.sha256(f"{head.hash}{rows!r}".encode()).hexdigest()
    tail = pa.concat_tables([_tail(covered, head), _columns(rows)])
    return store.open(
        tail=tail,
        head=FactsHead(head.number + len(drafts), f"draft {digest}"),
        engine=settings.FACTS_ENGINE,
    )


def _rows_of(number: int, draft: EntryDraft) -> Iterator[Sequence[object]]:
    """Return what the database would say of an entry's lines."""
    for at, one in enumerate(draft.lines, 1):
        own: dict[str, object] = {
            **one._asdict(), **one.dims._asdict(), "entry": number, "line": at,
            "kind": draft.kind, "document": draft.document,
            **{name: getattr(one, name).isoformat() for name in _DAYS},
        }  # fmt: skip
        yield [own[name] for name in _NAMES]


def extend_facts() -> int:
    """Add what the parts on disk lack; return the last entry they now cover.

    Safe to call from several processes and at any time; does nothing when nothing is new.

    Raises:
        Refused: The facts on disk are not this book's.
    """
    store = _store()
    covered = _own_head(store)
    head = queries.head()
    while covered < head.number:
        upto = _part_end(covered, head)
        manifest = store.append(_lines(covered, upto.number), head=FactsHead(*upto))
        covered = manifest.head.number
    return covered


def facts_head() -> Head | None:
    """Return the head the parts on disk recorded, or None while there are none."""
    head = _store().manifest().head
    return Head(head.number, head.hash) if head.number else None


def store() -> Store:
    """Return the folder of facts of this book."""
    return _store()


def _store() -> Store:
    return _store_in(Path(settings.FACTS_DIR))


@functools.lru_cache(maxsize=4)
def _store_in(folder: Path) -> Store:
    return Store(folder)


def _own_head(store: Store) -> int:
    """Return the last entry the parts cover, after making sure that they are this book's."""
    head = store.manifest().head
    if head.number and queries.hash_at(head.number) != head.hash:
        raise refuse(
            "FACTS_FOREIGN",
            found=f"facts that end with another entry {head.number} than this book holds",
            expected="the facts and the book of one office",
            hint="Run `jiedui verify`. If the book is right, remove the folder `facts`: "
            "it is made again from the book.",
        )
    return head.number


def _part_end(covered: int, head: Head) -> Head:
    """Return where the next part ends: the head, or earlier where that were too many lines."""
    cursor = driver()
    mark = _mark()
    sql = (
        f"SELECT entry FROM books_line WHERE entry > {mark} "  # noqa: S608
        f"ORDER BY entry, line LIMIT 1 OFFSET {PART_LINES_MAX}"
    )
    row = cursor.execute(sql, (covered,)).fetchone()
    cursor.close()
    if row is None or row[0] - 1 <= covered:
        return head
    number = min(row[0] - 1, head.number)
    return Head(number, queries.hash_at(number) or "")


def _mark() -> str:
    return "?" if connection.vendor == "sqlite" else "%s"


@functools.lru_cache(maxsize=2)
def _tail_between(folder: str, covered: int, head: Head) -> pa.Table:
    """Return the tail; kept, because a screen asks several figures about one book."""
    del folder  # Part of what the kept tail is known by.
    return _lines(covered, head.number)


def _tail(covered: int, head: Head) -> pa.Table:
    return _tail_between(str(settings.FACTS_DIR), covered, head)


def _lines(after: int, upto: int) -> pa.Table:
    """Return the lines of entries after one up to another, with the columns of `facts.tables`."""
    chunks = [_columns(rows) for rows in _chunks(after, upto)]
    return pa.concat_tables(chunks) if chunks else SCHEMA.empty_table()


def _chunks(after: int, upto: int) -> Iterator[Sequence[Sequence[object]]]:
    cursor = driver()
    cursor.execute(_SELECT.format(mark=_mark()), (after, upto))
    while rows := cursor.fetchmany(CHUNK):
        yield rows
    cursor.close()


def _columns(rows: Sequence[Sequence[object]]) -> pa.Table:
    """Return rows as a table, with the periods and places that each line lies in."""
    found = {
        name: pa.array(values, type=pa.string() if name in _DAYS else None)
        for name, values in zip(_NAMES, zip(*rows, strict=True), strict=True)
    }
    starts, ends = (found[name].cast(pa.date32()) for name in _DAYS)
    derived = {
        "starts": starts,
        "ends": ends,
        **_periods(starts, ends),
        **_places(found["recipient"]),
    }
    whole = {**found, **derived}
    return pa.table([whole[field.name].cast(field.type) for field in SCHEMA], schema=SCHEMA)


def _periods(starts: pa.Array, ends: pa.Array) -> dict[str, pa.Array]:
    """Return the year, quarter and month each line lies in; null where it does not lie in one."""
    keys = {}
    for day, at in ((starts, "first"), (ends, "last")):
        year = pc.year(day)
        keys["year", at] = year
        keys["quarter", at] = pc.add(pc.multiply(year, 10), pc.quarter(day))
        keys["month", at] = pc.add(pc.multiply(year, 100), pc.month(day))
    nothing = pa.scalar(None, pa.int64())
    return {
        name: pc.if_else(
            pc.equal(keys[name, "first"], keys[name, "last"]), keys[name, "first"], nothing
        )
        for name in ("year", "quarter", "month")
    }


def _places(recipients: pa.Array) -> dict[str, pa.Array]:
    """Return the province, prefecture and county of each recipient; every key is looked up once."""
    encoded = recipients.cast(pa.string()).dictionary_encode()
    above = [parents(key) for key in encoded.dictionary.to_pylist()]
    return {
        name: pa.array([getattr(one, name) for one in above], pa.string()).take(encoded.indices)
        for name in Parents._fields
    }
