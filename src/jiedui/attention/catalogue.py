"""Every house rule that an installed package declares."""

from __future__ import annotations

import importlib
from functools import cache
from typing import TYPE_CHECKING

from django.apps import apps

if TYPE_CHECKING:
    from jiedui.attention.declaration import Rule


@cache
def rules() -> dict[str, Rule]:
    """Return every rule by its code, in the order of codes.

    Raises:
        ValueError: Two packages declare the same code.
    """
    found: dict[str, Rule] = {}
    for config in apps.get_app_configs():
        module = getattr(config, "house_rules", "")
        if not module:
            continue
        declared: tuple[Rule, ...] = importlib.import_module(module).RULES
        for rule in declared:
            if rule.code in found:
                message = f"rule {rule.code} is declared twice"
                raise ValueError(message)
            found[rule.code] = rule
    return dict(sorted(found.items()))
