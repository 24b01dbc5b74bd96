"""What rests on the register is asked again when somebody changes it: lists of beneficiaries (R13).

Faults of the register itself (R14) are counted by county; lists and the nightly run ask for them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from jiedui.attention.commands import look_again
from jiedui.registry import writing
from jiedui.registry.household import OPEN
from jiedui.registry.models import Phase

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection

    from jiedui.access.scope import Actor


def changed(households: Collection[int], *, actor: Actor, now: dt.datetime) -> None:
    """Make what is kept of some households anew, and ask what rests on them again."""
    writing.refresh(households)
    told(households, actor=actor, now=now)


def told(households: Collection[int], *, actor: Actor, now: dt.datetime) -> None:
    """Ask what rests on the register again: somebody told something of these households."""
    counties: set[int] = set()
    asked = sorted(households)
    for at in range(0, len(asked), writing.CHUNK):
        rows = Phase.objects.filter(household__in=asked[at : at + writing.CHUNK], known_until=OPEN)
        counties |= set(map(int, rows.values_list("village__county", flat=True).distinct()))
    look_again("register", counties, actor=actor, now=now)
