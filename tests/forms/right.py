"""Whether the form of a picture is filled right: every cell that belongs, and nothing stray."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from jiedui.forms.fill import fill_form
from tests.forms.test_pictures import is_right
from tests.forms.written import form

if TYPE_CHECKING:
    from jiedui.facts.store import Facts

TO_DATE = dt.date(2017, 10, 31)


def assert_right(
    picture: str, facts: Facts, formats: dict[str, str] | None = None, *, latest: dt.date = TO_DATE
) -> None:
    """Fill the form of a picture and hold every cell against what belongs in it."""
    made = form(picture, formats=formats)
    found = fill_form("form.xlsx", made.content, facts, as_of=None, latest=latest)
    cells = {(cell.sheet, cell.ref): cell for cell in found.cells}
    wrong = {
        at: (wanted, at in cells and (cells[at].shown or cells[at].told.reason))
        for at, wanted in made.wanted.items()
        if at not in cells or not is_right(cells[at], wanted)
    }
    stray = {at: cell.shown for at, cell in cells.items() if cell.shown and at not in made.wanted}
    assert not wrong
    assert not stray
