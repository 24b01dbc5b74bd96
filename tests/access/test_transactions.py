"""A command's own transaction leaves the connection as Django's `atomic` would."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

import pytest
from django.db import IntegrityError, OperationalError, transaction

from jiedui.access.databases import sqlite_database
from jiedui.access.sqlite.base import DatabaseWrapper

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_REST: dict[str, object] = {
    "ATOMIC_REQUESTS": False, "AUTOCOMMIT": True, "CONN_HEALTH_CHECKS": False, "TIME_ZONE": None,
    "USER": "", "PASSWORD": "", "HOST": "", "PORT": "", "TEST": {},
}  # fmt: skip


@pytest.fixture
def book(tmp_path: Path, django_db_blocker: pytest.FixtureRequest) -> Iterator[DatabaseWrapper]:
    """A database with a table of whole numbers, each of which stands once."""
    settings = {**_REST, **sqlite_database(tmp_path / "book.sqlite3")}
    own = DatabaseWrapper(settings, alias="default")
    with django_db_blocker.unblock():  # type: ignore[attr-defined]
        own.ensure_connection()
        own.connection.execute("CREATE TABLE kept (number INTEGER PRIMARY KEY)")
        yield own
        own.close()


def kept(tmp_path: Path) -> list[int]:
    """Return what another program sees."""
    with sqlite3.connect(tmp_path / "book.sqlite3") as other:
        return [number for (number,) in other.execute("SELECT number FROM kept ORDER BY 1")]


def put(own: DatabaseWrapper, *numbers: int) -> None:
    with own.cursor() as cursor:
        for number in numbers:
            cursor.execute("INSERT INTO kept VALUES (%s)", [number])


def _ended(own: DatabaseWrapper) -> None:
    put(own, 1)
    own.connection.execute("ROLLBACK")  # As SQLite does by itself where a disk is full.


def state(own: DatabaseWrapper) -> tuple[object, ...]:
    return own.in_atomic_block, own.get_autocommit(), own.atomic_blocks, own.run_on_commit


AT_REST: tuple[object, ...] = (False, True, [], [])


def test_what_waits_for_the_commit_runs_once_others_see_what_was_written(
    book: DatabaseWrapper, tmp_path: Path
) -> None:
    seen: list[list[int]] = []
    with book.outermost():
        put(book, 1)
        book.on_commit(lambda: seen.append(kept(tmp_path)))
        assert (book.in_atomic_block, seen, kept(tmp_path)) == (True, [], [])
    assert seen == [[1]]
    assert state(book) == AT_REST


def test_an_exception_takes_everything_back(book: DatabaseWrapper, tmp_path: Path) -> None:
    with pytest.raises(IntegrityError), book.outermost():
        put(book, 1, 1)
    assert kept(tmp_path) == []
    assert state(book) == AT_REST
    with book.outermost():
        put(book, 2)
    assert kept(tmp_path) == [2]


def test_a_block_inside_that_fails_takes_back_its_own_part(
    book: DatabaseWrapper, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(transaction.get_connection.__globals__, "connections", {"default": book})
    with book.outermost():
        put(book, 1)
        with pytest.raises(IntegrityError), transaction.atomic():
            put(book, 2, 1)
        put(book, 3)
    assert kept(tmp_path) == [1, 3]
    assert state(book) == AT_REST


def test_a_transaction_that_the_engine_ended_by_itself_is_not_taken_for_durable(
    book: DatabaseWrapper, tmp_path: Path
) -> None:
    with pytest.raises(OperationalError, match="no transaction is active"), book.outermost():
        _ended(book)
    assert kept(tmp_path) == []
    assert state(book) == AT_REST
