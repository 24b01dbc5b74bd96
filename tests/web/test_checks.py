"""Checks: stated totals against the book, with what supports them, within the reader's places."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from jiedui.access.queries import actor_named
from jiedui.books.commands import post_entries
from jiedui.books.entry import Dims, EntryDraft, line
from jiedui.kernel.period import parse_period
from jiedui.kernel.quantity import said
from tests.web.conftest import NOW

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client

DEQIN = "533422"


def statement(fen: int, place: str, document: str) -> EntryDraft:
    """Return a draft that records a stated total of aid money."""
    period = parse_period("2013/2017-10-31")
    dims = Dims(recipient=place, owner="310114")
    one = line("Assertion:money", "fen", said(fen), period, dims, cell="公布.xlsx\t公布数\tC2")
    return EntryDraft("assertion", period.starts, period.ends, "公布数", (one,), document)


@pytest.fixture
def stated(book: int) -> int:
    """Post three stated totals: a true one, a wrong one and one from the ledger itself."""
    drafts = [
        statement(6_946_200_000, DEQIN, "专版"),
        statement(6_900_000_000, DEQIN, "讲话稿"),
        statement(6_946_200_000, DEQIN, "资金台账"),
    ]
    assert post_entries(drafts, actor=actor_named("reviewer"), now=NOW).first == book + 1
    return book


def _verdicts(client: Client, query: str = "") -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = client.get(f"/desk/checks.json{query}").json()["content"]
    return found


def test_what_contradicts_comes_first_and_says_by_how_much(
    as_user: Callable[[str], Client], stated: int
) -> None:
    client = as_user("auditor")
    found = [(one["claim"]["entry"], one["outcome"], one["off"]) for one in _verdicts(client)]
    assert found == [
        (stated + 2, "contradicted", 46_200_000),
        (stated + 1, "confirmed", 0),
        (stated + 3, "not_independently_supported", 0),
    ]
    page = client.get("/desk/checks").content.decode()
    for words in ("不符", "46.2万元", "相符", "仅有同一文件为据", "逐项列明 6,946.2"):
        assert words in page


def test_one_check_leads_to_the_entries_on_both_sides(
    as_user: Callable[[str], Client], stated: int
) -> None:
    page = as_user("auditor").get(f"/desk/checks/{stated + 2}").content.decode()
    assert f'href="/desk/book/{stated + 2}"' in page
    assert 'href="/desk/book/3"' in page
    assert "公布.xlsx › 公布数 › C2" in page
    assert "/desk/figures/money/trace?" in page


def test_verdicts_are_filtered_and_kept_within_the_scope(
    as_user: Callable[[str], Client], stated: int
) -> None:
    assert len(_verdicts(as_user("viewer"), "?outcome=confirmed")) == 1
    assert len(_verdicts(as_user("deqin"))) == 3
    assert _verdicts(as_user("jiuzhi")) == []
    assert as_user("jiuzhi").get(f"/desk/checks/{stated + 1}").status_code == 404


def test_a_new_entry_moves_the_verdicts(as_user: Callable[[str], Client], stated: int) -> None:
    assert len(_verdicts(as_user("viewer"))) == 3
    late = statement(1, DEQIN, "又一份")
    assert post_entries([late], actor=actor_named("reviewer"), now=NOW).last == stated + 4
    assert len(_verdicts(as_user("viewer"))) == 4
