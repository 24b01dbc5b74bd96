"""Gifts and totals in any order, any of them taken back: as if those had never been posted."""

from __future__ import annotations

import datetime as dt
import itertools
from typing import TYPE_CHECKING

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from jiedui.access.scope import EVERYWHERE
from jiedui.books import queries
from jiedui.books.commands import close_period, post_entries, post_reversal, propose_reversal
from jiedui.books.feed import facts
from jiedui.books.verify import verify_book
from jiedui.exchange.book_view import DatabaseView
from jiedui.exchange.drafting import draft_rows
from jiedui.exchange.standing import in_force
from jiedui.figures.compute import compute
from jiedui.figures.model import Question
from tests.books.test_posting import OTHER, REVIEWER
from tests.exchange.readings import WAN
from tests.exchange.test_drafting_totals import DONATIONS, JOINT, gift, items, stated, wide
from tests.moment import NOW

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jiedui.exchange.rows import Reading

pytestmark = pytest.mark.usefixtures("office")

YANGBI = {"county": "漾濞彝族自治县", "county_code": "532922"}
STEPS: dict[str, Reading] = {
    "gift": gift(30 * WAN),
    "gift elsewhere": gift(20 * WAN, "2017-03", **YANGBI, donor="某基金会"),
    "gift early": gift(7 * WAN, "2012-05", donor="某商会"),
    "gift not dated": gift(3 * WAN, None, donor="某人"),
    "donations": items(DONATIONS),
    "everything": stated({**wide(1000), **JOINT, "period": "2010/2019-06-30"}),
}
STEPS_OF_RECORDS = {
    "school": items({"project_name": "学校", "social_fen": 50 * WAN}, sheet="另表"),
}
ASKED = [
    Question("money"),
    Question("money", by=("county", "year")),
    Question("gift", by=("county",)),
    Question("money_given", by=("source",)),
]


def post(names: Sequence[str]) -> dict[str, list[int]]:
    """Post steps one after the other; return the entries that say each."""
    said = {}
    for name in names:
        [draft] = draft_rows({**STEPS, **STEPS_OF_RECORDS}[name], DatabaseView(NOW.date()))
        posted = post_entries(draft.entries, actor=REVIEWER, now=NOW)
        said[name] = [posted.first + at for at in draft.own]
    return said


def take_back(numbers: Sequence[int]) -> None:
    """Take entries back, or what says them now."""
    for number in numbers:
        now_in = in_force([number])[number]
        made = propose_reversal(now_in, actor=REVIEWER, now=NOW, reason="错")
        post_reversal(made.number, actor=OTHER, now=NOW)


def answers() -> list[object]:
    """Return every answer of the book, gifts told beside among them, without entries' numbers."""
    found: list[object] = []
    for question in ASKED:
        answer = compute(question, facts())
        beside = sorted((one.payer or "", str(one.value)) for one in answer.beside)
        found.append((question.code, question.by, list(answer.rows), beside))
    return found


@pytest.mark.parametrize("office", ["sqlite"], indirect=True)
@settings(
    max_examples=8,
    deadline=None,
    phases=(Phase.generate,),  # An example posts a whole book: shrinking it takes minutes.
    suppress_health_check=list(HealthCheck),
    derandomize=True,
)
@given(
    st.permutations(list(STEPS)), st.lists(st.sampled_from(list(STEPS)), unique=True, min_size=1)
)
def test_what_was_taken_back_was_never_there(order: list[str], back: list[str]) -> None:
    expected = []
    for steps, gone in (([one for one in order if one not in back], []), (order, back)):
        with transaction.atomic():
            said = post(steps)
            for name in gone:
                take_back(said[name])
            expected.append(answers())
            if gone:
                verified = verify_book()
                assert verified.ok, verified.problems
            transaction.set_rollback(True)
    assert expected[0] == expected[1]


def test_a_gift_beside_two_totals_stays_beside_the_other() -> None:
    """Its period is closed meanwhile: that does not keep the totals."""
    said = post(["gift", "donations", "everything"])
    close_period(dt.date(2018, 12, 31), actor=REVIEWER, now=NOW.replace(year=2019))
    take_back(said["donations"])
    [number] = in_force(said["gift"]).values()
    total = said["everything"][-1]
    assert number > total
    record = queries.entry(EVERYWHERE, number)
    pointers = {one.carves for one in record.draft.lines}
    assert pointers == {None, total}
    take_back(said["everything"])
    [row] = compute(Question("gift"), facts()).rows
    assert row.value.stated == 30 * WAN


@pytest.mark.parametrize("office", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    "order", list(itertools.permutations(("donations", "everything", "school")))
)
def test_a_record_of_a_total_taken_back_stays_inside_the_wider_one(order: list[str]) -> None:
    said = post(order)
    [money] = compute(Question("money"), facts()).rows
    take_back(said["donations"])
    [after] = compute(Question("money"), facts()).rows
    assert money.value == after.value
    assert (money.itemised, after.itemised) == (50 * WAN, 50 * WAN)
    verified = verify_book()
    assert verified.ok, verified.problems
    take_back(said["school"])
    take_back(said["everything"])
    assert compute(Question("money"), facts()).rows[0].value.stated is None
