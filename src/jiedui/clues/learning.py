"""What clues taught: how often those of a rule, and of a list, turned out to hold.

Counted are clues whose conclusion a second person has signed (decided or closed), in the reader's
places. A clue opened again counts once it is decided again.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from django.db.models import Count

from jiedui.clues.inside import within
from jiedui.clues.lifecycle import CONCLUSIONS, State
from jiedui.clues.models import Clue

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from jiedui.access.scope import Scope


class Learned(NamedTuple):
    """What became of the clues of a rule or of a list.

    Attributes:
        code: Code of the rule or of the list ("" = the register alone).
        by_conclusion: Decided clues by conclusion, every conclusion named.
        by_explanation: Decided clues by explanation code, the most frequent first.
        waiting: Clues that are not decided.
    """

    code: str
    by_conclusion: dict[str, int]
    by_explanation: dict[str, int]
    waiting: int

    @property
    def decided(self) -> int:
        """How many are decided."""
        return sum(self.by_conclusion.values())

    @property
    def held(self) -> int:
        """How many held."""
        return self.by_conclusion["true"]

    @property
    def false(self) -> int:
        """How many gave a false alarm: did not hold, were explained, or came of wrong data."""
        return self.decided - self.held

    @property
    def false_permille(self) -> int | None:
        """False alarms in a thousand decided, rounded half up; None where none is decided."""
        if not self.decided:
            return None
        return (2000 * self.false + self.decided) // (2 * self.decided)


@dataclass(frozen=True, slots=True)
class Lessons:
    """What was learned by rule and by list, those with most false alarms first."""

    by_rule: list[Learned]
    by_data: list[Learned]


def learning(scope: Scope) -> Lessons:
    """Return what the clues of a scope taught; one query."""
    rows = list(
        Clue.objects.filter(within(scope.places))
        .values("rule", "data", "state", "conclusion", "explanation")
        .annotate(many=Count("id"))
    )
    return Lessons(_by("rule", rows), _by("data", rows))


def _by(name: str, rows: Iterable[Mapping[str, object]]) -> list[Learned]:
    found: dict[str, Learned] = {}
    for row in rows:
        code, many = str(row[name]), int(str(row["many"]))
        one = found.setdefault(code, Learned(code, dict.fromkeys(CONCLUSIONS, 0), {}, 0))
        if row["state"] not in {State.DECIDED, State.CLOSED}:
            found[code] = one._replace(waiting=one.waiting + many)
            continue
        one.by_conclusion[str(row["conclusion"])] += many
        if row["explanation"]:
            why = str(row["explanation"])
            one.by_explanation[why] = one.by_explanation.get(why, 0) + many
    told = [
        one._replace(
            by_explanation=dict(sorted(one.by_explanation.items(), key=lambda of: (-of[1], of[0])))
        )
        for one in found.values()
    ]
    return sorted(told, key=lambda one: (-(one.false_permille or 0), -one.decided, one.code))
