"""Which assessment an address asks for: set, year, side, day; and the address of one."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

from jiedui.assess.indicator import Side
from jiedui.assess.queries import Wanted, set_for, side_of
from jiedui.kernel.period import parse_iso
from jiedui.kernel.problem import refuse
from jiedui.web.clock import today

if TYPE_CHECKING:
    import datetime as dt

    from django.http import QueryDict

    from jiedui.facts.store import Facts


def wanted_of(asked: QueryDict, known: Facts | None = None) -> Wanted:
    """Return which assessment an address (or a form) asks for.

    Args:
        asked: The address's query, or the form.
        known: The facts, to begin with the last year the book speaks of.

    Raises:
        Refused: The set, the year, the side or the day cannot be read.
    """
    as_of = _day(asked.get("as_of", ""))
    year = _year(asked.get("year", ""), as_of, known)
    side = side_of(asked.get("side", "") or Side.EAST)
    return Wanted(set_for(asked.get("set", ""), year), year, side, as_of)


def _year(text: str, as_of: dt.date | None, known: Facts | None) -> int:
    if text.strip():
        if not (text.isascii() and text.isdigit() and len(text) == 4):
            raise refuse("NUMBER_UNREADABLE", found=text[:20], expected="a year: 2017")
        return int(text)
    if as_of is not None:
        return as_of.year
    now = today()
    latest = now.year - 1 if now.month == 1 else now.year
    spoken = [] if known is None else [one.last_start for one in known.profile.recipients.values()]
    return min(latest, max((one.year for one in spoken), default=latest))


def _day(text: str) -> dt.date | None:
    if not text.strip():
        return None
    try:
        return parse_iso(text).ends
    except ValueError as error:
        raise refuse("DATE_UNREADABLE", found=text[:40], expected="2017-10-31") from error


def query_of(wanted: Wanted) -> str:
    """Return the query that asks for an assessment, with its `?`."""
    parts = {
        "set": f"{wanted.set.code}/{wanted.set.version}",
        "year": wanted.year,
        "side": str(wanted.side),
    }
    if wanted.as_of is not None:
        parts["as_of"] = wanted.as_of.isoformat()
    return f"?{urlencode(parts)}"
