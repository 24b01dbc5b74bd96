"""What a page has told before a number: what it may be part of, what the last sentence said."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jiedui.reader.changes import is_change, is_compared
from jiedui.reader.reading import PERCENT, Relation

if TYPE_CHECKING:
    from jiedui.reader.found import Found
    from jiedui.reader.passage import Draft

_MOST = 60
"""So many numbers before a stated one are looked at."""

_NEAR = 24
"""So many numbers of the sentence before are looked at."""


class Earlier:
    """The last numbers of a page, in order.

    Attributes:
        before: The numbers.
    """

    def __init__(self, found: Found) -> None:
        """Begin a page."""
        self._found = found
        self.before: list[Draft] = []
        self._sums = {
            id(total): len(parts)
            for relation, total, parts, _ in found.rows
            if relation is Relation.SUM
        }

    def add(self, draft: Draft) -> None:
        """Go on behind a number."""
        self.before.append(draft)
        if len(self.before) > 2 * _MOST:
            del self.before[:-_MOST]

    def many(self, total: Draft) -> int:
        """Return of how many parts a number is the sum, 0 where it is none."""
        return self._sums.get(id(total), 0)

    def tops(self, part: Draft) -> list[Draft]:
        """Return the numbers before a part that it may be part of, those that are top alone."""
        tops = [one for one in self.others(part) if one.whole is None or one.whole is part]
        return tops or self.others(part)

    def others(self, part: Draft) -> list[Draft]:
        """Return the numbers before a part that are no members of a sum; a share of one may be."""
        return [
            one for one in self.before
            if may_hold(one, part) and (one.passage is not part.passage or one.start < part.start)
            and not (one.whole is not None and self._found.has(Relation.SUM, one.whole))
        ]  # fmt: skip


def may_hold(whole: Draft, part: Draft) -> bool:
    """Whether a number may be the whole of another: of its kind and larger, no change."""
    is_kin = whole.family == part.family and whole.number.value > part.number.value
    return is_kin and is_plain(whole)


def is_plain(one: Draft) -> bool:
    """Whether a number tells how much there is, no change, base, rate or price."""
    if one.measure is PERCENT or one.per is not None or one.is_beside:
        return False
    return not is_change(one) and not is_compared(one)


def words_before(draft: Draft, most: int) -> str:
    """Return the words in front of a number in its part of a sentence, other numbers with them."""
    return draft.passage.text[max(draft.number.phrase[0], draft.start - most) : draft.start]


def last_sentence(draft: Draft) -> list[Draft]:
    """Return the numbers of the sentence before that of a number, in its passage."""
    start = draft.number.sentence[0]
    if not start:
        return []
    first = draft.passage.sentence(start - 1)[0]
    near = draft.passage.drafts[max(0, draft.index - _NEAR) : draft.index]
    return [one for one in near if first <= one.start < start]
