"""A moment as the one text it has in the book, in the log and in every hash. Knows no Django."""

from __future__ import annotations

import datetime as dt
from functools import lru_cache

_LENGTH = len("2017-11-03 02:00:00.000000")


@lru_cache(maxsize=256)
def stamp(moment: dt.datetime) -> str:
    """Return a moment as canonical text in UTC, to the microsecond: 2017-11-03 02:00:00.000000.

    Raises:
        ValueError: The moment has no time zone; that is a bug in the caller.
    """
    if moment.utcoffset() is None:
        message = "a moment without a time zone"
        raise ValueError(message)
    return moment.astimezone(dt.UTC).isoformat(" ", "microseconds")[:_LENGTH]
