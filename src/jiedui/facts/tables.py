"""The one fact table, `lines`: columns, types, meaning. Books write it, figures read it.

Grain: one row per line of the book, with everything a figure may ask stamped on it, so that no
figure ever joins. A reversing line carries the negation of every number of the line it takes back
(amount, deltas, open flags, sense), so every sum forgets both. Knows no Django.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Column:
    """One column: name, type (int64, int32, int16, int8, bool, string, date32) and meaning."""

    name: str
    type: str
    meaning: str


LINES: tuple[Column, ...] = (
    Column("entry", "int64", "number of the entry, gapless from 1"),
    Column("line", "int32", "position in the entry, from 1"),
    Column(
        "kind",
        "string",
        "kind of entry: aid, plan, gift, count, stock, pairing, summary, assertion, reversal ...",
    ),
    Column("document", "string", "the document that states it: a file's title, a published page"),
    Column("account", "string", "account of the chart, for example Source:Aid"),
    Column("unit", "string", "unit code; amounts are integers of its smallest part"),
    Column("amount", "int64", "stated amount; 0 with wording not_stated"),
    Column("low_delta", "int64", "amount - low_delta is the lowest value"),
    Column("high_delta", "int64", "amount + high_delta is the highest value"),
    Column(
        "low_open",
        "int8",
        "1 when there is no lowest value; -1 on a line that takes such a line back",
    ),
    Column("high_open", "int8", "1 when there is no highest value; -1 likewise"),
    Column("wording", "string", "how the amount was said"),
    Column(
        "sense", "int8", "1 on a line, -1 on a line that takes another back (reversal or carve-out)"
    ),
    Column("starts", "date32", "first day of the effective period; 1900-01-01 = not stated"),
    Column("ends", "date32", "last day of the effective period; 9999-12-31 = still open"),
    Column("year", "int16", "the year, null when the period is not inside one year"),
    Column("quarter", "int32", "year*10+quarter, null when the period is not inside one quarter"),
    Column("month", "int32", "year*100+month, null when the period is not inside one month"),
    Column(
        "recipient",
        "string",
        "recipient key: present GB/T 2260 code, code:town, or several joined by +",
    ),
    Column("province", "string", "province code of the recipient, null when it spans several"),
    Column("prefecture", "string", "prefecture code, null when coarser or several"),
    Column("county", "string", "county code, null when coarser or several"),
    Column(
        "payer",
        "string",
        "who pays: GB code, code:town or organisation; joint payers joined by +; null unknown",
    ),
    Column("owner", "string", "whose programme it is: GB code of the donor district; null unknown"),
    Column(
        "source",
        "string",
        "fund source code; several joined by +; null = not broken down by source",
    ),
    Column("category", "string", "project category code; null = not broken down by category"),
    Column("project", "string", "project key (county code/name); null = no single project"),
    Column("programme", "string", "programme code; null = none stated"),
    Column("pairing_kind", "string", "kind of pairing, on pairing lines only"),
    Column("state", "string", "project state on project lines; null = not stated"),
    Column(
        "itemised", "bool", "true = a single record; false = a stated total's part not itemised"
    ),
    Column(
        "overlap", "string", "counted, or unknown = may be inside a stated total, told beside it"
    ),
    Column(
        "excluding",
        "string",
        "scopes this not-itemised part does not reach: key@from/to, several joined by ;",
    ),
    Column("cell", "string", "file, sheet and cell the amount was read from, joined by tabs"),
)
"""Columns of the fact table, in order."""

NAMES: tuple[str, ...] = tuple(column.name for column in LINES)
