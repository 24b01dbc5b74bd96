"""What must hold inside one record: sums, parts within wholes, dates in order, rates, people."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from jiedui.exchange.codechecks import check_words
from jiedui.exchange.kinds.declaration import (
    Bounds,
    OfWhich,
    OneOf,
    Order,
    PartOf,
    Product,
    RateOf,
    Ratio,
    RowSum,
)
from jiedui.exchange.kinds.fundfields import FUNDS
from jiedui.exchange.numberwords import number_words
from jiedui.exchange.ofwhich import check_of_which
from jiedui.exchange.peoplechecks import check_people
from jiedui.exchange.productchecks import check_product
from jiedui.exchange.rates import is_rate
from jiedui.exchange.restof import is_made_up
from jiedui.exchange.signchecks import is_taken_back
from jiedui.exchange.tableread import is_stated, is_unread, is_withheld
from jiedui.kernel.quantity import Interval, Wording, said, total

if TYPE_CHECKING:
    from collections.abc import Container

    from jiedui.exchange.faults import Faults
    from jiedui.exchange.kinds.declaration import Check
    from jiedui.exchange.rows import Value
    from jiedui.exchange.tableread import Record, TableRead

_BETWEEN = Wording.BETWEEN.value
_WORDINGS = {one.value: one for one in Wording}
_RANGES = frozenset((Wording.BETWEEN.value, Wording.NOT_STATED.value, Wording.NOT_KNOWN.value))


def interval_of(fields: dict[str, Value], wordings: dict[str, str], name: str) -> Interval | None:
    """Return a number of a record as an interval, None when it states none."""
    value = fields.get(name)
    if isinstance(value, bool) or not isinstance(value, int):
        return None
    wording = wordings.get(name)
    if wording is None:
        return Interval(value, value, value)
    if wording == _BETWEEN:
        high = fields.get(f"{name}_high")
        return Interval(None, value, high if isinstance(high, int) else None, Wording.BETWEEN)
    return said(value, _WORDINGS[wording]) if wording not in _RANGES else None


def of_record(record: Record, name: str) -> Interval | None:
    """Return a record's number as an interval, None when it states none."""
    return interval_of(record.fields, record.wordings, name)


def check_records(
    table: TableRead, faults: Faults, suspects: dict[tuple[int, str], int]
) -> dict[tuple[int, str], int]:
    """Tell what contradicts itself inside the records of a table.

    Args:
        table: The table.
        faults: Where to tell.
        suspects: (row, field) of amounts told to be in the wrong unit; they explain wrong sums.

    Returns:
        (row, field) to the sum of the parts, where a printed whole contradicts its parts.
    """
    wrong: dict[tuple[int, str], int] = {}
    for check in table.binding.kind.checks:
        if isinstance(check, RowSum):
            wrong |= _check_sum(table, check, faults, suspects=suspects)
        elif isinstance(check, OneOf):
            check_words(table, check, faults)
        else:
            _check_one(table, check, faults, suspects=suspects)
    if table.binding.column("id_no") is not None:
        check_people(table, faults)
    return wrong


# --- sums ----------------------------------------------------------------------------------------


def _check_sum(
    table: TableRead, check: RowSum, faults: Faults, *, suspects: dict[tuple[int, str], int]
) -> dict[tuple[int, str], int]:
    """Tell wholes that are not the sum of their parts, if the others of the column are."""
    parts = parts_of(table, check)
    if table.binding.column(check.whole) is None or not parts:
        return {}
    if len(parts) == 1 and (check.whole == "total_fen" or _has_unread_amounts(table)):
        _check_within(table, check.whole, parts, faults=faults)
        return {}
    good, bad = 0, []
    for record in table.records:
        if suspects and any((record.row, name) in suspects for name in (check.whole, *parts)):
            continue
        verdict = _sums_up(record, check, parts)
        good += verdict is True
        if verdict is False and not is_made_up(record, check.whole, parts):
            bad.append(record)
    if len(bad) > max(good, 1):
        _check_within(table, check.whole, parts, faults=faults)
        return {}
    return {
        (record.row, check.whole): _tell_sum(record, check.whole, parts, faults=faults)
        for record in bad
    }


def _check_within(table: TableRead, whole: str, parts: list[str], *, faults: Faults) -> None:
    """Tell parts of a whole that are more than it, where the others of their column are not."""
    for part in parts:
        over = _over(table, part, whole)
        if 2 * len(over) < len([one for one in table.records if is_stated(one, part)]):
            _tell_over(over, part, whole, faults=faults)


def _tell_sum(record: Record, whole: str, parts: list[str], *, faults: Faults) -> int:
    """Tell a whole that is not the sum of its parts; return that sum."""
    added = sum(value for part in parts if isinstance(value := record.fields.get(part), int))
    faults.add(
        "UNIT_SUSPECT" if _is_other_unit(record, whole, added) else "ROW_SUM_MISMATCH",
        record.table.sheet.name,
        record.cell(whole),
        found=_words_of(record, whole),
        expected=f"{number_words(record.table, whole, added)}, the sum of its parts",
    )
    return added


def parts_of(table: TableRead, check: RowSum) -> list[str]:
    """Return the parts with a column; single funds stand in for a missing subtotal of aid."""
    names = list(check.parts)
    if "aid_fen" in names and table.binding.column("aid_fen") is None:
        names[names.index("aid_fen") : names.index("aid_fen") + 1] = FUNDS
    return [name for name in names if table.binding.column(name) is not None]


def _has_unread_amounts(table: TableRead) -> bool:
    """Whether a column of numbers that nobody knows may hold the other parts of a whole."""
    return any(
        one.field is None and one.heading.levels and one.heading.looks.numbers
        for one in table.binding.columns
    )


def _is_other_unit(record: Record, whole: str, parts_sum: int) -> bool:
    """Whether a whole and the sum of its parts differ just by 元 for 万元."""
    value = record.fields.get(whole)
    return (
        isinstance(value, int)
        and parts_sum > 0
        and (value == parts_sum * 10_000 or value * 10_000 == parts_sum)
    )


def _words_of(record: Record, name: str) -> str:
    value = record.fields.get(name)
    return number_words(record.table, name, value) if isinstance(value, int) else ""


def _sums_up(record: Record, check: RowSum, parts: list[str]) -> bool | None:
    """Return whether a record's whole is the sum of its parts; None when it does not say enough."""
    numbers = [value for part in parts if isinstance(value := record.fields.get(part), int)]
    if not numbers or not isinstance(record.fields.get(check.whole), int):
        return None
    if record.wordings:
        return _intervals_add_up(record, check, parts)
    if sum(numbers) == record.fields[check.whole]:
        return True
    if any(is_unread(record, part) for part in parts):
        return None
    return _is_funds_alone(record, check, parts)


def _is_funds_alone(record: Record, check: RowSum, parts: list[str]) -> bool:
    """Whether a total is the sum of the single funds: then the subtotal of aid is wrong."""
    if check.whole != "total_fen" or "aid_fen" not in parts:
        return False
    whole = of_record(record, check.whole)
    funds = [
        one
        for name in (*FUNDS, "recipient_own_fen")
        if (one := of_record(record, name)) is not None
    ]
    return whole is not None and bool(funds) and whole.overlaps(total(funds))


def _intervals_add_up(record: Record, check: RowSum, parts: list[str]) -> bool | None:
    whole = of_record(record, check.whole)
    found = [one for part in parts if (one := of_record(record, part)) is not None]
    if whole is None or not found:
        return None
    added = total(found)
    if whole.overlaps(added):
        return True
    if any(is_unread(record, part) for part in parts):
        return None
    if any(is_withheld(record, part) for part in parts) and _is_above(whole, added):
        return None
    return _is_funds_alone(record, check, parts)


def _is_above(whole: Interval, added: Interval) -> bool:
    return whole.low is not None and added.low is not None and whole.low > added.low


# --- single comparisons --------------------------------------------------------------------------


def _check_part(table: TableRead, check: PartOf, faults: Faults) -> None:
    named = next(filter(table.binding.column, (check.whole, *check.instead)), check.whole)
    over = _over(table, check.part, named)
    _tell_over(over, check.part, named, faults=faults, code=check.code)


def _over(table: TableRead, part_name: str, whole_name: str) -> list[Record]:
    """Return the records of which a part is certainly more than the whole."""
    found = []
    for record in table.records:
        stated, limit = record.fields.get(part_name), record.fields.get(whole_name)
        if stated is None or limit is None:
            continue
        if not record.wordings and isinstance(stated, int) and isinstance(limit, int):
            if stated > limit >= 0:
                found.append(record)
            continue
        part, whole = of_record(record, part_name), of_record(record, whole_name)
        if part is None or whole is None or part.low is None or whole.high is None:
            continue
        if part.low > whole.high >= 0 and part.low > 0:
            found.append(record)
    return found


def _tell_over(
    records: list[Record], part: str, whole: str, *, faults: Faults, code: str = "PART_OVER_WHOLE"
) -> None:
    for record in records:
        limit = of_record(record, whole)
        high = limit.high if limit is not None and limit.high is not None else 0
        faults.add(
            code,
            record.table.sheet.name,
            record.cell(part),
            found=_words_of(record, part),
            expected=f"at most {number_words(record.table, whole, high)}",
        )


def _check_order(table: TableRead, check: Order, faults: Faults) -> None:
    for record in table.records:
        first, later = record.fields.get(check.first), record.fields.get(check.later)
        if not isinstance(first, str) or not isinstance(later, str):
            continue
        length = min(len(first), len(later))
        if later[:length] < first[:length]:
            cell = record.letters.get(check.later) or record.letters.get(check.first)
            faults.add(
                "DATE_ORDER",
                table.sheet.name,
                f"{cell}{record.row}" if cell else f"row:{record.row}",
                found=later,
                expected=f"end not before start {first}",
            )


def _check_bounds(table: TableRead, check: Bounds, faults: Faults) -> None:
    for record in table.records:
        value = record.fields.get(check.name)
        if value is None or isinstance(value, bool) or not isinstance(value, int | float):
            continue
        too_low = check.low is not None and value < check.low
        if too_low or (check.high is not None and value > check.high):
            limits = (
                f"{check.low} or more"
                if check.high is None
                else f"from {check.low} to {check.high}"
            )
            faults.add(
                "OUT_OF_RANGE",
                table.sheet.name,
                record.cell(check.name),
                found=str(value),
                expected=f"{limits}{_GIVEN_BACK}" if _is_given_back(record) else limits,
            )


_GIVEN_BACK = "; a gift given back is no gift: take back or correct the entry of the gift"


def _is_given_back(record: Record) -> bool:
    """Whether the words of a row of gifts say that one was given back."""
    return record.table.binding.kind.code == "donation" and is_taken_back(record)


def _check_ratio(table: TableRead, check: Ratio, faults: Faults) -> None:
    for record in table.records:
        part, whole = record.fields.get(check.part), record.fields.get(check.whole)
        if not isinstance(part, int) or not isinstance(whole, int) or whole <= 0 or part < 0:
            continue
        if not check.low * whole <= part <= check.high * whole:
            faults.add(
                "RATIO_IMPLAUSIBLE",
                table.sheet.name,
                record.cell(check.part),
                found=f"{part} people in {whole} households",
                expected=f"between {check.low} and {check.high} people per household",
            )


def _check_rate(
    table: TableRead, check: RateOf, faults: Faults, *, suspects: Container[tuple[int, str]]
) -> None:
    """Tell rates that no division of the row's amounts gives, if most are right."""
    lines = [
        (one.cell(check.rate), one.fields, one.wordings)
        for one in table.records
        if (one.row, check.part) not in suspects
    ]
    lines += [
        (f"{one.letters[check.rate]}{one.row}", one.rates | one.fields, one.wordings)
        for one in table.sums
        if one.rates.get(check.rate) is not None
    ]
    verdicts = [
        (cell, fields[check.rate], verdict)
        for cell, fields, wordings in lines
        if check.part not in wordings and (verdict := _right_rate(fields, check)) is not None
    ]
    bad = [one for one in verdicts if one[2] is not True]
    if len(bad) > max(len(verdicts) - len(bad), 1):
        return
    for cell, rate, right in bad:
        faults.add(
            "RATE_MISMATCH",
            table.sheet.name,
            cell,
            found=f"{Decimal(str(rate)) * 100:f}%",
            expected=f"{float(right * 100):.2f}%",
        )


def _right_rate(fields: dict[str, Value], check: RateOf) -> Fraction | bool | None:
    """Return True for a rate that is right, what it should be, or None where it cannot be told."""
    rate, part = fields.get(check.rate), fields.get(check.part)
    if not isinstance(rate, int | float) or not isinstance(part, int):
        return None
    wholes = [one for name in check.wholes if isinstance(one := fields.get(name), int) and one > 0]
    if not wholes:
        return None
    return any(is_rate(rate, part, whole) for whole in wholes) or Fraction(part, wholes[0])


def _check_one(
    table: TableRead, check: Check, faults: Faults, *, suspects: Container[tuple[int, str]]
) -> None:
    match check:
        case PartOf():
            _check_part(table, check, faults)
        case Order():
            _check_order(table, check, faults)
        case Bounds():
            _check_bounds(table, check, faults)
        case Ratio():
            _check_ratio(table, check, faults)
        case RateOf():
            _check_rate(table, check, faults, suspects=suspects)
        case Product():
            check_product(table, check, faults)
        case OfWhich():
            check_of_which(table, check, faults)


__all__ = ["check_records", "interval_of", "number_words", "of_record", "parts_of"]
