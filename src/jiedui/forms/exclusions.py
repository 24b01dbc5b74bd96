"""What a label takes out, or says is in: 不含捐赠类, 捐赠类不计, 含捐赠. Knows no Django."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from jiedui.kernel.place import covers

if TYPE_CHECKING:
    from collections.abc import Sequence

AID = ("MUNICIPAL_POOLED", "DISTRICT_FISCAL", "TOWNSHIP", "SOCIAL_DONATION")
"""The purses that aid is paid from."""

TREASURIES = AID[:2]
"""The public ones among them, city and district."""

_NOT = r"不(?:含|包括|包含|计入|列入|计|统计|算)"
_END = r"(?=[,，。;；)）|]|$)"
_WITHOUT = re.compile(
    rf"(?:均|都)?(?:{_NOT}|剔除|扣除|除去|未含|未包括)(?:在内)?(?P<after>(?!(?:入|在内)(?:[,，。;；)）]|$)).+?)(?:[以之]?后)?{_END}"
    r"|除(?P<beside>.+?)(?:以?外|之外)"
)
_LEFT_OUT = re.compile(
    r"(?P<lead>^|[,，。;；(（|])(?P<before>[^,，。;；()（）|]{2,14}?)"
    rf"(?:(?:均|都|一律|暂)?(?:{_NOT}|不列|不纳入|不(?:作|予|做)(?:统计|计算|考虑)|不在(?:统计|计算)?(?:之列|范围)?|未(?:列|计|纳|算)入|未统计|未包括在|未含在)(?:在?内)?|除外|另行?(?:计|列|统计|填|报)(?:[于入在]?[上下附另]表)?){_END}"
)
"""捐赠类不计, 捐助除外: what is left out stands before the word."""

_INCLUDING = re.compile(
    rf"(?<![不未])(?:(?:其中)?(?:含|包括|包含)(?:有)?|连同|加上|算上|外加|连带)(?!在?内)(?P<told>.+?)(?:在内|合并计算)?{_END}"
)


NOT_DONE = re.compile(
    r"(?:尚未|没有|还未|未|拟|待)(?:予以|正式|实际)*(?:实施|落实|安排|执行|发生|兑现|下达)"
)
"""不含尚未实施的部分: what was done is counted, as it is anyway."""


def taken_out(text: str) -> list[str]:
    """Return the words for what a text takes out.

    >>> taken_out("项目数(不含捐赠类)"), taken_out("捐助类不计"), taken_out("项目数")
    (['捐赠类'], ['捐助类'], [])
    """
    after = [one["after"] or one["beside"] for one in _WITHOUT.finditer(text)]
    return after + [one["before"] for one in _LEFT_OUT.finditer(_WITHOUT.sub("", text))]


def put_in(text: str) -> list[str]:
    """Return the words for what a text says is in.

    >>> put_in("含捐赠类"), put_in("连同捐赠项目在内"), put_in("不含捐赠类")
    (['捐赠类'], ['捐赠项目'], [])
    """
    return [one["told"] for one in _INCLUDING.finditer(_bare(text))]


def without_sides(text: str) -> str:
    """Return a text without what it takes out or puts in.

    >>> without_sides("项目数,不含捐赠类"), without_sides("捐助类不计")
    ('项目数,', '')
    """
    return _INCLUDING.sub("", _bare(text))


def _bare(text: str) -> str:
    return _LEFT_OUT.sub(lambda one: one["lead"], _WITHOUT.sub("", text))


_ROUGH = r"(?:约数|概数|估算数|不确切的?数)"
_EXACT_ONLY = re.compile(
    rf"{_NOT}{_ROUGH}|除{_ROUGH}|{_ROUGH}[^,;。]{{0,4}}(?:{_NOT}|除外)|[仅只]计确数"
)
_KNOWN_ONLY = re.compile(
    r"(?:不明|不详|未知|不清|不掌握|未列明|没有金额|无金额)[^,;。]{0,6}"
    r"(?:不计|不列|不加|不算|除外|不含|不统计|略去)"
    r"|(?:已|能)?(?:确切|明确|确定|知|查明|列明|公布)了?的?(?:金额|数额|价值)的?(?=\)|$)"
    r"|(?:金额|数额|价值)(?:已|能)?(?:确切|明确|已知|清楚|可查|查明)的?[^,;。]{0,6}(?:合计|之和|总计|小计)"
)


def leaves_out_unknown(text: str) -> bool:
    """Whether words say that amounts that are not known are not counted.

    >>> leaves_out_unknown("合计(金额不明的不计)"), leaves_out_unknown("合计")
    (True, False)
    """
    return _KNOWN_ONLY.search(text) is not None


def leaves_out_rough(text: str) -> bool:
    """Whether words say that amounts known roughly are not counted.

    >>> leaves_out_rough("合计(不含约数)"), leaves_out_rough("合计(金额不明的不计)")
    (True, False)
    """
    return _EXACT_ONLY.search(text) is not None


@dataclass(frozen=True, slots=True)
class Exclusion:
    """What a note takes out, and of which subject (None = wherever it can be).

    Attributes:
        subject: What is counted.
        codes: What is taken out of it.
        words: The note.
        places: The recipients that it speaks of, () = all.
        is_of_others: Whether it speaks of all but those.
    """

    subject: str | None
    codes: tuple[str, ...]
    words: str
    places: tuple[str, ...] = ()
    is_of_others: bool = False

    def holds(self, subject: str | None, places: Sequence[str]) -> bool:
        """Whether it bears on a subject of some recipients."""
        if self.subject not in {None, subject}:
            return False
        return not self.places or self._among(places) == {not self.is_of_others}

    def divides(self, subject: str | None, places: Sequence[str]) -> bool:
        """Whether it bears on some of the recipients of a subject, and not on the others."""
        return (
            self.subject in {None, subject}
            and bool(self.places)
            and (not places or len(self._among(places)) > 1)
        )

    def _among(self, places: Sequence[str]) -> set[bool]:
        """Return whether each recipient is one that it names."""
        return {any(covers(wide, one) for wide in self.places) for one in places}
