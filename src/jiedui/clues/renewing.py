"""New keys for everything that the register's keys seal: people, forms, and what clues say."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from jiedui.access.command import command
from jiedui.access.renewing import Gone
from jiedui.clues.boxes import is_older, seal_anew
from jiedui.clues.models import Clue, Evidence, Paper, Taken
from jiedui.registry import sealing
from jiedui.registry.privacy import Renewed, renew_keys
from jiedui.registry.writing import hold_register

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable

    from jiedui.access.scope import Actor

BOXES: dict[str, type[Clue | Evidence | Taken | Paper]] = {
    "clue": Clue,
    "evidence": Evidence,
    "step": Taken,
    "paper": Paper,
}
"""Kind of a box to the table that keeps it; the database lets nothing else of a row change."""

AT_ONCE = 1000
"""Boxes gone through in one transaction."""


@command("registry.keys")
def renew_boxes(kind: str, after: int, *, actor: Actor, now: dt.datetime) -> Gone:
    """Seal the next boxes of a kind anew where older keys sealed them.

    Args:
        kind: A key of `BOXES`.
        after: The number of the last one that was gone through.
        actor: Who renews.
        now: The moment.
    """
    del actor, now
    table: Any = BOXES[kind]
    keys = hold_register()
    rows = list(table.objects.filter(pk__gt=after).order_by("pk")[:AT_ONCE])
    older = [one for one in rows if is_older(one.sealed, keys)]
    for one in older:
        one.sealed = seal_anew(one.sealed, kind=kind, token=one.token, keys=keys)
    table.objects.bulk_update(older, ["sealed"], batch_size=200)
    last = rows[-1].pk if rows else None
    return Gone(len(older), last, f"{kind}: {len(older)} sealed anew")


def renew_everything(
    *, actor: Actor, now: dt.datetime, progress: Callable[[Renewed], None] | None = None
) -> Renewed:
    """Seal everything anew with a new generation of keys, then remove the older ones.

    Interrupted at any point, everything reads, and called again it goes on: keys are removed last.

    Args:
        actor: Who renews.
        now: The moment.
        progress: Told after every step.

    Returns:
        How many things were sealed anew.

    Raises:
        Refused: The actor may not, or something cannot be opened; no key is removed then.
    """
    register = renew_keys(actor=actor, now=now, progress=progress)
    done = register.done
    for kind in BOXES:
        last: int | None = 0
        while last is not None:
            gone = renew_boxes(kind, last, actor=actor, now=now)
            done, last = done + gone.done, gone.last
    for number in sealing.generations():
        if number < register.generation:
            sealing.forget_generation(number)
    return Renewed(done, 0, register.generation)
