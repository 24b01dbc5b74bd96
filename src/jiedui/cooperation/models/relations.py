"""Programmes, parties, pairings, agreements, visits, and what waits for a second person."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from jiedui.cooperation.models.recorded import Recorded


class Programme(models.Model):
    """A programme: dates, the era it began in, the indicator set it is assessed by."""

    code = models.CharField(max_length=40, unique=True)
    title = models.CharField(max_length=200)
    title_en = models.CharField(max_length=200, default="")
    starts = models.DateField()
    ends = models.DateField()
    era = models.CharField(max_length=20, default="")
    indicators = models.CharField(max_length=200, default="")
    kinds = models.TextField(default="")
    basis = models.CharField(max_length=200, default="")
    recorded_by = models.CharField(max_length=64)
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(starts__lte=F("ends")), name="programme_days")
        ]

    def __str__(self) -> str:
        return self.code


class Party(models.Model):
    """A party: a division by its key, or a unit by the place it lies in and its name."""

    key = models.CharField(max_length=300, unique=True)
    kind = models.CharField(max_length=20)
    place = models.CharField(max_length=60, default="")
    name = models.CharField(max_length=200)

    class Meta:
        indexes = [models.Index(fields=["name"], name="party_name")]

    def __str__(self) -> str:
        return self.name


class Pairing(Recorded):
    """Two parties paired in a kind over a period; `follows` is the pairing it continues."""

    programme = models.ForeignKey(Programme, models.PROTECT, null=True, related_name="pairings")
    donor = models.ForeignKey(Party, models.PROTECT, related_name="gives")
    recipient = models.ForeignKey(Party, models.PROTECT, related_name="receives")
    kind = models.CharField(max_length=30)
    starts = models.DateField()
    ends = models.DateField()
    start_said = models.CharField(max_length=10, default="")
    end_said = models.CharField(max_length=10, default="")
    basis = models.TextField(default="")
    end_basis = models.TextField(default="")
    note = models.TextField(default="")
    follows = models.ForeignKey("self", models.PROTECT, null=True, related_name="followed_by")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(starts__lte=F("ends")), name="pairing_days"),
        ]
        indexes = [
            models.Index(fields=["starts", "id"], name="pairing_starts"),
            models.Index(fields=["ends", "id"], name="pairing_ends"),
            models.Index(fields=["place"], name="pairing_place"),
            models.Index(fields=["entry"], name="pairing_entry"),
        ]

    def __str__(self) -> str:
        return f"pairing {self.pk} {self.kind}"


class Agreement(Recorded):
    """An agreement between two parties, with the pairing it belongs to where there is one."""

    title = models.CharField(max_length=200)
    number = models.CharField(max_length=200, default="")
    kind = models.CharField(max_length=30)
    donor = models.ForeignKey(Party, models.PROTECT, related_name="+")
    recipient = models.ForeignKey(Party, models.PROTECT, related_name="+")
    pairing = models.ForeignKey(Pairing, models.PROTECT, null=True, related_name="agreements")
    signed = models.DateField()
    signed_said = models.CharField(max_length=10)
    starts = models.DateField()
    ends = models.DateField()
    note = models.TextField(default="")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(starts__lte=F("ends")), name="agreement_days"),
        ]
        indexes = [
            models.Index(fields=["signed", "id"], name="agreement_signed"),
            models.Index(fields=["place"], name="agreement_place"),
        ]

    def __str__(self) -> str:
        return f"agreement {self.pk} {self.title}"


class Amendment(models.Model):
    """A change of an agreement, in the order they were signed."""

    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="amendments")
    title = models.CharField(max_length=200)
    signed = models.DateField()
    signed_said = models.CharField(max_length=10)
    ends = models.DateField(null=True)
    note = models.TextField(default="")
    proposed_by = models.CharField(max_length=64, default="")
    recorded_by = models.CharField(max_length=64)
    recorded_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"amendment {self.pk} {self.title}"


class Promise(models.Model):
    """What an agreement promises: a measure, how much, from when until when."""

    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="promises")
    amendment = models.ForeignKey(Amendment, models.PROTECT, null=True, related_name="promises")
    replaces = models.OneToOneField("self", models.PROTECT, null=True, related_name="replaced_by")
    measure = models.CharField(max_length=64)
    unit = models.CharField(max_length=24)
    low = models.BigIntegerField(null=True)
    high = models.BigIntegerField(null=True)
    stated = models.BigIntegerField(null=True)
    wording = models.CharField(max_length=16)
    starts = models.DateField()
    ends = models.DateField()
    words = models.CharField(max_length=200, default="")
    proposed_by = models.CharField(max_length=64, default="")
    recorded_by = models.CharField(max_length=64)
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(starts__lte=F("ends")), name="promise_days"),
        ]
        indexes = [models.Index(fields=["ends"], name="promise_ends")]

    def __str__(self) -> str:
        return f"promise {self.pk} {self.measure}"


class Visit(Recorded):
    """A visit or a meeting; the name of who led it is sealed and never leaves."""

    kind = models.CharField(max_length=20)
    direction = models.CharField(max_length=10, default="")
    starts = models.DateField()
    ends = models.DateField()
    said = models.CharField(max_length=24, default="")
    level = models.CharField(max_length=20, default="")
    leader_post = models.CharField(max_length=200, default="")
    leader = models.BinaryField(default=b"")
    people_low = models.BigIntegerField(null=True)
    people_high = models.BigIntegerField(null=True)
    people_stated = models.BigIntegerField(null=True)
    people_wording = models.CharField(max_length=16, default="")
    times = models.IntegerField(default=1)
    is_counted = models.BooleanField(default=True)
    agenda = models.TextField(default="")
    minutes_no = models.CharField(max_length=200, default="")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(starts__lte=F("ends")), name="visit_days"),
        ]
        indexes = [
            models.Index(fields=["starts", "id"], name="visit_starts"),
            models.Index(fields=["place", "starts"], name="visit_place"),
            models.Index(fields=["people_stated", "id"], name="visit_people"),
            models.Index(fields=["entry"], name="visit_entry"),
        ]

    def __str__(self) -> str:
        return f"visit {self.pk}"


class Attachment(models.Model):
    """A document kept sealed beside a record: an agreement, minutes, a photograph."""

    agreement = models.ForeignKey(Agreement, models.PROTECT, null=True, related_name="files")
    visit = models.ForeignKey(Visit, models.PROTECT, null=True, related_name="files")
    name = models.CharField(max_length=200)
    digest = models.CharField(max_length=64)
    size = models.BigIntegerField()
    kept_by = models.CharField(max_length=64)
    kept_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(agreement__isnull=False, visit__isnull=True)
                | Q(agreement__isnull=True, visit__isnull=False),
                name="attachment_of_one",
            ),
        ]

    def __str__(self) -> str:
        return f"attachment {self.pk}"


class Proposal(models.Model):
    """A record one person proposed and a second one posts; what it says is sealed."""

    OPEN = "open"
    POSTED = "posted"
    WITHDRAWN = "withdrawn"

    kind = models.CharField(max_length=30)
    sealed = models.BinaryField()
    words = models.CharField(max_length=300)
    place = models.CharField(max_length=60, default="")
    state = models.CharField(max_length=10, default=OPEN)
    record = models.BigIntegerField(null=True)
    proposed_by = models.CharField(max_length=64)
    proposed_at = models.DateTimeField()
    decided_by = models.CharField(max_length=64, default="")
    decided_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=("open", "posted", "withdrawn")), name="cooperation_state"
            ),
            models.CheckConstraint(
                condition=~Q(decided_by=F("proposed_by")) | ~Q(state="posted"),
                name="cooperation_two_people",
            ),
        ]
        indexes = [models.Index(fields=["state", "id"], name="cooperation_open")]

    def __str__(self) -> str:
        return f"proposal {self.pk} {self.kind}"
