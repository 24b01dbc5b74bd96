"""What every record carries: where it belongs, which entry says it, who recorded it from what."""

from __future__ import annotations

from django.db import models


class Recorded(models.Model):
    """A record beside the book.

    Attributes:
        place: The place it belongs to, by which it may be seen; "" when not known.
        entry: Number of the entry that counts it; null where it counts nothing.
        batch: Number of the batch it came in by; null when it came by a form.
        source: file, sheet and row, joined by tabs; "" when it came by a form.
    """

    place = models.CharField(max_length=60, default="")
    entry = models.BigIntegerField(null=True)
    batch = models.BigIntegerField(null=True)
    source = models.TextField(default="")
    proposed_by = models.CharField(max_length=64, default="")
    recorded_by = models.CharField(max_length=64)
    recorded_at = models.DateTimeField()

    class Meta:
        abstract = True
