"""Publications, their numbers and what was done with them.

Private to this app; rows are never changed.

What a publication says is fixed when it is proposed; issuing and withdrawing are acts beside it.
The database refuses every change and deletion (migration 0002).
"""

from __future__ import annotations

from django.db import models


class Publication(models.Model):
    """One version of a report, frozen. `replaces` names the publication it restates."""

    number = models.BigIntegerField(primary_key=True)
    report = models.CharField(max_length=32)
    owner = models.CharField(max_length=64)
    since = models.DateField(null=True)
    as_of = models.DateField()
    known_at = models.BigIntegerField()
    head = models.CharField(max_length=64)
    title_zh = models.TextField()
    title_en = models.TextField()
    documents = models.JSONField()
    changes = models.JSONField()
    replaces = models.BigIntegerField(null=True)
    reason = models.TextField()
    digest = models.CharField(max_length=64)
    proposed_by = models.CharField(max_length=64)
    proposed_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.number} {self.report} {self.as_of}"


class PublishedFigure(models.Model):
    """One number of a publication with everything behind it; `body` is `frozen.as_json`."""

    publication = models.ForeignKey(Publication, on_delete=models.PROTECT, related_name="figures")
    ordinal = models.IntegerField()
    key = models.TextField()
    code = models.CharField(max_length=64)
    definition_version = models.IntegerField()
    text_zh = models.TextField()
    text_en = models.TextField()
    stated = models.TextField(null=True)  # noqa: DJ001  NULL = nothing was said
    low = models.TextField(null=True)  # noqa: DJ001  NULL = no lower end
    high = models.TextField(null=True)  # noqa: DJ001  NULL = no upper end
    unit = models.CharField(max_length=32)
    known_at = models.BigIntegerField()
    head = models.CharField(max_length=64)
    body = models.JSONField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["publication", "key"], name="published_once")
        ]

    def __str__(self) -> str:
        return f"{self.publication_id}/{self.key}"


class PublicationAct(models.Model):
    """What was done with a publication: `issued` or `withdrawn`, by whom, when and why."""

    publication = models.ForeignKey(Publication, on_delete=models.PROTECT, related_name="acts")
    kind = models.CharField(max_length=16)
    by = models.CharField(max_length=64)
    at = models.DateTimeField()
    reason = models.TextField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["publication", "kind"], name="act_once")]

    def __str__(self) -> str:
        return f"{self.publication_id} {self.kind}"


class PublicationPaper(models.Model):
    """The Word file of a publication that an office's own template made, and what it was made of.

    Attributes:
        template: Hash of the template; the file itself lies sealed in the vault.
        subject_kind: `county`, `project` or `donor` with `subject`, "" for the whole programme.
        is_typed_allowed: Whether numbers typed in the template were let stand.
        content: The finished document.
    """

    publication = models.OneToOneField(
        Publication, on_delete=models.PROTECT, primary_key=True, related_name="paper"
    )
    template = models.CharField(max_length=64)
    name = models.CharField(max_length=200)
    subject_kind = models.CharField(max_length=16, blank=True)
    subject = models.CharField(max_length=300, blank=True)
    is_typed_allowed = models.BooleanField()
    content = models.BinaryField()

    def __str__(self) -> str:
        return f"{self.publication_id} {self.name}"


class Objection(models.Model):
    """What somebody objects to in a publication, and what became of it. Public by construction."""

    publication = models.ForeignKey(
        Publication, on_delete=models.PROTECT, related_name="objections"
    )
    key = models.TextField(blank=True)
    words = models.TextField()
    received_at = models.DateTimeField()
    due_on = models.DateField(db_index=True)
    owner = models.CharField(max_length=64, blank=True)
    outcome = models.CharField(max_length=16, blank=True, db_index=True)
    answer = models.TextField(blank=True)
    answered_by = models.CharField(max_length=64, blank=True)
    answered_at = models.DateTimeField(null=True)
    correction = models.ForeignKey(
        Publication, on_delete=models.PROTECT, null=True, related_name="corrects"
    )

    def __str__(self) -> str:
        return f"{self.pk} on {self.publication_id} {self.key}"
