"""The catalogue: data sets, rules and explanations, as explicit lists. Declarations only."""

from __future__ import annotations

from jiedui.checks.rules import assets, guarantees, people, register, warnings
from jiedui.checks.rules.datasets import DATASETS, REGISTER
from jiedui.checks.rules.explanations import EXPLANATIONS

RULES = {
    rule.code: rule
    for chapter in (register, assets, people, guarantees, warnings)
    for rule in chapter.RULES
}
"""Every rule that is shipped, by code."""

__all__ = ["DATASETS", "EXPLANATIONS", "REGISTER", "RULES"]
