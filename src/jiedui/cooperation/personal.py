"""People as rosters and forms tell them: who is the same person, by a keyed hash. Knows no Django.

A person with a sound identity number is known for certain; without one the name, with what stands
beside it, only makes it likely, so a count of distinct people is then an interval.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from jiedui.kernel.identity import check_identity, keyed_hash
from jiedui.kernel.quantity import between, said

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from jiedui.kernel.quantity import Interval

_GAP = re.compile(r"[\t,,;;、]+|\s{1,}")


class Known(NamedTuple):
    """A person by hash; `is_certain` when it rests on an identity number."""

    person: str
    is_certain: bool


class RosterLine(NamedTuple):
    """A line of a roster: a name and, where it was told, an identity number."""

    name: str
    id_no: str


def known(name: str, id_no: str, *, beside: str, key: bytes) -> Known:
    """Return who a person is.

    Args:
        name: The name.
        id_no: The identity number, "" when none was told.
        beside: What tells two of the same name apart: the unit, the county.
        key: The office's key for people.
    """
    checked = check_identity(id_no) if id_no else None
    if checked is not None and checked.is_valid:
        return Known(keyed_hash(checked.number, key=key), is_certain=True)
    words = "|".join(("".join(name.split()), "".join(beside.split()), id_no))
    return Known(keyed_hash(words, key=key), is_certain=False)


def roster(text: str) -> list[RosterLine]:
    """Return the people of a roster that was pasted, a line each; headings are left out."""
    found = []
    for line in text.splitlines():
        parts = [part for part in _GAP.split(line.strip()) if part]
        numbers = [part for part in parts if re.fullmatch(r"\d{14,17}[\dXx]", part)]
        names = [part for part in parts if not re.search(r"\d", part)]
        if not names or any(word in names[0] for word in ("姓名", "序号")):
            continue
        found.append(RosterLine(names[0], numbers[0] if numbers else ""))
    return found


def distinct(people: Collection[Known], before: Collection[str]) -> Interval:
    """Return how many a roster adds to the distinct people on record: at least, at most.

    The lowest counts those certain who are on no earlier roster; the highest everybody on this one.
    Summed over any rosters, the true number of different people lies between the two ends.

    Args:
        people: Who is on the roster.
        before: Hashes of those on earlier rosters.
    """
    everybody = {one.person for one in people}
    fresh = {one.person for one in people if one.is_certain} - set(before)
    if len(fresh) == len(everybody):
        return said(len(everybody))
    return between(len(fresh), len(everybody), stated=len(everybody - set(before)))


def union(people: Iterable[Known]) -> Interval:
    """Return how many different people there are, exactly where all are known for certain."""
    certain: set[str] = set()
    likely: set[str] = set()
    for one in people:
        (certain if one.is_certain else likely).add(one.person)
    if not likely:
        return said(len(certain))
    low = max(len(certain), 1)
    return between(low, len(certain) + len(likely), stated=len(certain) + len(likely))
