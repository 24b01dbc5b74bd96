"""Questions that cannot be asked are refused with the nearest names; an empty book says so."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from jiedui.books.entry import Dims
from jiedui.figures.catalogue import FIGURES
from jiedui.figures.compute import compute
from jiedui.figures.model import Question
from jiedui.kernel.problem import Refused
from jiedui.kernel.quantity import Wording
from tests.figures.book import aid, facts_of

if TYPE_CHECKING:
    from pathlib import Path

    from jiedui.books.entry import EntryDraft
    from jiedui.figures.model import Answer

A = "533401"


def at(recipient: str) -> Dims:
    return Dims(recipient=recipient, owner="310114")


def answer(folder: Path, entries: list[EntryDraft], question: Question) -> Answer:
    return compute(question, facts_of(folder, entries))


def of(place: str, **rest: object) -> Question:
    return Question("money", where=(("recipient", (place,)),), **rest)  # type: ignore[arg-type]


REFUSALS = {
    "FIGURE_UNKNOWN": Question("mony"),
    "DIMENSION_UNKNOWN": Question("money", by=("contry",)),
    "DIMENSION_MISSING": Question("money", by=("state",)),
    "DIMENSION_TWICE": Question("money", by=("year", "year")),
    "FILTERS_CONTRADICT": Question(
        "money", where=(("recipient", (A,)), ("prefecture", ("632600",)))
    ),
    "VALUE_UNKNOWN": of("久志县"),
    "VALUE_AMBIGUOUS": of("城关区"),
    "WINDOW_EMPTY": of(A, since=dt.date(2016, 1, 1), until=dt.date(2015, 1, 1)),
    "KNOWN_AT_AHEAD": of(A, known_at=99),
    "FIGURE_NOT_PLANNED": Question("gift", planned=True),
}


@pytest.mark.parametrize("code", REFUSALS)
def test_what_cannot_be_asked_is_refused_with_the_nearest_names(tmp_path: Path, code: str) -> None:
    with pytest.raises(Refused) as refused:
        answer(tmp_path, [aid(1, "2015", at(A))], REFUSALS[code])
    (problem,) = refused.value.problems
    assert problem.code == code
    assert problem.expected
    if code in ("FIGURE_UNKNOWN", "DIMENSION_UNKNOWN", "VALUE_UNKNOWN"):
        assert {
            "FIGURE_UNKNOWN": "money",
            "DIMENSION_UNKNOWN": "county",
            "VALUE_UNKNOWN": "久治县",
        }[code] in problem.hint


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("source", "市级统筹款"),
        ("category", "X"),
        ("owner", "无此单位"),
        ("year", "MMXV"),
        ("programme", "P"),
        ("quarter", "2017Q5"),
        ("month", "2017"),
        ("document", "无此文件"),
    ],
)
def test_unknown_values_of_every_kind_are_refused(tmp_path: Path, name: str, value: str) -> None:
    with pytest.raises(Refused, match="VALUE_UNKNOWN"):
        answer(tmp_path, [aid(1, "2015", at(A))], Question("money", where=((name, (value,)),)))


def test_a_document_is_found_whatever_the_width_of_its_signs(tmp_path: Path) -> None:
    entries = [aid(1, "2015", at(A), document="台账（甲）"), aid(2, "2015", at(A), document="乙")]
    for title in ("台账（甲）", "台账(甲)"):
        asked = Question("money", where=(("document", (title,)),))
        assert answer(tmp_path, entries, asked).rows[0].value.stated == 1


def test_places_of_two_filters_that_lie_in_each_other_are_no_contradiction(tmp_path: Path) -> None:
    asked = Question("money", where=(("county", (A,)), ("prefecture", ("533400",))))
    assert answer(tmp_path, [aid(1, "2015", at(A))], asked).rows[0].value.stated == 1


@pytest.mark.parametrize("name", ["document", "project", "payer"])
def test_names_of_other_places_are_not_offered(tmp_path: Path, name: str) -> None:
    """Whoever may see one county only is not told what the others' documents are called."""
    there = at("632625")._replace(payer="别县商会", project="632625/别县学校")
    entries = [aid(1, "2015", at(A)), aid(1, "2015", there, document="别县台账")]
    asked = Question("money", where=((name, ("别县",)), ("recipient", (A,))))
    with pytest.raises(Refused) as refused:
        answer(tmp_path, entries, asked)
    assert "别县商会" not in str(refused.value.problems[0].hint)
    with pytest.raises(Refused) as refused:
        answer(tmp_path, entries, Question("money", where=asked.where[:1]))
    assert "别县" in refused.value.problems[0].hint


def test_an_empty_book_answers_every_figure(tmp_path: Path) -> None:
    facts = facts_of(tmp_path, [])
    for code, figure in FIGURES.items():
        for by in ((), figure.dimensions[:1]):
            rows = compute(Question(code, by=by), facts).rows
            assert [one.value.wording for one in rows] == [Wording.NOT_KNOWN], code
            assert all(one.reason and one.why[0] for one in rows), code
