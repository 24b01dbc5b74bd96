"""Which lines are plain: one exact record of one county, year, source, category, payer and owner.

Nearly all lines of a large book are plain, and a sum over them needs no thought: they are either
inside a question or outside it. All others are special: inexact, taken back, part of a stated
total, of unknown overlap, or coarser than a county, a year or a source. They are stored apart, so
that each kind is read the way it needs. Knows no Django.
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

FILLED = (
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
        *(pc.is_valid(lines[name]) for name in FILLED),
        *(pc.invert(pc.match_substring(lines[name], "+").fill_null(True)) for name in SINGLE),  # noqa: FBT003
    ]
    return reduce(pc.and_, tests)
