"""How the parts ask.

A question about one scope, and cells out of what was told. Knows no Django.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from jiedui.figures.model import Question
from jiedui.kernel.period import EARLIEST
from jiedui.papers.document import Text
from jiedui.publish.telling import number

if TYPE_CHECKING:
    import datetime as dt

    from jiedui.papers.document import Span
    from jiedui.publish.survey import Scope
    from jiedui.publish.telling import Telling, Told

NOTHING = Text("—")
"""A cell for which the book holds nothing."""


def about(
    code: str, scope: Scope, telling: Telling, *, planned: bool = False, **filters: str
) -> Question:
    """Return a question about one scope of the programme, over the days of the scope.

    Args:
        code: The figure.
        scope: The recipient (a joint key asks for its members together) and its first day.
        telling: Knows the programme and the reporting day.
        planned: Ask the plan; a plan reaches to the end of its own period.
        filters: Further dimensions and the one value each must have.
    """
    where = [("recipient", tuple(scope.key.split("+"))), ("owner", (telling.survey.owner,))]
    where += [(name, (value,)) for name, value in filters.items()]
    return Question(
        code,
        where=tuple(sorted(where)),
        since=since_of(scope.starts),
        until=scope.ends if planned else telling.survey.as_of,
        planned=planned,
        known_at=known_at(telling),
    )


def whole(code: str, scopes: tuple[Scope, ...], telling: Telling, **filters: str) -> Question:
    """Return the question about several scopes together, from the earliest of their first days."""
    keys = tuple(member for scope in scopes for member in scope.key.split("+"))
    where = [
        ("recipient", keys),
        ("owner", (telling.survey.owner,)),
        *((name, (value,)) for name, value in filters.items()),
    ]
    starts = min(scope.starts for scope in scopes)
    return Question(
        code,
        where=tuple(sorted(where)),
        since=since_of(starts),
        until=telling.survey.as_of,
        known_at=known_at(telling),
    )


def stock(code: str, key: str, telling: Telling, *, at: dt.date) -> Question:
    """Return the question about a stock on one day."""
    return Question(code, where=(("recipient", (key,)),), as_of=at, known_at=known_at(telling))


def known_at(telling: Telling) -> int | None:
    """Return the entry up to which this document reads the book."""
    found: int | None = getattr(telling.sight, "known_at", None)
    return found


def since_of(starts: dt.date) -> dt.date | None:
    """Return the first day of a window, None from the beginning."""
    return None if starts == EARLIEST else starts


def cell(told: Told | None, language: str) -> Span:
    """Return a cell.

    The number, its words when it is not known for a reason, a dash when there is nothing.
    """
    if told is None or (not told.is_told and told.row.reason == "not_in_book"):
        return NOTHING
    return number(told, language)
