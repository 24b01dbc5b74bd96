"""Enterprises and their investment, workshops, sales with the units that claim them."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from jiedui.cooperation.models.recorded import Recorded


class Enterprise(Recorded):
    """An enterprise that was brought to the recipient."""

    name = models.CharField(max_length=200)
    credit_code = models.CharField(max_length=18, default="")
    industry = models.CharField(max_length=20, default="")
    origin = models.CharField(max_length=200, default="")
    came = models.DateField()
    came_said = models.CharField(max_length=10)
    left = models.DateField(null=True)
    note = models.TextField(default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["place", "name"], name="enterprise_once"),
        ]
        indexes = [
            models.Index(fields=["came", "id"], name="enterprise_came"),
            models.Index(fields=["entry"], name="enterprise_entry"),
        ]

    def __str__(self) -> str:
        return self.name


class Investment(models.Model):
    """One step of an enterprise: money announced, signed or arrived, and people given work."""

    enterprise = models.ForeignKey(Enterprise, models.PROTECT, related_name="steps")
    stage = models.CharField(max_length=12)
    on = models.DateField()
    on_said = models.CharField(max_length=10)
    low = models.BigIntegerField(null=True)
    high = models.BigIntegerField(null=True)
    stated = models.BigIntegerField(null=True)
    wording = models.CharField(max_length=16, default="")
    jobs = models.IntegerField(null=True)
    registered_jobs = models.IntegerField(null=True)
    evidence = models.CharField(max_length=200, default="")
    entry = models.BigIntegerField(null=True)
    proposed_by = models.CharField(max_length=64, default="")
    recorded_by = models.CharField(max_length=64)
    recorded_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["stage", "on"], name="investment_stage")]

    def __str__(self) -> str:
        return f"investment {self.pk} {self.stage}"


class Workshop(Recorded):
    """An assistance workshop: where, since when, how many work there."""

    name = models.CharField(max_length=200)
    industry = models.CharField(max_length=20, default="")
    opened = models.DateField()
    opened_said = models.CharField(max_length=10)
    closed = models.DateField(null=True)
    workers = models.IntegerField(null=True)
    registered_workers = models.IntegerField(null=True)
    counted_on = models.DateField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["place", "name"], name="workshop_once")]
        indexes = [models.Index(fields=["opened", "id"], name="workshop_opened")]

    def __str__(self) -> str:
        return self.name


class Sale(Recorded):
    """One sale; whoever claims it, it is counted once, by the entry of its first claim.

    `key` says what makes two reports the same sale: day, place, product, producer, buyer, amount.
    """

    key = models.CharField(max_length=64)
    kind = models.CharField(max_length=12, default="PURCHASE")
    on = models.DateField()
    on_last = models.DateField()
    product = models.CharField(max_length=200)
    producer = models.CharField(max_length=200, default="")
    buyer = models.CharField(max_length=200, default="")
    channel = models.CharField(max_length=100, default="")
    quantity = models.CharField(max_length=60, default="")
    low = models.BigIntegerField(null=True)
    high = models.BigIntegerField(null=True)
    stated = models.BigIntegerField(null=True)
    wording = models.CharField(max_length=16, default="")
    households = models.IntegerField(null=True)
    evidence = models.CharField(max_length=200, default="")

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(on__lte=F("on_last")), name="sale_days")]
        indexes = [
            models.Index(fields=["on", "id"], name="sale_on"),
            models.Index(fields=["place", "on"], name="sale_place"),
            models.Index(fields=["stated", "id"], name="sale_amount"),
            models.Index(fields=["key"], name="sale_key"),
            models.Index(fields=["entry"], name="sale_entry"),
        ]

    def __str__(self) -> str:
        return f"sale {self.pk}"


class SaleClaim(models.Model):
    """A unit's report of a sale; `counts` on the one whose entry counts it."""

    sale = models.ForeignKey(Sale, models.PROTECT, related_name="claims")
    claimed_by = models.CharField(max_length=200)
    counts = models.BooleanField()
    batch = models.BigIntegerField(null=True)
    source = models.TextField(default="")
    recorded_by = models.CharField(max_length=64)
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["sale"], condition=Q(counts=True), name="sale_counted_once"
            ),
        ]

    def __str__(self) -> str:
        return f"claim {self.pk} of sale {self.sale_id}"
