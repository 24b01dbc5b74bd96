"""Whom a batch of class rosters, once it is posted, would put on rosters and take off them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jiedui.cooperation.filed import FiledRow
from jiedui.cooperation.queries.rosters import class_of, roster_change
from jiedui.exchange import opening
from jiedui.exchange.models import Batch
from jiedui.kernel.place import present_code

if TYPE_CHECKING:
    from jiedui.access.scope import Scope
    from jiedui.cooperation.queries.rosters import RosterChange

KIND = "training_roster"


def roster_changes(scope: Scope, number: int) -> list[RosterChange]:
    """Return what posting a batch that waits would make of the rosters on record; [] for others.

    The kept file is read again, because a batch keeps numbers starred. A row of no class on record
    is left out: posting refuses it.

    Args:
        scope: Who looks; the batch's page has let them in.
        number: The batch.
    """
    batch = Batch.objects.filter(pk=number, state=Batch.RECEIVED, kind=KIND).first()
    if batch is None or not all(scope.sees(one) for one in batch.places.split(";") if one):
        return []
    reading = opening.read_again(batch)
    classes: dict[int, list[FiledRow]] = {}
    for one in reading.rows:
        context = reading.context[one.sheet]
        code = str(one.get("county_code") or context.county_code or "")
        source = f"{batch.name}\t{one.sheet}\t{one.row}"
        row = FiledRow(
            one.fields, one.wordings, (), (), source, place=present_code(code) if code else ""
        )
        found = class_of(row)
        if found is not None:
            classes.setdefault(found, []).append(row)
    return [roster_change(training, rows) for training, rows in classes.items()]
