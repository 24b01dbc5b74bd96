"""A project, the figures approved for it, and the steps of its life."""

from __future__ import annotations

from django.db import models
from django.db.models import Q


class Project(models.Model):
    """One project: what it is, where it stands, what it may cost and what became of it."""

    key = models.CharField(max_length=300, unique=True)
    number = models.CharField(max_length=60, blank=True)
    name = models.CharField(max_length=200)
    place = models.CharField(max_length=200)
    county = models.CharField(max_length=200)
    owner = models.CharField(max_length=60, blank=True)
    programme = models.CharField(max_length=60, blank=True)
    pairing_kind = models.CharField(max_length=40, blank=True)
    category = models.CharField(max_length=40, blank=True)
    year = models.IntegerField()
    mode = models.CharField(max_length=12, blank=True)
    content = models.TextField(blank=True)
    location = models.CharField(max_length=200, blank=True)
    unit = models.CharField(max_length=200, blank=True)
    state = models.CharField(max_length=16)
    state_before = models.CharField(max_length=16, blank=True)
    state_since = models.DateField(null=True)
    planned_start = models.DateField(null=True)
    planned_end = models.DateField(null=True)
    actual_start = models.DateField(null=True)
    actual_end = models.DateField(null=True)
    accepted_on = models.DateField(null=True)
    settled_on = models.DateField(null=True)
    settled_fen = models.BigIntegerField(null=True)
    transferred_on = models.DateField(null=True)
    planned_area_cm2 = models.BigIntegerField(null=True)
    actual_area_cm2 = models.BigIntegerField(null=True)
    progress_percent = models.IntegerField(default=0)
    progress_on = models.DateField(null=True)
    mechanism = models.TextField(blank=True)
    households = models.IntegerField(null=True)
    people = models.IntegerField(null=True)
    registered_households = models.IntegerField(null=True)
    registered_people = models.IntegerField(null=True)
    origin = models.CharField(max_length=8, default="desk")
    created_by = models.CharField(max_length=64)
    created_at = models.DateTimeField()
    approved_fen = models.BigIntegerField(null=True)
    planned_fen = models.BigIntegerField(default=0)
    contributed_fen = models.BigIntegerField(default=0)
    allotted_fen = models.BigIntegerField(default=0)
    disbursed_fen = models.BigIntegerField(default=0)
    spent_fen = models.BigIntegerField(default=0)
    returned_fen = models.BigIntegerField(default=0)
    own_fen = models.BigIntegerField(default=0)
    idle_fen = models.BigIntegerField(default=0)
    idle_since = models.DateField(null=True)
    used_percent = models.IntegerField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["county", "year"], name="project_county_year"),
            models.Index(fields=["state", "id"], name="project_state"),
            models.Index(fields=["category", "id"], name="project_category"),
            models.Index(fields=["year", "id"], name="project_year"),
            models.Index(fields=["name"], name="project_name"),
            models.Index(fields=["allotted_fen", "id"], name="project_allotted"),
            models.Index(fields=["idle_fen", "id"], name="project_idle"),
            models.Index(fields=["idle_since"], name="project_idle_since"),
            models.Index(fields=["used_percent", "id"], name="project_used"),
            models.Index(fields=["state_since", "id"], name="project_since"),
            models.Index(
                fields=[
                    "county",
                    "year",
                    "category",
                    "state",
                    "planned_fen",
                    "contributed_fen",
                    "allotted_fen",
                    "disbursed_fen",
                    "spent_fen",
                    "returned_fen",
                    "own_fen",
                    "idle_fen",
                    "idle_since",
                ],
                name="project_sums",
            ),
        ]

    def __str__(self) -> str:
        return self.key


class FundingLine(models.Model):
    """Money of one source for a project: what is approved now, and its first notice."""

    project = models.ForeignKey(Project, models.PROTECT, related_name="funding")
    source = models.CharField(max_length=40)
    payer = models.CharField(max_length=100, blank=True)
    approved_fen = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["project", "source"], name="funding_source_once")
        ]

    def __str__(self) -> str:
        return f"{self.project_id} {self.source} {self.approved_fen}"


class Version(models.Model):
    """Approved figures as they once were approved, or as somebody proposes they should be."""

    project = models.ForeignKey(Project, models.PROTECT, related_name="versions")
    number = models.IntegerField()
    content = models.TextField(blank=True)
    area_cm2 = models.BigIntegerField(null=True)
    planned_start = models.DateField(null=True)
    planned_end = models.DateField(null=True)
    total_fen = models.BigIntegerField()
    reason = models.TextField(blank=True)
    on = models.DateField()
    proposed_by = models.CharField(max_length=64)
    proposed_at = models.DateTimeField()
    decided_by = models.CharField(max_length=64, blank=True)
    decided_at = models.DateTimeField(null=True)
    is_approved = models.BooleanField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["project", "number"], name="version_number_once"),
            models.UniqueConstraint(
                fields=["project"],
                condition=Q(is_approved__isnull=True),
                name="version_one_open",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.project_id} version {self.number}"


class VersionPart(models.Model):
    """How much of a version comes from one source."""

    version = models.ForeignKey(Version, models.PROTECT, related_name="parts")
    source = models.CharField(max_length=40)
    amount_fen = models.BigIntegerField()

    def __str__(self) -> str:
        return f"{self.source} {self.amount_fen}"


class Passed(models.Model):
    """One step of a project's history: proposed, then approved or refused; never changed after."""

    project = models.ForeignKey(Project, models.PROTECT, related_name="steps")
    origin = models.CharField(max_length=16)
    target = models.CharField(max_length=16)
    on = models.DateField()
    reason = models.TextField(blank=True)
    told_by = models.CharField(max_length=200, blank=True)
    proposed_by = models.CharField(max_length=64)
    proposed_at = models.DateTimeField()
    decided_by = models.CharField(max_length=64, blank=True)
    decided_at = models.DateTimeField(null=True)
    is_approved = models.BooleanField(null=True)
    entry = models.BigIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["project"],
                condition=Q(is_approved__isnull=True),
                name="step_one_open",
            )
        ]

    def __str__(self) -> str:
        return f"{self.project_id}: {self.origin} -> {self.target}"
