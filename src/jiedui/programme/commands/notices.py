"""Puts notices to the public on record, their text made from the project's own record."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jiedui.access.command import command
from jiedui.programme import disclosing
from jiedui.programme.commands.papers import choice_problems, filled_problems
from jiedui.programme.models import Disclosure
from jiedui.programme.opening import check_day, problem, project, refuse_all
from jiedui.programme.outcomes import MOMENTS, Done
from jiedui.programme.queries.disclosure import facts_of

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from jiedui.access.scope import Actor
    from jiedui.kernel.problem import Problem


@command("programme.record")
def record_disclosure(  # noqa: PLR0913  what a notice bears
    number: int,
    moment: str,
    *,
    on: dt.date,
    where: str,
    phone: str,
    actor: Actor,
    now: dt.datetime,
    until: dt.date | None = None,
) -> Done:
    """Put a notice to the public on record; its text is made from the project's record.

    Args:
        number: The project.
        moment: LIBRARY, PLAN, BEFORE or AFTER.
        on: The first day it hung or stood there.
        where: Board, village or address of the page.
        phone: Complaint phone: an office's or a hotline, never a person's own.
        actor: Who records it.
        now: The moment.
        until: Its last day; None = it stays.

    Raises:
        Refused: A mandatory field has no words yet, the phone is a person's own, days are wrong.
    """
    row = project(number, actor, "programme.record")
    wrong = [
        *choice_problems(moment, MOMENTS, row.name),
        *filled_problems(where, "the place or page", row.name),
        *filled_problems(phone, "a complaint phone", row.name),
        *check_day(on, now, row.name),
    ]
    refuse_all(wrong)
    lines = disclosing.told(facts_of(row), moment)
    refuse_all(_unfit(lines, moment, row.name, phone=phone, days=(on, until)))
    made = Disclosure.objects.create(
        project=row,
        moment=moment,
        on=on,
        until=until,
        where=disclosing.safe(where)[:300],
        phone=phone[:40],
        text=disclosing.notice(lines, moment, phone=phone, on=on, until=until),
        added_by=actor.username,
        added_at=now,
    )
    return Done((made.pk,), f"project {number}: disclosure {moment}")


def _unfit(
    lines: list[disclosing.Told],
    moment: str,
    where: str,
    *,
    phone: str,
    days: tuple[dt.date, dt.date | None],
) -> Iterator[Problem]:
    """Yield why a notice cannot be: something untold, somebody's own phone, days out of order."""
    for heading in disclosing.missing(lines, moment):
        yield problem("DISCLOSURE_GAP", where, found=f"no {heading}", expected=heading)
    if disclosing.is_personal_phone(phone):
        yield problem(
            "PHONE_PERSONAL", where, found="a mobile number", expected="an office's phone"
        )
    on, until = days
    if until is not None and until < on:
        yield problem("DATE_ORDER", where, found=str(until), expected=f"not before {on}")
