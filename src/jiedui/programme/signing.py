"""Whether a payment needs the two signatures: a place's own rule, dated."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jiedui.kernel.place import covers

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from jiedui.programme.models import Signing


def is_signed(place: str, on: dt.date, signings: Iterable[Signing]) -> bool:
    """Return whether payments in a place on a day need both signatures: the narrowest rule says."""
    fitting = [
        one for one in signings if one.since <= on and (not one.place or covers(one.place, place))
    ]
    best = max(fitting, key=lambda one: (len(one.place.rstrip("0")), one.since), default=None)
    return best is not None and best.is_needed
