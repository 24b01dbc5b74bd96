"""Papers, progress, contracts, checks, assets, notices and audit findings of projects."""

from __future__ import annotations

from django.db import models

from jiedui.programme.models.project import Project


class Paper(models.Model):
    """A document of a project; its file, when there is one, lies sealed among the uploads."""

    project = models.ForeignKey(Project, models.PROTECT, related_name="papers")
    kind = models.CharField(max_length=20)
    title = models.CharField(max_length=200)
    number = models.CharField(max_length=100, blank=True)
    on = models.DateField()
    upload = models.CharField(max_length=80, blank=True)
    file_name = models.CharField(max_length=200, blank=True)
    size = models.BigIntegerField(default=0)
    added_by = models.CharField(max_length=64)
    added_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.kind} {self.title}"


class Progress(models.Model):
    """What was seen on site on a day."""

    project = models.ForeignKey(Project, models.PROTECT, related_name="progress")
    on = models.DateField()
    percent = models.IntegerField()
    words = models.TextField(blank=True)
    spot = models.CharField(max_length=200, blank=True)
    photo = models.ForeignKey(Paper, models.PROTECT, null=True, related_name="+")
    told_by = models.CharField(max_length=64)
    told_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.on} {self.percent}%"


class Contract(models.Model):
    """How the work was given out, and to whom."""

    project = models.ForeignKey(Project, models.PROTECT, related_name="contracts")
    method = models.CharField(max_length=20)
    tendered_on = models.DateField(null=True)
    contractor = models.CharField(max_length=200)
    number = models.CharField(max_length=100, blank=True)
    signed_on = models.DateField()
    amount_fen = models.BigIntegerField()
    added_by = models.CharField(max_length=64)
    added_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.contractor} {self.amount_fen}"


class Acceptance(models.Model):
    """One check of what was built: by its owner, the township, the county."""

    project = models.ForeignKey(Project, models.PROTECT, related_name="acceptances")
    level = models.CharField(max_length=10)
    on = models.DateField()
    has_passed = models.BooleanField()
    words = models.TextField(blank=True)
    added_by = models.CharField(max_length=64)
    added_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.level} {self.on}"


class Asset(models.Model):
    """The card of what a project left behind, with the six rights over it."""

    project = models.ForeignKey(Project, models.PROTECT, related_name="assets")
    number = models.CharField(max_length=60, unique=True)
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=12)
    form = models.CharField(max_length=12)
    value_fen = models.BigIntegerField()
    built_on = models.DateField(null=True)
    location = models.CharField(max_length=200, blank=True)
    ownership = models.CharField(max_length=200, blank=True)
    operation = models.CharField(max_length=200, blank=True)
    benefit = models.CharField(max_length=200, blank=True)
    distribution = models.CharField(max_length=200, blank=True)
    disposal = models.CharField(max_length=200, blank=True)
    supervision = models.CharField(max_length=200, blank=True)
    custodian = models.CharField(max_length=200, blank=True)
    use = models.CharField(max_length=10, default="IN_USE")
    added_by = models.CharField(max_length=64)
    added_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.number} {self.name}"


class Disclosure(models.Model):
    """One notice to the public about a project, as its text was."""

    project = models.ForeignKey(Project, models.PROTECT, related_name="disclosures")
    moment = models.CharField(max_length=12)
    on = models.DateField()
    until = models.DateField(null=True)
    where = models.CharField(max_length=300)
    phone = models.CharField(max_length=40, blank=True)
    text = models.TextField()
    added_by = models.CharField(max_length=64)
    added_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.moment} {self.on}"


class AuditFinding(models.Model):
    """What auditors found about a project's money, who must answer for it and by when."""

    project = models.ForeignKey(Project, models.PROTECT, related_name="audit_findings")
    words = models.TextField()
    found_by = models.CharField(max_length=200)
    on = models.DateField()
    amount_fen = models.BigIntegerField(default=0)
    owner = models.CharField(max_length=64)
    responsible = models.CharField(max_length=200, blank=True, default="")
    due = models.DateField()
    state = models.CharField(max_length=12, default="OUTSTANDING")
    added_by = models.CharField(max_length=64)
    added_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.state} {self.amount_fen}"


class FindingAct(models.Model):
    """What was done about an audit finding; proposed by one, confirmed by another."""

    finding = models.ForeignKey(AuditFinding, models.PROTECT, related_name="acts")
    state = models.CharField(max_length=12)
    amount_fen = models.BigIntegerField(default=0)
    words = models.TextField()
    on = models.DateField()
    proposed_by = models.CharField(max_length=64)
    proposed_at = models.DateTimeField()
    decided_by = models.CharField(max_length=64, blank=True)
    decided_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.state} {self.on}"


class Beneficiary(models.Model):
    """A person a project reaches, as a list told it; name and number lie sealed."""

    project = models.ForeignKey(Project, models.PROTECT, related_name="beneficiaries")
    person = models.CharField(max_length=64)
    sealed = models.BinaryField()
    is_registered = models.BooleanField()
    words = models.CharField(max_length=200, blank=True)
    at = models.IntegerField()
    source = models.CharField(max_length=300, blank=True)
    added_by = models.CharField(max_length=64)
    added_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["project", "person"], name="beneficiary_once")
        ]

    def __str__(self) -> str:
        return f"beneficiary {self.pk} of project {self.project_id}"
