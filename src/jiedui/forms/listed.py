"""Totals of a list of gifts that leave out what is not known: 合计（金额不明的不计）. No Django.

Such a total is no figure of the book, which holds gifts that are not listed and gifts without an
amount, but the sum of the rows above it; a part of it by recipient is the sum of that one's rows.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from jiedui.forms.exclusions import leaves_out_rough, leaves_out_unknown
from jiedui.forms.rewording import plain_label
from jiedui.forms.totals import is_total
from jiedui.forms.worked import Worked
from jiedui.kernel.place import covers

if TYPE_CHECKING:
    from jiedui.forms.asked import Asked
    from jiedui.forms.binder import Binder
    from jiedui.forms.layout import Line, Slot

_FEWEST = 2


def listed_sum(binder: Binder, slot: Slot) -> Asked | None:
    """Return what a total of listed gifts asks: the sum of its rows; None = it is no such total."""
    total = _total_of(binder, slot.line)
    if total is None:
        return None
    rows = [one for one in binder.table.lines if _gives(binder, one)]
    own = binder.said.joined(slot.line.labels)
    if slot.line is not total and not own.places:
        return None
    if own.places:
        rows = [one for one in rows if _is_for(binder.said.joined(one.labels).places, own.places)]
    lines = {one.row for one in rows}
    beside = [
        one for one in binder.table.slots if one.line.row in lines and one.heads == slot.heads
    ]
    asks = [one for one in map(binder.ask, beside) if one.question is not None]
    if len(rows) < _FEWEST > len(asks) and not asks:
        return None
    if any(one.doubt or one.narrower or one.worked for one in asks):
        return None
    first = asks[0]
    others = tuple(one.question for one in asks[1:] if one.question is not None)
    how = "sum_exact" if leaves_out_rough(plain_label("".join(total.labels))) else "sum"
    return replace(first, worked=Worked(how, others), recipients=own.codes, donors=())


def _total_of(binder: Binder, line: Line) -> Line | None:
    """Return the total of a list of givers that a row is, or is a part of."""
    if not line.labels:
        return None
    whole: Line | None = line if is_total(line, binder.reader) else binder.said.line_above(line)
    if whole is None or not is_total(whole, binder.reader):
        return None
    said = plain_label("".join(whole.labels))
    is_known_only = leaves_out_unknown(said) or leaves_out_rough(said) or binder.notes.is_known_only
    is_of_givers = is_known_only and any(_gives(binder, one) for one in binder.table.lines)
    return whole if is_of_givers else None


def _gives(binder: Binder, line: Line) -> bool:
    return any(binder.reader.read(one).payers for one in line.labels)


def _is_for(places: tuple[str, ...], wanted: tuple[str, ...]) -> bool:
    return bool(places) and all(any(covers(wide, one) for wide in wanted) for one in places)
