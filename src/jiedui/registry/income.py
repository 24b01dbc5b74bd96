"""Income of a household by kind and year, and what is left of it for each person.

Per-capita net income = (wages + business + transfers + property - production expense) / registered
members. Assistance transfers count, which is disputed: the part that is assistance is kept beside,
and the sum can be asked for without it. All money in fen; a part that nobody stated is missing, not
zero, and a sum over a missing part is not known unless the sum itself is stated. Knows no Django.
"""

from __future__ import annotations

from dataclasses import dataclass

PARTS = ("wages", "business", "transfers", "holdings")
"""Kinds of income (A17a-A17d of the form)."""

WORDS = {
    "wages": ("工资性收入", "wages"),
    "business": ("生产经营性收入", "family business"),
    "transfers": ("转移性收入", "transfers"),
    "holdings": ("财产性收入", "holdings"),
    "expense": ("生产经营性支出", "production expense"),
    "assistance": ("其中帮扶补助", "of which assistance"),
    "total": ("总收入", "total income"),
    "net": ("纯收入", "net income"),
    "net_pc": ("人均纯收入", "net income a person"),
}
"""What each amount is called."""


@dataclass(frozen=True, slots=True)
class Income:
    """What a form states of one household and year; in fen, None where it states nothing.

    Attributes:
        year: The year.
        wages: From work for others (工资性收入).
        business: From the family's own production (生产经营性收入).
        transfers: Pensions, allowances, subsidies, from relatives (转移性收入).
        holdings: Property income: rents, interest, dividends (财产性收入).
        expense: Production expense (生产经营性支出).
        assistance: What of the transfers is assistance.
        total: Total income as stated (A17).
        net: Net income as stated (A19).
        net_pc: Net income a person as stated (A20).
        people: Registered members by which it is divided.
    """

    year: int
    wages: int | None = None
    business: int | None = None
    transfers: int | None = None
    holdings: int | None = None
    expense: int | None = None
    assistance: int | None = None
    total: int | None = None
    net: int | None = None
    net_pc: int | None = None
    people: int | None = None

    @property
    def summed(self) -> int | None:
        """The sum of the four kinds; None while one is missing."""
        parts = [getattr(self, name) for name in PARTS]
        return None if None in parts else sum(parts)

    @property
    def total_income(self) -> int | None:
        """Total income: summed where every kind is stated, else as stated."""
        return self.total if self.summed is None else self.summed

    def net_income(self, *, with_assistance: bool = True) -> int | None:
        """Return the net income; by arithmetic where the parts allow it, else as stated.

        Args:
            with_assistance: Whether assistance counts; without it, a household of which nobody said
                how much of its transfers is assistance has no answer.
        """
        total = self.total_income
        net = self.net if total is None or self.expense is None else total - self.expense
        if net is None or with_assistance:
            return net
        return None if self.assistance is None else net - self.assistance

    def net_a_person(self, *, with_assistance: bool = True) -> int | None:
        """Return net income a person in fen, rounded half away from zero; None = not known."""
        net = self.net_income(with_assistance=with_assistance)
        if net is None or not self.people:
            return self.net_pc if with_assistance else None
        doubled = 2 * abs(net) + self.people
        rounded = doubled // (2 * self.people)
        return rounded if net >= 0 else -rounded

    def slips(self) -> list[tuple[str, int, int]]:
        """Return what the form states otherwise than its own parts: field, stated, by arithmetic.

        A cent's rounding in the amount a person is no slip.
        """
        found = []
        if self.total is not None and self.summed is not None and self.total != self.summed:
            found.append(("total", self.total, self.summed))
        by_parts = None
        if self.total_income is not None and self.expense is not None:
            by_parts = self.total_income - self.expense
        if self.net is not None and by_parts is not None and self.net != by_parts:
            found.append(("net", self.net, by_parts))
        net = self.net if by_parts is None else by_parts
        if self.net_pc is not None and net is not None and self.people:
            off = abs(self.net_pc * self.people - net)
            if off > self.people * 100:
                found.append(("net_pc", self.net_pc, net // self.people))
        return found
