"""Everything that must hold in a file, checked so that one finding can explain another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jiedui.exchange.acrosschecks import check_across
from jiedui.exchange.duplicates import check_duplicates
from jiedui.exchange.partsums import check_parts
from jiedui.exchange.rowchecks import check_records
from jiedui.exchange.signchecks import check_signs
from jiedui.exchange.summaries import check_summaries
from jiedui.exchange.totalchecks import check_totals
from jiedui.exchange.totalcovers import Visits
from jiedui.exchange.unitchecks import check_units

if TYPE_CHECKING:
    from jiedui.exchange.faults import Faults
    from jiedui.exchange.tableread import TableRead


def check_tables(tables: list[TableRead], faults: Faults) -> None:
    """Tell everything in a file that contradicts itself.

    A total that is off only because a row repeats, contradicts its own parts or stands in the wrong
    unit is no second fault.
    """
    check_duplicates(tables, faults)
    visits = Visits()
    above: dict[int, list[TableRead]] = {}
    for table in tables:
        corrections = check_units(table, faults)
        corrections |= check_records(table, faults, corrections)
        corrections |= check_parts(table, faults)
        check_signs(table, faults)
        check_across(table, faults)
        others = above.setdefault(id(table.sheet), [])
        check_totals(table, corrections, faults, above=others, visits=visits)
        others.append(table)
    check_summaries(tables, faults)
