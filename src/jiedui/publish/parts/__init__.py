"""The tables and pictures a report may name; each asks the book for its own numbers.

`table_named` and `chart_named` are the door. A part with nothing to show is None and falls away.
Knows no Django.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from jiedui.kernel.problem import refuse
from jiedui.publish.parts.funds import funds_table, money_chart
from jiedui.publish.parts.gifts import gifts_table, projects_table
from jiedui.publish.parts.pairings import pairings_chart
from jiedui.publish.parts.results import results_table
from jiedui.publish.parts.stocks import households_chart

if TYPE_CHECKING:
    from collections.abc import Callable

    from jiedui.papers.document import Chart, Table
    from jiedui.publish.telling import Telling

TABLES: dict[str, Callable[[Telling, str], Table | None]] = {
    "funds": funds_table,
    "results": results_table,
    "gifts": gifts_table,
    "projects": projects_table,
}
"""Tables by name."""

CHARTS: dict[str, Callable[[Telling, str], Chart | None]] = {
    "money": money_chart,
    "households": households_chart,
    "pairings": pairings_chart,
}
"""Pictures by name; each carries its table."""


def table_named(name: str, telling: Telling, language: str) -> Table | None:
    """Return a table by name, or None when the book has nothing for it.

    Raises:
        Refused: No such table.
    """
    if name not in TABLES:
        raise refuse("TABLE_UNKNOWN", found=name, expected="、".join(TABLES))
    return TABLES[name](telling, language)


def chart_named(name: str, telling: Telling, language: str) -> Chart | None:
    """Return a chart by name, or None when the book has nothing for it.

    Raises:
        Refused: No such chart.
    """
    if name not in CHARTS:
        raise refuse("CHART_UNKNOWN", found=name, expected="、".join(CHARTS))
    return CHARTS[name](telling, language)
