"""What is handed back to a sender: a batch's own workbook with every problem at its cell."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from jiedui.access.command import command
from jiedui.access.vault import upload
from jiedui.exchange import queries
from jiedui.exchange.annotated import annotated, copy_name
from jiedui.exchange.models import Batch

if TYPE_CHECKING:
    import datetime as dt

    from jiedui.access.scope import Actor


@dataclass(frozen=True, slots=True)
class Copy:
    """An annotated copy: its name, its bytes, the batch it is of."""

    name: str
    content: bytes
    batch: int

    @property
    def subject(self) -> str:
        """What the log says."""
        return f"annotated copy of batch {self.batch}"


@command("exchange.receive")
def annotated_copy(number: int, *, actor: Actor, now: dt.datetime, language: str = "zh") -> Copy:
    """Return a batch's workbook for its sender, with comments at the cells that have problems.

    It holds what the sender wrote, personal numbers included; who took it stands in the log.

    Args:
        number: The batch.
        actor: Who takes it.
        now: The moment.
        language: zh or en.

    Raises:
        Refused: There is no such batch in the actor's places, its file is gone, or it is too large.
    """
    del now
    found = queries.batch(actor.scope("exchange.receive"), number)
    name = found.summary.name
    if found.summary.state == Batch.WITHDRAWN:
        raise queries.unknown(number)
    content = annotated(
        name,
        upload(found.content),
        found.problems,
        columns=found.reading.columns,
        language=language,
    )
    return Copy(copy_name(name, language), content, number)
