"""The book's codes as the standards have them: sectors, states. The table is data (codes.toml)."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files


@cache
def _table() -> dict[str, dict[str, list[str]]]:
    return tomllib.loads((files("jiedui.sharing") / "codes.toml").read_text("utf-8"))


def sector(category: str) -> tuple[str, str]:
    """Return the OECD DAC purpose code of a category, and what it is called."""
    sectors = _table()["sector"]
    code, words, *_ = sectors.get(category, sectors["OTHER"])
    return code, words


def project_sector(category: str) -> list[str]:
    """Return OC4IDS's projectSector of a category; [] where none of them surely holds it."""
    _, _, *found = _table()["sector"].get(category, ["", ""])
    return found


def activity_status(state: str) -> str:
    """Return IATI's ActivityStatus of a project's state; implementation where it is not known."""
    return _table()["status"].get(state, ["2", ""])[0]


def project_status(state: str) -> str:
    """Return OC4IDS's projectStatus of a project's state; "" where it is not known."""
    return _table()["status"].get(state, ["", ""])[1]
