"""Gifts: what was given, through whose hands it went, what became of it; goods by the piece."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from jiedui.giving.models.donors import Bill, Donor, Pledge


class Gift(models.Model):
    """One gift, counted once: `entry` is the only entry of the book that counts it."""

    donor = models.ForeignKey(Donor, models.PROTECT, related_name="gifts")
    kind = models.CharField(max_length=16)
    state = models.CharField(max_length=16)
    words = models.CharField(max_length=300)
    amount_fen = models.BigIntegerField(null=True)
    low_fen = models.BigIntegerField(null=True)
    high_fen = models.BigIntegerField(null=True)
    wording = models.CharField(max_length=16)
    basis = models.CharField(max_length=16)
    purpose = models.CharField(max_length=300, blank=True, default="")
    is_designated = models.BooleanField(default=False)
    recipient = models.CharField(max_length=200, blank=True, default="")
    recipient_name = models.CharField(max_length=200)
    starts = models.DateField()
    ends = models.DateField()
    pledge = models.ForeignKey(Pledge, models.PROTECT, null=True, related_name="gifts")
    bill = models.ForeignKey(Bill, models.PROTECT, null=True, related_name="gifts")
    is_bill_due = models.BooleanField(default=True)
    used_fen = models.BigIntegerField(default=0)
    entry = models.BigIntegerField(null=True, unique=True)
    document = models.CharField(max_length=300, blank=True, default="")
    origin = models.CharField(max_length=200, null=True, unique=True)  # noqa: DJ001
    recorded_by = models.CharField(max_length=64)
    recorded_at = models.DateTimeField()
    posted_by = models.CharField(max_length=64, blank=True, default="")
    posted_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(used_fen__gte=0), name="gift_used"),
            models.CheckConstraint(
                condition=Q(amount_fen__isnull=True) | Q(amount_fen__gte=0), name="gift_amount"
            ),
            models.CheckConstraint(
                condition=Q(entry__isnull=True) | ~Q(state__in=("announced", "withdrawn")),
                name="gift_counted_when_here",
            ),
        ]
        indexes = [
            models.Index(fields=["-ends", "-id"], name="gift_newest"),
            models.Index(fields=["amount_fen", "id"], name="gift_by_amount"),
            models.Index(fields=["state", "-ends", "-id"], name="gift_by_state"),
            models.Index(fields=["kind", "-ends", "-id"], name="gift_by_kind"),
            models.Index(fields=["recipient", "-ends", "-id"], name="gift_by_recipient"),
            models.Index(fields=["donor", "-ends", "-id"], name="gift_by_donor"),
            models.Index(
                fields=["ends"],
                condition=Q(bill__isnull=True, is_bill_due=True, entry__isnull=False),
                name="gift_bill_missing",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pk} {self.words}"


class GiftHand(models.Model):
    """One step of a gift from hand to hand: custody moves, nothing is counted."""

    gift = models.ForeignKey(Gift, models.PROTECT, related_name="hands")
    at = models.IntegerField()
    on = models.DateField()
    giver = models.CharField(max_length=200)
    taker = models.CharField(max_length=200)
    document = models.CharField(max_length=300, blank=True, default="")
    recorded_by = models.CharField(max_length=64)
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["gift", "at"], name="hand_once")]

    def __str__(self) -> str:
        return f"{self.gift_id}/{self.at} {self.giver} → {self.taker}"


class GiftUse(models.Model):
    """What became of a part of a gift."""

    gift = models.ForeignKey(Gift, models.PROTECT, related_name="uses")
    on = models.DateField()
    words = models.CharField(max_length=300)
    purpose = models.CharField(max_length=300)
    amount_fen = models.BigIntegerField()
    place = models.CharField(max_length=200, blank=True, default="")
    document = models.CharField(max_length=300)
    recorded_by = models.CharField(max_length=64)
    recorded_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.gift_id} {self.amount_fen} {self.words}"


class Consent(models.Model):
    """A donor's consent to another use: without one, a designated use is binding."""

    gift = models.ForeignKey(Gift, models.PROTECT, related_name="consents")
    before = models.CharField(max_length=300)
    after = models.CharField(max_length=300)
    on = models.DateField()
    document = models.CharField(max_length=300)
    recorded_by = models.CharField(max_length=64)
    recorded_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.gift_id}: {self.before} → {self.after}"


class GoodsLine(models.Model):
    """One line of a list of goods; the counts are sums of its moves, kept by the same commands."""

    gift = models.ForeignKey(Gift, models.PROTECT, related_name="goods")
    name = models.CharField(max_length=200)
    model = models.CharField(max_length=100, blank=True, default="")
    unit = models.CharField(max_length=16)
    announced = models.BigIntegerField()
    expires_on = models.DateField(null=True)
    value_fen = models.BigIntegerField(null=True)
    basis = models.CharField(max_length=16)
    at_hand = models.BigIntegerField(default=0)
    in_store = models.BigIntegerField(default=0)
    on_way = models.BigIntegerField(default=0)
    delivered = models.BigIntegerField(default=0)
    lost = models.BigIntegerField(default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    announced__gt=0,
                    at_hand__gte=0,
                    in_store__gte=0,
                    on_way__gte=0,
                    delivered__gte=0,
                    lost__gte=0,
                ),
                name="goods_counts",
            )
        ]
        indexes = [
            models.Index(
                fields=["expires_on", "id"], condition=Q(in_store__gt=0), name="goods_in_store"
            )
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.gift_id} {self.name} {self.announced}{self.unit}"


class GoodsMove(models.Model):
    """One movement of goods; never changed, so that a store can always be counted again."""

    line = models.ForeignKey(GoodsLine, models.PROTECT, related_name="moves")
    move = models.CharField(max_length=16)
    quantity = models.BigIntegerField()
    on = models.DateField()
    document = models.CharField(max_length=300, blank=True, default="")
    note = models.CharField(max_length=300, blank=True, default="")
    recorded_by = models.CharField(max_length=64)
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(quantity__gt=0), name="move_quantity")]

    def __str__(self) -> str:
        return f"{self.line_id} {self.move} {self.quantity}"
