"""Figures about the pairings themselves: how many are in force, and since when. Knows no Django."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from jiedui.figures import listed
from jiedui.figures.beside import standing
from jiedui.figures.model import AnswerRow
from jiedui.figures.pairing import ACCOUNT, pairing_of
from jiedui.figures.wording import said
from jiedui.kernel.period import EARLIEST, LATEST
from jiedui.kernel.place import Fit, compare, members, parents
from jiedui.kernel.quantity import NOT_KNOWN
from jiedui.kernel.quantity import said as exactly

if TYPE_CHECKING:
    from jiedui.facts.store import Facts
    from jiedui.figures.asking import Ask
    from jiedui.figures.region import Pairing, Pairings


def pairing_rows(ask: Ask, pairings: Pairings) -> tuple[AnswerRow, ...]:
    """Return the rows of a question about pairings."""
    chosen = [one for one in pairings.all if _is_asked(one, ask)]
    if not ask.by:
        return (_row(ask, (), chosen),)
    groups: dict[tuple[str | None, ...], list[Pairing]] = {}
    for one in chosen:
        groups.setdefault(tuple(_value(name, one) for name in ask.by), []).append(one)
    if not groups:
        return (_row(ask, (None,) * len(ask.by), []),)
    order = sorted(groups, key=lambda key: [(value is None, value or "") for value in key])
    return tuple(_row(ask, key, groups[key]) for key in order)


def pairing_lines(ask: Ask, facts: Facts) -> list[dict[str, Any]]:
    """Return the lines of the pairings a question counts, in order of entry."""
    template = facts.template(listed.account, ACCOUNT)
    found, _ = facts.run(template, {"known_at": ask.known_at})
    rows = standing(found.to_pylist())
    return [row for row in rows if row["recipient"] and _is_asked(pairing_of(row), ask)]


def _is_asked(one: Pairing, ask: Ask) -> bool:
    if ask.kinds and one.kind not in ask.kinds:
        return False
    for name in ("owner", "payer"):
        wanted = ask.keys.get(name)
        if wanted and (one.donor is None or compare(one.donor, wanted) is not Fit.INSIDE):
            return False
    for wanted in ask.region.places:
        if all(compare(part, wanted) is not Fit.INSIDE for part in members(one.recipient)):
            return False
    return ask.figure.unit == "year" or _is_in_force(one, ask)


def _is_in_force(one: Pairing, ask: Ask) -> bool:
    if ask.question.as_of is not None:
        return one.period.starts <= ask.question.as_of <= one.period.ends
    if ask.region.windows is not None:
        return any(one.period.touches(window) for window in ask.region.windows)
    return one.period.ends == LATEST


def _row(ask: Ask, key: tuple[str | None, ...], chosen: list[Pairing]) -> AnswerRow:
    by = tuple(zip(ask.question.by, key, strict=True))
    starts = [one.period.starts for one in chosen if one.period.starts != EARLIEST]
    number = len(chosen) if ask.figure.unit == "pairing" else min(starts, default=dt.date.min).year
    if not chosen or (ask.figure.unit == "year" and not starts):
        return AnswerRow(by, NOT_KNOWN, ask.figure.unit, "not_in_book", said("not_in_book"))
    return AnswerRow(by, exactly(number), ask.figure.unit, itemised=number, lines=len(chosen))


def _value(name: str, one: Pairing) -> str | None:
    if name == "pairing_kind":
        return one.kind
    if name in ("owner", "payer", "donor"):
        return one.donor
    if name == "recipient":
        return one.recipient
    if name == "town":
        return one.recipient if ":" in one.recipient and "+" not in one.recipient else None
    if name in ("province", "prefecture", "county"):
        value: str | None = getattr(parents(one.recipient), name)
        return value
    return None
