"""The generated pages say what the declarations say, and every refusal has its words."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

import click

from jiedui import cli
from jiedui.cli.reference import pages, problem_words, stale
from jiedui.cli.start import words
from tests.house import tree

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

FOLDER = tree.ROOT / "docs" / "reference"
CODE = re.compile(r"[A-Z]+(?:_[A-Z]+)+")
MAKERS = {"refuse", "Problem", "_broken", "_unknown", "problem", "_problem"}


def raised() -> dict[str, str]:
    """Every code that is handed to a problem or a refusal by its name, and a file that does."""
    found: dict[str, str] = {}
    for name, text in tree.python_texts():
        if name.startswith("src/"):
            for node in ast.walk(ast.parse(text)):
                if isinstance(node, ast.Call) and _name(node.func) in MAKERS:
                    found |= dict.fromkeys(filter(CODE.fullmatch, _strings(node)), name)
    return found


def _name(function: ast.expr) -> str:
    return str(getattr(function, "id", getattr(function, "attr", "")))


def _strings(call: ast.Call) -> list[str]:
    values = [*call.args, *(keyword.value for keyword in call.keywords)]
    return [
        value.value
        for value in values
        if isinstance(value, ast.Constant) and isinstance(value.value, str)
    ]


def test_the_pages_are_fresh() -> None:
    assert stale(FOLDER) == [], "run `jiedui reference`"


def test_a_stale_or_missing_page_is_named(tmp_path: Path) -> None:
    for name, text in pages().items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    assert stale(tmp_path) == []
    (tmp_path / "figures.md").write_text("old", encoding="utf-8")
    (tmp_path / "codes.md").unlink()
    assert sorted(stale(tmp_path)) == ["codes.md", "figures.md"]


def test_the_word_writes_them_and_says_which_are_stale(tmp_path: Path) -> None:
    assert cli.run(["reference", "--out", str(tmp_path), "--check"]) == 1
    assert cli.run(["reference", "--out", str(tmp_path)]) == 0
    assert cli.run(["reference", "--out", str(tmp_path), "--check"]) == 0
    assert {path.name for path in tmp_path.iterdir()} == {path.name for path in FOLDER.iterdir()}


def test_every_problem_that_is_raised_is_worded() -> None:
    worded = {row[0].strip("`") for rows in problem_words().values() for row in rows}
    found = raised()
    assert len(found) > 60
    assert {code: name for code, name in found.items() if code not in worded} == {}


def test_every_wording_is_there_in_both_languages() -> None:
    for title, rows in problem_words().items():
        assert rows, title
        assert [row for row in rows if not (row[1] and row[2])] == []


def leaves(group: click.Group) -> Iterator[click.Command]:
    """Every word that does something, those of a group (`bundle make`) too."""
    for one in group.commands.values():
        if isinstance(one, click.Group):
            yield from leaves(one)
        else:
            yield one


def test_every_word_takes_the_data_directory() -> None:
    without = {
        one.name
        for one in leaves(words)
        if not one.hidden and not any("--data-dir" in option.opts for option in one.params)
    }
    assert without == set()
