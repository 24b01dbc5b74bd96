"""Whether work lasted: three and six months, by what is certain and by what is possible.

Source of the thresholds: DOMAIN 5.2 and R18; dated data in `thresholds.toml`. Knows no Django.
"""

from __future__ import annotations

import enum
from typing import TYPE_CHECKING, NamedTuple

from jiedui.cooperation.posts import months_between

if TYPE_CHECKING:
    import datetime as dt

    from jiedui.kernel.period import Period


class Stability(enum.StrEnum):
    """How long a placement has lasted."""

    SIX = "six"
    THREE = "three"
    SHORT = "short"
    MAYBE = "maybe"
    NOT_KNOWN = "not_known"


class Work(NamedTuple):
    """A placement as far as time goes: the days it may have begun and ended on."""

    began: Period | None
    ended: Period | None = None


def months(work: Work, *, on: dt.date) -> tuple[int, int]:
    """Return how many whole months a placement lasted up to a day: at least, at most."""
    if work.began is None:
        return 0, 0
    ended = work.ended
    last_low = min(on, ended.starts) if ended else on
    last_high = min(on, ended.ends) if ended else on
    return months_between(work.began.ends, last_low), months_between(work.began.starts, last_high)


def stability(work: Work, *, on: dt.date) -> Stability:
    """Return whether a placement has lasted six months, three, less, or nobody can tell."""
    if work.began is None:
        return Stability.NOT_KNOWN
    low, high = months(work, on=on)
    if low >= 6:
        return Stability.SIX
    if low >= 3:
        return Stability.THREE
    return Stability.SHORT if high < 3 else Stability.MAYBE


def is_stable_claim_wrong(work: Work, *, claimed: int, on: dt.date) -> bool:
    """Whether a placement is told as lasting so many months and cannot have (R18)."""
    return claimed > 0 and work.began is not None and months(work, on=on)[1] < claimed
