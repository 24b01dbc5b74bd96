"""Shape of the register's tables. Private to this app; rows are never changed (migration 0002).

Nothing of a text is kept here but the spans of its claims: a number with its unit cannot name a
person. The text itself lies sealed in the vault under its hash, and may be forgotten there.
"""

from __future__ import annotations

from django.db import models


class Document(models.Model):
    """One text that was registered: who said it, where, and when."""

    digest = models.CharField(max_length=64, unique=True)
    title = models.CharField(max_length=200)
    said_by = models.CharField(max_length=200)
    as_of = models.DateField(null=True)
    length = models.IntegerField()
    slips = models.IntegerField()
    not_understood = models.IntegerField()
    registered_by = models.CharField(max_length=64)
    registered_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.pk} {self.title}"


class RegisteredClaim(models.Model):
    """One claim of a document: its span, and the question it is to the book ("" = none)."""

    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="claims")
    at = models.IntegerField()
    start = models.IntegerField()
    end = models.IntegerField()
    span = models.CharField(max_length=80)
    figure = models.CharField(max_length=64)
    places = models.TextField()
    question = models.JSONField()
    unit = models.CharField(max_length=32)
    stated = models.TextField(null=True)  # noqa: DJ001  NULL = it could not be bound
    wording = models.CharField(max_length=16)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["document", "at"], name="claim_once")]

    def __str__(self) -> str:
        return f"{self.document_id}/{self.at} {self.span}"


class ClaimVerdict(models.Model):
    """What the book said to a claim at one entry; the first, and one for every change."""

    claim = models.ForeignKey(RegisteredClaim, on_delete=models.PROTECT, related_name="verdicts")
    known_at = models.BigIntegerField()
    head = models.CharField(max_length=64)
    outcome = models.CharField(max_length=32)
    causes = models.JSONField()
    book_stated = models.TextField(null=True)  # noqa: DJ001  NULL = the book says nothing
    book_low = models.TextField(null=True)  # noqa: DJ001  NULL = no lower end
    book_high = models.TextField(null=True)  # noqa: DJ001  NULL = no upper end
    entries = models.JSONField()
    judged_by = models.CharField(max_length=64)
    judged_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["claim", "known_at"], name="claim_judged_once_an_entry")
        ]

    def __str__(self) -> str:
        return f"{self.claim_id} at {self.known_at}: {self.outcome}"


class Acceptance(models.Model):
    """Who accepted a claim as it stands, on which verdict, and for what cause."""

    claim = models.ForeignKey(RegisteredClaim, on_delete=models.PROTECT, related_name="acceptances")
    verdict = models.ForeignKey(ClaimVerdict, on_delete=models.PROTECT, related_name="acceptances")
    cause = models.CharField(max_length=32)
    remark = models.TextField()
    accepted_by = models.CharField(max_length=64)
    accepted_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["claim", "verdict"], name="verdict_accepted_once")
        ]

    def __str__(self) -> str:
        return f"{self.claim_id} {self.cause}"
