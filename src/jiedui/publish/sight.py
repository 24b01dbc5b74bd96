"""The book as a report sees it.

Answers from the facts up to one entry, and the lines behind them.
"""

from __future__ import annotations

from dataclasses import dataclass, field, fields, replace
from typing import TYPE_CHECKING, Any

from jiedui.books.feed import facts
from jiedui.books.queries import lines_on
from jiedui.figures.compute import compute
from jiedui.figures.many import answered_together
from jiedui.figures.together import lines_behind_each
from jiedui.figures.trace import lines_behind
from jiedui.publish.survey import Behind

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from jiedui.books.queries import BookLine
    from jiedui.facts.store import Facts
    from jiedui.figures.model import Answer, Question

LINES_MAX = 20_000
"""How many lines behind one answer a report looks at."""

_NAMES = tuple(one.name for one in fields(Behind))


@dataclass(slots=True)
class FactsSight:
    """Answers and lines from one state of the facts; nothing posted later is seen."""

    read: Facts
    known_at: int
    behind: dict[Question, Sequence[Behind]] = field(default_factory=dict)

    def ask(self, question: Question) -> Answer:
        """Return the answer up to this state's last entry."""
        return compute(self._now(question), self.read)

    def ask_many(self, questions: Iterable[Question]) -> Mapping[Question, Answer]:
        """Return the answers that are worked out together; the others are left to `ask`."""
        asked = {self._now(one): one for one in questions}
        return {asked[now]: one for now, one in answered_together(asked, self.read)}

    def lines(self, question: Question) -> Sequence[Behind]:
        """Return the lines behind an answer."""
        asked = self._now(question)
        if asked not in self.behind:
            page = lines_behind(asked, self.read, limit=LINES_MAX, offset=0)
            self.behind[asked] = [_behind(row) for row in page.rows]
        return self.behind[asked]

    def look_up(self, questions: Iterable[Question]) -> None:
        """Look up the lines behind many answers at once; what stands alone is left to `lines`."""
        asked = [one for one in map(self._now, questions) if one not in self.behind]
        made: dict[tuple[int, int], Behind] = {}
        for question, rows in lines_behind_each(asked, self.read, limit=LINES_MAX):
            for row in rows:
                at = row["entry"], row["line"]
                if at not in made:
                    made[at] = _behind(row)
            self.behind[question] = [made[row["entry"], row["line"]] for row in rows]

    def standing(self, account: str) -> Sequence[Behind]:
        """Return the lines in force on an account, as far as this state reaches."""
        found = (_in_force(line) for line in lines_on([account]) if line.entry <= self.known_at)
        return [line for line in found if line.sense > 0]

    def _now(self, question: Question) -> Question:
        return (
            question if question.known_at is not None else replace(question, known_at=self.known_at)
        )


def _in_force(line: BookLine) -> Behind:
    content, dims = line.content, line.content.dims
    return Behind(
        line.entry,
        line.line,
        line.kind,
        content.account,
        content.amount,
        wording=content.wording,
        starts=content.starts,
        ends=content.ends,
        recipient=dims.recipient,
        payer=dims.payer,
        owner=dims.owner,
        project=dims.project,
        pairing_kind=dims.pairing_kind,
        sense=content.sense,
        cell=content.cell,
        document=line.document,
    )


def _behind(row: dict[str, Any]) -> Behind:
    return Behind(**{name: row[name] for name in _NAMES if row.get(name) is not None})


def sight(known_at: int | None = None) -> FactsSight:
    """Return the book as it is known at an entry, or now."""
    read = facts(known_at)
    return FactsSight(read, read.known_at if known_at is None else known_at)
