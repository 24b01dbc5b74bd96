"""Rows of posted files as the programme's filing commands take them: their project, their place."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from jiedui.kernel.problem import Problem, Severity, Source
from jiedui.programme.models import Project

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from jiedui.programme.filed import FiledRow


def key_of(row: FiledRow) -> str:
    """Return the key of the project a row speaks of: county and name without spaces."""
    return f"{row.county}/{''.join(row.text('project_name').split())}"


def projects_of(rows: Sequence[FiledRow]) -> dict[str, Project]:
    """Return projects by the key of a row; without a county, by a name that only one has."""
    found = {one.key: one for one in Project.objects.filter(key__in={key_of(row) for row in rows})}
    names = {"".join(row.text("project_name").split()) for row in rows if not row.county}
    named: dict[str, list[Project]] = {}
    for one in Project.objects.filter(name__in=names):
        named.setdefault(f"/{one.name}", []).append(one)
    return found | {key: own[0] for key, own in named.items() if len(own) == 1}


def where_of(row: FiledRow, name: str = "") -> Source:
    """Return the file, sheet and cell of a field, the row where it has none."""
    file, _, rest = row.source.partition("\t")
    sheet, _, number = rest.partition("\t")
    return Source(file, sheet, row.cells.get(name, f"row:{number}"))


def at_row(problems: Iterable[Problem], row: FiledRow) -> list[Problem]:
    """Return problems of a record as problems of the row that tells it."""
    return [replace(one, source=where_of(row)) for one in problems]


def unknown_project(row: FiledRow, known: Mapping[str, Project]) -> list[Problem]:
    """Return the problem of a row that names no project on record, [] when it names one."""
    if key_of(row) in known:
        return []
    return [
        Problem(
            "PROJECT_UNKNOWN",
            Severity.ERROR,
            where_of(row),
            row.text("project_name"),
            "the name of one project on record in that county",
            "Post its ledger or plan first, or put it on record.",
        )
    ]


def unclear(row: FiledRow, name: str, *, found: str, expected: str) -> Problem:
    """Return the problem of a field that is not said clearly enough."""
    return Problem(
        "VALUE_UNKNOWN", Severity.ERROR, where_of(row), f"{name} {found}".strip(), expected
    )
