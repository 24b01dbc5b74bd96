"""Expressions that list lines as they are: pairings, projects, observations, assertions.

Loads Ibis; reached through `figures.listed` only. Knows no Django.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import ibis

from jiedui.facts.expressions import compiled, lines, mark

if TYPE_CHECKING:
    import ibis.expr.types as ir

_NUMBERS = ("amount", "low_delta", "high_delta", "low_open", "high_open")

TOTALS = (
    "account", "owner", "recipient", "source", "category", "starts", "ends", "excluding",
)  # fmt: skip
"""What is told of a stated total."""


def pairings_sql(account: str, engine: str) -> str:
    """Return the SQL of the pairings that stand, each once."""
    t = lines("special")
    chosen = t.filter(t.account == account, _is_known(t))
    names = ("recipient", "owner", "payer", "pairing_kind", "starts", "ends")
    grouped = chosen.group_by(*names).aggregate(n=chosen.sense.sum())
    return compiled(
        grouped.filter(grouped.n > 0).order_by(*(ibis.asc(name) for name in names)), engine
    )


def totals_sql(engine: str) -> str:
    """Return the SQL of the lines of stated totals that stand and hold the records in their reach.

    A part given back to a wider total is one of its lines, so it stands only where that one does.
    """
    t = lines("special")
    is_back = t.kind == "reversal"
    tests = [~t.itemised, t.overlap == "counted", ibis.ifelse(is_back, -1, 1) == t.sense]
    chosen = t.filter(*tests, _is_known(t))
    beside = (chosen.kind == "beside").any()
    numbers = {name: chosen[name] * chosen.sense for name in _NUMBERS}
    grouped = chosen.group_by(*TOTALS, **numbers).aggregate(n=chosen.sense.sum(), beside=beside)
    standing = grouped.filter(grouped.n > 0, ~grouped.beside)
    return compiled(standing.select(*TOTALS).distinct(), engine)


def account_sql(account: str, engine: str) -> str:
    """Return the SQL of the lines of an account, in order of entry.

    Args:
        account: Its name, or its first part and a `%`.
        engine: `duckdb` or `spark`.
    """
    t = lines()
    is_one = t.account.like(account) if account.endswith("%") else t.account == account
    return compiled(t.filter(is_one, _is_known(t)).order_by("entry", "line"), engine)


def projects_sql(engine: str) -> str:
    """Return the SQL of the keys of every project."""
    t = lines()
    return compiled(t.filter(t.project.notnull()).select("project").distinct(), engine)


def documents_sql(engine: str) -> str:
    """Return the SQL of the titles of every document."""
    t = lines()
    return compiled(t.filter(t.document.notnull()).select("document").distinct(), engine)


def observations_sql(wordings: tuple[str, ...], equal: tuple[str, ...], engine: str) -> str:
    """Return the SQL of what was observed, by place, document and day."""
    t = lines()
    tests = [t.account.isin([mark("accounts")]), _is_known(t)]
    tests += [t[name].isin([mark(f"equal_{name}")]) for name in equal]
    chosen = t.filter(*tests)
    sums: dict[str, Any] = {"n": chosen.sense.sum()}
    sums |= {name: chosen[name].sum() for name in _NUMBERS}
    sums["itemised"] = chosen.itemised.ifelse(chosen.amount, 0).sum()
    sums |= {
        f"said_{one}": (chosen.wording == one).ifelse(chosen.sense, 0).sum() for one in wordings
    }
    keys = ("recipient", "owner", "document", "starts", "ends")
    return compiled(chosen.group_by(*keys).aggregate(**sums), engine)


def _is_known(t: ir.Table) -> ir.BooleanValue:
    return t.entry <= mark("known_at").cast("int64")
