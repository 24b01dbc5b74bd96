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


_AT_START = r"(?:(?<=^)|(?<=[。;!?:\s]))"
_BEGINS = rf"[\d{SIGNS}①-⑳第首头〔\[((A-Za-z+邮热电账传卡表图印]"
_SHAPES_BY_SIGN = {
    r"\d{1,7}[号:/ 点时、.和及-]|\d{8}": {
        "years": r"(?<!\d)(?:19|20)\d{2}(?:[、和及](?:19|20)\d{2})*(?=[、和及](?:19|20)\d{2}年)",
        "numbered": r"(?<!\d)\d+号(?:文|令|公告|简报|文件|院|楼|线)?",
        "phone": r"\d{2,4}-\d{3,4}-?\d{4,8}|(?<!\d)0\d{2,3}-?\d{7,8}(?!\d)"
        r"|(?<!\d)1[3-9]\d(?:\d{8}|[ -]\d{4}[ -]\d{4})(?!\d)"
        r"|(?<!\d)[48]00-?\d{3,4}-?\d{3,4}(?!\d)"
        r"|(?<!\d)\d{4}(?: \d{4}){1,4}(?: \d{1,4})?(?!\d)",
        "clock": r"(?<!\d)\d{1,2}:\d{2}(?!\d)"
        r"|(?<!\d)(?:19|20)\d{2}(?P<sep>[-./])\d{1,2}(?P=sep)\d{1,2}(?!\d)"
        r"|\d{1,2} [ap]m\b|\d{1,2}[点时]\d{1,2}分",
        "ratio": r"(?<![\d.])\d+[/:]\d+(?![\d.年])",
        "list": rf"{_AT_START}\d{{1,2}}[.、]\s?(?=\d{{4}}年|[^\d\s])",
    },
    rf"[{SIGNS}①-⑳]": {"item": rf"{_AT_START}(?:[{SIGNS}]{{1,3}}、|[①-⑳])"},
    "[第首头]": {
        "ordinal": rf"第[{SIGNS}\d]+"
        r"(?:批次|[批次届期轮名位号个条版章节站年座所家方]|季度|产业)?(?!季度)"
        rf"|[首头][{SIGNS}\d]?[批次届期轮年名个]"
    },
    r"[〔\[((]": {
        "document": r"[〔\[(]\d{4}[〕\])]\s?第?\d+号",
        "mark": rf"{_AT_START}[((](?:\d{{1,2}}|[{SIGNS}]{{1,3}})[))]",
        "inner": rf"[((](?:\d{{1,2}}|[{SIGNS}]{{1,2}})[))]",
    },
    "[A-Za-z]": {
        "standard": r"(?:No|NO|no)\.?\s?\d+|(?:GB|T|Q)/?T?\s?\d[\d.-]*",
        "desk": r"(?:Tel|Desk)[::]?\s?[\d-]+",
        "plate": r"(?<=[\u4e00-\u9fff])[A-Z][·.]?[A-Z0-9]{5,6}(?![A-Za-z0-9])",
        "code": r"(?<![A-Za-z])(?!RMB|CNY|km|KM)[A-Za-z]{1,6}[-.]?\d+(?:[-.]\d+)*(?![\d%万亿元])",
    },
    r"\+": {"abroad": r"\+\d{2,4}-\d{3,4}-?\d{4,8}"},
    "[邮热电账传卡]": {"line": r"(?:邮编|热线|电话|账号|传真|邮政编码|卡号)[::]?\s?[\d-]+"},
    "[表图]": {
        "figure": r"(?:(?<![^\W\d_])|(?<=[见如由附续]))[表图]\s?\d{1,2}(?![\d.%万亿元张份个幅块])"
    },
    "印": {"copies": r"印(?:发|制|数)?\s?\d{1,4}\s?份"},
}  # fmt: skip
"""Shapes of numerals that state nothing, by what they begin with."""


def _shapes() -> re.Pattern[str]:
    """Return the one pattern of all shapes; only those that may begin at a place are tried."""
    branches = [
        f"(?={begins})(?:{'|'.join(f'(?P<{name}>{shape})' for name, shape in shapes.items())})"
        for begins, shapes in _SHAPES_BY_SIGN.items()
    ]
    return re.compile(f"(?={_BEGINS})(?:{'|'.join(branches)})")


_SHAPES = _shapes()
_REASONS = {
    "ordinal": Reason.ORDINAL, "clock": Reason.DATE, "years": Reason.DATE,
    "ratio": Reason.NUMBERING,
    "figure": Reason.NUMBERING, "list": Reason.NUMBERING, "item": Reason.NUMBERING,
    "mark": Reason.NUMBERING, "inner": Reason.NUMBERING,
}  # fmt: skip


_ENDS_IN_TONG = ("系", "传", "血")
"""Signs with which 统 ends a word, so that 一 begins the next: 系统一套."""


def asides_in(text: str, words: Vocabulary) -> Iterator[Aside]:
    """Yield the spans of a text whose numerals state nothing, by their shape alone."""
    for found in _SHAPES.finditer(text):
        start = found.start() - (found.lastgroup == "plate")
        yield Aside(start, found.end(), _REASONS.get(found.lastgroup or "", Reason.CODE))
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
