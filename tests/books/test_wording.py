"""Every code that the book and its users meet is worded in both languages."""

from __future__ import annotations

import re
from pathlib import Path

import jiedui.access
import jiedui.books
from jiedui.access.wording import WORDING as ACCESS
from jiedui.books.wording import WORDING as BOOKS

CODE = re.compile(
    r'(?:refuse|_wrong|_problem|Problem|Break|_broken)\(\s*(?:\w+,\s*)*"([A-Z]+(?:_[A-Z]+)+)"'
)
IN_TABLE = re.compile(r'^\s+"([A-Z]+(?:_[A-Z]+)+)",$', re.MULTILINE)


def codes(package: str) -> set[str]:
    found: set[str] = set()
    for file in Path(package).parent.glob("*.py"):
        if file.name != "wording.py":
            text = file.read_text(encoding="utf-8")
            found |= set(CODE.findall(text)) | set(IN_TABLE.findall(text))
    return found - {"CONN_MAX_AGE"}


def test_every_code_is_worded_and_every_wording_used() -> None:
    assert codes(str(jiedui.access.__file__)) == set(ACCESS)
    assert codes(str(jiedui.books.__file__)) == set(BOOKS)


def test_words_are_in_their_language() -> None:
    for worded in (*ACCESS.values(), *BOOKS.values()):
        assert any("\u4e00" <= letter <= "\u9fff" for letter in worded.zh)
        assert worded.en.isascii()
