"""A file's way from receipt to the book: two people, once, all or none, a sentence for every no."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from jiedui.access.commands import add_user, set_office
from jiedui.access.queries import actor_named
from jiedui.access.scope import EVERYWHERE, Scope
from jiedui.books import queries as books
from jiedui.books.commands import close_period, post_reversal, propose_reversal
from jiedui.books.feed import facts_head
from jiedui.exchange.answering import say_replacing
from jiedui.exchange.commands import accept_warning, post_batch, receive_file, withdraw_batch
from jiedui.exchange.queries import batch, batches
from jiedui.kernel.problem import Refused, Severity
from tests.exchange import other_programme as other

if TYPE_CHECKING:
    from jiedui.access.scope import Actor
    from tests.conftest import Office

NOW = dt.datetime(2019, 7, 5, 3, 0, tzinfo=dt.UTC)


@pytest.fixture
def people(office: Office) -> dict[str, Actor]:
    """Return the office's people, its district set."""
    assert office.data_dir.is_dir()
    set_office(other.OFFICE)
    for name, role, place in (
        ("wang", "officer", ""), ("zhao", "reviewer", ""), ("chen", "reviewer", ""),
        ("look", "viewer", ""),
        ("admin", "administrator", ""), ("local", "reviewer", other.MEIGU),
    ):  # fmt: skip
        add_user(name, role=role, password=None, place=place, now=NOW)
    return {name: actor_named(name) for name in ("wang", "zhao", "chen", "look", "admin", "local")}


def refused(error: pytest.ExceptionInfo[Refused]) -> str:
    return error.value.problems[0].code


def fold(account: str, inside: str, **dims: str | None) -> int:
    """Return a plain sum over the lines in force."""
    return sum(
        one.content.amount
        for one in books.lines_on([account], recipient=inside)
        if one.content.overlap == "counted"
        and all(getattr(one.content.dims, name) == value for name, value in dims.items())
    )


def through(content: bytes, name: str, people: dict[str, Actor]) -> int:
    """Receive a file as one person and post it as another; return the last entry."""
    received = receive_file(content, name=name, actor=people["wang"], now=NOW)
    return post_batch(received.number, actor=people["zhao"], now=NOW, accept_warnings=True).last


def test_another_programme_goes_the_whole_way(people: dict[str, Actor]) -> None:
    for name in ("pairings", "ledger", "plan", "gifts", "stocks", "statements", "roster"):
        through(getattr(other, name)(), f"{name}.xlsx", people)
    leibo, meigu, both = other.LEIBO, other.MEIGU, f"{other.MEIGU}+{other.LEIBO}"
    assert -fold("Source:Aid", leibo) == 13_500_000_00
    assert -fold("Source:Aid", leibo, source="MUNICIPAL_POOLED", payer="440600") == 7_500_000_00
    assert -fold("Source:Aid", leibo, source="DISTRICT_FISCAL", payer="440606") == 6_000_000_00
    assert -fold("Source:Aid", both) == 36_000_000_00
    assert fold("Place:Disbursed", leibo) == 1_200_000_00
    assert fold("Place:Allotted", leibo) == 800_000_00
    assert fold("Place:Own", leibo) == 300_000_00
    assert fold("Plan:Aid", both) == 2_000_000_00
    assert fold("Plan:Aid", meigu) == 700_000_00
    assert -fold("Source:Gift", leibo) == 0, "a stated total of no source may hold it"
    assert fold("Count:Gifts", both) == 2
    assert fold("Count:Projects", leibo) == 12
    assert fold("Count:Projects", leibo, category="INDUSTRY") == 7
    assert fold("Count:Projects", both) == 40
    assert fold("Count:FloorArea", leibo) == 2_000 * 10_000
    assert fold("Stock:RegisteredHouseholds", meigu) == 13_000
    assert fold("Count:OfficialsSent", both) == 1
    assert fold("Count:ProfessionalsSent", both) == 1
    assert len(books.lines_on(["Pairing:InForce"])) == 3


def test_what_is_received_waits_and_shows_exactly_what_will_be_posted(
    people: dict[str, Actor],
) -> None:
    received = receive_file(other.ledger(), name="台账.xlsx", actor=people["wang"], now=NOW)
    shown = batch(EVERYWHERE, received.number)
    assert (shown.summary.state, shown.summary.rows, shown.summary.received_by) == (
        "received",
        4,
        "wang",
    )
    assert books.head().number == 0
    posted = post_batch(received.number, actor=people["zhao"], now=NOW, shown=shown.digest)
    assert posted.last == len(shown.entries)
    written = [books.entry(EVERYWHERE, number).draft for number in range(1, posted.last + 1)]
    assert [entry.lines for entry in written] == [entry.lines for entry in shown.entries]
    assert {(entry.batch, entry.evidence) for entry in written} == {
        (received.number, shown.content)
    }
    assert written[0].source.startswith("台账.xlsx\t雷波县\t")
    after = batch(EVERYWHERE, received.number)
    assert (after.summary.state, after.summary.decided_by, after.summary.last) == (
        "posted",
        "zhao",
        posted.last,
    )
    assert [row.state for row in after.rows] == ["ready"] * 5
    head = facts_head()
    assert head is not None
    assert head.number == posted.last


def test_the_receiver_may_not_post(people: dict[str, Actor]) -> None:
    received = receive_file(other.ledger(), name="台账.xlsx", actor=people["zhao"], now=NOW)
    with pytest.raises(Refused) as error:
        post_batch(received.number, actor=people["zhao"], now=NOW)
    assert str(error.value) == (
        "SECOND_PERSON, found zhao received batch 1, expected a second person. "
        "Ask a colleague who may post batches."
    )
    assert books.head().number == 0
    post_batch(received.number, actor=people["chen"], now=NOW)


def test_who_lacks_the_permission_is_told_so(people: dict[str, Actor]) -> None:
    with pytest.raises(Refused) as error:
        receive_file(other.ledger(), name="台账.xlsx", actor=people["look"], now=NOW)
    assert refused(error) == "NOT_ALLOWED"
    received = receive_file(other.ledger(), name="台账.xlsx", actor=people["wang"], now=NOW)
    with pytest.raises(Refused) as error:
        post_batch(received.number, actor=people["look"], now=NOW)
    assert refused(error) == "NOT_ALLOWED"
    with pytest.raises(Refused) as error:
        withdraw_batch(received.number, actor=people["look"], now=NOW)
    assert refused(error) == "NOT_ALLOWED"


def test_a_person_of_one_county_neither_sees_nor_posts_another_countys_batch(
    people: dict[str, Actor],
) -> None:
    received = receive_file(other.ledger(), name="台账.xlsx", actor=people["wang"], now=NOW)
    local = Scope((other.MEIGU,))
    assert batches(local) == []
    with pytest.raises(Refused) as error:
        batch(local, received.number)
    assert refused(error) == "BATCH_UNKNOWN"
    with pytest.raises(Refused) as error:
        post_batch(received.number, actor=people["local"], now=NOW)
    assert refused(error) == "BATCH_UNKNOWN"
    assert [one.number for one in batches(Scope((other.LEIBO,)))] == [received.number]


def test_the_same_file_twice_is_refused_with_who_and_when(people: dict[str, Actor]) -> None:
    receive_file(other.ledger(), name="台账.xlsx", actor=people["wang"], now=NOW)
    with pytest.raises(Refused) as error:
        receive_file(other.ledger(), name="另名.xlsx", actor=people["zhao"], now=NOW)
    assert str(error.value) == (
        "另名.xlsx: FILE_RECEIVED, found the same file as batch 1 (台账.xlsx), "
        "received by wang on 2019-07-05, expected a file not received before. "
        "Look at batch 1; withdraw it first if it is to be received again."
    )
    assert len(batches(EVERYWHERE)) == 1


def test_a_withdrawn_file_may_be_received_again_and_cannot_be_posted(
    people: dict[str, Actor],
) -> None:
    received = receive_file(other.ledger(), name="台账.xlsx", actor=people["wang"], now=NOW)
    withdraw_batch(received.number, actor=people["wang"], now=NOW)
    with pytest.raises(Refused) as error:
        post_batch(received.number, actor=people["zhao"], now=NOW)
    assert refused(error) == "BATCH_DECIDED"
    again = receive_file(other.ledger(), name="台账.xlsx", actor=people["wang"], now=NOW)
    post_batch(again.number, actor=people["zhao"], now=NOW)
    with pytest.raises(Refused) as error:
        withdraw_batch(again.number, actor=people["wang"], now=NOW)
    assert "was posted by zhao on 2019-07-05 as entries 1 to" in str(error.value)
    with pytest.raises(Refused) as error:
        post_batch(again.number, actor=people["chen"], now=NOW)
    assert refused(error) == "BATCH_DECIDED"


def test_rows_with_errors_wait_and_the_others_are_posted(people: dict[str, Actor]) -> None:
    received = receive_file(
        other.ledger(wrong_sum=True), name="台账.xlsx", actor=people["wang"], now=NOW
    )
    assert [told.code for told in received.problems if told.severity is Severity.ERROR]
    shown = batch(EVERYWHERE, received.number)
    assert shown.summary.waiting == 1
    post_batch(received.number, actor=people["zhao"], now=NOW, accept_warnings=True)
    assert fold("Count:Projects", other.LEIBO) == 1
    after = batch(EVERYWHERE, received.number)
    assert [row.state for row in after.rows if not row.is_total].count("waits") == 1
    [waiting] = [row for row in after.rows if row.state == "waits" and not row.is_total]
    assert any(told.severity is Severity.ERROR for told in waiting.problems)


def test_a_warning_needs_a_persons_yes(people: dict[str, Actor]) -> None:
    content = other.pairings_of_an_unknown_kind()
    received = receive_file(content, name="结对.xlsx", actor=people["wang"], now=NOW)
    with pytest.raises(Refused) as error:
        post_batch(received.number, actor=people["zhao"], now=NOW)
    assert [told.code for told in error.value.problems] == ["WARNINGS_OPEN", "PAIRING_KIND_UNKNOWN"]
    assert books.head().number == 0
    shown = batch(EVERYWHERE, received.number)
    assert shown.summary.warned == 1
    [row] = [one.thing for one in shown.rows if one.state == "warned"]
    accept_warning(received.number, sheet=row.sheet, row=row.row, actor=people["wang"], now=NOW)
    post_batch(received.number, actor=people["zhao"], now=NOW)
    assert {one.accepted_by for one in batch(EVERYWHERE, received.number).rows} == {"", "wang"}


def test_what_would_be_posted_must_be_what_was_shown(people: dict[str, Actor]) -> None:
    received = receive_file(other.statements(), name="公布数.xlsx", actor=people["wang"], now=NOW)
    shown = batch(EVERYWHERE, received.number)
    through(other.ledger(), "台账.xlsx", people)
    before = books.head().number
    with pytest.raises(Refused) as error:
        post_batch(received.number, actor=people["zhao"], now=NOW, shown=shown.digest)
    assert refused(error) == "BATCH_CHANGED"
    assert books.head().number == before
    again = batch(EVERYWHERE, received.number)
    assert again.digest != shown.digest
    post_batch(received.number, actor=people["zhao"], now=NOW, shown=again.digest)


def test_a_row_that_came_into_the_book_meanwhile_is_left_out(people: dict[str, Actor]) -> None:
    first = receive_file(other.ledger(), name="台账.xlsx", actor=people["wang"], now=NOW)
    second = receive_file(
        other.ledger_with_one_more(), name="台账二.xlsx", actor=people["wang"], now=NOW
    )
    post_batch(first.number, actor=people["zhao"], now=NOW)
    posted = post_batch(second.number, actor=people["zhao"], now=NOW)
    assert (posted.batch, posted.rows, posted.waiting) == (second.number, 1, 0)
    assert posted.nothing == second.rows - 1
    assert fold("Count:Projects", other.LEIBO) == 3


def test_several_files_received_together_are_posted_one_by_one(people: dict[str, Actor]) -> None:
    files = ("ledger", "statements", "gifts", "plan")
    received = [
        receive_file(getattr(other, name)(), name=f"{name}.xlsx", actor=people["wang"], now=NOW)
        for name in files
    ]
    for one in received:
        post_batch(one.number, actor=people["zhao"], now=NOW, accept_warnings=True)
    assert {one.state for one in batches(EVERYWHERE)} == {"posted"}
    assert -fold("Source:Aid", other.LEIBO) == 13_500_000_00


def test_a_row_that_waits_since_it_was_shown_is_refused_once_then_kept_back(
    people: dict[str, Actor],
) -> None:
    first = receive_file(other.ledger(), name="台账.xlsx", actor=people["wang"], now=NOW)
    second = receive_file(
        other.ledger_with_one_more(dormitory=800_000),
        name="台账二.xlsx",
        actor=people["wang"],
        now=NOW,
    )
    assert (second.waiting, second.ready) == (0, second.rows)
    post_batch(first.number, actor=people["zhao"], now=NOW)
    before = books.head().number
    with pytest.raises(Refused) as error:
        post_batch(second.number, actor=people["zhao"], now=NOW)
    assert refused(error) == "BATCH_CHANGED"
    assert books.head().number == before
    posted = post_batch(second.number, actor=people["zhao"], now=NOW)
    assert (posted.rows, posted.waiting) == (1, 1)
    assert "PROJECT_ON_RECORD" in {told.code for told in posted.problems}


def test_rows_of_another_return_wait_where_the_book_says_otherwise(
    people: dict[str, Actor],
) -> None:
    through(other.ledger(), "台账.xlsx", people)
    again = receive_file(
        other.ledger_with_one_more(dormitory=800_000),
        name="台账二.xlsx",
        actor=people["wang"],
        now=NOW,
    )
    assert (again.waiting, again.replaces) == (0, 1)
    say_replacing(again.number, replaces=None, actor=people["wang"], now=NOW)
    shown = batch(EVERYWHERE, again.number)
    assert shown.summary.waiting == 1
    assert again.rows == again.waiting + again.ready + again.warned + again.nothing
    assert [told.code for told in shown.problems].count("PROJECT_ON_RECORD") == 1


def test_a_closed_period_refuses_the_whole_batch(people: dict[str, Actor]) -> None:
    through(other.pairings(), "结对.xlsx", people)
    received = receive_file(other.stocks(), name="人数.xlsx", actor=people["wang"], now=NOW)
    close_period(dt.date(2018, 12, 31), actor=people["admin"], now=NOW)
    before = books.head().number
    with pytest.raises(Refused) as error:
        post_batch(received.number, actor=people["zhao"], now=NOW)
    assert {told.code for told in error.value.problems} == {"PERIOD_CLOSED"}
    assert books.head().number == before
    assert batch(EVERYWHERE, received.number).summary.state == "received"


def test_nothing_left_to_post_is_said(people: dict[str, Actor]) -> None:
    through(other.stocks(), "人数.xlsx", people)
    received = receive_file(
        other.stocks_with_a_remark(), name="人数二.xlsx", actor=people["wang"], now=NOW
    )
    assert {told.code for told in received.problems} == {"ON_RECORD"}
    with pytest.raises(Refused) as error:
        post_batch(received.number, actor=people["zhao"], now=NOW)
    assert refused(error) == "BATCH_EMPTY"


def test_a_record_taken_back_gives_its_share_back_to_the_stated_count(
    people: dict[str, Actor],
) -> None:
    through(other.ledger(), "台账.xlsx", people)
    through(other.statements(), "公布数.xlsx", people)
    [number] = [
        one.entry
        for one in books.lines_on(["Count:Projects"])
        if one.content.dims.project == f"{other.LEIBO}/彝绣工坊"
    ]
    proposal = propose_reversal(number, reason="重复", actor=people["wang"], now=NOW)
    post_reversal(proposal.number, actor=people["zhao"], now=NOW)
    assert fold("Count:Projects", other.LEIBO, category="INDUSTRY") == 7
    shown = receive_file(
        other.ledger_with_one_more(), name="台账二.xlsx", actor=people["wang"], now=NOW
    )
    say_replacing(shown.number, replaces=1, actor=people["wang"], now=NOW)
    post_batch(shown.number, actor=people["zhao"], now=NOW, accept_warnings=True)
    assert fold("Count:Projects", other.LEIBO, category="INDUSTRY") == 7
    assert fold("Count:Projects", other.LEIBO) == 12


@pytest.mark.parametrize(
    ("content", "name", "code"),
    [
        (b"", "空.xlsx", "FILE_EMPTY"),
        (b"PK\x03\x04 not a workbook", "坏.xlsx", "CORRUPT_FILE"),
        (b"%PDF-1.4 something", "文件.pdf", "UNSUPPORTED_FORMAT"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_with_a_sentence(
    people: dict[str, Actor], content: bytes, name: str, code: str
) -> None:
    with pytest.raises(Refused) as error:
        receive_file(content, name=name, actor=people["wang"], now=NOW)
    [told] = error.value.problems
    assert told.code == code
    assert told.found
    assert told.source.file == name
    assert batches(EVERYWHERE) == []


def test_a_file_too_large_is_refused_before_it_is_read(
    people: dict[str, Actor], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("jiedui.exchange.commands.SIZE_MAX", 1000)
    with pytest.raises(Refused) as error:
        receive_file(other.ledger(), name="大.xlsx", actor=people["wang"], now=NOW)
    assert refused(error) == "FILE_TOO_LARGE"


def test_an_unknown_batch_and_row_are_said(people: dict[str, Actor]) -> None:
    with pytest.raises(Refused) as error:
        post_batch(99, actor=people["zhao"], now=NOW)
    assert refused(error) == "BATCH_UNKNOWN"
    received = receive_file(other.ledger(), name="台账.xlsx", actor=people["wang"], now=NOW)
    with pytest.raises(Refused) as error:
        accept_warning(received.number, sheet="雷波县", row=99, actor=people["wang"], now=NOW)
    assert refused(error) == "ROW_UNKNOWN"
