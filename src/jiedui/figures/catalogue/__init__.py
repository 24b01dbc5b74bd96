"""Every figure and dimension there is: declarations only, an explicit list. Knows no Django."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jiedui.figures.catalogue.dimensions import DIMENSIONS
from jiedui.figures.catalogue.duties import DUTIES
from jiedui.figures.catalogue.funds import FUNDS
from jiedui.figures.catalogue.gifts import GIFTS
from jiedui.figures.catalogue.households import HOUSEHOLDS
from jiedui.figures.catalogue.pairings import PAIRINGS
from jiedui.figures.catalogue.people import PEOPLE
from jiedui.figures.catalogue.projects import PROJECTS

if TYPE_CHECKING:
    from jiedui.figures.model import Figure

__all__ = ("DIMENSIONS", "FIGURES")

FIGURES: dict[str, Figure] = {
    figure.code: figure
    for figure in (*FUNDS, *GIFTS, *PROJECTS, *PEOPLE, *HOUSEHOLDS, *PAIRINGS, *DUTIES)
}
"""Every figure, by code."""
