"""Campaigns of both kinds, wishes, who claimed them, and the history of every step."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from jiedui.giving.models.donors import Donor
from jiedui.giving.models.gifts import Gift

LIVE = (
    "reserved",
    "claimed",
    "purchased",
    "at_station",
    "delivered",
    "confirmed",
    "thanked",
    "disputed",
)
"""States of a claim that hold a part of its wish."""  # fmt: skip


class Campaign(models.Model):
    """A campaign: matched giving (a wish counted, a gift promised) or needs matching."""

    kind = models.CharField(max_length=16)
    name = models.CharField(max_length=100, unique=True)
    lead = models.CharField(max_length=400, blank=True, default="")
    state = models.CharField(max_length=16)
    sponsor = models.ForeignKey(Donor, models.PROTECT, null=True, related_name="campaigns")
    unit_gift_fen = models.BigIntegerField(null=True)
    cap_fen = models.BigIntegerField(null=True)
    fund = models.CharField(max_length=200, blank=True, default="")
    purpose = models.CharField(max_length=300, blank=True, default="")
    recipient = models.CharField(max_length=200, blank=True, default="")
    starts = models.DateField()
    ends = models.DateField()
    host = models.CharField(max_length=200, blank=True, default="")
    host_code = models.CharField(max_length=18, blank=True, default="")
    host_permit = models.CharField(max_length=100, blank=True, default="")
    is_members_only = models.BooleanField(default=False)
    hold_hours = models.IntegerField(default=72)
    counted = models.BigIntegerField(default=0)
    gift = models.OneToOneField(Gift, models.PROTECT, null=True, related_name="campaign")
    recorded_by = models.CharField(max_length=64)
    recorded_at = models.DateTimeField()
    opened_by = models.CharField(max_length=64, blank=True, default="")
    opened_at = models.DateTimeField(null=True)
    settled_by = models.CharField(max_length=64, blank=True, default="")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(starts__lte=F("ends")), name="campaign_days"),
            models.CheckConstraint(
                condition=Q(counted__gte=0, hold_hours__gt=0), name="campaign_counts"
            ),
            models.CheckConstraint(
                condition=~Q(kind="matched")
                | Q(state="reported")
                | Q(unit_gift_fen__gt=0, cap_fen__gt=0, sponsor__isnull=False),
                name="campaign_matched",
            ),
            models.CheckConstraint(
                condition=Q(state__in=("draft", "reported"))
                | Q(is_members_only=True)
                | ~Q(host=""),
                name="campaign_under_charity",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pk} {self.name}"


class Tally(models.Model):
    """Wishes of the public counted up to a moment, from a source that is named."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="tallies")
    on = models.DateField()
    count = models.BigIntegerField()
    source = models.CharField(max_length=200)
    recorded_by = models.CharField(max_length=64)
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["campaign", "on", "source"], name="tally_once")
        ]

    def __str__(self) -> str:
        return f"{self.campaign_id} {self.on} +{self.count}"


class Wish(models.Model):
    """One wish of a needs-matching campaign. Who receives it lies sealed; `alias` is public."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="wishes")
    item = models.CharField(max_length=60)
    words = models.CharField(max_length=200, blank=True, default="")
    alias = models.CharField(max_length=30)
    need = models.CharField(max_length=16)
    place = models.CharField(max_length=200)
    quantity = models.IntegerField()
    unit = models.CharField(max_length=8)
    price_fen = models.BigIntegerField(null=True)
    held = models.IntegerField(default=0)
    state = models.CharField(max_length=16)
    digest = models.CharField(max_length=64)
    sealed = models.BinaryField()
    seal = models.CharField(max_length=32, unique=True)
    station = models.CharField(max_length=100, blank=True, default="")
    instead_of = models.CharField(max_length=60, blank=True, default="")
    due_on = models.DateField(null=True)
    collected_by = models.CharField(max_length=64)
    collected_at = models.DateTimeField()
    reviewed_by = models.CharField(max_length=64, blank=True, default="")
    published_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(held__gte=0, quantity__gt=0) & Q(held__lte=F("quantity")),
                name="wish_held",
            ),
            models.UniqueConstraint(
                fields=["campaign", "digest"],
                condition=~Q(state="withdrawn"),
                name="wish_once",
            ),
            models.CheckConstraint(
                condition=Q(state__in=("draft", "withdrawn")) | ~Q(reviewed_by=F("collected_by")),
                name="wish_second_person",
            ),
        ]
        indexes = [
            models.Index(fields=["state", "-id"], name="wish_by_state"),
            models.Index(fields=["campaign", "state", "-id"], name="wish_by_campaign"),
            models.Index(fields=["place", "-id"], name="wish_by_place"),
            models.Index(fields=["need", "-id"], name="wish_by_need"),
        ]

    def __str__(self) -> str:
        return f"{self.pk} {self.item}"


class Claim(models.Model):
    """A part of a wish that somebody reserved or claimed; the contact lies sealed."""

    wish = models.ForeignKey(Wish, models.PROTECT, related_name="claims")
    quantity = models.IntegerField()
    state = models.CharField(max_length=16)
    claimant = models.CharField(max_length=16)
    public_name = models.CharField(max_length=60)
    donor = models.ForeignKey(Donor, models.PROTECT, null=True, related_name="claims")
    sealed = models.BinaryField(null=True)
    seal = models.CharField(max_length=32, unique=True)
    contact_digest = models.CharField(max_length=64, blank=True, default="")
    page_digest = models.CharField(max_length=64, unique=True)
    reserved_at = models.DateTimeField()
    expires_at = models.DateTimeField(null=True)
    due_on = models.DateField(null=True)
    station = models.CharField(max_length=100, blank=True, default="")
    thanks = models.CharField(max_length=200, blank=True, default="")
    gift = models.OneToOneField(Gift, models.PROTECT, null=True, related_name="claim")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(quantity__gt=0), name="claim_quantity"),
            models.CheckConstraint(
                condition=~Q(state="reserved") | Q(expires_at__isnull=False),
                name="claim_never_for_ever",
            ),
            models.UniqueConstraint(
                fields=["wish", "contact_digest"],
                condition=Q(state__in=LIVE) & ~Q(contact_digest=""),
                name="claim_once_a_person",
            ),
        ]
        indexes = [
            models.Index(fields=["state", "expires_at"], name="claim_by_state"),
            models.Index(fields=["wish", "state"], name="claim_by_wish"),
        ]

    def __str__(self) -> str:
        return f"{self.pk} {self.quantity} of wish {self.wish_id}"


class WishStep(models.Model):
    """One step of a wish or of a claim on it: who did what when, and what it became."""

    wish = models.ForeignKey(Wish, models.PROTECT, related_name="steps")
    claim = models.ForeignKey(Claim, models.PROTECT, null=True, related_name="steps")
    step = models.CharField(max_length=16)
    before = models.CharField(max_length=16)
    after = models.CharField(max_length=16)
    note = models.CharField(max_length=300, blank=True, default="")
    done_by = models.CharField(max_length=64)
    done_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.wish_id} {self.step}"


class Offer(models.Model):
    """A thing somebody has to give, held against wishes; a person makes the match."""

    donor = models.ForeignKey(Donor, models.PROTECT, null=True, related_name="offers")
    public_name = models.CharField(max_length=60)
    claimant = models.CharField(max_length=16)
    item = models.CharField(max_length=60)
    need = models.CharField(max_length=16)
    place = models.CharField(max_length=200, blank=True, default="")
    quantity = models.IntegerField()
    unit = models.CharField(max_length=8)
    price_fen = models.BigIntegerField(null=True)
    until = models.DateField(null=True)
    closed_at = models.DateTimeField(null=True)
    recorded_by = models.CharField(max_length=64)
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(quantity__gt=0), name="offer_quantity")]

    def __str__(self) -> str:
        return f"{self.pk} {self.item}"


class BoardKey(models.Model):
    """The board's key pair: the public half seals contacts, the other lies in the vault."""

    public = models.BinaryField()
    sealed_private = models.BinaryField()
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"board key {self.pk}"
