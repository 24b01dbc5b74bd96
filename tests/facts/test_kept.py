"""Compiled SQL is kept beside the facts, and what is kept is what would be compiled now."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

from jiedui.facts import kept
from jiedui.facts.backend import DUCKDB, SPARK
from jiedui.figures import listed

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

import pytest

GIVEN = ("Pairing:InForce",)


@pytest.fixture(autouse=True)
def nothing_held() -> Iterator[None]:
    """Let a test begin and end as a new process does."""
    new_process()
    yield
    new_process()


def new_process() -> None:
    kept._held.clear()
    kept._compiled.clear()


def asked(folder: Path, engine: str = DUCKDB) -> str:
    return kept.template(listed.account, GIVEN, engine, folder=folder / "facts")


def files(folder: Path) -> list[Path]:
    return sorted((folder / "templates").glob("*"))


def test_a_template_is_compiled_once_and_then_read(tmp_path: Path) -> None:
    made = asked(tmp_path)
    assert made == listed.account(*GIVEN, DUCKDB)
    (only,) = files(tmp_path)
    assert only.read_text("utf-8") == made
    new_process()
    only.write_text("SELECT 1", encoding="utf-8")
    assert asked(tmp_path) == "SELECT 1"
    assert asked(tmp_path, SPARK) == listed.account(*GIVEN, SPARK)
    assert len(files(tmp_path)) == 2


def test_other_code_compiles_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = asked(tmp_path)
    files(tmp_path)[0].write_text("SELECT 1", encoding="utf-8")
    new_process()
    monkeypatch.setattr(kept, "_fingerprint", lambda: "other")
    assert asked(tmp_path) == made


def test_forgotten_templates_are_compiled_anew(tmp_path: Path) -> None:
    made = asked(tmp_path)
    new_process()
    files(tmp_path)[0].write_text("SELECT 1", encoding="utf-8")
    assert asked(tmp_path) == "SELECT 1"
    kept.forget(tmp_path / "facts")
    assert files(tmp_path) == []
    assert asked(tmp_path) == made


def test_what_a_process_compiled_itself_is_not_compiled_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = asked(tmp_path)
    kept.forget(tmp_path / "facts")
    monkeypatch.setattr(kept, "_read_or_made", None)
    assert asked(tmp_path) == made


def test_where_nothing_can_be_written_it_still_answers(tmp_path: Path) -> None:
    (tmp_path / "templates").write_text("in the way", encoding="utf-8")
    assert asked(tmp_path) == listed.account(*GIVEN, DUCKDB)


def test_there_are_never_too_many(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "KEPT_MAX", 3)
    for name in "abcd":
        kept.template(listed.account, (name,), DUCKDB, folder=tmp_path / "facts")
    assert len(files(tmp_path)) == 1


def loaded_after(script: str, folder: Path) -> set[str]:
    """Return which of the slow packages a new process has loaded after a script."""
    told = "\nimport sys; print(*{'ibis', 'pandas', 'sqlglot'} & set(sys.modules))"
    ran = subprocess.run(
        [sys.executable, "-c", script + told, str(folder)],
        check=True, capture_output=True, text=True,
    )  # fmt: skip
    return set(ran.stdout.split())


def test_a_kept_template_needs_no_compiler(tmp_path: Path) -> None:
    script = (
        "import sys; from pathlib import Path\n"
        "from jiedui.facts import kept; from jiedui.figures import compute, listed\n"
        "folder = Path(sys.argv[1]) / 'facts'\n"
        "kept.template(listed.account, ('Pairing:InForce',), 'duckdb', folder=folder)"
    )
    assert loaded_after(script, tmp_path) == {"ibis", "sqlglot"}
    assert loaded_after(script, tmp_path) == set()


def test_pyarrow_would_load_pandas(tmp_path: Path) -> None:
    """When this fails, pyarrow no longer does, and `facts.arrow` can go."""
    assert "pandas" in loaded_after("import pyarrow; pyarrow.array([0])", tmp_path)
    assert "pandas" not in loaded_after(
        "import jiedui.facts, pyarrow; pyarrow.array([0])", tmp_path
    )
