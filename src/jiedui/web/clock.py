"""The one clock of the web: views read it and hand the moment down; nothing below reads a clock."""

from __future__ import annotations

import datetime as dt


def now() -> dt.datetime:
    """Return the present moment with its time zone."""
    return dt.datetime.now(tz=dt.UTC)


def today() -> dt.date:
    """Return today's date where the office is."""
    return now().astimezone().date()
