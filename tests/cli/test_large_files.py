"""A large file tells how far it has been read, and can be interrupted with nothing left behind."""

from __future__ import annotations

import signal
import sqlite3
import subprocess
from typing import TYPE_CHECKING

from tests.cli.terminal import JIEDUI
from tests.exchange import other_programme as other

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.terminal import Terminal

ROWS = 60_000


def large(folder: Path) -> Path:
    """A donation ledger of more than a megabyte."""
    path = folder / "捐赠台账.csv"
    lines = ["捐赠单位,受赠单位,捐赠日期,捐赠形式,金额(元),用途"]
    lines += [
        f"示例单位{at},雷波县,2019-05-{at % 28 + 1:02d},现金,{at + 1},助学" for at in range(ROWS)
    ]
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def test_it_is_told_how_far_and_interrupting_leaves_nothing(
    terminal: Terminal, tmp_path: Path
) -> None:
    terminal.good("init", "--office", other.OFFICE)
    path = large(tmp_path)
    words = ["receive", str(path), "--as", "officer", "--data-dir", str(terminal.folder)]
    with subprocess.Popen([JIEDUI, *words], stderr=subprocess.PIPE, text=True) as running:
        assert running.stderr is not None
        said = ""
        while "understanding" not in said:
            said += running.stderr.read(1)
        running.send_signal(signal.SIGINT)
        said += running.stderr.read()
    assert running.returncode == 1
    assert f"of {ROWS + 1:,} rows" in said or f"of {ROWS:,} rows" in said
    assert said.strip().endswith("Interrupted; nothing half-written is left behind.")
    assert "Traceback" not in said
    assert list((terminal.folder / "uploads").iterdir()) == []
    with sqlite3.connect(terminal.folder / "book.sqlite3") as book:
        assert book.execute("SELECT count(*) FROM exchange_batch").fetchone() == (0,)
