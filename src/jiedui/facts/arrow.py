"""pyarrow as this package loads it: without pandas, which takes longer to load than most answers.

pyarrow looks for pandas once, when it first makes an array of a list, and loads it where it is
installed (Ibis brings it). Told once that it cannot be had, it does without. Knows no Django.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pyarrow as pa

if TYPE_CHECKING:
    from collections.abc import Sequence
    from importlib.machinery import ModuleSpec


class _Without:
    """A finder that says there is no pandas."""

    def find_spec(
        self, name: str, path: Sequence[str] | None = None, target: object = None
    ) -> ModuleSpec | None:
        """Refuse pandas; leave every other name to the finders after this one."""
        del path, target
        if name == "pandas":
            raise ModuleNotFoundError(name=name)
        return None


def look_without_pandas() -> None:
    """Let pyarrow look for pandas while it cannot be found; a pandas already loaded is kept."""
    if "pandas" in sys.modules:
        return
    finder = _Without()
    sys.meta_path.insert(0, finder)
    try:
        pa.array([0])
    finally:
        sys.meta_path.remove(finder)


look_without_pandas()
