"""Forms of a second programme, its money dated: growth, ranks, rates, quarters."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.figures.book import facts_of
from tests.forms.right import assert_right
from tests.forms.second import entries

if TYPE_CHECKING:
    from jiedui.facts.store import Facts

PICTURES = Path(__file__).parent / "second_pictures"
TO_DATE = dt.date(2019, 6, 30)


@pytest.fixture(scope="module")
def facts(tmp_path_factory: pytest.TempPathFactory) -> Facts:
    return facts_of(tmp_path_factory.mktemp("facts"), entries())


@pytest.mark.parametrize("name", sorted(one.stem for one in PICTURES.glob("*.txt")))
def test_every_cell_is_right(name: str, facts: Facts) -> None:
    assert_right((PICTURES / f"{name}.txt").read_text("utf-8"), facts, latest=TO_DATE)
