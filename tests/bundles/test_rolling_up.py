"""A district's entries in the city's book: once, in order, traceable, and two people between."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from jiedui.access.scope import EVERYWHERE
from jiedui.books import queries as books
from jiedui.books.commands import post_reversal, propose_reversal
from jiedui.books.stretches import balances
from jiedui.books.verify import verify_book
from jiedui.bundles.commands import post_bundle, receive_bundle, withdraw_bundle
from jiedui.bundles.queries import bundles, districts, origin_of
from jiedui.kernel.problem import Refused
from tests.bundles.conftest import NOW, through
from tests.exchange import other_programme as other

if TYPE_CHECKING:
    from tests.bundles.conftest import Offices


def refused(error: pytest.ExceptionInfo[Refused]) -> str:
    return error.value.problems[0].code


def taken(offices: Offices, content: bytes) -> int:
    """Receive a bundle as one person and post it as another; return its last entry here."""
    people = offices.people()
    received = receive_bundle(content, actor=people["wang"], now=NOW)
    return post_bundle(received.number, actor=people["zhao"], now=NOW).last


def test_a_districts_book_comes_over_whole_and_every_entry_names_its_origin(
    both: Offices,
) -> None:
    made = both.made()
    last = taken(both, made.content)
    assert last == made.head.last
    assert balances() == made.head.balances
    both.go(both.district)
    theirs = books.entry(EVERYWHERE, last)
    both.go(both.city)
    ours = books.entry(EVERYWHERE, last)
    assert ours.draft.words == theirs.draft.words
    assert ours.draft.source == f"顺德区：{theirs.draft.source}"
    assert ours.draft.evidence == f"{theirs.draft.evidence} {other.OFFICE}#{last}"
    origin = origin_of(last)
    assert origin is not None
    assert (origin.place, origin.number) == (other.OFFICE, last)
    assert verify_book(anchors=[], progress=None).ok


def test_what_follows_is_counted_once_and_points_to_the_right_entries(both: Offices) -> None:
    """The city posts something of its own between, so that numbers differ; a reversal follows."""
    first = both.made()
    taken(both, first.content)
    through(other.stocks(), "人数.xlsx")
    mark = books.head().number
    both.go(both.district)
    through(other.gifts(), "捐赠.xlsx")
    gift = books.head().number
    proposal = propose_reversal(gift, actor=both.people()["wang"], now=NOW, reason="重复")
    post_reversal(proposal.number, actor=both.people()["zhao"], now=NOW)
    second = both.made(after=first.head.last)
    last = taken(both, second.content)
    assert last == mark + second.head.last - first.head.last
    back = books.entry(EVERYWHERE, last)
    assert back.draft.reverses is not None
    assert origin_of(back.draft.reverses) == (other.OFFICE, "顺德区", gift)
    (stand,) = districts(EVERYWHERE)
    assert (stand.last, stand.waiting) == (second.head.last, 0)
    assert verify_book(anchors=[], progress=None).ok


def test_the_receiver_may_not_post_and_a_withdrawn_bundle_may_come_again(offices: Offices) -> None:
    people, made = offices.people(), offices.made()
    received = receive_bundle(made.content, actor=people["zhao"], now=NOW)
    with pytest.raises(Refused) as error:
        post_bundle(received.number, actor=people["zhao"], now=NOW)
    assert refused(error) == "SECOND_PERSON"
    withdraw_bundle(received.number, actor=people["wang"], now=NOW)
    assert books.head().number == 0
    assert taken(offices, made.content) == made.head.last
    assert [one.state for one in bundles(EVERYWHERE)] == ["posted", "withdrawn"]


def test_what_the_city_holds_already_needs_a_persons_yes(both: Offices) -> None:
    """The city posted the same ledger itself: each entry is told beside its twin."""
    through(other.ledger(), "台账.xlsx")
    before = books.head().number
    people, made = both.people(), both.made()
    received = receive_bundle(made.content, actor=people["wang"], now=NOW)
    assert received.conflicts
    assert all(number <= before for one in received.conflicts for number in one.entries)
    with pytest.raises(Refused) as error:
        post_bundle(received.number, actor=people["zhao"], now=NOW)
    assert refused(error) == "BUNDLE_CONFLICTS"
    assert books.head().number == before
    done = post_bundle(received.number, actor=people["zhao"], now=NOW, accept_conflicts=True)
    assert done.last == before + made.head.last


def test_bundles_are_posted_in_order(offices: Offices) -> None:
    people, first = offices.people(), offices.made()
    receive_bundle(first.content, actor=people["wang"], now=NOW)
    offices.go(offices.district)
    through(other.gifts(), "捐赠.xlsx")
    second = offices.made(after=first.head.last)
    later = receive_bundle(second.content, actor=people["wang"], now=NOW)
    with pytest.raises(Refused) as error:
        post_bundle(later.number, actor=people["zhao"], now=NOW)
    assert refused(error) == "BUNDLE_NOT_NEXT"
