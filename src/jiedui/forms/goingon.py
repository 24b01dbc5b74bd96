"""Words that go on with a sentence: of whom, of what and since when, as those before them say.

2013年以来投入久治县 _ 万元，其中市级统筹 _ 万元，项目 _ 个. Knows no Django.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from jiedui.forms.facets import Facets

if TYPE_CHECKING:
    from collections.abc import Sequence

_WHOLE = re.compile(r"全[区市省]|全部|各地|总共|共计?$")
"""全区选派干部: of no single recipient, whoever was named before."""

_OF_WORKS = {None, "cost", "area", "money"}


def going_on(own: Facets, before: Sequence[Facets], kin: Facets | None) -> Facets:
    """Return what words say that go on with a sentence.

    Args:
        own: What they say themselves.
        before: What the words of the blanks before say, the nearest first.
        kin: What those of the nearest blank say that is counted in the same kind of unit.
    """
    told = _of_whom(own, before)
    told = _of_what(told, own, kin)
    is_stock = told.subject == "registered" and not own.times and not own.operation
    span = next((one.span for one in before
                 if one.span and (is_stock or one.span.at is None)), None)  # fmt: skip
    return replace(told, span=told.span or span)


def _of_whom(own: Facets, before: Sequence[Facets]) -> Facets:
    """Return words with the recipients, the givers or the work that those before them name."""
    payers = next((one.payers for one in before if one.payers), ())
    whom = next((one for one in before if one.places), Facets())
    work = next((one for one in before if one.projects or one.places), Facets())
    told = own
    is_said = own.places or own.payers or own.projects or own.is_total
    if not is_said and _are_told_apart(before):
        return replace(own, narrower=(*own.narrower, own.text))
    if not is_said and not _WHOLE.search(own.text):
        told = replace(own, places=whom.places, codes=whom.codes)
        if own.subject in _OF_WORKS:
            told = replace(told, projects=work.projects)
    if payers and own.donation and not own.payers:
        told = replace(told, payers=payers, subject="gift", family="money")
    return told


def _are_told_apart(before: Sequence[Facets]) -> bool:
    """Whether it is open of whom words go on: 其中久治县 _ 万元、德钦县 _ 万元，项目 _ 个.

    So they are behind two blanks of one recipient each, and behind a sum of several.
    """
    named = [one.places for one in before[:2]]
    are_two = len(named) > 1 and all(named) and named[0] != named[1]
    last = next((one for one in before if one.places or one.is_total), Facets())
    return are_two or (last.is_total and not last.places and any(one.places for one in before))


def _of_what(told: Facets, own: Facets, kin: Facets | None) -> Facets:
    """Return words that say nothing of what is counted as of what was counted before: 尚有 _ 户.

    A recipient alone behind a purse or a kind of its own may be of that or of all: no figure is.
    """
    says = own.says_what or own.categories or own.projects or own.payers
    if kin is None or says or "of_which" in own.roles:
        return told
    if own.places and (kin.sources or kin.categories or kin.donation or kin.payers):
        return replace(told, narrower=(*told.narrower, own.text))
    return replace(told, subject=kin.subject, family=kin.family or told.family)
