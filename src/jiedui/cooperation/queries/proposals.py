"""Reads of what waits for a second person, and of what became of it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from jiedui.access.vault import opened
from jiedui.cooperation.kinds import KINDS
from jiedui.cooperation.models import Proposal
from jiedui.cooperation.queries.listing import Listing, chosen, equal, page, seen
from jiedui.kernel.problem import refuse

if TYPE_CHECKING:
    import datetime as dt

    from jiedui.access.scope import Scope
    from jiedui.cooperation.queries.listing import Page, Wanted


@dataclass(frozen=True, slots=True)
class ProposalRow:
    """A proposal: what kind of record, in words that name nobody, by whom, where it stands."""

    number: int
    kind: str
    words: str
    place: str
    state: str
    record: int | None
    proposed_by: str
    proposed_at: dt.datetime
    decided_by: str
    decided_at: dt.datetime | None


PROPOSALS = Listing(
    filters={"kind": equal("kind"), "state": equal("state"), "by": equal("proposed_by")},
    sorts={"number": ()},
    default="-number",
)
"""How proposals are listed."""


def proposals(scope: Scope, wanted: Wanted) -> Page[ProposalRow]:
    """Return a page of proposals, the newest first."""
    return page(chosen(Proposal.objects.all(), PROPOSALS, wanted, scope=scope), wanted, _proposal)


def proposal(scope: Scope, number: int) -> tuple[ProposalRow, dict[str, str]]:
    """Return a proposal and the words of its form.

    Raises:
        Refused: There is none of that number in the scope, or its seal is broken.
    """
    row = Proposal.objects.filter(seen(scope)).filter(pk=number).first()
    if row is None:
        raise refuse(
            "RECORD_PROPOSAL_UNKNOWN", found=f"proposal {number}", expected="a proposal that waits"
        )
    words: dict[str, str] = json.loads(opened(bytes(row.sealed), place=seal_place(row.kind)))
    known = {one.name for one in KINDS[row.kind].fields}
    return _proposal(row), {name: text for name, text in words.items() if name in known}


def seal_place(kind: str) -> str:
    """Return what the sealed words of a proposal are bound to."""
    return f"cooperation proposal {kind}"


def _proposal(row: Proposal) -> ProposalRow:
    return ProposalRow(
        row.pk,
        row.kind,
        row.words,
        row.place,
        row.state,
        row.record,
        row.proposed_by,
        row.proposed_at,
        row.decided_by,
        row.decided_at,
    )
