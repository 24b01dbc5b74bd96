"""The desk's filter by place: what it finds, and that a grown book is not read again."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from jiedui.access.scope import EVERYWHERE, Actor, Held
from jiedui.books import queries
from jiedui.books.commands import post_entries
from jiedui.books.queries import EntryFilter
from tests.books.drafts import aid, count
from tests.moment import NOW

if TYPE_CHECKING:
    from tests.conftest import Office

REVIEWER = Actor("he", "何", (Held("reviewer", ""),))
COUNTY = Actor("lin", "林", (Held("reviewer", "632625"),))


def inside(place: str) -> list[int]:
    return [one.number for one in queries.entries(EVERYWHERE, EntryFilter(recipient=place))]


@pytest.mark.usefixtures("office")
def test_entries_of_a_place_are_found_as_the_book_grows() -> None:
    assert inside("632625") == []
    post_entries([count(10, "2017", recipient="632625")], actor=REVIEWER, now=NOW)
    assert inside("632625") == [1]
    post_entries(
        [aid(100, "2016-05"), count(20, "2017", recipient="632625:门堂乡")],
        actor=REVIEWER,
        now=NOW,
    )
    assert inside("632625") == [3, 1]
    assert inside("630000") == [3, 1]
    seen = queries.entries(COUNTY.scope("books.post"))
    assert [one.number for one in seen] == [3, 1]


def test_only_what_came_since_is_read(office: Office) -> None:
    del office
    post_entries([count(10, "2017", recipient="632625")], actor=REVIEWER, now=NOW)
    inside("632625")
    post_entries([count(20, "2017", recipient="533422")], actor=REVIEWER, now=NOW)
    with CaptureQueriesContext(connection) as asked:
        assert inside("533422") == [2]
    scans = [one["sql"] for one in asked if "DISTINCT" in one["sql"]]
    assert len(scans) == 1
    assert '"entry" > 1' in scans[0]
    with CaptureQueriesContext(connection) as again:
        inside("533422")
    assert not [one for one in again if "DISTINCT" in one["sql"]]


@pytest.mark.usefixtures("office")
def test_what_was_rolled_back_is_forgotten() -> None:
    with transaction.atomic():
        post_entries([count(10, "2017", recipient="632625")], actor=REVIEWER, now=NOW)
        assert inside("632625") == [1]
        transaction.set_rollback(True)
    post_entries([count(10, "2017", recipient="533422")], actor=REVIEWER, now=NOW)
    assert inside("632625") == []
    assert inside("533422") == [1]
