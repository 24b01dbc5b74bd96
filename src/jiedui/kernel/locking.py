"""Files that let one process at a time do what only one may do. Knows no Django."""

from __future__ import annotations

import contextlib
import fcntl
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@contextlib.contextmanager
def alone(path: Path) -> Iterator[None]:
    """Wait for every other process that holds a file, and keep them out meanwhile.

    Args:
        path: The file, made where there is none and left behind empty.

    Raises:
        OSError: It cannot be made or written.
    """
    with path.open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
