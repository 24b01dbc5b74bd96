"""Numbers as a form wants them: decimals, half up or cut off, parts that add up to their totals.

Knows no Django.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import replace
from decimal import Decimal
from math import lcm
from typing import TYPE_CHECKING

from jiedui.forms.english import is_english
from jiedui.forms.rewording import core_of
from jiedui.forms.totals import heads_of_total, is_total, rows_of_total
from jiedui.kernel.quantity import Shown, Wording, footed, plain, shown_decimal
from jiedui.publish.tables import footed_both_ways

if TYPE_CHECKING:
    from collections.abc import Sequence
    from fractions import Fraction

    from jiedui.figures.model import Question
    from jiedui.forms.cells import Cell
    from jiedui.forms.labels import LabelReader
    from jiedui.forms.layout import Table
    from jiedui.forms.notes import Notes
    from jiedui.kernel.quantity import Rounding

_NO_DIGITS = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.|_.|\*.')
"""What a number format shows beside the digits: words, colours, signs, room left free."""

_FORMAT = re.compile(r"[0#?][0#?,]*(?:\.([0#?]+))?")


def decimals_of(cell: Cell, notes: Notes, number_format: str) -> tuple[int, Rounding]:
    """Return the decimals of a cell and how it is cut: as noted, as formatted, or as usual."""
    unit = cell.asked.unit
    family, written = (unit.family, unit.zh) if unit else ("count", "")
    labels = [core_of(one) for one in (*cell.slot.line.labels, *cell.slot.heads)]
    if cell.asked.measure in {"money_mean_per_county", "money_per_registered_person"}:
        is_own = any("ratio" in one.families for one in notes.rounding)
        decimals, mode = notes.rounds("ratio" if is_own else "money", labels, written)
        decimals = notes.rounds("ratio")[0] if decimals is None else decimals
    else:
        decimals, mode = notes.rounds(family, labels, written)
        if family == "ratio" and decimals is None:
            decimals, _ = notes.rounds("quotient")  # 比率 are 人/户 as well as percent.
    worked = cell.asked.worked
    is_mean = worked is not None and worked.how in {"yearly", "mean", "mean_among", "per_person"}
    if is_mean and family != "money":
        own, _ = notes.rounds("ratio", labels, written)
        decimals = decimals if own is None else own
    decimals = decimals if cell.asked.decimals is None else cell.asked.decimals
    is_whole = family in {"people", "households", "count", "year"} and not is_mean
    if family == "rank" or (is_whole and (unit is None or unit.scale == 1)):
        return 0, mode
    if decimals is not None:
        return decimals, mode
    shown = None if "%" in number_format and family != "percent" else formatted(number_format)
    if shown is not None:
        return shown, mode
    return (4 if unit and unit.scale >= 100_000_000 else 2), mode


def formatted(number_format: str) -> int | None:
    """Return how many decimals a number format shows, None where it does not show numbers.

    >>> formatted("#,##0.00"), formatted('_ * #,##0.0_ ;"负"0'), formatted("0"), formatted("@")
    (2, 1, 0, None)
    >>> formatted("General"), formatted('0.00" 万元"'), formatted("# ?/?"), formatted("")
    (None, 2, None, None)
    """
    positive = _NO_DIGITS.sub("", number_format).split(";", maxsplit=1)[0]
    found = _FORMAT.search(positive)
    return None if found is None or "/" in positive else len(found[1] or "")


def show(cell: Cell, mode: Rounding) -> None:
    """Fill in what is written in a cell by itself."""
    number = cell.told.number
    if number is None or cell.told.reason:
        cell.shown = None
        return
    rounded = _rounded(number, cell.decimals, mode)
    words = _IN_ENGLISH if is_english(cell.words) else _WORDS
    cell.shown = _worded(rounded, words.get(cell.told.wording, ""))


def _rounded(number: Fraction, decimals: int, mode: Rounding) -> Decimal:
    shown = Shown("", "", number.denominator, decimals, mode)
    return shown_decimal(number.numerator, shown)


_IN_ENGLISH = {
    Wording.OVER: "over {}",
    Wording.AT_LEAST: "at least {}",
    Wording.ABOUT: "about {}",
    Wording.NEARLY: "nearly {}",
    Wording.AT_MOST: "at most {}",
}
_WORDS = {
    Wording.OVER: "{}余",
    Wording.AT_LEAST: "{}以上",
    Wording.ABOUT: "约{}",
    Wording.NEARLY: "近{}",
    Wording.AT_MOST: "{}以下",
}


def _worded(number: Decimal, words: str) -> Decimal | str:
    return words.format(plain(number)) if words else number


def foot(
    cells: Sequence[Cell], table: Table, reader: LabelReader, *, modes: dict[int, Rounding],
    by_purse: bool = False,
) -> None:  # fmt: skip
    """Adjust rounded parts by one last digit where their total, rounded itself, asks for it.

    Args:
        cells: The cells of a table.
        table: The table.
        reader: Reads labels.
        modes: How each cell is cut.
        by_purse: Whether the amounts of the purses must make the one of all of them.
    """
    at = {(cell.slot.row, cell.slot.heads): cell for cell in cells if not cell.slot.formula}
    downwards = _downwards(at, table, reader)
    across = _across(at, table, reader)
    done: set[int] = set()
    for block in sorted(_both(downwards, across), key=len, reverse=True):
        if all(id(cell) in done for row in block[:-1] for cell in row):
            for *parts, total in zip(*block, strict=True):
                _follow(total, parts)
        else:
            _foot_block(block, modes)
        done |= {id(cell) for row in block for cell in row}
    purses = _of_purses(cells) if by_purse else []
    for total, parts in [*downwards, *across, *purses]:
        if id(total) in done:
            continue
        if all(id(one) in done for one in parts):
            _follow(total, parts)
        elif len(parts) > 1:
            _foot_line(total, parts, modes)


def _follow(total: Cell, parts: list[Cell]) -> None:
    """Write a subtotal as the sum of its parts, which other totals have settled already."""
    told = sum((one.shown for one in parts if isinstance(one.shown, Decimal)), Decimal(0))
    step = Decimal(1).scaleb(-total.decimals)
    if isinstance(total.shown, Decimal) and abs(told - total.shown) <= step:
        total.shown = told


Sum = tuple["Cell", list["Cell"]]


def _of_purses(cells: Sequence[Cell]) -> list[Sum]:
    """Return the amounts of a column that no purse limits, each with those of its purses."""
    found = []
    for total in cells:
        whole = total.asked.question
        if whole is None or total.asked.worked or total.slot.formula:
            continue
        parts = [
            one
            for one in cells
            if one.slot.heads == total.slot.heads
            and (told := one.asked.question) is not None
            and any(name == "source" for name, _ in told.where)
            and _but_source(told) == _but_source(whole) == whole
        ]
        found.append((total, parts))
    return [one for one in found if _adds_up(*one)]


def _but_source(question: Question) -> Question:
    return replace(question, where=tuple(one for one in question.where if one[0] != "source"))


def _downwards(
    at: dict[tuple[int, tuple[str, ...]], Cell], table: Table, reader: LabelReader
) -> list[Sum]:
    found = []
    for line in table.lines:
        if not is_total(line, reader) or reader.read(line.labels[-1]).places:
            continue
        rows = [one.row for one in rows_of_total(table, line, reader)]
        for (row, heads), total in at.items():
            if row == line.row:
                parts = [at[one, heads] for one in rows if (one, heads) in at]
                if len(parts) == len(rows):
                    found.append((total, _paired(parts)))
    return [one for one in found if _adds_up(*one)]


def _across(
    at: dict[tuple[int, tuple[str, ...]], Cell], table: Table, reader: LabelReader
) -> list[Sum]:
    every = list(dict.fromkeys(slot.heads for slot in table.slots))
    totals = {
        heads: heads_of_total(heads, every, reader)
        for heads in every
        if heads and reader.read(heads[-1]).is_total
    }
    found = []
    for (row, heads), total in at.items():
        beside = totals.get(heads)
        if beside:
            parts = [at[row, one] for one in beside if (row, one) in at]
            if len(parts) == len(beside):
                found.append((total, _paired(parts)))
    return [one for one in found if _adds_up(*one)]


def _paired(parts: list[Cell]) -> list[Cell]:
    """Return the parts without those that were not paired then, which a total does not hold."""
    return [one for one in parts if one.told.reason != "outside_pairing"]


def _adds_up(total: Cell, parts: list[Cell]) -> bool:
    """Whether total and parts are exact numbers of one kind and the parts truly make the total."""
    cells = [total, *parts]
    if not parts or any(not isinstance(one.shown, Decimal) for one in cells):
        return False
    if len({(one.decimals, one.asked.unit) for one in cells}) > 1:
        return False
    return sum(one.told.number or 0 for one in parts) == total.told.number


def _both(downwards: list[Sum], across: list[Sum]) -> list[list[list[Cell]]]:
    """Return blocks whose rows and columns both add up: parts, then totals last."""
    of_row: dict[int, Sum] = {id(total): (total, parts) for total, parts in across}
    blocks = []
    groups: dict[tuple[int, ...], list[Sum]] = defaultdict(list)
    for total, parts in downwards:
        groups[tuple(one.slot.row for one in parts), total.slot.row].append((total, parts))  # type: ignore[index]
    for sums in groups.values():
        columns = {total.slot.heads: [*parts, total] for total, parts in sums}
        for total, _ in sums:
            corner = of_row.get(id(total))
            if corner is None or any(one.slot.heads not in columns for one in corner[1]):
                continue
            told = [columns[one.slot.heads] for one in [*corner[1], total]]
            rows = [list(row) for row in zip(*told, strict=True)]
            if all(id(row[-1]) in of_row for row in rows):
                blocks.append(rows)
    return blocks


def _foot_block(rows: list[list[Cell]], modes: dict[int, Rounding]) -> None:
    cells = [one for row in rows for one in row]
    scale = lcm(*(one.told.number.denominator for one in cells if one.told.number is not None))
    amounts = [[_whole(one, scale) for one in row[:-1]] for row in rows[:-1]]
    first = rows[0][0]
    shown = Shown("", "", scale, first.decimals, modes[id(first)])
    if all(_sums(row) for row in rows) and all(_sums(list(one)) for one in zip(*rows, strict=True)):
        return
    found = footed_both_ways(amounts, shown)
    for row, told, total in zip(rows, found.cells, found.row_totals, strict=False):
        for cell, value in zip(row, [*told, total], strict=True):
            cell.shown = value
    for cell, value in zip(rows[-1], [*found.column_totals, found.whole], strict=True):
        cell.shown = value


def _sums(cells: list[Cell]) -> bool:
    told = [one.shown for one in cells if isinstance(one.shown, Decimal)]
    return sum(told[:-1]) == told[-1]


def _foot_line(total: Cell, parts: list[Cell], modes: dict[int, Rounding]) -> None:
    if _sums([*parts, total]):
        return
    cells = [*parts, total]
    scale = lcm(*(one.told.number.denominator for one in cells if one.told.number is not None))
    shown = Shown("", "", scale, total.decimals, modes[id(total)])
    values, whole = footed([_whole(one, scale) for one in parts], shown)
    for cell, value in zip([*parts, total], [*values, whole], strict=True):
        cell.shown = value


def _whole(cell: Cell, scale: int) -> int:
    return int((cell.told.number or 0) * scale)
