"""我县 and 贵区 as the places they mean: speeches, letters and reports that name them only once.

Who writes is told by who is addressed (贵), by the signature, or by the title. A sign of rank (区,
县, 市, 州, 旗) then means the place of that rank that the writer's or the addressee's side names
most.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from jiedui.kernel.placekey import name_of
from jiedui.reader.layout import HEADING, PROSE
from jiedui.reader.naming import Mention
from jiedui.reader.reading import Party
from jiedui.reader.sides import GIVES, RECEIVES, is_posted
from jiedui.reader.writers import Writer, addressee_of, said_of, signer_of, writer_of, you_in

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jiedui.reader.naming import Names
    from jiedui.reader.passage import Passage
    from jiedui.reader.sides import Side, Sides

_SAID = re.compile(
    r"(?P<who>[我贵])(?P<rank>[区县市州旗省]|[镇乡](?!村|亲|贤))(?![里域内外长政委])|(?P<all>贵地|贵方)"
)
_OFFICE = re.compile(
    r"(?P<rank>[区县市州旗])(?<![^\W\d_][区县市州旗])(?=工商联|民政局|教育局|卫健局|卫计局|残联|妇联|慈善|红十字会|总工会)"
)
_DONATES = re.compile(r"[\u4e00-\u9fff]{2,12}?(?:捐|出资|募集)")
_SIGNED = re.compile(r"政府|委|局|办|指挥部|工作组|前指|领导小组")
_LETTER = re.compile(r"此致|敬礼|见字如[面晤]|感\s?谢\s?信")
_I_AM_OF = re.compile(
    r"(?<![^\W\d_])(?:我|我们)(?:们)?(?:是|来自|在)(?P<home>[\u4e00-\u9fff]{3,24}?"
    r"(?:小学|中学|学校|幼儿园|医院|卫生院|卫生室|合作社|福利院|敬老院))(?:[的当教,做]|工作|任)"
)
_TOWN, _TOWN_RANKS = 4, "镇乡"
_A_LINE = 60
_LAST = 4
"""A page is signed in so many blocks at its end."""


class Addressed:
    """Resolves 我县, 贵区 and 我院 on one page.

    Attributes:
        writer: The organisation that the page is about or by, or that a letter thanks; None when
            it is none.
        home: The school, clinic or village that a letter is from, of the receiving side, or where
            the writer is posted; None when the letter speaks of its county too, or is none.
        signer: The village or school that signs a letter in which no place that receives is named.
    """

    def __init__(self, passages: Sequence[Passage], sides: Sides, names: Names) -> None:
        self._sides = sides
        self._names = names
        self._known: dict[tuple[str, str], Mention | None] = {}
        self._towns = _towns(passages)
        self._is_addressed = any("贵" in one.text and _SAID.search(one.text) for one in passages)
        self._addressee = addressee_of(passages, sides)
        self.writer = writer_of(passages, sides)
        if self._addressee is not None and self._addressee.gives:
            self.writer = Writer(self._addressee.name, self._addressee.key)
        self._author_side = self._author(passages)
        self.home = _home_of(passages, sides)
        self.signer = signer_of(passages, sides)
        posted = _posted(passages)
        if posted is not None:
            office, village = posted
            self.writer = self.writer or Writer(office.name, office.key)
            self.home = self.home or Party(village.name, (village.key,))

    def _author(self, passages: Sequence[Passage]) -> Side | None:
        """Return the side that writes: by its signature, else by the title."""
        signed = [one for one in passages[-_LAST:] if len(one.text) < _A_LINE and one.mentions]
        for one in reversed(signed):
            if _SIGNED.search(one.text):
                return self._sides.of(one.mentions[-1].key)
        for one in passages[:2]:
            if one.block.kind is HEADING and one.mentions:
                return self._sides.of(one.mentions[0].key)
        return None

    def name(self, passage: Passage) -> None:
        """Put the places that 我县 and 贵区 mean among the mentions of a passage."""
        text = passage.text
        found = self._own(passage)
        is_addressed = "我" in text or "贵" in text
        if not found and not is_addressed and "区" not in text and "县" not in text:
            return
        said_of_us = _SAID.finditer(text) if is_addressed else ()
        for said in (*said_of_us, *_OFFICE.finditer(text)):
            groups = said.groupdict()
            who = groups.get("who") or ("捐" if _DONATES.match(text, said.end()) else "")
            place = self._place(who, groups.get("rank") or "")
            taken = passage.named(said.start(), said.end())
            if place is not None and not taken:
                found.append(
                    Mention(said.start(), said.end(), place.name, place.key, place.level, place.own)
                )
        if not found:
            return
        found = self._names.with_tails(text, found, passage.mentions)
        passage.mentions = _joined([*passage.mentions, *found])

    def _own(self, passage: Passage) -> list[Mention]:
        """Return where a passage says 我院, 本会 or 公司 of its writer, 贵院 of whom it is to."""
        writer, you = self.writer, self._addressee
        if you is not None:
            return [Mention(*span, you.name, you.key, 5, you.name) for span in you_in(passage.text)]
        if writer is None or not writer.ours:
            return []
        spans = said_of(writer, passage.text)
        return [Mention(*span, writer.name, writer.key, 5, writer.name) for span in spans]

    def _place(self, who: str, rank: str) -> Mention | None:
        key = (who, rank)
        if key not in self._known:
            self._known[key] = self._found(who, rank)
        return self._known[key]

    def _found(self, who: str, rank: str) -> Mention | None:
        """Return the place that a sign of rank means, None where no place fits."""
        if rank in _TOWN_RANKS and rank:
            towns = [one for one in self._towns.get(who, ()) if one.own.endswith(rank)]
            return towns[0] if towns else None
        fitting = {side: self._best(side, rank) for side in (GIVES, RECEIVES)}
        ours = self._order(who)
        for side in ours:
            if fitting[side] is not None:
                return fitting[side]
        return None

    def _order(self, who: str) -> tuple[Side, Side]:
        """Return the sides in the order in which a word may mean them."""
        gives, receives = (GIVES, RECEIVES), (RECEIVES, GIVES)
        if self._is_addressed:
            writer = self._author_side if self._author_side in gives else RECEIVES
            is_writer = who != "贵"
            return receives if (writer is RECEIVES) is is_writer else gives
        if self._author_side is GIVES or (who == "捐" and self._author_side is None):
            return gives
        return receives

    def _best(self, side: Side, rank: str) -> Mention | None:
        counts = self._sides.counts
        keys = [key for key in counts if key and self._sides.of(key) is side and ":" not in key]
        names = self._sides.names
        fitting = [
            key
            for key in keys
            if not rank or name_of(key).endswith(rank) or names.get(key, "").endswith(rank)
        ]
        if not fitting:
            return None
        key = max(fitting, key=lambda one: counts[one])
        if not rank:
            key = self._sides.main(side) or key
        name = self._sides.names.get(key, name_of(key))
        level = 1 if key.endswith("0000") else 2 if key.endswith("00") else 3
        return Mention(0, 0, name, key, level, name)


def _towns(passages: Sequence[Passage]) -> dict[str, list[Mention]]:
    """Return the towns that 贵 and 我 mean: of the line a letter is to, and of its signature."""
    to = [one for one in passages[:_LAST] if one.text.rstrip().endswith(":")]
    by = [one for one in passages[-_LAST:] if len(one.text) < _A_LINE and "。" not in one.text]
    return {
        who: [each for one in lines for each in one.mentions if each.level == _TOWN]
        for who, lines in (("贵", to), ("我", by))
    }


def _home_of(passages: Sequence[Passage], sides: Sides) -> Party | None:
    """Return what a letter says its writer is of, where its county stands in that name alone."""
    if not any(_LETTER.search(one.text) for one in passages):
        return None
    for passage in passages:
        is_ours = passage.block.kind is PROSE and "我" in passage.text
        said = _I_AM_OF.search(passage.text) if is_ours else None
        within = passage.named(said.start("home"), said.end("home")) if said else []
        if said is None or not within or sides.of(within[-1].key) is not RECEIVES:
            continue
        own = within[-1]
        told = [one for each in passages for one in each.mentions if one.key == own.key]
        if own.level == 4 or any(one is not own for one in told):
            return None
        return Party(passage.text[own.start : said.end("home")], (own.key,))
    return None


def _posted(passages: Sequence[Passage]) -> tuple[Mention, Mention] | None:
    """Return the office that sent the writer, and to which village; None where nobody says I."""
    for passage in passages:
        for one, other in pairwise(passage.mentions):
            is_mine = "我" in passage.text[passage.sentence(one.start)[0] : other.start]
            if is_mine and other.key and is_posted(passage.text, one, other):
                return one, other
    return None


def _joined(mentions: list[Mention]) -> list[Mention]:
    """Return mentions in order; a town right behind 我县 is that county's."""
    joined: list[Mention] = []
    for one in sorted(mentions, key=lambda each: each.start):
        last = joined[-1] if joined else None
        if last is not None and one.start < last.end:
            continue
        if last is not None and last.end == one.start and last.level == 3 and one.level == 4:
            joined[-1] = Mention(
                last.start, one.end, last.name + one.own, one.key or last.key, 4, one.own
            )
        else:
            joined.append(one)
    return joined
