"""Labels that are sentences: who gave to whom (区民政局向教育局捐款), a project and what of it.

Knows no Django.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from jiedui.forms.facets import Facets

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from jiedui.forms.labels import LabelReader
    from jiedui.forms.layout import Table

_GIVES = (
    r"(?:无偿|定向|累计|共|合计)*"
    r"(?:捐赠|捐款|捐资|捐助|捐物|捐献|捐建|捐出|赠送|资助|赞助|支持|支援|援助|补助|提供)"
)
_TO = re.compile(rf"(?:向|为|给|对)(?P<to>.+?)(?P<what>{_GIVES}.*)")
_STRAIGHT = re.compile(rf"{_GIVES}(?:给|了|到)?(?P<to>.+)")
_COUNTED = {"area", "cost", "money"}


_Named = Callable[[str], str | None]


def gift_told(text: str, payer_of: _Named, giver_of: _Named) -> tuple[str, str] | None:
    """Return who gave and the words on to whom, of a sentence that tells of one gift.

    Args:
        text: The label.
        payer_of: The key of who is known to give by a name, None = nobody.
        giver_of: The same, of who has no pairing of its own: all that it pays is given.
    """
    for giver, rest in _parted(text):
        payer = payer_of(giver)
        if payer is not None:
            return payer, rest
    return _beginning_with_giver(text, payer_of, giver_of)


_LONGEST = 20
_GIVEN = re.compile(r"[捐赠助献]|支[持援]")
_PAID = re.compile(r"帮扶|资金|[款钱]")


def _beginning_with_giver(text: str, payer_of: _Named, giver_of: _Named) -> tuple[str, str] | None:
    """Return who gave and the rest of words that begin with a giver: 民盟嘉定区委助学."""
    plain = _OF_WHICH.sub("", text)
    for end in range(min(len(plain) - 1, _LONGEST), _SHORTEST, -1):
        rest = plain[end:]
        payer = payer_of(plain[:end]) if _GIVEN.search(rest) else None
        payer = payer or (giver_of(plain[:end]) if _PAID.search(rest) else None)
        if payer is not None:
            return payer, plain[end:]
    return None


_SHORTEST = 2
_OF_WHICH = re.compile(r"^其中[:,]?")


def _parted(text: str) -> Iterator[tuple[str, str]]:
    plain = _OF_WHICH.sub("", text)
    for found in _TO.finditer(plain):
        yield plain[: found.start()].rstrip(","), found["to"]
    for found in _STRAIGHT.finditer(plain):
        yield plain[: found.start()].rstrip(",通过经由"), found["to"]


def gift_of(payer: str, rest: Facets) -> Facets:
    """Return what a sentence of one gift asks: the gift of that giver, to whom it says."""
    return Facets(
        subject="gift", family="money", payers=(payer,), places=rest.places, codes=rest.codes
    )


def project_of(projects: tuple[str, ...], rest: Facets) -> Facets:
    """Return what a label asks of projects that it names: area, cost, or money of a source."""
    subject = rest.subject if rest.subject in _COUNTED else None
    if subject is None and not rest.sources:
        return Facets(projects=projects)
    return Facets(
        projects=projects,
        subject=subject,
        family=rest.family if subject else None,
        sources=rest.sources,
        span=rest.span,
        status=rest.status,
    )


_LISTED = re.compile(
    r"(?:上|前|附|本)?[表列述]?(?:中|内|所列)?(?:序号|编号|第)(?P<first>\d{1,3})(?:[-至到](?:第|序号)?(?P<last>\d{1,3}))?"
    r"(?:[项号行笔个]?(?:项目|工程)|[项号行笔个])"
)


def listed_in(text: str, listed: Mapping[int, str]) -> tuple[tuple[str, ...], str]:
    """Return the projects that a label names by their numbers, and the label without them.

    >>> listed_in("上表序号1-2项目使用的资金", {1: "a", 2: "b"})
    (('a', 'b'), '使用的资金')
    """
    found = _LISTED.search(text)
    if found is None:
        return (), text
    first = int(found["first"])
    numbers = range(first, int(found["last"] or first) + 1)
    if not numbers or any(one not in listed for one in numbers):
        return (), text
    rest = f"{text[: found.start()]}{text[found.end() :]}".removeprefix("的")
    return tuple(listed[one] for one in numbers), rest


def listed_projects(tables: Sequence[Table], reader: LabelReader) -> dict[int, str]:
    """Return the project of each row of a sheet's lists by the row's number, where it is one."""
    found: dict[int, set[str]] = {}
    for line in (line for table in tables for line in table.lines):
        if line.serial.strip().isdigit():
            told = {one for label in line.labels for one in reader.read(label).projects}
            found.setdefault(int(line.serial), set()).update(told)
    return {number: told.pop() for number, told in found.items() if len(told) == 1}
