"""A text read and set against the book as it is: the one path of page, command and register."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from django.conf import settings

from jiedui.books.feed import facts
from jiedui.figures.binding.judging import check_text
from jiedui.kernel.problem import Source, refuse
from jiedui.reader.documents import text_of
from jiedui.reader.read import read_text

if TYPE_CHECKING:
    import datetime as dt

    from jiedui.figures.binding.judging import CheckedText

VOCABULARY = "vocabulary"
"""Folder in the data directory with the office's own TOML files of words."""

TITLE_MAX = 200
"""Longest title that is kept, in characters."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A text as it came in.

    Attributes:
        title: What it is known by, as a document of the book would be.
        text: Its words.
        as_of: The day it was written, None when nobody said and it prints none.
    """

    title: str
    text: str
    as_of: dt.date | None = None

    @property
    def digest(self) -> str:
        """SHA-256 of its words."""
        return hashlib.sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()


def sheet_of(name: str, content: bytes, *, title: str = "", as_of: dt.date | None = None) -> Sheet:
    """Return a file as a text.

    Args:
        name: The file's name.
        content: Its bytes.
        title: What it is known by; by default the file's name without its ending.
        as_of: The day it was written.

    Raises:
        Refused: It is empty, or holds no text that can be read.
    """
    text = text_of(name, content)
    plain = PurePath(name.replace("\\", "/")).stem
    return pasted(text, title=title or plain, as_of=as_of)


def pasted(text: str, *, title: str, as_of: dt.date | None = None) -> Sheet:
    """Return words that were pasted as a text.

    Raises:
        Refused: There are none.
    """
    if not text.strip():
        raise refuse(
            "TEXT_EMPTY",
            found="no words",
            expected="a text with at least one number",
            hint="Choose a file with text, or paste the words.",
            source=Source(title),
        )
    return Sheet(" ".join(title.split())[:TITLE_MAX] or "text", text, as_of)


def own_vocabulary() -> Path | None:
    """Return the folder of words the office adds to the reader's, None when it adds none."""
    folder = Path(settings.DATA_DIR) / VOCABULARY
    return folder if folder.is_dir() else None


def checked(sheet: Sheet) -> CheckedText:
    """Return a text's claims with their verdicts by the book as it is.

    Raises:
        Refused: The office's own vocabulary cannot be used.
    """
    reading = read_text(sheet.text, sheet.as_of, vocabulary_folder=own_vocabulary())
    return check_text(sheet.text, reading, facts(), document=sheet.title)
