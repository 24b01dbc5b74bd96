"""Rows by number within a scope; the one place that says there is no such thing."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from jiedui.giving.models import Campaign, Claim, Donor, Gift, Pledge, Wish
from jiedui.kernel.place import covers
from jiedui.kernel.problem import refuse

if TYPE_CHECKING:
    from django.db.models import Model, QuerySet

    from jiedui.access.scope import Scope
    from jiedui.kernel.problem import Refused

M = TypeVar("M", bound="Model")


def within(rows: QuerySet[M], scope: Scope, column: str) -> QuerySet[M]:
    """Return the rows whose place lies in the scope; of no known place, for those who see all."""
    if scope.is_everywhere:
        return rows
    known = rows.order_by().values_list(column, flat=True).distinct()
    keys = [key for key in known if key and any(covers(place, str(key)) for place in scope.places)]
    return rows.filter(**{f"{column}__in": keys})


def gift_row(scope: Scope, number: int) -> Gift:
    """Return a gift, held until the transaction ends."""
    row = (
        Gift.objects.select_for_update(of=("self",))
        .select_related("donor")
        .filter(pk=number)
        .first()
    )
    if row is None or not scope.sees(row.recipient or None):
        raise unknown("gift", number)
    return row


def donor_row(number: int) -> Donor:
    """Return a donor."""
    row = Donor.objects.filter(pk=number).first()
    if row is None:
        raise unknown("donor", number)
    return row


def pledge_row(scope: Scope, number: int) -> Pledge:
    """Return a pledge."""
    row = Pledge.objects.filter(pk=number).first()
    if row is None or not scope.sees(row.recipient or None):
        raise unknown("pledge", number)
    return row


def campaign_row(scope: Scope, number: int) -> Campaign:
    """Return a campaign; one for no place is everybody's."""
    row = Campaign.objects.filter(pk=number).first()
    if row is None or (row.recipient and not reaches(scope, row.recipient)):
        raise unknown("campaign", number)
    return row


def reaches(scope: Scope, key: str) -> bool:
    """Whether a scope touches a place: sees it, or sees something inside it."""
    return scope.sees(key) or any(covers(key, place) for place in scope.places if place)


def wish_row(scope: Scope, number: int) -> Wish:
    """Return a wish, held until the transaction ends."""
    row = (
        Wish.objects.select_for_update(of=("self",))
        .select_related("campaign")
        .filter(pk=number)
        .first()
    )
    if row is None or not scope.sees(row.place):
        raise unknown("wish", number)
    return row


def claim_row(scope: Scope, number: int) -> Claim:
    """Return a claim with its wish, both held until the transaction ends."""
    row = (
        Claim.objects.select_for_update(of=("self", "wish"))
        .select_related("wish", "wish__campaign")
        .filter(pk=number)
        .first()
    )
    if row is None or not scope.sees(row.wish.place):
        raise unknown("reservation", number)
    return row


def unknown(what: str, number: int) -> Refused:
    """Return the refusal that there is no such thing within one's places."""
    return refuse(
        f"{what.upper()}_UNKNOWN", found=f"{what} {number}", expected=f"a {what} within your places"
    )


def second_person(who: str, did: str) -> Refused:
    """Return the refusal that a second person is needed."""
    return refuse(
        "SECOND_PERSON",
        found=f"{who} {did}",
        expected="a second person",
        hint="Ask a colleague who may do it.",
    )
