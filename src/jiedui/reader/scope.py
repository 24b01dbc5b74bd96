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
_MEMBER = re.compile(r"[、,;和:]?\s?(?:其中)?[\u4e00-\u9fff]{2,8}$")
_OWN_BAG = re.compile(
    r"(?:信封|口袋|衣兜|裤兜|背包|帆布包|挎包|提包|行囊|怀)[里中](?![^,。;]{0,8}捐)[^。;]{0,14}$"
    r"|(?:小卖[部店铺]|地摊|路边摊?|街边|杂货铺|集市?上)[^,。;]{0,8}(?:买|称|捎)了?$"
)
"""Ends the words in front of what somebody carries or buys for himself: 帆布包里多了两瓶醋."""

_LABEL = re.compile(r"\s*[◆●■▲★◇○□•·▪►【(]+\s*([\u4e00-\u9fff]{2,8})[】)]?\s*[。:,]")
"""Opens a paragraph with what it is about: ◆扶贫车间。现有24个."""

_THING_NAME = re.compile(r"[\u4e00-\u9fff]{1,5}[罐桶柜架床椅桌灯泵炉缸锅机仪械棚井窖塔亭箱]$")
_STAGE = re.compile(r"[,;、:]?\s?$")
_STAGES = "一二三四五六七八九十"
_STAGE_DOES = re.compile(r"[修建铺架投为是有完\d]|工程|项目|计划|总投资|占地")
_SOME = 3
"""So many counts of one unit make a list and its sum."""

_FEW = 10
"""Nobody carries more of anything with him."""

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


def is_in_a_list(passage: Passage, number: Number) -> bool:
    """Whether a count is one of three and more, each behind its own noun: 产业11个、教育六个."""
    near = passage.numbers[max(0, number.index - 6) : number.index + 7]
    told = [one for one in near if one.phrase == number.phrase and one.unit == number.unit]
    ends = (",", "、", ";", "。")
    run = [
        one for one in told
        if _MEMBER.fullmatch(one.gap) and passage.text[one.end : one.end + 1] in ends
    ]  # fmt: skip
    is_one = any(one is number for one in run)
    return is_one and len(run) >= _SOME and any(one.value > 1 for one in run)


def is_stage(passage: Passage, number: Number) -> bool:
    """Whether 三期 is the third stage, told behind the second: 二期修了8公里,三期修了9公里."""
    text, sign = passage.text, passage.text[number.start : number.start + 1]
    at = _STAGES.find(sign) if number.unit in ("期", "批") and number.is_written else -1
    if at < 1 or number.end - number.start != len(sign) + len(number.unit):
        return False
    if not _STAGE.fullmatch(text, number.start - len(number.gap), number.start):
        return False
    earlier = text.find(_STAGES[at - 1] + number.unit, number.sentence[0], number.start)
    return earlier >= 0 and _STAGE_DOES.match(text, number.end) is not None


def noun_of_label(text: str, nouns: re.Pattern[str]) -> str:
    """Return the noun that opens a paragraph and says what it counts, "" where none does."""
    label = _LABEL.match(text)
    named = nouns.search(label[1]) if label else None
    return named[0] if named and label and named.end() == len(label[1]) else ""


def is_thing(number: Number) -> bool:
    """Whether the words right in front of a count name a thing by its last sign: 发酵罐18个."""
    is_last = not number.after[:1].isalnum()
    return is_last and _THING_NAME.search(number.gap) is not None


def is_of_own(passage: Passage, number: Number) -> bool:
    """Whether a small number of things is what somebody carries or buys for himself."""
    if number.value > _FEW or number.kind not in ("items", "other", "thing"):
        return False
    text, start = passage.text, max(number.sentence[0], number.start - _PLACE * 2)
    return _OWN_BAG.search(text, start, number.start) is not None


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
