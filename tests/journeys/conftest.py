"""One demonstration for all journeys: made once a worker by the real command line."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest


@dataclass(frozen=True, slots=True)
class Run:
    """What one word of the command line answered."""

    status: int
    out: str
    error: str


@dataclass(frozen=True, slots=True)
class Office:
    """A data directory and the command line on it."""

    folder: Path

    def run(self, *words: str, **environment: str) -> Run:
        """Run one word on this office's data directory."""
        command = [str(Path(sys.executable).with_name("jiedui")), *words, "--data-dir", str(self.folder)]
        done = subprocess.run(  # noqa: S603  The project's own command on arguments of these tests.
            command,
            capture_output=True,
            text=True,
            timeout=300,
            check=False,
            env={**os.environ, **environment},
        )
        return Run(done.returncode, done.stdout, done.stderr)

    def figure(self, code: str, *words: str) -> list[dict[str, Any]]:
        """Return the rows of a figure."""
        done = self.run("figure", code, *words, "--json")
        assert done.status == 0, done.error
        rows: list[dict[str, Any]] = json.loads(done.out)["rows"]
        return rows


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Office:
    """Return the demonstration's office, made by `jiedui demo --no-serve`."""
    office = Office(tmp_path_factory.mktemp("demo") / "office")
    done = office.run("demo", "--no-serve")
    assert done.status == 0, done.out + done.error
    return office


@pytest.fixture
def office(tmp_path: Path) -> Office:
    """Return an empty office."""
    return Office(tmp_path / "office")
