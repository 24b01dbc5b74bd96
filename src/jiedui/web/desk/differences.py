"""How a return sent again differs from what is posted, row by row, old beside new."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from jiedui.exchange.fieldwords import field_words
from jiedui.exchange.kinds import KINDS
from jiedui.web.desk.sheets import value_text
from jiedui.web.desk.shown import cell_anchor
from jiedui.web.tables import Cell
from jiedui.web.wording import say

if TYPE_CHECKING:
    from jiedui.exchange.queries import BatchDetail
    from jiedui.exchange.resent import Difference
    from jiedui.exchange.rows import Row, Total
    from jiedui.web.wording import Language

TONES = {
    "changed": ("warn", "warn"),
    "new": ("ok", "ok"),
    "gone": ("bad", "bad"),
    "same": ("mute", "ok"),
}
SHOWN_MAX = 300


@dataclass(frozen=True, slots=True)
class Moved:
    """One field that says something else: its name, what it said, what it says."""

    name: str
    before: str
    now: str


@dataclass(frozen=True, slots=True)
class DifferenceLine:
    """One row of the difference.

    Attributes:
        change: What became of it, as a badge.
        words: What the row is about.
        sheet: The sheet it stands on now, "" when it is gone.
        anchor: Where it stands on the page, "" when it is gone.
        place: Sheet and row, in the new file or (when gone) the old one.
        fields: What says something else.
        entries: Entries that say the earlier row.
        code: The gone row's code, by which a person says what becomes of it; "" otherwise.
        is_given_up: Whether a gone row is taken back.
        waits: Whether an error keeps the row back.
    """

    change: Cell
    words: str
    sheet: str
    anchor: str
    place: str
    fields: tuple[Moved, ...]
    entries: tuple[int, ...]
    code: str
    is_given_up: bool
    waits: bool = False


@dataclass(frozen=True, slots=True)
class DifferenceView:
    """The difference as a page shows it: counts, and the rows that are not the same."""

    counts: dict[str, int]
    lines: tuple[DifferenceLine, ...]
    left_out: int
    has_gone: bool


def difference_view(found: BatchDetail, language: Language) -> DifferenceView | None:
    """Return the difference in words; None for a return of its own."""
    if not found.differences:
        return None
    counts = dict.fromkeys(TONES, 0)
    for one in found.differences:
        counts[one.change.value] += 1
    told = [one for one in found.differences if one.change.value != "same"]
    waiting = {(row.thing.sheet, row.thing.row) for row in found.rows if row.state == "waits"}
    lines = tuple(_line(found, one, language, waiting=waiting) for one in told[:SHOWN_MAX])
    return DifferenceView(
        counts, lines, max(len(told) - SHOWN_MAX, 0), has_gone=any(one.code for one in lines)
    )


def _line(
    found: BatchDetail, one: Difference, language: Language, *, waiting: set[tuple[str, int]]
) -> DifferenceLine:
    thing = _thing(found, one)
    is_gone = one.key is None
    tone, icon = TONES[one.change.value]
    kind = found.summary.kind
    earlier = one.earlier.thing if one.earlier else None
    fields = one.fields if one.change.value == "changed" and earlier is not None else ()
    return DifferenceLine(
        Cell(one.change.value, say(f"change.{one.change.value}", language), "", tone, icon),
        _words(thing, kind),
        "" if is_gone else thing.sheet,
        "" if is_gone else cell_anchor(thing.sheet, f"r{thing.row}"),
        say("change.place", language, sheet=thing.sheet, row=thing.row),
        tuple(
            Moved(
                field_words(KINDS.get(kind), name, language),
                said_of(earlier, name),
                said_of(thing, name),
            )
            for name in fields
            if earlier is not None
        ),
        one.earlier.entries if one.earlier else (),
        one.earlier.code if is_gone and one.earlier else "",
        one.is_given_up,
        (thing.sheet, thing.row) in waiting and not is_gone,
    )


def _thing(found: BatchDetail, one: Difference) -> Row | Total:
    if one.key is None and one.earlier is not None:
        return one.earlier.thing
    is_total, at = one.key or (False, 0)
    return found.reading.totals[at] if is_total else found.reading.rows[at]


def said_of(thing: Row | Total, name: str) -> str:
    """Return what a row says in a field, as its sheet prints it."""
    values = thing.values if hasattr(thing, "values") else thing.fields
    return value_text(values.get(name), name, thing.wordings.get(name, ""), unit="")


def _words(thing: Row | Total, kind: str) -> str:
    """Return what a row is about: its kind's key fields, or the words of a printed sum."""
    if hasattr(thing, "label"):
        return thing.label
    known = KINDS.get(kind)
    names = ("county", *known.keys) if known else ()
    parts = [str(thing.fields.get(name) or "") for name in dict.fromkeys(names)]
    return " · ".join(part for part in parts if part)
