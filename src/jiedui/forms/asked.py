"""What one cell asks: a figure query in the form's words, or why none can be made. No Django."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import datetime as dt

    from jiedui.figures.model import Question
    from jiedui.forms.units import FormUnit
    from jiedui.forms.worked import Worked


@dataclass(frozen=True, slots=True)
class Asked:
    """What a cell asks.

    Attributes:
        measure: The measure as forms name it.
        question: What the book is asked; None when no figure of the book is meant.
        worked: How it is worked out of other answers beside its own; None = it is not.
        unit: The unit the number is written in.
        decimals: Decimals that the cell's own words ask for.
        recipients: Recipients' codes as they were written.
        donors: Who gave: codes or names.
        sources: Fund sources.
        categories: Project categories.
        without_sources: Sources taken out.
        without_categories: Categories taken out.
        since: First day, None = from the beginning.
        until: Last day.
        at: The day of a stock.
        planned: Whether the plan is asked.
        projects: Keys of projects.
        doubt: Why it is not asked with certainty: the question to a person, "" = certain.
        reason: The reason when no question can be asked, "" = it can.
        narrower: Words that make it narrower than the question, which is asked all the same.
        strange: Words not understood that nothing shows to take a part: a person is asked.
        begun: What is asked of each recipient's year of pairing, where it counts from then.
        is_paired: Whether the form says that it counts from then.
        beside: Who gives in a pairing of its own, which the district's figures do not cover.
        is_likely: Whether something was assumed that the form does not say.
        is_as_stated: Whether the form takes no number that is only the rest of a longer period.
        is_joint: Whether one label names several recipients: it has a number only if all are in.
    """

    measure: str = ""
    question: Question | None = None
    worked: Worked | None = None
    unit: FormUnit | None = None
    decimals: int | None = None
    recipients: tuple[str, ...] = ()
    donors: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    without_sources: tuple[str, ...] = ()
    without_categories: tuple[str, ...] = ()
    since: dt.date | None = None
    until: dt.date | None = None
    at: dt.date | None = None
    planned: bool = False
    projects: tuple[str, ...] = ()
    doubt: str = ""
    reason: str = ""
    narrower: tuple[str, ...] = ()
    strange: tuple[str, ...] = ()
    begun: tuple[Question, ...] = ()
    is_paired: bool = False
    beside: tuple[str, ...] = ()
    is_likely: bool = False
    is_joint: bool = False
    is_as_stated: bool = False

    def query(self, donor: str) -> dict[str, Any]:
        """Return the query with the keys that forms' expected files use.

        Args:
            donor: The donor district's code, told where nobody else gave.
        """
        found: dict[str, Any] = {"measure": self.measure}
        if self.recipients:
            found["recipient"] = list(self.recipients)
        found["donor"] = _one(self.donors) if self.donors else donor
        found["period"] = self._period()
        found["status"] = "planned" if self.planned else "actual"
        if self.unit is not None:
            found["unit"] = self.unit.zh
        for name, several in (
            ("source", self.sources),
            ("exclude_source", self.without_sources),
            ("category", self.categories),
            ("exclude_category", self.without_categories),
        ):
            if several:
                found[name] = _one(several)
        if self.projects:
            found["project"] = _one(self.projects)
        return found

    def _period(self) -> dict[str, str]:
        if self.at is not None:
            return {"at": self.at.isoformat()}
        since, until = self.since, self.until
        is_stock = self.measure.startswith("registered")
        found = {}
        if since is not None:
            found["from"] = (
                since.isoformat() if is_stock or not _is_year(since, until) else (f"{since.year}")
            )
        if until is not None:
            whole = since is not None and not is_stock and (until.month, until.day) == (12, 31)
            found["to"] = (
                f"{until.year}" if whole and _is_year(since, until) else (until.isoformat())
            )
        return found


def _is_year(since: dt.date | None, until: dt.date | None) -> bool:
    """Whether days begin with a year, and end with one or reach past it."""
    if since is None or (since.month, since.day) != (1, 1):
        return False
    return until is None or until.year > since.year or (until.month, until.day) == (12, 31)


def _one(several: tuple[str, ...]) -> str | list[str]:
    return several[0] if len(several) == 1 else list(several)
