"""Lists of works whose rows name the body beside what is told of it. Knows no Django.

久治县人民医院 beside 县人民医院改扩建总投资 narrows nothing, and 当地自筹 beside it in the next row
is of the same project.
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import takewhile
from typing import TYPE_CHECKING

from jiedui.figures.binding.known import project_name
from jiedui.forms.rewording import core_of
from jiedui.forms.sentences import project_of
from jiedui.kernel.place import covers

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

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


_SIDE_BY_SIDE = re.compile(r"[、,;]|(?<=.{3})[和及与](?=.{3})")
_AROUND = re.compile(r"^.*[(:]|\).*$")


def side_by_side(text: str, known: Iterable[str]) -> tuple[tuple[str, ...], str]:
    """Return the projects that words list, two or more, and the words without them.

    One is named by its name, or by a body that no other project is of: 民族中学教学楼、县人民医院.

    >>> side_by_side("教学楼和客运站总投资", ["1/教学楼", "1/客运站"])
    (('1/教学楼', '1/客运站'), '|和|总投资')
    >>> side_by_side("教学楼、水厂", ["1/教学楼", "1/客运站"])
    ((), '教学楼、水厂')
    """
    keys = [one for one in known if len(project_name(one)) > _SHORTEST]
    parts = [one for one in _SIDE_BY_SIDE.split(text) if one]
    told = {part: _named_in(part, keys) for part in parts}
    named = tuple(dict.fromkeys(key for key in told.values() if key))
    if len(named) <= 1:
        return (), text
    bodies = {found[0]: found[1] for part, key in told.items()
              if not key and (found := _of_body(_body(part), keys))}  # fmt: skip
    words = "|".join(map(re.escape, [*map(bare_name, named), *bodies]))
    left = re.sub(f"[县市区州镇乡]?(?:{words})", "|", text)
    return tuple(dict.fromkeys([*named, *bodies.values()])), left


def _named_in(text: str, keys: Iterable[str]) -> str | None:
    """Return the project of the longest name in words, None for none or several as long."""
    named = [(len(project_name(one)), one) for one in keys if bare_name(one) in text]
    longest = [key for length, key in named if length == max(named)[0]]
    return longest[0] if len(longest) == 1 else None


def _body(part: str) -> str:
    return _OF_COUNTY.sub("", _AROUND.sub("", part))


def _shared(one: str, other: str) -> str:
    """Return the signs that two words begin with alike."""
    pairs = takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False))
    return "".join(sign for sign, _ in pairs)


def _of_body(part: str, keys: Iterable[str]) -> tuple[str, str] | None:
    """Return the words that a part of a list begins with, and the one project whose name does."""
    alike = [(_shared(part, bare_name(one)), one) for one in keys]
    longest = max((len(words) for words, _ in alike), default=0)
    found = [(words, one) for words, one in alike if len(words) == longest > _SHORTEST]
    return found[0] if len(found) == 1 else None


_LISTED = re.compile(r"\|[^、()]{0,4}、|、[^、()]{0,4}\|")
"""A project that stands in a list beside others."""


def of_works(text: str, projects: Iterable[str], named: Callable[[str], Facets]) -> Facets | None:
    """Return what words say that name projects, None when they name none.

    Args:
        text: The words, brackets written as strokes.
        projects: Keys of the projects of the book.
        named: Reads words that name none.
    """
    several, left = side_by_side(text, projects)
    work = None if several else work_in(text, projects)
    if work is not None:
        left = re.sub(f"[县市区州镇乡]?{re.escape(work[1])}", "|", text)
    elif not several:
        return None
    told = named(left)
    if (
        work is not None
        and told.places
        and not any(is_of_county(work[0], it) for it in told.places)
    ):
        return None
    found = project_of((work[0],) if work else several, told)
    if not _LISTED.search(left):
        return found
    others = named("、".join(one for one in left.split("、") if "|" not in one))
    return replace(found, narrower=(*others.unknown, *others.narrower))


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
