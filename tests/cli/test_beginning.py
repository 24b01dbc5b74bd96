"""Which words begin a book where there is none, and what they say of it."""

from __future__ import annotations

import os
import subprocess
from typing import TYPE_CHECKING

import pytest

from tests.cli.terminal import JIEDUI, run_process
from tests.exchange import other_programme as other

if TYPE_CHECKING:
    from pathlib import Path


def served_in(folder: Path) -> tuple[str, str]:
    """Serve in a folder without naming a directory, and return what is said until it serves."""
    names = {key: value for key, value in os.environ.items() if not key.startswith("JIEDUI_")}
    with subprocess.Popen(
        [JIEDUI, "serve", "--port", "0"], cwd=folder, text=True,
        env={**names, "PYTHONUNBUFFERED": "1"}, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    ) as server:  # fmt: skip
        assert server.stdout is not None
        out = [server.stdout.readline() for _ in range(4)]
        server.terminate()
        _, error = server.communicate(timeout=60)
    return "".join(out), error


def test_the_first_file_begins_a_book_and_says_so(tmp_path: Path) -> None:
    book, file = tmp_path / "office", tmp_path / "捐赠.xlsx"
    file.write_bytes(other.gifts())
    first = run_process(book, "receive", str(file), "--as", "officer")
    assert f"A new book is begun in {book}.\n" in first.error
    second = run_process(book, "receive", str(file), "--as", "officer")
    assert "A new book is begun" not in second.error


@pytest.mark.parametrize("has_demo", [False, True])
def test_a_fresh_machine_serves_a_new_book(tmp_path: Path, has_demo: bool) -> None:  # noqa: FBT001
    if has_demo:
        (tmp_path / "demo-data").mkdir()
        (tmp_path / "demo-data" / "book.sqlite3").touch()
    out, error = served_in(tmp_path)
    assert "/desk/   desk 工作台" in out
    assert f"A new book is begun in {tmp_path / 'jiedui-data'}.\n" in error
    assert "jiedui user add NAME --role officer --data-dir jiedui-data" in error
    assert ("jiedui serve --data-dir demo-data" in error) is has_demo
    out, error = served_in(tmp_path)
    assert "/desk/   desk 工作台" in out
    assert error == ""


def test_two_that_open_a_new_book_at_once_both_find_it_whole(tmp_path: Path) -> None:
    book = tmp_path / "office"
    both = [
        subprocess.Popen(
            [JIEDUI, "init", "--office", office, "--data-dir", str(book)],
            text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        )
        for office in ("310114", "310114")
    ]  # fmt: skip
    said = [one.communicate(timeout=300) for one in both]
    assert [one.returncode for one in both] == [0, 0], said
