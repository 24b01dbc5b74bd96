"""What the figures of a table must agree with: totals of rows and columns, shares, rates, products.

A row headed 小计 adds up the rows of its group, one headed 合计 the groups (or all rows); a column
headed 合计 adds up the columns beside it. A rate is held against the plan and the done of its row.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from itertools import permutations
from typing import TYPE_CHECKING

from jiedui.reader.agreement import agrees, computed
from jiedui.reader.reading import MONEY, PERCENT, Relation
from jiedui.reader.rowmeans import hold_means
from jiedui.reader.rowspans import hold_spans
from jiedui.reader.rowstocks import hold_balance
from jiedui.reader.stock import patterns_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jiedui.reader.columns import Column
    from jiedui.reader.found import Found
    from jiedui.reader.passage import Draft
    from jiedui.reader.vocabulary import Vocabulary

_DONE = re.compile(r"已|实际?")
_OF_ALL = re.compile(r"占|比重|比例")
_OF_PLAN = re.compile(
    r"完成率|进度|执行率|支付率|到位率|拨付率|支出率|达成率|占计划|占任务|完成比例"
)
_ALLOTTED = re.compile(r"^(?:下达|安排|分配|应)|总投资|预算")
"""Heads what is there to be paid or done, where no column is headed a plan."""

_NAMED_RATE = re.compile(r"([\u4e00-\u9fff]{2,4})率")
"""Heads a rate of what another column counts: 完工率 beside 完工, 入住率 beside 已入住."""

_ALL = re.compile(r"立项|总|应|全部|计划|批[准复]|核定|安排|名额|到[位账]|下达")
_GREW = re.compile(r"增长|增幅|增减|同比|环比|升降")
_YEAR = re.compile(r"(?:19|20)\d{2}")
_WORD = re.compile(r"[^\W\d]{2,}")
_LEFT = re.compile(r"结余|结转|差额|剩余|缺口|未拨|未支|尚欠|余额")
_BEFORE = re.compile(r"上年|去年|上月|上期|同期|上季")
_PRICE = re.compile(r"单价|均价|每[^\W\d]价|人均|户均|亩均|标准")
_COUNT = re.compile(r"数量|件数|个数|人数|户数|台数|套数")
_EACH = re.compile(r"元[/每]\s?([^\W\d]+)")
_AMOUNT = re.compile(r"金额|总价|总额|合计|小计|价值|资金|折价|折款")


@dataclass(slots=True)
class Row:
    """One line of figures.

    Attributes:
        label: Its words.
        subject: What it is about, where the next cell says its unit.
        cells: Its figures by column.
        is_total: Whether it adds up others.
        is_within: Whether it is a part of the row above it (其中).
        doubtful: Columns in which it says something that is no plain number.
    """

    label: str
    subject: str = ""
    cells: dict[int, Draft] = field(default_factory=dict)
    is_total: bool = False
    is_within: bool = False
    doubtful: set[int] = field(default_factory=set)


@dataclass(slots=True)
class Group:
    """A total row and the rows it adds up."""

    total: Row
    parts: list[Row]


def groups_of(rows: Sequence[Row]) -> list[Group]:
    """Return every total of a table with its rows: groups first, the grand total last."""
    totals = [row for row in rows if row.is_total]
    if not totals:
        return []
    leads = rows[0].is_total
    grand = totals[0] if leads and (len(totals) == 1 or rows[1:2] == totals[1:2]) else totals[-1]
    if len(totals) == 1:
        return [Group(grand, [row for row in rows if row is not grand and not row.is_within])]
    inner = [row for row in rows if row is not grand and not row.is_within]
    groups = _groups(inner, is_leading=inner[0].is_total)
    lone = [row for row in inner if not row.is_total and all(row not in g.parts for g in groups)]
    tops = sorted([*(group.total for group in groups), *lone], key=rows.index)
    return [*groups, Group(grand, tops)]


def _groups(rows: Sequence[Row], *, is_leading: bool) -> list[Group]:
    groups: list[Group] = []
    held: list[Row] = []
    for row in rows:
        if not row.is_total:
            (groups[-1].parts if is_leading and groups else held).append(row)
        elif is_leading:
            groups.append(Group(row, []))
        else:
            groups.append(Group(row, held))
            held = []
    return groups


class RowSums:
    """Notes what the figures of a table agree with; remembers totals for the next table."""

    def __init__(self, found: Found, words: Vocabulary) -> None:
        self._found = found
        self._stocks = patterns_of(words)
        self._totals: list[Draft] = []

    def close(self, rows: Sequence[Row], columns: Sequence[Column]) -> None:
        """Note everything about a table that ends."""
        groups = groups_of(rows)
        for group in groups:
            self._down(group, columns)  # A cell is of the total of its column first.
        for row in rows:
            headers = {at: _header(columns, at) for at in row.cells}
            hold_balance(self._found, row.cells, headers, words=self._stocks)
            self._across(row, columns)
            self._along(row, columns)
        self._learned(rows, columns)
        told = [row.cells for row in rows]
        hold_spans(self._found, told, columns)
        places = {at for cells in told for at in cells}
        for at in sorted(one for one in places if _PRICE.search(_header(columns, one))):
            hold_means(self._found, at, [cells for cells in told if at in cells])
        if not groups:
            self._against_earlier(rows)
            return
        grand = groups[-1].total
        for row in rows:
            if row is not grand:
                self._shares(row, grand, columns)
        self._totals += [one for one in grand.cells.values() if one.measure is not PERCENT]

    # ------------------------------------------------------------------- totals

    def _down(self, group: Group, columns: Sequence[Column]) -> None:
        """Note the sums of a total row, column by column."""
        for at, total in group.total.cells.items():
            header = _header(columns, at)
            parts = [row.cells[at] for row in group.parts if at in row.cells]
            if total.measure is PERCENT or len(parts) < 2 or _PRICE.search(header):
                continue
            if all(one.measure is total.measure for one in parts):
                self._sum(total, parts, sure=not any(at in row.doubtful for row in group.parts))

    def _across(self, row: Row, columns: Sequence[Column]) -> None:
        """Note a row's total against the columns it adds up: those before it, or behind it."""
        marked = [at for at in row.cells if 0 <= at < len(columns) and columns[at].is_total]
        for at in marked:
            total = row.cells[at]
            kin = {
                column: one
                for column, one in row.cells.items()
                if one.measure is total.measure and one.status is total.status
                and column not in marked and not _PRICE.search(_header(columns, column))
            }  # fmt: skip
            before = [one for column, one in kin.items() if column < at]
            behind = [one for column, one in kin.items() if column > at]
            parts = before or behind
            if len(parts) > 1:
                self._sum(total, parts, sure=len(marked) == 1 and not (before and behind))

    def _sum(self, total: Draft, parts: Sequence[Draft], *, sure: bool) -> None:
        value = computed(Relation.SUM, parts)
        is_ok = value is not None and agrees(total, parts, value)
        if is_ok or sure:
            self._found.add(Relation.SUM, total, parts, is_ok=is_ok)
            for part in parts:
                part.whole = part.whole or total

    def _against_earlier(self, rows: Sequence[Row]) -> None:
        """Note a row by years that adds up to a total of the table before."""
        for row in rows:
            parts = list(row.cells.values())
            for total in self._totals:
                if len(parts) > 1 and all(one.measure is total.measure for one in parts):
                    self._sum(total, parts, sure=False)

    # ------------------------------------------------------------ shares, rates

    def _shares(self, row: Row, total: Row, columns: Sequence[Column]) -> None:
        """Note a row's shares, each against the column it is a share of."""
        for at, share in row.cells.items():
            if share.measure is not PERCENT or _is_of_row(_header(columns, at)):
                continue
            pairs = [
                (one, total.cells[column])
                for column, one in row.cells.items()
                if column in total.cells and one.measure is not PERCENT and column < at
            ]
            self._ratio(share, pairs[::-1], is_share=bool(_OF_ALL.search(_header(columns, at))))

    def _ratio(self, share: Draft, pairs: Sequence[tuple[Draft, Draft]], *, is_share: bool) -> None:
        for pair in pairs:
            value = computed(Relation.RATIO, pair)
            if value is not None and agrees(share, pair, value):
                self._found.add(Relation.RATIO, share, pair, is_ok=True)
                return
        money = [pair for pair in pairs if pair[0].measure is MONEY]
        meant = money or list(pairs)
        if len(meant) == 1 and is_share:
            self._found.add(Relation.RATIO, share, meant[0], is_ok=False)

    def _along(self, row: Row, columns: Sequence[Column]) -> None:
        """Note what a row says of itself: rate of plan, growth, rest, price by count."""
        for at, one in row.cells.items():
            header = _header(columns, at)
            if not header:
                continue
            others = {k: each for k, each in row.cells.items() if k != at}
            if one.measure is PERCENT and _is_of_row(header):
                self._rate(one, header, others, columns=columns)
            elif _LEFT.search(header):
                done, plan = _by_plan(others, columns, one)
                self._of_two(Relation.DIFF, one, (plan, done))
            elif _AMOUNT.search(header) and not _PRICE.search(header):
                prices = [each for k, each in others.items() if _PRICE.search(_header(columns, k))]
                counts = [each for k, each in others.items() if _COUNT.search(_header(columns, k))]
                heads = [_header(columns, k) for k in others]
                counts = [each for each in counts if not _is_priced_apart(each, heads)]
                if one.measure is MONEY:
                    self._of_two(Relation.PRODUCT, one, (prices, counts))

    def _rate(
        self, one: Draft, header: str, others: dict[int, Draft], *, columns: Sequence[Column]
    ) -> None:
        """Note a rate or growth of a row: done of plan, new of old, what its head names of all."""
        named = _NAMED_RATE.search(header)
        if _OF_PLAN.search(header) and all(sides := _by_plan(others, columns, one)):
            self._of_two(Relation.RATIO, one, sides)
        elif _GREW.search(header):
            new, old = _by_age(_of_what(header, others, columns), columns, one)
            self._of_two(Relation.GROWTH, one, (new, old))
        elif named:
            self._of_two(Relation.RATIO, one, _by_name(named[1], others, columns))

    def _learned(self, rows: Sequence[Row], columns: Sequence[Column]) -> None:
        """Note a growth or rate that misses where the other rows show of which columns it is."""
        for at in {at for row in rows for at in row.cells}:
            told = [row.cells for row in rows if at in row.cells]
            if any(cells[at].measure is not PERCENT for cells in told):
                continue
            is_growth = _GREW.search(_header(columns, at)) is not None
            relation = Relation.GROWTH if is_growth else Relation.RATIO
            pairs = Counter(
                pair
                for cells in told
                if (pair := self._columns_of(cells[at], cells, relation)) is not None
            )
            if not pairs:
                continue
            (new, old), agreeing = pairs.most_common(1)[0]
            if agreeing < max(2, 2 * (len(told) - agreeing)):
                continue
            for cells in told:
                if not self._found.holds(cells[at]) and {new, old} <= {*cells}:
                    self._of_two(relation, cells[at], ([cells[new]], [cells[old]]))

    def _columns_of(
        self, rate: Draft, cells: dict[int, Draft], relation: Relation
    ) -> tuple[int, int] | None:
        """Return the columns of which a growth or rate is, the only two that agree."""
        kin = {at: one for at, one in cells.items() if one.measure is not PERCENT}
        pairs = [
            (one, other)
            for one, other in permutations(kin, 2)
            if kin[one].measure is kin[other].measure
            and (value := computed(relation, (kin[one], kin[other]))) is not None
            and agrees(rate, (kin[one], kin[other]), value)
        ]
        return pairs[0] if len(pairs) == 1 else None

    def _of_two(
        self, relation: Relation, total: Draft, sides: tuple[Sequence[Draft], Sequence[Draft]]
    ) -> None:
        """Note a relation between two figures of a row: one that agrees, or the only one meant."""
        pairs = [(one, other) for one in sides[0] for other in sides[1] if one is not other]
        for pair in pairs:
            value = computed(relation, pair)
            if value is not None and agrees(total, pair, value):
                self._found.add(relation, total, pair, is_ok=True)
                return
        if len(pairs) == 1 and computed(relation, pairs[0]) is not None:
            self._found.add(relation, total, pairs[0], is_ok=False)


def _header(columns: Sequence[Column], at: int) -> str:
    return columns[at].header if 0 <= at < len(columns) else ""


def _is_priced_apart(count: Draft, heads: Sequence[str]) -> bool:
    """Whether a price is of another unit than a count: 单价(元/公斤) beside 12箱."""
    each = [said[1] for one in heads if _PRICE.search(one) and (said := _EACH.search(one))]
    return bool(count.number.unit) and bool(each) and count.number.unit not in each


def _is_of_row(header: str) -> bool:
    return any(one.search(header) for one in (_OF_PLAN, _GREW, _NAMED_RATE))


def _by_plan(
    cells: dict[int, Draft], columns: Sequence[Column], one: Draft
) -> tuple[list[Draft], list[Draft]]:
    """Return the figures of a row that were done, and those that were planned."""
    done: list[Draft] = []
    plan: list[Draft] = []
    for at, each in cells.items():
        if each.measure is PERCENT or each.measure is not one.measure is not PERCENT:
            continue
        if 0 <= at < len(columns):
            is_plan = columns[at].is_plan or _ALLOTTED.search(columns[at].header)
            (plan if is_plan else done).append(each)
    measures = {each.measure for each in plan}
    return [each for each in done if each.measure in measures], plan


def _by_name(
    name: str, cells: dict[int, Draft], columns: Sequence[Column]
) -> tuple[list[Draft], list[Draft]]:
    """Return the figure of a row that a rate is named by, and those that it may be a rate of."""
    counted = {at: each for at, each in cells.items() if each.measure is not PERCENT}
    done = [at for at in counted if _is_done(name, _header(columns, at))]
    if len(done) != 1:
        return [], []
    part = counted[done[0]]
    kin = {at: each for at, each in counted.items() if at != done[0] and each.family == part.family}
    marked = [each for at, each in kin.items() if _ALL.search(_header(columns, at))]
    return [part], marked if len(marked) == 1 else list(kin.values())


def _is_done(name: str, header: str) -> bool:
    """Whether a head counts what a rate is named by: 竣工 of 竣工率, 已用 of 使用率."""
    return name in header or (_DONE.match(header) is not None and bool(set(name) & set(header)))


def _by_age(
    cells: dict[int, Draft], columns: Sequence[Column], one: Draft
) -> tuple[list[Draft], list[Draft]]:
    """Return the figures of a row that are new and old: by year, or headed 上年."""
    del one
    counted = {
        at: each for at, each in cells.items()
        if each.measure is not PERCENT and 0 <= at < len(columns)
        and not columns[at].is_plan
    }  # fmt: skip
    old = [at for at in counted if _BEFORE.search(columns[at].header)]
    if not old:
        counted = _of_two_years(counted, columns)
        old = [min(counted, key=lambda at: _year(columns[at]))] if counted else []
    if len(old) != 1:
        return [], []
    measure = counted[old[0]].measure
    new = [each for at, each in counted.items() if at not in old and each.measure is measure]
    return new, [counted[old[0]]]


def _of_two_years(cells: dict[int, Draft], columns: Sequence[Column]) -> dict[int, Draft]:
    """Return the two figures of a row that are of one thing in two years, none where none are."""
    things: dict[str, dict[int, Draft]] = {}
    for at, one in cells.items():
        if _year(columns[at]):
            thing = _YEAR.sub("", columns[at].header).strip("年 度")
            things.setdefault(thing, {})[at] = one
    pairs = [each for each in things.values() if len(each) > 1]
    years = [{_year(columns[at]) for at in each} for each in pairs]
    return pairs[0] if len(pairs) == 1 and len(pairs[0]) == len(years[0]) == 2 else {}


def _year(column: Column) -> str:
    """Return the year that a column is of, also where its head says more: 2019年销售额."""
    told = _YEAR.search(column.header)
    return str(column.year or (told[0] if told else ""))


def _of_what(header: str, cells: dict[int, Draft], columns: Sequence[Column]) -> dict[int, Draft]:
    """Return the figures of a row that a rate is of, where its head says so: 销售额增长(%)."""
    said = _WORD.match(_GREW.split(header)[0])
    named = {at: each for at, each in cells.items() if said and said[0] in _header(columns, at)}
    return named if len(named) > 1 else cells
