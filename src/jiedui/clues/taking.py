"""Taking a run in: every clue placed, linked to the register, sealed, joined where one is open."""

from __future__ import annotations

import datetime as dt
import secrets
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from jiedui.access.command import command
from jiedui.checks.handed import handed
from jiedui.clues.boxes import mark_of, person_hash, seal
from jiedui.clues.deadlines import due_on
from jiedui.clues.lifecycle import State
from jiedui.clues.models import Clue, Evidence, Input, Question, Run, Sighting
from jiedui.clues.queries import SEVERITIES
from jiedui.kernel.place import covers, known, present_code
from jiedui.kernel.problem import refuse
from jiedui.registry.linking import people_of, village_keys
from jiedui.registry.writing import hold_register

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from jiedui.access.scope import Actor
    from jiedui.checks.handed import Found, Handed
    from jiedui.registry.linking import Linked

CHUNK = 500
COUNTY, TOWN, WHOLE = 6, 9, 12
"""Digits of a village's statistical code that say the county, the town, and all."""

PLACES_MAX = 300


@dataclass(frozen=True, slots=True)
class TakenIn:
    """What taking in a run did.

    Attributes:
        run: Its number.
        new: Clues opened.
        joined: Open clues that it found again.
        outside: Rows of places that are not the actor's; nothing of them was kept.
        subject: What the log says.
    """

    run: int
    new: int
    joined: int
    outside: int
    subject: str


class Whose(NamedTuple):
    """Whom a row is about: the hash, household and person of our register, and what to seal."""

    hash: str
    household: str
    person: int | None
    told: dict[str, str]


@dataclass(slots=True)
class _Group:
    """The rows of one person and one rule."""

    whose: Whose
    place: str
    rows: list[Found] = field(default_factory=list)


@command("clues.take")
def take_run(folder: Path, *, actor: Actor, now: dt.datetime) -> TakenIn:
    """Take in the output directory of a cross-check.

    Only clues in the actor's places are kept. A clue that is open for the same person and rule is
    joined: what is new among its evidence is added to it.

    Args:
        folder: The directory that `jiedui crosscheck` wrote.
        actor: Who takes it in.
        now: The moment.

    Raises:
        Refused: It is no finished run, it was changed since, it was asked for a day that has not
            come, or it was taken in before.
    """
    run_read = handed(folder)
    _refuse_early(run_read, now)
    places = actor.places("clues.take")
    hold_register()  # No other keys than the newest seal what it says.
    _refuse_known(run_read.fingerprint, places)
    run, questions = _kept(run_read, actor=actor, now=now)
    groups, outside = _grouped(run_read.clues, actor)
    day = now.astimezone().date()
    new, joined = 0, 0
    order = list(groups.items())
    for at in range(0, len(order), CHUNK):
        part = dict(order[at : at + CHUNK])
        made, found = _opened(part, questions, day)
        new, joined = new + len(made), joined + len(found)
        _witness(part, {**made, **found}, run)
    subject = f"run {run.pk}: {new} new, {joined} joined"
    return TakenIn(run.pk, new, joined, outside, subject)


def _refuse_early(run_read: Handed, now: dt.datetime) -> None:
    asked, today = run_read.manifest["as_of"], now.astimezone().date()
    if dt.date.fromisoformat(asked) > today:
        raise refuse("DATE_ORDER", found=f"a run as of {asked}", expected=f"not after {today}")


def _refuse_known(fingerprint: str, places: tuple[str, ...]) -> None:
    for one in Run.objects.filter(fingerprint=fingerprint):
        before = one.places.split(";")
        if any(covers(a, b) or covers(b, a) or not a or not b for a in before for b in places):
            raise refuse(
                "RUN_KNOWN",
                found=f"taken in as run {one.pk} by {one.taken_by}",
                expected="a run with other lists, rules or another day",
            )


def _kept(run_read: Handed, *, actor: Actor, now: dt.datetime) -> tuple[Run, dict[str, Question]]:
    told = run_read.manifest
    run = Run.objects.create(
        fingerprint=run_read.fingerprint,
        set_hash=told["clues"]["set_hash"],
        as_of=dt.date.fromisoformat(told["as_of"]),
        version=str(told["jiedui"])[:24],
        engine=str(told["engine"])[:24],
        total=len(run_read.clues),
        places=";".join(actor.places("clues.take"))[:PLACES_MAX],
        taken_by=actor.username,
        taken_at=now,
    )
    for one in told["inputs"]:
        Input.objects.bulk_create(
            Input(
                run=run,
                data=one["list"],
                part=f"{at}",
                sha256=digest,
                rows=one["rows"],
                set_aside=sum(one.get("set_aside", {}).values()),
                without_number=sum(one.get("without_usable_number", {}).values()),
            )
            for at, digest in enumerate(one["sha256"].values(), start=1)
        )
    questions = {
        one["rule"]: Question(
            run=run,
            rule=one["rule"],
            version=one["version"],
            zh=one["zh"][:200],
            en=one["en"][:200],
            data=one["list"],
            severity=one["severity"],
        )
        for one in told["rules"]
    }
    Question.objects.bulk_create(questions.values())
    return run, questions


# --- whom and where -------------------------------------------------------------------------------


def _grouped(rows: Iterable[Found], actor: Actor) -> tuple[dict[tuple[str, str], _Group], int]:
    """Return rows by person and rule, those of the actor's places, and how many lie outside."""
    scope, villages = actor.scope("clues.take"), village_keys()
    inside, outside = [], 0
    for row in rows:
        place = _place(row.village, villages)
        if scope.sees(place or None):
            inside.append((row, place))
        else:
            outside += 1
    own = people_of(int(row.record) for row, _ in inside if row.record and row.record.isdecimal())
    groups: dict[tuple[str, str], _Group] = {}
    for row, place in inside:
        whose = _whose(row, own)
        group = groups.setdefault((whose.hash, row.rule), _Group(whose, place))
        group.rows.append(row)
    return groups, outside


def _place(village: int | None, villages: dict[int, str]) -> str:
    """Return a village's place key: the register's own, else one made of its statistical code."""
    if village is None:
        return ""
    if village in villages:
        return villages[village]
    code = str(village)
    county = code[:COUNTY]
    if len(code) not in (COUNTY, WHOLE) or not county.isdigit():
        return ""
    now = present_code(county) if known(county) else county
    below = (code[COUNTY:TOWN], code[TOWN:])
    return ":".join(filter(None, (now, *below)))


def _whose(row: Found, own: dict[int, Linked]) -> Whose:
    """Return whom a row is about: somebody of our register only if record and household agree."""
    linked = own.get(int(row.record)) if row.record and row.record.isdecimal() else None
    if (
        linked is not None
        and row.household in linked.households
        and row.person in {"", "***", linked.masked}
    ):
        digest = person_hash(linked.number or f"person {row.record}")
        return Whose(digest, str(row.household), int(str(row.record)), {})
    told = {
        "household": row.household or "",
        "record": row.record or "",
        "masked": row.person,
        "number": row.number,
    }
    if row.number:
        return Whose(person_hash(row.number), "", None, told)
    parts: tuple[object, ...] = (row.village, row.household, row.record, row.person)
    if not row.record:
        parts = (*parts, row.rule, row.source)
    return Whose(mark_of("person", *parts), "", None, told)


# --- clues and evidence ---------------------------------------------------------------------------


def _opened(
    groups: dict[tuple[str, str], _Group], questions: dict[str, Question], day: dt.date
) -> tuple[dict[tuple[str, str], Clue], dict[tuple[str, str], Clue]]:
    """Return the clues opened for some groups, and those that were open."""
    hashes = {person for person, _ in groups}
    rows = Clue.objects.filter(person_hash__in=hashes).exclude(state=State.CLOSED)
    found = {
        (one.person_hash, one.rule): one for one in rows if (one.person_hash, one.rule) in groups
    }
    made = {
        key: _clue(group, questions[key[1]], day)
        for key, group in groups.items()
        if key not in found
    }
    Clue.objects.bulk_create(made.values())
    return made, found


def _clue(group: _Group, question: Question, day: dt.date) -> Clue:
    token = secrets.token_hex(16)
    return Clue(
        token=token,
        question=question,
        rule=question.rule,
        data=question.data,
        severity=SEVERITIES.index(question.severity),
        place=group.place,
        household=group.whose.household,
        person=group.whose.person,
        person_hash=group.whose.hash,
        sealed=seal({**group.whose.told, "status": group.rows[0].status}, kind="clue", token=token),
        state=State.NEW,
        opened_on=day,
        due_on=due_on(State.NEW, day, group.place),
    )


def _witness(
    groups: dict[tuple[str, str], _Group], clues: dict[tuple[str, str], Clue], run: Run
) -> None:
    """Write down that a run found its clues, and the evidence that is new."""
    Sighting.objects.bulk_create(Sighting(clue=one, run=run) for one in clues.values())
    known_marks = set(
        Evidence.objects.filter(clue__in=[one.pk for one in clues.values()]).values_list(
            "clue_id", "mark"
        )
    )
    rows: dict[tuple[int, str], Evidence] = {}
    for key, group in groups.items():
        clue = clues[key]
        for row in group.rows:
            told = {
                "source": row.source,
                "what": row.what,
                "amount": row.amount,
                "day": row.day.isoformat() if row.day else None,
                "times": row.times,
            }
            mark = mark_of("evidence", *told.values())
            if (clue.pk, mark) in known_marks:
                continue
            token = secrets.token_hex(16)
            box = seal(told, kind="evidence", token=token)
            rows[clue.pk, mark] = Evidence(clue=clue, run=run, token=token, mark=mark, sealed=box)
    Evidence.objects.bulk_create(rows.values())
