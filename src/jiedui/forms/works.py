"""Lists of works whose rows name the body beside what is told of it. Knows no Django.

久治县人民医院 beside 县人民医院改扩建总投资 narrows nothing, and 当地自筹 beside it in the next row
is of the same project.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from jiedui.figures.binding.known import project_name
from jiedui.forms.rewording import core_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from jiedui.forms.facets import Facets
    from jiedui.forms.labels import LabelReader

_SHORTEST = 2
_OF_COUNTY = re.compile(r"^[县市区州镇乡](?=.{3})")
"""县人民医院改扩建 is written 人民医院改扩建 as well."""


def bare_name(project: str) -> str:
    """Return a project's name without its county's rank: 人民医院改扩建 of 县人民医院改扩建."""
    return _OF_COUNTY.sub("", project_name(project))


def bodies_of(rows: Iterable[Sequence[Facets]], reader: LabelReader) -> dict[str, tuple[str, ...]]:
    """Return the projects of each label that names the body of those named beside it.

    A label that stands beside two projects names neither.
    """
    found: dict[str, set[tuple[str, ...]]] = {}
    for told in rows:
        projects = next((one.projects for one in told if one.projects), ())
        for one in told if len(projects) == 1 else ():
            if not one.projects and _is_body(one, projects[0], reader):
                found.setdefault(one.text, set()).add(projects)
    return {text: named.pop() for text, named in found.items() if len(named) == 1}


def of_bodies(told: list[Facets], bodies: Mapping[str, tuple[str, ...]]) -> list[Facets]:
    """Return the labels of a row, the body of a project as that project."""
    if not bodies or any(one.payers for one in told):
        return told
    is_named = any(one.projects for one in told)
    return [
        replace(one, narrower=(), unknown=(), projects=() if is_named else bodies[one.text])
        if one.text in bodies
        else one
        for one in told
    ]


def _is_body(own: Facets, project: str, reader: LabelReader) -> bool:
    """Whether a label says no more than the words that a project's name begins with."""
    body = _OF_COUNTY.sub("", reader.place_pattern.sub("", core_of(own.text)))
    is_name = len(body) >= _SHORTEST and bare_name(project).startswith(body)
    return is_name and not own.says_what
