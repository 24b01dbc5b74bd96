"""A pause for Python's garbage collector while a bulk of values is made. Knows no Django.

Nothing made in bulk here forms cycles, and the collector would walk all of it again and again.
"""

from __future__ import annotations

import contextlib
import gc
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextlib.contextmanager
def paused() -> Iterator[None]:
    """Pause the collector; one that was paused already stays so."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
