"""One table of a sheet: its headings, its rows, where it ends; or a card. Knows no Django."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from jiedui.forms.bands import Bands
from jiedui.forms.captions import captions_below
from jiedui.forms.cards import CardReader, names_place
from jiedui.forms.headrows import says_of_columns
from jiedui.forms.layout import Table
from jiedui.forms.page import role_of
from jiedui.forms.tablerows import Columns, Rows
from jiedui.forms.units import is_unit_alone

if TYPE_CHECKING:
    from jiedui.forms.page import Page


_FEW = 2
_SUM = re.compile(r"[合总小共]计|汇总")


class TableReader:
    """Reads the table that begins in a row."""

    def __init__(self, page: Page, top: int) -> None:
        self.page = page
        self.top = top
        self.ordinals = 0
        self.broken: set[int] = set()
        found = page.texts(top)
        self.left = min(box.left for box in found)
        self.right = max(box.right for box in found)
        last = page.extent[1]
        while (
            self.left > page.first
            and page.is_slot(top, self.left - 1)
            and self._is_framed(self.left - 1)
        ):
            self.left -= 1
        while self.right < last and self._reaches(self.right + 1):
            self.right += 1

    def _is_framed(self, col: int) -> bool:
        return (
            not self.page.borders
            or (self.top, col) in self.page.borders
            or bool(self.page.text(self.top + 1, col))
        )

    def _reaches(self, col: int) -> bool:
        if self.page.borders:
            return (self.top, col) in self.page.borders
        return bool(self.page.text(self.top + 1, col)) or (self.top + 1, col) in (
            self.page.sheet.formulas
        )

    def tables(self) -> list[Table]:
        """Return the tables that begin in the row: one, a card, or several side by side."""
        beside = Bands(self.page, self.top, (self.left, self.right)).cards()
        if beside:
            return [one.card() for one in beside]
        card = CardReader(self.page, self.top, (self.left, self.right))
        if card.is_card():
            return [card.card()]
        bottom = self._head_bottom()
        body = self._body(bottom + 1)
        found = []
        for left, right in self._parts(bottom, body):
            self.left, self.right = left, right
            found.append(self._table(bottom, body))
        for one in found:
            one.beside = tuple(told for other in found if other is not one for told in other.given)
        return found

    def _table(self, bottom: int, body: list[int]) -> Table:
        table = Table(self.page.sheet.name, self.top, max([bottom, *body]))
        heads = {col: self._heads(col, bottom) for col in range(self.left, self.right + 1)}
        if body and (below := captions_below(self.page, body[0], heads)):
            heads = {col: (*told, *(self.page.text(row, col) for row in below))
                     for col, told in heads.items()}  # fmt: skip
            body, table.bottom = body[:1], below[-1]
        roles = {col: role_of(told[-1]) if told else "" for col, told in heads.items()}
        columns = Columns(self.page, body, heads=heads, roles=roles)
        table.ordinals = {
            str(self.page.value(self.ordinals, col)): told[-1]
            for col, told in heads.items()
            if self.ordinals and told and self.page.value(self.ordinals, col) is not None
        }
        table.label_heads = tuple(heads[col][-1] for col in columns.labels if heads[col])
        table.given = tuple(one for one in table.label_heads if names_place(one))
        Rows(self.page, table, columns).read(body)
        return table

    def _parts(self, bottom: int, body: list[int]) -> list[tuple[int, int]]:
        """Return the columns of each table: parted by an empty column, or by the same headings."""
        leaves = [
            (self._heads(col, bottom) or ("",))[-1] for col in range(self.left, self.right + 1)
        ]
        for times in (2, 3):
            width, rest = divmod(len(leaves), times)
            if not rest and width > 1 and leaves == leaves[:width] * times and leaves[0]:
                starts = range(self.left, self.right + 1, width)
                return [(at, at + width - 1) for at in starts]
        rows = [*range(self.top, bottom + 1), *body]
        found = [[self.left, self.right]]
        for col in range(self.left + 1, self.right):
            is_empty = not any(self.page.value(row, col) is not None for row in rows)
            labelled = any(self.page.text(row, col + 1) for row in body)
            is_open = not any((row, col) in self.page.borders for row in rows)
            if is_empty and is_open and labelled:
                found[-1][1] = col - 1
                found.append([col + 1, self.right])
        return [(left, right) for left, right in found if left <= right]

    # --- headings ------------------------------------------------------------------------------

    def _head_bottom(self) -> int:
        bottom = max(
            (box.bottom for box in self.page.texts(self.top) if box.bottom - box.top < 6),
            default=self.top,
        )
        while True:
            row = bottom + 1
            if self._goes_on_below(row, bottom):
                self.broken.add(row)
            elif not (self._continues(row, bottom) or self._says_of_columns(row)):
                return bottom
            bottom = max([row, *(box.bottom for box in self.page.texts(row))])

    def _goes_on_below(self, row: int, above: int) -> bool:
        """Whether a row holds the second half of headings that are broken: 新农村 over 建设.

        It has no label where the next row has one, and words only right over cells to fill.
        """
        page = self.page
        found = [box for box in page.texts(row) if self.left <= box.left <= self.right]
        is_labelled = page.is_blank(row, self.left) and bool(page.text(row + 1, self.left))
        if not found or not is_labelled or page.is_note(row):
            return False
        return all(
            box.left == box.right
            and self._is_leaf(box.left, above)
            and (page.is_slot(row + 1, box.left) or page.has_formula(row + 1, box.left))
            for box in found
        )

    def _continues(self, row: int, above: int) -> bool:
        """Whether a row still belongs to the headings."""
        page = self.page
        found = [box for box in page.texts(row) if self.left <= box.left <= self.right]
        if not found or row > page.extent[0] or page.is_note(row):
            return False
        if any(page.has_formula(row, col) for col in range(self.left, self.right + 1)):
            return False
        under = [box for box in found if self._group(box.left, above) > box.right - box.left + 1]
        if not under:
            return False
        first = page.box(above, self.left)
        starts = page.is_anchor(row, self.left) and page.value(row, self.left) is not None
        blanks = [
            col
            for col in range(self.left, self.right + 1)
            if page.is_blank(row, col) and not self._is_leaf(col, above)
        ]
        if blanks:
            return False
        empty = any(page.is_blank(row, col) for col in range(self.left, self.right + 1))
        if starts:
            is_wide = first.right > first.left and not empty and len(under) > 1
            return is_wide or self._is_repeating(row, above)
        return True

    def _says_of_columns(self, row: int) -> bool:
        return says_of_columns(self.page, row, top=self.top, columns=(self.left, self.right))

    def _group(self, col: int, above: int) -> int:
        """Return how many columns the heading above a column spans, unmerged ones by their gap."""
        page = self.page
        box = page.box(above, col)
        told = page.heading(above, col)
        if told:
            left, right = box.left, box.right
            while right < self.right and self._goes_on(above, right + 1, told):
                right += 1
            while left > self.left and page.heading(above, left - 1) == told:
                left -= 1
            return right - left + 1
        left = col
        while left > self.left and page.is_blank(above, left):
            left -= 1
        return self._group(left, above) if left != col and page.heading(above, left) else 1

    def _goes_on(self, row: int, col: int, told: str) -> bool:
        """Whether a heading reaches into a column: over words below a gap, or written again."""
        page = self.page
        is_gap = page.is_blank(row, col) and bool(page.heading(row + 1, col))
        return is_gap or page.heading(row, col) == told

    def _is_repeating(self, row: int, above: int) -> bool:
        """Whether a row says again under each name above, written over every column, the same."""
        columns = range(self.left + 1, self.right + 1)
        outer = [self.page.heading(above, col) for col in columns]
        inner = [self.page.heading(row, col) for col in columns]
        width, rest = divmod(len(inner), max(len(set(outer)), 1))
        is_alike = not rest and width > 1 and inner == inner[:width] * (len(inner) // width)
        is_grouped = (
            outer == [one for one in outer[::width] for _ in range(width)] if width else False
        )
        return is_alike and is_grouped and all(inner) and len(set(outer)) > 1

    def _is_leaf(self, col: int, above: int) -> bool:
        return bool(self.page.heading(above, col)) and self._group(col, above) == 1

    def _heads(self, col: int, bottom: int) -> tuple[str, ...]:
        """Return the headings over a column, the outermost first."""
        page = self.page
        found: list[str] = []
        seen = set()
        for row in range(self.top, bottom + 1):
            at = col
            while (
                at > self.left
                and row < bottom
                and page.is_blank(row, at)
                and any(page.heading(one, at) for one in range(row + 1, bottom + 1))
            ):
                at -= 1
            box = page.box(row, at)
            told = page.heading(row, at)
            if told and box not in seen:
                seen.add(box)
                is_rest = found and (is_unit_alone(told) or (row in self.broken and at == col))
                found = [*found[:-1], f"{found[-1]}{told}"] if is_rest else [*found, told]
        return tuple(found)

    # --- rows ----------------------------------------------------------------------------------

    def _body(self, first: int) -> list[int]:
        """Return the numbers of the rows below the headings that belong to the table."""
        page = self.page
        rows: list[int] = []
        row = first
        while row <= page.extent[0]:
            if page.is_ordinals(row, self.left, self.right):
                self.ordinals = row
                row += 1
                continue
            if self._ends(row, is_first=not rows) or self._is_apart(row, rows):
                break
            rows.append(row)
            row += 1
        while rows and self._is_empty(rows[-1]) and len(rows) > 1:
            rows.pop()
        return rows

    def _is_empty(self, row: int) -> bool:
        """Whether a row holds and covers nothing."""
        return not any(
            self.page.value(row, col) is not None or self.page.has_formula(row, col)
            for col in range(self.left, self.right + 1)
        )

    def _ends(self, row: int, *, is_first: bool = False) -> bool:
        """Whether the table ends before a row."""
        page = self.page
        found = page.texts(row)
        if found and all(page.is_meta(box) for box in found):
            cells = any(page.is_slot(row, col) for col in range(self.left, self.right + 1))
            return len(found) > 1 or page.is_remark(found[0]) or not cells
        if self._is_empty(row):
            if is_first and any(page.is_slot(row, col) for col in range(self.left, self.right + 1)):
                return False
            below = self._next(row)
            if below is None or self._is_head(below) or page.is_note(below):
                return True
            return any(self._is_small_head(one) for one in (below, below + 1))
        wide = [
            box for box in found if box.right - box.left + 1 > (self.right - self.left) * 3 // 4
        ]
        if (wide or len(found) == 1) and not self._has_cells(row):
            below = self._next(row)
            return below is None or any(
                is_end(below) for is_end in (self._is_head, page.is_note, self._is_small_head,
                                             page.is_sentence)
            )  # fmt: skip
        return self._is_head(row) or (not is_first and self._is_small_head(row))

    def _is_apart(self, row: int, above: list[int]) -> bool:
        """Whether words begin a part without headings: labels below reach over columns of cells."""
        page = self.page
        found = page.texts(row)
        if self._begins_pairs(row, above):
            return True
        if len(found) != 1 or self._has_cells(row):
            return False
        cells = {col for one in above for col in range(self.left, self.right + 1)
                 if page.is_slot(one, col)}  # fmt: skip
        below = row + 1
        while below <= page.extent[0] and not self._is_empty(below) and not page.is_note(below):
            label = page.texts(below)[0] if page.texts(below) else None
            if label is None or not cells & set(range(label.left, label.right + 1)):
                return False
            below += 1
        return below > row + 1

    def _begins_pairs(self, row: int, above: list[int]) -> bool:
        """Whether pairs of a label and a cell begin, several to a row, under words of their own.

        Their labels stand where the rows above have cells: 人才培养项目 | _ | 计划培训 | _.
        """
        page = self.page
        first = row if self._has_cells(row) else row + 1
        found = page.texts(first)
        if len(found) < _FEW or not above or not self._is_parted(row):
            return False
        inner = [box for box in found[1:] if any(page.is_slot(one, box.left) for one in above)]
        behind = [page.is_slot(first, box.right + 1) for box in found]
        return len(inner) == len(found) - 1 and all(behind)

    def _is_parted(self, row: int) -> bool:
        """Whether a row is words alone (its section's name), or follows such or an empty row."""
        is_named = any(len(self.page.texts(one)) == 1 and not self._has_cells(one)
                       for one in (row, row - 1))  # fmt: skip
        return is_named or self._is_empty(row - 1)

    def _next(self, row: int) -> int | None:
        for below in range(row + 1, min(row + 6, self.page.extent[0]) + 1):
            if not self._is_empty(below) or self.page.texts(below):
                return below
        return None

    def _has_cells(self, row: int) -> bool:
        return any(
            self.page.is_slot(row, col) or self.page.has_formula(row, col)
            for col in range(self.left, self.right + 1)
        )

    def _is_head(self, row: int) -> bool:
        """Whether a row is one of headings: words in several columns, and no cell to fill."""
        found = [box for box in self.page.texts(row) if not self.page.is_meta(box)]
        if len(found) < 2 or self._has_numbers(row):
            return False
        covered = sum(box.right - box.left + 1 for box in found)
        blanks = sum(self.page.is_blank(row, col) for col in range(self.left, self.right + 1))
        return covered >= 3 and (blanks == 0 or self._is_grouped(row))

    def _is_small_head(self, row: int) -> bool:
        """Whether a row heads a narrower table of its own: 指标 and 金额, with cells below."""
        page = self.page
        found = page.texts(row)
        if self._is_row_of_places(row) or (self._is_parted(row) and page.heads_cells(row)):
            return True
        if (
            len(found) < 2
            or self._has_numbers(row)
            or role_of(page.heading(row, found[0].left)) not in {"label_column", "serial"}
        ):
            return False
        columns = range(found[0].left, found[-1].right + 1)
        if any(page.is_blank(row, col) for col in columns):
            return False
        return any(page.is_slot(row + 1, col) for col in columns) and page.is_anchor(
            row, found[0].left
        )

    def _is_row_of_places(self, row: int) -> bool:
        """Whether a row names places only, and under each of them is a cell: 久治县 | 德钦县."""
        page = self.page
        found = page.texts(row)
        if len(found) < _FEW or page.texts(row + 1) or row == page.extent[0]:
            return False
        under = [page.is_slot(row + 1, one.left) or page.has_formula(row + 1, one.left)
                 for one in found]  # fmt: skip
        told = [page.text(row, one.left) for one in found]
        named = [one for one in told if names_place(one)]
        others = [one for one in told if one not in named and not _SUM.search(one)]
        return all(under) and bool(named) and not others

    def _is_grouped(self, row: int) -> bool:
        """Whether the gaps of a row stand over words: headings of groups, not merged."""
        page = self.page
        gaps = [col for col in range(self.left + 1, self.right + 1) if page.is_blank(row, col)]
        return bool(gaps) and all(
            page.is_anchor(row + 1, col) and page.heading(row + 1, col) for col in gaps
        )

    def _has_numbers(self, row: int) -> bool:
        page = self.page
        return any(
            page.has_formula(row, col)
            or (
                page.is_anchor(row, col)
                and page.value(row, col) is not None
                and not page.heading(row, col)
            )
            for col in range(self.left, self.right + 1)
        )
