"""Whose money numbers are by what they follow from: prices of gifts, shares and rates of a fund."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from jiedui.reader.reading import ITEMS, MONEY, Party, Relation

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jiedui.reader.found import Found
    from jiedui.reader.passage import Draft


_LABEL = re.compile(
    r"[:、,;]\s?(?:其余|其他|另|由|其中|来自|包括|包含|分别[为是]?|即)*([^\W\d的按用在]{2,10}?)(?:[合共各]?捐[赠款资出]*了?)?$"
)
_ALL_OF_THEM = re.compile(
    r"(?:[二两三四五六七八九十]|\d{1,2}|以上|上述)[家方镇乡村处个][^,。;\d]{0,6}$|合计$"
)
_WORTH = re.compile(r"[,(]?(?:总?价值|值|折价|折合|合计|作价)+[为约]?")
_GIVER = re.compile(
    r"(?:企业|公司|集团|银行|个人|职工|市民|[业厂社行店会]|科技|证券|股份|食品|街道|镇|乡)$"
)


def fund_findings(found: Found) -> None:
    """Give what findings hold together the one source that is said of it.

    A price and a count have the source of the sum that they make, and the sum theirs; a share, a
    rate and a change have that of the sums they are of.
    """
    for relation, total, parts, _ in found.rows:
        if relation is Relation.PRODUCT:
            _fund_product(total, parts)
        elif relation is Relation.SUM and total.source == "donation":
            _fund_things(parts)
        elif relation is Relation.SUM and total.source is None:
            _fund_total(total, parts)
    _fund_changes(found)


def _fund_changes(found: Found) -> None:
    """Give shares, rates and changes the one source of the sums they are of, and a base its own."""
    for relation, total, parts, _ in found.rows:
        if relation in (Relation.GROWTH, Relation.DIFF) and _are_of_two_times(parts):
            for one, other in (parts, parts[::-1]):
                one.source = one.source or (other.source if one.whole is None else None)
        if relation in (Relation.RATIO, Relation.GROWTH, Relation.DIFF) and total.source is None:
            sources = {one.source for one in parts}
            if len(sources) == 1:
                total.source = sources.pop()


def _are_of_two_times(pair: Sequence[Draft]) -> bool:
    """Whether two sums are one fund's of two times, so that it is one purse's."""
    if any(one.is_beside for one in pair):
        return True
    days = {one.when.last for one in pair}
    return len(days) > 1 and None not in days


def name_givers(found: Found) -> None:
    """Give each part of a gift the giver that alone stands in front of it: 甲铝业60万元.

    A list is of givers where half of its labels and more are called as firms and persons are.
    """
    for relation, total, parts, _ in found.rows:
        if relation is Relation.SUM and total.source == "donation" and len(parts) > 2:
            _name(total, parts)
        if relation is Relation.SUM and not total.is_named:
            _name_all(total, parts)


def _name_all(total: Draft, parts: Sequence[Draft]) -> None:
    """Give a sum that closes what several gave (四家合计) all of them."""
    is_last = all(one.passage is total.passage and one.end <= total.start for one in parts)
    if not is_last or not _ALL_OF_THEM.search(total.number.gap):
        return
    donors = [one.donor for one in parts if one.donor and one.is_named]
    if len(donors) == len(parts) and len(set(donors)) > 1:
        several = dict.fromkeys(donors)
        keys = (key for one in several for key in one.keys)
        total.donor = Party("、".join(one.name for one in several), tuple(dict.fromkeys(keys)))
        getters = {one.recipient for one in parts}
        if len(getters) > 1:
            total.recipient = None


def _name(total: Draft, parts: Sequence[Draft]) -> None:
    labels = [_LABEL.search(one.number.gap) for one in parts]
    names = [label[1] for label in labels if label]
    givers = [one for one in names if _GIVER.search(one)]
    is_list = len(names) == len(parts) and 2 * len(givers) >= len(parts)
    if not is_list:
        return
    for one, name in zip(parts, names, strict=True):
        if not one.is_named or one.donor == total.donor:
            one.donor, one.is_named = Party(name), True


def _fund_things(parts: Sequence[Draft]) -> None:
    """Give the things that parts of a gift are the worth of its source: 书包460个,价值6.2万元."""
    for worth in parts:
        thing = worth.previous
        is_worth = thing is not None and _WORTH.fullmatch(worth.number.gap) is not None
        if thing is not None and is_worth and thing.measure is ITEMS:
            thing.source = thing.source or worth.source


def _fund_total(total: Draft, parts: Sequence[Draft]) -> None:
    """Give a sum the one source that all its parts name: 三样加在一块,共31.9万元."""
    sources = {one.source for one in parts}
    total.source = sources.pop() if len(sources) == 1 else None


def _fund_product(total: Draft, parts: Sequence[Draft]) -> None:
    if total.measure is not MONEY:
        return
    if total.source is None:
        sources = {one.source for one in parts if one.source}
        total.source = sources.pop() if len(sources) == 1 else None
    for part in parts:
        part.source = part.source or total.source
