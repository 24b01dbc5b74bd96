"""Sums of lines turned into values: what is stated, what that allows, and why it is not exact.

Knows no Django.
"""

from __future__ import annotations

from bisect import insort
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from jiedui.kernel.quantity import NOT_KNOWN, Interval, Wording, joined_wording

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_MIRRORED = {
    Wording.OVER: Wording.AT_MOST,
    Wording.AT_LEAST: Wording.AT_MOST,
    Wording.AT_MOST: Wording.AT_LEAST,
    Wording.NOT_STATED: Wording.AT_MOST,
}


class Note(NamedTuple):
    """Why a value was widened.

    Attributes:
        reason: Reason code.
        dims: What the line is too coarse in.
        recipient: Recipient of the line, "" where it does not matter.
        starts: First day of the line, "" where it does not matter.
        ends: Last day of the line, likewise.
    """

    reason: str
    dims: tuple[str, ...] = ()
    recipient: str = ""
    starts: str = ""
    ends: str = ""


NOTES_MAX = 3
"""How many notes are kept of each cell."""


@dataclass(slots=True)
class Widening:
    """How far lines that may belong to a cell can move its ends.

    Attributes:
        least: How far they may lower it, not above 0.
        most: How far they may raise it, not below 0.
        least_open: Above 0 when they may lower it without limit.
        most_open: Above 0 when they may raise it without limit.
        notes: Why, the first few.
    """

    least: int = 0
    most: int = 0
    least_open: int = 0
    most_open: int = 0
    notes: list[Note] = field(default_factory=list)

    def add(self, row: Mapping[str, int], note: Note) -> None:
        """Add lines that may belong here."""
        self.least += row["least"]
        self.most += row["most"]
        self.least_open += row["least_open"]
        self.most_open += row["most_open"]
        self.note(note)

    def note(self, note: Note) -> None:
        """Keep a reason; of many the first in order, so that the order of lines does not matter."""
        if note not in self.notes:
            insort(self.notes, note)
            if len(self.notes) > NOTES_MAX and self.notes[-1].reason == self.notes[-2].reason:
                self.notes.pop()

    @staticmethod
    def joined(several: Sequence[Widening]) -> Widening:
        """Return what several do together."""
        found = Widening()
        for one in several:
            found.least += one.least
            found.most += one.most
            found.least_open += one.least_open
            found.most_open += one.most_open
            for note in one.notes:
                found.note(note)
        return found

    @property
    def reason(self) -> str:
        """The gravest reason."""
        there = {note.reason for note in self.notes}
        return next((one for one in GRAVEST if one in there), "")


GRAVEST = ("not_broken_down", "stage_not_stated", "ambiguous")


@dataclass(slots=True)
class Sums:
    """What the lines of one cell add up to.

    Attributes:
        n: Lines net of those taken back; below 1 where only a total's remainder stands.
        amount: Stated amounts.
        low_delta: amount - low_delta is the lowest value.
        high_delta: amount + high_delta is the highest value.
        low_open: Above 0 when there is no lowest value.
        high_open: Above 0 when there is no highest value.
        itemised: Stated amounts of single records.
        said: Net lines by inexact wording.
        doubtful: Whether an inexact part was taken out of an inexact total and is not here.
    """

    n: int = 0
    amount: int = 0
    low_delta: int = 0
    high_delta: int = 0
    low_open: int = 0
    high_open: int = 0
    itemised: int = 0
    said: dict[str, int] = field(default_factory=dict)
    doubtful: bool = False

    def add(self, row: Mapping[str, int]) -> None:
        """Add the sums of lines that are inside."""
        self.n += row["n"]
        self.amount += row["amount"]
        self.low_delta += row["low_delta"]
        self.high_delta += row["high_delta"]
        self.low_open += row["low_open"]
        self.high_open += row["high_open"]
        self.itemised += row["itemised"]
        for name, count in row.items():
            if count and name.startswith("said_"):
                word = name.removeprefix("said_")
                self.said[word] = self.said.get(word, 0) + count

    def join(self, other: Sums, times: int = 1) -> None:
        """Add other sums, or take them away with `times` -1."""
        for name in ("n", "amount", "low_delta", "high_delta", "low_open", "high_open", "itemised"):
            setattr(self, name, getattr(self, name) + times * getattr(other, name))
        for word, count in other.said.items():
            self.said[word] = self.said.get(word, 0) + times * count

    def doubt(self, width: int, openness: int) -> None:
        """Widen both ways: an inexact part was taken out of an inexact total."""
        self.low_delta += width
        self.high_delta += width
        self.low_open += openness
        self.high_open += openness
        self.doubtful = True

    @property
    def exists(self) -> bool:
        """Whether some line is inside that was not taken back."""
        ends = (self.low_delta, self.high_delta, self.low_open, self.high_open)
        return self.n > 0 or any((self.amount, self.itemised, *ends))

    @property
    def lines(self) -> int:
        """Lines net of those taken back; at least 1 where something stands."""
        return max(self.n, int(self.exists))

    def value(self, widening: Widening | None = None) -> Interval:
        """Return the value of the cell: NOT_KNOWN when nothing is inside or touches."""
        if not self.exists:
            if widening is None:
                return NOT_KNOWN
            low = None if widening.least_open else widening.least
            high = None if widening.most_open else widening.most
            return Interval(None, low, high, Wording.BETWEEN)
        own = self._own()
        return own if widening is None else _widened(own, widening)

    def _own(self) -> Interval:
        low, high = sorted((self.amount - self.low_delta, self.amount + self.high_delta))
        is_low_open = self.low_open > 0 or self.high_open < 0
        is_high_open = self.high_open > 0 or self.low_open < 0
        if self.doubtful and self.amount >= 0:
            low, is_low_open = max(low, 0) if not is_low_open else 0, False
        stated = self.amount
        if self.n > 0 and self.said.get(Wording.NOT_STATED, 0) == self.n:
            return Interval(
                None,
                None if is_low_open else low,
                None if is_high_open else high,
                Wording.NOT_STATED,
            )
        ends = None if is_low_open else low, None if is_high_open else high
        return Interval(stated, *ends, self.wording(is_exact=ends == (stated, stated)))

    def wording(self, *, is_exact: bool) -> Wording:
        """Return how the sums are worded; `is_exact`: their ends are the stated amount."""
        if self.doubtful:
            return Wording.BETWEEN
        words = set()
        for name, count in self.said.items():
            word = Wording(name)
            if count:
                words.add(word if count > 0 else _MIRRORED.get(word, Wording.BETWEEN))
        if Wording.NOT_STATED in words:
            words = words - {Wording.NOT_STATED} | {Wording.AT_LEAST}
        word = joined_wording(words, stated=self.amount)
        return Wording.BETWEEN if word is Wording.EXACT and not is_exact else word

    @property
    def reason(self) -> str:
        """Why the sums by themselves are not what one would wish."""
        return "amount_not_stated" if self.said.get(Wording.NOT_STATED, 0) > 0 else ""


def _widened(own: Interval, widening: Widening) -> Interval:
    low = None if own.low is None or widening.least_open else own.low + widening.least
    high = None if own.high is None or widening.most_open else own.high + widening.most
    if own.stated is not None and low == own.stated and high is None:
        is_over = own.wording is Wording.OVER
        return Interval(own.stated, low, high, Wording.OVER if is_over else Wording.AT_LEAST)
    return Interval(own.stated, low, high, Wording.BETWEEN)
