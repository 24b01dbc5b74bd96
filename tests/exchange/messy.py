"""Tables of every kind written as untidily as offices write them, and what they really say.

`mess(random)` makes one sheet: headings in other words, order and depth, units in five places, sums
between rows, merged cells, notes, blanks. What it says stands beside it, made first and never read
back. Everything in it is right, so a reading tells nothing but information.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from openpyxl.utils import get_column_letter

from tests.exchange.messy_headings import NOISE, drawn
from tests.exchange.messy_kinds import TABLES
from tests.exchange.messy_values import Said, text_of

if TYPE_CHECKING:
    from random import Random

    from tests.exchange.messy_specs import Spec, TableSpec

Grid = dict[tuple[int, int], object]


@dataclass
class Mess:
    """A sheet and what it says: rows as (row number, fields), sums as (row number, fields)."""

    kind: str
    name: str
    cells: Grid = field(default_factory=dict)
    merged: list[str] = field(default_factory=list)
    hidden_rows: list[int] = field(default_factory=list)
    rows: list[tuple[int, dict[str, object]]] = field(default_factory=list)
    sums: list[tuple[int, dict[str, object]]] = field(default_factory=list)


class _Place(NamedTuple):
    """One column on the sheet: its number, what it holds, the unit its numbers are in."""

    col: int
    spec: Spec | None
    unit: str
    heading: str


def mess(random: Random) -> Mess:
    """Return one untidy sheet of any kind."""
    table = random.choice(TABLES)
    return _Writer(random, table).write()


class _Writer:
    """Writes one table from the top down."""

    def __init__(self, random: Random, table: TableSpec) -> None:
        self.random = random
        self.table = table
        self.out = Mess(table.kind, random.choice(("Sheet1", "表1", "台账", "汇总表", "明细")))
        self.row = random.choice((1, 1, 1, 2, 3))
        self.left = random.choice((1, 1, 1, 2))
        self.sheet_unit = ""
        self.places: list[_Place] = []

    def write(self) -> Mess:
        """Write title, notes, headings, rows, sums and foot."""
        specs = self._chosen()
        self.sheet_unit = self._top(has_money=any(one.is_money for one in specs))
        self._headings(specs)
        self._body()
        self._foot()
        return self.out

    def _is(self, chance: float) -> bool:
        return self.random.random() < chance

    def _put(self, col: int, value: object) -> None:
        if value is not None:
            self.out.cells[self.row, self.left + col - 1] = value

    def _merge(self, top: int, first: int, bottom: int, last: int) -> None:
        if (top, first) != (bottom, last):
            left, right = (get_column_letter(self.left + col - 1) for col in (first, last))
            self.out.merged.append(f"{left}{top}:{right}{bottom}")

    # --- above the table ---

    def _chosen(self) -> list[Spec]:
        kept = [one for one in self.table.columns if one.is_key or self._is(0.75)]
        kept = [one for one in kept if not one.needs or one.needs <= {two.field for two in kept}]
        if self._is(0.4):
            first = [one for one in kept if one.field == "seq"]
            rest = [one for one in kept if one.field != "seq"]
            blocks: dict[str, list[Spec]] = {}
            for one in rest:
                blocks.setdefault(one.group or one.field, []).append(one)
            order = list(blocks.values())
            self.random.shuffle(order)
            kept = first + [one for block in order for one in block]
        return kept

    def _top(self, *, has_money: bool) -> str:
        if self._is(0.3):
            self._put(1, self.random.choice(("附件1", "附件2:", "附表")))
            self.row += 1
        if self._is(0.9) or self.table.needs_title:
            self._put(1, self.random.choice(self.table.titles))
            self._merge(self.row, 1, self.row, 6)
            self.row += 1
        if self._is(0.2):
            self.row += 1
        unit = self.random.choice(("", "万元", "元")) if has_money else ""
        line = [f"单位:{unit}", f"(单位:{unit})", f"金额单位:{unit}"] if unit else []
        filled = self.random.choice(("填报单位:某某办公室", "填报单位(盖章):", "联系电话:"))
        if self._is(0.4):
            self._put(1, filled)
            if unit:
                self._put(5, self.random.choice(line))
            self.row += 1
        elif unit:
            self._put(self.random.choice((1, 4)), self.random.choice(line))
            self.row += 1
        return unit

    # --- headings ---

    def _headings(self, specs: list[Spec]) -> None:
        col = 0
        for one in specs:
            col += 1
            if self._is(0.06):
                self.places.append(_Place(col, None, "", self.random.choice(NOISE)))
                col += 1
            self.places.append(_Place(col, one, self._unit_of(one), self._words_of(one)))
        groups = {one.spec.group for one in self.places if one.spec and one.spec.group}
        is_deep = bool(groups) and self._is(0.7)
        side = self._is(0.12)
        top = self.row
        for place in self.places:
            self._heading(place, is_deep=is_deep, has_side=side)
        if is_deep:
            self._group_headings(top)
            self.row += 1
        self.row += 1
        if side:
            self._side_line()

    def _words_of(self, one: Spec) -> str:
        used = {place.heading for place in self.places}
        wide = drawn(self.random, self.table.kind, one.field) if self._is(0.5) else None
        return wide if wide and wide not in used else self.random.choice(one.words)

    def _unit_of(self, one: Spec) -> str:
        if one.is_money:
            return self.sheet_unit or self.random.choice(("万元", "元"))
        return one.unit

    def _heading(self, place: _Place, *, is_deep: bool, has_side: bool) -> None:
        text = place.heading
        spec = place.spec
        if spec and spec.is_money and not has_side and (not self.sheet_unit or self._is(0.3)):
            text += self.random.choice(("(%s)", "(%s)", "\n(%s)", "(单位:%s)")) % place.unit
        elif spec and spec.unit and self._is(0.3):
            text += f"({spec.unit})"
        if self._is(0.15) and len(text) > 2 and "(" not in text:
            at = self.random.randrange(1, len(text))
            text = text[:at] + self.random.choice(("\n", " ", "  ")) + text[at:]
        if is_deep and spec and spec.group:
            self.out.cells[self.row + 1, self.left + place.col - 1] = text
        else:
            self._put(place.col, text)
            if is_deep:
                self._merge(self.row, place.col, self.row + 1, place.col)

    def _group_headings(self, top: int) -> None:
        at = 0
        while at < len(self.places):
            spec = self.places[at].spec
            end = at
            while spec and spec.group and end + 1 < len(self.places):
                after = self.places[end + 1].spec
                if after is None or after.group != spec.group:
                    break
                end += 1
            if spec and spec.group:
                self._put(self.places[at].col, spec.group)
                self._merge(top, self.places[at].col, top, self.places[end].col)
            at = end + 1

    def _side_line(self) -> None:
        has_money = any(one.spec and one.spec.is_money for one in self.places)
        for place in self.places:
            spec = place.spec
            if has_money:
                self._put(place.col, place.unit if spec and spec.is_money else "—")
            else:
                self._put(place.col, place.col)
        self.row += 1

    # --- rows ---

    def _body(self) -> None:
        records = self.table.records(self.random)
        by_county = _grouped(records)
        has_sums = self.table.has_sums and self._is(0.6)
        has_subtotals = has_sums and len(by_county) > 1 and self._is(0.6)
        carry = self.random.choice(("none", "merge", "ditto"))
        number = 0
        for group in by_county:
            first = self.row
            for at, record in enumerate(group):
                number += 1
                self._record(record, number, at=at, carry=carry)
            if carry == "merge" and len(group) > 1:
                self._merge_carried(first, self.row - 1)
            if has_subtotals:
                self._sum(self.random.choice(("小计", "小 计")), group)
            if self._is(0.05):
                self.row += 1
        if has_sums:
            self._sum(self.random.choice(("合计", "总计", "合  计")), records)

    def _carried(self, place: _Place) -> bool:
        return place.spec is not None and place.spec.field == "county"

    def _merge_carried(self, first: int, last: int) -> None:
        for place in self.places:
            if self._carried(place):
                self._merge(first, place.col, last, place.col)

    def _record(self, record: dict[str, Said], number: int, *, at: int, carry: str) -> None:
        fields: dict[str, object] = {}
        for place in self.places:
            if place.spec is None:
                self._put(place.col, self.random.choice(("是", "否", None)))
                continue
            name = place.spec.field
            if name == "seq":
                self._put(place.col, self.random.choice((number, str(number))))
                continue
            said = record[name]
            fields.update(said.fields(name))
            if self._carried(place) and at and carry != "none":
                self._put(
                    place.col, None if carry == "merge" else self.random.choice(("同上", "〃"))
                )
                continue
            self._put(place.col, text_of(self.random, said, place.unit))
        self.out.rows.append((self.row, fields))
        if self._is(0.03):
            self.out.hidden_rows.append(self.row)
        self.row += 1

    def _sum(self, label: str, records: list[dict[str, Said]]) -> None:
        label_at = next(
            (one.col for one in self.places if one.spec and one.spec.field in ("seq", "county")), 1
        )
        fields: dict[str, object] = {}
        for place in self.places:
            if place.spec is None or not place.spec.is_added or place.col == label_at:
                continue
            values = [record[place.spec.field] for record in records]
            if any(one.wording or one.is_blank for one in values):
                continue
            added = sum(int(one.value) for one in values)  # type: ignore[call-overload]
            fields[place.spec.field] = added
            self._put(
                place.col, text_of(self.random, Said(added, values[0].form), place.unit, plain=True)
            )
        self._put(label_at, label)
        self.out.sums.append((self.row, fields))
        self.row += 1

    # --- below ---

    def _foot(self) -> None:
        if self._is(0.3):
            self.row += 1
        for text in (
            self.random.choice(
                ("注:以上数据为预计数", "注:1.表中数据截至填报日;2.口径同上年。", "备注:无")
            ),
            self.random.choice(("填表人:张三", "制表:李四    审核:王五", "审核人:        填表人:")),
        ):
            if self._is(0.4):
                self._put(1, text)
                self.row += 1


def _grouped(records: list[dict[str, Said]]) -> list[list[dict[str, Said]]]:
    """Return the records by runs of one county."""
    groups: list[list[dict[str, Said]]] = []
    for record in records:
        if groups and groups[-1][0]["group"].value == record["group"].value:
            groups[-1].append(record)
        else:
            groups.append([record])
    return groups
