"""`jiedui verify` finds what was done behind the book's back, and names the first broken entry."""

from __future__ import annotations

import shutil
import sqlite3
from typing import TYPE_CHECKING

import pytest

from tests.cli.terminal import run_process

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.terminal import Run, Terminal

TAMPERED = {
    "one byte of a line": (
        "UPDATE books_line SET amount = amount + 1 WHERE entry = 4 AND line = 1",
        "entry 4",
    ),
    "words of an entry": (
        "UPDATE books_entry SET words = words || '。' WHERE number = 5",
        "entry 5",
    ),
    "an entry deleted": (
        "DELETE FROM books_line WHERE entry = 3; DELETE FROM books_entry WHERE number = 3",
        "entry 3",
    ),
    "the last entry deleted": (
        "DELETE FROM books_line WHERE entry = 9; DELETE FROM books_entry WHERE number = 9",
        "entry 9",
    ),
    "two entries swapped": (
        (
            "UPDATE books_entry SET number = -3 WHERE number = 3;"
            "UPDATE books_entry SET number = 3 WHERE number = 4;"
            "UPDATE books_entry SET number = 4 WHERE number = -3;"
            "UPDATE books_line SET entry = -3 WHERE entry = 3;"
            "UPDATE books_line SET entry = 3 WHERE entry = 4;"
            "UPDATE books_line SET entry = 4 WHERE entry = -3"
        ),
        "entry 3",
    ),
}


def tampered(folder: Path, script: str, copy: Path) -> Run:
    """Verify a copy of an office, in which a script was run with the triggers taken away."""
    shutil.copytree(folder, copy)
    book = sqlite3.connect(copy / "book.sqlite3")
    names = book.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall()
    kept = book.execute("SELECT sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
    for (name,) in names:
        book.execute(f'DROP TRIGGER "{name}"')
    book.executescript(
        f"PRAGMA foreign_keys = OFF; PRAGMA ignore_check_constraints = ON; {script};"
    )
    for (sql,) in kept:
        book.execute(sql)
    book.commit()
    book.close()
    return run_process(copy, "verify")


def test_a_sound_book(posted: Terminal) -> None:
    done = posted.good("verify")
    assert done.error == ""
    assert done.out.startswith("✓ 9 entries, ")
    assert posted.good("verify", "--json").data["ok"] is True


@pytest.mark.parametrize("how", TAMPERED)
def test_what_was_done_behind_its_back(how: str, posted: Terminal, tmp_path: Path) -> None:
    script, named = TAMPERED[how]
    done = tampered(posted.folder, script, tmp_path / "copy")
    assert (done.status, done.out) == (1, "")
    first = done.error.splitlines()[0]
    assert first.startswith("✗ "), done.error
    assert named in first, done.error
    posted.good("verify")


def test_a_book_rebuilt_from_nothing_does_not_answer_to_a_receipt(
    posted: Terminal, tmp_path: Path
) -> None:
    """The whole chain written anew holds together; only what was handed out tells it apart."""
    receipt = tmp_path / "receipt.json"
    posted.good("receipt", "--out", str(receipt))
    posted.good("verify", "--receipt", str(receipt))
    script = "DELETE FROM books_line WHERE entry > 8; DELETE FROM books_entry WHERE number > 8"
    copy = tmp_path / "copy"
    tampered(posted.folder, script, copy)
    shutil.rmtree(copy / "facts")
    (copy / "facts").mkdir()
    unaware = run_process(copy, "verify")
    held = run_process(copy, "verify", "--receipt", str(receipt))
    assert held.status == 1, unaware
    assert "entry 9" in held.error


def test_a_backup_restored_and_one_that_was_changed(posted: Terminal, tmp_path: Path) -> None:
    backup = tmp_path / "office.tar"
    posted.good("backup", "--out", str(backup))
    restored = run_process(tmp_path / "restored", "restore", str(backup))
    assert (restored.status, restored.error) == (0, "")
    assert run_process(tmp_path / "restored", "verify").out == posted.good("verify").out
    again = run_process(tmp_path / "restored", "restore", str(backup))
    assert (again.status, again.out) == (2, "")
    assert "目录不是空的 the directory is not empty" in again.error
    content = bytearray(backup.read_bytes())
    content[len(content) // 2] ^= 1
    backup.write_bytes(content)
    broken = run_process(tmp_path / "third", "restore", str(backup))
    assert (broken.status, broken.out) == (1, "")
    assert "不是完好的备份 it is no intact backup" in broken.error
    assert not (tmp_path / "third").exists()
