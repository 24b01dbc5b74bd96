"""How the rules of giving word a problem of one field. Knows no Django."""

from __future__ import annotations

from jiedui.kernel.problem import Problem, Severity, Source


def wrong(code: str, at: str, *, found: str = "", expected: str = "") -> Problem:
    """Return the problem of a field: what was found in it and what was expected."""
    return Problem(code, Severity.ERROR, Source(cell=at), found, expected)
