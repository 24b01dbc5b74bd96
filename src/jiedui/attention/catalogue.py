"""Every house rule that an installed package declares."""

from __future__ import annotations

import importlib
from functools import cache
from typing import TYPE_CHECKING

from django.apps import apps

if TYPE_CHECKING:
    from types import ModuleType

    from jiedui.attention.declaration import Follows, Rule


def follows(kind: str) -> list[Follows]:
    """Return what installed packages declare to rest on a kind of thing."""
    return [
        one for module in _modules() for one in getattr(module, "FOLLOWS", ()) if one.kind == kind
    ]


def _modules() -> list[ModuleType]:
    names = [getattr(config, "house_rules", "") for config in apps.get_app_configs()]
    return [importlib.import_module(name) for name in names if name]


@cache
def rules() -> dict[str, Rule]:
    """Return every rule by its code, in the order of codes.

    Raises:
        ValueError: Two packages declare the same code.
    """
    found: dict[str, Rule] = {}
    for module in _modules():
        declared: tuple[Rule, ...] = module.RULES
        for rule in declared:
            if rule.code in found:
                message = f"rule {rule.code} is declared twice"
                raise ValueError(message)
            found[rule.code] = rule
    return dict(sorted(found.items()))
