"""Verification finds every change made behind the book's back, and names the first break."""

from __future__ import annotations

import contextlib
import datetime as dt
from typing import TYPE_CHECKING

import pytest
from django.db import connection

from jiedui.access.scope import EVERYWHERE, Actor, Held
from jiedui.books import queries
from jiedui.books.anchor import make_receipt, read_receipt
from jiedui.books.chain import GENESIS, entry_text, hash_of, line_text
from jiedui.books.commands import close_period, post_entries, post_reversal, propose_reversal
from jiedui.books.feed import extend_facts
from jiedui.books.verify import verify_book
from jiedui.kernel.moment import stamp
from jiedui.kernel.problem import Refused
from tests.books.drafts import aid, count
from tests.moment import NOW

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.conftest import Office

REVIEWER = Actor("he", "何", (Held("reviewer", ""),))


@pytest.fixture
def book(office: Office) -> Office:
    """A book of twelve entries."""
    drafts = [aid(100 + number, f"2016-{number:02d}") for number in range(1, 7)]
    drafts += [count(10 * number, "2017", recipient="632625") for number in range(1, 7)]
    post_entries(drafts, actor=REVIEWER, now=NOW)
    assert verify_book().ok
    return office


@contextlib.contextmanager
def behind_the_back() -> Iterator[list[str]]:
    """Run statements with every trigger and foreign key off, as somebody with the file would."""
    statements: list[str] = []
    yield statements
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA foreign_keys = OFF")
            cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
            triggers = cursor.fetchall()
            for name, _ in triggers:
                cursor.execute(f"DROP TRIGGER {name}")
            for statement in statements:
                cursor.execute(statement)
            for _, sql in triggers:
                cursor.execute(sql)
            cursor.execute("PRAGMA foreign_keys = ON")
            return
        cursor.execute("SET session_replication_role = replica")
        for statement in statements:
            cursor.execute(statement)
        cursor.execute("SET session_replication_role = origin")


@pytest.mark.usefixtures("book")
@pytest.mark.parametrize(
    ("statement", "entry", "code"),
    [
        (
            "UPDATE books_line SET amount = amount + 1 WHERE entry = 4 AND line = 1",
            4,
            "ENTRY_CHANGED",
        ),
        (
            "UPDATE books_line SET category = 'RURAL' WHERE entry = 2 AND line = 2",
            2,
            "ENTRY_CHANGED",
        ),
        ("UPDATE books_line SET category = NULL WHERE entry = 2 AND line = 2", 2, "ENTRY_CHANGED"),
        (
            "UPDATE books_line SET programme = '\\N' WHERE entry = 2 AND line = 2",
            2,
            "ENTRY_CHANGED",
        ),
        (
            "UPDATE books_line SET cell = 'returns.xlsx\tSheet1\tC5' WHERE entry = 6",
            6,
            "ENTRY_CHANGED",
        ),
        (
            "UPDATE books_line SET cell = 'returns.xlsx\\tSheet1\\tC4' WHERE entry = 6",
            6,
            "ENTRY_CHANGED",
        ),
        (
            "UPDATE books_line SET starts = '2016-01-02' WHERE entry = 1 AND line = 1",
            1,
            "ENTRY_CHANGED",
        ),
        ("UPDATE books_line SET sense = -1 WHERE entry = 7", 7, "ENTRY_CHANGED"),
        ("UPDATE books_entry SET words = words || ' ' WHERE number = 5", 5, "ENTRY_CHANGED"),
        ("UPDATE books_entry SET posted_by = 'lin' WHERE number = 5", 5, "ENTRY_CHANGED"),
        ("UPDATE books_entry SET batch = 3 WHERE number = 5", 5, "ENTRY_CHANGED"),
        ("UPDATE books_entry SET previous = hash WHERE number = 5", 5, "CHAIN_BROKEN"),
        ("DELETE FROM books_line WHERE entry = 3 AND line = 2", 3, "ENTRY_CHANGED"),
        ("DELETE FROM books_entry WHERE number = 3", 3, "ENTRY_MISSING"),
        ("DELETE FROM books_entry WHERE number = 1", 1, "ENTRY_MISSING"),
    ],
)
def test_a_change_is_found_at_its_entry(statement: str, entry: int, code: str) -> None:
    with behind_the_back() as run:
        run.append(statement)
    verified = verify_book()
    assert not verified.ok
    assert (verified.problems[0].source.cell, verified.problems[0].code) == (f"entry:{entry}", code)


@pytest.mark.usefixtures("book")
def test_a_closing_behind_the_first_break_is_not_called_wrong() -> None:
    """What a closing should be is not known behind the entry at which reading ended."""
    close_period(dt.date(2016, 3, 31), actor=REVIEWER, now=NOW)
    assert verify_book().ok
    with behind_the_back() as run:
        run.append("UPDATE books_entry SET words = words || ' ' WHERE number = 5")
    assert {problem.code for problem in verify_book().problems} == {"ENTRY_CHANGED"}
    with behind_the_back() as run:
        run.append("UPDATE books_closing SET through = '2016-02-29'")
        run.append("UPDATE books_entry SET words = rtrim(words) WHERE number = 5")
    assert {problem.code for problem in verify_book().problems} == {"CLOSING_WRONG"}


@pytest.mark.parametrize("office", ["sqlite"], indirect=True)
@pytest.mark.usefixtures("book")
@pytest.mark.parametrize(
    ("statement", "entry"),
    [
        ("UPDATE books_entry SET words = words || char(0) || '和更多' WHERE number = 5", 5),
        ("UPDATE books_line SET project = char(0) WHERE entry = 7", 7),
        ("UPDATE books_line SET amount = amount || char(0) || '1' WHERE entry = 8", 8),
        ("UPDATE books_line SET cell = cell || char(0) WHERE entry = 6", 6),
        ("UPDATE books_line SET recipient = CAST(recipient AS BLOB) WHERE entry = 9", 9),
        ("UPDATE books_line SET amount = CAST(amount AS BLOB) WHERE entry = 10", 10),
        ("UPDATE books_line SET cell = CAST('x' || cell AS BLOB) WHERE entry = 2", 2),
        ("UPDATE books_entry SET words = CAST(words AS BLOB) WHERE number = 4", 4),
    ],
)
def test_what_prints_like_the_original_is_found(statement: str, entry: int) -> None:
    """On SQLite only: PostgreSQL's text holds no NUL and no bytes."""
    with behind_the_back() as run:
        run.append(statement)
    first = verify_book().problems[0]
    assert (first.source.cell, first.code) == (f"entry:{entry}", "ENTRY_CHANGED")


@pytest.mark.usefixtures("book")
def test_two_swapped_entries_are_found() -> None:
    with behind_the_back() as run:
        for table, column in (("books_line", "entry"), ("books_entry", "number")):
            for old, new in ((4, 1004), (5, 4), (1004, 5)):
                run.append(f"UPDATE {table} SET {column} = {new} WHERE {column} = {old}")  # noqa: S608
    verified = verify_book()
    assert verified.problems[0].source.cell == "entry:4"


@pytest.mark.usefixtures("book")
def test_the_last_entry_cut_is_found_by_the_facts() -> None:
    extend_facts()
    with behind_the_back() as run:
        run += [
            "DELETE FROM books_line WHERE entry = 12",
            "DELETE FROM books_entry WHERE number = 12",
        ]
    verified = verify_book()
    assert [problem.code for problem in verified.problems] == ["BOOK_CUT"]
    assert verified.problems[0].source.cell == "entry:12"
    assert "facts manifest" in verified.problems[0].expected


@pytest.mark.usefixtures("book")
def test_the_last_entry_cut_is_found_by_a_receipt() -> None:
    held = read_receipt(make_receipt(now=NOW))
    assert (held.number, held.hash) == queries.head()
    assert verify_book(anchors=[held]).ok
    with behind_the_back() as run:
        run += [
            "DELETE FROM books_line WHERE entry > 10",
            "DELETE FROM books_entry WHERE number > 10",
        ]
    assert verify_book().ok, "only an anchor can know that there was more"
    verified = verify_book(anchors=[held])
    assert [problem.code for problem in verified.problems] == ["BOOK_CUT"]
    assert verified.problems[0].source.cell == "entry:11"


def rewritten(change: int) -> Iterator[str]:
    """Yield what rewrites the whole chain after changing an amount on both lines of one entry."""
    link = GENESIS
    for record in reversed(queries.entries(EVERYWHERE)):
        draft = record.draft
        if record.number == change:
            lines = tuple(one._replace(amount=one.amount * 2) for one in draft.lines)
            draft = draft._replace(lines=lines)
            yield f"UPDATE books_line SET amount = amount * 2 WHERE entry = {change}"  # noqa: S608
        own = entry_text(
            record.number, draft, posted_by=record.posted_by, posted_at=stamp(record.posted_at)
        )
        lines_text = "".join(
            line_text(record.number, at, one) + "\n" for at, one in enumerate(draft.lines, 1)
        )
        digest = hash_of(link, f"{own}\n{lines_text}")
        changes = f"previous = '{link}', hash = '{digest}'"
        yield f"UPDATE books_entry SET {changes} WHERE number = {record.number}"  # noqa: S608
        link = digest


@pytest.mark.usefixtures("book")
def test_a_chain_rewritten_whole_is_found_by_its_anchors() -> None:
    held = read_receipt(make_receipt(now=NOW))
    with behind_the_back() as run:
        run.extend(rewritten(3))
    assert verify_book().ok, "a chain rewritten whole is whole; only an anchor tells"
    verified = verify_book(anchors=[held, (5, "0" * 64, "page of 2017")])
    assert [problem.code for problem in verified.problems] == ["BOOK_REWRITTEN"] * 2
    assert "page of 2017" in verified.problems[0].expected


@pytest.mark.usefixtures("book")
def test_facts_of_a_rewritten_book_are_not_read() -> None:
    extend_facts()
    with behind_the_back() as run:
        run.extend(rewritten(3))
    codes = [problem.code for problem in verify_book().problems]
    assert codes[0] == "BOOK_REWRITTEN"
    assert "FACTS_DIFFER" in codes
    with pytest.raises(Refused, match="FACTS_FOREIGN"):
        extend_facts()


@pytest.mark.usefixtures("book")
def test_an_unbalanced_entry_is_named_even_in_a_rewritten_chain() -> None:
    with behind_the_back() as run:
        run += [statement.replace("amount * 2", "amount * 2 + 1") for statement in rewritten(3)]
    codes = {(problem.source.cell, problem.code) for problem in verify_book().problems}
    assert ("entry:3", "ENTRY_UNBALANCED") in codes


@pytest.mark.usefixtures("book")
def test_a_reversal_that_is_none_is_found() -> None:
    made = propose_reversal(2, actor=REVIEWER, now=NOW, reason="错")
    post_reversal(made.number, actor=Actor("lin", "林", (Held("reviewer", ""),)), now=NOW)
    assert verify_book().ok
    with behind_the_back() as run:
        run.append("UPDATE books_entry SET reverses = 3 WHERE number = 13")
    found = {(problem.source.cell, problem.code) for problem in verify_book().problems}
    assert ("entry:13", "REVERSAL_WRONG") in found


def test_a_changed_file_of_facts_is_found(book: Office) -> None:
    extend_facts()
    part = next((book.data_dir / "facts").glob("*.parquet"))
    content = bytearray(part.read_bytes())
    content[len(content) // 2] ^= 1
    part.write_bytes(content)
    verified = verify_book()
    assert {problem.code for problem in verified.problems} == {"FACTS_PART_CHANGED"}


def test_a_receipt_that_was_changed_or_is_none_is_refused(book: Office) -> None:
    receipt = make_receipt(now=NOW)
    for wrong in (receipt.replace(b'"entry": 12', b'"entry": 11'), b"{}", b"not json", b""):
        with pytest.raises(Refused, match="RECEIPT_WRONG"):
            read_receipt(wrong)
    key = book.data_dir / "keys" / "receipts.key"
    assert key.stat().st_mode & 0o777 == 0o600
    key.unlink()
    with pytest.raises(Refused, match="another key"):
        read_receipt(receipt)


@pytest.mark.usefixtures("office")
def test_an_empty_book_verifies_and_gives_no_receipt() -> None:
    assert verify_book().ok
    with pytest.raises(Refused, match="BOOK_EMPTY"):
        make_receipt(now=NOW)


@pytest.mark.usefixtures("book")
def test_progress_reaches_the_end() -> None:
    told: list[tuple[int, int]] = []
    verify_book(progress=lambda done, of: told.append((done, of)))
    assert told[-1] == (12, 12)


@pytest.mark.usefixtures("book")
def test_large_books_are_read_by_two_processes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("jiedui.books.verify.ALONE_ENTRIES_MAX", 5)
    verified = verify_book()
    assert (verified.ok, verified.entries, verified.lines) == (True, 12, 18)
    with behind_the_back() as run:
        run.append("UPDATE books_line SET amount = amount + 1 WHERE entry = 11")
    assert verify_book().problems[0].source.cell == "entry:11"
