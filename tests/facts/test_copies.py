"""What the engine keeps in memory of special lines is always that of the folder's own parts."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from jiedui.books.entry import Dims
from jiedui.facts.profile import Habits, Profile
from jiedui.figures.columns import columns_of
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


def test_a_copy_grows_by_texts_it_has_no_code_for(tmp_path: Path) -> None:
    """Special lines of another payer come in a part, of yet another in the tail."""
    payers = ("310000", "320000", "330000", "310000")
    drafts = [
        aid(10 * at, "2013", PLACE._replace(payer=payer), itemised=False)
        for at, payer in enumerate(payers, start=1)
    ]
    question = Question("money", by=("payer",))
    for upto, tail in ((1, 0), (2, 1), (3, 0), (4, 2), (4, 0)):
        facts = facts_of(tmp_path, drafts[:upto], tail=tail)
        found = {dict(one.by)["payer"]: one.value.stated for one in compute(question, facts).rows}
        wanted: dict[str, int] = {}
        for at, payer in enumerate(payers[:upto], start=1):
            wanted[payer] = wanted.get(payer, 0) + 10 * at
        assert found == wanted


def test_lines_filled_everywhere_and_others_are_counted_once(tmp_path: Path) -> None:
    """Coarser in place, days, source or category, joint, or inexact only: each stands once."""
    joint = "GIFT+MUNICIPAL_POOLED"
    drafts = [
        aid(1, "2013", PLACE, itemised=False),
        aid(2, "2013/2015", PLACE),
        aid(4, "2013", PLACE._replace(recipient="632600")),
        aid(8, "2013", PLACE._replace(source=None)),
        aid(16, "2013", PLACE._replace(category=None)),
        aid(32, "2013", PLACE._replace(source=joint)),
        aid(64, "2013", PLACE),
    ]
    for tail in (0, 3, 7):
        facts = facts_of(tmp_path / f"{tail}", drafts, tail=tail)
        assert compute(Question("money"), facts).rows[0].value.stated == 127
        by = columns_of(compute(Question("money", by=("county", "source", "year")), facts))
        assert sum(one or 0 for one in by["stated"].to_pylist()) == 127
        one = Question("money", by=("category",), where=(("year", ("2013",)),))
        stated = {dict(row.by)["category"]: row.value.stated for row in compute(one, facts).rows}
        assert stated == {"RURAL": 1 + 4 + 8 + 32 + 64, None: 16}


def test_habits_of_an_earlier_version_are_read_as_if_ends_were_open() -> None:
    stored = Profile({}, {}, {"Source:Aid": Habits(frozenset(), frozenset())}).as_json()
    stored["habits"]["Source:Aid"]["flags"] = [False, True, False]
    habits = Profile.from_json(stored).habits["Source:Aid"]
    assert habits == Habits(has_excluding=True, has_open=True)
