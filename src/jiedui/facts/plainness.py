"""Which lines are plain: one exact record of one county, year, source, category, payer and owner.

Nearly all lines of a large book are plain, and a sum over them needs no thought: they are either
inside a question or outside it. All others are special: inexact, taken back, part of a stated
total, of unknown overlap, or coarser than a county, a year or a source. They are stored apart, so
that each kind is read the way it needs. Many special lines are *filled* all the same: no question
by year finds them too coarse. Knows no Django.
"""

from __future__ import annotations

from functools import reduce
from typing import TYPE_CHECKING

import pyarrow.compute as pc

if TYPE_CHECKING:
    import pyarrow as pa

PLAIN = "plain"
SPECIAL = "special"
KINDS = (PLAIN, SPECIAL)
"""The two kinds of lines."""

ALWAYS = (
    "recipient",
    "province",
    "prefecture",
    "county",
    "year",
    "payer",
    "owner",
    "source",
    "category",
)
"""Columns that are never empty on a plain line."""

SINGLE = ("recipient", "payer", "owner", "source", "category")
"""Columns that never join several keys on a plain line."""

FILLED = "filled"
UNFILLED = "unfilled"
"""The special lines that leave no column of ALWAYS empty and join nothing, and the others."""

FILLED_SQL = " AND ".join(
    [f"{name} IS NOT NULL" for name in ALWAYS] + [f"NOT contains({name}, '+')" for name in SINGLE]
)
"""Whether a line is filled, in the SQL of both engines; never unknown."""


def plainness(lines: pa.Table) -> pa.ChunkedArray:
    """Return for every line whether it is plain."""
    tests = [
        pc.equal(lines["wording"], "exact"),
        pc.equal(lines["sense"], 1),
        lines["itemised"],
        pc.equal(lines["overlap"], "counted"),
        pc.is_null(lines["excluding"]),
        *(
            pc.equal(lines[name], 0)
            for name in ("low_delta", "high_delta", "low_open", "high_open")
        ),
        *(pc.is_valid(lines[name]) for name in ALWAYS),
        *(pc.invert(pc.match_substring(lines[name], "+").fill_null(True)) for name in SINGLE),  # noqa: FBT003
    ]
    return reduce(pc.and_, tests)
