"""Numerals that are no claim, with the reason: ordinals, numbers of documents, phones, idioms."""

from __future__ import annotations

import enum
import re
from typing import TYPE_CHECKING, NamedTuple

from jiedui.reader.numerals import SIGNS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jiedui.reader.vocabulary import Vocabulary


class Reason(enum.StrEnum):
    """Why a numeral is not taken as a claim."""

    DATE = "date"
    DURATION = "duration"
    ORDINAL = "ordinal"
    NUMBERING = "numbering"
    CODE = "code"
    NAME = "name"
    IDIOM = "idiom"
    RANGE = "range"
    VAGUE = "vague"
    SCOPE = "scope"
    HEADLINE = "headline"
    BACKGROUND = "background"
    UNRELATED = "unrelated"


class Aside(NamedTuple):
    """A span of a block that is no claim."""

    start: int
    end: int
    reason: Reason


_SHAPES = re.compile(
    rf"(?=[\d第首头〔\[((A-Za-z+邮热电账传卡表图印①-⑳{SIGNS}])(?:(?P<ordinal>第[{SIGNS}\d]+(?:批次|批|次|届|期|轮|名|位|号|个|条|版|章|节|站|年|座|所|家|季度|产业|方)?(?!季度)"
    rf"|[首头][{SIGNS}\d]?[批次届期轮年名个])"
    r"|(?P<document>[〔\[(]\d{4}[〕\])]\s?第?\d+号|(?<!\d)\d+号(?:文|令|公告|简报|文件|院|楼|线)?"
    r"|(?:No|NO|no)\.?\s?\d+|(?:GB|T|Q)/?T?\s?\d[\d.-]*)"
    r"|(?P<phone>\+?\d{2,4}-\d{3,4}-?\d{4,8}|(?<!\d)0\d{2,3}-?\d{7,8}(?!\d)"
    r"|(?<!\d)1[3-9]\d(?:\d{8}|[ -]\d{4}[ -]\d{4})(?!\d)"
    r"|(?<!\d)[48]00-?\d{3,4}-?\d{3,4}(?!\d)|(?<!\d)\d{4}(?: \d{4}){1,4}(?: \d{1,4})?(?!\d)"
    r"|(?:邮编|热线|电话|账号|传真|邮政编码|卡号|Tel|Desk)[::]?\s?[\d-]+)"
    r"|(?P<figure>(?:(?<![^\W\d_])|(?<=[见如由附续]))[表图]\s?\d{1,2}(?![\d.%万亿元张份个幅块]))"
    r"|(?P<copies>印(?:发|制|数)?\s?\d{1,4}\s?份|附[表件图]\s?\d{1,2}\s?[张份个页件])"
    r"|(?P<plate>(?<=[\u4e00-\u9fff])[A-Z][·.]?[A-Z0-9]{5,6}(?![A-Za-z0-9]))"
    r"|(?P<code>(?<![A-Za-z])(?!RMB|CNY|km|KM)[A-Za-z]{1,6}[-.]?\d+(?:[-.]\d+)*(?![\d%万亿元]))"
    r"|(?P<clock>(?<!\d)\d{1,2}:\d{2}(?!\d)"
    r"|(?<!\d)(?:19|20)\d{2}(?P<sep>[-./])\d{1,2}(?P=sep)\d{1,2}(?!\d)"
    r"|\d{1,2} [ap]m\b|\d{1,2}[点时]\d{1,2}分)"
    r"|(?P<ratio>(?<![\d.])\d+[/:]\d+(?![\d.年]))"
    rf"|(?P<list>(?:(?<=^)|(?<=[。;!?\s]))\s*(?:[((](?:\d{{1,2}}|[{SIGNS}]{{1,3}})[))]|\d{{1,2}}[.、]\s?(?=\d{{4}}年|[^\d\s])"
    rf"|[{SIGNS}]{{1,3}}、|[①-⑳]))"
    rf"|(?P<inner>[((](?:\d{{1,2}}|[{SIGNS}]{{1,2}})[))]))"
)  # fmt: skip
"""Shapes of numerals that state nothing; the signs looked for first spare the long way."""

_REASONS = {
    "ordinal": Reason.ORDINAL, "document": Reason.CODE, "phone": Reason.CODE,
    "plate": Reason.CODE, "code": Reason.CODE, "clock": Reason.DATE, "ratio": Reason.NUMBERING,
    "figure": Reason.NUMBERING, "copies": Reason.CODE,
    "list": Reason.NUMBERING, "inner": Reason.NUMBERING,
}  # fmt: skip


_ENDS_IN_TONG = ("系", "传", "血")
"""Signs with which 统 ends a word, so that 一 begins the next: 系统一套."""


def asides_in(text: str, words: Vocabulary) -> Iterator[Aside]:
    """Yield the spans of a text whose numerals state nothing, by their shape alone."""
    for found in _SHAPES.finditer(text):
        start = found.start() - (found.lastgroup == "plate")
        yield Aside(start, found.end(), _REASONS[found.lastgroup or "code"])
    for found in words.distracting("idioms").finditer(text):
        if found[0] == "统一" and text[found.start() - 1 : found.start()] in _ENDS_IN_TONG:
            continue
        if not _is_inside_numeral(text, *found.span()):
            yield Aside(*found.span(), Reason.IDIOM)


def _is_inside_numeral(text: str, start: int, end: int) -> bool:
    """Whether an expression is only a piece of a longer numeral: 一万一千, 二百一十分."""
    before, after = text[start - 1 : start], text[end : end + 1]
    leads = text[start] in SIGNS and before != "" and before in SIGNS
    ends = text[end - 1] in SIGNS and after != "" and after in SIGNS
    return leads or ends
