"""One person proposes a record, a second posts it; both see the same words, sealed at rest."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, NamedTuple

from jiedui.access.command import command
from jiedui.access.vault import sealed
from jiedui.attention.commands import run_rules
from jiedui.books.commands import hold_book
from jiedui.cooperation.commands import (
    agreements,
    commerce,
    pairings,
    placements,
    secondments,
    trainings,
    visits,
)
from jiedui.cooperation.commands.keeping import By, Done, in_places
from jiedui.cooperation.given import read
from jiedui.cooperation.kinds import KINDS
from jiedui.cooperation.models import Proposal
from jiedui.cooperation.queries.proposals import proposal as proposal_of
from jiedui.cooperation.queries.proposals import seal_place
from jiedui.kernel.identity import mask
from jiedui.kernel.problem import refuse

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Mapping

    from jiedui.access.scope import Actor
    from jiedui.cooperation.commands.keeping import Subject
    from jiedui.cooperation.given import Given


class Handler(NamedTuple):
    """How a kind of record is checked before it waits, and written when a second says yes."""

    check: Callable[[Given, By], Subject]
    post: Callable[[Given, By], Done]


HANDLERS: dict[str, Handler] = {
    "programme": Handler(pairings.check_programme, pairings.post_programme),
    "pairing": Handler(pairings.check_pairing, pairings.post_pairing),
    "pairing_change": Handler(pairings.check_change, pairings.post_change),
    "pairing_end": Handler(pairings.check_end, pairings.post_end),
    "agreement": Handler(agreements.check_agreement, agreements.post_agreement),
    "amendment": Handler(agreements.check_amendment, agreements.post_amendment),
    "promise": Handler(agreements.check_promise, agreements.post_promise),
    "visit": Handler(visits.check_visit, visits.post_visit),
    "secondment": Handler(secondments.check_secondment, secondments.post_secondment),
    "arrival": Handler(secondments.check_arrival, secondments.post_arrival),
    "return": Handler(secondments.check_return, secondments.post_return),
    "training": Handler(trainings.check_training, trainings.post_training),
    "roster": Handler(trainings.check_roster, trainings.post_roster),
    "placement": Handler(placements.check_placement, placements.post_placement),
    "enterprise": Handler(commerce.check_enterprise, commerce.post_enterprise),
    "investment": Handler(commerce.check_investment, commerce.post_investment),
    "workshop": Handler(commerce.check_workshop, commerce.post_workshop),
    "sale": Handler(commerce.check_sale, commerce.post_sale),
    "placement_end": Handler(placements.check_placement_end, placements.post_placement_end),
}
"""How each kind of `KINDS` is checked and written."""


WATCHED = {
    "secondment": "secondment",
    "arrival": "secondment",
    "return": "secondment",
    "placement": "placement",
    "placement_end": "placement",
    "sale": "sale",
}
"""The kind of subject of which the house rules look at a posted record."""


@command("cooperation.propose")
def propose(kind: str, form: Mapping[str, str], *, actor: Actor, now: dt.datetime) -> Done:
    """Propose a record; a second person posts it.

    Args:
        kind: A code of `KINDS`.
        form: Field name to the words filled in.
        actor: Who proposes; the record's place must lie within the actor's.
        now: The moment.

    Raises:
        Refused: The kind is unknown, a field cannot be read, or the record cannot be so.
    """
    _known(kind)
    given = read(KINDS[kind], form)
    about = HANDLERS[kind].check(given, By(actor, now))
    in_places(actor, "cooperation.propose", about.place)
    names = {one.name for one in KINDS[kind].fields}
    words = {name: text.strip() for name, text in form.items() if name in names and text.strip()}
    row = Proposal.objects.create(
        kind=kind,
        sealed=sealed(json.dumps(words, ensure_ascii=False).encode(), place=seal_place(kind)),
        words=mask(about.words)[:300],
        place=about.place,
        proposed_by=actor.username,
        proposed_at=now,
    )
    return Done(row.pk, f"{kind} proposal {row.pk}")


@command("cooperation.post")
def post_proposal(number: int, *, actor: Actor, now: dt.datetime) -> Done:
    """Post a proposed record, as a second person: the book and the record in one transaction.

    Raises:
        Refused: There is no such proposal in the actor's places, the actor made it, it is decided
            already, or what it says has become impossible meanwhile.
    """
    hold_book()
    row, form = proposal_of(actor.scope("cooperation.post"), number)
    _open(row.state, number)
    if row.proposed_by == actor.username:
        raise refuse(
            "SECOND_PERSON",
            found=f"{actor.username} proposed it",
            expected="a second person",
            hint="Ask a colleague who may post records.",
        )
    given = read(KINDS[row.kind], form)
    done = HANDLERS[row.kind].post(given, By(actor, now, row.proposed_by))
    _decide(number, Proposal.POSTED, actor, now=now, record=done.number)
    if row.kind in WATCHED:
        run_rules(actor=actor, now=now, subjects={WATCHED[row.kind]: [done.number]})
    return done


@command("cooperation.propose")
def withdraw_proposal(number: int, *, actor: Actor, now: dt.datetime) -> Done:
    """Withdraw a proposal that nobody has posted.

    Raises:
        Refused: There is no such proposal in the actor's places, or it is decided already.
    """
    hold_book()
    row, _ = proposal_of(actor.scope("cooperation.propose"), number)
    _open(row.state, number)
    _decide(number, Proposal.WITHDRAWN, actor, now=now, record=None)
    return Done(number, f"{row.kind} proposal {number} withdrawn")


def _decide(number: int, state: str, actor: Actor, *, now: dt.datetime, record: int | None) -> None:
    Proposal.objects.filter(pk=number).update(
        state=state, decided_by=actor.username, decided_at=now, record=record
    )


def _open(state: str, number: int) -> None:
    if state != Proposal.OPEN:
        raise refuse(
            "PROPOSAL_DECIDED", found=f"proposal {number} is {state}", expected="one that waits"
        )


def _known(kind: str) -> None:
    if kind not in HANDLERS:
        raise refuse("RECORD_KIND_UNKNOWN", found=kind[:40], expected=", ".join(HANDLERS))
