"""Questions with a framed box for the answer below each, one under another. Knows no Django."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jiedui.forms.layout import Line, Slot, Table
from jiedui.forms.meaning import bracketed
from jiedui.forms.page import counts
from jiedui.forms.rewording import plain_label

if TYPE_CHECKING:
    from jiedui.forms.page import Page


def boxes_at(page: Page, row: int) -> list[Table]:
    """Return the questions that begin in a row, each with the box below it, as a card.

    久治县2013年以来帮扶资金（万元） over one framed empty cell, and nothing beside either.
    """
    table = Table(page.sheet.name, row, row, is_card=True)
    while _asks_below(page, row):
        box = page.texts(row)[0]
        line = Line(row, (page.text(row, box.left),))
        below = box.bottom + 1
        table.lines.append(line)
        table.slots.append(Slot(below, box.left, line, ()))
        table.bottom = page.box(below, box.left).bottom
        row = table.bottom + 1
        while row < page.extent[0] and _is_gap(page, row):
            row += 1
    return [table] if table.slots else []


def _asks_below(page: Page, row: int) -> bool:
    """Whether a row is one question, in its unit or with its sign, over a box of its own."""
    found = page.texts(row)
    if len(found) != 1 or not page.borders:
        return False
    box, told = found[0], plain_label(page.text(row, found[0].left))
    asks = bracketed(told).unit is not None or told.endswith("?")
    below = box.bottom + 1
    if not asks or not counts(told) or page.is_slot(row, box.right + 1) or page.texts(below):
        return False
    framed = {page.box(*at)[:2] for at in page.borders if at[0] == below}
    return framed == {(below, box.left)} and page.is_slot(below, box.left)


def _is_gap(page: Page, row: int) -> bool:
    """Whether a row holds nothing and frames nothing."""
    return not page.texts(row) and not any(at[0] == row for at in page.borders)
