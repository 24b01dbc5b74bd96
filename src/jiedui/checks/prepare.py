"""The prepared layout: each table read once, numbers made keys, rows parted by province.

A person's rows of every table lie in the part of one province, so that provinces can be compared
one after another. Rows without a usable number lie in part 0, rows set aside in part -1.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import ibis

from jiedui.checks.columns import is_unread, read_column
from jiedui.checks.headings import KEYED, KEYED_NAME
from jiedui.checks.model import Fault, Status
from jiedui.checks.numbers import STEPS, THOROUGH_STEPS, province_of
from jiedui.checks.rules import RULES
from jiedui.facts.bulk import first_chars, hex_value

if TYPE_CHECKING:
    from collections.abc import Mapping

    import ibis.expr.types as ir

    from jiedui.checks.headings import Heading
    from jiedui.checks.model import DataSet
    from jiedui.facts.bulk import Bulk

NO_NUMBER = 0
SET_ASIDE = -1
PARTS_KEYED = 64
HASH_DIGITS = 15
"""Hexadecimal digits of a keyed hash that make its key: 60 bits."""

WITH_OUTSIDERS = {"register"} | {
    rule.data for rule in RULES.values() if Status.OUTSIDE in rule.people
}
"""Tables whose numbers are looked at closely: a mistyped number is nobody outside the register."""


def prepared(
    bulk: Bulk, source: ir.Table, dataset: DataSet, *, found: Mapping[str, Heading]
) -> ir.Table:
    """Return a bound table's rows as they are compared, each with its `part`.

    Columns: `key`, `fault`, `written` (the number as written, only where it has a fault), `bad`
    (why a row is set aside), and the data set's own columns as `Kind` says.
    """
    if KEYED in source.columns:
        rows = _keyed(source)
    else:
        is_thorough = dataset.code in WITH_OUTSIDERS or "name" in found
        rows = numbered(bulk, source, found["id_number"].name, is_thorough=is_thorough)
    return _read(rows, dataset, found)


def _read(rows: ir.Table, dataset: DataSet, found: Mapping[str, Heading]) -> ir.Table:
    """Read the columns, then say what could not be read, then choose the part: each once."""
    columns = {name: heading for name, heading in found.items() if name != "id_number"}
    read = rows.mutate(
        **{f"_{name}_": read_column(heading, rows) for name, heading in columns.items()}
    )
    complaints: list[tuple[ir.BooleanValue, str]] = []
    for name, heading in columns.items():
        meant = read[f"_{name}_"]
        unread = is_unread(heading, read, meant)
        if unread is not None:
            complaints.append((unread, f"{name}: not readable"))
        if name == "record" and heading.column.is_required:
            complaints.append((meant.isnull(), f"{name}: missing"))
    no_complaint = ibis.null("string")
    judged = read.mutate(
        _bad=ibis.cases(*complaints, else_=no_complaint) if complaints else no_complaint
    )
    key, fault, bad = judged["_key"], judged["_fault"], judged["_bad"]
    chosen = {name: judged[f"_{name}_"] for name in columns}
    if KEYED in rows.columns and KEYED_NAME in rows.columns:
        chosen[KEYED_NAME] = judged[KEYED_NAME]
    if dataset.code == "register" and "status" not in chosen:
        chosen["status"] = ibis.literal(int(Status.REGISTERED), type="int16")
    part = _part(key, is_keyed=KEYED in rows.columns)
    return judged.select(
        part=bad.notnull().ifelse(SET_ASIDE, part).cast("int16"),
        key=key,
        fault=fault,
        written=(fault != int(Fault.NONE)).ifelse(judged["_text"], ibis.null("string")),
        bad=bad,
        **chosen,
    )


def numbered(bulk: Bulk, source: ir.Table, name: str, *, is_thorough: bool) -> ir.Table:
    """Return bound rows with the number as text, its key and its fault added.

    Args:
        bulk: The engine on which the rows are bound.
        source: The rows.
        name: Their column with the number.
        is_thorough: Whether birth date and check character are looked at.
    """
    stem = f"{source.get_name()}_numbered"
    bulk.define(f"{stem}_0", source.mutate(_text=source[name].cast("string")))
    steps = THOROUGH_STEPS if is_thorough else STEPS
    for at, step in enumerate(steps):
        bulk.extend(f"{stem}_{at + 1}", f"{stem}_{at}", step)
    added = {"_text": "string", "_key": "int64", "_fault": "int8"}
    return ibis.table(dict(source.schema()) | added, name=f"{stem}_{len(steps)}")


def _keyed(source: ir.Table) -> ir.Table:
    """Take the number's place: a keyed hash, and what its owner found wrong with the number."""
    key = hex_value(first_chars(source[KEYED], HASH_DIGITS))
    no_fault = ibis.literal(int(Fault.NONE), type="int8")
    has_hash = source[KEYED].notnull() & (source[KEYED] != "")
    return source.mutate(
        _key=has_hash.ifelse(key, ibis.null("int64")),
        _fault=source["fault"].cast("int8") if "fault" in source.columns else no_fault,
        _text=ibis.null("string"),
    )


def _part(key: ir.IntegerColumn, *, is_keyed: bool) -> ir.IntegerValue:
    part = key % PARTS_KEYED + 1 if is_keyed else province_of(key)
    return key.isnull().ifelse(NO_NUMBER, part)
