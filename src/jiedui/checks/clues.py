"""From rules to clues: every rule asked of one part of the country, as one expression.

What a data set offers (rule by rule, with its evidence) is put one below the other and joined with
the register once. Duplicates, totals and people outside the register are the same join; only what
compares two columns has a join of its own.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, NamedTuple

import ibis

from jiedui.checks.headings import KEYED_NAME
from jiedui.checks.model import Compare, Fault, Shape, Status
from jiedui.checks.numbers import masked, shown
from jiedui.kernel.identity import NAME_MARKS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import ibis.expr.types as ir

    from jiedui.checks.model import Rule, Where


class Asked(NamedTuple):
    """What clues are looked for, and how they are told.

    Attributes:
        rules: The rules to ask.
        day: The day they are asked for: rows after it are not looked at.
        record_type: `int64` when every record number of the run is whole, else `string`.
        reveal: Whether clues carry the identity number itself.
        is_keyed: Whether keys are keyed hashes, of which nothing can be shown.
    """

    rules: Sequence[Rule]
    day: dt.date
    record_type: str
    reveal: bool
    is_keyed: bool


def clue_table(tables: Mapping[str, ir.Table], asked: Asked) -> ir.Table:
    """Return the clues of bound tables as one expression.

    Args:
        tables: `register`, `people` (its rows that have a key), and data sets by code.
        asked: What is looked for.
    """
    people = tables["people"]
    offers: list[ir.Table] = []
    missed: list[ir.Table] = []
    parts: list[ir.Table] = []
    for rule in asked.rules:
        offer = _offer(rule, tables, asked)
        if offer is None:
            parts += _alone(rule, tables, asked)
            continue
        if rule.people & ~Status.OUTSIDE:
            offers.append(offer)
        if Status.OUTSIDE in rule.people:
            missed.append(offer.filter(offer["number_fault"] == int(Fault.NONE)))
    if offers:
        joined = people.join(_all(offers), "key")
        parts.append(_told(joined.filter((joined["status"] & joined["mask"]) != 0), asked))
    if missed:
        parts.append(_outside(_all(missed).anti_join(people, "key"), asked))
    return _all(parts)


def _all(tables: Sequence[ir.Table]) -> ir.Table:
    return ibis.union(*tables) if len(tables) > 1 else tables[0]


# --- what data sets offer -------------------------------------------------------------------------


def _offer(rule: Rule, tables: Mapping[str, ir.Table], asked: Asked) -> ir.Table | None:
    """Return the rows by which a rule may give a clue; None for rules with a way of their own."""
    if rule.shape is Shape.DUPLICATE:
        people = tables["people"]
        times = people.group_by("key").agg(
            times=people.count(), first=people["record"].min(), last=people["record"].max()
        )
        many = times.filter(times["times"] > 1)
        return _offered(
            rule, many, asked, source=many["first"], what=many["last"].cast("string"),
            times=many["times"],
        )  # fmt: skip
    if rule.shape not in {Shape.FOUND, Shape.TOTAL}:
        return None
    rows = tables[rule.data]
    rows = rows.filter(rows["key"].notnull(), *_conditions(rule, rows, asked.day))
    if rule.shape is Shape.FOUND:
        return _offered(
            rule, rows, asked, source=_column(rows, "record"), what=_column(rows, rule.what),
            amount=_column(rows, rule.amount), day=_column(rows, rule.day),
        )  # fmt: skip
    sums = rows.group_by("key").agg(
        fault=rows["fault"].max(),
        total=rows[rule.total].sum().cast("int64"),
        times=rows.count(),
        first=rows["record"].min() if "record" in rows.columns else ibis.null(asked.record_type),
        latest=rows[rule.day].max() if rule.day in rows.columns else ibis.null("date"),
        **({"village": rows["village"].max()} if "village" in rows.columns else {}),
    )
    limit = rule.limit(rule.total_limit, asked.day)
    sums = sums.filter(sums["total"] >= limit)
    return _offered(
        rule, sums, asked, source=sums["first"], amount=sums["total"], day=sums["latest"],
        times=sums["times"],
    )  # fmt: skip


def _column(rows: ir.Table, name: str) -> ir.Column | None:
    return rows[name] if name and name in rows.columns else None


EVIDENCE = {"what": "string", "amount": "int64", "day": "date", "times": "int64"}
"""Evidence beside the record of the data set's row, by type."""


def _offered(
    rule: Rule,
    rows: ir.Table,
    asked: Asked,
    **evidence: Any,  # noqa: ANN401  Columns, or None.
) -> ir.Table:
    source = evidence.pop("source", None)
    columns = {
        name: ibis.null(kind) if evidence.get(name) is None else evidence[name].cast(kind)
        for name, kind in EVIDENCE.items()
    }
    fault = rows["fault"] if "fault" in rows.columns else ibis.literal(0, type="int8")
    return rows.select(
        key=rows["key"],
        rule=ibis.literal(rule.code),
        mask=ibis.literal(int(rule.people & ~Status.OUTSIDE), type="int16"),
        source=ibis.null(asked.record_type) if source is None else source.cast(asked.record_type),
        number_fault=fault.cast("int8"),
        place=rows["village"] if "village" in rows.columns else ibis.null("int64"),
        **columns,
    )


def _conditions(rule: Rule, rows: ir.Table, day: dt.date) -> list[ir.BooleanValue]:
    conditions = [_condition(rule, where, rows[where.column], day=day) for where in rule.where]
    if rule.day in rows.columns:
        seen = rows[rule.day]
        conditions.append(seen.isnull() | (seen <= ibis.literal(day)))
    return conditions


def _condition(rule: Rule, where: Where, value: ir.Column, *, day: dt.date) -> ir.BooleanValue:
    limit = rule.limit(where.limit, day) or 0
    if where.compare is Compare.IS:
        return value.isin(where.values)
    if where.compare is Compare.IS_NOT:
        return value.isnull() | value.notin(where.values)
    if where.compare is Compare.AT_LEAST:
        return value >= limit
    if where.compare is Compare.MONTHS_AT_LEAST:
        return value <= ibis.literal(months_before(day, limit))
    since = {
        Compare.WITHIN_MONTHS: months_before(day, limit),
        Compare.THIS_YEAR: day.replace(month=1, day=1),
        Compare.THIS_MONTH: day.replace(day=1),
    }[where.compare]
    return (value >= ibis.literal(since)) & (value <= ibis.literal(day))


def months_before(day: dt.date, months: int) -> dt.date:
    """Return the day some months earlier; the month's last day where it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    next_month = dt.date(year + (month == 11), (month + 1) % 12 + 1, 1)
    last = (next_month - dt.timedelta(days=1)).day
    return dt.date(year, month + 1, min(day.day, last))


# --- rules with a way of their own ----------------------------------------------------------------


def _alone(rule: Rule, tables: Mapping[str, ir.Table], asked: Asked) -> list[ir.Table]:
    register = tables["register"]
    if rule.shape is Shape.FAULTY:
        words = {Fault.MISSING: "缺失", Fault.FORM: "格式有误", Fault.CHECK: "校验位有误"}
        what = ibis.cases(*((register["fault"] == int(one), word) for one, word in words.items()))
        rows = register.filter(register["fault"].isin([int(one) for one in rule.faults]))
        return [_told(_with_evidence(rule, rows, asked, what=what), asked)]
    people = tables["people"]
    other = tables[rule.data].filter(tables[rule.data]["key"].notnull())
    if rule.shape is Shape.ABSENT:
        rows = people.anti_join(other, "key")
        return [_told(_with_evidence(rule, rows, asked), asked)]
    joined = people.join(other, "key", rname="other_{name}")
    if rule.shape is Shape.NAME_DIFFERS:
        rows = joined.filter(_called_otherwise(joined, asked))
    else:
        rows = joined.filter(joined["day"] <= joined["identified_on"], _soon(rule, joined, asked))
    evidence = {
        name: rows[name] for name in (rule.what, rule.amount, rule.day) if name in rows.columns
    }
    named = {
        kind: evidence.get(name)
        for kind, name in (("what", rule.what), ("amount", rule.amount), ("day", rule.day))
    }
    source = _column(rows, "other_record")
    return [_told(_with_evidence(rule, rows, asked, source=source, **named), asked)]


def _called_otherwise(rows: ir.Table, asked: Asked) -> ir.BooleanValue:
    """Tell where two lists call a person otherwise; blanks and dots make no other name."""
    if asked.is_keyed:
        return rows[KEYED_NAME] != rows[f"other_{KEYED_NAME}"]
    ours, theirs = rows["name"], rows["other_name"]
    bare = [name.re_replace(NAME_MARKS, "") for name in (ours, theirs)]
    # Not `&`: the few that differ as written are looked at closely.
    return (ours != theirs).ifelse(bare[0] != bare[1], ibis.literal(False))  # noqa: FBT003


def _soon(rule: Rule, rows: ir.Table, asked: Asked) -> ir.BooleanValue:
    months = rule.limit("months", asked.day) or 0
    return rows["day"] >= rows["identified_on"] - ibis.interval(months=months)


def _with_evidence(
    rule: Rule,
    rows: ir.Table,
    asked: Asked,
    **evidence: Any,  # noqa: ANN401  Columns, or None.
) -> ir.Table:
    source = evidence.pop("source", None)
    columns = {
        name: ibis.null(kind) if evidence.get(name) is None else evidence[name].cast(kind)
        for name, kind in EVIDENCE.items()
    }
    listed = rows.filter((rows["status"] & int(rule.people)) != 0)
    return listed.mutate(
        rule=ibis.literal(rule.code),
        source=ibis.null(asked.record_type) if source is None else source.cast(asked.record_type),
        **columns,
    )


# --- how a clue is told ---------------------------------------------------------------------------


def _told(rows: ir.Table, asked: Asked) -> ir.Table:
    return rows.select(
        rule=rows["rule"],
        village=rows["village"],
        household=rows["household"].cast("string"),
        record=rows["record"].cast("string"),
        status=rows["status"].cast("int16"),
        **_person(rows["key"], rows["written"], asked),
        source=rows["source"].cast("string"),
        **{name: rows[name] for name in EVIDENCE},
    )


def _outside(rows: ir.Table, asked: Asked) -> ir.Table:
    return rows.select(
        rule=rows["rule"],
        village=rows["place"],
        household=ibis.null("string"),
        record=ibis.null("string"),
        status=ibis.literal(int(Status.OUTSIDE), type="int16"),
        **_person(rows["key"], ibis.null("string"), asked),
        source=rows["source"].cast("string"),
        **{name: rows[name] for name in EVIDENCE},
    )


def _person(
    key: ir.IntegerColumn, written: ir.StringValue, asked: Asked
) -> dict[str, ir.StringValue]:
    hidden = ibis.literal("") if asked.is_keyed else masked(key).fill_null("***")
    person = {"person": hidden}
    if asked.reveal and not asked.is_keyed:
        person["number"] = (
            written.fill_null(shown(key)) if hasattr(written, "fill_null") else written
        )
    return person
