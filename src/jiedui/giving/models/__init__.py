"""Shape of the tables of giving. Private to this package; they know nothing of the floors below."""

from jiedui.giving.models.donors import Bill, BillChase, Donor, DonorMerge, Pledge
from jiedui.giving.models.gifts import Consent, Gift, GiftHand, GiftUse, GoodsLine, GoodsMove
from jiedui.giving.models.wishes import (
    BoardKey,
    Campaign,
    Claim,
    Offer,
    Tally,
    Wish,
    WishStep,
)

__all__ = (
    "Bill",
    "BillChase",
    "BoardKey",
    "Campaign",
    "Claim",
    "Consent",
    "Donor",
    "DonorMerge",
    "Gift",
    "GiftHand",
    "GiftUse",
    "GoodsLine",
    "GoodsMove",
    "Offer",
    "Pledge",
    "Tally",
    "Wish",
    "WishStep",
)
