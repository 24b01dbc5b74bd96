"""The command line in this process, on an office that a test has opened, and in one of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jiedui import cli

if TYPE_CHECKING:
    import pytest

JIEDUI = Path(sys.executable).with_name("jiedui")


@dataclass(frozen=True, slots=True)
class Run:
    """What one word answered: its exit status, standard output and standard error."""

    status: int
    out: str
    error: str

    @property
    def data(self) -> Any:  # noqa: ANN401  What JSON holds.
        """What it printed as JSON."""
        return json.loads(self.out)


def run_process(folder: Path, *words: str, **environment: str) -> Run:
    """Run one word on a data directory in a process of its own."""
    done = subprocess.run(
        [JIEDUI, *words, "--data-dir", str(folder)],
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
        env={**os.environ, **environment},
    )
    return Run(done.returncode, done.stdout, done.stderr)


@dataclass(frozen=True, slots=True)
class Terminal:
    """The words of the command line on one data directory, run in this process."""

    folder: Path
    capsys: pytest.CaptureFixture[str]

    def run(self, *words: str) -> Run:
        """Run one word."""
        self.capsys.readouterr()
        status = cli.run([*words, "--data-dir", str(self.folder)])
        said = self.capsys.readouterr()
        return Run(int(status), said.out, said.err)

    def good(self, *words: str) -> Run:
        """Run one word that must do it."""
        done = self.run(*words)
        assert done.status == 0, f"{words}: {done.status}\n{done.out}\n{done.error}"
        return done

    def figure(self, code: str, *words: str) -> list[dict[str, Any]]:
        """Return the rows of a figure."""
        rows: list[dict[str, Any]] = self.good("figure", code, *words, "--json").data["rows"]
        return rows

    def one(self, code: str, *words: str) -> dict[str, Any]:
        """Return the only row of a figure."""
        rows = self.figure(code, *words)
        assert len(rows) == 1, rows
        return rows[0]

    def receive(self, path: Path, content: bytes) -> int:
        """Write a workbook, receive it as the officer and return its batch."""
        path.write_bytes(content)
        said = self.good("receive", str(path), "--as", "officer").out
        return int(said.partition("kept as batch ")[2].partition(" ")[0])

    def post(self, path: Path, content: bytes) -> Run:
        """Receive a workbook as the officer and post it as the reviewer."""
        batch = self.receive(path, content)
        return self.good("post", str(batch), "--as", "reviewer", "--accept-warnings")
