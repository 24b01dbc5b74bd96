"""The kinds of return that can be read: one declaration file each, listed here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jiedui.exchange.kinds import (
    donation,
    household_counts,
    pairing,
    plan,
    project_fund,
    secondment,
    statement,
    training,
)

if TYPE_CHECKING:
    from jiedui.exchange.kinds.declaration import Kind

KINDS: dict[str, Kind] = {
    module.KIND.code: module.KIND
    for module in (
        project_fund,
        plan,
        donation,
        training,
        secondment,
        pairing,
        household_counts,
        statement,
    )
}
"""Every kind by its code."""
