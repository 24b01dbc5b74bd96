"""Whether all of a form is of a plan or of what was done, where a note says so. Knows no Django.

本表均为年初计划数, 除“已完工”外均为计划数. What a row or a column says itself goes before it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from jiedui.forms.rewording import core_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from jiedui.forms.around import Around
    from jiedui.forms.facets import Facets
    from jiedui.forms.labels import LabelReader

_BUT = re.compile(
    r"^除(?:了|去)?[“\"「『]?(?P<but>[^,;]{1,24}?)[”\"」』]?(?:一?[栏列项行]|指标|数据)?(?:以外|之外|外),?"
)
_OF_FORM = re.compile(
    r"^(?:(?:本|此|该|全|整|各|其[余他它]|以上|上述|上列|所有|全部|一律|统一|均|都|仅|只|表|报表|台账|页|张|中|内|"
    r"所[列填]|[栏列项行]|数据|数字|数值|数额|数|额|指标|内容|填报|填列|的)*)"
    r"(?:均|都|一律|统一|全部|仅|只)*(?<!不)(?:为|系|是指|是|指|填写|填报|填列|填|反映|统计|按)(?P<told>[^,;]{2,24})"
)
_PARTS = re.compile(r"[,()]")
_OPEN, _CLOSE = r"[“\"「『]?", r"[”\"」』]?"
_EXCEPT = re.compile(
    rf"(?:其中|但|仅|只有)?{_OPEN}(?P<but>[^,;“”\"]{{2,14}}?){_CLOSE}(?:一?[栏列项行]|指标|数据)?"
    r"(?:的|数|者|情况)?(?:除外|不在此列|(?:为|填|系|是|按)[^,]*?(?:实际|完成|已))"
    rf"|实际[^,]{{0,10}}在{_OPEN}(?P<column>[^,;“”\"]{{2,14}}?){_CLOSE}[栏列项行]"
)
"""“已完工”除外, “已完工”栏填实际数: what the form does not lay down."""

_SAID = re.compile(r"不|勿|免|未(?!实施)|和|与|及|或|、|分别")
"""计划数与实际数分别填列 lays nothing down for the form."""

_COUNTED = re.compile(
    r"(?:数据?|额|值|口径|安排|情况|表|填[报列写]?|预算|计划|统计|指标|发生|编制)(?:填[报列写]?|统计)?$"
)
_SHORT = 2


class Status(NamedTuple):
    """Whether a form is "planned" or "actual", and the words of labels of which it is not."""

    name: str
    but: tuple[str, ...] = ()


def status_in(clause: str, reader: LabelReader) -> Status | None:
    """Return what a clause lays down for the whole form, None = nothing."""
    but = _BUT.match(clause)
    parts = [one for one in _PARTS.split(clause[but.end() :] if but else clause) if one]
    for at, part in enumerate(parts):
        found = _OF_FORM.match(part)
        if found is None or _SAID.search(part) or not _COUNTED.search(found["told"]):
            continue
        told = reader.read(found["told"])
        if told.status is None or told.is_both or told.places or told.subject:
            continue
        named = [but["but"]] if but else []
        rest = (one for one in map(_EXCEPT.match, parts[at + 1 :]) if one)
        named += [one["but"] or one["column"] for one in rest]
        return Status(told.status, tuple(term for words in named for term in _named(words)))
    return None


def _named(words: str) -> tuple[str, ...]:
    parts = re.split(r"[”\"」』]?[、和及与][“\"「『]?", words)
    return tuple(one for one in parts if len(one) >= _SHORT)


def laid_down(status: Status | None, labels: Iterable[str]) -> str:
    """Return what a form says of a cell with labels that say nothing of it themselves."""
    if status is None:
        return ""
    cores = [core_of(one) for one in labels]
    is_but = any(term in core for term in status.but for core in cores)
    return {"planned": "actual", "actual": "planned"}[status.name] if is_but else status.name


_DERIVED = re.compile(
    r"(?:不得|不能|不可|不应|不宜|不要|不准|禁止|严禁|勿|不)(?:自行|擅自|再|作|做|予|以|用|由|按)*[^,;。]{0,14}?"
    r"(?:推算|倒推|倒算|推断|推定|相减|倒扣|倒挤|反推|换算得出|匡算|估算)"
    r"|(?:无法|无从|不能|难以)(?:准确|单独|分别)*(?:分列|拆分|分段|划分|区分)|分不开"
)
"""不得用全程数推算分段数: what no one told by itself stays empty."""


def forbids_deriving(clause: str) -> bool:
    """Whether a clause forbids to work a number out of those of a longer period.

    >>> forbids_deriving("不得用全程数推算分段数"), forbids_deriving("按实际数填报")
    (True, False)
    """
    return _DERIVED.search(clause) is not None


_SCORES = re.compile(r"自[查评]|评价|考核|绩效|验收|审计|督[查导]|检查")
"""A title that judges what was done, whatever was aimed at: 绩效目标自查表."""

_REPORTS = re.compile(r"完成|执行|落实|进展|进度|实际|实绩|结果|成效|核对|情况")
"""A title that reports on a plan, where rows say which of them are planned."""


def is_of_plan(titles: Iterable[Facets]) -> bool:
    """Whether a title is of a plan, and neither reports on it nor judges what came of it."""
    told = [one for one in titles if one.status is not None]
    is_plain = not any(_REPORTS.search(one.text) or _SCORES.search(one.text) for one in told)
    return bool(told) and is_plain and all(one.status == "planned" for one in told)


def is_done(heading: Facets) -> bool:
    """Whether a heading says itself what came of a plan: 到位, 实际, 完成率."""
    is_rate = heading.operation in {"completion_rate", "arrival_rate", "utilisation_rate"}
    return heading.status == "actual" or heading.stage is not None or is_rate


def _is_title(section: Facets) -> bool:
    """Whether a section only titles its rows or reports on a plan, and is no plan of anything."""
    names = section.span or section.places or section.subject
    return not names or _REPORTS.search(section.text) is not None


def _accumulates(around: Around) -> bool:
    """Whether a row counts 2013年以来, which no plan does: a group 培训任务 over it only titles."""
    own = [told[-1] for told in (around.row, around.head) if told]
    return any(one.span is not None and one.span.is_since and not one.status for one in own)


def is_planned(around: Around) -> bool:
    """Return whether the plan is asked; a title says so where rows and columns do not differ."""
    is_apart, section = around.planned_apart, around.section
    far = [section] if section and (is_apart == "columns" or _is_title(section)) else []
    far += [one for one in around.context if is_apart == "columns" or _REPORTS.search(one.text)]
    far = far if is_apart else [one for one in around.context if _SCORES.search(one.text)]
    outer = [*around.row[:-1], *around.head[:-1]] if _accumulates(around) else []
    for one in (*around.near, *around.parent):
        if one.status is not None and not any(one is other for other in outer):
            return one.status == "planned"
    if around.status:
        return around.status == "planned"
    for one in around.told:
        if any(one is other for other in (*far, *outer)):
            continue
        if one.status is not None:
            return one.status == "planned"
    return False
