"""Rows of a register, each of one gift, project or pairing: who is named, what only describes it.

Knows no Django.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from jiedui.forms.facets import Facets, Span
from jiedui.forms.page import role_of
from jiedui.forms.rewording import core_of, plain_label
from jiedui.forms.totals import is_total

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from collections.abc import Set as AbstractSet

    from jiedui.forms.around import Around
    from jiedui.forms.labels import LabelReader
    from jiedui.forms.layout import Line

_GIVER = re.compile(r"(?:捐[赠助献出款资]{0,2}|出资)(?:单位|方|者|人|主体|企业|机构)")
_PROJECT = re.compile(r"(?:建设|援建|帮扶|具体|资助)?(?:项目|工程)(?:\((?:项目|工程)\))?名称")
_KIND = re.compile(r"类别|类型|性质|分类|种类")
"""Headings of who gave, and of what kind of giver it is."""

_DAYS = re.compile(
    r"(?:统计|所属|起止|数据|核算|结对)?(?:时段|时期|期间|时间|区间|年度|年份|口径|截[至止])$"
)


def named_by(
    line: Line, told: Sequence[Facets], asking: AbstractSet[str] = frozenset()
) -> list[Facets]:
    """Return what a row's labels say; beside who gave or a project, no words that describe it.

    What was given and what for (款物及用途: 图书) narrows no figure. A column that says of whom, of
    which source or kind the row is, does, and one that asks several things of each.

    Args:
        line: The row.
        told: What its labels say.
        asking: The headings of such columns.
    """
    if len(told) < 2 or not any(one.payers or one.projects for one in told):
        return list(told)
    kept = [
        one
        for one, head in zip(told, line.under, strict=False)
        if one.payers or one.projects or head in asking or _is_naming(plain_label(head))
    ]
    if any(one.projects for one in told):
        purses = [one for one in told if _is_purse(one)]
        kept = [one for one in told if one in kept or one in purses]  # Under 出资单位1: who paid.
    has_place = any(one.places for one in kept)
    found = [one for one in told if one in kept or (one.places and not has_place)]
    return [_whom(one) if one.places and not one.payers else one for one in found]


def _is_purse(own: Facets) -> bool:
    """Whether a label names whose money it is and nothing else but the recipient whose it is."""
    bare = replace(own, places=(), codes=(), sides=())
    return bool(own.sources) and bare == Facets(own.text, sources=own.sources)


def _whom(own: Facets) -> Facets:
    """Return of a label beside a giver or a project whom it names: its purpose turns nothing.

    德钦县升平镇，2017年项目 is who got a gift, neither projects nor a period.
    """
    if not own.says_what and not own.categories and own.span is None and not own.unknown:
        return own
    if own.projects or own.sources or own.operation or own.is_total:
        return own
    return Facets(own.text, places=own.places, codes=own.codes, sides=own.sides, roles=own.roles)


def asking_in(lines: Iterable[Line]) -> frozenset[str]:
    """Return the headings of labels that differ from row to row of one thing: 总投资, 建筑面积."""
    told: dict[tuple[tuple[str, ...], str], set[str]] = defaultdict(set)
    for line in lines:
        if line.labels and line.under and line.under[-1]:
            told[line.labels[:-1], line.under[-1]].add(line.labels[-1])
    return frozenset(head for (_, head), several in told.items() if len(several) > 1)


def _is_naming(head: str) -> bool:
    """Whether a column of labels says of whom or of which kind a row is."""
    is_told = any(one.search(head) for one in (_KIND, _DAYS, _BEGUN))
    return not head or role_of(head) == "label_column" or is_told


_PROJECTS = re.compile(r"(?:建设|援建|帮扶|具体|资助)?(?:项目|工程)")


def _is_of_projects(head: str, lines: Sequence[Line], reader: LabelReader) -> bool:
    """Whether a column headed 项目 names projects: one of its rows names one of the book."""
    if not _PROJECTS.fullmatch(head):
        return False
    return any(
        plain_label(under) == head and reader.read(label).projects
        for line in lines
        for label, under in zip(line.labels, line.under, strict=False)
    )


def _is_of_givers(head: str, lines: Sequence[Line], reader: LabelReader) -> bool:
    """Whether a column holds names of who gave and no other words, whatever heads it.

    街镇 over 南翔镇, 马陆镇: who stands there and is unknown is a giver as well.
    """
    told = [
        reader.read(label)
        for line in lines
        for label, under in zip(line.labels, line.under, strict=False)
        if head and plain_label(under) == head and not is_total(line, reader)
    ]
    names = [one for one in told if one == Facets(one.text, payers=one.payers)]
    others = [one for one in told if one not in names]
    return any(one.payers for one in names) and all(
        one == Facets(one.text, unknown=one.unknown, sides=one.sides) for one in others
    )


_BEGUN = re.compile(r"(?:起始|起算|开始|统计起|起点|起)(?:年份?|年度|时间|日期|年月|点)?$")


def since_begun(line: Line, told: Sequence[Facets]) -> list[Facets]:
    """Return what a row's labels say; a year under 统计起始年 is the one it counts from."""
    found = list(told)
    for at, (one, head) in enumerate(zip(told, line.under, strict=False)):
        span = one.span
        is_year = span is not None and span.is_of_year and not (one.says_what or one.places)
        if span is not None and is_year and _BEGUN.search(plain_label(head)):
            found[at] = replace(one, span=replace(span, until=None, is_since=True))
    return found


_ENDED = re.compile(r"(?:截止|截至|终止|结束|止)(?:年份?|年度|时间|日期|年月|点)?$")


def spanned(line: Line, told: Sequence[Facets]) -> list[Facets]:
    """Return what a row's labels say; days under 起始时间 and 截止时间 are one period."""
    ends: dict[str, int] = {}
    for at, (one, head) in enumerate(zip(told, line.under, strict=False)):
        is_day = one.span is not None and not (one.says_what or one.places)
        for name, shape in (("first", _BEGUN), ("last", _ENDED)):
            if is_day and shape.search(plain_label(head)):
                ends.setdefault(name, at)
    if len(ends) < len({"first", "last"}):
        return [*told]
    first, last = told[ends["first"]].span, told[ends["last"]].span
    since = first.since or first.at if first else None
    until = last.until or last.at if last else None
    if since is None or until is None or since > until:
        return [*told]
    whole = replace(told[ends["first"]], span=Span(since, until))
    rest = [one for at, one in enumerate(told) if at not in ends.values()]
    return [*rest[: ends["first"]], whole, *rest[ends["first"] :]]


def names_a_stranger(line: Line, lines: Sequence[Line], reader: LabelReader) -> bool:
    """Whether a row names who gave, or a project by its name, and the book knows no such one."""
    if is_total(line, reader):
        return False
    under = [plain_label(head) for head in line.under]
    named = list(zip(map(reader.read, line.labels), under, strict=False))
    givers = [one for one, head in named if _GIVER.search(head) and not _KIND.search(head)]
    projects = [one for one, head in named if _PROJECT.fullmatch(head)]
    givers += [
        one
        for one, head in named
        if not (one.places or one.sides) and _is_of_givers(head, lines, reader)
    ]
    listed = [one for one, head in named if _is_of_projects(head, lines, reader)]
    projects += [one for one in listed if not one.says_what and not one.categories]
    is_strange = bool(givers) and not any(one.payers or one.says_what for one in givers)
    return is_strange or any(one.unknown and not one.projects for one in projects)


_WHEN_DONE = re.compile(
    r"(?:实施|建设|建成|竣工|开工|完工|立项|启动|投用|交付|安排|下达|完成|项目|投入使用)+(?:年份|年度|年)"
)


def asks_when(around: Around) -> bool:
    """Whether a column beside a named work asks for its year, which no figure of the book is."""
    heads = (core_of(one.text) for one in around.head[-1:])
    return any(map(_WHEN_DONE.fullmatch, heads)) and any(one.projects for one in around.row)


def is_unknown_thing(around: Around) -> bool:
    """Whether the row is of something that the book has never heard of."""
    own = around.row[-1] if around.row else None
    if own is None or not own.unknown or any(one.payers or one.projects for one in around.row):
        return False
    return not (
        own.says_what or own.places or own.payers or own.projects or own.span or own.roles
        or own.categories or own.family or own.times or own.status
    )  # fmt: skip
