"""Which columns and rows the office that fills a form fills itself, and which headings say nothing.

A form of two sides has columns for the other one (云南方数, 审核数, 由受援县填写), told by a note,
by the heading itself or by the column beside it. What is left says "the number" in many words
(核定数字, 填报值): in a list of indicators such a heading splits no figure. Knows no Django.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from jiedui.forms.rewording import core_of, plain_label
from jiedui.kernel.place import name_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from jiedui.forms.facets import Facets
    from jiedui.forms.labels import LabelReader
    from jiedui.forms.layout import Line, Slot, Table

_FILLS = r"(?:负责|统一|另行|据实)?(?:核填|填写|填报|填列|填入|提供|掌握|核定|审核|复核|审定|填)"
_BY = re.compile(rf"由(?P<who>[^,;。()“”\"由]{{1,20}}?)(?:会同[^,;。()“”]{{0,16}}?)?{_FILLS}")
_IN_BRACKETS = re.compile(
    rf"\((?:此[栏列项行])?(?:由(?P<by>[^()]{{1,16}}?)|(?P<who>[^()按以照如]{{0,10}}?[方省市州县区办局委组处科员人]|[^()]{{0,6}}(?:部门|单位|中心))){_FILLS}\)"
)
_NOT_TO_FILL = re.compile(r"(?:不(?:必|需|用|要)?|免|无[需须]|勿)填|留空|空着")
_UNLESS = re.compile(r"没有|无(?![需须])|缺|查不|不详|不清|不能|无法|如|若|未")
_QUOTED = re.compile(r"[“\"「『《]([^“”\"「」『』《》]{1,16})[”\"」』》]")
_PART = re.compile(r"[,，。;；\n]")
_OURS = re.compile(
    r"[我本贵你各该]区|区(?:合作|对口|扶贫|协作)|(?:填报|填表|贵|你|本|报送)(?:单位|部门|方)|各单位"
    r"|(?:支援|帮扶|援助|结对|协作)[方区]$|^(?:上海市?|沪)方?$|^东部方?$"
)
_REPORTED = re.compile(r"上报|自报|填报|自查|自评|申报|呈报|报送|我区|本区|我方|本方|本单位")
_CHECKED = re.compile(
    r"审核|复核|核定|核实|核准|审定|认定|抽查|督查|检查|评估|确认|上级|对方|复查|核查|修正|调整后"
)
_DIFFERENCE = re.compile(r"差异|差额|差数|相差|误差|出入|偏差|是否")
_SIDE = re.compile(
    r"(?P<who>.{1,9}?)(?:一?方|一侧)?(?:填报|上报|提供|核定|核对|统计|掌握|反馈|填)?的?(?:数据|数字|数值|数|值)"
)


def keep_ours(tables: Sequence[Table], lines: Iterable[str], reader: LabelReader) -> None:
    """Take the cells that another side fills, or nobody, out of tables."""
    notes = [part for line in lines for part in _PART.split(line)]
    for table in tables:
        heads = list(dict.fromkeys(slot.heads for slot in table.slots if slot.heads))
        others = {one for one in heads if _is_others(one, notes, reader)}
        others |= _beside([one for one in heads if one not in others], reader)
        if others and len(others) < len(heads):
            named = {head for one in others for head in one if reader.read(head).places}
            table.captions = (*sorted(named), *table.captions)  # With whom the form is settled.
            table.slots = [one for one in table.slots if one.heads not in others]
        rows = [one for one in table.slots if not _is_row_of_others(one, reader)]
        if rows:
            table.slots = rows


def plain_headings(tables: Sequence[Table], reader: LabelReader) -> frozenset[str]:
    """Return headings and labels whose unknown words split no figure.

    An unknown word over every column that is filled sets none of them apart where each row says
    itself what is counted; the same word over one of several columns may. A column 类型 tells of
    what kind a place is that the row names beside it, where each place has one row.
    """
    found: set[str] = set()
    for table in tables:
        found |= _kinds_told(table, reader)
        heads = list(dict.fromkeys(slot.heads for slot in table.slots if slot.heads))
        if _are_indicators(table.lines, reader):
            found |= _alike(heads, reader) | _told_apart(heads, reader)
            found |= _chapters(table.lines, reader)
        found |= _over_all(heads, reader)
    return frozenset(found)


def _alike(heads: Sequence[tuple[str, ...]], reader: LabelReader) -> set[str]:
    """Return headings that say nothing, where every column has the same unknown words."""
    unknown = [tuple(word for head in one for word in reader.read(head).unknown) for one in heads]
    if not heads or not unknown[0] or len(set(unknown)) > 1:
        return set()
    return {plain_label(head) for one in heads for head in one if not _says(reader.read(head))}


def _told_apart(heads: Sequence[tuple[str, ...]], reader: LabelReader) -> set[str]:
    """Return headings of unknown words alone over or under others that tell the columns apart."""
    told = [[reader.read(head) for head in one] for one in heads]
    known = [
        tuple((one.span, one.status, one.times, one.places, one.sources) for one in several
              if _says(one))
        for several in told
    ]  # fmt: skip
    if len(set(known)) < len(known) or not all(known):
        return set()
    return {one.text for several in told for one in several if not _says(one)}


def _over_all(heads: Sequence[tuple[str, ...]], reader: LabelReader) -> set[str]:
    """Return the heading over all columns, where those below it each say what they count."""
    if (
        len(heads) < _FEW
        or len({one[0] for one in heads}) > 1
        or any(len(one) < 2 for one in heads)
    ):
        return set()
    says = all(any(reader.read(head).says_what for head in one[1:]) for one in heads)
    return {plain_label(heads[0][0])} if says else set()


_FEW = 2
_KIND = re.compile(r"类型|类别|性质|种类|方式|形式|关系")


def _kinds_told(table: Table, reader: LabelReader) -> set[str]:
    """Return labels under 结对类型 that only tell of what kind the row's place is."""
    told = [
        (plain_label(label), one)
        for line in table.lines
        for one in [[reader.read(label) for label in line.labels]]
        for label, head in zip(line.labels, line.under, strict=False)
        if _KIND.search(plain_label(head)) and not _says(reader.read(label))
    ]
    places = [place.places for _, one in told for place in one if place.places]
    is_each = len(set(places)) == len(places) == len(told)
    return {label for label, _ in told} if is_each else set()


_CHAPTER = re.compile(
    r"[一二三]级(?:指标|目录)|类别|分类|大类|板块|模块|方面|维度|部分|栏目|条目|章|篇|单元|位置"
)


def _chapters(lines: Sequence[Line], reader: LabelReader) -> set[str]:
    """Return labels under 一级指标 or 板块 that only part a list of indicators (产出, 效益)."""
    return {
        plain_label(label)
        for line in lines
        for label, head in zip(line.labels[:-1], line.under, strict=False)
        if _CHAPTER.search(plain_label(head)) and not _says(reader.read(label))
    }


def _are_indicators(lines: Sequence[Line], reader: LabelReader) -> bool:
    """Whether most rows say what they count."""
    named = [reader.read(one.labels[-1]) for one in lines if one.labels]
    said = sum(one.says_what or bool(one.projects or one.payers) for one in named)
    return bool(named) and 5 * said >= 3 * len(named)


# --- columns -----------------------------------------------------------------------------------


def _is_others(heads: tuple[str, ...], notes: Sequence[str], reader: LabelReader) -> bool:
    """Whether a heading, or a note on it, says that somebody else fills the column or nobody."""
    inside = [
        is_own
        for head in heads
        for is_own in [_told_in(head, reader), _sided(head, reader)]
        if is_own is not None
    ]
    if inside:
        return not inside[-1]
    name = core_of(heads[-1])
    for part in notes:
        plain = plain_label(part)
        quoted = [core_of(one) for one in _QUOTED.findall(plain)]
        if name not in quoted and not (len(name) > 2 and name in plain and not quoted):
            continue
        by = _BY.search(plain)
        if by is not None:
            return not _is_ours(by["who"], reader)
        if name in quoted and _NOT_TO_FILL.search(plain) and not _UNLESS.search(plain):
            return True
    return False


_FIELD = re.compile(r"(?P<who>.+?)(?:填写|填报|填列|填)(?:一?栏|列|内容|部分|数据|事项|项)?")


def _sided(head: str, reader: LabelReader) -> bool | None:
    """Return whether a heading gives its columns to us: 甲方（嘉定区）填写栏; None = to nobody."""
    found = _FIELD.fullmatch(plain_label(head))
    if found is None:
        return None
    who = found["who"]
    if _OURS.search(who) or _names_own_district(who, reader):
        return True
    is_other = bool(reader.read(who).places) or re.search(r"乙方|受援|对方|上级|审核|核查", who)
    return False if is_other else None


def _told_in(text: str, reader: LabelReader) -> bool | None:
    """Return whether words in brackets say that we fill it: 由受援县填写; None = nothing of it."""
    plain = plain_label(text)
    found = _IN_BRACKETS.search(plain)
    if found is not None:
        return _is_ours(found["by"] or found["who"], reader)
    is_none = re.search(r"\((?:不填|免填|不必填|无需填写?|此[栏列行项]不填)\)", plain)
    return False if is_none else None


def _is_ours(who: str, reader: LabelReader) -> bool:
    plain = re.sub(r"^(?:市|省|州|县)(?=[一-鿿]{2})", "", who) if len(who) > 3 else who
    return bool(_OURS.search(plain)) or _names_own_district(who, reader)


def _names_own_district(who: str, reader: LabelReader) -> bool:
    districts = [one for one in reader.known.owners if not one.endswith("0000")]
    return any(name_of(one)[:-1] in who for one in districts)


def _beside(heads: Sequence[tuple[str, ...]], reader: LabelReader) -> set[tuple[str, ...]]:
    """Return the columns that hold the other side's numbers beside ours, and what they differ by.

    Of several headings under one group that say no more than "the number", one is ours: the one of
    our own district, or of what was reported and not checked.
    """
    found: set[tuple[str, ...]] = set()
    for group in dict.fromkeys(one[:-1] for one in heads):
        plain = [one for one in heads if one[:-1] == group and _is_number(one[-1], reader)]
        ours = [one for one in plain if _is_our_number(one[-1], reader)]
        checked = [one for one in plain if _is_their_number(one[-1], reader)]
        if len(plain) > 1 and not ours:
            ours = [one for one in plain if one not in checked]
        if len(ours) == 1:
            found |= {one for one in plain if one not in ours}
    return found


def _is_number(head: str, reader: LabelReader) -> bool:
    """Whether a heading says no more than "the number", of which side it is, or the difference."""
    core = core_of(head)
    told = reader.read(head)
    if _DIFFERENCE.search(core):
        return not (told.subject or told.sources or told.span)
    side = _SIDE.fullmatch(core)
    named = side is not None and (_is_ours(side["who"], reader) or _is_place(side["who"], reader))
    return named or not (_says(told) or told.unknown or told.narrower)


def _is_our_number(head: str, reader: LabelReader) -> bool:
    side = _SIDE.fullmatch(core_of(head))
    is_named = side is not None and _is_ours(side["who"], reader)
    return is_named or (_REPORTED.search(head) is not None and not _CHECKED.search(head))


def _is_their_number(head: str, reader: LabelReader) -> bool:
    core = core_of(head)
    side = _SIDE.fullmatch(core)
    is_named = side is not None and _is_place(side["who"], reader)
    return is_named or bool(_CHECKED.search(core) or _DIFFERENCE.search(core))


def _is_place(who: str, reader: LabelReader) -> bool:
    """Whether words are a place's name and no more: 云南, 久治县."""
    told = reader.read(who.removesuffix("方"))
    return bool(told.places) and not (told.subject or told.unknown or told.narrower)


def _is_row_of_others(slot: Slot, reader: LabelReader) -> bool:
    told = [_told_in(one, reader) for one in (slot.line.section, *slot.line.labels)]
    return any(one is False for one in told)


def _says(told: Facets) -> bool:
    """Whether words say anything that a figure may be asked by."""
    return bool(
        told.says_what or told.family or told.categories or told.places or told.payers
        or told.projects or told.span or told.base or told.times or told.status or told.stage
        or told.roles or told.without or told.including
    )  # fmt: skip
