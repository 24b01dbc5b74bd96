"""What stands beside a count makes it a statement or only a word of scope: its list, its price."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from jiedui.kernel.quantity import Wording

if TYPE_CHECKING:
    from jiedui.reader.passage import Passage
    from jiedui.reader.quantities import Number

_DONE_TO = re.compile(
    r"(?:扶持|培育|建设|新建|建立|建成|成立|创办|创建|实施|开设|加固|引进|引入|改造|修建|援建|捐建|添置|购置|签订|打造"
    r"|(?:^|(?<=[,;:、。年月底初后县市区旗镇乡]))(?:[新又再还共]{0,2})(?:开|办|建|修|搭|盖|设|挖|打|装|购|买|添|配|架|铺)了?)"
    r"[\u4e00-\u9fff]{2,8}$|(?:落户|入驻|签约|投产|开业)了?$"
)
"""Ends the words in front of a count that stands behind what was done: 扶持合作社七家."""

_THING = re.compile(r"[\u4e00-\u9fffA-Z]{2,10}$")
_PRICED = re.compile(
    r"[,(]\s?(?:支出|造价|投入|投资|总投资|花费?|价值|耗资|资金|用款)?"
    r"[\d一二三四五六七八九十百千][\d.,一二三四五六七八九十百千]*万?元"
)
"""Follows the count of a thing with its price: 彩超两台,108万元."""

_FOR_THOSE = re.compile(r"(?:对|凡|凡是|给予)[^,。;]{0,14}$")
_OF_WHOM = re.compile(
    r"(?:及以上)?的(?:企业|单位|车间|合作社|农户|家庭|学校|公司|经营主体|大户|个人)"
)
_ADDS_UP = re.compile(r"[,、](?:共计?|合计|总计|一共|总共|计|加起来)[有是为]?$")
_SOME = 3
"""So many counts of one unit make a list and its sum."""

_PLACE = 12
"""The name of a place is no longer."""

PLACES = frozenset("村 镇 乡 县 街道 社区".split())


def is_by_place(passage: Passage, number: Number) -> bool:
    """Whether a count without a noun stands right behind its place: 天祝县35个,开工34个."""
    if number.after[:1].isalnum() or number.unit != "个":
        return False
    named = passage.named(max(number.clause[0], number.start - _PLACE), number.start)
    return bool(named) and named[-1].end == number.start


def is_condition(passage: Passage, number: Number) -> bool:
    """Whether a number says from how many on a rule holds: 对吸纳10人以上的企业另有奖励."""
    if number.wording is not Wording.AT_LEAST:
        return False
    text, start = passage.text, number.clause[0]
    is_of = _OF_WHOM.match(text, number.end) is not None
    return is_of and _FOR_THOSE.search(text, start, number.start) is not None


def is_in_a_sum(passage: Passage, number: Number) -> bool:
    """Whether a small count is one of three and more of its unit, one of them all together."""
    near = passage.numbers[max(0, number.index - 6) : number.index + 7]
    told = [one for one in near if one.sentence == number.sentence and one.unit == number.unit]
    if number.unit in PLACES or number.value == 1 or len(told) < _SOME:
        return False
    return any(_ADDS_UP.search(one.gap) for one in told[1:])


def is_told_of(passage: Passage, number: Number) -> bool:
    """Whether its sentence tells more of what a number counts: 去年14家,今年又签5家,现有19家."""
    near = passage.numbers[max(0, number.index - 4) : number.index + 5]
    told = [one for one in near if one is not number and one.sentence == number.sentence]
    return sum(one.unit == number.unit and one.kind == number.kind for one in told) > 1


def is_priced(passage: Passage, number: Number) -> bool:
    """Whether a count of things stands between their name and their price: CT一台,315万元."""
    is_thing = number.kind == "items" and _THING.search(number.gap) is not None
    return is_thing and _PRICED.match(passage.text, number.end) is not None


def is_told_last(passage: Passage, number: Number) -> bool:
    """Whether a count ends its clause behind what was built or helped, so it is a count indeed."""
    is_last = passage.text[number.end : number.end + 1] in ",、;。"
    return is_last and _DONE_TO.search(number.gap) is not None
