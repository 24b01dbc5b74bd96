"""Shape of the findings. Private to this app; what was said about one only grows."""

from __future__ import annotations

from django.db import models


class Finding(models.Model):
    """One thing that needs attention: found by a rule, about one subject."""

    rule = models.CharField(max_length=20)
    subject = models.CharField(max_length=100)
    place = models.CharField(max_length=200, blank=True)
    zh = models.TextField()
    en = models.TextField()
    digest = models.CharField(max_length=64)
    amount_fen = models.BigIntegerField(default=0)
    urgency = models.IntegerField()
    owner = models.CharField(max_length=64, blank=True)
    link = models.CharField(max_length=200, blank=True)
    since = models.DateField()
    found_on = models.DateField()
    due = models.DateField()
    state = models.CharField(max_length=10, default="OPEN")
    explained_by = models.CharField(max_length=64, blank=True)
    explanation = models.TextField(blank=True)
    accepted_by = models.CharField(max_length=64, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["rule", "subject"], name="finding_subject_once")
        ]
        indexes = [
            models.Index(fields=["state", "urgency", "due"], name="finding_most_urgent"),
            models.Index(fields=["subject"], name="finding_subject"),
        ]

    def __str__(self) -> str:
        return f"{self.rule} {self.subject} {self.state}"


class FindingNote(models.Model):
    """What happened to a finding: found, explained, accepted, not accepted, cleared, open again."""

    finding = models.ForeignKey(Finding, models.PROTECT, related_name="notes")
    verb = models.CharField(max_length=12)
    words = models.TextField(blank=True)
    by = models.CharField(max_length=64, blank=True)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.finding_id} {self.verb} {self.at}"


class RulesRun(models.Model):
    """When all rules were last run over everything, and how many findings waited then."""

    at = models.DateTimeField()
    by = models.CharField(max_length=64)
    waiting = models.IntegerField()

    def __str__(self) -> str:
        return f"{self.at}: {self.waiting}"
