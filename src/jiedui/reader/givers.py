"""Who gave a number: by its source, and by the names beside it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from jiedui.reader.frames import OTHER_GAVE
from jiedui.reader.parties import LEAD, levelled, party_of
from jiedui.reader.reading import ITEMS, MONEY, Party
from jiedui.reader.sense import level_code
from jiedui.reader.sides import GIVES, RECEIVES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from jiedui.reader.naming import Mention
    from jiedui.reader.passage import Draft, Passage
    from jiedui.reader.sides import Side, Sides
    from jiedui.reader.vocabulary import Vocabulary

_LONE = re.compile(
    r"((?![这该全本此])[^\W\d_a-zA-Z的在来去到向给由和与,]{1,14}?(?:合作社|有限公司|公司|集团|商会|协会|学会|基金会|慈善总?会|"
    r"银行|民政局|教育局|局|街道|寺|村|社区|企业家|校友会|红十字会|工商联))(?:[^\W\d]{0,6})$"
)
_OFFICE_SIGNS = frozenset("社司团会行局道寺村区家联")
"""The signs with one of which the word for a firm or an office ends."""

_GIVES = re.compile(r"|(?!.*(?:投资|建|占地|改)).*[捐赠出拿给助汇凑拨献送认募筹提共累各又再还也].*")
"""What may stand between who gives and how much: nothing, or a word of giving."""

_PRIVATE = re.compile(
    r"合作社|公司|集团|商会|协会|学会|基金会|慈善总?会|寺|企业家|校友会|红十字会|村"
)
_BY = re.compile(
    r"由([^,。;]{2,20}?)(?:认捐|捐赠|捐助|捐资|捐献|捐|出资|承担|援建|提供|投入|筹措|负担|配套|支付)"
)
_BY_BEHIND = re.compile(rf",(?:全部|费用|资金)?{_BY.pattern}")
_JOINTLY = re.compile(
    r"[^,。;\d]{0,10},?(?:全部)?由([^,。;\d]{4,40}?)(?:共同|联合|一起|分别|各自)*"
    r"(?:捐赠|捐资|捐建|捐|出资|承担|援建|提供|投入|筹集|负担|拨付|构成|组成)"
)
"""Tells behind a sum who gave it together: 资金由思明区、湖里区和集美区构成."""

_PAIR = 2
_FIRM = re.compile(
    r"[区县市镇乡省州]$|公司|集团|企业|商会|协会|银行|基金会|街道|医院|学校|大学|工会|局|委"
)
_MEMBERS = re.compile(r"、|和|与|以及|及")
_PURSE_OF = re.compile(r"(?:本?级)?(?:财政|资金|出资|捐款|统筹)+$")
_GIVING = re.compile(
    r"(?:的?[一二两三四五六七八九十几多数\d]+余?多?[家名位个])?"
    r"的?([^\W\d_a-zA-Z的]{0,6}(?:各界|企业家|企业|[药酒车民国央名]企|爱心单位|干部|党员|员工|师生|家长|会员|侨亲|职工|群众|市民|乡亲|个人|爱心人士|社会组织|侨胞|校友|商会|村居|机关|义工队|志愿队|服务队|爱心会|同乡会|联谊会|联合会|促进会)"
    r"(?:[、和与及](?:[^\W\d_、和与及的]{1,8}))*?)(?:今年|去年|前年|当年|近年|日前|自发|自愿|踊跃|积极|先后|累计|共|还|也|又|再|主动|纷纷|为[^,。;\d]{1,12})*"
    r"(?:[到在赴来][^,。;\d]{2,8}?(?=投|[开兴创]办|办起|[兴援]?建))?"
    r"(?:捐|赠|献|募|资助|[开兴创]办|办起|投建|兴建|建成|(?:到位|完成|实际)?投资|吸纳|认购|招收)"
)
"""Who gives of his own behind the name of a place: 萧山区机关干部和爱心企业捐资."""

_FIRMS_AT = re.compile(r"[^,。;\d]{0,4}(?:企业|公司|商会)[到在赴来]")
_RAISED = re.compile(
    r"([^\W\d,。;的由]{0,4}?(?:村集体|村两委|村委会|群众|村民|农户|农民|居民|牧民|合作社|企业|学校|医院|业主|社区|商户|家长))"
    r"(?:们|自己|再|也|还|又|另)*(?:自筹|自行筹)"
)
"""Who raised a sum himself: 村集体自筹."""

_DISTRICTS = re.compile(r"(各(?:区县?|县区?|县市区|区市县|市区))(?!级)")
"""Stands behind a city whose districts give: 厦门各区."""

_SOCIETY = re.compile(r"社会(?:各界|力量|捐|帮扶|资金)|各界")
_FISCAL = re.compile(
    r"(?:(?<![级省市区县州旗央])|(?<=[我贵该][区县市州旗]))财政(?:性?专?项?(?:帮扶|援助|协作|扶贫|援建|支援|资金)|拨)"
)
_GAVE = re.compile(
    r"(?:此外|另外|另有?|其中|还?有)?(?:一?[位名个]|一家)?([\u4e00-\u9fff]{2,14}?)"
    r"(?:今年|去年|前年|当年|近年|日前|自发|自愿|踊跃|积极|主动|先后|累计|纷纷|共|还|也|又|再|们)*"
    r"(?:(?:爱心|共同|慷慨|无偿|定向|集体|合|义|募)?捐(?!助?资金|赠?资金)|汇来|寄来|送来|凑了|凑出)"
)
"""Who gives, as the subject of a clause: 街道机关党员捐来, 一位阿婆汇来."""

_TOWN_GAVE = re.compile(
    r"((?![这该全本此各向给为对])[\u4e00-\u9fff]{1,5}[镇乡])(?:今年|去年|当年|共|还|也|又|再|则)*"
    r"(?:捐|送|赠|出资|拿出|给了)[^,。;\d]{0,4}$"
)
"""A town that gives as the subject of its clause: 琅岐镇送去."""

_SOLE = re.compile(
    r"([\u4e00-\u9fff()]{2,20}?(?:公司|集团|企业|商会|协会|基金会|银行|厂|行|社|店))(?:这?[一独]家|一户)"
    r"(?:就|便|又|共|即)?(?:捐|出资|赠|拿出|募)[^,。;\d]{0,6}$"
)
"""One firm of which it is said that it gave alone: 浙江某集团一家捐了."""

_NO_GIVER = re.compile(
    r"^(?:公司|集团|企业)[^\W\d]{0,3}$|包[括含]|其中|收到|接[受收到]|获|资金|款|[年月日]|[我你他她它们全各该此本这其贵]|总|社会|用于|累计|发动|组织|通过|动员|开展|[县市区州镇]级|[向给为对]"
)
_NO_NAME = re.compile(
    r"^(?!企业|个人|职工|干部|党员|群众|商户|学生|师生|老师|家长|校友|侨胞|乡贤|团队|老板).{1,2}$"
    r"|^[还又再也并先后随]|[上中后前时间里内下均]$|现场|当场"
)
"""Says when, where or how something was given, by its length or its ends: 随后, 仪式上, 多次."""

_TOWARDS = frozenset("向往销")
_DRAWN = re.compile(r"引[进入导]|招[引商]|吸引|落户")
"""Whom a place draws to itself, or where things go, gives nothing thereby: 招引江苏企业6家."""

_DEED = re.compile(
    r"[^。;\d]{0,16},(?:前后|先后|累计|一共|总共|共|已|还|就|又)*"
    r"(?:接?诊|看|[诊医救]治|手术|授课|教|讲|带|培训|辅导|服务|义诊|做)[^,。;\d]{0,6}"
)
"""Goes on about what persons named in front of it did: ,前后看了316人次."""

_IN_A_ROW = frozenset("、和及与")
_ABOVE = re.compile(r"上级|各级|两级|三级|中央")
_WHERE = re.compile(r"(?<=[\u4e00-\u9fff]{2})[在向给为到]")
_CUT = re.compile(r"[,:;、(]")
_GOES_ON = re.compile(
    r"\s?(?:[、,](?![^、,]{0,8}(?:其中|另|全|共|还|凑|合|总|累|剩|余))|和|与|及|以及)[^,。;:\d]{0,14}$"
)
_ALL_OF_IT = re.compile(r"[,、;]?(?:共计?|合计|总计|一共|总共|总?价值|折合|计)[为约达]?")
_FIRMS = re.compile(
    r"[^\W\d]{0,4}(?:企业|[药酒车民国央名]企|单位|商会|公司|人士|市民|乡贤)[^,。;\d]{0,8}[捐赠送]"
)
_NAME = 16
"""A place's name stands so close in front of how many of its firms give."""

_EACH = re.compile(r"(?:每[^\W\d]{1,2}|单价|人均|户均)[^,。;\d]{0,4}$")
_ONE_COSTS = re.compile(r"一[^\W\d]{1,2}")
"""Stands in front of what one of a thing costs: 640件,一件98元."""


class Givers:
    """Finds who gave the numbers of a page; `now` are the parties in force, kept by `Roles`."""

    def __init__(self, sides: Sides, words: Vocabulary, now: Mapping[Side, Party | None]) -> None:
        self._sides = sides
        self._now = now
        self._level: str | None = None
        self._to = words.pattern("send", "to")
        self._help = words.pattern("pair")
        self._give = words.pattern("give")

    def of(self, draft: Draft) -> Party | None:
        """Return who gave a number, by its source and the names beside it."""
        passage, number = draft.passage, draft.number
        gap = number.gap
        own = self._own(passage, _start_of(draft), number.start) if number.near else None
        is_helped = own is not None and self._side(own) is RECEIVES
        if draft.source == "donor_level" and not is_helped:
            self._settle_level(draft, own)
        draft.is_named = True
        if told := _told_behind(draft):
            return told
        if draft.source in ("self", "central"):
            return self._public(draft, own)
        if own is not None and self._side(own) is not GIVES:
            own = self._before(draft, own)
        if own is not None and self._side(own) is GIVES:
            is_own = passage.text.startswith("级", own.end)
            party = party_of(own)
            return self._of_giver(draft, own) or (
                party if is_own else levelled(draft.source, party)
            )
        is_gift = draft.measure is MONEY or draft.source == "donation"
        alone = self._alone(draft, own) if is_gift else None
        if alone is not None:
            return alone
        told = self._of_own_accord(draft, gap) or self._listed(draft, gap)
        draft.is_named = told is not None
        if told is not None:
            return told
        return self._in_force(draft)

    def _settle_level(self, draft: Draft, own: Mention | None) -> None:
        """Say whose money 协作资金 is by who is named beside it, and keep it for what goes on."""
        gap = draft.number.gap
        if "协作资金" in gap:
            is_joint = _ABOVE.search(gap) is not None
            is_givers = own is not None and self._side(own) is GIVES and not is_joint
            self._level = level_code(own.key) if own and is_givers else None
        if "协作资金" in gap or "资金" not in gap:
            draft.source = self._level

    def _alone(self, draft: Draft, own: Mention | None) -> Party | None:
        """Return the firm, office or town that gives as the subject of a number's clause."""
        words = _cut(draft.number.gap)
        passage, number = draft.passage, draft.number
        clause = passage.text[max(number.clause[0], number.start - 40) : number.start]
        if own is None and (sole := _SOLE.search(clause)):
            draft.source = draft.source or "donation"
            return Party(LEAD.sub("", sole[1]))
        is_office = "每" not in words and not _OFFICE_SIGNS.isdisjoint(words)
        lone = _LONE.search(words) if is_office else None
        if lone and _GIVES.fullmatch(lone[0], len(lone[1])):
            draft.source = draft.source or ("donation" if _PRIVATE.search(lone[1]) else None)
            return Party(LEAD.sub("", lone[1]))
        is_town = "镇" in words or "乡" in words
        town = _TOWN_GAVE.search(words) if is_town else None
        if town and (own is None or self._side(own) is not RECEIVES):
            return Party(LEAD.sub("", town[1]))
        return None

    def _in_force(self, draft: Draft) -> Party | None:
        """Return the giver in force, at the level that a number's source says."""
        now = self._now[GIVES] or later(self._sides, draft, GIVES)
        if draft.source in ("district", "municipal") and now:
            level = 3 if draft.source == "district" else 2
            now = self._sides.giver_below(now, level) or self._sides.home_of(now, level) or now
        return levelled(draft.source, now) if now else None

    def _of_own_accord(self, draft: Draft, gap: str) -> Party | None:
        """Return who gives a gift: the subject of its clause, or society where that is named."""
        if draft.source != "donation" or draft.measure not in (MONEY, ITEMS):
            return None
        subject = _subject(gap)
        if draft.measure is ITEMS or (subject and not _SOCIETY.search(_cut(gap))):
            return subject
        return self._people(draft, gap) or subject

    def _people(self, draft: Draft, gap: str) -> Party | None:
        """Return the society of the place named last, which gives where 社会捐赠 says no place."""
        if not _SOCIETY.search(gap):
            return None
        passage, number = draft.passage, draft.number
        named = [
            one for one in passage.named(number.sentence[0], number.start)
            if self._side(one) is GIVES and one.level <= 4
        ]  # fmt: skip
        held = party_of(named[-1]) if named else self._now[GIVES]
        is_beside = named and _SOCIETY.match(passage.text, named[-1].end)
        name = _called(draft, named[-1]) if is_beside else held.name if held else ""
        everyone = "社会各界" if is_beside or "各界" in gap else ""
        return Party(f"{name}{everyone}", held.keys) if held else None

    def _before(self, draft: Draft, own: Mention) -> Mention | None:
        """Return the giver right in front of the place it helps: 张家港市帮扶沿河县6300万元."""
        passage = draft.passage
        start = max(draft.number.clause[0], own.start - 24)
        named = [
            one
            for one in passage.named(start, own.start)
            if self._side(one) is GIVES and not self._to.search(passage.text[one.start - 1])
        ]
        if not named or any(named[-1].end <= one.start < own.start for one in passage.numbers):
            return own
        between = passage.text[named[-1].end : own.start]
        is_giver = self._help.search(between) or self._give.search(between)
        is_giver = is_giver or _FIRMS_AT.fullmatch(between)
        return named[-1] if is_giver else own

    def _public(self, draft: Draft, own: Mention | None) -> Party | None:
        """Return who gave what the receiving side raised itself, or what the state gave."""
        if draft.source == "central":
            return Party("中央")
        raised = _RAISED.search(draft.number.gap)
        if draft.source == "self" and raised:
            return Party(raised[1])
        is_writer = own is not None and own.level == 5 and self._side(own) is GIVES
        mine = own if own and (is_writer or self._side(own) is RECEIVES) else None
        return party_of(mine) if mine else self._now[RECEIVES]

    def _of_giver(self, draft: Draft, own: Mention) -> Party | None:
        """Return all districts, or the people or firms, of the giver that pay their own money."""
        each = _DISTRICTS.match(draft.passage.text, own.end)
        if each and draft.source == "district":
            return Party(_called(draft, own) + each[1], (own.key,) if own.key else ())
        return self._private(draft, own)

    def _private(self, draft: Draft, own: Mention) -> Party | None:
        """Return the people or firms of a place that give of their own, None where none are."""
        if draft.source not in (None, "donation"):
            return None
        found = _GIVING.match(draft.passage.text, own.end, draft.number.start)
        return (
            Party(_called(draft, own) + found[1], (own.key,) if own.key else ()) if found else None
        )

    def _listed(self, draft: Draft, gap: str) -> Party | None:
        """Return the giver of the number before, when this one goes on in its list."""
        last = draft.previous
        if last is None or not last.is_named or last.donor is None:
            return None
        is_deed = draft.family == "person" and _DEED.fullmatch(gap) is not None
        is_price = not gap and _ONE_COSTS.fullmatch(draft.number.before) is not None
        is_price = is_price or (_is_price(draft) and last.measure is ITEMS and len(gap) < _NAME)
        is_all = draft.measure is MONEY and _ALL_OF_IT.fullmatch(gap) is not None
        is_all = is_all and _is_price(last)
        goes_on = _GOES_ON.match(gap) and not OTHER_GAVE.match(gap)
        if not (is_deed or is_price or is_all or goes_on):
            return None
        is_same = last.number.phrase == draft.number.phrase
        is_funded = draft.source is not None and draft.source != last.source
        is_other = draft.measure is not last.measure and last.source not in (None, "donation")
        is_funded = is_funded or is_other
        return last.donor if is_same and not is_funded else None

    def own_level(self, draft: Draft) -> str | None:
        """Return whose money 援藏资金 is: the province's that gives it, else the city's.

        协作资金 that a district or several give may be of any purse, so none is said.
        """
        if "资金" not in draft.number.gap:
            return self._level  # It goes on about the money that was named before it.
        levels = {level_code(key) for key in draft.donor.keys} if draft.donor else set()
        own = "province" if levels == {"province"} else "municipal"
        is_any = "协作资金" in draft.number.gap and own != "province"
        self._level = None if is_any else own
        return self._level

    def budget(self, draft: Draft) -> str | None:
        """Return whose budget 财政资金 means where no level is said: the giver's own."""
        is_money = draft.measure is MONEY and draft.source is None
        gap, last = draft.number.gap, draft.previous
        if is_money and last is not None and gap.strip() in _IN_A_ROW:
            return last.source if last.measure is MONEY else None
        if not is_money or "财政" not in gap or not _FISCAL.search(gap) or _ABOVE.search(gap):
            return None
        donor = draft.donor
        return level_code(donor.keys[0]) if donor and len(donor.keys) == 1 else None

    def _own(self, passage: Passage, start: int, end: int) -> Mention | None:
        """Return the party named last between the number before and this one."""
        for one in reversed(passage.named(start, end)):
            before = passage.text[max(0, one.start - 4) : one.start]
            is_goal = before[-1:] in _TOWARDS or self._to.search(before[-1:])
            if not is_goal and not _DRAWN.search(before):
                return one
        return None

    def _side(self, mention: Mention) -> Side:
        return self._sides.of(mention.key)


def later(sides: Sides, draft: Draft, side: Side) -> Party | None:
    """Return the party of a side named behind a number in its clause."""
    passage = draft.passage
    end = draft.number.phrase[1]
    for one in passage.named(draft.number.end, min(end, draft.number.end + 80)):
        if sides.of(one.key) is side:
            return party_of(one)
    return None


def _start_of(draft: Draft) -> int:
    """Return where who gives may be named: since the number before, or in front of 3家民企."""
    passage, number = draft.passage, draft.number
    start = number.start - len(number.gap)
    last = passage.numbers[number.index - 1] if number.index else None
    is_count = last is not None and last.end == start and last.unit in ("家", "位", "名", "个")
    if last is None or not is_count or not _FIRMS.match(passage.text, start):
        return start
    return max(number.clause[0], last.start - _NAME)


def _is_price(draft: Draft) -> bool:
    """Whether a number says how much each of a thing costs or each of several gets."""
    return _EACH.search(draft.number.gap) is not None


def _called(draft: Draft, own: Mention) -> str:
    """Return a place as the page calls it here (厦门), 公司 and 我区 by their names."""
    said = draft.passage.text[own.start : own.end]
    return said if own.level < 4 and said[:2] in own.name else own.name


def _cut(gap: str) -> str:
    """Return the last clause of the words before a number."""
    return _CUT.split(gap)[-1]


def _subject(gap: str) -> Party | None:
    """Return who gives a gift as the subject of its clause, place or not."""
    found = _GAVE.match(_cut(gap).strip())
    if found is None or _NO_GIVER.search(found[1]) or _NO_NAME.search(found[1]):
        return None
    return Party(_WHERE.split(found[1])[0])


def _told_behind(draft: Draft) -> Party | None:
    """Return who gave a number where that is told behind it: 由甲公司捐赠."""
    joined = _jointly(draft.passage, draft.end)
    if joined is not None or draft.source not in (None, "donation"):
        return joined
    by = _BY.search(draft.number.after) if "由" in draft.number.after else None
    by = by or _BY_BEHIND.match(draft.passage.text, draft.end)
    return Party(by[1]) if by else None


def _jointly(passage: Passage, end: int) -> Party | None:
    """Return the several that gave a sum together, where they are told behind it."""
    said = _JOINTLY.match(passage.text, end) if passage.text.find("由", end, end + 14) > 0 else None
    names = [_PURSE_OF.sub("", one) for one in _MEMBERS.split(said[1])] if said else []
    named = passage.named(said.start(1), said.end(1)) if said else []
    if len(names) < _PAIR or any(len(one) < _PAIR for one in names):
        return None
    is_places = len(named) == len(names)
    if not is_places and not all(_FIRM.search(one) for one in names):
        return None  # 由基础和配套两部分构成 names nobody.
    told = [one.name for one in named] if is_places else names
    return Party("、".join(told), tuple(dict.fromkeys(one.key for one in named if one.key)))
