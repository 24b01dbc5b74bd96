"""The frames that name both sides of a number: A向B捐赠, A结对B,送去, A派人赴B, 回赠."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from jiedui.reader.deixis import persons_go_over, takes_in
from jiedui.reader.parties import LEAD, party_of
from jiedui.reader.reading import BATCHES, ITEMS, PEOPLE, PERCENT, PERSONS_POOR, TRAINEES, Party
from jiedui.reader.sides import GIVES, RECEIVES
from jiedui.reader.signs import bits_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from jiedui.reader.naming import Mention
    from jiedui.reader.passage import Draft, Passage
    from jiedui.reader.sides import Side, Sides
    from jiedui.reader.vocabulary import Vocabulary

    Framed = tuple[Party | None, Party | None]

_SUBJECT_CUT = re.compile(
    r"通过|借助|以|组织(?!部)|还|也|又|先后|主动|积极|专门|再次|共|累计|今年|去年|当年|年底|日前|分别|携手"
)
_JOINTLY = re.compile(r"(?<=[^\W\d_])(?:联合(?!会|社|体)|共同|携手|一起)")
_TO_WORDS = re.compile(
    r"[向为给](?:(?<=向)|(?=[^,。;]{1,14}[镇乡村校学院]))([^,。;\d向为给]{2,16}?)(?:无偿|定向|再次|又)?(?:捐|赠|援助|拨付)"
)
_GIVEN = bits_of("捐赠援拨")
_WITH = re.compile(r"\s?(?:与|和|同|跟)\s?")
_PAIR_BEHIND = re.compile(r"(?:正式|签约|建立|签订)?(?:结对|结成|结为|牵手|携手|对接)")
_HELPS = re.compile(r"[,]?(?:(?:用于)?(?:帮助?|给|支持|援助|资助|帮扶)|用于)")
_GIFT = re.compile(r"捐|赠")
_EACH_GAVE = re.compile(r"[^,。;:\d]{0,8}(?:分别|联合|共同|合)(?:[^,。;:\d]{0,2})捐")
"""What makes two that are joined by 和 givers both: 甲公司和乙银行分别捐赠."""

OTHER_GAVE = re.compile(
    r"[,;](?![向给为对])[\u4e00-\u9fff、]{1,16}?(?:街道|镇|乡|公司|集团|商会|协会|银行|企业)"
    r"(?:[向给为][^,。;\d]{2,14}?)?(?:各|再|又|也|还|共|则|分别)*(?:捐|送|赠|出资|拿出|给了)"
    r"|[,;](?![向给为对并还又也再另同此先累共合现当以和与及其])[\u4e00-\u9fff]{2,11}?[^上中后前时间里内下均\W]捐[赠款助资出献]"
)
"""Begins a clause in which another gives: ,径山镇又捐."""

_LOCALS = re.compile(r"[乡镇县村州旗]里|校方|院方|乡亲们?|村民们?|当地[^\W\d]{0,4}")
"""Words for the receiving side as one that gives back."""

_OWN_PURSE = re.compile(r"[我本全]?[省市州区县]?(?:本?级)?财政(?:局|部门)?|[我本][省市州区县旗]")
"""A purse without a place is that of the giver in force."""

_PURSE = re.compile(
    r"(?<=[省市州区县旗])(?:[省市州区县旗]?本?级)?财政(?:资金)?(?:安排|拨付|拨款|划拨|下拨|拨给?|转给|下达|投入|拿出|出资)*$"
)
"""Ends the words of who gives where its purse does: 柯桥区本级财政安排."""

_VERBS = re.compile(
    r"(?:方面|里头?|上下)?(?:还|又|再|共|就|已|也|都|统筹|安排|下达|落实|筹集|提供|拿出|支援|援助|带|拨|送|投|划|转|发|寄|运)*$"
)
"""Ends the words of who gives, of which it is no part: 马尾方面带, 天津市里统筹安排."""

_BACK = re.compile(
    r"[^,。;\d]{0,4}(?:跟岗|跟班|学习|进修|培训|研修|挂职|锻炼|取经|实训)[^,。;\d]{0,6}[回归返]"
)
_STAYS = re.compile(r"[^,。;\d]{0,8}(?:跟岗|跟班|进修|顶岗)")
_PAIRED_WITH = re.compile(r"(?:正式|签约)?(?:结对(?:帮扶)?|牵手|携手|对接)$")
_DATED = re.compile(r"\d|[年月]")
_PERSONS = re.compile(
    r"^(?:我们|他们|她们|大家|你们|我[会校院局])|(?:医生|老师|教师|志愿者|队员|专家)们?$"
)
"""Words of persons, who give for the party that is in force."""

_DATIVE = frozenset("为给向对")
_SENDS = re.compile(r"[也还又则已]?(?:先后)?(?:派来|派去|派出|派遣|选派|选送|回派)")
_CHOSEN = re.compile(r"[也还又则已]?(?:先后|精心|择优)?(?:挑选?|选拔?|抽调|遴选)了?")
_GOES_EAST = re.compile(
    r"[^,。;\d]{0,4}[赴去到往](?:[京沪津粤苏浙闽鲁杭穗深甬宁](?![\u4e00-\u9fff]?[县州])|东部)"
)
_COMES = re.compile(r"来[^,。;]{0,3}(?:挂职|跟岗|跟班|学习|锻炼|顶岗|实训|就读)")
_MOVING = (PEOPLE, TRAINEES, PERSONS_POOR)
_LABOUR = re.compile(r"[^,。;\d]{0,8}(?:输[转出]|劳务输)")
_PARTNER = re.compile(r"(?:结对|对口|帮扶|受援)+的$")
"""Stands in front of the one helped: 给结对的旧司镇送去."""

_PICKED = re.compile(r"选送|选拔|推荐|抽调|遴选")
"""Says of persons that their own side picked who goes."""

_LISTED = re.compile(r"(?:[、,和与及][^,。;]{0,14})*,(?:分[^,。;]{1,4}?)?[赴去到往]")
_OWN = re.compile(r"^(?:结对|对口|帮扶|受援)的?|^(?:我|该|本)?[县市州旗区]")
_FEW = 12
"""So many numbers of a list are looked at."""

_SEVERAL = re.compile(r"[两三四五六七八九十]个?(?:县区?|区县?|市|州|旗|镇|乡|村|地)")
"""Those who get are named elsewhere: 向两县拨付."""

_SENT = re.compile(r"\bsent\b|回赠|送来|送出|寄来|捐出|赠给|送给")


class Frames:
    """Reads the frames of a page's numbers; `now` are the parties in force, kept by `Roles`."""

    def __init__(self, sides: Sides, words: Vocabulary, now: Mapping[Side, Party | None]) -> None:
        self._sides = sides
        self._now = now
        self._pair = words.pattern("pair")
        self._give = words.pattern("give")
        self._stay = words.pattern("send", "stay")
        self._train = words.pattern("send", "train")
        self._work = words.pattern("send", "work")
        self._to = tuple(words.frames["send"]["to"])
        self._return = words.pattern("send", "return_words")
        self._generic = words.pattern("send", "generic_recipient")

    def read(self, draft: Draft) -> Framed | None:
        """Return the parties that a frame around a number names, None where there is none."""
        if draft.number.near:
            framed = self._gift(draft) or self._learning(draft) or self._movement(draft)
            return framed or self._helped(draft)
        return self._gift_in_words(draft) or self._movement(draft)

    def _helped(self, draft: Draft) -> Framed | None:
        """Read N万元帮B修水渠: who is helped stands right behind the number."""
        passage, end = draft.passage, draft.end
        found = _HELPS.match(passage.text, end)
        if found is None:
            return None
        for one in passage.named(found.end(), min(found.end() + 16, len(passage.text))):
            if one.start == found.end() and self._side(one) is RECEIVES:
                return None, party_of(one)
        return None

    def _gift(self, draft: Draft) -> Framed | None:
        """Read A向B捐赠 N: who stands before 向, who after it."""
        passage, at = draft.passage, draft.number.start
        start = draft.number.phrase[0]
        for one in reversed(passage.named(max(start + 1, at - 160), at)):
            is_led = passage.text[one.start - 1] == "的"
            led = is_led and _PARTNER.search(passage.text, max(start, one.start - 8), one.start)
            begins = led.start() if led else one.start
            mark = passage.text[begins - 1 : begins]
            if mark not in "向给为对与和扶手接" or mark == "":
                continue
            if mark in "扶手接" and not _PAIRED_WITH.search(passage.text, start, begins):
                continue
            between = passage.text[one.end : at]
            is_sent = draft.measure in (*_MOVING, PERCENT) and _LABOUR.match(between)
            gives = mark == "给" or is_sent or self._give.search(between)
            if not gives or "。" in between:
                continue
            if mark in "对与和扶手接" and not _GIFT.search(between):
                continue
            if mark in "与和" and _EACH_GAVE.match(between):
                continue
            if self._is_over(passage, one.end, at):
                continue
            paired = _PAIRED_WITH.search(passage.text, max(start, begins - 8), begins)
            end = paired.start() if paired else begins - 1
            return self._giver(draft, one, (start, end)), party_of(one)
        pair = self._paired_gift(passage, start, at) if len(draft.number.near) > 1 else None
        return pair or self._gift_in_words(draft)

    def _giver(self, draft: Draft, to: Mention, span: tuple[int, int]) -> Party | None:
        """Return who gives, or sends (向武进区输送劳动力: the side that those who go are of)."""
        giver = self._subject(draft.passage, *span)
        clause = max(span[0], draft.passage.clause(span[1])[0])
        is_ours = giver is None or self._generic.match(draft.passage.text, clause, span[1])
        if is_ours and draft.measure in _MOVING and self._side(to) is GIVES:
            return self._now[RECEIVES]
        return giver

    def _is_over(self, passage: Passage, end: int, at: int) -> bool:
        """Whether another giver begins a clause of its own behind what one was given."""
        if any(end <= one.start for one in passage.numbers if one.end < at):
            said = OTHER_GAVE.search(passage.text, end, at)
            if said and any(end <= one.start < said.start() for one in passage.numbers):
                return True
        for other in passage.named(end, at):
            begins = passage.clause(other.start)[0] == other.start
            if begins and any(end <= each.start < other.start for each in passage.numbers):
                return True
        return False

    def _paired_gift(self, passage: Passage, start: int, at: int) -> Framed | None:
        """Read A结对B,送去 N."""
        named = passage.named(max(start, at - 80), at)
        for one, other in pairwise(named):
            between = passage.text[one.end : other.start]
            is_pair = len(between) < 8 and (
                self._pair.search(between)
                or (_WITH.fullmatch(between) and _PAIR_BEHIND.match(passage.text, other.end))
            )
            gives = is_pair and self._give.search(passage.text, other.end, at)
            is_over = gives and self._is_over(passage, other.end, at)
            if gives and not is_over and self._side(one) is not RECEIVES:
                return party_of(one), party_of(other)
        return None

    def _gift_in_words(self, draft: Draft) -> Framed | None:
        """Read A向B捐赠 N where B is no place the reader knows: 向我县某某镇, 为某某小学."""
        if not draft.number.around & _GIVEN:
            return None
        passage, at, start = draft.passage, draft.number.start, draft.number.phrase[0]
        found = None
        for one in _TO_WORDS.finditer(passage.text, max(start, at - 80), at):
            found = one
        name = _OWN.sub("", found[1]) if found else ""
        if found is not None and _SEVERAL.fullmatch(name):
            return self._subject(passage, start, found.start()), self._now[RECEIVES]
        if found is None or len(name) < 2 or self._is_over(passage, found.end(), at):
            return None
        return self._subject(passage, start, found.start()), Party(name)

    def _subject(self, passage: Passage, start: int, end: int) -> Party | None:
        """Return who stands in front of 向: the last party named there, else the words."""
        named = passage.named(max(start, end - 160), end)
        clause = passage.clause(end)[0]
        words = passage.text[max(start, clause) : end]
        together = _JOINTLY.search(words)
        if together:
            return Party(LEAD.sub("", words[: together.start()].strip()), _keys(named))
        if named and named[-1].start == max(start, clause):
            words = named[-1].name + passage.text[named[-1].end : end]  # 贵区企业家 by its name
        words = _SUBJECT_CUT.split(LEAD.sub("", words.strip()))[0].strip()
        words = _PURSE.sub("", words)
        if named and words.startswith(named[-1].name):
            words = named[-1].name + _VERBS.sub("", words[len(named[-1].name) :])
        meant = RECEIVES if _LOCALS.fullmatch(words) else GIVES
        if (meant is RECEIVES or _OWN_PURSE.fullmatch(words)) and self._now[meant]:
            return self._now[meant]
        if named and named[-1].start >= clause - 1:
            last = named[-1]
            if last.level == 5 or len(words) <= len(last.name) + 2 or not words:
                return party_of(last)
            return Party(words[:24], (last.key,) if last.key else ())
        if 2 <= len(words) <= 16 and not _DATED.search(words) and not _PERSONS.search(words):
            return Party(words)
        return party_of(named[-1]) if named else None

    def _movement(self, draft: Draft) -> Framed | None:
        """Read who goes where: people or goods of the receiving side that go to the giving one."""
        if draft.measure not in (PEOPLE, TRAINEES, ITEMS, BATCHES):
            return None
        passage, at = draft.passage, draft.number.start
        start, end = draft.number.phrase
        start, end = max(start, at - 160), min(end, at + 80)
        phrase = passage.text[start:end]
        west, east = self._now[RECEIVES], self._now[GIVES]
        if self._return.search(passage.text, max(draft.number.sentence[0], at - 160), end):
            return west, east
        clause_start, clause_end = (
            max(start, draft.number.clause[0]),
            min(end, draft.number.clause[1]),
        )
        is_named = bool(draft.number.near)
        goal = self._goal(passage, clause_start, clause_end) if is_named else None
        if is_named and goal is None and clause_start > start:
            is_work = self._work.search(passage.text, clause_start, clause_end)
            goal = None if is_work else self._goal(passage, start, clause_end)
        goal = goal or (self._later_goal(draft, end) if is_named else None)
        target = party_of(goal) if goal and self._side(goal) is GIVES else east
        over = self._over(draft, phrase, start=start, target=target)
        if over is not None:
            return over
        if is_named and goal is None:
            sender = self._sender(passage, start, at)
            sends = sender and _SENDS.match(passage.text, sender.end)
            chosen = sender and _CHOSEN.match(passage.text, sender.end)
            chosen = chosen or (sender and _GOES_EAST.match(passage.text, sender.end))
            sends = sends or (chosen and self._stay.search(phrase))
            moves = draft.measure in (PEOPLE, BATCHES) and (sends or _COMES.search(phrase))
            if moves and sender and self._side(sender) is RECEIVES:
                return party_of(sender), east
        if goal is None or self._side(goal) is not GIVES:
            return self._sent_back(draft, phrase)
        return self._sent_there(draft, goal, phrase=phrase, start=start)

    def _over(
        self, draft: Draft, phrase: str, *, start: int, target: Party | None
    ) -> Framed | None:
        """Read 我县派出 N 到贵区 and 接收B跟岗人员 N: persons that go over to the giving side."""
        if draft.measure is ITEMS:
            return None
        passage, stays = draft.passage, self._stay.search(phrase) is not None
        clause = passage.text[slice(*draft.number.clause)]
        if persons_go_over(clause, self._now, stays=stays):
            return self._now[RECEIVES], target
        sender = self._sender(passage, start, draft.number.start)
        is_ours = sender is not None and self._side(sender) is RECEIVES
        if sender and is_ours and stays and takes_in(passage.text[start : sender.start][-8:]):
            return party_of(sender), target
        return None

    def _sent_there(self, draft: Draft, goal: Mention, *, phrase: str, start: int) -> Framed | None:
        """Read persons of the receiving side that go to a place of the giving one."""
        passage, west = draft.passage, self._now[RECEIVES]
        if draft.measure is ITEMS and self._is_given_here(draft, goal):
            return None
        target = party_of(goal)
        sender = self._sender(passage, start, goal.start)
        if sender is not None and self._is_apart(draft, sender):
            sender = None
        if sender is not None and self._side(sender) is RECEIVES:
            if self._work.search(phrase) and not self._stay.search(phrase):
                return None
            return party_of(sender), target
        generic = self._generic.search(passage.text[start : goal.start])
        stays = self._stay.search(phrase) and not self._train.search(phrase)
        picked = _PICKED.search(passage.text, start, draft.start) is not None
        if sender is None and (generic or stays or picked) and draft.measure is not ITEMS:
            return west, target
        return None

    def _is_given_here(self, draft: Draft, goal: Mention) -> bool:
        """Whether a later clause has a giver of its own: 派人到A学习,A商会还给他们捐了20套."""
        named = draft.passage.named(draft.number.clause[0], draft.number.start)
        is_later = bool(named) and goal.end <= draft.number.clause[0]
        return is_later and self._side(named[0]) is GIVES

    def _sent_back(self, draft: Draft, phrase: str) -> Framed | None:
        """Read goods that a place of the receiving side sends, when no other party is named."""
        passage, at = draft.passage, draft.number.start
        if draft.measure is not ITEMS:
            return None
        start = draft.number.clause[0]
        own = passage.named(max(start, at - 80), at)
        if len(own) == 1 and self._side(own[0]) is RECEIVES:
            verbs = passage.text[own[0].end : at]
            is_goal = passage.text[own[0].start - 1 : own[0].start] in tuple("向给为")
            if _SENT.search(verbs + phrase[-30:]) and not is_goal:
                return party_of(own[0]), self._now[GIVES]
        return None

    def _later_goal(self, draft: Draft, end: int) -> Mention | None:
        """Return where those told in a list go, said behind it: 教师22名、医生14名,赴淄博进修."""
        goal = self._goal(draft.passage, draft.end, end)
        if goal is None or draft.measure not in _MOVING or self._side(goal) is not GIVES:
            return None
        near = draft.passage.beyond(draft.start, _FEW)
        between = [one for one in near if one.start < goal.start]
        said = draft.passage.text[draft.end : goal.start]
        is_list = all(one.measure in (*_MOVING, BATCHES) for one in between) and _LISTED.fullmatch(
            said
        )
        return goal if is_list else None

    def _goal(self, passage: Passage, start: int, end: int) -> Mention | None:
        """Return the place that a word of going leads to."""
        for one in passage.named(start, end):
            if self._is_goal(passage, one):
                return one
        return None

    def _learning(self, draft: Draft) -> Framed | None:
        """Read N刚从B跟岗回来 and N在B进修: persons of the other side that learn at B's."""
        if draft.measure not in (PEOPLE, TRAINEES):
            return None
        passage, (start, end) = draft.passage, draft.number.clause
        for one in passage.named(start, end):
            said = {"从": _BACK, "在": _STAYS}.get(passage.text[one.start - 1 : one.start])
            is_there = said and one.start and said.match(passage.text, one.end, end)
            if is_there and self._side(one) is GIVES:
                return self._now[RECEIVES], party_of(one)
        return None

    def _sender(self, passage: Passage, start: int, end: int) -> Mention | None:
        named = [
            one
            for one in passage.named(start, end)
            if not self._is_goal(passage, one)
            and passage.text[one.start - 1 : one.start] not in _DATIVE
            and not (one.start == 0 and passage.text[one.end : one.end + 1] == ":")
        ]
        return named[-1] if named else None

    def _is_apart(self, draft: Draft, sender: Mention) -> bool:
        """Whether a giving place stands in an earlier clause, behind which another number stands.

        争取浙江资金5200万元,选派8名干部赴余姚: Zhejiang does not send the eight.
        """
        passage, at = draft.passage, draft.number.start
        if self._side(sender) is not GIVES or sender.start >= draft.number.clause[0]:
            return False
        return any(sender.end <= one.start < at for one in passage.numbers)

    def _is_goal(self, passage: Passage, one: Mention) -> bool:
        """Whether a word of going leads to a place: 赴余姚, 到了余姚."""
        before = passage.text[max(0, one.start - 3) : one.start].removesuffix("了")
        return before.endswith(self._to)

    def _side(self, mention: Mention) -> Side:
        return self._sides.of(mention.key)


def _keys(named: Sequence[Mention]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one.key for one in named if one.key))
