"""An old form (.xls) is filled as .xlsx: its formulas, merged cells and borders carried over."""

from __future__ import annotations

import datetime as dt
import io
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from openpyxl import load_workbook

from jiedui.forms.fill import fill_form
from jiedui.forms.handing_out import filled_workbook
from jiedui.kernel.problem import Refused
from tests.figures.book import facts_of
from tests.forms.programme import entries

if TYPE_CHECKING:
    from jiedui.facts.store import Facts

OLD = Path(__file__).parent / "data" / "fund-summary.xls"
TO_DATE = dt.date(2017, 10, 31)


@pytest.fixture(scope="module")
def facts(tmp_path_factory: pytest.TempPathFactory) -> Facts:
    return facts_of(tmp_path_factory.mktemp("facts"), entries())


def test_it_is_filled_with_its_formulas(facts: Facts) -> None:
    done = fill_form("汇总表.xls", OLD.read_bytes(), facts, as_of=None, latest=TO_DATE)
    assert done.name == "汇总表.xlsx"
    page = load_workbook(io.BytesIO(filled_workbook(done)))["汇总表"]
    assert (page["C6"].value, page["M7"].value) == (12231.3, "886余")
    assert (page["F6"].value, page["C9"].value) == ("=SUM(C6:E6)", "=SUM(C6:C8)")
    assert page["C6"].border.left.style == "thin"
    assert "C4:F4" in {str(one) for one in page.merged_cells.ranges}


def test_a_damaged_one_is_refused(facts: Facts) -> None:
    content = OLD.read_bytes()
    with pytest.raises(Refused) as refused:
        fill_form("a.xls", content[:3000], facts, as_of=None, latest=TO_DATE)
    assert refused.value.problems[0].code == "FORM_UNREADABLE"
