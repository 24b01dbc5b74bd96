"""Who gave and who got, number by number.

First what the clause itself names (`frames`, `givers`), then the parties named last on each side,
carried from sentence to sentence and from heading to paragraph.
"""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING

from jiedui.kernel.placekey import covers, members, name_of, parents
from jiedui.reader.frames import Frames
from jiedui.reader.givers import Givers, later
from jiedui.reader.layout import HEADING, PROSE
from jiedui.reader.ownday import is_imprint
from jiedui.reader.parties import Group
from jiedui.reader.reading import HOUSEHOLDS, Party
from jiedui.reader.sense import OWN_BUDGET, level_code
from jiedui.reader.shared import give_each, share_out
from jiedui.reader.sides import GIVES, RECEIVES, UNKNOWN

if TYPE_CHECKING:
    from jiedui.reader.naming import Mention
    from jiedui.reader.passage import Draft, Passage
    from jiedui.reader.sides import Side, Sides
    from jiedui.reader.vocabulary import Vocabulary
    from jiedui.reader.writers import Writer

_JOINED = re.compile(r"\s?(?:、|和|与|及|以及|,|\()\s?")
_PAIRED = re.compile(r"对口|结对|结成|牵手")
_ADJUSTED = re.compile(r"调整为|改为|变更为|转为")
_MET = re.compile(r"(?:召开|举行|举办|签订|签署)")
_MARK = re.compile(
    r"\s*(?:[((][一二三四五六七八九十\d]{1,2}[))]|[一二三四五六七八九十]{1,3}、|\d{1,2}[.、])"
)
_ITEM = re.compile(r"\s*[◆●■▲★◇○□•·▪►-]")
_TOPIC = re.compile(r"\s*(?:[((]?[一二三四五六七八九十\d]{1,2}[))、.]\s*)?(?:在|[—-]{1,2})?")
_PURSE = re.compile(
    r"(?:本?级)?(?:财政|统筹|(?:援助|帮扶|协作|支援|援建)?资金|预算|安排)|本?级|层面"
)
_OFFICE = 5
"""The level of a mention that is an office, a school or a firm."""

_GOAL = re.compile(r"(?:往|转诊?到|销到|卖到|运到|送到)$")  # 往兰州转的病人: it is not helped.
_GIVES_ON = re.compile(r"[向给为对]|捐|援|结对|帮|资助|出资|送|派|组织|发动|投入")


class Roles:
    """Gives every draft its parties; reads passages in order."""

    def __init__(self, sides: Sides, words: Vocabulary, writer: Writer | None = None) -> None:
        self._sides = sides
        self._writer = writer
        self._words = words
        self._now: dict[Side, Party | None] = {
            side: self._default(side) for side in (GIVES, RECEIVES)
        }
        if writer is not None:
            self._now[GIVES] = Party(writer.name, (writer.key,) if writer.key else ())
        self._main = self._now[RECEIVES]
        self._giver = sides.main(GIVES)
        self._standing = self._main
        self._example: tuple[int, int, int] | None = None
        self._section: tuple[str, Party | None] = ("", None)
        self._is_paired = self._has_begun = False
        self._listed = ((0, 0), 0)
        self._paired: tuple[Party | None, int, int] = (None, 0, 0)
        self._lent: tuple[Party, int, int] | None = None
        self._titled: Party | None = None
        self._headed: set[str] = set()
        self._pair = words.pattern("pair")
        self._give = words.pattern("give")
        self._frames = Frames(sides, words, self._now)
        self._givers = Givers(sides, words, self._now)

    def _default(self, side: Side) -> Party | None:
        key = self._sides.main(side)
        return Party(self._sides.names.get(key, name_of(key)), (key,)) if key else None

    def assign(self, passage: Passage) -> None:
        """Give the drafts of a passage donor and recipient."""
        if passage.block.kind is PROSE:
            if not self._has_begun and self._standing and len(self._standing.keys) > 1:
                self._titled = self._standing
            self._has_begun = True
            self._return_to_main()
            self._return_to_title(passage)
        groups = [] if is_imprint(passage) else self._groups(passage)
        if passage.block.kind is HEADING:
            self._headed.update(one.key for one in passage.mentions)
            self._enter_section(passage, groups)
        at = 0
        for draft in passage.drafts:
            while at < len(groups) and groups[at].start < draft.number.start:
                self._note(passage, groups[at])
                at += 1
            self._leave_list(passage, draft)
            self._take_back(passage, draft.number.start)
            self._leave_example(passage, draft.number.start)
            self._judge(draft)
        for group in groups[at:]:
            self._note(passage, group)
        share_out(passage, self._sides)
        give_each(passage, self._sides)

    def _enter_section(self, passage: Passage, groups: list[Group]) -> None:
        """Leave the county of the section before, when this one is its equal and names none.

        二、敖汉旗 …三、社会动员: what is told of the whole again is no longer of one county.
        """
        mark = _MARK.match(passage.text)
        form = re.sub(r"[一二三四五六七八九十\d]+", "", mark[0].strip()) if mark else ""
        names = any(self.side(one.mentions[0]) is RECEIVES for one in groups)
        if form and names:
            kept = self._section[1] if self._section[0] == form else self._standing
            self._section = (form, kept)
        elif form and form == self._section[0]:
            self._standing = self._now[RECEIVES] = self._section[1]
            self._example, self._section = None, ("", None)

    def _return_to_main(self) -> None:
        """Let an example inside the main recipient (a county of it) end with its paragraph."""
        held, main = self._now[RECEIVES], self._main
        if held is None or main is None or self._is_paired:
            return
        is_inside = [
            key not in main.keys and any(covers(whole, key) for whole in main.keys)
            for key in held.keys
        ]
        told = self._sides.counts
        is_main = any(told[key] > told[one] for key in main.keys for one in held.keys)
        if is_main and is_inside and all(is_inside):
            standing = self._standing
            is_wider = standing is not None and set(main.keys) <= set(standing.keys)
            self._now[RECEIVES] = self._standing = standing if is_wider else main
            self._example = None

    def _return_to_title(self, passage: Passage) -> None:
        """Let one of the counties that the title names together end with its item of a list."""
        held, titled = self._now[RECEIVES], self._titled
        if titled is None or held is None or self._is_paired or not _ITEM.match(passage.text):
            return
        if held.keys and set(held.keys) < set(titled.keys):
            self.carry(RECEIVES, titled)

    def _leave_list(self, passage: Passage, draft: Draft) -> None:
        """Let places that shared a sum in a list end with its sentence."""
        listed, count = self._listed
        if count > 1 and listed != (id(passage), draft.number.sentence[0]):
            self._is_paired = False
            self._return_to_main()
            self._listed = ((0, 0), 0)

    def _leave_example(self, passage: Passage, at: int) -> None:
        """Let a place inside the recipient that was named in passing end with its words."""
        if self._example is None:
            return
        where, start, end = self._example
        if where != id(passage) or not start <= at < end:
            self._now[RECEIVES], self._example = self._standing, None

    def _note_recipient(self, passage: Passage, group: Group, party: Party) -> None:
        """Carry a recipient on: as the one in force, or as an example of it for these words."""
        self._leave_example(passage, group.start)
        if self._is_around(passage, group):
            return
        reach = self._reach(passage, group)
        if reach is None:
            self._standing, self._example = party, None
        else:
            self._example = (id(passage), *reach)
        self._now[RECEIVES] = party

    def _is_around(self, passage: Passage, group: Group) -> bool:
        """Whether a wider place is only the surroundings of the one in force: 德宏大地."""
        standing = self._standing
        is_title = passage.block.kind is HEADING and not self._has_begun
        is_prose = passage.block.kind is PROSE and not self._is_paired
        if standing is None or not (is_prose or is_title):
            return False
        told = self._sides.counts
        return all(
            one.key not in standing.keys
            and bool(standing.keys)
            and all(covers(one.key, key) for key in standing.keys)
            and told[one.key] < max(told[key] for key in standing.keys)
            for one in group.mentions
        )

    def _reach(self, passage: Passage, group: Group) -> tuple[int, int] | None:
        """Return how far a place inside the recipient in force speaks, None when it is no example.

        A county of a prefecture holds for its sentence, a town or school for its part of one; what
        a paragraph begins with, for the paragraph.
        """
        standing = self._standing.keys if self._standing else ()
        is_one_of_all = {one.key for one in group.mentions} < set(standing)
        is_inside = self._is_narrower(self._standing, group) or is_one_of_all
        is_low = all(
            one.level > 3 and (is_inside or not one.key or not self._is_paired)
            for one in group.mentions
        )
        if passage.block.kind is not PROSE:
            return None
        opens, closes = _bracket(passage.text, group.start)
        if opens < closes and is_one_of_all:
            return group.start, closes
        if not is_low and not is_inside:
            return None
        if not is_low and self._is_paired and not self._gives_narrowly(passage, group.start):
            return None
        if _TOPIC.fullmatch(passage.text, 0, group.start) and not is_low:
            return 0, len(passage.text)
        scope = passage.phrase if is_low else passage.sentence
        return group.start, scope(group.start)[1]

    def _gives_narrowly(self, passage: Passage, at: int) -> bool:
        """Whether the giving side of a pairing is itself only a part of the giver in force."""
        held = self._now[GIVES]
        start, end = passage.sentence(at)
        givers = [one for one in passage.named(start, end) if self.side(one) is GIVES]
        return bool(givers) and self._is_narrower(held, Group(givers))

    def _groups(self, passage: Passage) -> list[Group]:
        """Return a passage's mentions, those joined by 、 or 和 on the same side together."""
        groups: list[Group] = []
        for one in passage.mentions:
            if (
                one.level == _OFFICE
                and not one.start
                and passage.text[one.end : one.end + 1] == ":"
            ):
                continue  # An office in front of what it says.
            last = groups[-1].mentions[-1] if groups else None
            is_town = last is not None and last.level == one.level == 4 and not one.key
            if last is not None and (is_town or self.side(last) is self.side(one)):
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
        if side is RECEIVES:
            self._standing, self._example = party, None

    def _take_back(self, passage: Passage, at: int) -> None:
        """Let a city that gave beside its district, the giver in force, end with its sentence."""
        if self._lent is not None:
            party, where, end = self._lent
            if where != id(passage) or at >= end:
                self._now[GIVES], self._lent = party, None

    def _is_city_of(self, held: Party | None, group: Group) -> bool:
        """Whether a group holds the giver in force, the page's own or one that a heading names."""
        key = group.mentions[0].key
        if held is None or not held.keys:
            return False
        is_own = held.keys == (self._giver,)
        if not is_own and (self._sides.counts[key] > 1 or not self._headed.issuperset(held.keys)):
            return False
        return all(one != key and covers(key, one) for one in held.keys)

    def _note(self, passage: Passage, group: Group) -> None:
        """Carry a group on as the party named last on its side."""
        self._take_back(passage, group.start)
        side = self.side(group.mentions[0])
        last = group.mentions[-1]
        if side is UNKNOWN and self._gets(passage, group):
            self._note_recipient(passage, group, group.party)
            return
        before = passage.text[max(0, group.start - 12) : group.start]
        is_scene = before.endswith(("在", "发自")) and "记者" in before
        if side is UNKNOWN or is_scene or _MET.match(passage.text, last.end):
            return
        held = self._now[side]
        is_single = held is not None and len(group.mentions) == 1
        if is_single and (_is_province(last.key) or _GOAL.search(before)):
            return
        if side is GIVES and self._is_in_passing(passage, group, held):
            return
        party = group.party
        if side is RECEIVES:
            place = (id(passage), passage.sentence(group.start)[0])
            same = self._listed[0] == place
            self._listed = (place, self._listed[1] + 1 if same else 1)
            party = self._joined(passage, group, party)
            self._is_paired = (
                passage.block.kind is HEADING
                or _PAIRED.search(passage.text, max(0, group.start - 12), last.end + 12) is not None
            )
            self._note_recipient(passage, group, party)
            return
        if held is not None and passage.block.kind is PROSE and self._is_city_of(held, group):
            self._lent = (held, id(passage), passage.sentence(group.start)[1])
        self._now[side] = party

    def _is_in_passing(self, passage: Passage, group: Group, held: Party | None) -> bool:
        """Whether a giving place is named beside the giver in force and does not follow it.

        An office, a town or district of the giver, the purse above it, its own home.
        """
        last = group.mentions[-1]
        is_town = last.level == 4 and held is not None and not any(":" in key for key in held.keys)
        is_title = passage.block.kind is HEADING and not self._has_begun
        is_narrower = self._is_narrower(held, group) and not is_title and last.key != self._giver
        if last.level == _OFFICE or is_town or is_narrower or self._is_purse_above(passage, group):
            return True
        return self._writer is not None and self._holds_writer(group)

    def _is_purse_above(self, passage: Passage, group: Group) -> bool:
        """Whether a place is named only for its money, above the giver in force: 上海市级统筹."""
        held, last = self._now[GIVES], group.mentions[-1]
        if held is None or not held.keys or not _PURSE.match(passage.text, last.end):
            return False
        return all(
            key != one.key and covers(one.key, key) for one in group.mentions for key in held.keys
        )

    def _holds_writer(self, group: Group) -> bool:
        """Whether a giving place is only where the organisation is at home that a page is by."""
        own = self._writer.key if self._writer else ""
        return not own or all(
            covers(one.key, own) or covers(own, one.key) for one in group.mentions
        )

    def _gets(self, passage: Passage, group: Group) -> bool:
        """Whether a town of which nothing else is known stands as the one helped: 遮放镇的320户."""
        last = group.mentions[-1]
        if last.level != 4 or last.key or passage.block.kind is not PROSE:
            return False
        end = min(passage.clause(group.start)[1], last.end + 14)
        return _GIVES_ON.search(passage.text, last.end, end) is None

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
        framed = self._frames.read(draft)
        donor, recipient = framed or (None, None)
        is_sent = framed is not None and donor is None and recipient == self._now[GIVES]
        draft.donor = donor or (None if is_sent else self._givers.of(draft))
        draft.is_named = draft.is_named or donor is not None
        draft.recipient = recipient or self._now[RECEIVES] or later(self._sides, draft, RECEIVES)
        if draft.recipient and draft.donor and draft.recipient.name == draft.donor.name:
            draft.recipient = self._now[RECEIVES]
        draft.source = self._givers.budget(draft) if draft.source is None else draft.source
        if draft.source == OWN_BUDGET:
            keys = draft.donor.keys if draft.donor else ()
            draft.source = level_code(keys[0]) if len(keys) == 1 else None
        if draft.source == "donor_level":
            draft.source = self._givers.own_level(draft)
        if draft.measure is HOUSEHOLDS and not framed:
            told = draft.number.before + draft.number.gap
            draft.donor = draft.donor if self._give.search(told) else None


def _bracket(text: str, at: int) -> tuple[int, int]:
    """Return where the bracket around a position opens and closes, (0, 0) when there is none."""
    opens, closes = text.rfind("(", max(0, at - 40), at), text.find(")", at, at + 40)
    is_within = opens >= 0 and closes >= 0 and text.find(")", opens, at) < 0
    return (opens, closes) if is_within else (0, 0)


@functools.lru_cache(maxsize=4096)
def _is_province(key: str) -> bool:
    """Whether a key is of a province, and of no place that now lies in several."""
    return all(parents(one).prefecture is None for one in members(key))
