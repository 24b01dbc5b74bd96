"""Labels of one row or column joined, and read in the light of what stands around. No Django."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from jiedui.forms.exclusions import TREASURIES
from jiedui.forms.facets import Facets, since_outer
from jiedui.forms.rewording import GOODS, SHORT_NAMES, core_of
from jiedui.forms.turns import OF_ITS_OWN
from jiedui.kernel.place import covers

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


_BOTH = re.compile(r"款物|捐款捐物|[款资]金?(?:[、和及与]|以及)")
"""Words for gifts of money and of things together."""


_CASH = re.compile(r"现金|现款|货币")
"""Gifts in money, by words that alone would be a part of all gifts."""


def parted(
    head: list[Facets],
    columns: Sequence[Facets],
    every: Sequence[Facets] = (),
    *,
    is_of_giver: bool = False,
) -> list[Facets]:
    """Return headings, gifts in money and in kind side by side each as a part of the gift.

    A giver's row that has one of the two crossed out says itself which of them its gift is; what a
    county got in kind alone is a part of what it got.

    Args:
        head: The headings of a column.
        columns: What the headings say of every column in which the row has a cell to fill.
        every: What the headings say of every column, those crossed out too.
        is_of_giver: Whether the row names who gave.
    """
    own = head[-1] if head else Facets()
    kinds = {_kind(one, is_of_giver=is_of_giver) for one in columns} - {""}
    kind = _kind(own, is_of_giver=is_of_giver)
    is_part = bool(kind) and (len(kinds) > 1 or (kind == "goods" and not is_of_giver))
    others = {_kind(one, is_of_giver=is_of_giver) for one in every} - {"", kind}
    if is_of_giver and kind and not is_part and others:
        words = [one for one in (*own.narrower, *own.unknown)
                 if not (_CASH.search(one) or GOODS.search(one))]  # fmt: skip
        return head if words else [*head[:-1], replace(own, narrower=(), unknown=())]
    return [*head[:-1], replace(own, narrower=(own.text,))] if is_part else head


def _kind(own: Facets, *, is_of_giver: bool) -> str:
    """Return whether a heading is of gifts in money or in kind, "" = of both or of none."""
    is_goods = GOODS.search(own.text) is not None
    is_valued = is_goods or _CASH.search(own.text) is not None
    is_fund = own.subject == "money" or own.sources == ("SOCIAL_DONATION",) or is_valued
    is_gift = own.subject == "gift" or (is_of_giver and is_fund and own.subject in {None, "money"})
    if own.is_total or own.family == "count" or not is_gift or _BOTH.search(own.text):
        return ""
    return "goods" if is_goods else "money"


def qualifying(told: list[Facets], parents: Sequence[Facets]) -> list[Facets]:
    """Return labels, one of 其中：贫困人口 below 转移就业 as a part of that, no stock."""
    over = [*parents, *reversed(told[:-1])]  # 总人次 and 其中：党政干部 under 培训各类人才.
    whole = next((one.subject for one in over if one.subject), None)
    is_part = any("of_which" in one.roles for one in told)
    if told and _says_nothing(told[-1], parents):
        return [*told[:-1], replace(told[-1], narrower=(told[-1].text,))]
    if told and is_part and whole in _OF_KINDS and told[-1].subject in _PEOPLE - {whole}:
        own = replace(told[-1], subject=None, narrower=(*told[-1].narrower, told[-1].text))
        return [*told[:-1], own]
    if not told or told[-1].subject != "registered" or whole in {"registered", "exited"}:
        return told
    is_worked = any(one.operation for one in parents)
    if whole is None and (is_worked or not (is_part and parents)):
        return told
    own = replace(told[-1], subject=None, family=None, narrower=(told[-1].text,))
    return [*told[:-1], own]


_TIMES = re.compile(r"人次|(?:[期班批]|班次)数?$|[期班批]次")


def of_trained(head: list[Facets], titles: Sequence[Facets]) -> list[Facets]:
    """Return headings, 党政干部 over 期数 and 人次 as a part of those whom the title says trained.

    Officials are never counted by the time.
    """
    is_trained = any(one.subject == "training" for one in titles)
    if not (is_trained and any(_TIMES.search(core_of(one.text)) for one in head)):
        return head
    return [
        replace(one, subject=None, family=None, narrower=(*one.narrower, one.text))
        if one.subject in {"officials", "professionals"}
        else one
        for one in head
    ]


def _says_nothing(own: Facets, parents: Sequence[Facets]) -> bool:
    """Whether 其中：X does not say how it differs from what it is a part of."""
    if "of_which" not in own.roles or not parents or core_of(own.text) in {"", "其中"}:
        return False
    says = (
        own.sources, own.categories, own.donation, own.places, own.payers, own.projects, own.span,
        own.narrower, own.unknown, own.status, own.stage, own.times, own.operation, own.without,
        own.including, own.base,
    )  # fmt: skip
    if core_of(own.text).removesuffix("类") in SHORT_NAMES:
        return False
    same = own.subject in {None, parents[0].subject}
    return same and own.family in {None, parents[0].family} and not any(says)


_OF_KINDS = {"training", "labour", "benefit", "jobs", "exited", "visits", "activities"}
_PEOPLE = {"officials", "professionals", "registered", "exited", "labour", "benefit", "training"}
"""Subjects whose parts are kinds of people: 其中：党政干部 of those trained are not those sent."""


_PARTS = re.compile(r"[,，;；。]")
_HOW_CUT = re.compile(r"小数|整数?|四舍五入|舍去|保留")


def remarked(own: Facets, remark: str, read: Callable[[str], Facets]) -> Facets:
    """Return what a label says with what stands under 备注 beside it, where all is understood.

    A remark on who keeps the number, or how it is filled in, changes nothing.

    Args:
        own: What the label says.
        remark: The words beside it.
        read: Reads words.
    """
    parts = [one for one in _PARTS.split(remark) if one and not _HOW_CUT.search(one)]
    said = read(f"({','.join(parts)})")
    is_clear = not (said.unknown or said.is_both or said.places or said.payers)
    changes = said.without or said.span or said.base or said.status or said.including
    return as_defined(own, said) if is_clear and (changes or said.sources) else own


def _of_purses(own: Facets, told: Facets) -> Facets:
    """Return a label of money or projects, of the purses alone that a note says it is paid from.

    援助资金指市、区两级财政资金; 援助项目指用两级财政资金实施的项目 are all but those of gifts.
    """
    if own.subject == "projects" and _adds_up_kinds(told) and not own.categories:
        return replace(own, categories=told.categories)  # 项目个数指三类项目之和.
    says = own.sources or own.donation or own.categories or told.narrower or told.categories
    if not told.sources or says or told.operation:
        return own
    is_counted = own.subject is None and own.unit is not None and own.unit.family == "money"
    if own.subject == "money" or is_counted:
        return replace(own, sources=told.sources)
    is_public = {*told.sources} == {*TREASURIES} and not told.donation
    is_open = own.subject == "projects" and told.subject == "projects" and is_public
    return replace(own, without=(*own.without, "donation")) if is_open else own


_COMPARED = re.compile(r"[÷/比较占]|除以|倍")
"""What compares places is not of them: 久治县÷德钦县."""


def _adds_up_kinds(told: Facets) -> bool:
    """Whether a note says of which kinds of projects a number is the sum, and of no others."""
    is_sum = told.is_total or "+" in told.text
    return is_sum and len(told.categories) > 1 and not told.narrower and "等" not in told.text


_SIGN = re.compile(r"[A-Z]\d{0,2}[列栏行项]?")
_HEAD = ("subject", "family", "unit", "sources", "span", "times", "status", "stage", "operation")
_NEAR = ("places", "codes", "sources", "categories", "donation", "payers", "projects")


def overruled(
    head: list[Facets], row: Sequence[Facets], *, is_dated_apart: bool = False
) -> list[Facets]:
    """Return headings without their days and status, where the row says that it has its own.

    Args:
        head: The headings of a column.
        row: What the row says.
        is_dated_apart: Whether the row alone is of other days than its columns.
    """
    if is_dated_apart:
        return [replace(one, span=None, is_both=False) for one in head]
    if not any(OF_ITS_OWN.search(one.text) for one in row):
        return head
    bare = Facets()
    return [
        replace(one, span=None, base=None, times=bare.times, status=None, stage=None, is_both=False)
        for one in head
    ]


_WHOLE = re.compile(r"总额|总量|总数|全部|累计接受")
"""久治县接受捐赠总额 below a list of gifts is all that it was given, not what is listed."""


def beside_gifts(head: list[Facets], row: Sequence[Facets]) -> list[Facets]:
    """Return the headings of a list of gifts for a row that is none of them: without the gift.

    捐赠项目数（个） below the givers names nobody who gave, and says itself what is counted and in
    what; a total of the gifts (捐赠资金合计) is of the list.
    """
    own = row[-1] if row else Facets()
    is_listed = any(one.payers or one.is_total or one.operation for one in row)
    is_fund = own.subject == "money" or (own.subject is None and own.sources and "资金" in own.text)
    is_whole = bool(own.donation and own.places and _WHOLE.search(own.text))
    is_stated = own.unit is not None and (is_fund or own.subject == "projects")
    if is_listed or not (is_stated or is_whole):
        return head
    return [Facets(one.text, span=one.span, status=one.status, roles=one.roles)
            if one.subject == "gift" else one for one in head]  # fmt: skip


def joined_head(told: list[Facets]) -> Facets:
    """Return what the headings of one column say together, the innermost words first."""
    return inherited(told, _HEAD) if told else Facets()


def finest_told(told: list[Facets]) -> list[Facets]:
    """Return labels, those of places that another's lie in without them: 久治县 | 青海省果洛州."""
    named = [place for one in told for place in one.places]
    return [
        replace(one, places=(), codes=())
        if one.places and any(_lies_in(place, one.places) for place in named)
        else one
        for one in told
    ]


def _lies_in(place: str, wide: Sequence[str]) -> bool:
    return place not in wide and any(covers(one, place) for one in wide)


def near_of(told: list[Facets]) -> Facets:
    """Return what a row's or a column's labels say together, the innermost place only."""
    return inherited(told, _NEAR) if told else Facets()


def inherited(told: Sequence[Facets], names: Sequence[str]) -> Facets:
    """Return the innermost facets, each of those named from further out where it is not said."""
    *outer, own = told
    said = {
        name: next(
            (value for one in (own, *reversed(outer)) if (value := getattr(one, name))),
            getattr(told[0], name),
        )
        for name in names
    }
    return replace(own, **said)


def as_defined(own: Facets, told: Facets) -> Facets:
    """Return what a label says with what a note says of it: its days, what it takes in or out.

    A sign (A, B1) that says nothing by itself says all that the note does.
    """
    if _SIGN.fullmatch(own.text):
        return replace(told, text=own.text)
    own = _of_purses(own, told)
    is_whose = own.says_what and not _COMPARED.search(told.text)
    return replace(
        own,
        span=since_outer(told.span, [own.span])
        if told.span and own.span
        else told.span or own.span,
        is_both=False if told.span and not told.is_both else own.is_both,
        base=told.base or own.base,
        over=told.over or own.over,
        unit=own.unit or told.unit,
        without=(*own.without, *told.without),
        including=(*own.including, *told.including),
        status=own.status or told.status,
        places=own.places or (told.places if is_whose else ()),
        codes=own.codes or (told.codes if is_whose else ()),
        narrower=(*own.narrower, *(told.narrower if told.text.startswith("(") else ())),
        operation=own.operation or (told.operation if told.operation == "distinct" else None),
    )
