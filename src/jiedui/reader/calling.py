"""What a page itself calls the things its numbers count or pay for: 食用菌大棚, 支教老师, 增长率.

A price and what all of them cost are of the thing bought, a share is of its part. Where nothing
beside a number names it, the section does, if its title names a sector (三、劳务协作).
"""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING

from jiedui.reader.families import in_phrase
from jiedui.reader.layout import HEADING, PROSE
from jiedui.reader.reading import MONEY, PERCENT, Relation

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from jiedui.reader.found import Found
    from jiedui.reader.passage import Draft, Passage
    from jiedui.reader.vocabulary import Vocabulary

_TITLE = re.compile(
    r"\s*(?:[一二三四五六七八九十]{1,3}、|[((][一二三四五六七八九十]{1,3}[))]|【|[◆●■▲])\s*"
    r"([\u4e00-\u9fff]{2,8})(?:[。】:—\s]|$)"
)
_LEAD = re.compile(r"\s*([\u4e00-\u9fff]{4})[\u4e00-\u9fff]{2,8}。")
"""A short sentence that opens a paragraph and says what it is about: 产业合作扎实推进。"""

_SCHOOL = re.compile(r"(?:中学|小学|学校|幼儿园|完小|[一二三四五六七八九十]中)$")
_CLINIC = re.compile(r"(?:医院|卫生院)$")

_VERBS = re.compile(
    r"(?=[^\W\d]本?月|[其捐比上去了的为共达约是有由将又再已经先后从被把给向对在其与各每较累合总投安拨建办新购添完发用收提实"
    r"只改援修另选委派赴到落支帮资赠送开举组引吸增减降价折还也都今全年当目同以及等])"
    r"(?:其中|捐(?!款)[赠献助]?|比?上年|比?去年|[^\W\d]本?月底?|"
    r"[了的为共达约是有由将又再已经先后从被把给向对在其与各每比较]|累计|合计|总计|投入|安排|拨付|建成|建起|办起|新建|新[增派植栽修]|"
    r"购[买置]|添置|完成|发放|用[于去在]|收到|提供|实施|只有|[改援捐共]建|修[复建缮]?|另外?|[选委]?派出?|选派|赴|到|"
    r"落实|支持|帮助|资助|赠送?|送[来去给]?|开展|举办|组织|引进|吸纳|增[加至]|减[少至]|降[低至到]|支出|"
    r"价值|折价|折合|总投资|投资|还|也|都|今年|去年|全年|年度|当年|目前|同比|以及|及|等)"
)
_NOUN = re.compile(r"([\u4e00-\u9fff][\u4e00-\u9fff、和]{0,8}[\u4e00-\u9fff])\s*$")
_RUN = re.compile(r"[\u4e00-\u9fff、]{2,12}\s*$")
_BEHIND = re.compile(r"(?:贫困|脱贫)?([\u4e00-\u9fff]{2,6})")
_CUT = re.compile(r"[也已都在到来去被得将就的了,。;、]|全部|受益|参[加与]|来自|其中")
_EMPTY = re.compile(
    r"^(?:资金|款项|经费|帮扶资金|协作资金|财政资金|项目|人数|人员|两项|三项|[^、]{0,6}(?:财政|县|区|市|镇|乡|村))$"
)
_REACH = 20
"""So many signs in front of a number may name what it counts."""

_GROWTH = "增长率"
_JOINS = "·"


def call(passages: Iterable[Passage], found: Found, words: Vocabulary) -> None:
    """Give the numbers of a page the words that it has for what they are of."""
    sectors = words.naming("categories")
    title = ""
    for passage in passages:
        said = _TITLE.match(passage.text)
        if said or passage.block.kind is HEADING:
            told = said[1] if said else passage.text.strip()[:8]
            title = told if sectors.search(told) else ""
        if passage.block.kind is PROSE:
            lead = _LEAD.match(passage.text)
            leads = lead is not None and (sectors.search(lead[1]) or "结对" in lead[1])
            _call_all(passage.drafts, lead[1] if lead and leads else title)
    for relation, total, parts, _ in found.rows:
        _hand_over(relation, total, parts)


def joined(*names: str | None) -> str | None:
    """Return names as one, without those that others hold already."""
    said = [name for name in names if name]
    if len(said) < 2:
        return said[0] if said else None
    told = said[:1]
    for name in said[1:]:
        if name not in _JOINS.join(told):
            told = [*(one for one in told if one not in name), name]
    return _JOINS.join(told) or None


def _call_all(drafts: Sequence[Draft], title: str) -> None:
    last: Draft | None = None
    for one in drafts:
        one.called = _own(one)
        goes_on = last is not None and in_phrase(last, one)
        goes_on = (
            goes_on
            and last is not None
            and (one.measure in (MONEY, PERCENT) or one.family == last.family)
        )
        if not one.called and goes_on and last is not None:
            one.called = last.called
        one.titled = title or (_field_of(one.recipient.name) if one.recipient else "")
        last = one


@functools.lru_cache(maxsize=1024)
def _field_of(name: str) -> str:
    """Return the sector of the school or hospital that gets a number, "" where it is none."""
    return "教育" if _SCHOOL.search(name) else "卫生" if _CLINIC.search(name) else ""


def _own(draft: Draft) -> str:
    """Return the noun in front of a number, else the one behind it."""
    number = draft.number
    clauses = number.gap[-_REACH:].split(",")
    for words in clauses[:-3:-1]:
        run = _RUN.search(words)
        said = _NOUN.search(_VERBS.sub(" ", run[0])) if run else None
        if said and not _EMPTY.match(said[1]):
            return said[1]
        if draft.measure in (MONEY, PERCENT):
            return ""
        behind = _BEHIND.match(_CUT.split(number.after, 1)[0])
        if behind and not _EMPTY.match(behind[1]):
            return behind[1]
    return ""


def _hand_over(relation: Relation, total: Draft, parts: Sequence[Draft]) -> None:
    if relation is Relation.GROWTH:
        total.called = _GROWTH
    elif relation is Relation.RATIO:
        total.called = total.called or parts[0].called
    elif relation is Relation.PRODUCT:
        things = [one for one in parts if one.measure is not total.measure and one.called]
        for one in (total, *parts) if things else ():
            if one.measure is total.measure:
                one.called = things[0].called
    elif relation is Relation.DIFF and not total.called:
        total.called = parts[0].called
