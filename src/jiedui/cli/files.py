"""Files named on the command line: read whole or refused, written whole or not at all."""

from __future__ import annotations

import tempfile
from pathlib import Path

from jiedui.kernel.problem import Source, refuse


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


def write_whole(path: Path, content: bytes) -> None:
    """Write a file whole; a disk that is full leaves what was there before.

    Raises:
        Refused: The file cannot be written there.
    """
    folder = path.resolve().parent
    try:
        with tempfile.TemporaryDirectory(prefix=".jiedui-", dir=folder) as passing:
            fresh = Path(passing) / path.name
            fresh.write_bytes(content)
            fresh.replace(path)
    except OSError as error:
        raise refuse(
            "FILE_UNWRITTEN",
            found=error.strerror or "cannot be written",
            expected="a directory with room that this user may write",
            hint="Nothing was written; name another file with --out.",
            source=Source(str(path)),
        ) from error


WORKBOOKS = (".xlsx", ".xlsm", ".xls", ".et", ".ods", ".csv", ".tsv")
"""Endings of tables; every other file is taken for running text."""


def is_workbook(path: Path) -> bool:
    """Whether a file is a table by its name."""
    return path.suffix.lower() in WORKBOOKS
