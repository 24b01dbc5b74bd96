"""What the database itself refuses, whoever asks: on both engines, past every command."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from jiedui.access.command import engine_errors
from jiedui.access.scope import Actor, Held
from jiedui.books import queries
from jiedui.books.chain import (
    ENTRY_COLUMNS,
    GENESIS,
    LINE_COLUMNS,
    Head,
    entry_text,
    hash_of,
    line_text,
)
from jiedui.books.commands import close_period, post_entries
from jiedui.books.verify import verify_book
from jiedui.books.writing import locked_state, write_entries
from jiedui.kernel.moment import stamp
from tests.books.drafts import aid, bare, count
from tests.moment import NOW

if TYPE_CHECKING:
    from jiedui.books.entry import EntryDraft
    from tests.conftest import Office

pytestmark = pytest.mark.usefixtures("book")

REVIEWER = Actor("he", "何", (Held("reviewer", ""),))


@pytest.fixture
def book(office: Office) -> Office:
    """A book of three entries."""
    post_entries([aid(100), aid(7), count(30, "2017")], actor=REVIEWER, now=NOW, key="batch:1")
    return office


def run(sql: str) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE books_entry SET words = 'x' WHERE number = 1",
        "UPDATE books_line SET amount = amount + 1 WHERE entry = 1 AND line = 1",
        "UPDATE books_line SET amount = amount",
        "DELETE FROM books_entry WHERE number = 3",
        "DELETE FROM books_entry",
        "DELETE FROM books_line",
        "DELETE FROM books_line WHERE entry = 3",
        "UPDATE books_posting SET last = 9",
        "DELETE FROM books_posting",
        "UPDATE access_actionlog SET actor = 'x'",
        "DELETE FROM access_actionlog",
    ],
)
def test_nothing_posted_is_changed_or_deleted(statement: str) -> None:
    with pytest.raises(DatabaseError, match="JIEDUI append-only"):
        run(statement)
    assert verify_book().entries == 3


@pytest.mark.parametrize(
    "table", ["books_entry", "books_line", "books_entry, books_line", "books_closing CASCADE"]
)
def test_truncate_is_refused(table: str) -> None:
    with pytest.raises(DatabaseError):  # On SQLite because it has no such statement.
        run(f"TRUNCATE {table}")
    assert verify_book().entries == 3


def test_replace_is_refused(book: Office) -> None:
    if book.vendor != "sqlite":
        with pytest.raises(DatabaseError, match="JIEDUI"):
            run(
                "INSERT INTO books_entry SELECT * FROM books_entry WHERE number = 2 "
                "ON CONFLICT (number) DO UPDATE SET words = 'x'"
            )
        return
    for verb in ("REPLACE INTO", "INSERT OR REPLACE INTO"):
        with pytest.raises(IntegrityError, match="JIEDUI"):
            run(f"{verb} books_entry SELECT * FROM books_entry WHERE number = 2")  # noqa: S608
        with pytest.raises(IntegrityError, match="JIEDUI posted"):
            run(f"{verb} books_line SELECT * FROM books_line WHERE entry = 2 AND line = 1")  # noqa: S608
    with pytest.raises(IntegrityError, match="JIEDUI append-only"):
        run("UPDATE OR REPLACE books_entry SET number = 2 WHERE number = 3")
    assert verify_book().ok


def test_a_line_is_not_added_to_a_posted_entry() -> None:
    with pytest.raises(IntegrityError, match="JIEDUI posted"):
        run(copied_line("entry = 3", line="9"))


def insert(
    draft: EntryDraft, *, number: int = 4, previous: str | None = None, lines: bool = True
) -> None:
    """Insert an entry past every check of the program."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT hash FROM books_entry WHERE number = %s", [number - 1])
        row = cursor.fetchone()
    link = previous or (row[0] if row else GENESIS)
    own = entry_text(number, draft, posted_by="x", posted_at=stamp(NOW))
    texts = [line_text(number, at, one) for at, one in enumerate(draft.lines, 1)]
    digest = hash_of(link, "\n".join([own, *texts]) + "\n")
    with transaction.atomic():
        for text in texts if lines else ():
            put("books_line", LINE_COLUMNS, [*text.split("\t")[: len(LINE_COLUMNS) - 1], ""])
        put("books_entry", (*ENTRY_COLUMNS, "previous", "hash"), [*own.split("\t"), link, digest])


def put(table: str, columns: tuple[str, ...], values: list[str]) -> None:
    """Insert a row of canonical texts."""
    marks = ", ".join(["%s"] * len(columns))
    row = [None if value == "\\N" else value for value in values]
    with connection.cursor() as cursor:
        cursor.execute(f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})", row)  # noqa: S608


@pytest.mark.parametrize("numbers", [(0, 2), (-1, 2), (1, 3), (2, 3), (0, 1)])
def test_lines_are_numbered_from_one_without_gaps(numbers: tuple[int, int]) -> None:
    """As many lines as the highest number says may still leave one out, where one is below 1."""
    previous = queries.head().hash
    with pytest.raises(IntegrityError, match="JIEDUI lines"), transaction.atomic():
        _put_numbered(numbers, previous)
    assert verify_book().entries == 3


def _put_numbered(numbers: tuple[int, int], previous: str) -> None:
    for number, one in zip(numbers, aid(5).lines, strict=True):
        text = line_text(4, number, one)
        put("books_line", LINE_COLUMNS, [*text.split("\t")[: len(LINE_COLUMNS) - 1], ""])
    own = entry_text(4, aid(5)._replace(source=""), posted_by="x", posted_at=stamp(NOW))
    columns = (*ENTRY_COLUMNS, "previous", "hash")
    put("books_entry", columns, [*own.split("\t"), previous, "0" * 64])


def test_the_database_takes_a_right_entry() -> None:
    insert(aid(5)._replace(source=""))
    assert verify_book().entries >= 3


def test_gaps_wrong_links_and_missing_lines_are_refused() -> None:
    right = aid(5)._replace(source="")
    wrongs: tuple[tuple[dict[str, Any], str], ...] = (
        ({"number": 5}, "gap"),
        ({"number": 2}, "JIEDUI posted|duplicate key"),
        ({"previous": "f" * 64}, "chain"),
        ({"lines": False}, "lines"),
    )
    for wrong, words in wrongs:
        with pytest.raises(IntegrityError, match=words):
            insert(right, **wrong)
    assert verify_book().ok


def test_money_that_does_not_balance_is_refused() -> None:
    debit, credit = aid(5).lines
    off_by_one = bare("aid", (debit, credit._replace(amount=credit.amount - 1)))
    across_sides = bare("aid", (debit, credit._replace(account="Plan:Commitment")))
    one_sided = bare("aid", (debit,))
    for wrong in (off_by_one, across_sides, one_sided):
        with pytest.raises(IntegrityError, match="JIEDUI balance"):
            insert(wrong)


def copied_line(origin: str, **changes: str) -> str:
    """Return the statement that copies a line with some columns changed."""
    names = ", ".join(LINE_COLUMNS)
    values = ", ".join(changes.get(name, name) for name in LINE_COLUMNS)
    return f"INSERT INTO books_line ({names}) SELECT {values} FROM books_line WHERE {origin}"  # noqa: S608


def hide_a_line() -> None:
    """Copy a money line into a new entry on the side that need not balance."""
    with transaction.atomic():
        run(copied_line("entry = 1 AND line = 1", entry="4", line="1", side="''"))
        insert(count(1, "2017")._replace(source=""), lines=False)


def test_a_money_line_cannot_hide_on_another_side() -> None:
    with pytest.raises(IntegrityError, match=r"JIEDUI side|line_side"):
        hide_a_line()


def test_lines_without_their_entry_do_not_stay() -> None:
    with pytest.raises(IntegrityError):
        run(copied_line("entry = 3", entry="99"))
    assert verify_book().ok


DAY = dt.date(2016, 5, 1)


def test_closed_periods_are_closed_in_the_database_too() -> None:
    close_period(dt.date(2016, 12, 31), actor=REVIEWER, now=NOW)
    with pytest.raises(IntegrityError, match="JIEDUI closed"):
        insert(aid(5, "2016-05")._replace(source=""), number=5)
    early = tuple(one._replace(starts=DAY, ends=DAY) for one in aid(5, "2018").lines)
    with pytest.raises(IntegrityError, match="JIEDUI closed"):
        insert(aid(5, "2018")._replace(source="", lines=early), number=5)
    with pytest.raises(IntegrityError, match="JIEDUI closing"):
        run("INSERT INTO books_closing (entry_id, through) VALUES (1, '2015-01-01')")
    with pytest.raises(DatabaseError, match="JIEDUI append-only"):
        run("DELETE FROM books_closing")


def test_writing_past_the_head_is_refused() -> None:
    past = locked_state()._replace(head=Head(1, "0" * 64))
    with pytest.raises(engine_errors(), match=r"JIEDUI posted|duplicate key"), transaction.atomic():
        write_entries([aid(1)], past, posted_by="x", moment=stamp(NOW))
    assert verify_book().ok
