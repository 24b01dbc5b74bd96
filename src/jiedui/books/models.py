"""Shape of the book's tables. Private to this app; written only through `writing`, in its order.

The database itself keeps entry and line append-only, balanced and gapless (migration 0002). On
SQLite `line` is stored in the order of its key, so an entry's lines lie together without an index.
"""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q


class Entry(models.Model):
    """One entry: what happened, who says so, and its link in the chain."""

    number = models.IntegerField(primary_key=True)
    kind = models.TextField()
    starts = models.DateField()
    ends = models.DateField()
    words = models.TextField()
    document = models.TextField()
    evidence = models.TextField()
    source = models.TextField()
    batch = models.BigIntegerField(null=True)
    reverses = models.BigIntegerField(null=True)
    pairing = models.TextField()
    posted_by = models.TextField()
    posted_at = models.DateTimeField()
    previous = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(starts__lte=F("ends")), name="entry_days"),
            models.CheckConstraint(condition=Q(number__gte=1), name="entry_number"),
            models.CheckConstraint(
                condition=Q(reverses__isnull=True) | Q(reverses__lt=F("number")),
                name="entry_reverses",
            ),
            models.UniqueConstraint(
                fields=["reverses"], condition=Q(reverses__isnull=False), name="entry_reversed_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.words}"


class Line(models.Model):
    """One line of an entry; columns as in `facts.tables`, and `side`, on which money balances."""

    pk = models.CompositePrimaryKey("entry_id", "line")
    entry = models.ForeignKey(
        Entry, models.DO_NOTHING, db_column="entry", db_index=False, related_name="lines"
    )
    line = models.IntegerField()
    side = models.TextField()
    account = models.TextField()
    unit = models.TextField()
    amount = models.BigIntegerField()
    low_delta = models.BigIntegerField()
    high_delta = models.BigIntegerField()
    low_open = models.SmallIntegerField()
    high_open = models.SmallIntegerField()
    wording = models.TextField()
    sense = models.SmallIntegerField()
    starts = models.DateField()
    ends = models.DateField()
    recipient = models.TextField(null=True)  # noqa: DJ001  null = not known; "" is never a key
    payer = models.TextField(null=True)  # noqa: DJ001
    owner = models.TextField(null=True)  # noqa: DJ001
    source = models.TextField(null=True)  # noqa: DJ001
    category = models.TextField(null=True)  # noqa: DJ001
    project = models.TextField(null=True)  # noqa: DJ001
    programme = models.TextField(null=True)  # noqa: DJ001
    pairing_kind = models.TextField(null=True)  # noqa: DJ001
    state = models.TextField(null=True)  # noqa: DJ001
    itemised = models.SmallIntegerField()
    overlap = models.TextField()
    excluding = models.TextField(null=True)  # noqa: DJ001
    carves = models.BigIntegerField(null=True)
    cell = models.TextField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(starts__lte=F("ends")), name="line_days"),
            models.CheckConstraint(condition=Q(sense__in=(1, -1)), name="line_sense"),
        ]
        indexes = [
            models.Index(fields=["carves"], condition=Q(carves__isnull=False), name="line_carves")
        ]

    def __str__(self) -> str:
        return f"{self.entry_id}/{self.line} {self.account} {self.amount} {self.unit}"


class Closing(models.Model):
    """A day through which the book is closed, by the entry that closed it."""

    entry = models.OneToOneField(Entry, models.PROTECT, primary_key=True, related_name="closing")
    through = models.DateField(unique=True)

    def __str__(self) -> str:
        return f"closed through {self.through}"


class Posting(models.Model):
    """What was posted together under a key that may be used once."""

    key = models.CharField(max_length=100, primary_key=True)
    first = models.BigIntegerField()
    last = models.BigIntegerField()

    def __str__(self) -> str:
        return f"{self.key}: {self.first}-{self.last}"


class Proposal(models.Model):
    """A person's proposal to take an entry back; a second person posts it."""

    entry = models.OneToOneField(Entry, models.PROTECT, related_name="proposal")
    reason = models.TextField()
    proposed_by = models.CharField(max_length=64)
    proposed_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"take back {self.entry_id}: {self.reason}"
