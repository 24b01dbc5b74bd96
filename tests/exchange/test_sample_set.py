"""The demo's own workbooks: read without a fault, posted whole, saying what the page said."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from typing import TYPE_CHECKING

import pytest

from jiedui.access.commands import add_user, set_office
from jiedui.access.queries import actor_named
from jiedui.access.scope import EVERYWHERE
from jiedui.books import queries as books
from jiedui.exchange.commands import post_batch, receive_file
from jiedui.exchange.queries import batches, statements
from jiedui.exchange.reading import read_workbook
from jiedui.exchange.sample_set import OFFICE, write_drill, write_workbooks
from jiedui.exchange.sample_set.workbooks import facts, make_workbooks
from jiedui.giving.queries.gifts import gift
from jiedui.giving.queries.wishes import campaigns
from jiedui.kernel.problem import Severity

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from jiedui.books.entry import LineDraft

NOW = dt.datetime(2017, 11, 3, 2, 0, tzinfo=dt.UTC)
JIUZHI, DEQIN, BOTH = "632625", "533422", "533401+533422"
WAN = 1_000_000


def test_the_same_facts_give_the_same_bytes() -> None:
    assert make_workbooks() == make_workbooks()


def test_every_workbook_reads_without_error_or_warning(tmp_path: Path) -> None:
    kinds = []
    for path in [*write_workbooks(tmp_path), write_drill(tmp_path)]:
        read = read_workbook(path.name, path.read_bytes())
        assert [told for told in read.problems if told.severity is not Severity.INFO] == []
        assert all(column.field for column in read.columns)
        kinds.append(read.kind)
    assert kinds == [
        "pairing", "project_fund", "plan", "donation", "training", "household_counts",
        "statement", "campaign", "statement",
    ]  # fmt: skip


def test_no_date_is_made_up_for_a_project_or_a_gift() -> None:
    told = facts()
    assert not any("start" in project for one in told["ledger"] for project in one["projects"])
    assert not any("date" in gift for gift in told["gift"])
    read = read_workbook("捐赠.xlsx", make_workbooks()["04-捐赠台账.xlsx"])
    assert {row.get("donation_date") for row in read.rows} == {None}
    plan = read_workbook("计划.xlsx", make_workbooks()["03-2017年度计划表.xlsx"])
    assert [row.get("not_itemised") for row in plan.rows] == [True]


@pytest.fixture
def posted(settled: Callable[[str, Callable[[], None]], None]) -> None:
    """Post the whole set as two people do."""

    def settle() -> None:
        set_office(OFFICE)
        add_user("officer", role="officer", password=None, now=NOW)
        add_user("reviewer", role="reviewer", password=None, now=NOW)
        for name, content in make_workbooks().items():
            received = receive_file(content, name=name, actor=actor_named("officer"), now=NOW)
            post_batch(received.number, actor=actor_named("reviewer"), now=NOW)

    settled("sample-set", settle)


def fold(account: str, inside: str, **dims: object) -> int:
    return sum(
        one.content.amount
        for one in books.lines_on([account], recipient=inside)
        if one.content.overlap == "counted"
        and all(
            getattr(one.content.dims if name in one.content.dims._fields else one.content, name)
            == value
            for name, value in dims.items()
        )
    )


@pytest.mark.usefixtures("posted")
def test_the_book_says_what_the_page_said() -> None:
    money = {
        source: -fold("Source:Aid", JIUZHI, source=source)
        for source in ("MUNICIPAL_POOLED", "DISTRICT_FISCAL", "SOCIAL_DONATION", None)
    }
    assert money == {
        "MUNICIPAL_POOLED": 122_313 * WAN // 10,
        "DISTRICT_FISCAL": 1415 * WAN,
        "SOCIAL_DONATION": 410 * WAN,
        None: 0,
    }
    assert -fold("Source:Aid", JIUZHI) == 140_563 * WAN // 10
    assert -fold("Source:Aid", JIUZHI, itemised=True) == 3338 * WAN
    assert (
        -fold("Source:Aid", JIUZHI, source="MUNICIPAL_POOLED", itemised=False) == 88_933 * WAN // 10
    )
    assert -fold("Source:Aid", DEQIN) == 855_295 * WAN // 100
    assert -fold("Source:Aid", BOTH) == 17_990 * WAN
    assert -fold("Source:Aid", "341503:独山镇") == 900 * WAN
    assert fold("Plan:Aid", "532300") == 2982 * WAN
    assert fold("Source:Aid", "532300") == 0
    assert fold("Source:Own", JIUZHI) == -1362 * WAN
    assert fold("Count:FloorArea", JIUZHI) == (4000 + 7520 + 3800) * 10_000


@pytest.mark.usefixtures("posted")
def test_counts_keep_their_categories_and_contain_the_named_projects() -> None:
    categories = ("RURAL", "SOCIAL", "INDUSTRY", "DONATION", None)
    assert [fold("Count:Projects", JIUZHI, category=one) for one in categories] == [
        13,
        24,
        12,
        15,
        0,
    ]
    assert [fold("Count:Projects", DEQIN, category=one) for one in categories] == [
        16,
        11,
        13,
        10,
        0,
    ]
    assert (
        fold("Count:Projects", JIUZHI, itemised=True),
        fold("Count:Projects", DEQIN, itemised=True),
    ) == (8, 6)
    assert fold("Count:Projects", BOTH) == 180
    assert [
        fold("Count:PlannedProjects", "532300", category=one)
        for one in ("RURAL", "INDUSTRY", "TALENT")
    ] == [3, 9, 13]
    assert fold("Count:Trained", JIUZHI) == 1001
    assert fold("Count:Trained", DEQIN) == 886
    assert fold("Count:Trained", BOTH) == 1000
    assert fold("Count:Activities", "341503:独山镇") == 1


@pytest.mark.usefixtures("posted")
def test_gifts_stand_beside_and_nothing_inexact_became_exact() -> None:
    gifts = [one.content for one in books.lines_on(["Source:Gift"])]
    assert Counter(line.overlap for line in gifts) == {"unknown": 11}
    assert sum(line.amount for line in books_of("Count:Gifts")) == 12
    assert sorted(line.amount for line in gifts if line.wording == "exact") == [
        -500_000_00, -250_000_00, -200_000_00, -150_000_00, -150_000_00, -31_100_00,
    ]  # fmt: skip
    assert [
        line.wording
        for line in books_of("Count:Trained")
        if line.sense > 0 and line.dims.recipient == DEQIN
    ] == ["over"]
    assert {line.excluding for line in books_of("Source:Aid") if line.dims.recipient == BOTH} == {
        "533422@2013-01-01/2017-10-31"
    }


def books_of(account: str) -> list[LineDraft]:
    return [one.content for one in books.lines_on([account])]


@pytest.mark.usefixtures("posted")
def test_pairings_and_stocks_and_nothing_waits() -> None:
    assert len(books_of("Pairing:InForce")) == 12
    days = {
        (line.dims.recipient, line.ends.isoformat()): line.amount
        for line in books_of("Stock:RegisteredHouseholds")
    }
    assert days == {
        (JIUZHI, "2013-12-31"): 1653, (JIUZHI, "2017-10-31"): 442,
        (DEQIN, "2013-12-31"): 4801, (DEQIN, "2017-10-31"): 1987,
    }  # fmt: skip
    assert [(one.state, one.waiting, one.warned) for one in batches(EVERYWHERE)] == [
        ("posted", 0, 0)
    ] * 8
    assert books.head().number == 127
    (temple,) = campaigns(EVERYWHERE)
    assert (temple.kind, temple.state, temple.sponsor_name) == ("matched", "reported", "万佛寺")
    assert (temple.recipient, temple.fund) == (JIUZHI, "广慈卫生发展基金")
    assert (temple.unit_gift_fen, temple.cap_fen, temple.counted) == (None, None, 0)
    assert temple.gift is not None, "the gift of the ledger is what the campaign became"
    assert gift(EVERYWHERE, temple.gift).summary.donor_name == "万佛寺"


@pytest.mark.usefixtures("posted")
def test_the_drill_asserts_without_being_kept(tmp_path: Path) -> None:
    path = write_drill(tmp_path)
    claims = statements(path.name, path.read_bytes(), today=NOW.date()).asserted
    assert [(claim.lines[0].account, claim.lines[0].amount) for claim in claims[:2]] == [
        ("Assertion:money", 140_563 * WAN // 10),
        ("Assertion:money", 122_133 * WAN // 10),
    ]
    assert len(claims) == 7
    assert {claim.document for claim in claims} == {"演练草稿"}
    assert len(batches(EVERYWHERE)) == 8
