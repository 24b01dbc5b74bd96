"""Headings of days by their parts: planned or actual, of what, its beginning or its end.

拟到岗日期, 计划|离岗 and 服务终止年月 are known words in an order nobody has listed. What stands
before the edge is one of the words that the kind's own headings of days have there, or of a span
above it: 验收完成时间 is no end of a project. Knows no Django.
"""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING, NamedTuple

from jiedui.exchange.kinds.declaration import FieldKind
from jiedui.reader.text import normal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jiedui.exchange.kinds.declaration import Field, Kind

_PLANNED = "计划|预计|预期|预定|拟定|约定|规定|原定|暂定|要求|应|拟"
_ACTUAL = "实际|现已|已|实"
_ASPECT = re.compile(rf"^(?:(?P<planned>{_PLANNED})|(?P<actual>{_ACTUAL}))")
_ASPECT_ABOVE = re.compile(
    rf"(?P<actual>实际|在岗|履职|到离岗)|(?P<planned>{_PLANNED}|期限|任期|周期)"
)
_ARRIVES = "到岗|上岗|到任|赴任|赴岗|进驻|报到|入岗|抵达|到达|到"
_LEAVES = "离岗|离任|返回|返岗|返程|撤回|离开|卸任|撤离|归队|回原单位|返"
_STARTS = "开始|起始|始于|开工|动工|开建|启动|进场|开班|开课|开训|入学|派出|始|起|自"
_ENDS = (
    "结束|终止|截止|截至|期满|届满|到期|完工|竣工|建成|投入使用|交付使用|投用|交付|完成|结业|结班|结课|结训|闭班|返派|止于|"
    "讫|止|至"
)
_DATE_WORD = "时间|节点|日期|年月日|年月|时点|日"
_OF_DAYS = re.compile(
    rf"(?P<stem>.*?)(?:(?P<arrives>{_ARRIVES})|(?P<leaves>{_LEAVES})|(?P<starts>{_STARTS})|"
    rf"(?P<ends>{_ENDS}))(?P<what>建设|实施|培训|施工|工作|挂职|服务|投用|交付|使用|岗位)?(?:{_DATE_WORD})?"
)
_TWO_EDGES = re.compile(r"起止|起讫|始末|到离|开竣|开完|往返|起至")
_SUBJECT = re.compile(
    r"(?:项目|工程|建设|实施|施工|培训|活动|人员|干部|人才|本次|时间|日期|期限|期|的|、|及)*"
)
_EDGES = ("arrives", "leaves", "starts", "ends")
_START_NAMES = ("start_date", "planned_start", "actual_start")

EDGE = 86
"""The score of a heading that says an edge by its parts."""

_NAMED_ASPECT = 20
"""How much more it says where it tells planned from actual."""


class _Edge(NamedTuple):
    aspect: str
    stem: str
    edge: str

    @property
    def is_start(self) -> bool:
        return self.edge in ("arrives", "starts")


class EdgeField(NamedTuple):
    """A field of days that a heading says by its parts, with a score."""

    score: int
    field: Field


def edge_field(kind: Kind, levels: Sequence[str]) -> EdgeField | None:
    """Return the day that a heading says by its parts, None where it says none.

    Args:
        kind: The kind of return.
        levels: The heading's levels, comparable, from the top.
    """
    fields = {one.name: one for one in reversed(kind.fields) if one.kind is FieldKind.DATE}
    said = _said(levels[-1])
    if said is None or not (_is_of_kind(kind, said) or _is_under_span(kind, levels)):
        return None
    aspect = said.aspect or _above(levels)
    side = "start" if said.is_start else "end"
    if f"planned_{side}" in fields:
        lent = aspect or ("actual" if said.edge in ("arrives", "leaves") else "planned")
        field = fields.get(f"{lent}_{side}")
    else:
        field = fields.get(f"{side}_date")
    if field is None:
        return None
    return EdgeField(EDGE + (_NAMED_ASPECT if aspect and "planned_start" in fields else 0), field)


@functools.lru_cache(maxsize=4096)
def _said(text: str) -> _Edge | None:
    if _TWO_EDGES.search(text):
        return None
    found = _ASPECT.match(text)
    aspect = found.lastgroup or "" if found else ""
    rest = text[found.end() :] if found else text
    said = _OF_DAYS.fullmatch(rest)
    if said is None:
        return None
    edge = next(name for name in _EDGES if said[name])
    return _Edge(aspect, said["stem"], edge)


def _is_of_kind(kind: Kind, said: _Edge) -> bool:
    return bool(_SUBJECT.fullmatch(said.stem)) or said.stem in _stems(kind.code, kind)


def _is_under_span(kind: Kind, levels: Sequence[str]) -> bool:
    """Whether a level above says a time from and to."""
    if len(levels) == 1:
        return False
    return any(
        field.kind is FieldKind.SPAN and text == normal(heading)
        for text in levels[:-1]
        for field in kind.fields
        for heading in (field.zh, *field.headings.split())
    )


def _above(levels: Sequence[str]) -> str:
    for text in reversed(levels[:-1]):
        found = _ASPECT_ABOVE.search(text)
        if found is not None:
            return found.lastgroup or ""
    return ""


_stems_known: dict[str, frozenset[str]] = {}


def _stems(code: str, kind: Kind) -> frozenset[str]:
    """Return what stands before the edge in the kind's own headings of days."""
    if code not in _stems_known:
        texts = (
            normal(heading).replace("|", "")
            for field in kind.fields
            if field.kind in (FieldKind.DATE, FieldKind.SPAN)
            for heading in (field.zh, *field.headings.split())
        )
        _stems_known[code] = frozenset(stem for text in texts if (stem := _stem(text)) is not None)
    return _stems_known[code]


def _stem(text: str) -> str | None:
    said = _said(text)
    if said is not None:
        return said.stem
    found = re.fullmatch(rf"(.+?)(?:起止|起讫)?(?:{_DATE_WORD}|期限|周期|期)", text)
    return _ASPECT.sub("", found[1]) if found else None
