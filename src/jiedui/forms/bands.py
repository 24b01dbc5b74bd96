"""Cards side by side: each has columns of its own and says first of whom it speaks.

Empty columns without a frame part them, headings that are each merged over a card's columns, or
what each begins with: 受援县 | 久治县, or the county's name alone.
Knows no Django.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from jiedui.forms.cards import CardReader, is_told, names_place
from jiedui.forms.page import counts, role_of
from jiedui.forms.rewording import plain_label
from jiedui.forms.units import units_of

if TYPE_CHECKING:
    from jiedui.exchange.grid import Box
    from jiedui.forms.page import Page


class Bands:
    """Parts the columns below a row among the cards that begin in it."""

    def __init__(self, page: Page, top: int, columns: tuple[int, int]) -> None:
        self.page = page
        self.top = top
        self.left, self.right = columns

    def cards(self) -> list[CardReader]:
        """Return the cards, [] where no several stand side by side."""
        for found in (self._by_gaps(), self._by_headings(), self._by_beginnings()):
            is_several = len(found) > 1 and all(self._is_card(*one) for one in found)
            if is_several and self._are_alike(found):
                return [CardReader(self.page, self.top, one, is_band=True) for one in found]
        return []

    def _are_alike(self, several: list[tuple[int, int]]) -> bool:
        """Whether cards that begin with a pair begin with the same label: not 受援州 and 受援县."""
        first = [self._texts(self.top, *one) for one in several]
        labels = {plain_label(self.page.text(self.top, one[0].left)) for one in first}
        return all(len(one) == 1 for one in first) or len(labels) == 1

    def _by_gaps(self) -> list[tuple[int, int]]:
        """Return the columns between those that are empty and without a frame in every row."""
        page = self.page
        rows = [self.top]
        while page.texts(rows[-1] + 1) and rows[-1] < page.extent[0]:
            rows.append(rows[-1] + 1)
        rows = [row for row in rows if not page.is_note(row)]
        found: list[tuple[int, int]] = []
        first = self.left
        for col in range(self.left, self.right + 2):
            is_gap = page.borders and not any(self._holds(row, col) for row in rows)
            if col > self.right or is_gap:
                if first < col:
                    found.append((first, col - 1))
                first = col + 1
        return found

    def _holds(self, row: int, col: int) -> bool:
        page = self.page
        return (row, col) in page.borders or page.value(row, col) is not None

    def _by_headings(self) -> list[tuple[int, int]]:
        """Return the columns under headings that are merged over several columns each."""
        found = [one for one in self.page.texts(self.top) if self.left <= one.left <= self.right]
        if not all(one.right > one.left and one.bottom == one.top for one in found):
            return []
        return [(one.left, one.right) for one in found]

    def _by_beginnings(self) -> list[tuple[int, int]]:
        """Return the columns from each pair of 受援县 and 久治县 on, or from each name alone."""
        found = self._texts(self.top, self.left, self.right)
        pairs = list(zip(found[::2], found[1::2], strict=False))
        if len(found) % 2 == 0 and all(is_told(self.page, *one) for one in pairs):
            return self._from([label.left for label, _ in pairs])
        return self._from([one.left for one in found])

    def _from(self, starts: list[int]) -> list[tuple[int, int]]:
        ends = [*(one - 1 for one in starts[1:]), self.right]
        return list(zip(starts, ends, strict=True)) if starts else []

    def _is_card(self, left: int, right: int) -> bool:
        """Whether columns begin with whom they speak of, and go on with a label and its cell."""
        page, row = self.page, self.top
        first = self._texts(row, left, right)
        row += 2 if self._is_headed(row + 1, left, right) else 1
        below = self._texts(row, left, right)
        if not first or not below or not self._begins(first, below[0], right):
            return False
        cells = range(below[0].right + 1, right + 1)
        return any(page.is_slot(row, col) or page.has_formula(row, col) for col in cells)

    def _is_headed(self, row: int, left: int, right: int) -> bool:
        """Whether a row heads labels and cells and says nothing more: 项目 | 数值."""
        told = [self.page.text(row, box.left) for box in self._texts(row, left, right)]
        if len(told) != 2 or role_of(told[0]) != "label_column":
            return False
        return not (counts(told[1]) or units_of(told[1]) or re.search(r"\d|年|月", told[1]))

    def _begins(self, first: list[Box], below: Box, right: int) -> bool:
        """Whether a row says of whom the rows below it speak."""
        page = self.page
        if len(first) == 2:
            return is_told(page, *first)
        words = page.text(self.top, first[0].left)
        is_counted = counts(page.text(below.top, below.left))
        is_named = names_place(words) and not counts(words) and is_counted
        is_wide = first[0].right > first[0].left and first[0].right == right
        return len(first) == 1 and bool(words) and (is_wide or is_named)

    def _texts(self, row: int, left: int, right: int) -> list[Box]:
        return [box for box in self.page.texts(row) if left <= box.left <= right]
