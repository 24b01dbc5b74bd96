"""The facts as a reader holds them: one table up to an entry that never changes under him.

Knows no Django.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from jiedui.facts import kept
from jiedui.facts.backend import connect

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    import ibis.expr.types as ir
    import pyarrow as pa

    from jiedui.facts.engine import Meanwhile
    from jiedui.facts.manifest import Head
    from jiedui.facts.marks import Values
    from jiedui.facts.profile import Profile


def _leave(rows: pa.Table) -> None:
    """Do nothing with rows until both statements are done."""


@dataclass(frozen=True, slots=True)
class Facts:
    """All lines up to an entry, on one engine.

    Attributes:
        engine: `duckdb` or `spark`.
        name: What ends the tables' names on the engine; different facts never share one.
        head: The last entry covered and its hash.
        profile: Which keys occur.
        folder: Where the parts lie; beside it the templates kept.
        rollups: Grains that cover all plain lines, see `facts.rollups`.
    """

    engine: str
    name: str
    head: Head
    profile: Profile = field(compare=False)
    folder: Path = field(compare=False)
    rollups: tuple[str, ...] = field(default=(), compare=False)

    @property
    def known_at(self) -> int:
        """The last entry covered."""
        return self.head.number

    def table(self) -> ir.Table:
        """Return all lines as an Ibis table, for building expressions."""
        from jiedui.facts.expressions import lines  # noqa: PLC0415  Loads Ibis.

        return lines(f"lines_{self.name}")

    def rows(self, expression: ir.Expr) -> pa.Table:
        """Run an expression over `table()`; sums come back as exact integers."""
        from jiedui.facts.expressions import compiled  # noqa: PLC0415  Loads Ibis.

        return self.run(compiled(expression, self.engine), {})[0]

    def template(self, build: Callable[..., str], *given: object) -> str:
        """Return the SQL that `build(*given, engine)` compiles, kept beside the parts."""
        return kept.template(build, given, self.engine, folder=self.folder)

    def run(self, template: str, values: Values) -> tuple[pa.Table, str]:
        """Run SQL compiled against `expressions.lines`, with its marks filled in.

        Args:
            template: What `template` returned.
            values: What stands for each mark: a text, a date, an integer or a list of texts.

        Returns:
            The rows, sums as exact integers, and the SQL that ran.
        """
        return connect(self.engine).run(template, self.name, values)

    def statement(self, template: str, values: Values) -> str:
        """Return the SQL that `run` would run."""
        return connect(self.engine).statement(template, self.name, values)

    def run_both(
        self,
        templates: tuple[str, str],
        values: Values,
        *,
        meanwhile: Meanwhile = (_leave, _leave),
    ) -> tuple[tuple[pa.Table, str], tuple[pa.Table, str]]:
        """Run two such templates at a time; see `run`.

        Args:
            templates: Both.
            values: What stands for each mark.
            meanwhile: Called with the rows of each, while the other may still run.
        """
        return connect(self.engine).run_both(templates, self.name, values, meanwhile=meanwhile)
