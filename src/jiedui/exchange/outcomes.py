"""What writes to batches return: a file received, a batch posted, a batch decided otherwise."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from jiedui.books.commands import Posted

if TYPE_CHECKING:
    from jiedui.kernel.problem import Problem


@dataclass(frozen=True, slots=True)
class Received:
    """A file that was received, held against the book as it was then.

    Attributes:
        number: The number of its batch.
        name: The file's name.
        problems: Everything told about it, by reading and by drafting, each once.
        rows: How many rows it has, printed sums not counted.
        ready: How many of them can be posted as they are.
        warned: How many need a person's yes.
        waiting: How many an error keeps back.
        nothing: How many give nothing to post, most of them on record already.
        replaces: The posted batch that it looks like sent again with changes; None otherwise.
        sender: Name of the unit that sent it, "" when it is not known.
    """

    number: int
    name: str
    problems: tuple[Problem, ...]
    rows: int = 0
    ready: int = 0
    warned: int = 0
    waiting: int = 0
    nothing: int = 0
    replaces: int | None = None
    sender: str = ""

    @property
    def subject(self) -> str:
        """What the log says."""
        return f"batch {self.number}"


@dataclass(frozen=True, slots=True)
class PostedBatch(Posted):
    """What was posted of a batch: its entries and the book's new head, and what became of its rows.

    Attributes:
        batch: The batch.
        rows: How many rows were posted, printed sums not counted.
        waiting: How many an error kept back: they are in no book until they are sent again.
        nothing: How many gave nothing to post, most of them on record already.
        problems: Everything told of the rows that wait.
        recorded: How many records beside the book its rows made or changed.

    `first` and `last` are 0, and `hash` "", where its rows count nothing and only make records.
    """

    batch: int = 0
    rows: int = 0
    waiting: int = 0
    nothing: int = 0
    problems: tuple[Problem, ...] = ()
    recorded: int = 0


@dataclass(frozen=True, slots=True)
class Done:
    """What was done to a batch."""

    number: int

    @property
    def subject(self) -> str:
        """What the log says."""
        return f"batch {self.number}"
