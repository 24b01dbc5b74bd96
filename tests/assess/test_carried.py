"""Everything of the assessment goes along when the database moves to the other engine and back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.db import connection

from jiedui.access.queries import actor_named
from jiedui.access.scope import EVERYWHERE
from jiedui.assess import duties, filing, reports
from jiedui.assess.indicator import Side
from jiedui.assess.queries import Wanted, documents, sayings, set_for
from jiedui.books.archive import move_database
from jiedui.books.feed import facts
from jiedui.books.verify import verify_book
from jiedui.kernel.period import year
from tests.assess.small import NOW, say, settle
from tests.conftest import Office

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.postgres import Cluster


def everything() -> list[object]:
    found = set_for("", 2017)
    return [
        sayings(found, 2017, Side.EAST),
        documents(found, 2017, Side.EAST),
        reports.self_reports(EVERYWHERE),
        duties.tasks(EVERYWHERE, year(2018), today=NOW.date()),
    ]


@pytest.mark.postgres
def test_it_moves_there_and_back(
    sqlite_office: Office, cluster: Cluster, opened: Callable[[Office], None]
) -> None:
    settle()
    say("ORG-02", "1")
    officer, reviewer = actor_named("officer"), actor_named("reviewer")
    wanted = Wanted(set_for("", 2017), 2017, Side.EAST)
    number = filing.propose_self_report(wanted, known=facts(), actor=officer, now=NOW).number
    filing.file_self_report(number, actor=reviewer, now=NOW)
    filing.verify_points(number, filing.Verdict("ORG-02", "4"), actor=reviewer, now=NOW)
    duties.adopt_duties(wanted.set, 2017, owner="办公室", actor=officer, now=NOW)
    before = everything()
    url = cluster.create("assess_moved")
    move_database(url)
    opened(Office(sqlite_office.data_dir, url))
    assert connection.vendor == "postgresql"
    assert everything() == before
    assert verify_book(anchors=reports.anchors()).ok
    assert reports.changed_reports() == []
    move_database("sqlite")
    opened(Office(sqlite_office.data_dir, ""))
    assert everything() == before
