"""One demonstration for all journeys: made once, by the real command line."""

from __future__ import annotations

import dataclasses
import json
import shutil
from typing import TYPE_CHECKING

import pytest

from tests.cli.terminal import Run, Terminal, run_process

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.conftest import Office


@pytest.fixture(scope="session")
def made(once: Callable[[str, Callable[[Path], None]], Path]) -> tuple[Path, Run]:
    """The demonstration's data directory and what was printed while it was made."""

    def make(path: Path) -> None:
        done = run_process(path.with_name("demo"), "demo", "--no-serve")
        assert done.status == 0, done.out + done.error
        path.write_text(json.dumps(dataclasses.asdict(done)), encoding="utf-8")

    told = once("demo.json", make)
    return told.with_name("demo"), Run(**json.loads(told.read_text(encoding="utf-8")))


@pytest.fixture
def terminal(
    sqlite_office: Office, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Terminal:
    """The command line on an office in which nothing is posted yet."""
    monkeypatch.setenv("JIEDUI_DATA_DIR", str(sqlite_office.data_dir))
    monkeypatch.setenv("DJANGO_SETTINGS_MODULE", "jiedui.settings")
    return Terminal(sqlite_office.data_dir, capsys)


@pytest.fixture
def demo(
    terminal: Terminal,
    sqlite_office: Office,
    made: tuple[Path, Run],
    opened: Callable[[Office], None],
) -> Terminal:
    """The command line, in this process, on a copy of the demonstration."""
    shutil.rmtree(terminal.folder)
    shutil.copytree(made[0], terminal.folder)
    opened(sqlite_office)
    return terminal
