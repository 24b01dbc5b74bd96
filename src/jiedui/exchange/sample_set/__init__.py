"""The sample programme of the demo: its facts as data, and the office workbooks made from them.

The facts stand in `facts.toml`, each taken from the district's published page of autumn 2017 and
nothing besides; the workbooks are made when they are needed and never kept in the repository.
Besides them there is one drill: a table of stated totals with planted slips, to be checked and
never posted. Knows no Django.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from jiedui.exchange.sample_set.blank import BLANK_NAME, blank_form
from jiedui.exchange.sample_set.workbooks import DRILL_NAME, drill, make_workbooks

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["OFFICE", "REPORTING_DATE", "write_blank_form", "write_drill", "write_workbooks"]

OFFICE = "310114"
"""The district whose office keeps the sample book."""

REPORTING_DATE = dt.date(2017, 10, 31)
"""The day "to date" stands for in the sample."""


def write_workbooks(folder: Path) -> list[Path]:
    """Write the demo's workbooks into a folder; return their paths in the order of filing."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for name, content in make_workbooks().items():
        paths.append(folder / name)
        paths[-1].write_bytes(content)
    return paths


def write_drill(folder: Path) -> Path:
    """Write the drill into a folder: stated totals with planted slips, for `jiedui check FILE`."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / DRILL_NAME
    path.write_bytes(drill())
    return path


def write_blank_form(folder: Path) -> Path:
    """Write a blank form as a higher office sends it, for `jiedui fill`."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / BLANK_NAME
    path.write_bytes(blank_form())
    return path
