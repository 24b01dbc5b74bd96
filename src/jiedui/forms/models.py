"""What was said of forms' cells, and filed forms. Private to this app; rows are never changed.

A filed form is frozen: its cells stand here, the file itself lies sealed in the vault under its
hash. The database refuses every change and deletion (migration 0002).
"""

from __future__ import annotations

from django.db import models


class CellSaid(models.Model):
    """What a person said of one cell of a form's layout; the last one counts.

    `said` is "" for "as understood", `leave` for "stays empty", or `name=value;…` for another
    question.
    """

    form = models.CharField(max_length=64)
    words = models.TextField()
    understood = models.TextField()
    said = models.TextField()
    by = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["form"], name="cell_said_form")]

    def __str__(self) -> str:
        return f"{self.form[:8]} {self.words}"


class FiledForm(models.Model):
    """One version of a filled form that left the office."""

    form = models.CharField(max_length=64)
    version = models.IntegerField()
    title = models.CharField(max_length=200)
    name = models.CharField(max_length=200)
    sender = models.CharField(max_length=200)
    deadline = models.DateField(null=True)
    as_of = models.DateField()
    known_at = models.BigIntegerField()
    head = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)
    filed_by = models.CharField(max_length=64)
    filed_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["form", "version"], name="form_filed_once")]

    def __str__(self) -> str:
        return f"{self.title} {self.version}"


class FiledCell(models.Model):
    """One cell of a filed form: what it asked, and what was written or why nothing was."""

    filed = models.ForeignKey(FiledForm, on_delete=models.PROTECT, related_name="cells")
    sheet = models.CharField(max_length=64)
    ref = models.CharField(max_length=16)
    words = models.TextField()
    question = models.TextField()
    shown = models.TextField()
    unit = models.CharField(max_length=16)
    reason = models.CharField(max_length=32)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["filed", "sheet", "ref"], name="cell_filed_once")
        ]

    def __str__(self) -> str:
        return f"{self.filed_id}/{self.sheet}!{self.ref}"


class BlankForm(models.Model):
    """A blank form that was taken in; the file lies sealed in the vault under its hash."""

    digest = models.CharField(max_length=64, unique=True)
    name = models.CharField(max_length=200)
    received_by = models.CharField(max_length=64)
    received_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name


class OfficeTemplate(models.Model):
    """A Word template that an office keeps; the file lies sealed in the vault under its hash."""

    digest = models.CharField(max_length=64, unique=True)
    kind = models.CharField(max_length=32)
    name = models.CharField(max_length=200)
    kept_by = models.CharField(max_length=64)
    kept_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.kind} {self.name}"
