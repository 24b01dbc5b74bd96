"""What a total stands for: the rows or columns beside it, joined. Knows no Django."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from jiedui.forms.around import joined
from jiedui.forms.facets import Facets
from jiedui.forms.parents import WORKED_OUT, parents_of
from jiedui.forms.rewording import SHORT_NAMES, core_of
from jiedui.kernel.place import covers, parents

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jiedui.forms.labels import LabelReader
    from jiedui.forms.layout import Line, Table


def rows_of_total(table: Table, line: Line, reader: LabelReader) -> list[Line]:
    """Return the rows that a total row adds up: of its group (小计), or of the table (合计)."""
    is_sub = "小计" in "".join(line.labels)
    lines = [one for one in table.lines if not table.is_card or one.section == line.section]
    at = lines.index(line)
    if above := _OF_ABOVE.search("".join(line.labels)):
        lines = [*lines[:at], line]
        if above["many"]:
            parts = [one for one in lines[:-1] if not is_total(one, reader)]
            lines = [*parts[-_NUMBERS[above["many"]] :], line]
    lines = _counted(lines, line, reader)
    if not is_sub:
        alike = [one for one in lines if one.labels[-1:] == line.labels[-1:]]
        is_each = len({one.section for one in alike}) == len(alike) > 1
        own = [one for one in lines if one.section == line.section] if is_each else lines
        parts = _parts_of_rows(table, line, reader)
        found = [one for one in own if not is_total(one, reader) and one not in parts]
        first = [one for one in found if one in own[: own.index(line)]]
        later = [label for one in found if one not in first for label in one.labels]
        is_beside = len(first) > 1 and all(reader.read(one).sources for one in later)
        return first if is_beside else found  # 受援县自筹 below 合计 is not in it.
    found = _beside(lines[:at][::-1], line, reader) or _beside(lines[at + 1 :], line, reader)
    return [one for one in found if not _is_part(one, reader)]


def adds_own(table: Table, line: Line, reader: LabelReader) -> bool:
    """Whether a total of the rows of purses beside one takes in what recipients paid themselves."""
    rows = [one for one in table.lines if one.section == line.section]
    named = {id(one): {code for label in one.labels for code in reader.read(label).sources}
             for one in rows}  # fmt: skip
    totals = [one for one in rows if is_total(one, reader)]
    whole = [one for one in totals if not named[id(one)]][-1:]
    own = [one for one in rows if "RECIPIENT_OWN" in named[id(one)] and one not in totals]
    return any(one in rows_of_total(table, total, reader) for total in whole for one in own)


def _counted(lines: list[Line], line: Line, reader: LabelReader) -> list[Line]:
    """Return the rows that a total of 两县 may be of: those above it where they are so many.

    A row that begins with 另 stands beside every total.
    """
    inside = [one for one in lines if one is line or not _BESIDE.match("".join(one.labels[-1:]))]
    many = _COUNTIES.search(line.labels[-1]) if line.labels else None
    above = inside[: inside.index(line)]
    named = [one for one in above if any(reader.read(label).places for label in one.labels)]
    if many and len({one.labels for one in named}) == _NUMBERS[many[1]]:
        return [*above, line]
    return inside


def _beside(lines: Sequence[Line], line: Line, reader: LabelReader) -> list[Line]:
    """Return the rows next to a subtotal up to another group; further subtotals are skipped."""
    found: list[Line] = []
    group = line.labels[:-1]
    for one in lines:
        if one.section != line.section or (group and one.labels[:-1] != group):
            break
        if not is_total(one, reader):
            found.append(one)
        elif found or not group:
            break
    return found


_OF_ABOVE = re.compile(r"(?:以上|上述|上列|前列|前述)(?:(?P<many>[两二三四五六七八九])[项类行笔])?")
_NUMBERS = {sign: at for at, sign in enumerate("二三四五六七八九", 2)} | {"两": 2}
_COUNTIES = re.compile(r"([两二三四五六七八九])个?县")
_BESIDE = re.compile(r"\s*另(?:[:：有列附计]|外)")
_ADDS = re.compile(r"合计|总计|小计|共计|汇总|总数|平均")


def is_of_counties(own: Facets) -> bool:
    """Whether a label speaks of 两县 in a sentence of its own (两县培训人员): no total of rows."""
    return own.subject is not None and not own.operation and not _ADDS.search(own.text)


def is_total(line: Line, reader: LabelReader) -> bool:
    """Whether a row is a total of others."""
    return any(reader.read(label).is_total for label in line.labels[-1:]) or any(
        reader.read(label).is_total and not reader.read(label).places for label in line.labels
    )


def is_over_sections(table: Table, line: Line, reader: LabelReader) -> bool:
    """Whether a total adds up the sections of a table, not the rows of the one it stands in.

    It is of its own section where it names recipients or is a 小计, and where every section ends
    with one total; a second one in the last section is of all.
    """
    if not line.section or table.is_card or not is_total(line, reader):
        return False
    own = reader.read(line.section)
    if own.is_total or len(own.places) > 1:
        return False
    if "小计" in line.labels[-1] or any(reader.read(label).places for label in line.labels):
        return False
    totals = [one for one in table.lines if is_total(one, reader)]
    if any(one.section == line.section for one in totals[: totals.index(line)]):
        return True
    ended = {one.section for one in totals}
    return any(one.section not in ended for one in table.lines)


def mean_of(own: Facets, others: Sequence[Facets]) -> Facets:
    """Return what 平均 alone says beside rows or columns of counties: 县均."""
    is_bare = own.operation == "mean" and own.subject is None and own.unit is None
    if is_bare and not own.unknown and sum(bool(one.places) for one in others) > 1:
        return replace(own, operation="mean_county")
    return own


def whom_above(table: Table, line: Line, reader: LabelReader) -> Facets | None:
    """Return of whom a row of shares is that names nobody: of the row above it, or of its total.

    Below 久治县, 德钦县 and 两县合计, 占合计比重 is of both.
    """
    own = reader.read(line.labels[-1]) if line.labels else Facets()
    if own.operation != "share" or own.places or table.is_card:
        return None
    at = table.lines.index(line)
    if at == 0:
        return None
    above = table.lines[at - 1]
    if above.section != line.section or not is_total(above, reader):
        return None
    rows = [one for one in rows_of_total(table, above, reader) if one != line]
    parts = [whole([*map(reader.read, one.labels)]) for one in rows]
    found = whole(parts) if all(one.places for one in parts) else None
    return Facets(places=found.places, codes=found.codes) if found else None


def sections_of(table: Table, reader: LabelReader) -> Facets:
    """Return what every section of a table says, joined: of whom or which purses its total is."""
    names = dict.fromkeys(line.section for line in table.lines if line.section)
    told = [reader.read(one) for one in names]
    every = whole(told)
    has_places = all(one.places for one in told)
    return Facets(
        sources=every.sources if all(one.sources for one in told) else (),
        categories=every.categories if all(one.categories for one in told) else (),
        places=every.places if has_places else (),
        codes=every.codes if has_places else (),
    )


def _parts_of_rows(table: Table, total: Line, reader: LabelReader) -> list[Line]:
    """Return the rows that are parts of others: of 其中, and those that go on with what it began.

    Several recipients that the total itself is divided into say of whom it is.
    """
    found: list[Line] = []
    divided: list[Line] = []
    begun: dict[int, bool] = {}
    for line, above in zip(table.lines, parents_of(table.lines, reader), strict=True):
        is_first = above is not None and above not in begun
        is_part = _is_part(line, reader)
        if above is not None and is_first:
            begun[above] = is_part
        is_part = is_part or (above is not None and begun[above])
        is_of_total = above is not None and table.lines[above] == total
        if is_part and is_of_total and any(reader.read(one).places for one in line.labels):
            divided.append(line)
        elif is_part:
            found.append(line)
    return found if len(divided) > 1 else [*found, *divided]


def _is_part(line: Line, reader: LabelReader) -> bool:
    return "of_which" in reader.read(line.labels[-1]).roles if line.labels else False


def heads_of_total(
    heads: tuple[str, ...], every: Sequence[tuple[str, ...]], reader: LabelReader
) -> list[tuple[str, ...]]:
    """Return the headings of the columns that a total column adds up."""
    group = heads[:-1]
    beside = [
        one
        for one in every
        if one != heads and one[: len(group)] == group and len(one) > len(group)
    ]
    plain = [one for one in beside if not any(reader.read(head).is_total
             for head in one[len(group) :])]  # fmt: skip
    worked = [one for one in plain if any(reader.read(head).operation in WORKED_OUT
              for head in one[len(group) :])]  # fmt: skip
    plain = [one for one in plain if not _is_other(one, heads, reader)]
    if len(worked) < len(plain):
        plain = [one for one in plain if one not in worked]  # 占比 beside sums is no part of them.
    parts = [one for one in plain if not any("of_which" in reader.read(head).roles
             for head in one[len(group) :])]  # fmt: skip
    return parts if len(parts) == len(plain) else [*_subtotals(beside, parts, reader), *parts]


def _is_other(one: tuple[str, ...], heads: tuple[str, ...], reader: LabelReader) -> bool:
    """Whether a column has another unit than a total: 投资（万元） beside 项目数（个）."""
    own, told = (
        {unit.family for head in each if (unit := reader.read(head).unit) is not None}
        for each in (heads, one)
    )
    return bool(own and told) and own.isdisjoint(told)


def _subtotals(
    beside: Sequence[tuple[str, ...]], parts: Sequence[tuple[str, ...]], reader: LabelReader
) -> list[tuple[str, ...]]:
    """Return subtotals of purses with their own parts behind 其中: 财政资金小计 beside 社会资金."""
    told = {code for one in parts for code in reader.read(one[-1]).sources}
    return [
        one
        for one in beside
        if one not in parts
        and reader.read(one[-1]).is_total
        and set(reader.read(one[-1]).sources) - told
    ]


def whole(several: Sequence[Facets]) -> Facets:
    """Return what labels say together; a place inside another of them counts once."""
    found = joined(several)
    kept = [
        (key, code)
        for key, code in zip(found.places, found.codes, strict=False)
        if not any(other != key and covers(other, key) for other in found.places)
    ]
    return replace(
        found, places=tuple(key for key, _ in kept), codes=tuple(code for _, code in kept)
    )


_MONEY = {"money", "cost", "gift", None}


def columns_of_total(own: Facets, parts: Sequence[Facets]) -> Facets:
    """Return what the columns that a total adds up say together: those that count the same thing.

    A total that does not say what it counts is of what the column nearest to it counts; 投资合计
    beside one purse alone is no sum of that one.
    """
    first = own.subject or next((one.subject for one in parts if one.subject or one.sources), None)
    kinds = _MONEY if first in _MONEY else {first, None}
    alike = [_short_named(one) for one in parts if one.subject in kinds]
    if len(alike) == 1:  # 总数 beside 产业类 alone is no sum of that one.
        alike = [replace(alike[0], sources=(), categories=(), donation=False)]
    found = whole(alike or parts)
    is_by_kind = all(one.categories or one.donation for one in alike)
    if own.subject is not None and sum(bool(one.sources) for one in alike) == 1:
        found = replace(found, sources=())
    return found if is_by_kind else replace(found, categories=())


def _short_named(own: Facets) -> Facets:
    """Return a heading, 农村 alone beside other kinds as that kind."""
    kind = SHORT_NAMES.get(core_of(own.text).removesuffix("类"))
    return replace(own, categories=(kind,)) if kind and not own.categories else own


def parts_of(own: Facets, parts: Sequence[Facets], *, is_card: bool) -> Facets:
    """Return what the rows that a total adds up say together: of rows of other things only whom.

    Rows beside it that are no project (其他项目), in a card of no county, are in the sum as well.
    Shares and means are in none, and what a total names itself that stands beside one row alone is
    no sum of that one: 帮扶资金合计 below 财政资金.
    """
    plain = [one for one in parts if one.operation not in WORKED_OUT] or parts
    alike = [one for one in plain if own.subject in {None, one.subject} or one.subject is None]
    if own.subject is not None and len(alike) == 1:
        alike = [replace(alike[0], sources=(), categories=(), donation=False)]
    every = whole(parts)
    is_by_both = any(one.sources for one in alike) and any(one.categories for one in alike)
    if is_by_both and not any(one.sources and one.categories for one in alike):
        alike = [replace(one, sources=(), categories=(), donation=False) for one in alike]
    found = whole(alike) if alike else Facets(places=every.places, codes=every.codes)
    if not all(one.projects for one in parts):
        found = replace(found, projects=())
    if is_card and not all(one.places for one in parts):
        found = replace(found, places=(), codes=())
    return found


_OF_ALL = re.compile(r"全部|所有")
"""全部项目 is all that there is, whatever kinds stand beside it; 合计 adds up those shown."""


def _so_many(own: Facets, parts: Facets) -> Facets:
    """Return parts, of 两县 beside a town only the counties, where they are so many."""
    many = _COUNTIES.search(own.text)
    told = zip(parts.places, parts.codes, strict=False)
    counties = [(key, code) for key, code in told if parents(key).county == key]
    if many is None or len(counties) != _NUMBERS[many[1]]:
        return parts
    keys, codes = zip(*counties, strict=True)
    return replace(parts, places=keys, codes=codes)


def total_of(own: Facets, parts: Facets) -> Facets:
    """Return what a total's label says with what its parts add up: 合计（不含捐赠）, 资金合计."""
    parts = _so_many(own, parts)
    if own.operation == "mean_county":
        return replace(own, places=own.places or parts.places, codes=own.codes or parts.codes)
    if own.subject == "projects" and parts.projects:
        own = replace(own, subject=None, family=None)  # 三个项目合计 adds up rows of projects.
    if own.subject is not None and _OF_ALL.search(own.text):
        parts = replace(parts, sources=(), categories=(), donation=False)
    out = {*own.without, *({"SOCIAL_DONATION", "DONATION"} if "donation" in own.without else ())}
    return replace(
        own,
        places=own.places or parts.places,
        codes=own.codes or parts.codes,
        sources=own.sources or tuple(one for one in parts.sources if one not in out),
        categories=own.categories or tuple(one for one in parts.categories if one not in out),
        donation=own.donation
        or (parts.donation and not own.sources and "donation" not in own.without),
        payers=own.payers or parts.payers,
        projects=own.projects or parts.projects,
        span=own.span or parts.span,
    )
