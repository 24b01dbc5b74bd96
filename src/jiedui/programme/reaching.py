"""Whom projects reach by name, set against the register of households: how many are not in it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, NamedTuple

from jiedui.access.vault import opened
from jiedui.programme.models import Beneficiary
from jiedui.registry.standing_in import counties_kept, registered

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from jiedui.programme.models import Project

CHUNK = 2000


class Unregistered(NamedTuple):
    """A project whose list names people as registered who are not.

    Attributes:
        project: The project.
        listed: How many people its list names as registered.
        missing: The places in the list (rows of the file, or lines) of those not in the register.
    """

    project: Project
    listed: int
    missing: tuple[int, ...]


def seal_place(project: int, person: str) -> str:
    """Return where a beneficiary's name and number are sealed."""
    return f"beneficiary {project} {person[:16]}"


def projects_reaching(counties: Collection[int]) -> set[int]:
    """Return the projects of some counties that list people as registered, to be asked R13 anew."""
    codes = [f"{one:06d}" for one in counties]
    rows = Beneficiary.objects.filter(is_registered=True, project__county__in=codes)
    return set(rows.values_list("project_id", flat=True).distinct())


def unregistered(numbers: Collection[int] | None) -> Iterator[Unregistered]:
    """Yield the projects with listed people whom the register does not know.

    A county without a register tells nothing; a person told as not registered is not asked.

    Args:
        numbers: Only these projects; None = all.
    """
    rows = Beneficiary.objects.filter(is_registered=True).exclude(project__state="CANCELLED")
    if numbers is not None:
        rows = rows.filter(project__in=numbers)
    kept = counties_kept(rows.values_list("project__county", flat=True).distinct())
    rows = rows.filter(project__county__in=kept).select_related("project")
    listed: dict[int, list[tuple[Beneficiary, str]]] = {}
    for one in rows.order_by("project_id", "at").iterator(CHUNK):
        box = opened(bytes(one.sealed), place=seal_place(one.project_id, one.person))
        listed.setdefault(one.project_id, []).append((one, json.loads(box)["id_no"]))
    known = registered({number for own in listed.values() for _, number in own})
    for own in listed.values():
        missing = tuple(one.at for one, number in own if number not in known)
        if missing:
            yield Unregistered(own[0][0].project, len(own), missing)
