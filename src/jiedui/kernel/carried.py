"""Tables that a library carries as files, read without importing it. Knows no Django."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from importlib.machinery import ModuleSpec


def carried(package: str, *path: str) -> str:
    """Return the text of a file of an installed package.

    Importing the package would run it, and load tables of its own that nobody asked for.

    Args:
        package: Its top-level name.
        path: The folders and the file, from the package's own folder.

    Raises:
        OSError: There is no such file.
    """
    spec = cast("ModuleSpec", find_spec(package))
    folder = cast("list[str]", spec.submodule_search_locations)[0]
    return Path(folder, *path).read_text(encoding="utf-8")
