"""Shape of the batches' tables. Private to this app.

A batch is one file; its rows, and what is said about them, are sealed (`vault`), because an
office's file may hold personal data and most of what waits is not in the book yet.
"""

from __future__ import annotations

from django.db import models
from django.db.models import Q


class Batch(models.Model):
    """One file that was received, and what became of it."""

    RECEIVED = "received"
    POSTED = "posted"
    WITHDRAWN = "withdrawn"
    STATES = (RECEIVED, POSTED, WITHDRAWN)

    name = models.CharField(max_length=255)
    content = models.CharField(max_length=64)
    size = models.BigIntegerField()
    kind = models.CharField(max_length=40)
    places = models.TextField()
    state = models.CharField(max_length=20, default=RECEIVED)
    received_by = models.CharField(max_length=64)
    received_at = models.DateTimeField()
    decided_by = models.CharField(max_length=64, default="")
    decided_at = models.DateTimeField(null=True)
    first = models.BigIntegerField(null=True)
    last = models.BigIntegerField(null=True)
    accepted_by = models.CharField(max_length=64, default="")
    shown = models.CharField(max_length=64)
    frame = models.BinaryField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=("received", "posted", "withdrawn")), name="batch_state"
            ),
            models.CheckConstraint(
                condition=Q(decided_at__isnull=True, decided_by="", state="received")
                | (Q(decided_at__isnull=False) & ~Q(decided_by="") & ~Q(state="received")),
                name="batch_decided",
            ),
            models.CheckConstraint(
                condition=~Q(decided_by=models.F("received_by")) | ~Q(state="posted"),
                name="batch_two_people",
            ),
            models.UniqueConstraint(
                fields=["content"], condition=~Q(state="withdrawn"), name="batch_file_once"
            ),
        ]

    def __str__(self) -> str:
        return f"batch {self.pk} {self.name} {self.state}"


class BatchRow(models.Model):
    """One row, or one printed sum, of a batch."""

    batch = models.ForeignKey(Batch, models.CASCADE, related_name="rows")
    at = models.IntegerField()
    is_total = models.BooleanField()
    state = models.CharField(max_length=20)
    accepted_by = models.CharField(max_length=64, default="")
    sealed = models.BinaryField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["batch", "is_total", "at"], name="batch_row_once"),
        ]

    def __str__(self) -> str:
        return f"batch {self.batch_id} row {self.at} {self.state}"
