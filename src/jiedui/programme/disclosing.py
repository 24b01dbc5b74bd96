"""The text of a notice to the public: made from the record, so that it names nobody's numbers.

Which fields a moment must tell: DOMAIN 3.6. Whoever tells cannot write free text into a notice, and
every field passes the mask for identity, mobile and bank numbers. Knows no Django.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from jiedui.kernel import place
from jiedui.kernel.codes import CATEGORIES, SOURCES
from jiedui.kernel.identity import mask, mask_number, personal_numbers
from jiedui.programme.drafting import words_of
from jiedui.programme.outcomes import MOMENTS

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

_LONG = re.compile(r"[0-9][0-9 -]{13,24}[0-9Xx]")


class Facts(NamedTuple):
    """What of a project a notice may tell."""

    name: str
    place: str
    location: str
    category: str
    year: int
    content: str
    unit: str
    mechanism: str
    total_fen: int
    parts: Mapping[str, int]
    starts: dt.date | None
    ends: dt.date | None
    households: int | None
    people: int | None
    paid_fen: int
    settled_fen: int | None
    contractor: str
    accepted_on: dt.date | None


class Told(NamedTuple):
    """One line of a notice: its heading and its words; "" where the record has none."""

    heading: str
    words: str


HEADINGS_EN = {
    "项目名称": "project",
    "项目类别": "category",
    "实施地点": "place",
    "建设任务": "scope",
    "资金规模": "size of the funds",
    "资金来源": "sources of the funds",
    "实施单位": "unit in charge",
    "实施期限": "term",
    "联农带农(带贫)机制": "benefit mechanism",
    "绩效目标": "targets",
    "施工单位": "contractor",
    "已支付金额": "amount paid",
    "审定金额": "settled amount",
    "验收日期": "day of acceptance",
}
"""The headings of a notice in English, for those who read the desk; a notice itself is Chinese."""

_COMMON = ("项目名称", "实施地点", "资金规模", "实施单位", "联农带农(带贫)机制", "绩效目标")
MANDATORY: dict[str, tuple[str, ...]] = {
    "LIBRARY": _COMMON,
    "PLAN": (*_COMMON, "建设任务", "资金来源", "实施期限"),
    "BEFORE": (*_COMMON, "建设任务", "实施期限", "施工单位"),
    "AFTER": (*_COMMON, "建设任务", "已支付金额", "验收日期"),
}
"""What each moment must tell."""


def safe(text: str) -> str:
    """Return a text in which no identity, mobile or bank number can be read."""
    return _LONG.sub(lambda found: mask_number(found[0]), mask(text))


def is_personal_phone(text: str) -> bool:
    """Return whether a complaint phone is somebody's own: a mobile number."""
    return any(True for _ in personal_numbers(text))


def told(facts: Facts, moment: str) -> list[Told]:
    """Return the lines of a notice, the mandatory ones and what else is known."""
    where = f"{place.name_of(facts.place, form=place.Form.FULL)}{facts.location}"
    term = f"{facts.starts}至{facts.ends}" if facts.starts and facts.ends else ""
    counts = ((facts.households, "户"), (facts.people, "人"))
    reach = "".join(f"{number}{unit}" for number, unit in counts if number)
    parts = "、".join(
        f"{SOURCES[source].zh}{words_of(amount)}"
        for source, amount in facts.parts.items()
        if source in SOURCES
    )
    words = {
        "项目名称": facts.name,
        "项目类别": CATEGORIES[facts.category].zh if facts.category in CATEGORIES else "",
        "实施地点": where,
        "建设任务": facts.content,
        "资金规模": words_of(facts.total_fen) if facts.total_fen else "",
        "资金来源": parts,
        "实施单位": facts.unit,
        "实施期限": term,
        "联农带农(带贫)机制": facts.mechanism,
        "绩效目标": f"受益{reach}" if reach else "",
        "施工单位": facts.contractor,
        "已支付金额": words_of(facts.paid_fen) if facts.paid_fen else "",
        "审定金额": words_of(facts.settled_fen) if facts.settled_fen is not None else "",
        "验收日期": str(facts.accepted_on) if facts.accepted_on else "",
    }
    wanted = MANDATORY[moment]
    return [
        Told(heading, safe(text)) for heading, text in words.items() if text or heading in wanted
    ]


def missing(lines: list[Told], moment: str) -> list[str]:
    """Return the mandatory headings that a notice has no words for."""
    known = {one.heading for one in lines if one.words}
    return [heading for heading in MANDATORY[moment] if heading not in known]


def notice(
    lines: list[Told], moment: str, *, phone: str, on: dt.date, until: dt.date | None
) -> str:
    """Return the text of a notice."""
    days = f"{on}至{until}" if until else f"{on}起"
    body = "\n".join(f"{one.heading}:{one.words}" for one in lines if one.words)
    return f"{MOMENTS[moment][0]}\n{body}\n公示(公告)期:{days}\n监督电话:{phone}"
