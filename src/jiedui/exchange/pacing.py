"""How far the reading of one file has come, told to whoever watches. Knows no Django.

The loops that take long tell their place through `tick`; who waits for them listens with
`watched`. Nobody listening costs one look-up every few thousand rows.
"""

from __future__ import annotations

from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterator

EVERY = 4_096
"""Rows between two ticks."""


class Watcher(Protocol):
    """Is told how far a stage has come."""

    def __call__(self, stage: str, done: int, of: int) -> None:
        """Hear of it.

        Args:
            stage: `cells` while the sheets are opened, `rows` while their rows are understood.
            done: Rows done of the sheet in hand.
            of: Its rows.
        """


_WATCHER: ContextVar[Watcher | None] = ContextVar("watcher", default=None)


@contextmanager
def watched(watcher: Watcher | None) -> Iterator[None]:
    """Let a watcher hear of what is read inside."""
    token = _WATCHER.set(watcher)
    try:
        yield
    finally:
        _WATCHER.reset(token)


def tick(stage: str, done: int, of: int) -> None:
    """Tell the watcher, if there is one; called every `EVERY` rows."""
    watcher = _WATCHER.get()
    if watcher is not None:
        watcher(stage, done, of)
