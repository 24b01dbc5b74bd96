"""Columns of a file as a data set means them: how each is read.

What cannot be read does not become a guess: its row is set aside with the reason.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import ibis

from jiedui.checks.headings import spelled
from jiedui.checks.model import Kind, Status
from jiedui.facts.bulk import trimmed
from jiedui.kernel.problem import Problem, Severity, Source

if TYPE_CHECKING:
    from collections.abc import Mapping

    import ibis.expr.datatypes as dt
    import ibis.expr.types as ir

    from jiedui.checks.headings import Heading

YUAN, WAN, FEN = 100, 1_000_000, 1
PLACE_DIGITS = 12
STATUSES = {
    Status.REGISTERED: ("在册", "未脱贫", "贫困户", "建档立卡贫困户", "registered"),
    Status.EXITED: ("已脱贫", "脱贫", "脱贫户", "稳定脱贫", "exited"),
    Status.MONITORED: (
        "监测对象", "监测户", "脱贫不稳定户", "边缘易致贫户", "突发严重困难户", "monitored",
    ),
    Status.ORDINARY: ("一般农户", "非贫困户", "ordinary"),
}  # fmt: skip
"""What a register may write for each status, upper and lower case alike."""


def wrong_types(
    found: Mapping[str, Heading], schema: Mapping[str, dt.DataType], file: str
) -> list[Problem]:
    """Return a problem for each column whose type can never be read as what it stands for."""
    problems = []
    for heading in found.values():
        kind = schema[heading.name]
        if not _is_readable(heading.column.kind, kind):
            problems.append(
                Problem(
                    "COLUMN_TYPE",
                    Severity.ERROR,
                    Source(file, "", f"col:{heading.name}"),
                    found=f"type {kind}",
                    expected=f"{heading.column.kind.value}, as text or as its own type",
                    hint="Write the column anew with that type.",
                )
            )
    return problems


def _is_readable(kind: Kind, given: dt.DataType) -> bool:
    if given.is_string() or given.is_null():
        return True
    if kind is Kind.DAY:
        return bool(given.is_date() or given.is_timestamp() or given.is_integer())
    if kind is Kind.MONEY:
        return bool(given.is_numeric())
    if kind in {Kind.TEXT, Kind.STATUS}:
        return bool(given.is_numeric())
    return bool(given.is_integer())


# --- reading --------------------------------------------------------------------------------------


def text_of(value: ir.Column) -> ir.StringColumn:
    """Return a cell as text without spaces at its ends; an empty one is null."""
    return trimmed(value.cast("string")).nullif("")


def read_column(heading: Heading, source: ir.Table) -> ir.Column:
    """Return what a column holds; what cannot be read is null."""
    value = source[heading.name]
    kind = heading.column.kind
    if kind is Kind.RECORD and value.type().is_integer():
        return value.cast("int64")
    if kind in {Kind.RECORD, Kind.TEXT}:
        return text_of(value)
    if kind is Kind.MONEY:
        return _money(value, _scale(heading))
    readers = {Kind.DAY: _day, Kind.PLACE: _place, Kind.STATUS: _status}
    return readers[kind](value)


def is_unread(heading: Heading, source: ir.Table, meant: ir.Column) -> ir.BooleanValue | None:
    """Return which cells hold something that could not be read (None: none can).

    Args:
        heading: The column.
        source: The rows as given.
        meant: What was read from them.
    """
    value = source[heading.name]
    given, kind = value.type(), heading.column.kind
    is_safe = (kind is Kind.MONEY and given.is_integer()) or (
        kind is Kind.DAY and (given.is_date() or given.is_timestamp())
    )
    if is_safe or kind in {Kind.RECORD, Kind.TEXT}:
        return None
    is_filled = value.notnull()
    if given.is_string():
        is_filled = is_filled & (trimmed(value) != "")
    # Not `&`: the text is looked at only where nothing was read.
    return meant.isnull().ifelse(is_filled, ibis.literal(False))  # noqa: FBT003


def _scale(heading: Heading) -> int:
    if spelled(heading.name).endswith("_fen"):
        return FEN
    return WAN if "万元" in heading.name else YUAN


def _money(value: ir.Column, scale: int) -> ir.IntegerColumn:
    if value.type().is_integer():
        return value.cast("int64") * scale
    if value.type().is_string():
        value = value.re_replace("[,，\\s¥￥元]", "")
    exact = value.try_cast("decimal(18, 4)") * scale
    return exact.round(0).try_cast("int64")


def _day(value: ir.Column) -> ir.DateColumn:
    if value.type().is_date():
        return value
    if value.type().is_timestamp():
        return value.date()
    text = value.cast("string") if value.type().is_integer() else value
    plain = text.re_replace("[年月/.]", "-").re_replace("[日\\s]|-$|T.*| .*", "")
    solid = plain.re_search("^[12][0-9]{7}$")
    dashed = plain.substr(0, 4) + "-" + plain.substr(4, 2) + "-" + plain.substr(6, 2)
    is_day = solid | plain.re_search("^[12][0-9]{3}-[0-9]{1,2}-[0-9]{1,2}$")
    return is_day.ifelse(solid.ifelse(dashed, plain), ibis.null("string")).try_cast("date")


def _place(value: ir.Column) -> ir.IntegerColumn:
    code = value.cast("int64") if value.type().is_integer() else trimmed(value).try_cast("int64")
    return ibis.cases(
        (code.between(10**11, 10**12 - 1), code),
        (code.between(10**8, 10**9 - 1), code * 1000),
        (code.between(10**5, 10**6 - 1), code * 10**6),
        else_=ibis.null("int64"),
    )


def _status(value: ir.Column) -> ir.IntegerColumn:
    """Read a status as it is commonly written; only what is not goes the longer way."""
    written = value.cast("string")
    bare = trimmed(written).lower()
    arms = [
        (text.isin(words), int(status))
        for text in (written, bare)
        for status, words in STATUSES.items()
    ]
    return ibis.cases(*arms, else_=ibis.null("int16")).cast("int16")
