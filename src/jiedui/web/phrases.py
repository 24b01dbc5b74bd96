"""What refusals of the desk's acts found, expected and advise, said in Chinese by pattern.

The patterns stand in `phrases.toml`; what reading a file tells is worded in `exchange.phrases`. A
phrase nobody has worded stays as it is.
"""

from __future__ import annotations

import functools
import re
import tomllib
from importlib.resources import files

from jiedui.exchange import phrases


@functools.cache
def _patterns() -> tuple[tuple[re.Pattern[str], str], ...]:
    told = tomllib.loads((files("jiedui.web") / "phrases.toml").read_text("utf-8"))
    return tuple((re.compile(pattern), words) for pattern, words in told["said"])


@functools.lru_cache(maxsize=4096)
def in_chinese(phrase: str) -> str:
    """Return a phrase in Chinese where it is worded, else itself."""
    for pattern, words in _patterns():
        found = pattern.fullmatch(phrase)
        if found is not None:
            return found.expand(words)
    return phrases.in_chinese(phrase)
