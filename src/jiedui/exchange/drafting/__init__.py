"""From the rows of a reading to drafts of entries, each held against what the book says already.

Door: `draft_rows(reading, view)`. One module per kind of table; `placing` sets the drafts among
    stated totals, `conflicts` leaves out what is on record. Plain Python: knows no Django.
"""

from __future__ import annotations

from jiedui.exchange.drafting.placing import freed_gifts
from jiedui.exchange.drafting.run import Again, RowDraft, assertions_of, draft_rows
from jiedui.exchange.drafting.view import BookLine, BookView, LinesView, Wanted, Without

__all__ = [
    "Again",
    "BookLine",
    "BookView",
    "LinesView",
    "RowDraft",
    "Wanted",
    "Without",
    "assertions_of",
    "draft_rows",
    "freed_gifts",
]
