"""Shape of the tables beside households: lines, looks, exports, erasures, cases, measures."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from jiedui.registry.models.households import (
    CODE,
    WHO,
    Event,
    Household,
    Person,
    Village,
)


class PovertyLine(models.Model):
    """A line that this office added to those shipped: a county's or a province's own."""

    since = models.DateField()
    until = models.DateField()
    region = models.CharField(max_length=40)
    purpose = models.CharField(max_length=CODE)
    fen = models.BigIntegerField()
    source = models.CharField(max_length=200)
    told_by = models.CharField(max_length=WHO)
    told_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["since", "region", "purpose"], name="line_once")
        ]

    def __str__(self) -> str:
        return f"{self.purpose} {self.since} {self.fen}"


class TimeLimit(models.Model):
    """A limit of days that this office added to those shipped: a county's or a province's own."""

    procedure = models.CharField(max_length=CODE)
    step = models.CharField(max_length=CODE, default="")
    since = models.DateField()
    region = models.CharField(max_length=40, default="")
    days = models.IntegerField()
    is_working = models.BooleanField()
    source = models.CharField(max_length=200)
    told_by = models.CharField(max_length=WHO)
    told_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["procedure", "step", "since", "region"], name="time_limit_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.procedure} {self.step} {self.days}"


class Look(models.Model):
    """Who looked at which household, when and what for; never changed."""

    at = models.DateTimeField()
    actor = models.CharField(max_length=WHO)
    household = models.ForeignKey(Household, models.PROTECT, related_name="looks")
    purpose = models.CharField(max_length=200)
    is_revealed = models.BooleanField()

    class Meta:
        indexes = [models.Index(fields=["household", "at"], name="look_at_household")]

    def __str__(self) -> str:
        return f"{self.at} {self.actor} {self.household_id}"


class Export(models.Model):
    """What left the register, for whom and what for; never changed."""

    at = models.DateTimeField()
    actor = models.CharField(max_length=WHO)
    purpose = models.CharField(max_length=200)
    form = models.CharField(max_length=CODE)
    places = models.CharField(max_length=300)
    as_of = models.DateField()
    households = models.IntegerField()
    people = models.IntegerField()
    is_revealed = models.BooleanField()

    def __str__(self) -> str:
        return f"export {self.pk} {self.form}"


class Erasure(models.Model):
    """A household whose personal data were erased, by whose request and whose yes."""

    household = models.ForeignKey(Household, models.PROTECT, related_name="erasures")
    reason = models.CharField(max_length=200)
    proposed_by = models.CharField(max_length=WHO)
    proposed_at = models.DateTimeField()
    erased_by = models.CharField(max_length=WHO, default="")
    erased_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(erased_by=models.F("proposed_by")), name="erasure_two_people"
            ),
        ]

    def __str__(self) -> str:
        return f"erasure {self.pk}"


class Case(models.Model):
    """A procedure about a household: opened by a clue, taken step by step, decided or dropped."""

    household = models.ForeignKey(Household, models.PROTECT, related_name="cases")
    procedure = models.CharField(max_length=CODE)
    watch = models.CharField(max_length=CODE, default="")
    main_cause = models.CharField(max_length=CODE, default="")
    found_by = models.CharField(max_length=CODE)
    words = models.CharField(max_length=200, default="")
    opened_on = models.DateField()
    due_on = models.DateField(null=True)
    opened_by = models.CharField(max_length=WHO)
    opened_at = models.DateTimeField()
    village = models.ForeignKey(Village, models.PROTECT, null=True, related_name="+")
    decided_on = models.DateField(null=True)
    closed_on = models.DateField(null=True)
    is_dropped = models.BooleanField(default=False)
    event = models.ForeignKey(Event, models.PROTECT, null=True, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["closed_on", "due_on"], name="case_by_deadline")]

    def __str__(self) -> str:
        return f"case {self.pk} {self.procedure}"


class CaseStep(models.Model):
    """A step that was taken, who signed it, and the days of its notice; never changed."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="steps")
    code = models.CharField(max_length=CODE)
    day = models.DateField()
    shown_from = models.DateField(null=True)
    shown_to = models.DateField(null=True)
    signer = models.CharField(max_length=WHO)
    remark = models.CharField(max_length=200, default="")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "code"], name="case_step_once")]

    def __str__(self) -> str:
        return f"{self.case_id} {self.code}"


class CasePerson(models.Model):
    """A person of a household that a case would bring into the register."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="people")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    relation = models.CharField(max_length=CODE)

    def __str__(self) -> str:
        return f"{self.case_id} {self.person_id}"


class Measure(models.Model):
    """One thing a household got: a gift, goods, a training, work, a share of a project."""

    household = models.ForeignKey(Household, models.PROTECT, related_name="measures")
    kind = models.CharField(max_length=CODE)
    words = models.CharField(max_length=120)
    day = models.DateField()
    fen = models.BigIntegerField(null=True)
    quantity = models.CharField(max_length=40, default="")
    project = models.CharField(max_length=120, default="")
    gift = models.CharField(max_length=60, default="")
    training = models.CharField(max_length=120, default="")
    recorded_on = models.DateField()
    source = models.CharField(max_length=300, default="")
    told_by = models.CharField(max_length=WHO)
    told_at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["household", "day"], name="measure_of_household"),
            models.Index(fields=["day", "kind"], name="measure_by_day"),
        ]

    def __str__(self) -> str:
        return f"{self.household_id} {self.kind} {self.day}"


class PublishedTable(models.Model):
    """A table of counts as it was made safe and published; what is hidden is not kept at all."""

    subject = models.CharField(max_length=CODE)
    scope = models.CharField(max_length=40)
    as_of = models.DateField()
    known = models.DateField()
    least = models.IntegerField()
    proposed_by = models.CharField(max_length=WHO)
    proposed_at = models.DateTimeField()
    issued_by = models.CharField(max_length=WHO, default="")
    issued_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(issued_by=models.F("proposed_by")), name="table_two_people"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.subject} {self.as_of}"


class PublishedCell(models.Model):
    """One cell of a published table; NULL where it is hidden. "" is a total."""

    table = models.ForeignKey(PublishedTable, models.CASCADE, related_name="cells")
    row = models.CharField(max_length=40)
    column = models.CharField(max_length=CODE)
    count = models.IntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["table", "row", "column"], name="table_cell_once")
        ]

    def __str__(self) -> str:
        return f"{self.table_id} {self.row} {self.column}"
