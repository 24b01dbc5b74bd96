"""Accepted rows reach the recorder of their kind: once, with their entries, all or none."""

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from jiedui.access.commands import add_user, set_office
from jiedui.access.queries import actor_named
from jiedui.books import queries as books
from jiedui.exchange.commands import post_batch, receive_file
from jiedui.exchange.queries import batch
from jiedui.exchange.recording import RECORDERS, RecordedBatch
from jiedui.kernel.problem import Refused, refuse
from tests.exchange import other_programme as other

if TYPE_CHECKING:
    from jiedui.access.scope import Actor
    from tests.conftest import Office

NOW = dt.datetime(2019, 7, 5, 3, 0, tzinfo=dt.UTC)


@pytest.fixture
def officer(office: "Office") -> "Actor":
    assert office.data_dir.is_dir()
    set_office(other.OFFICE)
    add_user("wang", role="officer", password=None, place="", now=NOW)
    add_user("zhao", role="reviewer", password=None, place="", now=NOW)
    return actor_named("wang")


@pytest.fixture
def kept(monkeypatch: pytest.MonkeyPatch) -> list[RecordedBatch]:
    """What the recorders of three kinds are given; the one of pairings refuses."""
    found: list[RecordedBatch] = []

    def keep(one: RecordedBatch, *, actor: "Actor", now: dt.datetime) -> int:
        assert (actor.username, now) == ("zhao", NOW)
        found.append(one)
        return len(one.rows)

    def no(one: RecordedBatch, *, actor: "Actor", now: dt.datetime) -> int:
        del actor, now
        raise refuse("PROJECT_UNKNOWN", found=one.file, expected="something else")

    for kind, recorder in (("project_fund", keep), ("secondment", keep), ("pairing", no)):
        monkeypatch.setitem(RECORDERS, kind, recorder)
    return found


def test_rows_come_with_the_entries_that_say_them(
    officer: "Actor", kept: list[RecordedBatch]
) -> None:
    """Only rows without an error come; what is warned of and accepted comes too."""
    received = receive_file(other.ledger(wrong_sum=True), name="l.xlsx", actor=officer, now=NOW)
    detail = batch(officer.scope("exchange.read"), received.number)
    able = [one.at for one in detail.rows if not one.is_total and one.state != "waits"]
    posted = post_batch(received.number, actor=actor_named("zhao"), now=NOW, accept_warnings=True)
    (one,) = kept
    assert (one.kind, one.batch, one.file) == ("project_fund", received.number, "l.xlsx")
    assert [row.at for row in one.rows] == able
    assert len(able) < len([row for row in detail.rows if not row.is_total])
    assert posted.recorded == len(able)
    said = [number for row in one.rows for number in row.entries]
    assert len(said) == len(set(said))
    assert set(said) <= set(range(posted.first, posted.last + 1))
    assert all(row.entries for row in one.rows)


def test_numbers_of_people_are_starred_unless_the_file_is_read_again(
    officer: "Actor", kept: list[RecordedBatch]
) -> None:
    received = receive_file(other.roster(), name="r.xlsx", actor=officer, now=NOW)
    post_batch(received.number, actor=actor_named("zhao"), now=NOW, accept_warnings=True)
    (one,) = kept
    starred = [str(row.row.get("id_no")) for row in one.rows]
    plain = [str(row.get("id_no")) for row in one.reread().rows]
    assert all("*" in number for number in starred)
    assert plain == [*other.ID_NUMBERS, other.WRONG_ID]


def test_a_recorder_that_refuses_leaves_the_book_as_it_was(
    officer: "Actor", kept: list[RecordedBatch]
) -> None:
    before = books.head()
    received = receive_file(other.pairings(), name="p.xlsx", actor=officer, now=NOW)
    with pytest.raises(Refused) as error:
        post_batch(received.number, actor=actor_named("zhao"), now=NOW, accept_warnings=True)
    assert error.value.problems[0].code == "PROJECT_UNKNOWN"
    assert books.head() == before
    assert kept == []
    assert batch(officer.scope("exchange.read"), received.number).summary.state == "received"
