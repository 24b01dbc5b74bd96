"""An empty office with the command line on it, and one with a little in its book."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.cli.terminal import Terminal
from tests.exchange import other_programme as other

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.conftest import Office


@pytest.fixture
def terminal(
    sqlite_office: Office, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Terminal:
    """The command line on an office in which nothing is posted yet."""
    monkeypatch.setenv("JIEDUI_DATA_DIR", str(sqlite_office.data_dir))
    monkeypatch.setenv("DJANGO_SETTINGS_MODULE", "jiedui.settings")
    monkeypatch.setenv("COLUMNS", "120")  # what runs the tests may tell another width
    return Terminal(sqlite_office.data_dir, capsys)


@pytest.fixture
def posted(
    terminal: Terminal, tmp_path: Path, settled: Callable[[str, Callable[[], None]], None]
) -> Terminal:
    """The command line on an office that paired two counties and posted one's ledger."""

    def settle() -> None:
        terminal.good("init", "--office", other.OFFICE)
        terminal.post(tmp_path / "结对.xlsx", other.pairings())
        terminal.post(tmp_path / "台账.xlsx", other.ledger())

    settled("posted", settle)
    return terminal
