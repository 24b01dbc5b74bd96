"""What clues forget of people who are erased: the hash by which they could be found again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jiedui.clues.boxes import person_hash
from jiedui.clues.models import Clue

if TYPE_CHECKING:
    from collections.abc import Iterable


def forget(people: Iterable[int]) -> int:
    """Let no identity number find the clues about some people of the register; return how many.

    State, steps and evidence stay, so that a decision can be answered for; names stand in the
    register alone. Called inside the transaction that erases.
    """
    found = list(Clue.objects.filter(person__in=list(people)))
    for one in found:
        one.person_hash = person_hash(f"erased {one.token}")
    Clue.objects.bulk_update(found, ["person_hash"], batch_size=200)
    return len(found)
