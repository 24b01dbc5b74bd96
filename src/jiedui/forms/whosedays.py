"""Days that a note lays down for some recipients or some figures only. Knows no Django.

独山镇自2015年结对起计, 帮扶资金、项目为2013年以来累计数: such a piece dates what it begins
with, and never the whole form.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from jiedui.forms.days import days_in
from jiedui.forms.facets import Facets
from jiedui.kernel.place import covers

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jiedui.forms.labels import LabelReader
    from jiedui.forms.notes import Notes
    from jiedui.forms.subjects import Subject

_PIECES = re.compile(r"[,()]")
_VERB = re.compile(
    r"(?:数据|数|值|额)?(?:均|都|一律|统一|分别|仅|只)*"
    r"(?:为|按|填[报写列]?|是|系|指|取|以|统计(?:的?是|自|至|到)?|反映|自|从|于|起算|计算)+$"
)
_LINK = re.compile(r"^(?:其中|但是?|而|另外?|惟|只有|仅):?")
_TAIL = re.compile(
    r"(?:为准|为限|的|之|年|度|起|始|开始|正式|结对|对口|帮扶|支援|协作|建立|关系|以来|至今|以后|后|截止|止|"
    r"计|算|统计|计算|填报|填列|填写|填|汇总|口径|累计|实际|计划|预计|合计|发生|到位|完成|存量|"
    r"数据|数字|数值|数额|数|值|额|情况|期间|时点|日|底|末)*"
)
_COUNTED = re.compile(r"[起始算]|以来|至今|统计|填|为准|数[据额值]?$")
"""What lays days down without a verb: 独山镇2015年起, unlike a title's 2017年度计划."""

_BEGINS = re.compile(r"起(?:计|算|统计|计算|填报)*$")
_TOGETHER = re.compile(r"[、和及与]|以及")
_UNDER = re.compile(r"(?:等)?(?:各项|各类|三项|两项|四项)?(?:指标|数据)?$")


def days_apart(clause: str, reader: LabelReader) -> tuple[list[Facets], list[str]]:
    """Return what pieces of a clause lay down for whom or what they begin with, and the rest of it.

    A piece that names recipients beside one that dates all of them dates nothing else, even where
    what it lays down is not understood.

    Args:
        clause: A clause of a note.
        reader: Reads labels.
    """
    pieces = [one for one in _PIECES.split(clause) if one]
    told = {piece: found for piece in pieces if (found := _laid_down(piece, reader))}
    read = {piece: reader.read(piece) for piece in pieces if piece not in told}
    is_general = any(one.span and not one.places for one in read.values())
    rest = [piece for piece, one in read.items() if not (is_general and one.span and one.places)]
    if not told and len(rest) == len(pieces):
        return [], [clause]
    return [one for found in told.values() for one in found], rest


def _laid_down(piece: str, reader: LabelReader) -> list[Facets]:
    """Return what a piece lays down, once for every figure that it begins with; [] = nothing."""
    named = [one for one in days_in(piece, reader.as_of, reader.year) if not one.is_base]
    if not named:
        return []
    head, tail = _LINK.sub("", piece[: named[0].start].lstrip(":")), piece[named[-1].end :]
    whole = reader.read(piece)
    if whole.span is None or whole.is_both or not _TAIL.fullmatch(tail):
        return []
    own = reader.read(_VERB.sub("", head))
    is_said = _VERB.search(head) or _COUNTED.search(tail) or _BEGINS.search(piece)
    if _is_whom(own) and is_said:
        return [_dated(own, whole)]
    terms = [_UNDER.sub("", one) for one in _TOGETHER.split(_VERB.sub("", head))]
    figures = [reader.read(one) for one in terms if one]
    if not _VERB.search(head) or not figures or not all(map(_is_figure, figures)):
        return []
    return [_dated(one, whole) for one in figures]


def _dated(own: Facets, whole: Facets) -> Facets:
    return replace(own, span=whole.span, status=whole.status, times=whole.times)


def _is_whom(own: Facets) -> bool:
    """Whether words name recipients and nothing else: 独山镇, 楚雄州三县."""
    return bool(own.places) and own == Facets(
        own.text, places=own.places, codes=own.codes, roles=own.roles
    )


def _is_figure(own: Facets) -> bool:
    """Whether a term names a figure and nothing else: 帮扶资金, 区级财政资金, 培训班."""
    is_more = own.places or own.span or own.times or own.unknown or own.narrower or own.status
    return own.says_what and not is_more and not own.is_total


def for_places(notes: Notes, near: Sequence[Facets]) -> list[Facets]:
    """Return what notes lay down for those of whom a cell is: their days, and if of a plan."""
    whom = next((one.places for one in near if one.places), ())
    return [
        Facets(one.text, span=one.span, status=one.status)
        for one in notes.apart
        if one.places
        and whom
        and all(any(covers(wide, key) for wide in one.places) for key in whom)
    ]


def for_figure(notes: Notes, subject: Subject, sources: Sequence[str]) -> list[Facets]:
    """Return the days that notes lay down for the figure that a cell asks.

    What names a purse or a family of units (培训班, 培训人次) is of that one only.
    """
    return [
        Facets(one.text, span=one.span)
        for one in notes.apart
        if not one.places and _is_of(one, subject, sources)
    ]


def _is_of(term: Facets, subject: Subject, sources: Sequence[str]) -> bool:
    name = term.subject or ("money" if term.sources or term.donation else None)
    if term.operation is not None and term.operation != subject.operation:
        return False
    if term.sources and not {*sources} <= {*term.sources}:
        return False
    is_family = term.family is None or subject.family in {None, term.family}
    return (name is None or name == subject.name) and is_family
