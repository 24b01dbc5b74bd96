"""What the register says, as data for programs; as masked as the values it is given."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from jiedui.registry.dossier import Dossier, Told, YearIncome
    from jiedui.registry.queries import Member, Page


def page_json(page: Page) -> dict[str, Any]:
    """Return a page of a list as data."""
    return {
        "as_of": page.days.as_of.isoformat(),
        "known": page.days.known.isoformat(),
        "total": page.total,
        "households": [
            {
                "number": one.number,
                "place": one.place,
                "head": one.head,
                "people": one.people,
                "standing": one.standing,
                "watch": one.watch,
                "poor_type": one.poor_type,
                "main_cause": one.main_cause,
                "since": one.since.isoformat(),
                "has_relapsed": one.has_relapsed,
            }
            for one in page.rows
        ],
    }


def dossier_json(found: Dossier) -> dict[str, Any]:
    """Return a dossier as data."""
    return {
        "number": found.number,
        "as_of": found.days.as_of.isoformat(),
        "known": found.days.known.isoformat(),
        "place": found.place,
        "standing": found.standing.value,
        "watch": found.watch,
        "poor_type": found.poor_type,
        "main_cause": found.main_cause,
        "has_relapsed": found.has_relapsed,
        "is_revealed": found.is_revealed,
        "is_erased": found.is_erased,
        "members": [_member(one) for one in found.members],
        "items": found.items,
        "events": [_event(one) for one in found.events],
        "incomes": [_income(one) for one in found.incomes],
        "guarantees": [
            {"name": one.name, "day": one.day.isoformat(), "is_met": one.is_met, "grade": one.grade}
            for one in found.guarantees
        ],
        "got": [{**one._asdict(), "day": one.day.isoformat()} for one in found.got],
    }


def _member(one: Member) -> dict[str, Any]:
    return {
        "person": one.person,
        "name": one.name,
        "id_no": one.number,
        "relation": one.relation,
        "since": one.since.isoformat(),
        "items": one.items,
    }


def _event(one: Told) -> dict[str, Any]:
    return {
        "event": one.number,
        "kind": one.kind,
        "happened_on": one.happened_on.isoformat(),
        "is_bound": one.is_bound,
        "recorded_on": one.recorded_on.isoformat(),
        "people": list(one.people),
        "corrects": one.corrects,
        "is_void": one.is_void,
        "reason": one.reason,
        "source": one.source.replace("\t", " › "),
        "told_by": one.told_by,
        "proposed_by": one.proposed_by,
    }


def _income(one: YearIncome) -> dict[str, Any]:
    return {
        "year": one.year,
        "parts_fen": one.parts,
        "net_a_person_fen": one.net_pc,
        "net_a_person_without_assistance_fen": one.net_pc_without_assistance,
        "lines_fen": one.lines,
    }
