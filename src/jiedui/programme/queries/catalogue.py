"""Every project with what is told of it outside: name, content, days, state."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from jiedui.programme.queries.listing import ProjectFilter, filtered

if TYPE_CHECKING:
    import datetime as dt

    from jiedui.access.scope import Scope


class FiledProject(NamedTuple):
    """One project as it is told outside; "" and None where it is not on record.

    Attributes:
        key: Its key in the book.
        name: Its name.
        place: Its place key.
        category: Code of its category.
        year: The year it belongs to.
        state: Code of its state.
        content: What is built.
        location: Where.
        unit: Who carries it out.
        planned_start: First planned day.
        planned_end: Last planned day.
        actual_start: Day it began.
        actual_end: Day it was completed.
        approved_fen: Approved cost, in fen.
        settled_fen: Audited cost, in fen.
    """

    key: str
    name: str
    place: str
    category: str
    year: int
    state: str
    content: str
    location: str
    unit: str
    planned_start: dt.date | None
    planned_end: dt.date | None
    actual_start: dt.date | None
    actual_end: dt.date | None
    approved_fen: int | None
    settled_fen: int | None


def filed_projects(scope: Scope) -> list[FiledProject]:
    """Return every project a scope sees, in the order of their keys."""
    rows = filtered(scope, ProjectFilter()).order_by("key")
    return [FiledProject._make(one) for one in rows.values_list(*FiledProject._fields)]
