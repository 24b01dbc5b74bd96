"""Shape of the tables of clues. Private to this app.

What says who somebody is, what was found about them and what a visit saw stands in sealed columns;
a person is found by a keyed hash. Steps, looks and evidence are never changed (migration 0002).
"""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

CODE = 24
WHO = 64
PLACE = 64
HASH = 64


class Run(models.Model):
    """A cross-check whose clues were taken in, by the hash of all that decides its answer."""

    fingerprint = models.CharField(max_length=HASH, db_index=True)
    set_hash = models.CharField(max_length=48)
    as_of = models.DateField()
    version = models.CharField(max_length=24)
    engine = models.CharField(max_length=CODE)
    total = models.BigIntegerField()
    places = models.CharField(max_length=300)
    taken_by = models.CharField(max_length=WHO)
    taken_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"run {self.pk}"


class Input(models.Model):
    """A file that a run compared: the list, its rows, the hash of its content."""

    run = models.ForeignKey(Run, models.CASCADE, related_name="inputs")
    data = models.CharField(max_length=CODE)
    part = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=HASH)
    rows = models.BigIntegerField()
    set_aside = models.BigIntegerField()
    without_number = models.BigIntegerField()

    def __str__(self) -> str:
        return f"{self.data} {self.sha256[:12]}"


class Question(models.Model):
    """A rule as a run asked it."""

    run = models.ForeignKey(Run, models.CASCADE, related_name="questions")
    rule = models.CharField(max_length=CODE)
    version = models.IntegerField()
    zh = models.CharField(max_length=200)
    en = models.CharField(max_length=200)
    data = models.CharField(max_length=CODE)
    severity = models.CharField(max_length=8)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["run", "rule"], name="question_once")]

    def __str__(self) -> str:
        return self.rule


class Clue(models.Model):
    """One question about one person, from being taken in until it is closed."""

    token = models.CharField(max_length=32, unique=True)
    question = models.ForeignKey(Question, models.PROTECT, related_name="clues")
    rule = models.CharField(max_length=CODE)
    data = models.CharField(max_length=CODE)
    severity = models.IntegerField()
    place = models.CharField(max_length=PLACE, db_index=True)
    household = models.CharField(max_length=40, default="", db_index=True)
    person = models.BigIntegerField(null=True)
    person_hash = models.CharField(max_length=HASH, db_index=True)
    sealed = models.BinaryField()
    state = models.CharField(max_length=CODE)
    round = models.IntegerField(default=1)
    opened_on = models.DateField()
    due_on = models.DateField(null=True)
    assignee = models.CharField(max_length=WHO, default="")
    verifier = models.CharField(max_length=WHO, default="")
    visited_on = models.DateField(null=True)
    conclusion = models.CharField(max_length=CODE, default="")
    explanation = models.CharField(max_length=CODE, default="")
    decider = models.CharField(max_length=WHO, default="")
    decision = models.CharField(max_length=CODE, default="")
    closed_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person_hash", "rule"],
                condition=~Q(state="closed"),
                name="clue_open_once",
            ),
            models.CheckConstraint(
                condition=Q(decider="") | ~Q(decider=F("verifier")), name="clue_two_people"
            ),
        ]
        indexes = [
            models.Index(fields=["state", "due_on"], name="clue_by_deadline"),
            models.Index(fields=["rule", "conclusion"], name="clue_by_rule"),
        ]

    def __str__(self) -> str:
        return f"clue {self.pk} {self.rule}"


class Sighting(models.Model):
    """A run that found a clue, for the first time or again."""

    clue = models.ForeignKey(Clue, models.PROTECT, related_name="sightings")
    run = models.ForeignKey(Run, models.PROTECT, related_name="sightings")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["clue", "run"], name="sighting_once")]

    def __str__(self) -> str:
        return f"{self.clue_id} in {self.run_id}"


class Evidence(models.Model):
    """One row of a list that gave a clue, sealed; known again by a keyed hash."""

    clue = models.ForeignKey(Clue, models.PROTECT, related_name="evidence")
    run = models.ForeignKey(Run, models.PROTECT, related_name="+")
    token = models.CharField(max_length=32, unique=True)
    mark = models.CharField(max_length=HASH)
    sealed = models.BinaryField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["clue", "mark"], name="evidence_once")]

    def __str__(self) -> str:
        return f"evidence {self.pk}"


class Taken(models.Model):
    """A step that was taken and who signed it; what was said in words is sealed."""

    clue = models.ForeignKey(Clue, models.PROTECT, related_name="steps")
    round = models.IntegerField()
    step = models.CharField(max_length=CODE)
    code = models.CharField(max_length=WHO, default="")
    explanation = models.CharField(max_length=CODE, default="")
    signer = models.CharField(max_length=WHO)
    at = models.DateTimeField()
    day = models.DateField()
    due_on = models.DateField(null=True)
    token = models.CharField(max_length=32, unique=True)
    sealed = models.BinaryField()

    def __str__(self) -> str:
        return f"{self.clue_id} {self.step}"


class Paper(models.Model):
    """A document of evidence of a visit; its content and name lie sealed."""

    clue = models.ForeignKey(Clue, models.PROTECT, related_name="papers")
    round = models.IntegerField()
    upload = models.CharField(max_length=80)
    sha256 = models.CharField(max_length=HASH)
    size = models.BigIntegerField()
    token = models.CharField(max_length=32, unique=True)
    sealed = models.BinaryField()
    added_by = models.CharField(max_length=WHO)
    added_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"paper {self.pk}"


class Seen(models.Model):
    """Who looked at what a clue says of a person, when, what for, and whether in full."""

    clue = models.ForeignKey(Clue, models.PROTECT, related_name="looks")
    at = models.DateTimeField()
    actor = models.CharField(max_length=WHO)
    purpose = models.CharField(max_length=200)
    is_revealed = models.BooleanField()

    def __str__(self) -> str:
        return f"{self.at} {self.actor} {self.clue_id}"
