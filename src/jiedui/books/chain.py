r"""The canonical text of an entry and the chain of hashes over it. Knows no Django.

An entry's text is its own columns, then each of its lines' columns in order, every row ended by a
line break. Columns are parted by tabs, null is written \\N, and backslash, tab and line breaks are
escaped: the text form of PostgreSQL's COPY, so that any program can make it again. The hash of an
entry is SHA-256 over the hash before it in hexadecimal, a line break, and this text in UTF-8.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from jiedui.books.chart import side_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from jiedui.books.entry import Dims, EntryDraft, LineDraft

K = TypeVar("K")
V = TypeVar("V")

GENESIS = "0" * 64
"""Stands for the hash before the first entry."""

ENTRY_COLUMNS = (
    "number", "kind", "starts", "ends", "words", "document", "evidence", "source", "batch",
    "reverses", "pairing", "posted_by", "posted_at",
)  # fmt: skip
"""Columns of an entry that its hash covers, in order."""

LINE_COLUMNS = (
    "entry", "line", "side", "account", "unit", "amount", "low_delta", "high_delta", "low_open",
    "high_open", "wording", "sense", "starts", "ends", "recipient", "payer", "owner", "source",
    "category", "project", "programme", "pairing_kind", "state", "itemised", "overlap", "excluding",
    "carves", "cell",
)  # fmt: skip
"""Columns of a line, all of which its entry's hash covers, in order."""

NULLABLE = frozenset(
    ("recipient", "payer", "owner", "source", "category", "project", "programme", "pairing_kind",
     "state", "excluding", "carves")
)  # fmt: skip
"""Columns of a line that may be null."""

PLAIN_ENTRY = ("", "", "", None, "", None)
"""What an entry has after its lines when nothing more was said."""

PLAIN_ENTRY_TEXT = "\t\t\t\t\\N\t\\N\t"
"""The same as `more_text` writes it."""

PLAIN_ENTRY_SQL = {
    "document": "''",
    "evidence": "''",
    "source": "''",
    "batch": "NULL",
    "reverses": "NULL",
    "pairing": "''",
}
"""The same by column, as SQL: SQLite is spared the most frequent values."""

PLAIN_LINE_SQL = {
    "low_delta": "0",
    "high_delta": "0",
    "low_open": "0",
    "high_open": "0",
    "wording": "'exact'",
    "sense": "1",
    "itemised": "1",
    "overlap": "'counted'",
    "excluding": "NULL",
    "carves": "NULL",
    "cell": "''",
}
"""What a line has beside its account, amount, days and keys when nothing more was said, as SQL."""

_ESCAPES = str.maketrans(
    {"\\": "\\\\", "\b": "\\b", "\f": "\\f", "\n": "\\n", "\r": "\\r", "\t": "\\t", "\v": "\\v"}
)


class Remembered(dict[K, V]):
    """Values made from their keys and kept, because books repeat theirs a thousand times."""

    def __init__(self, make: Callable[[K], V]) -> None:
        super().__init__()
        self._make = make

    def __missing__(self, key: K) -> V:
        """Make a value and keep it; begin anew when very many are kept."""
        if len(self) >= KEPT_MAX:
            self.clear()
        self[key] = value = self._make(key)
        return value


KEPT_MAX = 100_000
"""So many values are remembered at most."""


class Head(NamedTuple):
    """Where a book ends: the number of its last entry and that entry's hash."""

    number: int
    hash: str


START = Head(0, GENESIS)
"""The head of an empty book."""


def escaped(value: str | None) -> str:
    """Return one column's text; None is null."""
    if value is None:
        return "\\N"
    if value.isprintable() and "\\" not in value:
        return value
    return value.translate(_ESCAPES)


def _place(key: tuple[str, str]) -> tuple[str, str]:
    account, unit = key
    side = side_of(account)
    return f"{side}\t{escaped(account)}\t{unit}", side


Keys = tuple[str, str, tuple[str, ...], bool]
"""A line's keys made ready, once for all lines that have the same: their canonical text; its shape
(the same with %s for each key that is told); the keys that are told; whether each is null or says
something and holds nothing to escape. A bare tuple, because bulk posting asks for it so often."""


def _shape(kinds: tuple[type, ...]) -> tuple[str, int]:
    marks = ["\\N" if kind is type(None) else "%s" for kind in kinds]
    return "\t".join(marks), marks.count("%s")


_SHAPES: Remembered[tuple[type, ...], tuple[str, int]] = Remembered(_shape)
"""The shape of keys and how many are told, by their types: by which are null."""


def _keys(dims: Dims) -> Keys:
    shape, many = _SHAPES[tuple(map(type, dims))]
    told = tuple(filter(None, dims))
    together = "".join(told)
    if len(told) == many and together.isprintable() and "\\" not in together:
        return shape % told, shape, told, True
    told = tuple([key for key in dims if key is not None])
    return shape % tuple(map(escaped, told)), shape, told, False


DAYS: Remembered[dt.date, str] = Remembered(dt.date.isoformat)
"""A day as 2017-03-05."""

PLACES: Remembered[tuple[str, str], tuple[str, str]] = Remembered(_place)
"""The text of side, account and unit, and the side, by account and unit."""

KEYS: Remembered[Dims, Keys] = Remembered(_keys)
"""What is made of a line's keys."""


def line_text(number: int, at: int, one: LineDraft) -> str:
    """Return the text of the line at position `at` of entry `number`, without its line break."""
    account, unit, amount, low, high, low_open, high_open, wording, sense = one[:9]
    itemised, overlap, excluding, cell, carves = one[12:]
    pointer = "\\N" if carves is None else carves
    return (
        f"{number}\t{at}\t{PLACES[account, unit][0]}\t{amount}\t{low}\t{high}\t"
        f"{low_open:d}\t{high_open:d}\t{wording}\t{sense:d}\t"
        f"{DAYS[one[9]]}\t{DAYS[one[10]]}\t{KEYS[one[11]][0]}\t"
        f"{'1' if itemised else '0'}\t{overlap}\t{escaped(excluding)}\t{pointer}\t{escaped(cell)}"
    )


def entry_text(number: int, draft: EntryDraft, *, posted_by: str, posted_at: str) -> str:
    """Return the text of an entry's own columns, without its line break.

    Args:
        number: Its number.
        draft: Its content.
        posted_by: Sign-in name of who posted it.
        posted_at: When, in UTC, as `kernel.moment.stamp` writes it.
    """
    kind, starts, ends, words = draft[:4]
    more = more_text(draft)
    return (
        f"{number}\t{kind}\t{DAYS[starts]}\t{DAYS[ends]}\t{escaped(words)}{more}"
        f"{signature(posted_by, posted_at)}"
    )


def more_text(draft: EntryDraft) -> str:
    """Return the part of an entry's text behind its words, up to its signature."""
    document, evidence, source, reverses, pairing, batch = draft[5:]
    came = "\\N" if batch is None else batch
    back = "\\N" if reverses is None else reverses
    return (
        f"\t{escaped(document)}\t{escaped(evidence)}\t{escaped(source)}\t{came}\t{back}\t"
        f"{escaped(pairing)}"
    )


def signature(posted_by: str, posted_at: str) -> str:
    """Return the end of an entry's text, the same for all that is posted together."""
    return f"\t{escaped(posted_by)}\t{posted_at}"


def hash_of(previous: str, text: str) -> str:
    """Return the hash of an entry whose whole text (its row and its lines' rows) is `text`."""
    return hashlib.sha256(f"{previous}\n{text}".encode()).hexdigest()
