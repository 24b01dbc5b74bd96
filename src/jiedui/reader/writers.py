"""The organisation that a page is about or by: a hospital's summary, a company's news.

Its title names it as the one that helps (某医院对口帮扶…, 某集团走进…); the text then says 我院,
我校, 公司 or nothing at all, and what it gives is its own gift, not its city's.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from jiedui.reader.layout import HEADING
from jiedui.reader.parties import LEAD
from jiedui.reader.reading import Party
from jiedui.reader.sides import GIVES, RECEIVES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jiedui.reader.passage import Passage
    from jiedui.reader.sides import Side, Sides

_TITLES = 3
"""A title stands in the first so many blocks."""

_NEAR = 12
"""Who is helped stands so close behind the word of help."""

_LONGEST = 60
"""A title is no longer than so many signs."""

_KINDS = {
    "院": "医院|学院|研究院|设计院",
    "校": "学校|中学|小学|大学|学院|幼儿园|党校",
    "司": "公司|集团",
    "会": "商会|协会|学会|基金会|促进会|慈善总会|慈善会|红十字会|联合会|工商联",
    "行": "银行",
    "部": "某部|部队|支队|总队|大队|军分区|人武部|武装部",
}
"""How the writer is called by itself (我院, 本会), and what its name then ends in."""

_ENDS = "|".join(_KINDS.values())
_HELPS = r"对口|帮扶|定点|结对|支援|援助|援建|捐|助力|走进|情系|心系|携手|驰援|倾情|赴|向"
_TELLS = r"—|与|和|公众号|微信|(?:19|20)\d{2}|[“《「]|内刊|[院校]报|简报|通讯"
_TELLS += r"|[^\s,。]{0,8}(?:账单|年报|总结|小结|纪实)"
_ORGANISATION = re.compile(
    rf"(?P<name>[\u4e00-\u9fffA-Za-z]{{2,20}}?(?:{_ENDS}))(?:股份)?(?:有限)?(?:责任)?(?:公司)?(?:官兵|干警)?"
    rf"(?=(?P<deed>[\s·|-]{{0,2}}(?:(?P<helps>{_HELPS})|{_TELLS})))"
)
_OURS = re.compile(
    r"(?:[我本](?=[院校司会行部])|该(?=部))(?P<kind>[院校司会行部])(?![计议里内外分门])"
    r"|(?<![^\W\d_])(?P<name>部队|公司|集团|基金会|促进会|商会|协会)"
    r"(?![名法章所的+等])"
)


_CALLS = re.compile(
    r"[((](?:[^))]{0,30}?[,,;])?(?:以?下)?[统简]?称[为::]?\s?[“\"「](?P<short>[^”\"」]{2,12})[”\"」]"
)
"""A remark that says how a page calls what stands before it: (下称“某某”)."""

_DEFINED = re.compile(
    rf"(?P<name>[\u4e00-\u9fffA-Za-z]{{2,24}}?(?:股份|有限|责任)*(?:{_ENDS})){_CALLS.pattern}"
)
"""A firm that says how its page calls it: 某某股份有限公司(下称“某某”或“公司”)."""


class Writer(NamedTuple):
    """The organisation that a page is about or by.

    Attributes:
        name: As its title calls it.
        key: Key of the place it belongs to, "" when no giving place is known.
        ours: The words the page uses for it (院 of 我院), "" when it uses none.
    """

    name: str
    key: str
    ours: str = ""


def writer_of(passages: Sequence[Passage], sides: Sides) -> Writer | None:
    """Return the organisation whose giving a page tells, None when its title names none."""
    titles = [
        one for one in passages[:_TITLES]
        if one.block.kind is HEADING or len(one.text) <= _LONGEST
    ]  # fmt: skip
    text = "\n".join(one.text for one in passages)
    for title in titles:
        found = _ORGANISATION.search(title.text)
        if found is None:
            continue
        name = found["name"]
        within = title.named(found.start(), found.end())
        behind = title.named(found.end(), found.end() + _NEAR)
        is_west = any(sides.of(one.key) is RECEIVES for one in within)
        if is_west and not (found["helps"] and behind):
            continue
        ours = _called(name, text)
        stem = re.sub(rf"(?:{_ENDS})$", "", name)
        is_told = ours or text.count(stem) > 1 or (found["helps"] and behind)
        if found["deed"] and is_told:
            key = "" if is_west else within[0].key if within else sides.main(GIVES)
            return Writer(name, key, ours)
    return _defined(text)


def _defined(text: str) -> Writer | None:
    """Return the organisation that a page says itself how it calls, None when there is none."""
    found = list(_DEFINED.finditer(text)) if _CALLS.search(text) else []
    if len(found) != 1:
        return None
    name = LEAD.sub("", found[0]["name"])
    ours = _called(name, text)
    return Writer(name, "", ours) if ours else None


_ADDRESS = re.compile(
    rf"\s*(?:尊敬的|敬爱的|致)?(?P<name>[\u4e00-\u9fff()·]{{2,28}}?(?:{_ENDS}|局|中心|委员会|办公室))"
    r"(?:的?(?:各位|全体|领导|同志|同仁|朋友|医护|师生|员工)[^:,。]{0,10})?\s?[:,]?\s*"
)
_YOU = re.compile(
    r"贵(?:院|校|公司|集团|司|会|行|部|局|单位|中心)(?![长])|你们|你(?:院|校|公司|局|会|单位|中心)"
)
_THANKS = re.compile(r"感谢|谢谢|致谢|鸣谢|感恩")
_FIRST = 5
"""A letter says whom it is to in one of so many blocks."""


class Addressee(NamedTuple):
    """The organisation that a letter is to.

    Attributes:
        name: As the letter calls it.
        key: Key of the place it belongs to, "" when none is known.
        gives: Whether it is the one that helps, and is thanked.
    """

    name: str
    key: str
    gives: bool


def addressee_of(passages: Sequence[Passage], sides: Sides) -> Addressee | None:
    """Return the organisation that a letter is to, None when it is no letter to one.

    It gives where the one that signs receives, or is not known and says thanks.
    """
    text = "\n".join(one.text for one in passages)
    if not _YOU.search(text):
        return None
    for title in passages[:_FIRST]:
        found = _ADDRESS.fullmatch(title.text)
        if found is None:
            continue
        within = title.named(found.start("name"), found.end("name"))
        key = within[0].key if within else ""
        own, signed = sides.of(key), _signing_side(passages, sides)
        is_thanked = signed is not GIVES and _THANKS.search(text) is not None
        if own is GIVES or (own is not RECEIVES and (signed is RECEIVES or is_thanked)):
            return Addressee(found["name"], key, gives=True)
        return Addressee(found["name"], key, gives=False) if own is RECEIVES else None
    return None


_SIGNED = re.compile(
    r"\s*(?P<name>[\u4e00-\u9fff]{2,8}?(?:村|社区|寨|嘎查|小学|中学|学校|幼儿园|卫生院|合作社))"
    r"(?:党支部|党总支|村委会|村民委员会|居委会|两委|全体[^,。\d]{1,8}|[、和\s])*"
    r"(?:\d{4}年\d{1,2}月\d{1,2}日)?\s*"
)
_TO_YOU = re.compile(r"一封信|感谢信|见字如[面晤]|你们|此致|敬礼")


def signer_of(passages: Sequence[Passage], sides: Sides) -> Party | None:
    """Return the village or school that signs a letter which names no place that receives."""
    if sides.main(RECEIVES) or not any(_TO_YOU.search(one.text) for one in passages):
        return None
    for passage in reversed(passages[-_FIRST:]):
        found = _SIGNED.fullmatch(passage.text)
        if found and not any(sides.of(one.key) is GIVES for one in passage.mentions):
            return Party(found["name"])
    return None


def _signing_side(passages: Sequence[Passage], sides: Sides) -> Side | None:
    """Return the side of the one whose name alone stands at the end of a page."""
    for one in reversed(passages[-_FIRST:]):
        if one.mentions and one.text.strip() == one.text[one.mentions[0].start :].strip():
            return sides.of(one.mentions[-1].key)
    return None


def you_in(text: str) -> list[tuple[int, int]]:
    """Return where a letter says 贵院 or 你们 of the one it is to."""
    return [said.span() for said in _YOU.finditer(text)]


def _called(name: str, text: str) -> str:
    """Return by which sign a page calls an organisation its own, "" when it does not."""
    return next((kind for said in _OURS.finditer(text) if (kind := _kind(said, name))), "")


def _kind(said: re.Match[str], name: str) -> str:
    """Return the sign of a word that means an organisation of such a name, "" if it does not."""
    if said["name"]:
        kind = {"会": "会", "队": "部"}.get(said["name"][-1], "司")
        is_meant = name.endswith(said["name"]) or said["name"] in ("公司", "部队")
    else:
        kind, is_meant = said["kind"], True
    return kind if is_meant and re.search(rf"(?:{_KINDS[kind]})$", name) else ""


def said_of(writer: Writer, text: str) -> list[tuple[int, int]]:
    """Return where a text says 我院, 本会 or 公司 of the writer itself."""
    return [said.span() for said in _OURS.finditer(text) if _kind(said, writer.name)]
