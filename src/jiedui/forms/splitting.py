"""Whether words that nothing explains take a part of a number, or only talk of it. Knows no Django.

A form is full of words that change nothing (核定, 有关, 直接, 落实), more than any list holds, and
few that take a part (贫困村, 线上). An unknown word is held to split a figure only on evidence: it
sets a row apart under 其中, it says itself that it leaves something out, it tells of one gift, or
the form asks for the same figure without it. Else the whole is written and a person asked.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from jiedui.forms.rewording import SHORT_NAMES, core_of, plain_label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jiedui.forms.around import Around
    from jiedui.forms.facets import Facets

_LEAVES_OUT = re.compile(r"[另外未非除余不无仅只]|重复|部分|属于|来自|其他|其它|专门|单独")
"""Words that say of themselves that they take a part or leave one out."""

_GIVING = re.compile(r"捐|赠|资助")
_PHRASE = 5
_WIDER = "含"
"""How an unknown word begins that is put in, not taken out: 含区属部门."""

_KINDS = re.compile(
    r".(?:方|村|员|者|师|生|女|童|妇|商|校|院|站|厂|社|会|队|组|班子|干部|企业|公司|集团|机构|部门|系统|行业|基地|园区|岗位|家庭)$"
)
"""What a kind of people, of places or of bodies is called by."""


def splitting(told: Sequence[Facets], around: Around) -> tuple[str, ...]:
    """Return the words of labels that take a part of the number, known and unknown ones.

    A part is of what its whole is of; 卫生 over a project and its parts says of what kind it is.
    """
    named = any(one.projects or one.payers for one in around.parent)
    above = [] if named else [word for one in around.parent for word in one.narrower]
    own = [one for one in told if not (named and one in around.parent)]
    found = [word for one in own for word in (*one.narrower, *_apart(one, around))]
    return tuple(dict.fromkeys([*found, *above]))


def talking(told: Sequence[Facets], around: Around) -> tuple[str, ...]:
    """Return the unknown words of labels that nothing shows to take a part."""
    every = [word for one in told for word in one.unknown]
    apart = {word for one in told for word in _apart(one, around)}
    return tuple(word for word in dict.fromkeys(every) if word not in apart)


def _apart(one: Facets, around: Around) -> tuple[str, ...]:
    """Return the unknown words of a label that there is evidence of a part for."""
    if not one.unknown or core_of(one.text).removesuffix("类") in SHORT_NAMES:
        return ()
    words = [word for word in one.unknown if not word.startswith(_WIDER)]
    says_which = one.sources or one.categories or one.donation or one.places or one.span
    if not says_which and _is_alone(one, around):
        return tuple(words)
    is_part = "of_which" in one.roles or (one in around.row and _is_under(one, around))
    if (is_part and not says_which) or _is_gift(one) or _is_mostly(words, one):
        return tuple(words)
    return tuple(
        word
        for word in words
        if _LEAVES_OUT.search(word) or _KINDS.search(word) or _says_whose(word, one)
    )


_PEOPLE = {"people", "households"}


def _says_whose(word: str, one: Facets) -> bool:
    """Whether an unknown word says which people are counted: 参加合作社的贫困户."""
    return one.family in _PEOPLE and f"{word}的" in plain_label(one.text)


def _is_alone(one: Facets, around: Around) -> bool:
    """Whether unknown words are all that heads a column (结存) beside others that say what is."""
    is_leaf = bool(around.head) and around.head[-1] is one
    says = one.says_what or one.family or one.unit or one.times or one.status or one.stage
    return is_leaf and not (says or one.roles) and any(other.says_what for other in around.beside)


def _is_under(one: Facets, around: Around) -> bool:
    """Whether a row is a part: of a row above, or of a section of several purses (财政资金)."""
    purses = around.section.sources if around.section else ()
    is_counted = one.subject or one.operation or one.is_total
    return bool(around.parent) or (len(purses) > 1 and not is_counted)


def _is_gift(one: Facets) -> bool:
    """Whether a label tells of a gift, whose words all tell which."""
    return one.subject == "gift" or bool(_GIVING.search(one.text) and not one.sources)


def _is_mostly(words: Sequence[str], one: Facets) -> bool:
    """Whether as much of a label that names what it counts is unknown as known, or a whole phrase.

    虫草采集技能培训: what of, in words that are no office's way of saying the whole.
    """
    core = core_of(one.text)
    told = [len(word) for word in words if word in core]
    return bool(one.subject) and (2 * sum(told) >= len(core) or max(told, default=0) >= _PHRASE)
