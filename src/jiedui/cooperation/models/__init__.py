"""Shape of the tables of cooperation. Private to this package."""

from jiedui.cooperation.models.commerce import Enterprise, Investment, Sale, SaleClaim, Workshop
from jiedui.cooperation.models.people import Attendance, Placement, Secondment, Training
from jiedui.cooperation.models.relations import (
    Agreement,
    Amendment,
    Attachment,
    Pairing,
    Party,
    Programme,
    Promise,
    Proposal,
    Visit,
)

__all__ = (
    "Agreement",
    "Amendment",
    "Attachment",
    "Attendance",
    "Enterprise",
    "Investment",
    "Pairing",
    "Party",
    "Placement",
    "Programme",
    "Promise",
    "Proposal",
    "Sale",
    "SaleClaim",
    "Secondment",
    "Training",
    "Visit",
    "Workshop",
)
