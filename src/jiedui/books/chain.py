r"""The canonical text of an entry and the chain of hashes over it. Knows no Django.

An entry's text is its own columns, then each of its lines' columns in order, every row ended by a
line break. Columns are parted by tabs, null is written \\N, and backslash, tab and line breaks are
escaped: the text form of PostgreSQL's COPY, so that any program can make it again. The hash of an
entry is SHA-256 over the hash before it in hexadecimal, a line break, and this text in UTF-8.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, NamedTuple

from jiedui.books.soundness import side_of

if TYPE_CHECKING:
    import datetime as dt

    from jiedui.books.entry import Dims, EntryDraft, LineDraft

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

_NO_KEYS = (None, None, None)
_ESCAPES = str.maketrans(
    {"\\": "\\\\", "\b": "\\b", "\f": "\\f", "\n": "\\n", "\r": "\\r", "\t": "\\t", "\v": "\\v"}
)
_KEPT_MAX = 100_000
_keys: dict[Dims, tuple[str, tuple[str | None, ...] | None]] = {}
_days: dict[dt.date, str] = {}
_places: dict[tuple[str, str], tuple[str, str]] = {}


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


def day_text(day: dt.date) -> str:
    """Return a day as 2017-03-05; remembered, because books repeat theirs."""
    text = _days.get(day)
    if text is None:
        if len(_days) > _KEPT_MAX:
            _days.clear()
        text = _days[day] = day.isoformat()
    return text


def line_text(number: int, at: int, one: LineDraft) -> str:
    """Return the text of the line at position `at` of entry `number`, without its line break."""
    account, unit, amount, low, high, low_open, high_open, wording, sense = one[:9]
    itemised, overlap, excluding, cell, carves = one[12:]
    pointer = "\\N" if carves is None else carves
    return (
        f"{number}\t{at}\t{place_of(account, unit)[0]}\t{amount}\t{low}\t{high}\t"
        f"{low_open}\t{high_open}\t{wording}\t{sense}\t{day_text(one[9])}\t{day_text(one[10])}\t{keys_of(one[11])[0]}\t"
        f"{'1' if itemised else '0'}\t{overlap}\t{escaped(excluding)}\t{pointer}\t{escaped(cell)}"
    )


def place_of(account: str, unit: str) -> tuple[str, str]:
    """Return the text of side, account and unit, and the side; remembered."""
    found = _places.get((account, unit))
    if found is None:
        side = side_of(account)
        found = _places[account, unit] = (f"{side}\t{escaped(account)}\t{unit}", side)
    return found


def keys_of(dims: Dims) -> tuple[str, tuple[str | None, ...] | None]:
    """Return the text of a line's keys, and the first six where the others are null; remembered."""
    found = _keys.get(dims)
    if found is None:
        if len(_keys) > _KEPT_MAX:
            _keys.clear()
        first = tuple(dims[:6]) if dims[6:] == _NO_KEYS else None
        found = _keys[dims] = ("\t".join(escaped(key) for key in dims), first)
    return found


def entry_text(number: int, draft: EntryDraft, *, posted_by: str, posted_at: str) -> str:
    """Return the text of an entry's own columns, without its line break.

    Args:
        number: Its number.
        draft: Its content.
        posted_by: Sign-in name of who posted it.
        posted_at: When, in UTC, as `stamp` writes it.
    """
    starts, ends = (
        _days.get(draft[1]) or day_text(draft[1]),
        _days.get(draft[2]) or day_text(draft[2]),
    )
    if draft[5:] == PLAIN_ENTRY:
        return (
            f"{number}\t{draft[0]}\t{starts}\t{ends}\t{escaped(draft[3])}\t\t\t\t\\N\t\\N\t\t"
            f"{escaped(posted_by)}\t{posted_at}"
        )
    batch = "\\N" if draft.batch is None else draft.batch
    reverses = "\\N" if draft.reverses is None else draft.reverses
    return (
        f"{number}\t{draft.kind}\t{starts}\t{ends}\t{escaped(draft.words)}\t"
        f"{escaped(draft.document)}\t{escaped(draft.evidence)}\t{escaped(draft.source)}\t{batch}\t{reverses}\t"
        f"{escaped(draft.pairing)}\t{escaped(posted_by)}\t{posted_at}"
    )


def stamp(moment: dt.datetime) -> str:
    """Return a moment as canonical text in UTC, to the microsecond: 2017-11-03 02:00:00.000000.

    Raises:
        ValueError: The moment has no time zone; that is a bug in the caller.
    """
    shift = moment.utcoffset()
    if shift is None:
        message = "a moment without a time zone"
        raise ValueError(message)
    return (moment - shift).strftime("%Y-%m-%d %H:%M:%S.%f")


def hash_of(previous: str, text: str) -> str:
    """Return the hash of an entry whose whole text (its row and its lines' rows) is `text`."""
    return hashlib.sha256(f"{previous}\n{text}".encode()).hexdigest()
