"""Shape of the assessment's tables. Private to this app.

What was told, verified and frozen is added and never changed; the latest word of a kind counts.
Files of evidence lie sealed in the vault, here stand their names, sizes and hashes.
"""

from __future__ import annotations

from django.db import models


class SetFile(models.Model):
    """An indicator set of the office's own, as it was handed in."""

    code = models.CharField(max_length=64)
    version = models.CharField(max_length=32)
    content = models.TextField()
    digest = models.CharField(max_length=64)
    kept_by = models.CharField(max_length=64)
    kept_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["code", "version"], name="set_version_once")]

    def __str__(self) -> str:
        return f"{self.code} {self.version}"


class Evidence(models.Model):
    """A document that supports an item of a year's assessment."""

    set_code = models.CharField(max_length=64)
    year = models.IntegerField()
    side = models.CharField(max_length=8)
    indicator = models.CharField(max_length=32)
    title = models.CharField(max_length=200)
    file_name = models.CharField(max_length=200)
    digest = models.CharField(max_length=64)
    size = models.IntegerField()
    attached_by = models.CharField(max_length=64)
    attached_at = models.DateTimeField()
    withdrawn_by = models.CharField(max_length=64, default="")
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["set_code", "year", "side"], name="evidence_of_year")]

    def __str__(self) -> str:
        return f"{self.pk} {self.indicator} {self.title}"


class Saying(models.Model):
    """What a person told of an item: its value, target, effort; left out; found falsified."""

    set_code = models.CharField(max_length=64)
    year = models.IntegerField()
    side = models.CharField(max_length=8)
    indicator = models.CharField(max_length=32)
    kind = models.CharField(max_length=16)
    amount = models.CharField(max_length=64)
    wording = models.CharField(max_length=16)
    words = models.CharField(max_length=500)
    document = models.ForeignKey(
        Evidence, on_delete=models.PROTECT, null=True, related_name="sayings"
    )
    is_taken_back = models.BooleanField(default=False)
    said_by = models.CharField(max_length=64)
    said_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["set_code", "year", "side"], name="saying_of_year")]

    def __str__(self) -> str:
        return f"{self.indicator} {self.kind} {self.amount}"


class SelfReport(models.Model):
    """A self-report: the assessment frozen with the book's head; filed by a second person."""

    set_code = models.CharField(max_length=64)
    set_version = models.CharField(max_length=32)
    year = models.IntegerField()
    side = models.CharField(max_length=8)
    as_of = models.DateField()
    known_at = models.BigIntegerField()
    head = models.CharField(max_length=64)
    content = models.TextField()
    digest = models.CharField(max_length=64)
    proposed_by = models.CharField(max_length=64)
    proposed_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.pk} {self.set_code} {self.year} {self.side}"


class Filing(models.Model):
    """That a self-report was filed: by whom and when; from then on its numbers stand."""

    report = models.OneToOneField(SelfReport, on_delete=models.PROTECT, related_name="filing")
    filed_by = models.CharField(max_length=64)
    filed_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.report_id} filed by {self.filed_by}"


class Verification(models.Model):
    """A verifier's points for an item of a filed self-report, with the reason when they differ."""

    report = models.ForeignKey(SelfReport, on_delete=models.PROTECT, related_name="verifications")
    indicator = models.CharField(max_length=32)
    points = models.CharField(max_length=64)
    is_falsified = models.BooleanField(default=False)
    reason = models.CharField(max_length=500)
    verified_by = models.CharField(max_length=64)
    verified_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.report_id} {self.indicator} {self.points}"


class Duty(models.Model):
    """Something owed by a unit or a person, once or for every month, quarter or year."""

    title = models.CharField(max_length=200)
    owner = models.CharField(max_length=100)
    place = models.CharField(max_length=64)
    frequency = models.CharField(max_length=20)
    due = models.DateField(null=True)
    days = models.IntegerField(default=0)
    is_working = models.BooleanField(default=True)
    since = models.DateField()
    until = models.DateField(null=True)
    code = models.CharField(max_length=128)
    made_by = models.CharField(max_length=64)
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(frequency__in=("once", "monthly", "quarterly", "yearly")),
                name="duty_frequency",
            ),
            models.UniqueConstraint(
                fields=["code"], condition=~models.Q(code=""), name="duty_of_set_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pk} {self.title}"


class DutyDone(models.Model):
    """That a duty was done for one period."""

    duty = models.ForeignKey(Duty, on_delete=models.PROTECT, related_name="done")
    ends = models.DateField()
    on = models.DateField()
    is_complete = models.BooleanField()
    words = models.CharField(max_length=500)
    done_by = models.CharField(max_length=64)
    done_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.duty_id} {self.ends}"


class DutyExtension(models.Model):
    """A later deadline for one period of a duty: who granted it, until when, why."""

    duty = models.ForeignKey(Duty, on_delete=models.PROTECT, related_name="extensions")
    ends = models.DateField()
    until = models.DateField()
    reason = models.CharField(max_length=500)
    granted_by = models.CharField(max_length=64)
    granted_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.duty_id} {self.ends} until {self.until}"
