"""What lies at rest cannot be read, and identity numbers stand nowhere but in the reading."""

from __future__ import annotations

import datetime as dt
import sqlite3
import stat
from typing import TYPE_CHECKING

import pytest

from jiedui.access import vault
from jiedui.access.commands import add_user, set_office
from jiedui.access.queries import actor_named
from jiedui.access.scope import EVERYWHERE
from jiedui.exchange.commands import post_batch, receive_file, withdraw_batch
from jiedui.exchange.keeping import masked_text, masked_value
from jiedui.exchange.queries import batch
from jiedui.exchange.reading import read_workbook, reading_json
from jiedui.kernel.problem import Refused
from tests.exchange import other_programme as other

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Office

NOW = dt.datetime(2019, 7, 5, 3, 0, tzinfo=dt.UTC)
PLANTED = (*other.ID_NUMBERS, other.WRONG_ID)


@pytest.fixture
def received(sqlite_office: Office) -> int:
    """Receive the roster of invented people; return its batch."""
    assert sqlite_office.data_dir.is_dir()
    set_office(other.OFFICE)
    add_user("wang", role="officer", password=None, now=NOW)
    add_user("zhao", role="reviewer", password=None, now=NOW)
    name = f"名册{other.ID_NUMBERS[0]}.xlsx"
    return receive_file(other.roster(), name=name, actor=actor_named("wang"), now=NOW).number


def all_bytes(folder: Path) -> bytes:
    """Return everything that lies in a data directory, the database's tables as text besides."""
    whole = b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())
    with sqlite3.connect(folder / "book.sqlite3") as held:
        return whole + "\n".join(held.iterdump()).encode()


def test_the_reading_printed_to_the_sender_holds_the_numbers() -> None:
    printed = repr(reading_json(read_workbook("名册.xlsx", other.roster())))
    assert all(number in printed for number in PLANTED)


def test_no_planted_number_lies_anywhere_before_or_after_posting(
    received: int, sqlite_office: Office
) -> None:
    folder = sqlite_office.data_dir
    names = "甲一", "乙二", "丙三", "13912345678"
    for step in ("received", "posted"):
        if step == "posted":
            post_batch(received, actor=actor_named("zhao"), now=NOW, accept_warnings=True)
        whole = all_bytes(folder)
        assert b"zhao" in whole, "the search itself finds what is there"
        for text in (*PLANTED, *names):
            assert text.encode() not in whole, (step, text)
            assert text.encode("utf-16-le") not in whole, (step, text)


def test_what_people_are_shown_is_starred(received: int) -> None:
    shown = batch(EVERYWHERE, received)
    text = repr(shown)
    assert not any(number in text for number in PLANTED)
    assert "13912345678" not in text
    assert shown.reading.rows[0].get("id_no") == f"999{'*' * 13}{other.ID_NUMBERS[0][-2:]}"
    assert [told.code for told in shown.problems] == ["ID_CHECK_DIGIT"]
    assert shown.rows[2].state == "waits"


def test_refusals_and_problems_name_nobody(received: int) -> None:
    with pytest.raises(Refused) as error:
        receive_file(other.roster(), name=f"{PLANTED[0]}.xlsx", actor=actor_named("wang"), now=NOW)
    assert not any(number in str(error.value) for number in PLANTED)
    assert received


def test_an_upload_opens_again_with_the_key_and_only_in_its_place(
    received: int, sqlite_office: Office
) -> None:
    shown = batch(EVERYWHERE, received)
    assert vault.upload(shown.content) == other.roster()
    [kept] = (sqlite_office.data_dir / "uploads").glob("*.sealed")
    assert b"PK\x03\x04" not in kept.read_bytes()
    kept.rename(kept.with_name("other.sealed"))
    with pytest.raises(Refused) as error:
        vault.upload("other")
    assert error.value.problems[0].code == "SEAL_BROKEN"
    with pytest.raises(Refused) as error:
        vault.upload(shown.content)
    assert error.value.problems[0].code == "UPLOAD_MISSING"


def test_keys_and_uploads_are_the_owners_alone(received: int, sqlite_office: Office) -> None:
    assert received
    key = sqlite_office.data_dir / "keys" / vault.FIRST_KEY
    assert stat.S_IMODE(key.stat().st_mode) == 0o600
    assert len(key.read_bytes()) == 32
    [kept] = (sqlite_office.data_dir / "uploads").glob("*.sealed")
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600


def test_another_key_or_a_changed_byte_is_found(received: int, sqlite_office: Office) -> None:
    key = sqlite_office.data_dir / "keys" / vault.FIRST_KEY
    right = key.read_bytes()
    key.write_bytes(bytes(32))
    with pytest.raises(Refused) as error:
        batch(EVERYWHERE, received)
    assert error.value.problems[0].code == "SEAL_BROKEN"
    key.write_bytes(b"short")
    with pytest.raises(Refused) as error:
        batch(EVERYWHERE, received)
    assert error.value.problems[0].code == "KEY_BROKEN"
    key.write_bytes(right)
    assert batch(EVERYWHERE, received).summary.rows == 3
    box = bytearray(vault.sealed(b"something", place="here"))
    assert vault.opened(bytes(box), place="here") == b"something"
    box[-1] ^= 1
    with pytest.raises(Refused):
        vault.opened(bytes(box), place="here")


def test_the_same_content_is_never_sealed_the_same_way(sqlite_office: Office) -> None:
    assert sqlite_office.data_dir.is_dir()
    assert vault.sealed(b"x" * 40, place="here") != vault.sealed(b"x" * 40, place="here")


def test_a_withdrawn_upload_is_gone(received: int, sqlite_office: Office) -> None:
    withdraw_batch(received, actor=actor_named("wang"), now=NOW)
    assert not list((sqlite_office.data_dir / "uploads").iterdir())


def test_a_full_disk_keeps_nothing(sqlite_office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    set_office(other.OFFICE)
    add_user("wang", role="officer", password=None, now=NOW)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("jiedui.access.vault.os.fsync", full)
    with pytest.raises(Refused) as error:
        receive_file(other.ledger(), name="台账.xlsx", actor=actor_named("wang"), now=NOW)
    assert error.value.problems[0].code == "DISK_FULL"
    monkeypatch.undo()
    assert not list((sqlite_office.data_dir / "uploads").iterdir())
    assert (
        receive_file(other.ledger(), name="台账.xlsx", actor=actor_named("wang"), now=NOW).number
        == 1
    )


@pytest.mark.parametrize(
    ("name", "value", "masked"),
    [
        ("id_no", "999000198001010110", "999*************10"),
        ("id_no", 999000198001010110, "999*************10"),
        ("phone", "13912345678", "139******78"),
        ("remark", "电话13912345678", "电话139******78"),
        ("amount_fen", 12_345_678_901_234_567, 12_345_678_901_234_567),
        ("people", 886, 886),
        ("progress_rate", 0.5, 0.5),
        ("remark", None, None),
    ],
)
def test_values_are_starred_by_what_they_are(
    name: str, value: str | float | None, masked: object
) -> None:
    assert masked_value(name, value) == masked


def test_mistyped_numbers_in_problems_are_starred_too() -> None:
    assert masked_text("found 99900019800101011") == "found 999************11"
