"""Writes to findings: run the rules, explain, accept or not accept, hand to another owner."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING

from django.db.models import Q

from jiedui.access.command import command
from jiedui.access.queries import actor_named
from jiedui.attention.catalogue import follows, rules
from jiedui.attention.declaration import WAITING, Looking
from jiedui.attention.models import Finding, FindingNote, RulesRun
from jiedui.attention.thresholds import limits_on, words_on
from jiedui.kernel.identity import mask
from jiedui.kernel.problem import refuse

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from jiedui.access.scope import Actor
    from jiedui.attention.declaration import Hit, Rule

CHUNK = 500
PARTIAL_MAX = 5000
"""Beyond so many subjects a rule is run over all of them."""

WORDS_MAX = 1000

TOLD = (
    "place", "zh", "en", "digest", "amount_fen", "urgency", "owner", "link", "since",
    "found_on", "due", "state", "explained_by", "explanation", "accepted_by",
)  # fmt: skip
"""What a run may change of a finding."""


@dataclass(frozen=True, slots=True)
class Ran:
    """What a run did: how many findings are new, open again, cleared, and how many wait now."""

    new: int = 0
    again: int = 0
    cleared: int = 0
    waiting: int = 0

    @property
    def subject(self) -> str:
        """What the log says."""
        return f"rules: {self.new} new, {self.again} again, {self.cleared} cleared"


@dataclass(frozen=True, slots=True)
class Noted:
    """A finding that was answered."""

    number: int

    @property
    def subject(self) -> str:
        """What the log says."""
        return f"finding {self.number}"


@command("attention.run")
def run_rules(
    *,
    actor: Actor,
    now: dt.datetime,
    subjects: Mapping[str, Collection[int]] | None = None,
    only: Collection[str] = (),
) -> Ran:
    """Run the house rules and bring the findings up to date.

    What is found anew opens, what is no longer found is cleared, and what was accepted opens again
    when the facts it rests on have changed.

    Args:
        actor: Who runs them.
        now: The moment.
        subjects: Only rules about these kinds of subject, and only these numbers; None = all.
        only: Only rules of these codes; () = all.
    """
    if subjects is not None and not any(subjects.values()):
        return Ran()
    today = now.astimezone().date()
    ran = Ran()
    for rule in rules().values():
        if only and rule.code not in only:
            continue
        if subjects is not None and not subjects.get(rule.subject):
            continue
        few = subjects is not None and len(subjects[rule.subject]) <= PARTIAL_MAX
        numbers = frozenset(subjects[rule.subject]) if subjects is not None and few else None
        looking = Looking(today, limits_on(today), words_on(today), numbers)
        part = _run(rule, looking, now)
        ran = Ran(ran.new + part.new, ran.again + part.again, ran.cleared + part.cleared)
    waiting = Finding.objects.filter(state__in=WAITING).count()
    if subjects is None and not only:
        RulesRun.objects.create(at=now, by=actor.username, waiting=waiting)
    return Ran(ran.new, ran.again, ran.cleared, waiting)


def look_again(kind: str, numbers: Collection[int], *, actor: Actor, now: dt.datetime) -> None:
    """Ask the rules anew that rest on things which somebody has just changed.

    Args:
        kind: What changed: `register`.
        numbers: Which of them.
        actor: Who changed them.
        now: The moment.
    """
    for one in follows(kind):
        subjects = {one.subject: one.numbers(numbers)}
        run_rules(actor=actor, now=now, subjects=subjects, only=one.rules)


def _run(rule: Rule, looking: Looking, now: dt.datetime) -> Ran:
    hits = {hit.subject: hit for hit in rule.find(looking)}
    known = Finding.objects.filter(rule=rule.code)
    if looking.subjects is not None:
        known = known.filter(_about(rule, looking.subjects))
    rows = {row.subject: row for row in known}
    notes: list[FindingNote] = []
    changed: list[Finding] = []
    again = 0
    for subject, row in rows.items():
        before = _values(row)
        hit = hits.get(subject)
        if hit is None:
            if row.state != "CLEARED":
                row.state = "CLEARED"
                notes.append(FindingNote(finding=row, verb="cleared", at=now))
                changed.append(row)
            continue
        verb = _brought_up(row, rule, hit, today=looking.today)
        if verb:
            again += 1
            notes.append(FindingNote(finding=row, verb=verb, words=hit.zh, at=now))
        if _values(row) != before:
            changed.append(row)
    fresh = [_made(rule, hit, looking.today) for key, hit in hits.items() if key not in rows]
    Finding.objects.bulk_create(fresh, batch_size=CHUNK)
    Finding.objects.bulk_create(
        changed, batch_size=CHUNK, update_conflicts=True, unique_fields=["id"], update_fields=TOLD
    )  # Ten times as fast as `bulk_update`, which writes a case for each row and column.
    notes += [FindingNote(finding=row, verb="found", words=row.zh, at=now) for row in fresh]
    FindingNote.objects.bulk_create(notes, batch_size=CHUNK)
    cleared = sum(1 for note in notes if note.verb == "cleared")
    return Ran(len(fresh), again, cleared)


def _about(rule: Rule, numbers: Collection[int]) -> Q:
    """Return the findings of a rule about some subjects."""
    names = [f"{rule.subject}:{number}" for number in numbers]
    if not rule.has_parts:
        return Q(subject__in=names)
    return reduce(or_, (Q(subject__startswith=f"{name}-") for name in names))


def _values(row: Finding) -> tuple[object, ...]:
    """Return what a run may change of a finding; what stays the same is not written again."""
    return tuple(getattr(row, name) for name in TOLD)


def _made(rule: Rule, hit: Hit, today: dt.date) -> Finding:
    row = Finding(rule=rule.code, subject=hit.subject, owner=hit.owner)
    _open(row, rule, hit, today=today)
    return row


def _open(row: Finding, rule: Rule, hit: Hit, *, today: dt.date) -> None:
    _tell(row, rule, hit)
    row.state, row.found_on = "OPEN", today
    row.due = today + dt.timedelta(days=rule.days)
    row.explained_by = row.explanation = row.accepted_by = ""


def _tell(row: Finding, rule: Rule, hit: Hit) -> None:
    row.place = hit.place or ""
    row.zh, row.en = mask(hit.zh), mask(hit.en)
    row.digest, row.amount_fen = hit.digest, hit.amount_fen
    row.urgency = hit.urgency or rule.urgency
    row.link, row.since = hit.link, hit.since


def _brought_up(row: Finding, rule: Rule, hit: Hit, *, today: dt.date) -> str:
    """Bring a known finding up to its hit; return the word for a note, "" when nothing happened."""
    if row.state == "CLEARED":
        _open(row, rule, hit, today=today)
        return "again"
    if row.digest != hit.digest and row.state in ("ACCEPTED", "EXPLAINED"):
        _open(row, rule, hit, today=today)
        return "changed"
    if row.state in WAITING:
        _tell(row, rule, hit)
    return ""


def _finding(number: int, actor: Actor, permission: str) -> Finding:
    row = Finding.objects.select_for_update().filter(pk=number).first()
    if row is None or not actor.scope(permission).sees(row.place or None):
        raise refuse(
            "FINDING_UNKNOWN", found=f"finding {number}", expected="a finding within your places"
        )
    return row


def _words(words: str) -> str:
    said = mask(words.strip())
    if not said or len(said) > WORDS_MAX:
        raise refuse(
            "REASON_MISSING",
            found=f"{len(said)} signs",
            expected=f"an explanation of 1 to {WORDS_MAX} signs",
        )
    return said


@command("attention.explain")
def explain_finding(number: int, *, words: str, actor: Actor, now: dt.datetime) -> Noted:
    """Explain a finding; another person accepts the explanation.

    Raises:
        Refused: It is not open, lies outside the actor's places, or nothing is said.
    """
    row = _finding(number, actor, "attention.explain")
    if row.state not in WAITING:
        raise refuse("FINDING_CLOSED", found=row.state, expected="a finding that waits")
    row.explanation, row.explained_by, row.state = _words(words), actor.username, "EXPLAINED"
    row.save()
    FindingNote.objects.create(
        finding=row, verb="explained", words=row.explanation, by=actor.username, at=now
    )
    return Noted(number)


@command("attention.accept")
def accept_finding(
    number: int, *, is_accepted: bool, actor: Actor, now: dt.datetime, words: str = ""
) -> Noted:
    """Accept an explanation, or send it back with a reason; as a second person.

    Raises:
        Refused: It is not explained, or the actor explained it.
    """
    row = _finding(number, actor, "attention.accept")
    if row.state != "EXPLAINED":
        raise refuse("FINDING_CLOSED", found=row.state, expected="a finding that is explained")
    if row.explained_by == actor.username:
        raise refuse(
            "SECOND_PERSON", found=f"{actor.username} explained it", expected="a second person"
        )
    said = mask(words.strip()) if is_accepted else _words(words)
    row.state = "ACCEPTED" if is_accepted else "OPEN"
    row.accepted_by = actor.username if is_accepted else ""
    row.save()
    verb = "accepted" if is_accepted else "sent back"
    FindingNote.objects.create(finding=row, verb=verb, words=said, by=actor.username, at=now)
    return Noted(number)


@command("attention.explain")
def assign_finding(number: int, *, owner: str, actor: Actor, now: dt.datetime) -> Noted:
    """Hand a finding to another owner.

    Raises:
        Refused: There is no such user.
    """
    row = _finding(number, actor, "attention.explain")
    row.owner = actor_named(owner).username
    row.save(update_fields=["owner"])
    FindingNote.objects.create(finding=row, verb="assigned", words=owner, by=actor.username, at=now)
    return Noted(number)


def hits_of(code: str, looking: Looking) -> Iterable[Hit]:
    """Return what one rule finds; for tests and for showing a rule."""
    return rules()[code].find(looking)
