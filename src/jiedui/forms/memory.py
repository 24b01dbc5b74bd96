"""What was said of a form's cells before: matched by their words, wherever they now stand.

A cell is known by its labels and headings and by what was understood of it (measure, unit, source,
whom), not by its address: a moved column is not asked again, a changed unit or a new row is. Years
count from the reporting year, so that next year's form is known. Knows no Django.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from jiedui.figures.catalogue import FIGURES
from jiedui.figures.model import Kind, Question
from jiedui.forms.rewording import plain_label
from jiedui.forms.units import unit_of
from jiedui.kernel.problem import refuse

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from jiedui.forms.asked import Asked
    from jiedui.forms.layout import Layout, Slot

LEAVE = "leave"
"""Said of a cell that stays empty."""
WHOLE = ("*", "*")
"""Stands among what was said once a whole form was confirmed or filed: new cells then ask."""

_YEAR = re.compile(r"((?:19|20)\d{2})年?")


@dataclass(frozen=True)
class Memory:
    """What was said of one form's cells.

    Attributes:
        form: The form's key.
        said: (words, what was understood) to what a person said.
    """

    form: str = ""
    said: Mapping[tuple[str, str], str] = field(default_factory=dict)

    @property
    def is_whole(self) -> bool:
        """Whether the form was once confirmed as a whole, so that what is new in it asks."""
        return WHOLE in self.said

    def of(self, slot: Slot, asked: Asked, year: int) -> str | None:
        """Return what was said of a cell as it is now; None = nothing."""
        return self.said.get((words_of(slot, year), understood(asked)))


def form_key(layouts: Iterable[Layout]) -> tuple[str, str]:
    """Return what a form is known by, and its title: its first words, without numbers."""
    lines = [line for one in layouts for line in (*one.lines, *_heads(one))]
    title = next((line for line in lines if len(plain_label(line)) > 4), "")
    plain = re.sub(r"[\d年月日\-至度]+", "", plain_label(title))
    return hashlib.sha256(plain.encode()).hexdigest(), title.strip()[:200]


def _heads(layout: Layout) -> list[str]:
    return [head for table in layout.tables for slot in table.slots[:1] for head in slot.heads]


def words_of(slot: Slot, year: int) -> str:
    """Return a cell's words, its years counted from the reporting year."""
    told = plain_label(" · ".join([slot.line.section, *slot.line.labels, *slot.heads]))
    return _YEAR.sub(lambda found: f"<{int(found[1]) - year}>", told)


def understood(asked: Asked) -> str:
    """Return what was understood of a cell, without its days."""
    told = (
        (asked.measure,), (asked.unit.zh if asked.unit else "",), asked.recipients, asked.donors,
        asked.sources, asked.categories, asked.without_sources, asked.without_categories,
        asked.projects, ("planned" if asked.planned else "",),
        ("open" if asked.doubt or asked.narrower or asked.strange else "",),
    )  # fmt: skip
    return "|".join(",".join(one) for one in told)


def settled(asked: Asked, said: str) -> Asked:
    """Return what a cell asks after a person said it.

    Args:
        asked: As it was understood.
        said: "" = so; `leave` = stays empty; `figure=…;recipient=…;since=…;unit=…` = this instead.

    Raises:
        Refused: It names a figure, a unit or a day that there is none of.
    """
    if not said:
        return replace(asked, is_likely=False, strange=())
    if said == LEAVE:
        reason = asked.reason or ("not_broken_down" if asked.narrower else "not_in_book")
        return replace(asked, question=None, reason=reason, doubt="", narrower=())
    told = dict(part.partition("=")[::2] for part in said.split(";") if part)
    figure = FIGURES.get(told.get("figure", ""))
    if figure is None:
        raise refuse("FIGURE_UNKNOWN", found=told.get("figure", "—"), expected="a figure's code")
    names = [name for name in told if name in figure.dimensions]
    question = Question(
        figure.code,
        where=tuple((name, tuple(told[name].split(","))) for name in names),
        planned=told.get("planned") == "1",
    )
    since, until = _day(told.get("since")) or asked.since, _day(told.get("until")) or asked.until
    at = _day(told.get("at")) or asked.at or until
    is_stock = figure.kind is Kind.STOCK
    question = (
        replace(question, as_of=at) if is_stock else (replace(question, since=since, until=until))
    )
    return replace(
        asked, measure=figure.code, question=question, worked=None, doubt="", reason="",
        narrower=(), strange=(),
        unit=unit_of(told.get("unit", "")) or asked.unit, since=since, until=until,
        at=at if is_stock else None, is_likely=False, planned=question.planned,
        recipients=dict(question.where).get("recipient", asked.recipients),
        sources=dict(question.where).get("source", ()),
        categories=dict(question.where).get("category", ()),
    )  # fmt: skip


def _day(told: str | None) -> dt.date | None:
    if not told:
        return None
    try:
        return dt.date.fromisoformat(told)
    except ValueError:
        raise refuse("DATE_UNREADABLE", found=told, expected="a day, as 2017-10-31") from None
