"""Writes to wishes: collect, review (a second person), return, withdraw, substitute in bulk."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction

from jiedui.access.command import command
from jiedui.access.vault import opened, sealed
from jiedui.giving.done import Done
from jiedui.giving.drafts import check_wish
from jiedui.giving.finding import campaign_row, second_person, wish_row
from jiedui.giving.holding import live_claims, note
from jiedui.giving.models import Wish
from jiedui.giving.publicness import check_alias, check_public
from jiedui.giving.sealbox import wish_place
from jiedui.giving.tokens import contact_digest, new_seal
from jiedui.giving.wishing import STEPS, check_step
from jiedui.kernel.place import normal
from jiedui.kernel.problem import Refused, refuse

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from jiedui.access.scope import Actor
    from jiedui.giving.drafts import WishDraft
    from jiedui.kernel.problem import Problem


@command("giving.wish")
def collect_wish(campaign: int, draft: WishDraft, *, actor: Actor, now: dt.datetime) -> Done:
    """Collect a wish; nobody sees it before another person has reviewed it.

    Who receives is sealed; the public words are refused when they could tell who it is.

    Raises:
        Refused: Something is wrong with it, its place lies outside the actor's, the campaign takes
            no wishes, or the same wish of the same receiver is there.
    """
    scope = actor.scope("giving.wish")
    row = campaign_row(scope, campaign)
    problems = [*check_wish(draft), *check_alias(draft.alias), *_public_problems(draft)]
    if row.kind != "needs" or row.state not in ("draft", "open"):
        problems += refuse(
            "CAMPAIGN_STATE",
            found=f"campaign {campaign} ({row.kind}, {row.state})",
            expected="a needs campaign that is not closed",
        ).problems
    if draft.place and not scope.sees(draft.place):
        problems += refuse("OUTSIDE_PLACES", found=draft.place, expected="your places").problems
    if problems:
        raise Refused(problems)
    seal = new_seal()
    told = {"name": draft.receiver.strip(), "contact": draft.contact.strip()}
    same = "|".join(map(normal, (draft.receiver, draft.contact, draft.place, draft.item)))
    try:
        with transaction.atomic():
            wish = Wish.objects.create(
                campaign=row, item=draft.item.strip(), words=draft.words.strip()[:200],
                alias=draft.alias.strip(), need=draft.need, place=draft.place,
                quantity=draft.quantity, unit=draft.unit.strip()[:8], price_fen=draft.price_fen,
                state="draft", digest=contact_digest(same),
                sealed=sealed(
                    json.dumps(told, ensure_ascii=False).encode(), place=wish_place(seal)
                ),
                seal=seal, due_on=draft.due_on, collected_by=actor.username, collected_at=now,
            )  # fmt: skip
    except IntegrityError as error:
        raise refuse(
            "WISH_KNOWN",
            found=f"{draft.item} for this receiver",
            expected="a wish not collected before in this campaign",
        ) from error
    note(wish.pk, "collect", ("", "draft"), done_by=actor.username, now=now)
    return Done(wish.pk, f"wish {wish.pk}")


def _public_problems(draft: WishDraft) -> list[Problem]:
    words = {"item": draft.item, "words": draft.words, "alias": draft.alias}
    return list(check_public(words, [draft.receiver]))


@command("giving.review")
def review_wishes(numbers: Sequence[int], *, actor: Actor, now: dt.datetime) -> Done:
    """Review and publish wishes that another person collected; all of them or none.

    Raises:
        Refused: The actor collected one, one is no draft, or its public words tell too much.
    """
    scope = actor.scope("giving.review")
    rows = [wish_row(scope, number) for number in sorted(set(numbers))]
    problems: list[Problem] = []
    for row in rows:
        problems += check_step("review", "wish", row.state)
        if row.collected_by == actor.username:
            problems += second_person(actor.username, f"collected wish {row.pk}").problems
        words = {"item": row.item, "words": row.words, "alias": row.alias}
        problems += check_public(words, [_receiver(row)["name"]])
    if problems or not rows:
        raise Refused(problems) if problems else refuse("WISH_UNKNOWN", found="no wish")
    for row in rows:
        Wish.objects.filter(pk=row.pk).update(
            state="published", reviewed_by=actor.username, published_at=now
        )
        note(row.pk, "review", (row.state, "published"), done_by=actor.username, now=now)
    return Done(rows[0].pk, f"{len(rows)} wishes published", len(rows))


def _receiver(row: Wish) -> dict[str, str]:
    told: dict[str, str] = json.loads(opened(bytes(row.sealed), place=wish_place(row.seal)))
    return told


class Receiver:
    """Who receives a wish. Never logged: its subject names the number alone."""

    def __init__(self, number: int, name: str, contact: str) -> None:
        """Keep what was unsealed."""
        self.number = number
        self.name = name
        self.contact = contact

    @property
    def subject(self) -> str:
        """What the log says."""
        return f"receiver of wish {self.number}"


@command("giving.contact")
def read_receiver(number: int, *, actor: Actor, now: dt.datetime) -> Receiver:
    """Return who receives a wish, for the delivery; the log keeps that it was looked at."""
    del now
    told = _receiver(wish_row(actor.scope("giving.contact"), number))
    return Receiver(number, told["name"], told["contact"])


@command("giving.review")
def take_wish_off(number: int, *, step: str, reason: str, actor: Actor, now: dt.datetime) -> Done:
    """Return a draft to its collector, withdraw a published wish, or close one partly fulfilled.

    Raises:
        Refused: The step is none from its state, no reason is given, or somebody holds a part.
    """
    row = wish_row(actor.scope("giving.review"), number)
    problems = check_step(step, "wish", row.state, note=reason)
    if step not in ("return", "withdraw", "close"):
        problems += refuse("STEP_UNKNOWN", found=step, expected="return, withdraw, close").problems
    unfinished = row.claims.filter(
        state__in=("reserved", "claimed", "purchased", "at_station", "delivered", "disputed")
    )
    if unfinished.exists() or (step == "withdraw" and live_claims(number)):
        problems += refuse(
            "WISH_HELD",
            found=f"claims on wish {number}",
            expected="a wish that nobody holds",
            hint="Release the claims first; whoever holds one is told.",
        ).problems
    if problems:
        raise Refused(problems)
    target = STEPS[step].target
    Wish.objects.filter(pk=number).update(state=target)
    note(number, step, (row.state, target), done_by=actor.username, now=now, words=reason)
    return Done(number, f"wish {number}: {step}")


@command("giving.review")
def substitute_wishes(  # noqa: PLR0913  it has that many sides
    campaign: int,
    *,
    item: str,
    instead: str,
    reason: str,
    actor: Actor,
    now: dt.datetime,
    price_fen: int | None = None,
) -> Done:
    """Put one thing for another in all wishes of a campaign that are not delivered.

    A rice cooker becomes a pressure cooker because of the altitude; claims go on as they are.

    Raises:
        Refused: No wish of the campaign asks for it, no reason is given, or the new words tell too
            much.
    """
    row = campaign_row(actor.scope("giving.review"), campaign)
    scope = actor.scope("giving.review")
    problems = list(check_public({"instead": instead}))
    if not instead.strip() or len(instead) > 60 or not reason.strip():
        problems += refuse(
            "SUBSTITUTE_WRONG", found=instead or "nothing", expected="a thing and a reason"
        ).problems
    rows = [
        wish
        for wish in Wish.objects.select_for_update().filter(
            campaign=row, item=item, state__in=STEPS["substitute"].sources
        )
        if scope.sees(wish.place)
    ]
    if not rows:
        problems += refuse(
            "SUBSTITUTE_NONE", found=f"{item} in campaign {campaign}", expected="wishes for it"
        ).problems
    if problems:
        raise Refused(problems)
    change: dict[str, object] = {"item": instead.strip(), "instead_of": item}
    if price_fen is not None:
        change["price_fen"] = price_fen
    for wish in rows:
        Wish.objects.filter(pk=wish.pk).update(**change)
        note(
            wish.pk, "substitute", (wish.state, wish.state), done_by=actor.username, now=now,
            words=f"{item} → {instead.strip()}:{reason}",
        )  # fmt: skip
    return Done(campaign, f"campaign {campaign}: {item} becomes {instead}", len(rows))
