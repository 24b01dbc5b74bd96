"""What figures need of an engine, and which lines it makes one table of. Knows no Django."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    import pyarrow as pa

    from jiedui.facts.marks import Values


@dataclass(frozen=True, slots=True)
class Span:
    """Which lines a bound table holds; two that are equal hold the same.

    Attributes:
        folder: Where the parts lie.
        files: The parts of every kind, in order.
        rollups: The files of every rollup that covers all plain lines.
        origin: What tells this book's facts from another's in the same folder.
        covered: Last entry of the parts.
        head: Last entry and its hash, tail included.
        copy: Whether roll-ups are read from a copy in memory.
    """

    folder: Path
    files: tuple[tuple[str, tuple[str, ...]], ...]
    origin: str
    covered: int
    head: tuple[int, str]
    copy: bool = False
    rollups: tuple[tuple[str, tuple[str, ...]], ...] = ()


Take = Callable[["pa.Table"], object]
Meanwhile = tuple[Take, Take]
"""What takes the rows of each of two statements, while the other may still run."""


class Engine(Protocol):
    """What figures need of an engine."""

    def bind(self, span: Span, tails: Mapping[str, pa.Table]) -> str:
        """Make parts and tails of each kind one table; return what ends the tables' names."""

    def statement(self, template: str, name: str, values: Values) -> str:
        """Fill in the marks of a compiled template."""

    def run(self, template: str, name: str, values: Values) -> tuple[pa.Table, str]:
        """Fill in the marks of a compiled template and run it over bound tables."""

    def run_both(
        self,
        templates: tuple[str, str],
        name: str,
        values: Values,
        *,
        meanwhile: Meanwhile,
    ) -> tuple[tuple[pa.Table, str], tuple[pa.Table, str]]:
        """Run two templates at a time; the rows of each are offered as soon as they come."""
