"""What the engine keeps in memory of special lines is always that of the folder's own parts."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from jiedui.books.entry import Dims
from jiedui.figures.compute import compute
from jiedui.figures.model import Question
from tests.figures.book import aid, facts_of

if TYPE_CHECKING:
    from pathlib import Path

    from jiedui.books.entry import EntryDraft

PLACE = Dims(recipient="632625", payer="310000", owner="310114", source="MUNICIPAL_POOLED",
             category="RURAL")  # fmt: skip


def _book(whole: int) -> list[EntryDraft]:
    return [aid(100, "2013", PLACE), aid(whole, "2013", PLACE, itemised=False)]


def _total(folder: Path, whole: int) -> int | None:
    facts = facts_of(folder, _book(whole), tail=0)
    return compute(Question("money"), facts).rows[0].value.stated


def test_books_that_share_their_first_part_are_told_apart(tmp_path: Path) -> None:
    assert _total(tmp_path / "one", 7) == 107
    assert _total(tmp_path / "other", 9) == 109


def test_a_book_put_in_anothers_place_is_told_apart(tmp_path: Path) -> None:
    folder = tmp_path / "facts"
    assert _total(folder, 7) == 107
    shutil.rmtree(folder)
    assert _total(folder, 9) == 109
