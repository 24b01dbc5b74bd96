"""One small office for the pages: people of every role, and a few entries."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
from django.contrib.auth import get_user_model
from django.core.cache import cache
from django.test import Client

from jiedui.access.commands import add_user, set_office
from jiedui.access.queries import actor_named
from jiedui.books.commands import post_entries
from jiedui.books.entry import Dims, EntryDraft, credited, line
from jiedui.kernel.period import parse_period
from jiedui.kernel.quantity import Wording, said
from jiedui.publish.commands import issue_publication, propose_publication
from jiedui.publish.queries import publications

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


PASSWORD = "only-for-tests-2017"
PEOPLE = {
    "officer": ("officer", ""),
    "reviewer": ("reviewer", ""),
    "second": ("reviewer", ""),
    "auditor": ("auditor", ""),
    "administrator": ("administrator", ""),
    "viewer": ("viewer", ""),
    "jiuzhi": ("viewer", "632625"),
    "deqin": ("viewer", "533422"),
}
NOW = dt.datetime(2017, 11, 1, 9, 30, tzinfo=dt.UTC)
SIGN_IN = "/desk/sign-in"


@pytest.fixture(autouse=True)
def _fresh_counts() -> Iterator[None]:
    """Start every test with nobody having asked anything."""
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def people(settled: Callable[[str, Callable[[], None]], None]) -> dict[str, tuple[str, str]]:
    """Return sign-in name to role and place; only the officer has a password."""
    settled("people", settle)
    return PEOPLE


def settle() -> None:
    """Set the office up and add everybody in it."""
    set_office("310114")
    for username, (role, place) in PEOPLE.items():
        password = PASSWORD if username == "officer" else None
        add_user(username, role=role, place=place, password=password, now=NOW)


@pytest.fixture
def as_user(people: dict[str, tuple[str, str]]) -> Callable[[str], Client]:
    """Return a function that gives the browser of a signed-in person."""

    def signed_in(username: str) -> Client:
        assert username in people
        client = Client()
        user = get_user_model().objects.get(username=username)
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        return client

    return signed_in


@pytest.fixture
def book(people: dict[str, tuple[str, str]]) -> int:
    """Post four entries, two of each county, and return the number of the last."""
    _ = people
    drafts = [
        aid("民族中学教学楼", 1_200_000_000, "632625", row=5),
        aid("嘉定镇街道捐赠图书", 10_000_000, "632625", row=6, wording=Wording.OVER),
        aid("市级统筹专项资金", 6_946_200_000, "533422", row=7),
        trained("培训各类人才", 886, "533422", wording=Wording.OVER),
    ]
    return post_entries(drafts, actor=actor_named("reviewer"), now=NOW).last


def aid(
    words: str, fen: int, place: str, *, row: int, wording: Wording = Wording.EXACT
) -> EntryDraft:
    """Return a draft of aid money that has reached a county, its stage not stated."""
    period = parse_period("2013/2017-10-31")
    dims = Dims(recipient=place, payer="310000", owner="310114", source="MUNICIPAL_POOLED")
    cell = f"台账.xlsx\t资金\tE{row}"
    one = line("Place:Contributed", "fen", said(fen, wording), period, dims, cell=cell)
    lines = (one, credited(one, "Source:Aid"))
    return EntryDraft(
        "aid",
        period.starts,
        period.ends,
        words,
        lines,
        "资金台账",
        source=f"台账.xlsx\t资金\t{row}",
    )


def trained(words: str, people: int, place: str, *, wording: Wording = Wording.EXACT) -> EntryDraft:
    """Return a draft of attendances."""
    period = parse_period("2013/2017-10-31")
    one = line(
        "Count:Trained",
        "person_time",
        said(people, wording),
        period,
        Dims(recipient=place, owner="310114"),
    )
    return EntryDraft("count", period.starts, period.ends, words, (one,), "培训台账")


@pytest.fixture
def issued(book: int, settled: Callable[[str, Callable[[], None]], None]) -> int:
    """Issue the district's page and return the publication's number."""
    assert book
    settled("issued-page", lambda: _issue("page"))
    (only,) = publications()
    return only.number


def _issue(report: str) -> None:
    day = dt.date(2017, 10, 31)
    done = propose_publication(report, as_of=day, actor=actor_named("officer"), now=NOW)
    issue_publication(done.number, actor=actor_named("reviewer"), now=NOW)


@pytest.fixture
def issued_funds(book: int, settled: Callable[[str, Callable[[], None]], None]) -> int:
    """Issue the fund table and return the publication's number."""
    assert book
    settled("issued-funds", lambda: _issue("funds"))
    (only,) = publications()
    return only.number
