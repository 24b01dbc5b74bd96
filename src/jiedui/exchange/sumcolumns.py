"""Columns that add up others: which money a 小计, 合计 or 总投入 is the sum of.

Words decide where they can; where the same words stand over aid and over all money, the place of
the column does (a sum inside a group of sources is that group's where another column is the
whole), and what the rows add up to. Knows no Django.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from jiedui.exchange.headingforms import is_whole
from jiedui.exchange.headingwords import MONEY_UNITS, word_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from jiedui.exchange.kinds.declaration import Field, Kind
    from jiedui.exchange.tables import Heading, Table

    Offer = tuple[int, int, Field]

_SURE, _SHOWN, _OF_GROUP = 80, 50, 97
"""Scores of a sum over known parts, of one over none, and of one whose group tells what it adds."""

_SUM_WORDS = frozenset("小计 合计 总计 计 共计 total subtotal grandtotal".split())
_FUNDS = frozenset("municipal_fen district_fen town_fen social_fen".split())
_NAMES_AID = re.compile(r"帮扶|援助|支援|援建|协作|东部")
_OWN, _AID, _TOTAL = "recipient_own_fen", "aid_fen", "total_fen"


def is_bare_sum(kind: Kind, heading: Heading) -> bool:
    """Whether a heading says only 小计 or 合计 in a kind whose money has parts."""
    return (
        len(heading.levels) == 1
        and word_of(heading.levels[0]).bare in _SUM_WORDS
        and kind.field(_AID) is not None
    )


def of_their_group(
    kind: Kind, table: Table, offers: Sequence[Offer], *, told: Mapping[str, str]
) -> list[Offer]:
    """Return offers in which the sum of a group of sources is that group's: aid.

    资金构成|合计 is what its sources make together, if 项目总投入 has a column of its own, if the
    group is named as aid, or if the rows show that the sum leaves out own funds.

    Args:
        kind: The kind.
        table: The table.
        offers: Score, column and field of what headings may mean, in any order.
        told: Headings whose field a person has said: these stay as they are.
    """
    aid = kind.field(_AID)
    if aid is None:
        return list(offers)
    likeliest = _likeliest(offers)
    sums = {
        one.col
        for one in table.headings
        if one.text not in told
        and likeliest.get(one.col) in (_AID, _TOTAL)
        and _is_sum_of_sources(table, one, likeliest)
    }
    kept = [one for one in offers if one[1] not in sums]
    return [*kept, *((_OF_GROUP, col, aid) for col in sorted(sums))]


def _likeliest(offers: Iterable[Offer]) -> dict[int, str]:
    """Return by column the name of the field that its heading says most surely."""
    best: dict[int, tuple[int, str]] = {}
    for score, col, field in offers:
        if score > best.get(col, (0, ""))[0]:
            best[col] = (score, field.name)
    return {col: name for col, (score, name) in best.items() if score >= _SHOWN}


def _is_sum_of_sources(table: Table, heading: Heading, names: Mapping[int, str]) -> bool:
    """Whether a sum in a group of sources of aid leaves out what else a row's money is made of."""
    if len(heading.levels) == 1 or not _says_sum(heading):
        return False
    group = heading.levels[:-1]
    inside = [one for one in table.headings if one.levels[: len(group)] == group]
    outside = {_name_of(one, names) for one in table.headings if one not in inside}
    funds = [one for one in inside if names.get(one.col) in _FUNDS]
    if not funds or _AID in outside or any(_is_rival(one, heading, names) for one in inside):
        return False
    own = [one for one in table.headings if names.get(one.col) == _OWN]
    shown = _made_of(heading, funds, own)
    is_split = not any(one in inside for one in own)
    if _TOTAL in outside or _NAMES_AID.search(group[-1]):
        return shown.without_own or (is_split and not shown.with_own)
    return shown.without_own


def _name_of(one: Heading, names: Mapping[int, str]) -> str | None:
    """Return the field a heading says; a lone 合计 is all money, below a group its sum."""
    is_sum = bool(one.levels) and word_of(one.levels[-1]).bare in _SUM_WORDS
    if is_sum:
        return _TOTAL if len(one.levels) == 1 else None
    return names.get(one.col)


def _is_rival(one: Heading, heading: Heading, names: Mapping[int, str]) -> bool:
    """Whether another column of the group says aid, or all money, as well."""
    return one is not heading and names.get(one.col) in (_AID, _TOTAL)


def _says_sum(heading: Heading) -> bool:
    word = word_of(heading.levels[-1]).bare
    return word in _SUM_WORDS or is_whole(word)


class _Shown(NamedTuple):
    """Whether most rows with own funds show that a sum leaves these out, or adds them."""

    without_own: bool
    with_own: bool


def _made_of(whole: Heading, funds: Sequence[Heading], own: Sequence[Heading]) -> _Shown:
    without = beside = 0
    columns = [one.looks.amounts for one in (whole, *funds, *own)]
    for said, *numbers in zip(*columns, strict=False):
        parts = [one for one in numbers if one is not None]
        if said is None or len(parts) < len(numbers):
            continue
        aid, rest = sum(parts[: len(funds)]), sum(parts[len(funds) :])
        without += bool(rest) and said == aid
        beside += bool(rest) and said == aid + rest
    return _Shown(without > beside, beside > without)


def give_sums(
    kind: Kind, table: Table, given: Mapping[int, tuple[int, Field]]
) -> dict[int, tuple[int, Field]]:
    """Return the fields of sums: aid, or all money where own funds are among what they add up.

    Args:
        kind: The kind.
        table: The table.
        given: Score and field of the columns that are known, by column.
    """
    if kind.field(_AID) is None:
        return {}
    found: dict[int, tuple[int, Field]] = {}
    words = {one.col: word_of(one.levels[-1]).bare for one in table.headings if one.levels}
    for heading in sorted(table.headings, key=lambda one: words.get(one.col) == "小计"):
        word = words.get(heading.col, "")
        if heading.col in given or word not in _SUM_WORDS:
            continue
        parts = _parts_beside(table, given, heading)
        if len(heading.levels) > 1 and not parts & _FUNDS:
            continue
        taken = {field.name for _, field in (*given.values(), *found.values())}
        for name in _meant(kind, table, given, heading=heading, parts=parts):
            field = kind.field(name)
            if field is not None and name not in taken:
                is_money = parts or heading.unit in MONEY_UNITS
                found[heading.col] = (_SURE if is_money else _SHOWN, field)
                break
    return found


def _meant(
    kind: Kind,
    table: Table,
    given: Mapping[int, tuple[int, Field]],
    *,
    heading: Heading,
    parts: set[str],
) -> tuple[str, ...]:
    """Return the fields a sum over these parts may be, the likeliest first."""
    names = {col: field.name for col, (_, field) in given.items()}
    funds = [one for one in table.headings if names.get(one.col) in _FUNDS]
    own = [one for one in table.headings if names.get(one.col) == _OWN]
    if funds and own and _made_of(heading, funds, own).without_own:
        return (_AID, _TOTAL)
    return _sums_meant(kind, word_of(heading.levels[-1]).bare, parts)


def _sums_meant(kind: Kind, word: str, parts: set[str]) -> tuple[str, ...]:
    """Return the fields a bare sum over these parts may be by its words, the likeliest first."""
    if _OWN in parts:
        return (_TOTAL, _AID) if word == "小计" and parts & _FUNDS else (_TOTAL,)
    if word == "小计" and kind.code != "plan":
        return (_AID, _TOTAL) if parts & _FUNDS else ()
    return (_TOTAL, _AID) if parts & _FUNDS else (_TOTAL,)


def _parts_beside(
    table: Table, given: Mapping[int, tuple[int, Field]], heading: Heading
) -> set[str]:
    """Return the parts a sum can add up: those before it, or after it where none are before."""
    group = heading.levels[:-1]
    found = [
        (one.col, given[one.col][1].name)
        for one in table.headings
        if one.col in given and one.levels[: len(group)] == group
    ]
    names = _FUNDS | {_OWN}
    before = {name for col, name in found if col < heading.col and name in names}
    return before or {name for col, name in found if col > heading.col and name in names}
