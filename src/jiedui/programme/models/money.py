"""Money of projects: copies of the book's lines, acts that move it, signatures."""

from __future__ import annotations

from django.db import models

from jiedui.programme.models.project import Project


class ProjectLine(models.Model):
    """A line of the book that carries a project's key, copied so that it is found at once."""

    project = models.ForeignKey(Project, models.PROTECT, related_name="lines")
    county = models.CharField(max_length=200)
    entry = models.BigIntegerField()
    line = models.IntegerField()
    kind = models.CharField(max_length=20)
    account = models.CharField(max_length=60)
    amount = models.BigIntegerField()
    is_exact = models.BooleanField()
    sense = models.SmallIntegerField()
    starts = models.DateField()
    ends = models.DateField()
    recipient = models.TextField(null=True)  # noqa: DJ001  as in the book: null = not known
    payer = models.TextField(null=True)  # noqa: DJ001
    owner = models.TextField(null=True)  # noqa: DJ001
    source = models.TextField(null=True)  # noqa: DJ001
    category = models.TextField(null=True)  # noqa: DJ001
    programme = models.TextField(null=True)  # noqa: DJ001
    pairing_kind = models.TextField(null=True)  # noqa: DJ001
    state = models.TextField(null=True)  # noqa: DJ001

    class Meta:
        constraints = [models.UniqueConstraint(fields=["entry", "line"], name="project_line_once")]
        indexes = [
            models.Index(
                fields=["county", "source", "account", "project", "amount"],
                name="project_line_sums",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.entry}/{self.line} {self.account} {self.amount}"


class Followed(models.Model):
    """Up to which entry of the book the copies are made."""

    upto = models.BigIntegerField()

    def __str__(self) -> str:
        return f"up to entry {self.upto}"


class IdleLot(models.Model):
    """Idle money of a project by source and the day since which it has not moved."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="lots")
    county = models.CharField(max_length=200)
    source = models.CharField(max_length=40, blank=True)
    since = models.DateField()
    amount_fen = models.BigIntegerField()

    class Meta:
        indexes = [
            models.Index(fields=["since", "project", "amount_fen"], name="idle_lot_age"),
            models.Index(fields=["source", "since"], name="idle_lot_source"),
        ]

    def __str__(self) -> str:
        return f"{self.project_id} {self.amount_fen} since {self.since}"


class MoneyAct(models.Model):
    """Money that is to move or has moved: an allotment, a payment, a return."""

    project = models.ForeignKey(Project, models.PROTECT, related_name="acts")
    kind = models.CharField(max_length=12)
    source = models.CharField(max_length=40)
    amount_fen = models.BigIntegerField()
    on = models.DateField()
    milestone_on = models.DateField(null=True)
    requested_on = models.DateField(null=True)
    opinion_on = models.DateField(null=True)
    notice = models.CharField(max_length=100, blank=True)
    subject_code = models.CharField(max_length=60, blank=True)
    payee = models.CharField(max_length=200, blank=True)
    purpose = models.CharField(max_length=200, blank=True)
    needs_signatures = models.BooleanField(default=False)
    proposed_by = models.CharField(max_length=64)
    proposed_at = models.DateTimeField()
    decided_by = models.CharField(max_length=64, blank=True)
    decided_at = models.DateTimeField(null=True)
    is_approved = models.BooleanField(null=True)
    reason = models.TextField(blank=True)
    entry = models.BigIntegerField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["is_approved", "id"], name="act_open"),
            models.Index(fields=["project", "kind"], name="act_project_kind"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.amount_fen} for {self.project_id}"


class Signature(models.Model):
    """One of the two signatures under a payment."""

    act = models.ForeignKey(MoneyAct, models.PROTECT, related_name="signatures")
    role = models.CharField(max_length=10)
    signed_by = models.CharField(max_length=64)
    signed_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["act", "role"], name="signature_role_once")]

    def __str__(self) -> str:
        return f"{self.role} {self.signed_by}"


class Signing(models.Model):
    """From which day payments in a place need both signatures, or no longer need them."""

    place = models.CharField(max_length=60, blank=True)
    since = models.DateField()
    is_needed = models.BooleanField()
    set_by = models.CharField(max_length=64)
    set_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["place", "since"], name="signing_once")]

    def __str__(self) -> str:
        return f"{self.place or 'everywhere'} since {self.since}: {self.is_needed}"
