"""What refusals of the desk's acts found, expected and advise, said in Chinese by pattern.

The patterns stand in `phrases.toml`; what reading a file tells is worded in `exchange.phrases`. A
phrase nobody has worded stays as it is.
"""

from __future__ import annotations

import functools
import tomllib
from importlib.resources import files

from jiedui.exchange import phrases
from jiedui.kernel.phrasing import Phrases


@functools.cache
def _phrases() -> Phrases:
    told = tomllib.loads((files("jiedui.web") / "phrases.toml").read_text("utf-8"))
    return Phrases(told["said"])


@functools.lru_cache(maxsize=4096)
def in_chinese(phrase: str) -> str:
    """Return a phrase in Chinese where it is worded, else itself."""
    said = _phrases().of(phrase)
    return phrases.in_chinese(phrase) if said is None else said
