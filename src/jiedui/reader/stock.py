"""What there was, what came, what went and what there is: 上年结余86万元,收到420万元,支出398万元.

Four words of a stock give each number told of it its part, wherever it stands in the sentence. Only
a sentence whose numbers of one kind all have such a part, one of them what there is, is an account;
what there is then follows from the others, whether it is stated so or not.
"""

from __future__ import annotations

import enum
import re
from typing import TYPE_CHECKING

from jiedui.kernel.quantity import Wording
from jiedui.reader.exactly import apart
from jiedui.reader.passage import label_of
from jiedui.reader.reading import PERCENT, Relation

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jiedui.reader.found import Found
    from jiedui.reader.passage import Draft
    from jiedui.reader.vocabulary import Vocabulary

_THREE = 3
_MOST = 12
"""So many numbers an account has at most."""

_HALF = 2
"""What misses by more than half is no account of the number."""

_INSIDE = re.compile(r"其中|包括|含|比|较|计划|拟|预计")
"""Words of what is told within a number, beside it or for later: no part of an account."""


class Part(enum.Enum):
    """What a number is in an account of a stock."""

    WAS = enum.auto()
    CAME = enum.auto()
    WENT = enum.auto()
    IS = enum.auto()


def patterns_of(words: Vocabulary) -> dict[Part, re.Pattern[str]]:
    """Return the words of each part of an account."""
    return {part: words.pattern("stock", part.name.lower()) for part in Part}


class Stocks:
    """Holds the accounts of a page."""

    def __init__(self, words: Vocabulary, found: Found) -> None:
        self._found = found
        self._patterns = patterns_of(words)

    def hold(self, kin: Sequence[Draft]) -> bool:
        """Hold the numbers of one kind that a stretch of text tells as an account.

        Args:
            kin: All numbers of one kind in the stretch, in order.

        Returns:
            Whether they are one.
        """
        if not _THREE <= len(kin) <= _MOST or kin[0].measure is PERCENT:
            return False
        if not any(self._patterns[Part.IS].search(label_of(one)) for one in kin):
            return False
        told: dict[Part, list[Draft]] = {part: [] for part in Part}
        for one in kin:
            part = self._part_of(one)
            if part is None or one.status is not kin[0].status:
                return False
            told[part].append(one)
        if not told[Part.WAS] and told[Part.IS][:1] == kin[:1]:
            told[Part.WAS].append(told[Part.IS].pop(0))  # 2021年底54个 begins it.
        if len(told[Part.IS]) != 1 or len(told[Part.WAS]) > 1:
            return False
        if not told[Part.WAS] and not (told[Part.CAME] and told[Part.WENT]):
            return False
        return self._note(told, kin)

    def _note(self, told: dict[Part, list[Draft]], kin: Sequence[Draft]) -> bool:
        """Note what there is against all that makes it, or what went against both stocks."""
        (left,), gains, losses = told[Part.IS], told[Part.WAS] + told[Part.CAME], told[Part.WENT]
        if not gains or any(self._found.holds(one) for one in (left, *losses)):
            return False
        value = sum(one.number.value for one in gains) - sum(one.number.value for one in losses)
        is_plain = len(kin) == _THREE
        total = losses[0] if is_plain and losses and losses[0] is kin[-1] else left
        parts = [*gains, *(one for one in (*losses, left) if one is not total)]
        relation = (Relation.DIFF if losses else Relation.SUM) if is_plain else Relation.BALANCE
        if total is not left:
            value = parts[0].number.value - left.number.value
        is_near = _HALF * apart(value, total.number.value) <= max(value, total.number.value)
        sure = is_near and all(one.number.wording is Wording.EXACT for one in kin)
        self._found.note(relation, total, parts, sure=sure, value=value)
        return self._found.holds(total)

    def _part_of(self, draft: Draft) -> Part | None:
        """Return what a number is in an account, by the words in front of it."""
        words = label_of(draft)
        if _INSIDE.search(words) or draft.per is not None:
            return None
        for part in (Part.WAS, Part.IS):
            if self._patterns[part].search(words):
                return part
        ends = {part: _last(self._patterns[part], words) for part in (Part.CAME, Part.WENT)}
        found = max(ends, key=lambda part: ends[part])
        return found if ends[found] >= 0 else None


def _last(pattern: re.Pattern[str], words: str) -> int:
    """Return where the last of some words ends, -1 where none stands there."""
    return max((said.end() for said in pattern.finditer(words)), default=-1)
