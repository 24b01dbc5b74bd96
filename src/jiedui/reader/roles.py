"""Who gave and who got, number by number.

First the frames of the clause (A向B捐赠, A派人赴B, 由A认捐, 自筹), then the parties named last on
each side, carried from sentence to sentence and from heading to paragraph.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from jiedui.kernel.placekey import covers, name_of, parents
from jiedui.reader.deixis import persons_go_over, takes_in
from jiedui.reader.layout import Kind
from jiedui.reader.parties import Group, levelled, party_of
from jiedui.reader.reading import Measure, Party
from jiedui.reader.sides import Side

if TYPE_CHECKING:
    from jiedui.reader.naming import Mention
    from jiedui.reader.passage import Draft, Passage
    from jiedui.reader.sides import Sides
    from jiedui.reader.vocabulary import Vocabulary

_JOINED = re.compile(r"\s?(?:、|和|与|及|以及|,|\()\s?")
_MET = re.compile(r"(?:召开|举行|举办|签订|签署)")
_SUBJECT_CUT = re.compile(
    r"通过|借助|以|组织|还|也|又|先后|主动|积极|专门|再次|共|累计|今年|去年|当年|年底|日前"
)
_LEAD = re.compile(
    r"^(?:例如|比如|其中|同时|此外|另外|另|此前|而|且|并|由|经|近日|日前|随后|最后|当天|现场)"
)
_LONE = re.compile(
    r"((?![这该全本此])[^\W\d_a-zA-Z的在来去到向给由和与,]{1,14}?(?:合作社|有限公司|公司|集团|商会|协会|学会|基金会|慈善会|"
    r"银行|民政局|教育局|局|街道|寺|村|社区|企业家|校友会|红十字会|工商联))(?:[^\W\d]{0,6})$"
)
_TO_WORDS = re.compile(
    r"(?:向|[为给](?=[^,。;]{1,14}[镇乡村校学院]))([^,。;\d向为给]{2,16}?)(?:无偿|定向|再次|又)?(?:捐|赠|援助|拨付)"
)
_SENDS = re.compile(r"[也还又则已]?(?:先后)?(?:派来|派去|派出|派遣|选派|选送|回派)")
_COMES = re.compile(r"来[^,。;]{0,3}(?:挂职|跟岗|跟班|学习|锻炼|顶岗|实训|就读)")
_OWN = re.compile(r"^(?:结对|对口|帮扶|受援)的?|^(?:我|该|本)?[县市州旗区]")
_SENT = re.compile(r"\bsent\b|回赠|送来|送出|寄来|捐出|赠给|送给")
_PRIVATE = re.compile(r"合作社|公司|集团|商会|协会|学会|基金会|慈善会|寺|企业家|校友会|红十字会|村")
_PAIRED = re.compile(r"对口|结对|结成|牵手")
_ADJUSTED = re.compile(r"调整为|改为|变更为|转为")
_BY = re.compile(
    r"由([^,。;]{2,20}?)(?:认捐|捐赠|捐助|捐资|捐献|捐|出资|承担|援建|提供|投入|筹措|负担|配套|支付)"
)


class Roles:
    """Gives every draft its parties; reads passages in order."""

    def __init__(self, sides: Sides, words: Vocabulary) -> None:
        self._sides = sides
        self._words = words
        self._now: dict[Side, Party | None] = {
            side: self._default(side) for side in (Side.GIVES, Side.RECEIVES)
        }
        self._main = self._now[Side.RECEIVES]
        self._is_paired = False
        self._listed = ((0, 0), 0)
        self._paired: tuple[Party | None, int, int] = (None, 0, 0)
        self._pair = words.pattern("pair")
        self._give = words.pattern("give")
        self._send = words.pattern("send", "words")
        self._stay = words.pattern("send", "stay")
        self._train = words.pattern("send", "train")
        self._work = words.pattern("send", "work")
        self._to = words.pattern("send", "to")
        self._return = words.pattern("send", "return_words")
        self._generic = words.pattern("send", "generic_recipient")
        self._receive = words.pattern("receive")

    def _default(self, side: Side) -> Party | None:
        key = self._sides.main(side)
        return Party(self._sides.names.get(key, name_of(key)), (key,)) if key else None

    def assign(self, passage: Passage) -> None:
        """Give the drafts of a passage donor and recipient."""
        if passage.block.kind is Kind.PROSE:
            self._return_to_main()
        groups = self._groups(passage)
        at = 0
        for draft in passage.drafts:
            while at < len(groups) and groups[at].start < draft.number.start:
                self._note(passage, groups[at])
                at += 1
            self._leave_list(passage, draft)
            self._judge(draft)
        for group in groups[at:]:
            self._note(passage, group)

    def _return_to_main(self) -> None:
        """Let an example inside the main recipient (a county of it) end with its paragraph."""
        held, main = self._now[Side.RECEIVES], self._main
        if held is None or main is None or self._is_paired:
            return
        is_inside = [
            key not in main.keys and any(covers(whole, key) for whole in main.keys)
            for key in held.keys
        ]
        told = self._sides.counts
        is_main = any(told[key] > told[one] for key in main.keys for one in held.keys)
        if is_main and is_inside and all(is_inside):
            self._now[Side.RECEIVES] = main

    def _leave_list(self, passage: Passage, draft: Draft) -> None:
        """Let places that shared a sum in a list end with its sentence."""
        sentence = passage.sentence(draft.number.start)[0]
        listed, count = self._listed
        if count > 1 and listed != (id(passage), sentence):
            self._is_paired = False
            self._return_to_main()
            self._listed = ((0, 0), 0)

    def _groups(self, passage: Passage) -> list[Group]:
        """Return a passage's mentions, those joined by 、 or 和 on the same side together."""
        groups: list[Group] = []
        for one in passage.mentions:
            last = groups[-1].mentions[-1] if groups else None
            if last is not None and self.side(last) is self.side(one):
                between = passage.text[last.end : one.start]
                if _JOINED.fullmatch(between):
                    holds = between.strip() == "(" and last.level < one.level
                    groups[-1].mentions = [one] if holds else [*groups[-1].mentions, one]
                    continue
            groups.append(Group([one], one.start))
        return groups

    def side(self, mention: Mention) -> Side:
        """Return the side a mention stands on."""
        return self._sides.of(mention.key)

    def carry(self, side: Side, party: Party) -> None:
        """Take a party as the one named last on a side."""
        self._now[side] = party

    def _note(self, passage: Passage, group: Group) -> None:
        """Carry a group on as the party named last on its side."""
        side = self.side(group.mentions[0])
        last = group.mentions[-1]
        before = passage.text[max(0, group.start - 12) : group.start]
        is_scene = before.endswith("在") and "记者" in before
        if side is Side.UNKNOWN or is_scene or _MET.match(passage.text, last.end):
            return
        held = self._now[side]
        is_province = all(parents(one.key).prefecture is None for one in group.mentions)
        if held is not None and is_province and len(group.mentions) == 1:
            return
        if side is Side.GIVES and (last.level == 5 or self._is_narrower(held, group)):
            return
        party = group.party
        if side is Side.RECEIVES:
            place = (id(passage), passage.sentence(group.start)[0])
            same = self._listed[0] == place
            self._listed = (place, self._listed[1] + 1 if same else 1)
            party = self._joined(passage, group, party)
            self._is_paired = (
                passage.block.kind is Kind.HEADING
                or _PAIRED.search(passage.text, max(0, group.start - 12), last.end + 12) is not None
            )
        self._now[side] = party

    def _is_narrower(self, held: Party | None, group: Group) -> bool:
        """Whether a group lies inside the party in force, as districts inside their city."""
        if held is None or not held.keys:
            return False
        return all(
            one.key not in held.keys and any(covers(key, one.key) for key in held.keys)
            for one in group.mentions
        )

    def _joined(self, passage: Passage, group: Group, party: Party) -> Party:
        """Return a group with the one before it when one sentence pairs both with the donor."""
        start, (earlier, at, end) = group.start, self._paired
        between = passage.text[end:start] if at == id(passage) and end <= start else "。"
        is_same = passage.sentence(start)[0] <= end and "。" not in between
        last = group.mentions[-1]
        if is_same and earlier and last.level == 3 and self._pair.search(between):
            known = parents(last.key).prefecture
            same = all(parents(key).prefecture == known for key in earlier.keys)
            if same and not _ADJUSTED.search(between) and last.key not in earlier.keys:
                own = "、".join(one.own for one in group.mentions)
                party = Party(f"{earlier.name}、{own}", (*earlier.keys, *party.keys))
        self._paired = (party if last.level == 3 else None, id(passage), last.end)
        return party

    def _judge(self, draft: Draft) -> None:
        passage = draft.passage
        framed = self._gift(draft) or self._movement(draft)
        donor, recipient = framed or (None, None)
        is_sent = framed is not None and donor is None and recipient == self._now[Side.GIVES]
        draft.donor = donor or (None if is_sent else self._donor(draft))
        draft.recipient = recipient or self._now[Side.RECEIVES] or self._later(draft, Side.RECEIVES)
        if draft.recipient and draft.donor and draft.recipient.name == draft.donor.name:
            draft.recipient = self._now[Side.RECEIVES]
        if draft.measure is Measure.HOUSEHOLDS and not framed:
            told = passage.before(draft.number) + passage.gap(draft.number)
            draft.donor = draft.donor if self._give.search(told) else None

    def _later(self, draft: Draft, side: Side) -> Party | None:
        """Return the party of a side named behind a number in its clause."""
        passage = draft.passage
        end = passage.phrase(draft.number.start)[1]
        for one in passage.named(draft.number.end, min(end, draft.number.end + 80)):
            if self.side(one) is side:
                return party_of(one)
        return None

    # ------------------------------------------------------------------ frames

    def _gift(self, draft: Draft) -> tuple[Party | None, Party | None] | None:
        """Read A向B捐赠 N: who stands before 向, who after it."""
        passage, at = draft.passage, draft.number.start
        start = passage.phrase(at)[0]
        for one in reversed(passage.named(max(start + 1, at - 160), at)):
            mark = passage.text[one.start - 1 : one.start]
            if mark not in "向给为对与和" or mark == "":
                continue
            between = passage.text[one.end : at]
            gives = mark == "给" or self._give.search(between)
            if not gives or "。" in between:
                continue
            if mark in "对与和" and not re.search(r"捐|赠", between):
                continue
            giver = self._subject(passage, start, one.start - 1)
            return giver, party_of(one)
        return self._paired_gift(passage, start, at) or self._gift_in_words(passage, start, at)

    def _paired_gift(
        self, passage: Passage, start: int, at: int
    ) -> tuple[Party | None, Party | None] | None:
        """Read A结对B,送去 N."""
        named = passage.named(max(start, at - 80), at)
        for one, other in pairwise(named):
            between = passage.text[one.end : other.start]
            is_pair = len(between) < 8 and self._pair.search(between)
            gives = is_pair and self._give.search(passage.text, other.end, at)
            if gives and self.side(one) is not Side.RECEIVES:
                return party_of(one), party_of(other)
        return None

    def _gift_in_words(
        self, passage: Passage, start: int, at: int
    ) -> tuple[Party | None, Party | None] | None:
        """Read A向B捐赠 N where B is no place the reader knows: 向我县某某镇, 为某某小学."""
        found = None
        for one in _TO_WORDS.finditer(passage.text, max(start, at - 80), at):
            found = one
        if found is None:
            return None
        giver = self._subject(passage, start, found.start())
        return giver, Party(_OWN.sub("", found[1]))

    def _subject(self, passage: Passage, start: int, end: int) -> Party | None:
        """Return who stands in front of 向: the last party named there, else the words."""
        named = passage.named(max(start, end - 160), end)
        clause = passage.clause(end)[0]
        words = passage.text[max(start, clause) : end]
        words = _SUBJECT_CUT.split(_LEAD.sub("", words.strip()))[0].strip()
        if named and named[-1].start >= clause - 1:
            last = named[-1]
            if last.level == 5 or len(words) <= len(last.name) + 2 or not words:
                return party_of(last)
            return Party(words[:24], (last.key,) if last.key else ())
        if 2 <= len(words) <= 16 and not re.search(r"\d|[年月]", words):
            return Party(words)
        return party_of(named[-1]) if named else None

    def _movement(self, draft: Draft) -> tuple[Party | None, Party | None] | None:
        """Read who goes where: people or goods of the receiving side that go to the giving one."""
        if draft.measure not in (Measure.PEOPLE, Measure.TRAINEES, Measure.ITEMS, Measure.BATCHES):
            return None
        passage, at = draft.passage, draft.number.start
        start, end = passage.phrase(at)
        start, end = max(start, at - 160), min(end, at + 80)
        phrase = passage.text[start:end]
        west, east = self._now[Side.RECEIVES], self._now[Side.GIVES]
        if self._return.search(passage.text, max(passage.sentence(at)[0], at - 160), end):
            return west, east
        over = self._over(draft, phrase, start)
        if over is not None:
            return over
        clause_start, clause_end = (
            max(start, passage.clause(at)[0]),
            min(end, passage.clause(at)[1]),
        )
        goal = self._goal(passage, clause_start, clause_end)
        if goal is None and clause_start > start:
            goal = self._goal(passage, start, clause_end)
        if goal is None:
            sender = self._sender(passage, start, at)
            sends = sender and _SENDS.match(passage.text, sender.end)
            moves = draft.measure is Measure.PEOPLE and (sends or _COMES.search(phrase))
            if moves and sender and self.side(sender) is Side.RECEIVES:
                return party_of(sender), east
        if goal is None or self.side(goal) is not Side.GIVES:
            return self._sent_back(draft, phrase)
        return self._sent_there(draft, goal, phrase=phrase, start=start)

    def _over(
        self, draft: Draft, phrase: str, start: int
    ) -> tuple[Party | None, Party | None] | None:
        """Read 我县派出 N 到贵区 and 接收B跟岗人员 N: persons that go over to the giving side."""
        if draft.measure is Measure.ITEMS:
            return None
        passage, stays = draft.passage, self._stay.search(phrase) is not None
        clause = passage.text[slice(*passage.clause(draft.start))]
        if persons_go_over(clause, self._now, stays=stays):
            return self._now[Side.RECEIVES], self._now[Side.GIVES]
        sender = self._sender(passage, start, draft.number.start)
        is_ours = sender is not None and self.side(sender) is Side.RECEIVES
        if sender and is_ours and stays and takes_in(passage.text[start : sender.start][-8:]):
            return party_of(sender), self._now[Side.GIVES]
        return None

    def _sent_there(
        self, draft: Draft, goal: Mention, *, phrase: str, start: int
    ) -> tuple[Party | None, Party | None] | None:
        """Read persons of the receiving side that go to a place of the giving one."""
        passage, west = draft.passage, self._now[Side.RECEIVES]
        target = party_of(goal)
        sender = self._sender(passage, start, goal.start)
        if sender is not None and self.side(sender) is Side.RECEIVES:
            if self._work.search(phrase) and not self._stay.search(phrase):
                return None
            return party_of(sender), target
        generic = self._generic.search(passage.text[start : goal.start])
        stays = self._stay.search(phrase) and not self._train.search(phrase)
        if sender is None and (generic or stays) and draft.measure is not Measure.ITEMS:
            return west, target
        return None

    def _sent_back(self, draft: Draft, phrase: str) -> tuple[Party | None, Party | None] | None:
        """Read goods that a place of the receiving side sends, when no other party is named."""
        passage, at = draft.passage, draft.number.start
        if draft.measure is not Measure.ITEMS:
            return None
        start = passage.clause(at)[0]
        own = passage.named(max(start, at - 80), at)
        if len(own) == 1 and self.side(own[0]) is Side.RECEIVES:
            verbs = passage.text[own[0].end : at]
            is_goal = passage.text[own[0].start - 1 : own[0].start] in tuple("向给为")
            if _SENT.search(verbs + phrase[-30:]) and not is_goal:
                return party_of(own[0]), self._now[Side.GIVES]
        return None

    def _goal(self, passage: Passage, start: int, end: int) -> Mention | None:
        """Return the place that a word of going leads to."""
        for one in passage.named(start, end):
            before = passage.text[max(start, one.start - 3) : one.start].removesuffix("了")
            found = list(self._to.finditer(before))
            if found and found[-1].end() == len(before):
                return one
        return None

    def _sender(self, passage: Passage, start: int, end: int) -> Mention | None:
        named = passage.named(start, end)
        return named[-1] if named else None

    # ------------------------------------------------------------------ whose money

    def _donor(self, draft: Draft) -> Party | None:
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
        if own is not None and self.side(own) is Side.GIVES:
            return levelled(draft.source, party_of(own))
        is_gift = draft.measure is Measure.MONEY or draft.source == "donation"
        lone = _LONE.search(_cut(gap)) if is_gift else None
        if lone and not re.search(r"投资|建|占地|改", lone[0][len(lone[1]) :]):
            draft.source = draft.source or ("donation" if _PRIVATE.search(lone[1]) else None)
            return Party(_LEAD.sub("", lone[1]))
        now = self._now[Side.GIVES] or self._later(draft, Side.GIVES)
        return levelled(draft.source, now) if now else None

    def _own(self, passage: Passage, start: int, end: int) -> Mention | None:
        """Return the party named last between the number before and this one."""
        named = [
            one for one in passage.named(start, end)
            if not self._to.search(passage.text[max(0, one.start - 1) : one.start])
        ]  # fmt: skip
        return named[-1] if named else None


def _cut(gap: str) -> str:
    """Return the last clause of the words before a number."""
    return re.split(r"[,:;、(]", gap)[-1]
