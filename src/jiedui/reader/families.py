"""Which numbers may be added, compared or divided: those of one family, and what one is per."""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING

from jiedui.reader.converting import is_alike
from jiedui.reader.exactly import apart, whole_of
from jiedui.reader.reading import HOUSEHOLDS, ITEMS, MONEY, OTHER, PERCENT, PROJECTS
from jiedui.reader.vocabulary import alternatives

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jiedui.reader.passage import Draft
    from jiedui.reader.vocabulary import Vocabulary

MOST = 14
"""So many numbers before a stated one are looked at."""

_NEAREST = 24  # So many numbers of a long sentence are looked at.

PAID = re.compile(
    r"拨付|到位|到账|完成|支出|用去|使用|已|实际|用掉|花|付|交付|兑现|结算|[开完竣]工|建成|投产|验收|就业"
)
"""Words of money that was really paid, or of a thing really done."""

_COUNTING = ("items", "person", "households", "batches", "area_m2", "other")
_COUNTED = {
    "人": "人名位人次",
    "名": "人名位",
    "位": "人名位",
    "户": "户套",
    "生": "人名位",
    "平米": "平方米㎡m2",
    "平方米": "平米平方米㎡m2",
}
EACH_GETS = re.compile(
    r"(各自?|均)(?![界类项级地种方]|(?:县?市?区县?|县市?|镇乡?|乡镇|街道)(?:财政|拨付|投入|出资))(?:[向给为对][^,。;\d]{2,10}(?=[捐拨赠送投援]))?"
    r"(?:补助?|发放?|给|配|捐|赠|投|拨|安排|建|得|获|有|派|奖|出|拿|送|汇|划|援|承担|筹|认)?"
    r"了?[\u4e00-\u9fff]{0,3}$"
)
_STAGES = frozenset("期 批 轮".split())
"""Units of which 一 is the first, not each: 一期1450万元、二期1150万元."""

_WEIGHTS = ("吨", "公斤", "斤", "亩", "公里", "米")
"""Measures of which so much costs so much: 一吨8000元."""

_ONE_OF = frozenset("每单一")
"""The signs that make a number one per what they stand before."""

_FAR = 80  # Who gives as much each stands no further in front of a number.
_EACH_THING = re.compile(r"([\u4e00-\u9fff]{2,4})[每一][^\W\d]$")
_ROW = re.compile(r"、|以?及|和(?!平|谐|睦)|与")
_HOW_MANY = re.compile(
    r"([一二两三四五六七八九十]|(?<!\d)\d{1,2})(?:个|家|所|名|位|方|地|镇|乡|村|县|区|市|街道|校|院|局|人|户)"
)
_AND_OTHERS = re.compile(r"等(?![于级额])")
_TO_WHOM = re.compile(r"[向给为对]")
_EACH_SIGN = re.compile(r"^单价$|^(?:平均)?[每单]|^一|均$|^平均$|单价|^per$")
_AND_MORE = re.compile(r"[^,。;、\d]{0,4}等(?![于级额])")
_RATE_MOVED = re.compile(r"(?:提高|增加|降低|减少|上升|下降)了?$")
_REST_UNTOLD = re.compile(
    r"[,;](?:到?(?:(?:19|20)\d{2}|今|去|明)年[底末]?)?"
    r"(?:其余|剩余|余下|剩下|不足|差额)[^,。;\d]{2,16}[,。;]"
)
_THAT_IS = re.compile(r"[,(、]?\s?(?:也就是|即|[约共]?[合计]|共|约)")
_OWN_SHARE = re.compile(
    r"[,(、]?[^,。;\d]{0,3}占[^,。;\d一二三四五六七八九百半]{0,6}(?:[\d一二三四五六七八九百半])"
)
_NOUN = re.compile(r"[^\W\d_]{1,6}")
_SHORT_NOUN = 3
_OF_ANYTHING = frozenset("个 座 处 所 家 支".split())
"""Units of any thing, so that its noun says what one of it is."""

_CLAUSE_CUT = re.compile(r"[,;。:(]")
_PER_TIME = re.compile(r"每[月年天日周季晚]|每个?(?:学[期年]|季度)|月|日均|年均|/[年月日晚天]")


@functools.lru_cache(maxsize=8)
def _patterns(words: Vocabulary) -> tuple[re.Pattern[str], re.Pattern[str], frozenset[str]]:
    """Return the patterns of what stands before a number that is per something, and behind it.

    Third the signs of which every match of the first has one: 每, 单, 一, or those that end a word.
    """
    counted = [word for word, unit in words.units.items() if unit.kind in _COUNTING]
    units = alternatives([*counted, "平米", "个", "度"])
    listed = words.pattern("share", "each").pattern
    things = [word for word, unit in words.units.items() if unit.kind in _COUNTING[:-1]]
    ones = alternatives([*(word for word in things if word not in _STAGES), "平米", *_WEIGHTS])
    priced = r"(?=(?:[仅只约要才合按]|[^,。;\d]{0,4}[卖售值])?$)"
    before = re.compile(
        rf"{listed}|(?:每(?:[卖售产送收养种栽]一?)?|单(?!位)){units}|(?<![头第在凑合加])(?<!加到)一{ones}{priced}"
    )
    signs = {word[-1] for word in words.frames["share"]["each"] if word[0] not in _ONE_OF}
    return (
        before,
        re.compile(rf"[每一1]({ones})(?=[卖收算计买结售]|[\W\d_]|$)"),
        frozenset(signs | _ONE_OF),
    )


class Each:
    """Recognises what a number is per: 每户, 户均, 一羽, 摊到每平方米."""

    def __init__(self, words: Vocabulary) -> None:
        self._each, self._priced, self._signs = _patterns(words)

    def unit(self, draft: Draft) -> str | None:
        """Return the measure word that a number is per ("" when any), None when it is not per."""
        passage, number = draft.passage, draft.number
        before = number.before
        clause = before[-24:]
        if passage.text[number.end : number.end + 1] == "/":
            return passage.text[number.end + 1 : number.end + 3].strip(",。;")
        if number.kind == "money" and (priced := self._priced.match(passage.text, number.end)):
            return priced[1]
        found = self._last_each(clause)
        gap = number.gap
        if found is None:
            return "" if number.index and _each_gets(gap) else None
        start = len(clause) - found.start()
        is_far = start > len(gap) + 3 and not re.fullmatch(r"[一每].*", found[0])
        last = draft.previous
        is_count = last is not None and last.end > number.start - start
        is_count = is_count and last is not None and last.family == draft.family
        if is_far or is_count or start > len(gap) + 6 or _is_one_of_two(draft, found[0]):
            return None  # 张村一户、李村两户 counts one household, it is not per household.
        return _EACH_SIGN.sub("", found[0])

    def _last_each(self, clause: str) -> re.Match[str] | None:
        """Return the last words of a clause that make a number one per something."""
        if self._signs.isdisjoint(clause):
            return None
        found: re.Match[str] | None = None
        for one in self._each.finditer(clause):
            if found is not None and one[0] == "平均" and found[0] != one[0]:
                continue  # 每个车间平均吸纳: so much each, however it is reckoned.
            if found is None or found.end() < one.start() or one[0][-1] not in "年月天日":
                found = one
        return found


def _each_gets(gap: str) -> re.Match[str] | None:
    """Return the 各 or 均 of the words in front of a number that several give or get."""
    return EACH_GETS.search(gap) if "各" in gap or "均" in gap else None


def each_of(draft: Draft) -> int | None:
    """Return how many a number is given by or to, each as much: 甲镇、乙镇各给30万元 is 2.

    1 where nothing says 各. None where 各 is said but not of how many (各企业, 甲镇等各给): such a
    number can neither make a sum nor belie one.
    """
    said = _each_gets(draft.number.gap)
    if said is None:
        return _priced_many(draft)
    words = who_each(draft)
    if counted := list(_HOW_MANY.finditer(words)):
        return whole_of(counted[-1][1]) or 2
    rows = [len(_ROW.split(part)) for part in _TO_WHOM.split(words)]
    several = [many for many in rows if many > 1]
    if said[1] == "均" and (not several or words.endswith(tuple("人户村亩年月日平"))):
        return 1
    return several[0] if len(several) == 1 and not _AND_OTHERS.search(words) else None


def who_each(draft: Draft) -> str:
    """Return the words of a number's clause in front of its 各, "" where it has none."""
    number, passage = draft.number, draft.passage
    low = max(number.clause[0], number.start - _FAR)
    for one in reversed(passage.drafts[: draft.index]):
        if one.family == draft.family:
            low = max(low, one.end)
            break
    said = EACH_GETS.search(passage.text[low : number.start])
    words = passage.text[low : low + said.start()] if said else ""
    return _CLAUSE_CUT.split(words)[-1].lstrip("、和与及 ")


def _priced_many(draft: Draft) -> int:
    """Return how many of a thing the words before its price count: 彩超两台,彩超每台35万元."""
    unit, start = draft.per, draft.number.sentence[0]
    thing = _EACH_THING.search(draft.number.gap) if unit else None
    for one in draft.passage.drafts[: draft.index] if thing else ():
        is_count = one.start >= start and one.number.unit == unit
        if is_count and thing and one.number.gap.endswith(thing[1]):
            many = int(one.number.value)
            return 1 if _is_reckoned(draft, many) else many
    return 1


def _is_reckoned(price: Draft, many: int) -> bool:
    """Whether right behind a price stands what all of them cost, so that it adds nothing itself."""
    behind = price.passage.drafts[price.index + 1 : price.index + 2]
    return any(
        one.family == price.family
        and in_phrase(one, price)
        and 10 * apart(one.number.value, many * price.number.value) <= one.number.value
        for one in behind
    )


def _is_one_of_two(draft: Draft, each: str) -> bool:
    """Whether 一所 is the one of two, told beside the other: 一所160万元,另一所140万元."""
    if each[:1] != "一" or not each[1:]:
        return False
    text, (start, end) = draft.passage.text, draft.number.phrase
    return f"另{each}" in text[start:end] or f"另外{each}" in text[start:end]


def counts(unit: str, draft: Draft) -> bool:
    """Whether a draft counts what a `per` word names: 期 counts 六期, 人 counts 30名."""
    if not unit:
        return draft.measure is not MONEY
    own = draft.number.unit
    own = "人" if own == "个人" else own
    allowed = _COUNTED.get(unit, unit)
    if bool(own) and (own in allowed or allowed in own or is_alike(own, unit)):
        return True
    return own in _OF_ANYTHING and _is_noun_of(draft, unit)


def _is_noun_of(draft: Draft, unit: str) -> bool:
    """Whether what a count counts is called so: 扶贫车间9个, 9个扶贫车间, 12所学校 of 校."""
    number = draft.number
    behind = _NOUN.match(number.after)
    if behind is None and not number.gap[1:]:
        return draft.passage.text[: number.sentence[0]].rstrip("。:】)]\n ").endswith(unit)
    if behind is None:
        return number.gap[-8:].rstrip("有共为达是的约已").endswith(unit)
    return behind[0].endswith(unit) or unit in behind[0][1:_SHORT_NOUN]


def is_per_time(words: str) -> bool:
    """Whether words make a number one per month, day or year."""
    return _PER_TIME.search(words) is not None


def is_moved_rate(draft: Draft) -> bool:
    """Whether a number is by how much a rate moved, not the rate: 亩产提高了0.4吨."""
    return _RATE_MOVED.search(draft.number.gap) is not None


def goes_on_unnamed(last: Draft) -> bool:
    """Whether a list ends with 等 or a rest without a number: 教育5个、卫生3个等."""
    behind = last.passage.text[last.end : last.end + 24]
    return bool(_AND_MORE.match(behind[:6]) or _REST_UNTOLD.match(behind))


def has_own_share(draft: Draft) -> bool:
    """Whether a number's own share of something is told right behind it: 600万元,占30%."""
    behind = draft.passage.text[draft.end : draft.end + 8]
    if "占" in behind and _OWN_SHARE.match(behind) is not None:
        return True
    last = draft.previous
    is_told = last is not None and last.measure is PERCENT and in_phrase(last, draft)
    return is_told and _THAT_IS.match(draft.number.gap) is not None


_LAST_YEAR = re.compile(r"(?<![比较与同])[去上]年(?![底末初])")
_THIS_YEAR = re.compile(r"今年|本年|当年")


def is_later(one: Draft, other: Draft) -> bool:
    """Whether two numbers are told of two whole years, the later one second."""
    first, second = one.when.first, other.when.first
    if first is None and second is None:  # A page without a day of its own.
        return bool(_LAST_YEAR.search(one.number.gap) and _THIS_YEAR.search(other.number.gap))
    return bool(first and second and first.year < second.year and not other.is_beside)


def in_phrase(one: Draft, other: Draft) -> bool:
    """Whether two numbers stand in one part of a sentence."""
    return one.passage is other.passage and one.number.phrase == other.number.phrase


def told_before(draft: Draft) -> list[Draft]:
    """Return what the sentence of a number tells before it, of a long one the nearest."""
    near = draft.passage.drafts[max(0, draft.index - _NEAREST) : draft.index]
    return [one for one in near if one.start >= draft.number.sentence[0]]


_RESTATES = re.compile(r"\s?[(,、]?\s?(?:也就?是|就是|即|折|约|合|相当于|换算|等于|[成为])+\s?")


def restates(draft: Draft) -> bool:
    """Whether a number says the one before it again in another unit: 2.4公顷(合36亩)."""
    last = draft.previous
    if last is None or last.family != draft.family or last.number.unit == draft.number.unit:
        return False
    is_same = 50 * apart(last.number.value, draft.number.value) <= last.number.value
    return is_same and _RESTATES.fullmatch(draft.number.gap) is not None


_OTHERS_EACH = re.compile(r"[;。][^,。;:]{1,20}[和与及、][^,。;:]{1,20}(?:分别|各)[^,。;:]{0,16}$")


def others_each(between: str) -> bool:
    """Whether the words between two numbers say that others gave what follows, each their own.

    甲公司捐50万元;乙银行和丙银行分别捐20万、40万元: the second numbers are no parts of the first.
    """
    return _OTHERS_EACH.search(between) is not None


_STATE = re.compile(
    r"(?:[开完竣]工|投产|验收|建成|投用|投入使用|在建|[未待][^,。;\d]{1,4})[^,。;\d]{0,3}$"
)
_STATE_BEHIND = re.compile(r"(?:仍|还|尚|正)*(?:在[建装修]|未|待)")
"""Says of things counted how far they are, so that it may be said of those told by kind too."""

_STAGE = re.compile(r"[,、;:(]?(?:其中)?已(?!经?全)")
"""Begins the words in front of how far money has come: 已下达A,已支出B, the second of the first."""

_PAIR = 2
_ROOM = re.compile(r"床|岗位|学位|座位|席位|名额|工位|铺位|指标")
_MARKS = re.compile(
    "女|建档立卡|贫困|脱贫|住校|少数民族|党员|残疾|低保|监测|本科|大专|高级(?!中学)|副高|骨干"
)


_OF_HOUSEHOLDS = re.compile(rf"{_MARKS.pattern}|五保|务工|参加|入股|流转")


def may_overlap(run: Sequence[Draft]) -> bool:
    """Whether one and the same may be told twice: persons by marks (女生, 住校生), things by state.

    产业项目14个,已完工9个: some of the first are of the second.
    """
    if run[0].measure is MONEY:
        return sum(_STAGE.match(one.number.gap) is not None for one in run) >= _PAIR
    if run[0].family not in ("person", HOUSEHOLDS):
        return 0 < sum(map(_is_state, run)) < len(run)
    labels = [one.number.gap + one.number.after[:4] for one in run]
    marks = _MARKS if run[0].family == "person" else _OF_HOUSEHOLDS
    marked = [one for one in labels if marks.search(one)]
    both = any("男" in one for one in labels) and any("女" in one for one in labels)
    return bool(marked) and not both


def _is_state(one: Draft) -> bool:
    """Whether a number of things says how far they are."""
    number = one.number
    is_behind = _STATE_BEHIND.match(number.after) is not None
    return is_behind or _STATE.search(number.gap) is not None


def has_room(whole: Draft, part: Draft) -> bool:
    """Whether a number counts the places that the persons of another take: 床位120张,入住84人."""
    words = whole.number.gap[-6:] + whole.number.after[:4]
    return part.family == "person" and _ROOM.search(words) is not None


def is_in_unit(total: Draft, each: Draft) -> bool:
    """Whether a total may be made of so much each: of its family, or in a unit of its kind."""
    unit, other = total.number.unit, each.number.unit
    return total.family == each.family or (unit != other and is_alike(unit, other))


def may_join(kin: str, total: Draft, one: Draft) -> bool:
    """Whether a draft may be a part of a total by what it counts."""
    if one.family == kin:
        return True
    return _is_thing(total) and _is_thing(one)


def _is_thing(draft: Draft) -> bool:
    """Whether a number counts things by 个 or the like, their noun beside it or in it: 7个村."""
    number = draft.number
    is_counted = number.kind == "thing" or (number.unit[:1] == "个" and number.kind == "other")
    return is_counted and draft.measure in (PROJECTS, ITEMS, OTHER)
