"""The set-up keeps its word: all of it may be given away, and no test is left out unseen."""

import importlib.metadata
import os
import re
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from tests import engines
from tests.house import tree

BINDING = re.compile(
    r"\bA?GPL|Affero|GNU General Public|SSPL|Commons Clause|Proprietary", re.IGNORECASE
)
LESSER = re.compile(r"\bLGPL|Lesser General Public", re.IGNORECASE)
LESSER_ALLOWED = {"psycopg", "psycopg-binary", "docxtpl", "python-stdnum"}


def licences(name: str) -> Iterable[str]:
    """What an installed package says of its licence, in all the places where one may say it."""
    facts = importlib.metadata.metadata(name)
    classes = [one for one in facts.get_all("Classifier") or [] if one.startswith("License")]
    short = facts.get_all("License-Expression") or []
    long = [one.strip().partition("\n")[0] for one in facts.get_all("License") or []]
    return [said for said in (*short, *long, *classes) if said]


@pytest.mark.parametrize("name", tree.pins("base"))
def test_what_jiedui_needs_may_be_given_away_with_it(name: str) -> None:
    said = list(licences(name))
    assert said
    for words in said:
        if LESSER.search(words):
            assert name in LESSER_ALLOWED
        else:
            assert not BINDING.search(words), words


def test_the_licence_rule_bites() -> None:
    assert any(BINDING.search(words) for words in licences("beancount"))
    assert BINDING.search("AGPL-3.0-or-later")
    assert not BINDING.search("BSD-3-Clause")


def test_the_environment_is_the_locked_one() -> None:
    for lock in ("base", "dev"):
        for name, version in tree.pins(lock).items():
            assert importlib.metadata.version(name) == version, name


def test_what_is_needed_with_extras_is_pinned_with_them() -> None:
    """Else an installer may find the newest version with the extra, which has no hash here."""
    pinned = tree.extras("base") | tree.extras("dev")
    asked = [
        Requirement(line)
        for name in pinned
        for line in importlib.metadata.requires(name) or []
        if "[" in line
    ]
    needed = [one for one in asked if not one.marker or one.marker.evaluate({"extra": ""})]
    assert "coverage" in {one.name for one in needed}
    assert [one for one in needed if not one.extras <= pinned[one.name]] == []


def run_left_out(folder: Path, require_all: str) -> "subprocess.CompletedProcess[str]":
    """Run one marked test where none of the outside programs can be found."""
    (folder / "test_x.py").write_text(
        "import pytest\n@pytest.mark.browser\ndef test_x():\n    assert False\n"
    )
    (folder / "pytest.ini").write_text("[pytest]\nmarkers =\n    browser: x\n")
    return subprocess.run(
        [sys.executable, "-m", "pytest", "-p", "tests.engines", "-p", "no:django", "-rs", "-q"],
        cwd=folder,
        env={"PATH": "/nowhere", "PYTHONPATH": str(tree.ROOT), engines.REQUIRE_ALL: require_all},
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_test_without_its_program_is_left_out_with_a_sentence(tmp_path: Path) -> None:
    ran = run_left_out(tmp_path, require_all="")
    assert ran.returncode == 0
    assert "1 skipped" in ran.stdout
    assert "left out: the browser Chromium is not on this machine" in ran.stdout
    assert "apt-get install chromium" in ran.stdout


def test_where_all_are_required_it_fails(tmp_path: Path) -> None:
    ran = run_left_out(tmp_path, require_all="1")
    assert ran.returncode == 1
    assert "JIEDUI_REQUIRE_ALL=1 allows no test to be left out" in ran.stdout


def test_a_family_stays_in_one_worker(tmp_path: Path) -> None:
    """Or every worker starts its own Spark; without the other half one worker would do all."""
    (tmp_path / "pytest.ini").write_text("[pytest]\naddopts = --dist=loadgroup\n")
    (tmp_path / "test_x.py").write_text(
        "import os, pathlib, time, pytest\n"
        "def told(name):\n"
        "    time.sleep(0.05)\n"
        "    with pathlib.Path(name).open('a') as file:\n"
        "        file.write(os.environ['PYTEST_XDIST_WORKER'] + ' ')\n"
        "@pytest.mark.xdist_group('dear')\n"
        "@pytest.mark.parametrize('at', range(6))\n"
        "def test_x(at):\n    told('dear')\n"
        "@pytest.mark.parametrize('at', range(6))\n"
        "def test_y(at):\n    told('cheap')\n"
    )
    subprocess.run(
        [sys.executable, "-m", "pytest", "-p", "tests.engines", "-p", "no:django", "-n", "2", "-q"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(tree.ROOT)},
        capture_output=True,
        check=True,
    )
    dear, cheap = ((tmp_path / name).read_text().split() for name in ("dear", "cheap"))
    assert (len(dear), len(set(dear))) == (6, 1)
    assert len(cheap) == 6
    assert set(cheap) - set(dear)


def test_every_family_of_tests_has_its_marker() -> None:
    text = (tree.ROOT / "pyproject.toml").read_text(encoding="utf-8")
    for family, names in engines.FAMILIES.items():
        assert f'  "{family}: ' in text
        assert set(names) <= engines.PROGRAMS.keys()


def test_the_debian_packages_are_the_ones_the_sentences_name() -> None:
    script = (tree.ROOT / "setup" / "debian").read_text(encoding="utf-8")
    for program in engines.PROGRAMS.values():
        assert program.package in script


@pytest.mark.parametrize("name", [".ci/run", "setup/venv", "setup/debian", "setup/lock"])
def test_scripts_can_be_run_and_stop_at_the_first_error(name: str) -> None:
    path = tree.ROOT / name
    assert os.access(path, os.X_OK)
    assert path.read_text(encoding="utf-8").startswith("#!/usr/bin/env bash\n")
    assert "set -euo pipefail" in path.read_text(encoding="utf-8")
    assert subprocess.run(["bash", "-n", path], check=False).returncode == 0
