"""The outer edge of the command line: misuse, files of the book itself, who is named in the log."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

from jiedui import cli

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.terminal import Terminal


def test_misuse_is_told_in_one_sentence(terminal: Terminal) -> None:
    done = terminal.run("post", "--as", "reviewer")
    assert (done.status, done.out) == (2, "")
    assert done.error == (
        "✗ 命令写法不对 the word is not written right: found Missing argument 'BATCH', expected"
        " jiedui post [OPTIONS] BATCH. See `jiedui post --help`. [WORD_MISUSED]\n"
    )
    assert cli.run(["user"]) == 2
    assert "Usage: jiedui user [OPTIONS] COMMAND" in terminal.capsys.readouterr().err


def test_a_file_of_the_book_that_cannot_be_read(posted: Terminal) -> None:
    manifest = posted.folder / "facts" / "manifest.json"
    manifest.unlink()
    manifest.mkdir()
    done = posted.run("figure", "money")
    manifest.rmdir()
    assert (done.status, done.out) == (1, "")
    assert done.error.startswith("✗ 文件不能读写 a file cannot be read or written: found ")
    assert "manifest.json: Is a directory" in done.error
    assert "[FILE_UNUSABLE]" in done.error


def test_an_administrator_named_stands_in_the_log(posted: Terminal, tmp_path: Path) -> None:
    posted.good("backup", "--out", str(tmp_path / "x.tar"), "--as", "administrator")
    secret = ("--password", "only-for-tests-2018")
    posted.good("user", "add", "li", "--role", "viewer", *secret, "--as", "administrator")
    with sqlite3.connect(posted.folder / "book.sqlite3") as book:
        found = book.execute(
            "SELECT actor, subject FROM access_actionlog WHERE permission = 'access.manage'"
            " AND actor = 'administrator'"
        ).fetchall()
    assert found == [("administrator", "backup x.tar"), ("administrator", "user li")]
