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
from jiedui.kernel.place import covers

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


_RUN = (
    r"[|()、和及与,]*(?:(?:改扩建|扩改建|新建|改建|扩建|改造|迁建|重建|修缮|维修|改(?=[、和及与]扩)|建设|援建|工程|项目)"
    r"[|()、和及与,]*)+"
)
"""What is done with a body, behind its name: 改建扩建工程 of 人民医院."""

_WORK = re.compile(f"{_RUN}$")
_KINDS = re.compile(r"[改扩新迁重修]")
_FULL = re.compile(r"人民(?=医院)")
"""县医院 is short for 县人民医院."""


def work_in(text: str, projects: Iterable[str]) -> tuple[str, str] | None:
    """Return the one project that a text names, and how it is written there.

    Its name stands there, else its body with works of the same kind: 县医院改建扩建工程 is
    县人民医院改扩建, 县医院新建 is another.

    Args:
        text: The words, brackets written as strokes.
        projects: Keys of the projects of the book.
    """
    named = [one for one in projects if len(project_name(one)) > _SHORTEST]
    found = [(len(project_name(one)), one) for one in named if bare_name(one) in text]
    longest = [key for length, key in found if length == max(found)[0]]
    if longest:
        return (longest[0], bare_name(longest[0])) if len(longest) == 1 else None
    alike = [(key, name) for key in named if (name := _body_in(text, key))]
    return alike[0] if len(alike) == 1 else None


def _body_in(text: str, project: str) -> str:
    """Return the body of a project with works of its kind as a text writes them, "" for none."""
    name = bare_name(project)
    work = _WORK.search(name)
    body = _FULL.sub("", name[: work.start()] if work else name)
    if len(body) < _SHORTEST:
        return ""
    shape = rf"(?:^|(?<=[县市区州镇乡旗|,:.、)\s\d]))(?:人民)?{re.escape(body)}(?P<work>{_RUN})"
    found = re.search(shape, text)
    return found[0] if found and _is_of_kind(found["work"], name) else ""


def _is_of_kind(work: str, name: str) -> bool:
    """Whether words say no other work than a project's: 扩建 of 改扩建, any where it says none."""
    own, told = {*_KINDS.findall(name)}, {*_KINDS.findall(work)}
    return not own or (bool(told) and told <= own)


def is_of_county(project: str, place: str) -> bool:
    """Whether a project lies where a label says: in the county, or in what that lies in."""
    county = project.partition("/")[0]
    return covers(place, county) or covers(county, place)


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
