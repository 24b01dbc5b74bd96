"""A district's entries as they stand here: numbers moved, sources naming the district."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jiedui.bundles.models import Bundle
from jiedui.kernel.place import name_of

if TYPE_CHECKING:
    from jiedui.books.entry import EntryDraft, LineDraft
    from jiedui.bundles.form import Carried

BELOW_CLOSING = "closed_below"
"""Kind of the entry here that tells that a district closed its periods: it closes none of ours."""


class Moved:
    """Entries of a district's book as they stand in this one."""

    def __init__(self, row: Bundle, first: int) -> None:
        """Note where the bundle's entries go, and where the earlier ones went."""
        self.first = first
        self.place = row.district.place
        self.name = name_of(row.district.place)
        earlier = row.district.bundles.filter(state=Bundle.POSTED).order_by("starts_at")
        self.spans = [
            (one.starts_at, one.ends_at, one.first - one.starts_at)
            for one in earlier
            if one.first is not None
        ]
        self.spans.append((row.starts_at, row.ends_at, first - row.starts_at))

    def number(self, there: int) -> int:
        """Return the number here of an entry there."""
        return next(there + shift for starts, ends, shift in self.spans if starts <= there <= ends)

    def draft(self, one: Carried) -> EntryDraft:
        """Return an entry as it is posted here: its sources name the district."""
        draft = one.draft
        return draft._replace(
            kind=BELOW_CLOSING if draft.kind == "closing" else draft.kind,
            lines=tuple(self._line(line) for line in draft.lines),
            evidence=f"{draft.evidence} {self.place}#{one.number}".strip(),
            source=self._source(draft.source) or f"{self.name}账簿\t第{one.number}号\t",
            reverses=None if draft.reverses is None else self.number(draft.reverses),
            batch=None,
        )

    def _line(self, line: LineDraft) -> LineDraft:
        carves = None if line.carves is None else self.number(line.carves)
        return line._replace(cell=self._source(line.cell), carves=carves)

    def _source(self, text: str) -> str:
        return f"{self.name}：{text}" if text else ""
