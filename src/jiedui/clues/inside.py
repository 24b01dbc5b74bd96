"""Which clues lie inside some places: the one condition under which clues are read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q

from jiedui.kernel.place import members

if TYPE_CHECKING:
    from collections.abc import Iterable


def within(places: Iterable[str]) -> Q:
    """Return the condition of clues that lie in one of some places ("" = anywhere)."""
    found = Q(pk__in=())
    for key in (one for place in places for one in members(place)):
        if not key:
            return Q()
        code = key[:6]
        start = code[:2] if code.endswith("0000") else code[:4] if code.endswith("00") else key
        found |= Q(place=key) | Q(place__startswith=start if start != key else f"{key}:")
    return found
