"""How wide each column of a printed table is: as its longest unbreakable words ask for.

Knows no Django.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from jiedui.papers.look import half_characters

if TYPE_CHECKING:
    from jiedui.papers.document import Table

_STUB_MAX = 24
_LINE_MAX = 40
"""What a column of sentences asks for: it wraps, and leaves the others room."""

_MARGIN = 3


def shares(table: Table) -> list[int]:
    """Return the share of each column, in half characters; numbers may not wrap."""
    return [_share(table, at) for at in range(len(table.columns))]


def is_numeric(table: Table, at: int) -> bool:
    """Whether a column is set as numbers are: at the end of its cells, unbroken."""
    return at >= table.stub and not is_wordy(table, at)


def is_wordy(table: Table, at: int) -> bool:
    """Whether a column holds sentences or long lists, which wrap."""
    most = _STUB_MAX if at < table.stub else _LINE_MAX
    return any(half_characters(row[at].text) > most for row in table.rows)


def _share(table: Table, at: int) -> int:
    cells = [half_characters(row[at].text) for row in table.rows]
    most = max(cells, default=0)
    is_beside_numbers = at < table.stub < len(table.columns)
    most = min(most, _STUB_MAX if is_beside_numbers else _LINE_MAX)
    return max(most, _heading(table.columns[at])) + _MARGIN


def _heading(name: str) -> int:
    """Return what a heading needs at least: its longest Latin word, or a third of its Chinese."""
    words = [len(word) for word in re.findall(r"[!-~]+", name)]
    return max([*words, half_characters(name) // 3, 4])
