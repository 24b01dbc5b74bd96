"""What stands under 合计 beside names across, held against the numbers it adds up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jiedui.exchange.across import SUM, is_sum
from jiedui.exchange.kinds.declaration import ADDITIVE, FieldKind
from jiedui.exchange.rowchecks import interval_of, number_words
from jiedui.kernel.quantity import Wording, total

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from jiedui.exchange.across import Group
    from jiedui.exchange.faults import Faults
    from jiedui.exchange.rows import Value
    from jiedui.exchange.tableread import Record, Sum, TableRead
    from jiedui.kernel.quantity import Interval

_SUMMED = ADDITIVE | {FieldKind.FIGURE}
_OPEN = frozenset((Wording.NOT_STATED.value, Wording.NOT_KNOWN.value))


def check_across(table: TableRead, faults: Faults) -> None:
    """Tell sums across a row that are not the sum of the row's numbers, if most others are.

    The sum in a row of sums may as well be that of its own column.
    """
    right, wrong = 0, []
    for whole, name, added in _judged(table):
        right += added is None
        if added is not None:
            wrong.append((whole, name, added))
    if len(wrong) <= max(right, 1):
        for whole, name, added in wrong:
            _tell(whole, name, added, faults=faults)
    for corner in table.sums:
        if is_sum(corner.group):
            _check_corner(table, corner, faults)


def _judged(table: TableRead) -> Iterator[tuple[Record, str, int | None]]:
    """Yield every number under 合计 with the right one, None where it is right."""
    rows: dict[int, list[Record]] = {}
    for record in table.records if table.added_up else ():
        rows.setdefault(record.row, []).append(record)
    for whole in table.added_up:
        parts = [one for one in rows.get(whole.row, ()) if _is_part(one.group, whole.group)]
        for name in summed_fields(table, whole.fields):
            yield whole, name, _added(whole, parts, name)


def _check_corner(table: TableRead, corner: Sum, faults: Faults) -> None:
    across = [
        one for one in table.sums if one.row == corner.row and _is_part(one.group, corner.group)
    ]
    down = [one for one in table.added_up if one.group == corner.group and one.row < corner.row]
    for name in summed_fields(table, corner.fields):
        found = [_added(corner, parts, name) for parts in (across, down) if parts]
        if found and None not in found:
            faults.add(
                "TOTAL_MISMATCH",
                table.sheet.name,
                f"{corner.letters[name]}{corner.row}",
                found=_words(table, name, corner.fields[name]),
                expected=f"{number_words(table, name, found[0] or 0)}, the sum of its parts",
            )


def _tell(whole: Record, name: str, added: int, *, faults: Faults) -> None:
    table = whole.table
    faults.add(
        "ROW_SUM_MISMATCH",
        table.sheet.name,
        whole.cell(name),
        found=_words(table, name, whole.fields[name]),
        expected=f"{number_words(table, name, added)}, the sum of its parts",
    )


def _words(table: TableRead, name: str, value: Value) -> str:
    return number_words(table, name, value) if isinstance(value, int) else str(value)


def summed_fields(table: TableRead, fields: dict[str, Value]) -> list[str]:
    """Return the names of the fields that state a number which a sum may add up."""
    kind = table.binding.kind
    return [
        name
        for name, value in fields.items()
        if isinstance(value, int)
        and not isinstance(value, bool)
        and (field := kind.field(name)) is not None
        and field.kind in _SUMMED
    ]


def _is_part(part: Group, whole: Group) -> bool:
    """Whether a group is among those that another adds up: it agrees in all that one says."""
    return not is_sum(part) and {one for one in whole if one[0] != SUM} <= set(part)


def _added(whole: Record | Sum, parts: Sequence[Record | Sum], name: str) -> int | None:
    """Return the sum of the parts where a printed one contradicts it, else None."""
    printed = interval_of(whole.fields, whole.wordings, name)
    stated: list[Interval] = [
        one for part in parts if (one := interval_of(part.fields, part.wordings, name)) is not None
    ]
    if printed is None or not stated:
        return None
    added = total(stated)
    if printed.overlaps(added):
        return None
    below = added.low is None or (printed.low is not None and printed.low > added.low)
    if any(_is_open(part, name) for part in parts) and below:
        return None
    return added.stated if added.stated is not None else added.low or 0


def _is_open(part: Record | Sum, name: str) -> bool:
    """Whether a part has a number that is not stated here."""
    return part.wordings.get(name) in _OPEN
