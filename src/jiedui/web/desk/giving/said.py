"""What a form of giving says, read into values; every field that cannot be read is told at once."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from jiedui.giving.drafts import GoodsDraft, read_amount
from jiedui.kernel.period import day, parse_iso
from jiedui.kernel.place import find
from jiedui.kernel.problem import Problem, Refused, Severity, Source
from jiedui.web.clock import today
from jiedui.web.tables import whole_number

if TYPE_CHECKING:
    from collections.abc import Mapping

    from jiedui.kernel.period import Period
    from jiedui.kernel.quantity import Interval

GOODS_PARTS = 5
"""Name, quantity, unit, value, expiry: the parts of a line of goods, the last two may be left."""


@dataclass(slots=True)
class Said:
    """A form as it was sent; `close` refuses with everything that could not be read."""

    form: Mapping[str, str]
    problems: list[Problem] = field(default_factory=list)

    def text(self, name: str) -> str:
        """Return words without surrounding space."""
        return str(self.form.get(name, "")).strip()

    def number(self, name: str, otherwise: int = 0) -> int:
        """Return a whole number that is not negative."""
        return whole_number(self.text(name), otherwise)

    def day(self, name: str) -> dt.date | None:
        """Return a day, None when none is said."""
        text = self.text(name)
        if not text:
            return None
        try:
            return dt.date.fromisoformat(text)
        except ValueError:
            self._wrong("DATE_UNREADABLE", name, expected="2017-03-05")
            return None

    def on(self, name: str = "on") -> dt.date:
        """Return a day, today when none is said."""
        return self.day(name) or today()

    def period(self, name: str) -> Period:
        """Return a day, a month or a year as coarse as it was said; today when nothing is."""
        text = self.text(name)
        if not text:
            return day(today())
        try:
            return parse_iso(text)
        except ValueError:
            self._wrong("DATE_UNREADABLE", name, expected="2017, 2017-03, 2017-03-05")
            return day(today())

    def money(self, name: str) -> Interval | None:
        """Return money as it was written (12.5万元, 10余万元), None when nothing was."""
        amount, problems = read_amount(self.text(name))
        self.problems += problems
        return amount

    def fen(self, name: str) -> int | None:
        """Return exact money in fen, None when nothing was said."""
        amount = self.money(name)
        if amount is not None and not amount.is_exact:
            self._wrong("AMOUNT_UNREADABLE", name, expected="an exact amount")
        return amount.stated if amount is not None else None

    def place(self, name: str) -> str:
        """Return the key of a place, "" when none is said."""
        text = self.text(name)
        if not text:
            return ""
        found = find(text)
        if not found:
            self._wrong("PLACE_UNKNOWN", name, expected="a place with a GB/T 2260 code")
        return found[0].key if found else ""

    def goods(self, name: str) -> tuple[GoodsDraft, ...]:
        """Return a list of goods: a line each, `棉被,100,条,2万元,2027-01-31`."""
        lines = []
        for line in self.text(name).replace("，", ",").splitlines():
            parts = [part.strip() for part in line.split(",")]
            if not any(parts):
                continue
            parts += [""] * (GOODS_PARTS - len(parts))
            value, problems = read_amount(parts[3])
            self.problems += problems
            try:
                expires = dt.date.fromisoformat(parts[4]) if parts[4] else None
            except ValueError:
                self._wrong("DATE_UNREADABLE", name, expected="2027-01-31")
                expires = None
            stated = value.stated if value is not None else None
            lines.append(
                GoodsDraft(
                    parts[0], whole_number(parts[1], 0), parts[2], expires_on=expires,
                    value_fen=stated,
                )
            )  # fmt: skip
        return tuple(lines)

    def close(self) -> None:
        """Refuse when something could not be read."""
        if self.problems:
            raise Refused(self.problems)

    def _wrong(self, code: str, name: str, *, expected: str) -> None:
        self.problems.append(
            Problem(code, Severity.ERROR, Source(cell=name), self.text(name)[:60], expected)
        )
