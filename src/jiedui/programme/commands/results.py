"""Puts on record how work was given out, checked and settled, what it left and whom it reaches."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from jiedui.access.command import command
from jiedui.kernel.identity import mask
from jiedui.programme.commands.papers import choice_problems, filled_problems
from jiedui.programme.commands.projects import wrong_reach
from jiedui.programme.models import Acceptance, Asset, Contract
from jiedui.programme.opening import check_day, problem, project, refuse_all
from jiedui.programme.outcomes import (
    ASSET_FORMS,
    ASSET_KINDS,
    CHECK_LEVELS,
    METHODS,
    RIGHTS,
    Done,
)

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Mapping

    from jiedui.access.scope import Actor
    from jiedui.kernel.problem import Problem
    from jiedui.programme.models import Project


@command("programme.record")
def record_contract(  # noqa: PLR0913  what the record bears
    number: int,
    *,
    contractor: str,
    method: str,
    signed_on: dt.date,
    amount_fen: int,
    actor: Actor,
    now: dt.datetime,
    tendered_on: dt.date | None = None,
    reference: str = "",
) -> Done:
    """Put on record how the work was given out and to whom.

    Raises:
        Refused: The contract was signed before the tender, is worth nothing or more than approved.
    """
    row = project(number, actor, "programme.record")
    refuse_all(
        [
            *choice_problems(method, METHODS, row.name),
            *filled_problems(contractor, "the contractor's name", row.name),
            *check_day(signed_on, now, row.name),
            *_wrong_contract(row, amount_fen, signed_on, tendered=tendered_on),
        ]
    )
    made = Contract.objects.create(
        project=row,
        method=method,
        tendered_on=tendered_on,
        contractor=contractor.strip()[:200],
        number=reference[:100],
        signed_on=signed_on,
        amount_fen=amount_fen,
        added_by=actor.username,
        added_at=now,
    )
    return Done((made.pk,), f"project {number}: contract")


def _wrong_contract(
    row: Project, amount: int, signed: dt.date, *, tendered: dt.date | None
) -> Iterator[Problem]:
    if tendered is not None and signed < tendered:
        yield problem(
            "DATE_ORDER", row.name, found=f"signed {signed}", expected=f"not before {tendered}"
        )
    if amount <= 0 or (row.approved_fen is not None and amount > row.approved_fen):
        yield problem(
            "AMOUNT_WRONG",
            row.name,
            found=f"{amount} fen",
            expected=f"more than nothing, at most the approved {row.approved_fen} fen",
        )


@command("programme.record")
def record_acceptance(  # noqa: PLR0913  what the record bears
    number: int,
    level: str,
    *,
    on: dt.date,
    has_passed: bool,
    actor: Actor,
    now: dt.datetime,
    words: str = "",
    area_cm2: int | None = None,
) -> Done:
    """Put one check of what was built on record: owner's, township's, county's, in this order.

    Args:
        number: The project.
        level: OWNER, TOWNSHIP or COUNTY.
        on: The day.
        has_passed: Whether it passed.
        actor: Who records it.
        now: The moment.
        words: What was found.
        area_cm2: The floor area as measured, None where it is as planned.
    """
    row = project(number, actor, "programme.record")
    wrong = [*choice_problems(level, CHECK_LEVELS, row.name), *check_day(on, now, row.name)]
    if row.actual_end is not None and on < row.actual_end:
        wrong.append(
            problem(
                "DATE_ORDER",
                row.name,
                found=f"checked {on}",
                expected=f"not before {row.actual_end}",
            )
        )
    refuse_all(wrong)
    made = Acceptance.objects.create(
        project=row,
        level=level,
        on=on,
        has_passed=has_passed,
        words=mask(words.strip()),
        added_by=actor.username,
        added_at=now,
    )
    if area_cm2 is not None:
        row.actual_area_cm2 = area_cm2
        row.save(update_fields=["actual_area_cm2"])
    return Done((made.pk,), f"project {number}: {level} check")


@command("programme.record")
def record_settlement(
    number: int, settled_fen: int, *, on: dt.date, actor: Actor, now: dt.datetime
) -> Done:
    """Put the cost that the price audit settled on record; what is paid beyond it is surplus.

    Raises:
        Refused: It is not positive, or dated before the acceptance.
    """
    row = project(number, actor, "programme.record")
    wrong = check_day(on, now, row.name)
    if settled_fen <= 0:
        wrong.append(
            problem("AMOUNT_WRONG", row.name, found=str(settled_fen), expected="more than nothing")
        )
    if row.accepted_on is not None and on < row.accepted_on:
        wrong.append(
            problem("DATE_ORDER", row.name, found=str(on), expected=f"not before {row.accepted_on}")
        )
    refuse_all(wrong)
    row.settled_fen, row.settled_on = settled_fen, on
    row.save(update_fields=["settled_fen", "settled_on"])
    return Done((number,), f"project {number}: settled")


@command("programme.record")
def record_asset(
    number: int,
    card: Mapping[str, Any],
    *,
    actor: Actor,
    now: dt.datetime,
) -> Done:
    """Put the card of an asset on record, or a fuller one under the same number.

    Args:
        number: The project it comes from.
        card: number, name, kind, form, value_fen, built_on, location, the six rights, custodian.
        actor: Who records it.
        now: The moment.

    Raises:
        Refused: Kind, form or value is wrong, or the number belongs to another project's asset.
    """
    row = project(number, actor, "programme.record")
    card_number = str(card.get("number", "")).strip()
    wrong = [
        *filled_problems(card_number, "the asset's number", row.name),
        *filled_problems(str(card.get("name", "")), "the asset's name", row.name),
        *choice_problems(str(card.get("kind", "")), ASSET_KINDS, row.name),
        *choice_problems(str(card.get("form", "")), ASSET_FORMS, row.name),
    ]
    value = card.get("value_fen")
    if not isinstance(value, int) or value <= 0:
        wrong.append(
            problem("AMOUNT_WRONG", row.name, found=str(value), expected="more than nothing")
        )
    known = Asset.objects.filter(number=card_number).first()
    if known is not None and known.project_id != row.pk:
        wrong.append(
            problem("ASSET_EXISTS", row.name, found=card_number, expected="a number not used yet")
        )
    refuse_all(wrong)
    made = known or Asset(project=row, number=card_number, added_by=actor.username, added_at=now)
    names = ("name", "kind", "form", "value_fen", "built_on", "location", *RIGHTS, "custodian")
    for name in (*names, "use"):
        if card.get(name):
            setattr(made, name, card[name])
    made.save()
    return Done((made.pk,), f"project {number}: asset {card_number}")


@command("programme.record")
def record_reach(
    number: int,
    *,
    reach: Mapping[str, int | None],
    actor: Actor,
    now: dt.datetime,
    mechanism: str = "",
) -> Done:
    """Put on record whom a project reaches and how: households, people, of them registered.

    Raises:
        Refused: A part exceeds its whole, or people and households do not fit each other.
    """
    del now
    row = project(number, actor, "programme.record")
    whole = {
        name: reach.get(name, getattr(row, name))
        for name in ("households", "people", "registered_households", "registered_people")
    }
    refuse_all(wrong_reach(whole, row.name))
    for name, value in whole.items():
        setattr(row, name, value)
    if mechanism.strip():
        row.mechanism = mask(mechanism.strip())
    row.save(update_fields=[*whole, "mechanism"])
    return Done((number,), f"project {number}: reach")
