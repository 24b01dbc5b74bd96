"""Steps of clues: each by the one table of `lifecycle`, signed by whoever takes it."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from jiedui.access.command import command
from jiedui.access.queries import actor_named
from jiedui.access.vault import keep_upload
from jiedui.clues.boxes import seal
from jiedui.clues.deadlines import due_on
from jiedui.clues.lifecycle import STEPS, Said, State, check_step
from jiedui.clues.models import Clue, Paper, Taken
from jiedui.clues.queries import clue_in, standing_of
from jiedui.kernel.filesigns import kind_of
from jiedui.kernel.identity import mask_strictly
from jiedui.kernel.problem import Refused, refuse
from jiedui.registry.writing import hold_register

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from jiedui.access.scope import Actor

WORDS_MAX = 500
NAME_MAX = 120
PAPER_MAX = 20 << 20
"""Largest document of evidence, in bytes."""

EMPTIED = {
    "assignee": "",
    "verifier": "",
    "visited_on": None,
    "conclusion": "",
    "explanation": "",
    "decider": "",
    "decision": "",
    "closed_on": None,
}
"""What opening again takes back; the history keeps it."""


@dataclass(frozen=True, slots=True)
class Done:
    """A step that was taken: of which clues, where they stand now, what the log says."""

    numbers: tuple[int, ...]
    state: str
    subject: str


@command("clues.assign")
def assign_clues(numbers: Sequence[int], to: str, *, actor: Actor, now: dt.datetime) -> Done:
    """Assign clues to a person who verifies in their places; all of them or none.

    Raises:
        Refused: There is no such clue in the actor's places, no such person, the person may not
            verify there, or a clue is past being assigned.
    """
    if not numbers:
        raise refuse("CLUE_UNKNOWN", found="no clue", expected="at least one")
    person = actor_named(to)
    hold_register()
    for number in dict.fromkeys(numbers):
        clue = clue_in(actor.scope("clues.assign"), number)
        if not person.scope("clues.verify").sees(clue.place or None):
            raise refuse(
                "OUTSIDE_SCOPE",
                found=f"{to} does not verify at clue {number}",
                expected="somebody who may verify clues of that place",
            )
        _take("assign", clue, Said(to=to), actor=actor, now=now)
    many = ", ".join(str(one) for one in numbers[:20])
    return Done(tuple(numbers), State.ASSIGNED, f"clues {many}: assign")


@command("clues.verify")
def begin_visit(number: int, *, actor: Actor, now: dt.datetime) -> Done:
    """Begin to verify a clue that is assigned to the actor.

    Raises:
        Refused: It is not the actor's, or it is another step's turn.
    """
    return _step("visit", number, Said(), actor=actor, now=now)


@command("clues.verify")
def attach_paper(number: int, content: bytes, *, name: str, actor: Actor, now: dt.datetime) -> Done:
    """Keep a document of evidence, sealed: the signed visit sheet, a photograph, a certificate.

    Raises:
        Refused: The clue is not being verified by the actor, or the file is empty, too large, no
            document, or attached already.
    """
    clue = _held(number, "verify", actor)
    if clue.state != State.VERIFYING or clue.assignee != actor.username:
        raise refuse(
            "NOT_ASSIGNED",
            found=f"clue {number} is {clue.state}",
            expected="a clue that you are verifying",
        )
    _check_paper(content, name)
    digest = hashlib.sha256(content).hexdigest()
    if Paper.objects.filter(clue=clue, round=clue.round, sha256=digest).exists():
        raise refuse("PAPER_KNOWN", found="attached already", expected="another document")
    token = secrets.token_hex(16)
    upload = f"clue-{token}"
    keep_upload(content, name=upload)
    Paper.objects.create(
        clue=clue,
        round=clue.round,
        upload=upload,
        sha256=digest,
        size=len(content),
        token=token,
        sealed=seal({"name": mask_strictly(name)[-NAME_MAX:]}, kind="paper", token=token),
        added_by=actor.username,
        added_at=now,
    )
    return Done((number,), clue.state, f"clue {number}: document {digest[:12]}")


def _check_paper(content: bytes, name: str) -> None:
    if not content:
        raise refuse("FILE_EMPTY", found=name[:60], expected="a document")
    if len(content) > PAPER_MAX:
        raise refuse(
            "FILE_TOO_LARGE", found=f"{len(content)} bytes", expected=f"at most {PAPER_MAX}"
        )
    if not kind_of(content):
        raise refuse(
            "PAPER_KIND", found=name[:60], expected="PDF, JPEG, PNG, or a Word or Excel file"
        )


@command("clues.verify")
def conclude_clue(number: int, said: Said, *, actor: Actor, now: dt.datetime) -> Done:
    """Say what the visit found, with its day, explanation and words; the first signature.

    Raises:
        Refused: With everything that is missing or does not fit.
    """
    return _step("conclude", number, said, actor=actor, now=now)


@command("clues.decide")
def send_back(number: int, *, words: str, actor: Actor, now: dt.datetime) -> Done:
    """Send a conclusion back to be verified again.

    Raises:
        Refused: It is not concluded, the actor signed the conclusion, or no reason is given.
    """
    return _step("send_back", number, Said(words=words), actor=actor, now=now)


@command("clues.decide")
def decide_clue(number: int, decision: str, *, words: str, actor: Actor, now: dt.datetime) -> Done:
    """Decide what follows from a conclusion that another person signed; the second signature.

    Nothing in the register changes by this: an exit or a correction goes its own way there.

    Raises:
        Refused: It is not concluded, the same person signed it, or the decision does not fit.
    """
    said = Said(decision=decision, words=words)
    return _step("decide", number, said, actor=actor, now=now)


@command("clues.close")
def close_clue(number: int, *, words: str, actor: Actor, now: dt.datetime) -> Done:
    """Close a decided clue: in words, how the decision was carried out.

    Raises:
        Refused: It is not decided, or nothing is said.
    """
    return _step("close", number, Said(words=words), actor=actor, now=now)


@command("clues.decide")
def reopen_clue(number: int, *, words: str, actor: Actor, now: dt.datetime) -> Done:
    """Open a decided or closed clue again; it begins anew, its history stays.

    Raises:
        Refused: It is open, no reason is given, or a newer clue of the same person and rule is.
    """
    clue = _held(number, "decide", actor)
    rivals = Clue.objects.filter(person_hash=clue.person_hash, rule=clue.rule)
    rival = rivals.exclude(state=State.CLOSED).exclude(pk=clue.pk).first()
    if rival is not None:
        raise refuse(
            "CLUE_OPEN", found=f"clue {rival.pk} is open", expected="none of the person and rule"
        )
    return _step("reopen", number, Said(words=words), actor=actor, now=now)


# --- one step -------------------------------------------------------------------------------------


def _held(number: int, verb: str, actor: Actor) -> Clue:
    """Return a clue of the actor's places, which no other command may change meanwhile.

    The register is held as well: its keys, with which clues are sealed, stay the newest.
    """
    hold_register()
    clue_in(actor.scope(f"clues.{verb}"), number)
    return Clue.objects.select_for_update().get(pk=number)


def _step(code: str, number: int, said: Said, *, actor: Actor, now: dt.datetime) -> Done:
    verb = STEPS[code].permission.removeprefix("clues.")
    clue = _held(number, verb, actor)
    _take(code, clue, said, actor=actor, now=now)
    return Done((number,), STEPS[code].to, f"clue {number}: {code}")


def _take(code: str, clue: Clue, said: Said, *, actor: Actor, now: dt.datetime) -> None:
    step, today = STEPS[code], now.astimezone().date()
    words = mask_strictly(" ".join(said.words.split()))[:WORDS_MAX]
    said = said._replace(words=words)
    problems = check_step(step, standing_of(clue), said, who=actor.username, today=today)
    if problems:
        raise Refused(problems)
    due, round_before = clue.due_on, clue.round
    for name, value in _changes(code, clue, said, who=actor.username, today=today).items():
        setattr(clue, name, value)
    clue.state = step.to
    clue.due_on = due_on(step.to, clue.opened_on, clue.place)
    clue.save()
    token = secrets.token_hex(16)
    Taken.objects.create(
        clue=clue,
        round=round_before,
        step=code,
        code=said.to or said.conclusion or said.decision,
        explanation=said.explanation,
        signer=actor.username,
        at=now,
        day=said.visited_on or today,
        due_on=due,
        token=token,
        sealed=seal({"words": words}, kind="step", token=token),
    )


def _changes(code: str, clue: Clue, said: Said, *, who: str, today: dt.date) -> dict[str, Any]:
    """Return what a step changes of a clue beside its state and deadline."""
    every: dict[str, dict[str, Any]] = {
        "assign": {"assignee": said.to},
        "conclude": {
            "verifier": who,
            "visited_on": said.visited_on,
            "conclusion": said.conclusion,
            "explanation": said.explanation,
        },
        "send_back": {"verifier": "", "visited_on": None, "conclusion": "", "explanation": ""},
        "decide": {"decider": who, "decision": said.decision},
        "close": {"closed_on": today},
        "reopen": {**EMPTIED, "round": clue.round + 1, "opened_on": today},
    }
    return every.get(code, {})
