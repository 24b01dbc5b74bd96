"""Moves money: proposed, signed where the place says so, posted by a second person; in bulk.

What is counted is posted in the same transaction, one entry an act, and the project follows the
book.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from jiedui.access.command import command
from jiedui.books.commands import post_entries
from jiedui.kernel import place as places
from jiedui.kernel.problem import refuse
from jiedui.programme.commands.steps import enter, step_entry
from jiedui.programme.commands.watching import follow
from jiedui.programme.drafting import OWN
from jiedui.programme.following import moved_lines
from jiedui.programme.models import FundingLine, MoneyAct, Passed, Signature, Signing
from jiedui.programme.opening import (
    about,
    check_day,
    problem,
    projects,
    refuse_all,
    refuse_unknown,
    second_person,
)
from jiedui.programme.outcomes import KINDS, PAYMENTS, SIGNERS, Done, MoneyAsk
from jiedui.programme.paying import entry_for, faults_of, purse_of, take_off
from jiedui.programme.signing import is_signed

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator, Sequence

    from jiedui.access.scope import Actor
    from jiedui.books.entry import EntryDraft
    from jiedui.kernel.problem import Problem
    from jiedui.programme.models import Project
    from jiedui.programme.paying import Purse
    from jiedui.programme.standing import Moved

FIELDS = (
    "kind", "source", "amount_fen", "on", "milestone_on", "requested_on", "opinion_on", "notice",
    "subject_code", "payee", "purpose",
)  # fmt: skip


@command("programme.record")
def propose_money(asks: Sequence[MoneyAsk], *, actor: Actor, now: dt.datetime) -> Done:
    """Propose money acts, all of them or none, held against the book and against each other.

    Args:
        asks: The acts, in the order they are to be taken.
        actor: Who proposes.
        now: The moment.

    Raises:
        Refused: More would move than is approved, allotted or disbursed; days are out of order or
            ahead; the state does not allow it. Every reason of every act is given.
    """
    made = make_acts(asks, proposed_by=actor.username, actor=actor, now=now)
    numbers = tuple(act.pk for act in made)
    return Done(numbers, f"proposed money acts {numbers[0]}-{numbers[-1]}")


def make_acts(
    asks: Sequence[MoneyAsk], *, proposed_by: str, actor: Actor, now: dt.datetime
) -> list[MoneyAct]:
    """Make money acts that wait, held against the book and against each other; or refuse all."""
    rows = projects([ask.project for ask in asks], actor, "programme.record")
    purses = purses_of(rows.values())
    _count_waiting(purses, rows)
    signings = list(Signing.objects.order_by("-since"))
    wrong: list[Problem] = []
    made: list[MoneyAct] = []
    for at, ask in enumerate(asks, start=1):
        row = rows[ask.project]
        where = f"{at}. {row.name}" if len(asks) > 1 else row.name
        found = [
            problem(code, where, found=what, expected=expected)
            for code, what, expected in faults_of(purses[row.pk], ask)
        ] + check_day(ask.on, now, where)
        wrong += found
        if not found:
            take_off(purses[row.pk], ask)
        made.append(
            MoneyAct(
                project=row,
                **{name: getattr(ask, name) for name in FIELDS},
                needs_signatures=ask.kind in PAYMENTS and is_signed(row.place, ask.on, signings),
                proposed_by=proposed_by,
                proposed_at=now,
            )
        )
    refuse_all(wrong)
    if not made:
        raise refuse("POSTING_EMPTY", found="no money acts", expected="at least one")
    MoneyAct.objects.bulk_create(made)
    return made


def purses_of(rows: Iterable[Project]) -> dict[int, Purse]:
    """Return the purses of some projects as the book has them."""
    wanted = list(rows)
    lines = moved_lines([row.pk for row in wanted])
    approved: dict[int, dict[str, int]] = {}
    funding = FundingLine.objects.filter(project__in=wanted)
    for pk, source, amount in funding.values_list("project_id", "source", "approved_fen"):
        approved.setdefault(pk, {})[source] = amount
    return {
        row.pk: purse_of(
            row.name,
            row.state,
            lines.get(row.pk, []),
            approved=approved.get(row.pk, {}),
            accepted_on=row.accepted_on,
        )
        for row in wanted
    }


def _count_waiting(purses: dict[int, Purse], rows: dict[int, Project]) -> None:
    """Take what is proposed and not decided off the purses."""
    waiting = MoneyAct.objects.filter(project__in=rows.values(), is_approved=None).order_by("pk")
    for act in waiting:
        take_off(purses[act.project_id], ask_of(act))


def ask_of(act: MoneyAct) -> MoneyAsk:
    """Return what an act asked."""
    return MoneyAsk(act.project_id, **{name: getattr(act, name) for name in FIELDS})


def sign_money(numbers: Sequence[int], *, role: str, actor: Actor, now: dt.datetime) -> Done:
    """Sign payments as the county leader in charge or as the seconded cadre.

    Raises:
        Refused: An act is not open or needs no signature, is signed in this role already, or the
            actor signed it in the other role or proposed it.
    """
    if role not in SIGNERS:
        raise refuse("VALUE_UNKNOWN", found=role, expected=", ".join(SIGNERS))
    sign = _sign_leader if role == "leader" else _sign_cadre
    return sign(numbers, actor=actor, now=now)


@command("programme.sign_leader")
def _sign_leader(numbers: Sequence[int], *, actor: Actor, now: dt.datetime) -> Done:
    return _signed(numbers, "leader", actor, now)


@command("programme.sign_cadre")
def _sign_cadre(numbers: Sequence[int], *, actor: Actor, now: dt.datetime) -> Done:
    return _signed(numbers, "cadre", actor, now)


def _signed(  # noqa: PLR0917  what the record bears
    numbers: Sequence[int], role: str, actor: Actor, now: dt.datetime
) -> Done:
    acts = _open_acts(numbers, actor, f"programme.sign_{role}")
    refuse_all(one for act in acts for one in _unsignable(act, role, actor))
    Signature.objects.bulk_create(
        Signature(act=act, role=role, signed_by=actor.username, signed_at=now) for act in acts
    )
    return Done(tuple(act.pk for act in acts), f"signed {len(acts)} money acts as {role}")


def _unsignable(act: MoneyAct, role: str, actor: Actor) -> Iterator[Problem]:
    where = f"{act.pk}"
    if not act.needs_signatures:
        yield problem(
            "SIGNATURE_NOT_NEEDED", where, found=KINDS[act.kind][1], expected="a payment to sign"
        )
    for signature in act.signatures.all():
        if signature.role == role:
            yield problem(
                "SIGNED_ALREADY", where, found=f"signed by {signature.signed_by}", expected="once"
            )
        elif signature.signed_by == actor.username:
            yield problem(
                "SECOND_PERSON",
                where,
                found=f"{actor.username} signed as {signature.role}",
                expected="a second person",
            )
    yield from second_person(act.proposed_by, actor, where)


def _open_acts(numbers: Sequence[int], actor: Actor, permission: str) -> list[MoneyAct]:
    acts = list(
        MoneyAct.objects.filter(pk__in=numbers, is_approved=None)
        .select_related("project")
        .prefetch_related("signatures")
        .order_by("pk")
    )
    missing = set(numbers) - {act.pk for act in acts}
    if missing or not acts:
        raise refuse_unknown("ACT_UNKNOWN", min(missing, default=0), "open money act")
    projects([act.project_id for act in acts], actor, permission)
    return acts


@command("programme.decide")
def decide_money(
    numbers: Sequence[int],
    *,
    is_approved: bool,
    actor: Actor,
    now: dt.datetime,
    reason: str = "",
) -> Done:
    """Post proposed money acts, all of them or none, or refuse them; as a second person.

    The first allotment of a planned project makes it allotted in the same breath.

    Raises:
        Refused: An act is not open, the actor proposed it, a signature is missing, or the money is
            no longer there. Nothing is posted.
    """
    acts = _open_acts(numbers, actor, "programme.decide")
    refuse_all(one for act in acts for one in second_person(act.proposed_by, actor, f"{act.pk}"))
    if not is_approved:
        MoneyAct.objects.filter(pk__in=[act.pk for act in acts]).update(
            is_approved=False, decided_by=actor.username, decided_at=now, reason=reason.strip()
        )
        return Done(tuple(act.pk for act in acts), f"refused {len(acts)} money acts")
    return post_acts(acts, actor=actor, now=now)


def post_acts(acts: Sequence[MoneyAct], *, actor: Actor, now: dt.datetime) -> Done:
    """Post money acts that wait, all of them or none; the caller has seen to the second person."""
    refuse_all(one for act in acts for one in _unsigned(act))
    rows = {act.project_id: act.project for act in acts}
    drafts = _drafts(acts, rows)
    posted = post_entries([draft for draft, _ in drafts], actor=actor, now=now)
    for number, (_, act) in enumerate(drafts, start=posted.first):
        if act is not None:
            act.entry = number
            act.is_approved, act.decided_by, act.decided_at = True, actor.username, now
    MoneyAct.objects.bulk_update(acts, ["entry", "is_approved", "decided_by", "decided_at"])
    _allot_planned(acts, rows, actor=actor, now=now)
    follow(actor=actor, now=now)
    subject = f"posted {len(acts)} money acts"
    return Done(tuple(act.pk for act in acts), subject, posted.first, posted.last)


def _unsigned(act: MoneyAct) -> Iterator[Problem]:
    signed = {one.role for one in act.signatures.all()}
    for role, (zh, en) in SIGNERS.items():
        if act.needs_signatures and role not in signed:
            yield problem(
                "SIGNATURE_MISSING",
                f"{act.pk} {act.project.name}",
                found="not signed",
                expected=f"the signature of the {en} ({zh})",
                hint="`jiedui pay --sign` or the desk's page of payments to sign.",
            )


def _drafts(
    acts: Sequence[MoneyAct], rows: dict[int, Project]
) -> list[tuple[EntryDraft, MoneyAct | None]]:
    """Return the entries of acts, each with its act; entries of a state without one."""
    purses = purses_of(rows.values())
    lines = moved_lines(rows)
    wrong: list[Problem] = []
    drafts: list[tuple[EntryDraft, MoneyAct | None]] = []
    states: list[EntryDraft] = []
    for act in acts:
        row, ask = rows[act.project_id], ask_of(act)
        purse = purses[row.pk]
        found = [
            problem(code, f"{act.pk} {row.name}", found=what, expected=expected)
            for code, what, expected in faults_of(purse, ask)
        ]
        wrong += found
        if found:
            continue
        drafts.append((entry_for(purse, about(row), ask), act))
        if purse.state == "PLANNED" and is_aid_allotted(ask):
            states += _state(row, ask, lines.get(row.pk, []))
            purse.state = "ALLOTTED"
    refuse_all(wrong)
    return [*drafts, *((draft, None) for draft in states)]


def is_aid_allotted(ask: MoneyAsk) -> bool:
    """Return whether an act allots aid: what makes a planned project an allotted one."""
    return ask.kind == "ALLOT" and ask.source != OWN


def _state(row: Project, ask: MoneyAsk, lines: Sequence[Moved]) -> list[EntryDraft]:
    draft = step_entry(row, "ALLOTTED", ask.on, lines=lines)
    return [draft] if draft is not None else []


def _allot_planned(
    acts: Sequence[MoneyAct], rows: dict[int, Project], *, actor: Actor, now: dt.datetime
) -> None:
    """Take planned projects that were allotted money into their next state."""
    for act in acts:
        row = rows[act.project_id]
        if row.state != "PLANNED" or not is_aid_allotted(ask_of(act)):
            continue
        Passed.objects.filter(project=row, is_approved=None).update(
            is_approved=False, decided_by=actor.username, decided_at=now
        )
        Passed.objects.create(
            project=row,
            origin="PLANNED",
            target="ALLOTTED",
            on=act.on,
            reason=act.notice,
            proposed_by=act.proposed_by,
            proposed_at=act.proposed_at,
            decided_by=actor.username,
            decided_at=now,
            is_approved=True,
            entry=act.entry,
        )
        enter(row, "ALLOTTED", act.on)
        row.save()


@command("programme.set")
def set_signing(
    since: dt.date, *, is_needed: bool, actor: Actor, now: dt.datetime, place: str = ""
) -> Done:
    """Say from which day payments in a place need both signatures, or no longer do.

    Args:
        since: The first day.
        is_needed: Whether both signatures are needed from then on.
        actor: Who says so.
        now: The moment.
        place: Key of a place; "" = everywhere. The narrowest place wins, then the latest day.
    """
    if place and not places.known(place):
        raise refuse("PLACE_UNKNOWN", found=place, expected="the code of a place")
    row, _ = Signing.objects.update_or_create(
        place=place,
        since=since,
        defaults={"is_needed": is_needed, "set_by": actor.username, "set_at": now},
    )
    return Done((row.pk,), f"signatures {place or 'everywhere'} since {since}: {is_needed}")
