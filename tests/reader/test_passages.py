"""Short passages of every kind of relation: right as they stand, each slip in them found."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import pytest

from jiedui.reader.read import read_text

PASSAGES = [
    line.replace("\\n", "\n")
    for line in (Path(__file__).parent / "passages.txt").read_text(encoding="utf-8").splitlines()
]
CHOICE = re.compile(r"\{([^|{}]*)\|([^|{}]*)\}")
"""The number that does not follow, and the one that does."""

HEAD = "2021年,青岛市对口帮扶定西市。\n"
AS_OF = dt.date(2021, 12, 15)


def wrong(passage: str, which: int) -> list[str]:
    """Return the numbers called wrong in a passage with its slip of that place, none if -1."""
    places = iter(range(len(CHOICE.findall(passage))))
    text = CHOICE.sub(lambda told: told[1] if next(places) == which else told[2], passage)
    reading = read_text(HEAD + text, AS_OF)
    return [reading.claims[one.total].text for one in reading.findings if not one.is_ok]


@pytest.mark.parametrize("passage", PASSAGES)
def test_a_passage_is_right_and_its_slips_are_found(passage: str) -> None:
    assert wrong(passage, -1) == []
    assert all(wrong(passage, at) for at in range(len(CHOICE.findall(passage))))
