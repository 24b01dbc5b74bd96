"""Shape of the register's tables. Private to this app.

Events are what is true; phases and memberships are the same told by days, made from the events so
that a question about any two days is one indexed look. Names, numbers, accounts, phones and health
stand in sealed columns only.
"""

from __future__ import annotations

from django.db import models
from django.db.models import Q

CODE = 24
WHO = 64


class Counter(models.Model):
    """Numbers given out; its row `register` is held while anything of the register is written."""

    name = models.CharField(max_length=40, primary_key=True)
    value = models.BigIntegerField()

    def __str__(self) -> str:
        return f"{self.name} {self.value}"


class Village(models.Model):
    """A village as lists name it; `code` is its statistical code, or one of our own (9xx)."""

    county = models.CharField(max_length=6)
    town = models.CharField(max_length=20)
    name = models.CharField(max_length=30)
    code = models.BigIntegerField(unique=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["county", "town", "name"], name="village_once")
        ]

    def __str__(self) -> str:
        return f"{self.county}:{self.town}:{self.name}"


class Household(models.Model):
    """A household: its number, and the token its sealed values are bound to."""

    number = models.CharField(max_length=40, unique=True)
    token = models.CharField(max_length=32, unique=True)
    added_by = models.CharField(max_length=WHO)
    added_at = models.DateTimeField()
    batch = models.BigIntegerField(null=True)
    erased_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.number


class Person(models.Model):
    """A person: everything that says who, sealed; found by keyed hashes."""

    token = models.CharField(max_length=32, unique=True)
    number_hash = models.CharField(max_length=64, db_index=True)
    name_hash = models.CharField(max_length=64, db_index=True)
    generation = models.IntegerField(db_index=True)
    sealed = models.BinaryField()
    erased_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"person {self.pk}"


class Told(models.Model):
    """What happened to a household, in an event or in a proposal of one."""

    household = models.ForeignKey(Household, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=CODE)
    happened_on = models.DateField()
    is_bound = models.BooleanField(default=False)
    recorded_on = models.DateField()
    village = models.ForeignKey(Village, models.PROTECT, null=True, related_name="+")
    standing = models.CharField(max_length=CODE, default="")
    watch = models.CharField(max_length=CODE, default="")
    poor_type = models.CharField(max_length=CODE, default="")
    main_cause = models.CharField(max_length=CODE, default="")
    other = models.ForeignKey(Household, models.PROTECT, null=True, related_name="+")
    corrects = models.ForeignKey("registry.Event", models.PROTECT, null=True, related_name="+")
    is_void = models.BooleanField(default=False)
    stated = models.IntegerField(null=True)
    reason = models.CharField(max_length=200, default="")
    source = models.CharField(max_length=300, default="")
    batch = models.BigIntegerField(null=True)
    told_by = models.CharField(max_length=WHO)
    told_at = models.DateTimeField()

    class Meta:
        abstract = True


class Event(Told):
    """One thing that happened to a household; never changed (migration 0002)."""

    proposed_by = models.CharField(max_length=WHO, default="")

    class Meta:
        indexes = [
            models.Index(fields=["household", "happened_on"], name="event_of_household"),
            models.Index(fields=["recorded_on", "kind"], name="event_recorded"),
        ]

    def __str__(self) -> str:
        return f"event {self.pk} {self.kind} {self.happened_on}"


class EventPerson(models.Model):
    """A person who came, left or changed in an event."""

    event = models.ForeignKey(Event, models.PROTECT, related_name="people")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    relation = models.CharField(max_length=CODE)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["event", "person"], name="event_person_once")
        ]

    def __str__(self) -> str:
        return f"{self.event_id} {self.person_id}"


class Proposal(Told):
    """An event that one person proposes and another is to decide."""

    decided_by = models.CharField(max_length=WHO, default="")
    decided_at = models.DateTimeField(null=True)
    is_confirmed = models.BooleanField(default=False)
    event = models.ForeignKey(Event, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(decided_by=models.F("told_by")) | Q(is_confirmed=False),
                name="proposal_two_people",
            ),
        ]

    def __str__(self) -> str:
        return f"proposal {self.pk} {self.kind}"


class Phase(models.Model):
    """What a household was in a period, as known in a period; made from its events."""

    household = models.ForeignKey(Household, models.CASCADE, related_name="phases")
    village = models.ForeignKey(Village, models.PROTECT, null=True, related_name="+")
    since = models.DateField()
    until = models.DateField()
    known_since = models.DateField()
    known_until = models.DateField()
    standing = models.CharField(max_length=CODE)
    watch = models.CharField(max_length=CODE)
    poor_type = models.CharField(max_length=CODE)
    main_cause = models.CharField(max_length=CODE)
    has_relapsed = models.BooleanField()
    people = models.IntegerField()

    class Meta:
        indexes = [
            models.Index(
                fields=["village", "known_until", "until", "standing"], name="phase_of_village"
            ),
            models.Index(fields=["household", "until"], name="phase_of_household"),
        ]

    def __str__(self) -> str:
        return f"{self.household_id} {self.since} {self.standing}"


class Membership(models.Model):
    """A person's place in a household in a period, as known in a period; made from its events."""

    household = models.ForeignKey(Household, models.CASCADE, related_name="memberships")
    person = models.ForeignKey(Person, models.PROTECT, related_name="memberships")
    relation = models.CharField(max_length=CODE)
    since = models.DateField()
    until = models.DateField()
    known_since = models.DateField()
    known_until = models.DateField()

    class Meta:
        indexes = [models.Index(fields=["household", "until"], name="membership_of_household")]

    def __str__(self) -> str:
        return f"{self.person_id} in {self.household_id}"


class Value(models.Model):
    """What an item of the form says of a household or a person from a day on; sealed or open."""

    household = models.ForeignKey(Household, models.PROTECT, related_name="values")
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="values")
    item = models.CharField(max_length=CODE)
    text = models.CharField(max_length=200, default="")
    sealed = models.BinaryField(null=True)
    generation = models.IntegerField(null=True, db_index=True)
    since = models.DateField()
    recorded_on = models.DateField()
    told_by = models.CharField(max_length=WHO)
    told_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["household", "item", "since"], name="value_of_household")]

    def __str__(self) -> str:
        return f"{self.household_id} {self.item}"


class Income(models.Model):
    """What a form states of a household's income in a year; in fen, NULL = not stated."""

    household = models.ForeignKey(Household, models.PROTECT, related_name="incomes")
    year = models.IntegerField()
    wages = models.BigIntegerField(null=True)
    business = models.BigIntegerField(null=True)
    transfers = models.BigIntegerField(null=True)
    holdings = models.BigIntegerField(null=True)
    expense = models.BigIntegerField(null=True)
    assistance = models.BigIntegerField(null=True)
    total = models.BigIntegerField(null=True)
    net = models.BigIntegerField(null=True)
    net_pc = models.BigIntegerField(null=True)
    people = models.IntegerField(null=True)
    recorded_on = models.DateField()
    source = models.CharField(max_length=300, default="")
    told_by = models.CharField(max_length=WHO)
    told_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["household", "year"], name="income_of_household")]

    def __str__(self) -> str:
        return f"{self.household_id} {self.year}"


class Guarantee(models.Model):
    """Whether one of the three guarantees, or water, was met on a day."""

    household = models.ForeignKey(Household, models.PROTECT, related_name="guarantees")
    name = models.CharField(max_length=CODE)
    day = models.DateField()
    is_met = models.BooleanField()
    grade = models.CharField(max_length=8, default="")
    recorded_on = models.DateField()
    told_by = models.CharField(max_length=WHO)
    told_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["household", "name", "day"], name="guarantee_of_household")]

    def __str__(self) -> str:
        return f"{self.household_id} {self.name} {self.day}"
