"""Sums of money told without 元, as people say them: 2018年4100万,去年五千二百万."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from jiedui.reader.passage import Passage
    from jiedui.reader.quantities import Number

_LEAST = 10**4
_REACH = 40
"""So far in front of a number money may be named."""

_NEAR = 90
"""So far around a number its sentence may say that it tells of money."""

_SUMS = re.compile(r"资金|经费|款|财政|投资|投入|出资|[拨捐]|安排(?!就业)|销售额|营业额|产值|收入")
_PAYS = re.compile(r"(?:[投花掏拿筹砸批拨汇卖挣赚]|出资|花费)[了出来给下过去]{0,2}(?:约|近)?$")
"""Ends the words in front of a sum that somebody paid: 食品企业投了3600万建厂."""

_MONEY = re.compile(r"钱|资金|经费|款(?!待)|财政|预算|拨款|账上|[\d一二三四五六七八九十百千万亿]元")
_CLOSES = re.compile(r"了?(?:$|[,、;。:!?)”]|的?(?:[建修买搞办盖用给投]|钱))")
"""Follows a sum that is said without its coin: what it counts is no noun of its own."""

_OTHER = re.compile(
    r"[人户株棵亩斤吨只头羽瓶件册](?:次|口|数)?[,为有是达到]{0,2}$|人[口数次]|流量|点击|阅读"
)


def is_sum(passage: Passage, number: Number) -> bool:
    """Whether a number of 万 without a unit is so much money, by the words around it."""
    if number.value < _LEAST:
        return False
    text, start = passage.text, number.phrase[0]
    before = text[max(start, number.start - _REACH) : number.start]
    if _SUMS.search(before):
        return True
    if not _CLOSES.match(text, number.end) or _OTHER.search(before):
        return False
    low, high = number.sentence
    around = text[max(low, number.start - _NEAR) : min(high, number.end + _NEAR)]
    return _PAYS.search(number.gap) is not None or _MONEY.search(around) is not None
