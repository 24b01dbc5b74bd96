"""How projects and their money are shown: states, stages, money in the reader's unit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jiedui.kernel.codes import CATEGORIES, PROJECT_STATES, SOURCES
from jiedui.kernel.place import name_of
from jiedui.web.charts import Bar, Part
from jiedui.web.desk.shown import digits
from jiedui.web.tables import Cell
from jiedui.web.wording import pick, say

if TYPE_CHECKING:
    from jiedui.programme.standing import Stages
    from jiedui.web.desk.shown import Manner
    from jiedui.web.wording import Language

TONES = {
    "CLOSED": ("ok", "ok"),
    "TRANSFERRED": ("ok", "ok"),
    "SUSPENDED": ("warn", "wait"),
    "CANCELLED": ("mute", "bad"),
    "CHANGED": ("warn", "wait"),
}
STAGES = (
    ("idle", "s2", "work.idle"),
    ("spent", "s4", "work.spent"),
    ("returned", "s5", "work.returned"),
    ("contributed", "s1", "stage.CONTRIBUTED"),
)
"""Stretches of a project's bar: what each is, its colour, the code of its words."""


def state_words(state: str, language: Language) -> str:
    """Return a project's state in words."""
    if not state:
        return say("work.state_untold", language)
    one = PROJECT_STATES[state]
    return pick((one.zh, one.en), language)


def state_cell(state: str, language: Language) -> Cell:
    """Return a project's state as a badge."""
    tone, icon = TONES.get(state, ("tell", ""))
    return Cell(state, state_words(state, language), tone=tone, icon=icon)


def category_words(category: str, language: Language) -> str:
    """Return a category in words, "" for none."""
    one = CATEGORIES.get(category)
    return pick((one.zh, one.en), language) if one else category


def source_words(source: str | None, language: Language) -> str:
    """Return a fund source in words; for none that it is not broken down."""
    one = SOURCES.get(source or "")
    return pick((one.zh, one.en), language) if one else say("work.no_source", language)


def money_cell(fen: int | None, manner: Manner) -> Cell:
    """Return money in the reader's unit; nothing for nothing."""
    return Cell(fen, digits(fen, "fen", manner) if fen else "")


def place_cell(key: str) -> Cell:
    """Return a place by name."""
    return Cell(key, name_of(key))


def bar_of(name: str, stages: Stages, manner: Manner, *, href: str = "") -> Bar:
    """Return where money stands as one bar."""
    amounts = {what: getattr(stages, what) for what, _, _ in STAGES}
    parts = tuple(
        Part(
            amounts[what],
            tone,
            f"{say(code, manner.language)} {digits(amounts[what], 'fen', manner)}",
        )
        for what, tone, code in STAGES
        if amounts[what] > 0
    )
    return Bar(name, digits(stages.put_in, "fen", manner), parts, href=href)


def legend(manner: Manner) -> tuple[tuple[str, str], ...]:
    """Return the colours of a bar in words."""
    return tuple((tone, say(code, manner.language)) for _, tone, code in STAGES)
