"""The words of every page in Chinese and English, keyed by code, filled by name.

The catalogue lies in `locale/*.toml`, one file per part of the site, each code with both wordings
side by side, so that neither can be forgotten. Boundary: words of pages only; the words of figures,
accounts and problems stay with their own packages.
"""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from django.http import HttpRequest

Language = Literal["zh", "en"]
"""The languages a page is written in, Chinese first."""

LANGUAGES: tuple[Language, ...] = ("zh", "en")
COOKIE = "language"
PARAMETER = "lang"


@cache
def catalogue() -> dict[str, tuple[str, str]]:
    """Return every code with its Chinese and English wording.

    Raises:
        ValueError: A code stands in two files, or lacks one of its two wordings.
    """
    words: dict[str, tuple[str, str]] = {}
    folder = files("jiedui.web") / "locale"
    for path in sorted(folder.iterdir(), key=lambda path: path.name):
        for section, entries in tomllib.loads(path.read_text("utf-8")).items():
            for name, pair in entries.items():
                code = f"{section}.{name}"
                if code in words or len(pair) != len(LANGUAGES) or not all(pair):
                    raise ValueError(f"{path.name}: {code} must stand once, with both wordings")
                words[code] = (pair[0], pair[1])
    return words


def say(code: str, language: Language, **values: object) -> str:
    """Return the wording of a code with its named places filled.

    Args:
        code: `section.name` in the catalogue.
        language: `zh` or `en`.
        values: What the wording names in braces.

    Raises:
        KeyError: The catalogue has no such code, or the wording names a place not given.
    """
    text = catalogue()[code][LANGUAGES.index(language)]
    return text.format(**values) if values else text


def is_worded(code: str) -> bool:
    """Whether the catalogue has this code."""
    return code in catalogue()


def language_of(request: HttpRequest) -> Language:
    """Return the language a page is asked in: `?lang=`, else the reader's cookie, else Chinese."""
    for asked in (request.GET.get(PARAMETER), request.COOKIES.get(COOKIE)):
        for language in LANGUAGES:
            if asked == language:
                return language
    return LANGUAGES[0]


def pick(pair: tuple[str, str], language: Language) -> str:
    """Return one of a Chinese and English pair."""
    return pair[LANGUAGES.index(language)]
