"""The kinds of return that can be read: every module here that declares a `KIND` is one."""

from __future__ import annotations

import importlib
import pkgutil
from typing import TYPE_CHECKING

from jiedui.kernel.problem import refuse

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jiedui.exchange.kinds.declaration import Kind


def _declared() -> Iterator[Kind]:
    """Yield the kind of every declaration file of this package."""
    for found in pkgutil.iter_modules(__path__):
        module = importlib.import_module(f"{__name__}.{found.name}")
        if hasattr(module, "KIND"):
            yield module.KIND


KINDS: dict[str, Kind] = {
    kind.code: kind for kind in sorted(_declared(), key=lambda one: (one.order, one.code))
}
"""Every kind by its code."""


def check_kind(kind: str) -> None:
    """Refuse a kind that does not exist.

    Raises:
        Refused: There is no such kind.
    """
    if kind not in KINDS:
        raise refuse(
            "RETURN_KIND_UNKNOWN",
            found=kind or "no kind",
            expected=f"one of {', '.join(KINDS)}",
            hint="`jiedui template --list` tells what each is.",
        )
