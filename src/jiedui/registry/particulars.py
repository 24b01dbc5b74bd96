"""Writes of what a form says beside events: items, income, guarantees; and own poverty lines."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

from jiedui.access.command import command
from jiedui.kernel.place import known as place_known
from jiedui.kernel.problem import Problem, Refused, Severity, Source, refuse
from jiedui.registry import writing
from jiedui.registry.codes import PURPOSES, code_of, words
from jiedui.registry.form import GUARANTEES, ITEMS
from jiedui.registry.limits import CHAIN, Limit, limits
from jiedui.registry.models import Guarantee, Income, Membership, PovertyLine, TimeLimit, Value
from jiedui.registry.procedures import procedures
from jiedui.registry.queries import household_in
from jiedui.registry.values import Said, Teller, value_of

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from jiedui.access.scope import Actor
    from jiedui.registry.codes import Line
    from jiedui.registry.income import Income as Amounts
    from jiedui.registry.models import Person

EXTENSION = "G"
"""Items of an office's own begin with this letter (G1, G2 ...)."""


@dataclass(frozen=True, slots=True)
class Kept:
    """What was kept, and what the log says."""

    number: int
    subject: str


@command("registry.record")
def record_items(
    number: str,
    items: Mapping[str, str],
    *,
    since: dt.date,
    actor: Actor,
    now: dt.datetime,
    member: int | None = None,
) -> Kept:
    """Record what items of the form say of a household, or of one member, from a day on.

    Args:
        number: The household.
        items: Code of an item (or G1, G2 ... of the office's own) to its word or code.
        since: From when it holds.
        actor: Who records it.
        now: The moment.
        member: The person, for items of a person.

    Raises:
        Refused: With every item that is none, or is not this kind of thing's, or whose word its
            code list does not know.
    """
    household = household_in(actor.scope("registry.record"), number)
    person = None if member is None else _member(household.pk, member)
    problems, said = [], {}
    for item, text in items.items():
        word = meant(item, text, "household" if person is None else "person")
        if word is None:
            problems.append(_no_item(item, text))
        else:
            said[item] = word
    if problems:
        raise Refused(problems)
    keys = writing.hold_register()
    teller = Teller(keys, writing.day_of(now), actor.username, now)
    values = [
        value_of(Said(household, item, text, since), teller, person) for item, text in said.items()
    ]
    Value.objects.bulk_create(values)
    return Kept(len(values), f"household {number}: {', '.join(said)}")


def _member(household: int, member: int) -> Person:
    found = Membership.objects.filter(household=household, person=member).select_related("person")
    one = found.first()
    if one is None:
        raise refuse("NOT_A_MEMBER", found=f"person {member}", expected="a member")
    return one.person


def meant(item: str, text: str, of: str) -> str | None:
    """Return what is kept of an item's word: its code, a number, the word; None when it is none."""
    one = ITEMS.get(item)
    if one is None:
        return text.strip() if item.startswith(EXTENSION) and item[1:].isdigit() else None
    if one.of != of:
        return None
    if one.codes:
        codes = [code_of(one.codes, part) for part in text.replace("，", ",").split(",")]
        return ",".join(codes) if all(codes) else None
    if one.kind != "text":
        return text.strip() if text.strip().isdigit() else None
    return text.strip() or None


def _no_item(item: str, text: str) -> Problem:
    one = ITEMS.get(item)
    expected = ", ".join(ITEMS)
    if one is not None:
        expected = f"an item of a {one.of}"
        if one.codes:
            expected += f", one of {', '.join(words(one.codes))}"
        elif one.kind != "text":
            expected += ", a whole number"
    found = item if one is None or one.is_sealed else f"{item} {text}"
    return Problem("ITEM_UNKNOWN", Severity.ERROR, Source(), found, expected)


@command("registry.record")
def record_income(number: str, amounts: Amounts, *, actor: Actor, now: dt.datetime) -> Kept:
    """Record a household's income of a year; an earlier record of that year stays beside it.

    Raises:
        Refused: There is no such household in the actor's places, or what is stated does not follow
            from its own parts.
    """
    household = household_in(actor.scope("registry.record"), number)
    slips = [
        Problem(
            "INCOME_SLIP",
            Severity.ERROR,
            Source(),
            f"{name} {stated} fen",
            f"{by_parts} fen by its parts",
        )
        for name, stated, by_parts in amounts.slips()
    ]
    if slips:
        raise Refused(slips)
    made = Income.objects.create(
        household=household,
        recorded_on=writing.day_of(now),
        told_by=actor.username,
        told_at=now,
        **{one.name: getattr(amounts, one.name) for one in fields(amounts)},
    )
    return Kept(made.pk, f"household {number}: income of {amounts.year}")


@command("registry.record")
def record_guarantee(  # noqa: PLR0913
    number: str,
    name: str,
    *,
    day: dt.date,
    is_met: bool,
    actor: Actor,
    now: dt.datetime,
    grade: str = "",
) -> Kept:
    """Record whether a guarantee, or water, was met on a day.

    Args:
        number: The household.
        name: A key of `form.GUARANTEES`.
        day: When somebody looked.
        is_met: Whether it was met; a house of grade C or D is not safe.
        actor: Who records it.
        now: The moment.
        grade: Grade of a house (A to D).

    Raises:
        Refused: There is no such household in the actor's places, no such guarantee or grade, the
            day has not come, or a dangerous house is called safe.
    """
    household = household_in(actor.scope("registry.record"), number)
    if name not in GUARANTEES:
        raise refuse("VALUE_UNKNOWN", found=name, expected=", ".join(GUARANTEES))
    code = code_of("housing_grade", grade) if grade else ""
    if (grade and not code) or (code in {"C", "D"} and is_met):
        raise refuse(
            "VALUE_UNKNOWN",
            found=f"grade {grade}, met",
            expected="A or B where met, C or D where not",
        )
    today = writing.day_of(now)
    if day > today:
        raise refuse("DATE_ORDER", found=f"{day}", expected=f"not after {today}")
    made = Guarantee.objects.create(
        household=household,
        name=name,
        day=day,
        is_met=is_met,
        grade=code,
        recorded_on=today,
        told_by=actor.username,
        told_at=now,
    )
    return Kept(made.pk, f"household {number}: {name}")


@command("registry.decide")
def add_line(line: Line, *, actor: Actor, now: dt.datetime) -> Kept:
    """Add a poverty line of a region to those shipped.

    Args:
        line: Days in force, region ("" = the nation), purpose, amount, source.
        actor: Who adds it.
        now: The moment.

    Raises:
        Refused: Its purpose or region is none, its days are in the wrong order, or there is one of
            that region and purpose from that day already.
    """
    if line.purpose not in PURPOSES:
        raise refuse("VALUE_UNKNOWN", found=line.purpose, expected=", ".join(PURPOSES))
    if line.region and not place_known(line.region):
        raise refuse("PLACE_UNKNOWN", found=line.region, expected="a six-digit code, or none")
    if line.until < line.since or line.fen <= 0:
        raise refuse("VALUE_UNKNOWN", found=f"{line.since} to {line.until}", expected="a period")
    same = PovertyLine.objects.filter(since=line.since, region=line.region, purpose=line.purpose)
    if same.exists():
        raise refuse("LINE_KNOWN", found=f"{line.purpose} from {line.since}", expected="a new line")
    made = PovertyLine.objects.create(told_by=actor.username, told_at=now, **line._asdict())
    return Kept(made.pk, f"{line.purpose} {line.since}: {line.fen} fen")


DAYS_MAX = 366


@command("registry.decide")
def add_limit(limit: Limit, *, actor: Actor, now: dt.datetime) -> Kept:
    """Add how many days a region's own rules give a notice, or a chain, to those shipped.

    Args:
        limit: Procedure, step of a notice or the chain, first day, region, days, source.
        actor: Who adds it.
        now: The moment.

    Raises:
        Refused: There is no such procedure, notice or region, the days are none, no document is
            named, or there is one of that region from that day already.
    """
    named = procedures().get(limit.procedure)
    notices = [one.code for one in named.steps if one.notice] if named else []
    if named is None or limit.step not in {CHAIN, *notices}:
        expected = ", ".join(notices) if named else ", ".join(procedures())
        found = limit.step if named else limit.procedure
        raise refuse("VALUE_UNKNOWN", found=found or "nothing", expected=expected)
    if limit.region and not place_known(limit.region):
        raise refuse("PLACE_UNKNOWN", found=limit.region, expected="a six-digit code, or none")
    if not 0 < limit.days <= DAYS_MAX:
        raise refuse("VALUE_UNKNOWN", found=f"{limit.days} days", expected=f"1 to {DAYS_MAX}")
    if not limit.source.strip():
        raise refuse("REASON_MISSING", found="no document", expected="the document that sets it")
    same = TimeLimit.objects.filter(
        procedure=limit.procedure, step=limit.step, since=limit.since, region=limit.region
    )
    if same.exists():
        raise refuse("LIMIT_KNOWN", found=f"{limit.procedure} from {limit.since}", expected="a new")
    made = TimeLimit.objects.create(told_by=actor.username, told_at=now, **limit._asdict())
    return Kept(made.pk, f"{limit.procedure} {limit.step or 'chain'}: {limit.days} days")


def known_limits() -> tuple[Limit, ...]:
    """Return every limit: those shipped, and those this office added."""
    own = TimeLimit.objects.order_by("id").values_list(*Limit._fields)
    return (*limits(), *(Limit(*one) for one in own))
