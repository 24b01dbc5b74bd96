"""Puts on record whom a project reaches by name: sealed, each person once, set against R13."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, NamedTuple

from jiedui.access.command import command
from jiedui.access.vault import person_key, sealed
from jiedui.kernel.identity import check_identity, keyed_hash, mask
from jiedui.programme.commands.filed_rows import key_of, projects_of, unknown_project
from jiedui.programme.commands.watching import follow
from jiedui.programme.models import Beneficiary
from jiedui.programme.opening import problem, project, refuse_all
from jiedui.programme.outcomes import Done
from jiedui.programme.reaching import seal_place

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from jiedui.access.scope import Actor
    from jiedui.kernel.problem import Problem
    from jiedui.programme.filed import FiledRow
    from jiedui.programme.models import Project

NOT_REGISTERED = ("一般", "非", "否", "未", "普通")
"""Beginnings of words that say somebody is in no register: 一般户, 非建档立卡."""


class Reached(NamedTuple):
    """Somebody a project reaches: name, identity number, whether told as registered, what for."""

    name: str
    id_no: str
    is_registered: bool = True
    words: str = ""
    at: int = 0
    source: str = ""


@command("programme.record")
def record_beneficiaries(
    number: int, people: Sequence[Reached], *, actor: Actor, now: dt.datetime
) -> Done:
    """Put the people a project reaches on record, sealed; who is on record already stays once.

    Args:
        number: The project.
        people: Who; each with a sound identity number.
        actor: Who records it.
        now: The moment.

    Raises:
        Refused: Nobody is named, or a number cannot be one; the line is told, never the person.
    """
    row = project(number, actor, "programme.record")
    refuse_all(_wrong(row, people))
    count = _keep(row, people, actor=actor, now=now)
    follow(actor=actor, now=now, also=[row.pk])
    return Done((number,), f"project {number}: {count} beneficiaries")


@command("programme.record")
def record_beneficiary_rows(rows: Sequence[FiledRow], *, actor: Actor, now: dt.datetime) -> Done:
    """Seal the people of a posted list beside their projects.

    Args:
        rows: The rows, name and identity number as they stand in the file.
        actor: Who posts it.
        now: The moment.

    Raises:
        Refused: A row names no project on record; every such row is told.
    """
    known = projects_of(rows)
    refuse_all(one for row in rows for one in unknown_project(row, known))
    lists: dict[int, list[Reached]] = {}
    for row in rows:
        lists.setdefault(known[key_of(row)].pk, []).append(_reached(row))
    by_number = {one.pk: one for one in known.values()}
    for number, people in lists.items():
        _keep(by_number[number], people, actor=actor, now=now)
    follow(actor=actor, now=now, also=lists)
    return Done(tuple(sorted(lists)), f"{len(rows)} beneficiaries of {len(lists)} projects")


def _reached(row: FiledRow) -> Reached:
    told = row.text("registered_status")
    is_registered = not told.startswith(NOT_REGISTERED)
    at = row.source.rpartition("\t")[2]
    return Reached(
        row.text("name"), row.text("id_no"), is_registered, row.text("received_words"),
        int(at) if at.isdecimal() else 0, row.source,
    )  # fmt: skip


def _wrong(row: Project, people: Sequence[Reached]) -> list[Problem]:
    if not people:
        expected = "a line for each person: name, identity number"
        return [problem("ROSTER_EMPTY", row.name, found="nobody", expected=expected)]
    found = []
    for at, one in enumerate(people, start=1):
        checked = check_identity(one.id_no)
        if not checked.is_valid:
            where = f"person {at} of the list"
            found.append(problem(checked.code, row.name, found=where, expected=checked.expected))
    return found


def _keep(row: Project, people: Sequence[Reached], *, actor: Actor, now: dt.datetime) -> int:
    """Keep the people of a project; return how many are new."""
    key = person_key()
    known = {one.person: one for one in Beneficiary.objects.filter(project=row)}
    fresh: dict[str, Beneficiary] = {}
    for at, one in enumerate(people, start=1):
        number = check_identity(one.id_no).number
        person = keyed_hash(number, key=key)
        if person in known:
            Beneficiary.objects.filter(pk=known[person].pk).update(is_registered=one.is_registered)
            continue
        told = json.dumps({"name": one.name, "id_no": number}, ensure_ascii=False)
        fresh[person] = Beneficiary(
            project=row,
            person=person,
            sealed=sealed(told.encode(), place=seal_place(row.pk, person)),
            is_registered=one.is_registered,
            words=mask(one.words)[:200],
            at=one.at or at,
            source=one.source[:300],
            added_by=actor.username,
            added_at=now,
        )
    Beneficiary.objects.bulk_create(fresh.values(), batch_size=500)
    return len(fresh)
