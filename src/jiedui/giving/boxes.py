"""Columns of donors, wishes and claims that lie sealed under the office's own keys."""

from __future__ import annotations

from jiedui.access.boxes import SealedColumn
from jiedui.giving.models import BoardKey, Claim, Donor, Wish
from jiedui.giving.sealbox import KEY_PLACE, VAULT, claim_place, donor_place, wish_place

SEALED = (
    SealedColumn(Donor, "sealed", lambda row: donor_place(row.seal)),
    SealedColumn(Wish, "sealed", lambda row: wish_place(row.seal)),
    SealedColumn(Claim, "sealed", lambda row: claim_place(row.seal), prefix=VAULT),
    SealedColumn(BoardKey, "sealed_private", lambda _: KEY_PLACE),
)
