"""Pairings in force, and since when."""

from __future__ import annotations

from jiedui.figures.catalogue.dimensions import PLACES, WHO
from jiedui.figures.model import Figure, Kind

PAIRINGS = (
    Figure(
        "pairings", "结对关系数", "pairings in force", "pairing", Kind.IN_FORCE,
        (
            "所问日期(或期间)有效的结对关系;不指明时为尚未终止的。",
            "Pairings in force on the day or in the period asked for; by default those still open.",
        ),
        ("Pairing:InForce",), dimensions=(*PLACES, *WHO, "document"), additive=("pairing_kind",),
        group="pairings",
    ),
    Figure(
        "pairing_start_year", "结对起始年份", "first year of pairing", "year", Kind.IN_FORCE,
        ("所问结对关系中最早的起始年份。", "The earliest first year of the pairings asked for."),
        ("Pairing:InForce",), dimensions=(*PLACES, *WHO, "document"), group="pairings",
    ),
)  # fmt: skip
"""Figures of pairings."""
