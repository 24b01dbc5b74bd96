"""New keys for everything that the office's own keys seal: files received, rows that wait, people.

Everything is sealed anew step by step, each step a transaction; the older keys are removed last.
On SQLite a command is alone while it writes. On PostgreSQL every command shares a lock
(`access.command`), which a renewal takes for itself alone when it makes keys, rewrites files and
removes keys: so nothing is still being sealed with a key that goes.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from django.db import connection

from jiedui.access import vault
from jiedui.access.boxes import sealed_columns
from jiedui.access.command import command, hold_alone
from jiedui.kernel.problem import refuse

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable

    from django.db.models import Model

    from jiedui.access.boxes import SealedColumn
    from jiedui.access.scope import Actor

ROWS_AT_ONCE = 1000
"""Rows gone through in one transaction."""

FILES_AT_ONCE = 20
"""Files sealed anew in one transaction."""


class VaultRenewed(NamedTuple):
    """A renewal, or a step of it: how many boxes were sealed anew, with which generation."""

    done: int
    generation: int

    @property
    def subject(self) -> str:
        """What the log says."""
        return f"office keys, generation {self.generation}: {self.done} sealed anew"


@dataclass(frozen=True, slots=True)
class Gone:
    """Boxes gone through: how many were sealed anew, the last one, what the log says."""

    done: int
    last: int | None
    subject: str


@command("registry.keys")
def begin_renewal(*, actor: Actor, now: dt.datetime) -> VaultRenewed:
    """Make a new generation of the office's keys, or go on with one that was begun.

    Args:
        actor: Who renews.
        now: The moment.
    """
    del actor, now
    hold_alone(connection)
    kept = vault.generations()
    if len(kept) == 1:
        vault.make_generation(kept[0] + 1)
    return VaultRenewed(0, vault.generations()[-1])


@command("registry.keys")
def renew_rows(at: int, after: int, *, actor: Actor, now: dt.datetime) -> Gone:
    """Seal the next rows of a column anew where older keys, or another cipher, sealed them.

    Args:
        at: Which of the declared columns.
        after: The number of the last row that was gone through.
        actor: Who renews.
        now: The moment.

    Raises:
        Refused: A box cannot be opened.
    """
    del actor, now
    column = sealed_columns()[at]
    found = column.model._default_manager.filter(pk__gt=after, **column.only)  # noqa: SLF001
    rows = list(found.select_for_update().order_by("pk")[:ROWS_AT_ONCE])
    head = vault.newest_head()
    older = [one for one in rows if _is_older(column, one, head)]
    for one in older:
        box, place = column.box_of(one) or b"", column.place(one)
        anew = vault.sealed(vault.opened(box, place=place), place=place)
        setattr(one, column.column, column.prefix + anew)
    column.model._default_manager.bulk_update(older, [column.column], batch_size=200)  # noqa: SLF001
    last = rows[-1].pk if rows else None
    name = column.model._meta.db_table  # noqa: SLF001
    return Gone(len(older), last, f"{name} {column.column}: {len(older)} sealed anew")


def _is_older(column: SealedColumn, row: Model, head: bytes) -> bool:
    box = column.box_of(row)
    return box is not None and not box.startswith(head)


@command("registry.keys")
def renew_files(*, actor: Actor, now: dt.datetime) -> Gone:
    """Seal the next files anew where older keys, or another cipher, sealed them.

    Args:
        actor: Who renews.
        now: The moment.

    Raises:
        Refused: A file cannot be opened, or the disk is full.
    """
    del actor, now
    hold_alone(connection)
    older = [name for name in vault.kept_uploads() if vault.is_upload_older(name)]
    for name in older[:FILES_AT_ONCE]:
        vault.keep_upload(vault.upload(name), name=name)
    done = len(older[:FILES_AT_ONCE])
    last = len(older) - done or None
    return Gone(done, last, f"uploads: {done} sealed anew")


@command("registry.keys")
def finish_renewal(*, actor: Actor, now: dt.datetime) -> VaultRenewed:
    """Remove the keys that nothing is sealed with any more.

    Args:
        actor: Who renews.
        now: The moment.

    Raises:
        Refused: Something is still sealed with them; no key is removed then.
    """
    del actor, now
    hold_alone(connection)
    head, *older = vault.newest_head(), *vault.generations()[:-1]
    left = sum(vault.is_upload_older(name) for name in vault.kept_uploads())
    for column in sealed_columns():
        rows = column.model._default_manager.filter(**column.only)  # noqa: SLF001
        left += sum(_is_older(column, one, head) for one in rows.iterator(chunk_size=ROWS_AT_ONCE))
    if left:
        raise refuse(
            "KEYS_STILL_NEEDED",
            found=f"{left} files and rows that older keys sealed",
            expected="none",
            hint="No key was removed. Renew the keys again.",
        )
    for number in older:
        vault.forget_generation(number)
    return VaultRenewed(0, vault.generations()[-1])


def renew_office_keys(
    *, actor: Actor, now: dt.datetime, progress: Callable[[Gone], None] | None = None
) -> VaultRenewed:
    """Seal everything anew with a new generation of the office's keys, then remove the older ones.

    Interrupted at any point, everything reads, and called again it goes on: keys are removed last.

    Args:
        actor: Who renews.
        now: The moment.
        progress: Told after every step.

    Returns:
        How many boxes were sealed anew.

    Raises:
        Refused: The actor may not, or something cannot be opened; no key is removed then.
    """
    generation, done = begin_renewal(actor=actor, now=now).generation, 0
    tell = progress or (lambda _: None)
    for at in range(len(sealed_columns())):
        last: int | None = 0
        while last is not None:
            gone = renew_rows(at, last, actor=actor, now=now)
            done, last = done + gone.done, gone.last
            tell(gone)
    last = 1
    while last is not None:
        gone = renew_files(actor=actor, now=now)
        done, last = done + gone.done, gone.last
        tell(gone)
    finish_renewal(actor=actor, now=now)
    return VaultRenewed(done, generation)
