"""Whether the words in front of a number say that firms or people gave it of their own."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from jiedui.reader.signs import bits_of

if TYPE_CHECKING:
    from jiedui.reader.passage import Passage
    from jiedui.reader.quantities import Number

_GIVERS = re.compile(r"(?:企业|乡贤|侨联|商会|妇联|工商联|校友|侨胞|爱心人士)(?:捐?了|出了)?$")
"""Who gives of his own where only the name stands before a sum: 镇财政30万元,企业27万元."""

_FIRM_GIVES = re.compile(r"(?:公司|集团|家委会|校友会|基金会|银行|协会|总会)(?:捐?了|出了)?$")
_DONATES = re.compile(r"捐|善款|爱心|收到|出自|来自|帮扶资金|资助")
"""A firm in front of a sum gave it of its own, where its sentence tells of gifts."""

_BRINGERS = re.compile(
    r"商会|公司|集团|企业|协会|学会|基金会|慈善会|红十字会|"
    r"老人|阿婆|阿姨|大[妈爷]|老太|奶奶|爷爷|女士|先生|网友|小朋友|会员|党员|市民|居民|村民|乡亲|职工|师生|同学|学生|家长|爱心|志愿者"
)
_BRINGS = re.compile(
    r"(?:公司|集团|企业|工?厂|家委会|校友会|商会|协会|学会|基金会|慈善会|银行|酒店|商户|店铺|书店|药店|先生|女士|老板|网友|爱心人士)"
    r"[^,。;\d]{0,14}?(?:又|还|也|再|专门|连夜)?(?:送[来去到给]?|捐建?|赠|寄|运来)了?[^,。;\d]{0,12}$"
)
"""Ends the words in front of what firms and persons send of their own: 一家电子厂给小学送来课桌."""

_BROUGHT = re.compile(r"拿出|掏出|捧出|[送寄运汇]来|[送寄运汇]去|送出|寄出")
_FUNDS = re.compile(r"扶持|支持|帮助|补助|奖励|发放|贷款|带动|引进|投资|[给向为对]")

_GIVEN_BY = re.compile(
    r"^[^,。;:\d]{0,8}(?:企业|公司|单位|商家|市民|职工|群众|网友|人士)[^,。;:\d]{0,8}捐"
    r"|由[^,。;]{0,16}(?:认捐|捐)|(?:来自|属于?|为)[^,。;]{0,10}(?:捐|自筹)"
    r"|由[^,。;]{1,12}(?:自筹|自行|自己)"
    r"|由(?:当地|本地|县里|群众|农户|[^,。;]{1,8}?[县旗州乡镇村])[^,。;]{0,4}(?:筹措|筹集|解决|配套|承担)"
)
_ALL_GIVEN = re.compile(
    r",(?:(?:全部|全都?|均|都|悉数)(?:由|是|系|来自)|由(?!此)(?=[^,。;:“”、]{2,16}捐[赠款资]))[^,。;\d]{2,20}捐"
)
"""Follows a sum of which all was given: 总价值25.36万元,全部由慈善总会捐赠."""

_PUT_TOGETHER = re.compile(
    r",?(?:全|都|全部)?[是由][^,。;:]{0,16}(?:企业|公司|商[户家会]|市民|居民|干部|职工|群众|网友|师生|校友|党员|人士|乡亲)"
    r"[^,。;:]{0,8}?[捐攒凑](?:出来|起来|齐)?的"
)
"""Follows a sum that firms or people put together: 18万元,是商户和居民攒的."""

_RAISED = re.compile(r",?(?:全|都|全部)?由[^,。;:\d]{1,12}?(?:自筹|自己|自行|筹措)")
"""Follows a sum that those who are helped found themselves: 12万元,由群众自筹."""

_REACH = 40
"""Who gave a number stands no further behind it."""

_SENDS, _HANDS = bits_of("送捐赠寄运"), bits_of("拿掏捧送寄运汇")
_NAMES = bits_of("业贤联会友胞士司团行")


_REACH = 400
"""So many signs before what it brought a drive is told of."""

_DRIVE = re.compile(r"募捐|捐款活动|捐赠(?:仪式|活动)|义卖|义演|爱心捐|募集活动|认捐")
_COLLECTED = re.compile(
    r"(?:现金|折价|折款|折合|[款财]物|善款|物资|捐款)[^,。;\d]{0,6}$|(?:[收筹募]到|[筹募]得)[^,。;\d]{0,4}$"
)
"""Ends the words in front of what a drive for gifts, told before, has brought."""


def is_given(passage: Passage, number: Number) -> bool:
    """Whether who gives of his own stands in front of a number, alone or with what he did."""
    before, gap = number.before, number.gap
    is_collected = _COLLECTED.search(gap) and _DRIVE.search(
        passage.text, max(0, number.start - _REACH), number.start
    )
    if is_collected or (number.signs & _SENDS and _BRINGS.search(gap)):
        return True
    if number.around & _HANDS and _BROUGHT.search(before) and _BRINGERS.search(gap):
        return True
    if not number.signs & _NAMES:
        return False
    if _FUNDS.search(before):
        return False
    if _GIVERS.search(gap[-8:]):
        return True
    is_firm = _FIRM_GIVES.search(gap[-8:]) is not None
    return is_firm and _DONATES.search(passage.text, *number.sentence) is not None


def told_behind(passage: Passage, number: Number) -> str | None:
    """Return the source that the words behind a number tell: a gift, or what the helped raised."""
    behind = number.after
    end = number.end
    if _PUT_TOGETHER.match(passage.text, end, min(number.clause[1] + _REACH, end + _REACH)):
        return "donation"
    if _RAISED.match(passage.text, end):
        return "self"
    found = _ALL_GIVEN.match(passage.text, end, end + _REACH)
    if found is None and ("捐" in behind or "由" in behind or "自筹" in behind):
        found = _GIVEN_BY.search(behind)
    if found is None:
        return None
    return "donation" if "捐" in found[0] else "self"
