"""Blank forms of many layouts, drawn as text: every cell right, or empty for a true reason."""

from __future__ import annotations

import datetime as dt
import io
import unicodedata
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from openpyxl import load_workbook

from jiedui.forms.fill import fill_form
from jiedui.forms.handing_out import SOURCES, filled_workbook
from tests.figures.book import facts_of
from tests.forms.programme import entries
from tests.forms.written import form

if TYPE_CHECKING:
    from jiedui.facts.store import Facts
    from jiedui.forms.cells import Cell
    from jiedui.forms.fill import Filled
    from tests.forms.written import Form

PICTURES = Path(__file__).parent / "pictures"
TO_DATE = dt.date(2017, 10, 31)
FORMATS = {
    "percent": {f"{col}{row}": "0.00%" for col in "HI" for row in (4, 5)},
    "structure-by-percent": {
        **{f"{col}{row}": "0.00%" for col in "BC" for row in (3, 4)},
        **dict.fromkeys(("B5", "C5"), "0.0000_ "),
        **dict.fromkeys(("B6", "C6"), "#,##0"),
    },
    "periods-in-rows": {f"{col}{row}": "0.0000" for col in "BCD" for row in (5, 6, 7, 8)},
}


@pytest.fixture(scope="module")
def facts(tmp_path_factory: pytest.TempPathFactory) -> Facts:
    return facts_of(tmp_path_factory.mktemp("facts"), entries())


def drawn(name: str) -> Form:
    text = (PICTURES / f"{name}.txt").read_text("utf-8")
    return form(text, framed=not name.startswith(("plain", "sheets")), formats=FORMATS.get(name))


def filled(made: Form, facts: Facts) -> Filled:
    return fill_form("form.xlsx", made.content, facts, as_of=None, latest=TO_DATE)


def is_right(cell: Cell, wanted: str) -> bool:
    """Whether a cell holds what belongs in it, or is empty for one of the reasons."""
    if wanted.startswith("!"):
        return cell.shown is None and cell.told.reason in wanted[1:].split("/")
    if isinstance(cell.shown, Decimal):
        return any(cell.shown == Decimal(one) for one in wanted.split("/") if one[-1:].isdigit())
    return cell.shown is not None and unicodedata.normalize("NFKC", cell.shown) == wanted


@pytest.mark.parametrize("name", sorted(one.stem for one in PICTURES.glob("*.txt")))
def test_every_cell_is_right(name: str, facts: Facts) -> None:
    made = drawn(name)
    cells = {(cell.sheet, cell.ref): cell for cell in filled(made, facts).cells}
    wrong = {
        at: (wanted, at in cells and (cells[at].shown or cells[at].told.reason))
        for at, wanted in made.wanted.items()
        if at not in cells or not is_right(cells[at], wanted)
    }
    stray = {at: cell.shown for at, cell in cells.items() if cell.shown and at not in made.wanted}
    assert not wrong
    assert not stray


@pytest.mark.parametrize("name", ["fund-summary", "registered-poor", "percent"])
def test_only_the_cells_to_fill_change(name: str, facts: Facts) -> None:
    made = drawn(name)
    result = filled(made, facts)
    before = load_workbook(io.BytesIO(made.content))
    after = load_workbook(io.BytesIO(filled_workbook(result)))
    assert after.sheetnames == [*before.sheetnames, SOURCES]
    written = {(cell.sheet, cell.ref): cell.written for cell in result.cells}
    for page in before:
        same = after[page.title]
        assert same.merged_cells.ranges == page.merged_cells.ranges
        for row in page.iter_rows():
            for cell in row:
                one = same[cell.coordinate]
                told = written.get((page.title, cell.coordinate))
                if isinstance(told, Decimal):
                    assert Decimal(str(one.value)) == told
                else:
                    assert one.value == (told or cell.value)
                assert one.style_id == cell.style_id


def test_a_formula_that_falls_short_is_told(facts: Facts) -> None:
    told = {one.ref: one for one in filled(drawn("fund-summary"), facts).formulas}
    assert {ref for ref, one in told.items() if one.incomplete[0]} == {"F8", "K8"}
    assert told["F9"].value == told["F9"].truth == Decimal("22609.25")
    plan = {one.ref: one for one in filled(drawn("plan-and-actual-2017"), facts).formulas}
    assert not plan["E8"].incomplete[0]
    assert plan["E5"].incomplete[0]


def test_what_is_not_understood_is_asked(facts: Facts) -> None:
    asked = filled(drawn("doubt"), facts).asks
    assert {cell.ref for cell in asked} == {"B4", "C4", "B5", "C5"}
    assert "贫困村" in asked[0].asked.doubt
