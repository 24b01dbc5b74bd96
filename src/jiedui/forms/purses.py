"""Headings that name who paid by the side alone: 上海市资金 beside 嘉定区资金. Knows no Django."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from jiedui.forms.exclusions import AID
from jiedui.forms.facets import Facets
from jiedui.forms.rewording import core_of, plain_label

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from jiedui.forms.labels import LabelReader
    from jiedui.forms.layout import Table

_OF_PURSES = re.compile(r"来源|出资|投资[方主]|渠道|资金(?:构成|组成)")
"""Headings of labels that say whose the money is."""

_SHORT = dict(
    one.split("=")
    for one in (
        "11=京 12=津 13=冀 14=晋 15=蒙 21=辽 22=吉 23=黑 31=沪 32=苏 33=浙 34=皖 35=闽 36=赣 "
        "37=鲁 41=豫 42=鄂 43=湘 44=粤 45=桂 46=琼 50=渝 51=川 52=黔 53=滇 54=藏 61=陕 62=甘 "
        "63=青 64=宁 65=新"
    ).split()
)
"""The short name of each province by the first two digits of its code."""

_PART_OF = re.compile(
    r"(?P<part>[^占÷()]+)(?:占|÷|除以)(?P<whole>[^占÷()]+?)的?(?:比例|比重|份额)?"
    r"(?:\([^()÷占]*\))?(?:[×*]100%?)?"
)

_PAYS = re.compile(
    r"^(?:其中:?)?(?:出资|投资|筹资|承担)(?:方|主体|单位)?[一二三四甲乙丙\d]?(?::|-|(?=受援))"
    r"(?:受援|受帮扶|当地|地方|县)[县市方地区]?(?:政府|财政)?(?=$|\()"
)
"""出资方二：受援县 is what it pays itself."""

_BEARS = re.compile(
    r"(?<![对向给在为区市省])(?:受援[县市方地]|受帮扶[县方地]|当地|地方|县里?)(?:政府|财政)?(?:自行|自己|负责){0,2}"
    r"(?:负担|承担|筹措|筹集|自担|解决|配套)的?(?:资金|部分|数额?|额)?(?=$|[(|])"
    r"|(?:自行|自己)(?:负担|承担|筹措|筹集|出资)的?(?:资金|部分|数额?|额)?(?=$|[(|])"
)
"""受援县自行负担, 县里承担部分: what it pays itself."""

_OUR_SIDE = re.compile(
    r"(?:(?<![受一-鿿])|(?<=其中)|(?<=:))(?:支?援方|支援地|帮扶方|我方)(?:出资|承担|负担|投入)(?:资金|部分|数额?|额|金额)?(?=$|[(|])"
)
"""援方出资 of a work is what aid paid, whichever purse."""

_POOLED = re.compile(r"统筹")
_POOL_ALONE = re.compile(r"[#-]*(?:上级|全市)?统筹(?:帮扶|援助|专项)?(?:资金|款|部分|安排|拨入)*")
"""统筹 alone is the one pool there is, the city's."""


_POOL_FOR = re.compile(
    r"(?<![一-鿿])(?:全|上海)?市(?:本?级)?(?:对口(?:支援|帮扶|协作)|东西部(?:扶贫)?协作|扶贫协作|合作交流|帮扶|援助|支援)(?:专项)?统筹"
)
"""市对口支援统筹资金: the pool of the city, by what it is for."""


def levelled(text: str, owners: Iterable[str], recipients: Iterable[str] = ()) -> str:
    """Return a label with the short name of what the district lies in as its rank.

    That its side gives (沪方投入) says nothing of whose purse it is.

    >>> levelled("沪级统筹", ["310114"]), levelled("来沪人员", ["310114"])
    ('市级统筹', '来沪人员')
    >>> levelled("沪方累计投入资金", ["310114"]), levelled("滇方", ["310114"], ["533422"])
    ('累计投入资金', '受援方自筹')
    >>> levelled("市对口支援统筹资金", ["310114"])
    '市级统筹资金'
    """
    theirs = "".join(sorted({_SHORT[key[:2]] for key in recipients if key[:2] in _SHORT}))
    if theirs:
        text = re.sub(
            rf"(?<![一-鿿])[{theirs}]方(?=自筹|配套|出资|资金|投入|承担|$|\()", "受援方自筹", text
        )
    text = _BEARS.sub("受援方自筹", _PAYS.sub("受援方自筹", text))
    text = _POOL_FOR.sub("市级统筹", text)
    text = _OUR_SIDE.sub("帮扶资金", text)
    short = "".join(sorted({_SHORT[key[:2]] for key in owners if key[:2] in _SHORT}))
    if not short:
        return text
    text = re.sub(
        rf"[{short}]方(?=(?:出资|承担|负担)(?:资金|部分|额|金额)?(?:$|[(|]))", "我方", text
    )
    text = _OUR_SIDE.sub("帮扶资金", text)
    text = re.sub(rf"(?<![来赴到在进离])[{short}]方(?=[一-鿿])", "", text)
    return re.sub(rf"(?<![一-鿿])[{short}](?:[省市]?级|[省市]?(?=统筹|财政))", "市级", text)


def part_and_whole(text: str) -> tuple[str, str]:
    """Return what a label asks the share of, and in what: 市级统筹占财政资金（%）; else ("", "").

    >>> part_and_whole("市级统筹占财政资金小计(%)"), part_and_whole("占比")
    (('市级统筹', '财政资金小计'), ('', ''))
    >>> part_and_whole("区级财政资金÷财政资金×100%")
    ('区级财政资金', '财政资金')
    """
    found = _PART_OF.fullmatch(text)
    return (found["part"], found["whole"]) if found else ("", "")


def of_money(over: Facets, under: Facets) -> bool:
    """Whether what a purse paid is divided by money: 区级财政资金÷财政资金 is a share."""
    is_money = under.subject == "money" or (under.subject is None and bool(under.sources))
    is_part = bool(over.sources) and over.subject in {None, "money"} and not over.operation
    return is_part and is_money and not (under.operation or under.projects)


def of_strange_whole(told: Facets, reader: LabelReader) -> bool:
    """Whether a label asks the share in what the book holds nothing of: 占公共财政预算支出."""
    whole = part_and_whole(told.text)[1]
    if not whole or told.operation != "share":
        return False
    named = reader.read(whole)
    return bool(named.unknown) and not (named.subject or named.projects)


_WITHIN = re.compile(r"(?:上述|以上|前述|上列)(?P<whole>[^,占]+)[之当]?中,?[^,占]+占")


def whole_before(text: str) -> str:
    """Return what a label above is asked a share of, in the words before 中, "" for nothing.

    >>> whole_before("上述区级财政投入中，久治县占百分之几？"), whole_before("市级统筹占财政资金")
    ('区级财政投入', '')
    """
    found = _WITHIN.search(plain_label(text))
    return found["whole"] if found else ""


_RANKS = {"市": "MUNICIPAL_POOLED", "区": "DISTRICT_FISCAL"}
_RANK = re.compile(r"(?P<rank>[市区])(?:里|上|级|本级|一级|层面)?")


def ranked(told: list[Facets], parents: Sequence[Facets]) -> list[Facets]:
    """Return labels, 市 alone below 财政资金 as the purse of the city.

    Args:
        told: What the labels of a row say.
        parents: What the rows say that it is a part of.
    """
    found = _RANK.fullmatch(core_of(told[-1].text)) if told else None
    purse = _RANKS[found["rank"]] if found else ""
    if not any(purse in one.sources and len(one.sources) > 1 for one in parents):
        return told
    return [*told[:-1], replace(told[-1], sources=(purse,))]


def of_all_purses(row: list[Facets], head: Sequence[Facets]) -> list[Facets]:
    """Return the labels of a row that name several purses, under 合计 as all of them together.

    来源一 市级统筹 | _ | 来源二 县自筹 | _ | 合计 | _ is of both.
    """
    named = dict.fromkeys(code for one in row for code in one.sources)
    is_sum = bool(head) and head[-1].is_total and not any(one.sources for one in head)
    several = sum(bool(one.sources) for one in row) > 1
    if not (is_sum and several):
        return row
    return [replace(one, sources=tuple(named)) if one.sources else one for one in row]


def paid_by(told: Facets) -> Facets:
    """Return a label of pooled money with the purse of the one side that it names beside it."""
    if _POOL_ALONE.fullmatch(core_of(told.text)):
        return replace(told, sources=("MUNICIPAL_POOLED",), subject="money")
    if told.sources == ("RECIPIENT_OWN",) and len(told.sides) == 1 and not told.places:
        return replace(told, sources=(_purse(told.sides),))  # 嘉定区配套资金 is not theirs.
    words = tuple(word for word in told.unknown if not _POOLED.search(word))
    if told.sources or len(told.sides) != 1 or words == told.unknown:
        return told
    return replace(told, sources=(_purse(told.sides),), unknown=words)


def purses_of(tables: Sequence[Table], reader: LabelReader) -> dict[str, tuple[str, ...]]:
    """Return the purse that a label means which names one of the donor's sides and no more.

    Alone 嘉定区资金 may be all that the district's programme is; beside 上海市资金 it is its purse.
    """
    found: dict[str, tuple[str, ...]] = {}
    for table in tables:
        heads = dict.fromkeys(head for slot in table.slots for head in slot.heads)
        rows = [
            label
            for line in table.lines
            for label, head in zip(line.labels, line.under, strict=False)
            if _OF_PURSES.search(plain_label(head))
        ]
        for labels in (heads, rows):
            found |= _told_apart(labels, reader)
        found |= _of_recipients(table, rows, reader)
    return found


_BUDGETED = re.compile(
    r"(?:市|区|县)(?:本?级)?(?:财政)?(?:(?:一般)?公共(?:财政)?)?(?:财政)?预算内?(?:统筹)?"
    r"(?:安排|列支|拨款|投入|资金)+(?:部分)?"
)


def budgets_of(tables: Sequence[Table], reader: LabelReader) -> frozenset[str]:
    """Return the labels whose 预算安排 says from which purse money came, not that it is planned.

    区本级预算安排 beside 市级统筹 and 社会捐赠; not beside 实际到位 or 执行数, whose plan it is.
    """
    labels = {label for table in tables for label in table.every_label}
    named = {one for one in labels if _BUDGETED.fullmatch(core_of(one))}
    found = {one for one in named if reader.read(one).sources}
    others = [reader.read(one) for one in labels - found]
    is_compared = any(one.status == "actual" or one.stage for one in others)
    beside = {code for one in others for code in one.sources}
    mine = {code for one in found for code in reader.read(one).sources}
    budgets = found if not is_compared and beside - mine else set()
    return frozenset(map(plain_label, budgets | _paid_out(labels, reader)))


_PAID_OUT = re.compile(r"(?:拨付|拨款|下拨|划拨|拨入)(?:的?(?:资金|金额|数额?|款))?$")


def _paid_out(labels: set[str], reader: LabelReader) -> set[str]:
    """Return the labels that say who paid, not how far money has come: 上海市拨付 | 嘉定区拨付.

    No other label tells a stage of the money then.
    """
    told = {one: reader.read(one) for one in labels}
    found = {one for one, said in told.items() if _PAID_OUT.search(core_of(one))
             and (said.sides or said.sources) and not said.status}  # fmt: skip
    purses = {told[one].sides or told[one].sources for one in found}
    is_staged = any(said.stage for one, said in told.items() if one not in found)
    return found if len(purses) > 1 and not is_staged else set()


def _of_recipients(
    table: Table, rows: Sequence[str], reader: LabelReader
) -> dict[str, tuple[str, ...]]:
    """Return headings under 出资构成 that name the recipient beside the donor's sides: its own."""
    under = [slot.heads for slot in table.slots
             if len(slot.heads) > 1 and _OF_PURSES.search(plain_label(slot.heads[-2]))]  # fmt: skip
    labels = dict.fromkeys([*(heads[-1] for heads in under), *rows])
    told = [reader.read(one) for one in labels]
    if not any(_is_side(one) or one.sources for one in told):
        return {}
    elsewhere = {plain_label(one) for line in table.lines for one in line.labels if one not in rows}
    if len({place for one in told for place in one.places}) > 1:
        return {}  # 其中：永仁县, 双柏县 are who got it.
    own = [one for one in told if one.places and one == Facets(one.text, places=one.places,
           codes=one.codes) and one.text not in elsewhere]  # fmt: skip
    return {one.text: ("RECIPIENT_OWN",) for one in own}


def _told_apart(labels: Iterable[str], reader: LabelReader) -> dict[str, tuple[str, ...]]:
    """Return the purses of labels where both sides, or a side and another purse, are named."""
    told = [reader.read(label) for label in labels]
    sides = {one.text: _purse(one.sides) for one in told if _is_side(one)}
    others = {code for one in told for code in one.sources}
    is_apart = len({*sides.values(), *others}) > 1
    if {*sides.values()} == {"MUNICIPAL_POOLED"} and others == {"RECIPIENT_OWN"}:
        return dict.fromkeys(
            sides, AID
        )  # 上海援助资金 beside 受援地配套: all that came from there.
    return {text: (purse,) for text, purse in sides.items()} if is_apart else {}


def _is_side(own: Facets) -> bool:
    is_money = own.subject in {None, "money"} and own.family in {None, "money"}
    is_other = own.sources or own.places or own.payers or own.projects or own.span or own.is_total
    return len(own.sides) == 1 and is_money and not is_other and not own.operation


def _purse(sides: Sequence[str]) -> str:
    return "MUNICIPAL_POOLED" if sides[0].endswith("0000") else "DISTRICT_FISCAL"
