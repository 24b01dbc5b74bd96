"""Who of a list is in the register today, and which counties have one; nothing else is told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jiedui.access.scope import EVERYWHERE
from jiedui.registry.household import OPEN
from jiedui.registry.measures import households_named
from jiedui.registry.models import Phase
from jiedui.registry.sealing import ring

if TYPE_CHECKING:
    from collections.abc import Iterable


def registered(numbers: Iterable[str]) -> frozenset[str]:
    """Return those identity numbers that a household of the register has as a member's today."""
    return frozenset(households_named(numbers, EVERYWHERE, ring()))


def counties_kept(counties: Iterable[str]) -> frozenset[str]:
    """Return those counties of which the register has a household: elsewhere nobody can tell."""
    rows = Phase.objects.filter(
        village__county__in=sorted(set(counties)), known_until=OPEN, until=OPEN
    )
    return frozenset(rows.values_list("village__county", flat=True).distinct())
