"""OC4IDS 0.9: projects as the infrastructure data standard has them, as one JSON package.

Only projects on record; money in yuan with two decimals. What the book does not know is left out,
never filled in.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from typing import TYPE_CHECKING

from jiedui.kernel.place import members, name_of
from jiedui.kernel.problem import refuse
from jiedui.sharing.codes import project_sector, project_status, sector

if TYPE_CHECKING:
    from collections.abc import Iterable

    from jiedui.sharing.activities import Activity
    from jiedui.sharing.iati import Publisher

VERSION = "0.9"
_MARK = "\u0001"


def package(found: Iterable[Activity], publisher: Publisher, *, now: dt.datetime) -> bytes:
    """Return the projects among some activities as an OC4IDS project package.

    Raises:
        Refused: No project is on record; the standard knows no empty package.
    """
    projects = [_project(one, publisher) for one in found if one.project is not None]
    if not projects:
        raise refuse(
            "PROJECTS_NONE",
            found="no project on record",
            expected="one at least: OC4IDS has no empty package",
            hint="Put projects on record, or post a project ledger.",
        )
    whole = {
        "uri": f"urn:jiedui:{publisher.place}:oc4ids",
        "publishedDate": now.astimezone(dt.UTC).isoformat(timespec="seconds"),
        "version": VERSION,
        "publisher": {"name": publisher.name, "uid": publisher.ref},
        "projects": projects,
    }
    text = json.dumps(whole, ensure_ascii=False, indent=1)
    return re.sub(r'"\\u0001([0-9.]+)\\u0001"', r"\1", text).encode()


def _amount(fen: int) -> dict[str, str]:
    """Return an amount; the number is marked and written bare, so that no fraction is rounded."""
    return {"amount": f"{_MARK}{fen // 100}.{fen % 100:02d}{_MARK}", "currency": "CNY"}


def _project(one: Activity, publisher: Publisher) -> dict[str, object]:
    project = one.project
    assert project is not None  # noqa: S101  Only those on record come here.
    code, words = sector(one.category)
    joint = (flow.payer for flow in one.flows if flow.payer)
    payers = dict.fromkeys(each for payers in joint for each in members(payers))
    told = {
        "id": f"{publisher.ref}-{one.key.replace('/', '-')}",
        "title": one.title,
        "description": project.content,
        "status": project_status(project.state),
        "period": _period(project.actual_start, project.actual_end),
        "sector": project_sector(one.category),
        "additionalClassifications": [{"scheme": "DAC", "id": code, "description": words}],
        "locations": [_location(one)] if one.place else [],
        "budget": {"amount": _amount(project.approved_fen)} if project.approved_fen else {},
        "parties": _parties(one, publisher, list(payers)),
        "completion": _completion(one),
    }
    return {name: value for name, value in told.items() if value}


def _period(starts: dt.date | None, ends: dt.date | None) -> dict[str, str]:
    days = {"startDate": starts, "endDate": ends}
    return {name: f"{day.isoformat()}T00:00:00+08:00" for name, day in days.items() if day}


def _location(one: Activity) -> dict[str, object]:
    spot = one.project.location if one.project else ""
    address = {"region": name_of(one.place), "countryName": "中国"}
    return {"id": one.place, "description": spot or name_of(one.place), "address": address}


def _parties(one: Activity, publisher: Publisher, payers: list[str]) -> list[dict[str, object]]:
    found: list[dict[str, object]] = [
        {"id": publisher.ref, "name": publisher.name, "roles": ["publicAuthority"]}
    ]
    found += [
        {"id": f"payer-{at}", "name": name_of(payer), "roles": ["funder"]}
        for at, payer in enumerate(payers, start=1)
    ]
    unit = one.project.unit if one.project else ""
    if unit:
        found.append({"id": "owner", "name": unit, "roles": ["administrativeEntity"]})
    return found


def _completion(one: Activity) -> dict[str, object]:
    project = one.project
    if project is None or project.actual_end is None:
        return {}
    told: dict[str, object] = {"endDate": f"{project.actual_end.isoformat()}T00:00:00+08:00"}
    if project.settled_fen is not None:
        told["finalValue"] = _amount(project.settled_fen)
    return told
