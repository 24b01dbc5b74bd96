"""Whose money a number is and which sector it belongs to, by the words beside it."""

from __future__ import annotations

import bisect
import re
from itertools import pairwise
from typing import TYPE_CHECKING

from jiedui.kernel.gazetteer import level_of
from jiedui.reader.changes import is_change
from jiedui.reader.gifts import is_given, told_behind
from jiedui.reader.reading import AREA_M2, ITEMS, MONEY, PERCENT, PROJECTS, TRAINEES
from jiedui.reader.sides import GIVES, RECEIVES, UNKNOWN
from jiedui.reader.signs import bits_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from jiedui.reader.moments import Moment
    from jiedui.reader.naming import Mention
    from jiedui.reader.passage import Draft, Passage
    from jiedui.reader.quantities import Number
    from jiedui.reader.sides import Side
    from jiedui.reader.vocabulary import Vocabulary

_FUNDED = re.compile(r"(?:本?级)?(?:财政|统筹)|本级|级(?:资金|配套|预算|安排)|配套|里?统筹")
_OFFICE_PAYS = re.compile(
    r"(?:[委局厅]|[^,。;\d]{2,6}[委局厅])(?:专款|专项|下拨|拨款|拨付|资金|经费)"
)
"""Behind a place, or at the end of its office's name: whose budget an office pays from."""

_HELPED = re.compile(r"财政(?:性)?(?:专项)?(?:援助|帮扶|协作|支援|扶贫|援建|对口)")
"""What follows a place whose fund is given to it, not its own: 投入陇南财政援助资金."""

_HELPS = re.compile(r"(?:支援|援助|帮助|支持|资助|给予|拨给|[给向])了?$")
"""What stands in front of a place that the money behind its name is given to: 支援我县财政资金."""

_GIVES_FUND = re.compile(
    r"[^,。;\d]{0,2}(?:[拨投转]?给|[向为对])[^,。;\d]{1,10}的?财政(?:帮扶|协作|援助|支援|扶贫)?资金"
)
"""Follows a giving place whose own fund is meant: 大连给水城的财政资金2180万元."""

_AID = re.compile(r"(?:对口)?(?:援助|帮扶|协作|支援|援建)?(?<=[口助扶作援建])资金")
"""What follows a giving place of whose purse the money is: 福州市援助资金1000万元."""

_ITS_SIZE = re.compile(
    r"[,(、]\s?(?:库容|容量|建筑面积|总面积|面积|占地|总?长度?|全长|总?重量?|装机|可[^,。;\d]{1,4}|年产)[^,。;\d]{0,4}"
)
"""Stands in front of how large the thing told before is: 冷库1座,库容600吨."""

_EACH_DISTRICT = re.compile(
    r"各(?:区县?|县区?|县市区|区市县|市区)(?:共|又|还|也|另|再|累计)*(?:拨|安排|出资|投入|拿出)[^,。;\d]{0,8}$"
)
"""All the districts of the giver pay, each of its own purse: 厦门各区拨付."""

_YOURS = re.compile(r"贵([区县市省])[^,。;]{0,8}财政")
_LEVELS = {"区": "district", "县": "district", "市": "municipal", "省": "province"}
_DONATED = re.compile(r"\bdonated by\b")


_THE_FUND = re.compile(r"\s?(?:以上|上述|这些|这笔|该笔?|这批)(?:资金|款项?|经费)")
"""Begins a sentence that goes on about the money told last."""

_ITS_PRICE = re.compile(
    r"[^,。;\d]{0,6}[,(、]?(?:平均|均摊)?(?:每[^\W\d]{1,3}(?:造价|售价|捐)?|单价|[共合总]计|折合|折价|价值|总价|预算|造价|均价|[合共计值])[为约近值]{0,2}"
)
"""All that stands in front of what a thing costs, or all of them, right behind the thing."""

_ITS_BASE = re.compile(
    r"[,(]?(?:[比较](?:\d{4}年|去年|上年)?(?:同期)?的?|(?:完成|为|占)[^,。;\d]{0,4}(?:计划|任务|目标)数?的?)"
)
"""Stands in front of what a sum is compared with: 7860万元,比上年的6000万元增长31%."""

_ITS_RATE = re.compile(r"(?:资金|经费)?(?:支出|支付|执行|拨付|到账|使用|到位)(?:进度|率)")
"""Begins a sentence about how much of the sum before it is spent."""

_GOT_TOO = re.compile(r"(?:此外|同时)?[,]?(?:另|还|又)(?:外|收到|接收|接受|获赠|有)[^,。;\d]{0,6}")
"""Begins a sentence that goes on about what was given, in things: 另收到羽绒服1200件."""

_SHORT = 16
"""Longer words in front of a number say more than what it costs or buys."""

_NEXT_GIFT = re.compile(
    r";?(?:[^\W\d]{0,4}[和及与]|(?<=;))(?!.*(?:[新援捐修改]?建|投|发展|带动|引|派|买|购|采|送|收|另|[其各我全]))[^\W\d]{0,6}"
)
"""Names the next of several things given: ;校服680套, and 万元物资和3.2万件棉衣."""

_BUYS = re.compile(
    r"\s?,(?:用于|用来|用以)?(?:在[^,。;\d]{2,8}?)?(?:新?建|修|购|买|添置|资助|架起?|打|铺|盖)[^,。;:\d]{0,10}"
)
_COMPARES = re.compile(r"(同比|环比)[^,。;\d]{0,6}$")
_EACH_COSTS = re.compile(
    r"(?:每[^\W\d]{1,3}(?:造价|售价)?|一(?![批家次共并起])[^\W\d](?:造价|售价|[只仅才约合要]{1,2})?|单价[为约]?)$"
)
_NAME_REACH = 13
"""So far from either end of a name a sign is taken to be in it."""

_EACH_SIGNS = bits_of("均价薪资每一")
_VERBS = re.compile(
    r"(?=[了的为共达约在和与及有是将再于到累合总投安拨建新购添完发用收提实其只仅另已年当全今去先筹落支折])"
    r"(?:[了的为共达约在和与及有是将再于到]|累计|合计|总计|投入|安排|拨付|建成|建起|新建|购买|添置|完成|发放|"
    r"用去|用于|收到|提供|新增|实施|其中|只有|仅|另|已|年度|当月|全年|今年|去年|先后|筹集|落实|支持|折合)"
)
_NOUN = re.compile(r"([\u4e00-\u9fff]{2,6})$")
_PAID = re.compile(r"价值|折合|折价|折款|作价|总价|拨付|到位|支出|到账|兑现")
_OF_MONEY = re.compile(r"财政|资金|捐|赠|筹|配套|本级|款|don")
"""Words of a source that name money or a gift; 区县 alone may be the places counted."""

_KIND = re.compile(
    r"(?:^|[、,;:])\s?(?:其中)?([\u4e00-\u9fff]{2,8}(?=类$)|其他(?=类?$)|其它(?=类?$))"
)
_KINDS = ("类", "其他", "其它")
"""With one of these the words end that say of which kind a number is."""

_MEMBER = re.compile(r"[、,][\u4e00-\u9fff]{2,8}$")
"""A member of a list that names its own thing: 修路18公里,打机井9眼."""

_FEW = 8
"""So many moments in front of a number may stand in the words since the one before."""

_ONLY_VERBS = re.compile(
    r"(?:[,、;。\s]|增[至到]|增加[到至]|达到?|为|是|有|只|又|再|已|到[账位]|升[至到]"
    r"|[增加追又再]?(?:[拨投汇拿给掏批划]|下达|安排|落实|追加|出资)(?:来|入|付|款|出|了)*)*"
)
_OFFICE = 5
"""The level of a mention that is an office of a place."""

OWN_BUDGET = "own_budget"
"""The budget of whoever gives, settled when the donor is known."""

_MUNICIPALITIES = ("110000", "120000", "310000", "500000")


class Sense:
    """Decides source and category."""

    def __init__(self, words: Vocabulary, side: Callable[[Mention], Side]) -> None:
        self._words = words
        self._side = side
        self._sources = words.naming("sources")
        self._sectors = words.naming("categories")
        self._read: Passage | None = None
        self._hits: list[re.Match[str]] = []
        self._starts: list[int] = []
        self._in_names: set[int] = set()
        self._rest = words.pattern("share", "rest", "rate")
        self._rate = re.compile(r"([^\W\d_a-zA-Z的]{2,6}率)(?:\d{1,2}月|\d{4}年)?[^\W\d]{0,4}$")
        self._each = re.compile(r"((?:[户人亩村]均|单价|月薪|工资|年薪)[^\W\d]{0,4})")

    def source(self, draft: Draft, last: Draft | None) -> str | None:
        """Return the code of the source of a number's money, None when not said."""
        passage, number = draft.passage, draft.number
        gap = number.gap
        start = number.start - len(gap)
        found = list(self._sources.finditer(gap))
        if draft.measure is PERCENT and not found and "占" in number.before:
            return self._of_subject(number)
        found, is_helped = self._said_of(draft, found) if found else (found, False)
        at = start + found[-1].start() if found else -1
        named = passage.named(start, number.start) if number.near else None
        funded = self._funded(passage, named) if named else None
        if funded and at < funded[1]:
            return funded[0]
        if found:
            return self._coded(passage, self._words.sources[found[-1][0]], at)
        if "各" in gap and _EACH_DISTRICT.search(gap):
            return "district"
        if is_helped and draft.measure is MONEY:
            return OWN_BUDGET  # 划转纳雍县财政帮扶资金 is of the purse that gives it.
        return self._given(passage, number) or self._inherited(draft, last, gap)

    def _said_of(
        self, draft: Draft, found: list[re.Match[str]]
    ) -> tuple[list[re.Match[str]], bool]:
        """Return the words of source that are of a number, and whether others are of who is helped.

        Args:
            draft: The number.
            found: All the words of source in front of it.
        """
        start = draft.number.start - len(draft.number.gap)
        if draft.measure is not MONEY:
            found = [one for one in found if _OF_MONEY.search(one[0])]
        kept = [one for one in found if not self._is_of_helped(draft.passage, start + one.start())]
        own = [one for one in kept if self._words.sources[one[0]] != "donor_level"]
        return own or kept, len(kept) < len(found)

    def _of_subject(self, number: Number) -> str | None:
        """Return the source that a share's clause is about: 社会捐赠占三年总额的8%."""
        said = number.before.rpartition("占")[0]
        named = [one for one in self._sources.finditer(said) if _OF_MONEY.search(one[0])]
        code = self._words.sources[named[-1][0]] if named else None
        return None if code == "donor_level" else code

    def _is_of_helped(self, passage: Passage, at: int) -> bool:
        """Whether a word of source is the end of a county's name that is helped: 化隆县财政援助."""
        return any(
            _is_helped(passage.text, one) and self._side(one) is RECEIVES
            for one in passage.named(max(0, at - 20), at + 1)
            if one.start < at < one.end
        )

    def _given(self, passage: Passage, number: Number) -> str | None:
        """Return the source that the words around a number say by who gives it."""
        gap, behind = number.gap, number.after
        if is_given(passage, number):
            return "donation"
        if "贵" in gap and (yours := _YOURS.search(gap)):
            return _LEVELS[yours[1]]
        if "don" in behind and _DONATED.search(behind):
            return "donation"
        return told_behind(passage, number)

    def _coded(self, passage: Passage, code: str, at: int) -> str:
        """Return the code of a source; `donor_level` is settled when the donor is known.

        What a place of the giving side finds itself (青浦区自筹) is its own budget.
        """
        if code == "self":
            named = passage.named(max(0, at - 20), at)
            is_givers = named and named[-1].end == at and self._side(named[-1]) is GIVES
            return (level_code(named[-1].key) if is_givers else None) or code
        return code

    def _funded(self, passage: Passage, named: Sequence[Mention]) -> tuple[str, int] | None:
        """Return the source that a place names by its own budget, and where: 珠海财政, 顺德区本级.

        A county or city of the receiving side that pays itself raises its own share.
        """
        for one in reversed(named):
            is_giver = self._side(one) is GIVES or (one.level == 1 and self._side(one) is UNKNOWN)
            is_aid = is_giver and _AID.match(passage.text, one.end)
            is_aid = is_aid or (is_giver and _GIVES_FUND.match(passage.text, one.end))
            if is_aid or _FUNDED.match(passage.text, one.end):
                code = level_code(one.key) if one.level <= 3 else None
                if code and code != "province" and self._side(one) is RECEIVES:
                    if _is_helped(passage.text, one):
                        continue
                    code = "self"
                return (code, one.end) if code else None
            if is_giver and _OFFICE_PAYS.match(passage.text, one.end - (one.level == _OFFICE)):
                code = level_code(one.key)
                return (code, one.end) if code else None
        return None

    def go_on(self, passage: Passage) -> None:
        """Let what goes on about money whose source only its giver told have that source."""
        for last, draft in pairwise(passage.drafts):
            if draft.source is None and last.source is not None:
                draft.source = self._inherited(draft, last, draft.number.gap)

    def _inherited(self, draft: Draft, last: Draft | None, gap: str) -> str | None:
        """Return the source of the number before, when this one only goes on about its money."""
        if last is None or last.passage is not draft.passage or last.source is None:
            return None
        if last.measure is draft.measure and self._goes_on(draft, gap):
            return last.source
        if last.number.sentence != draft.number.sentence:
            is_rate = draft.measure is PERCENT and last.measure is MONEY
            said = _THE_FUND if draft.measure is PROJECTS else _ITS_RATE if is_rate else None
            if draft.measure is ITEMS and last.source == "donation":
                said = _GOT_TOO
            return last.source if said and said.match(gap) else None
        is_close = len(gap) < _SHORT
        if (
            (is_close and draft.measure is last.measure and _ITS_BASE.fullmatch(gap))
            or (is_close and draft.measure is MONEY and _ITS_PRICE.fullmatch(gap))
            or (is_close and last.source == "donation" and _BUYS.fullmatch(gap))
            or (is_close and last.measure is ITEMS and _ITS_SIZE.fullmatch(gap))
            or self._rest.search(gap)
            or (_PAID.search(gap[-10:]) and self._is_same_phrase(draft, last))
            or draft.is_beside
            or (is_close and draft.measure is last.measure and is_change(draft))
            or draft.measure is PERCENT
        ):
            return last.source
        if last.measure is AREA_M2 and self._is_same_phrase(draft, last):
            return last.source
        is_gift = draft.measure in (ITEMS, MONEY) and last.source == "donation"
        is_gift = is_gift and (
            gap.startswith("、")
            or (draft.measure is ITEMS and _NEXT_GIFT.fullmatch(_led(draft)) is not None)
        )
        goes_on = draft.measure is PROJECTS and len(gap) < 6 and self._is_same_phrase(draft, last)
        return last.source if goes_on or is_gift or gap.strip() in ("、", ",", "和") else None

    def _is_same_phrase(self, draft: Draft, last: Draft) -> bool:
        return last.number.phrase == draft.number.phrase

    def _goes_on(self, draft: Draft, gap: str) -> bool:
        """Whether nothing but a time and a verb stands before a number: ;2018年达到512万元."""
        passage, start = draft.passage, draft.number.start - len(gap)
        before = bisect.bisect_left(passage.moments, draft.number.start, key=_start)
        for one in reversed(passage.moments[max(0, before - _FEW) : before]):
            if one.start < start:
                break
            if one.end <= draft.number.start:
                low, high = one.start - start, one.end - start
                gap = gap[:low] + gap[high:]
        return _ONLY_VERBS.fullmatch(gap) is not None and len(gap) + start < draft.number.start

    def category(self, draft: Draft) -> str | None:
        """Return the sector of a number, the nearest word in front of it first."""
        passage, number = draft.passage, draft.number
        before, after = number.before, number.after
        if passage is not self._read:
            self._read, self._hits = passage, list(self._sectors.finditer(passage.text))
            self._starts = [hit.start() for hit in self._hits]
            self._in_names = {at for one in passage.mentions for at in _within(one, self._starts)}
        if told := self._told(draft, before):
            return told
        if number.gap.endswith(_KINDS) and (kind := _KIND.search(number.gap)):
            sector = self._sectors.search(kind[1])
            return self._words.categories[sector[0]] if sector else kind[1]
        if named := self._sector(number.start - len(before), number.start):
            return named
        first = bisect.bisect_left(self._starts, number.end)
        if first < len(self._hits) and self._hits[first].end() <= number.end + len(after):
            return self._words.categories[self._hits[first][0]]
        own = _label(number.gap) if draft.measure is ITEMS else None
        if own and _MEMBER.match(number.gap):
            return own
        start = max(number.phrase[0], number.start - 60)
        return self._sector(start, number.start) or _label(number.gap)

    def _sector(self, start: int, end: int) -> str | None:
        """Return the sector named last between two positions, no part of a place's name."""
        at = bisect.bisect_left(self._starts, end) - 1
        while at >= 0 and self._starts[at] >= start:
            hit = self._hits[at]
            if hit.end() <= end and self._starts[at] not in self._in_names:
                return self._words.categories[hit[0]]
            at -= 1
        return None

    def _told(self, draft: Draft, before: str) -> str | None:
        """Return what a number itself is: a rate, a comparison, so much each."""
        if draft.measure is PERCENT:
            found = ("率" in before and self._rate.search(before)) or _COMPARES.search(
                draft.number.gap
            )
            return found[1] if found else None
        if draft.measure is TRAINEES and "培训" in before:
            return self._words.categories.get("培训")
        if draft.measure is not MONEY:
            return None
        if not draft.number.around & _EACH_SIGNS:
            return None
        each = self._each.search(before)
        if each is None and _EACH_COSTS.search(before):
            return "单价"
        return each[1] if each else None


def _within(name: Mention, starts: Sequence[int]) -> Sequence[int]:
    """Return which of some places stand inside the name of a place and near it: the 桥 of 柯桥."""
    low = max(name.start, name.end - _NAME_REACH)
    high = min(name.end, name.start + _NAME_REACH)
    return starts[bisect.bisect_left(starts, low) : bisect.bisect_left(starts, high)]


def _led(draft: Draft) -> str:
    """Return the words in front of a number, with the sign that ends the phrase before them."""
    start = draft.number.start - len(draft.number.gap)
    return draft.passage.text[max(0, start - 1) : start].replace(",", ";") + draft.number.gap


def _start(moment: Moment) -> int:
    return moment.start


def level_code(key: str) -> str | None:
    """Return the source whose money a place's own budget is, None for a town or no place."""
    code = key[:6]
    if not code or ":" in key:
        return None
    level = 2 if code in _MUNICIPALITIES else level_of(code)
    return {1: "province", 2: "municipal", 3: "district"}[level]


def _label(gap: str) -> str | None:
    """Return the noun right before a number as its subject: 财政资金4820万元, 课桌椅320套."""
    found = _NOUN.search(_VERBS.sub(" ", gap))
    return found[1] if found else None


def _is_helped(text: str, place: Mention) -> bool:
    """Whether the money named behind a place is given to it, and not of its own purse."""
    before = text[max(0, place.start - 4) : place.start]
    return _HELPED.match(text, place.end) is not None or _HELPS.search(before) is not None
