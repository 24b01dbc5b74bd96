"""The documents hold what they promise: terms, packages, commands and links are all real."""

import re
import subprocess
import sys
import tomllib
from functools import cache
from pathlib import Path

import pytest

from jiedui.figures.catalogue import FIGURES
from tests.house import tree

GLOSSARY = tree.ROOT / "docs" / "glossary.md"
DEPENDENCIES = tree.ROOT / "docs" / "decisions" / "0002-dependencies.md"
LISTS = ("base", "dev", "spark")
LINK = re.compile(r"\]\(([^)#\s]+)(?:#[^)\s]*)?\)")
CODE = re.compile(r"```.*?```|`[^`\n]*`", re.DOTALL)
NAME = re.compile(r"`([A-Za-z_][\w.]*)`")
TARGET = re.compile(r"^([a-z]+):", re.MULTILINE)
MADE = re.compile(r"\bmake ([a-z]+)\b")
SAID = re.compile(r"(?:^|`|bin/)jiedui ([a-z][a-z-]*)", re.MULTILINE)

Table = list[list[str]]


def documents() -> list[tuple[str, str]]:
    """Every Markdown page as (name, text)."""
    return [(name, text) for name, text in tree.texts() if name.endswith(".md")]


def code_of(text: str) -> str:
    """All code of a page, one piece a line, so that prose is not read as commands."""
    return "\n".join(piece.strip("`") for piece in CODE.findall(text))


def tables(text: str) -> list[Table]:
    """The tables of a page as rows of cells, heads included, rulers left out."""
    found: list[Table] = [[]]
    for line in CODE.sub(lambda hit: hit[0].replace("|", "\0"), text).splitlines():
        if not line.startswith("|"):
            found.append([])
        elif not re.fullmatch(r"[|:\- ]+", line):
            cells = line.strip().removeprefix("|").removesuffix("|").split("|")
            found[-1].append([cell.strip().replace("\0", "|") for cell in cells])
    return [table for table in found if table]


@cache
def words() -> frozenset[str]:
    """The words of the command line, as it tells them itself."""
    asked = subprocess.run(
        [Path(sys.executable).with_name("jiedui"), "--help"],
        capture_output=True,
        text=True,
        check=True,
    )
    return frozenset(re.findall(r"^  ([a-z][a-z-]*)(?:  |$)", asked.stdout, re.MULTILINE))


def listed(name: str) -> set[str]:
    """The packages that requirements/`name`.in asks for."""
    text = (tree.ROOT / "requirements" / f"{name}.in").read_text(encoding="utf-8")
    return {
        hit[0].lower()
        for line in text.splitlines()
        if (hit := re.match(r"[A-Za-z0-9][A-Za-z0-9._-]*", line))
    }


def test_the_table_reader_sees_what_is_there() -> None:
    page = "# x\n\n| a | b |\n|---|:-:|\n| `c|d` | e |\n\ntext\n\n| f |\n|---|\n"
    assert tables(page) == [[["a", "b"], ["`c|d`", "e"]], [["f"]]]


def test_the_glossary_is_whole() -> None:
    """Each row has all its cells, and no term and no word stands twice."""
    found = tables(GLOSSARY.read_text(encoding="utf-8"))
    rows = [row for table in found for row in table[1:]]
    assert len(rows) >= 20
    for table in found:
        assert {len(row) for row in table} == {len(table[0])}, table[0]
    assert [row for row in rows if not (row[0] and row[1])] == []
    for column in (0, 1):
        terms = [row[column] for row in rows]
        assert sorted({term for term in terms if terms.count(term) > 1}) == []


def test_the_glossary_names_what_the_code_has() -> None:
    code = "\n".join(text for name, text in tree.python_texts() if name.startswith("src/"))
    known = set(re.findall(r"\w+", code)) | set(FIGURES)  # some figures are declared by a loop
    named = NAME.findall(GLOSSARY.read_text(encoding="utf-8"))
    assert named
    assert [name for name in named if name.rpartition(".")[2] not in known] == []


def test_every_package_has_its_reason() -> None:
    """Each package of requirements/*.in has one row with version, licence and reason; no other."""
    found = tables(DEPENDENCIES.read_text(encoding="utf-8"))
    rows = [row for table in found for row in table[1:] if table[0][0] == "package"]
    assert [row for row in rows if len(row) != 4 or not all(row)] == []
    told = [row[0].strip("`").lower() for row in rows]
    assert len(told) == len(set(told))
    assert set(told) == set().union(*(listed(name) for name in LISTS))


def test_the_versions_told_are_the_versions_pinned() -> None:
    pins: dict[str, str] = {}
    for name in LISTS:
        pins |= tree.pins(name)
    for table in tables(DEPENDENCIES.read_text(encoding="utf-8")):
        for row in table[1:] if table[0][0] == "package" else []:
            assert pins[row[0].strip("`").lower()] == row[1], row[0]


@pytest.mark.parametrize("name", ["README.md", "README.zh-CN.md", "CONTRIBUTING.md"])
def test_every_target_named_can_be_made(name: str) -> None:
    targets = set(TARGET.findall((tree.ROOT / "Makefile").read_text(encoding="utf-8")))
    named = set(MADE.findall(code_of((tree.ROOT / name).read_text(encoding="utf-8"))))
    assert {"demo", "test"} <= named
    assert named <= targets


def test_every_word_of_the_command_line_is_real_and_told() -> None:
    """What a page says after `jiedui` exists, and each word stands on some page."""
    assert {"demo", "serve"} <= words()
    told = {(name, word) for name, text in documents() for word in SAID.findall(code_of(text))}
    assert sorted((name, word) for name, word in told if word not in words()) == []
    assert sorted(words() - {word for _, word in told}) == []


def test_every_link_leads_somewhere() -> None:
    broken = [
        f"{name}: {link}"
        for name, text in documents()
        for link in LINK.findall(CODE.sub("", text))
        if "://" not in link and not (tree.ROOT / name).parent.joinpath(link).exists()
    ]
    assert broken == []


def test_the_project_says_its_licence() -> None:
    project = tomllib.loads((tree.ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    licence = (tree.ROOT / "LICENSE").read_text(encoding="utf-8")
    assert project["license"] == "Apache-2.0"
    assert "Version 2.0, January 2004" in licence
    assert "END OF TERMS AND CONDITIONS" in licence
