"""What stated totals say all of: scopes, sources and categories in which wider ones do not lie."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import pytest

from jiedui.books.entry import Dims
from jiedui.figures.complete import held_now
from jiedui.figures.compute import compute
from jiedui.figures.model import Question
from jiedui.figures.trace import lines_behind
from jiedui.kernel.quantity import Wording, said
from tests.figures.book import aid, facts_of, gift, reversal
from tests.figures.test_traps import PREFECTURE, A, at, ends, of

if TYPE_CHECKING:
    from pathlib import Path


def test_an_exclusion_holds_only_as_long_as_its_total_stands(tmp_path: Path) -> None:
    """The total of 40 that the wider one left out is taken back, and later sent again as 60."""
    part = aid(40, "2015", at(A), itemised=False)
    total = aid(
        100, "2014/2016", at(PREFECTURE), itemised=False, excluding=f"{A}@2015-01-01/2015-12-31"
    )
    again = aid(60, "2015", at(A), itemised=False)
    facts = facts_of(tmp_path, [part, total, reversal(part), again])
    year = {"since": dt.date(2015, 1, 1), "until": dt.date(2015, 12, 31)}
    found = [ends(compute(of(A, known_at=at, **year), facts).rows[0]) for at in (2, 3, 4)]
    assert found == [(40, 40, 40), (0, None, 100), (60, 60, 60)]


def test_two_parts_of_a_breakdown_are_complete_and_one_is_not() -> None:
    days = {"starts": dt.date(2015, 1, 1), "ends": dt.date(2015, 12, 31)}
    common = {"account": "Source:Aid", "owner": None, "category": None, "excluding": None}
    scope = f"{A}@2015-01-01/2015-12-31"
    wider = {
        **common, "recipient": PREFECTURE, "source": None, "excluding": scope,
        "starts": dt.date(2014, 1, 1), "ends": dt.date(2016, 12, 31),
    }  # fmt: skip
    parts = [
        {**common, **days, "recipient": A, "source": source}
        for source in ("MUNICIPAL_POOLED", "DISTRICT_FISCAL")
    ]
    assert held_now([wider, *parts]) == {}
    assert held_now([wider, parts[0]]) == {scope: None}
    assert held_now([wider, {**parts[0], "source": None}]) == {}
    assert held_now([wider, {**parts[0], "source": None, "owner": "310114"}]) == {scope: None}


IN_SCHOOLS = (("recipient", (A,)), ("category", ("SOCIAL",)))


@pytest.mark.parametrize("order", [(0, 1, 2), (1, 0, 2), (2, 1, 0)])
def test_a_total_that_names_a_category_is_complete_for_it_in_its_reach(
    tmp_path: Path, order: tuple[int, ...]
) -> None:
    """100 in all and 30 for schools over the same years: schools got 30, whatever else is open."""
    schools = aid(30, "2013/2017", at(A, category="SOCIAL"), itemised=False)
    whole = aid(100, "2013/2017", at(A), itemised=False, carved=schools.lines)
    record = aid(9, "2015", at(A))
    facts = facts_of(tmp_path, [(schools, whole, record)[one] for one in order])
    question = Question("money", where=IN_SCHOOLS)
    assert ends(compute(question, facts).rows[0]) == (30, 30, 30)
    assert lines_behind(question, facts).touching == []
    by_category = compute(of(A, by=("category",)), facts).rows
    assert [ends(one) for one in by_category] == [(30, 30, 30), (79, 79, 79)]
    assert ends(compute(of(A), facts).rows[0]) == (109, 109, 109)
    year = {"since": dt.date(2015, 1, 1), "until": dt.date(2015, 12, 31)}
    in_2015 = compute(Question("money", where=IN_SCHOOLS, **year), facts).rows[0]  # type: ignore[arg-type]
    assert ends(in_2015) == (0, None, 30)
    roads = (("recipient", (A,)), ("category", ("RURAL",)))
    assert ends(compute(Question("money", where=roads), facts).rows[0]) == (0, None, 79)


def test_a_total_keeps_its_wording_and_what_was_recorded_of_its_category_beside_it_adds_up(
    tmp_path: Path,
) -> None:
    over = aid(said(30, Wording.OVER), "2013/2017", at(A, category="SOCIAL"), itemised=False)
    whole = aid(100, "2013/2017", at(A), itemised=False, carved=over.lines)
    beside = aid(5, "2014", at(A, category="SOCIAL"))
    facts = facts_of(tmp_path, [over, whole, beside])
    found = compute(Question("money", where=IN_SCHOOLS), facts).rows[0]
    assert (ends(found), found.value.wording) == ((35, 35, None), Wording.OVER)
    given = gift(2, "2014", at(A), overlap="counted")  # No total of gifts was stated.
    exact = aid(30, "2013/2017", at(A, category="SOCIAL"), itemised=False)
    facts = facts_of(tmp_path / "gift", [exact, given])
    assert ends(compute(Question("money", where=IN_SCHOOLS), facts).rows[0]) == (30, 30, 32)


@pytest.mark.parametrize(
    ("wider", "asked"),
    [
        pytest.param(at(PREFECTURE), {}, id="a wider place reaches no further there"),
        pytest.param(
            at(A),
            {"since": dt.date(2012, 1, 1), "until": dt.date(2018, 12, 31)},
            id="a longer period does outside its days",
        ),
    ],
)
def test_a_wider_remainder_lies_only_outside_the_reach(
    tmp_path: Path, wider: Dims, asked: dict[str, Any]
) -> None:
    schools = aid(30, "2013/2017", at(A, category="SOCIAL"), itemised=False)
    whole = aid(100, "2012/2018", wider, itemised=False, carved=schools.lines)
    facts = facts_of(tmp_path, [schools, whole])
    inside = {"since": dt.date(2013, 1, 1), "until": dt.date(2017, 12, 31)}
    assert ends(compute(Question("money", where=IN_SCHOOLS, **inside), facts).rows[0]) == (30,) * 3  # type: ignore[arg-type]
    if asked:
        found = compute(Question("money", where=IN_SCHOOLS, **asked), facts).rows[0]
        assert ends(found) == (30, 30, 100)


def test_a_total_of_another_owner_account_or_taken_back_tells_nothing(tmp_path: Path) -> None:
    schools = aid(30, "2013/2017", at(A, category="SOCIAL"), itemised=False)
    facts = facts_of(tmp_path, [schools, aid(9, "2015", Dims(recipient=A)), reversal(schools)])
    question = Question("money", where=IN_SCHOOLS, known_at=2)
    assert ends(compute(question, facts).rows[0]) == (30, 30, 39)
    mine = facts_of(tmp_path / "mine", [schools, aid(9, "2015", at(A)), reversal(schools)])
    assert ends(compute(question, mine).rows[0]) == (30, 30, 30)
    assert ends(compute(Question("money", where=IN_SCHOOLS), mine).rows[0]) == (0, None, 9)
