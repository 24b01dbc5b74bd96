"""The columns and rows of a table: labels, units, sections, the cells to fill. Knows no Django."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from jiedui.forms.cards import names_place
from jiedui.forms.layout import Line, Slot
from jiedui.forms.page import heads_remarks
from jiedui.forms.rewording import plain_label
from jiedui.forms.units import noted_units, units_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jiedui.forms.layout import Table
    from jiedui.forms.page import Page


class Columns:
    """What each column of a table is for, decided once: one role per column.

    Roles: serial, unit, label (words of the rows), aside (words to be filled in, remarks), cell.
    """

    def __init__(
        self,
        page: Page,
        body: Sequence[int],
        *,
        heads: dict[int, tuple[str, ...]],
        roles: dict[int, str],
    ) -> None:
        self.heads = heads
        self._page = page
        self._body = body
        self._rows = [row for row in body if len(page.texts(row)) > 1 or len(body) < 3] or body
        self._named = roles
        few = max(1, (len(self._rows) + 1) // 2)
        words = {col for col in heads if self._told(col) >= few and roles[col] != "serial"}
        first_cell = next((col for col in heads if col not in words and roles[col] != "serial"), 0)
        self._words = {
            col for col in words if not first_cell < col or self._told(col) >= self._open(col)
        }
        role = {col: self._role(col) for col in heads}
        first = next((col for col in heads if role[col] != "serial"), None)
        if first is not None and self._is_wide(first) and role[first] in {"cell", "aside"}:
            is_only = (
                "label" not in role.values()
            )  # 使用方向 over words, and no other column of them.
            role[first] = "label" if roles[first] != "free" or is_only else role[first]
        self.serials = [col for col in heads if role[col] == "serial"]
        self.units = [col for col in heads if role[col] == "unit"]
        self.labels = [col for col in heads if role[col] == "label"]
        self.cells = [col for col in heads if role[col] == "cell"]
        self.remarks = [col for col in heads if role[col] == "aside" and _REMARKED.search(
                        "".join(heads[col]))]  # fmt: skip
        if len(self.units) > 1:
            self._join_units()

    def _join_units(self) -> None:
        """Put the unit of each 单位 to the column right before it: 面积 | ㎡ | 投资 | 万元."""
        page = self._page
        joined = {}
        for col in self.cells:
            told = {page.text(row, col + 1) for row in self._rows if page.text(row, col + 1)}
            if col + 1 in self.units and len(told) == 1 and self.heads[col]:
                *outer, own = self.heads[col]
                joined[col] = (*outer, f"{own}({told.pop()})")
        if len(joined) == len(self.units):
            self.heads = {**self.heads, **joined}
            self.units = []

    def _role(self, col: int) -> str:
        """Return the role of a column by its heading and by what stands in it."""
        named, heads, told = self._named[col], self.heads[col], self._told(col)
        if named == "serial" or (heads and lays_down_unit(heads[-1]) and not told):
            return "serial" if named == "serial" else "aside"
        is_dated = told and (_dates(heads) or self._tells_days(col))
        if (named == "free" and not is_dated) or (not told and heads and heads_remarks(heads[-1])):
            return "aside"
        if col in self._words:
            is_unit = named == "unit_column" and not self._names_units(col)
            return "unit" if is_unit or self._is_units(col) else "label"
        if named != "label_column":
            return "cell"
        if told or self._is_wide(col):
            return "label"
        counts = _has_unit(heads) or (bool(self._words) and _is_project(heads))
        return "cell" if counts else "aside"

    def _tells_days(self, col: int) -> bool:
        """Whether every remark that stands in a column already says since or until when."""
        told = [self._page.text(row, col) for row in self._rows if self._page.text(row, col)]
        return all(map(_PERIOD.search, told))

    def _told(self, col: int) -> int:
        """Return how many rows hold words in a column alone, not merged over others."""
        page = self._page
        return sum(
            bool(page.text(row, col)) and page.box(row, col).right == page.box(row, col).left
            for row in self._rows
        )

    def _open(self, col: int) -> int:
        """Return how many rows have a cell to fill in a column."""
        return sum(self._page.is_slot(row, col) for row in self._body)

    def _is_wide(self, col: int) -> bool:
        return any(self._page.text(row, col) for row in self._body)

    def _names_units(self, col: int) -> bool:
        """Whether 单位 heads a column of organisations, none of its words a unit: 区民政局."""
        told = [self._page.text(row, col) for row in self._rows if self._page.text(row, col)]
        return not any(units_of(one) for one in told) and all(len(one) > _UNIT for one in told)

    def _is_units(self, col: int) -> bool:
        told = [self._page.text(row, col) for row in self._rows if self._page.text(row, col)]
        return bool(told) and all(units_of(one) for one in told)


_UNIT_HEAD = re.compile(r"^(?:金额|计量|资金|货币)?单位[:为]")


def lays_down_unit(head: str) -> bool:
    """Whether what stands among headings is the unit of the whole table: 单位：万元."""
    return _UNIT_HEAD.match(plain_label(head)) is not None and bool(noted_units(head))


def _has_unit(heads: tuple[str, ...]) -> bool:
    """Whether a heading states a unit in brackets: 项目（个，含捐赠类）."""
    plain = plain_label(heads[-1]) if heads else ""
    told = plain.rpartition("(")[2].rstrip(")") if "(" in plain else ""
    return any(units_of(part) for part in told.split(",") if part)


def _is_project(heads: tuple[str, ...]) -> bool:
    """Whether a heading is 项目 alone: over empty cells beside labels it counts them."""
    return bool(heads) and plain_label(heads[-1]) == "项目"


_PERIOD = re.compile(
    r"[自从]?(?:19|20)\d{2}年.*(?:以来|至今|累计|[底末]|起)|[自从](?:19|20)\d{2}年|截[至止]"
    r"|(?:19|20)\d{2}年.*[-—–~～至到]+\s*(?:(?:19|20)\d{2}年|\d{1,2}月|今)"
)
_DATE = re.compile(r"(?:统计|截[至止]|数据)?(?:日期|时间|时点)")


def _dates(heads: tuple[str, ...]) -> bool:
    """Whether a heading says that its column holds the days the numbers stand at."""
    return bool(heads) and _DATE.fullmatch(plain_label(heads[-1])) is not None


_REMARKED = re.compile(r"备注|口径|说明|要求|注释|解释|定义|备考|备查")
_SEVERAL = 2
_UNIT = 2
"""Most signs of a unit that is not known: 标箱."""
_SUM = re.compile(r".{0,4}(?:合计|总计|小计|共计|汇总)")


class Rows:
    """Reads the rows of a table into its lines and slots."""

    def __init__(self, page: Page, table: Table, columns: Columns) -> None:
        self.page = page
        self.table = table
        self.columns = columns
        self.section = ""
        self.groups: dict[int, str] = {}

    def read(self, body: Sequence[int]) -> None:
        """Read the rows with these numbers into the table."""
        has_units = any(self.page.text(row, col) for row in body for col in self.columns.units)
        leaves = (heads[-1] for heads in self.columns.heads.values() if heads)
        self.table.laid_down += tuple(filter(lays_down_unit, leaves))
        for row in body:
            if self._is_section(row, has_units=has_units):
                told = [self.page.text(row, col) for col in self.columns.labels]
                told += [self.page.text(box.top, box.left) for box in self.page.texts(row)]
                self.section = next((one for one in told if one), "")
                continue
            self._line(row, alone=len(body) == 1)

    def _is_section(self, row: int, *, has_units: bool) -> bool:
        page = self.page
        alone = page.texts(row)
        is_wide = len(alone) == 1 and alone[0].right > alone[0].left and not self._cells(row)
        found = [one for one in alone if is_wide or one.left not in self.columns.serials]
        if len(found) != 1:
            return False
        cells = [col for col in self.columns.cells if page.box(row, col) != found[0]]
        if not any(page.is_slot(row, col) or page.has_formula(row, col) for col in cells):
            return not any(page.value(row, col) is not None for col in cells)
        if any(page.has_formula(row, col) for col in cells):
            return False
        return has_units and not any(page.text(row, col) for col in self.columns.units)

    def _cells(self, row: int) -> list[int]:
        """Return the columns of a row that hold a cell to fill or a formula."""
        page = self.page
        return [
            col
            for col in self.columns.cells
            if page.is_slot(row, col) or page.has_formula(row, col)
        ]

    def _line(self, row: int, *, alone: bool) -> None:
        page = self.page
        labels, under, raw = self._labels(row)
        if not labels and not (alone and not self.columns.labels):
            return
        serial = next(
            (str(page.value(row, col)) for col in self.columns.serials if page.value(row, col)), ""
        )
        unit = next((page.text(row, col) for col in self.columns.units if page.text(row, col)), "")
        indent = len(raw) - len(raw.lstrip())
        remarks = (page.text(row, col) for col in self.columns.remarks)
        remark = next(filter(None, remarks), "")
        line = Line(row, labels, serial, unit, self.section, indent, under, remark=remark)
        self.table.lines.append(line)
        for col in self.columns.cells:
            if not page.is_anchor(row, col) or not self.columns.heads[col]:
                continue
            formula = page.sheet.formulas.get((row, col))
            told = page.value(row, col)
            if formula is None and isinstance(told, int | Decimal) and not isinstance(told, bool):
                self.table.printed[row, col] = Decimal(told)
            if formula is not None or page.is_slot(row, col):
                heads = self._heads_over(row, col, is_placed=any(map(names_place, labels)))
                self.table.slots.append(
                    Slot(row, col, line, heads, formula.text if formula else "",
                         self._beyond(row, col))
                )  # fmt: skip

    def _beyond(self, row: int, col: int) -> tuple[str, ...]:
        """Return the words of labels that stand between a cell and the last ones of its row."""
        labels, last = self.columns.labels, self.columns.cells[-1]
        between = [one for one in labels if col < one < last]
        is_labelled = any(one < col and self._label(row, one) for one in labels)
        return tuple(self._label(row, one) for one in between) if is_labelled else ()

    def _heads_over(self, row: int, col: int, *, is_placed: bool) -> tuple[str, ...]:
        """Return the headings over a cell: of one merged over several columns what they share.

        Places that head those columns are named together, 久治县、德钦县, where the row is of none.
        """
        heads = self.columns.heads
        right = self.page.box(row, col).right
        over = [heads[one] for one in self.columns.cells if col <= one <= right]
        shared = [one[0] for one in zip(*over, strict=False) if len(set(one)) == 1]
        if len(over) < _SEVERAL:
            return heads[col]
        own = [one[-1] for one in over if one and one[-1] not in shared]
        are_places = not is_placed and len(own) == len(over) and all(map(names_place, own))
        return (*shared, "、".join(own)) if are_places else tuple(shared)

    def _label(self, row: int, col: int) -> str:
        """Return the words of a label; a year that stands as a number under 年份 counts."""
        heads = self.columns.heads[col]
        is_year = bool(heads) and "年" in heads[-1]
        return self.page.heading(row, col) if is_year else self.page.text(row, col)

    def _labels(self, row: int) -> tuple[tuple[str, ...], tuple[str, ...], str]:
        """Return the row's words with their headings; a group's name holds until the next."""
        page = self.page
        found: list[str] = []
        under: list[str] = []
        raw = ""
        seen = set()
        own = [col for col in self.columns.labels if self._label(row, col)]
        for at, col in enumerate(self.columns.labels):
            box = page.box(row, col)
            told = self._label(row, col)
            if told:
                self.groups[at] = told
                for later in [one for one in self.groups if one > at]:
                    del self.groups[later]
            elif own and col < own[-1] and page.is_blank(row, col):
                told = self.groups.get(at, "")
            if told and (box not in seen):
                seen.add(box)
                is_wide = any(col < other <= box.right for other in self.columns.labels)
                found.append(told)
                under.append("" if is_wide else (self.columns.heads[col] or ("",))[-1])
                raw = told
        total = "" if own else self._total_beside(row)
        return (
            ((total,), ("",), total) if total else (tuple(found) if own else (), tuple(under), raw)
        )

    def _total_beside(self, row: int) -> str:
        """Return 合计 where it stands in the column of numbers, the label left blank."""
        told = (self.page.text(row, col) for col in self.columns.serials)
        return next((one for one in told if _SUM.fullmatch(plain_label(one))), "")
