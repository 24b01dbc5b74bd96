"""Thresholds and word lists of the house rules: dated data, the package's and the office's own."""

from __future__ import annotations

import datetime as dt
import tomllib
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.conf import settings

from jiedui.kernel.problem import Source, refuse

if TYPE_CHECKING:
    from collections.abc import Iterator

FILE = "thresholds.toml"


def limits_on(day: dt.date) -> dict[str, int]:
    """Return the thresholds that hold on a day, by name.

    Raises:
        Refused: The office's own file is not what it should be.
    """
    found: dict[str, int] = {}
    for part in _parts("limits", day):
        found |= {name: value for name, value in part.items() if name != "since"}
    return found


def words_on(day: dt.date) -> dict[str, tuple[str, ...]]:
    """Return the word lists that hold on a day, by name."""
    found: dict[str, tuple[str, ...]] = {}
    for part in _parts("words", day):
        found |= {name: tuple(value) for name, value in part.items() if name != "since"}
    return found


def _parts(section: str, day: dt.date) -> list[dict[str, Any]]:
    own = Path(settings.DATA_DIR) / FILE
    tables = [_read(files("jiedui.attention").joinpath(FILE).read_text("utf-8"), FILE)]
    if own.is_file():
        tables.append(_read(own.read_text("utf-8"), str(own)))
    return [
        part
        for table in tables
        for part in sorted(table.get(section, []), key=lambda one: one["since"])
        if part["since"] <= day
    ]


def _read(text: str, name: str) -> dict[str, Any]:
    try:
        table = tomllib.loads(text)
        fault = next((part for part in map(str, _faults(table))), "")
    except tomllib.TOMLDecodeError as error:
        table, fault = {}, str(error)
    if fault:
        raise refuse(
            "THRESHOLDS_WRONG",
            found=fault,
            expected="[[limits]] and [[words]] with a day `since`, whole numbers, lists of words",
            source=Source(name),
        )
    return table


def _faults(table: dict[str, Any]) -> Iterator[str]:
    for section, kind in (("limits", int), ("words", list)):
        parts = table.get(section, [])
        for part in parts if isinstance(parts, list) else [{section: parts}]:
            if not isinstance(part, dict) or not isinstance(part.get("since"), dt.date):
                yield f"{section} without a day `since`"
                continue
            for key, value in part.items():
                if key != "since" and not isinstance(value, kind):
                    yield f"{section}: {key} = {value!r}"
