"""A pause for Python's garbage collector while a bulk of values is made. Knows no Django.

Nothing made in bulk here forms cycles, and the collector would walk all of it again and again.
"""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from types import TracebackType


class paused:  # noqa: N801  reads as what it does: with paused()
    """Pause the collector; one that was paused already stays so."""

    __slots__ = ("_was_on",)

    def __enter__(self) -> None:
        """Stop collecting."""
        self._was_on = gc.isenabled()
        gc.disable()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Collect again, where it was on before."""
        if self._was_on:
            gc.enable()
