"""Shape of the batches' tables. Private to this app.

A batch is one file; its rows, and what is said about them, are sealed (`vault`), because an
office's file may hold personal data and most of what waits is not in the book yet.
"""

from __future__ import annotations

from django.db import models
from django.db.models import Q


class Sender(models.Model):
    """A unit that sends returns: who it is and whom to ask there."""

    name = models.CharField(max_length=100, unique=True)
    contact = models.CharField(max_length=200, default="")
    place = models.CharField(max_length=40, default="")
    added_by = models.CharField(max_length=64)
    added_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name


class Due(models.Model):
    """A kind of return that a sender owes, how often and by which day after the period ends."""

    sender = models.ForeignKey(Sender, models.CASCADE, related_name="dues")
    kind = models.CharField(max_length=40)
    frequency = models.CharField(max_length=20)
    days = models.IntegerField()
    is_working = models.BooleanField(default=False)
    since = models.DateField()
    until = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["sender", "kind"], name="due_once"),
            models.CheckConstraint(
                condition=Q(frequency__in=("monthly", "quarterly", "yearly")), name="due_frequency"
            ),
            models.CheckConstraint(condition=Q(days__gte=0, days__lte=366), name="due_days"),
        ]

    def __str__(self) -> str:
        return f"{self.sender_id} {self.kind} {self.frequency}"


class Meaning(models.Model):
    """What a person said a column means: remembered per sender and layout."""

    sender = models.ForeignKey(Sender, models.CASCADE, related_name="meanings")
    layout = models.CharField(max_length=64)
    kind = models.CharField(max_length=40)
    heading = models.TextField()
    field = models.CharField(max_length=60)
    said_by = models.CharField(max_length=64)
    said_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["sender", "layout", "heading"], name="meaning_once"),
        ]

    def __str__(self) -> str:
        return f"{self.heading} = {self.field or 'nothing'}"


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
    sender = models.ForeignKey(Sender, models.PROTECT, null=True, related_name="batches")
    starts = models.DateField(null=True)
    ends = models.DateField(null=True)
    replaces = models.ForeignKey("self", models.PROTECT, null=True, related_name="replaced_by")
    replaces_said = models.CharField(max_length=3, default="")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(replaces_said__in=("", "yes", "no")), name="batch_replaces_said"
            ),
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
    entries = models.TextField(default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["batch", "is_total", "at"], name="batch_row_once"),
        ]

    def __str__(self) -> str:
        return f"batch {self.batch_id} row {self.at} {self.state}"


class Answer(models.Model):
    """What a person answered to a question about a batch."""

    batch = models.ForeignKey(Batch, models.CASCADE, related_name="answers")
    question = models.CharField(max_length=200)
    answer = models.CharField(max_length=200)
    said_by = models.CharField(max_length=64)
    said_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["batch", "question"], name="answer_once"),
        ]

    def __str__(self) -> str:
        return f"batch {self.batch_id} {self.question} = {self.answer}"


class FileErasure(models.Model):
    """What was erased of a batch's file with a household; `kept_sha256` "" = all of it went."""

    batch = models.ForeignKey(Batch, models.CASCADE, related_name="erasures")
    erasure = models.BigIntegerField()
    rows = models.IntegerField()
    kept_sha256 = models.CharField(max_length=64, default="")
    erased_by = models.CharField(max_length=64)
    erased_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"batch {self.batch_id} erasure {self.erasure}"
