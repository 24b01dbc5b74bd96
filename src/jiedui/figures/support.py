"""What the book holds on a question, read once and asked by every claim that is about it.

A report states one figure many times over; what the lines behind it make, by themselves, by
document, by scope and by number, is worked out at the first time somebody asks. Knows no Django.
"""

from __future__ import annotations

import threading
from collections import OrderedDict, defaultdict
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

from jiedui.figures.asking import read_question
from jiedui.figures.beside import standing, value_of
from jiedui.figures.compute import answered
from jiedui.figures.sums import Sums
from jiedui.figures.trace import ROWS_MAX, lines_behind

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Mapping, Sequence

    from jiedui.facts.store import Facts
    from jiedui.figures.model import AnswerRow, Question
    from jiedui.figures.trace import LinePage
    from jiedui.kernel.quantity import Interval

LINES_KEPT = 60_000
"""So many lines of what was asked last are kept; a line takes about a kilobyte and a half."""

Row = dict[str, Any]
"""A line, with the columns of `figures.trace.LinePage`."""


class Made(NamedTuple):
    """What some lines make: whether any stands, the amount they state, and their value."""

    exists: bool
    amount: int
    value: Interval


class Reach(NamedTuple):
    """Whom and which days a line is about."""

    recipient: str | None
    starts: dt.date
    ends: dt.date


@dataclass(frozen=True)
class Support:
    """What the book holds on a question: the same for every claim that asks it.

    Attributes:
        row: Its answer.
        page: The lines behind it.
        behind: Those of them that stand, not taken back.
    """

    row: AnswerRow
    page: LinePage
    behind: tuple[Row, ...]
    _others: dict[str, Made] = field(default_factory=dict, repr=False, compare=False)
    _reached: dict[tuple[object, ...], Mapping[int, Sequence[Reach]]] = field(
        default_factory=dict, repr=False, compare=False
    )

    @property
    def size(self) -> int:
        """How many lines it holds; 1 at least, for its answer."""
        return 1 + len(self.page.rows) + len(self.page.touching)

    @cached_property
    def entries(self) -> tuple[int, ...]:
        """The entries behind it, each once."""
        return tuple(dict.fromkeys(one["entry"] for one in self.behind))

    @cached_property
    def itemised(self) -> Made:
        """What single records alone make."""
        return self._made(one for one in self.behind if one["itemised"])

    def others(self, document: str) -> Made:
        """Return what the lines of other documents make."""
        found = self._others.get(document)
        if found is None:
            found = self._made(one for one in self.behind if one["document"] != document)
            self._others[document] = found
        return found

    def stating(self, amount: int, wording: str) -> Sequence[Row]:
        """Return the lines that state just this number in just this wording."""
        return self._by_number.get((amount, wording), ())

    @cached_property
    def _by_number(self) -> Mapping[tuple[int, str], Sequence[Row]]:
        found: dict[tuple[int, str], list[Row]] = defaultdict(list)
        for row in self.behind:
            found[row["amount"] * self.page.sign, row["wording"]].append(row)
        return found

    def touching(
        self, document: str, wording: str, *, is_own: bool, counts_unknown: bool
    ) -> Mapping[int, Sequence[Reach]]:
        """Return by amount the reaches whose lines touch the question and make it together.

        Args:
            document: The document that asks.
            wording: Lines of this wording and exact ones count.
            is_own: Whether lines of that document are looked at, else those of all others.
            counts_unknown: Whether lines count that may be inside another.
        """
        key = document, wording, is_own, counts_unknown
        found = self._reached.get(key)
        if found is None:
            sums: dict[Reach, int] = defaultdict(int)
            for row in self._standing:
                is_unsure = row.get("may_overlap") and not counts_unknown
                is_other = (row["document"] == document) is not is_own
                if is_other or is_unsure or row.get("may_belong"):
                    continue
                if row["wording"] in {wording, "exact"}:
                    reach = Reach(row["recipient"], row["starts"], row["ends"])
                    sums[reach] += row["amount"] * self.page.sign
            by_amount: dict[int, list[Reach]] = defaultdict(list)
            for reach, amount in sums.items():
                by_amount[amount].append(reach)
            found = self._reached[key] = by_amount
        return found

    @cached_property
    def told_near(self) -> frozenset[str | None]:
        """The documents of the lines that touch the question."""
        return frozenset(one["document"] for one in self.page.touching)

    @cached_property
    def _standing(self) -> Sequence[Row]:
        return standing(self.page.touching)

    def _made(self, rows: Iterable[Row]) -> Made:
        sums = Sums()
        for one in rows:
            sums.join(value_of(one, self.page.sign))
        return Made(sums.exists, sums.amount, sums.value())


def support_of(question: Question, facts: Facts) -> Support:
    """Return what the book holds on a question.

    Raises:
        Refused: The question names a figure or a value there is none of.
    """
    found = answered(read_question(question, facts), facts)
    page = lines_behind(question, facts, limit=ROWS_MAX, cells=found.cells)
    return Support(found.rows[0], page, tuple(standing(page.rows)))


class Supports:
    """What states of the book hold on the questions asked last: it stays true of that state."""

    def __init__(self, most: int = LINES_KEPT) -> None:
        """Keep the supports of the last questions while they hold `most` lines together."""
        self._most = most
        self._kept: OrderedDict[tuple[Facts, Question], Support] = OrderedDict()
        self._size = 0
        self._lock = threading.Lock()

    def of(self, question: Question, facts: Facts) -> Support:
        """Return what the book holds on a question, read where it is not kept.

        Raises:
            Refused: The question names a figure or a value there is none of.
        """
        key = facts, question
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
        found = support_of(question, facts)
        with self._lock:
            if key not in self._kept:
                self._keep(key, found)
        return found

    def forget(self) -> None:
        """Let go of everything."""
        with self._lock:
            self._kept.clear()
            self._size = 0

    def _keep(self, key: tuple[Facts, Question], found: Support) -> None:
        self._kept[key] = found
        self._size += found.size
        while self._size > self._most and len(self._kept) > 1:
            _, left = self._kept.popitem(last=False)
            self._size -= left.size
