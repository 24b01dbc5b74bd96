"""A card: labels with a cell behind each, one or several to a row, without headings.

What is filled in already (受援县: 久治县) says of whom it speaks; a text over the whole width
begins a part of the card; a text merged over several rows is their group. Knows no Django.
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from jiedui.forms.blanks import asking, behind, from_to
from jiedui.forms.layout import Line, Slot, Table
from jiedui.forms.meaning import bracketed
from jiedui.forms.page import counts, role_of
from jiedui.forms.rewording import plain_label
from jiedui.forms.units import units_of
from jiedui.kernel.place import find

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jiedui.exchange.grid import Box
    from jiedui.forms.page import Page

_ROWS = 60
"""Rows below the first that are looked at to tell a card from a table."""

_PAIR = 2
_TOLD = re.compile(
    r"(?:受援|受助|受赠|结对|帮扶|支援|援助|对口|协作|合作|所在|所属|建设|实施).{0,4}(?:县|地区?|地点|方|区|州|市|单位|乡镇)(?:名称)?"
    r"|县名|名称|地区"
)
"""Labels behind which a card says of whom it speaks."""

_GIVER = re.compile(r"(?:捐[赠助献款资]{0,2}|爱心)(?:单位|方|者|人|主体|企业|机构)(?:名称|全称)?")
_BODY = re.compile(
    r"[^:,;()]{1,18}(?:局|办|院|委|部|镇|街道|公司|集团|寺|庙|联|社|厂|店|队|校|馆|室|会|团|所|站|中心|学校|基金会|分会|协会|商会|委员会|办公室|办事处|政府|银行)"
)
"""Who gives, and the name of a body that does: 捐赠方 | 区检察院."""

_WORK_LABEL = re.compile(r"(?:援建|建设|帮扶)?(?:项目|工程)名称")
_WORK = re.compile(
    r"(?!新农村|农村建设|社会事业|产业|人才)[^:,;]{2,20}(?:楼|中心|院|校|工程|项目|扩建|新建|改建|改造|建设|园|馆|站|所|路|桥|基地|房|设施|场|厂)(?:\([^()]*\))?"
)
"""A work named once for a card: 项目名称 | 县人民医院改扩建."""


class CardReader:
    """Reads the card that begins in a row, where one does.

    Args:
        page: The sheet.
        top: The row.
        columns: First and last column.
        is_band: Whether other cards stand beside it, so that nothing outside its columns is its.
    """

    def __init__(
        self, page: Page, top: int, columns: tuple[int, int], *, is_band: bool = False
    ) -> None:
        self.page = page
        self.top = top
        self.left, self.right = columns
        self.is_band = is_band

    def _texts(self, row: int) -> list[Box]:
        """Return the ranges with words of a row, of a band those in its columns."""
        found = self.page.texts(row)
        if not self.is_band:
            return found
        return [box for box in found if self.left <= box.left <= self.right]

    def is_card(self) -> bool:
        """Whether labels and cells stand side by side from the first row on."""
        page = self.page
        if self._alternates(self.top + 1) or self._follows_what_is_told() or self._is_of_pairs():
            return True
        if self._is_over_cells():
            return False
        told = [box.left for box in page.texts(self.top)]
        last = self.right + 1 if len(told) == 1 or page.borders else self.right
        columns = range(self.left, last + 1)
        gaps = [
            col
            for col in columns
            if page.is_slot(self.top, col) or (page.has_formula(self.top, col))
        ]
        if not gaps or min(gaps) < min(told) or not all(page.text(self.top, one) for one in told):
            return False
        below = self.top + 1
        return page.is_note(below) or not any(page.heading(below, col) for col in gaps)

    def _is_over_cells(self) -> bool:
        """Whether the first row is of headings, each over a cell of the labelled row below it."""
        page = self.page
        first, *others = (box for box in page.texts(self.top) if self.left <= box.left)
        columns = [box.left for box in others]
        is_whole = columns == list(range(first.right + 1, first.right + 1 + len(columns)))
        under = [page.is_slot(self.top + 1, col) or page.has_formula(self.top + 1, col)
                 for col in columns]  # fmt: skip
        is_labelled = bool(page.text(self.top + 1, first.left))
        return len(columns) > 1 and is_whole and is_labelled and all(under)

    def _alternates(self, row: int) -> bool:
        """Whether a row has labels of things to count with a cell after each: a card's row."""
        page = self.page
        texts = [box for box in page.texts(row) if self.left <= box.left <= self.right]
        named = [box for box in texts if counts(page.text(row, box.left))]
        after = [page.is_slot(row, box.right + 1) for box in named]
        return len(named) > 1 and len(named) == len(texts) and all(after)

    def _follows_what_is_told(self) -> bool:
        """Whether the first row says of whom the card speaks, and labels with cells follow.

        受援县 | 久治县 is no row of headings where below 久治县 stand labels, or where most rows
        below go on in pairs of a label and a cell.
        """
        found = self.page.texts(self.top)
        pairs = list(zip(found[::2], found[1::2], strict=False))
        if len(found) % 2 or not any(is_told(self.page, *pair) for pair in pairs):
            return False
        rows = [row for row in self._body() if self._cells(row)]
        if not rows:
            return False
        paired = sum(self._goes_in_pairs(row) for row in rows)
        under = found[1]
        if any(gives(self.page, *pair) for pair in pairs):
            cells = [row for row in self._body() if self.page.texts(row)]
            told = [row for row in cells if row not in rows]  # 所在县 | 久治县.
            is_below = all(self.page.is_slot(row, under.left) for row in rows)
            return len(found) > _PAIR or (
                is_below and all(len(self.page.texts(row)) == _PAIR for row in told)
            )
        labelled = sum(bool(self.page.text(row, under.left)) for row in rows)
        return 2 * paired >= len(rows) or (len(found) == 2 and 2 * labelled > len(rows))

    def _is_of_pairs(self) -> bool:
        """Whether the first row has a cell behind its words, and most rows below go on in pairs.

        县名 | 久治县 | 结对年份 | _ : what is told already stands among what is asked.
        """
        page, rows = self.page, [row for row in self._body() if self._cells(row)]
        if not rows or not self._has_pairs(self.top, 1):
            return False
        first = page.texts(self.top)
        is_headed = any(page.is_slot(self.top + 1, box.left) for box in first[1:])
        paired = [row for row in rows if self._has_pairs(row, _PAIR)]
        return not is_headed and len(paired) >= _PAIR and 3 * len(paired) >= 2 * len(rows)

    def _has_pairs(self, row: int, fewest: int) -> bool:
        """Whether each cell of a row stands right behind words, and there are enough of them."""
        cells = self._cells(row)
        labelled = [col for col in cells if self.page.text(row, col - 1)]
        return len(labelled) == len(cells) >= fewest

    def _body(self) -> list[int]:
        last = min(self.page.extent[0], self.top + _ROWS)
        rows = []
        for row in range(self.top + 1, last + 1):
            if self.page.is_note(row) and not self._is_pair_row(row):
                break
            rows.append(row)
        return rows

    def _cells(self, row: int) -> list[int]:
        page = self.page
        return [
            col
            for col in range(self.left, self.right + 1)
            if page.is_anchor(row, col) and (page.is_slot(row, col) or page.has_formula(row, col))
        ]

    def _goes_in_pairs(self, row: int) -> bool:
        """Whether a row has words behind one of its cells: label, cell, label, cell."""
        first = self._cells(row)[0]
        return any(self.page.text(row, col) for col in range(first + 1, self.right + 1))

    # --- reading -------------------------------------------------------------------------------

    def card(self) -> Table:
        """Return the card as a table of lines of one cell each."""
        page = self.page
        table = Table(page.sheet.name, self.top, self.top, is_card=True)
        row, section = self.top, self._section_above()
        while row <= page.extent[0] and self._texts(row):
            is_first = self.is_band and row == self.top
            if page.is_note(row) and not self._is_pair_row(row) and not is_first:
                break
            if row > self.top and (self._begins_again(row) or self._begins_table(row)):
                break
            if self._is_section(row) or (self.is_band and self._is_heading(row)):
                section = page.text(row, self._texts(row)[0].left)
            else:
                self._pairs(table, row, section)
            table.bottom = row
            row += 1
        return table

    def _begins_again(self, row: int) -> bool:
        """Whether a row says of whom it speaks by the label that the card began with."""
        page, first, found = self.page, self._texts(self.top), self._texts(row)
        if min(len(first), len(found)) < _PAIR:
            return False
        labels = {plain_label(page.text(one[0].top, one[0].left)) for one in (first, found)}
        told = [is_told(page, one[0], one[1]) for one in (first, found)]
        return len(labels) == 1 and all(told)

    def _begins_table(self, row: int) -> bool:
        """Whether a row, or the one below a section's name, heads a table: words over cells."""
        row = row + 1 if self._is_section(row) else row
        return not self.is_band and self.page.heads_cells(row)

    def _section_above(self) -> str:
        """Return the words of a framed row right above a card: the name of its first part."""
        page, row = self.page, self.top - 1
        found = page.texts(row) if row > 1 and not self.is_band else []
        is_framed = len(found) == 1 and (row, found[0].left) in page.borders
        if not is_framed or not self._is_section(row) or page.is_meta(found[0]):
            return ""
        return page.text(row, found[0].left)

    def _is_section(self, row: int) -> bool:
        """Whether a row of a card holds one text over several columns, and no cell."""
        found = self._texts(row)
        if len(found) != 1 or self._is_pair_row(row) or self._groups(row, found[0].left):
            return False
        if self.is_band and found[0].right == found[0].left:
            return False
        after = range(found[0].right + 1, self.right + 1)
        return not any(self.page.value(row, col) is not None for col in after)

    def _is_pair_row(self, row: int) -> bool:
        """Whether a framed row has a cell to fill behind its words."""
        page = self.page
        return bool(page.borders) and any(
            page.is_slot(row, box.right + 1) or page.has_formula(row, box.right + 1)
            for box in self._texts(row)
            if not self.is_band or box.right < self.right
        )

    def _is_heading(self, row: int) -> bool:
        """Whether a row of a band says only of whom it goes on to speak: 久治县, and no count."""
        found = self._texts(row)
        words = self.page.text(row, found[0].left)
        return len(found) == 1 and names_place(words) and not counts(words) and not units_of(words)

    def _groups(self, row: int, col: int) -> list[str]:
        """Return the words merged over several rows that stand before a label of a row."""
        page = self.page
        found = []
        at = self.left
        while at < col:
            box = page.box(row, at)
            told = page.text(row, at)
            if box.bottom > box.top and told:
                found.append(told)
            at = box.right + 1
        return found

    def _pairs(self, table: Table, row: int, section: str) -> None:
        """Read the labels of a card's row, each with the cell after it."""
        page = self.page
        label = unit = ""
        goes_on = False
        at = self.left
        last = self.right if self.is_band else page.extent[1]
        for col in range(self.left, last + 1):
            if not page.is_anchor(row, col):
                continue
            told = page.text(row, col)
            goes_before = bool(table.lines) and table.lines[-1].row == row
            if told and not label and goes_before and not _states_unit(table.lines[-1]):
                told, is_behind = spoken_behind(table, told)
                goes_on = goes_on or is_behind
            if told and label and units_of(told):
                unit = told
                table.laid_down += (f"{label}:{told}",)
            elif told:
                is_value = bool(label) and is_told(page, page.box(row, at), page.box(row, col))
                table.given += (told,)
                table.said_in[row] = (*table.said_in.get(row, ()), told)
                label, unit, at = "" if is_value else told, "", col
            elif label and role_of(label) != "free":
                formula = page.sheet.formulas.get((row, col))
                if formula or page.is_slot(row, col):
                    labels = (*self._groups(row, at), label)
                    table.given = tuple(one for one in table.given if one not in labels)
                    line = Line(row, labels, unit=unit, section=section, goes_on=goes_on)
                    table.lines.append(line)
                    table.slots.append(Slot(row, col, line, (), formula.text if formula else ""))
                    label = ""


def spoken_behind(table: Table, told: str) -> tuple[str, bool]:
    """Give the cell just read what the words behind it say of it; return the rest, and if they did.

    投入资金 | _ | 万元，其中市级统筹 | _ | 万元 is a sentence to be filled in.
    """
    found = behind(told)
    if found is None:
        return told, False
    slot = table.slots[-1]
    *groups, name = slot.line.labels
    labels = (*groups, asking(name, found))
    unit = slot.line.unit or found.unit
    before = [one.labels[-1] for one in table.lines[-2::-1] if one.row == slot.line.row]
    rest = found.rest
    if two := from_to(labels[-1], rest, before):
        labels, rest = (*groups, two[0]), two[1]
    line = _counted_again(table, replace(slot.line, labels=labels, unit=unit))
    table.lines[-1], table.slots[-1] = line, replace(slot, line=line)
    return rest, True


def _states_unit(line: Line) -> bool:
    """Whether a label states its unit itself: 人次 behind 班次（期） is the next label."""
    return bool(line.labels) and bracketed(plain_label(line.labels[-1])).unit is not None


_ALTOGETHER = re.compile(r"[共合总]计|总共|一共|共有?|计|合")
_OF_HOUSES = re.compile(r"户数?$")


def _counted_again(table: Table, line: Line) -> Line:
    """Return a line 共计 | _ | 人 behind 贫困户 | _ | 户 as the same thing counted in its unit."""
    before = next((one for one in table.lines[-2:-1] if one.row == line.row), None)
    if before is None or not _ALTOGETHER.fullmatch(plain_label(line.labels[-1])):
        return line
    told, own = ({one.family for one in units_of(each.unit)} for each in (before, line))
    if told & own:
        return line
    *groups, name = before.labels
    name = _OF_HOUSES.sub("人口", name) if own == {"people"} else name
    return replace(line, labels=(*groups, name))


def is_told(page: Page, label: Box, value: Box) -> bool:
    """Whether two ranges say of whom a card speaks: 受援县 and 久治县."""
    words = plain_label(page.text(label.top, label.left)).strip(":")
    told = page.text(value.top, value.left)
    if gives(page, label, value):
        return True
    return bool(_TOLD.fullmatch(words)) and (bool(find(told)) or names_place(told))


def gives(page: Page, label: Box, value: Box) -> bool:
    """Whether two ranges say who gave or which work: 捐赠方 and 区检察院, 项目名称 and 教学楼."""
    words = plain_label(page.text(label.top, label.left)).strip(":")
    told = plain_label(page.text(value.top, value.left))
    is_giver = _GIVER.fullmatch(words) and _BODY.fullmatch(told)
    return bool(is_giver) or _is_work(words, told)


def giver_told(given: Sequence[str]) -> str:
    """Return the name of who gave that a card says once, "" where it names nobody."""
    pairs = ((plain_label(one).strip(":"), plain_label(other)) for one, other in pairwise(given))
    return next(
        (who for label, who in pairs if _GIVER.fullmatch(label) and _BODY.fullmatch(who)), ""
    )


def work_told(given: Sequence[str]) -> str:
    """Return the name of the work that a card says once, "" where it names none."""
    pairs = ((plain_label(one).strip(":"), plain_label(other)) for one, other in pairwise(given))
    return next((told for label, told in pairs if _is_work(label, told)), "")


def _is_work(label: str, told: str) -> bool:
    """Whether a label and what stands behind it name a work: 项目名称 and 县人民医院改扩建."""
    is_named = _WORK_LABEL.fullmatch(label) and _WORK.fullmatch(told)
    return bool(is_named) and not counts(told)


def names_place(text: str) -> bool:
    """Whether words are a place's name, with what numbers them: 卡片一　久治县."""
    return any(find(part) for part in re.split(r"[\s:：、,，()（）【】.]+", text) if len(part) > 1)
