"""What packages declare to lie sealed in their tables under the office's own keys.

A package with such columns names a module in its `AppConfig` (`sealed_columns`) that holds
`SEALED`; a renewal of keys goes through them. Uploads need no declaration: they lie in one place.
"""

from __future__ import annotations

import importlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.apps import apps

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from django.db.models import Model


@dataclass(frozen=True, slots=True)
class SealedColumn:
    """A column of boxes.

    Attributes:
        model: The table.
        column: The column's name.
        place: What a row's box is bound to.
        only: Which rows, as a filter of Django; all of them by default.
        prefix: What stands before the box; rows that begin otherwise hold no box of the office's
            own keys.
    """

    model: type[Model]
    column: str
    place: Callable[[Any], str]
    only: Mapping[str, object] = field(default_factory=dict)
    prefix: bytes = b""

    def box_of(self, row: Model) -> bytes | None:
        """Return the box of a row; None where it holds none."""
        content = bytes(getattr(row, self.column) or b"")
        if not content or not content.startswith(self.prefix):
            return None
        return content[len(self.prefix) :]


def sealed_columns() -> list[SealedColumn]:
    """Return every column that an installed package declares."""
    names = [getattr(config, "sealed_columns", "") for config in apps.get_app_configs()]
    modules = [importlib.import_module(name) for name in names if name]
    return [one for module in modules for one in module.SEALED]
