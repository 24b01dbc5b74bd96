"""甲、乙分别向丙、丁捐赠20万元、15万元: the first to the first, the second to the second."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from jiedui.reader.families import who_each
from jiedui.reader.parties import LEAD, party_of
from jiedui.reader.reading import MONEY, Party
from jiedui.reader.sense import level_code
from jiedui.reader.sides import RECEIVES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jiedui.reader.naming import Mention
    from jiedui.reader.passage import Draft, Passage
    from jiedui.reader.sides import Sides

_JOINED = re.compile(r"\s?(?:、|和|与|及|以及)\s?")
_COUNTED = re.compile(r"(?:这?[两二三四五六七八九十](?:地|个?[区县市镇乡街])[^、,]{0,2})$")
"""Ends a row by how many it is of: 甲、乙、丙三地."""

_COUNTY = 3
_EACH = "分别"
_TO = re.compile(r"[向给]")
_GAVE = re.compile(r"[捐给送出赠拿投拨]")
_OFFICE = re.compile(r"(?<=[省市州盟区县旗])[^省市州盟区县旗]{2,8}$")


def share_out(passage: Passage, sides: Sides) -> None:
    """Give the numbers that 分别 tells in a row the parties it tells in a row, one by one."""
    at = passage.text.find(_EACH)
    while at >= 0:
        run = _run(passage, at)
        if len(run) > 1 and not _give_offices(passage, run, at):
            _give(passage, run, at, sides=sides)
        at = passage.text.find(_EACH, at + 1)


def give_each(passage: Passage, sides: Sides) -> None:
    """Give a number that 各 tells of several the whole row of them: 甲街道、乙镇各捐30万元."""
    for draft in passage.drafts:
        if "各" not in draft.number.gap or draft.measure is not MONEY:
            continue
        giving, *getting = _TO.split(LEAD.sub("", who_each(draft)))
        named = passage.named(draft.number.clause[0], draft.start)
        is_west = any(sides.of(one.key) is RECEIVES and one.name in giving for one in named)
        gave = _GAVE.search(passage.text, max(0, draft.start - 14), draft.start)
        if _JOINED.search(giving) and not is_west and gave:
            givers = _COUNTED.sub("", giving)
            row = _places(givers, named)
            draft.donor, draft.is_named = Party(givers, tuple(one.key for one in row)), True
            purses = {level_code(one.key) for one in row}
            draft.source = draft.source or (purses.pop() if len(purses) == 1 else None)
        if getting and _JOINED.search(getting[0]):
            row = [one for one in named if one.own and one.own in getting[0]]
            keys = tuple(one.key for one in row if one.key)
            draft.recipient = Party(getting[0], keys)


def _places(words: str, named: Sequence[Mention]) -> list[Mention]:
    """Return the places that a row of givers is made of, none where one is no place."""
    told = [_nearest(one, named) for one in _JOINED.split(words)]
    return [one for one in told if one is not None] if all(told) else []


def _nearest(word: str, named: Sequence[Mention]) -> Mention | None:
    """Return the county, district or higher place that is called so, None where none is."""
    fit = [one for one in named if one.key and one.level <= _COUNTY and word in one.name]
    return fit[-1] if fit else None


def _run(passage: Passage, at: int) -> list[Draft]:
    """Return the numbers of one measure that follow one another behind a place."""
    end = passage.phrase(at)[1]
    following = [one for one in passage.drafts if at < one.start < end]
    run = following[:1]
    for one, other in pairwise(following):
        between = passage.text[one.end : other.start]
        if one.measure is not other.measure or not _JOINED.fullmatch(between):
            break
        run.append(other)
    return run


def _give_offices(passage: Passage, run: Sequence[Draft], at: int) -> bool:
    """Give numbers the offices of one place that a row before 分别 tells."""
    before = passage.named(passage.phrase(at)[0], at)
    offices = _offices(passage, before[-1], at) if before else []
    if len(offices) != len(run):
        return False
    for draft, party in zip(run, offices, strict=True):
        draft.donor, draft.is_named = party, True
    return True


def _give(passage: Passage, run: Sequence[Draft], at: int, *, sides: Sides) -> None:
    count = len(run)
    start = passage.phrase(at)[0]
    before = _row(passage, passage.named(start, at))
    after = _row(passage, passage.named(at, run[0].start))
    if len(after) == count:
        for draft, one in zip(run, after, strict=True):
            draft.recipient = party_of(one)
    if len(before) != count:
        _give_named(passage, run, at)
        return
    is_getting = all(sides.of(one.key) is RECEIVES for one in before)
    for draft, one in zip(run, before, strict=True):
        if is_getting and not after:
            draft.recipient = party_of(one)
        elif not is_getting:
            draft.donor, draft.is_named = party_of(one), True


def _give_named(passage: Passage, run: Sequence[Draft], at: int) -> None:
    """Give numbers the givers that a row of names in front of 分别 tells, places or not."""
    words = passage.text[passage.clause(at)[0] : at].strip()
    names = [one for one in _JOINED.split(LEAD.sub("", words)) if one]
    if len(names) == len(run) > 1 and "捐" in passage.text[at : run[0].start]:
        for draft, name in zip(run, names, strict=True):
            draft.donor, draft.is_named = Party(name), True


def _offices(passage: Passage, first: Mention, at: int) -> list[Party]:
    """Return the offices of one place in a row before 分别: 甲区工商联、教育局、妇联."""
    office = _OFFICE.search(first.name)
    rest = passage.text[first.end : at]
    if office is None or not rest.startswith("、"):
        return []
    keys = (first.key,) if first.key else ()
    others = [f"{first.name[: office.start()]}{one}" for one in _JOINED.split(rest[1:])]
    return [Party(name, keys) for name in (first.name, *others)]


def _row(passage: Passage, named: Sequence[Mention]) -> list[Mention]:
    """Return the last names of a stretch that are joined in one row."""
    row = list(named[-1:])
    for other, one in pairwise(reversed(named)):
        if not _JOINED.fullmatch(passage.text, one.end, other.start):
            break
        row.append(one)
    return row[::-1]
