"""Files named on the command line, read whole or refused in a sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jiedui.kernel.problem import Source, refuse

if TYPE_CHECKING:
    from pathlib import Path


def content_of(path: Path) -> bytes:
    """Return a file's bytes.

    Raises:
        Refused: There is no such file, or it cannot be read.
    """
    try:
        return path.read_bytes()
    except OSError as error:
        raise refuse(
            "FILE_MISSING" if isinstance(error, FileNotFoundError) else "FILE_UNREADABLE",
            found=error.strerror or "cannot be read",
            expected="a file this user can read",
            hint="Check the name and try again.",
            source=Source(str(path)),
        ) from error
