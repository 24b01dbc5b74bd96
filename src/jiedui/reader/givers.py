"""Who gave a number: by its source, and by the names beside it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from jiedui.reader.parties import LEAD, levelled, party_of
from jiedui.reader.reading import Measure, Party
from jiedui.reader.sides import Side

if TYPE_CHECKING:
    from collections.abc import Mapping

    from jiedui.reader.naming import Mention
    from jiedui.reader.passage import Draft, Passage
    from jiedui.reader.sides import Sides
    from jiedui.reader.vocabulary import Vocabulary

_LONE = re.compile(
    r"((?![这该全本此])[^\W\d_a-zA-Z的在来去到向给由和与,]{1,14}?(?:合作社|有限公司|公司|集团|商会|协会|学会|基金会|慈善会|"
    r"银行|民政局|教育局|局|街道|寺|村|社区|企业家|校友会|红十字会|工商联))(?:[^\W\d]{0,6})$"
)
_PRIVATE = re.compile(r"合作社|公司|集团|商会|协会|学会|基金会|慈善会|寺|企业家|校友会|红十字会|村")
_PAIRED = re.compile(r"对口|结对|结成|牵手")
_ADJUSTED = re.compile(r"调整为|改为|变更为|转为")
_BY = re.compile(
    r"由([^,。;]{2,20}?)(?:认捐|捐赠|捐助|捐资|捐献|捐|出资|承担|援建|提供|投入|筹措|负担|配套|支付)"
)
_BY = re.compile(
    r"由([^,。;]{2,20}?)(?:认捐|捐赠|捐助|捐资|捐献|捐|出资|承担|援建|提供|投入|筹措|负担|配套|支付)"
)


class Givers:
    """Finds who gave the numbers of a page; `now` are the parties in force, kept by `Roles`."""

    def __init__(self, sides: Sides, words: Vocabulary, now: Mapping[Side, Party | None]) -> None:
        self._sides = sides
        self._now = now
        self._to = words.pattern("send", "to")

    def of(self, draft: Draft) -> Party | None:
        """Return who gave a number, by its source and the names beside it."""
        passage, number = draft.passage, draft.number
        gap = passage.gap(number)
        own = self._own(passage, number.start - len(gap), number.start)
        by = _BY.search(passage.after(number))
        if by and draft.source in (None, "donation"):
            return Party(by[1])
        if draft.source == "self":
            mine = own if own and self._sides.of(own.key) is Side.RECEIVES else None
            return party_of(mine) if mine else self._now[Side.RECEIVES]
        if draft.source == "central":
            return Party("中央")
        if own is not None and self._side(own) is Side.GIVES:
            return levelled(draft.source, party_of(own))
        is_gift = draft.measure is Measure.MONEY or draft.source == "donation"
        lone = _LONE.search(_cut(gap)) if is_gift else None
        if lone and not re.search(r"投资|建|占地|改", lone[0][len(lone[1]) :]):
            draft.source = draft.source or ("donation" if _PRIVATE.search(lone[1]) else None)
            return Party(LEAD.sub("", lone[1]))
        now = self._now[Side.GIVES] or later(self._sides, draft, Side.GIVES)
        return levelled(draft.source, now) if now else None

    def _own(self, passage: Passage, start: int, end: int) -> Mention | None:
        """Return the party named last between the number before and this one."""
        named = [
            one for one in passage.named(start, end)
            if not self._to.search(passage.text[max(0, one.start - 1) : one.start])
        ]  # fmt: skip
        return named[-1] if named else None

    def _side(self, mention: Mention) -> Side:
        return self._sides.of(mention.key)


def later(sides: Sides, draft: Draft, side: Side) -> Party | None:
    """Return the party of a side named behind a number in its clause."""
    passage = draft.passage
    end = passage.phrase(draft.number.start)[1]
    for one in passage.named(draft.number.end, min(end, draft.number.end + 80)):
        if sides.of(one.key) is side:
            return party_of(one)
    return None


def _cut(gap: str) -> str:
    """Return the last clause of the words before a number."""
    return re.split(r"[,:;、(]", gap)[-1]
