"""Shape of the tables of districts and their bundles. Private to this app."""

from __future__ import annotations

from django.db import models
from django.db.models import Q


class District(models.Model):
    """An office whose bundles are taken: its place, and the key its bundles are signed with."""

    place = models.CharField(max_length=64, unique=True)
    key = models.CharField(max_length=64)
    trusted_by = models.CharField(max_length=64)
    trusted_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.place} {self.key[:8]}"


class Bundle(models.Model):
    """One bundle that was received: which entries of the district's book, what became of them."""

    RECEIVED, POSTED, WITHDRAWN = "received", "posted", "withdrawn"

    district = models.ForeignKey(District, models.PROTECT, related_name="bundles")
    digest = models.CharField(max_length=64)
    starts_at = models.BigIntegerField()
    ends_at = models.BigIntegerField()
    previous = models.CharField(max_length=64)
    head = models.CharField(max_length=64)
    made_at = models.DateTimeField()
    state = models.CharField(max_length=16, default=RECEIVED)
    received_by = models.CharField(max_length=64)
    received_at = models.DateTimeField()
    decided_by = models.CharField(max_length=64, default="")
    decided_at = models.DateTimeField(null=True)
    first = models.BigIntegerField(null=True)
    last = models.BigIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["district", "starts_at"],
                condition=~Q(state="withdrawn"),
                name="bundle_follows_once",
            ),
            models.CheckConstraint(
                condition=Q(starts_at__gte=1) & Q(ends_at__gte=models.F("starts_at")),
                name="bundle_span",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.district_id}: {self.starts_at}-{self.ends_at}"
