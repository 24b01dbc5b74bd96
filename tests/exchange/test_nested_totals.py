"""Totals inside totals, in any order, any of them taken back: as if those had never been posted."""

from __future__ import annotations

import itertools
import random
from typing import TYPE_CHECKING

import pytest
from django.db import transaction
from django.db.models import Sum

from jiedui.books.commands import post_entries
from jiedui.books.models import Line
from jiedui.books.verify import verify_book
from jiedui.exchange.book_view import DatabaseView
from jiedui.exchange.drafting import draft_rows
from tests.books.test_posting import REVIEWER
from tests.exchange.readings import WAN
from tests.exchange.test_drafting_totals import JOINT, NANJIAN, items, stated
from tests.exchange.test_taking_totals_back import take_back
from tests.moment import NOW

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from jiedui.exchange.rows import Reading

pytestmark = pytest.mark.usefixtures("office")

Sums = dict[tuple[object, ...], int]


def total(value: int, period: str, places: dict[str, object]) -> Reading:
    return stated({**places, "measure": "帮扶资金", "value": value * WAN, "period": period})


STEPS: dict[str, Reading] = {
    "school": items({"project_name": "学校", "social_fen": 50 * WAN}, sheet="另表"),
    "county": total(500, "2016/2019-06-30", NANJIAN),
    "years": total(700, "2012/2019-06-30", NANJIAN),
    "both": total(1000, "2010/2019-06-30", JOINT),
}


def post(names: Iterable[str]) -> dict[str, list[int]]:
    said = {}
    for name in names:
        [draft] = draft_rows(STEPS[name], DatabaseView(NOW.date()))
        posted = post_entries(draft.entries, actor=REVIEWER, now=NOW)
        said[name] = [posted.first + at for at in draft.own]
    return said


def sums() -> Sums:
    """Return what is left of every scope, by what a figure may ask."""
    names = ("account", "recipient", "source", "starts", "ends", "itemised")
    rows = Line.objects.order_by().values_list(*names).annotate(Sum("amount"), Sum("sense"))
    return {tuple(keys): amount for *keys, amount, _ in rows if amount}


def left(order: Sequence[str], back: Sequence[str]) -> Sums:
    with transaction.atomic():
        said = post(order)
        for name in back:
            take_back(said[name])
        found = sums()
        if back:
            verified = verify_book()
            assert verified.ok, verified.problems
        transaction.set_rollback(True)
    return found


def cases() -> list[tuple[tuple[str, ...], tuple[str, ...]]]:
    """Return orders of posting, each with what is then taken back in which order."""
    every = [
        (order, back)
        for order in itertools.permutations(STEPS)
        for many in (1, 2, 3)
        for back in itertools.permutations(order, many)
    ]
    known = [
        (("school", "county", "both", "years"), ("county",)),
        (("school", "both", "county", "years"), ("both",)),
        (("school", "years", "county", "both"), ("years", "county")),
        (("school", "both", "years", "county"), ("years",)),
        (("both", "years", "county", "school"), ("years", "county", "both")),
    ]
    return known + random.Random(20171031).sample(every, 10)  # noqa: S311  no secret


@pytest.mark.parametrize("office", ["sqlite"], indirect=True)
def test_what_was_taken_back_was_never_there() -> None:
    known: dict[tuple[str, ...], Sums] = {}
    for order, back in cases():
        stay = tuple(name for name in order if name not in back)
        if stay not in known:
            known[stay] = left(stay, ())
        assert left(order, back) == known[stay], (order, back)
