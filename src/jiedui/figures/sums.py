"""Sums of lines turned into values: what is stated, what that allows, and why it is not exact.

Knows no Django.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from jiedui.kernel.quantity import NOT_KNOWN, Interval, Wording, joined_wording

if TYPE_CHECKING:
    from collections.abc import Mapping

_MIRRORED = {
    Wording.OVER: Wording.AT_MOST,
    Wording.AT_LEAST: Wording.AT_MOST,
    Wording.AT_MOST: Wording.AT_LEAST,
    Wording.NOT_STATED: Wording.AT_MOST,
}


@dataclass(slots=True)
class Sums:
    """What the lines of one cell add up to, and how far others may widen it.

    Attributes:
        n: Lines net of those taken back; below 1 where only a total's remainder stands.
        amount: Stated amounts.
        low_delta: amount - low_delta is the lowest value.
        high_delta: amount + high_delta is the highest value.
        low_open: Above 0 when there is no lowest value.
        high_open: Above 0 when there is no highest value.
        itemised: Stated amounts of single records.
        said: Net lines by inexact wording.
        least: How far lines that only touch may lower it, not above 0.
        most: How far they may raise it, not below 0.
        least_open: Above 0 when they may lower it without limit.
        most_open: Above 0 when they may raise it without limit.
        reasons: Why it was widened, by reason code, with what was too coarse.
    """

    n: int = 0
    amount: int = 0
    low_delta: int = 0
    high_delta: int = 0
    low_open: int = 0
    high_open: int = 0
    itemised: int = 0
    said: dict[str, int] = field(default_factory=dict)
    least: int = 0
    most: int = 0
    least_open: int = 0
    most_open: int = 0
    reasons: dict[str, list[str]] = field(default_factory=dict)

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
            if name.startswith("said_") and count:
                word = name.removeprefix("said_")
                self.said[word] = self.said.get(word, 0) + count

    def add_exact(self, n: int, amount: int) -> None:
        """Add exact single records."""
        self.n += n
        self.amount += amount
        self.itemised += amount

    def doubt(self, width: int, openness: int) -> None:
        """Widen both ways: an inexact part was taken out of an inexact total."""
        self.low_delta += width
        self.high_delta += width
        self.low_open += openness
        self.high_open += openness

    def widen(self, row: Mapping[str, int], reason: str, notes: list[str]) -> None:
        """Let lines that may belong here raise or lower the ends; the stated amount stays."""
        if not (row["least"] or row["most"] or row["least_open"] or row["most_open"]):
            return
        self.least += row["least"]
        self.most += row["most"]
        self.least_open += row["least_open"]
        self.most_open += row["most_open"]
        known = self.reasons.setdefault(reason, [])
        known += [note for note in notes if note not in known]

    @property
    def exists(self) -> bool:
        """Whether some line is inside that was not taken back."""
        numbers = (self.amount, self.low_delta, self.high_delta, self.low_open, self.high_open)
        return self.n > 0 or any(numbers)

    @property
    def is_widened(self) -> bool:
        """Whether lines that may belong here move an end."""
        return bool(self.least or self.most or self.least_open or self.most_open)

    def value(self) -> Interval:
        """Return the value of the cell: NOT_KNOWN when nothing is inside or touches."""
        if not self.exists:
            if not self.is_widened:
                return NOT_KNOWN
            low = None if self.least_open else self.least
            return Interval(None, low, None if self.most_open else self.most, Wording.BETWEEN)
        own = self._own()
        return self._widened(own) if self.is_widened else own

    def _own(self) -> Interval:
        ends = sorted((self.amount - self.low_delta, self.amount + self.high_delta))
        low = None if self.low_open > 0 or self.high_open < 0 else ends[0]
        high = None if self.high_open > 0 or self.low_open < 0 else ends[1]
        stated = (
            None if self.n > 0 and self.said.get(Wording.NOT_STATED, 0) == self.n else self.amount
        )
        return Interval(stated, low, high, self._wording(stated, is_exact=low == high == stated))

    def _wording(self, stated: int | None, *, is_exact: bool) -> Wording:
        words = set()
        for name, count in self.said.items():
            word = Wording(name)
            if count:
                words.add(word if count > 0 else _MIRRORED.get(word, Wording.BETWEEN))
        if stated is not None and Wording.NOT_STATED in words:
            words = words - {Wording.NOT_STATED} | {Wording.AT_LEAST}
        word = joined_wording(words, stated=stated)
        return Wording.BETWEEN if word is Wording.EXACT and not is_exact else word

    def _widened(self, own: Interval) -> Interval:
        low = None if own.low is None or self.least_open else own.low + self.least
        high = None if own.high is None or self.most_open else own.high + self.most
        if own.stated is not None and low == own.stated and high is None:
            is_over = own.wording is Wording.OVER
            return Interval(own.stated, low, high, Wording.OVER if is_over else Wording.AT_LEAST)
        return Interval(own.stated, low, high, Wording.BETWEEN)

    @property
    def reason(self) -> str:
        """The gravest reason why the value is not one exact number; "" when there is none."""
        for reason in ("not_broken_down", "stage_not_stated", "ambiguous"):
            if self.is_widened and reason in self.reasons:
                return reason
        return "amount_not_stated" if self.said.get(Wording.NOT_STATED, 0) > 0 else ""
