"""Forms of a second programme, its money dated: growth, ranks, rates, quarters."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from jiedui.forms.fill import fill_form
from tests.figures.book import facts_of
from tests.forms.second import entries
from tests.forms.test_pictures import is_right
from tests.forms.written import form

if TYPE_CHECKING:
    from jiedui.facts.store import Facts

PICTURES = Path(__file__).parent / "second_pictures"
TO_DATE = dt.date(2019, 6, 30)


@pytest.fixture(scope="module")
def facts(tmp_path_factory: pytest.TempPathFactory) -> Facts:
    return facts_of(tmp_path_factory.mktemp("facts"), entries())


@pytest.mark.parametrize("name", sorted(one.stem for one in PICTURES.glob("*.txt")))
def test_every_cell_is_right(name: str, facts: Facts) -> None:
    made = form((PICTURES / f"{name}.txt").read_text("utf-8"))
    found = fill_form("form.xlsx", made.content, facts, as_of=None, latest=TO_DATE)
    cells = {(cell.sheet, cell.ref): cell for cell in found.cells}
    wrong = {
        at: (wanted, at in cells and (cells[at].shown or cells[at].told.reason))
        for at, wanted in made.wanted.items()
        if at not in cells or not is_right(cells[at], wanted)
    }
    stray = {at: cell.shown for at, cell in cells.items() if cell.shown and at not in made.wanted}
    assert not wrong
    assert not stray
