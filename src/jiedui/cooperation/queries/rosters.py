"""A class roster that comes by a file, set against the one on record: who is new, who is gone."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from jiedui.access.vault import opened
from jiedui.cooperation.models import Training
from jiedui.cooperation.personal import roster
from jiedui.cooperation.queries.listing import scope_place
from jiedui.cooperation.queries.trainings import ROSTER_PLACE
from jiedui.kernel.identity import mask_number

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jiedui.cooperation.filed import FiledRow

_SUPPLEMENT = re.compile(r"补充|增补|补报|续报|续表|[(\uff08][补续][)\uff09]")
"""A file or sheet of this name adds to a roster instead of taking its place."""


@dataclass(frozen=True, slots=True)
class RosterChange:
    """What rows would make of a class's roster.

    Attributes:
        training: The class.
        title: Its name.
        kept: Who is on the roster then: name and number as written, joined by a tab.
        new: Those of them who are new.
        gone: Those who are on it now and would no longer be.
        is_supplement: Whether the rows add to the roster instead of taking its place.
    """

    training: int
    title: str
    kept: tuple[str, ...]
    new: tuple[str, ...]
    gone: tuple[str, ...]
    is_supplement: bool

    @property
    def gone_starred(self) -> tuple[str, ...]:
        """Who is removed, as others may read it: the first sign of the name, the number starred."""
        return tuple(_starred(one) for one in self.gone)


def class_of(row: FiledRow) -> int | None:
    """Return the one class a row names: by its name, in its county where it names one."""
    found = Training.objects.filter(title=row.text("class_name")[:200])
    if row.place:
        found = found.filter(place__startswith=scope_place(row.place)) or found.filter(place="")
    numbers = list(found.values_list("pk", flat=True)[:2])
    return numbers[0] if len(numbers) == 1 else None


def roster_change(training: int, rows: Sequence[FiledRow]) -> RosterChange:
    """Return what the rows of a file make of a class's roster; a person is on it once."""
    known = Training.objects.get(pk=training)
    sealed = bytes(known.roster) if known.roster else b""
    lines = roster(opened(sealed, place=ROSTER_PLACE).decode()) if sealed else []
    before = dict.fromkeys(f"{one.name}\t{one.id_no}" for one in lines)
    fresh = dict.fromkeys(
        f"{''.join(row.text('name').split())}\t{row.text('id_no')}" for row in rows
    )
    adds = any(_SUPPLEMENT.search(row.source) for row in rows)
    kept = dict.fromkeys((*before, *fresh)) if adds else fresh
    return RosterChange(
        training,
        known.title,
        tuple(kept),
        tuple(one for one in kept if one not in before),
        tuple(one for one in before if one not in kept),
        adds,
    )


def _starred(one: str) -> str:
    name, _, number = one.partition("\t")
    return (
        f"{name[:1]}{'*' * max(len(name) - 1, 1)} {mask_number(number) if number else ''}".strip()
    )
