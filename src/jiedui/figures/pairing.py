"""The pairings the book knows at an entry, and the figures about them. Knows no Django."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from jiedui.figures import listed
from jiedui.figures.complete import reaching
from jiedui.figures.region import Pairing, Pairings
from jiedui.kernel.period import Period

if TYPE_CHECKING:
    from collections.abc import Mapping

    from jiedui.facts.store import Facts

ACCOUNT = "Pairing:InForce"


@lru_cache(maxsize=32)
def _read(facts: Facts, known_at: int) -> Pairings:
    held = reaching(facts, known_at)
    if ACCOUNT not in facts.profile.habits:
        return Pairings(held=held)
    found, _ = facts.run(facts.template(listed.pairings, ACCOUNT), {"known_at": known_at})
    every = tuple(pairing_of(row) for row in found.to_pylist() if row["recipient"])
    return Pairings(every, held=held)


def pairing_of(row: Mapping[str, Any]) -> Pairing:
    """Return the pairing a line states; its donor is the organisation or town, or the owner."""
    period = Period(row["starts"], row["ends"])
    return Pairing(
        row["recipient"], row["payer"] or row["owner"], row["pairing_kind"], period, row["owner"]
    )


def pairings_known(facts: Facts, known_at: int) -> Pairings:
    """Return the pairings known at an entry, net of those taken back; read once per state.

    With them goes which excluded scopes still hold.
    """
    return _read(facts, known_at)
