"""Secondments, trainings with rosters, placements. Who a person is lies sealed beside a keyed hash.

A day that was said as a month or a year is kept as the first and the last day it may be.
"""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from jiedui.cooperation.models.recorded import Recorded


class Person(Recorded):
    """A record of one person: sealed words, and the hash by which the person is found again.

    Attributes:
        sealed: What was told of the person (name, number, telephone), sealed.
        person: Keyed hash of the identity number, else of what was told instead.
        is_certain: Whether the hash rests on an identity number.
    """

    sealed = models.BinaryField(default=b"")
    person = models.CharField(max_length=64, default="")
    is_certain = models.BooleanField(default=False)

    class Meta:
        abstract = True


class Secondment(Person):
    """A person sent from one side to the other: planned, arrived and returned are three facts."""

    kind = models.CharField(max_length=20)
    field = models.CharField(max_length=20, default="")
    direction = models.CharField(max_length=10, default="E2W")
    batch_no = models.CharField(max_length=60, default="")
    home_unit = models.CharField(max_length=200, default="")
    post = models.CharField(max_length=200, default="")
    planned_starts = models.DateField(null=True)
    planned_ends = models.DateField(null=True)
    arrived = models.DateField(null=True)
    arrived_last = models.DateField(null=True)
    returned = models.DateField(null=True)
    returned_last = models.DateField(null=True)
    note = models.TextField(default="")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(arrived__isnull=True, arrived_last__isnull=True)
                | Q(arrived__lte=F("arrived_last")),
                name="secondment_arrived",
            ),
        ]
        indexes = [
            models.Index(fields=["planned_starts", "id"], name="secondment_planned"),
            models.Index(fields=["arrived", "id"], name="secondment_arrived_at"),
            models.Index(fields=["place", "post", "arrived"], name="secondment_post"),
            models.Index(fields=["person"], name="secondment_person"),
            models.Index(fields=["entry"], name="secondment_entry"),
        ]

    def __str__(self) -> str:
        return f"secondment {self.pk}"


class Training(Recorded):
    """A class: batches, attendances and distinct people are three counts and never mixed."""

    title = models.CharField(max_length=200)
    trainee_kind = models.CharField(max_length=20, default="")
    organiser = models.CharField(max_length=200, default="")
    held_at = models.CharField(max_length=200, default="")
    starts = models.DateField()
    ends = models.DateField()
    said = models.CharField(max_length=24, default="")
    hours = models.IntegerField(null=True)
    batches = models.IntegerField(null=True)
    attendances_low = models.BigIntegerField(null=True)
    attendances_high = models.BigIntegerField(null=True)
    attendances_stated = models.BigIntegerField(null=True)
    attendances_wording = models.CharField(max_length=16, default="")
    people = models.IntegerField(null=True)
    poor_people = models.IntegerField(null=True)
    cost_fen = models.BigIntegerField(null=True)
    fund_source = models.CharField(max_length=60, default="")
    roster = models.BinaryField(default=b"")
    roster_entry = models.BigIntegerField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(starts__lte=F("ends")), name="training_days"),
        ]
        indexes = [
            models.Index(fields=["starts", "id"], name="training_starts"),
            models.Index(fields=["place", "starts"], name="training_place"),
            models.Index(fields=["attendances_stated", "id"], name="training_attendances"),
            models.Index(fields=["entry"], name="training_entry"),
        ]

    def __str__(self) -> str:
        return f"training {self.pk} {self.title}"


class Attendance(models.Model):
    """One person of a class's roster, by keyed hash only."""

    training = models.ForeignKey(Training, models.PROTECT, related_name="attended")
    person = models.CharField(max_length=64)
    is_certain = models.BooleanField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["training", "person"], name="attended_once"),
        ]
        indexes = [models.Index(fields=["person"], name="attendance_person")]

    def __str__(self) -> str:
        return f"attendance {self.pk}"


class Placement(Person):
    """A person helped into work."""

    channel = models.CharField(max_length=20, default="")
    status = models.CharField(max_length=20, default="")
    employer = models.CharField(max_length=200, default="")
    region = models.CharField(max_length=100, default="")
    began = models.DateField(null=True)
    began_last = models.DateField(null=True)
    ended = models.DateField(null=True)
    ended_last = models.DateField(null=True)
    monthly_pay_fen = models.BigIntegerField(null=True)
    claimed_months = models.IntegerField(default=0)
    note = models.TextField(default="")

    class Meta:
        indexes = [
            models.Index(fields=["began", "id"], name="placement_began"),
            models.Index(fields=["place", "began"], name="placement_place"),
            models.Index(fields=["channel", "began"], name="placement_channel"),
            models.Index(fields=["person"], name="placement_person"),
            models.Index(fields=["entry"], name="placement_entry"),
        ]

    def __str__(self) -> str:
        return f"placement {self.pk}"
