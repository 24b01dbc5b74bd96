"""Writes of what happened to households.

Natural change (births, marriages, moves) is recorded by one officer. What decides about help
(identification, exit, relapse, monitoring, removal, correction) is proposed by one person and
confirmed by another, comes in a list that a second person posts, or ends a procedure.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from jiedui.access.command import command
from jiedui.kernel.problem import refuse
from jiedui.registry import household as rules
from jiedui.registry import writing
from jiedui.registry.household import HEAD, RULES, Kind
from jiedui.registry.models import Event, Proposal
from jiedui.registry.queries import household_in, place_of
from jiedui.registry.telling import (
    What,
    check_event,
    check_relations,
    columns_of,
    event_of,
    other_side,
    people_of,
)
from jiedui.registry.watching import changed

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from jiedui.access.scope import Actor

DECISIVE = frozenset(
    {
        Kind.IDENTIFIED,
        Kind.RELAPSED,
        Kind.EXITED,
        Kind.MONITORED,
        Kind.RISK_CLEARED,
        Kind.REMOVED_WRONGLY,
        Kind.RESTORED,
        Kind.CORRECTED,
    }
)
"""Kinds that need two people."""

TWO_SIDED = frozenset({Kind.SPLIT, Kind.SPLIT_OFF, Kind.MERGED, Kind.TAKEN_IN})
"""Kinds that concern two households at once."""


@dataclass(frozen=True, slots=True)
class Done:
    """What was written: its number, the households, and what the log says."""

    number: int
    subject: str
    households: tuple[str, ...] = field(default=())


@command("registry.record")
def record_event(number: str, what: What, *, actor: Actor, now: dt.datetime) -> Done:
    """Record a natural change of a household.

    Args:
        number: The household.
        what: What happened; not one of `DECISIVE`.
        actor: Who records it.
        now: The moment.

    Raises:
        Refused: There is no such household in the actor's places, it needs two people or two
            households, or it cannot have happened then.
    """
    household = household_in(actor.scope("registry.record"), number)
    if what.kind in DECISIVE or what.kind in TWO_SIDED:
        raise refuse(
            "TWO_PEOPLE_NEEDED" if what.kind in DECISIVE else "TWO_HOUSEHOLDS_NEEDED",
            found=RULES[what.kind].en,
            expected="a natural change",
            hint="`jiedui register propose` for what two people decide; `split` and `merge`"
            " for two households.",
        )
    keys = writing.hold_register()
    event = event_of(household, what, actor=actor, now=now)
    people = people_of(what, keys)
    check_event(household, event, people, now=now)
    ((_, told),) = writing.add_events([(event, people)])
    changed([household.pk], actor=actor, now=now)
    return Done(told.number, f"household {number}: {what.kind}", (number,))


@command("registry.record")
def propose_event(number: str, what: What, *, actor: Actor, now: dt.datetime) -> Done:
    """Propose an event that two people decide; nothing is recorded before the second says yes.

    Raises:
        Refused: There is no such household in the actor's places, the kind needs no second person,
            or it cannot have happened then.
    """
    household = household_in(actor.scope("registry.record"), number)
    if what.kind not in DECISIVE or what.comers:
        raise refuse(
            "KIND_NOT_PROPOSED",
            found=RULES[what.kind].en,
            expected=", ".join(sorted(one.value for one in DECISIVE)),
            hint="`jiedui register record` records natural change.",
        )
    writing.hold_register()
    event = event_of(household, what, actor=actor, now=now)
    check_event(household, event, {}, now=now)
    twin = other_side(event, scope=actor.scope("registry.record"))
    if twin is not None:
        check_event(twin.household, twin, {}, now=now)
    made = Proposal.objects.create(**columns_of(event))
    return Done(made.pk, f"household {number}: {what.kind}", (number,))


@command("registry.decide")
def decide_event(number: int, *, confirm: bool, actor: Actor, now: dt.datetime) -> Done:
    """Confirm or turn down what another person proposed; confirmed, it is recorded at once.

    Args:
        number: The proposal.
        confirm: Whether it is right.
        actor: Who decides; not who proposed it.
        now: The moment.

    Raises:
        Refused: There is no such open proposal in the actor's places, the actor made it, or it
            cannot have happened any more.
    """
    writing.hold_register()
    proposal = Proposal.objects.filter(pk=number, decided_at=None).first()
    scope = actor.scope("registry.decide")
    if proposal is None or not scope.sees(place_of(proposal.household) or None):
        raise refuse("PROPOSAL_UNKNOWN", found=f"proposal {number}", expected="an open proposal")
    if proposal.told_by == actor.username:
        raise refuse(
            "SECOND_PERSON",
            found=f"{actor.username} proposed it",
            expected="a second person",
            hint="Ask a colleague who may confirm it.",
        )
    event = None
    if confirm:
        event = Event(**columns_of(proposal), proposed_by=proposal.told_by)
        event.told_by, event.told_at = actor.username, now
        twin = other_side(event, scope=scope)
        told = [event] if twin is None else [event, twin]
        for one in told:
            check_event(one.household, one, {}, now=now)
        writing.add_events([(one, {}) for one in told])
        changed([one.household_id for one in told], actor=actor, now=now)
    Proposal.objects.filter(pk=number).update(
        decided_by=actor.username, decided_at=now, is_confirmed=confirm, event=event
    )
    household = proposal.household.number
    return Done(event.pk if event else 0, f"household {household}: {proposal.kind}", (household,))


@command("registry.record")
def split_household(
    number: str, *, members: Mapping[int, str], day: dt.date, actor: Actor, now: dt.datetime
) -> Done:
    """Let some members of a household form one of their own; it takes its standing along.

    Args:
        number: The household they leave.
        members: Person to relation in the new household; one of them its head.
        day: When.
        actor: Who records it.
        now: The moment.

    Raises:
        Refused: There is no such household in the actor's places, nobody is its head, all would
            leave, or somebody is no member on that day.
    """
    household = household_in(actor.scope("registry.record"), number)
    check_relations(members.values())
    if list(members.values()).count(HEAD) != 1:
        raise refuse("HEADS_WRONG", found="no head, or several", expected="one head")
    writing.hold_register()
    state = rules.fold(writing.events_of([household.pk])[household.pk], as_of=day, known=rules.OPEN)
    if not set(members) < {one for one, _ in state.people}:
        raise refuse(
            "NOT_A_MEMBER", found="somebody who is no member, or all of them",
            expected="some of the members on that day",
        )  # fmt: skip
    (fresh,) = writing.add_households(
        writing.next_numbers(place_of(household)[:6], 1), by=actor.username, at=now
    )
    leave = event_of(household, What(Kind.SPLIT, day), actor=actor, now=now)
    join = event_of(fresh, What(Kind.SPLIT_OFF, day, watch=state.watch), actor=actor, now=now)
    leave.other, join.other = fresh, household
    join.village_id, join.standing = state.village, state.standing
    join.poor_type, join.main_cause = state.poor_type, state.main_cause
    check_event(household, leave, dict.fromkeys(members, ""), now=now)
    writing.add_events([(leave, dict.fromkeys(members, "")), (join, dict(members))])
    changed([household.pk, fresh.pk], actor=actor, now=now)
    return Done(leave.pk, f"household {number}: split", (number, fresh.number))


@command("registry.record")
def merge_households(
    number: str, into: str, *, day: dt.date, actor: Actor, now: dt.datetime
) -> Done:
    """Let all members of a household join another; the first is then no household any more.

    Raises:
        Refused: One of them is unknown in the actor's places, they are the same, or one is not
            followed on that day.
    """
    scope = actor.scope("registry.record")
    household, other = household_in(scope, number), household_in(scope, into)
    if household == other:
        raise refuse("TWO_HOUSEHOLDS_NEEDED", found="one household", expected="two")
    writing.hold_register()
    state = rules.fold(writing.events_of([household.pk])[household.pk], as_of=day, known=rules.OPEN)
    leave = event_of(household, What(Kind.MERGED, day), actor=actor, now=now)
    join = event_of(other, What(Kind.TAKEN_IN, day), actor=actor, now=now)
    leave.other, join.other = other, household
    people = {one: "OTHER" if relation == HEAD else relation for one, relation in state.people}
    check_event(household, leave, {}, now=now)
    check_event(other, join, people, now=now)
    writing.add_events([(leave, {}), (join, people)])
    changed([household.pk, other.pk], actor=actor, now=now)
    return Done(leave.pk, f"household {number}: merged into {into}", (number, into))
