"""Whole texts of many kinds: sound as they stand, each slip in them found."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from jiedui.reader.read import read_text

TEXTS = sorted((Path(__file__).parent / "slipped").glob("*.txt"))
CHOICE = re.compile(r"\{([^|{}]*)\|([^|{}]*)\}")
"""The number that does not follow, and the one that does."""


def with_slip(text: str, which: int) -> str:
    """Return a text with its slip of that place, sound for none."""
    choices = CHOICE.findall(text)
    places = iter(range(len(choices)))
    return CHOICE.sub(lambda told: told[1] if next(places) == which else told[2], text)


def slips(text: str) -> list[str]:
    """Return the stated numbers of a text that are called wrong."""
    reading = read_text(text)
    return [reading.claims[one.total].text for one in reading.findings if not one.is_ok]


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_a_sound_text_is_not_called_wrong(path: Path) -> None:
    assert slips(with_slip(path.read_text(encoding="utf-8"), -1)) == []


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_every_slip_of_a_text_is_found(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    count = len(CHOICE.findall(text))
    assert all(slips(with_slip(text, at)) for at in range(count))
