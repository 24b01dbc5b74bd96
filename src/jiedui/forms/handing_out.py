"""The filled workbook: values in their cells, and a sheet that says where each comes from."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from jiedui.exchange.grid import box_of
from jiedui.figures.catalogue import FIGURES
from jiedui.forms.saying import asked_words
from jiedui.forms.wordforms import is_word, written_document
from jiedui.forms.writing import written
from jiedui.kernel.codes import REASONS
from jiedui.kernel.quantity import plain

if TYPE_CHECKING:
    from jiedui.forms.cells import Cell
    from jiedui.forms.fill import Filled

SOURCES = "数据来源"
"""The sheet of sources; a form that comes back is read without it."""

_HEADS = ("表", "单元格", "填报内容", "填报数", "指标及定义版本", "查询口径", "账上行数", "说明")


def filled_workbook(filled: Filled) -> bytes:
    """Return the form as a workbook, filled."""
    values: dict[str, dict[tuple[int, int], Decimal | str]] = {}
    for cell in filled.cells:
        if cell.written is not None:
            part = filled.looks[cell.sheet].part
            values.setdefault(part, {})[cell.slot.row, cell.slot.col] = cell.written
    results: dict[str, dict[tuple[int, int], Decimal | None]] = {}
    for one in filled.formulas:
        box = box_of(one.ref)
        if box is not None:
            results.setdefault(filled.looks[one.sheet].part, {})[box.top, box.left] = one.value
    return written(filled.content, values, results, sources=_sources(filled), title=SOURCES)


def handed_out(filled: Filled) -> bytes:
    """Return the filled form as it leaves the office."""
    if is_word(filled.content):
        return written_document(filled.content, filled.cells, _sources(filled), as_of=filled.as_of)
    return filled_workbook(filled)


def _sources(filled: Filled) -> list[list[str]]:
    rows = [[f"数据来源：账至第{filled.known_at}笔，截至{filled.as_of}"], list(_HEADS)]
    rows += [_row(cell) for cell in filled.cells]
    for one in filled.formulas:
        value = "" if one.value is None else plain(one.value)
        told = [one.sheet, one.ref, one.formula, value, "公式（未改动）", "", "", one.incomplete[0]]
        rows.append(told)
    return rows


def _row(cell: Cell) -> list[str]:
    told = cell.told
    code, version = told.figure
    figure = FIGURES.get(code)
    shown = cell.shown
    value = plain(shown) if isinstance(shown, Decimal) else (shown or "")
    unit = cell.asked.unit.zh if cell.asked.unit and value else ""
    reason = REASONS[told.reason].zh if told.reason in REASONS else told.reason
    why = "：".join(one for one in (reason, told.why[0]) if one)
    return [
        cell.sheet, cell.ref, cell.words, f"{value}{unit}" if unit != "%" else f"{value}%",
        f"{figure.zh}（{code} v{version}）" if figure else "", asked_words(cell.asked),
        str(told.lines) if told.lines else "", why,
    ]  # fmt: skip
