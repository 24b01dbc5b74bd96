"""Columns of people, visits and proposals that lie sealed under the office's own keys."""

from __future__ import annotations

from jiedui.access.boxes import SealedColumn
from jiedui.cooperation.models import Placement, Proposal, Secondment, Training, Visit
from jiedui.cooperation.queries.people import PERSON_PLACE
from jiedui.cooperation.queries.proposals import seal_place
from jiedui.cooperation.queries.trainings import ROSTER_PLACE
from jiedui.cooperation.queries.visits import LEADER_PLACE

SEALED = (
    SealedColumn(Secondment, "sealed", lambda _: PERSON_PLACE),
    SealedColumn(Placement, "sealed", lambda _: PERSON_PLACE),
    SealedColumn(Training, "roster", lambda _: ROSTER_PLACE),
    SealedColumn(Visit, "leader", lambda _: LEADER_PLACE),
    SealedColumn(Proposal, "sealed", lambda row: seal_place(row.kind)),
)
