"""A whole told in one paragraph, and its parts one in each of the numbered ones behind it.

这笔钱分给了四个口子。一、产业。…安排1,980万元。二、教育卫生。安排1,150万元。 The first number
of the kind in each section is its part, where the words before the sections count them, or the
parts make the whole to the last digit.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from jiedui.kernel.quantity import Wording
from jiedui.reader.agreement import adds_up, is_misprint, is_off_by_a_digit, summed
from jiedui.reader.changes import is_change, is_compared
from jiedui.reader.divisions import counted_in
from jiedui.reader.exactly import apart
from jiedui.reader.reading import MONEY, PERCENT

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from jiedui.reader.passage import Draft, Passage
    from jiedui.reader.wholes import Wholes

_MARKS = (
    re.compile(r"\s*([一二三四五六七八九])、"),
    re.compile(r"\s*[((]([一二三四五六七八九])[))]"),
    re.compile(r"\s*(\d)[.、.](?!\d)"),
    re.compile(r"\s*([一二三四五六七八九])是"),
    re.compile(r"\s*第([一二三四五六七八九])[块笔项类件样条部]"),
)
"""How the sections of a text are numbered."""

_FEWEST = 3
_SIGNS = "一二三四五六七八九"
_SO_MANY = re.compile(
    r"[两三四五六七八九]个?(?:口子|方面|板块|部分|去向|用途|用处|渠道|大?类|大?块|笔)"
)


def hold_chapters(wholes: Wholes, passages: Sequence[Passage]) -> None:
    """Mark what numbered sections tell as parts of a whole of the paragraph before them.

    Args:
        wholes: Marks sums.
        passages: The headings and paragraphs of the page.
    """
    for at in range(1, len(passages)):
        sections = _sections(passages, at)
        if len(sections) < _FEWEST - 1:
            continue
        before = passages[at - 1].drafts
        text = passages[at - 1].text
        is_counted = len(sections) in counted_in(text) or _counts(text, len(sections))
        for total in reversed([one for one in before if _is_whole(one)]):
            if not wholes.has(total) and _mark(wholes, total, sections, is_counted=is_counted):
                break


def _sections(passages: Sequence[Passage], at: int) -> list[list[Draft]]:
    """Return the numbers of each section of a list that begins at a place; none where none does."""
    style = next(
        (one for one in _MARKS if (said := one.match(passages[at].text)) and _is_first(said)), None
    )
    if style is None:
        return []
    sections: list[list[Draft]] = []
    for passage in passages[at:]:
        said = style.match(passage.text)
        if said is not None:
            if _place(said[1]) != len(sections) + 1:
                break
            sections.append([])
        elif _is_end(sections):
            break
        sections[-1] += passage.drafts
    return sections


def _is_end(sections: Sequence[Sequence[Draft]]) -> bool:
    """Whether a section has told its numbers, so that a paragraph without a mark is behind it."""
    return bool(sections) and bool(sections[-1])


def _is_first(said: re.Match[str]) -> bool:
    return _place(said[1]) == 1


def _place(sign: str) -> int:
    return int(sign) if sign.isdigit() else _SIGNS.index(sign) + 1


def _counts(text: str, many: int) -> bool:
    """Whether words at the end of a paragraph say that a whole goes so many ways."""
    said = list(_SO_MANY.finditer(text))
    return bool(said) and "零一两三四五六七八九".index(said[-1][0][0]) == many


def _mark(
    wholes: Wholes, total: Draft, sections: Sequence[Sequence[Draft]], *, is_counted: bool
) -> bool:
    """Mark the first number of the kind in each section; return whether they are the parts."""
    parts = [next(_kin(total, told), None) for told in sections]
    run = [one for one in parts if one is not None]
    if len(run) < len(parts) or any(one.whole is not None for one in run):
        return False
    is_ok, value = adds_up(total, run), summed(run)
    is_exact = all(one.number.wording is Wording.EXACT for one in (total, *run))
    missed = apart(value, total.number.value)
    is_near = is_exact and 10 * missed <= total.number.value
    is_wrong = is_misprint(total, run, value) or is_off_by_a_digit(total, value)
    if is_ok or (is_near and is_counted) or (is_near and is_wrong and _are_told_alike(run)):
        wholes.mark(total, run, is_ok=is_ok)
        return True
    return False


def _are_told_alike(run: Sequence[Draft]) -> bool:
    """Whether all parts are led to by one verb: 安排1,980万元, 安排1,150万元."""
    leads = {one.number.gap[-2:] for one in run}
    return len(leads) == 1 and len(run) >= _FEWEST


def _kin(total: Draft, told: Sequence[Draft]) -> Iterator[Draft]:
    return (one for one in told if one.family == total.family and _is_whole(one))


def _is_whole(one: Draft) -> bool:
    """Whether a number tells how much there is, not by how much it moved or from what."""
    is_plain = one.measure is not PERCENT and one.per is None and not one.is_beside
    is_plain = is_plain and (
        one.measure is MONEY or one.number.is_scaled or one.number.value > _FEWEST
    )
    return is_plain and not is_change(one) and not is_compared(one)
