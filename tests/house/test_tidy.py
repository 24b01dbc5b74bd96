"""Every file of the checkout is tidy, and every rule of tidiness bites."""

import pytest

from tests.house import tree
from tests.house.tidy import complaints

DOC = '"""What it is for."""\n'

PLANTED = {
    "mark in a text": ("docs/x.md", "Later: TO" + "DO\n", "a mark for later"),
    "long file": ("src/jiedui/kernel/x.py", DOC + "A = 1\n" * 400, "401 lines, at most 400"),
    "long declarations": (
        "src/jiedui/figures/catalogue/x.py",
        DOC + "A = 1\n" * 600,
        "601 lines, at most 600",
    ),
    "empty name": ("src/jiedui/kernel/utils.py", DOC, "'utils' says nothing"),
    "empty folder name": ("src/jiedui/common/x.py", DOC, "'common' says nothing"),
    "empty test name": ("tests/kernel/test_helpers.py", DOC, "'test_helpers' says nothing"),
    "no docstring": ("src/jiedui/kernel/x.py", "A = 1\n", "no module docstring"),
    "long function": (
        "src/jiedui/kernel/x.py",
        DOC + "def f() -> None:\n" + "    a = 1\n" * 50,
        "f has 51 lines, at most 50",
    ),
    "float literal": ("src/jiedui/kernel/x.py", DOC + "A = 0.1\n", "the float 0.1"),
    "float call": ("src/jiedui/books/x.py", DOC + "A = float('1')\n", "float is never exact"),
    "float type": ("src/jiedui/facts/x.py", DOC + "a: float\n", "float is never exact"),
    "clock": (
        "src/jiedui/books/x.py",
        DOC + "import datetime\nA = datetime.datetime.now()\n",
        "reads the clock",
    ),
    "today": ("src/jiedui/books/x.py", DOC + "A = date.today()\n", "reads the clock"),
    "Django's clock": (
        "src/jiedui/books/models.py",
        DOC + "A = Field(default=timezone.now)\n",
        "reads the clock",
    ),
    "automatic date": (
        "src/jiedui/books/models.py",
        DOC + "A = Field(auto_now_add=True)\n",
        "auto_now_add reads the clock",
    ),
    "seconds": ("src/jiedui/facts/x.py", DOC + "import time\nA = time.time()\n", "reads the clock"),
    "seconds by name": ("src/jiedui/facts/x.py", DOC + "from time import time\n", "reads the"),
    "print": ("src/jiedui/publish/x.py", DOC + "print('x')\n", "prints"),
    "bare except": (
        "src/jiedui/web/x.py",
        DOC + "try:\n    A = 1\nexcept:\n    pass\n",
        "catches everything",
    ),
    "catch all": (
        "src/jiedui/web/x.py",
        DOC + "try:\n    A = 1\nexcept (ValueError, Exception):\n    pass\n",
        "catches every error",
    ),
    "suppress all": (
        "src/jiedui/web/x.py",
        DOC + "with contextlib.suppress(Exception):\n    A = 1\n",
        "catches every error",
    ),
}

ALLOWED = {
    "clock at the edge": ("src/jiedui/web/x.py", DOC + "A = timezone.now()\n"),
    "print at the edge": ("src/jiedui/cli/x.py", DOC + "print('x')\n"),
    "catch all at the edge": (
        "src/jiedui/web/errors.py",
        DOC + "try:\n    A = 1\nexcept Exception:\n    pass\n",
    ),
    "float in a picture": ("src/jiedui/web/x.py", DOC + "A = 0.5\n"),
    "a date of one's own": ("src/jiedui/books/x.py", DOC + "A = period.now\nB = entry.today\n"),
    "migration": ("src/jiedui/books/migrations/0001_x.py", "A = 1\n" * 500),
}


@pytest.mark.parametrize("planted", PLANTED)
def test_each_rule_bites(planted: str) -> None:
    name, text, words = PLANTED[planted]
    found = complaints(name, text)
    assert len(found) == 1
    assert words in found[0]


@pytest.mark.parametrize("allowed", ALLOWED)
def test_what_is_allowed_is_left_alone(allowed: str) -> None:
    name, text = ALLOWED[allowed]
    assert complaints(name, text) == []


def test_every_file_is_tidy() -> None:
    found = [line for name, text in tree.texts() for line in sorted(complaints(name, text))]
    assert not found, "\n" + "\n".join(found)


def test_the_tree_is_seen() -> None:
    names = {name for name, _ in tree.texts()}
    assert {"Makefile", "pyproject.toml", "src/jiedui/__init__.py"} <= names
    assert not [name for name in names if name.startswith((".venv/", ".git/", "build/"))]
