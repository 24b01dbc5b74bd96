"""Donors, which of them are one, pledges, bills and the chase of missing ones."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q


class Donor(models.Model):
    """Whoever gives. A person's identity lies sealed; `payer` is the key the book knows.

    `holder` is the donor it was merged into (itself when not merged); gifts always stay with the
    donor who gave them, so that a merge loses nothing and can be undone.
    """

    kind = models.CharField(max_length=16)
    name = models.CharField(max_length=200)
    public_name = models.CharField(max_length=200)
    name_choice = models.CharField(max_length=16)
    payer = models.CharField(max_length=300)
    place = models.CharField(max_length=200, blank=True, default="")
    credit_code = models.CharField(max_length=18, blank=True, default="")
    sealed = models.BinaryField(null=True)
    seal = models.CharField(max_length=32, unique=True)
    page_digest = models.CharField(max_length=64, null=True, unique=True)  # noqa: DJ001
    holder = models.ForeignKey("self", models.PROTECT, null=True, related_name="merged")
    recorded_by = models.CharField(max_length=64)
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["name", "credit_code"], condition=~Q(name=""), name="donor_once"
            ),
            models.CheckConstraint(
                condition=~Q(kind="person") | Q(name=""), name="donor_person_sealed"
            ),
            models.CheckConstraint(
                condition=Q(holder__isnull=True) | ~Q(holder=F("id")), name="donor_holder_other"
            ),
        ]
        indexes = [
            models.Index(fields=["public_name"], name="donor_by_name"),
            models.Index(fields=["payer"], name="donor_by_payer"),
        ]

    def __str__(self) -> str:
        return f"{self.pk} {self.public_name}"


class DonorMerge(models.Model):
    """A person's word that two donors are one, until it is taken back."""

    kept = models.ForeignKey(Donor, models.PROTECT, related_name="merges_kept")
    absorbed = models.ForeignKey(Donor, models.PROTECT, related_name="merges")
    reason = models.CharField(max_length=300)
    merged_by = models.CharField(max_length=64)
    merged_at = models.DateTimeField()
    undone_by = models.CharField(max_length=64, blank=True, default="")
    undone_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["absorbed"], condition=Q(undone_at__isnull=True), name="donor_merged_once"
            ),
            models.CheckConstraint(condition=~Q(kept=F("absorbed")), name="donor_merge_two"),
        ]

    def __str__(self) -> str:
        return f"{self.absorbed_id} is {self.kept_id}"


class Pledge(models.Model):
    """What a donor has promised, followed until gifts fulfil it."""

    donor = models.ForeignKey(Donor, models.PROTECT, related_name="pledges")
    words = models.CharField(max_length=300)
    amount_fen = models.BigIntegerField(null=True)
    recipient = models.CharField(max_length=200, blank=True, default="")
    pledged_on = models.DateField()
    due_on = models.DateField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_why = models.CharField(max_length=300, blank=True, default="")
    recorded_by = models.CharField(max_length=64)
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(amount_fen__isnull=True) | Q(amount_fen__gt=0), name="pledge_amount"
            )
        ]

    def __str__(self) -> str:
        return f"{self.pk} {self.words}"


class Bill(models.Model):
    """A 公益事业捐赠票据 as its issuer numbered it; one bill, once."""

    issuer = models.CharField(max_length=200)
    number = models.CharField(max_length=64)
    issued_on = models.DateField(null=True)
    amount_fen = models.BigIntegerField(null=True)
    recorded_by = models.CharField(max_length=64)
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["issuer", "number"], name="bill_once")]

    def __str__(self) -> str:
        return f"{self.issuer} {self.number}"


class BillChase(models.Model):
    """One time somebody asked for a missing bill, or noted why none is due."""

    gift = models.ForeignKey("giving.Gift", models.PROTECT, related_name="chases")
    note = models.CharField(max_length=300)
    chased_by = models.CharField(max_length=64)
    chased_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.gift_id} {self.chased_at:%Y-%m-%d}"
