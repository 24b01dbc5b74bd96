"""Donors who asked not to be named in public."""

from __future__ import annotations

from jiedui.giving.models import Donor
from jiedui.giving.naming import is_unnamed


def unnamed_payers() -> dict[str, int]:
    """Return the book's keys of donors who asked not to be named, each with the donor's number.

    Persons are left out: the book never holds their names. A key that another donor shares, who did
    not ask, stays hidden too.
    """
    asked = Donor.objects.filter(name_choice="anonymous").order_by("-pk")
    return {row.payer: row.pk for row in asked if row.payer and not is_unnamed(row.payer)}
